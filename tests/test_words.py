"""The words of the program: all of them in the catalogue, the same in every language, and each used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale
from babel.dates import format_date

from handbook.lang.catalogue import (
    CATEGORIES,
    Entry,
    Listed,
    Phrase,
    Verbatim,
    entry,
    folder,
    plain_lines,
    say,
    section,
)
from handbook.lang.language import language, ordinal
from handbook.lang.languages import LANGS, WRITTEN, Lang, ordinal_category, plural_category, written_for
from handbook.lang.words import Words

ROOT = Path(__file__).parent.parent
PACKAGES = tuple(package for package in ("handbook", "quiz", "macros") if folder(package).is_dir())
SECTIONS = [(package, path.stem) for package in PACKAGES for path in sorted((folder(package) / "zh").glob("*.yml"))]
KEYS = {f"{package}.{name}.{key}" for package, name in SECTIONS for key in section(package, name, "zh")}
HAN = re.compile(r"[\u3400-\u9fff]")

# Literals that hold Chinese and are no sentences: facts of the language, and what people type.
OF_THE_LANGUAGE = {
    "handbook/policy/checks/force.py",  # the words for duties, bans and permissions
    "handbook/files/any_file.py",  # what counts as Chinese
    "handbook/files/folders.py",  # what systems call a copy of a file
    "handbook/files/value_typos.py",  # numbers and dates as people type them
    "handbook/lang/days.py",  # days, months and moments as people write them
    "handbook/calc/sheets/repeated.py",  # headings under which sheets name people
    "quiz/sources/sentences.py",  # what stands for words left out
    "handbook/calc/columns.py",  # units of so many thousands
    "handbook/calc/sheets/totals.py",  # what sums are called in sheets
    "handbook/lang/numerals.py",
    "handbook/policy/checks/numbers_in_text.py",  # amounts as people write them in texts
    "handbook/rules/inputs.py",  # yes and no as people type them
    "handbook/schema/validation/bad_values.py",  # yes and no as people type them
    "handbook/lang/traditional.py",
    "handbook/lang/typography.py",
    "handbook/schema/rule_models.py",  # an example of what people search for
    "quiz/grading/typed.py",  # true and false as people type them
    "quiz/lints/normal.py",  # units as people write them
    "quiz/lints/options.py",  # ways to say "all of the above"
    "quiz/lints/wording.py",  # absolute and open words
    "quiz/papers/exporters/__init__.py",  # names of platforms
    "quiz/papers/exporters/plain_texts.py",  # words that platforms look for
}


# The files


@pytest.mark.parametrize("package", PACKAGES)
def test_every_language_has_the_same_sections(package: str) -> None:
    written = [sorted(path.name for path in (folder(package) / lang).iterdir()) for lang in WRITTEN]
    assert written[0] == written[1]
    assert {path.name for path in folder(package).iterdir()} <= set(LANGS)


@pytest.mark.parametrize(("package", "name"), SECTIONS, ids=".".join)
def test_every_language_has_the_same_keys_with_the_same_facts(package: str, name: str) -> None:
    zh, en = (section(package, name, lang) for lang in WRITTEN)
    assert list(zh) == list(en)
    differ = {f"{package}.{name}.{key}" for key in zh if facts(zh[key]) != facts(en[key])}
    assert differ <= {"handbook.files.sign.invisible"}  # Unicode's names of signs are English


@pytest.mark.parametrize(("package", "name"), SECTIONS, ids=".".join)
def test_traditional_chinese_has_no_keys_of_its_own(package: str, name: str) -> None:
    assert list(section(package, name, "zh-Hant")) == list(section(package, name, "zh"))


@pytest.mark.parametrize(("package", "name"), SECTIONS, ids=".".join)
def test_entries_are_texts_and_forms_of_a_number(package: str, name: str) -> None:
    for lang in WRITTEN:
        for key, found in section(package, name, lang).items():
            assert re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", key), key
            forms = [found] if isinstance(found, str) else list(found.values())
            assert all(isinstance(text, str) for text in forms), key
            assert isinstance(found, str) or "other" in found, key


def facts(entry: Entry) -> set[str]:
    """The names that an entry is filled with; the number that chooses its form is one."""
    forms = [entry] if isinstance(entry, str) else list(entry.values())
    named = {name.partition(".")[0] for text in forms for _, name, _, _ in Formatter().parse(text) if name}
    return named | (set() if isinstance(entry, str) else {"n"})


# The code


@dataclass
class InCode:
    """What the code of the project says: keys that are written out, patterns of others, and calls with their facts."""

    texts: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    filled: list[tuple[str, frozenset[str]]] = field(default_factory=list)


@cache
def in_code() -> InCode:
    found = InCode()
    for package in ("handbook", "quiz", "macros"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(tree):
                if id(node) not in parts:
                    _note(node, found)
        for path in (ROOT / package).rglob("*.j2"):
            found.texts |= set(re.findall(r"""["']([a-z0-9_.]+)["']""", path.read_text("utf-8")))
    return found


def _note(node: ast.AST, found: InCode) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found.texts.add(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(part.value) if isinstance(part, ast.Constant) else r"[A-Za-z0-9_.-]+" for part in node.values
        ]
        found.patterns.add("".join(map(str, parts)))
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        given = _given(node)
        if given is not None:
            found.filled.append((str(node.args[0].value), given))


def _given(call: ast.Call) -> frozenset[str] | None:
    """The names of the facts of `say(key, lang, …)` or `Phrase(key, {…})`; None where they are not written out."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "say":
        names = [keyword.arg for keyword in call.keywords]
        return None if None in names else frozenset(map(str, names))
    if name != "Phrase":
        return None
    facts = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
    if not isinstance(facts, ast.Dict) or not all(isinstance(key, ast.Constant) for key in facts.keys):
        return None
    return frozenset(str(key.value) for key in facts.keys if isinstance(key, ast.Constant))


def test_every_key_in_the_code_exists() -> None:
    of_sections = re.compile("|".join(rf"{package}\.{name}\.[a-z0-9_.]*[a-z0-9_]" for package, name in SECTIONS))
    modules = {str(path.relative_to(ROOT).with_suffix("")).replace("/", ".") for path in ROOT.glob("*/**/*.py")}
    assert {
        text for text in in_code().texts if of_sections.fullmatch(text) and text[-1] != "."
    } - KEYS - modules == set()


def test_every_key_is_used() -> None:
    patterns = [re.compile(pattern) for pattern in in_code().patterns if pattern.startswith(PACKAGES)]
    problems = {key for key in KEYS if key.split(".")[1] == "problems" and _code(key) in in_code().texts}
    of_fields = {key for key in KEYS if key.split(".")[1] == "fields"}  # tests/handbook/test_schema.py has the fields
    rest = KEYS - in_code().texts - problems - of_fields
    assert {key for key in rest if not any(pattern.fullmatch(key) for pattern in patterns)} == set()


def _code(key: str) -> str:
    """As a Problem names it: see `handbook/problems/problem.py`."""
    package, _, name = key.split(".", 2)
    return name if package == "handbook" else f"{package}.{name}"


def test_every_fact_is_given() -> None:
    for key, given in in_code().filled:
        if key in KEYS:
            assert facts(entry(key, "zh")) - given == set(), key


def test_no_sentence_is_in_the_code() -> None:
    found = {
        str(path.relative_to(ROOT))
        for package in ("handbook", "quiz", "macros")
        for path in (ROOT / package).rglob("*.py")
        if any(HAN.search(text) for text in literals(ast.parse(path.read_text("utf-8"))))
    }
    assert found == OF_THE_LANGUAGE


def literals(tree: ast.Module) -> Iterator[str]:
    """The texts in a module, other than its docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


# The catalogue


def test_words_are_filled_with_facts_of_each_language() -> None:
    guess = Phrase("handbook.parts.did_you_mean", {"name": Words(zh="迟到", en="late arrival")})
    assert guess["zh"] == "（是不是 迟到？）"
    assert guess["en"] == " (did you mean late arrival?)"
    assert guess["zh-Hant"] == "（是不是 遲到？）"


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match=r"handbook\.parts\.nothing_such"):
        say("handbook.parts.nothing_such", "zh")
    with pytest.raises(KeyError, match=r"no_such_section"):
        say("handbook.no_such_section.key", "zh")
    with pytest.raises(KeyError, match="did_you_mean needs the fact name"):
        say("handbook.parts.did_you_mean", "en")


def test_a_number_chooses_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    forms: Mapping[str, Entry] = {"errors": {"one": "{n} error", "other": "{n} errors"}}
    monkeypatch.setattr("handbook.lang.catalogue.entry", lambda key, _lang: forms[key])
    assert [say("errors", "en", n=n) for n in (0, 1, 2)] == ["0 errors", "1 error", "2 errors"]
    assert say("errors", "zh", n=1) == "1 errors"  # Chinese has one form
    with pytest.raises(KeyError, match="errors needs the fact n"):
        say("errors", "en")
    assert "other" in CATEGORIES


def test_lists_have_the_separator_of_the_language() -> None:
    both = Listed((Words(zh="迟到", en="late"), Verbatim("a.yml"), 3))
    assert (both["zh"], both["en"]) == ("迟到、a.yml、3", "late, a.yml, 3")
    assert Listed(("a", "b"), "semicolon")["zh"] == "a；b"


@pytest.mark.parametrize("lang", LANGS)
def test_plural_categories_are_those_of_the_unicode_consortium(lang: Lang) -> None:
    rule = Locale.parse(lang, sep="-").plural_form
    for number in (*range(-3, 120), 0.5, 1.0, 1.5, -1.0, 1e6):
        assert plural_category(number, lang) == rule(number)


def test_ordinals() -> None:
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th")
    ]
    assert ordinal(3, "zh") == "第 3"


@pytest.mark.parametrize("lang", LANGS)
def test_ordinals_and_days_are_those_of_the_unicode_consortium(lang: Lang) -> None:
    locale = Locale.parse(lang, sep="-")
    for number in (*range(-3, 320), 1.0, 1.5, 11.0, 1e6):
        assert ordinal_category(number, lang) == locale.ordinal_form(number)
    for day in (date(year, month, day) for year in (1, 999, 2026) for month in range(1, 13) for day in (1, 28)):
        assert language(lang).day(day) == format_date(day, language(lang).day_pattern, locale)


def test_numbers_of_chapters() -> None:
    assert [language(lang).numeral(12) for lang in LANGS] == ["十二", "12", "十二"]
    assert [written_for(lang) for lang in LANGS] == ["zh", "en", "zh"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_language_puts_signs_around_texts(lang: str) -> None:
    spoken = language(lang)  # type: ignore[arg-type]
    assert spoken.quoted("x").strip("“”「」") == "x"
    assert spoken.in_brackets("x").strip(" ()（）") == "x"


@pytest.mark.parametrize(("package", "name"), SECTIONS, ids=".".join)
def test_what_needs_no_parser_is_read_as_the_parser_reads_it(package: str, name: str) -> None:
    for lang in WRITTEN:
        text = (folder(package) / lang / f"{name}.yml").read_text("utf-8")
        assert plain_lines(text) in (None, yaml.load(text, Loader=yaml.BaseLoader))


@pytest.mark.parametrize(
    "line",
    [
        *("a: b c", 'a: "b: c #"', 'a: "b\\nc"', "a: b:c#d", "a: 1", "a: yes", "a: “x”", 'a: ""', "a: ~", "a: b\tc"),
        *("a: 'b'", "a: {b: c}", "a: [b]", "a: b: c", "a: b #c", "a: |", "a:", "a: b:", "a: b ", "a: &b c", "a: *b"),
        *(
            "a: !b c",
            "a: - b",
            "a: ? b",
            "a: @b",
            "a: `b",
            "a: %b",
            'a: "b\\u00e9"',
            'a: "b" c',
            "a:  b",
            " a: b",
            "- a: b",
        ),
        *("a: b\n  c", "a: -b", "a: #b", "? a: b", "a: b\n\n# c\nd: e", 'a: "b\n  c"', "a: >-\n  b", "a: b\u0085c"),
    ],
)
def test_a_line_that_is_not_plain_is_left_to_the_parser(line: str) -> None:
    plain = plain_lines(line)
    assert plain is None or plain == yaml.load(line, Loader=yaml.BaseLoader)


@pytest.mark.parametrize("package", ["handbook", "quiz"])
def test_help_needs_no_parser(package: str) -> None:
    for lang in WRITTEN:
        assert plain_lines((folder(package) / lang / "help.yml").read_text("utf-8"))
    assert all(plain_lines((folder("handbook") / lang / "program.yml").read_text("utf-8")) for lang in WRITTEN)

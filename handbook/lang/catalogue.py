"""From a key to words: the one way in which the program speaks.

`say("handbook.impact.heading", lang, day="2026-07-01")` says them at once, `Phrase("handbook.impact.heading", {…})`
when the language is known. A key is `<package>.<section>.<key>`, and stands in `<package>/words/<lang>/<section>.yml`,
which is read when the first of its words is asked for. An entry is a text with `{fact}`s, or one text for each plural
category of the language (`{one: "{n} error", other: "{n} errors"}`). Mappings of anything else are nested, and their
keys joined by dots. Traditional Chinese is converted from `zh`, unless a file in `zh-Hant` has the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handbook.lang.languages import Lang, Text, plural_category
from handbook.lang.traditional import to_traditional
from handbook.records import frozen

Fact = object  # a Text, or a mapping of languages, is said in the language of the sentence; all else as it is
Entry = str | Mapping[str, str]  # a text, or a text for each plural category

# A line of YAML whose text is what it looks like: it begins with no sign that has a meaning, has no `: ` and no ` #`.
_PLAIN = re.compile(
    r"""(\w+): (?:("[^"\\]*(?:\\n[^"\\]*)*")|((?![\s?:,[\]{}#&*!|>'"%@`-])(?:(?!: | #)[^\t])*(?<![:\s])))"""
)
_PACKAGES = Path(__file__).parents[2]
CATEGORIES = frozenset(("zero", "one", "two", "few", "many", "other"))


def say(key: str, lang: Lang, /, **facts: Fact) -> str:
    """The words of a key, filled. Raises KeyError for a key or a fact that is not there.

    Where the words depend on a number, it is the fact `n`; two numbers in a sentence are phrases of their own.
    """
    found = entry(key, lang)
    if not isinstance(found, str):
        found = _of_number(found, key, lang, facts)
    try:
        return found.format(**{name: in_language(fact, lang) for name, fact in facts.items()})
    except KeyError as missing:
        raise KeyError(f"{key} needs the fact {missing.args[0]}") from None


def in_language(fact: Fact, lang: Lang) -> Fact:
    """A fact as a sentence of a language holds it."""
    if isinstance(fact, str):  # most are
        return fact
    if isinstance(fact, Text):
        return fact[lang]
    return fact[lang] if isinstance(fact, Mapping) else fact


def _of_number(forms: Mapping[str, str], key: str, lang: Lang, facts: Mapping[str, Fact]) -> str:
    if "n" not in facts:
        raise KeyError(f"{key} needs the fact n")
    return forms.get(plural_category(float(str(facts["n"])), lang)) or forms["other"]


@frozen
class Phrase(Text):
    """Words not said yet: a key of the catalogue with the facts that fill it."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __getitem__(self, lang: Lang, /) -> str:
        return say(self.key, lang, **self.facts)


@frozen
class Verbatim(Text):
    """A text that is the same in every language."""

    text: str

    def __getitem__(self, lang: Lang, /) -> str:
        return self.text


NOTHING = Verbatim("")


@frozen
class Listed(Text):
    """Several facts in a row. `between` names what stands between two of them: a separator of `language.yml`."""

    facts: tuple[Fact, ...]
    between: str = "list"

    def __getitem__(self, lang: Lang, /) -> str:
        return say(f"handbook.language.{self.between}", lang).join(str(in_language(fact, lang)) for fact in self.facts)


@cache
def entry(key: str, lang: Lang) -> Entry:
    """What stands under `<package>.<section>.<key>`. Raises KeyError, with the key, where nothing does."""
    package, _, rest = key.partition(".")
    name, _, rest = rest.partition(".")
    found = section(package, name, lang).get(rest)
    if found is None:
        raise KeyError(f"no words have the key {key} in {lang}")
    return found


@cache
def section(package: str, name: str, lang: Lang) -> dict[str, Entry]:
    """The entries of a section by their keys, in the order of the file; none where there is no such file."""
    if lang != "zh-Hant":
        return _read(package, name, lang)
    converted = {key: _converted(entry) for key, entry in _read(package, name, "zh").items()}
    return converted | _read(package, name, lang)


def _converted(entry: Entry) -> Entry:
    if isinstance(entry, str):
        return to_traditional(entry, interface=True)
    return {category: to_traditional(text, interface=True) for category, text in entry.items()}


def folder(package: str) -> Path:
    """Where the words of a package stand, one folder a language. Raises KeyError where there is no such package."""
    beside = _PACKAGES / package / "words"
    if beside.is_dir():  # not those of another package of that name, where the command is run
        return beside
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise KeyError(f"there is no package {package} with words")
    return Path(spec.submodule_search_locations[0]) / "words"


@cache
def _read(package: str, name: str, lang: Lang) -> dict[str, Entry]:
    path = folder(package) / lang / f"{name}.yml"
    return dict(_flat(_load(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def _load(text: str) -> Mapping[str, Any]:
    plain = plain_lines(text)
    if plain is not None:
        return plain
    import yaml  # as much work as all else that a command's help needs, and missing where nothing is installed yet

    root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return _texts(root.value) if root else {}


def _texts(rows: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """What a parser has found, as it is written: all that stands in these files is text, and a key `on` no switch."""
    return {key.value: found.value if isinstance(found.value, str) else _texts(found.value) for key, found in rows}


def plain_lines(text: str) -> dict[str, str] | None:
    """The entries of a file that has only lines `key: text` and `key: "text"`, which needs no parser; else None."""
    entries = {}
    for line in text.splitlines():
        found = _PLAIN.fullmatch(line)
        if found:
            key, quoted, plain = found.groups()
            entries[key] = plain or quoted[1:-1].replace("\\n", "\n")
        elif line and not line.startswith("#"):
            return None
    return entries


def _flat(entries: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Entry]]:
    for key, found in entries.items():
        if isinstance(found, Mapping) and not CATEGORIES.issuperset(found):
            yield from _flat(found, f"{before}{key}.")
        else:
            yield f"{before}{key}", found

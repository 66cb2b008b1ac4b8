"""Changing one value changes one or two lines and nothing else, for every parameter, in files of every kind."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.edit import splice
from handbook.edit.edits import Edit, Insert, Put, Remove, carry_out
from handbook.edit.proposal import NewValue, value_edits, without_edits
from handbook.files.reading import read_source
from handbook.files.signs import bad_signs
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.parsing import read_tree, read_value
from handbook.files.yaml.writing import flow
from handbook.policy.drafting import read_draft
from handbook.policy.load import load
from handbook.problems.problem import PolicyError
from handbook.schema.draft import Located
from handbook.schema.models import DatedEntry, NumberParameter, ParameterEntry
from handbook.shapes.shape import Shape
from tests.fuzzing import scaled
from tests.handbook import drawn_entries
from tests.handbook.drawn_entries import Drawn, Text
from tests.partly import partly

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
DRAFT = read_draft(POLICY)
BEYOND = date(2031, 1, 1)  # after every date of the policy
FORMS = ("lf", "crlf", "marked", "open end")


def in_form(name: str, form: str) -> Located[ParameterEntry]:
    """The parameter in a file with other line ends, a byte-order mark, or no line end at its end."""
    located = DRAFT.parameters[name]
    raw = located.source.path.read_bytes()
    if form == "crlf":
        raw = raw.replace(b"\n", b"\r\n")
    if form == "open end":
        raw = raw.rstrip(b"\n")
    if form == "marked":
        raw = b"\xef\xbb\xbf" + raw
    source = read_source(located.source.path, located.source.file, located.source.name, raw)
    assert source.tree is not None
    return Located(located.entry, source.tree.root.find((name.partition(".")[2],)), source, name)


def with_value(located: Located[ParameterEntry], new: NewValue, today: date, correct_past: bool = False) -> str:
    return carry_out(located.source, value_edits(located, new, today, correct_past), located.name)


def without_value(located: Located[ParameterEntry], since: date | None, today: date) -> str:
    return carry_out(located.source, without_edits(located, since, today), located.name)


def rows(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came. A last line that got a line end is the same line."""
    delta = list(
        difflib.ndiff([row.rstrip("\r\n") for row in rows(before)], [row.rstrip("\r\n") for row in rows(after)])
    )
    return [row[2:] for row in delta if row[0] == "-"], [row[2:] for row in delta if row[0] == "+"]


def other(entry: ParameterEntry) -> Any:
    """A value that the parameter may have, as somebody gives it."""
    value = entry.values[-1].value
    match entry.type:
        case "number":
            return entry.min
        case "text":
            return {"zh": "乙：“新”的 # 名称", "en": "B, {new}: name # two"}
        case "date":
            return value + timedelta(days=1)
        case "switch":
            return not value
        case "choice":
            return next(each for each in entry.choices if each != value)
    return [{"at_least": 1, "gives": entry.min}, {"at_least": 2, "gives": entry.max}]


def read_back(located: Located[ParameterEntry], text: str) -> Any:
    source = read_source(located.source.path, "", "", text.encode())
    assert source.tree is not None, source.problems
    assert not source.problems
    return source.tree.data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DRAFT.parameters)
class TestEveryParameter:
    def test_a_new_value_adds_two_lines(self, name: str, form: str) -> None:
        located = in_form(name, form)
        before, value = located.source.text, other(located.entry)
        after = with_value(located, NewValue(BEYOND, value), TODAY)
        gone, come = changed(before, after)
        assert gone == []
        assert len(come) == 2
        data = read_back(located, after)[name.partition(".")[2]]["values"]
        assert data[-1] == {"from": BEYOND, "value": value}
        assert data[:-1] == read_back(located, before)[name.partition(".")[2]]["values"]
        ends = {"\r\n"} if form == "crlf" else {"\n"}
        assert {row[len(row.rstrip("\r\n")) :] for row in rows(after)[:-1]} == ends

    def test_taking_it_back_gives_the_same_bytes(self, name: str, form: str) -> None:
        located = in_form(name, form)
        with_one = with_value(located, NewValue(BEYOND, other(located.entry)), TODAY)
        again = spliced(located, with_one)
        assert without_value(again, BEYOND, TODAY) == located.source.text

    def test_another_value_for_a_scheduled_day_changes_its_line_alone(self, name: str, form: str) -> None:
        located = in_form(name, form)
        with_one = with_value(located, NewValue(BEYOND, read_value("0")), TODAY)
        again = spliced(located, with_one)
        value = other(located.entry)
        gone, come = changed(with_one, with_value(again, NewValue(BEYOND, value), TODAY))
        assert (len(gone), len(come)) in ((1, 1), (0, 0))  # 0 may be the value already
        after = with_value(again, NewValue(BEYOND, value), TODAY)
        assert read_back(located, after)[name.partition(".")[2]]["values"][-1]["value"] == value


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_an_entry_takes_the_line_ends_around_it(line_end: str) -> None:
    located = in_form("attendance.minor_limit", "lf")
    found = re.search(r"(?s)^minor_limit:.*?(?=^minor_fine:)", located.source.text, re.MULTILINE)
    assert found
    own = found[0].replace("\n", line_end)  # as people paste it; the rest of the file is as it was
    mixed = located.source.text.replace(found[0], own)
    before = Located(located.entry, located.spot, read_source(Path("f.yml"), "", "", mixed.encode()), located.name)
    assert before.source.tree
    before = replace(before, spot=before.source.tree.root.find(("minor_limit",)))
    after = with_value(before, NewValue(BEYOND, 25), TODAY)
    assert after.replace(f"{line_end}    - from: {BEYOND}{line_end}      value: 25", "") == mixed
    assert without_value(spliced(before, after), BEYOND, TODAY) == mixed


def spliced(located: Located[ParameterEntry], text: str) -> Located[ParameterEntry]:
    """The same parameter in the file as it is after a splice, with its dates."""
    marked = b"\xef\xbb\xbf" if located.source.marked else b""
    source = read_source(located.source.path, "", "", marked + text.encode())
    assert source.tree is not None
    steps = [*located.entry.values, located.entry.values[-1].with_values(since=BEYOND)]
    entry = located.entry.with_values(values=steps)
    return Located(entry, source.tree.root.find((located.name.partition(".")[2],)), source, located.name)


def test_a_value_between_two_goes_between_them() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    after = with_value(located, NewValue(date(2026, 12, 1), 25), TODAY)
    values = read_back(located, after)["minor_fine"]["values"]
    assert [(str(each["from"]), each["value"]) for each in values] == [
        ("2025-01-01", 10), ("2026-01-01", 20), ("2026-12-01", 25), ("2027-01-01", 30),
    ]  # fmt: skip


def test_what_is_not_given_stays_and_what_is_given_is_put_in_its_line() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    new = NewValue(date(2027, 1, 1), 35, date(2026, 11, 20), "职代会〔2026〕7号")
    gone, come = changed(located.source.text, with_value(located, new, TODAY))
    assert [row.strip() for row in gone] == ["value: 30", "decided: 2026-11-10", "ref: 职代会〔2026〕6号"]
    assert [row.strip() for row in come] == ["value: 35", "decided: 2026-11-20", "ref: 职代会〔2026〕7号"]


@pytest.mark.parametrize("since", [date(2026, 1, 1), date(2026, 6, 1), date(2020, 1, 1)])
def test_the_past_stays_unless_it_is_corrected(since: date) -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    with pytest.raises(PolicyError, match="history"):
        with_value(located, NewValue(since, 25), TODAY)
    after = with_value(located, NewValue(since, 25), TODAY, correct_past=True)
    assert {"from": since, "value": 25}.items() <= next(
        each for each in read_back(located, after)["minor_fine"]["values"] if each["from"] == since
    ).items()


def test_a_value_from_today_is_no_past() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    assert "from: 2026-11-23" in with_value(located, NewValue(TODAY, 25), TODAY)


def test_what_begins_today_is_not_among_what_can_be_taken_back() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    values = read_back(located, without_value(located, None, date(2026, 1, 1)))["minor_fine"]["values"]
    assert [str(each["from"]) for each in values] == ["2025-01-01", "2026-01-01"]


def test_comments_and_forms_that_people_write_stay(tmp_path: Path) -> None:
    text = """\
title: {zh: 试, en: Try}   # the title
a:
  values:   # append only
    # the first
    - from: 2026-01-01   # since ever
      value: "x" # old
      note: {zh: 甲, en: A}
    - {from: 2026-02-01, value: 2}

    # about what follows
b: {values: [{from: 2026-01-01, value: 1}]}
"""
    path = tmp_path / "try.yml"
    path.write_text(text, "utf-8")
    source = read_source(path, "try.yml")
    assert source.tree is not None
    entry = DRAFT.parameters["attendance.minor_fine"].entry
    for key, days in (("a", (date(2026, 1, 1), date(2026, 2, 1))), ("b", (date(2026, 1, 1),))):
        steps = [entry.values[0].with_values(since=day) for day in days]
        located = Located(entry.with_values(values=steps), source.tree.root.find((key,)), source, key)
        gone, come = changed(text, with_value(located, NewValue(BEYOND, 9), TODAY))
        assert (len(gone), len(come)) == ((0, 2) if key == "a" else (1, 1))
        gone, come = changed(text, with_value(located, NewValue(days[0], 9), TODAY, correct_past=True))
        assert (len(gone), len(come)) == (1, 1)
        assert ("# old" in come[0]) is (key == "a")


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), min_size=1, max_size=30)
TEXTS = st.one_of(
    ANY_TEXT,
    st.sampled_from(
        (
            "\u2028", "a\u2028b", "a\x85b", "a\u2029", "\ufeff", "\t", "a\tb", "一\n二", "a\r\nb", "\nx\n\n", " x ",
            "# x", "x #y", "x # y", "a: b", "a:", "=", "'", '"', "it's \"it\"", "\\", "😀", "- ", "? x", "!", "&a",
            "@", "`", "{", "}", "[", "]", ",", "|", ">", "---", "...", "~", "null", "true", "1", "1e3", "0x1",
            "*a", "%", "2026-01-01", "1.0",
        )
    ),
)  # fmt: skip
GOOD_TEXTS = TEXTS.filter(lambda text: not any(bad_signs(text)))
PLAIN = st.one_of(st.integers(-(10**9), 10**9), st.dates(), st.booleans(), TEXTS, st.decimals(0, 100, places=2))
VALUES = st.one_of(
    PLAIN, st.dictionaries(st.sampled_from(["zh", "en"]), TEXTS, min_size=1), st.lists(PLAIN, min_size=1)
)


@given(VALUES, st.booleans())
@settings(max_examples=scaled(400))
def test_whatever_is_written_reads_back_as_it_was_and_on_one_line(value: Any, in_braces: bool) -> None:
    text = f"v: {{x: {flow(value)}, y: 1}}\n" if in_braces else f"v:\n  x: {flow(value)} # 注\n  y: 1\n"
    assert repr(read_tree(text, "").data) == repr({"v": {"x": value, "y": 1}})
    assert len(Lines(text).rows) == (2 if in_braces else 4)


TYPED = {
    "30": 30, " 0.50 ": Decimal("0.50"), "true": True, "on": "on", "2027-01-01": date(2027, 1, 1), "": "", "  ": "  ",
    "{zh: 甲, en: 'B'}": {"zh": "甲", "en": "B"}, "[{at_least: 1}]": [{"at_least": 1}], '"30"': "30",
    "{zh: 甲": "{zh: 甲", "{a: 1, a: 2}": "{a: 1, a: 2}", "[&a 1]": "[&a 1]", "[*a]": "[*a]", "{a: \x1b}": "{a: \x1b}",
    "['\ud800']": "['\ud800']",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED, ids=ascii)
def test_what_is_typed_is_read_as_the_files_are(typed: str) -> None:
    """What no file could have is taken for words, which the parameter's check then refuses."""
    assert repr(read_value(typed)) == repr(TYPED[typed])


def test_every_parameter_accepts_such_a_value_as_a_whole_policy() -> None:
    """All of one file at once, so that the whole check runs once a file."""
    files: dict[str, bytes] = {}
    for name, located in DRAFT.parameters.items():
        source = read_source(located.source.path, "", "", files.get(located.source.name))
        assert source.tree is not None
        now = replace(located, spot=source.tree.root.find((name.partition(".")[2],)), source=source)
        value = located.entry.values[-1].value
        same = value.as_data(given_only=True) if isinstance(value, Shape) else value
        same = (
            [{"at_least": band.at_least, "gives": band.gives} for band in value] if isinstance(value, tuple) else same
        )
        files[located.source.name] = with_value(now, NewValue(BEYOND, same), TODAY).encode()
    loaded = load(POLICY, TODAY, files)
    assert loaded.errors == ()
    assert loaded.book is not None
    assert all(parameter.timeline.steps[-1].since == BEYOND for parameter in loaded.book.parameters.values())


# Files in every shape.


def located_in(raw: bytes) -> Located[ParameterEntry]:
    """The parameter `p` of a drawn file."""
    source = read_source(Path("p.yml"), "p.yml", "p.yml", raw)
    assert source.tree is not None, (raw.decode(), source.problems)
    spot = source.tree.root.find(("p",))
    steps = [partly(DatedEntry, since=each["from"]) for each in source.tree.data["p"]["values"]]
    return Located(partly(NumberParameter, values=steps), spot, source, "x.p")  # only its days are asked for


def again(located: Located[ParameterEntry], text: str) -> Located[ParameterEntry]:
    return located_in((b"\xef\xbb\xbf" if located.source.marked else b"") + text.encode())


def values_of(located: Located[ParameterEntry]) -> list[Any]:
    assert located.source.tree is not None
    values: list[Any] = located.source.tree.data["p"]["values"]
    return values


def comments(text: str) -> list[str]:
    return re.findall(r"# (?:of \d|free|the title)", text)


def given_value(kind: str, draw: Any) -> Any:
    """A value as somebody gives it, to a parameter of that kind."""
    value = drawn_entries.value_of(draw, kind)
    if kind == "text":
        return {"zh": draw(GOOD_TEXTS), "en": draw(GOOD_TEXTS)}
    if kind == "bands":
        return [{key: read_value(part) for key, part in band.items()} for band in value]
    return str(value) if isinstance(value, Text) else read_value(value)


@st.composite
def changes(draw: Any) -> tuple[Drawn, NewValue]:
    drawn = draw(drawn_entries.files())
    day = draw(st.sampled_from((*drawn.days, *(date(year, 1, 1) for year in range(2020, 2036, 2)))))
    note = {"zh": draw(GOOD_TEXTS), "en": draw(GOOD_TEXTS)} if draw(st.booleans()) else None
    ref = draw(st.one_of(st.none(), GOOD_TEXTS))
    decided = draw(st.sampled_from((None, date(2026, 11, 1))))
    return drawn, NewValue(day, given_value(drawn.kind, draw), decided, ref, note)


@given(changes())
@settings(max_examples=scaled(250))
def test_set_changes_what_was_meant_and_taking_it_back_gives_the_same_bytes(change: tuple[Drawn, NewValue]) -> None:
    drawn, new = change
    located = located_in(drawn.raw)
    before, text = values_of(located), located.source.text
    after = with_value(located, new, TODAY, correct_past=True)
    then = again(located, after)
    if new.since in drawn.days:
        index = drawn.days.index(new.since)
        assert_corrected(before, values_of(then), index, new)
        old = NewValue(
            new.since, before[index]["value"], *(before[index].get(key) for key in ("decided", "ref", "note"))
        )
        restored = values_of(again(located, with_value(then, old, TODAY, correct_past=True)))
        had = {key: part for key, part in before[index].items() if part is not None}
        assert {**restored[index], **had} == restored[index]  # what it had is as it was; it may have more
        assert [each for each in comments(after) if "of" not in each] == [
            each for each in comments(text) if "of" not in each
        ]
        return
    index = sum(day < new.since for day in drawn.days)
    assert repr(values_of(then)) == repr([*before[:index], new.as_entry(), *before[index:]])
    assert comments(after) == comments(text)
    assert_between(then, index)
    assert carry_out(then.source, [Remove(("p", "values"), index)], "x.p") == text
    if new.since > TODAY:
        assert without_value(then, new.since, TODAY) == text


@given(TEXTS.filter(lambda text: any(bad_signs(text))))
@settings(max_examples=scaled(30))
def test_a_text_with_a_bad_sign_is_refused_in_its_words(text: str) -> None:
    source = read_source(Path("p.yml"), "p.yml", "p.yml", b"p: {x: 1}")
    with pytest.raises(PolicyError) as refused:
        carry_out(source, [Put(("p",), "y", [{"zh": text}])], "p")
    assert [problem.code for problem in refused.value.problems] == [next(bad_signs(text)).code]


def assert_corrected(before: list[Any], after: list[Any], index: int, new: NewValue) -> None:
    """One entry has what was given and else what it had; the others are as they were, and so is all order."""
    assert repr(before[:index] + before[index + 1 :]) == repr(after[:index] + after[index + 1 :])
    wanted = before[index] | new.as_entry()
    assert after[index] == wanted
    assert list(after[index]) == list(wanted)
    assert {key: type(part) for key, part in after[index].items()} == {key: type(part) for key, part in wanted.items()}


def assert_between(then: Located[ParameterEntry], index: int) -> None:
    """A new entry stands between no other entry and a comment of it."""
    spot = then.spot.find(("values", index))
    before = re.findall(r"(?:# of |from: )([\d-]+)", then.source.text[: spot.start - 1])
    after = re.findall(r"(?:# of |from: )([\d-]+)", then.source.text[spot.end :])
    days = [str(each["from"]) for number, each in enumerate(values_of(then)) if number != index]
    owners = [each if len(each) == 1 else str(days.index(each)) for each in (*before[-1:], *after[:1])]
    assert owners in ([str(index - 1), str(index)], [str(index - 1)], [str(index)])


@given(drawn_entries.files(), st.integers(0, 3))
@settings(max_examples=scaled(120))
def test_an_entry_goes_with_its_comments_and_no_other(drawn: Drawn, number: int) -> None:
    located = located_in(drawn.raw)
    index = number % len(drawn.days)
    kept = re.search(r"[|>]\+", located.source.text)  # a text that keeps its blank lines would get those that follow
    try:
        after = carry_out(located.source, [Remove(("p", "values"), index)], "x.p")
    except PolicyError:
        if len(drawn.days) == 1 or kept:
            return
        raise
    before = values_of(located)
    assert repr(values_of(again(located, after))) == repr(before[:index] + before[index + 1 :])
    assert comments(after) == [each for each in comments(located.source.text) if each != f"# of {index}"]


# The same, line for line.
CASES = yaml.safe_load((Path(__file__).parent / "splices.yml").read_text("utf-8"))


def done(case: dict[str, Any]) -> str:
    """The file after what the case does."""
    located = located_in(case["before"].encode())
    if "unset" in case:
        return without_value(located, case["unset"], TODAY)
    given = {key: "a\udc80" if part == "HALF" else part for key, part in case["set"].items()}
    return with_value(located, NewValue(given.pop("from"), **given), TODAY)


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_line_for_line(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(PolicyError) as refused:
            done(case)
        (problem,) = refused.value.problems
        assert {lang: f"{problem.place}: {problem.message(lang)}" for lang in ("zh", "en")} == case["refused"]
        return
    after = done(case)
    assert after == case["after"]
    days = [each["from"] for each in values_of(located_in(case["before"].encode()))]
    if "set" in case and case["set"]["from"] not in days:
        assert without_value(located_in(after.encode()), case["set"]["from"], TODAY) == case["before"]


@pytest.mark.parametrize("case", [case for case in CASES if "after" in case], ids=lambda case: case["what"])
def test_line_for_line_where_lines_end_as_on_windows(case: dict[str, Any]) -> None:
    ended = {key: case[key].replace("\n", "\r\n") for key in ("before", "after")}
    assert done({**case, **ended}) == ended["after"]


LISTS = {  # that are a whole file
    "- a: 1\n": (Insert((), 1, {"a": 2}), "- a: 1\n- a: 2\n"),
    "\n- a: 1\n": (Insert((), 1, {"a": 2}), "\n- a: 1\n- a: 2\n"),
    "\n- b: 1\n- b: 2\n": (Remove((), 0), "\n- b: 2\n"),
    "# its own\n- a: 1\n- a: 2\n": (Remove((), 0), "- a: 2\n"),
    "- a: 1\n- a: 2": (Remove((), 1), "- a: 1"),
    "[{a: 1},\n  {a: 2}]\n": (Insert((), 0, {"a": 0}), "[{a: 0}, {a: 1},\n  {a: 2}]\n"),
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_that_is_a_whole_file(text: str) -> None:
    edit, after = LISTS[text]
    assert carry_out(read_source(Path("p.yml"), "p.yml", "p.yml", text.encode()), [edit], "p") == after


ODD: dict[str, Edit] = {  # what no command does, and what the program does not know how to do
    "p: {}": Put(("p",), "x", 1),
    "p: []": Insert(("p",), 0, {"x": 1}),
    "p: [{x: 1}]": Remove(("p",), 0),
    "p: {x: 1}": Put(("p",), "y", 10**20),  # read as a text
    "p: {x: {y}}": Put(("p", "x"), "y", 1),  # y has no colon
}


@pytest.mark.parametrize("text", ODD)
def test_what_is_not_proved_is_refused(text: str) -> None:
    source = read_source(Path("p.yml"), "p.yml", "p.yml", text.encode())
    with pytest.raises(PolicyError, match="cannot be sure"):
        carry_out(source, [ODD[text]], "p")


@pytest.mark.parametrize(
    "wrong", ["append", "comment", "first", "order", "neighbour", "broken", "nothing", "kind", "typo"]
)
def test_a_wrong_cut_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the cutting does, what was not meant is not let through."""
    text = "# first\np:\n  values:\n    # a\n    - {from: 2026-01-01, value: 1}   # b\n    # c\nq: 1   # d\n"
    right = "    - from: 2027-01-01\n      value: 1\n    # c\n"
    cuts = {
        "append": text.replace("    # c\n", f"{right}r: 1\n"),
        "comment": text.replace("    # c\n", right).replace("# d", ""),
        "first": text.replace("    # c\n", right).replace("# first\n", ""),
        "order": text.replace("    # a\n", "    - from: 2027-01-01\n      value: 1\n    # a\n"),
        "neighbour": text.replace("    # c\n", right).replace("value: 1}", "value: 2}"),
        "broken": text.replace("    # c\n", f"{right}]\n"),
        "nothing": text,
        "kind": text.replace("    # c\n", right.replace("value: 1", "value: true")),
        "typo": text.replace("    # c\n", right.replace("value: 1", "value:1")),  # which is read as it was meant
    }
    source = read_source(Path("p.yml"), "p.yml", "p.yml", text.encode())
    edit = Insert(("p", "values"), 1, {"from": date(2027, 1, 1), "value": 1})
    assert carry_out(source, [edit], "p") == text.replace("    # c\n", right)
    monkeypatch.setattr(splice, "insert", lambda *_: cuts[wrong])
    with pytest.raises(PolicyError, match="cannot be sure"):
        carry_out(source, [edit], "p")


def test_a_wrong_cut_may_not_take_other_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments that belong to an entry go with it, and those within a table that is written anew; no others."""
    text = "p:\n  values:\n  - x: 1  # a\n  # b\n  - x:  # c\n    - 1  # d\n    - 2  # e\n    y: 1  # f\n  # g\n"
    source = read_source(Path("p.yml"), "p.yml", "p.yml", text.encode())
    assert carry_out(source, [Remove(("p", "values"), 1)], "p") == text[: text.index("  # b")] + "  # g\n"
    table = carry_out(source, [Put(("p", "values", 1), "x", [3])], "p")
    assert table == text.replace("  # c\n    - 1  # d\n    - 2  # e", " [3]  # c")
    for edit, name, cut in (
        (Remove(("p", "values"), 1), "remove", "p:\n  values:\n  - x: 1  # a\n"),
        (Remove(("p", "values"), 1), "remove", "p:\n  values:\n  - x: 1\n  # g\n"),
        (Remove(("p", "values"), 1), "remove", "p:\n  values:\n  - x: 1  # a\n  # h\n  # g\n"),
        (Put(("p", "values", 1), "x", [3]), "put", table.replace("  # c", "")),
        (Put(("p", "values", 1), "x", [3]), "put", table.replace("  # f", "")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(splice, name, lambda *_, cut=cut: cut)
            with pytest.raises(PolicyError, match="cannot be sure"):
                carry_out(source, [edit], "p")


def test_a_folded_text_is_folded_at_blanks_alone() -> None:
    before = "why: >-\n  short\nnext: 1\n"
    value = " ".join(["twenty-two-at-a-time"] * 12 + ["x" * 150, "end"])
    after = splice.replace(before, read_tree(before, "").root.find(("why",)), "short", value)
    assert after.startswith("why: >-\n  twenty-two")
    assert yaml.safe_load(after) == {"why": value, "next": 1}

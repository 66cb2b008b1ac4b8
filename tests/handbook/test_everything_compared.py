"""The report compares everything: every key of every kind of file, as the models have them, names its entry."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.files.folders import list_files
from handbook.files.reading import read_source
from handbook.files.yaml.parsing import read_tree
from handbook.impact.differences.changed_entries import changed_entries
from handbook.impact.differences.changes import EntryChange, Impact
from handbook.impact.differences.compare import compare
from handbook.impact.differences.contents import entries_of
from handbook.impact.differences.entry import KINDS
from handbook.impact.differences.renames import Renames, find_renames
from handbook.impact.report.blocks import MarkedText, Paragraph, Table, TaskList
from handbook.impact.report.compose import compose
from handbook.impact.report.naming import label_of
from handbook.lang.languages import WRITTEN
from handbook.policy.book import PolicyBook
from handbook.policy.drafting import read_draft
from handbook.policy.load import load
from handbook.schema.draft import Draft
from handbook.schema.json_schema import kind_of, make_schemas

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
REAL, SMALL = HERE.parents[1] / "policy_data", HERE / "policy"
TODAY = date(2026, 11, 23)
# Files and keys that the small policy does without.
MORE = {
    "guardrails.yml": """
- id: fine
  when: attendance.minor_fine > 0
  severity: warning
  region: national
  cite: {zh: 某法, en: Some law}
  clause: discipline.attendance.late
  message: {zh: 不能罚款, en: No fines}
  acknowledged: {by: 法务, on: 2026-11-01, until: 2027-06-30, why: {zh: 示例, en: An example}}
""",
    "parameters/more.yml": """
title: {zh: 更多, en: More}
motto:
  type: text
  label: {zh: 口号, en: Motto}
  why: {zh: 好记, en: easy to keep in mind}
  supplement: {zh: 原文没有, en: the source has none}
  confirmed: {by: 人事部, on: 2026-11-10}
  values: [{from: 2026-01-01, value: {zh: 快, en: fast}}]
rate:
  type: bands
  label: {zh: 费率, en: Rate}
  why: {zh: 分档, en: in bands}
  supplement: {zh: 原文没有, en: the source has none}
  unit: percent
  by: CNY
  below: 0
  min: 0
  max: 100
  values: [{from: 2026-01-01, value: [{more_than: 100, gives: 5}, {more_than: 200, gives: none}]}]
""",
    "rules/more.yml": """
title: {zh: 更多, en: More}
about: {zh: 离职才问, en: Asked of leavers}
clause: discipline.attendance.late
inputs:
  leaves: {label: {zh: 离职, en: Leaves}, switch: true, default: false}
  days: {label: {zh: 天数, en: Days}, unit: day, min: 0, max: 9, ask_when: leaves, example: 1}
  worked: {label: {zh: 工时, en: Worked}, unit: hour, parts: [hour, minute], min: 0, max: 9, default: 1}
  since: {label: {zh: 起, en: Since}, date: day, min: 2020-01-01, example: 2026-01-05}
  until: {label: {zh: 止, en: Until}, date: day, min: since, max: 2030-12-31, example: 2026-03-31}
steps:
  - {id: rest, label: {zh: 剩余, en: Rest}, formula: days, unit: day, otherwise: 0}
results: [rest]
refuse:
  - {id: nothing, when: days == days(0), say: {zh: 没有, en: None}}
""",
    "chapters/more.yml": """
id: more
title: {zh: 更多, en: More}
summary: {zh: 更多, en: More}
sections:
  - id: more
    title: {zh: 更多, en: More}
    clauses:
      - id: more
        title: {zh: 更多, en: More}
        source: 1/1/1
        supplement: {zh: 原文没有写明, en: The source is silent}
        confirmed: {by: 人事部, on: 2026-11-10}
        roles: [agent]
        text: {zh: 更多, en: More}
        added:
          - text: {zh: 补充, en: Added}
            supplement: {zh: 原文没有写明, en: The source is silent}
            confirmed: {by: 人事部, on: 2026-11-10}
""",
    "questions/more.yml": """
- id: late
  clause: discipline.attendance.late
  kind: matching
  level: 1
  roles: [agent]
  ask: {zh: 怎么连, en: How do they match}
  because: {zh: 制度这样说, en: The policy says so}
  pairs:
    - {left: {zh: 甲, en: A}, right: {zh: 乙, en: B}}
    - {left: {zh: 丙, en: C}, right: {zh: 丁, en: D}}
    - {left: {zh: 戊, en: E}, right: {zh: 己, en: F}}
""",
}

Path_ = tuple[str | int, ...]


def contents(root: Path) -> dict[str, Any]:
    """Everything that a directory's files say, those of floors above included."""
    draft: Draft = read_draft(root)
    found = draft.contents()
    for name, path in list_files(root).files.items():
        if name not in found:
            tree = read_source(path, str(path), name).tree
            assert tree
            found[name] = tree.data
    return found


@cache
def everything() -> dict[str, Any]:
    """The real policy with what it does without."""
    found = contents(REAL)
    found |= {f"more/{name}" if name in found else name: read_tree(text, name).data for name, text in MORE.items()}
    return found


def leaves(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The paths of every single value, and of every list and mapping that is empty."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list) and data:
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path


def with_value(data: Any, path: Path_, change: Any) -> Any:
    """The data with something else at a path; `None` takes the key out."""
    if not path:
        return change(data)
    key, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    if not rest and change is None:
        del copy[key]
    else:
        copy[key] = with_value(data[key], tuple(rest), change)
    return copy


def another(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case str():
            return f"{value}改"
        case int() | Decimal():
            return value + 1
        case date():
            return value + timedelta(1)
        case []:
            return ["改"]
    return value


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[EntryChange]:
    old, new = entries_of(before), entries_of(after)
    return list(changed_entries(old, new, find_renames(old, new)))


def samples() -> Iterator[tuple[str, Path_]]:
    """Each file's values, the first two of those that differ only in the rows and names above them."""
    seen: dict[tuple[str, ...], int] = {}
    for file, data in everything().items():
        for path in leaves(data):
            keys = (kind_of(file), *(str(part) for part in path if part in _known_keys()))
            seen[keys] = seen.get(keys, 0) + 1
            if seen[keys] <= 2:
                yield file, path


@cache
def _known_keys() -> frozenset[str | int]:
    return frozenset(key for keys in _keys_by_kind().values() for key in keys)


@cache
def _keys_by_kind() -> dict[str, set[str]]:
    """Every key of every model, by the kind of file."""

    def walk(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema.get("properties", {})
            for value in schema.values():
                yield from walk(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from walk(value)

    return {kind: set(walk(schema)) for kind, schema in make_schemas().by_kind.items()}


def test_every_key_of_every_model_is_among_what_is_changed() -> None:
    found: dict[str, set[str]] = {kind: set() for kind in _keys_by_kind()}
    for file, path in samples():
        found.setdefault(kind_of(file.removeprefix("more/")), set()).update(map(str, path))
    missed = {kind: keys - found[kind] - {"zh-Hant"} for kind, keys in _keys_by_kind().items()}
    assert {kind: keys for kind, keys in missed.items() if keys} == {}


def test_every_key_that_is_changed_or_taken_out_names_its_entry() -> None:
    for file, path in samples():
        data = everything()[file]
        names = [entry.name for entry in entries_of({file: data}).values()]
        for change in (another, None):
            told = changes({file: data}, {file: with_value(data, path, change)})
            assert told, (file, path, change)
            for entry in told:
                if entry.state == "changed" and not entry.renamed and entry.entry.kind != "file":
                    shown = {str(part) for key in entry.keys for part in key.path}
                    assert entry.entry.name in names, (file, path)
                    assert shown & {str(part) for part in path} or "order" in shown, (file, path)


def test_every_entry_that_is_new_or_gone_is_named() -> None:
    whole = entries_of(everything())
    for key in {kind: (kind, name) for kind, name in whole}.values():
        without = {each: entry for each, entry in whole.items() if each != key}
        for old, new, state in ((whole, without, "gone"), (without, whole, "new")):
            told = [entry for entry in changed_entries(old, new, Renames()) if entry.state == state]
            if key[0] != "file":
                assert [(each.entry.kind, each.entry.name) for each in told] == [key]


def test_an_unknown_kind_of_file_is_compared_all_the_same() -> None:
    """A kind that nobody thought of here."""
    before = {"future.yml": {"a": [1, {"b": 2}]}, "future/more.yml": [1, 2]}
    after = {"future.yml": {"a": [1, {"b": 3}]}, "future/more.yml": [2, 1]}
    told = [(each.entry.kind, each.entry.name, [key.path for key in each.keys]) for each in changes(before, after)]
    assert told == [("file", "future.yml", [("a", 2, "b")]), ("file", "future/more.yml", [()])]
    (gone,) = changes({"future.yml": 1}, {})
    assert (gone.state, gone.entry.name) == ("gone", "future.yml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"x": 20}, {"x": Decimal("20.0")}),
        ({"x": Decimal("20.0")}, {"x": Decimal("20.00")}),
        ({"x": True}, {"x": 1}),
        ({"x": 1}, {"x": "1"}),
        ({"x": None}, {}),
        ({"x": []}, {}),
        ({"x": [1]}, {"x": 1}),
        ({"x": {"zh": "甲", "en": "A"}}, {"x": {"zh": "甲", "en": "A", "zh-Hant": "甲"}}),
        ({"x": {"zh": "甲", "en": "A"}}, {"x": "甲"}),
        ({"x": [{"id": 1}]}, {"x": []}),
        ({"x": [{"id": "a"}, {"id": "b"}]}, {"x": [{"id": "b"}, {"id": "a"}]}),
        ({"x": [{"id": "a"}, {"id": "a"}]}, {"x": [{"id": "a"}]}),
        ({"x": [{"use": "a"}, {"id": "b"}]}, {"x": [{"use": "c"}, {"id": "b"}]}),
    ],
)
def test_what_counts_for_the_version_is_told(before: Any, after: Any) -> None:
    """The digest knows 20 from 20.0, so the report does."""
    assert changes({"rules/a.yml": before}, {"rules/a.yml": after})
    assert changes({"rules/a.yml": after}, {"rules/a.yml": before})


def test_order_of_keys_is_layout() -> None:
    assert changes({"rules/a.yml": {"a": 1, "b": 2}}, {"rules/a.yml": {"b": 2, "a": 1}}) == []


def test_moves_are_told_where_they_were_made() -> None:
    data = everything()["chapters/7-discipline.yml"]
    clauses = data["sections"][0]["clauses"]
    turned = with_value(data, ("sections", 0, "clauses"), lambda rows: [rows[1], rows[0], *rows[2:]])
    (told,) = changes({"chapters/7-discipline.yml": data}, {"chapters/7-discipline.yml": turned})
    assert (told.entry.kind, [key.path for key in told.keys]) == ("section", [("clauses", "order")])
    assert told.keys[0].before[:2] == [clauses[0]["id"], clauses[1]["id"]]
    (told,) = changes({"chapters/7-discipline.yml": data}, {"chapters/8-discipline.yml": data})
    assert (told.entry.kind, told.entry.name, told.keys[0].path) == ("chapter", "discipline", ("file",))


# From the files to the report


@cache
def small() -> dict[str, Any]:
    found = contents(SMALL)
    clause = ("sections", 0, "clauses", 0)
    found["guardrails.yml"] = read_tree(MORE["guardrails.yml"], "").data
    found["chapters/2-discipline.yml"] = with_value(
        found["chapters/2-discipline.yml"],
        clause,
        lambda each: {
            **each,
            "actor": "agent",
            "title": {**each["title"], "zh-Hant": "遲到"},
            "revisions": [
                {"from": date(2026, 3, 1), "decided": date(2026, 2, 1), "ref": "一", "note": {"zh": "改", "en": "new"}}
            ],
        },
    )
    return found


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", str(value)))


@cache
def written() -> dict[str, bytes]:
    return {name: _bytes(data) for name, data in small().items()}


def _bytes(data: Any) -> bytes:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True).encode()


def book_of(file: str = "", path: Path_ = (), taken_out: bool = False) -> PolicyBook | None:
    """The small policy with one value changed; None where it is not sound then."""
    files = dict(written())
    if file:
        files[file] = _bytes(with_value(small()[file], path, None if taken_out else another))
    return load(_root(), TODAY, files).book


@cache
def _root() -> Path:
    return _ROOT[0]


_ROOT: list[Path] = []


@pytest.fixture(autouse=True, scope="module")
def _small_on_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("small") / "policy"))
    (root / "guardrails.yml").write_text(MORE["guardrails.yml"], "utf-8")
    _ROOT.append(root)


def all_words(impact: Impact) -> str:
    """All that the reports of both languages say but the tasks."""
    told: list[str] = []
    for lang in WRITTEN:
        document = compose(impact, lang)
        told.append(document.sentence)
        for section in document.sections:
            for block in section.blocks:
                match block:
                    case Paragraph():
                        told.append(block.text)
                    case Table():
                        told += [cell for row in block.rows for cell in row]
                    case MarkedText():
                        told += [block.title, block.about, *(piece.text for piece in block.pieces)]
                    case TaskList():
                        pass
    return "\n".join(told)


def small_samples() -> Iterator[tuple[str, Path_]]:
    seen: set[tuple[str, ...]] = set()
    for file, data in small().items():
        for path in leaves(data):
            keys = (kind_of(file), *(str(part) for part in path if part in _known_keys()))
            if keys not in seen and path[-1] not in ("id", "zh-Hant"):
                seen.add(keys)
                yield file, path


def test_whatever_is_changed_in_the_files_is_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "handbook.impact.differences.compare.question_changes", lambda *_: None
    )  # they would only add to it
    before = book_of()
    assert before
    told = 0
    for number, (file, path) in enumerate(small_samples()):
        for taken_out in (False, True)[: 1 + (number % 3 == 0)]:
            after = book_of(file, path, taken_out)
            if after is None:
                continue  # that it is refused is told by check
            impact = compare(before, after, TODAY, _root(), _root())
            there = [entry for entry in entries_of(small()).values() if entry.file == file]
            names = {name for entry in there for name in (entry.name, label_of(entry, "zh")) if name}
            said = all_words(impact)
            assert not impact.nothing, (file, path)
            assert "没有变化" not in said, (file, path)
            assert any(name in said for name in names), (file, path, said)
            told += 1
    assert told > 100


def test_kinds_are_all_that_files_have() -> None:
    assert {kind for kind, _ in entries_of(everything())} == set(KINDS)

"""The JSON Schemas: every shipped file fits, mistakes do not, and what is committed is what the models say."""

from __future__ import annotations

import json
import shutil
from datetime import date
from decimal import Decimal
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from test_bad_input import BASE, CASES, spoil

from handbook import cli
from handbook.files.folders import TOP_FILES, folders
from handbook.files.reading import read_source
from handbook.lang import words
from handbook.lang.catalogue import section
from handbook.lang.languages import WRITTEN
from handbook.policy.drafting import _READERS, read_draft
from handbook.schema import models, rule_models
from handbook.schema.fields import ModelField, fields_of
from handbook.schema.file_kinds import kind_of
from handbook.schema.json_schema import (
    FOLDER,
    make_schemas,
    modeline,
    write_schemas,
)
from handbook.shapes.shape import Shape
from quiz import models as quiz_models

POLICY = Path(__file__).parents[2] / "policy_data"
FILES = sorted(path.relative_to(POLICY).as_posix() for path in POLICY.rglob("*.yml"))
# What a file that is YAML can have wrong with its shape, by the codes of `check`.
OF_THE_SHAPE = {
    *("bad_case_id", "bad_clause_id", "bad_identifier", "bad_source", "empty_text", "missing_key", "no_origin"),
    *("not_date", "not_list", "not_mapping", "not_number", "not_one_of", "not_one_text", "not_switch"),
    *("not_text_value", "only_true", "switch_quoted", "too_short", "unknown_key"),
    *("number_chinese", "number_grouped", "number_letter", "number_quoted", "number_unit"),
}
BEYOND_A_SCHEMA = {"keys: a date where text is needed"}  # editors know no dates
MADE = make_schemas()
SCHEMAS = {kind: Draft202012Validator(schema, format_checker=FormatChecker()) for kind, schema in MADE.by_kind.items()}


def _shapes(module: Any) -> list[type[Shape]]:
    """The models that a module defines."""
    found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Shape)]
    return [each for each in found if each.__module__ == module.__name__]


def as_an_editor_reads_it(value: Any) -> Any:
    """Editors know no dates and no exact decimals."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads_it(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads_it(each) for each in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def data(name: str) -> Any:
    tree = read_source(POLICY / name, name).tree
    assert tree is not None
    return as_an_editor_reads_it(tree.data)


@pytest.mark.parametrize("name", FILES)
def test_every_file_fits_its_schema_and_names_it(name: str) -> None:
    errors = [f"{error.json_path}: {error.message[:200]}" for error in SCHEMAS[kind_of(name)].iter_errors(data(name))]
    assert errors == []
    line = (POLICY / name).read_text("utf-8").splitlines()[0]
    assert line == modeline(name)
    target = (POLICY / name).parent / line.partition("$schema=")[2]
    assert target.resolve() == (POLICY / FOLDER / f"{kind_of(name)}.json").resolve()
    assert target.is_file()


def test_what_is_committed_is_up_to_date(tmp_path: Path) -> None:
    for name, text in MADE.files():
        assert (POLICY / FOLDER / name).read_text("utf-8") == text, "run: handbook schema --write"
    assert {path.name for path in (POLICY / FOLDER).iterdir()} == {name for name, _ in MADE.files()}
    assert len(write_schemas(MADE, tmp_path)) == len(SCHEMAS)
    assert write_schemas(MADE, tmp_path) == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_refuses_what_it_does_not_know(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind].schema)
    name = next(name for name in FILES if kind_of(name) == kind)
    good = data(name)
    entry = good[0] if isinstance(good, list) else good
    entry["no such key"] = 1
    assert not SCHEMAS[kind].is_valid(good)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("minor_fine", "unit"), "yuan"),
        (("minor_fine", "min"), "zero"),
        (("minor_fine", "values"), []),
        (("minor_fine", "values", 0, "from"), "2026/01/01"),
        (("minor_fine", "values", 0, "value"), "20"),
        (("minor_fine", "values", 0, "valeu"), 20),
        (("minor_fine", "label"), {"zh": "只有中文"}),
        (("minor_fine", "type"), "nubmer"),
        (("title",), "考勤"),
        (("Minor",), {}),
    ],
)
def test_mistakes_are_seen(path: tuple[Any, ...], value: Any) -> None:
    good = data("parameters/attendance.yml")
    place = good
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not SCHEMAS["parameters"].is_valid(good)


def test_what_the_check_refuses_in_a_shape_an_editor_sees(tmp_path: Path) -> None:
    unseen, kinds = set(), set()
    for number, (name, case) in enumerate(CASES.items()):
        root = tmp_path / str(number)
        for edit in case.get("edits", [case]):  # the other files say nothing about this one's shape
            (root / edit["file"]).parent.mkdir(parents=True, exist_ok=True)
            if (BASE / edit["file"]).is_file():
                shutil.copyfile(BASE / edit["file"], root / edit["file"])
        spoil(root, case)
        for file in {each.place.file for each in read_draft(root).problems if each.code in OF_THE_SHAPE}:
            kind = kind_of(Path(file).relative_to(root).as_posix())
            tree = read_source(Path(file), file).tree
            assert tree is not None
            kinds.add(kind)
            if SCHEMAS[kind].is_valid(as_an_editor_reads_it(tree.data)):
                unseen.add(name)
    assert unseen == BEYOND_A_SCHEMA
    assert kinds >= set(SCHEMAS) - {"questions"}


@pytest.mark.parametrize(
    ("path", "value"),
    [((), {}), ((0, "kind"), "essay"), ((0, "level"), 4), ((0, "id"), "Late One"), ((0, "ask"), "只有中文")],
)
def test_mistakes_in_questions_are_seen(path: tuple[Any, ...], value: Any) -> None:
    bad = data("questions/discipline.yml")
    if path:
        bad[path[0]][path[1]] = value
    else:
        bad = value
    assert not SCHEMAS["questions"].is_valid(bad)


@pytest.mark.parametrize(
    ("unit", "right"),
    [("CNY", True), ("CNY/day", True), ("yuan", False), ("CNY/", False), ("CNY/week", True), ("CNY/quarter", False)],
)
def test_a_unit_by_another_is_a_unit(unit: str, right: bool) -> None:
    rule = data("rules/attendance_deduction.yml")
    rule["steps"][1]["unit"] = unit
    assert SCHEMAS["rule"].is_valid(rule) == right


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        ((), 0, "\n".join(SCHEMAS)),
        (("guardrails",), 0, json.dumps(SCHEMAS["guardrails"].schema, ensure_ascii=False, indent=2)),
        (("guardrail",), 2, "没有“guardrail”这一类"),
        (("--check", "--data", "{tmp}"), 1, "运行：handbook schema --write"),
        (("--write", "--data", "{tmp}/nowhere"), 1, "写不进去"),
        (("--write", "--data", "{tmp}/nowhere", "--lang", "en"), 1, "cannot be written"),
    ],
)
def test_the_command(
    argv: tuple[str, ...], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["schema", *(word.format(tmp=tmp_path) for word in argv)])
    printed = capsys.readouterr()
    assert left.value.code == status
    assert said in printed.out + printed.err


def test_what_is_written_is_up_to_date(tmp_path: Path) -> None:
    for word, status in (("--check", 1), ("--write", 0), ("--check", 0)):
        with pytest.raises(SystemExit) as left:
            cli.main(["schema", word, "--data", str(tmp_path)])
        assert left.value.code == status, word


MODULES = (words, models, rule_models, quiz_models)
FIELDS = {field.path: field for module in MODULES for shape in _shapes(module) for field in fields_of(shape)}


def test_every_kind_of_file_has_a_shape_and_a_reader() -> None:
    kinds = {*TOP_FILES, *folders()}
    above = {point.name for point in entry_points(group="handbook.schemas")}
    assert set(_READERS) == kinds - above
    assert {kind_of(kind if kind in TOP_FILES else f"{kind}/x.yml") for kind in kinds} == set(SCHEMAS)


def test_every_field_has_words_and_no_words_are_left_over() -> None:
    assert MADE.missing == {}
    assert [field.missing_words() for field in FIELDS.values() if field.missing_words()] == []
    for package in ("handbook", "quiz"):
        keys = {path for path, field in FIELDS.items() if field.package == package}
        by_language = {path.partition(".")[0] for path in keys if path.endswith(".zh")}
        known = {f"{path}.{kind}" for path in keys for kind in ("label", "help", "example")}
        known |= {f"{model}.example" for model in by_language}
        for lang in WRITTEN:
            written = section(package, "fields", lang)
            assert {key for key in written if not key.startswith("examples.")} - known == set()


def test_words_of_a_field_are_those_of_the_model_that_defines_it() -> None:
    by = {path: field.label["zh"] for path, field in FIELDS.items() if path.endswith(".by")}
    assert by == {"BandsParameter.by": "按什么分档", "Acknowledgement.by": "由谁确认", "Confirmation.by": "由谁确认"}
    right = {path: field.help["en"] for path, field in FIELDS.items() if path.endswith(".right")}
    assert right == {"OptionEntry.right": "whether it is a right answer", "PairEntry.right": "the right side of a pair"}
    source = next(field for field in fields_of(models.NumberParameter) if field.key == "source")
    assert source.path == "Origin.source"
    assert FIELDS["DrawEntry.to"].help["zh"] != FIELDS["DaysOff.to"].help["zh"]


def test_a_key_without_words_is_told_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = [("handbook/words/en/fields.yml", "AnyParameter.owner.label")]
    told = ModelField.missing_words
    monkeypatch.setattr(
        ModelField, "missing_words", lambda field: lacking if field.path == "AnyParameter.why" else told(field)
    )
    with pytest.raises(SystemExit) as left:
        cli.main(["schema", "parameters", "--lang", "en"])
    printed = capsys.readouterr()
    assert left.value.code == 1
    assert printed.err == "handbook/words/en/fields.yml lacks: AnyParameter.owner.label\n"
    assert json.loads(printed.out)["title"] == "parameters"


def test_every_key_is_explained_in_both_languages() -> None:
    text = (POLICY / FOLDER / "parameters.json").read_text("utf-8")
    assert '"title": "从哪天起 From"' in text
    assert "只写数，不写单位\\nthe number alone" in text

"""What the models say of a part of a file, and what is relied upon of pydantic.

Where a new version of pydantic breaks one of these, `handbook/schema/validation/validate.py` is the only file to
change: it reads the types of errors, their `loc` and `ctx`, and no English. `shapes.py` beside it reads `FieldInfo`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from handbook.lang.catalogue import Phrase
from handbook.schema import models, rule_models
from handbook.schema.models import CalendarFile, ParameterEntry
from handbook.schema.rule_models import InputEntry, RuleFile
from handbook.schema.validation import mismatch
from handbook.schema.validation.bad_values import bad_pattern
from handbook.schema.validation.shapes import part_at
from quiz import models as quiz_models

OWN = {"band_edge", "number", "units", "no_origin"}  # errors that the models raise themselves
NUMBER = {
    "source": "1/1/1",
    "label": {"zh": "甲", "en": "A"},
    "why": {"zh": "甲", "en": "A"},
    "unit": "day",
    "min": 0,
    "max": 9,
}


def errors(shape: Any, data: Any) -> list[tuple[str, tuple[str | int, ...], dict[str, Any]]]:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(shape).validate_python(data)
    return [(each["type"], each["loc"], each.get("ctx", {})) for each in raised.value.errors()]


def test_every_type_of_error_that_is_read_is_pydantics_or_the_models() -> None:
    cases = re.findall(r"case (.+):\n", Path(mismatch.__file__).read_text("utf-8"))
    read = {name for case in cases for name in re.findall(r'"(\w+)"', case)} | set(mismatch._SIMPLE)
    assert len(read) > 15
    assert read - set(get_args(core_schema.ErrorType)) == OWN
    raised = set(re.findall(r'PydanticCustomError\(\s*"(\w+)"', Path(models.__file__).read_text("utf-8")))
    assert raised == OWN
    assert PydanticCustomError("unit", "…").type == "unit"


@pytest.mark.parametrize(
    ("shape", "data", "found"),
    [
        (ParameterEntry, {**NUMBER, "type": "nubmer"}, ("union_tag_invalid", (), {"tag": "nubmer"})),
        (ParameterEntry, {**NUMBER, "values": []}, ("too_short", ("number", "values"), {"min_length": 1})),
        (InputEntry, {"label": 1, "switch": False}, ("literal_error", ("switch input", "switch"), {})),
        (RuleFile, {"inputs": {"A": {}}}, ("string_pattern_mismatch", ("inputs", "A", "[key]"), {})),
        (RuleFile, {"picture": {}}, ("union_tag_not_found", ("picture",), {})),
        (CalendarFile, {"year": 1}, ("greater_than_equal", ("year",), {"ge": 2000})),
        (CalendarFile, {"yaer": 1}, ("extra_forbidden", ("yaer",), {})),
    ],
)
def test_errors_have_the_form_that_is_read(
    shape: Any, data: Any, found: tuple[str, tuple[str, ...], dict[str, Any]]
) -> None:
    kind, location, context = found
    told = next(each for each in errors(shape, data) if each[0] == kind)
    assert told[1] == location
    assert context.items() <= told[2].items()


def test_every_form_that_a_text_must_have_is_told() -> None:
    forms = {
        getattr(module, name)
        for module in (models, rule_models, quiz_models)
        for name in re.findall(r"\bpattern=([A-Z_]+)", Path(module.__file__).read_text("utf-8"))
    }
    assert len(forms) == 5
    for form in forms:
        code, facts = bad_pattern("!", form)
        assert Phrase(f"handbook.problems.{code}", facts)["zh"]


def test_tags_are_no_steps_of_a_file() -> None:
    part = part_at(RuleFile, ("inputs", "days", "rows input", "rows", "day", "date input", "date"))
    assert part.path == ("inputs", "days", "rows", "day", "date")
    assert part.values == ["day", "month", "moment"]


@pytest.mark.parametrize(
    ("location", "deciding_keys"),
    [
        (("inputs", "minutes", "number input"), ("rows", "choices", "switch", "date")),
        (("inputs", "minutes", "date input"), ()),
        (("steps", 0, "a step"), ("use",)),
        (("steps", 0, "a use"), ()),
    ],
)
def test_a_part_knows_the_keys_that_tell_it_from_others(location: Any, deciding_keys: tuple[str, ...]) -> None:
    assert part_at(RuleFile, location).deciding_keys == deciding_keys
    assert part_at(ParameterEntry, ("number",)).deciding_keys == ("type",)


@pytest.mark.parametrize(
    ("shape", "location", "limits"),
    [
        (CalendarFile, ("year",), (2000, 2100)),
        (ParameterEntry, ("number", "precision"), (0, 6)),
        (InputEntry, ("number input", "precision"), (0, 6)),
        (InputEntry, ("rows input", "most"), (1, 1000)),
    ],
)
def test_limits_are_those_of_the_field(shape: Any, location: Any, limits: tuple[int, int]) -> None:
    assert part_at(shape, location).limits == limits


def test_keys_are_those_of_the_files() -> None:
    assert part_at(CalendarFile, ("off", 0)).keys == ["from", "to", "name"]
    assert part_at(RuleFile, ("picture", "steps")).keys == ["kind", "along", "height"]
    assert part_at(CalendarFile, ("make_up", 0)).shape is date

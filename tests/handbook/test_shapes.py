"""What the models say of a part of a file, and what their reader finds in one that does not fit."""

import pickle
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from handbook.lang.catalogue import Phrase
from handbook.schema import models, rule_models
from handbook.schema.models import CalendarFile, ParameterEntry
from handbook.schema.rule_models import InputEntry, RuleFile
from handbook.schema.validation import mismatch
from handbook.schema.validation.bad_values import bad_pattern
from handbook.schema.validation.part import part_at
from handbook.shapes import reading
from handbook.shapes.reading import Kind, Misfit, fitted, reader_of
from handbook.shapes.shape import Shape, as_data, declared_fields, field
from quiz import models as quiz_models

NUMBER = {
    "source": "1/1/1",
    "label": {"zh": "甲", "en": "A"},
    "why": {"zh": "甲", "en": "A"},
    "unit": "day",
    "min": 0,
    "max": 9,
}


def found_in(shape: Any, data: Any) -> list[tuple[str, tuple[str | int, ...], Any]]:
    with pytest.raises(Misfit) as raised:
        reader_of(shape)(data)
    return [(each.kind, each.path, each.bound) for each in raised.value.findings]


def test_every_kind_of_finding_is_told_and_found() -> None:
    texts = [Path(each.__file__).read_text("utf-8") for each in (reading, models)]
    made = {kind for text in texts for kind in re.findall(r'(?:Misfit\.of|Finding|_of_class)\([^"\n]*"(\w+)"', text)}
    assert made | {"no_tag", "not_mapping"} == set(get_args(Kind))
    cases = re.findall(r"case (.+):\n", Path(mismatch.__file__).read_text("utf-8"))
    told = {name for case in cases for name in re.findall(r'"(\w+)"', case)} | mismatch._SIMPLE | {"not_mapping"}
    assert told == set(get_args(Kind)) - {"too_long"}  # no file of a policy has a longest list


@pytest.mark.parametrize(
    ("shape", "data", "found"),
    [
        (ParameterEntry, {**NUMBER, "type": "nubmer"}, ("no_member", (), "nubmer")),
        (ParameterEntry, {**NUMBER, "values": []}, ("too_short", ("number", "values"), 1)),
        (InputEntry, {"label": 1, "switch": False}, ("not_one_of", ("switch input", "switch"), None)),
        (RuleFile, {"inputs": {"A": {}}}, ("not_of_form", ("inputs", "A", "[key]"), models.IDENTIFIER)),
        (RuleFile, {"picture": {}}, ("no_tag", ("picture",), None)),
        (RuleFile, {"picture": []}, ("not_mapping", ("picture",), None)),
        (CalendarFile, {"year": 1}, ("below", ("year",), 2000)),
        (CalendarFile, {"year": True}, ("not_whole", ("year",), None)),
        (CalendarFile, {"year": "2026"}, ("not_whole", ("year",), None)),
        (CalendarFile, {"yaer": 1}, ("unknown_key", ("yaer",), None)),
        (CalendarFile, {"since": 1}, ("unknown_key", ("since",), None)),
        (CalendarFile, {"make_up": [datetime(2026, 1, 1)]}, ("not_date", ("make_up", 0), None)),
        (InputEntry, {"switch": 1}, ("not_one_of", ("switch input", "switch"), None)),
        (models.SectionEntry, {"ordered": 1}, ("not_switch", ("ordered",), None)),
        (models.Identifier, "late\n", ("not_of_form", (), models.IDENTIFIER)),
        (models.Sentence, " \n", ("empty_text", (), None)),
        (models.Number, True, ("not_number", (), None)),
    ],
)
def test_findings_have_the_form_that_is_read(shape: Any, data: Any, found: tuple[str, tuple[str, ...], Any]) -> None:
    assert found in found_in(shape, data)


def test_everything_that_is_wrong_is_found_at_once_in_the_order_of_the_fields() -> None:
    data = {"year": 1, "source": {"zh": "", "fr": "x"}, "off": [{"from": 1}], "moer": 1}
    assert [(kind, path) for kind, path, _ in found_in(CalendarFile, data)] == [
        ("below", ("year",)),
        ("empty_text", ("source", "zh")),
        ("missing_key", ("source", "en")),
        ("unknown_key", ("source", "fr")),
        ("missing_key", ("working_days",)),
        ("not_date", ("off", 0, "from")),
        ("missing_key", ("off", 0, "to")),
        ("missing_key", ("off", 0, "name")),
        ("unknown_key", ("moer",)),
    ]


class Pair(Shape):
    left: models.Sentence
    right: tuple[int, ...] = field(default=(1,), alias="the right")


def test_a_shape_keeps_what_was_given_and_knows_the_rest() -> None:
    pair = fitted(Pair, {"left": " a ", "the right": [1]})
    assert (pair.left, pair.right) == ("a", (1,))
    assert pair == Pair(left="a") != Pair(left="b")
    assert hash(pair) == hash(Pair(left="a"))
    assert Pair(left="a").given_names() == {"left"}
    assert Pair(left="a").as_data() == {"left": "a", "the right": [1]}
    assert Pair(left="a").as_data(given_only=True) == {"left": "a"}
    assert as_data({"x": (Pair(left="a"),)}, True) == {"x": [{"left": "a"}]}
    assert pair.with_values(left="b") == Pair(left="b", right=(1,))
    assert pickle.loads(pickle.dumps(pair)) == pair
    assert repr(pair) == "Pair(left='a', right=(1,))"
    assert fitted(Pair, pair) is pair


@pytest.mark.parametrize("given", [{}, {"left": "a", "rihgt": ()}, {"left": "a", "the right": ()}])
def test_a_shape_is_made_with_the_names_of_its_fields(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Pair(**given)


def test_a_shape_is_never_changed() -> None:
    pair = Pair(left="a")
    with pytest.raises(AttributeError):
        pair.left = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del pair.left


def test_a_generic_shape_has_the_type_that_it_is_given() -> None:
    (value,) = (each for each in declared_fields(models.DatedEntry[models.Bands]) if each.name == "value")
    assert get_args(value.annotation)[0] is models.Band
    assert type(reader_of(models.DatedEntry[date])({"from": date(2026, 1, 1), "value": date(2026, 1, 1)})) is (
        models.DatedEntry
    )


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

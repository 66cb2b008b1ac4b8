"""What is told of every function is whole and true: its words, its example, what it refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from trying import ON, read_rules

from handbook.lang.catalogue import section
from handbook.lang.languages import LANGS, WRITTEN
from handbook.lang.units import UNIT_FUNCTIONS, scale
from handbook.policy.book import PolicyBook
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.functions import FUNCTIONS, OF_DAYS, Example, Told, say_family, say_taken
from handbook.rules.formulas.kinds import NumberKind
from handbook.rules.inputs import accept
from handbook.rules.run import run

EDGES = yaml.safe_load((Path(__file__).parent / "domains.yml").read_text("utf-8"))
_LABEL = {"zh": "例", "en": "Example"}


@pytest.mark.parametrize(("name", "unit"), UNIT_FUNCTIONS.items())
def test_a_unit_function_is_told_to_give_its_unit(name: str, unit: str) -> None:
    assert FUNCTIONS[name].signature.gives == NumberKind(((unit, 1),))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_its_words(name: str) -> None:
    function = FUNCTIONS[name]
    for lang in LANGS:
        assert function.does[lang]
        assert say_family(function.family)[lang]
    for taken in (*function.signature.takes, function.signature.gives):
        assert all(say_taken(taken)[lang] for lang in LANGS)
    if name not in UNIT_FUNCTIONS:
        assert all(f"functions.{name}" in section("handbook", "rules", lang) for lang in WRITTEN)


def test_families_stand_together() -> None:
    families = [function.family for function in FUNCTIONS.values()]
    assert sorted(families, key=families.index) == families
    assert set(FUNCTIONS) == set(COMPUTATIONS) - set(OF_DAYS.values())


def test_a_function_refuses_what_it_says_and_nothing_else() -> None:
    """The table of edges has each refusal; what a sign refuses, as `day + days(0.5)`, is no function's."""
    found: dict[str, set[str]] = {name: set() for name in FUNCTIONS}
    for edge in EDGES:
        if edge.get("refuses") and edge["function"] not in UNIT_FUNCTIONS:
            found[edge["function"]].add(edge["refuses"])
    assert found == {name: set(COMPUTATIONS[name].refuses) for name in FUNCTIONS}
    codes = {code for each in COMPUTATIONS.values() for code in each.refuses}
    assert {code for code in codes if f"refused.{code}" not in section("handbook", "rules", "zh")} == set()
    assert {code for code in codes if f"refuses.{code}" not in section("handbook", "functions", "zh")} == set()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_example_gives_what_it_says(name: str) -> None:
    example = FUNCTIONS[name].example
    rule = _book().rule(f"try_{name}")
    found = run(rule, accept(rule.inputs, _given(example)), ON).steps[-1].value
    assert re.match(rf"\w*.*\b{name}\(", example.formula)
    assert found == _values(example.gives), found


# the examples as rules of a policy


@cache
def _book() -> PolicyBook:
    parameters: dict[str, Any] = {}
    rules = {}
    for name, function in FUNCTIONS.items():
        rules[f"try_{name}"] = _rule(function.example)
        for of, told in _parameters(function.example).items():
            entry = _parameter(told)
            assert parameters.setdefault(of, entry) == entry, f"two examples have another {of}"
    loaded = read_rules(rules, parameters)
    assert loaded.book is not None, [problem.line("en") for problem in loaded.problems]
    return loaded.book


def _rule(example: Example) -> dict[str, Any]:
    columns = {name: _input(told[0]) for name, told in _columns(example).items()}
    inputs = {name: _input(told) for name, told in example.given.items() if isinstance(told, str)}
    unit = _unit(example.gives if isinstance(example.gives, str) else example.gives[0])
    step = {"id": "result", "label": _LABEL, "formula": example.formula} | ({"unit": unit} if unit else {})
    rows = {"listed_rows": {"label": _LABEL, "rows": columns}} if columns else {}
    return {"inputs": inputs | rows, "steps": [step], "results": ["result"]}


def _columns(example: Example) -> dict[str, tuple[str, ...]]:
    return {
        name: told  # type: ignore[misc]
        for name, told in example.given.items()
        if "." not in name and isinstance(told, tuple)
    }


def _parameters(example: Example) -> dict[str, Told]:
    return {name: told for name, told in example.given.items() if "." in name}


def _input(told: str) -> dict[str, Any]:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return {"label": _LABEL, "date": "day"}
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told):
        return {"label": _LABEL, "date": "moment"}
    if told in ("yes", "no"):
        return {"label": _LABEL, "switch": True}
    if told[0].isdigit() or told[0] == "-":
        unit = _unit(told)
        number = {"label": _LABEL, "min": -1_000_000, "max": 1_000_000, "precision": 2}
        return number | ({"unit": unit} if unit else {})
    return {"label": _LABEL, "choices": {"pass": {"zh": "及格", "en": "pass"}, "fail": {"zh": "不及格", "en": "fail"}}}


def _parameter(told: Told) -> dict[str, Any]:
    """The entry of a parameter: dated values, or a table that has held for long."""
    pairs = [pair for pair in told if isinstance(pair, tuple)]
    (first, gives), *_ = pairs
    entry: dict[str, Any] = {
        "label": _LABEL,
        "why": _LABEL,
        "supplement": _LABEL,
        "min": 0,
        "max": 1_000_000,
        "unit": _unit(gives),
    }
    if re.fullmatch(r"\d{4}-\d\d-\d\d", first):
        dated = [{"from": date.fromisoformat(day), "value": _number(text)} for day, text in pairs]
        return entry | {"type": "number", "precision": 2, "values": dated}
    rows = [{"at_least": _number(least), "gives": _number(text)} for least, text in pairs]
    return entry | {"type": "bands", "by": _unit(first), "values": [{"from": date(2026, 1, 1), "value": rows}]}


def _unit(told: str) -> str | None:
    unit = told.partition(" ")[2]
    return unit if unit and ":" not in unit else None


def _number(told: str) -> float:
    number = float(told.partition(" ")[0])
    return int(number) if number.is_integer() else number


def _given(example: Example) -> dict[str, Any]:
    columns = _columns(example)
    rows = [dict(zip(columns, map(_entered, cells))) for cells in zip(*columns.values(), strict=True)]
    scalars = {name: _entered(told) for name, told in example.given.items() if isinstance(told, str)}
    return scalars | ({"listed_rows": rows} if columns else {})


def _entered(told: str) -> Any:
    """As it stands in a case's `given`."""
    value = _value(told)
    if isinstance(value, Fraction):
        return str(told.partition(" ")[0])
    return told if isinstance(value, datetime) else value


def _values(gives: str | tuple[str, ...]) -> Any:
    return _value(gives) if isinstance(gives, str) else [_value(each) for each in gives]


def _value(told: str) -> Any:
    """A value as the engine has it."""
    if told in ("yes", "no"):
        return told == "yes"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return date.fromisoformat(told)
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told):
        return datetime.fromisoformat(told)
    number, _, unit = told.partition(" ")
    return Fraction(number) / scale(unit or None) if re.fullmatch(r"-?[\d.]+", number) else told


def test_values_of_examples_are_read() -> None:
    read: Mapping[str, Any] = {"7": 7, "50 percent": Fraction(1, 2), "yes": True, "fail": "fail"}
    assert {told: _value(told) for told in read} == read

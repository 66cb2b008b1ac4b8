"""What must hold between parameters, on every date at which one of them changes (`consistency.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from handbook.draft import Draft, Located
from handbook.expression import BadExpression, Expression, Lookup, Value, parse_expression
from handbook.models import ConsistencyEntry, ParameterEntry
from handbook.problems import Place, Problem
from handbook.shapes import guess
from handbook.values import in_formulas, say_value

_NAME = re.compile(r"[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*")


def check_consistency(draft: Draft) -> Iterator[Problem]:
    """Each entry is told once, at the value that breaks it first."""
    for located in draft.consistency:
        yield from _check(draft, located)


def _check(draft: Draft, located: Located[ConsistencyEntry]) -> Iterator[Problem]:
    entry, place = located.entry, located.place("must")
    try:
        expression = parse_expression(entry.must)
    except BadExpression as bad:
        yield Problem(place, "bad_expression", entry.id, {"reason": str(bad)})
        return
    unknown = [name for name in expression.names if not draft.knows_parameter(name)]
    for name in unknown:
        facts = {"name": name, "guess": guess(name, draft.known_parameters)}
        yield Problem(place, "unknown_parameter", entry.id, facts)
    if any(name not in draft.parameters for name in expression.names):
        return  # told already, or part of a file that has problems of its own
    parameters = {name: draft.parameters[name] for name in expression.names}
    for day in _days(parameters):
        try:
            holds = expression.evaluate(_values_on(day, parameters))
        except (ZeroDivisionError, TypeError) as error:
            yield Problem(place, "bad_expression", entry.id, {"reason": str(error) or type(error).__name__})
            return
        if not holds:
            facts = {
                "day": day,
                "message": {"zh": entry.message.zh, "en": entry.message.en},
                "shown": {lang: _shown(expression, parameters, day, lang) for lang in ("zh", "en")},
            }
            yield Problem(_culprit(parameters, day), "inconsistent", entry.id, facts, entry.severity)
            return


def _days(parameters: dict[str, Located[ParameterEntry]]) -> list[date]:
    """The dates at which one of them changes, from the day on which all of them have a value."""
    starts = [[step.since for step in located.entry.values] for located in parameters.values()]
    complete = max((min(days) for days in starts), default=date.max)
    return sorted({day for days in starts for day in days if day >= complete})


def _step_index(entry: ParameterEntry, day: date) -> int:
    days = [step.since for step in entry.values]
    return max((index for index, since in enumerate(days) if since <= day), key=lambda index: days[index])


def _values_on(day: date, parameters: dict[str, Located[ParameterEntry]]) -> Lookup:
    return lambda name: _value(parameters[name].entry, day)


def _value(entry: ParameterEntry, day: date) -> Value:
    value = in_formulas(entry, entry.values[_step_index(entry, day)].value)
    if value is None:
        raise TypeError(f"{entry.label.en}: cannot be counted with")
    return value


def _culprit(parameters: dict[str, Located[ParameterEntry]], day: date) -> Place:
    """The value that took effect on `day`; of several the last."""
    places = []
    for located in parameters.values():
        index = _step_index(located.entry, day)
        if located.entry.values[index].since == day:
            places.append(located.place("values", index, "value"))
    return places[-1]


def _shown(expression: Expression, parameters: dict[str, Located[ParameterEntry]], day: date, lang: str) -> str:
    """The expression with the values put in, and what a compared sum comes to."""

    def put_in(match: re.Match[str]) -> str:
        entry = parameters[match[0]].entry
        return say_value(entry, entry.values[_step_index(entry, day)].value, "en" if lang == "en" else "zh")

    left, compared, _ = expression.source.strip().partition(" == ")
    shown = _NAME.sub(put_in, left)
    if compared and any(sign in left for sign in "+-*/"):
        total = Fraction(parse_expression(left).evaluate(_values_on(day, parameters)))
        percent = all(getattr(located.entry, "unit", "") == "percent" for located in parameters.values())
        number = f"{float(total * (100 if percent else 1)):g}" + ("%" if percent else "")
        return f"{shown} = {number}"
    return _NAME.sub(put_in, expression.source.strip())

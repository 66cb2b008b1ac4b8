"""What must hold between parameters, on every date at which one of them changes (`consistency.yml`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handbook.draft import Draft, Located
from handbook.expression import BadExpression, Expression, Lookup, Value, parse_expression
from handbook.models import ConsistencyEntry, ParameterEntry
from handbook.problems import Place, Problem
from handbook.shapes import guess
from handbook.values import in_formulas, say_value
from handbook.words import WRITTEN, Lang


def check_consistency(draft: Draft) -> Iterator[Problem]:
    """Each entry is told once, at the value that breaks it first."""
    for located in draft.consistency:
        yield from _check(draft, located)


def _check(draft: Draft, located: Located[ConsistencyEntry]) -> Iterator[Problem]:
    entry, place = located.entry, located.place("must")
    try:
        expression = parse_expression(entry.must)
    except BadExpression as bad:
        yield Problem(place, "bad_expression", entry.id, {"reason": bad.reason})
        return
    unknown = [name for name in expression.names if not draft.knows_parameter(name)]
    for name in unknown:
        facts = {"name": name, "guess": guess(name, draft.known_parameters)}
        yield Problem(place, "unknown_parameter", entry.id, facts)
    if not expression.names:
        reason = {"zh": "里面没有参数，等于什么也没查", "en": "it has no parameter in it, so it checks nothing"}
        yield Problem(place, "bad_expression", entry.id, {"reason": reason})
    if any(name not in draft.parameters for name in expression.names):
        return  # told already, or part of a file that has problems of its own
    parameters = {name: draft.parameters[name] for name in expression.names}
    for day in _days(parameters):
        try:
            holds = expression.evaluate(_values_on(day, parameters))
        except BadExpression as bad:
            yield Problem(place, "bad_expression", entry.id, {"reason": bad.reason})
            return
        except ZeroDivisionError:
            reason = {"zh": f"{day} 那天除以了零", "en": f"it divides by zero on {day}"}
            yield Problem(place, "bad_expression", entry.id, {"reason": reason})
            return
        if not holds:
            facts = {
                "day": day,
                "message": {"zh": entry.message.zh, "en": entry.message.en},
                "shown": {lang: _shown(expression, parameters, day, lang) for lang in WRITTEN},
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
        raise BadExpression(f"“{entry.label.zh}”不是数，不能计算", f"“{entry.label.en}” is no number to count with")
    return value


def _culprit(parameters: dict[str, Located[ParameterEntry]], day: date) -> Place:
    """The value that took effect on `day`; of several the last."""
    places = []
    for located in parameters.values():
        index = _step_index(located.entry, day)
        if located.entry.values[index].since == day:
            places.append(located.place("values", index, "value"))
    return places[-1]


def _shown(expression: Expression, parameters: dict[str, Located[ParameterEntry]], day: date, lang: Lang) -> str:
    """The expression with the values put in; of a compared sum, what it comes to."""

    def say(name: str) -> str:
        entry = parameters[name].entry
        return say_value(entry, entry.values[_step_index(entry, day)].value, lang)

    compared = expression.sum_compared()
    if compared is None:
        return expression.fill(say) + (" does not hold" if lang == "en" else " 不成立")
    total = Fraction(compared.evaluate(_values_on(day, parameters)))
    percent = all(getattr(located.entry, "unit", "") == "percent" for located in parameters.values())
    number = Decimal((total * (100 if percent else 1)).numerator) / Decimal(
        (total * (100 if percent else 1)).denominator
    )
    return f"{compared.fill(say)} = {number.normalize():f}" + ("%" if percent else "")

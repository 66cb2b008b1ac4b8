"""Examples that must fit what stands around them: a value inside its bounds, options that the values name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from handbook.lang.catalogue import Phrase
from handbook.records import frozen

Around = Sequence[Mapping[str, Any]]  # the mappings that the key stands in, the innermost first


@frozen
class Fitting:
    """Makes the example from the mappings around the key, as far as they are written."""

    make: Callable[[Around], Any]


_OPTIONS = {
    "base": Phrase("handbook.fields.examples.base_wage"),
    "total": Phrase("handbook.fields.examples.total_pay"),
}
_BANDS = [{"at_least": 1, "gives": 5}, {"at_least": 10, "gives": 10}]


def value(around: Around) -> Any:
    """A value of a parameter of any type."""
    parameter = next((each for each in around if "type" in each or "min" in each or "choices" in each), {})
    match parameter.get("type", "number"):
        case "text":
            return Phrase("handbook.fields.examples.company")
        case "date":
            return date(2026, 1, 1)
        case "switch":
            return True
        case "choice":
            return next(iter(parameter.get("choices") or ["base"]))
        case "bands":
            low, high = _bounds(parameter)
            fits = low is None or high is None or (low <= 5 and high >= 10)
            return _BANDS if fits else [{"at_least": 0, "gives": low}]
    low, high = _bounds(parameter)
    return 20 if (low is None or low <= 20) and (high is None or high >= 20) else low if low is not None else high


def values(around: Around) -> Any:
    """One dated value of a parameter of any type."""
    return [{"from": date(2026, 1, 1), "value": value(around)}]


def least(around: Around) -> Any:
    """A lower bound that no value lies below."""
    return min([0, *_numbers(around[0].get("values"))]) if around else 0


def most(around: Around) -> Any:
    """An upper bound that no value lies above."""
    return max([100, *_numbers([around[0].get("values"), around[0].get("min")])]) if around else 100


def choices(around: Around) -> Any:
    """Options, those among them that the values name."""
    given = around[0].get("values") if around else None
    named = [each.get("value") for each in given or [] if isinstance(each, dict)]
    names = [name for name in dict.fromkeys(named) if isinstance(name, str)] or ["base"]
    names += [name for name in _OPTIONS if name not in names][: max(0, 2 - len(names))]
    return {name: _OPTIONS.get(name, Phrase("handbook.fields.examples.option")) for name in names}


def end(around: Around) -> Any:
    """The last day of a run of days off."""
    return _days_after(around, "from", 2, date(2026, 10, 7))


def in_half_a_year(around: Around) -> Any:
    """Until when a passed limit is let stand."""
    return _days_after(around, "on", 180, date(2027, 5, 10))


def picture(kind: str) -> Callable[[Around], Any]:
    """Which picture it is, by the keys that it has; `kind` where they do not tell."""

    def by_keys(around: Around) -> Any:
        has = around[0] if around else {}
        return next((each for key, each in _PICTURES.items() if key in has), kind)

    return by_keys


_PICTURES = {"bars": "waterfall", "along": "steps", "height": "steps", "day": "timeline", "amount": "timeline"}


def _days_after(around: Around, key: str, days: int, otherwise: date) -> date:
    since = around[0].get(key) if around else None
    return since + timedelta(days) if isinstance(since, date) else otherwise


def _bounds(parameter: Mapping[str, Any]) -> tuple[Any, Any]:
    low, high = (next(_numbers(parameter.get(key)), None) for key in ("min", "max"))
    return low, high


def _numbers(data: Any) -> Iterator[Any]:
    """The numbers in a value, however deep; days and decisions are none."""
    if isinstance(data, (int, Decimal)) and not isinstance(data, bool):
        yield data
    elif isinstance(data, list):
        for each in data:
            yield from _numbers(each)
    elif isinstance(data, dict):
        for key in ("value", "gives"):
            yield from _numbers(data.get(key))

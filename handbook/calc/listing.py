"""The rules that there are, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.typography import aligned
from handbook.lang.units import decimal, scale, unit_label
from handbook.rules.formatting import NO_DAY
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, NumberKind, SwitchKind
from handbook.rules.inputs import write_text
from handbook.rules.rule import Bound, Input, InputField, InputRows, Rule

_KINDS: dict[type, str] = {
    NumberKind: "number",
    ChoiceKind: "choice",
    SwitchKind: "switch",
    DayKind: "day",
    MomentKind: "moment",
}


def rule_lines(rule: Rule, lang: Lang) -> Iterator[str]:
    """A rule for the terminal: what it works out and its inputs, those of a list below it."""
    yield f"{rule.id}  {rule.title[lang]}"
    yield f"  {rule.about[lang]}"
    rows = []
    for entry in rule.inputs:
        rows.append([f"  {entry.id}", entry.label[lang], _ask(entry, lang)])
        if isinstance(entry, InputRows):
            rows += [[f"    {each.id}", each.label[lang], _ask(each, lang)] for each in entry.fields]
    yield from aligned(rows)


def _ask(entry: Input, lang: Lang) -> str:
    """What an input may be: `元，0 到 1,000,000；例 4500`."""
    if isinstance(entry, InputRows):
        rows = say("handbook.calc.listing.rows", lang, most=entry.most)
        example = write_text(entry, entry.example)
        return rows + (say("handbook.calc.listing.rows_example", lang, example=example) if entry.example else "")
    parts = [_allowed(entry, lang)]
    if entry.default not in (None, NO_DAY):
        parts.append(say("handbook.calc.listing.default", lang, value=write_text(entry, entry.default)))
    if entry.example is not None:
        parts.append(say("handbook.calc.listing.example", lang, value=write_text(entry, entry.example)))
    return language(lang).semicolon.join(parts)


def _allowed(entry: InputField, lang: Lang) -> str:
    match entry.kind:
        case ChoiceKind(options=options):
            return language(lang).list.join(_option(id, words[lang]) for id, words in options)
        case SwitchKind():
            return say("handbook.calc.listing.switch", lang)
        case DayKind() | MomentKind():
            kind = say(f"handbook.calc.listing.{'month' if entry.of_month else _KINDS[type(entry.kind)]}", lang)
            return language(lang).comma.join([kind, *_bounds(entry, lang)])
    low, high = (decimal(limit * scale(entry.unit))[0] for limit in (entry.min, entry.max))
    units = entry.parts or ((entry.unit,) if entry.unit else ())
    label = language(lang).list.join(unit_label(unit, lang) for unit in units)
    unit = label + language(lang).comma if label else ""
    decimals = say("handbook.calc.listing.decimals", lang, n=entry.precision) if entry.precision else ""
    plain = say("handbook.calc.listing.bounds", lang, low=low, high=high)
    return unit + language(lang).comma.join([plain, *_bounds(entry, lang)]) + decimals


def _bounds(entry: InputField, lang: Lang) -> Iterator[str]:
    """Those that stand beside the plain ones of a number."""
    kind = "number" if isinstance(entry.kind, NumberKind) else "day"
    for bound in entry.bounds:
        if bound.by:
            yield say(f"handbook.calc.listing.{kind}_{bound.end}_of", lang, label=bound.by.label)
        else:
            yield say(f"handbook.calc.listing.{bound.end}", lang, limit=write_text(entry, bound.limit))


def _option(id: str, label: str) -> str:
    """An option as it is entered, with its label where the id, which is English, does not say it."""
    return id if label.isascii() else f"{id} {label}"


def rule_data(rule: Rule, lang: Lang) -> dict[str, Any]:
    """A rule as data, in one language. Numbers are exact texts as they are entered: of a percentage, 50 is a half."""
    results = [step for step in map(rule.step, rule.results) if step]
    return {
        "id": rule.id,
        "title": rule.title[lang],
        "about": rule.about[lang],
        "clause": rule.clause,
        "listed": rule.listed,
        "as_of": rule.as_of,
        "inputs": [_input_data(entry, lang) for entry in rule.inputs],
        "results": [{"id": step.id, "label": step.label[lang], "unit": step.unit} for step in results],
    }


def _input_data(entry: Input, lang: Lang) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": entry.id,
        "label": entry.label[lang],
        "hint": entry.hint[lang] if entry.hint else None,
        "kind": "rows" if isinstance(entry, InputRows) else _KINDS[type(entry.kind)],
    }
    if isinstance(entry, InputRows):
        return data | {
            "most": entry.most,
            "fields": [_input_data(each, lang) for each in entry.fields],
            "example": write_text(entry, entry.example),
        }
    if isinstance(entry.kind, NumberKind):
        low, high = entry.min * scale(entry.unit), entry.max * scale(entry.unit)
        data |= {"unit": entry.unit, "min": str(low), "max": str(high)}
        data |= {"precision": entry.precision, **({"parts": [*entry.parts]} if entry.parts else {})}
    if isinstance(entry.kind, ChoiceKind):
        data["options"] = [{"id": id, "label": words[lang]} for id, words in entry.kind.options]
    if entry.bounds:
        data["bounds"] = [_bound_data(entry, bound) for bound in entry.bounds]
    return data | {"default": _written(entry, entry.default), "example": _written(entry, entry.example)}


def _bound_data(entry: InputField, bound: Bound) -> dict[str, Any]:
    return {"end": bound.end, **({"input": bound.by.id} if bound.by else {"limit": write_text(entry, bound.limit)})}


def _written(entry: InputField, value: Any) -> str | None:
    return None if value is None else write_text(entry, value)

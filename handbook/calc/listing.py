"""The rules that there are, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.commands.console import Say, widths
from handbook.lang.languages import Lang
from handbook.lang.units import decimal, scale, unit_label
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, NumberKind, SwitchKind
from handbook.rules.inputs import write_text
from handbook.rules.rule import Input, InputField, InputRows, Rule

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
    yield from widths(rows)


def _ask(entry: Input, lang: Lang) -> str:
    """What an input may be: `元，0 到 1,000,000；例 4500`."""
    say = Say(lang)
    if isinstance(entry, InputRows):
        more = f"；例 {write_text(entry, entry.example)}", f"; for example {write_text(entry, entry.example)}"
        told = f"多项，用分号隔开，最多 {entry.most} 项", f"a list, separated by semicolons, at most {entry.most}"
        return say(*told) + (say(*more) if entry.example else "")
    parts = [_allowed(entry, lang)]
    if entry.default is not None:
        default = write_text(entry, entry.default)
        parts.append(say(f"不填为 {default}", f"{default} if not given"))
    if entry.example is not None:
        parts.append(say(f"例 {write_text(entry, entry.example)}", f"for example {write_text(entry, entry.example)}"))
    return say("；", "; ").join(parts)


def _allowed(entry: InputField, lang: Lang) -> str:
    say = Say(lang)
    match entry.kind:
        case ChoiceKind(options=options):
            return say("、", ", ").join(f"{id} {words[lang]}" if lang != "en" else id for id, words in options)
        case SwitchKind():
            return say("1 是 0 否", "1 for yes, 0 for no")
        case DayKind():
            return say("日期", "a date")
        case MomentKind():
            return say("日期和时间", "a date and time")
    low, high = (decimal(limit * scale(entry.unit))[0] for limit in (entry.min, entry.max))
    unit = unit_label(entry.unit, lang) + say("，", ", ") if entry.unit else ""
    places, plural = entry.precision, "" if entry.precision == 1 else "s"
    decimals = say(f"，最多 {places} 位小数", f", up to {places} decimal{plural}") if places else ""
    return unit + say(f"{low} 到 {high}", f"{low} to {high}") + decimals


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
        data |= {"precision": entry.precision}
    if isinstance(entry.kind, ChoiceKind):
        data["options"] = [{"id": id, "label": words[lang]} for id, words in entry.kind.options]
    return data | {"default": _written(entry, entry.default), "example": _written(entry, entry.example)}


def _written(entry: InputField, value: Any) -> str | None:
    return None if value is None else write_text(entry, value)

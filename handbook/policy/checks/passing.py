"""Whether an input can take over the result of another rule that it names, as it is: `from` of `rules/*.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from handbook.lang.units import scale
from handbook.problems.problem import Problem
from handbook.problems.suggest import guess
from handbook.rules.compiling.code import Scaled
from handbook.rules.rule import InputField, Rule
from handbook.rules.run import program_on
from handbook.schema.draft import Draft


def check_passing(draft: Draft, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """The rule and the result are there, of the same kind, and no finer than what may be entered."""
    for rule in rules.values():
        own = draft.rules[rule.id].entry.inputs
        for entry in rule.inputs:
            if isinstance(entry, InputField) and entry.source and entry.id in own:
                found = _wrong(draft, rules, entry, entry.source)
                if found:
                    code, facts = found
                    place = draft.rules[rule.id].place("inputs", entry.id, "from")
                    yield Problem(place, code, f"{rule.id}.{entry.id}", facts)


def _wrong(
    draft: Draft, rules: Mapping[str, Rule], entry: InputField, source: tuple[str, str]
) -> tuple[str, dict[str, object]] | None:
    name, result = source
    if name not in rules:
        known = draft.knows_rule(name)  # it has problems of its own, which are told
        return None if known else ("unknown_rule", {"name": name, "guess": guess(name, draft.known_rules)})
    step = rules[name].step(result)
    if step is None or result not in rules[name].results:
        return "passing_no_result", {"rule": name, "name": result, "results": ", ".join(rules[name].results)}
    if (step.kind, step.unit) != (entry.kind, entry.unit):
        return "passing_unit", {"name": f"{name}.{result}", "unit": step.unit or "—", "own": entry.unit or "—"}
    needed = decimals_of(rules[name], result)
    if needed > entry.precision:
        return "passing_precision", {"name": f"{name}.{result}", "needed": needed, "found": entry.precision}
    return None


def decimals_of(rule: Rule, result: str) -> int:
    """How many decimals a result may have at most, as people write it, on any day; of one that may never end none are
    known, and it counts as 0."""
    step = rule.step(result)
    unit = step.unit if step else None
    days = {each.since for parameter in rule.parameters.values() for each in parameter.timeline.steps}
    counts = [0]
    for day in days:
        shapes = (each.shape for each in program_on(rule, day).results if each.id == result)
        counts += [_decimals(scale(unit) / shape.denominator) for shape in shapes if isinstance(shape, Scaled)]
    return max(counts)


def _decimals(smallest: Fraction) -> int:
    """Of the smallest part that a number consists of; 0 where no decimals are enough."""
    return next((places for places in range(12) if (smallest * 10**places).denominator == 1), 0)

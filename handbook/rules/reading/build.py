"""From the files to rules: each with the steps of the rules it uses spliced in. Collects every problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import guess
from handbook.rules.reading.assembly import Assembly
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.rules.reading.locations import Location, Parts
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import Rule
from handbook.schema.draft import Draft, Located
from handbook.schema.rule_models import RuleFile, StepEntry, UseEntry


def build_rules(draft: Draft, known: KnownParameters) -> tuple[Mapping[str, Rule], list[Problem]]:
    """Every rule of a draft that can be built, and what is wrong with the others."""
    builder = _RuleBuilder(draft, known)
    rules = {id: rule for id in draft.rules if (rule := builder.rule(id))}
    return MappingProxyType(rules), builder.problems


def _vanishing(rule: Rule, located: Located[RuleFile], steps: Mapping[str, StepEntry]) -> Iterator[Problem]:
    """Warnings of results that may be missing."""
    for result, needed in vanishing(rule).items():
        code = "result_skipped" if result == needed else "result_needs_skipped"
        facts = {"name": result, "needs": needed, "when": " ".join((steps[needed].when or "").split())}
        place = located.place("results", rule.results.index(result))
        yield Problem(place, code, f"{rule.id}.{result}", facts, "warning")


class _RuleBuilder:
    """Builds the rules of a draft, each once."""

    def __init__(self, draft: Draft, known: KnownParameters) -> None:
        self.draft, self.known = draft, known
        self.problems: list[Problem] = []
        self._parts_of: dict[str, Parts] = {}  # each put together once, however many rules use it
        self._spoilt: set[str] = set()  # rules with a use that cannot be, which has been told

    def rule(self, id: str) -> Rule | None:
        """A rule, or None where something is wrong with it."""
        for each in self._spoilt:
            del self._parts_of[each]  # told again from here: a circle looks otherwise from each of its rules
        self._spoilt.clear()
        parts = self._parts(id, (id,))
        if id in self._spoilt:
            return None
        assembly = Assembly(self.known, self.draft.rules[id], parts)
        rule = assembly.build()
        self.problems += assembly.problems
        if rule:
            self.problems += _vanishing(rule, self.draft.rules[id], {step.id: step for step, _ in parts.steps})
        return rule

    def _parts(self, id: str, path: tuple[str, ...]) -> Parts:
        if id not in self._parts_of:
            self._parts_of[id] = self._put_together(id, path)
        return self._parts_of[id]

    def _put_together(self, id: str, path: tuple[str, ...]) -> Parts:
        located = self.draft.rules[id]
        at = Location(located)
        parts = Parts({name: (entry, at.to("inputs", name)) for name, entry in located.entry.inputs.items()})
        for index, step in enumerate(located.entry.steps):
            if isinstance(step, UseEntry):
                self._splice(step.use, at.to("steps", index, "use").place, parts, path)
            else:
                parts.steps.append((step, at.to("steps", index)))
        parts.outcomes += [(outcome, at.to("outcomes", i)) for i, outcome in enumerate(located.entry.outcomes)]
        return parts

    def _splice(self, id: str, place: Place, parts: Parts, path: tuple[str, ...]) -> None:
        """Add another rule's steps. Its inputs that are no steps here become inputs here."""
        if id not in self.draft.rules:
            if not self.draft.knows_rule(id):  # else it has problems of its own, which are told
                facts = {"name": id, "guess": guess(id, self.draft.known_rules)}
                self.problems.append(Problem(place, "unknown_rule", f"{path[0]}.steps", facts))
            self._spoilt.add(path[-1])
            return
        if id in path:
            self.problems.append(Problem(place, "rule_circle", f"{path[0]}.steps", {"path": " → ".join((*path, id))}))
            self._spoilt.add(path[-1])
            return
        used = self._parts(id, (*path, id))
        if id in self._spoilt:
            self._spoilt.add(path[-1])
        have = {step.id for step, _ in parts.steps}
        for name, entry in used.inputs.items():
            if name not in have:
                parts.inputs.setdefault(name, entry)
        parts.steps += [step for step in used.steps if step not in parts.steps]  # two may use the same third
        parts.outcomes += [outcome for outcome in used.outcomes if outcome not in parts.outcomes]

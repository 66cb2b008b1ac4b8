"""What hangs together in a rule: its inputs, parameters and steps, and which of them each step uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from handbook.lang.words import Words
from handbook.records import frozen
from handbook.rules.formulas.tree import walk
from handbook.rules.rule import InputRows, Rule, RuleStep

Part = Literal["input", "parameter", "step", "result"]


@frozen
class Node:
    """Something with a value. `layer` counts from the left: what a node uses stands in layers before its own."""

    id: str
    label: Words
    part: Part
    layer: int
    uses: tuple[str, ...] = ()


def graph_of(rule: Rule) -> Sequence[Node]:
    """The nodes in the order of the rule. What nothing uses, unless it is a step, is left out."""
    owners = {field.id: each.id for each in rule.inputs if isinstance(each, InputRows) for field in each.fields}
    uses = {step.id: tuple(dict.fromkeys(_used(step, owners))) for step in rule.steps}
    layers: dict[str, int] = {}
    for step in rule.steps:
        layers[step.id] = 1 + max((layers.get(each, 0) for each in uses[step.id]), default=0)
    for each in {used for step in uses.values() for used in step} - {step.id for step in rule.steps}:
        layers[each] = min(layers[id] for id, used in uses.items() if each in used) - 1
    inputs = [Node(each.id, each.label, "input", layers[each.id]) for each in rule.inputs if each.id in layers]
    parameters = [
        Node(name, each.label, "parameter", layers[name]) for name, each in rule.parameters.items() if name in layers
    ]
    steps = [
        Node(step.id, step.label, "result" if step.id in rule.results else "step", layers[step.id], uses[step.id])
        for step in rule.steps
    ]
    return [*inputs, *parameters, *steps]


def _used(step: RuleStep, owners: Mapping[str, str]) -> Iterator[str]:
    """What a step is made from: a column counts as the list that is its owner."""
    for tree in filter(None, (step.tree, step.when, step.otherwise)):
        for part in walk(tree):
            match part:
                case ("v", str(name)) | ("b", _, str(name)):
                    yield owners.get(name, name)
                case ("p", str(name)):
                    yield name
                case ("each", _, str(rows), *_) if rows:
                    yield rows

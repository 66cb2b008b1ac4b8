"""Where the parts of a rule's picture stand, in columns from the left to the right: the same in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from handbook.manual.graph import Node, graph_of
from handbook.records import frozen
from handbook.rules.rule import Rule

SWEEPS = 6


@frozen(eq=False)
class Spot:
    """Where a node stands, or where a line passes a column (then it has none)."""

    layer: int
    node: Node | None = None


Edge = tuple[Spot, Spot]


@frozen
class Layout:
    """All spots, those of the nodes first and in their order; the same by column, from the top; and the lines, each
    from a column to the next."""

    nodes: Sequence[Node]
    spots: Sequence[Spot]
    edges: Sequence[Edge]
    columns: Sequence[Sequence[Spot]]


@lru_cache(maxsize=256)
def layout_of(rule: Rule) -> Layout:
    """The layout of a rule's picture."""
    nodes = graph_of(rule)
    spots, edges = _spots(nodes)
    return Layout(nodes, spots, edges, _ordered(spots, edges))


def _spots(nodes: Sequence[Node]) -> tuple[list[Spot], list[Edge]]:
    """What is used in several places leads to them by one line for as long as it can."""
    of_nodes = {node.id: Spot(node.layer, node) for node in nodes}
    passing: dict[tuple[str, int], Spot] = {}
    edges: list[Edge] = []
    for node in nodes:
        for id in node.uses:
            at = of_nodes[id]
            for layer in range(at.layer + 1, node.layer):
                if (id, layer) not in passing:
                    passing[id, layer] = Spot(layer)
                    edges.append((at, passing[id, layer]))
                at = passing[id, layer]
            edges.append((at, of_nodes[node.id]))
    return [*of_nodes.values(), *passing.values()], edges


def _ordered(spots: Sequence[Spot], edges: Sequence[Edge]) -> list[list[Spot]]:
    """The columns, each in an order in which few lines cross: every spot near the middle of what it is joined to."""
    columns: list[list[Spot]] = [[] for _ in range(1 + max(spot.layer for spot in spots))]
    for spot in spots:
        columns[spot.layer].append(spot)
    before, after = dict[Spot, list[Spot]](), dict[Spot, list[Spot]]()
    for left, right in edges:
        before.setdefault(right, []).append(left)
        after.setdefault(left, []).append(right)
    places = {spot: place for column in columns for spot, place in _places(column)}
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else columns[::-1]:
            _sort(column, before if forward else after, places)
            places.update(_places(column))
    return columns


def _sort(column: list[Spot], joined: Mapping[Spot, Sequence[Spot]], places: Mapping[Spot, float]) -> None:
    def middle(spot: Spot) -> float:
        others = joined.get(spot, (spot,))
        return sum(places[other] for other in others) / len(others)

    column.sort(key=middle)


def _places(column: Sequence[Spot]) -> list[tuple[Spot, float]]:
    """Every spot with its place in the column, of which the end is 1."""
    return [(spot, number / len(column)) for number, spot in enumerate(column)]

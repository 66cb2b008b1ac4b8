"""A rule as a picture: a layered graph in SVG, from the left to the right. The same rule is drawn the same each time.

The site's style sheet colours it by its classes; a file of its own has a style of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.manual.graph import Node, graph_of
from handbook.rules.rule import Rule

WIDTH, LINE, PADDING, GAP, COLUMN_GAP, MARGIN = 178, 19, 9, 14, 46, 8
PASSING = 4  # the height that a line takes where it passes a column
SWEEPS = 6
_PER_LINE = 20  # halves of a square: what a line of a box holds
PARTS = ("input", "parameter", "step", "result")
STYLE = """
.hb-graph { font: 14px system-ui, sans-serif; background: #fff }
.hb-graph text { fill: #1a2424 }
.hb-graph rect { fill: #fff; stroke: #4d5b5b }
.hb-graph .hb-graph__input { fill: #e6f1f0 }
.hb-graph .hb-graph__parameter { fill: #fff3df }
.hb-graph .hb-graph__result { stroke: #0f5c5c; stroke-width: 3 }
.hb-graph path { fill: none; stroke: #4d5b5b }
@media (prefers-color-scheme: dark) {
  .hb-graph { background: #1e2129 }
  .hb-graph text { fill: #e6ecec }
  .hb-graph rect { fill: #1e2129; stroke: #a5b3b3 }
  .hb-graph .hb-graph__input { fill: #17393a }
  .hb-graph .hb-graph__parameter { fill: #46331a }
  .hb-graph .hb-graph__result { stroke: #7fd1cb }
  .hb-graph path { stroke: #a5b3b3 }
}
"""


@dataclass
class _Spot:
    """A box, or the place where a line passes a column (then it has no lines of text)."""

    layer: int
    lines: tuple[str, ...] = ()
    part: str = ""
    top: float = 0

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PADDING if self.lines else PASSING

    @property
    def left(self) -> int:
        return MARGIN + self.layer * (WIDTH + COLUMN_GAP)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


Edge = tuple[_Spot, _Spot]


def draw(rule: Rule, lang: Lang, alone: bool = False) -> str:
    """The picture, as an element of a page, or `alone`, as a file of its own."""
    nodes = graph_of(rule)
    spots, edges = _spots(nodes, lang)
    columns = _ordered(spots, edges)
    bottom = _place(columns)
    width, height = MARGIN * 2 + len(columns) * (WIDTH + COLUMN_GAP) - COLUMN_GAP, bottom + 34
    title = say("handbook.manual.graph.title", lang, title=rule.title)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="hb-graph" viewBox="0 0 {width} {height:g}"'
    named = f'width="{width}" height="{height:g}" role="img" aria-labelledby="graph-{rule.id} graph-{rule.id}-words"'
    return "".join(
        (
            f'{head} {named}><title id="graph-{rule.id}">{escape(title)}</title>',
            f'<desc id="graph-{rule.id}-words">{escape(in_words(nodes, lang))}</desc>',
            f"<style>{STYLE}</style>" if alone else "",
            *(_line(edge) for edge in edges),
            *(_box(spot) for spot in spots if spot.lines),
            *_legend(bottom + 12, lang),
            "</svg>\n" if alone else "</svg>",
        )
    )


def in_words(nodes: Sequence[Node], lang: Lang) -> str:
    """The picture for those who cannot see it: what each step is made from."""
    labels = {node.id: node.label[lang] for node in nodes}
    spoken = language(lang)
    made = [
        say(
            "handbook.manual.graph.made_from",
            lang,
            step=node.label,
            used=spoken.list.join(labels[id] for id in node.uses),
        )
        for node in nodes
        if node.uses
    ]
    return spoken.semicolon.join(made)


def _spots(nodes: Sequence[Node], lang: Lang) -> tuple[list[_Spot], list[Edge]]:
    """Boxes, places where lines pass a column, and lines that lead from a column to the next.

    What is used in several places leads to them by one line for as long as it can.
    """
    boxes = {node.id: _Spot(node.layer, _wrapped(node.label[lang]), node.part) for node in nodes}
    passing: dict[tuple[str, int], _Spot] = {}
    edges: list[Edge] = []
    for node in nodes:
        for id in node.uses:
            at = boxes[id]
            for layer in range(at.layer + 1, node.layer):
                if (id, layer) not in passing:
                    passing[id, layer] = _Spot(layer)
                    edges.append((at, passing[id, layer]))
                at = passing[id, layer]
            edges.append((at, boxes[node.id]))
    return [*boxes.values(), *passing.values()], edges


def _ordered(spots: Sequence[_Spot], edges: Sequence[Edge]) -> list[list[_Spot]]:
    """The columns, each in an order in which few lines cross: every spot near the middle of what it is joined to."""
    columns: list[list[_Spot]] = [[] for _ in range(1 + max(spot.layer for spot in spots))]
    for spot in spots:
        columns[spot.layer].append(spot)
    before, after = dict[int, list[_Spot]](), dict[int, list[_Spot]]()
    for left, right in edges:
        before.setdefault(id(right), []).append(left)
        after.setdefault(id(left), []).append(right)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else columns[::-1]:
            _sort(column, before if forward else after, columns)
    return columns


def _sort(column: list[_Spot], joined: Mapping[int, list[_Spot]], columns: Sequence[Sequence[_Spot]]) -> None:
    places = {id(spot): place / len(each) for each in columns for place, spot in enumerate(each)}

    def middle(spot: _Spot) -> float:
        others = joined.get(id(spot), [spot])
        return sum(places[id(other)] for other in others) / len(others)

    column.sort(key=middle)


def _place(columns: Sequence[Sequence[_Spot]]) -> float:
    """Give every spot its height; each column stands in the middle. Returns where the tallest ends."""
    heights = [sum(spot.height + GAP for spot in column) - GAP for column in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights):
        top = MARGIN + (tallest - height) / 2
        for spot in column:
            spot.top = top
            top += spot.height + GAP
    return MARGIN + tallest


def _wrapped(text: str) -> tuple[str, ...]:
    """The lines of a box: Chinese breaks anywhere, English between words."""
    lines, line = list[str](), ""
    for piece in _pieces(text):
        if line and _size(line + piece.rstrip()) > _PER_LINE:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return (*lines, line.rstrip())


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for sign in text:
        if _size(sign) == 2 and word:
            yield word
            word = ""
        word += sign
        if _size(sign) == 2 or sign == " ":
            yield word
            word = ""
    if word:
        yield word


def _size(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _line(edge: Edge) -> str:
    left, right = edge
    x, y, end, bend = left.left + WIDTH, left.middle, right.left, right.middle
    half = (end - x) / 2
    through = "" if right.lines else f"H{end + WIDTH}"
    return f'<path d="M{x} {y:g}C{x + half:g} {y:g} {x + half:g} {bend:g} {end} {bend:g}{through}"/>'


def _box(spot: _Spot) -> str:
    x, first = spot.left + PADDING, spot.top + PADDING + 14
    rect = _rect(spot.part, spot.left, spot.top, WIDTH, spot.height)
    texts = (f'<text x="{x}" y="{first + LINE * n:g}">{escape(line)}</text>' for n, line in enumerate(spot.lines))
    return rect + "".join(texts)


def _rect(part: str, left: float, top: float, width: int, height: int) -> str:
    return f'<rect class="hb-graph__{part}" x="{left:g}" y="{top:g}" width="{width}" height="{height}" rx="6"/>'


def _legend(top: float, lang: Lang) -> Iterator[str]:
    """What the looks of the boxes mean."""
    left = MARGIN
    for part in PARTS:
        word = say(f"handbook.manual.graph.{part}", lang)
        yield _rect(part, left, top, 18, 14) + f'<text x="{left + 24}" y="{top + 12:g}">{escape(word)}</text>'
        left += 24 + _size(word) * 8 + 14

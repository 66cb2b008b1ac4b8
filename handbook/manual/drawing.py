"""A rule as a picture: a layered graph, a file of SVG. It leads from the left to the right, the same each time.

The looks are attributes, so that it can be seen where styles are forbidden; a style makes it dark for who wants that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.manual.graph import Node
from handbook.manual.layout import Spot, layout_of
from handbook.records import record
from handbook.rules.rule import Rule

WIDTH, LINE, PADDING, GAP, COLUMN_GAP, MARGIN = 178, 19, 9, 14, 46, 8
PASSING = 4  # the height that a line takes where it passes a column
_PER_LINE = 20  # halves of a square: what a line of a box holds
# What the parts of a picture are filled with and drawn in: in the light, and in the dark.
_LOOKS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "ground": (("#fff", "none"), ("#1e2129", "none")),
    "line": (("none", "#4d5b5b"), ("none", "#a5b3b3")),
    "input": (("#e6f1f0", "#4d5b5b"), ("#17393a", "#a5b3b3")),
    "parameter": (("#fff3df", "#8a4b00"), ("#46331a", "#ffc47a")),
    "step": (("#fff", "#4d5b5b"), ("#1e2129", "#a5b3b3")),
    "result": (("#fff", "#0f5c5c"), ("#1e2129", "#7fd1cb")),
    "words": (("#1a2424", "none"), ("#e6ecec", "none")),
}
_PARTS = ("input", "parameter", "step", "result")
_DARK = "".join(f".{name}{{fill:{fill};stroke:{stroke}}}" for name, (_, (fill, stroke)) in _LOOKS.items())


@record
class _Box:
    """A box, or the place where a line passes a column (then it has no lines of text)."""

    layer: int
    lines: tuple[str, ...] = ()
    part: str = ""
    top: float = 0

    @classmethod
    def of(cls, spot: Spot, lang: Lang) -> _Box:
        """What stands there in a language."""
        node = spot.node
        return cls(spot.layer, _wrapped(node.label[lang]), node.part) if node else cls(spot.layer)

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PADDING if self.lines else PASSING

    @property
    def left(self) -> int:
        return MARGIN + self.layer * (WIDTH + COLUMN_GAP)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw(rule: Rule, lang: Lang) -> str:
    """The picture as the text of a file."""
    layout = layout_of(rule)
    boxes = {spot: _Box.of(spot, lang) for spot in layout.spots}
    bottom = _place([[boxes[spot] for spot in column] for column in layout.columns])
    width, height = MARGIN * 2 + len(layout.columns) * (WIDTH + COLUMN_GAP) - COLUMN_GAP, bottom + 34
    rects = [(box.part, box.left, box.top, WIDTH, box.height) for box in boxes.values() if box.lines]
    words = [text for box in boxes.values() for text in _text_of(box)]
    for part, left, word in _legend(lang):
        rects.append((part, left, bottom + 12, 18, 14))
        words.append(_text(left + 24, bottom + 24, word))
    size = f'width="{width}" height="{height:g}"'
    parts = (
        f"<title>{escape(say('handbook.manual.graph.title', lang, title=rule.title), quote=False)}</title>",
        f"<desc>{escape(in_words(layout.nodes, lang), quote=False)}</desc>",
        f"<style>@media(prefers-color-scheme:dark){{{_DARK}}}</style>",
        _group("ground", [f"<rect {size}/>"]),
        _group("line", (_line(boxes[left], boxes[right]) for left, right in layout.edges)),
        *(_group(part, (_rect(*rect) for of, *rect in rects if of == part)) for part in _PARTS),
        _group("words", words),
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" {size} role="img" lang="{lang}"'
    return f'{head} font-family="system-ui,sans-serif" font-size="14">' + "\n".join(parts) + "</svg>\n"


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


def _place(columns: Sequence[Sequence[_Box]]) -> float:
    """Give every box its height; each column stands in the middle. Returns where the tallest ends."""
    heights = [sum(box.height + GAP for box in column) - GAP for column in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights):
        top = MARGIN + (tallest - height) / 2
        for box in column:
            box.top = top
            top += box.height + GAP
    return MARGIN + tallest


def _wrapped(text: str) -> tuple[str, ...]:
    """The lines of a box: Chinese breaks anywhere, English between words."""
    lines, line, taken = list[str](), "", 0
    for piece in _pieces(text):
        if line and taken + _size(piece.rstrip()) > _PER_LINE:
            lines.append(line.rstrip())
            line, taken = "", 0
        line += piece
        taken += _size(piece)
    return (*lines, line.rstrip())


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for sign in text:
        is_wide = _size(sign) > 1
        if is_wide and word:
            yield word
            word = ""
        word += sign
        if is_wide or sign == " ":
            yield word
            word = ""
    if word:
        yield word


def _size(text: str) -> int:
    """How many halves of a square it takes."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _line(left: _Box, right: _Box) -> str:
    x, y, end, bend = left.left + WIDTH, left.middle, right.left, right.middle
    half = (end - x) / 2
    through = "" if right.lines else f"H{end + WIDTH}"
    return f'<path d="M{x} {y:g}C{x + half:g} {y:g} {x + half:g} {bend:g} {end} {bend:g}{through}"/>'


def _rect(left: float, top: float, width: float, height: float) -> str:
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" rx="6"/>'


def _text_of(box: _Box) -> Iterator[str]:
    for number, line in enumerate(box.lines):
        yield _text(box.left + PADDING, box.top + PADDING + 14 + LINE * number, line)


def _text(left: float, bottom: float, text: str) -> str:
    return f'<text x="{left:g}" y="{bottom:g}">{escape(text, quote=False)}</text>'


def _group(name: str, parts: Iterable[str]) -> str:
    (fill, stroke), _ = _LOOKS[name]
    strong = ' stroke-width="3"' if name == "result" else ""
    return f'<g class="{name}" fill="{fill}" stroke="{stroke}"{strong}>{"".join(parts)}</g>'


def _legend(lang: Lang) -> Iterator[tuple[str, int, str]]:
    """What the looks of the boxes mean: a part, how far from the left, a word."""
    left = MARGIN
    for part in _PARTS:
        word = say(f"handbook.manual.graph.{part}", lang)
        yield part, left, word
        left += 24 + _size(word) * 8 + 14

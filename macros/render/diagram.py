"""The steps of a workflow as SVG: readable on a phone, coloured by the page's style sheet, each step a link."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from macros.render.markdown import escape

WIDTH = 360
_BOX, _GAP, _INDENT, _LINE = 56, 22, 60, 18
_TEXT_LEFT, _TITLE_SIZE = 46, 15


@dataclass(frozen=True)
class Step:
    """One step: its title, who takes it, its time limit in words (may be empty), and where it is explained."""

    title: str
    actor: str
    deadline: str
    target: str

    @property
    def words(self) -> str:
        """The step in one line, for those who cannot see the picture."""
        details = " · ".join(part for part in (self.actor, self.deadline) if part)
        return f"{self.title} ({details})" if details else self.title


@dataclass(frozen=True)
class _Box:
    step: Step
    number: int
    left: int
    top: int
    width: int
    height: int
    lines: tuple[str, ...]
    lane: int


def draw_steps(steps: Sequence[Step], title: str, description: str) -> Markup:
    """An inline SVG. Where several people act, the boxes of the second and further ones stand to the right."""
    boxes = _lay_out(steps)
    height = boxes[-1].top + boxes[-1].height + 2
    arrows = "".join(_arrow(a, b) for a, b in pairwise(boxes))
    return Markup(
        f'<svg class="hb-steps" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{escape(title)}">'
        f"<desc>{escape(description)}</desc>{arrows}{''.join(_draw(box) for box in boxes)}</svg>"
    )


def _lay_out(steps: Sequence[Step]) -> list[_Box]:
    actors = list(dict.fromkeys(step.actor for step in steps))
    indent = _INDENT if len(actors) > 1 else 0
    boxes: list[_Box] = []
    top = 2
    for number, step in enumerate(steps, 1):
        lane = actors.index(step.actor)
        width = WIDTH - 4 - indent
        lines = _wrap(step.title, width - _TEXT_LEFT - 10)
        height = _BOX + _LINE * (len(lines) - 1)
        boxes.append(_Box(step, number, 2 + min(lane, 1) * indent, top, width, height, lines, lane))
        top += height + _GAP
    return boxes


def _draw(box: _Box) -> str:
    x, y = box.left, box.top
    middle = y + box.height / 2
    title = "".join(
        f'<text class="hb-steps__title" x="{x + _TEXT_LEFT}" y="{y + 23 + _LINE * index}">{escape(line)}</text>'
        for index, line in enumerate(box.lines)
    )
    below = y + box.height - 12
    deadline = f'<tspan class="hb-steps__time" dx="8">{escape(box.step.deadline)}</tspan>' if box.step.deadline else ""
    actor = f'<text class="hb-steps__actor" x="{x + _TEXT_LEFT}" y="{below}">{escape(box.step.actor)}{deadline}</text>'
    return (
        f'<a href="{escape(box.step.target)}" class="hb-steps__step hb-steps__step--{min(box.lane, 1)}">'
        f'<rect x="{x}" y="{y}" width="{box.width}" height="{box.height}" rx="10"/>'
        f'<circle cx="{x + 24}" cy="{middle:g}" r="14"/>'
        f'<text class="hb-steps__number" x="{x + 24}" y="{middle + 5:g}">{box.number}</text>'
        f"{title}{actor}</a>"
    )


def _arrow(a: _Box, b: _Box) -> str:
    x, start, end = WIDTH // 2, a.top + a.height, b.top
    return f'<path class="hb-steps__arrow" d="M{x} {start}V{end - 3}m-5 -6l5 6l5 -6"/>'


def _wrap(title: str, room: float) -> tuple[str, ...]:
    """Break at spaces where the title is wider than `room`."""
    lines, line = [], ""
    for word in title.split(" "):
        longer = f"{line} {word}".strip()
        if line and _width(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)


def _width(text: str) -> float:
    return sum(_TITLE_SIZE if unicodedata.east_asian_width(sign) in "WF" else _TITLE_SIZE * 0.56 for sign in text)

"""A report as one HTML file without scripts, to be opened, mailed or printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from handbook.impact.report.blocks import Report


def as_html(report: Report) -> str:
    """The report as a page of its own."""
    return _template("report.html.j2").render(report=report)


def as_part(report: Report) -> str:
    """The report as a part to put into another page."""
    return _template("part.html.j2").render(report=report)


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.tests["a"] = lambda block, name: type(block).__name__ == name
    return env.get_template(name)

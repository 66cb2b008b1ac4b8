"""A report as one HTML file without scripts, to be opened, mailed or printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from handbook.impact.differences.compare import Impact
from handbook.impact.report.report import report
from handbook.lang.words import Lang


def as_html(impact: Impact, lang: Lang) -> str:
    """The report as a page of its own."""
    return _template("report.html.j2").render(document=report(impact, lang))


def as_part(impact: Impact, lang: Lang) -> str:
    """The report as a part to put into another page."""
    return _template("part.html.j2").render(document=report(impact, lang))


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.tests["a"] = lambda block, name: type(block).__name__ == name
    return env.get_template(name)

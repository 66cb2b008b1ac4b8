"""One calculation on the command line: what is entered, its rule, its working in print."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from handbook.calc.filling import fill
from handbook.calc.report import Report
from handbook.commands.console import BadValue, Misused
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from handbook.problems.lookups import Unknown
from handbook.rules.inputs import BadInput
from handbook.rules.rule import Rule
from handbook.rules.run import run


class Entry(click.ParamType[tuple[str, str]]):
    """An option `name=value`."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, sign, text = str(value).partition("=")
        if not sign or not name.strip():
            raise BadValue(Phrase("handbook.commands.calc.not_a_pair", {"value": value}), param, ctx)
        return name.strip(), text


class Names(click.ParamType[tuple[str, ...]]):
    """An option with names, parted by commas as people write them: `late,absent_days`, `迟到、旷工`."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in re.split("[,，、]", str(value)) if name.strip())


def find_rule(book: PolicyBook, name: str, lang: Lang) -> Rule | None:
    """A rule; None, and reported, where no rule's name is anything like it. Raises Unknown where one is."""
    try:
        return book.rule(name)
    except Unknown as unknown:
        if unknown.near:
            raise
    click.echo(say("handbook.commands.calc.unknown", lang, name=name), err=True)
    return None


def day_of(rule: Rule, asked: date | None, today: date) -> date:
    """The day whose policy counts. Raises Misused where one is asked for and the rule takes that of an input."""
    if asked and rule.as_of:
        entry = rule.input(rule.as_of)
        name = entry.label if entry else rule.as_of
        raise Misused(Phrase("handbook.commands.calc.as_of", {"name": name, "id": rule.as_of}))
    return asked or today


def print_calculation(
    book: PolicyBook,
    rule: Rule,
    entered: Sequence[tuple[str, str]],
    on: date,
    lang: Lang,
    as_data: bool = False,
    *,
    tried: bool = False,
) -> int:
    """Print a calculation with its working, or why there is none; returns the exit status."""
    try:
        filled = fill(rule, entered, on, tried=tried)
    except BadInput as bad:
        return print_bad(bad, lang)
    trace = run(rule, filled.values, on)
    report = Report(book, trace, filled, lang)
    if filled.contradicted:
        for line in report.contradicted_lines():
            click.echo(line, err=True)
        return 1
    if report.example_line():
        click.echo(report.example_line(), err=as_data or trace.refusal is not None)
    for line in report.ignored_lines():
        click.echo(line, err=True)
    if as_data:
        click.echo(json.dumps(report.data(), ensure_ascii=False, indent=2))
    elif trace.refusal:
        click.echo(report.refusal_line(), err=True)
    else:
        title, *lines = report.lines()
        click.secho(title, bold=True)
        click.echo("\n".join(lines))
    return 1 if trace.refusal else 0


def print_bad(bad: BadInput, lang: Lang) -> int:
    """Print what is wrong with what was entered; returns the exit status."""
    for error in bad.errors:
        click.echo(error.text(lang), err=True)
    return 1

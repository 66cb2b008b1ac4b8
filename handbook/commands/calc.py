"""The command `handbook calc`: one calculation with its working, the list of rules, or a whole sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.calc.filling import fill
from handbook.calc.listing import rule_data, rule_lines
from handbook.calc.report import Report
from handbook.calc.sheet import ENDINGS
from handbook.calc.sheet_error import SheetError
from handbook.calc.sheet_work import CalcRequest, SheetCalculation, report_path
from handbook.commands.console import BadValue, BilingualCommand, DayOption, Misused, policy_options
from handbook.commands.outputs import Outputs, force_option
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
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


@click.command("calc", cls=BilingualCommand, help="handbook.help.calc", epilog="handbook.commands.calc.examples")
@click.argument("rule", required=False)
@click.option("--input", "entered", type=Entry(), multiple=True, help="handbook.commands.calc.input")
@click.option("--on", type=DayOption(), default=None, help="handbook.commands.calc.on")
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
@click.option("--list", "listing", is_flag=True, help="handbook.commands.calc.list")
@click.option("--all", "every", is_flag=True, help="handbook.commands.calc.all")
@click.option(
    "--csv",
    "--sheet",
    "given",
    type=click.Path(path_type=Path),
    metavar="IN",
    help="handbook.commands.calc.csv",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="OUT", help="handbook.commands.calc.out")
@force_option
@click.option("--full", is_flag=True, help="handbook.commands.calc.full")
@policy_options
def calc(
    rule: str | None,
    entered: Sequence[tuple[str, str]],
    on: date | None,
    as_data: bool,
    listing: bool,
    every: bool,
    given: Path | None,
    out: Path | None,
    force: bool,
    full: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Print a calculation or the rules, or write a sheet; the exit status is 1 where something cannot be worked out."""
    _check_together(rule, as_data, listing, every, given, out, full)
    if given and out:
        _check_places(given, out, data, force)
    book, asked = open_book(data, today), CalcRequest(entered, on, lang, today)
    found = _find(book, rule, lang) if rule else None
    if listing:
        chosen = [found] if found else [each for each in book.rules.values() if each.listed or every]
        return 1 if rule and not found else _list(chosen, as_data, lang)
    if found is None:
        return 1
    if on and found.as_of:
        raise Misused(Phrase("handbook.commands.calc.as_of", {"name": found.as_of}))
    try:
        if given and out:
            return SheetCalculation(found, asked, given, out, full).work()
        return _print(book, found, asked, as_data)
    except BadInput as bad:
        for error in bad.errors:
            click.echo(error.text(lang), err=True)
    except SheetError as error:
        for line in error.lines(lang):
            click.echo(f"✗ {line}", err=True)
    return 1


def _check_together(
    rule: str | None, as_data: bool, listing: bool, every: bool, given: Path | None, out: Path | None, full: bool
) -> None:
    """Options that need each other or exclude each other. Raises Misused."""
    for holds, key in (
        (not rule and not listing, "handbook.commands.calc.no_rule"),
        (every and not listing, "handbook.commands.calc.all_alone"),
        (bool(given) != bool(out), "handbook.commands.calc.csv_and_out"),
        (full and not given, "handbook.commands.calc.full_alone"),
        (bool(given) and (as_data or listing), "handbook.commands.calc.csv_alone"),
    ):
        if holds:
            raise Misused(Phrase(key))
    for path in (given, out):
        if path is not None and path.suffix.lower() not in ENDINGS:
            raise Misused(Phrase("handbook.commands.calc.ending", {"path": path}))


def _check_places(given: Path, out: Path, data: Path, force: bool) -> None:
    """Where the results and the report of the rows without any are to stand. Raises Misused or CommandRefused."""
    report = report_path(out)
    Outputs(data, force, {"--out": out, str(report): report}, {"--csv": given}).refuse_existing(out, report)


def _find(book: PolicyBook, name: str, lang: Lang) -> Rule | None:
    """A rule; None, and reported, where no rule's name is anything like it. Raises Unknown where one is."""
    try:
        return book.rule(name)
    except Unknown as unknown:
        if unknown.near:
            raise
    click.echo(say("handbook.commands.calc.unknown", lang, name=name), err=True)
    return None


def _list(rules: Sequence[Rule], as_data: bool, lang: Lang) -> int:
    if as_data:
        click.echo(json.dumps([rule_data(rule, lang) for rule in rules], ensure_ascii=False, indent=2))
        return 0
    for number, rule in enumerate(rules):
        first, *rest = rule_lines(rule, lang)
        click.secho(("\n" if number else "") + first, bold=True)
        click.echo("\n".join(rest))
    return 0


def _print(book: PolicyBook, rule: Rule, asked: CalcRequest, as_data: bool) -> int:
    filled = fill(rule, asked.entered)
    trace = run(rule, filled.values, asked.on or asked.today)
    report = Report(book, trace, filled, asked.lang)
    if report.example_line():
        click.echo(report.example_line(), err=as_data or trace.refusal is not None)
    if as_data:
        click.echo(json.dumps(report.data(), ensure_ascii=False, indent=2))
    elif trace.refusal:
        click.echo(report.refusal_line(), err=True)
    else:
        title, *lines = report.lines()
        click.secho(title, bold=True)
        click.echo("\n".join(lines))
    return 1 if trace.refusal else 0

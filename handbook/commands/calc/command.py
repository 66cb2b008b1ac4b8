"""The command `handbook calc`: one calculation with its working, the list of rules, or a whole sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from handbook.calc.listing import rule_data, rule_lines
from handbook.calc.sheet_work import CalcRequest, SheetCalculation, report_path
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.reading import ENDINGS
from handbook.commands.calc.single import Entry, Names, day_of, find_rule, print_bad, print_calculation
from handbook.commands.console import BilingualCommand, DayOption, Misused, policy_options
from handbook.commands.outputs import Outputs, force_option
from handbook.lang.catalogue import Phrase
from handbook.lang.languages import Lang
from handbook.policy.load import open_book
from handbook.rules.inputs import BadInput
from handbook.rules.rule import Rule


@click.command("calc", cls=BilingualCommand, help="handbook.help.calc", epilog="handbook.commands.calc.examples")
@click.argument("rule", required=False)
@click.option("--input", "entered", type=Entry(), multiple=True, help="handbook.commands.calc.input")
@click.option("--on", type=DayOption(as_typed=True), default=None, help="handbook.commands.calc.on")
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
@click.option("--without", type=Names(), multiple=True, help="handbook.commands.calc.without")
@click.option("--worksheet", metavar="TITLE", help="handbook.commands.calc.worksheet")
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
    without: Sequence[tuple[str, ...]],
    worksheet: str | None,
    full: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Print a calculation or the rules, or write a sheet; the exit status is 1 where something cannot be worked out."""
    _check_together(rule, as_data, listing, every, given, out, full, bool(without or worksheet))
    if given and out:
        _check_places(given, out, data, force)
    book, asked = open_book(data, today), CalcRequest(entered, on, lang, today, sum(without, ()), worksheet)
    found = find_rule(book, rule, lang) if rule else None
    if listing:
        chosen = [found] if found else [each for each in book.rules.values() if each.listed or every]
        return 1 if rule and not found else _list(chosen, as_data, lang)
    if found is None:
        return 1
    day = day_of(found, on, today)
    if not given or not out:
        return print_calculation(book, found, entered, day, lang, as_data)
    try:
        return SheetCalculation(found, asked, given, out, full).work()
    except BadInput as bad:
        return print_bad(bad, lang)
    except SheetError as error:
        for line in error.lines(lang):
            click.echo(f"✗ {line}", err=True)
    return 1


def _check_together(
    rule: str | None,
    as_data: bool,
    listing: bool,
    every: bool,
    given: Path | None,
    out: Path | None,
    full: bool,
    of_sheet: bool,
) -> None:
    """Options that need each other or exclude each other. Raises Misused."""
    for holds, key in (
        (not rule and not listing, "handbook.commands.calc.no_rule"),
        (every and not listing, "handbook.commands.calc.all_alone"),
        (bool(given) != bool(out), "handbook.commands.calc.csv_and_out"),
        (full and not given, "handbook.commands.calc.full_alone"),
        (of_sheet and not given, "handbook.commands.calc.sheet_only"),
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


def _list(rules: Sequence[Rule], as_data: bool, lang: Lang) -> int:
    if as_data:
        click.echo(json.dumps([rule_data(rule, lang) for rule in rules], ensure_ascii=False, indent=2))
        return 0
    for number, rule in enumerate(rules):
        first, *rest = rule_lines(rule, lang)
        click.secho(("\n" if number else "") + first, bold=True)
        click.echo("\n".join(rest))
    return 0

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
from handbook.commands.console import BadValue, BilingualGroup, Day, Misused, Say, examples, policy_options, say_help
from handbook.commands.outputs import Outputs, force_option
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook, Unknown
from handbook.policy.load import open_book
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
            zh, en = f"“{value}”：要写成 名称=值", f"“{value}”: write name=value"
            raise BadValue(f"{zh}，例如 base=4500。", f"{en}, for example base=4500.", param, ctx)
        return name.strip(), text


@click.command(
    "calc",
    cls=BilingualGroup.command_class,
    help=say_help(
        "按规则算一笔账，逐行写明算法和依据；或者算整张表。",
        "Work something out by a rule, line by line with its sources; or a whole sheet.",
    ),
    epilog=examples(
        "handbook calc --list",
        'handbook calc attendance_deduction --input base=4500 --input "late=8;12;45" --on 2026-03-31',
        'handbook calc dismissal_review --input "absences=2026-03-02,1;2026-03-03,0.5" --lang en',
        "handbook calc month_pay --csv 三月.xlsx --out 三月结果.xlsx",
    ),
)
@click.argument("rule", required=False)
@click.option(
    "--input",
    "entered",
    type=Entry(),
    multiple=True,
    help=say_help("填一项，可以重复；没填的用默认值或例子", "one input; repeat it for others; else default or example"),
)
@click.option(
    "--on", type=Day(), default=None, help=say_help("按哪一天的规定（默认今天）", "the day whose rules apply (today)")
)
@click.option("--json", "as_data", is_flag=True, help=say_help("输出 JSON", "print JSON"))
@click.option("--list", "listing", is_flag=True, help=say_help("列出规则和要填的内容", "list the rules and inputs"))
@click.option("--all", "every", is_flag=True, help=say_help("连同只供别的规则用的", "with --list: building blocks too"))
@click.option(
    "--csv",
    "--sheet",
    "given",
    type=click.Path(path_type=Path),
    metavar="IN",
    help=say_help("算整张表（.csv 或 .xlsx），一行一笔", "work out a sheet (.csv or .xlsx), each row for itself"),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help=say_help("结果写到哪里（.csv 或 .xlsx）", "where the results go (.csv or .xlsx)"),
)
@force_option
@click.option("--full", is_flag=True, help=say_help("结果表里写出每一步", "every step in the sheet of results"))
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
    book, asked = open_book(data, today), CalcRequest(entered, on, data, lang, today)
    found = _find(book, rule, lang) if rule else None
    if listing:
        chosen = [found] if found else [each for each in book.rules.values() if each.listed or every]
        return 1 if rule and not found else _list(chosen, as_data, lang)
    if found is None:
        return 1
    if on and found.as_of:
        raise Misused(
            f"这条规则按 {found.as_of} 那天的规定算，不用 --on。",
            f"This rule takes its day from {found.as_of}, not --on.",
        )
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
    for holds, zh, en in (
        (not rule and not listing, "要写规则名，或者用 --list。", "Name a rule, or use --list."),
        (every and not listing, "--all 只和 --list 一起用。", "--all goes with --list."),
        (bool(given) != bool(out), "--csv 和 --out 要一起用。", "--csv and --out go together."),
        (full and not given, "--full 只和 --csv 一起用。", "--full goes with --csv."),
        (
            bool(given) and (as_data or listing),
            "--csv 不和 --json、--list 一起用。",
            "--csv excludes --json and --list.",
        ),
    ):
        if holds:
            raise Misused(zh, en)
    for path in (given, out):
        if path is not None and path.suffix.lower() not in ENDINGS:
            raise Misused(f"{path}：文件名要以 .csv 或 .xlsx 结尾。", f"{path}: the name must end in .csv or .xlsx.")


def _check_places(given: Path, out: Path, data: Path, force: bool) -> None:
    """Where the results and the report of the rows without any are to stand. Raises Misused or Refused."""
    report = report_path(out)
    Outputs(data, force, {"--out": out, str(report): report}, {"--csv": given}).refuse_existing(out, report)


def _find(book: PolicyBook, name: str, lang: Lang) -> Rule | None:
    """A rule; None, and told, where no rule's name is anything like it. Raises Unknown where one is."""
    try:
        return book.rule(name)
    except Unknown as unknown:
        if unknown.near:
            raise
    zh, en = (
        f"没有规则“{name}”；用 handbook calc --list 看有哪些",
        f"there is no rule “{name}”; see handbook calc --list",
    )
    click.echo(Say(lang)(zh, en), err=True)
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

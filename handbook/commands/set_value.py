"""`handbook set` and `handbook unset`: one value changed in its file, checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualGroup, Day, Say, examples, policy_options, say_help
from handbook.edit.proposal import NewValue, Proposal, propose_value, propose_without
from handbook.edit.store import alone, write
from handbook.files.yaml_writing import read_value
from handbook.impact.differences.compare import compare
from handbook.impact.report.compose import compose
from handbook.impact.report.text import as_text
from handbook.lang.languages import Lang

_DRY = click.option("--dry-run", is_flag=True, help=say_help("只看会怎样，不保存", "show what would be, save nothing"))


@click.command(
    "set",
    cls=BilingualGroup.command_class,
    help=say_help(
        "定一个参数从某天起的值：检查通过才写进文件，并说明有什么影响。",
        "Give a parameter a value from a day on: checked before it is written, with a report of what it does.",
    ),
    epilog=examples(
        "handbook set attendance.minor_fine 35 --from 2027-07-01",
        "handbook set attendance.minor_fine 35 --from 2027-07-01 --decided 2027-05-10 --ref 职代会〔2027〕2号",
        "handbook set attendance.cap_at_pay_lost true --from 2027-07-01 --dry-run",
        "handbook set organization.name '{zh: 甲物流有限公司, en: Jia Logistics Ltd}' --from 2027-07-01",
    ),
)
@click.argument("name")
@click.argument("value")
@click.option("--from", "since", type=Day(), required=True, help=say_help("从哪天起执行", "the day it begins to apply"))
@click.option("--decided", type=Day(), help=say_help("哪天决定的", "the day of the decision"))
@click.option("--ref", help=say_help("决定的文号", "the decision's number"))
@click.option("--note", help=say_help("为什么改（中文）", "why, in Chinese"))
@click.option("--note-en", help=say_help("为什么改（英文）", "why, in English"))
@click.option(
    "--correct-past",
    is_flag=True,
    help=say_help("更正以前记错的值（沿革本来不改）", "correct a value of the past that was recorded wrongly"),
)
@_DRY
@policy_options
def set_value(
    name: str,
    value: str,
    since: date,
    decided: date | None,
    ref: str | None,
    note: str | None,
    note_en: str | None,
    correct_past: bool,
    dry_run: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Splice one value into its file."""
    if bool(note) != bool(note_en):
        raise click.UsageError("--note 和 --note-en 要一起写。 Give --note and --note-en together.")
    words = {"zh": note, "en": note_en} if note and note_en else None
    new = NewValue(since, read_value(value), decided, ref, words)
    return _carry_out(lambda: propose_value(data, name, new, today, correct_past), data, today, lang, dry_run)


@click.command(
    "unset",
    cls=BilingualGroup.command_class,
    help=say_help(
        "撤回一个已定而未生效的值；已经生效的是沿革，不能撤回。",
        "Take back a scheduled value; one that has begun to apply is history and stays.",
    ),
    epilog=examples(
        "handbook unset attendance.minor_fine", "handbook unset attendance.minor_fine --from 2027-01-01 --dry-run"
    ),
)
@click.argument("name")
@click.option("--from", "since", type=Day(), help=say_help("撤回从哪天起的值", "the day from which it would apply"))
@_DRY
@policy_options
def unset_value(name: str, since: date | None, dry_run: bool, data: Path, lang: Lang, today: date) -> int:
    """Cut one scheduled value out of its file."""
    return _carry_out(lambda: propose_without(data, name, since, today), data, today, lang, dry_run)


def _carry_out(propose: Callable[[], Proposal], data: Path, today: date, lang: Lang, dry_run: bool) -> int:
    """Make the proposal and write it, while nobody else writes; a try alone disturbs nobody."""
    if dry_run:
        _tell(propose(), data, today, lang)
        click.echo(Say(lang)("没有保存（--dry-run）。", "Nothing was saved (--dry-run)."))
        return 0
    with alone(data):
        proposal = propose()
        _tell(proposal, data, today, lang)
        write(proposal)
    click.secho(Say(lang)(f"✓ 已写入 {proposal.file}", f"✓ written to {proposal.file}"), fg="green")
    return 0


def _tell(proposal: Proposal, data: Path, today: date, lang: Lang) -> None:
    click.echo(coloured(proposal.diff()))
    click.echo()
    before, after = proposal.books
    click.echo(as_text(compose(compare(before, after, today, data, data), lang)))
    for problem in proposal.new_warnings:
        click.echo(problem.line(lang))


def coloured(diff: str) -> str:
    """A diff with its added and removed lines in colour, where colours are shown."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    rows = diff.splitlines()
    return "\n".join(click.style(row, fg=colours[row[0]]) if row[:1] in colours else row for row in rows)

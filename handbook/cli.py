"""The command `handbook`: check the policy, look up a parameter, list what there is."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from handbook.commands.calc import calc
from handbook.commands.console import BilingualGroup, Day, Say, examples, policy_options, say_help, widths
from handbook.commands.diff import diff
from handbook.commands.guardrails import guardrails
from handbook.commands.next_change import next_change
from handbook.commands.schema import schema
from handbook.commands.set_value import set_value, unset_value
from handbook.lang.languages import Lang
from handbook.policy.book import Clause, Parameter, PolicyBook, Unknown
from handbook.policy.load import Loaded, load, open_book
from handbook.problems.problem import as_github, as_json
from handbook.schema.timeline import Dated
from handbook.schema.values import Value

_OFFERED = "handbook.commands"


class _Commands(BilingualGroup):
    """The commands of this floor, and those that floors above offer under the entry point `handbook.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *(point.name for point in entry_points(group=_OFFERED))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for point in entry_points(group=_OFFERED, name=cmd_name):
            command: click.Command = point.load()
            return command
        return super().get_command(ctx, cmd_name)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit, with one of the statuses of `handbook.commands.program`."""
    gc.set_threshold(100_000, 20, 50)  # a command loads much, keeps it, and ends: looking for garbage costs a sixth
    sys.exit(_handbook.run(list(argv) if argv is not None else sys.argv[1:], "handbook"))


@click.group(
    cls=_Commands,
    help=say_help("员工手册：检查制度数据，查参数和条款。", "The handbook: check the policy's data, look things up."),
    epilog=examples("handbook check", "handbook param attendance.minor_fine", "handbook list --clauses"),
)
def _handbook() -> None:
    pass


_handbook.add_command(calc)
_handbook.add_command(diff)
_handbook.add_command(guardrails)
_handbook.add_command(next_change)
_handbook.add_command(schema)
_handbook.add_command(set_value)
_handbook.add_command(unset_value)


@_handbook.command(
    "check",
    help=say_help(
        "检查制度数据，一次列出所有问题；有错误时退出码为 1。",
        "Check the policy's data; list every problem at once; exit 1 on errors.",
    ),
    epilog=examples("handbook check", "handbook check --lang en --format json", "handbook check --today 2027-01-01"),
)
@policy_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help=say_help("输出格式", "how to print the problems"),
)
def check(data: Path, lang: Lang, today: date, form: str) -> int:
    """Print problems; the exit status is 1 where one of them is an error."""
    loaded = load(data, today)
    if form == "json":
        click.echo(as_json(loaded.problems, lang))
    else:
        for problem in loaded.problems:
            click.echo(as_github(problem, lang) if form == "github" else problem.line(lang))
        click.echo(_summary(loaded, today, lang), err=loaded.book is None)
    return 1 if loaded.errors else 0


# What a policy can do without, and that must be said.
_ABSENT = {
    "guardrails.yml": ("法律界限", "legal limits"),
    "consistency.yml": ("参数之间的关系", "consistency rules"),
    "calendar/": ("放假安排", "calendars"),
    "rules/": ("计算规则", "calculation rules"),
    "cases/": ("例题", "worked cases"),
    "questions/": ("题目", "questions"),
}


def _summary(loaded: Loaded, today: date, lang: Lang) -> str:
    say, book, errors = Say(lang), loaded.book, len(loaded.errors)
    warnings = len(loaded.problems) - errors
    if book is None:
        return say(
            f"✗ {errors} 个错误，{warnings} 个提醒", f"✗ {_count(errors, 'error')}, {_count(warnings, 'warning')}"
        )
    counts = f"{len(book.chapters)} 章 {len(book.clauses)} 条，{len(book.parameters)} 个参数，{len(book.terms)} 个术语"
    worked = f"{len(book.rules)} 条规则，{len(book.cases)} 个例题"
    zh = [f"✓ 检查通过：{counts}，{worked}"]
    en = [
        f"✓ all is well: {len(book.chapters)} chapters, {len(book.clauses)} clauses, {len(book.parameters)} parameters,"
        f" {len(book.terms)} terms, {len(book.rules)} rules, {len(book.cases)} worked cases"
    ]
    if warnings:
        zh.append(f"{warnings} 个提醒")
        en.append(_count(warnings, "warning"))
    if loaded.absent:
        zh.append("没有" + "、".join(_ABSENT.get(name, (name,))[0] for name in loaded.absent))
        en.append(", ".join(f"no {_ABSENT.get(name, (name, name))[1]}" for name in loaded.absent))
    known = sum(1 for each in book.guardrails if each.now(today) and each.acknowledged(today))
    if known:
        zh.append(f"{known} 项法律提示已有人确认（handbook guardrails）")
        en.append(f"{_count(known, 'legal limit')} passed and acknowledged (handbook guardrails)")
    return say("；".join(zh), "; ".join(en))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@_handbook.command(
    "param",
    help=say_help(
        "查一个参数：现值、单位、沿革、哪些条款用到它。",
        "One parameter: value, unit, history, and the clauses that use it.",
    ),
    epilog=examples(
        "handbook param attendance.minor_fine", "handbook param attendance.minor_fine --on 2027-01-01 --json"
    ),
)
@click.argument("name")
@click.option(
    "--on", type=Day(), default=None, help=say_help("查哪一天的值（默认今天）", "the day asked about (default: today)")
)
@click.option("--json", "as_data", is_flag=True, help=say_help("输出 JSON", "print JSON"))
@policy_options
def param(name: str, on: date | None, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print one parameter as of a day."""
    book, day = open_book(data, today), on or today
    parameter = book.param(name)
    if as_data:
        click.echo(_dump(_parameter_data(book, parameter, day)))
        return 0
    entry, say, value = parameter.entry, Say(lang), parameter.say(day, lang)
    click.secho(f"{entry.label[lang]}  {parameter.name}", bold=True)
    click.echo(say(f"{day} 的值：", f"on {day}: ") + value)
    for step in reversed(parameter.timeline.steps):
        click.echo("  " + _history_line(parameter, step, day, lang))
    click.echo(say("为什么：", "why: ") + entry.why[lang])
    if entry.legal:
        click.echo(say("法律依据：", "law: ") + entry.legal[lang])
    click.echo(say("用到它的条款：", "used by:"))
    for clause in book.users(name):
        click.echo(f"  {clause.say_number(lang)}  {clause.entry.title[lang]}  {clause.id}")
    click.echo(say("写在：", "written in: ") + str(parameter.place))
    return 0


def _history_line(parameter: Parameter, step: Dated[Value], day: date, lang: Lang) -> str:
    current = parameter.timeline.at(day).since
    marks = {True: ("● 现行", "● in force"), False: ("○ 以前", "○ before")}[step.since == current]
    if step.since > day:
        marks = ("◌ 已定", "◌ scheduled")
    mark = marks[lang == "en"]
    details = [text for text in (step.ref, step.note[lang] if step.note else None) if text]
    since = f"{step.since} 起" if lang != "en" else f"from {step.since}"
    return f"{mark}  {since}  {parameter.say_step(step, lang)}" + (f"  ({'; '.join(details)})" if details else "")


@_handbook.command(
    "list",
    help=say_help("列出全部参数（或条款）。", "List all parameters (or clauses)."),
    epilog=examples("handbook list", "handbook list attendance", "handbook list --clauses --lang en"),
)
@click.argument("group", required=False)
@click.option("--clauses", is_flag=True, help=say_help("列出条款，而不是参数", "list clauses instead of parameters"))
@click.option("--json", "as_data", is_flag=True, help=say_help("输出 JSON", "print JSON"))
@policy_options
def list_(group: str | None, clauses: bool, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print a table of names, values or titles."""
    book = open_book(data, today)
    known = [chapter.id for chapter in book.chapters] if clauses else list(book.groups)
    if group and group not in known:
        raise Unknown(group, known)
    if clauses:
        chosen = [clause for clause in book.clauses.values() if group in (None, clause.chapter)]
        return _print_clauses(chosen, lang, as_data)
    parameters = [item for item in book.parameters.values() if group in (None, item.group)]
    if as_data:
        click.echo(_dump([_parameter_data(book, item, today) for item in parameters]))
        return 0
    for row in widths([[item.name, _value_or_blank(item, today, lang), item.entry.label[lang]] for item in parameters]):
        click.echo(row)
    return 0


def _print_clauses(clauses: Sequence[Clause], lang: Lang, as_data: bool) -> int:
    if as_data:
        rows = [
            {
                "id": clause.id,
                "number": clause.say_number(lang),
                "title": clause.entry.title[lang],
                "parameters": list(clause.parameters),
                "must_know": clause.entry.must_know,
            }
            for clause in clauses
        ]
        click.echo(_dump(rows))
        return 0
    for row in widths([[clause.id, clause.say_number(lang), clause.entry.title[lang]] for clause in clauses]):
        click.echo(row)
    return 0


def _value_or_blank(parameter: Parameter, day: date, lang: Lang) -> str:
    return parameter.say(day, lang) if parameter.timeline.covers(day) else "—"


def _parameter_data(book: PolicyBook, parameter: Parameter, day: date) -> dict[str, Any]:
    covered = parameter.timeline.covers(day)
    return {
        "name": parameter.name,
        "label": {"zh": parameter.entry.label.zh, "en": parameter.entry.label.en},
        "unit": parameter.unit,
        "on": day,
        "value": parameter.at(day) if covered else None,
        "shown": {"zh": parameter.say(day, "zh"), "en": parameter.say(day, "en")} if covered else None,
        "history": [
            {"from": step.since, "value": step.value, "decided": step.decided, "ref": step.ref}
            for step in parameter.timeline.steps
        ],
        "used_by": [clause.id for clause in book.users(parameter.name)],
        "file": parameter.place.file,
        "line": parameter.place.line,
    }


def _dump(data: object) -> str:
    def plain(value: Any) -> Any:
        return value.model_dump(by_alias=True, exclude_none=True) if hasattr(value, "model_dump") else str(value)

    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)

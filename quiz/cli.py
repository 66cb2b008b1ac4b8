"""The command `quiz`: check the questions, look at them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualGroup, Say, examples, policy_options, say_help
from handbook.lang.languages import Lang
from handbook.lang.typography import aligned
from handbook.policy.book import Unknown
from handbook.problems.problem import as_github, as_json
from quiz.check import Checked, checked_bank, open_bank
from quiz.commands.export import export_bank
from quiz.commands.paper import paper
from quiz.kinds import KINDS
from quiz.question import Question

_LEVELS = {1: ("知道", "know"), 2: ("理解", "understand"), 3: ("运用", "apply")}


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit, with one of the statuses of `handbook.commands.program`."""
    sys.exit(quiz.run(list(argv) if argv is not None else sys.argv[1:], "quiz"))


@click.group(
    cls=BilingualGroup,
    help=say_help("测验：检查题库，看题，出卷，导出。", "The quiz: check the bank, look at it, make papers, export."),
    epilog=examples("quiz check", "quiz list discipline", "quiz show attendance.minor_fine.single"),
)
def quiz() -> None:
    """The group."""


quiz.add_command(paper)
quiz.add_command(export_bank)


@quiz.command(
    "check",
    help=say_help(
        "检查题库：今天和以后每个变更日；有错误时退出码为 1。",
        "Check the bank, today and on every day of change; exit 1 on errors.",
    ),
    epilog=examples("quiz check", "quiz check --lang en --format github", "quiz check --today 2027-01-01"),
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
    checked = checked_bank(data, today)
    if form == "json":
        click.echo(as_json(checked.problems, lang))
    else:
        for problem in checked.problems:
            click.echo(as_github(problem, lang) if form == "github" else problem.line(lang))
        click.echo(_summary(checked, lang), err=bool(checked.errors))
    return 1 if checked.errors else 0


def _summary(checked: Checked, lang: Lang) -> str:
    say, errors, bank = Say(lang), len(checked.errors), checked.bank
    warnings = len(checked.problems) - errors
    if errors:
        return say(f"✗ {errors} 个错误，{warnings} 个提醒", f"✗ errors: {errors}, warnings: {warnings}")
    kinds = Counter(question.kind for question in bank.questions.values())
    told = [f"{kind.title[lang]} {kinds[name]}" for name, kind in KINDS.items() if kinds[name]]
    zh = f"✓ 题库通过：{len(bank.questions)} 道题（{'，'.join(told)}），版本 {bank.version}"
    en = f"✓ the bank is well: {len(bank.questions)} questions ({', '.join(told)}), version {bank.version}"
    return say(zh, en) + (say(f"；{warnings} 个提醒", f"; warnings: {warnings}") if warnings else "")


@quiz.command(
    "list",
    help=say_help("列出题目：全部，或者一章、一条的。", "List the questions: all, or those of a chapter or clause."),
    epilog=examples("quiz list", "quiz list discipline", "quiz list discipline.attendance.late --json"),
)
@click.argument("where", required=False)
@click.option("--json", "as_data", is_flag=True, help=say_help("输出 JSON", "print JSON"))
@policy_options
def list_(where: str | None, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print a table of ids, kinds and stems."""
    bank = open_bank(data, today)
    known = [*(chapter.id for chapter in bank.book.chapters), *bank.book.clauses]
    if where and where not in known:
        raise Unknown(where, known)
    chosen = [each for each in bank.questions.values() if where in (None, each.chapter, each.clause)]
    if as_data:
        click.echo(json.dumps([_row(each, lang) for each in chosen], ensure_ascii=False, indent=2))
        return 0
    for row in aligned([[each.id, each.answer.title[lang], each.stem[lang]] for each in chosen]):
        click.echo(row)
    return 0


def _row(question: Question, lang: Lang) -> dict[str, object]:
    return {
        "id": question.id,
        "hash": question.hash,
        "clause": question.clause,
        "kind": question.kind,
        "level": question.level,
        "source": question.source,
        "stem": question.stem[lang],
        "parameters": list(question.parameters),
    }


@quiz.command(
    "show",
    help=say_help("看一道题：题干、答案、错在哪里、出处。", "One question: stem, key, mistakes, source."),
    epilog=examples("quiz show attendance.minor_fine.single", "quiz show attendance.minor_fine.single --lang en"),
)
@click.argument("id")
@policy_options
def show(id: str, data: Path, lang: Lang, today: date) -> int:
    """Print one question with its key."""
    bank, say = open_bank(data, today), Say(lang)
    if id not in bank.questions:
        raise Unknown(id, bank.questions)
    question = bank.questions[id]
    clause = bank.book.clauses[question.clause]
    level = _LEVELS[question.level][lang == "en"]
    click.secho(question.stem[lang], bold=True)
    for line in question.answer.lines(lang):
        click.echo(f"  {line}")
    click.echo(say("为什么：", "why: ") + question.because[lang])
    click.echo(f"{clause.say_number(lang)} {clause.entry.title[lang]}  {clause.id}")
    click.echo(f"{question.answer.title[lang]} · {level} · {question.id} · {question.hash}")
    return 0

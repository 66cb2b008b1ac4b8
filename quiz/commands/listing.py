"""`quiz list`: the questions, or those of a chapter or clause."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from handbook import BilingualCommand, Lang, Unknown, aligned, policy_options
from quiz.check import open_bank
from quiz.question import Question


@click.command("list", cls=BilingualCommand, help="quiz.help.list", epilog="quiz.commands.list.examples")
@click.argument("where", required=False)
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
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

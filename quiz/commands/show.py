"""`quiz show`: one question with its key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import BilingualCommand, Lang, Unknown, policy_options, say
from quiz.check import open_bank


@click.command("show", cls=BilingualCommand, help="quiz.help.show", epilog="quiz.commands.show.examples")
@click.argument("id")
@policy_options
def show(id: str, data: Path, lang: Lang, today: date) -> int:
    """Print the question, its key, the mistakes and the source."""
    bank = open_bank(data, today)
    if id not in bank.questions:
        raise Unknown(id, bank.questions)
    question = bank.questions[id]
    clause = bank.book.clauses[question.clause]
    level = say(f"quiz.commands.show.level_{question.level}", lang)
    click.secho(question.stem[lang], bold=True)
    for line in question.answer.lines(lang):
        click.echo(f"  {line}")
    click.echo(say("quiz.commands.show.why", lang, because=question.because))
    click.echo(f"{clause.say_number(lang)} {clause.entry.title[lang]}  {clause.id}")
    click.echo(f"{question.answer.title[lang]} · {level} · {question.id} · {question.hash}")
    return 0

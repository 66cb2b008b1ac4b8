"""`quiz paper show`: what a frozen paper is, and which questions are on it."""

from __future__ import annotations

from pathlib import Path

import click

from handbook import BilingualCommand, Lang, aligned, policy_options, say
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile
from quiz.frozen.signs import say_number
from quiz.kinds import KINDS


@click.command("show", cls=BilingualCommand, help="quiz.help.paper_show", epilog="quiz.commands.paper.show_examples")
@click.argument("file", type=click.Path(path_type=Path))
@policy_options
def show(file: Path, lang: Lang, **_policy: object) -> int:
    """Print the head, what was asked for when it was drawn, and a line for each question; no answers."""
    paper = read_paper(file)
    click.secho(paper.paper.title, bold=True)
    for row in aligned([[label, text] for label, text in _facts(paper, lang) if text]):
        click.echo(row)
    for row in aligned(list(_rows(paper, lang))):
        click.echo(row)
    return 0


def _facts(file: FrozenFile, lang: Lang) -> list[tuple[str, str]]:
    paper, drawn = file.paper, file.key.drawn
    facts = {
        "number": say_number(paper.number),
        "company": paper.company,
        "department": paper.department,
        "day": paper.day,
        "language": paper.language,
        "minutes": str(paper.minutes),
        "pass": str(paper.pass_),
        "revision": str(file.key.revision) if file.key.revision > 1 else "",
        "policy": drawn.policy,
        "bank": paper.bank,
        "seed": drawn.seed,
        "chapters": ", ".join(drawn.chapters),
        "roles": ", ".join(drawn.roles),
        "kinds": ", ".join(KINDS[kind].title[lang] for kind in drawn.kinds),
        "mix": ",".join(map(str, drawn.mix)),
        "must_know": say("quiz.commands.paper.fact.yes", lang) if drawn.must_know else "",
        "changed_since": drawn.changed_since or "",
        "without": ", ".join(map(say_number, drawn.without)),
        "reserved": drawn.reserved or "",
    }
    return [(say(f"quiz.commands.paper.fact.{name}", lang), text) for name, text in facts.items()]


def _rows(file: FrozenFile, lang: Lang) -> list[list[str]]:
    return [
        [f"{place}.", KINDS[question.kind].title[lang], key.id, key.clause_number, question.stem.replace("\n", " ")]
        for place, (question, key) in enumerate(zip(file.paper.questions, file.key.questions), 1)
    ]

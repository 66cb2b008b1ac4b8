"""`quiz exam correct`: a key that turned out to be wrong; what was right before stays in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import BilingualCommand, CommandRefused, Lang, OutPath, Outputs, Phrase, force_option, policy_options, say
from quiz.frozen.reading import read_paper
from quiz.grading.correcting import corrected_file
from quiz.grading.typed import NoAnswer


@click.command("correct", cls=BilingualCommand, help="quiz.help.exam_correct", epilog="quiz.commands.correct.examples")
@click.argument("paper", type=click.Path(path_type=Path), metavar="PAPER.paper.json")
@click.option("--question", type=click.IntRange(1, 100), required=True, help="quiz.commands.correct.question")
@click.option("--answer", required=True, help="quiz.commands.correct.answer")
@click.option("--why", required=True, help="quiz.commands.correct.why")
@click.option("--out", type=OutPath(), required=True, help="quiz.commands.correct.out")
@force_option
@policy_options
def correct(
    paper: Path, question: int, answer: str, why: str, out: Path, force: bool, data: Path, lang: Lang, today: date
) -> int:
    """Write the file with its key of the next revision."""
    files = Outputs(data, force, {"--out": out}, {"PAPER": paper})
    file = read_paper(paper)
    facts: dict[str, object] = {"number": question, "answer": answer, "count": len(file.paper.questions)}
    if question > len(file.paper.questions):
        raise CommandRefused(Phrase("quiz.commands.correct.no_question", facts))
    try:
        corrected = corrected_file(file, question - 1, answer, why, today.isoformat())
    except NoAnswer:
        raise CommandRefused(Phrase("quiz.commands.correct.no_answer", facts)) from None
    if corrected is None:
        raise CommandRefused(Phrase("quiz.commands.correct.same", facts))
    files.write({out: corrected.content})
    facts |= {"revision": corrected.key.revision}
    click.echo(say("quiz.commands.correct.done", lang, **facts), err=files.to_stdout)
    return 0

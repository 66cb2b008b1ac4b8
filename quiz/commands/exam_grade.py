"""`quiz exam grade`: what came in of an exam, marked, as the page for grading does it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import (
    BilingualCommand,
    CommandRefused,
    Lang,
    OutPath,
    Outputs,
    Phrase,
    force_option,
    form_of,
    policy_options,
    say,
)
from quiz.exams.pasted import PasteTooLong
from quiz.exams.seats import SeatsFile, read_seats
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile
from quiz.grading.handed_in import read_handed_in
from quiz.grading.results import Results, grade
from quiz.grading.tables import say_told
from quiz.grading.writing import RESULTS

_ENDINGS = {form: (f".{form}",) for form in RESULTS}
_PRIVATE = "private"
_file = click.Path(path_type=Path)


@click.command("grade", cls=BilingualCommand, help="quiz.help.exam_grade", epilog="quiz.commands.grade.examples")
@click.argument("exam", type=_file, metavar="EXAM|PAPER")
@click.argument("answers", type=_file, nargs=-1, required=True)
@click.option("--seats", type=_file, default=None, help="quiz.commands.grade.seats")
@click.option("--count", "counted", multiple=True, metavar="LINE", help="quiz.commands.grade.count")
@click.option("--out", type=OutPath(), required=True, help="quiz.commands.grade.out")
@force_option
@policy_options
def grade_(
    exam: Path,
    answers: tuple[Path, ...],
    seats: Path | None,
    counted: tuple[str, ...],
    out: Path,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,  # noqa: ARG001
) -> int:
    """Write the results, and say what somebody has to look at."""
    paper, seats = _files(exam, seats)
    files = Outputs(data, force, {"--out": out}, {"PAPER": paper, **{str(each): each for each in answers}})
    form = form_of(out, None, _ENDINGS, "json")
    frozen = read_paper(paper)
    results = _graded(frozen, answers, read_seats(seats, frozen.paper) if seats else None, counted)
    files.write({out: RESULTS[form](frozen, results, lang)})
    for line in _summary(results, lang):
        click.echo(line, err=files.to_stdout)
    return 0


def _files(exam: Path, seats: Path | None) -> tuple[Path, Path | None]:
    """The paper and the seats; of an exam's folder those that are in it."""
    if not exam.is_dir():
        return exam, seats
    papers = sorted((exam / _PRIVATE).glob("*.paper.json"))
    if len(papers) != 1:
        raise CommandRefused(Phrase("quiz.commands.grade.no_exam", {"path": exam, "count": len(papers)}))
    return papers[0], seats or next(iter(sorted((exam / _PRIVATE).glob("*.seats.json"))), None)


def _graded(file: FrozenFile, paths: tuple[Path, ...], seats: SeatsFile | None, counted: tuple[str, ...]) -> Results:
    handed = read_handed_in(paths, file.paper)
    chosen = {each if " " in each and not each.startswith("HX") else each.replace(" ", "") for each in counted}
    try:
        return grade(file, handed.text, handed.typed, seats.seats if seats else None, chosen)
    except PasteTooLong as error:
        raise CommandRefused(Phrase("quiz.grading.too_long")) from error


def _summary(results: Results, lang: Lang) -> list[str]:
    passed = sum(each.passed for each in results.people)
    facts = {"count": len(results.people), "passed": passed, "absent": len(results.absent)}
    twice = [each for each in results.people if each.others]
    return [
        say("quiz.commands.grade.done", lang, **facts),
        *(f"! {say_told(each, lang)}\n  {each.text}" for each in results.told),
        *(say("quiz.commands.grade.twice", lang, who=each.name or each.number, text=each.text) for each in twice),
    ]

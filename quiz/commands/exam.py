"""`quiz exam`: make an exam of a frozen paper, and grade it."""

from __future__ import annotations

import click

from handbook import BilingualGroup

_COMMANDS = {
    "correct": "quiz.commands.exam_correct:correct",
    "grade": "quiz.commands.exam_grade:grade_",
    "new": "quiz.commands.exam_new:new",
    "serve": "quiz.commands.exam_serve:serve",
}


@click.group(
    "exam", cls=BilingualGroup, commands_by_name=_COMMANDS, help="quiz.help.exam", epilog="quiz.help.exam_examples"
)
def exam() -> None:
    """The group."""

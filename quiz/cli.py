"""The command `quiz`. Each of its commands is loaded when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from handbook import BilingualGroup

_COMMANDS = {
    "check": "quiz.commands.check:check",
    "exam": "quiz.commands.exam:exam",
    "export": "quiz.commands.export:export_questions",
    "list": "quiz.commands.listing:list_",
    "paper": "quiz.commands.paper:paper",
    "show": "quiz.commands.show:show",
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit, with one of the statuses of `handbook.commands.program`."""
    sys.exit(quiz.run(list(argv) if argv is not None else sys.argv[1:], "quiz"))


@click.group(
    cls=BilingualGroup,
    commands_by_name=_COMMANDS,
    help="quiz.help.program",
    epilog="quiz.help.program_examples",
)
def quiz() -> None:
    """The group."""

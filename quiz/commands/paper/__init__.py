"""`quiz paper`: papers that are made once and kept. Each of its commands is loaded when it is asked for."""

from __future__ import annotations

import click

from handbook import BilingualGroup

_COMMANDS = {
    "check": "quiz.commands.paper.checking:check",
    "key": "quiz.commands.paper.printing:key",
    "new": "quiz.commands.paper.new:new",
    "print": "quiz.commands.paper.printing:print_",
    "show": "quiz.commands.paper.showing:show",
}


@click.group(
    "paper",
    cls=BilingualGroup,
    commands_by_name=_COMMANDS,
    help="quiz.help.paper",
    epilog="quiz.commands.paper.examples",
)
def paper() -> None:
    """The group."""

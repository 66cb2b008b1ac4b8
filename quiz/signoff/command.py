"""`handbook signoff`: sheets to sign, lists of who came, and who has signed."""

from __future__ import annotations

import click

from handbook import BilingualGroup
from quiz.signoff.commands import attendance, check, sheet


@click.group("signoff", cls=BilingualGroup, help="quiz.help.signoff", epilog="quiz.signoff.command.examples")
def signoff() -> None:
    """The group."""


for command in (attendance, check, sheet):
    signoff.add_command(command)

"""`handbook rule`: writing rules. Each of its commands is loaded when it is asked for."""

from __future__ import annotations

import click

from handbook.commands.console import BilingualGroup

_COMMANDS = {
    "guide": "handbook.commands.rule.guide:guide",
    "new": "handbook.commands.rule.new:new",
    "try": "handbook.commands.rule.trying:try_",
    "draw": "handbook.commands.rule.draw:draw",
}


@click.group(
    "rule",
    cls=BilingualGroup,
    commands_by_name=_COMMANDS,
    help="handbook.help.rule",
    epilog="handbook.commands.rule.examples",
)
def rule() -> None:
    """The group."""

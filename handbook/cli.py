"""The command `handbook`. Each of its commands is loaded when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

import click

from handbook.commands.console import BilingualGroup, NamedCommand
from handbook.files.installed import entry_points

_COMMANDS = {
    "calc": "handbook.commands.calc.command:calc",
    "check": "handbook.commands.check:check",
    "diff": "handbook.commands.diff:diff",
    "guardrails": "handbook.commands.guardrails:guardrails",
    "list": "handbook.commands.listing:list_",
    "next": "handbook.commands.next_change:next_change",
    "param": "handbook.commands.param:param",
    "rule": "handbook.commands.rule:rule",
    "schema": "handbook.commands.schema:schema",
    "set": "handbook.commands.set_value:set_value",
    "unset": "handbook.commands.set_value:unset_value",
}


class _Commands(BilingualGroup):
    """The commands of this floor, and those that floors above offer."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_offered()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None and cmd_name in (offered := _offered()):
            return NamedCommand(cmd_name, offered[cmd_name])
        return command


@cache
def _offered() -> dict[str, str]:
    """What floors above offer under the entry point `handbook.commands`, as in `_COMMANDS`."""
    return {point.name: point.value for point in entry_points(group="handbook.commands")}


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit, with one of the statuses of `handbook.commands.program`."""
    sys.exit(handbook.run(list(argv) if argv is not None else sys.argv[1:], "handbook"))


@click.group(
    cls=_Commands,
    commands_by_name=_COMMANDS,
    help="handbook.help.program",
    epilog="handbook.help.program_examples",
)
def handbook() -> None:
    """The group."""

"""The command `handbook`. Each of its commands is loaded when it is asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points

import click

from handbook.commands.console import BilingualGroup

_OFFERED = "handbook.commands"
_COMMANDS = {
    "calc": "handbook.commands.calc:calc",
    "check": "handbook.commands.check:check",
    "diff": "handbook.commands.diff:diff",
    "guardrails": "handbook.commands.guardrails:guardrails",
    "list": "handbook.commands.listing:list_",
    "next": "handbook.commands.next_change:next_change",
    "param": "handbook.commands.param:param",
    "schema": "handbook.commands.schema:schema",
    "set": "handbook.commands.set_value:set_value",
    "unset": "handbook.commands.set_value:unset_value",
}


class _Commands(BilingualGroup):
    """The commands of this floor, and those that floors above offer under the entry point `handbook.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *(point.name for point in entry_points(group=_OFFERED))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for point in entry_points(group=_OFFERED, name=cmd_name):
            command: click.Command = point.load()
            return command
        return super().get_command(ctx, cmd_name)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit, with one of the statuses of `handbook.commands.program`."""
    gc.set_threshold(100_000, 20, 50)  # a command loads much, keeps it, and ends: looking for garbage costs a sixth
    sys.exit(handbook.run(list(argv) if argv is not None else sys.argv[1:], "handbook"))


@click.group(
    cls=_Commands,
    commands_by_name=_COMMANDS,
    help="handbook.commands.handbook.help",
    epilog="handbook.commands.handbook.examples",
)
def handbook() -> None:
    """The group."""

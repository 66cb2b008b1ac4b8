"""Every command of both programs, and each command within another, tells what it is for and how it is used."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

import handbook.cli
import quiz.cli
from handbook.commands.console import NamedCommand

PROGRAMS = {"handbook": handbook.cli.handbook, "quiz": quiz.cli.quiz}


def commands(group: click.Group, *words: str, parent: click.Context | None = None) -> Iterator[tuple[str, ...]]:
    """The words of each command of a group, and of those within it."""
    context = click.Context(group, info_name=words[-1], parent=parent)
    for name in group.list_commands(context):
        yield (*words, name)
        command = group.get_command(context, name)
        if isinstance(command, NamedCommand):
            module, _, origin = command.origin.partition(":")
            command = getattr(importlib.import_module(module), origin)
        if isinstance(command, click.Group):
            yield from commands(command, *words, name, parent=context)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_command_has_help_that_is_its_own_and_stands_in_its_list(program: str) -> None:
    group, seen = PROGRAMS[program], set()
    every = list(commands(group, program))
    assert len(every) > 8
    for words in every:
        done = CliRunner().invoke(group, [*words[1:], "--help"])
        assert done.exit_code == 0, words
        said = done.output.split("\n\n")[1].strip()  # behind the usage
        assert said, words
        assert said not in seen, f"{words} says what another says"
        seen.add(said)
        listed = CliRunner().invoke(group, [*words[1:-1], "--help"])
        assert listed.exit_code == 0, words[:-1]
        assert f"  {words[-1]} " in listed.output, words
        assert " ".join(said.split())[:10] in " ".join(listed.output.split()), words

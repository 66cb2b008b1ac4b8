"""What the commands share: options, help in every language, and errors in words, never a traceback."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from unicodedata import normalize

import click

from handbook.commands.click_words import click_words, option_name
from handbook.commands.program import BOTH, in_languages, languages, outcome
from handbook.files.value_typos import date_typo
from handbook.lang.catalogue import Listed, Phrase, Verbatim, say
from handbook.lang.days import parse_day, read_day, today
from handbook.lang.languages import LANGS, Lang, Text
from handbook.problems.lookups import NotInForce, Unknown
from handbook.problems.problem import PolicyError, Problem, as_github, as_json
from handbook.problems.system_errors import reason

F = TypeVar("F", bound=Callable[..., Any])


def _examples(key: str) -> str:
    """An epilogue of examples, one a line; those of all languages, each once."""
    heading = in_languages(Phrase("handbook.help.examples"))
    lines = dict.fromkeys(line for lang in BOTH for line in say(key, lang).splitlines())
    return "\b\n" + heading + "\n" + "\n".join(f"  {line}" for line in lines)


class BadValue(click.BadParameter):
    """The value of an option or argument is wrong; exit status 2. `why` is a sentence."""

    def __init__(self, why: Text, param: click.Parameter | None, ctx: click.Context | None) -> None:
        super().__init__(in_languages(why), ctx, param)
        option = Verbatim(f" {option_name(param)}") if param else Phrase("handbook.commands.an_option")
        self.words: Text = Phrase("handbook.commands.bad_value", {"option": option, "why": why})


class DayOption(click.ParamType[date]):
    """An option that is a date, `2026-07-01`; with `as_typed` also `2026/7/1` and what else is clear."""

    name = "date"

    def __init__(self, *, as_typed: bool = False) -> None:
        self._as_typed = as_typed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = read_day(normalize("NFKC", str(value).strip())) if self._as_typed else parse_day(str(value))
        if day is None:
            typo = date_typo(str(value), quoted=False)
            right = typo[1].get("right", "2026-07-01") if typo else "2026-07-01"
            raise BadValue(Phrase("handbook.commands.bad_day", {"value": value, "right": right}), param, ctx)
        return day


def policy_options(command: F) -> F:
    """`--data`, `--lang` and `--today`, which every command takes."""
    for option in (
        click.option(
            "--today",
            type=DayOption(),
            default=today,
            envvar="HANDBOOK_TODAY",
            help="handbook.commands.options.today",
        ),
        click.option(
            "--lang",
            type=click.Choice(LANGS),
            default="zh",
            envvar="HANDBOOK_LANG",
            show_default=True,
            help="handbook.commands.options.lang",
        ),
        click.option(
            "--data",
            type=click.Path(path_type=Path),
            default=Path("policy_data"),
            show_default=True,
            help="handbook.commands.options.data",
        ),
    ):
        command = option(command)
    return command


class Misused(click.UsageError):
    """The command line is wrong; exit status 2."""

    def __init__(self, words: Text) -> None:
        super().__init__(in_languages(words))
        self.words = words


class CommandRefused(click.ClickException):
    """What was asked for is not done; exit status 1."""

    def __init__(self, words: Text) -> None:
        super().__init__(in_languages(words))
        self.words = words


PORT = click.IntRange(0, 65535)  # 0: any that is free


def address_refused(host: str, port: int, error: Exception, command: str) -> CommandRefused:
    """Why the operating system will not have an address served at, and the command that may do: `serve {}`."""
    why = reason(error) if isinstance(error, OSError) else str(error)
    of_port = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
    cure = command.format(f"--port {8000 if port < 1024 else port + 1}" if of_port else "--host 127.0.0.1")
    facts = {"address": f"{host}:{port}", "why": why, "cure": cure}
    return CommandRefused(Phrase("handbook.commands.address_refused", facts))


class BilingualCommand(click.Command):
    """A command whose help and whose refusals are in the reader's language, or in both where that is not known.

    Its `help` and `epilog`, and the `help` of its options, are keys of the catalogue, read when help is shown.
    Misuse exits with status 2, problems of the policy with 1; for the others see `handbook.commands.program`.
    """

    _spoken = _spoken_options = False  # whether the words of the keys have been read

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does it, with the words of the keys."""
        self._read_words(ctx)
        super().format_help(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """As click does it, with the words of the keys."""
        self._read_words(ctx)
        return super().shell_complete(ctx, incomplete)

    def get_short_help_str(self, limit: int = 45) -> str:
        """As click does it, with the words of the key."""
        self._read_own_words()
        return super().get_short_help_str(limit)

    def _read_own_words(self) -> None:
        """Say the keys in both languages: which is wanted is not known before the options are read."""
        if not self._spoken:
            self._spoken = True
            self.help = in_languages(Phrase(self.help)) if self.help else None
            self.epilog = _examples(self.epilog) if self.epilog else None

    def _read_words(self, ctx: click.Context) -> None:
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        for option in options if not self._spoken_options else ():
            option.help = in_languages(Phrase(option.help)) if option.help else None
        self._spoken_options = True
        self._read_own_words()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option and not self._spoken_options:
            option.help = "handbook.help.option"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it; and the error knows whose `--help` explains it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def run(self, argv: Sequence[str], name: str, default: Sequence[Lang] = ("zh",)) -> int:
        """Run and return the exit status. No exception that a user can cause leaves this method."""
        spoken = languages(argv, default)
        _replace_what_cannot_be_printed()
        return outcome(lambda: self._status(list(argv), name, spoken), spoken)

    def _status(self, argv: list[str], name: str, spoken: Sequence[Lang]) -> int:
        if f"_{name.upper()}_COMPLETE" in os.environ:  # a shell asks what could be typed next
            self.main(args=argv, prog_name=name)
        try:
            with self.make_context(name, argv) as ctx:
                result = self.invoke(ctx)
                return result if isinstance(result, int) else 0
        except click.exceptions.Exit as left:
            return left.exit_code
        except click.exceptions.Abort:
            raise KeyboardInterrupt from None
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            return 2
        except click.ClickException as error:
            words = getattr(error, "words", None) or click_words(error)
            click.echo(in_languages(words, spoken), err=True)
            if isinstance(error, click.UsageError):
                click.echo(f"{error.ctx.command_path if error.ctx else name} --help", err=True)
            return error.exit_code
        except PolicyError as error:
            for problem in error.problems:
                click.echo(problem.line(spoken[0]), err=True)
        except Unknown as error:
            click.echo(_unknown(error, name)[spoken[0]], err=True)
        except NotInForce as error:
            key = "handbook.commands.not_in_force" if error.first else "handbook.commands.never_in_force"
            click.echo(say(key, spoken[0], name=error.name, day=error.day, first=error.first), err=True)
        return 1


class NamedCommand(BilingualCommand):
    """A command of another module, `origin`: lists show its help without it, and it is loaded when it is used.

    Its words stand under its package and its name: `quiz.help.check` is what `quiz check` is for, `quiz.help.exam_new`
    what `quiz exam new` is for, a command `within` another.
    """

    def __init__(self, name: str, origin: str, within: str = "") -> None:
        key = f"{within}_{name}" if within else name
        super().__init__(name, help=f"{origin.partition('.')[0]}.help.{key}")
        self.origin = origin

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **more: Any
    ) -> click.Context:
        """That of the command itself, whose arguments these are."""
        module, _, name = self.origin.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command.make_context(info_name, args, parent, **more)


class BilingualGroup(BilingualCommand, click.Group):
    """The same of a command with commands; those of `commands_by_name`, `{"check": "package.module:name"}`, are
    loaded when they are used."""

    command_class = BilingualCommand

    def __init__(self, *args: Any, commands_by_name: Mapping[str, str] = MappingProxyType({}), **more: Any) -> None:
        super().__init__(*args, **more)
        self.commands_by_name = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted([*super().list_commands(ctx), *self.commands_by_name])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; and what is not loaded yet may have been meant, too."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            known = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=known, ctx=ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self.commands_by_name:
            return super().get_command(ctx, cmd_name)
        return NamedCommand(cmd_name, self.commands_by_name[cmd_name], (self.name or "") if ctx.parent else "")


def _unknown(error: Unknown, name: str) -> Text:
    """`name` is the program's, whose `list` shows what there is."""
    near = Listed(error.near)
    key = "handbook.commands.unknown_near" if error.near else "handbook.commands.unknown"
    return Phrase(key, {"name": error.name, "near": near, "program": name})


def _replace_what_cannot_be_printed() -> None:
    """Where a stream's encoding lacks a sign (✓ in GBK), print a question mark rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def format_option(command: F) -> F:
    """`--format`, handed to the command as `form`."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="handbook.commands.check.format",
    )
    return option(command)


def print_problems(problems: Sequence[Problem], form: str, lang: Lang, summary: Text) -> int:
    """Print them; the exit status is 1 where one of them is an error, and the summary then goes to stderr."""
    failed = any(problem.severity == "error" for problem in problems)
    if form == "json":
        click.echo(as_json(problems, lang))
    else:
        for problem in problems:
            click.echo(as_github(problem, lang) if form == "github" else problem.line(lang))
        click.echo(summary[lang], err=failed)
    return 1 if failed else 0

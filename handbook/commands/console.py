"""What the commands share: options, words in two languages, and errors told without a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from handbook.commands.click_words import click_words, option_name
from handbook.commands.program import languages, outcome
from handbook.files.value_typos import date_typo
from handbook.lang.days import parse_day, today
from handbook.lang.languages import Lang
from handbook.policy.book import Unknown
from handbook.problems.problem import PolicyError
from handbook.problems.system_errors import Said, reason
from handbook.schema.timeline import NotInForce

F = TypeVar("F", bound=Callable[..., Any])


class Say:
    """Picks words by language: `say("中文", "English")`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh


def say_help(zh: str, en: str) -> str:
    """Help in both languages: the language is not known before the options are read."""
    return f"{zh} {en}"


def examples(*commands: str) -> str:
    """An epilogue of examples, one a line."""
    return "\b\n例 Examples:\n" + "\n".join(f"  {command}" for command in commands)


class BadValue(click.BadParameter):
    """The value of an option or argument is wrong, in both languages; exit status 2."""

    def __init__(self, zh: str, en: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        super().__init__(f"{zh} {en}", ctx, param)
        named = f" {option_name(param)}" if param else ""
        self.words: Said = {
            "zh": f"选项{named} 的值不对：{zh}",
            "en": f"The value of{named or ' an option'} is wrong: {en}",
        }


class Day(click.ParamType[date]):
    """An option that is a date, `2026-07-01`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            typo = date_typo(str(value), quoted=False)
            right = typo[1].get("right", "2026-07-01") if typo else "2026-07-01"
            raise BadValue(f"“{value}”：日期要写成 {right}。", f"“{value}”: write a date as {right}.", param, ctx)
        return day


def policy_options(command: F) -> F:
    """`--data`, `--lang` and `--today`, which every command takes."""
    for option in (
        click.option(
            "--today",
            type=Day(),
            default=today,
            envvar="HANDBOOK_TODAY",
            help=say_help(
                "把哪一天当作今天（默认上海时间的今天）", "the date to take as today (default: now in Shanghai)"
            ),
        ),
        click.option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            default="zh",
            envvar="HANDBOOK_LANG",
            show_default=True,
            help=say_help("输出语言", "language of the output"),
        ),
        click.option(
            "--data",
            type=click.Path(path_type=Path),
            default=Path("policy_data"),
            show_default=True,
            help=say_help("制度数据目录", "directory of the policy's data"),
        ),
    ):
        command = option(command)
    return command


class Misused(click.UsageError):
    """The command line is wrong, in both languages; exit status 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.words: Said = {"zh": zh, "en": en}


class Refused(click.ClickException):
    """What was asked for is not done, in both languages; exit status 1."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.words: Said = {"zh": zh, "en": en}


PORT = click.IntRange(0, 65535)  # 0: any that is free


def address_refused(host: str, port: int, error: Exception, command: str) -> Refused:
    """Why the operating system will not have an address served at, and the command that may do: `serve {}`."""
    why = reason(error) if isinstance(error, OSError) else {"zh": str(error), "en": str(error)}
    of_port = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
    cure = command.format(f"--port {8000 if port < 1024 else port + 1}" if of_port else "--host 127.0.0.1")
    return Refused(
        f"{host}:{port} 用不了：{why['zh']}。换一个：{cure}", f"{host}:{port}: {why['en']}. Try another: {cure}"
    )


class BilingualCommand(click.Command):
    """A command whose help and whose refusals are in the reader's language, or in both where that is not known.

    Misuse exits with status 2, problems of the policy with 1; for the others see `handbook.commands.program`.
    """

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = say_help("显示这份说明。", "Show this help.")
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
            click.echo(" ".join(words[lang] for lang in spoken), err=True)
            if isinstance(error, click.UsageError):
                click.echo(f"{error.ctx.command_path if error.ctx else name} --help", err=True)
            return error.exit_code
        except PolicyError as error:
            for problem in error.problems:
                click.echo(problem.line(spoken[0]), err=True)
        except Unknown as error:
            click.echo(_unknown(error, spoken[0], name), err=True)
        except NotInForce as error:
            zh = f"{error.name} 在 {error.day} 没有值，第一个值从 {error.first} 起"
            click.echo(str(error) if spoken[0] == "en" else zh, err=True)
        return 1


class BilingualGroup(BilingualCommand, click.Group):
    """The same of a command with commands."""

    command_class = BilingualCommand


def _unknown(error: Unknown, lang: Lang, name: str) -> str:
    """`name` is the program's, whose `list` shows what there is."""
    if lang == "en":
        hint = f"did you mean {', '.join(error.near)}?" if error.near else f"{name} list shows what there is"
        return f"there is no “{error.name}”; {hint}"
    hint = f"是不是 {'、'.join(error.near)}？" if error.near else f"用 {name} list 看有哪些"
    return f"没有“{error.name}”；{hint}"


def _replace_what_cannot_be_printed() -> None:
    """Where a stream's encoding lacks a sign (✓ in GBK), print a question mark rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def widths(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns; a Chinese character is two columns wide."""
    columns = [max((_width(cell) for cell in column), default=0) for column in zip(*rows)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, columns)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

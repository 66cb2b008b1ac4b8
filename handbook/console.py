"""What the commands share: options, words in two languages, and errors told without a traceback."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from handbook.book import Unknown
from handbook.days import parse_day, today
from handbook.problems import PolicyError
from handbook.replacement import replacing
from handbook.slips import date_slip
from handbook.timeline import NotInForce
from handbook.words import Lang

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


class Day(click.ParamType[date]):
    """An option that is a date, `2026-07-01`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            slip = date_slip(str(value), quoted=False)
            right = slip[1].get("right", "2026-07-01") if slip else "2026-07-01"
            self.fail(f"“{value}”：日期要写成 {right}。 Write a date as {right}.", param, ctx)
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


def write_file(path: Path, content: bytes) -> None:
    """Write a file that a command was asked for, whole or not at all; a refusal is told without a traceback."""
    try:
        with replacing(path) as new:
            new.file.write(content)
            new.commit()
    except OSError as error:
        raise click.ClickException(f"{path}：写不进去。 It cannot be written: {error.strerror}") from None


class _BilingualHelp(click.Command):
    """A command whose `--help` is explained in both languages."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = say_help("显示这份说明。", "Show this help.")
        return option


class BilingualGroup(_BilingualHelp, click.Group):
    """A command whose misuse is told in both languages, with exit status 2, and whose policy errors exit 1."""

    command_class = _BilingualHelp

    def run(self, argv: list[str], name: str) -> int:
        """Run and return the exit status. No exception that a user can cause leaves this method."""
        lang: Lang = "en" if (_option(argv, "--lang") or os.environ.get("HANDBOOK_LANG")) == "en" else "zh"
        _replace_what_cannot_be_printed()
        try:
            result = self.main(args=argv, prog_name=name, standalone_mode=False)
            return result if isinstance(result, int) else 0
        except PolicyError as error:
            for problem in error.problems:
                click.echo(problem.line(lang), err=True)
        except Unknown as error:
            click.echo(_unknown(error, lang, name), err=True)
        except NotInForce as error:
            zh = f"{error.name} 在 {error.day} 没有值，第一个值从 {error.first} 起"
            click.echo(str(error) if lang == "en" else zh, err=True)
        except click.exceptions.Abort:
            return 130
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            return 2
        except click.ClickException as error:
            click.echo(f"{_in_chinese(error)} {error.format_message()}", err=True)
            click.echo(f"{name} --help", err=True)
            return 2
        except BrokenPipeError:
            return 141
        return 1


def _unknown(error: Unknown, lang: Lang, name: str) -> str:
    """`name` is the program's, whose `list` shows what there is."""
    if lang == "en":
        hint = f"did you mean {', '.join(error.near)}?" if error.near else f"{name} list shows what there is"
        return f"there is no “{error.name}”; {hint}"
    hint = f"是不是 {'、'.join(error.near)}？" if error.near else f"用 {name} list 看有哪些"
    return f"没有“{error.name}”；{hint}"


def _in_chinese(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。"
        case click.MissingParameter():
            return "缺少必填的参数。"
        case click.BadParameter():
            return "选项的值不对。"
        case click.UsageError():
            return "命令写得不对。"
    return ""


def _replace_what_cannot_be_printed() -> None:
    """Where a stream's encoding lacks a sign (✓ in GBK), print a question mark rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _option(argv: Sequence[str], name: str) -> str | None:
    for index, word in enumerate(argv):
        if word == name and index + 1 < len(argv):
            return argv[index + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def widths(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns; a Chinese character is two columns wide."""
    columns = [max((_width(cell) for cell in column), default=0) for column in zip(*rows)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, columns)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

"""What click says about a command line that is wrong, in Chinese beside its own English."""

from __future__ import annotations

import re

import click

from handbook.problems.system_errors import Said

_NAMES = {"Directory": "目录", "File": "文件", "Path": "路径"}
_MESSAGES = (  # what click writes, and the same in Chinese
    (r"(?P<value>.+) is not one of (?P<known>.+)\.", "{value} 不行，可以写：{known}"),
    (r"(?P<value>.+) is not in the range (?P<range>.+)\.", "{value} 不在 {range} 之内"),
    (r"(?P<value>.+) is not a valid integer(?: range)?\.", "{value} 不是整数"),
    (r"(?P<value>.+) is not a valid (?P<type>.+)\.", "{value} 不是 {type}"),
    (r"(?P<what>\w+) (?P<value>.+) does not exist\.", "没有 {value} 这个{what}"),
    (r"(?P<what>\w+) (?P<value>.+) is a (?P<found>file|directory)\.", "{value} 不是要的{what}"),
    (r"Option (?P<value>.+) requires an argument\.", "选项 {value} 后面要写值"),
    (r"Option (?P<value>.+) does not take a value\.", "选项 {value} 后面不写值"),
    (r"Got unexpected extra arguments? \((?P<value>.+)\)", "多写了 {value}"),
    (r"Missing command\.", "缺少命令"),
)


def click_words(error: click.ClickException) -> Said:
    """The message in both languages; where click has a new one, Chinese says what kind it is and keeps the rest."""
    return {"zh": _in_chinese(error), "en": error.format_message()}


def option_name(param: click.Parameter) -> str:
    """As people type it: `--lang`; of an argument, as the help shows it."""
    return param.opts[0] if isinstance(param, click.Option) else str(param.human_readable_name)


def _in_chinese(error: click.ClickException) -> str:
    named = f" {option_name(error.param)}" if isinstance(error, click.BadParameter) and error.param else ""
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。{_near(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有 {error.command_name} 这个命令。{_near(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少必填的{named or '参数'}。"
        case click.BadParameter():
            return f"选项{named} 的值不对：{_translated(error.message)}。"
        case click.UsageError():
            return f"命令写得不对：{_translated(error.message)}。"
    return error.format_message()


def _near(names: list[str] | None) -> str:
    return f"是不是 {'、'.join(names)}？" if names else ""


def _translated(message: str) -> str:
    for pattern, chinese in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = {name: _NAMES.get(text, text) for name, text in found.groupdict().items()}
            return chinese.format(**parts)
    return message.rstrip(".")

"""What click says about a command line that is wrong, in words of our own: it speaks English alone."""

from __future__ import annotations

import re

import click

from handbook.lang.catalogue import NOTHING, Listed, Phrase, Verbatim
from handbook.lang.languages import Text

_WHAT = {
    "Directory": "handbook.commands.click.directory",
    "File": "handbook.commands.click.file",
    "Path": "handbook.commands.click.path",
}
_MESSAGES = (  # what click writes, and the key of our words for it
    (r"(?P<value>.+) is not one of (?P<known>.+)\.", "handbook.commands.click.not_one_of"),
    (r"(?P<value>.+) is not in the range (?P<range>.+)\.", "handbook.commands.click.out_of_range"),
    (r"(?P<value>.+) is not a valid integer(?: range)?\.", "handbook.commands.click.not_integer"),
    (r"(?P<value>.+) is not a valid (?P<type>.+)\.", "handbook.commands.click.not_valid"),
    (r"(?P<what>\w+) (?P<value>.+) does not exist\.", "handbook.commands.click.absent"),
    (r"(?P<what>\w+) (?P<value>.+) is a (?P<found>file|directory)\.", "handbook.commands.click.other_kind"),
    (r"Option (?P<value>.+) requires an argument\.", "handbook.commands.click.value_missing"),
    (r"Option (?P<value>.+) does not take a value\.", "handbook.commands.click.value_idle"),
    (r"Got unexpected extra arguments? \((?P<value>.+)\)", "handbook.commands.click.extra"),
    (r"Missing command\.", "handbook.commands.click.no_command"),
)


def click_words(error: click.ClickException) -> Text:
    """What is wrong; where click has a new message, what kind it is, and click's own words."""
    match error:
        case click.NoSuchOption():
            facts = {"name": error.option_name, "near": _near(error.possibilities)}
            return Phrase("handbook.commands.click.unknown_option", facts)
        case click.exceptions.NoSuchCommand():
            facts = {"name": error.command_name, "near": _near(error.possibilities)}
            return Phrase("handbook.commands.click.unknown_command", facts)
        case click.MissingParameter():
            named = _named(error) or Phrase("handbook.commands.click.a_parameter")
            return Phrase("handbook.commands.click.missing", {"name": named})
        case click.BadParameter():
            facts = {"option": _named(error) or NOTHING, "why": _reason(error.message)}
            return Phrase("handbook.commands.click.bad_value", facts)
        case click.UsageError():
            return Phrase("handbook.commands.click.misused", {"why": _reason(error.message)})
    return Verbatim(error.format_message())


def option_name(param: click.Parameter) -> str:
    """As people type it: `--lang`; of an argument, as the help shows it."""
    return param.opts[0] if isinstance(param, click.Option) else str(param.human_readable_name)


def _named(error: click.BadParameter) -> Text | None:
    return Verbatim(f" {option_name(error.param)}") if error.param else None


def _near(names: list[str] | None) -> Text:
    return Phrase("handbook.commands.click.near", {"names": Listed(tuple(names))}) if names else NOTHING


def _reason(message: str) -> Text:
    for pattern, key in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            facts: dict[str, object] = dict(found.groupdict())
            if "what" in facts:
                facts["what"] = Phrase(_WHAT[str(facts["what"])]) if facts["what"] in _WHAT else facts["what"]
            return Phrase(key, facts)
    return Verbatim(message.rstrip("."))

"""`handbook rule guide`: what may be written in rules; a topic, or a function."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, Misused, policy_options
from handbook.files.atomic_write import replacing, unwritable
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.manual.composing import about, both_languages, markdown, names
from handbook.problems.problem import Place
from handbook.problems.suggest import guess

FILE = "RULES.md"


@click.command(
    "guide", cls=BilingualCommand, help="handbook.help.rule_guide", epilog="handbook.commands.rule_guide.examples"
)
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="handbook.commands.rule_guide.write")
@click.option("--check", is_flag=True, help="handbook.commands.rule_guide.check")
@policy_options
def guide(name: str | None, write: bool, check: bool, data: Path, lang: Lang, today: date) -> int:  # noqa: ARG001
    """Print the whole page or a part of it, write it beside the policy, or see whether that is up to date."""
    if name and (write or check):
        raise Misused(Phrase("handbook.commands.rule_guide.whole"))
    if write:
        return _write(data / FILE, lang)
    if check:
        return _check(data / FILE, lang)
    if name and name not in names():
        facts = {"name": name, "guess": guess(name, names()), "known": ", ".join(names())}
        raise Misused(Phrase("handbook.commands.rule_guide.unknown", facts))
    click.echo((about(name, lang) if name else markdown(lang)).rstrip())
    return 0


def _write(path: Path, lang: Lang) -> int:
    try:
        with replacing(path) as replacement:
            replacement.file.write(both_languages().encode())
            replacement.commit()
    except OSError as error:
        raise unwritable(Place(path.as_posix()), error) from error
    click.echo(say("handbook.commands.rule_guide.written", lang, file=path.as_posix()))
    return 0


def _check(path: Path, lang: Lang) -> int:
    if path.is_file() and path.read_text(encoding="utf-8") == both_languages():
        return 0
    click.echo(say("handbook.commands.rule_guide.stale", lang, file=path.as_posix()), err=True)
    return 1

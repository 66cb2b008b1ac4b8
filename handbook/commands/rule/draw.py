"""`handbook rule draw`: a rule as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, policy_options
from handbook.commands.outputs import STDOUT, OutPath, Outputs, force_option, form_of
from handbook.lang.catalogue import say
from handbook.lang.languages import Lang
from handbook.manual.drawing import draw as picture_of
from handbook.policy.load import open_book

_ENDINGS = {"svg": (".svg",)}


@click.command(
    "draw", cls=BilingualCommand, help="handbook.help.rule_draw", epilog="handbook.commands.rule_draw.examples"
)
@click.argument("name")
@click.option("--out", type=OutPath(), default=None, help="handbook.commands.rule_draw.out")
@force_option
@policy_options
def draw(name: str, out: Path | None, force: bool, data: Path, lang: Lang, today: date) -> int:
    """Write the picture to a file, or to standard output."""
    form_of(out, None, _ENDINGS, "svg")
    path = STDOUT if out is None else out
    outputs = Outputs(data, force, {"--out": path})
    outputs.write({path: picture_of(open_book(data, today).rule(name), lang).encode()})
    if path != STDOUT:
        click.echo(say("handbook.commands.rule_draw.written", lang, file=path))
    return 0

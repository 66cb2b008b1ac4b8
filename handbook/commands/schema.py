"""`handbook schema`: the JSON Schemas of the policy's files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, Misused, policy_options
from handbook.files.atomic_write import unwritable
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.problems.problem import Place
from handbook.schema.json_schema import FOLDER, schema_files, schemas, write_schemas


@click.command(
    "schema", cls=BilingualCommand, help="handbook.commands.schema.help", epilog="handbook.commands.schema.examples"
)
@click.argument("kind", required=False)
@click.option("--write", is_flag=True, help="handbook.commands.schema.write")
@click.option("--check", is_flag=True, help="handbook.commands.schema.check")
@policy_options
def schema(kind: str | None, write: bool, check: bool, data: Path, lang: Lang, today: object) -> int:  # noqa: ARG001
    """List the kinds, print one, write or check all."""
    if write:
        written = _write(data)
        click.echo(say("handbook.commands.schema.written", lang, n=len(written)))
        return 0
    if check:
        stale = [name for name, text in schema_files() if _standing(data / FOLDER / name) != text]
        for name in stale:
            click.echo(say("handbook.commands.schema.stale", lang, name=name), err=True)
        if stale:
            click.echo(say("handbook.commands.schema.cure", lang), err=True)
        return 1 if stale else 0
    made = schemas()
    if kind is None:
        click.echo("\n".join(made))
        return 0
    if kind not in made:
        raise Misused(Phrase("handbook.commands.schema.unknown", {"kind": kind, "kinds": ", ".join(made)}))
    click.echo(json.dumps(made[kind], ensure_ascii=False, indent=2))
    return 0


def _write(data: Path) -> list[Path]:
    try:
        return write_schemas(data)
    except OSError as error:
        raise unwritable(Place((data / FOLDER).as_posix()), error) from error


def _standing(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None

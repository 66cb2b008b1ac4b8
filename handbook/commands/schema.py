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
from handbook.schema.json_schema import FOLDER, Schemas, make_schemas, write_schemas


@click.command("schema", cls=BilingualCommand, help="handbook.help.schema", epilog="handbook.commands.schema.examples")
@click.argument("kind", required=False)
@click.option("--write", is_flag=True, help="handbook.commands.schema.write")
@click.option("--check", is_flag=True, help="handbook.commands.schema.check")
@policy_options
def schema(kind: str | None, write: bool, check: bool, data: Path, lang: Lang, today: object) -> int:  # noqa: ARG001
    """List the kinds, print one, write or check all. Keys without words are printed, and the status is then 1."""
    schemas = make_schemas()
    for file, keys in schemas.missing.items():
        click.echo(say("handbook.commands.schema.lacks", lang, file=file, keys=", ".join(keys)), err=True)
    return _do(schemas, kind, write, check, data, lang) or int(bool(schemas.missing))


def _do(schemas: Schemas, kind: str | None, write: bool, check: bool, data: Path, lang: Lang) -> int:
    if write:
        click.echo(say("handbook.commands.schema.written", lang, n=len(_write(schemas, data))))
        return 0
    if check:
        return _check(schemas, data, lang)
    if kind is None:
        click.echo("\n".join(schemas.by_kind))
        return 0
    if kind not in schemas.by_kind:
        raise Misused(Phrase("handbook.commands.schema.unknown", {"kind": kind, "kinds": ", ".join(schemas.by_kind)}))
    click.echo(json.dumps(schemas.by_kind[kind], ensure_ascii=False, indent=2))
    return 0


def _check(schemas: Schemas, data: Path, lang: Lang) -> int:
    stale = [name for name, text in schemas.files() if _standing(data / FOLDER / name) != text]
    for name in stale:
        click.echo(say("handbook.commands.schema.stale", lang, name=name), err=True)
    if stale:
        click.echo(say("handbook.commands.schema.cure", lang), err=True)
    return 1 if stale else 0


def _write(schemas: Schemas, data: Path) -> list[Path]:
    try:
        return write_schemas(schemas, data)
    except OSError as error:
        raise unwritable(Place((data / FOLDER).as_posix()), error) from error


def _standing(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None

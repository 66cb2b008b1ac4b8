"""`handbook schema`: the JSON Schemas of the policy's files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handbook.commands.console import BilingualGroup, Say, examples, policy_options, say_help
from handbook.files.atomic_write import unwritable
from handbook.lang.languages import Lang
from handbook.problems.problem import Place
from handbook.schema.json_schema import FOLDER, schema_files, schemas, write_schemas


@click.command(
    "schema",
    cls=BilingualGroup.command_class,
    help=say_help(
        "输出某一类文件的 JSON Schema；加 --write 全部写到制度数据目录里，编辑器据此补全和提示。",
        "Print the JSON Schema of a kind of file; with --write, write all of them where editors find them.",
    ),
    epilog=examples("handbook schema", "handbook schema guardrails", "handbook schema --check"),
)
@click.argument("kind", required=False)
@click.option("--write", is_flag=True, help=say_help(f"写到 {FOLDER} 目录", f"write them to {FOLDER}"))
@click.option("--check", is_flag=True, help=say_help("过时则退出码为 1", "exit 1 where they are out of date"))
@policy_options
def schema(kind: str | None, write: bool, check: bool, data: Path, lang: Lang, today: object) -> int:  # noqa: ARG001
    """List the kinds, print one, write or check all."""
    say = Say(lang)
    if write:
        written = _write(data)
        click.echo(say(f"写了 {len(written)} 个文件", f"{len(written)} files written"))
        return 0
    if check:
        stale = [name for name, text in schema_files() if _standing(data / FOLDER / name) != text]
        for name in stale:
            click.echo(say(f"{name} 过时了", f"{name} is out of date"), err=True)
        if stale:
            click.echo(say("运行：handbook schema --write", "run: handbook schema --write"), err=True)
        return 1 if stale else 0
    made = schemas()
    if kind is None:
        click.echo("\n".join(made))
        return 0
    if kind not in made:
        raise click.UsageError(say(f"没有“{kind}”这一类，有：", f"no kind “{kind}”; there are: ") + ", ".join(made))
    click.echo(json.dumps(made[kind], ensure_ascii=False, indent=2))
    return 0


def _write(data: Path) -> list[Path]:
    try:
        return write_schemas(data)
    except OSError as error:
        raise unwritable(Place((data / FOLDER).as_posix()), error) from error


def _standing(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None

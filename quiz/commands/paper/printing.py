"""`quiz paper print` and `quiz paper key`: what is printed of a frozen paper, whatever has become of the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from handbook import (
    STDOUT,
    BadValue,
    BilingualCommand,
    Lang,
    Listed,
    Misused,
    OutPath,
    Outputs,
    Phrase,
    force_option,
    form_of,
    policy_options,
    say,
)
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile
from quiz.frozen.signs import say_number
from quiz.papers.documents import FORMATS, VERSIONS, documents
from quiz.papers.documents.for_learners import Place

_ENDINGS = {form: (f".{form}",) for form in FORMATS} | {"html": (".html", ".htm")}
F = TypeVar("F", bound=Callable[..., Any])


class _Versions(click.ParamType[tuple[str, ...]]):
    """Letters of versions, `A,B`."""

    name = "A,B"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        letters = [sign for sign in str(value).upper() if sign not in ",，、 "] if isinstance(value, str) else value
        if not isinstance(letters, Sequence) or not letters or not set(letters) <= set(VERSIONS):
            raise BadValue(Phrase("quiz.commands.paper.bad_versions", {"known": ",".join(VERSIONS)}), param, ctx)
        return tuple(dict.fromkeys(letters))


def _printed(command: F) -> F:
    """What both commands take."""
    for option in (
        policy_options,
        force_option,
        click.option("--out", type=OutPath(), required=True, help="quiz.commands.paper.printed_out"),
        click.option("--format", "form", type=click.Choice(list(FORMATS)), help="quiz.commands.paper.format"),
        click.option(
            "--versions", type=_Versions(), default="A", show_default=True, help="quiz.commands.paper.versions"
        ),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@click.command("print", cls=BilingualCommand, help="quiz.help.paper_print", epilog="quiz.commands.paper.print_examples")
@click.option("--sheet", is_flag=True, help="quiz.commands.paper.sheet")
@click.option("--on-sheet", is_flag=True, help="quiz.commands.paper.on_sheet")
@click.option("--key", type=OutPath(), help="quiz.commands.paper.key")
@_printed
def print_(sheet: bool, on_sheet: bool, key: Path | None, out: Path, **asked: Any) -> int:
    """Write the paper, or its answer sheet; and the key in a file of its own."""
    place: Place = "sheet" if on_sheet else "paper"
    wanted = {"--out": (out, "sheet" if sheet else "paper")} | ({"--key": (key, "key")} if key else {})
    return _write(wanted, place, **asked)


@click.command("key", cls=BilingualCommand, help="quiz.help.paper_key", epilog="quiz.commands.paper.key_examples")
@click.option("--strip", "what", flag_value="strip", help="quiz.commands.paper.strip")
@click.option("--beside", "what", flag_value="versions", help="quiz.commands.paper.beside")
@_printed
def key(what: str | None, out: Path, **asked: Any) -> int:
    """Write the whole key, one line to mark by, or the versions side by side."""
    return _write({"--out": (out, what or "key")}, "paper", **asked)


def _write(
    wanted: dict[str, tuple[Path, str]],
    place: Place,
    file: Path,
    versions: tuple[str, ...],
    form: str | None,
    force: bool,
    data: Path,
    lang: Lang,
    **_policy: object,
) -> int:
    files = Outputs(data, force, {option: path for option, (path, _) in wanted.items()}, {"FILE": file})
    forms = {path: form_of(path, form, _ENDINGS, "html") for path, _ in wanted.values()}
    paper = read_paper(file)
    contents: dict[Path, bytes] = {}
    for path, what in wanted.values():
        contents |= _made(paper, path, forms[path], what, versions, place)
    files.write(contents)
    facts = {"number": say_number(paper.paper.number), "paths": Listed(tuple(contents))}
    click.echo(say("quiz.commands.paper.printed", lang, **facts), err=files.to_stdout)
    return 0


def _made(
    paper: FrozenFile, path: Path, form: str, what: str, versions: tuple[str, ...], place: Place
) -> dict[Path, bytes]:
    """Files and their content; of several versions each has its own, with its letter behind the name."""
    made = [FORMATS[form](document) for document in documents(paper, what, versions, place)]
    if len(made) == 1:
        return {path: made[0]}
    if path == STDOUT:
        raise Misused(Phrase("quiz.commands.paper.one_to_stdout"))
    paths = [path.with_name(f"{path.stem}-{version}{path.suffix}") for version in versions]
    return dict(zip(paths, made))

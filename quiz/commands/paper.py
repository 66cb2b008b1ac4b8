"""`quiz paper`: draw a paper and write it, with its key in a file of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import (
    BadValue,
    BilingualCommand,
    Lang,
    OutPath,
    Outputs,
    Phrase,
    force_option,
    form_of,
    policy_options,
    say,
)
from quiz.check import open_bank
from quiz.commands.options import Names, check_names
from quiz.papers.documents import FORMATS, documents
from quiz.papers.drawing import MAX_SEED, MOST_QUESTIONS, Impossible, Request, draw
from quiz.papers.freezing import Head, freeze

_ENDINGS = {form: (f".{form}",) for form in FORMATS} | {"html": (".html", ".htm")}


class _Mix(click.ParamType[tuple[int, ...]]):
    """Percentages of the three levels, `50,30,20`."""

    name = "50,30,20"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        parts = str(value).replace("，", ",").split(",") if not isinstance(value, tuple) else value
        shares = [int(part) for part in parts if str(part).strip().isdecimal()]
        if not len(shares) == len(parts) == 3 or sum(shares) != 100:
            raise BadValue(Phrase("quiz.commands.paper.bad_mix"), param, ctx)
        return tuple(shares)


@click.command("paper", cls=BilingualCommand, help="quiz.help.paper", epilog="quiz.commands.paper.examples")
@click.option("--chapters", type=Names(), default="", help="quiz.commands.options.chapters")
@click.option("--roles", type=Names(), default="", help="quiz.commands.paper.roles")
@click.option("--kinds", type=Names(), default="", help="quiz.commands.paper.kinds")
@click.option(
    "-n",
    "--number",
    type=click.IntRange(1, MOST_QUESTIONS),
    default=20,
    show_default=True,
    help="quiz.commands.paper.number",
)
@click.option("--mix", type=_Mix(), default=None, help="quiz.commands.paper.mix")
@click.option("--seed", default="1", show_default=True, help="quiz.commands.paper.seed")
@click.option("--title", default="", help="quiz.commands.paper.title")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="quiz.commands.paper.format")
@click.option("--out", type=OutPath(), required=True, help="quiz.commands.paper.out")
@click.option("--key", type=OutPath(), default=None, help="quiz.commands.paper.key")
@force_option
@policy_options
def paper(
    chapters: tuple[str, ...],
    roles: tuple[str, ...],
    kinds: tuple[str, ...],
    number: int,
    mix: tuple[int, ...] | None,
    seed: str,
    title: str,
    form: str | None,
    out: Path,
    key: Path | None,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Write the files; exit 1 where there are not so many questions."""
    files = Outputs(data, force, {"--out": out, "--key": key})
    forms = {path: form_of(path, form, _ENDINGS, "html") for path in files.paths.values()}
    bank = open_bank(data, today)
    check_names(bank, chapters, roles, kinds)
    request = Request(number, seed[:MAX_SEED], chapters, roles, kinds, mix or ())
    try:
        drawn = draw(bank, request)
    except Impossible as impossible:
        click.echo(_refusal(impossible, number, lang), err=True)
        return 1
    head = Head(title or say("quiz.papers.document.paper", lang), "", "", minutes=30, pass_mark=80)
    file = freeze(drawn, bank, request, head, lang)
    wanted = {out: "paper"} | ({key: "key"} if key else {})
    contents = {path: FORMATS[forms[path]](documents(file, what)[0]) for path, what in wanted.items()}
    files.write(contents)
    paths = ", ".join(str(path) for path in contents)
    questions = Phrase("quiz.commands.paper.questions", {"n": number})
    message = say("quiz.commands.paper.written", lang, id=file.paper.number, questions=questions, paths=paths)
    click.echo(message, err=files.to_stdout)
    return 0


def _refusal(impossible: Impossible, wanted: int, lang: Lang) -> str:
    by_level = [f"{level}: {found}/{impossible.wanted[level]}" for level, found in impossible.by_level.items() if level]
    levels = f" ({', '.join(by_level)})" if by_level else ""
    return say("quiz.commands.paper.too_many", lang, wanted=wanted, most=impossible.possible, levels=levels)

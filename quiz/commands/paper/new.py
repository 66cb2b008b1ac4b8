"""`quiz paper new`: draw a paper and freeze it in a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook import (
    BadValue,
    BilingualCommand,
    CommandRefused,
    DayOption,
    Lang,
    OutPath,
    Outputs,
    Phrase,
    force_option,
    form_of,
    policy_options,
    say,
)
from quiz.bank import Bank
from quiz.check import open_bank
from quiz.commands.options import Names, named
from quiz.frozen.canonical import is_fit
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import LANGUAGES, MOST_MINUTES, POINTS, FrozenFile
from quiz.frozen.signs import say_number
from quiz.papers.defaults import Defaults
from quiz.papers.drawing import MAX_SEED, MOST_QUESTIONS, Impossible, Request, draw, new_seed
from quiz.papers.freezing import Head, freeze

ENDING = ".paper.json"


class _Mix(click.ParamType[tuple[int, ...]]):
    """Percentages of the three levels, `50,30,20`."""

    name = "50,30,20"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        parts = str(value).replace("，", ",").split(",") if not isinstance(value, tuple) else value
        shares = [int(part) for part in parts if str(part).strip().isdecimal()]
        if not len(shares) == len(parts) == 3 or sum(shares) != 100:
            raise BadValue(Phrase("quiz.commands.paper.bad_mix"), param, ctx)
        return tuple(shares)


class _Line(click.ParamType[str]):
    """A text that may stand on a paper: one line, without signs that no file of a paper has."""

    name = "text"

    def __init__(self, most: int = 100) -> None:
        self.most = most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if not is_fit(text) or "\n" in text:
            raise BadValue(Phrase("quiz.commands.paper.bad_text"), param, ctx)
        if len(text) > self.most:
            raise BadValue(Phrase("quiz.commands.paper.long_text", {"most": self.most, "found": len(text)}), param, ctx)
        return text


@click.command("new", cls=BilingualCommand, help="quiz.help.paper_new", epilog="quiz.commands.paper.new_examples")
@click.option("--chapters", type=Names(), default="", help="quiz.commands.options.chapters")
@click.option("--roles", type=Names(), default="", help="quiz.commands.paper.roles")
@click.option("--kinds", type=Names(), default="", help="quiz.commands.paper.kinds")
@click.option("--must-know", is_flag=True, help="quiz.commands.paper.must_know")
@click.option("--changed-since", type=DayOption(), help="quiz.commands.paper.changed_since")
@click.option("--without", multiple=True, type=click.Path(path_type=Path), help="quiz.commands.paper.without")
@click.option("--reserved", type=click.Choice(["also", "only"]), help="quiz.commands.paper.reserved")
@click.option("-n", "--number", type=click.IntRange(1, MOST_QUESTIONS), help="quiz.commands.paper.number")
@click.option("--mix", type=_Mix(), help="quiz.commands.paper.mix")
@click.option("--seed", type=_Line(MAX_SEED), help="quiz.commands.paper.seed")
@click.option("--title", type=_Line(), default="", help="quiz.commands.paper.title")
@click.option("--company", type=_Line(), help="quiz.commands.paper.company")
@click.option("--department", type=_Line(), default="", help="quiz.commands.paper.department")
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), help="quiz.commands.paper.minutes")
@click.option("--pass", "pass_mark", type=click.IntRange(0, POINTS), help="quiz.commands.paper.pass")
@click.option("--language", type=click.Choice(LANGUAGES), help="quiz.commands.paper.language")
@click.option("--out", type=OutPath(), required=True, help="quiz.commands.paper.out")
@force_option
@policy_options
def new(out: Path, force: bool, data: Path, lang: Lang, today: date, language: Lang | None, **asked: Any) -> int:
    """Write the file; exit 1 where there are not so many questions."""
    reads = {f"--without {path}": path for path in asked["without"]}
    files = Outputs(data, force, {"--out": out}, reads)
    form_of(out, "paper", {"paper": (ENDING,)}, "paper")
    earlier = [read_paper(path) for path in asked["without"]]
    bank = _bank(open_bank(data, today), asked["reserved"])
    defaults = Defaults.of(bank.book, today, language or lang)
    request = _request(bank, asked, defaults, earlier)
    try:
        chosen = draw(bank, request, {key.id for file in earlier for key in file.key.questions})
    except Impossible as impossible:
        raise CommandRefused(_refusal(impossible, request.count)) from None
    file = freeze(chosen, bank, request, _head(asked, defaults), language or lang)
    files.write({out: file.content})
    click.echo(_written(file, out, lang), err=files.to_stdout)
    return 0


def _bank(bank: Bank, reserved: str | None) -> Bank:
    """Questions that are kept for exams come only to who asks for them."""
    return {"also": bank, "only": bank.reserved}.get(reserved or "", bank.public)


def _request(bank: Bank, asked: dict[str, Any], defaults: Defaults, earlier: list[FrozenFile]) -> Request:
    chapters, roles, kinds = named(bank, asked["chapters"], asked["roles"], asked["kinds"])
    return Request(
        asked["number"] or defaults.count,
        new_seed() if asked["seed"] is None else asked["seed"],
        chapters,
        roles,
        kinds,
        asked["mix"] or (),
        asked["must_know"],
        asked["changed_since"],
        tuple(dict.fromkeys(file.paper.number for file in earlier)),
    )


def _head(asked: dict[str, Any], defaults: Defaults) -> Head:
    head = Head(
        asked["title"] or defaults.title,
        defaults.company if asked["company"] is None else asked["company"],
        asked["department"],
        asked["minutes"] or defaults.minutes,
        defaults.pass_mark if asked["pass_mark"] is None else asked["pass_mark"],
    )
    return replace(head, reserved=asked["reserved"] or "")


def _written(file: FrozenFile, out: Path, lang: Lang) -> str:
    facts = {
        "number": say_number(file.paper.number),
        "questions": Phrase("quiz.commands.paper.questions", {"n": len(file.paper.questions)}),
        "pass": file.paper.pass_,
        "minutes": Phrase("quiz.commands.paper.of_minutes", {"n": file.paper.minutes}),
        "path": out,
    }
    return say("quiz.commands.paper.written", lang, **facts)


def _refusal(impossible: Impossible, wanted: int) -> Phrase:
    by_level = [f"{level}: {found}/{impossible.wanted[level]}" for level, found in impossible.by_level.items() if level]
    levels = f" ({', '.join(by_level)})" if by_level else ""
    facts = {"wanted": wanted, "most": impossible.possible, "levels": levels}
    return Phrase("quiz.commands.paper.too_many" if impossible.possible else "quiz.commands.paper.none", facts)

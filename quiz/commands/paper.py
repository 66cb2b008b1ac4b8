"""`quiz paper`: draw a paper and write it, with its key in a file of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BadValue, Say, examples, policy_options, say_help
from handbook.commands.outputs import OutPath, Outputs, force_option, form_of
from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.policy.book import Unknown
from quiz.bank import Bank
from quiz.check import open_bank
from quiz.kinds import KINDS
from quiz.papers.documents import FORMATS, write_key, write_paper
from quiz.papers.paper import MAX_QUESTIONS, MAX_SEED, Impossible, Request, draw

_ENDINGS = {form: (f".{form}",) for form in FORMATS} | {"html": (".html", ".htm")}


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "a,b,c"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in str(value).replace("，", ",").split(",") if name.strip())


class _Mix(click.ParamType[tuple[int, ...]]):
    """Percentages of the three levels, `50,30,20`."""

    name = "50,30,20"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        parts = str(value).replace("，", ",").split(",") if not isinstance(value, tuple) else value
        shares = [int(part) for part in parts if str(part).strip().isdecimal()]
        if not len(shares) == len(parts) == 3 or sum(shares) != 100:
            zh = "写三个难度的百分比，合计 100，例如 50,30,20。"
            en = "write three percentages that sum to 100, for example 50,30,20."
            raise BadValue(Words(zh=zh, en=en), param, ctx)
        return tuple(shares)


@click.command(
    "paper",
    help=say_help(
        "出卷：同样的题库版本和种子，出同样的卷。", "Make a paper: the same bank and seed give the same paper."
    ),
    epilog=examples(
        "quiz paper -n 20 --seed 2026-12 --out paper.html --key key.html",
        "quiz paper --chapters discipline,rewards -n 10 --mix 50,30,20 --out paper.docx",
    ),
)
@click.option("--chapters", type=Names(), default="", help=say_help("只要这些章", "only these chapters"))
@click.option(
    "--roles", type=Names(), default="", help=say_help("只要与这些角色有关的", "only what concerns these roles")
)
@click.option("--kinds", type=Names(), default="", help=say_help("只要这些题型", "only these kinds"))
@click.option(
    "-n",
    "--number",
    type=click.IntRange(1, MAX_QUESTIONS),
    default=20,
    show_default=True,
    help=say_help("题数", "how many"),
)
@click.option("--mix", type=_Mix(), default=None, help=say_help("三个难度的百分比", "percentages of the three levels"))
@click.option(
    "--seed", default="1", show_default=True, help=say_help("种子：换一个就换一份卷", "another seed, another paper")
)
@click.option("--title", default="", help=say_help("卷名", "title"))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help=say_help("格式（默认看文件名的结尾）", "format (default: by the file's ending)"),
)
@click.option("--out", type=OutPath(), required=True, help=say_help("试卷写到哪里", "where to write the paper"))
@click.option("--key", type=OutPath(), default=None, help=say_help("答案写到哪里", "where to write the key"))
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
    bank, say = open_bank(data, today), Say(lang)
    check_names(bank, chapters, roles, kinds)
    request = Request(number, seed[:MAX_SEED], chapters, roles, kinds, mix or ())
    try:
        drawn = draw(bank.questions.values(), bank.version, bank.day, request)
    except Impossible as impossible:
        click.echo(_refusal(impossible, number, lang), err=True)
        return 1
    contents = {out: write_paper(forms[out], drawn, bank.book, lang, title)}
    if key:
        contents[key] = write_key(forms[key], drawn, bank.book, lang, title)
    files.write(contents)
    written = ", ".join(str(path) for path in contents)
    told = say(f"✓ 试卷 {drawn.id}，{number} 题：{written}", f"✓ paper {drawn.id}, {number} questions: {written}")
    click.echo(told, err=files.to_stdout)
    return 0


def check_names(
    bank: Bank, chapters: tuple[str, ...] = (), roles: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> None:
    """Raises Unknown for a chapter, role or kind that is not there."""
    known = (([chapter.id for chapter in bank.book.chapters], chapters), (list(bank.book.roles), roles), (KINDS, kinds))
    for allowed, names in known:
        for name in names:
            if name not in allowed:
                raise Unknown(name, allowed)


def _refusal(impossible: Impossible, number: int, lang: Lang) -> str:
    levels = [f"{level}: {found}/{impossible.wanted[level]}" for level, found in impossible.by_level.items() if level]
    told = f" ({', '.join(levels)})" if levels else ""
    most = impossible.possible
    if lang == "en":
        return f"✗ there are not {number} such questions; at most {most}{told}. Try -n {most}"
    return f"✗ 这样的题不够 {number} 道，最多 {most} 道{told}。可以写 -n {most}"

"""`quiz export`: the bank, or a frozen paper, for another system."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import (
    STDOUT,
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
from quiz.check import open_bank
from quiz.commands.options import Names, named
from quiz.frozen.reading import read_paper
from quiz.papers.exporters import EXPORTERS, describe, export
from quiz.papers.exporters.entries import Batch
from quiz.papers.exporters.neutral import of_bank, of_paper


@click.command("export", cls=BilingualCommand, help="quiz.help.export", epilog="quiz.commands.export.examples")
@click.argument("form", type=click.Choice(list(EXPORTERS)), required=False)
@click.option("--list", "listing", is_flag=True, help="quiz.commands.export.list")
@click.option("--chapters", type=Names(), default="", help="quiz.commands.options.chapters")
@click.option("--paper", type=click.Path(path_type=Path), help="quiz.commands.export.paper")
@click.option("--as", "use", type=click.Choice(["exam", "practice"]), default="exam", help="quiz.commands.export.use")
@click.option("--out", type=OutPath(), help="quiz.commands.export.out")
@force_option
@policy_options
def export_questions(
    form: str | None,
    listing: bool,
    chapters: tuple[str, ...],
    paper: Path | None,
    use: str,
    out: Path | None,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Write the file and tell what its consumer would not take; or tell of the formats."""
    if listing:
        click.echo("\n".join(describe(name, lang) for name in ([form] if form else EXPORTERS)))
        return 0
    if form is None:
        raise Misused(Phrase("quiz.commands.export.needs_form", {"forms": Listed(tuple(EXPORTERS))}))
    if out is None:
        raise Misused(Phrase("quiz.commands.export.needs_out"))
    form_of(out, form, {name: exporter.endings for name, exporter in EXPORTERS.items()}, form)
    if paper and chapters:
        raise Misused(Phrase("quiz.commands.export.paper_and_chapters"))
    if EXPORTERS[form].of_papers and not paper:
        raise Misused(Phrase("quiz.commands.export.needs_paper"))
    files = Outputs(data, force, {"--out": out}, {"--paper": paper} if paper else None)
    batch = of_paper(read_paper(paper), use == "exam") if paper else _bank(data, today, lang, chapters)
    done = export(form, batch)
    paths = [_numbered(out, number) for number in range(1, len(done.files) + 1)]
    files.write(dict(zip(paths, done.files)))
    facts = {"questions": Phrase("quiz.commands.export.questions", {"n": done.count}), "paths": Listed(tuple(paths))}
    click.echo(say("quiz.commands.export.written", lang, **facts), err=files.to_stdout)
    for reason, ids in done.left_out:
        told = {"count": len(ids), "reason": reason, "ids": ", ".join(ids)}
        click.echo(say("quiz.commands.export.left_out", lang, **told), err=files.to_stdout)
    return 0


def _bank(data: Path, today: date, lang: Lang, chapters: tuple[str, ...]) -> Batch:
    """Questions that are kept for exams leave in papers only."""
    bank = open_bank(data, today).public
    chapters, _, _ = named(bank, chapters)
    return of_bank(bank, [each for each in bank.questions.values() if not chapters or each.chapter in chapters], lang)


def _numbered(out: Path, number: int) -> Path:
    """Where the first file goes, and a second and a third beside it: `bank.txt`, `bank-2.txt`."""
    if number == 1 or out == STDOUT:
        return out
    return out.with_name(f"{out.stem}-{number}{out.suffix}")

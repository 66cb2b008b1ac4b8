"""`quiz export`: the bank for another system."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import BilingualCommand, Lang, OutPath, Outputs, Phrase, force_option, form_of, policy_options, say
from quiz.check import open_bank
from quiz.commands.options import Names, check_names
from quiz.papers.exporters import EXPORTERS, export


@click.command("export", cls=BilingualCommand, help="quiz.help.export", epilog="quiz.commands.export.examples")
@click.argument("form", type=click.Choice(list(EXPORTERS)))
@click.option("--chapters", type=Names(), default="", help="quiz.commands.options.chapters")
@click.option("--out", type=OutPath(), required=True, help="quiz.commands.export.out")
@force_option
@policy_options
def export_bank(
    form: str, chapters: tuple[str, ...], out: Path, force: bool, data: Path, lang: Lang, today: date
) -> int:
    """Write the file and tell what the format could not take."""
    files = Outputs(data, force, {"--out": out})
    form_of(out, form, {name: exporter.endings for name, exporter in EXPORTERS.items()}, form)
    bank = open_bank(data, today)
    check_names(bank, chapters)
    chosen = [each for each in bank.questions.values() if not chapters or each.chapter in chapters]
    content, left_out = export(form, chosen, bank.book, lang)
    files.write({out: content})
    count = len(chosen) - len(left_out)
    questions = Phrase("quiz.commands.export.questions", {"n": count})
    click.echo(say("quiz.commands.export.written", lang, questions=questions, path=out), err=files.to_stdout)
    if left_out:
        ids = ", ".join(left_out)
        click.echo(say("quiz.commands.export.left_out", lang, count=len(left_out), ids=ids), err=files.to_stdout)
    return 0

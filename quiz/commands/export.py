"""`quiz export`: the bank for another system."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook.commands.console import Say, examples, policy_options, say_help
from handbook.commands.outputs import OutPath, Outputs, force_option, form_of
from handbook.lang.languages import Lang
from quiz.check import open_bank
from quiz.commands.paper import Names, check_names
from quiz.papers.exporters import EXPORTERS, export


@click.command(
    "export",
    help=say_help("导出题库：Moodle、GIFT、电子表格。", "Export the bank: Moodle, GIFT, spreadsheets."),
    epilog=examples(
        "quiz export moodle --out bank.xml", "quiz export xlsx-exam --chapters discipline --out discipline.xlsx"
    ),
)
@click.argument("form", type=click.Choice(list(EXPORTERS)))
@click.option("--chapters", type=Names(), default="", help=say_help("只要这些章", "only these chapters"))
@click.option("--out", type=OutPath(), required=True, help=say_help("写到哪里", "where to write the file"))
@force_option
@policy_options
def export_bank(
    form: str, chapters: tuple[str, ...], out: Path, force: bool, data: Path, lang: Lang, today: date
) -> int:
    """Write the file and tell what the format could not take."""
    files = Outputs(data, force, {"--out": out})
    form_of(out, form, {name: exporter.endings for name, exporter in EXPORTERS.items()}, form)
    bank, say = open_bank(data, today), Say(lang)
    check_names(bank, chapters)
    chosen = [each for each in bank.questions.values() if not chapters or each.chapter in chapters]
    content, left_out = export(form, chosen, bank.book, lang)
    files.write({out: content})
    count = len(chosen) - len(left_out)
    click.echo(say(f"✓ 导出 {count} 题：{out}", f"✓ exported {count} questions: {out}"), err=files.to_stdout)
    if left_out:
        told = ", ".join(left_out)
        zh, en = f"这种格式放不下 {len(left_out)} 题：{told}", f"the format has no room for {len(left_out)}: {told}"
        click.echo(say(zh, en), err=files.to_stdout)
    return 0

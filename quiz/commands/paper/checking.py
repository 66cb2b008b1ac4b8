"""`quiz paper check`: whether frozen papers still fit the policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook import (
    BilingualCommand,
    Lang,
    Phrase,
    PolicyError,
    Problem,
    format_option,
    policy_options,
    print_problems,
    shown,
)
from quiz.check import open_bank
from quiz.frozen.reading import read_paper
from quiz.outdated import against, outdated, papers_beside, told_apart


@click.command("check", cls=BilingualCommand, help="quiz.help.paper_check", epilog="quiz.commands.paper.check_examples")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")
@policy_options
@format_option
def check(files: tuple[Path, ...], data: Path, lang: Lang, today: date, form: str) -> int:
    """Print what is outdated; exit 1 where anything is, or a file is no sound paper. Without files those beside the
    policy."""
    problems: list[Problem] = []
    papers = []
    if files:
        for path in files:
            try:
                papers.append((shown(path), read_paper(path)))
            except PolicyError as error:
                problems += error.problems
    else:
        beside = papers_beside(data)
        papers, problems = list(beside.files), list(beside.problems)
    judge = against(open_bank(data, today))
    for name, file in papers:
        problems += told_apart(name, outdated(file, judge))
    summary = Phrase("quiz.commands.paper.checked", {"n": len(papers), "problems": len(problems)})
    done = Phrase("quiz.commands.paper.all_fit", {"n": len(papers)})
    return print_problems(problems, form, lang, summary if problems else done)

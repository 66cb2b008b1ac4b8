"""`quiz check`: everything that is wrong with the questions, now or from a day on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from handbook import (
    BilingualCommand,
    Lang,
    Listed,
    Phrase,
    Problem,
    Text,
    format_option,
    policy_options,
    print_problems,
)
from quiz.bank import Bank
from quiz.check import Checked, checked_bank
from quiz.kinds import KINDS
from quiz.outdated import against, outdated, papers_beside, told_together


@click.command("check", cls=BilingualCommand, help="quiz.help.check", epilog="quiz.commands.check.examples")
@policy_options
@format_option
def check(data: Path, lang: Lang, today: date, form: str) -> int:
    """Print problems; the exit status is 1 where one of them is an error."""
    checked = checked_bank(data, today)
    return print_problems([*checked.problems, *_papers(data, checked)], form, lang, _summary(checked))


def _papers(data: Path, checked: Checked) -> Iterator[Problem]:
    """Frozen papers that the policy has outgrown, a warning each: nothing changes them, and they may have done their
    work."""
    papers = papers_beside(data)
    yield from (replace(problem, severity="warning") for problem in papers.problems)
    judge = against(checked.bank)
    for name, file in papers.files:
        found = () if checked.errors else outdated(file, judge)
        if found:
            yield told_together(name, file, found)


def _summary(checked: Checked) -> Text:
    errors = len(checked.errors)
    milder = len(checked.problems) - errors
    warnings = Phrase("quiz.commands.check.warnings", {"n": milder})
    if errors:
        facts = {"errors": Phrase("quiz.commands.check.errors", {"n": errors}), "warnings": warnings}
        return Phrase("quiz.commands.check.failed", facts)
    passed = _passed(checked.bank)
    return Listed((passed, warnings), "semicolon") if milder else passed


def _passed(bank: Bank) -> Text:
    found = Counter(question.kind for question in bank.questions.values())
    kinds = tuple(
        Phrase("quiz.commands.check.of_kind", {"kind": kind.title, "count": found[name]})
        for name, kind in KINDS.items()
        if found[name]
    )
    questions = Phrase("quiz.commands.check.questions", {"n": len(bank.questions)})
    facts = {"questions": questions, "kinds": Listed(kinds, "comma"), "version": bank.version}
    return Phrase("quiz.commands.check.passed", facts)

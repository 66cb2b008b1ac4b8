"""Opening the bank of a policy directory, for the commands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handbook.policy.load import open_book
from handbook.problems.problem import PolicyError
from quiz.bank import Bank
from quiz.check import Checked, check_questions


def checked_bank(data: Path, today: date) -> Checked:
    """The bank of a day with what is wrong with it. Raises PolicyError where the policy itself has errors."""
    return check_questions(data, open_book(data, today), today)


def open_bank(data: Path, today: date) -> Bank:
    """The bank of a day. Raises PolicyError where the policy or a question has errors."""
    checked = checked_bank(data, today)
    if checked.errors:
        raise PolicyError(checked.errors)
    return checked.bank

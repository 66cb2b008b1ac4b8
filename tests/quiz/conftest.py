"""The shipped policy and its bank, loaded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from quiz.bank import Bank
from quiz.build import build_bank
from quiz.sources.written.files import read_questions

ROOT = Path(__file__).parents[2]
DATA = ROOT / "policy_data"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def book() -> PolicyBook:
    return open_book(DATA, DAY)


@pytest.fixture(scope="session")
def bank(book: PolicyBook) -> Bank:
    bank, problems = build_bank(book, read_questions(DATA), DAY)
    assert not problems
    return bank

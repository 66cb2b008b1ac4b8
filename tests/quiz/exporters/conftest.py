"""Samples, the whole bank, and a paper, each ready to be written."""

from __future__ import annotations

import pytest

from handbook import PolicyBook
from quiz.bank import Bank
from quiz.frozen.reading import read_paper
from quiz.papers.exporters.entries import Batch
from quiz.papers.exporters.neutral import of_bank, of_paper
from tests.quiz.exporters.batches import PAPER, SAMPLES, of


@pytest.fixture(scope="package")
def samples(book: PolicyBook) -> Batch:
    return of(SAMPLES, book)


@pytest.fixture(scope="package")
def whole(bank: Bank) -> Batch:
    return of_bank(bank, list(bank.questions.values()), "zh")


@pytest.fixture(scope="package")
def paper() -> Batch:
    return of_paper(read_paper(PAPER))

"""Damaged files of the policy and of its questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.policy.book import PolicyBook
from handbook.policy.load import load, open_book
from handbook.problems.problem import Problem
from quiz.check import check_questions
from tests.fuzz.damage import damaged
from tests.fuzzing import scaled

pytestmark = [pytest.mark.slow, pytest.mark.fuzz]
ROOT = Path(__file__).parents[2]
SMALL, SHIPPED = ROOT / "tests/handbook/policy", ROOT / "policy_data"
TODAY = date(2026, 11, 23)
DAYS = st.sampled_from([TODAY, date(2027, 1, 1), date.min, date.max])


def files(policy: Path, under: str = "") -> dict[str, bytes]:
    paths = sorted((policy / under).rglob("*.yml"))
    return {path.relative_to(policy).as_posix(): path.read_bytes() for path in paths if ".schema" not in path.parts}


def tell(problems: Iterable[Problem], file: str, raw: bytes) -> None:
    """Each problem has words in both languages and a place; one of the damaged file lies within it."""
    for problem in problems:
        assert all(problem.line(lang).strip() for lang in ("zh", "en"))
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        if problem.place.file.endswith(f"/{file}"):
            assert problem.place.line <= len(raw.splitlines()) + 1


@pytest.mark.parametrize(("policy", "examples"), [(SMALL, 150), (SHIPPED, 12)], ids=["small", "shipped"])
def test_a_damaged_file_of_the_policy(policy: Path, examples: int) -> None:
    originals = {name: raw for name, raw in files(policy).items() if not name.startswith("questions/")}

    @settings(max_examples=scaled(examples))
    @given(st.data(), st.sampled_from(sorted(originals)), DAYS)
    def whatever_happened(data: st.DataObject, name: str, today: date) -> None:
        raw = data.draw(damaged(originals[name]))
        loaded = load(policy, today, {name: raw})
        tell(loaded.problems, name, raw)
        assert (loaded.book is None) == bool(loaded.errors)

    whatever_happened()


@pytest.fixture(scope="module")
def book() -> PolicyBook:
    return open_book(SHIPPED, TODAY)


def test_a_damaged_file_of_questions(book: PolicyBook, tmp_path: Path) -> None:
    originals = files(SHIPPED, "questions")
    folder = tmp_path / "questions"
    folder.mkdir()

    @settings(max_examples=scaled(8))
    @given(st.data(), st.sampled_from(sorted(originals)))
    def whatever_happened(data: st.DataObject, name: str) -> None:
        raw = data.draw(damaged(originals[name]))
        (tmp_path / name).write_bytes(raw)
        tell(check_questions(tmp_path, book, TODAY).problems, name, raw)
        (tmp_path / name).unlink()

    whatever_happened()

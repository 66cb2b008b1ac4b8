"""The pages that are made from the policy depend on what its data say, not on the names it gives to things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.lang.words import Words
from handbook.policy.load import open_book
from handbook.schema.models import RoleEntry
from macros.site.edition import Edition
from macros.site.pages import generated_pages
from quiz.bank import Bank
from quiz.check import check_questions

DATA, TODAY = Path(__file__).parents[2] / "policy_data", date(2026, 11, 23)


@pytest.fixture(scope="module")
def edition() -> Edition:
    book = open_book(DATA, TODAY)
    bank = check_questions(DATA, book, TODAY).bank
    assert isinstance(bank, Bank)
    roles = {
        "people": RoleEntry(label=Words(zh="人力", en="People team"), page="hr"),
        "coach": RoleEntry(label=Words(zh="教练", en="Coach"), page="trainer", reader=True),
        "hr": RoleEntry(label=Words(zh="总部", en="Head office"), reader=True),
        "guard": RoleEntry(label=Words(zh="门卫", en="Guard")),
    }
    return Edition(replace(book, roles={**book.roles, **roles}), TODAY, "en", "Handbook", bank)


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, str]:
    return {page.uri: page.content for page in generated_pages(edition)}


def test_a_role_has_the_page_that_its_entry_says(edition: Edition, pages: dict[str, str]) -> None:
    of_hr, of_trainers = (f"## {edition.say(key)}\n" for key in ("to_review", "must_know_by_chapter"))
    found = {uri: (of_hr in text, of_trainers in text) for uri, text in pages.items() if uri.startswith("for/")}
    assert (found["for/people.md"], found["for/coach.md"]) == ((True, False), (False, True))
    assert (found["for/hr.md"], found["for/agent.md"]) == ((False, False), (False, False))
    assert "for/guard.md" not in found


@pytest.mark.parametrize(("parameter", "shown"), [("quiz.exam_questions", " -n 20"), ("exam.length", ""), ("", "")])
def test_a_paper_has_as_many_questions_as_the_parameter_says(edition: Edition, parameter: str, shown: str) -> None:
    made = replace(edition, exam_questions=parameter)
    (page,) = [page for page in generated_pages(made) if page.uri == "trainers/index.md"]
    assert f"`quiz paper{shown} --seed " in page.content

"""The pages that are made from the policy depend on what its data say, not on the names it gives to things."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.schema.models import RoleEntry
from macros.render.markdown import shown
from macros.site.edition import Edition
from macros.site.marks import fill_in, words_for
from macros.site.pages import generated_pages, render_hand_written
from quiz.bank import Bank
from quiz.check import check_questions
from tests.macros.project import ROOT, edit

DATA, TODAY = ROOT / "policy_data", date(2026, 11, 23)
TOOLS = ("trainers/paper.md", "trainers/grade.md", "trainers/signoff.md")


def read(data: Path) -> tuple[PolicyBook, Bank]:
    book = open_book(data, TODAY)
    bank = check_questions(data, book, TODAY).bank
    assert isinstance(bank, Bank)
    return book, bank


@pytest.fixture(scope="module")
def edition() -> Edition:
    book, bank = read(DATA)
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
    of_hr, of_trainers = (f">{edition.say(key)}</h2>" for key in ("to_review", "must_know_by_chapter"))
    found = {uri: (of_hr in text, of_trainers in text) for uri, text in pages.items() if uri.startswith("for/")}
    assert (found["for/people.md"], found["for/coach.md"]) == ((True, False), (False, True))
    assert (found["for/hr.md"], found["for/agent.md"]) == ((False, False), (False, False))
    assert "for/guard.md" not in found


def test_hr_finds_every_supplement_and_every_inferred_duty(edition: Edition, pages: dict[str, str]) -> None:
    text = pages["for/people.md"]
    added = [each for each in edition.book.parameters.values() if each.entry.supplement]
    assert added
    assert [
        each.name for each in added if not re.search(rf'class="hb-value[^>]* href="../../numbers/#{each.name}">', text)
    ] == []
    assert [each.name for each in added if shown(each.entry.supplement[edition.lang]) not in text] == []
    duties = text[text.index('<h2 id="force"') + 1 :]
    inferred = [each.id for each in edition.book.clauses.values() if each.entry.inferred]
    assert inferred
    assert [id for id in inferred if f'#{id}">' not in duties[: duties.index("<h2")]] == []


def test_trainers_find_their_tools_first_and_go_from_one_to_the_next(pages: dict[str, str]) -> None:
    links = {uri: re.findall(r'href="\.\./(paper|grade|signoff)/"', pages[uri]) for uri in TOOLS}
    assert links == dict(zip(TOOLS, (["grade", "signoff"], ["paper", "signoff"], ["paper", "grade"]), strict=True))
    of_trainers = pages["for/coach.md"]
    places = [of_trainers.index(f'href="../../trainers/{tool}"') for tool in ("paper/", "grade/", "signoff/", "")]
    assert places == sorted(places)
    assert places[-1] < of_trainers.index(">Must-know")


def test_trainers_are_shown_the_command(edition: Edition, pages: dict[str, str]) -> None:
    assert f"<code>quiz paper new --out exams/{edition.day}.paper.json</code>" in pages["trainers/index.md"]


def every_page(edition: Edition) -> dict[str, list[str]]:
    """The text of the generated pages and of the hand-written ones, line by line."""
    pages = {page.uri: page.content for page in generated_pages(edition)}
    for file in (ROOT / "docs" / edition.lang).glob("*.md"):
        pages[file.name] = render_hand_written(edition, file.name, file.read_text("utf-8"), file.name)
    return {uri: text.split("\n") for uri, text in pages.items()}


def test_a_changed_value_changes_the_pages_that_show_it(edition: Edition, tmp_path: Path) -> None:
    """And in them the lines that show it: what says the version is filled in last."""
    policy = shutil.copytree(DATA, tmp_path / "policy_data")
    edit(policy / "parameters/attendance.yml", "value: 20\n", "value: 25\n")
    book, bank = read(policy)
    changed = replace(edition, book=replace(book, roles=edition.book.roles), bank=bank, notes={})
    before, after = every_page(edition), every_page(changed)
    differ = {uri for uri in before if before[uri] != after[uri]}
    assert {"chapters/discipline.md", "numbers.md", "book.md"} < differ
    assert not differ & {"glossary.md", "practice/index.md", "trainers/index.md", "about.md", "chapters/leave.md"}
    for uri in differ:
        if uri.startswith("calculators/"):
            continue  # they show what is worked out with it
        pairs = [(old, new) for old, new in zip(before[uri], after[uri], strict=True) if old != new]
        pairs = [(old, new) for old, new in pairs if "data-mark" not in new]  # by which a reader is told of new text
        assert all(re.search(r"\b20\b", old) and re.search(r"\b25\b", new) for old, new in pairs), uri
    first, second = (
        fill_in("\n".join(pages["about.md"]), words_for(of)) for pages, of in ((before, edition), (after, changed))
    )
    assert edition.book.digest in first
    assert second == first.replace(edition.book.digest, changed.book.digest)

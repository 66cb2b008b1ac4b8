"""Questions on who does what and in which order: whatever the roles are called, and never with a disputable key."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.schema.models import ClauseEntry
from quiz.check import check_questions
from quiz.question import Question
from quiz.sources.facts import matching_questions
from quiz.sources.workflows import workflow_questions
from tests.quiz.conftest import DATA, DAY

ROLES = ("agent", "supervisor", "trainer", "hr", "department")
_NAMED = re.compile(r"^(\s*(?:roles: \[|actor: |shared_with: ).*|[a-z]+:)$", re.MULTILINE)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped policy as a company has it that calls its roles otherwise."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("renamed") / "policy_data"))
    for path in (data / "roles.yml", *data.glob("chapters/*.yml"), *data.glob("questions/*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(_NAMED.sub(lambda line: _other_ids(line[0]), text), encoding="utf-8")
    return data


def _other_ids(line: str) -> str:
    return re.sub(rf"\b({'|'.join(ROLES)})\b", lambda role: f"crew_{role[0]}", line)


def with_entries(book: PolicyBook, change: Callable[[str, ClauseEntry], ClauseEntry]) -> PolicyBook:
    """The book with clauses written otherwise."""
    changed = {id: replace(clause, entry=change(id, clause.entry)) for id, clause in book.clauses.items()}
    chapters = tuple(
        replace(
            chapter,
            sections=tuple(
                replace(section, clauses=tuple(changed[clause.id] for clause in section.clauses))
                for section in chapter.sections
            ),
        )
        for chapter in book.chapters
    )
    return replace(book, chapters=chapters, clauses=MappingProxyType(changed))


def with_roles(book: PolicyBook, *ids: str) -> PolicyBook:
    """The book with these roles only; the first does what the others did."""
    small = replace(book, roles=MappingProxyType({id: book.roles[id] for id in ids}))
    return with_entries(
        small,
        lambda _id, entry: entry if entry.actor in (None, *ids) else entry.with_values(actor=ids[0]),
    )


def with_only_if(book: PolicyBook, id: str, words: Words | None) -> PolicyBook:
    """The book with one step that comes only if …"""
    return with_entries(book, lambda each, entry: entry.with_values(only_if=words) if each == id else entry)


def made(book: PolicyBook) -> dict[str, Question]:
    return {question.id: question for question in workflow_questions(book)}


def wrong_ones(question: Question) -> list[str]:
    return [option.text.en for option in question.options if not option.right]


def test_roles_may_have_any_ids(book: PolicyBook, renamed: Path) -> None:
    other = open_book(renamed, DAY)
    assert set(other.roles) == {f"crew_{role}" for role in ROLES}
    assert [problem.line("en") for problem in check_questions(renamed, other, DAY).problems] == []
    here, there = made(book), made(other)
    of_roles = [f"duties.{role}" for role in ROLES]
    assert {id for id in here if id not in of_roles} == {id for id in there if "crew_" not in id}
    for id in set(here) & set(there):
        assert here[id].key == there[id].key
        assert here[id].options == there[id].options


def test_who_else_might_be_meant(book: PolicyBook) -> None:
    """Those who act come first, then those whom most clauses concern."""
    who = made(book)["workflows.complaint.route.who"]
    assert wrong_ones(who) == ["Customer service supervisor", "Department concerned", "HR"]
    assert [option.why.en for option in who.options if option.why] == [
        "No step of a workflow is assigned to “Customer service supervisor”; this one is assigned to “Customer service "
        "agent”.",
        "“Department concerned” has other steps, such as “First plan”; this one is assigned to “Customer service "
        "agent”.",
        "No step of a workflow is assigned to “HR”; this one is assigned to “Customer service agent”.",
    ]
    who = made(with_roles(book, "agent", "trainer", "department"))["workflows.complaint.route.who"]
    assert wrong_ones(who) == ["Department concerned", "Trainer"]


def test_with_too_few_roles_nobody_asks_who(book: PolicyBook) -> None:
    for roles in (("agent", "department", "supervisor"), ("agent", "department")):
        small = with_roles(book, *roles)
        asked = {id for id in made(small) if id.endswith(".who")}
        assert bool(asked) == (len(roles) == 3)


def test_a_step_that_does_not_always_come_is_in_no_order(book: PolicyBook) -> None:
    shipped = made(book)
    title = book.clauses["workflows.enquiry.complex_reply"].entry.title
    assert book.clauses["workflows.enquiry.complex_reply"].entry.only_if is not None
    for id, question in shipped.items():
        if id.startswith("workflows.enquiry.") and question.kind in ("ordering", "single") and ".who" not in id:
            assert title not in question.answer.texts(), id
    assert "workflows.enquiry.complex_reply.next" not in shipped  # not always the next
    assert "workflows.enquiry.anything_else.next" not in shipped  # nor this one
    assert "workflows.enquiry.thank.next" in shipped
    assert "in some cases do not count" in shipped["workflows.enquiry.order.2"].stem.en
    assert "in some cases" not in shipped["workflows.complaint.order.2"].stem.en


def test_who_is_asked_where_the_work_passes_on(book: PolicyBook) -> None:
    asked = {id.removesuffix(".who") for id in made(book) if id.endswith(".who")}
    assert asked == {f"workflows.complaint.{step}" for step in ("route", "first_plan", "tell_customer")}


def test_a_duty_that_all_share_is_nobodys_mistake(book: PolicyBook) -> None:
    """A supervisor coordinates departments, and so does an agent in a complaint."""
    shared = {id for id, clause in book.clauses.items() if clause.entry.shared_with}
    assert "duties.supervisor.coordinate" in shared
    titles = {book.clauses[id].entry.title for id in shared}
    questions = made(book)
    for id in shared:
        assert f"{id}.duty" not in questions  # it could only be true
    for role in ("agent", "supervisor"):
        assert titles.isdisjoint(option.text for option in questions[f"duties.{role}"].options if not option.right)
    alone = made(with_entries(book, lambda _id, entry: entry.with_values(shared_with=[])))
    assert {alone[f"{id}.duty"].key for id in shared} == {True, False}
    assert {question.key for id, question in questions.items() if id.endswith(".duty")} == {True, False}


def test_a_duty_is_told_in_the_words_of_the_clause(book: PolicyBook) -> None:
    stem = made(book)["duties.agent.trace_shipments.duty"].stem
    assert stem.zh == "制度把“协助客户查询物流信息，提供准确的物流单号和物流轨迹”写在客服专员的岗位职责里。"
    assert stem.en.startswith(
        "The policy lists “Helps customers look up shipment information and gives them the correct waybill number"
    )
    other = with_entries(book, lambda _id, entry: entry.with_values(text=Words(zh="查件。", en="Tracing.")))
    assert made(other)["duties.agent.trace_shipments.duty"].stem.zh.startswith("制度把“协助查件”写在")


def test_a_wrong_step_of_another_workflow_has_another_name(book: PolicyBook) -> None:
    """What is recorded in one workflow is no wrong answer where something is recorded in another."""
    for question in made(book).values():
        if question.id.endswith(".next"):
            right = next(option.text.zh for option in question.options if option.right)
            elsewhere = [option.text.zh for option in question.options if option.mistake == "wrong_rule"]
            pairs = {right[at : at + 2] for at in range(len(right) - 1)}
            assert not any(pair in text for text in elsewhere for pair in pairs), question.id


def test_a_step_that_always_comes_is_asked_for(book: PolicyBook) -> None:
    always = made(with_only_if(book, "workflows.enquiry.complex_reply", None))
    assert {"workflows.enquiry.complex_reply.next", "workflows.enquiry.anything_else.next"} <= set(always)
    only = Words(zh="有异常的", en="Something is wrong")
    less = made(with_only_if(book, "workflows.tracking.tell", only))
    assert not any(id.startswith("workflows.tracking.order") for id in less)  # three steps are too few to order
    assert not {"workflows.tracking.tell.next", "workflows.tracking.explain.next"} & set(less)
    assert "workflows.tracking.fetch.next" in less


def test_a_workflow_alone_asks_where_there_are_two_wrong_steps(book: PolicyBook) -> None:
    """At the first and the last step of the only workflow there is one."""
    first, *others = book.chapters
    chapter = next(each for each in book.chapters if each.id == "workflows")
    alone = replace(book, chapters=(first, replace(chapter, sections=chapter.sections[1:2])))
    asked = {id for id in made(alone) if id.endswith(".next")}
    steps = [clause.id for clause in chapter.sections[1].clauses]
    assert others
    assert asked == {f"{id}.next" for id in steps[2:-1]}


def test_sections_of_one_title_are_kept_apart_by_their_chapters(book: PolicyBook) -> None:
    """Two chapters may each have a section “General”: what is asked of both must not read alike."""
    chapters = tuple(
        replace(
            chapter, sections=tuple(replace(each, title=Words(zh="总则", en="General")) for each in chapter.sections)
        )
        for chapter in book.chapters
    )
    alike = replace(book, chapters=chapters)
    of_sections = [question for question in workflow_questions(alike) if "总则" in question.stem["zh"]]
    of_sections += matching_questions(alike, DAY)
    assert len(of_sections) > 20
    for question in of_sections:
        chapter = next(each for each in book.chapters if each.id == question.clause.partition(".")[0])
        assert f"{chapter.title.zh}：总则" in question.stem["zh"]
        assert f"{chapter.title.en}: General" in question.stem["en"]

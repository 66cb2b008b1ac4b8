"""Papers: nothing twice, nothing that tells what another asks, the mix kept, refusals that say what can be had."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank import Bank
from quiz.frozen.fitting import misfits
from quiz.frozen.reading import parse_paper
from quiz.kinds import KINDS
from quiz.papers.drawing import Impossible, Request, draw, shares
from quiz.papers.freezing import Head, freeze
from quiz.question import Question, clash

HEAD = Head("考试", "公司", "", 30, 80)
CHAPTERS = ("appraisal", "discipline", "workflows", "rewards", "pay")
MIXES = st.one_of(
    st.just(()), st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: (*two, 100 - sum(two)))
)
REQUESTS = st.builds(
    Request,
    count=st.integers(1, 40),
    seed=st.text(max_size=12),
    chapters=st.sets(st.sampled_from(CHAPTERS)).map(tuple),
    roles=st.sets(st.sampled_from(("agent", "supervisor"))).map(tuple),
    kinds=st.sets(st.sampled_from(list(KINDS))).map(tuple),
    mix=MIXES,
    must_know=st.booleans(),
    changed_since=st.sampled_from([None, None, date(2026, 1, 1), date(2026, 7, 1)]),
)


def made_or_refused(bank: Bank, request: Request) -> tuple[Question, ...] | Impossible:
    try:
        return draw(bank, request)
    except Impossible as refused:
        return refused


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=REQUESTS)
def test_a_paper_is_sound_or_refused_with_what_can_be_had(bank: Bank, request: Request) -> None:
    questions = made_or_refused(bank, request)
    if isinstance(questions, Impossible):
        assert sum(questions.by_level.values()) == questions.possible < request.count
        assert all(found <= questions.wanted[level] for level, found in questions.by_level.items())
        return
    assert len(questions) == request.count == len({question.id for question in questions})
    assert not any(clash(one, other) for one, other in combinations(questions, 2))
    assert all(not request.chapters or question.chapter in request.chapters for question in questions)
    assert all(not request.kinds or question.kind in request.kinds for question in questions)
    clauses = [bank.book.clauses[question.clause] for question in questions]
    assert not request.must_know or all(clause.entry.must_know for clause in clauses)
    if request.changed_since:
        assert all(bank.changed[clause.id] >= request.changed_since for clause in clauses)
    if request.mix:
        levels = Counter(question.level for question in questions)
        assert {level: levels[level] for level in (1, 2, 3)} == shares(request.count, request.mix)
    assert draw(bank, request) == questions


def test_without_a_mix_what_is_possible_can_be_had(bank: Bank) -> None:
    with pytest.raises(Impossible) as refused:
        draw(bank, Request(90, "s", ("pay",)))
    assert len(draw(bank, Request(refused.value.possible, "s", ("pay",)))) == refused.value.possible


@given(number=st.integers(1, 100), mix=st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_shares_sum_to_the_number(number: int, mix: tuple[int, int]) -> None:
    assert sum(shares(number, (*mix, 100 - sum(mix))).values()) == number


@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant"])
def test_every_question_of_the_bank_can_be_frozen(bank: Bank, lang: str) -> None:
    questions = tuple(bank.questions.values())
    for start in range(0, len(questions), 100):
        some = questions[start : start + 100]
        file = freeze(some, bank, Request(len(some), "s"), HEAD, lang)  # type: ignore[arg-type]
        assert list(misfits(file)) == []
        assert parse_paper(file.content, "x") == file
        for question, shown, key in zip(some, file.paper.questions, file.key.questions):
            assert (key.id, key.hash) == (question.id, question.hash)
            assert shown.stem == question.stem[lang]  # type: ignore[index]
            if key.right is not None:
                texts = [shown.options[place] for place in key.right]
                assert sorted(texts) == sorted(each.text[lang] for each in question.options if each.right)  # type: ignore[index]


def test_a_paper_draws_no_question_of_an_earlier_one(bank: Bank) -> None:
    first = freeze(draw(bank, Request(20, "a")), bank, Request(20, "a"), HEAD, "zh")
    used = {key.id for key in first.key.questions}
    again = Request(20, "a", without=(first.paper.number,))
    assert used.isdisjoint(question.id for question in draw(bank, again, used))


def test_a_file_says_what_was_asked_for(bank: Bank) -> None:
    request = Request(3, "s", chapters=("pay", "discipline"), must_know=True, mix=(34, 33, 33))
    file = freeze(draw(bank, request), bank, request, HEAD, "zh")
    assert file.key.drawn.as_data(given_only=True) == {
        "seed": "s",
        "policy": bank.book.digest,
        "count": 3,
        "chapters": ["discipline", "pay"],
        "mix": [34, 33, 33],
        "must_know": True,
    }
    assert (file.paper.bank, file.paper.day) == (bank.version, str(bank.day))

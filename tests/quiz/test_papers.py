"""Papers: nothing twice, nothing that tells what another asks, the mix kept, refusals that say what can be had."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank import Bank
from quiz.cli import quiz
from quiz.kinds import KINDS
from quiz.papers.documents import FORMATS, write_key, write_paper
from quiz.papers.paper import Impossible, Paper, Request, draw, shares
from quiz.question import clash
from tests.quiz.conftest import ROOT

CHAPTERS = ("appraisal", "discipline", "workflows", "rewards", "pay")
MIXES = st.one_of(
    st.just(()), st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: (*two, 100 - sum(two)))
)
REQUESTS = st.builds(
    Request,
    number=st.integers(1, 40),
    seed=st.text(max_size=12),
    chapters=st.sets(st.sampled_from(CHAPTERS)).map(tuple),
    roles=st.sets(st.sampled_from(("agent", "supervisor"))).map(tuple),
    kinds=st.sets(st.sampled_from(list(KINDS))).map(tuple),
    mix=MIXES,
)


def made(bank: Bank, request: Request) -> Paper:
    return draw(bank.questions.values(), bank.version, bank.day, request)


def made_or_refused(bank: Bank, request: Request) -> Paper | Impossible:
    try:
        return made(bank, request)
    except Impossible as refused:
        return refused


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=REQUESTS)
def test_a_paper_is_sound_or_refused_with_what_can_be_had(bank: Bank, request: Request) -> None:
    paper = made_or_refused(bank, request)
    if isinstance(paper, Impossible):
        assert sum(paper.by_level.values()) == paper.possible < request.number
        assert all(found <= paper.wanted[level] for level, found in paper.by_level.items())
        return
    questions = [item.question for item in paper.items]
    assert len(questions) == request.number == len({question.id for question in questions})
    assert [item.number for item in paper.items] == list(range(1, request.number + 1))
    assert not any(clash(one, other) for one, other in combinations(questions, 2))
    assert all(not request.chapters or question.chapter in request.chapters for question in questions)
    assert all(not request.kinds or question.kind in request.kinds for question in questions)
    if request.mix:
        levels = Counter(question.level for question in questions)
        assert {level: levels[level] for level in (1, 2, 3)} == shares(request.number, request.mix)
    for item in paper.items:
        assert sorted(item.shown) == list(range(len(item.shown)))
        if item.question.kind == "ordering":
            assert list(item.shown) != sorted(item.shown)
    assert made(bank, request) == paper


def test_without_a_mix_what_is_possible_can_be_had(bank: Bank) -> None:
    with pytest.raises(Impossible) as refused:
        made(bank, Request(90, "s", ("pay",)))
    assert len(made(bank, Request(refused.value.possible, "s", ("pay",))).items) == refused.value.possible


@given(number=st.integers(1, 100), mix=st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_shares_sum_to_the_number(number: int, mix: tuple[int, int]) -> None:
    assert sum(shares(number, (*mix, 100 - sum(mix))).values()) == number


def test_right_letters_are_spread(bank: Bank) -> None:
    """Of questions with as many options, no letter is right more often than another by more than one deck."""
    paper = made(bank, Request(40, "spread", kinds=("single",)))
    four = [item for item in paper.items if len(item.question.options) == 4]
    letters = Counter(item.marked("zh") for item in four)
    assert max(letters.values()) - min(letters[letter] for letter in "ABCD") <= 1


def test_the_same_paper_in_another_process(bank: Bank) -> None:
    request = Request(20, "期末")
    script = (
        "from tests.quiz.conftest import DATA, DAY\nfrom quiz.check import open_bank\n"
        "from quiz.papers.paper import *\n"
        "bank = open_bank(DATA, DAY)\n"
        "paper = draw(bank.questions.values(), bank.version, bank.day, Request(20, '期末'))\nimport json\n"
        "print(json.dumps([paper.id, [[each.question.id, each.shown] for each in paper.items]]))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "11"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, env=env)
    paper = made(bank, request)
    assert json.loads(done.stdout) == [paper.id, [[item.question.id, list(item.shown)] for item in paper.items]]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant"])
def test_a_paper_has_no_answers_and_its_key_has(bank: Bank, form: str, lang: str) -> None:
    paper = made(bank, Request(25, "doc"))
    sheet, key = (write(form, paper, bank.book, lang, "") for write in (write_paper, write_key))  # type: ignore[arg-type]
    assert sheet != key
    if form in ("html", "json"):
        for item in paper.items:
            assert item.question.because[lang] not in sheet.decode()  # type: ignore[index]
        assert "✓" not in sheet.decode()
        assert paper.id in sheet.decode()
        assert paper.id in key.decode()
    assert write_paper(form, paper, bank.book, lang, "") == sheet  # type: ignore[arg-type]


def test_the_command(tmp_path: object) -> None:
    out, key = f"{tmp_path}/paper.html", f"{tmp_path}/key.html"
    runner = CliRunner()
    data = ["--data", str(ROOT / "policy_data"), "--today", "2026-11-24", "--lang", "en"]
    done = runner.invoke(
        quiz, ["paper", "-n", "5", "--seed", "x", "--out", out, "--key", key, *data], standalone_mode=False
    )
    assert done.return_value == 0, done.output
    assert "5 questions" in done.output
    done = runner.invoke(
        quiz, ["paper", "-n", "90", "--chapters", "general", "--out", out, *data], standalone_mode=False
    )
    assert done.return_value == 1

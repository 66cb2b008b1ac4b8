"""How a paper is drawn and frozen, one rule at a time, on a few questions made by hand. The whole bank: see
test_papers.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.lang.words import Words
from quiz.bank import Bank
from quiz.chance import Chance
from quiz.kinds import KINDS
from quiz.kinds.answer import Pair
from quiz.kinds.numeric import Numeric
from quiz.papers.drawing import MAX_SEED, Impossible, Request, draw, new_seed, shares
from quiz.papers.freezing import share_points
from quiz.question import Question, clash
from tests.quiz.samples import right, sample, words, wrong

DAY = date(2026, 1, 1)


def many(number: int, kind: str = "single", clauses: int = 1000, **parts: Any) -> list[Question]:
    """Questions that tell nothing of each other; clause and level go round."""
    return [
        sample(
            kind,
            **{
                "id": f"{kind}.{index:02}",
                "clause": f"chapter.section.c{index % clauses}",
                "level": 1 + index % 3,
                "asks": frozenset({f"{kind}{index}"}),
                **parts,
            },
        )
        for index in range(number)
    ]


def bank_of(questions: list[Question], must_know: str = "") -> Bank:
    """A bank of the questions; the clauses of which must be known are those that end so."""
    clauses = {
        each.clause: SimpleNamespace(
            entry=SimpleNamespace(must_know=bool(must_know) and each.clause.endswith(must_know))
        )
        for each in questions
    }
    book: Any = SimpleNamespace(clauses=clauses)
    return Bank(book, DAY, {each.id: each for each in sorted(questions, key=lambda each: each.id)})


def made(questions: list[Question], request: Request) -> tuple[Question, ...]:
    return draw(bank_of(questions), request)


def ids(paper: tuple[Question, ...]) -> list[str]:
    return [question.id for question in paper]


def test_a_request_reads_the_same_whatever_was_chosen_first() -> None:
    request = Request(20, "期末", ("b", "a"), ("agent",), ("single",), (50, 30, 20))
    assert request.text == "20|a,b|agent|single|50,30,20||||期末"
    more = Request(5, "x", must_know=True, changed_since=date(2026, 7, 1), without=("ZZ", "AA"))
    assert more.text == "5|||||must|2026-07-01|AA,ZZ|x"


def test_a_paper_is_drawn_like_this() -> None:
    """The site draws the same."""
    questions = [
        sample("single", id=f"s.{i:02}", clause=f"ch.s.c{i % 4}", level=1 + i % 3, asks=frozenset({f"f{i}"}))
        for i in range(12)
    ]
    assert ids(made(questions, Request(6, "x"))) == ["s.08", "s.10", "s.01", "s.07", "s.09", "s.03"]
    assert ids(made(questions, Request(6, "x", mix=(50, 34, 16)))) == ["s.04", "s.02", "s.01", "s.03", "s.06", "s.00"]


def test_seeds_cannot_be_guessed_and_fit() -> None:
    seeds = {new_seed() for _ in range(100)}
    assert len(seeds) == 100
    assert all(len(seed) == 8 <= MAX_SEED for seed in seeds)


@pytest.mark.parametrize(
    ("count", "points"), [(20, [5] * 20), (3, [33, 33, 34]), (30, [3] * 20 + [4] * 10), (1, [100])]
)
def test_points_sum_to_a_hundred(count: int, points: list[int]) -> None:
    assert share_points(count) == points
    assert all(sum(share_points(each)) == 100 and min(share_points(each)) >= 1 for each in range(1, 101))


@pytest.mark.parametrize(
    ("number", "mix", "expected"),
    [
        (10, (50, 30, 20), {1: 5, 2: 3, 3: 2}),
        (6, (50, 34, 16), {1: 3, 2: 2, 3: 1}),
        (1, (33, 33, 34), {1: 0, 2: 0, 3: 1}),
        (2, (33, 33, 34), {1: 1, 2: 0, 3: 1}),  # a tie goes to the lower level
        (3, (50, 50, 0), {1: 2, 2: 1, 3: 0}),
        (7, (0, 0, 100), {1: 0, 2: 0, 3: 7}),
        (5, (90, 5, 5), {1: 5, 2: 0, 3: 0}),
    ],
)
def test_shares(number: int, mix: tuple[int, int, int], expected: dict[int, int]) -> None:
    assert shares(number, mix) == expected


def test_what_clashes() -> None:
    plain = sample("single", asks=frozenset({"a"}), tells=frozenset({"b"}))
    asks = sample("single", id="x", asks=frozenset({"a"}))
    told = sample("single", id="y", asks=frozenset({"b"}))
    other = sample("single", id="z", asks=frozenset({"c"}), tells=frozenset({"b"}))
    assert clash(plain, asks)
    assert clash(plain, told)
    assert clash(told, plain)
    assert not clash(plain, other)  # both tell, neither asks


def test_a_clause_comes_twice_only_when_all_have_come_once() -> None:
    questions = many(20, clauses=5)
    for seed in "abcdef":
        first = made(questions, Request(5, seed))
        assert len({question.clause for question in first}) == 5
        more = made(questions, Request(8, seed))
        assert len({question.clause for question in more}) == 5


def test_what_clashes_never_stands_together() -> None:
    teller = sample("single", id="teller", clause="x.y.z", asks=frozenset({"t"}), tells=frozenset({"single1"}))
    questions = [*many(6), teller]
    for seed in range(30):
        chosen = ids(made(questions, Request(6, str(seed))))
        assert not {"teller", "single.01"} <= set(chosen)
    with pytest.raises(Impossible) as refused:
        made(questions, Request(7, "s"))
    assert refused.value.possible == 6
    assert refused.value.wanted == {0: 7}
    assert refused.value.by_level == {0: 6}
    assert str(refused.value) == "at most 6 questions"


def test_a_mix_that_cannot_be_had_is_told_by_level() -> None:
    with pytest.raises(Impossible) as refused:
        made(many(6), Request(8, "s", mix=(50, 25, 25)))  # two of each level are there
    assert refused.value.wanted == {1: 4, 2: 2, 3: 2}
    assert refused.value.by_level == {1: 2, 2: 2, 3: 2}
    assert refused.value.possible == 6


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(3, "s", chapters=("other",)), {"numeric.00", "numeric.01", "numeric.02"}),
        (Request(3, "s", kinds=("ordering",)), {"ordering.00", "ordering.01", "ordering.02"}),
        (Request(3, "s", roles=("hr", "nobody")), {"matching.00", "matching.01", "matching.02"}),
    ],
)
def test_only_what_was_asked_for(request_: Request, expected: set[str]) -> None:
    questions = [
        *many(3),
        *many(3, "ordering"),
        *many(3, "numeric", clause="other.section.c"),
        *many(3, "matching", roles=("hr", "trainer")),
    ]
    assert set(ids(made(questions, request_))) == expected


def test_only_what_must_be_known() -> None:
    bank = bank_of(many(10), must_know="5")
    assert ids(draw(bank, Request(1, "s", must_know=True))) == ["single.05"]
    with pytest.raises(Impossible):
        draw(bank, Request(2, "s", must_know=True))


def test_what_earlier_papers_asked_does_not_come_again() -> None:
    bank = bank_of(many(10))
    first = draw(bank, Request(5, "s"))
    again = draw(bank, Request(5, "s", without=("AAAAAAAA",)), {question.id for question in first})
    assert set(ids(first)).isdisjoint(ids(again))
    with pytest.raises(Impossible):
        draw(bank, Request(6, "s", without=("AAAAAAAA",)), {question.id for question in first})


def test_what_is_kept_for_exams_is_apart() -> None:
    bank = bank_of([*many(6), *many(4, "numeric", reserved=True)])
    assert {question.kind for question in bank.public.questions.values()} == {"single"}
    assert {question.kind for question in bank.reserved.questions.values()} == {"numeric"}
    assert {question.kind for question in draw(bank, Request(10, "s"))} == {"single", "numeric"}


def test_kinds_come_in_their_order() -> None:
    questions = [question for kind in reversed(KINDS) for question in many(2, kind)]
    assert [question.kind for question in made(questions, Request(12, "s"))] == [
        kind for kind in KINDS for _ in range(2)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_what_is_shown_tells_nothing_of_the_key(kind: str) -> None:
    """What is shown is the same whatever is right; and any order may come, the right one as well."""
    texts = [words(sign) for sign in "dbca"]
    keyed: dict[str, list[dict[str, Any]]] = {
        "single": [{"options": tuple(right(s) if s == key else wrong(s) for s in "dbca")} for key in "abcd"],
        "multiple": [{"options": tuple(wrong(s) if s == key else right(s) for s in "dbca")} for key in "abcd"],
        "ordering": [{"order": (*texts[turn:], *texts[:turn])} for turn in range(4)],
        "matching": [
            {"pairs": (Pair(words("x"), words(first)), Pair(words("y"), words(second)))}
            for first, second in ("pq", "qp")
        ],
    }
    shown = set()
    for seed in map(str, range(200)):
        ways = {repr(frozen(sample(kind, **parts), seed)[0]) for parts in keyed.get(kind, [{}])}
        assert len(ways) == 1
        shown |= ways
    assert len(shown) == {"single": 24, "multiple": 24, "ordering": 24, "matching": 2}.get(kind, 1)


def frozen(question: Question, seed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    def mixed(texts: Any) -> list[int]:
        return Chance(seed).shuffled(sorted(range(len(texts)), key=lambda place: texts[place]))

    return question.answer.frozen("zh", mixed)


def test_halves_of_each_kind() -> None:
    def backwards(texts: Any) -> list[int]:
        return list(reversed(range(len(texts))))

    def halves(question: Question) -> tuple[dict[str, Any], dict[str, Any]]:
        return question.answer.frozen("zh", backwards)

    def said(*texts: str) -> list[str]:
        return [words(text).zh for text in texts]

    reasons = [words("why not c").zh, "", ""]
    assert halves(sample("multiple")) == ({"options": said("c", "b", "a")}, {"right": [1, 2], "why": reasons})
    assert halves(sample("single"))[1]["right"] == [3]
    assert halves(sample("true_false", truth=True)) == ({}, {"truth": True})
    assert halves(sample("numeric")) == ({"unit": "元"}, {"number": "206.95", "say": "206.95 元"})
    for number, plain in (
        (Fraction(1205, 10), "120.5"),
        (Fraction(12000), "12000"),
        (Fraction(0), "0"),
        (Fraction(-5), "-5"),
    ):
        assert halves(sample("numeric", number=number))[1]["number"] == plain
    assert halves(sample("numeric", unit=None))[0] == {"unit": ""}
    assert halves(sample("ordering")) == ({"options": said("three", "two", "one")}, {"order": [2, 1, 0]})
    shown = {"lefts": said("x", "y", "z"), "options": said("2", "1")}
    assert halves(sample("matching")) == (shown, {"pairs": [1, 0, 1]})


def test_amounts_in_words() -> None:
    assert Numeric(Fraction(5), "day_of_month").say("en") == "the 5th"
    assert Numeric(Fraction(1), "day").say("en") == "1 day"
    assert Numeric(Fraction(3)).say("en") == "3"


def test_texts_on_the_right_come_once() -> None:
    pairs = tuple(Pair(Words(zh=a, en=a), Words(zh=b, en=b)) for a, b in ("xp", "yq", "zp", "wr"))
    assert [each.zh for each in sample("matching", pairs=pairs).answer.rights] == ["p", "q", "r"]  # type: ignore[attr-defined]

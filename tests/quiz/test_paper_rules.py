"""How a paper is drawn, one rule at a time, on a few questions made by hand. The whole bank: see test_papers.py."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from handbook.lang.words import Words
from quiz.chance import Chance
from quiz.kinds import KINDS
from quiz.kinds.answer import Pair
from quiz.kinds.numeric import Numeric
from quiz.papers.item import Item
from quiz.papers.paper import Impossible, Paper, Request, draw, paper_id, shares
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


def made(questions: list[Question], request: Request) -> Paper:
    return draw(questions, "version", DAY, request)


def ids(paper: Paper) -> list[str]:
    return [item.question.id for item in paper.items]


def test_an_id_follows_from_version_and_request() -> None:
    request = Request(20, "期末", ("b", "a"), ("agent",), ("single",), (50, 30, 20))
    assert request.text == "20|a,b|agent|single|50,30,20|期末"
    assert paper_id("1234abcd", request) == "SNYT-D9K5"
    assert paper_id("1234abcd", Request(1, "x")) == "AK4C-GQ40"


def test_a_paper_is_drawn_like_this() -> None:
    """The site draws the same; where this changes, every paper that was printed changes."""
    questions = [
        sample("single", id=f"s.{i:02}", clause=f"ch.s.c{i % 4}", level=1 + i % 3, asks=frozenset({f"f{i}"}))
        for i in range(12)
    ]
    paper = draw(questions, "v1", DAY, Request(6, "x"))
    assert [(item.number, item.question.id, item.shown) for item in paper.items] == [
        (1, "s.07", (1, 3, 2, 0)),
        (2, "s.06", (1, 0, 3, 2)),
        (3, "s.08", (0, 3, 1, 2)),
        (4, "s.01", (2, 1, 0, 3)),
        (5, "s.02", (2, 0, 1, 3)),
        (6, "s.10", (2, 1, 3, 0)),
    ]
    mixed_paper = draw(questions, "v1", DAY, Request(6, "x", mix=(50, 34, 16)))
    assert ids(mixed_paper) == ["s.00", "s.09", "s.03", "s.10", "s.08", "s.04"]
    assert (paper.version, paper.day, paper.id) == ("v1", DAY, paper_id("v1", Request(6, "x")))


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
        assert len({item.question.clause for item in first.items}) == 5
        more = made(questions, Request(8, seed))
        assert len({item.question.clause for item in more.items}) == 5


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


def test_kinds_come_in_their_order() -> None:
    questions = [question for kind in reversed(KINDS) for question in many(2, kind)]
    paper = made(questions, Request(12, "s"))
    assert [item.question.kind for item in paper.items] == [kind for kind in KINDS for _ in range(2)]
    assert [(kind, len(items)) for kind, items in paper.parts()] == [(kind, 2) for kind in KINDS.values()]
    assert [kind for kind, _ in made(many(2), Request(2, "s")).parts()] == [KINDS["single"]]
    shown = {"single": 4, "multiple": 3, "ordering": 3, "matching": 2}  # what each sample has to choose from
    for item in paper.items:
        assert sorted(item.shown) == list(range(shown.get(item.question.kind, 0)))


def test_right_letters_come_from_a_deck() -> None:
    paper = made(many(12), Request(12, "letters"))
    letters = [item.marked("zh") for item in paper.items]
    for start in (0, 4, 8):
        assert sorted(letters[start : start + 4]) == ["A", "B", "C", "D"]
    assert len({tuple(letters[start : start + 4]) for start in (0, 4, 8)}) > 1
    for item in paper.items:
        assert sorted(item.shown) == [0, 1, 2, 3]
    assert max(Counter(item.shown for item in paper.items).values()) < 4  # the wrong ones are mixed, too


def test_options_of_several_counts_have_a_deck_each() -> None:
    three = (right("a"), wrong("b"), wrong("c"))
    few = [sample("single", id=f"t.{n}", options=three, clause=f"t.t.{n}", asks=frozenset({f"t{n}"})) for n in range(6)]
    questions = [*many(8), *few]
    paper = made(questions, Request(14, "decks"))
    for count in (3, 4):
        letters = [item.marked("zh") for item in paper.items if len(item.question.options) == count]
        found = Counter(letters)
        assert max(found.values()) - min(found["ABCD"[place]] for place in range(count)) <= 1


def test_steps_never_stand_in_the_right_order() -> None:
    two = sample("ordering", order=(words("one"), words("two")))
    assert {tuple(two.answer.mixed(Chance(str(seed)))) for seed in range(20)} == {(1, 0)}
    three = sample("ordering")
    assert {tuple(three.answer.mixed(Chance(str(seed)))) for seed in range(60)} == {
        (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0),
    }  # fmt: skip


def test_answers_in_words() -> None:
    """Letters of what stands where, by the places of a paper."""
    pairs = sample("matching")
    assert [each.zh for each in pairs.answer.rights] == [words("1").zh, words("2").zh]
    item = Item(1, pairs, (1, 0))
    assert [text[:2] for _, text in item.choices("zh")] == ["2 ", "1 "]
    assert item.marked("zh") == "1-B 2-A 3-B"
    assert Item(1, sample("ordering"), (2, 0, 1)).marked("zh") == "B C A"
    assert Item(1, sample("multiple"), (2, 0, 1)).marked("zh") == "B C"
    assert Item(1, sample("single"), (3, 2, 0, 1)).marked("zh") == "C"
    assert Item(1, sample("true_false"), ()).marked("zh") == "×（错）"
    assert Item(1, sample("true_false", truth=True), ()).marked("zh") == "√（对）"
    assert Item(1, sample("numeric"), ()).marked("zh") == "206.95 元"
    assert Numeric(Fraction(5), "day_of_month").say("en") == "the 5th"
    assert Numeric(Fraction(1), "day").say("en") == "1 day"
    assert Numeric(Fraction(3)).say("en") == "3"


def test_what_is_shown_is_the_questions_own() -> None:
    ordering = Item(1, sample("ordering"), (2, 0, 1))
    assert [letter for letter, _ in ordering.choices("en")] == ["A", "B", "C"]
    assert [text.partition(" ")[0] for _, text in ordering.choices("en")] == ["three", "one", "two"]
    single = Item(1, sample("single"), (3, 2, 0, 1))
    assert [text.partition(" ")[0] for _, text in single.choices("en")] == ["d", "c", "a", "b"]
    pairs = tuple(Pair(Words(zh=a, en=a), Words(zh=b, en=b)) for a, b in ("xp", "yq", "zp", "wr"))
    twice = sample("matching", pairs=pairs)
    assert [each.zh for each in twice.answer.rights] == ["p", "q", "r"]
    assert Item(1, twice, (2, 0, 1)).marked("zh") == "1-B 2-C 3-B 4-A"

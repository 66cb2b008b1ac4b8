"""What is exported in the tests: questions with traps in every text, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from handbook import Lang, PolicyBook, Words
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.kinds.answer import Option, Pair
from quiz.papers.exporters import export
from quiz.papers.exporters.entries import Batch
from quiz.papers.exporters.neutral import of_bank
from quiz.question import Question
from tests.quiz.conftest import ROOT
from tests.quiz.samples import right, sample, wrong

PAPER = ROOT / "tests" / "quiz" / "papers" / "sample.paper.json"
# What a format may take for something of its own, at the beginning of a text or within.
TRAPS = ("[html]x", "%50% z", "// c", "=a", "~b", "a#b", "{x}", "\\", "a\\n", "-> x", "::n::", "$CATEGORY: x", "0",
         "&amp;<b>", "1..2", "####f", "TRUE", "a\n\nb", "a\tb", "A. x", "答案:A", "__")  # fmt: skip


def same(text: str) -> Words:
    return Words(zh=text, en=text)


def trapped(place: int, trap: str) -> list[Question]:
    """A question of each kind with a trap wherever there is a text."""
    other, text = same(TRAPS[place - 1]), same(trap)
    options = (Option(text, right=True), Option(other, why=text), Option(same(f"{trap} z"), why=other))
    return [
        sample("single", id=f"trap{place}.single", stem=text, because=text, options=options),
        sample("ordering", id=f"trap{place}.ordering", stem=text, because=text, order=(text, other, same("k"))),
        sample("matching", id=f"trap{place}.matching", stem=text, because=text,
               pairs=(Pair(text, other), Pair(other, text))),
        sample("true_false", id=f"trap{place}.true_false", stem=text, because=text, truth=bool(place % 2)),
    ]  # fmt: skip


SAMPLES = [
    *(sample(kind) for kind in KINDS),
    *(each for place, trap in enumerate(TRAPS) for each in trapped(place, trap)),
    *(sample("numeric", id=f"number{at}", number=Fraction(each)) for at, each in enumerate(("0", "-5", "1/2", "1e6"))),
    *(
        sample(
            "multiple",
            id=f"multiple{count}",
            options=tuple(right(str(place)) if place < count else wrong(str(place)) for place in range(8)),
        )
        for count in range(2, 8)
    ),
]


def of(questions: Sequence[Question], book: PolicyBook, lang: Lang = "zh") -> Batch:
    made = Bank(book, date(2026, 11, 24), {question.id: question for question in questions})
    return of_bank(made, questions, lang)


def written(name: str, batch: Batch) -> bytes:
    (content,) = export(name, batch).files
    return content

"""A question of each kind, with every sign that formats have a meaning for."""

from __future__ import annotations

from fractions import Fraction

from handbook.lang.words import Words
from quiz.kinds import KINDS
from quiz.kinds.answer import Option, Pair
from quiz.question import Question

NASTY = (
    '“引号” "quotes" <b>&amp; ~ = # { } : \\ -> 50% \'s\n'
    "second line，。；：（）【】——…… </style> // ::x:: {#1} $CATEGORY: %50% #### ]]>"
)
PARTS = {"options", "truth", "number", "unit", "order", "pairs"}  # of answers
CLAUSE = "discipline.attendance.late"


def words(text: str) -> Words:
    return Words(zh=f"{text} {NASTY}", en=f"{text} {NASTY}")


def sample(kind: str, **parts: object) -> Question:
    """A sound question of a kind; `parts` replace parts of it."""
    own: dict[str, dict[str, object]] = {
        "single": {"options": (right("a"), wrong("b"), wrong("c"), wrong("d"))},
        "multiple": {"options": (right("a"), right("b"), wrong("c"))},
        "true_false": {"truth": False},
        "numeric": {"number": Fraction(20695, 100), "unit": "CNY"},
        "ordering": {"order": (words("one"), words("two"), words("three"))},
        "matching": {"pairs": tuple(Pair(words(left), words(r)) for left, r in (("x", "1"), ("y", "2"), ("z", "1")))},
    }
    base: dict[str, object] = {
        "id": f"sample.{kind}",
        "clause": CLAUSE,
        "roles": ("agent",),
        "level": 1,
        "source": "scenario",
        "stem": words(f"stem of {kind}"),
        "because": words("because"),
        "asks": frozenset({f"sample.{kind}"}),
    }
    given = {name: parts.pop(name) for name in PARTS & parts.keys()}
    answer = KINDS[kind](**{**own[kind], **given})
    return Question(**{**base, "answer": answer, **parts})  # type: ignore[arg-type]


def right(text: str) -> Option:
    return Option(words(text), right=True)


def wrong(text: str) -> Option:
    return Option(words(text), mistake="common_belief", why=words(f"why not {text}"))

"""Odd links to calculators and to practice: cut by a chat, encoded twice, written by hand, made by somebody else."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date
from pathlib import Path

import pytest

from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from macros.data.quiz_data import index
from macros.site.edition import Edition
from quiz.build import build_bank
from quiz.sources.written.files import read_questions
from tests.delivered import delivered_to
from tests.fuzz.damage import PIECES
from tests.fuzzing import scaled

pytestmark = pytest.mark.fuzz
HERE = Path(__file__).parent
DATA = HERE.parents[1] / "policy_data"
TODAY = date(2026, 11, 23)
LINKS = (
    "#base=4500&late=8;12;45&on=2026-03-31",
    "#clause=discipline.attendance.late&base=4,500.50&absent_days=1",
    "#absences=2026-03-02,1;2026-03-03,0.5&on=2026-12-31",
    "#chapter=pay",
    "#daily",
    "#paper=KCE0-CGS5&v=18c1c9cf&seed=%E6%9C%9F%E6%9C%AB&q=late-1,late-2",
)
SIGNS = (
    "%",
    "%E6",
    "%ED%A0%80",
    "%00",
    "\ud800",
    "\udfff",
    "&",
    "=",
    ";",
    ",",
    "#",
    "+",
    "?",
    "__proto__=1&",
    "constructor=1&",
)


def _odd(chance: random.Random) -> str:
    link = chance.choice(LINKS)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(link) + 1)
        if chance.random() < 0.3:
            link = link[:at] + link[at + chance.randint(1, 8) :]
        else:
            link = link[:at] + chance.choice((*SIGNS, *PIECES)) + link[at:]
    return link if link.startswith("#") else f"#{link}"


def test_no_link_stops_a_page() -> None:
    book = open_book(DATA, TODAY)
    bank, _ = build_bank(book, read_questions(DATA), TODAY)
    fragments = [_odd(random.Random(seed)) for seed in range(scaled(1_000))]
    given = {
        "rules": [emit(rule, book, "zh") for rule in book.rules.values()],
        "index": index(Edition(book, TODAY, "zh", "手册", bank), bank),
        "fragments": ["", "#", "#%", *LINKS, *fragments],
    }
    text = json.dumps(given).encode()
    done = subprocess.run(["node", delivered_to(HERE / "links.mjs")], input=text, capture_output=True, check=True)
    assert json.loads(done.stdout) == []

"""The site draws the same papers as the command, and refuses the same requests."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

from macros.data.quiz_data import index
from macros.site.edition import Edition
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.papers.paper import Impossible, Request, draw
from tests.quiz.conftest import DAY

HERE = Path(__file__).parent
REQUESTS = 300


def test_papers_are_the_same_in_the_browser(bank: Bank) -> None:
    requests = [_request(random.Random(number), bank) for number in range(REQUESTS)]
    edition = Edition(bank.book, DAY, "zh", "手册", bank)
    given = {"index": index(edition, bank), "requests": [_data(request) for request in requests]}
    text = json.dumps(given).encode()
    done = subprocess.run(["node", HERE / "papers.mjs"], input=text, capture_output=True, check=True)
    expected = [_drawn(bank, request) for request in requests]
    assert json.loads(done.stdout) == expected
    assert sum("id" in each for each in expected) > REQUESTS / 4
    assert sum("possible" in each for each in expected) > REQUESTS / 20


def _request(luck: random.Random, bank: Bank) -> Request:
    def some(names: list[str]) -> tuple[str, ...]:
        return tuple(luck.sample(names, luck.choice([0, 0, 1, 2, 3])))

    first, second = luck.randint(0, 60), luck.randint(0, 40)
    return Request(
        number=luck.randint(1, 60),
        seed=luck.choice(["1", "期末考试", "a|b", "", "😀"]) + str(luck.random()),
        chapters=some([chapter.id for chapter in bank.book.chapters]),
        roles=some(["agent", "supervisor", "hr"]),
        kinds=some(list(KINDS)),
        mix=luck.choice([(), (first, second, 100 - first - second)]),
    )


def _data(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in ("number", "seed", "chapters", "roles", "kinds", "mix")}


def _drawn(bank: Bank, request: Request) -> dict[str, Any]:
    try:
        paper = draw(bank.questions.values(), bank.version, bank.day, request)
    except Impossible as refused:
        return {"possible": refused.possible, "byLevel": {str(key): value for key, value in refused.by_level.items()}}
    return {"id": paper.id, "items": [[item.question.id, list(item.shown)] for item in paper.items]}

"""The site makes the same papers as the command, to the byte, and refuses the same requests."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from handbook.lang.languages import LANGS
from macros.data.quiz_data import chapter_words, index
from macros.site.edition import Edition
from quiz.bank import Bank
from quiz.frozen.shapes import FrozenFile
from quiz.kinds import KINDS
from quiz.papers.drawing import Impossible, Request, draw
from quiz.papers.freezing import Head, freeze
from tests.delivered import delivered_to
from tests.quiz.conftest import DAY

HERE = Path(__file__).parent
REQUESTS = 240
HEAD = Head("考试“甲”\n<b>", "某某公司", "客服部", 30, 80)


def test_papers_are_the_same_in_the_browser(bank: Bank) -> None:
    earlier = [freeze(draw(bank, Request(20, seed)), bank, Request(20, seed), HEAD, "zh") for seed in "ab"]
    requests = [_request(random.Random(number), bank, earlier) for number in range(REQUESTS)]
    given = {
        "editions": [_edition(Edition(bank.book, DAY, lang, "手册", bank)) for lang in LANGS],
        "requests": [_data(request, number % 3, earlier) for number, request in enumerate(requests)],
    }
    done = subprocess.run(
        ["node", delivered_to(HERE / "papers.mjs")], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    expected = [_made(bank, request, number % 3, earlier) for number, request in enumerate(requests)]
    assert json.loads(done.stdout) == expected
    assert sum(isinstance(each, str) for each in expected) > REQUESTS / 4
    assert sum(isinstance(each, dict) for each in expected) > REQUESTS / 20


def _request(luck: random.Random, bank: Bank, earlier: list[FrozenFile]) -> Request:
    def some(names: list[str]) -> tuple[str, ...]:
        return tuple(luck.sample(names, luck.choice([0, 0, 1, 2, 3])))

    first, second = luck.randint(0, 60), luck.randint(0, 40)
    return Request(
        count=luck.randint(1, 60),
        seed=luck.choice(["1", "期末考试", "a|b", "", "😀"]) + str(luck.random()),
        chapters=some([chapter.id for chapter in bank.book.chapters]),
        roles=some(["agent", "supervisor", "hr"]),
        kinds=some(list(KINDS)),
        mix=luck.choice([(), (first, second, 100 - first - second)]),
        must_know=luck.random() < 0.2,
        changed_since=luck.choice([None] * 5 + [date(2026, 1, 2), date(2026, 7, 1)]),
        without=luck.choice([(), tuple(file.paper.number for file in earlier)]),
    )


def _edition(edition: Edition) -> dict[str, Any]:
    bank = edition.bank
    head = {**{name: getattr(HEAD, name) for name in ("title", "company", "department", "minutes")}, "pass": 80}
    return {
        "index": index(edition, bank),
        "chapters": {chapter.id: chapter_words(edition, bank, chapter) for chapter in edition.book.chapters},
        "head": {**head, "language": edition.lang},
    }


def _data(request: Request, edition: int, earlier: list[FrozenFile]) -> dict[str, Any]:
    same = {name: getattr(request, name) for name in ("count", "seed", "chapters", "roles", "kinds", "mix")}
    without = [json.loads(file.content) for file in earlier] if request.without else []
    since = str(request.changed_since or "")
    return {**same, "edition": edition, "mustKnow": request.must_know, "since": since, "without": without}


def _made(bank: Bank, request: Request, edition: int, earlier: list[FrozenFile]) -> Any:
    used = {key.id for file in earlier for key in file.key.questions} if request.without else set()
    try:
        chosen = draw(bank, request, used)
    except Impossible as refused:
        return {"possible": refused.possible, "byLevel": {str(key): value for key, value in refused.by_level.items()}}
    return freeze(chosen, bank, request, HEAD, LANGS[edition]).content.decode()

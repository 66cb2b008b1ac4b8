"""What practice remembers: two tabs, days, codes as people paste them, a run that goes on; one run of Node for all."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.delivered import delivered_to

DAY = "2026-11-24"
KINDS = ("matching", "single", "numeric")
QUESTIONS = [{"id": f"q{n}", "hash": f"{n:04x}", "asks": [], "tells": [], "kind": KINDS[n % 3]} for n in range(30)]
ANSWERS = {
    "crammed": [[True, DAY]] * 4,
    "wrong, then right on that day": [[False, DAY], [True, DAY]],
    "each when due": [[True, DAY], [True, "2026-11-25"], [True, "2026-11-28"], [True, "2026-12-05"]],
    "a day too early": [[True, DAY], [True, "2026-11-25"], [True, "2026-11-27"]],
    "wrong though not due": [[True, DAY], [True, "2026-11-25"], [False, "2026-11-26"]],
    "with a clock that was years ahead": [[True, "2099-01-01"], [True, DAY]],
}
WHOLE = [[0, None]]
CODES: dict[str, tuple[list[object], object]] = {
    "as it is": (["", WHOLE, ""], 2),
    "with its label": (["进度代码：", WHOLE, ""], 2),
    "with an English label": (["Progress code: ", WHOLE, "\n"], 2),
    "in quotes": (["“", WHOLE, "”"], 2),
    "in corner brackets": (["「", WHOLE, "」。"], 2),
    "amid English": (["My code is ", WHOLE, " Thanks a lot"], 2),
    "with the time below it": (["", WHOLE, "\n发送时间：12:30"], 2),
    "twice": (["", [[0, None], [0, None]], ""], 2),
    "its end cut": (["", [[0, 40]], ""], "cut"),
    "its last sign cut": (["", [[0, -3]], ""], "cut"),
    "its beginning cut": (["", [[7, None]], ""], "cut"),
    "its first sign cut, with a label": (["代码：“", [[1, None]], "”"], "cut"),
    "its middle lost": (["", [[0, 40], [48, None]], ""], "cut"),
    "something else": (["hello", [], ""], "other"),
    "other data": (['{"a": {"b": {}}}', [], ""], "other"),
    "nothing": (["", [], ""], "other"),
}
DAMAGED = {
    "no day": '{"schema": 2, "entries": {"q0": ["0000", 1, "tomorrow", 1, 0]}}',
    "a day that is none": '{"schema": 2, "entries": {"q0": ["0000", 1, "2026-13-45", 1, 0]}}',
    "no counts": '{"schema": 2, "entries": {"q0": ["0000", 1, "2026-11-25", "1", null]}}',
    "no box": '{"schema": 2, "entries": {"q0": ["0000", "length", "2026-11-25", 1, 0]}}',
    "of the first schema": '{"schema": 1, "seen": {"q0": ["0000", true, "?"]}}',
}
LINKS: dict[str, list[object]] = {  # as people paste them: what is asked for, and the questions of a class's link
    "#daily": ["daily", None],
    "#daily%E3%80%82": ["daily", None],
    "#chapter=pay)": ["chapter=pay", None],
    "#clause=pay.month.leave%EF%BC%8C%E8%AF%B7%E7%9C%8B": ["clause=pay.month.leave", None],
    "#clause=pay.month.leave.": ["clause=pay.month.leave", None],
    "#chapter=pay%E3%80": ["chapter=pay", None],
    "#questions=a-b,c;pay.x": ["questions=a-b,c;pay.x", None],
    "#q=a.b,c-d%E3%80%82": ["q=a.b,c-d", ["a.b", "c-d"]],
    "#paper=7&v=1&seed=s&q=a.b%2Cc-d)": ["paper=7&v=1&seed=s&q=a.b,c-d", ["a.b", "c-d"]],
}
MOMENTS = {"2026-11-24T15:50Z": "2026-11-24", "2026-11-24T19:59Z": "2026-11-24", "2026-11-24T20:01Z": "2026-11-25"}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    given = {
        "questions": QUESTIONS,
        "answers": list(ANSWERS.values()),
        "codes": [code for code, _ in CODES.values()],
        "damaged": list(DAMAGED.values()),
        "links": list(LINKS),
        "moments": list(MOMENTS),
    }
    program = delivered_to(Path(__file__).with_name("practice.mjs"))
    done = subprocess.run(["node", program], input=json.dumps(given).encode(), capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_tabs_lose_nothing_and_a_reset_in_one_holds_in_the_other(told: dict[str, Any]) -> None:
    assert told["tabs"] == {"kept": ["q0", "q4"], "elsewhere": []}


def test_a_right_answer_moves_up_only_when_it_is_due(told: dict[str, Any]) -> None:
    boxes = {name: entry[1:3] for name, entry in zip(ANSWERS, told["boxes"], strict=True)}
    assert boxes == {
        "crammed": [1, "2026-11-25"],
        "wrong, then right on that day": [1, "2026-11-25"],
        "each when due": [4, "2026-12-26"],
        "a day too early": [2, "2026-11-28"],
        "wrong though not due": [0, "2026-11-26"],
        "with a clock that was years ahead": [2, "2026-11-27"],
    }
    assert told["boxes"][0][3] == 4  # tries are counted all the same


def test_a_day_has_an_end(told: dict[str, Any]) -> None:
    """Of each day: what is due, what is new, what is left when all is answered, what is due the day after."""
    first, second, third, last = told["days"]
    assert first == [0, 10, 0, 10]
    assert second == [10, 0, 0, 4]
    assert third == [4, 6, 0, 10]
    assert last[0] <= 20
    assert last[2] == 0


def test_the_days_new_questions_are_first_those_that_a_tap_or_a_number_answers(told: dict[str, Any]) -> None:
    assert told["kinds"] == [["single", "numeric"] * 5, ["single", "numeric"] * 2 + ["matching"] * 2]


def test_codes_are_read_as_people_paste_them(told: dict[str, Any]) -> None:
    assert dict(zip(CODES, told["read"], strict=True)) == {name: wanted for name, (_, wanted) in CODES.items()}


def test_what_was_damaged_is_put_aside_and_practice_goes_on(told: dict[str, Any]) -> None:
    assert dict(zip(DAMAGED, told["mended"], strict=True)) == {name: [True, True] for name in DAMAGED}


def test_links_are_read_as_people_paste_them(told: dict[str, Any]) -> None:
    assert dict(zip(LINKS, told["links"], strict=True)) == LINKS


def test_an_evenings_run_outlasts_midnight(told: dict[str, Any]) -> None:
    assert dict(zip(MOMENTS, told["nights"], strict=True)) == MOMENTS


def test_a_run_goes_on(told: dict[str, Any]) -> None:
    assert told["runs"] == {
        "sameTab": "daily",
        "otherMode": None,
        "closedApp": "mixed",
        "nextDay": None,
        "otherBank": None,
        "otherQuestions": None,
        "damaged": None,
        "ended": None,
    }

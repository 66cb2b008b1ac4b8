"""Lines are found in whatever people paste, and what is left of a broken one is told."""

from __future__ import annotations

import random

import pytest

from quiz.exams.collecting import collect
from quiz.exams.line import encode
from quiz.exams.pasted import LONGEST_PASTE, PasteTooLong, pasted
from tests.quiz.exams.manglings import MANGLINGS, Mangling
from tests.quiz.exams.sittings import drawn_sitting, sample

PAPER = sample()
ONE, OTHER, *MORE = (encode(PAPER, drawn_sitting(random.Random(number), PAPER)) for number in range(4))


@pytest.mark.parametrize("mangling", MANGLINGS, ids=lambda each: each.name)
def test_what_lost_nothing_is_read_and_the_rest_is_told(mangling: Mangling) -> None:
    text = mangling.way(ONE, OTHER)
    pieces = pasted(text, (PAPER.number,))
    assert sum(piece.is_whole for piece in pieces) == mangling.read
    assert {piece.text for piece in pieces if piece.is_whole} <= {ONE, OTHER}
    damaged = [piece.text for piece in pieces if not piece.is_whole]
    assert len(damaged) == mangling.damaged
    assert all(piece in text for piece in damaged)


def test_words_alone_are_no_lines() -> None:
    text = "收到，谢谢！\n明天 14:30 在 3 楼会议室考试，请带手机。https://example.com/exams/12/exam.html\nHR"
    assert pasted(text, (PAPER.number,)) == []


def test_copies_and_second_lines_are_told() -> None:
    luck = random.Random(9)
    first, second = (encode(PAPER, drawn_sitting(luck, PAPER, seat=7)) for _ in range(2))
    found = collect("\n".join((first, ONE, second, first, ONE[:-3])), PAPER)
    assert [reading.text for reading in found.readings] == [first, ONE, second]
    assert [(fault.kind, fault.text) for fault in found.faults] == [
        ("second", second),
        ("copied", first),
        ("damaged", ONE[:-3]),
    ]
    assert all(fault.phrase[lang] for fault in found.faults for lang in ("zh", "en"))


def test_a_paste_has_a_limit() -> None:
    with pytest.raises(PasteTooLong):
        pasted("长" * (LONGEST_PASTE // 3 + 1))
    assert pasted("长" * (LONGEST_PASTE // 3)) == []


def test_a_paste_made_to_take_long_is_refused() -> None:
    with pytest.raises(PasteTooLong):
        pasted("HX110" * 5_100)

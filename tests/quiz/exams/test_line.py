"""The answer line: what is written is read, and nothing else is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exams.answers import at_home
from quiz.exams.bits import Unfit, in_signs, of_signs
from quiz.exams.check_letters import check_letters
from quiz.exams.codes import is_code, new_code
from quiz.exams.frame import ACKNOWLEDGEMENT, LONGEST, Head, read_line, shown, whole_line, write_line
from quiz.exams.line import Fault, Reading, Sitting, decode, encode, longest
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper
from tests.fuzzing import scaled
from tests.partly import partly
from tests.quiz.exams.sittings import drawn_paper, drawn_sitting, sample

PAPER = sample()
CODES = {7: "K7M2Q9XTRW31", 8: "0000000000AB"}
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.integers(0), st.booleans())
@settings(max_examples=scaled(60), deadline=None)
def test_what_is_written_is_read(number: int, is_coded: bool) -> None:
    luck = random.Random(number)
    paper = drawn_paper(luck)
    sitting = drawn_sitting(luck, paper, seat=7 if is_coded else 0)
    code = CODES[7] if is_coded else None
    line = encode(paper, sitting, code)
    assert len(line) <= longest(paper)
    found = decode(line, paper, CODES if is_coded else None)
    assert isinstance(found, Reading)
    assert found.head == sitting.head
    order = orders(paper, sitting.head.variant)
    for place, index in enumerate(order.questions):
        question = paper.questions[index]
        assert found.answers[index] == at_home(question, sitting.answers[place], order.options[index])


def test_an_answer_is_the_option_that_was_seen() -> None:
    """The first option of each single choice as seat 7 sees it, by the paper's own places."""
    order = orders(PAPER, "0007")
    kinds = [PAPER.questions[index].kind for index in order.questions]
    line = encode(PAPER, Sitting(Head(seat=7), tuple(0 if kind == "single" else None for kind in kinds)))
    found = decode(line, PAPER)
    assert isinstance(found, Reading)
    firsts = {index: order.options[index][0] for index, each in enumerate(PAPER.questions) if each.kind == "single"}
    assert {index: given for index, given in enumerate(found.answers) if given is not None} == firsts


def _damaged(luck: random.Random, line: str, other: str) -> str:
    """A line with what copying by hand, cutting and joining do to it."""
    at, to = luck.randrange(len(line)), luck.randrange(len(line))
    sign = luck.choice(SIGNS)
    match luck.randrange(9):
        case 0:
            return line[:at] + sign + line[at + 1 :]
        case 1:
            return line[:at] + line[at + 1 :]
        case 2:
            return line[:at] + sign + line[at:]
        case 3:
            return line[:at] + line[at + 1 : at + 2] + line[at] + line[at + 2 :]
        case 4:
            return line[:at] + other[at:]
        case 5:
            return line[: min(at, to)] + line[max(at, to) :]
        case 6:
            return line[: max(at, to)] + line[min(at, to) :]
        case 7:
            return line[:at] + "".join(luck.choice(SIGNS) for _ in range(luck.randint(1, 9))) + line[at + 5 :]
        case _:
            return line[:at] + line[at:to][::-1] + line[max(at, to) :]


@pytest.mark.fuzz
def test_no_damaged_line_is_taken_for_another() -> None:
    luck = random.Random(16)
    for _ in range(scaled(100)):
        paper = drawn_paper(luck) if luck.random() < 0.5 else PAPER
        lines = [encode(paper, drawn_sitting(luck, paper)) for _ in range(2)]
        for _ in range(20):
            damaged = _damaged(luck, *lines)
            if damaged not in lines:
                assert isinstance(decode(damaged, paper), Fault), (lines, damaged)


@pytest.mark.fuzz
def test_a_line_with_right_check_letters_and_any_content_is_answered() -> None:
    """Somebody makes lines by a program: each is read or refused, and what is read has its place on the paper."""
    luck = random.Random(17)
    for _ in range(scaled(500)):
        line = encode(PAPER, drawn_sitting(luck, PAPER))
        symbols = of_signs(line[2:-6])
        for _ in range(luck.randint(1, 4)):
            symbols[luck.randrange(11, len(symbols))] = luck.randrange(32)
        forged = "HX" + in_signs([*symbols, *check_letters(symbols)])
        found = decode(forged, PAPER)
        if isinstance(found, Reading):
            assert len(found.answers) == len(PAPER.questions)
        else:
            assert found.kind in ("unfit", "damaged", "no_exam", "sealed")


def test_each_fault_has_its_name() -> None:
    sitting = drawn_sitting(random.Random(1), PAPER)
    seated = drawn_sitting(random.Random(2), PAPER, seat=7)
    plain, coded = encode(PAPER, sitting), encode(PAPER, seated, CODES[7])
    other = PAPER.with_values(number="CVFXBXNY")
    later = of_signs(plain[2:-6])
    later[0] = 2
    cut = of_signs(plain[2:-7])
    cut[2] -= 1
    faults = {
        "damaged": (plain[:-1], None),
        "other_version": ("HX" + in_signs([*later, *check_letters(later)]), None),
        "no_exam": (write_line(PAPER.number, Head(kind=ACKNOWLEDGEMENT, seat=7)), None),
        "wrong_exam": (encode(other, sitting), None),
        "sealed": (coded, None),
        "no_seat": (plain, CODES),
        "unknown_seat": (coded, {8: CODES[8]}),
        "wrong_code": (encode(PAPER, seated, CODES[8]), CODES),
        "unfit": ("HX" + in_signs([*cut, *check_letters(cut)]), None),
    }
    for kind, (line, seats) in faults.items():
        found = decode(line, PAPER, seats)
        assert isinstance(found, Fault)
        assert (found.kind, found.text) == (kind, line)
        assert all(found.phrase[lang] for lang in ("zh", "en", "zh-Hant"))
    uncoded = decode(encode(PAPER, seated), PAPER, CODES)
    assert isinstance(uncoded, Fault)
    assert uncoded.kind == "wrong_code"


def test_a_code_hides_the_answers_and_nobody_else_can_change_them() -> None:
    empty = Sitting(Head(seat=7), (None,) * len(PAPER.questions))
    coded = encode(PAPER, empty, CODES[7])
    line, plain = read_line(coded), read_line(encode(PAPER, empty))
    assert line.symbols[line.body : line.end] != plain.symbols[plain.body : plain.end]
    assert line.body_symbols(CODES[7]) == plain.body_symbols(None)
    for place in range(2, len(coded) - 6):
        symbols = of_signs(coded[2:-6])
        symbols[place - 2] ^= 1
        forged = "HX" + in_signs([*symbols, *check_letters(symbols)])
        assert isinstance(decode(forged, PAPER, CODES), Fault)


def test_a_code_belongs_to_a_seat_of_a_paper() -> None:
    code = new_code(PAPER.number, 7)
    assert is_code(PAPER.number, 7, code)
    assert not is_code(PAPER.number, 8, code)
    assert not is_code("CVFXBXNY", 7, code)
    wrong = [code[:at] + sign + code[at + 1 :] for at in range(12) for sign in SIGNS if sign != code[at]]
    assert sum(is_code(PAPER.number, 7, each) for each in wrong) < len(wrong) / 100
    assert not any(is_code(PAPER.number, 7, each) for each in ("", code[:-1], code + "0", "UUUUUUUUUUUU"))


@pytest.mark.parametrize(
    "head",
    [
        Head(seat=1 << 14),
        Head(seat=-1),
        Head(version=8),
        Head(start=1 << 24),
        Head(name="名" * 21),
        Head(staff_number="x" * 25),
        Head(name="e\u0301"),
        Head(name="a\x00"),
        Head(kind=8),
    ],
)
def test_what_has_no_room_is_refused(head: Head) -> None:
    with pytest.raises(Unfit):
        write_line(PAPER.number, head)


def test_counts_stop_at_their_most() -> None:
    line = write_line(PAPER.number, Head(seat=7, used=10**6, resumed=100, left=100))
    head = read_line(line).head
    assert (head.used, head.resumed, head.left) == (65535, 15, 31)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", 4),
        ("single", -1),
        ("single", True),
        ("multiple", ()),
        ("multiple", (2, 1)),
        ("multiple", (1, 1)),
        ("multiple", (9,)),
        ("true_false", 1),
        ("numeric", "1e5"),
        ("numeric", "1."),
        ("numeric", ""),
        ("numeric", "1234567890123456"),
        ("ordering", (0, 1)),
        ("ordering", (0, 0, 1, 2)),
        ("matching", (None, None, None)),
        ("matching", (0, 1)),
        ("matching", (0, 1, 9)),
    ],
)
def test_an_answer_that_the_question_cannot_have_is_refused(kind: str, given: object) -> None:
    answers = [given if each.kind == kind else None for each in PAPER.questions]
    with pytest.raises(Unfit):
        encode(PAPER, Sitting(Head(), tuple(answers)))  # type: ignore[arg-type]


def test_a_paper_says_how_long_its_lines_can_be() -> None:
    numbers = [each for each in PAPER.questions if each.kind == "numeric"] * 70
    long = partly(FrozenPaper, **{**vars(PAPER), "questions": tuple(numbers)})
    assert longest(PAPER) < 250
    assert longest(long) > LONGEST
    with pytest.raises(Unfit, match="a line of"):
        encode(long, Sitting(Head(seat=7), ("-12345678901.25",) * 70))


def test_a_line_is_shown_in_fives() -> None:
    line = encode(PAPER, drawn_sitting(random.Random(3), PAPER))
    assert max(map(len, shown(line).split(" "))) == 5
    assert shown(line).replace(" ", "") == whole_line(line + line, 0) == line


def test_heads_say_when_it_was_begun() -> None:
    assert Head(start=60 * 24).started.isoformat() == "2025-01-02T00:00:00+00:00"
    assert replace(Head(), version=1).variant == "B"

"""Chinese numerals, written and read."""

from __future__ import annotations

import pytest

from handbook.lang.numerals import from_chinese, to_chinese


def test_round_trip() -> None:
    written = {to_chinese(number): number for number in range(1, 10_000)}
    assert len(written) == 9_999
    assert all(from_chinese(words) == number for words, number in written.items())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_written(number: int, words: str) -> None:
    assert to_chinese(number) == words


@pytest.mark.parametrize(("words", "number"), [("两", 2), ("〇", 0), ("零", 0), ("两百", 200), ("十", 10)])
def test_also_read(words: str, number: int) -> None:
    assert from_chinese(words) == number


@pytest.mark.parametrize("words", ["", "二三", "人", "十人", "12"])
def test_no_number(words: str) -> None:
    assert from_chinese(words) is None


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_out_of_range(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)

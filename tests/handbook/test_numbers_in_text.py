"""Which numbers with a unit stand in a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handbook.lang.languages import Lang
from handbook.policy.checks.numbers_in_text import written_numbers


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "迟到 30 分钟扣 20.50 元", [("30", "minute"), ("20.5", "CNY")]),
        ("zh", "扣三元，三十分钟", [("3", "CNY"), ("30", "minute")]),
        ("zh", "百分之三十", [("30", "percent")]),
        ("zh", "每月 5 日", [("5", "day_of_month")]),
        ("zh", "¥1,200", [("1200", "CNY")]),
        ("zh", "三十年、999 年", [("30", "year"), ("999", "year")]),
        ("zh", "1000 年、2026 年", []),  # of the calendar
        ("zh", "1000 元、2026 个月", [("1000", "CNY"), ("2026", "month")]),
        ("zh", "1.2.3 元", []),
        ("zh", "第3天、三分之一", []),
        ("zh", "{{ attendance.minor_fine }}，扣 20 元", [("20", "CNY")]),
        ("en", "three yuan, 30-minute, 40 %", [("3", "CNY"), ("30", "minute"), ("40", "percent")]),
        ("en", "twenty-five days and a day", [("25", "day")]),
        ("en", "the 5th of each month", [("5", "day_of_month")]),
        ("en", "RMB 20", [("20", "CNY")]),
        ("en", "999 years, 1000 years", [("999", "year")]),
    ],
)
def test_the_numbers_of_a_text(lang: Lang, text: str, found: list[tuple[str, str]]) -> None:
    numbers = written_numbers(text, lang)
    assert [(each.value, each.unit) for each in numbers] == [(Decimal(value), unit) for value, unit in found]
    assert [text[each.start :].startswith(each.text) for each in numbers] == [True] * len(found)

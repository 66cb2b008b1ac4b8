"""Wrong values: which ones, in which order, and that none of them is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.lang.units import UNIT_NAMES
from handbook.policy.book import Parameter
from handbook.problems.problem import Place
from handbook.schema.models import ParameterEntry
from handbook.schema.timeline import Dated, Timeline
from handbook.shapes.reading import reader_of
from quiz.sources.amounts import WrongValue, amount, nearest, offered, spread, wrong_values
from quiz.sources.neighbours import Neighbours

DAY = date(2026, 6, 1)
ENTRY = reader_of(ParameterEntry)
WORDS = {"zh": "名", "en": "name"}


def parameter(name: str, *values: object, since: tuple[date, ...] = (), **keys: object) -> Parameter:
    """A parameter with one value after another, a year apart from 2026 on."""
    days = since or tuple(date(2026 + index, 1, 1) for index in range(len(values)))
    plain = {"label": {"zh": name, "en": name.title()}, "why": WORDS, "source": "1/1/1", **keys}
    if "unit" in keys:
        plain = {"min": Decimal(0), "max": Decimal(1_000_000), **plain}
    entry = ENTRY({**plain, "values": [{"from": d, "value": v} for d, v in zip(days, values)]})
    steps = tuple(Dated(step.since, step.value) for step in entry.values)
    return Parameter(f"group.{name}", entry, Timeline(name, steps), Place("f.yml"))


def number(unit: str, *values: object, name: str = "one", since: tuple[date, ...] = ()) -> Parameter:
    return parameter(name, *(Decimal(str(value)) for value in values), since=since, unit=unit)


def wrong(one: Parameter, *group: Parameter, users: dict[str, list[str]] | None = None) -> list[WrongValue]:
    """The wrong values; `users` are the clauses that show a parameter, by its name: one for all, unless told."""
    shown, everyone = users or {}, [one, *group]

    def clause(id: str) -> SimpleNamespace:
        parameters = [name for name, ids in shown.items() if id in ids]
        return SimpleNamespace(section=id[:3], parameters=parameters)

    by_section: dict[str, dict[str, int]] = defaultdict(dict)
    for place, each in enumerate(everyone):
        for id in shown.get(each.name, ["a.b.c"]):
            by_section[id[:3]][each.name] = place
    book: Any = SimpleNamespace(
        parameters={each.name: each for each in everyone},
        by_section=by_section,
        users=lambda name: [clause(id) for id in shown.get(name, ["a.b.c"])],
    )
    return wrong_values(one, DAY, Neighbours(book, DAY))


def told(found: list[WrongValue]) -> list[tuple[str, str]]:
    return [(each.text.zh, each.mistake) for each in found]


@pytest.mark.parametrize("unit", UNIT_NAMES)
def test_a_number_of_every_unit_has_wrong_values(unit: str) -> None:
    found = wrong(number(unit, 12))
    assert len(found) >= 3
    assert len({each.text.zh for each in found} | {"12"}) == len(found) + 1


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            number("minute", 30),
            ["35 分钟", "25 分钟", "40 分钟", "20 分钟", "45 分钟", "15 分钟", "50 分钟", "55 分钟"],
        ),
        (number("minute", 5), ["6 分钟", "4 分钟", "7 分钟", "3 分钟", "8 分钟", "2 分钟", "9 分钟", "10 分钟"]),
        (number("minute", 6), ["11 分钟", "1 分钟", "16 分钟"]),
        (number("hour", 24), ["30 小时", "18 小时", "36 小时", "12 小时", "42 小时", "6 小时", "48 小时", "54 小时"]),
        (number("second", 20), ["25 秒", "15 秒", "30 秒", "10 秒", "35 秒", "5 秒", "40 秒", "45 秒"]),
        (number("day", 2), ["3 天", "1 天", "4 天", "5 天", "6 天"]),
        (number("day", 1), ["2 天", "3 天"]),
        (
            number("day", "21.75"),
            [
                "22.75 天",
                "21 天",
                "22 天",
                "20.75 天",
                "23.75 天",
                "19.75 天",
                "24.75 天",
                "18.75 天",
                "25.75 天",
                "26.75 天",
            ],
        ),
        (number("week", 2), ["2 天", "3 周", "3 天"]),
        (number("working_day", 3), ["3 天", "4 个工作日", "4 天"]),
        (number("month", 6), ["7 个月", "5 个月", "8 个月", "4 个月", "9 个月", "3 个月", "10 个月", "11 个月"]),
        (number("month", 12), ["15 个月", "9 个月", "18 个月", "6 个月", "21 个月", "3 个月", "24 个月", "27 个月"]),
        (number("percent", 95), ["100%", "90%", "85%", "80%"]),
        (number("percent", 5), ["6%", "4%", "7%", "3%", "8%", "2%", "9%", "10%"]),
        (number("percent", 20), ["25%", "15%", "30%", "10%", "35%", "5%", "40%", "45%"]),
        (number("percent", 50), ["60%", "40%", "70%", "30%", "80%", "20%", "90%", "100%"]),
        (number("percent", 80), ["90%", "70%", "100%", "60%", "50%"]),
        (number("percent", 150), ["200%", "100%", "250%", "300%", "350%", "400%"]),
        (number("day_of_month", 26), ["27 日", "25 日", "28 日", "24 日", "23 日"]),
        (
            number("CNY", 20),
            [
                "30 元",
                "40 元",
                "50 元",
                "60 元",
                "15 元",
                "10 元",
                "8 元",
                "6 元",
                "5 元",
                "4 元",
                "3 元",
                "2 元",
                "1.50 元",
                "1 元",
            ],
        ),
        (
            number("CNY", 2740),
            ["2,840 元", "2,640 元", "2,940 元", "2,540 元", "3,040 元", "2,440 元", "3,140 元", "3,240 元"],
        ),
        (number("CNY", "0.5"), ["1.50 元"]),
        (number("hour", 4), ["6 小时", "2 小时", "8 小时", "10 小时", "12 小时"]),
        (number("hour", 8), ["9 小时", "7 小时", "10 小时", "6 小时", "11 小时", "5 小时", "12 小时", "13 小时"]),
        (number("time", 1), ["2 次", "3 次"]),
        (number("person", 0), []),
        (number("percent", 100), ["300%", "200%", "90%", "80%", "70%"]),
    ],
    ids=lambda each: f"{each.at(DAY)} {each.unit}" if isinstance(each, Parameter) else "",
)
def test_near_numbers(one: Parameter, expected: list[str]) -> None:
    """A step more and a step less, and of money the round sums beside it; none at or below zero, none beyond what can
    be. Of a unit that people take for another, the number in that unit, too, and another number in both."""
    assert [each.text.zh for each in wrong(one)] == expected


def test_no_number_lies_outside_the_bounds_of_its_parameter() -> None:
    """Nor at the most there may be: “from 100 points to full marks” says nothing, and nobody takes it for the rule."""
    bounded = parameter("score", Decimal(90), unit="point", min=Decimal(60), max=Decimal(100))
    assert {each.text.zh for each in wrong(bounded)} == {"95 分", "85 分", "80 分", "75 分"}


def test_a_reason_says_what_is_right_and_why_it_is_taken_for_that() -> None:
    one = number("CNY", 20, name="fine")
    found = {each.text.zh: each.why.en for each in wrong(one, number("CNY", 50, name="far"))}
    assert found["50 元"] == "The policy has 50 yuan, for “Far”; “Fine” is 20 yuan."
    assert found["30 元"] == "The clause says 20 yuan; 30 yuan is more than that."
    assert found["15 元"] == "The clause says 20 yuan; 15 yuan is less than that."
    assert wrong(number("day_of_month", 5))[0].why.zh == "条文写的是 5 日，6 日晚了。"
    assert {each.mistake for each in wrong(one)} == {"common_belief"}
    assert {each.mistake for each in wrong(number("person", 9))} == {"boundary"}


def test_a_unit_and_a_number_come_as_often_as_each_other() -> None:
    """5 working days, 5 days, 15 working days, 15 days: what comes most often tells nothing."""
    found = wrong(number("working_day", 5), number("working_day", 15, name="other"))
    assert told(found) == [
        ("5 天", "unit_confusion"),
        ("15 个工作日", "neighbour_value"),
        ("15 天", "unit_confusion"),
    ]
    assert found[0].why.zh == "数记对了，单位记错了：条文写的是 5 个工作日。"
    assert [each.text for each in offered(number("working_day", 5), DAY, found)] == [each.text for each in found]


def test_what_it_was_and_will_be_comes_first_and_is_always_offered() -> None:
    one = number("CNY", 10, 20, 25, since=(date(2025, 1, 1), date(2026, 3, 1), date(2027, 1, 1)))
    found = wrong(one)
    assert told(found)[:2] == [("10 元", "previous_value"), ("25 元", "previous_value")]
    assert found[0].why.zh == "10 元是 2026 年 3 月 1 日以前的规定，已经改了；现行规定是 20 元。"
    assert found[1].why.en == "25 yuan applies only from 1 January 2027; 20 yuan is in force now."
    assert [text for text, _ in told(found)].count("25 元") == 1
    assert {"10 元", "25 元"} <= {each.text.zh for each in offered(one, DAY, found)}
    assert [each.text.zh for each in nearest(one, DAY, found)] == ["10 元"]


def test_neighbours_are_of_the_same_unit_and_section_and_the_same_clause_first() -> None:
    one, far, near = number("CNY", 20), number("CNY", 50, name="far"), number("CNY", 70, name="near")
    later = number("CNY", 90, name="later", since=(date(2027, 1, 1),))
    others = (
        far,
        number("minute", 9, name="other"),
        near,
        later,
        parameter("word", {"zh": "a", "en": "a"}, type="text"),
    )
    found = wrong(one, *others, users={"group.one": ["a.b.c"], "group.near": ["a.b.c"], "group.far": ["a.b.d"]})
    assert told(found)[:3] == [("70 元", "neighbour_value"), ("50 元", "neighbour_value"), ("30 元", "common_belief")]
    elsewhere = wrong(one, far, users={"group.one": ["a.b.c"], "group.far": ["a.c.d"]})
    assert "neighbour_value" not in {each.mistake for each in elsewhere}  # nobody takes a weight for a bonus
    shares = wrong(number("percent", 150), number("percent", 60, name="far"), number("percent", 200, name="near"))
    assert [each.text.zh for each in shares][:2] == ["200%", "100%"]  # nor a part for more than the whole


def test_how_many_are_less_is_a_matter_of_chance() -> None:
    """Of the numbers on either side the first ones; as many below as the name has it."""
    wrong = [Decimal(each) for each in (*range(45, 5, -5), *range(55, 95, 5))]
    drawn = [spread(f"name {n}", Decimal(50), wrong) for n in range(600)]
    places = Counter(sum(each < 50 for each in numbers) for numbers in drawn)
    assert all(places[place] > 70 for place in range(4))
    assert spread("any", Fraction(1), [Fraction(2), Fraction(3), Fraction(4)]) == [2, 3, 4]
    assert spread("any", Decimal(9), [Decimal(5), Decimal(7), Decimal(8), Decimal(10)])[-1] in (8, 10)
    assert spread("any", "good", ["pass", "fail", "none", "more"]) == ["pass", "fail", "none"]


def test_a_table_of_the_same_unit_is_no_neighbour() -> None:
    bands = parameter("leave", ({"at_least": 1, "gives": 5},), type="bands", unit="day", by="year")
    assert "neighbour_value" not in {each.mistake for each in wrong(number("day", 3), bands)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (number("hour", 24), number("day", 1), True),
        (number("minute", 60), number("hour", 1), True),
        (number("second", 90), number("minute", "1.5"), True),
        (number("minute", 60), number("hour", 2), False),
        (number("day", 14), number("week", 2), True),
        (number("hour", 168), number("week", 1), True),
        (number("month", 18), number("year", "1.5"), True),
        (number("day", 30), number("month", 1), False),
        (number("day", 1), number("working_day", 1), False),
    ],
)
def test_the_same_in_another_unit_is_the_same(one: Parameter, other: Parameter, same: bool) -> None:
    """24 hours are a day: such a value does not stand beside the right one."""
    assert (amount(one, one.at(DAY)) == amount(other, other.at(DAY))) == same


def test_choices_switches_days_and_names() -> None:
    choices = {id: {"zh": id, "en": id} for id in ("red", "green", "blue")}
    assert told(wrong(parameter("colour", "green", type="choice", choices=choices))) == [
        ("red", "common_belief"),
        ("blue", "common_belief"),
    ]
    switch = {"true": {"zh": "开", "en": "on"}, "false": {"zh": "关", "en": "off"}}
    assert [text for text, _ in told(wrong(parameter("light", True, type="switch", choices=switch)))] == ["关"]
    assert [text for text, _ in told(wrong(parameter("light", False, type="switch", choices=switch)))] == ["开"]
    days = wrong(parameter("start", date(2026, 1, 15), type="date"))
    assert [each.text.zh for each in days] == [
        "2025 年 1 月 1 日",
        "2026 年 2 月 1 日",
        "2026 年 1 月 16 日",
        "2026 年 1 月 14 日",
    ]
    december = wrong(parameter("start", date(2026, 12, 31), type="date"))
    assert [each.text.zh for each in december][:3] == ["2025 年 12 月 1 日", "2027 年 1 月 1 日", "2026 年 12 月 30 日"]
    assert wrong(parameter("company", {"zh": "小小物流", "en": "Tiny Logistics"}, type="text")) == []


def test_tables() -> None:
    """Steps too early, every step one too high, without the last step."""
    rows = ({"at_least": 0, "gives": 3}, {"at_least": 10, "gives": 8}, {"at_least": 20, "gives": 15})
    found = wrong(parameter("leave", tuple(rows), type="bands", unit="day", by="year"))
    assert [each.amount for each in found] == [
        ((0, False, 3), (5, False, 8), (10, False, 15)),
        ((0, False, 8), (10, False, 15), (20, False, 18)),
        ((0, False, 3), (10, False, 8)),
    ]
    assert {each.mistake for each in found} == {"boundary"}
    assert len({each.why.en for each in found}) == 3
    single = wrong(parameter("leave", ({"at_least": 0, "gives": 3},), type="bands", unit="day", by="year"))
    assert [each.amount for each in single] == [((0, False, 6),)]
    tight = ({"at_least": 1, "gives": 3}, {"at_least": 2, "gives": 8})
    close = wrong(parameter("leave", tight, type="bands", unit="day", by="year"))
    assert [each.amount for each in close] == [
        ((1, False, 8), (2, False, 11)),
        ((1, False, 3),),
    ]  # halved, the steps would not rise


@given(
    unit=st.sampled_from(UNIT_NAMES),
    value=st.decimals(min_value=0, max_value=10_000, places=1),
    others=st.lists(st.integers(0, 50), max_size=4),
)
def test_no_wrong_value_is_right_or_told_twice(unit: str, value: Decimal, others: list[int]) -> None:
    one = number(unit, value)
    found = wrong(one, *(number(unit, other, name=f"n{index}") for index, other in enumerate(others)))
    texts = [one.say(DAY, "zh"), *(each.text.zh for each in found)]
    assert len(set(texts)) == len(texts)
    assert len({each.amount for each in found}) == len(found)

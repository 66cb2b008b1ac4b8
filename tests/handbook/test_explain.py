"""Formulas in words, and workings: the formula with the numbers put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trying import BASE, TODAY, rule_of, steps_of, worked

from handbook.lang.languages import LANGS, Lang
from handbook.lang.units import decimal
from handbook.lang.words import Words
from handbook.policy.load import open_book
from handbook.rules.compiling.evaluation import Frame, evaluator
from handbook.rules.explain import Explainer, Printer, trace_data
from handbook.rules.formatting import Display, ValueFormatter, exact_text
from handbook.rules.formulas.analysis import analyse
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    parse_unit,
)
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.words import words_in

INPUTS = """
base: {label: {zh: 底薪, en: Base}, unit: CNY, min: 0, max: 1000000}
rate: {label: {zh: 比例, en: Rate}, unit: percent, min: 0, max: 100, default: 50}
off: {label: {zh: 天数, en: Days}, unit: day, min: 0, max: 31, precision: 1, default: 2}
full: {label: {zh: 全勤, en: Full attendance}, switch: true, default: false}
joined: {label: {zh: 入职日, en: Day joined}, date: day, default: 2026-03-30}
told: {label: {zh: 通知时刻, en: Told at}, date: moment, default: 2026-03-31 10:20}
grade: {label: {zh: 等级, en: Grade}, choices: [good, pass, fail], default: pass}
late:
  label: {zh: 迟到, en: Late arrivals}
  rows:
    minutes: {label: {zh: 分钟, en: Minutes}, unit: minute, min: 0, max: 480}
"""


def _explained(formula: str, unit: str | None = None, lang: Lang = "zh", **given: Any) -> tuple[str, str]:
    """A formula in words, and with the values of a run, in which `base` is 100 yuan."""
    rule = rule_of(steps_of(formula, inputs=INPUTS, units={0: unit} if unit else {}))
    trace = worked(rule, {"base": 100, **given})
    tree, explainer = rule.steps[0].tree, Explainer(rule, lang)
    return explainer.in_words(tree), explainer.working(tree, trace)


@pytest.mark.parametrize(
    ("formula", "unit", "words", "working"),
    [
        ("base * 2 + base", "CNY", "底薪 × 2 + 底薪", "100 元 × 2 + 100 元"),
        ("joined == date_of(2026, 3, 1)", None, "入职日 = 2026 年 3 月 1 日", "2026 年 3 月 30 日 = 2026 年 3 月 1 日"),
        ("joined > date_of(1900, 1, 1)", None, "入职日 > 没有", "2026 年 3 月 30 日 > 没有"),
        (
            'joined > date_of(2026, 3, 31) or grade in ("good", "pass") or off > 0',
            None,
            "入职日 > 2026 年 3 月 31 日 或 等级 = 良好 或 等级 = 合格 或 天数 > 0",
            "2026 年 3 月 30 日 > 2026 年 3 月 31 日 或 合格 或 2 天 > 0",
        ),
        ('grade in ("good",)', None, "等级 = 良好", "合格 = 良好"),
        ('grade not in ("good",)', None, "等级 ≠ 良好", "合格 ≠ 良好"),
        ("base / days(21.75)", "CNY/day", "底薪 ÷ 21.75 天", "100 元 ÷ 21.75 天"),
        ("base - (base - base)", "CNY", "底薪 − （底薪 − 底薪）", "100 元 − （100 元 − 100 元）"),
        ("base - base - base", "CNY", "底薪 − 底薪 − 底薪", "100 元 − 100 元 − 100 元"),
        ("base / (2 * 3)", "CNY", "底薪 ÷ （2 × 3）", "100 元 ÷ （2 × 3）"),
        ("base / 2 * 3", "CNY", "底薪 ÷ 2 × 3", "100 元 ÷ 2 × 3"),
        ("base * (2 / 3)", "CNY", "底薪 × 2 ÷ 3", "100 元 × 2 ÷ 3"),
        ("(base + base) * rate", "CNY", "（底薪 + 底薪） × 比例", "（100 元 + 100 元） × 50%"),
        ("-(base + base)", "CNY", "−（底薪 + 底薪）", "−（100 元 + 100 元）"),
        ("-base * 2", "CNY", "−底薪 × 2", "−100 元 × 2"),
        ("yuan(5) + yuan(1.5)", "CNY", "5 元 + 1.50 元", "5 元 + 1.50 元"),
        ("hours(minutes(90))", "hour", "90 分钟", "90 分钟"),
        ("working_days(1)", "working_day", "1 个工作日", "1 个工作日"),
        ("round2(base / 3)", "CNY", "四舍五入到分（底薪 ÷ 3）", "四舍五入到分（100 元 ÷ 3）"),
        ("max(base, attendance.minor_fine)", "CNY", "较大的数（底薪、轻微迟到每次扣款）", "较大的数（100 元、20 元）"),
        (
            "band(appraisal.leave, years(12))",
            "day",
            "按档查表（年休假天数、12 年）",
            "按档查表（年休假天数：满 10 年的 10 天、12 年）",
        ),
        ("joined + days(1)", None, "入职日 + 1 天", "2026 年 3 月 30 日 + 1 天"),
        (
            "day_of(told) - joined",
            "day",
            "日期（通知时刻） − 入职日",
            "日期（2026 年 3 月 31 日 10:20） − 2026 年 3 月 30 日",
        ),
        ("year_of(joined) == years(2026)", None, "年份（入职日） = 2026 年", "年份（2026 年 3 月 30 日） = 2026 年"),
        (
            "base > 0 and (full or off > days(3))",
            None,
            "底薪 > 0 且 （全勤 或 天数 > 3 天）",
            "100 元 > 0 且 （全勤：否 或 2 天 > 3 天）",
        ),
        (
            "not full and not (full or off == 0)",
            None,
            "全勤：否 且 并非（全勤 或 天数 = 0）",
            "全勤：否 且 并非（全勤：否 或 2 天 = 0）",
        ),
        ("0 < off <= days(3) != days(5)", None, "0 < 天数 ≤ 3 天 ≠ 5 天", "0 < 2 天 ≤ 3 天 ≠ 5 天"),
        (
            "(full if off > 0 else full) or full",
            None,
            "（若 天数 > 0，为 全勤；否则 全勤） 或 全勤",
            "（2 天 > 0 → 全勤：否） 或 全勤：否",
        ),
        ("times(count(late)) * 2", "time", "有几个（迟到） × 2", "有几个（迟到） × 2"),
        ("people(base / base) * 2", "person", "底薪 ÷ 底薪 × 2", "100 元 ÷ 100 元 × 2"),
        ("(off > 0) == full", None, "（天数 > 0） = 全勤", "（2 天 > 0） = 全勤：否"),
        ("grade != 'good'", None, "等级 ≠ 良好", "合格 ≠ 良好"),
        ("grade == 'pass'", None, "等级 = 合格", "合格"),
        ("True or full", None, "是 或 全勤", "是 或 全勤：否"),
        ("base * 0.33333", "CNY", "底薪 × 33333/100000", "100 元 × 33333/100000"),
        ("base * 12345678", "CNY", "底薪 × 12,345,678", "100 元 × 12,345,678"),
    ],
)
def test_words_and_working(formula: str, unit: str | None, words: str, working: str) -> None:
    assert _explained(formula, unit) == (words, working)


@pytest.mark.parametrize(
    ("formula", "unit", "words", "working"),
    [
        ("base - (base - base)", "CNY", "Base − (Base − Base)", "100 yuan − (100 yuan − 100 yuan)"),
        ("off * 0.5 + days(1)", "day", "Days × 0.5 + 1 day", "2 days × 0.5 + 1 day"),
        ("max(base, yuan(2))", "CNY", "the larger of (Base, 2 yuan)", "the larger of (100 yuan, 2 yuan)"),
        ("joined + days(1)", None, "Day joined + 1 day", "30 March 2026 + 1 day"),
        (
            "add_hours(told, hours(24))",
            None,
            "hours counted on (Told at, 24 hours)",
            "hours counted on (31 March 2026, 10:20, 24 hours)",
        ),
        ("not full or off > 0", None, "Full attendance: no or Days > 0", "Full attendance: no or 2 days > 0"),
        ("grade == 'good'", None, "Grade = good", "pass = good"),
        ("1 if full else 0.5", "percent", "if Full attendance: 1; otherwise 0.5", "0.5"),
    ],
)
def test_words_and_working_in_english(formula: str, unit: str | None, words: str, working: str) -> None:
    assert _explained(formula, unit, "en") == (words, working)


def test_words_and_working_in_traditional_chinese() -> None:
    assert _explained("max(base, 0) if full else base", "CNY", "zh-Hant", full=True) == (
        "若 全勤，為 較大的數（底薪、0）；否則 底薪",
        "全勤：是 → 較大的數（100 元、0）",
    )


# branches

IF = "1 if full else 0.5 if off > days(3) else rate"


@pytest.mark.parametrize(
    ("given", "working"),
    [
        ({"full": "是"}, "全勤：是 → 1"),
        ({"off": 4}, "4 天 > 3 天 → 0.5"),
        ({"off": 3, "rate": 25}, "25%"),
    ],
)
def test_of_branches_only_the_one_taken(given: Mapping[str, Any], working: str) -> None:
    assert _explained(IF, "percent", **given) == ("若 全勤，为 1；若 天数 > 3 天，为 0.5；否则 比例", working)


def test_branches_inside_others_stand_in_brackets() -> None:
    words, working = _explained("base * (1 if full else 2) + (base if full else 0)", "CNY", full=True)
    assert words == "底薪 × （若 全勤，为 1；否则 2） + （若 全勤，为 底薪；否则 0）"
    assert working == "100 元 × （全勤：是 → 1） + （全勤：是 → 100 元）"
    words, working = _explained("(1 if off > days(9) else 2) if full else 3", "percent", full=True)
    assert words == "若 全勤，为 （若 天数 > 9 天，为 1；否则 2）；否则 3"
    assert working == "2"


def test_a_switch_of_the_policy_is_told_by_its_own_words() -> None:
    words, working = _explained("base if attendance.capped else 0", "CNY")
    assert words == "若 扣款是否封顶：不超过，为 底薪；否则 0"
    assert working == "0"
    assert _explained("not attendance.capped") == ("扣款是否封顶：可能超过", "可能超过")


def test_a_unit_function_keeps_the_brackets_of_what_it_holds() -> None:
    assert _explained("yuan(2 + 3) * 2", "CNY") == ("（2 + 3） × 2", "（2 + 3） × 2")
    assert _explained("base / days(1 + 2)", "CNY/day") == ("底薪 ÷ （1 + 2）", "100 元 ÷ （1 + 2）")
    assert _explained("hours(minutes(5) + minutes(6)) - hours(1)", "hour")[0] == "5 分钟 + 6 分钟 − 1 小时"


# rows


@pytest.mark.parametrize(
    ("minutes", "working"),
    [
        ("", "0 分钟"),
        ("5", "5 分钟"),
        ("1;2;3;4;5;6", "1 分钟 + 2 分钟 + 3 分钟 + 4 分钟 + 5 分钟 + 6 分钟"),
        ("1;2;3;4;5;6;7", "1 分钟 + 2 分钟 + 3 分钟 + 4 分钟 + 5 分钟 + …（共 7 项）"),
    ],
)
def test_a_sum_as_its_terms(minutes: str, working: str) -> None:
    assert _explained("sum(minutes)", "minute", late=minutes) == ("合计（分钟）", working)


def test_other_functions_over_rows_stay_in_words() -> None:
    words, working = _explained("count(minutes > attendance.minor_limit)", late="8;45")
    assert words == working == "有几个（分钟 > 轻微迟到的时限）"
    assert _explained("longest_run(minutes > 0)", late="8;45", lang="en")[1] == "longest run of (Minutes > 0)"


# the same value again: words are read back


def _shown(names: str) -> dict[str, Display]:
    switches = {"p", "q"}
    return {
        name: Display(Words(zh=name, en=name), SwitchKind() if name in switches else NumberKind(BARE), None)
        for name in names
    }


@st.composite
def _formulas(draw: st.DrawFn, depth: int = 4) -> str:
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(["a", "b", "c", "2", "0.5", "10000"]))
    one, two = draw(_formulas(depth - 1)), draw(_formulas(depth - 1))
    sign = draw(st.sampled_from(["+", "-", "*", "/", "neg", "max"]))
    if sign == "neg":
        return f"(-{one})"
    return f"max({one}, {two})" if sign == "max" else f"({one} {sign} {two})"


@st.composite
def _conditions(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        left, right = draw(_formulas(1)), draw(_formulas(1))
        return draw(st.sampled_from(["p", "q", f"({left} {draw(st.sampled_from(['<', '<=', '!=']))} {right})"]))
    one, two = draw(_conditions(depth - 1)), draw(_conditions(depth - 1))
    form = draw(st.sampled_from(["and", "or", "not", "!="]))
    return f"(not {one})" if form == "not" else f"({one} {form} {two})"


def _again(words: str) -> str:
    """What English words say, as a formula once more."""
    for said, sign in ((" × ", "*"), (" ÷ ", "/"), ("−", "-"), (" ≠ ", "!="), (" ≤ ", "<="), ("the larger of ", "max")):
        words = words.replace(said, sign)
    words = re.sub(r"\b([pq]): no\b", r"not \1", words)
    return re.sub(r"(?<=\d),(?=\d{3})", "", words)


@settings(deadline=None, max_examples=300)
@given(_formulas() | _conditions(), st.tuples(*[st.integers(-3, 9)] * 3), st.booleans(), st.booleans())
def test_words_have_the_brackets_they_need(source: str, numbers: tuple[int, ...], p: bool, q: bool) -> None:
    kinds = {name: shown.kind for name, shown in _shown("abcpq").items()}
    names = dict(zip("abc", map(Fraction, numbers))) | {"p": p, "q": q}
    scope = Scope(lambda _: None, (), dict(kinds))
    frame = Frame({}, Calendars({}, {}))
    tree = analyse(source, scope).tree
    again = analyse(_again(Printer(_shown("abcpq"), "en").in_words(tree)), scope)
    assert again.errors == ()
    try:
        value = evaluator(tree)(names, frame)
    except ZeroDivisionError:
        assume(False)
    assert evaluator(again.tree)(names, frame) == value


# values


@pytest.mark.parametrize(
    ("number", "unit", "zh", "en"),
    [
        ("20", "CNY", "20 元", "20 yuan"),
        ("103.5", "CNY", "103.50 元", "103.50 yuan"),
        ("0.125", "CNY", "0.125 元", "0.125 yuan"),
        ("6000/29", "CNY/day", "≈ 206.8966 元/天", "≈ 206.8966 yuan/day"),
        ("103.5", "CNY/day", "103.50 元/天", "103.50 yuan/day"),
        ("-103.5", "CNY", "-103.50 元", "-103.50 yuan"),
        ("9999", "CNY", "9,999 元", "9,999 yuan"),
        ("10000", "CNY", "10,000 元", "10,000 yuan"),
        ("-12345678.9", "CNY", "-12,345,678.90 元", "-12,345,678.90 yuan"),
        ("1", "day", "1 天", "1 day"),
        ("-1", "day", "-1 天", "-1 day"),
        ("1.5", "day", "1.5 天", "1.5 days"),
        ("0", "day", "0 天", "0 days"),
        ("1", "working_day", "1 个工作日", "1 working day"),
        ("1/3", "percent", "≈ 33.3333%", "≈ 33.3333%"),
        ("1.2", "percent", "120%", "120%"),
        ("0.01", "percent", "1%", "1%"),
        ("1/3", None, "≈ 0.3333", "≈ 0.3333"),
        ("2/3", None, "≈ 0.6667", "≈ 0.6667"),
        ("-1/100000", None, "≈ 0", "≈ 0"),
        ("1/20000", None, "≈ 0.0001", "≈ 0.0001"),
        ("99999.99999", None, "≈ 100,000", "≈ 100,000"),
        ("5", "day_of_month", "5 日", "the 5th"),
        ("21", "day_of_month", "21 日", "the 21st"),
        ("112", "day_of_month", "112 日", "the 112th"),
        ("3/2", "day_of_month", "1.5 日", "the 1.5th"),
        ("-9", "day_of_month", "-9 日", "the -9th"),
        ("0.05", "percent/day", "5%/天", "5%/day"),
        ("500", "CNY/percent", "5 元/%", "5 yuan/%"),
    ],
)
def test_amounts(number: str, unit: str | None, zh: str, en: str) -> None:
    assert [ValueFormatter(lang).amount(Fraction(number), unit) for lang in ("zh", "en")] == [zh, en]


@given(st.fractions(max_denominator=10**6, min_value=-(10**9), max_value=10**9), st.booleans())
def test_digits_are_those_of_decimals(number: Fraction, money: bool) -> None:
    text, exact = decimal(number, "CNY" if money else None)
    shown = Decimal(text.replace(",", ""))
    assert exact == (Fraction(shown) == number)
    scaled = Decimal(number.numerator * 10**8) / Decimal(number.denominator) / 10**8
    assert exact or shown == scaled.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    assert not re.search(r"\.\d*0$", text) or (money and re.search(r"\.\d\d$", text))


def test_values_of_other_kinds() -> None:
    label = Words(zh="甲", en="A")
    grade = ChoiceKind((("good", Words(zh="良好", en="Good")),))
    yuan = NumberKind(parse_unit("CNY"))
    cases: list[tuple[Any, Any, str | None, list[str]]] = [
        (True, SwitchKind(), None, ["是", "yes", "是"]),
        (False, SwitchKind((label, Words(zh="乙", en="B"))), None, ["乙", "B", "乙"]),
        ("good", grade, None, ["良好", "Good", "良好"]),
        (date(2026, 3, 1), DayKind(), None, ["2026 年 3 月 1 日", "1 March 2026", "2026 年 3 月 1 日"]),
        (
            datetime(2026, 3, 1, 9, 5),
            MomentKind(),
            None,
            ["2026 年 3 月 1 日 09:05", "1 March 2026, 09:05", "2026 年 3 月 1 日 09:05"],
        ),
        ([Fraction(3), Fraction(1, 2)], ListKind(yuan), "CNY", ["3 元、0.50 元", "3 yuan, 0.50 yuan", "3 元、0.50 元"]),
        ([], ListKind(yuan), "CNY", ["没有", "none", "沒有"]),
    ]
    for value, kind, unit, said in cases:
        assert [ValueFormatter(lang).value(value, Display(label, kind, unit)) for lang in LANGS] == said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(6000, 29), "6000/29"),
        (Fraction(20), "20"),
        (Fraction(-1, 2), "-1/2"),
        (True, True),
        ("good", "good"),
        (date(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 3, 31, 9, 5), "2026-03-31T09:05"),
        ([Fraction(1, 2), Fraction(3)], ["1/2", "3"]),
    ],
)
def test_values_as_data(value: Any, text: Any) -> None:
    assert exact_text(value) == text


# whole runs

DEDUCTION = {"base": "4350", "late": "8,0;45,1;20,0"}


def test_a_run_as_data() -> None:

    rule = open_book(BASE, TODAY).rule("deduction")
    data = trace_data(worked(rule, DEDUCTION), "zh")
    assert (data["rule"], data["on"], data["refused"]) == ("deduction", "2026-03-31", None)
    assert [step["id"] for step in data["steps"]] == [step.id for step in rule.steps]
    assert data["steps"][0] == {
        "id": "day_wage",
        "value": "200",
        "shown": "200 元/天",
        "working": "4,350 元 ÷ 21.75 天",
    }
    assert data["steps"][3] == {
        "id": "fine",
        "rows": [
            {"value": "20", "shown": "20 元", "working": "8 分钟 ≤ 30 分钟 → 20 元"},
            {"skipped": True},
            {"value": "20", "shown": "20 元", "working": "20 分钟 ≤ 30 分钟 → 20 元"},
        ],
    }
    assert data["steps"][4]["working"] == "20 元 + 20 元"
    assert data["outcomes"] == []
    nothing = trace_data(worked(rule, {"base": 4350}), "en")
    assert nothing["outcomes"] == [
        {"id": "nothing", "tone": "good", "text": "Nothing is deducted, and 4,350 yuan is due."}
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "第 1 天：2 天，≈ 33.3333 元，合格，没有。"),
        ("en", "Day 1: 2 days, ≈ 33.3333 yuan, pass, —."),
        ("zh-Hant", "第 1 天：2 天，≈ 33.3333 元，合格，沒有。"),
    ],
)
def test_outcomes_with_values_and_spaces(lang: Lang, text: str) -> None:
    zh = "第 1 天：{{ off }}，{{ s0 }}，{{ grade }}，" + ("没有" if lang != "en" else "—") + "。"
    body = steps_of("base / 3", inputs=INPUTS, units={0: "CNY"}) + (
        "outcomes:\n  - id: x\n    when: base > 0\n    say:\n"
        f'      zh: "{zh}"\n      en: "Day 1: {{{{ off }}}}, {{{{ s0 }}}}, {{{{ grade }}}}, —."\n'
    )
    rule = rule_of(body)
    trace = worked(rule, {"base": 100})
    assert [Explainer(rule, lang).outcome(trace, said) for said in trace.outcomes] == [text]


def test_space_between_han_and_a_value() -> None:
    body = steps_of("base / 4", inputs=INPUTS, units={0: "CNY"}) + (
        "outcomes:\n  - id: x\n    when: base > 0\n    say: {zh: '得{{ s0 }}。', en: 'gets {{ s0 }}.'}\n"
    )
    trace = worked(rule_of(body), {"base": 100})
    assert [Explainer(trace.rule, lang).outcome(trace, trace.outcomes[0]) for lang in LANGS] == [
        "得 25 元。",
        "gets 25 yuan.",
        "得 25 元。",
    ]


def test_the_words_are_there_in_all_languages() -> None:
    for lang in LANGS:
        words = words_in(lang)
        assert set(words) == set(words_in("zh"))
        for key, text in words.items():
            assert text.strip()
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", words_in("zh")[key]))

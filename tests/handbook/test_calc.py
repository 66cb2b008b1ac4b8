"""`handbook calc`: one calculation with its working, and the list of rules."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook import cli
from handbook.calc.filling import fill
from handbook.calc.listing import rule_lines
from handbook.calc.report import Report
from handbook.policy.load import open_book
from handbook.rules.answers import asked_on
from handbook.rules.explain import trace_data
from handbook.rules.inputs import BadInput, accept, write_text
from handbook.rules.rule import InputField
from handbook.rules.run import run

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "calc"
BASE, LATE = ("--input", "base=4500"), ("--input", "late=8;45")
EVERY = ("--input", "asked=2026-03-31 10:20", "--input", "全月=是", "--input", "absences=2026-03-02,1;2026-03-03")
Calc = Callable[..., Any]  # the fixture of conftest.py

# The working


@pytest.mark.parametrize(
    ("golden", "argv"),
    [
        ("lateness.zh.txt", ("lateness", *BASE, *LATE)),
        ("lateness.en.txt", ("lateness", *BASE, *LATE, "--lang", "en")),
        ("not_late.zh.txt", ("lateness", *BASE, "--input", "late=", "--on", "2025-06-01")),
        ("every_kind.zh.txt", ("every_kind", *EVERY, "--input", "kind=罚款", "--input", "part=33.3")),
        ("every_kind.en.txt", ("every_kind", "--lang", "en")),
        ("list.zh.txt", ("--list",)),
        ("list.en.txt", ("--list", "--lang", "en")),
    ],
)
def test_golden_output(calc: Calc, golden: str, argv: tuple[str, ...]) -> None:
    done = calc(*argv)
    assert (done.status, done.err) == (0, "")
    assert done.out == (GOLDEN / golden).read_text(encoding="utf-8")


def test_the_headline_comes_first(calc: Calc) -> None:
    lines = calc("lateness", *BASE, *LATE).out.splitlines()
    assert lines[3].split() == ["扣款合计", "123.45", "元"]
    assert lines[6:8] == ["! 超过 30 分钟的按半天算。", "● 每次按当天有效的规定算。"]


def test_values_are_those_of_the_day(calc: Calc) -> None:
    before, after = (
        calc("lateness", *BASE, "--input", "late=8", "--on", day).out for day in ("2026-02-28", "2026-03-01")
    )
    assert "扣款合计        10 元" in before
    assert "10 元    2025-01-01 起  2026-03-01 起改为 20 元" in before
    assert "扣款合计        20 元" in after
    assert "20 元    2026-03-01 起  2027-01-01 起改为 25.50 元" in after


def test_what_is_not_given_is_told(calc: Calc) -> None:
    first = calc("lateness").out.splitlines()[0]
    assert first == "没有填的用了例子里的数，不是你的：月基本工资、每次迟到"
    english = calc("lateness", "--lang", "en").out.splitlines()[0]
    assert english == "Not given, so taken from the example, not yours: Monthly base wage, Each late arrival"


def test_no_example_stands_beside_somebody_s_own_figures(calc: Calc) -> None:
    alone, empty = (calc("lateness", *BASE, *more).out.split() for more in ((), ("--input", "late=")))
    assert [word for word in alone if word != "没有填，按默认"] == [word for word in empty if word != "没有填，按默认"]
    done = calc("every_kind", "--input", "part=50")
    assert (done.status, done.out) == (1, "")
    assert done.err == "请填写收到的时间，例如 2026-07-01 09:30\n请填写全月，例如 是\n"


def test_what_has_neither_default_nor_example_is_asked_for(ruled_policy: Path) -> None:
    rule = open_book(ruled_policy, date(2026, 3, 15)).rule("lateness")
    base, *others = rule.inputs
    assert isinstance(base, InputField)
    with pytest.raises(BadInput) as told:
        fill(replace(rule, inputs=(replace(base, example=None), *others)), [], date(2026, 3, 15))
    assert [each.code for each in told.value.errors] == ["missing"]


def test_an_input_left_empty_takes_its_default(calc: Calc) -> None:
    done = calc("lateness", *BASE, *LATE, "--input", "extra=")
    assert "没有填，按默认" in done.out
    assert calc("lateness", "--input", "base=").err == "请填写月基本工资，例如 4500\n"


def test_inputs_by_label_and_a_list_in_several_goes(calc: Calc) -> None:
    expected = calc("lateness", *BASE, *LATE).out
    assert calc("lateness", "--input", "月基本工资=4500", "--input", "late=8", "--input", "late=45").out == expected
    assert calc("lateness", "--input", "Monthly base wage=4,500元", "--input", "每次遲到=８；45").out == expected


def test_a_result_goes_on_to_the_next_calculator_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    def worked(*argv: str) -> str:
        with pytest.raises(SystemExit) as left:
            cli.main(["calc", *argv, "--data", str(ROOT / "policy_data"), "--today", "2026-07-15", "--lang", "en"])
        assert left.value.code == 0
        return capsys.readouterr().out

    scores = [part for name in ("superior=89.99", "customer=90", "self=90.01") for part in ("--input", name)]
    line = worked("final_score", *scores).splitlines()[-1]
    assert line == (
        "to go on with “Performance bonus”, unrounded: handbook calc performance_bonus --input score=89.995"
    )
    assert "good" in worked(*shlex.split(line)[-3:], "--input", "performance_pay=1500")
    assert '"value": "89.995"' in worked("final_score", *scores, "--json")


# As data


def test_json_is_the_trace_and_what_went_into_it(calc: Calc, ruled_policy: Path) -> None:
    done = calc("lateness", *BASE, *LATE, "--json")
    assert (done.status, done.err) == (0, "")
    rule = open_book(ruled_policy, date(2026, 3, 15)).rule("lateness")
    trace = trace_data(run(rule, accept(rule.inputs, {"base": "4500", "late": "8;45"}), date(2026, 3, 15)), "zh")
    assert {key: done.data[key] for key in trace} == trace
    assert done.data["results"] == [
        {"id": "total", "label": "扣款合计", "unit": "CNY"},
        {"id": "half_days", "label": "按半天算的次数", "unit": "time"},
    ]
    assert done.data["inputs"] == [
        {"id": "base", "label": "月基本工资", "value": "4500", "shown": "4,500 元", "from": "given"},
        {
            "id": "late",
            "label": "每次迟到",
            "value": [{"minutes": "8"}, {"minutes": "45"}],
            "shown": "8 分钟；45 分钟",
            "from": "given",
        },
        {"id": "extra", "label": "其他扣款", "value": "0", "shown": "0 元", "from": "default"},
    ]
    assert done.data["parameters"][1] == {
        "name": "attendance.minor_fine",
        "label": "轻微迟到每次扣款",
        "unit": "CNY",
        "value": "20",
        "shown": "20 元",
        "from": "2026-03-01",
        "next": {"from": "2027-01-01", "shown": "25.50 元"},
    }


def test_json_tells_the_example_apart(calc: Calc) -> None:
    done = calc("lateness", "--json")
    assert {each["id"]: each["from"] for each in done.data["inputs"]} == {
        "base": "example",
        "late": "example",
        "extra": "default",
    }
    assert "每次迟到" in done.err


# What cannot be worked out


def test_all_wrong_inputs_at_once(calc: Calc) -> None:
    wrong = ("lateness", "--input", "base=abc", "--input", "late=8;999", "--input", "bse=1", "--input", "extra=0.001")
    done = calc(*wrong)
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines() == [
        "没有“bse”这一项，可以填：base, late, extra",
        "月基本工资要填数字，例如 4500；现在是“abc”",
        "第 2 行：迟到的分钟数不能大于 480；现在是 999",
        "其他扣款最多 2 位小数；现在是 0.001",
    ]
    english = calc(*wrong, "--lang", "en").err.splitlines()
    assert len(english) == 4
    assert english[2] == "row 2: Minutes late must be at most 480; found 999"


def test_a_refusal(calc: Calc) -> None:
    asked = ("every_kind", *EVERY, "--input", "part=50", "--input", "asked=2026-12-31 10:00")
    done = calc(*asked)
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("✗ 算不出“最迟哪天”：还没有 2027 年的工作日历")
    assert "✗ “Latest day” cannot be worked out: there is no calendar" in calc(*asked, "--lang", "en").err
    data = calc(*asked, "--json")
    assert (data.status, data.data["refused"]["code"]) == (1, "no_calendar")


def test_a_day_without_a_value(calc: Calc) -> None:
    done = calc("lateness", *BASE, *LATE, "--on", "2025-12-31")
    assert (done.status, done.out) == (1, "")
    assert (
        done.err
        == "✗ 算不出“每次扣款”：2025 年 12 月 31 日还没有“轻微迟到的时限”的规定，最早的从 2026 年 1 月 1 日起\n"
    )
    parameters = calc("lateness", *BASE, *LATE, "--on", "2025-12-31", "--json").data["parameters"]
    assert (parameters[0]["value"], parameters[0]["from"], parameters[0]["next"]) == (None, "2026-01-01", None)


def test_an_unknown_rule(calc: Calc) -> None:
    done = calc("latenes")
    assert (done.status, done.out, done.err) == (1, "", "没有“latenes”；是不是 lateness？\n")
    assert calc("zzz", "--lang", "en").err == "there is no rule “zzz”; see handbook calc --list\n"
    assert calc("--list", "zzz").status == 1


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("lateness", "--input", "base"),
        ("lateness", "--input", "=5"),
        ("lateness", "extra"),
        ("lateness", "--on", "tomorrow"),
        ("lateness", "--all"),
        ("lateness", "--full"),
        ("lateness", "--csv", "in.csv"),
        ("lateness", "--out", "out.csv"),
        ("lateness", "--csv", "in.xls", "--out", "out.csv"),
        ("lateness", "--csv", "in.csv", "--out", "out.txt"),
        ("lateness", "--csv", "in.csv", "--out", "out.csv", "--json"),
        ("lateness", "--csv", "in.csv", "--out", "./in.csv"),
        ("lateness", "--csv", "out.csv.errors.csv", "--out", "out.csv"),
        ("--list", "--csv", "in.csv", "--out", "out.csv"),
        ("every_kind", "--on", "2026-03-01"),
    ],
)
def test_misuse(calc: Calc, argv: tuple[str, ...]) -> None:
    done = calc(*argv)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("handbook calc --help\n")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.err)


# The list


def test_list_of_building_blocks_too(calc: Calc, ruled_policy: Path, tmp_path: Path) -> None:
    assert [rule["id"] for rule in calc("--list", "--json").data] == ["every_kind", "lateness"]
    hidden = tmp_path / "policy"
    hidden.mkdir()
    for path in ruled_policy.rglob("*.yml"):
        target = hidden / path.relative_to(ruled_policy)
        target.parent.mkdir(exist_ok=True)
        block = "listed: false\n" if path.name == "every_kind.yml" else ""
        target.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
    assert [rule["id"] for rule in calc("--list", "--json", "--data", hidden).data] == ["lateness"]
    assert len(calc("--list", "--json", "--all", "--data", hidden).data) == 2
    assert calc("--list", "every_kind", "--json", "--data", hidden).data[0]["listed"] is False


def test_list_as_json(calc: Calc) -> None:
    (rule,) = calc("--list", "lateness", "--json", "--lang", "en").data
    assert (rule["title"], rule["about"]) == ("Deduction for lateness", "What late arrivals cost.")
    base, late, extra = rule["inputs"]
    assert base == {
        "id": "base",
        "label": "Monthly base wage",
        "hint": None,
        "kind": "number",
        "unit": "CNY",
        "min": "0",
        "max": "1000000",
        "precision": 2,
        "default": None,
        "example": "4500",
    }
    assert (late["kind"], late["most"], late["example"]) == ("rows", 5, "8;45")
    assert [each["id"] for each in late["fields"]] == ["minutes"]
    assert (extra["default"], extra["example"]) == ("0", None)
    assert rule["results"] == [
        {"id": "total", "label": "Total deduction", "unit": "CNY"},
        {"id": "half_days", "label": "Times counted as half a day", "unit": "time"},
    ]


def test_every_kind_of_input_as_json(calc: Calc) -> None:
    (rule,) = calc("--list", "every_kind", "--json").data
    kinds = {each["id"]: each["kind"] for each in rule["inputs"]}
    assert kinds == {"asked": "moment", "part": "number", "kind": "choice", "whole": "switch", "absences": "rows"}
    part, kind = rule["inputs"][1:3]
    assert (part["unit"], part["min"], part["max"], part["example"]) == ("percent", "5", "100", "50")
    assert kind["options"] == [{"id": "bonus", "label": "奖金"}, {"id": "fine", "label": "罚款"}]


# The policy itself


def test_every_rule_of_the_policy_shows_its_example() -> None:
    day = date(2026, 3, 15)
    book = open_book(ROOT / "policy_data", day)
    assert book.rules
    for rule in book.rules.values():
        filled = fill(rule, [], day)
        report = Report(book, run(rule, filled.values, day), filled, "zh")
        assert len(list(report.lines())) > 10
        assert report.data()["refused"] is None
        assert len(list(rule_lines(rule, "en"))) > len(rule.inputs)


def test_the_examples_of_the_help_are_right(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["calc", "--help"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    shown = [shlex.split(line)[1:] for line in lines if line.startswith("handbook calc")]
    assert len(shown) == 4
    monkeypatch.chdir(tmp_path)
    _write_month(Path("三月.xlsx"))
    for argv in shown:
        with pytest.raises(SystemExit) as left:
            cli.main([*argv, "--data", str(ROOT / "policy_data"), "--today", "2026-03-15"])
        assert left.value.code == 0
    assert Path("三月结果.xlsx").is_file()


def _write_month(path: Path) -> None:
    """A sheet with the example of each input of the month's pay."""
    from openpyxl import Workbook

    rule = open_book(ROOT / "policy_data", date(2026, 3, 15)).rule("month_pay")
    asked = [*asked_on(rule, {entry.id: entry.opening for entry in rule.inputs}, date(2026, 3, 15))]
    workbook = Workbook()
    workbook.active.append(["姓名", *(entry.label["zh"] for entry in rule.inputs)])
    workbook.active.append(
        ["张三", *(write_text(entry, entry.opening) if entry in asked else "" for entry in rule.inputs)]
    )
    workbook.save(path)

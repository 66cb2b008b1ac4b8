"""The command `handbook`: what it prints and its exit status."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import Run, run_command

from handbook import cli

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL = str(HERE / "policy")
FINE = "attendance.minor_fine"
COMMANDS = ("check", "param", "list", "calc", "set", "unset", "diff", "guardrails", "next", "rule", "schema")
# Whose examples change files: test_changes_told.py, test_rule_commands.py.
TRIED_ELSEWHERE = ("set", "unset", "diff", "rule")


pytestmark = pytest.mark.usefixtures("real_policy_loaded_once")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process, in the root of the repository."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)

    return lambda *argv: run_command(capsys, *argv)


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The small policy with a fine above its bound."""
    policy = Path(shutil.copytree(SMALL, tmp_path / "policy"))
    file = policy / "parameters" / "attendance.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("value: 25.5", "value: 999"), encoding="utf-8")
    return policy


# check


def test_check_passes(run: Run) -> None:
    done = run("check", "--today", "2026-03-01")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "✓ 检查通过：9 章 100 条，58 个参数，55 个术语，16 条规则，222 个例题；"
        "4 项法律提示已有人确认（handbook guardrails）\n"
    )


def test_check_in_english_and_elsewhere(run: Run) -> None:
    done = run("check", "--lang", "en", "--data", SMALL, "--today", "2026-03-01")
    assert done.status == 0
    counts = "2 chapters, 6 clauses, 12 parameters, 5 terms, 5 rules, 7 worked cases"
    assert done.out == f"✓ all is well: {counts}; no legal limits, no questions\n"


def test_check_warns_as_of_a_later_day(run: Run) -> None:
    done = run("check", "--today", "2028-01-01")
    assert done.status == 0
    *warnings, summary = done.out.splitlines()
    assert any(
        row.startswith("policy_data/parameters/pay.yml:") and "提醒：pay.minimum_wage" in row for row in warnings
    )
    assert any("fine_for_lateness" in row and "已过期" in row for row in warnings)  # its acknowledgement has run out
    assert summary.endswith(f"；{len(warnings)} 个提醒")


def test_check_fails(run: Run, spoiled: Path) -> None:
    done = run("check", "--data", str(spoiled), "--today", "2026-03-01")
    assert done.status == 1
    assert done.out.startswith(f"{spoiled.as_posix()}/parameters/attendance.yml:")
    assert FINE in done.out
    assert done.err == "✗ 1 个错误，0 个提醒\n"


def test_check_fails_in_english(run: Run, spoiled: Path) -> None:
    assert run("check", "--data", str(spoiled), "--lang", "en", "--today", "2026-03-01").err == (
        "✗ 1 error, 0 warnings\n"
    )


def test_check_as_json(run: Run, spoiled: Path) -> None:
    assert run("check", "--format", "json", "--today", "2026-03-01").data == []
    done = run("check", "--format", "json", "--data", str(spoiled), "--today", "2026-03-01")
    assert done.status == 1
    (problem,) = done.data
    assert set(problem) == {"file", "line", "column", "severity", "code", "where", "message"}
    assert problem["severity"] == "error"
    assert (
        "999" in (spoiled / "parameters/attendance.yml").read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    )


def test_check_for_github(run: Run, spoiled: Path) -> None:
    done = run("check", "--format", "github", "--data", str(spoiled), "--today", "2026-03-01")
    assert done.status == 1
    assert done.out.startswith("::error file=")
    assert ",line=" in done.out
    assert ",col=" in done.out
    warned = run("check", "--format", "github", "--today", "2028-01-01")
    assert warned.status == 0
    assert "::warning file=policy_data/parameters/pay.yml,line=" in warned.out


@pytest.mark.parametrize("data", ["/nowhere/at/all", "README.md"])
@pytest.mark.parametrize("command", [("check",), ("param", FINE), ("list",)])
def test_no_policy_there(run: Run, command: tuple[str, ...], data: str) -> None:
    done = run(*command, "--data", data)
    assert done.status == 1
    assert "--data" in done.out + done.err


def test_nothing_is_shown_of_a_policy_with_errors(run: Run, spoiled: Path) -> None:
    for command in (("param", FINE), ("list",)):
        done = run(*command, "--data", str(spoiled))
        assert (done.status, done.out) == (1, "")
        assert FINE in done.err


# param


def test_param(run: Run) -> None:
    done = run("param", FINE, "--today", "2026-03-01")
    assert (done.status, done.err) == (0, "")
    first, value, *rest = done.out.splitlines()
    assert first.endswith(FINE)
    assert value == "2026-03-01 的值：20 元"
    assert [line.split("  ")[1:4] for line in rest[:3]] == [
        ["◌ 已定", "2027-01-01 起", "30 元"],
        ["● 现行", "2026-01-01 起", "20 元"],
        ["○ 以前", "2025-01-01 起", "10 元"],
    ]
    assert "  第七章 第二条  迟到与早退  discipline.attendance.late" in rest
    assert rest[-1].startswith("写在：policy_data/parameters/attendance.yml:")


def test_param_says_where_the_number_comes_from_and_how_sure_the_law_is(run: Run) -> None:
    assert "出处：原制度第 7 章第 1 节第 2 项" in run("param", FINE).out.splitlines()
    floor = run("param", "pay.paid_days_per_month").out
    assert "补充：原制度没有说明日工资怎样计算（待人事部确认）" in floor.splitlines()
    assert "法律提示（法规、规章和规范性文件 · 全国 · 依据转载资料，2026-11-25 查阅，官方文本待核对）：" in floor
    assert run("param", "pay.paid_days_per_month", "--json").data["supplement"]["confirmed"] is None


def test_param_on_a_day_in_english(run: Run) -> None:
    done = run("param", FINE, "--on", "2027-01-01", "--lang", "en", "--today", "2026-03-01")
    assert done.status == 0
    assert "on 2027-01-01: 30 yuan" in done.out
    assert "● in force  from 2027-01-01" in done.out
    assert "7.2  Late arrival and early leave  discipline.attendance.late" in done.out


def test_param_as_json(run: Run) -> None:
    data = run("param", FINE, "--json", "--today", "2026-03-01").data
    assert (data["name"], data["on"], data["unit"], data["value"]) == (FINE, "2026-03-01", "CNY", "20")
    assert data["shown"] == {"zh": "20 元", "en": "20 yuan"}
    assert [step["from"] for step in data["history"]] == ["2025-01-01", "2026-01-01", "2027-01-01"]
    assert data["used_by"] == ["discipline.attendance.late"]
    file = (ROOT / data["file"]).read_text(encoding="utf-8").splitlines()
    assert file[data["line"] - 1] == "minor_fine:"


def test_every_kind_of_value_as_json(run: Run) -> None:
    values = {row["name"]: row["value"] for row in run("list", "--json", "--today", "2026-03-01").data}
    assert values["organization.name"]["zh"] == "某某物流有限公司"
    assert values["organization.effective_date"] == "2026-01-01"
    assert values["attendance.cap_at_pay_lost"] is False
    assert values["pay.day_wage_basis"] == "base"
    assert values["pay.paid_days_per_month"] == "21.75"
    assert values["annual_leave.tiers"][0] == {"at_least": "1", "gives": "5"}


def test_a_day_before_the_first_value(run: Run) -> None:
    done = run("param", FINE, "--on", "2024-12-31")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"{FINE} 在 2024-12-31 没有值，第一个值从 2025-01-01 起\n"
    assert "has no value on 2024-12-31" in run("param", FINE, "--on", "2024-12-31", "--lang", "en").err


def test_a_day_before_the_first_value_as_json(run: Run) -> None:
    data = run("param", FINE, "--on", "2024-12-31", "--json").data
    assert (data["value"], data["shown"]) == (None, None)
    assert data["history"]


def test_an_unknown_name_is_told_what_resembles_it(run: Run) -> None:
    done = run("param", "attendance.minor_fin")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"没有“attendance.minor_fin”；是不是 {FINE}")
    english = run("param", "attendance.minor_fin", "--lang", "en").err
    assert english.startswith(f"there is no “attendance.minor_fin”; did you mean {FINE}")


def test_an_unknown_name_that_resembles_nothing(run: Run) -> None:
    assert run("param", "zzz").err == "没有“zzz”；用 handbook list 看有哪些\n"


# list


def test_list(run: Run) -> None:
    done = run("list", "--today", "2026-03-01")
    assert done.status == 0
    assert len(done.out.splitlines()) == 58
    assert any(line.split()[:3] == [FINE, "20", "元"] for line in done.out.splitlines())


def test_list_of_a_group(run: Run) -> None:
    rows = run("list", "attendance", "--lang", "en", "--today", "2026-03-01").out.splitlines()
    assert len(rows) == 9
    assert all(row.startswith("attendance.") for row in rows)
    assert any("20 yuan" in row for row in rows)


def test_a_today_on_which_the_handbook_cannot_be_shown(run: Run) -> None:
    done = run("list", "attendance", "--today", "2025-06-01")
    assert (done.status, done.out) == (1, "")
    assert "attendance.minor_limit: 2025-06-01" in done.err
    assert FINE not in done.err


def test_list_of_clauses(run: Run) -> None:
    assert len(run("list", "--clauses").out.splitlines()) == 100
    rows = run("list", "--clauses", "discipline", "--lang", "en").out.splitlines()
    assert len(rows) == 10
    assert rows[1].split()[:2] == ["discipline.attendance.late", "7.2"]


def test_list_of_clauses_as_json(run: Run) -> None:
    rows = run("list", "--clauses", "discipline", "--json").data
    assert rows[1]["id"] == "discipline.attendance.late"
    assert FINE in rows[1]["parameters"]
    assert rows[1]["must_know"] is True


def test_columns_are_aligned(run: Run) -> None:
    rows = run("list", "--clauses", "discipline").out.splitlines()
    assert len({row.index("第七章") for row in rows}) == 1


@pytest.mark.parametrize(("argv", "near"), [(("atendance",), "attendance"), (("--clauses", "dutys"), "duties")])
def test_an_unknown_group(run: Run, argv: tuple[str, ...], near: str) -> None:
    done = run("list", *argv)
    assert (done.status, done.out) == (1, "")
    assert near in done.err


# misuse and help


@pytest.mark.parametrize(
    "argv",
    [
        ("pram",),
        ("--nope",),
        ("check", "--nope"),
        ("check", "extra"),
        ("param",),
        ("param", FINE, "extra"),
        ("check", "--lang", "fr"),
        ("check", "--format", "xml"),
        ("check", "--today"),
        ("check", "--today", "2026/01/01"),
        ("check", "--today", "2026-02-30"),
        ("param", FINE, "--on", "tomorrow"),
    ],
)
def test_misuse(run: Run, argv: tuple[str, ...]) -> None:
    done = run(*argv)
    assert (done.status, done.out) == (2, "")
    command = f" {argv[0]}" if argv[0] in COMMANDS else ""
    assert done.err.endswith(f"\nhandbook{command} --help\n"), "the cure is where the option is explained"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.err)


def test_a_date_written_otherwise_is_told_right(run: Run) -> None:
    assert "2026-01-01" in run("check", "--today", "2026/1/1").err


def test_a_misspelt_command_is_told_what_resembles_it(run: Run) -> None:
    assert "param" in run("pram").err


def test_no_command_shows_help(run: Run) -> None:
    done = run()
    assert done.status == 2
    assert all(command in done.out for command in COMMANDS)


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
def test_help_shows_examples_in_both_languages(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert (done.status, done.err) == (0, "")
    assert "例 Examples:" in done.out
    assert f"  handbook {command[0] if command else 'check'}" in done.out
    assert "显示这份说明。 Show this help." in done.out


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in TRIED_ELSEWHERE])
def test_the_examples_work(run: Run, command: str) -> None:
    lines = [line.strip() for line in run(command, "--help").out.splitlines()]
    shown = [line for line in lines if line.startswith("handbook ")]
    assert len(shown) >= 2
    for line in shown:
        if "--csv" not in line:  # it needs a sheet, which test_calc.py has
            assert run(*shlex.split(line)[1:]).status == 0


def test_language_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "en")
    assert run("check", "--today", "2026-03-01").out.startswith("✓ all is well")
    assert run("param", "zzz").err.startswith("there is no")
    assert run("param", "zzz", "--lang", "zh").err.startswith("没有")
    assert run("param", "zzz", "--lang=zh").err.startswith("没有")


def test_every_command_is_tested_here() -> None:
    assert set(cli.handbook.commands_by_name) == set(COMMANDS)


def test_a_command_is_loaded_when_it_is_asked_for() -> None:
    code = "import sys, handbook.cli; print(*(name for name in sys.modules if name.startswith('handbook.c')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("handbook.commands.") for name in done.stdout.split()}
    assert loaded == {"handbook.cli", "handbook.commands", "click_words", "console", "program"}


@pytest.mark.parametrize("program", ["handbook", "quiz"])
def test_help_loads_nothing_but_the_parser_of_the_command_line(program: str) -> None:
    code = f"""if True:
        import atexit, sys
        before = set(sys.modules)
        atexit.register(lambda: print(*sys.modules.keys() - before, file=sys.stderr))
        sys.argv = ["{program}", "--help"]
        import {program}.cli
        {program}.cli.main()"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(f"  {command}  " in done.stdout for command in ("check", "list"))
    loaded = {name.partition(".")[0] for name in done.stderr.split()} - sys.stdlib_module_names
    assert loaded == {"click", "handbook", program}
    assert "handbook.policy" not in done.stderr


def test_the_readme_mentions_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"handbook {command}" not in readme] == []


def test_as_a_program_where_a_sign_cannot_be_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "check", "--today", "2026-03-01"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "HANDBOOK_LANG": "zh"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("gbk").startswith("? 检查通过：9 章 100 条")

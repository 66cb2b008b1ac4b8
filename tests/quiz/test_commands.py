"""The command `quiz`, on the small policy with the trial questions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.cli import main
from quiz.papers.exporters import EXPORTERS
from tests.quiz.conftest import ROOT

HERE = Path(__file__).parent
TODAY = "2026-11-23"


class Ran(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    policy = Path(shutil.copytree(ROOT / "tests" / "handbook" / "policy", tmp_path / "policy"))
    (policy / "questions").mkdir()
    shutil.copy(HERE / "trial.yml", policy / "questions" / "trial.yml")
    return policy


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `quiz` in this process; `lang` is English unless told."""
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)

    def run_it(*argv: object, lang: str = "en") -> Ran:
        with pytest.raises(SystemExit) as left:
            main([*map(str, argv), "--data", str(data), "--today", TODAY, "--lang", lang])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, printed.out, printed.err)

    return run_it


def spoil(data: Path, old: str, new: str) -> None:
    path = data / "questions" / "trial.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_check_sums_up(run: Run) -> None:
    done = run("check")
    assert done.code == 0
    assert "✓ the bank is well: " in done.out
    assert "Single choice" in done.out
    assert "✓ 题库通过：" in run("check", lang="zh").out


def test_check_counts_warnings(run: Run, data: Path) -> None:
    spoil(data, "zh: 先问好，再报名称。, en: Hello comes first.", "zh: 十分钟内先问好。, en: Hello comes first.")
    done = run("check")
    assert done.code == 0
    assert done.out.rstrip().endswith("; 1 warning")
    assert "warning: greeting: “十分钟” is written out" in done.out


def test_check_tells_errors(run: Run, data: Path) -> None:
    spoil(data, "answer: true", "answer: yes!")
    done = run("check")
    assert done.code == 1
    assert "the answer of a true_false question is true or false" in done.out
    assert done.err.startswith("✗ 1 error, ")
    assert run("check", lang="zh").err.startswith("✗ 1 个错误，")
    rows = json.loads(run("check", "--format", "json").out)
    assert [row["code"] for row in rows if row["severity"] == "error"] == ["question_truth"]
    assert "::error file=" in run("check", "--format", "github").out


def test_a_bank_with_errors_is_not_opened(run: Run, data: Path) -> None:
    spoil(data, "answer: true", "answer: yes!")
    done = run("list")
    assert done.code == 1
    assert "the answer of a true_false question is true or false" in done.out + done.err


def test_list(run: Run) -> None:
    whole = run("list").out.splitlines()
    clause = run("list", "duties.work.greet").out.splitlines()
    chapter = run("list", "duties").out.splitlines()
    assert len(clause) < len(chapter) < len(whole)
    assert any(line.startswith("greeting ") and "True or false" in line for line in clause)
    rows = json.loads(run("list", "duties.work.greet", "--json").out)
    assert {row["id"] for row in rows} >= {"greeting", "steps"}
    row = next(row for row in rows if row["id"] == "greeting")
    assert row["stem"] == "You say hello first."
    assert (row["clause"], row["kind"], row["level"], row["source"]) == (
        "duties.work.greet",
        "true_false",
        1,
        "scenario",
    )
    assert row["parameters"] == []
    assert len(row["hash"]) == 8


def test_what_is_not_there_is_told_with_what_is_near(run: Run) -> None:
    done = run("list", "dutys")
    assert done.code == 1
    assert "duties" in done.err
    done = run("show", "greetin")
    assert done.code == 1
    assert "greeting" in done.err


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("greeting", ["  ✓ True", "why: Hello comes first.", "True or false · know · greeting · "]),
        ("too-late", ["  ✓ Absence for half the day", "  ✗ The fixed amount  (It is beyond the limit.)"]),
        (
            "what-counts",
            ["  ✓ Quality", "  ✓ Speed", "  ✗ Age  (Age is not appraised.)", "1.2 Weights  duties"],
        ),
        ("how-many-months.1", ["  ✓ "]),
        ("steps", ["  1. Say hello", "  2. Give the name", "  3. Listen"]),
        ("pairs", ["  good — 80 points", "  pass — 60 points", "  quality — 60%", "See “Grades”."]),
    ],
)
def test_show(run: Run, id: str, expected: list[str]) -> None:
    done = run("show", id)
    assert done.code == 0
    for line in expected:
        assert line in done.out
    assert run("show", id, lang="zh").out != done.out


def test_export(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "bank.xml"
    done = run("export", "moodle", "--out", out)
    assert done.code == 0
    assert done.out.startswith("✓ exported ")
    assert out.stat().st_size > 1000
    less = tmp_path / "duties.xml"
    assert run("export", "moodle", "--chapters", "duties", "--out", less).code == 0
    assert less.stat().st_size < out.stat().st_size
    done = run("export", "dao1yun", "--out", tmp_path / "exam.txt")
    assert done.code == 0
    assert "no room for 1 (no such kind there: Put in order): steps\n" in done.out
    done = run("export", "moodle", "--chapters", "dutys", "--out", tmp_path / "no.xml")
    assert done.code == 1
    assert "duties" in done.err
    traditional = tmp_path / "bank.txt"
    assert run("export", "plain", "--out", traditional, lang="zh-Hant").out.startswith("✓ 匯出 ")
    text = traditional.read_text("utf-8")
    assert ("遲到很久怎麼算？" in text, "【答案】正确" in text) == (True, True)  # platforms look for just this word


def test_what_there_is_to_export_to(run: Run, tmp_path: Path) -> None:
    done = run("export", "--list")
    assert done.code == 0
    assert done.out.count("checked 2026-") == sum(each.consumer is not None for each in EXPORTERS.values())
    assert "Moodle 4.5.6, checked 2026-11-26: it took the whole bank" in run("export", "gift", "--list").out
    for words, told in (((), "name a format: moodle, "), (("moodle",), "say with --out where")):
        done = run("export", *words)
        assert (done.code, told in done.err) == (2, True)
    paper = HERE / "papers" / "sample.paper.json"
    done = run("export", "moodle", "--paper", paper, "--chapters", "duties", "--out", tmp_path / "x.xml")
    assert (done.code, "there are no --chapters to choose" in done.err) == (2, True)
    done = run("export", "scorm", "--out", tmp_path / "x.zip")
    assert (done.code, "made of a paper only" in done.err) == (2, True)


def test_a_paper_is_exported_whatever_became_of_the_policy(run: Run, data: Path, tmp_path: Path) -> None:
    paper, out = shutil.copy(HERE / "papers" / "sample.paper.json", tmp_path), tmp_path / "paper.txt"
    shutil.rmtree(data / "chapters")
    done = run("export", "blackboard", "--paper", paper, "--out", out)
    assert done.code == 0
    assert "no room for 1 (in a matching question" in done.out
    assert out.read_text("utf-8").count("\n") == len(json.loads(Path(paper).read_text("utf-8"))["key"]["questions"]) - 1
    damaged = tmp_path / "damaged.paper.json"
    damaged.write_text("{}", encoding="utf-8")
    assert run("export", "blackboard", "--paper", damaged, "--out", tmp_path / "no.txt").code == 1

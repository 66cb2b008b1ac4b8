"""`quiz paper`: made once, shown, checked; on the small policy with the trial questions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from quiz.frozen.reading import read_paper
from quiz.frozen.signs import say_number
from tests.quiz.test_commands import Run, data, run, spoil

__all__ = ["data", "run"]  # fixtures


@pytest.fixture
def exams(data: Path) -> Path:
    """Where papers lie beside the policy."""
    folder = data.parent / "exams"
    folder.mkdir()
    return folder


def test_a_paper_with_every_choice(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "one.paper.json", tmp_path / "two.paper.json"
    choices = (
        "--chapters",
        "duties，第二章",
        "--roles",
        "agent",
        "--kinds",
        "判断题,Single choice,填空",
        "--mix",
        "34,33,33",
    )
    head = ("--title", "月考", "--company", "某公司", "--department", "客服部", "--minutes", 45, "--pass", 60)
    done = run("paper", "new", "-n", 3, "--seed", "s|1", *choices, *head, "--language", "zh-Hant", "--out", first)
    assert done.code == 0, done.err
    file = read_paper(first)
    assert say_number(file.paper.number) in done.out
    assert "keep it as you keep a key" in done.out
    paper, drawn = file.paper, file.key.drawn
    assert (paper.title, paper.company, paper.department) == ("月考", "某公司", "客服部")
    assert (paper.minutes, paper.pass_, paper.language) == (45, 60, "zh-Hant")
    assert (drawn.seed, drawn.chapters, drawn.roles, drawn.mix) == (
        "s|1",
        ("discipline", "duties"),
        ("agent",),
        (34, 33, 33),
    )
    assert drawn.kinds == ("numeric", "single", "true_false")
    assert run("paper", "new", "-n", 3, "--without", first, "--must-know", "--out", second, lang="zh").code in (0, 1)
    again = tmp_path / "again.paper.json"
    run("paper", "new", "-n", 3, "--seed", "s|1", *choices, *head, "--language", "zh-Hant", "--out", again)
    assert again.read_bytes() == first.read_bytes()


def test_a_seed_is_drawn_unless_it_is_given(run: Run, tmp_path: Path) -> None:
    papers = [tmp_path / f"{name}.paper.json" for name in "ab"]
    for path in papers:
        assert run("paper", "new", "-n", 2, "--out", path).code == 0
    seeds = [read_paper(path).key.drawn.seed for path in papers]
    assert seeds[0] != seeds[1]
    assert all(len(seed) == 8 for seed in seeds)


def test_make_up_papers_have_other_questions(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "one.paper.json", tmp_path / "two.paper.json"
    assert run("paper", "new", "-n", 4, "--out", first).code == 0
    assert run("paper", "new", "-n", 4, "--without", first, "--out", second).code == 0
    one, two = read_paper(first), read_paper(second)
    assert {key.id for key in one.key.questions}.isdisjoint(key.id for key in two.key.questions)
    assert two.key.drawn.without == (one.paper.number,)
    done = run("paper", "new", "-n", 4, "--without", first, "--force", "--out", first)
    assert done.code == 2
    assert "--without" in done.err


def test_a_paper_is_never_overwritten_unless_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "one.paper.json"
    assert run("paper", "new", "-n", 2, "--out", out).code == 0
    before = out.read_bytes()
    assert run("paper", "new", "-n", 2, "--out", out).code == 1
    assert out.read_bytes() == before
    assert run("paper", "new", "-n", 2, "--force", "--out", out).code == 0
    assert out.read_bytes() != before
    assert run("paper", "new", "-n", 2, "--out", tmp_path / "paper.html").code == 2


def test_what_cannot_be_had_is_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "one.paper.json"
    done = run("paper", "new", "-n", 90, "--kinds", "ordering", "--out", out)
    assert done.code == 1
    assert done.err.startswith("✗ there are not 90 such questions; at most 1. Try -n 1")
    done = run("paper", "new", "-n", 90, "--mix", "100,0,0", "--out", out, lang="zh")
    assert done.code == 1
    assert "这样的题不够 90 道，最多 " in done.err
    assert "(1: " in done.err
    assert run("paper", "new", "-n", 1, "--reserved", "only", "--out", out).err.startswith(
        "✗ there is no such question"
    )
    assert run("paper", "new", "-n", 101, "--out", out).code == 2
    for mix in ("50,50", "50,30,30", "a,b,c"):
        assert "three percentages that sum to 100" in run("paper", "new", "--mix", mix, "--out", out).err
    done = run("paper", "new", "--seed", "s" * 41, "--out", out)
    assert done.code == 2
    assert "at most 40 characters, and here are 41" in done.err
    assert "one line of text" in run("paper", "new", "--title", "a\nb", "--out", out).err
    for option, name, near in (
        ("--kinds", "singl", "single"),
        ("--roles", "agents", "agent"),
        ("--chapters", "第九章", "章"),
    ):
        done = run("paper", "new", option, name, "--out", out)
        assert done.code == 1
        assert near in done.err
    assert not out.exists()


def test_questions_kept_for_exams_come_only_when_asked_for(run: Run, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.paper.json"
    spoil(data, "kind: ordering\n", "kind: ordering\n  use: exam\n")
    assert run("paper", "new", "-n", 1, "--kinds", "ordering", "--out", out).code == 1
    assert run("paper", "new", "-n", 1, "--reserved", "only", "--out", out).code == 0
    file = read_paper(out)
    assert [(key.id, file.key.drawn.reserved) for key in file.key.questions] == [("steps", "only")]
    assert run("paper", "new", "-n", 1, "--kinds", "排序题", "--reserved", "also", "--force", "--out", out).code == 0
    assert run("paper", "check", out).code == 0


def test_show_tells_all_but_the_answers(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "one.paper.json"
    run("paper", "new", "-n", 5, "--chapters", "duties", "--must-know", "--seed", "k", "--out", out)
    run("paper", "new", "-n", 5, "--chapters", "duties", "--seed", "k", "--force", "--out", out)
    file = read_paper(out)
    shown = run("paper", "show", out).out
    for told in (
        say_number(file.paper.number),
        file.key.drawn.policy,
        "duties",
        *(key.id for key in file.key.questions),
    ):
        assert told in shown
    assert not any(key.because in shown for key in file.key.questions)
    assert "试卷号" in run("paper", "show", out, lang="zh").out
    out.write_text(out.read_text("utf-8").replace('"pass": 80', '"pass": 10'), encoding="utf-8")
    done = run("paper", "show", out)
    assert done.code == 1
    assert done.err.startswith(f"{out}:")


def test_papers_that_the_policy_has_outgrown_are_told(run: Run, data: Path, exams: Path) -> None:
    path = exams / "2026" / "one.paper.json"
    path.parent.mkdir()
    choices = ("--kinds", "true_false,ordering,matching", "--chapters", "duties", "--seed", "d")
    assert run("paper", "new", "-n", 4, *choices, "--out", path).code == 0
    ids = [key.id for key in read_paper(path).key.questions]
    assert run("paper", "check").out.startswith("✓ 1 paper, and it fits")
    assert "outgrown" not in run("check").out
    spoil(data, "answer: true", "answer: false")
    spoil(data, "id: steps", "id: other_steps".replace("_", "-"))
    done = run("paper", "check")
    assert done.code == 1
    told = "greeting: question 3 (1.1): the answer, or what it rests on, is another one now"
    assert (ids[2:], told in done.out) == (["greeting", "steps"], True)
    assert "the bank has this question no longer" in done.out
    assert done.err.startswith("✗ 1 paper looked at; the policy has outgrown it in 2 places")
    rows = json.loads(run("paper", "check", path, "--format", "json").out)
    assert {row["code"] for row in rows} == {"paper_question_outdated"}
    done = run("check")
    assert done.code == 0
    assert f"warning: the policy has outgrown paper {say_number(read_paper(path).paper.number)}" in done.out
    path.write_text("{}", encoding="utf-8")
    assert run("check").code == 0
    assert "warning: this is not a paper" in run("check").out
    assert run("paper", "check").code == 1
    assert run("paper", "check", path).code == 1
    shutil.rmtree(exams)
    assert run("paper", "check").code == 0


def test_a_clause_that_reads_otherwise_outdates_its_questions(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.paper.json"
    assert run("paper", "new", "-n", 1, "--kinds", "true_false", "--chapters", "duties", "--out", path).code == 0
    text = path.read_text("utf-8")
    key = read_paper(path).key.questions[0]
    path.write_text(text.replace(json.dumps(key.text, ensure_ascii=False), '"Other words."'), encoding="utf-8")
    done = run("paper", "check", path)
    assert done.code == 1
    assert "the clause reads otherwise now" in done.out


SAMPLE = Path(__file__).parent / "papers" / "sample.paper.json"


def test_what_is_printed_needs_the_file_alone(run: Run, data: Path, tmp_path: Path) -> None:
    shutil.rmtree(data)  # whatever has become of the policy
    paper, key = tmp_path / "paper.html", tmp_path / "key.docx"
    done = run("paper", "print", SAMPLE, "--out", paper, "--key", key)
    assert (done.code, done.out) == (0, f"✓ paper Q3W7-YQEP: {paper}, {key}\n")
    assert "30\u00a0分钟以内按次扣" not in paper.read_text("utf-8")
    assert run("paper", "print", SAMPLE, "--versions", "a，b", "--sheet", "--out", tmp_path / "sheet.html").code == 0
    assert [(tmp_path / f"sheet-{version}.html").exists() for version in "ABC"] == [True, True, False]
    for flag in ("--strip", "--beside"):
        out = tmp_path / f"key{flag}.html"
        assert run("paper", "key", SAMPLE, flag, "--versions", "A,B", "--out", out).code == 0
        assert "Q3W7-YQEP" in out.read_text("utf-8")
    assert run("paper", "key", SAMPLE, "--out", tmp_path / "whole.html").code == 0
    assert "30\u00a0分钟以内按次扣" in (tmp_path / "whole.html").read_text("utf-8")
    assert run("paper", "print", SAMPLE, "--versions", "A,B", "--out", "-").code == 2
    assert "there are A,B,C,D" in run("paper", "print", SAMPLE, "--versions", "X", "--out", paper).err
    assert run("paper", "print", SAMPLE, "--on-sheet", "--out", paper).code == 1  # it is there

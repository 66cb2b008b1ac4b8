"""Files that a command was asked for: where they may stand, in which format, and all of them or none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import cli
from handbook.commands.console import CommandRefused, Misused
from handbook.commands.outputs import STDOUT, Outputs, form_of, same_place
from handbook.files import atomic_write as replacement
from quiz import cli as quiz_cli

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL = HERE / "policy"
DAY = ("--today", "2026-11-23")
ENDINGS = {"html": (".html", ".htm"), "docx": (".docx",), "gift": (".gift.txt", ".txt")}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `handbook` or `quiz` in a folder with a copy of the sample policy; status, standard output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)
    shutil.copytree(ROOT / "policy_data", "policy_data")
    shutil.copy(ROOT / "tests" / "quiz" / "papers" / "sample.paper.json", "one.paper.json")

    def call(program: str, *argv: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            {"handbook": cli.main, "quiz": quiz_cli.main}[program]([*argv, *DAY])
        told = capfd.readouterr()
        assert "Traceback" not in told.out + told.err
        return int(left.value.code or 0), told.out, told.err

    return call


PAPER = ("paper", "print", "one.paper.json", "--out")
PAY = "policy_data/parameters/pay.yml"


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


# Where they may stand


@pytest.mark.parametrize(
    "where",
    [
        "policy_data/paper.html",
        "policy_data/questions/paper.html",
        "policy_data/.schema/paper.html",
        "policy_data/nowhere/deep/paper.html",
        "./x/../policy_data/paper.html",
        "link/paper.html",
        "link.html",
        "second.html",
        "elsewhere/paper.html",
        "other/paper.html",
    ],
)
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_nothing_is_written_into_a_policy(run: Run, where: str, force: tuple[str, ...]) -> None:
    Path("x").mkdir()
    Path("link").symlink_to("policy_data/questions")
    Path("link.html").symlink_to(PAY)
    Path("second.html").hardlink_to(PAY)
    Path("elsewhere").mkdir()
    Path("policy_data/linked").symlink_to(Path("elsewhere").resolve())  # a part of the policy that stands elsewhere
    for part in ("chapters", "parameters"):
        Path("other", part).mkdir(parents=True)  # a policy that this command does not read
    before = files()
    for argv in (PAPER, ("export", "moodle", "--out")):
        shown = where if argv[0] == "paper" else str(Path(where).with_suffix(".xml"))
        if argv[0] == "export" and where in ("link.html", "second.html"):
            continue
        status, out, err = run("quiz", *argv, shown, *force)
        assert (status, out) == (1, ""), err
        assert err.startswith(f"{Path(shown)}：在制度数据目录 ")
    assert files() == before


def test_a_sheet_and_a_report_are_not_written_into_a_policy(run: Run) -> None:
    Path("in.csv").write_text("base,late\n4500,8\n", "utf-8")
    before = files()
    for argv in (
        ("calc", "attendance_deduction", "--csv", "in.csv", "--out", "policy_data/out.csv"),
        ("diff", "policy_data", "policy_data", "--out", PAY, "--format", "html"),
        ("diff", "policy_data", "policy_data", "--out", "policy_data/report.html", "--force"),
    ):
        assert run("handbook", *argv)[0] in (1, 2), argv
    assert files() == before


def test_a_policy_given_by_data_is_one(run: Run, tmp_path: Path) -> None:
    shutil.move("policy_data", "rules")
    status, _, err = run("quiz", *PAPER, "rules/x.html", "--data", str(tmp_path / "rules"), "--lang", "en")
    assert (status, err.startswith("rules/x.html is in the policy's directory")) == (1, True)


@pytest.mark.parametrize("old", [b"mine", b""], ids=["text", "empty"])
def test_a_file_that_is_there_stays_without_force(run: Run, old: bytes) -> None:
    Path("paper.html").write_bytes(old)
    status, out, err = run("quiz", *PAPER, "paper.html")
    assert (status, out) == (1, "")
    assert err == "paper.html：已经有了，没有覆盖。换一个名字，或者加上 --force。\n"
    assert Path("paper.html").read_bytes() == old
    assert run("quiz", *PAPER, "paper.html", "--force")[0] == 0
    assert Path("paper.html").read_bytes().startswith(b"<!doctype html>")


def test_the_same_again_overwrites_nothing_and_needs_no_force(run: Run) -> None:
    for _ in range(2):
        assert run("quiz", *PAPER, "paper.docx", "--key", "key.docx")[0] == 0
    before = files()
    assert run("quiz", *PAPER, "paper.docx", "--key", "key.docx", "--versions", "B")[0] == 1
    assert files() == before


def test_one_file_that_is_there_keeps_both_from_being_written(run: Run) -> None:
    Path("key.html").write_text("mine", "utf-8")
    assert run("quiz", *PAPER, "paper.html", "--key", "key.html")[0] == 1
    assert not Path("paper.html").exists()


def test_a_directory_and_what_is_no_file(run: Run) -> None:
    Path("folder.html").mkdir()
    os.mkfifo("pipe.html")
    assert "这是一个目录" in run("quiz", *PAPER, "folder.html", "--force")[2]
    assert "不是普通文件" in run("quiz", *PAPER, "pipe.html", "--force")[2]


# Two paths are two files


@pytest.mark.parametrize("key", ["same.html", "./same.html", "x/../same.html", "SAME.html", "link.html", "second.html"])
def test_paper_and_key_are_two_files(run: Run, key: str) -> None:
    Path("x").mkdir()
    Path("same.html").write_text("mine", "utf-8")
    Path("link.html").symlink_to("same.html")
    Path("second.html").hardlink_to("same.html")
    status, _, err = run("quiz", *PAPER, "same.html", "--key", key, "--force")
    assert (status, "是同一个文件" in err) == (2, True)
    assert Path("same.html").read_text("utf-8") == "mine"


def test_two_new_names_that_meet(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("a")
    assert same_place(tmp_path / "a/x", tmp_path / "b/x")
    assert same_place(tmp_path / "a/é.html", tmp_path / "a/É.html")
    assert not same_place(tmp_path / "a/x", tmp_path / "x")
    assert same_place(STDOUT, STDOUT)
    assert not same_place(STDOUT, tmp_path)


@pytest.mark.parametrize("given", ["in.csv", "IN.csv", "out.csv.errors.csv", "link.csv"])
def test_a_sheet_is_not_written_over_what_it_reads(run: Run, given: str) -> None:
    Path(given).write_text("base,late\n4500,8\n", "utf-8")
    out = "out.csv" if "errors" in given else "in.csv"
    if given == "link.csv":
        Path("in.csv").symlink_to("link.csv")
    status, _, err = run("handbook", "calc", "attendance_deduction", "--csv", given, "--out", out, "--force")
    assert (status, "--csv" in err) == (2, True)


# The format


@pytest.mark.parametrize(
    ("out", "told", "form"),
    [
        ("paper.docx", None, "docx"),
        ("PAPER.DOCX", None, "docx"),
        ("paper.htm", "html", "html"),
        ("bank.gift.txt", "gift", "gift"),
        ("paper", "docx", "docx"),
        ("-", None, "html"),
        ("-", "docx", "docx"),
        ("paper.html", "docx", None),
        ("paper.pdf", None, None),
        ("paper.pdf", "html", None),
        ("paper", None, None),
    ],
)
def test_the_format_follows_the_ending(out: str, told: str | None, form: str | None) -> None:
    if form:
        assert form_of(Path(out), told, ENDINGS, "html") == form
        return
    with pytest.raises(Misused) as refused:
        form_of(Path(out), told, ENDINGS, "html")
    assert ".docx" in refused.value.words["zh"]


def test_the_paper_is_what_its_name_says(run: Run) -> None:
    assert run("quiz", *PAPER, "paper.docx", "--key", "key.html")[0] == 0
    assert Path("paper.docx").read_bytes().startswith(b"PK")
    assert Path("key.html").read_bytes().startswith(b"<!doctype html>")
    assert run("quiz", *PAPER, "paper.html", "--format", "docx", "--force")[0] == 2
    status, _, err = run("quiz", *PAPER, "paper.pdf", "--lang", "en")
    assert (status, err.splitlines()[0]) == (
        2,
        "paper.pdf: no format ends so. The name may end in .html, .htm, .docx, .xlsx.",
    )
    assert run("quiz", "export", "moodle", "--out", "bank.xlsx")[0] == 2
    assert run("handbook", "diff", "policy_data", "policy_data", "--out", "report.md")[0] == 0
    assert Path("report.md").read_text("utf-8").startswith("#")


# Standard output


def test_standard_output(run: Run) -> None:
    status, out, err = run("quiz", *PAPER, "-", "--key", "key.html")
    assert (status, out.startswith("<!doctype html>")) == (0, True)
    assert err.startswith("✓ 试卷 ")
    assert run("quiz", *PAPER, "-", "--key", "-")[0] == 2
    assert run("handbook", "diff", "policy_data", "policy_data", "--out", "-")[1] != ""
    assert run("handbook", "calc", "attendance_deduction", "--csv", "in.csv", "--out", "-")[0] == 2
    assert not Path("-").exists()
    assert run("quiz", *PAPER, "./-", "--format", "html")[0] == 0
    assert Path("-").is_file()


# Both or none


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("old", [None, b"old"], ids=["new", "old"])
def test_two_files_are_written_both_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    """The second file fails at a step; the first is as it was, and nothing is left beside."""
    one, two = tmp_path / "one", tmp_path / "two"
    for path in (one, two):
        if old is not None:
            path.write_bytes(old)
    before = sorted(os.listdir(tmp_path))
    fail_the_second(monkeypatch, step)
    with pytest.raises(CommandRefused) as refused:
        Outputs(SMALL, True, {"--out": one, "--key": two}).write({one: b"1", two: b"22"})
    assert "磁盘满了" in refused.value.words["zh"]
    assert sorted(os.listdir(tmp_path)) == before
    assert [path.read_bytes() if path.exists() else None for path in (one, two)] == [old, old]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    paper = tmp_path / "exams" / "one.paper.json"
    Outputs(SMALL, False, {"--out": paper}).write({paper: b"1"})
    assert paper.read_bytes() == b"1"


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_a_folder_made_for_nothing_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    one, two = tmp_path / "new" / "one", tmp_path / "new" / "two"
    fail_the_second(monkeypatch, step)
    with pytest.raises(CommandRefused):
        Outputs(SMALL, True, {"--out": one, "--key": two}).write({one: b"1", two: b"22"})
    assert os.listdir(tmp_path) == []


def fail_the_second(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    calls = 0

    def second_time(right: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise OSError(28, "No space left on device")
            return right(*args, **named)

        return call

    if step == "fsync":
        monkeypatch.setattr(replacement.os, "fsync", second_time(os.fsync))
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", second_time(Path.replace))
    elif step == "open":
        monkeypatch.setattr(Path, "open", second_time(Path.open))
    else:
        monkeypatch.setattr(replacement.Replacement, "settle", second_time(replacement.Replacement.settle))


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_kill_leaves_whole_files(tmp_path: Path, moves: int) -> None:
    """Killed before a move: each file is whole. Between two moves, and only there, one is new and one old."""
    code = """
import os, sys
from pathlib import Path
from handbook.commands.outputs import Outputs
one, two, moves = Path("one"), Path("two"), int(sys.argv[1])
real = Path.replace
def replace(self, to):
    global moves
    if moves == 0:
        os.kill(os.getpid(), 9)
    moves -= 1
    return real(self, to)
Path.replace = replace
Outputs(Path("nowhere"), True, {"--out": one, "--key": two}).write({one: b"new" * 9, two: b"new" * 9})
"""
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", code, str(moves)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == (-9 if moves < 2 else 0)
    new = b"new" * 9
    expected = [[b"old", b"old"], [new, b"old"], [new, new]][moves]
    assert [(tmp_path / name).read_bytes() for name in ("one", "two")] == expected

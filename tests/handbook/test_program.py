"""How commands end: interrupted, with nobody reading, on a full disk, by a fault of their own. Never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from handbook.commands import program
from handbook.problems import system_errors as faults

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PROGRAMS = ("handbook", "quiz", "macros.site.build", "macros.site.serve")
FULL = Path("/dev/full")


def run(*argv: str, path: Path | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own; modules in `path` come before the real ones."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(each) for each in (path, ROOT) if each),
        "HANDBOOK_DEBUG": "",
    }
    env.pop("HANDBOOK_LANG", None)
    env |= options.pop("env", {})  # type: ignore[arg-type]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run([sys.executable, "-m", *argv], cwd=ROOT, env=env, text=True, check=False, **options)  # type: ignore[call-overload]
    assert "Traceback" not in (done.stderr or "")
    return done  # type: ignore[no-any-return]


def module(folder: Path, name: str, text: str) -> Path:
    (folder / f"{name}.py").write_text(f"import os, signal, sys\n{text}\n", encoding="utf-8")
    return folder


def started(folder: Path, text: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command that is this text."""
    from_start = "from handbook.commands.program import start\nif __name__ == '__main__':\n    start('work')"
    module(folder, "begin", from_start)
    return run("begin", path=module(folder, "work", text), env=env)


# Interrupted


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_while_a_program_is_loading(name: str, tmp_path: Path) -> None:
    interrupting = module(tmp_path, "click", "os.kill(os.getpid(), signal.SIGINT)\nraise ImportError('went on')")
    done = run(name, path=interrupting)
    both = "已中断。 Interrupted.\n" if name.startswith("macros") else "已中断。\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, "", both)


MAIN = """
from handbook.commands.program import outcome
def main():
    return outcome(work, ("zh",))
def work():
"""


def test_ctrl_c_while_it_works(tmp_path: Path) -> None:
    clears_up = "    try:\n        os.kill(os.getpid(), signal.SIGINT)\n    finally:\n        print('cleared up')"
    done = started(tmp_path, MAIN + clears_up)
    assert (done.returncode, done.stdout, done.stderr) == (130, "cleared up\n", "已中断。\n")


def test_ctrl_c_when_it_is_about_to_leave(tmp_path: Path) -> None:
    late = "import atexit\natexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))"
    done = started(tmp_path, late + MAIN + "    return 0")
    assert (done.returncode, done.stderr) == (130, "已中断。\n")


def test_who_ignores_ctrl_c_goes_on(tmp_path: Path) -> None:
    """As under nohup."""
    module(tmp_path, "work", MAIN + "    os.kill(os.getpid(), signal.SIGINT)\n    return 0")
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from handbook.commands.program import start; start('work')"
    )
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals")
@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_ended_from_outside_it_clears_up(tmp_path: Path, name: str, status: int) -> None:
    work = f"    try:\n        os.kill(os.getpid(), signal.{name})\n    finally:\n        print('cleared up')"
    done = started(tmp_path, MAIN + work)
    assert (done.returncode, done.stdout, done.stderr) == (status, "cleared up\n", "")


# Nobody reads, or nothing can be written

COMMANDS = (
    ("handbook", "list"),
    ("handbook", "check"),
    ("quiz", "--help"),
    ("macros.site.build", "--help"),
)


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_closed_pipe(argv: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run(*argv, stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_full_disk_under_the_output(argv: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        done = run(*argv, stdout=full)
    english = " the output cannot be written: the disk is full" if argv[0].startswith("macros") else ""
    assert (done.returncode, done.stderr) == (1, f"✗ 输出写不出去：磁盘满了{english}\n")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_nothing_at_all_can_be_written() -> None:
    with FULL.open("w") as full:
        assert run("handbook", "nonsense", stdout=full, stderr=full).returncode == 1
        assert run("handbook", "next", "--data", "nowhere", stdout=full, stderr=full).returncode == 1


# Refusals and faults


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        ("open('nowhere')", 1, "✗ nowhere：没有这个文件或目录\n"),
        ("raise OSError(28, 'x', 'a/b')", 1, "✗ a/b：磁盘满了\n"),
        ("raise OSError(28, 'x')", 1, "✗ 输出写不出去：磁盘满了\n"),
        ("raise OSError('of our own')", 1, "✗ 系统不让继续：of our own\n"),
        ("raise MemoryError", 1, "✗ 内存不够\n"),
        ("import nothing_such", 1, "✗ 缺少 Python 包 nothing_such；运行一次 make check 会装好\n"),
        ("import handbook; handbook.use_style('sg')", 1, "✗ traditional: sg"),
        ("{}['key']", 70, "✗ 程序自己出了错（KeyError"),
        ("import handbook.lang.days; handbook.lang.days.parse_day(5)", 70, ", handbook/lang/days.py:"),
    ],
)
def test_an_error_is_a_sentence(tmp_path: Path, fault: str, status: int, told: str) -> None:
    done = started(tmp_path, MAIN + f"    {fault}")
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_error_while_loading_is_a_sentence_in_the_readers_language(tmp_path: Path) -> None:
    done = started(tmp_path, "import nothing_such", HANDBOOK_LANG="en")
    assert done.stderr == "✗ the Python package nothing_such is missing; make check installs it\n"


def test_the_details_of_a_fault_for_who_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise KeyError("x")

    monkeypatch.setenv("HANDBOOK_DEBUG", "1")
    assert program.outcome(broken, ("en",)) == 70
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "HANDBOOK_DEBUG=1" in told.splitlines()[-1]


def test_handlers_are_as_they_were_afterwards() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]

    def interrupted() -> int:
        raise KeyboardInterrupt

    assert program.outcome(interrupted, ("en",)) == 130
    assert [signal.getsignal(number) for number in numbers] == before


def test_every_reason_is_in_both_languages() -> None:
    for numbers, _ in faults._REASONS:
        assert faults.reason(OSError(numbers[0], "x"))["zh"] != faults.reason(OSError(numbers[0], "x"))["en"]
    assert faults.reason(OSError(9999, "as the system says"))["zh"] == "as the system says"
    assert faults.sentence(OSError(2, "x", b"caf\xc3\xa9"))["en"] == "café: there is no such file or directory"
    assert faults.sentence(OSError(28, "x", "from", None, "to"))["en"] == "to: the disk is full"
    assert faults.sentence(OSError(2, "x", 3))["en"].startswith("3: ")
    assert faults.sentence(KeyError("x"))["en"].startswith("a fault of the program itself (KeyError)")


# The command line


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("macros.site.serve", "--port", "99999"), "选项 --port 的值不对：99999 不在 0<=x<=65535 之内。"),
        (("macros.site.serve", "--port", "-1"), "选项 --port 的值不对：-1 不在 0<=x<=65535 之内。"),
        (("macros.site.serve", "--port", "abc"), "选项 --port 的值不对：'abc' 不是整数。"),
        (("macros.site.build", "--nope"), "没有 --nope 这个选项。"),
        (("handbook", "edit", "--port", "99999"), "选项 --port 的值不对：99999 不在 0<=x<=65535 之内。"),
        (("handbook", "check", "--lang", "fr"), "选项 --lang 的值不对：'fr' 不行，可以写：'zh', 'en', 'zh-Hant'。"),
        (("handbook", "check", "--today"), "命令写得不对：选项 '--today' 后面要写值。"),
        (("handbook", "check", "--today=x"), "选项 --today 的值不对：“x”：日期要写成 2026-07-01。"),
        (("handbook", "pram"), "没有 pram 这个命令。是不是 param？"),
        (("quiz", "show"), "缺少必填的 ID。"),
        (("quiz", "paper", "new", "x", "--out", "y"), "命令写得不对：多写了 x。"),
        (("quiz", "paper", "new", "--mix", "1", "--out", "y"), "选项 --mix 的值不对：写三个难度的百分比"),
    ],
)
def test_a_wrong_command_line(argv: tuple[str, ...], told: str) -> None:
    done = run(*argv)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    first, cure = done.stderr.splitlines()
    command = [argv[0] if not argv[0].startswith("macros") else f"python -m {argv[0]}"]
    words = list(takewhile(lambda word: not word.startswith("-") and word not in ("pram", "x"), argv[1:]))
    assert cure == " ".join([*command, *words, "--help"])
    assert not first.startswith("Error")

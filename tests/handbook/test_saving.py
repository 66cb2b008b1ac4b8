"""Saving is whole or not at all: killed at any moment, with a full disk, with two writers, with a change meanwhile."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handbook import cli
from handbook.edit import store
from handbook.edit.proposal import NewValue, Proposal, propose_value
from handbook.edit.store import LOCK, alone, save
from handbook.policy.load import open_book
from handbook.problems.problem import PolicyError
from tests.handbook import slow_disk

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parent / "policy"
ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
FINE = "attendance.minor_fine"
KILLS = 60


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "policy"))


def proposed(policy: Path, value: int, since: date = date(2028, 1, 1)) -> Proposal:
    return propose_value(policy, FINE, NewValue(since, value), TODAY)


def in_child(work: Callable[[], Any]) -> int:
    """Run in a forked process; its exit status, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_after(lines: int, work: Callable[[], Any]) -> Callable[[], None]:
    """The same work, killed when it has run so many lines of Python."""
    left = lines

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def run() -> None:
        sys.settrace(trace)
        work()

    return run


def lines_of(work: Callable[[], Any]) -> int:
    count = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def beside(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each.name.startswith(".")]


def test_killed_at_any_line_of_the_saving_it_leaves_the_old_file_or_the_new(policy: Path) -> None:
    """Every kill is followed by a save that works, so no lock and no rubbish is left by the dead."""
    proposal = proposed(policy, 5)
    counted = policy.parent / "lines"  # in a child, as the lock has more to do there
    assert in_child(lambda: counted.write_text(str(lines_of(lambda: save(proposal, policy))))) == 0
    whole = int(counted.read_text())
    seen = {"old": 0, "new": 0}
    points = random.Random(1)
    while sum(seen.values()) < KILLS:
        proposal.path.write_bytes(proposal.before)
        status = in_child(killed_after(points.randint(1, whole), lambda: save(proposal, policy)))
        left = proposal.path.read_bytes()
        if status == 0:  # it took some lines less this time, and was through
            assert left == proposal.after
            continue
        assert status == -signal.SIGKILL
        assert left in (proposal.before, proposal.after)
        seen["new" if left == proposal.after else "old"] += 1
        proposal.path.write_bytes(proposal.before)
        save(proposal, policy)
        assert proposal.path.read_bytes() == proposal.after
        assert beside(proposal.path) == []
    assert min(seen.values()) > 0, seen


def killed_there(start: Callable[[int], int]) -> bool:
    """Start a process that is given a descriptor and is told by its id. Whether it came to the step that it says there,
    where it was killed; else it was done before."""
    reader, writer = os.pipe()
    pid = start(writer)
    os.close(writer)
    arrived = os.read(reader, 1) == slow_disk.ARRIVED  # or the end of the pipe, when the process is done
    os.close(reader)
    if arrived:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return arrived


def forked(policy: Path, stop: int) -> Callable[[int], int]:
    """The whole command `handbook set` in a copy of this process, on a disk that stands still at that step."""

    def work(say: int) -> None:
        slow_disk.install(stop, say)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with contextlib.suppress(SystemExit):
            cli.main(["set", FINE, "6", "--from", "2028-01-01", "--data", str(policy), "--today", str(TODAY)])

    def start(say: int) -> int:
        pid = os.fork()
        if pid == 0:
            try:
                work(say)
            finally:
                os._exit(0)
        return pid

    return start


def test_the_command_killed_while_it_writes_leaves_the_old_file_or_the_new(policy: Path) -> None:
    """At every step of the writing in turn, of which the first are pieces of the file that have reached the disk."""
    path = policy / "parameters" / "attendance.yml"
    before = path.read_bytes()
    after = proposed(policy, 6).after
    steps = {"old": 0, "new": 0, "torn": 0}
    for stop in range(100):
        path.write_bytes(before)
        if not killed_there(forked(policy, stop)):
            assert path.read_bytes() == after
            break
        assert path.read_bytes() in (before, after)
        steps["old" if path.read_bytes() == before else "new"] += 1
        steps["torn"] += any(0 < each.stat().st_size < len(after) for each in beside(path))
        with alone(policy):  # the next writer waits for nobody and cleans up, whatever file it writes
            assert beside(path) == []
    assert steps["old"] >= 8, steps
    assert steps["new"] >= 1, steps
    assert steps["torn"] >= 3, steps


@pytest.mark.parametrize("stop", [3, 999])
def test_a_process_of_its_own_killed_while_it_writes_leaves_the_old_file(policy: Path, stop: int) -> None:
    """As above from the outside: a new interpreter, told apart from one that is left alone."""
    path = policy / "parameters" / "attendance.yml"
    before, after = path.read_bytes(), proposed(policy, 6).after
    arguments = ["set", FINE, "6", "--from", "2028-01-01", "--data", str(policy), "--today", str(TODAY)]

    def start(say: int) -> int:
        command = [sys.executable, "-m", "tests.handbook.slow_disk", str(stop), str(say), *arguments]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, pass_fds=[say]).pid

    assert killed_there(start) == (stop != 999)
    assert path.read_bytes() == (after if stop == 999 else before)


def test_a_full_disk_leaves_the_old_file_and_is_said_so(policy: Path) -> None:
    proposal = proposed(policy, 5)

    def on_a_small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        with pytest.raises(PolicyError, match="the disk is full"):
            save(proposal, policy)

    assert in_child(on_a_small_disk) == 0
    assert proposal.path.read_bytes() == proposal.before
    assert beside(proposal.path) == []


def test_a_change_meanwhile_is_neither_overwritten_nor_lost(policy: Path) -> None:
    mine, theirs = proposed(policy, 5), proposed(policy, 7, date(2029, 1, 1))
    save(theirs, policy)
    with pytest.raises(PolicyError, match="somebody else"):
        save(mine, policy)
    assert mine.path.read_bytes() == theirs.after


def test_two_commands_at_once_both_come_in(policy: Path) -> None:
    """The second waits, and works on what the first has written."""
    command = [sys.executable, "-m", "handbook", "set", FINE, "--data", str(policy), "--today", str(TODAY)]
    runs = [
        subprocess.Popen([*command, str(value), "--from", f"202{value}-01-01"], cwd=ROOT, stdout=subprocess.DEVNULL)
        for value in (8, 9)
    ]
    assert [run.wait() for run in runs] == [0, 0]
    steps = {str(step.since): step.value for step in open_book(policy, TODAY).param(FINE).timeline.steps}
    assert {"2028-01-01": 8, "2029-01-01": 9}.items() <= steps.items()


def test_who_waits_too_long_is_told(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    proposal = proposed(policy, 5)
    with alone(policy), pytest.raises(PolicyError, match="another change is being saved"):
        save(proposal, policy)
    assert proposal.path.read_bytes() == proposal.before


def test_a_policy_that_cannot_be_locked_is_said_so(policy: Path) -> None:
    (policy / LOCK).mkdir()
    with pytest.raises(PolicyError, match="it cannot be written"), alone(policy):
        pass


def test_a_file_that_may_not_be_written_is_said_so(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    proposal = proposed(policy, 5)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PolicyError, match="no permission to write"):
        save(proposal, policy)
    assert proposal.path.read_bytes() == proposal.before
    assert beside(proposal.path) == []


def test_the_lock_is_not_taken_for_a_file_of_the_policy(policy: Path) -> None:
    save(proposed(policy, 5), policy)
    assert (policy / LOCK).exists()
    open_book(policy, TODAY)

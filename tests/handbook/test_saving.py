"""Saving is whole or not at all: killed at any moment, with a full disk, with two writers, with a change meanwhile."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handbook.edit import store
from handbook.edit.proposal import NewValue, Proposal, propose_value
from handbook.edit.store import LOCK, alone, save
from handbook.load import open_book
from handbook.problems import PolicyError

SMALL = Path(__file__).parent / "policy"
ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
FINE = "attendance.minor_fine"
KILLS = 200


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


def beside(proposal: Proposal) -> list[str]:
    return sorted(each.name for each in proposal.path.parent.iterdir() if each.name.startswith("."))


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
        assert beside(proposal) == []
    assert min(seen.values()) > 0, seen


def test_the_whole_command_killed_at_any_time_leaves_the_old_file_or_the_new(policy: Path) -> None:
    path = policy / "parameters" / "attendance.yml"
    before = path.read_bytes()
    command = [sys.executable, "-m", "handbook", "set", FINE, "6", "--from", "2028-01-01", "--data", str(policy)]
    start = time.monotonic()
    done = subprocess.run([*command, "--today", str(TODAY)], cwd=ROOT, check=True, capture_output=True)
    lasts, after = time.monotonic() - start, path.read_bytes()
    assert done.returncode == 0
    assert before != after
    points = random.Random(2)
    for _ in range(12):
        path.write_bytes(before)
        child = subprocess.Popen([*command, "--today", str(TODAY)], cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(points.uniform(0, lasts))
        child.kill()
        child.wait()
        assert path.read_bytes() in (before, after)


def test_a_full_disk_leaves_the_old_file_and_is_said_so(policy: Path) -> None:
    proposal = proposed(policy, 5)

    def on_a_small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        with pytest.raises(PolicyError, match="the disk is full"):
            save(proposal, policy)

    assert in_child(on_a_small_disk) == 0
    assert proposal.path.read_bytes() == proposal.before
    assert beside(proposal) == []


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


def test_a_file_that_may_not_be_written_is_said_so(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    proposal = proposed(policy, 5)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PolicyError, match="no permission to write"):
        save(proposal, policy)
    assert proposal.path.read_bytes() == proposal.before
    assert beside(proposal) == []


def test_the_lock_is_not_taken_for_a_file_of_the_policy(policy: Path) -> None:
    save(proposed(policy, 5), policy)
    assert (policy / LOCK).exists()
    open_book(policy, TODAY)

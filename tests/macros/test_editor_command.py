"""`handbook edit` as a program: its ports, the way to a browser, and how it ends."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.macros.editing import ROOT, alive
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.slow

# Stands in for the build of the handbook: it writes, starts a child, and never comes to an end.
STUB = """
import pathlib, subprocess, sys, time
site = pathlib.Path(sys.argv[sys.argv.index("--site") + 1])
(site.parent / ".site.new").mkdir()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path("child.new").write_text(str(child.pid))
pathlib.Path("child.new").rename("child")
while True:
    time.sleep(600)
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small policy, whose handbook is built for ever."""
    made = tmp_path / "project"
    shutil.copytree(ROOT / "tests/handbook/policy", made / "policy_data")
    (made / "macros" / "site").mkdir(parents=True)
    for package in ("macros", "macros/site"):
        (made / package / "__init__.py").touch()
    (made / "macros" / "site" / "build.py").write_text(STUB, "utf-8")
    return made


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Iterator[Start]:
    """start(*words, **environment): the command, with a directory of its own for what is temporary."""
    (tmp_path / "temporary").mkdir()
    running: list[subprocess.Popen[str]] = []

    def start(*words: str, **environment: str) -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-u", "-m", "handbook", "edit", "--root", str(project), *words],
                cwd=ROOT,
                env={**os.environ, "TMPDIR": str(tmp_path / "temporary"), **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield start
    for each in running:
        each.terminate()  # it ends what it started
        try:
            each.communicate(timeout=PATIENCE)
        finally:
            each.kill()


def login(process: subprocess.Popen[str]) -> str:
    """The next address that the terminal shows."""
    assert process.stdout
    return next(found[0] for line in process.stdout if (found := re.search(r"http://\S+\?once=\S+", line)))


def wait_for(file: Path, process: subprocess.Popen[str]) -> None:
    """Until a file is there that the process, or one of its children, moves to its place."""
    until(lambda: file.exists() or process.poll() is not None)
    assert process.poll() is None


def get(address: str) -> int:
    to = urlsplit(address)
    assert to.hostname
    line = http.client.HTTPConnection(to.hostname, to.port, timeout=PATIENCE)
    line.request("GET", f"{to.path}?{to.query}")
    status = line.getresponse().status
    line.close()
    return status


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 0), (signal.SIGHUP, 129)])
def test_it_takes_away_what_it_made_and_ends_what_it_started(
    start: Start, project: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    process = start("--no-open", "--port", "0")
    login(process)
    child = project / "child"
    wait_for(child, process)
    assert os.listdir(tmp_path / "temporary")
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (status, "")
    assert ("已停止" in out) == (number == signal.SIGINT)
    assert os.listdir(tmp_path / "temporary") == []
    until(lambda: not alive(int(child.read_text("utf-8"))))  # a kill takes effect when the system comes to it


def test_a_port_that_is_taken_is_told_before_anything_is_done(start: Start, project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("--no-open", "--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert re.fullmatch(r"127.0.0.1:[0-9]+ 用不了：已经被占用。换一个端口：handbook edit --port [0-9]+\n", err)
    assert not (project / "child").exists()


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_told(start: Start, project: Path, port: str) -> None:
    process = start("--no-open", "--port", port)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert "Traceback" not in err
    assert not (project / "child").exists()


def test_a_directory_without_a_policy_is_told(start: Start, tmp_path: Path) -> None:
    process = start("--no-open", "--root", str(tmp_path))
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert "没有 policy_data 目录" in err


def test_the_address_of_the_terminal_works_once_and_then_another_is_shown(start: Start) -> None:
    process = start("--no-open", "--port", "0")
    first = login(process)
    assert get(first) == 200
    assert get(first) == 401
    second = login(process)
    assert second != first
    assert get(second) == 200


def test_a_browser_is_opened_without_a_word_in_its_command_line(start: Start, tmp_path: Path) -> None:
    """What is opened is a file that only its owner can read, and that goes when it has been used."""
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$@" > {opened}.new; mv {opened}.new {opened}\n', "utf-8")
    browser.chmod(0o755)
    process = start("--port", "0", BROWSER=f"{browser} %s")
    shown = login(process)
    wait_for(opened, process)
    word = opened.read_text("utf-8").strip()
    assert word.startswith("file://")
    assert "once" not in word
    file = Path(word.removeprefix("file://"))
    assert [path.stat().st_mode & 0o777 for path in (file, file.parent)] == [0o600, 0o700]
    found = re.search(r"http://[^\"]+", file.read_text("utf-8"))
    assert found
    assert found[0] != shown
    assert get(found[0]) == 200
    assert not file.exists()
    assert get(found[0]) == 401
    assert get(shown) == 200  # for whoever's browser cannot open the file

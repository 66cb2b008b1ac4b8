"""`make serve` and `mkdocs serve`: a saved change shows without a restart, and a mistake is shown, not fatal."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from handbook.commands.console import CommandRefused
from macros.site import serve, tolerance
from macros.site.tolerance import BuildFailed
from macros.site.watching import live_reload
from macros.site.watching.live_reload import Server
from tests.macros.project import copy_project, edit, save
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

PARAMETERS = "policy_data/parameters/attendance.yml"
PAGE = "chapters/discipline/"
OWN_PORTS = range(20_000, 30_000)  # below those that systems give away by themselves


def free_port() -> int:
    """One that nobody else is given in the time until the server takes it."""
    for port in random.SystemRandom().sample(OWN_PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(url: str, condition: Callable[[str], bool]) -> str:
    """The page once the condition holds; fails where it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page = fetch(url)
        if condition(page):
            return page
        time.sleep(0.1)
    raise AssertionError(f"{url} never came to that; it shows:\n{page[:2000]}")


@contextmanager
def serving(project: Path, module: str, *arguments: str) -> Iterator[str]:
    """Run a server in the project; its address."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    where = ["--port", str(port)] if module == "macros.site.serve" else ["--dev-addr", address]
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments, *where],
        cwd=project,
        env={**os.environ, "HANDBOOK_TODAY": "2026-11-23", "PYTHONPATH": str(project)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("module", "arguments", "pages"),
    [("macros.site.serve", (), ("", "en/", "zh-Hant/")), ("mkdocs", ("serve",), ("",))],
    ids=["make serve", "mkdocs serve"],
)
def test_change_mistake_and_mending(
    tmp_path: Path, module: str, arguments: tuple[str, ...], pages: tuple[str, ...]
) -> None:
    project = copy_project(tmp_path)
    with serving(project, module, *arguments) as address:
        for folder in pages:
            page = wait_for(f"{address}{folder}{PAGE}", lambda page: ">20 " in page)
            assert "data-version" not in page, "nobody keeps on a device what changes with every saved file"
        if module == "macros.site.serve":
            # Whoever has one from before asks for it again, and is given one that takes all away.
            assert "self.handbook=" not in wait_for(f"{address}sw.js", bool)
        edit(project / PARAMETERS, "value: 20\n", "value: 25\n")
        for folder in pages:
            wait_for(f"{address}{folder}{PAGE}", lambda page: ">25 " in page)
        edit(project / PARAMETERS, "value: 25\n", "value: 2500\n")
        page = wait_for(f"{address}{PAGE}", lambda page: "hb-problems" in page)
        assert f"{PARAMETERS}:" in page
        assert "attendance.minor_fine" in page
        assert ">25 " in page, "the last correct version stays"
        edit(project / PARAMETERS, "value: 2500\n", "value: 26\n")
        wait_for(f"{address}{PAGE}", lambda page: ">26 " in page and "hb-problems" not in page)


def test_a_mistake_from_the_start_is_a_page(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    edit(project / PARAMETERS, "value: 20\n", "value：20\n")
    with serving(project, "macros.site.serve") as address:
        page = wait_for(address, lambda page: PARAMETERS in page)
        assert "value: 20" in page, "the cure is on the page"
        edit(project / PARAMETERS, "value：20\n", "value: 20\n")
        wait_for(f"{address}{PAGE}", lambda page: ">20 " in page)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = subprocess.run(
            [sys.executable, "-m", "macros.site.serve", "--port", str(taken.getsockname()[1])],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(project)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert "已经被占用" in run.stderr
    assert "--port" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == "", "nothing is built, and no address told that is another's"


def test_the_address_is_taken_before_the_first_build(tmp_path: Path) -> None:
    server = Server("127.0.0.1", 0, tmp_path, lambda _code: None, lambda: None)
    try:
        with socket.create_connection(("127.0.0.1", server.server_port)):
            assert server.url == f"http://127.0.0.1:{server.server_port}/"
        with pytest.raises(CommandRefused, match="已经被占用"):
            Server("127.0.0.1", server.server_port, tmp_path, lambda _code: None, lambda: None)
    finally:
        server.server_close()


@pytest.mark.parametrize(
    ("error", "told"),
    [(OSError(28, "x", "/tmp/site"), "/tmp/site：磁盘满了 /tmp/site: the disk is full"), (BuildFailed(), "not built")],
)
def test_a_build_that_fails_is_told_and_serving_goes_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    told: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(tolerance, "_tolerant", False)  # set by building to serve, and put back here
    monkeypatch.setattr(serve, "preload", lambda _: SimpleNamespace(problems=()))
    serve._build(tmp_path, fail)
    assert told in capsys.readouterr().out
    assert b"Nothing is built yet" in (serve.error_page(tmp_path / "site", 404) or b"")


def test_a_folder_that_went_and_came_back_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each change is one step of the disk: of two, the first could be taken for the next change, whose end for none."""
    monkeypatch.setattr(live_reload, "LOOK", 0.01)
    folder, file, built = tmp_path / "policy_data", tmp_path / "mkdocs.yml", threading.Semaphore(0)
    folder.mkdir()
    (folder / "a.yml").write_text("1", encoding="utf-8")
    server = Server("127.0.0.1", 0, tmp_path, lambda _code: None, built.release)
    server.build_delay = server.shutdown_delay = 0.01
    for path in (folder, file):
        server.watch(str(path))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        for change in (
            lambda: folder.rename(tmp_path / "away"),
            lambda: (tmp_path / "away").rename(folder),
            lambda: save(folder / "a.yml", "22"),
            (folder / "b.yml").touch,
            lambda: save(file, "made later"),
            file.unlink,
        ):
            change()
            assert built.acquire(timeout=PATIENCE), "a change was not noticed"
    finally:
        server.shutdown()
        thread.join()


def test_a_page_is_loaded_again_when_its_language_is_new(tmp_path: Path) -> None:
    """Before the others are, and not again when they are."""
    for page in ("index.html", "en/index.html"):
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / page).write_text("<p>old</p></body>", encoding="utf-8")
    begun, first_shown, go_on = threading.Event(), threading.Event(), threading.Event()
    languages: list[str] = []

    def rebuild() -> None:
        begun.set()
        languages.append(server.looked_at)
        server.show(server.looked_at)
        first_shown.set()
        assert go_on.wait(PATIENCE)
        server.show("")

    server = Server("127.0.0.1", 0, tmp_path, lambda _code: None, rebuild, serve._folder_of)
    server.poll_response_timeout, server.build_delay = 0, 0.01
    server.watch(str(tmp_path))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        home, english = server.url, f"{server.url}en/"
        wait_for(home, lambda page: "old" in page)
        epoch = re.search(r"livereload\((\d+),", wait_for(english, lambda page: "old" in page))
        assert epoch
        old = int(epoch[1])
        save(tmp_path / "en/index.html", "<p>new</p></body>")
        assert first_shown.wait(PATIENCE)
        assert languages == ["en"], "the one whose page was asked for last"
        assert "new" in fetch(english)
        assert newest(server, english, old) > old
        assert newest(server, home, old) <= old
        go_on.set()
        wait_for_epoch = newest(server, english, old)
        while newest(server, home, old) <= wait_for_epoch:
            assert thread.is_alive()
        assert newest(server, english, old) == wait_for_epoch
    finally:
        go_on.set()
        server.shutdown()
        thread.join()


def newest(server: Server, page: str, epoch: int) -> int:
    """What the script in a page is told: when its part became new."""
    asked = urllib.request.Request(f"{server.url}livereload/{epoch}/1", headers={"Referer": page})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return int(answer.read())

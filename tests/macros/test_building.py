"""The processes of a build: what becomes of them when one fails or dies, and when somebody ends the build.

MkDocs is replaced by a writer of two small pages, so the processes are real and the builds are short.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handbook import Lang, signals_blocked
from macros.assets import csp
from macros.site import build, publishing
from macros.site.build import build_site
from macros.site.languages import LANGUAGES
from macros.site.making import reading
from macros.site.making import state as states
from macros.site.making.contents import source_here
from macros.site.making.state import SiteState
from macros.site.processes import languages
from macros.site.processes.languages import Workers
from macros.site.texts import Frame, Made, Source, Texts, Wanted
from macros.site.tolerance import BuildFailed

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")


DAY = date(2026, 1, 1)
MUCH = Made("data.js", "x" * 1_000_000)  # more than a connection takes before somebody reads


def write_pages(config: SimpleNamespace) -> None:
    target = Path(config.site_dir)
    target.mkdir(parents=True)
    (target / "index.html").write_text("new", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a site of yesterday."""
    monkeypatch.setattr(languages, "load_config", lambda _file, **options: SimpleNamespace(extra={}, **options))
    monkeypatch.setattr(languages, "mkdocs_build", write_pages)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    return tmp_path / "site"


def page(site: Path) -> str:
    return (site / "index.html").read_text("utf-8")


def test_a_new_site(site: Path, tmp_path: Path) -> None:
    build_site(tmp_path, site)
    assert page(site) == "new"
    assert sorted(os.listdir(site)) == [csp.FILE, "en", "index.html", "zh-Hant"]
    assert os.listdir(tmp_path) == ["site"]


def full(_: SimpleNamespace) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def killed(_: SimpleNamespace) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def broken(_: SimpleNamespace) -> None:
    raise KeyError("x")


def hung_up(_: SimpleNamespace) -> None:
    os.kill(os.getpid(), signal.SIGHUP)


def gone(_: SimpleNamespace) -> None:
    os._exit(3)


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (full, 1, "：磁盘满了"),
        (killed, 70, "进程被系统强行结束，多半是内存不够"),
        (broken, 70, "程序自己出了错（KeyError"),
        (hung_up, 70, "进程意外结束（signal 1）"),
        (gone, 70, "进程意外结束（exit 3）"),
    ],
)
def test_a_process_that_fails(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    fault: Callable[[SimpleNamespace], None],
    status: int,
    told: str,
) -> None:
    monkeypatch.setattr(
        languages, "mkdocs_build", lambda config: (fault if config.site_dir.endswith("en") else write_pages)(config)
    )
    with pytest.raises(BuildFailed) as failed:
        build_site(tmp_path, site, say=False)
    out, err = capfd.readouterr()
    assert (failed.value.status, err) == (status, "")
    (line,) = out.splitlines()
    assert line.startswith("  en      ✗ ")
    assert told in line
    assert page(site) == "old"
    assert os.listdir(tmp_path) == ["site"]


def test_a_page_with_what_the_policy_forbids(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def write(config: SimpleNamespace) -> None:
        write_pages(config)
        if config.site_dir.endswith("en"):
            (Path(config.site_dir) / "more.html").write_text("<script>alert(1)</script>", encoding="utf-8")

    monkeypatch.setattr(languages, "mkdocs_build", write)
    with pytest.raises(BuildFailed) as failed:
        build_site(tmp_path, site, say=False)
    assert failed.value.status == 1
    assert capfd.readouterr().out.startswith("  en      ✗ more.html: ")
    assert page(site) == "old"


def test_all_who_stay_end_when_more_than_the_policy_has_changed(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those of whom nothing is asked yet: they would go on with templates and settings of before."""
    standing = SimpleNamespace(scripts={}, renew=lambda texts: deque(texts, maxlen=0))  # waits for some
    monkeypatch.setattr(languages.Standing, "of", lambda _config: standing)
    first, *others = LANGUAGES
    with Workers(tmp_path, publishing.work_folder(site), stay=True) as workers:
        build_site(tmp_path, site, say=False, workers=workers)
        assert len(multiprocessing.active_children()) == len(LANGUAGES)
        (tmp_path / first.config).touch()
        workers.renew([first], source_here())
        assert len(multiprocessing.active_children()) == 1
        workers.renew(others, source_here())
        assert len(multiprocessing.active_children()) == len(LANGUAGES)
    assert multiprocessing.active_children() == []


def take_texts(config: SimpleNamespace) -> None:
    name = Path(config.site_dir).name
    wanted = Wanted(Path(), Path(), Path(), cast(Lang, name), DAY, "", "")
    config.extra["texts"] = [*config.extra["handbook"]["maker"](wanted)]
    write_pages(config)


def test_while_the_rest_is_read_all_that_is_no_page_is_made(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And taken, though the frame of the pages comes first to whoever builds them."""
    reader, writer = os.pipe()

    def others(*_: object) -> Iterator[Made]:
        yield MUCH
        os.write(writer, b".")

    def read_on() -> None:
        assert b"".join(os.read(reader, 1) for _ in LANGUAGES) == b"..."

    def write(config: SimpleNamespace) -> None:
        take_texts(config)
        assert [type(each) for each in config.extra["texts"]] == [Frame, Made]

    monkeypatch.setattr(languages, "mkdocs_build", write)
    build_site(tmp_path, site, read=lambda: Source(lambda _: iter([Frame([], [])]), others, read_on))
    assert page(site) == "new"


def test_one_that_fails_keeps_no_other_waiting(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though all else than pages comes to all of them from one process, one after another."""

    def standing(config: SimpleNamespace) -> SimpleNamespace:
        def renew(texts: Texts) -> SimpleNamespace:
            if Path(config.site_dir).name == "zh":
                raise csp.Refused("a page of zh")
            deque(texts, maxlen=0)
            return SimpleNamespace(scripts=frozenset(), gone=())

        return SimpleNamespace(scripts={}, renew=renew)

    monkeypatch.setattr(languages, "mkdocs_build", take_texts)
    monkeypatch.setattr(languages.Standing, "of", standing)
    monkeypatch.setenv("HANDBOOK_TODAY", str(DAY))
    source = Source(lambda _: iter([Frame([], [])]), lambda *_: iter([MUCH]))
    with Workers(tmp_path, publishing.work_folder(site), stay=True) as workers:
        build_site(tmp_path, site, say=False, read=lambda: source, workers=workers)
        with pytest.raises(BuildFailed):
            workers.renew(LANGUAGES, source)
    assert capsys.readouterr().out.splitlines() == ["  zh      ✗ a page of zh"]


class Problem:
    def __init__(self, severity: str) -> None:
        self.severity = severity

    def line(self, _lang: str) -> str:
        return f"{self.severity} in a question"


@pytest.mark.parametrize(("severity", "status", "shown"), [("warning", 0, "new"), ("error", 1, "old")])
def test_questions_are_looked_at_while_the_pages_are_made(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    severity: str,
    status: int,
    shown: str,
) -> None:
    """An error ends the languages and leaves the site as it was; a warning is told, and the pages are new."""
    reader, writer = os.pipe()

    def look(_: object) -> tuple[Problem, ...]:
        assert b"".join(os.read(reader, 1) for _ in LANGUAGES) == b"...", "all languages are at work"
        return (Problem(severity),)

    def begun(config: SimpleNamespace) -> None:
        config.extra["handbook"]["maker"](Wanted(tmp_path, tmp_path, tmp_path, "zh", DAY, "", ""))
        os.write(writer, b".")
        if severity == "error":
            signal.pause()
        write_pages(config)

    monkeypatch.setattr(states, "_wrong_with", look)
    state = SiteState(cast(Any, True), None, (), cast(Any, True))
    monkeypatch.setattr(languages, "mkdocs_build", begun)
    for step in ("read_first", "read_on"):
        monkeypatch.setattr(reading, step, lambda _: state)
    monkeypatch.setattr(build, "make_ready", lambda _: None)
    assert build.main(["--root", str(tmp_path)]) == status
    assert capfd.readouterr().err == f"{severity} in a question\n"
    assert page(site) == shown
    assert os.listdir(tmp_path) == ["site"]


def test_a_full_disk_while_publishing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "site")

    monkeypatch.setattr(csp, "write_policy", refuse)
    with pytest.raises(OSError, match="No space"):
        build_site(tmp_path, site)
    assert page(site) == "old"
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize(
    ("number", "group", "status", "told"),
    [
        (signal.SIGINT, True, 130, "已中断。 Interrupted.\n"),
        (signal.SIGINT, False, 130, "已中断。 Interrupted.\n"),
        (signal.SIGTERM, False, 143, ""),
        (signal.SIGKILL, False, -9, ""),
    ],
    ids=["Ctrl+C", "SIGINT", "SIGTERM", "SIGKILL"],
)
def test_a_build_that_is_ended(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    group: bool,
    status: int,
    told: str,
) -> None:
    """In the midst of the work of its three processes, which all end with it."""
    reader, writer = os.pipe()  # each of the three writes a byte and holds it open as long as it lives

    def begun(_: SimpleNamespace) -> None:
        os.write(writer, b".")
        signal.pause()

    monkeypatch.setattr(languages, "mkdocs_build", begun)
    for step in ("read_first", "read_on"):
        monkeypatch.setattr(reading, step, lambda _: SimpleNamespace(book=True, problems=(), errors=()))
    monkeypatch.setattr(build, "make_ready", lambda _: None)
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)
    errors = tmp_path / "errors"
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.close(reader)
        left = 1
        with errors.open("w", encoding="utf-8") as sys.stderr, Path(os.devnull).open("w") as sys.stdout:
            try:
                left = build.main(["--root", str(tmp_path)])
            except SystemExit as ended:
                left = int(ended.code or 0)
        os._exit(left)
    os.close(writer)
    assert b"".join(os.read(reader, 1) for _ in LANGUAGES) == b"..."
    (os.killpg if group else os.kill)(child, number)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == status
    assert os.read(reader, 1) == b"", "no process goes on"
    os.close(reader)
    assert errors.read_text("utf-8") == told
    assert page(site) == "old"
    if number != signal.SIGKILL:
        assert sorted(os.listdir(tmp_path)) == ["errors", "site"]
    monkeypatch.setattr(languages, "mkdocs_build", write_pages)
    build_site(tmp_path, site)
    assert page(site) == "new"
    assert sorted(os.listdir(tmp_path)) == ["errors", "site"]


def test_two_builds_at_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    for step in ("read_first", "read_on"):
        monkeypatch.setattr(reading, step, lambda _: SimpleNamespace(book=True, problems=(), errors=()))
    monkeypatch.setattr(build, "make_ready", lambda _: None)
    with publishing.alone(site):
        assert build.main(["--root", str(tmp_path)]) == 1
    assert "另一个生成正在写它" in capsys.readouterr().err
    assert page(site) == "old"
    assert build.main(["--root", str(tmp_path)]) == 0
    assert page(site) == "new"


@pytest.mark.parametrize("where", [".", "policy_data", "policy_data/site", "mine", "mine/thesis.doc"])
def test_a_place_that_is_no_sites_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("policy_data/chapters", "policy_data/parameters", "mine"):
        Path(folder).mkdir(parents=True)
    Path("mine/thesis.doc").touch()
    assert build.main(["--root", ".", "--site", where]) == 1
    told = capsys.readouterr().err
    assert "制度数据目录" in told or "里面有别的东西" in told or "不是目录" in told
    assert Path("mine/thesis.doc").exists()
    assert not Path("policy_data/site").exists()


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signals that can be blocked")
def test_a_signal_waits_until_another_process_is_made() -> None:
    """Also one that the system gives to another thread: Python calls its handler in the main one, blocked or not."""

    def end(_number: int, _frame: object) -> None:
        raise SystemExit("ended")

    done: list[str] = []

    def make_a_process() -> None:
        with signals_blocked():
            handler = signal.getsignal(signal.SIGTERM)
            assert callable(handler)
            handler(signal.SIGTERM, None)
            done.append("made")

    before = signal.signal(signal.SIGTERM, end)
    try:
        with pytest.raises(SystemExit, match="ended"):
            make_a_process()
        assert done == ["made"]
        assert signal.getsignal(signal.SIGTERM) is end
    finally:
        signal.signal(signal.SIGTERM, before)

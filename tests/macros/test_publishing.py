"""A site's folder: builds exclude each other, a kill at any moment leaves a whole site, a mount point is no obstacle.

The processes that are killed are forked from the test, and killed at the n-th step that touches a file, for every n.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook.commands.console import CommandRefused
from macros.assets import csp
from macros.site import publishing

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")]

Tree = dict[str, str]
OLD: Tree = {csp.FILE: "old", "index.html": "old", "a/index.html": "old", "a/gone.html": "old", "gone/x.html": "old"}
NEW: Tree = {csp.FILE: "new", "index.html": "new", "a/index.html": "new", "new/x.html": "new", "gone": "new: a file"}


def lay(tree: Tree, folder: Path) -> Path:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tree(folder: Path) -> Tree:
    found = (
        path for path in folder.rglob("*") if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    )
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def killed(work: Callable[[], None], at: int | None = None) -> bool:
    """Do it in another process, killed before its step number `at`; False where it had fewer."""
    child = os.fork()
    if child == 0:
        steps = 0

        def step(event: str, _: object) -> None:
            nonlocal steps
            if event == "open" or (event.startswith(("os.", "ctypes.")) and event != "os.kill"):
                if steps == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                steps += 1

        sys.addaudithook(step)
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), "the work failed"
    return status != 0


def no_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_swap", lambda *_: False)


def immovable(monkeypatch: pytest.MonkeyPatch, site: Path) -> None:
    """As a mount point is."""
    no_swap(monkeypatch)
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if site in (self, to):
            raise OSError(errno.EBUSY, "Device or resource busy", str(self))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)


@pytest.fixture(params=["swap", "renames", "mount point"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The three ways to publish."""
    if request.param == "renames":
        no_swap(monkeypatch)
    if request.param == "mount point":
        immovable(monkeypatch, tmp_path / "site")
    return str(request.param)


def test_the_new_site_takes_the_place_of_the_old_one(way: str, tmp_path: Path) -> None:
    site = lay(OLD, tmp_path / "site")
    (site / ".keep").write_text("mine", encoding="utf-8")
    publishing.publish(lay(NEW, tmp_path / "work/zh"), site)
    assert tree(site) == NEW
    assert (site / ".keep").exists() == (way == "mount point")
    assert sorted(os.listdir(tmp_path)) == ["site", "work"]


def test_a_first_site(tmp_path: Path) -> None:
    publishing.publish(lay(NEW, tmp_path / "work/zh"), tmp_path / "site")
    assert tree(tmp_path / "site") == NEW


def test_a_kill_at_any_moment_leaves_a_whole_site(way: str, tmp_path: Path) -> None:
    seen = []
    for at in range(500):
        site = lay(OLD, tmp_path / "site")
        new = lay(NEW, publishing.work_folder(site) / "zh")
        was_killed = killed(lambda new=new, site=site: publishing.publish(new, site), at)
        if way == "swap":
            assert tree(site) in (OLD, NEW)
        for name, text in tree(site).items():
            assert text in (OLD.get(name), NEW.get(name)), "each file is whole"
        publishing.recover(site)
        seen.append(tree(site))
        assert seen[-1] in (OLD, NEW)
        assert sorted(os.listdir(tmp_path)) == ["site"], "nothing is left beside"
        assert sorted(os.listdir(site)) == sorted({name.partition("/")[0] for name in seen[-1]})
        shutil.rmtree(site)
        if not was_killed:
            break
    assert seen[-1] == NEW
    assert OLD in seen, "killed early enough"
    assert len(seen) > (5 if way != "swap" else 1)


def test_a_kill_while_mending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mending of a half published site may be killed, too."""
    immovable(monkeypatch, tmp_path / "site")
    half = 0
    while True:  # the first step after which the new site is the one to have
        site = lay(OLD, tmp_path / "site")
        killed(lambda site=site: publishing.publish(lay(NEW, tmp_path / "work/zh"), site), half)
        if (site / ".new/whole.json").exists() and tree(site) != OLD:
            break
        half += 1
        shutil.rmtree(site)
    shutil.copytree(site, tmp_path / "half")
    for at in range(200):
        shutil.rmtree(site)
        shutil.copytree(tmp_path / "half", site)
        again = killed(lambda: publishing.recover(site), at)
        publishing.recover(site)
        assert tree(site) == NEW
        if not again:
            return
    raise AssertionError("it never came to an end")


def test_a_full_disk_keeps_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = lay(OLD, tmp_path / "site")
    immovable(monkeypatch, site)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OSError, match="No space"):
        publishing.publish(lay(NEW, tmp_path / "work/zh"), site)
    assert tree(site) == OLD
    assert not (site / ".new").exists()


def test_a_second_rename_that_fails_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = lay(OLD, tmp_path / "site")
    no_swap(monkeypatch)
    with pytest.raises(FileNotFoundError):
        publishing.publish(tmp_path / "nothing", site)
    assert tree(site) == OLD


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A folder on which a file system is mounted, where that is permitted."""
    site = tmp_path / "site"
    site.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("needs the right to mount; the same with an error injected is tested above")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", site], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here; the same with an error injected is tested above")
    yield site
    subprocess.run(["umount", site], check=True)


def test_a_real_mount_point(mounted: Path, tmp_path: Path) -> None:
    for contents in (OLD, NEW):
        publishing.refuse_what_is_not_ours(mounted)
        publishing.publish(lay(contents, tmp_path / "work/zh"), mounted)
        assert tree(mounted) == contents
        shutil.rmtree(tmp_path / "work", ignore_errors=True)


# What would be removed


def test_what_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    publishing.refuse_what_is_not_ours(tmp_path / "nothing")
    publishing.refuse_what_is_not_ours(lay(OLD, tmp_path / "site"))
    (tmp_path / "empty/lost+found").mkdir(parents=True)
    (tmp_path / "empty/.keep").touch()
    publishing.refuse_what_is_not_ours(tmp_path / "empty")
    for other in (lay({"thesis.doc": "x"}, tmp_path / "home"), tmp_path / "site/index.html"):
        with pytest.raises(CommandRefused):
            publishing.refuse_what_is_not_ours(other)


# One at a time


def test_builds_into_one_folder_exclude_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    site, other = tmp_path / "site", tmp_path / "other"
    with publishing.alone(site):
        with publishing.alone(other):
            pass
        with pytest.raises(CommandRefused) as refused, publishing.alone(site):
            pass
        assert f"进程 {os.getpid()}，" in refused.value.words["zh"]
        assert f"process {os.getpid()}, begun 20" in refused.value.words["en"]
    with publishing.alone(site):
        pass
    assert os.listdir(tmp_path) == []


def test_who_is_killed_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    site = tmp_path / "site"

    def build() -> None:
        with publishing.alone(site):
            os.kill(os.getpid(), signal.SIGKILL)

    assert killed(build)
    with publishing.alone(site):
        pass


def test_who_waits_for_a_lock_that_goes_takes_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first holder removes the file while the second one waits for it: that lock would be nobody's."""
    site, waited = tmp_path / "site", False
    held = publishing.alone(site)
    held.__enter__()

    def wait(_: float) -> None:
        nonlocal waited
        waited = True
        held.__exit__(None, None, None)

    monkeypatch.setattr(publishing.time, "sleep", wait)
    with publishing.alone(site):
        assert waited
        monkeypatch.setattr(publishing, "PATIENCE", 0)
        monkeypatch.setattr(publishing.time, "sleep", lambda _: None)
        with pytest.raises(CommandRefused), publishing.alone(site):
            pass

"""One folder for a site: one build at a time, and its readers see the old site or the new one, whole.

What is promised, whenever the build is killed: the folder holds the old site or the new one.
- Where the system can swap two folders (Linux, macOS), there is no moment in which the site is not there.
- Elsewhere two renames follow each other; after a kill between them the old site stands beside, as `.site.old`, and
  the next build puts it back before it does anything else.
- A folder that cannot be moved (a volume mounted there) gets its new contents folder by folder, in some milliseconds,
  from a whole copy that lies inside it. A kill meanwhile leaves files of both sites, each of them whole, and the next
  build first completes the new one. What begins with a dot there, and `lost+found`, is left alone.
Against a power cut nothing is promised: build anew.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from handbook import CommandRefused, Phrase
from macros.assets import csp

PATIENCE = 2  # seconds until another build counts as one: who was killed has gone by then, with all its processes
_CANNOT_MOVE = (errno.EBUSY, errno.EXDEV)  # a mount point; a layer below in a container
_STAGE, _PAGES, _WHOLE, _OLD = ".new", "pages", "whole.json", "old"
_KEPT = ("lost+found",)
_SIDE_BY_SIDE = 8


def work_folder(site: Path) -> Path:
    """Where a site is made before it is published: beside its place."""
    return site.parent / f".{site.name}.new"


def refuse_what_is_not_ours(site: Path) -> None:
    """Raises CommandRefused where a folder has what no build of ours put there: publishing would remove it."""
    if site.exists() and not site.is_dir():
        raise CommandRefused(Phrase("macros.build.not_a_directory", {"site": site}))
    if site.exists() and _contents(site) and not (site / csp.FILE).is_file():
        raise CommandRefused(Phrase("macros.build.other_contents", {"site": site}))


@contextlib.contextmanager
def alone(site: Path) -> Iterator[None]:
    """Nobody else builds into `site` meanwhile, else raises CommandRefused. A builder that was killed holds nothing."""
    if sys.platform == "win32":  # it has no lock that dies with its holder and is seen by others
        yield
        return
    path = site.parent / f".{site.name}.lock"
    lock = _lock(path, site)
    try:
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(lock)


if sys.platform != "win32":
    import fcntl

    def _lock(path: Path, site: Path) -> int:
        """The open file, locked. Whoever waits for a lock that is then removed begins again with the new file."""
        end = time.monotonic() + PATIENCE
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(file), os.stat(path)):
                    return file
            except FileNotFoundError:
                pass
            except BlockingIOError:
                if time.monotonic() > end:
                    raise _busy(site, os.read(file, 100).decode(errors="replace")) from None
                time.sleep(0.05)
            except BaseException:
                os.close(file)
                raise
            os.close(file)


def _busy(site: Path, who: str) -> CommandRefused:
    process, _, since = who.partition(" ")
    facts = {"site": site, "process": process or "?", "since": since or "?"}
    return CommandRefused(Phrase("macros.build.busy", facts))


def recover(site: Path) -> None:
    """Mend what a build that was killed left; the caller is `alone`."""
    remove(work_folder(site))
    old = _old(site)
    if old.is_dir():
        if site.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(site)
    stage = site / _STAGE
    if (stage / _WHOLE).is_file():
        _switch(site)
    shutil.rmtree(stage, ignore_errors=True)


def publish(new: Path, site: Path) -> None:
    """Put a new site in its place; what it replaces is gone afterwards, or stands at `new`. The caller is `alone`."""
    if not site.exists():
        new.rename(site)
    elif not _swap(new, site):
        _replace(new, site)


def _swap(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False, and nothing has changed, where the system cannot."""
    import ctypes  # takes as long as all else here; a first build, and a renewal, swap nothing

    try:
        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, 2) == 0)
        here = -100  # AT_FDCWD: the paths mean what they always mean
        return bool(library.renameat2(here, names[0], here, names[1], 2) == 0)
    except (AttributeError, OSError, TypeError):
        return False


def _replace(new: Path, site: Path) -> None:
    old = _old(site)
    shutil.rmtree(old, ignore_errors=True)
    try:
        site.rename(old)
    except OSError as error:
        if error.errno not in _CANNOT_MOVE:
            raise
        _fill(new, site)
        return
    try:
        new.rename(site)
    except BaseException:
        old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove(folder: Path) -> None:
    """Remove what is there of a folder with sites in it. Its folders go side by side: at each the system may wait until
    nobody can be looking into it, and one by one that can take as long as a fifth of a build."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        deque(pool.map(partial(shutil.rmtree, ignore_errors=True), folder.glob("*/*/*")), maxlen=0)
    shutil.rmtree(folder, ignore_errors=True)


def _old(site: Path) -> Path:
    return site.parent / f".{site.name}.old"


def _fill(new: Path, site: Path) -> None:
    """Give a folder that stays where it is the contents of another one."""
    stage = site / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        shutil.copytree(new, stage / _PAGES)
        (stage / _OLD).mkdir()
        listed = stage / f"{_WHOLE}.tmp"
        listed.write_text(json.dumps(sorted(os.listdir(new))), encoding="utf-8")
        listed.rename(stage / _WHOLE)  # from now on the new site is the one to have
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    _switch(site)
    shutil.rmtree(stage, ignore_errors=True)


def _switch(site: Path) -> None:
    """Move the staged contents to their places; what was moved before is not moved again."""
    stage = site / _STAGE
    names = json.loads((stage / _WHOLE).read_text(encoding="utf-8"))
    for name in sorted(
        names, key=lambda name: (not (stage / _PAGES / name).is_dir(), name)
    ):  # pages after what they use
        source, target = stage / _PAGES / name, site / name
        if not source.exists():
            continue
        if target.is_dir() or source.is_dir():
            with contextlib.suppress(FileNotFoundError):
                target.rename(stage / _OLD / name)
        source.replace(target)
    for entry in _contents(site):
        if entry.name not in names:
            entry.rename(stage / _OLD / entry.name)


def _contents(site: Path) -> list[Path]:
    return [entry for entry in site.iterdir() if not entry.name.startswith(".") and entry.name not in _KEPT]

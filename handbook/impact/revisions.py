"""Where the two policies of a comparison come from: a directory, or a revision of git, whose files are put beside."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from handbook.files.folders import folders, shown
from handbook.files.source import MAX_BYTES
from handbook.impact.git import CommittedFile, Repository, refusal, repository
from handbook.lang.catalogue import Fact
from handbook.problems.problem import Place, PolicyError, Problem
from handbook.records import frozen

_LINK, _SUBMODULE = "120000", "160000"
_POINTER = b"version https://git-lfs.github.com/spec/"
_MATTERS = re.compile(r"\.ya?ml", re.IGNORECASE)  # of a name: the policy may be meant


@frozen
class Version:
    """One side of a comparison: a directory, and how people know it (`main:policy_data`) where it was put beside."""

    data: Path
    name: str = ""
    note: Problem | None = None

    @contextlib.contextmanager
    def naming_problems(self) -> Iterator[None]:
        """Within it the problems of a PolicyError stand at places that people know."""
        try:
            yield
        except PolicyError as error:
            raise PolicyError([self.named(problem) for problem in error.problems]) from None

    def named(self, problem: Problem) -> Problem:
        """A problem with the files named as people know them."""
        if not self.name:
            return problem
        place = problem.place
        facts = {key: self._with_name(fact) for key, fact in problem.facts.items()}
        return replace(problem, place=Place(str(self._with_name(place.file)), place.line, place.column), facts=facts)

    def _with_name(self, fact: Fact) -> Fact:
        if isinstance(fact, Mapping):
            return {lang: str(self._with_name(text)) for lang, text in fact.items()}
        return fact.replace(shown(self.data), self.name) if isinstance(fact, str) else fact


@contextlib.contextmanager
def policy_at(where: str, data: Path) -> Iterator[Version]:
    """The policy as it is in `where`: a git revision of the repository around `data`, or a directory.

    A branch or tag goes before a directory of the same name, with a note. Raises PolicyError where there is neither,
    saying what to do.
    """
    if not where.strip():
        raise refusal("revision_empty", "“”")
    note = _note(where, data) if os.path.isdir(where) else None
    if os.path.isdir(where) and note is None:
        yield Version(Path(where))
        return
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        yield _put_beside(where, repository(data, where), Path(folder), note)


def merge_base(base: str, head: str, data: Path) -> str:
    """The commit at which `head` parted from `base`. Raises PolicyError where git knows none."""
    for each in (base, head):
        if not each.strip():
            raise refusal("revision_empty", "“”")
    around = repository(data, base)
    commits = [_commit(around, each) for each in (base, head)]
    found = around.common(*commits)
    if found is None:
        raise refusal("revision_shallow" if around.is_shallow() else "revision_unrelated", base, other=head)
    return found[:12]


def _note(where: str, data: Path) -> Problem | None:
    """That a directory's name is a branch's as well; None where it is not."""
    try:
        named = repository(data, where).is_reference(where)
    except PolicyError:
        return None
    return Problem(Place(where), "revision_and_directory", "", {"name": where}, "warning") if named else None


def _commit(around: Repository, revision: str) -> str:
    """A revision's commit. Raises PolicyError where there is none; in a clone without its history that is why."""
    found = around.commit(revision)
    if found is None:
        raise refusal("revision_shallow" if around.is_shallow() else "revision_unknown", revision)
    return found


def _put_beside(revision: str, around: Repository, folder: Path, note: Problem | None) -> Version:
    entries = around.entries(_commit(around, revision))
    if not entries:
        raise refusal("revision_without_policy", revision, data=around.inside or ".")
    version = Version(folder / "policy", f"{revision}:{around.inside}".rstrip(":"), note)
    version.data.mkdir()
    try:
        _write(entries, around, version)
    except LookupError as missing:
        raise refusal("git_failed", _at(version, str(missing)), reason="missing object") from None
    except OSError as error:
        raise refusal("git_failed", revision, reason=error.strerror or type(error).__name__) from None
    return version


def _write(entries: list[CommittedFile], around: Repository, version: Version) -> None:
    for entry in entries:
        if entry.mode == _SUBMODULE:
            raise refusal("revision_submodule", _at(version, entry.shown))
    small = [entry for entry in entries if entry.size <= MAX_BYTES]
    for entry in (entry for entry in entries if entry.size > MAX_BYTES):
        with _path(entry, version).open("wb") as file:
            file.truncate(entry.size)  # so large that nobody will read it
    for entry, content in zip(small, around.contents(small), strict=True):
        matters = _MATTERS.search(entry.shown) or entry.shown in folders()
        if entry.mode == _LINK:
            if _stays_inside(entry.path, content):
                _path(entry, version).symlink_to(os.fsdecode(content))
            elif matters:
                raise refusal("revision_link", _at(version, entry.shown), target=content.decode(errors="replace"))
            continue
        if matters and content.startswith(_POINTER):
            raise refusal("revision_pointer", _at(version, entry.shown))
        _path(entry, version).write_bytes(content)


def _path(entry: CommittedFile, version: Version) -> Path:
    """Where an entry is put; its directory is made."""
    parts = entry.path.split(b"/")
    if any(part in (b"", b".", b"..") for part in parts):
        raise refusal("git_failed", _at(version, entry.shown), reason="bad name")
    path = version.data.joinpath(*map(os.fsdecode, parts))
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _stays_inside(path: bytes, target: bytes) -> bool:
    reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return not reached.startswith((b"/", b"../")) and reached != b".."


def _at(version: Version, path: str) -> str:
    return f"{version.name}/{path}"

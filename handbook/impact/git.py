"""Git as far as a comparison needs it: names of revisions, and the files of one, read without checking anything out.

Files are read as they were committed: no attribute such as `export-ignore` or `export-subst` has a say, nothing is
fetched, no link is followed, and no variable that a hook sets leads to another repository.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from handbook.files.git_environment import OF_HOOKS
from handbook.lang.catalogue import Fact
from handbook.problems.problem import Place, PolicyError, Problem
from handbook.records import frozen


@frozen
class CommittedFile:
    """One file of a revision. `path` is relative to the policy's directory, in bytes as git keeps it."""

    mode: str
    sha: str
    size: int
    path: bytes

    @property
    def shown(self) -> str:
        """The path as people see it; bytes that are no text become marks."""
        return self.path.decode(errors="replace")


@frozen
class Repository:
    """The repository around a policy's directory, which stands `inside` it."""

    folder: Path
    inside: str
    env: Mapping[str, str]

    def commit(self, revision: str) -> str | None:
        """The commit that a revision names; None where there is none."""
        if revision.startswith("-"):
            return None
        done = self.run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return None if done.returncode else done.stdout.decode().strip()

    def is_reference(self, name: str) -> bool:
        """Whether the name is that of a branch, a tag or the like, rather than a way to reach a commit."""
        done = self.run("rev-parse", "--verify", "--quiet", "--symbolic-full-name", name)
        return not name.startswith("-") and done.returncode == 0 and bool(done.stdout.strip())

    def is_shallow(self) -> bool:
        """Whether the history was cut off when it was cloned."""
        return self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def common(self, one: str, other: str) -> str | None:
        """The commit at which two commits parted; None where they have no history in common."""
        done = self.run("merge-base", one, other)
        return None if done.returncode else done.stdout.decode().strip()

    def entries(self, commit: str) -> list[CommittedFile] | None:
        """Every file of the policy's directory in a commit; None where the commit has no such directory."""
        done = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", f"{commit}:{self.inside}")
        return None if done.returncode else [_entry(row) for row in done.stdout.split(b"\0") if row]

    def contents(self, entries: list[CommittedFile]) -> Iterator[bytes]:
        """What stands in each. Raises LookupError where this clone lacks it."""
        asked = "".join(f"{entry.sha}\n" for entry in entries).encode()
        output = BytesIO(self.run("cat-file", "--batch", asked=asked).stdout)
        for entry in entries:
            if b" blob " not in output.readline():
                raise LookupError(entry.shown)
            yield output.read(entry.size)
            output.readline()

    def run(self, *words: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git there; it asks nobody anything and writes nothing."""
        return _git(self.folder, self.env, words, asked)


def repository(data: Path, about: str) -> Repository:
    """The repository around a directory, which need not be there any more. Raises PolicyError about what was asked."""
    folder = next(each for each in [data.absolute(), *data.absolute().parents] if each.is_dir())
    rest = data.absolute().relative_to(folder).as_posix()
    reason = ""
    for env in _environments():
        try:
            done = _git(folder, env, ("rev-parse", "--show-prefix"))
        except OSError:
            raise refusal("no_git", about) from None
        if done.returncode == 0:
            prefix = os.fsdecode(done.stdout).removesuffix("\n")
            inside = (prefix + ("" if rest == "." else rest)).rstrip("/")
            return Repository(folder, inside, env)
        reason = reason or done.stderr.decode(errors="replace").strip()
    if "dubious ownership" in reason:
        raise refusal("repository_of_others", about, folder=_quoted(reason) or str(folder))
    if "not a git repository" in reason:
        raise refusal("no_repository", about, data=str(data))
    raise refusal("git_failed", about, reason=reason.partition("\n")[0].removeprefix("fatal: "))


def refusal(code: str, about: str, **facts: Fact) -> PolicyError:
    """A problem of a revision, or of a file in one (`main:policy_data/roles.yml`)."""
    return PolicyError([Problem(Place(about), code, "", facts)])


def _environments() -> Iterator[dict[str, str]]:
    """Without what a hook sets; where that leads to no repository, with it, as somebody may have set it on purpose."""
    given = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    yield {name: value for name, value in given.items() if name not in OF_HOOKS}
    if any(name in given for name in OF_HOOKS):
        yield given


def _git(
    folder: Path, env: Mapping[str, str], words: tuple[str, ...], asked: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", folder, *words], input=asked, capture_output=True, check=False, env=env)


def _entry(row: bytes) -> CommittedFile:
    facts, _, path = row.partition(b"\t")
    mode, _, sha, size = facts.decode().split()
    return CommittedFile(mode, sha, int(size) if size.isdigit() else 0, path)


def _quoted(text: str) -> str:
    return text.partition("'")[2].partition("'")[0]

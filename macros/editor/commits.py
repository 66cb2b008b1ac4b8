"""Commits of one edited file, each on a branch of its own, made beside what the person has checked out.

Neither HEAD nor the index nor any file is touched: the commit is made from a temporary index in a linked work tree
that has no files, while hooks see the person's own. So there is no way back to go wrong, and unrelated edits never
meet on a branch.
"""

from __future__ import annotations

import contextlib
import difflib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import field
from itertools import count
from pathlib import Path

from handbook import frozen
from macros.editor.git import Git, GitFailed
from macros.editor.processes import Processes

BRANCHES = "hr/"  # branches of this prefix are the editor's
_BUSY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_NEW_FILE = "100644"
_MOST = 20  # branches that are listed
PATIENCE = 120.0  # seconds for a commit with its hooks


@frozen
class Author:
    """Who edits, as git records it."""

    name: str = ""
    mail: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """As git is told."""
        roles = ("AUTHOR", "COMMITTER")
        return {
            f"GIT_{role}_{what}": value for role in roles for what, value in (("NAME", self.name), ("EMAIL", self.mail))
        }


@frozen
class Standing:
    """How a file stands in git: what a commit of it would be made from, and what else is uncommitted in it."""

    path: Path
    name: str  # in the repository
    top: Path
    head: str  # the commit that a new branch parts from
    branch: str  # empty where none is checked out
    mode: str
    committed: bytes | None  # as it would be on disk; None where git does not have the file
    rest: str  # what is uncommitted, as a unified diff
    differs: bool  # whether anything is
    others: tuple[str, ...]  # other files of the policy with uncommitted lines
    submodule: bool

    @property
    def on_ours(self) -> bool:
        """Whether one of the editor's own branches is checked out."""
        return self.branch.startswith(BRANCHES)


@frozen
class Committed:
    """What was made: exactly these lines, on this branch; and what of the file is still uncommitted."""

    branch: str
    revision: str
    parted_from: str  # the person's branch, on which they still are
    top: Path
    lines: str
    left: str
    remote: str

    @property
    def push(self) -> str:
        return _push(self.remote, self.branch)


@frozen
class Pending:
    """A branch of the editor that is not merged here. `file` is set where its lines can be taken out of the file."""

    branch: str
    revision: str
    day: str
    author: str
    subject: str
    push: str
    file: Path | None = field(default=None, kw_only=True)


class Commits:
    """The repository around a policy."""

    def __init__(self, data: Path, processes: Processes) -> None:
        self.data = data
        self.git = Git(data, processes)

    def known_author(self) -> Author:
        """The name and address that git has for this person; empty where it has none."""
        try:
            return Author(*(self.git.ask("config", key).output for key in ("user.name", "user.email")))
        except GitFailed:
            return Author()

    def standing(self, path: Path, now: bytes) -> Standing:
        """How the file stands, `now` being what is on disk. Raises GitFailed where it cannot be committed."""
        git, top = self._repository()
        if path.is_symlink():
            raise GitFailed("git_symlink", file=path.name)
        path = path.resolve()
        head = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if head.code:
            raise GitFailed("git_unborn")
        within = Path(git.must("rev-parse", "--absolute-git-dir"))
        for each in _BUSY:
            if (within / each).exists():
                raise GitFailed("git_busy", found=each)
        name = path.relative_to(top.resolve()).as_posix()
        mode, blob = self._entry(git, name)
        if not blob and git.run("check-ignore", "--stdin", "-z", given=name.encode()).code == 0:
            raise GitFailed("git_ignored", file=name)
        committed = git.ask("cat-file", "--filters", f"HEAD:{name}").out if blob else None
        differs = git.must("hash-object", "--stdin", "--path", name, given=now) != blob
        return Standing(
            path,
            name,
            top,
            head.output,
            git.ask("symbolic-ref", "--quiet", "--short", "HEAD").output,
            mode,
            committed,
            lines_between(committed or b"", now, name) if differs else "",
            differs,
            tuple(self._others(git, name)),
            bool(git.ask("rev-parse", "--show-superproject-working-tree").output),
        )

    def commit(
        self, standing: Standing, content: bytes, after: bytes, topic: str, message: str, author: Author
    ) -> Committed:
        """Commit `content` as the file on a new branch. Raises GitFailed, and then there is no branch and no commit."""
        git = Git(standing.top, self.git.processes)
        branch, remote = self._free_branch(git, topic), _remote(git)
        with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            blob = git.must("hash-object", "-w", "--stdin", "--path", standing.name, given=content)
            git.must("read-tree", standing.head, env=index)
            git.must("update-index", "--add", "--cacheinfo", f"{standing.mode},{blob},{standing.name}", env=index)
            tree = git.must("write-tree", env=index)
            with _linked(git, Path(folder, "linked"), branch, standing.head) as linked:
                done = git.run(
                    "commit",
                    "--quiet",
                    f"--message={message}",
                    env=index | linked | author.environment,
                    limit=PATIENCE,
                )
                if done.code:
                    raise GitFailed("git_refused", done.complaint)
                revision = git.must("rev-parse", f"refs/heads/{branch}")
                made = git.must("log", "-1", "--format=%T %P", revision).split()
                if made != [tree, standing.head]:
                    raise GitFailed("git_altered")
                short = git.must("rev-parse", "--short", revision)
        return Committed(
            branch,
            short,
            standing.branch,
            standing.top,
            lines_between(standing.committed or b"", content, standing.name),
            lines_between(content, after, standing.name),
            remote,
        )

    # what was committed and is not merged

    def pending(self) -> list[Pending]:
        """The editor's branches that are not merged into what is checked out, the newest first."""
        git, _ = self._repository()
        form = "%00".join(f"%({each})" for each in ("refname:short", "objectname", "committerdate:short", "authorname"))
        rows = git.must(
            "for-each-ref",
            f"--count={_MOST}",
            "--sort=-committerdate",
            "--no-merged=HEAD",
            f"--format={form}%00%(subject)",
            f"refs/heads/{BRANCHES}",
        )
        return [self._pending(git, *row.split("\0")) for row in rows.splitlines()]

    def without(self, path: Path, revision: str, now: bytes) -> bytes | None:
        """The content `now` without what a commit did; None where that is not in it, or cannot be told apart."""
        git, top = self._repository()
        name = path.resolve().relative_to(top.resolve()).as_posix()
        done, was = (git.ask("cat-file", "--filters", f"{each}:{name}") for each in (revision, f"{revision}^"))
        head = git.ask("cat-file", "--filters", f"HEAD:{name}")
        if done.code or was.code or head.code:
            return None
        if git.merged(head.out, done.out, was.out) != head.out:  # it is merged, or entangled with what is
            return None
        left = git.merged(now, done.out, was.out)
        return None if left == now else left

    def _pending(self, git: Git, branch: str, revision: str, day: str, author: str, subject: str) -> Pending:
        pending = Pending(branch, revision, day, author, subject, _push(_remote(git), branch))
        if git.must("rev-list", "--count", f"HEAD..{revision}") != "1":
            return pending
        names = git.must("diff-tree", "-r", "--no-commit-id", "--name-only", "-z", revision).rstrip("\0").split("\0")
        path = git.folder / names[0]
        inside = len(names) == 1 and path.is_file() and path.resolve().is_relative_to(self.data.resolve())
        if not inside or self.without(path, revision, path.read_bytes()) is None:
            return pending
        return Pending(branch, revision, day, author, subject, pending.push, file=path)

    # asking git

    def _repository(self) -> tuple[Git, Path]:
        """Git at the top of the repository."""
        top = self.git.top()
        return Git(top, self.git.processes), top

    @staticmethod
    def _entry(git: Git, name: str) -> tuple[str, str]:
        """The mode and the id of a file in HEAD; no id where it is not there."""
        row = git.must("ls-tree", "-z", "--full-tree", "HEAD", "--", name)
        if not row:
            return _NEW_FILE, ""
        mode, _, blob = row.partition("\t")[0].split()
        return mode, blob

    def _others(self, git: Git, name: str) -> Iterator[str]:
        """Other files of the policy that differ from HEAD."""
        status = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", self.data.resolve())
        names = (row[3:] for row in git.ask(*status).out.decode("utf-8", "replace").split("\0"))
        yield from (each for each in names if each.endswith(".yml") and each != name)

    @staticmethod
    def _free_branch(git: Git, topic: str) -> str:
        """A name that no branch has, here or at a remote. Raises GitFailed where none is possible."""
        base = BRANCHES + re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-")
        refs = git.must("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes").splitlines()
        if "refs/heads/" + BRANCHES.rstrip("/") in refs:
            raise GitFailed("git_no_room", branch=BRANCHES.rstrip("/"))
        names = (base + f"-{number}" * (number > 1) for number in count(1))
        return next(name for name in names if not any(ref.endswith(f"/{name}") for ref in refs))


@contextlib.contextmanager
def _linked(git: Git, folder: Path, branch: str, head: str) -> Iterator[dict[str, str]]:
    """A HEAD of its own on a new branch, as an environment in which git commits there while the files are those of
    the person. Where what is done within fails, the branch goes too."""
    git.must("worktree", "add", "--quiet", "--no-checkout", "-b", branch, folder, head)
    own = (folder / ".git").read_text("utf-8").strip().removeprefix("gitdir: ")
    try:
        yield {"GIT_DIR": own, "GIT_WORK_TREE": str(git.folder)}
    except BaseException:
        with contextlib.suppress(GitFailed):  # what went wrong first is what is reported
            git.ask("worktree", "remove", "--force", folder)
            git.ask("update-ref", "-d", f"refs/heads/{branch}")
        raise
    with contextlib.suppress(GitFailed):  # git forgets it by itself once the folder is gone
        git.ask("worktree", "remove", "--force", folder)


def _remote(git: Git) -> str:
    """Where branches are pushed to; empty where there is no remote."""
    names = git.must("remote").split()
    return "origin" if "origin" in names else next(iter(names), "")


def _push(remote: str, branch: str) -> str:
    return f"git push -u {remote or 'origin'} {branch}"


def same_lines(one: str, other: str) -> bool:
    """Whether two diffs take away and add the same lines, wherever these stand."""
    changed = [sorted(row for row in each.splitlines()[2:] if row[:1] in "+-") for each in (one, other)]
    return changed[0] == changed[1]


def lines_between(before: bytes, after: bytes, name: str) -> str:
    """A unified diff for people; empty where nothing but line ends differs."""
    was, now = (each.decode("utf-8-sig", "replace").splitlines() for each in (before, after))
    return "\n".join(difflib.unified_diff(was, now, f"a/{name}", f"b/{name}", n=2, lineterm=""))

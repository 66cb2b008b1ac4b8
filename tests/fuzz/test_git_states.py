"""Repositories in whatever state people bring them: `handbook diff` compares, or says in words why it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import cli
from tests.fuzz.commands import outcome
from tests.fuzzing import scaled

pytestmark = pytest.mark.fuzz
SMALL = Path(__file__).parents[1] / "handbook/policy"
NAME = "policy_data"


class Repository:
    """A repository with a policy in it; each step is one thing that people do."""

    def __init__(self, root: Path) -> None:
        self.root, self.policy = root, root / NAME
        shutil.copytree(SMALL, self.policy)
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *words: str | bytes) -> None:
        """Whether it succeeds does not matter: people's commands fail as well."""
        as_somebody = ["-c", "user.name=A", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"]
        command = ["git", "-C", self.root, *as_somebody, *words]
        subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a change\n\n<b>@all</b> /approve")

    def write(self, name: str, text: str) -> None:
        path = self.policy / name
        if path.parent.is_dir() and not path.is_dir():
            path.unlink(missing_ok=True)
            path.write_text(text, "utf-8")

    def value(self) -> None:
        path = self.policy / "parameters/attendance.yml"
        if path.is_file() and not path.is_symlink():
            path.write_bytes(path.read_bytes().replace(b"value: 10", b"value: 12"))

    def gone(self) -> None:
        (self.policy / "glossary.yml").unlink(missing_ok=True)

    def link(self) -> None:
        (self.policy / "link.yml").unlink(missing_ok=True)
        (self.policy / "link.yml").symlink_to("/etc/hostname")

    def link_of_a_file(self) -> None:
        path = self.policy / "consistency.yml"
        path.unlink(missing_ok=True)
        path.symlink_to("../outside.yml")

    def odd_names(self) -> None:
        for name in (b"\xff\xfe.yml", b"end .yml ", "换\n行.yml".encode(), b"-rf"):
            Path(os.fsdecode(os.fsencode(self.policy) + b"/" + name)).write_bytes(b"a: 1\n")

    def folder_ends_with_a_space(self) -> None:
        (self.policy / "rules ").mkdir(exist_ok=True)
        (self.policy / "rules /a.yml").write_text("a: 1\n")

    def away(self) -> None:
        self.git("mv", NAME, "elsewhere")
        self.policy.mkdir(exist_ok=True)
        shutil.copytree(SMALL, self.policy, dirs_exist_ok=True)

    def inside_git(self, name: str, text: str) -> None:
        if (self.root / ".git").is_dir():
            (self.root / ".git" / name).write_text(text)

    def conflict(self) -> None:
        self.git("checkout", "-q", "-b", "other", "HEAD~1")
        self.write("roles.yml", "x: 1\n")
        self.commit()
        self.git("merge", "-q", "main")

    def submodule(self) -> None:
        self.git("submodule", "add", "-q", "./", f"{NAME}/part")


STEPS: dict[str, Callable[[Repository], object]] = {
    "value": Repository.value,
    "broken": lambda r: r.write("chapters/1-duties.yml", "id: [\n"),
    "conflict marks": lambda r: r.write("roles.yml", "<<<<<<< HEAD\na: 1\n=======\nb: 2\n>>>>>>> x\n"),
    "no text": lambda r: (r.policy / "organization.yml").write_bytes(b"\xff\x00\xfe"),
    "gone": Repository.gone,
    "link": Repository.link,
    "link of a file": Repository.link_of_a_file,
    "odd names": Repository.odd_names,
    "folder ends with a space": Repository.folder_ends_with_a_space,
    "away": Repository.away,
    "attributes": lambda r: (r.root / ".gitattributes").write_text("*.yml export-ignore\n*.yml ident eol=crlf\n"),
    "commit": Repository.commit,
    "branch": lambda r: r.git("checkout", "-q", "-b", NAME),
    "detached": lambda r: r.git("checkout", "-q", "--detach", "HEAD~1"),
    "orphan": lambda r: r.git("checkout", "-q", "--orphan", "new"),
    "tag": lambda r: r.git("tag", "-f", "docs", "HEAD"),
    "stash": lambda r: r.git("stash", "-u", "-q"),
    "conflict": Repository.conflict,
    "submodule": Repository.submodule,
    "shallow": lambda r: r.inside_git("shallow", "0" * 40 + "\n"),
    "broken head": lambda r: r.inside_git("HEAD", "ref: refs/heads/nowhere\n"),
    "broken config": lambda r: r.inside_git("config", "[core\n"),
    "no git": lambda r: shutil.rmtree(r.root / ".git", ignore_errors=True),
}
REVISIONS = (
    "HEAD",
    "HEAD~1",
    "main",
    "other",
    "docs",
    NAME,
    "nowhere",
    "",
    "-h",
    "HEAD:roles.yml",
    "main..HEAD",
    "@{u}",
    "\udcff",
    "^",
)


@settings(max_examples=scaled(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(sorted(STEPS)), max_size=6),
    st.lists(st.sampled_from(REVISIONS), max_size=2),
    st.sampled_from(["text", "md", "html", "json"]),
    st.booleans(),
)
def test_whatever_the_state(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    steps: list[str],
    revisions: list[str],
    form: str,
    from_fork: bool,
) -> None:
    repository = Repository(tmp_path_factory.mktemp("repository"))
    for step in steps:
        STEPS[step](repository)
    options = ["--data", str(repository.policy), "--today", "2026-11-23", "--format", form]
    outcome(cli.main, ["diff", *options, *(["--merge-base"] if from_fork else []), "--", *revisions], capsys)

"""Asking git about a folder: never at a terminal, never for ever, and about no repository but the one around it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from handbook import OF_REPOSITORIES
from macros.editor.processes import Done, Processes

PATIENCE = 20.0  # seconds for a question
# Beside what belongs to other repositories: what would date or name a commit otherwise than the form says.
_OF_COMMITS = tuple(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE"))
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "GIT_SEQUENCE_EDITOR": "true", "GIT_MERGE_AUTOEDIT": "no"}
_OWNED = re.compile(r"dubious ownership in repository at '([^']*)'")


class GitFailed(Exception):
    """Why something cannot be committed: one of the editor's words with its facts, and what git itself printed."""

    def __init__(self, key: str, output: str = "", **facts: object) -> None:
        super().__init__(key)
        self.key, self.output, self.facts = key, output, facts


def pointed_elsewhere() -> bool:
    """Whether the environment names a repository, as it does within a hook. It is not obeyed here."""
    return "GIT_DIR" in os.environ or "GIT_WORK_TREE" in os.environ


class Git:
    """Git in one folder. Every call raises GitFailed where there is no git or where it takes too long."""

    def __init__(self, folder: Path, processes: Processes) -> None:
        self.folder, self.processes = folder, processes

    def ask(self, *words: str | Path, given: bytes = b"", env: Mapping[str, str] | None = None) -> Done:
        """A question, or a small deed; the answer may be no."""
        return self.run("--literal-pathspecs", "--no-optional-locks", *words, given=given, env=env)

    def must(self, *words: str | Path, given: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        """What git printed. Raises GitFailed with its words where it refused."""
        done = self.ask(*words, given=given, env=env)
        if done.code:
            raise GitFailed("git_refused", done.complaint)
        return done.output

    def run(
        self,
        *words: str | Path,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        limit: float = PATIENCE,
        plain: bool = False,
    ) -> Done:
        """Run it. `plain` asks for English, which is what a program can read."""
        kept = {name: value for name, value in os.environ.items() if name not in (*OF_REPOSITORIES, *_OF_COMMITS)}
        language = {"LC_ALL": "C"} if plain else {}
        try:
            done = self.processes.run(
                ["git", *words], self.folder, limit, kept | _QUIET | language | dict(env or {}), given
            )
        except OSError as error:
            raise GitFailed("git_missing") from error
        if done.late:
            raise GitFailed("git_late", done.complaint, seconds=round(limit))
        return done

    def top(self) -> Path:
        """The top of the repository around the folder. Raises GitFailed where there is none, with the reason."""
        done = self.run("rev-parse", "--show-toplevel", plain=True)
        if done.code == 0:
            return Path(done.output)
        owned = _OWNED.search(done.complaint)
        if owned:
            raise GitFailed("git_ownership", folder=owned[1])
        raise GitFailed("git_none")

    def merged(self, current: bytes, base: bytes, other: bytes) -> bytes | None:
        """`current` with what leads from `base` to `other`; None where both changed the same lines."""
        with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
            paths = [Path(folder, name) for name in ("current", "base", "other")]
            for path, content in zip(paths, (current, base, other)):
                path.write_bytes(content)
            done = self.ask("merge-file", "-p", "--quiet", *paths)
        return None if done.code else done.out

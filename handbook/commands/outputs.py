"""The files that a command was asked for: where they may stand, which format they are, and how they are written.

They never stand in a policy's directory, never over a file that was there before (unless `--force`), never over what
the command reads, and no two of them in one place; several are written together or not at all.
"""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from handbook.commands.console import CommandRefused, Misused
from handbook.files.atomic_write import commit_together, replacing
from handbook.lang.catalogue import Listed, Phrase
from handbook.problems.system_errors import reason

F = TypeVar("F", bound=Callable[..., Any])

STDOUT = Path("-")
_PARTS_OF_A_POLICY = ("chapters", "parameters")  # a directory that holds both is one


class OutPath(click.ParamType[Path]):
    """Where to write a file; `-` is standard output."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002
        if isinstance(value, Path) or value == str(STDOUT):
            return Path(value)
        return Path(value).absolute() if Path(value) == STDOUT else Path(value)  # `./-` is a file


def force_option(command: F) -> F:
    """`--force`, of a command that writes files."""
    return click.option("--force", is_flag=True, help="handbook.commands.options.force")(command)


def form_of(out: Path | None, asked: str | None, endings: Mapping[str, Sequence[str]], default: str) -> str:
    """The format of a file: what its ending says. Raises Misused where no format ends so, or `asked` is another one.

    `endings` are those of each format, with their dots. Standard output has the format `asked`, or `default`.
    """
    if out is None or out == STDOUT:
        return asked or default
    if asked and not out.suffix:
        return asked
    of = [form for form, own in endings.items() if out.name.lower().endswith(tuple(own))]
    if asked and asked in of:
        return asked
    if of and asked:
        right = endings[asked][0]
        facts = {"path": out, "found": of[0], "asked": asked, "right": right}
        raise Misused(Phrase("handbook.commands.outputs.other_form", facts))
    if not of:
        known = Listed(tuple(dict.fromkeys(ending for own in endings.values() for ending in own)))
        raise Misused(Phrase("handbook.commands.outputs.no_form", {"path": out, "known": known}))
    return of[0]


class Outputs:
    """The files that a command was asked for, by option. Raises CommandRefused or Misused for a wrong place."""

    def __init__(
        self, data: Path, force: bool, outputs: Mapping[str, Path | None], reads: Mapping[str, Path] | None = None
    ) -> None:
        self.force = force
        self.paths = {option: path for option, path in outputs.items() if path is not None}
        self.to_stdout = STDOUT in self.paths.values()
        for option, path in self.paths.items():
            for other, read in (reads or {}).items():
                if same_place(path, read):
                    facts = {"option": option, "other": other, "path": path}
                    raise Misused(Phrase("handbook.commands.outputs.over_input", facts))
            self._check_place(path, data)
        self._check_apart()

    def _check_apart(self) -> None:
        options = list(self.paths)
        for index, option in enumerate(options):
            for other in options[:index]:
                if same_place(self.paths[option], self.paths[other]):
                    facts = {"option": option, "other": other, "path": self.paths[option]}
                    raise Misused(Phrase("handbook.commands.outputs.same", facts))

    def _check_place(self, path: Path, data: Path) -> None:
        if path == STDOUT:
            return
        refuse_within_a_policy(path, data)
        if path.is_dir():
            raise CommandRefused(Phrase("handbook.commands.outputs.folder", {"path": path}))
        if path.exists() and not path.is_file():
            raise CommandRefused(Phrase("handbook.commands.outputs.not_ordinary", {"path": path}))

    def refuse_existing(self, *paths: Path) -> None:
        """Raises CommandRefused where one of them is there already and `--force` was not given."""
        there = [str(path) for path in paths if path.exists()]
        if there and not self.force:
            raise CommandRefused(Phrase("handbook.commands.outputs.there", {"paths": Listed(tuple(there))}))

    def write(self, contents: Mapping[Path, bytes]) -> None:
        """Write all or nothing. What stands there already, byte for byte, is left alone."""
        new = {path: content for path, content in contents.items() if path != STDOUT and not _stands(path, content)}
        self.refuse_existing(*new)
        with contextlib.ExitStack() as stack:
            replacements = []
            for path, content in new.items():
                with system_refusals(path):
                    _make_folder(path.parent, stack)
                    replacement = stack.enter_context(replacing(path))
                    replacement.file.write(content)
                    replacement.settle()
                    replacements.append(replacement)
            if self.to_stdout:
                sys.stdout.buffer.write(contents[STDOUT])
                sys.stdout.buffer.flush()
            with system_refusals(*new):
                commit_together(replacements)


def _make_folder(folder: Path, stack: contextlib.ExitStack) -> None:
    """Make the folder of a file where the one around it is there; it goes again where nothing came of the file."""

    def give_up() -> None:
        with contextlib.suppress(OSError):  # something stands in it
            folder.rmdir()

    if not folder.exists() and folder.parent.is_dir():
        folder.mkdir()
        stack.callback(give_up)


@contextlib.contextmanager
def system_refusals(*paths: Path) -> Iterator[None]:
    """A refusal of the operating system to write them, in words."""
    try:
        yield
    except OSError as error:
        facts = {"paths": Listed(paths), "why": reason(error)}
        raise CommandRefused(Phrase("handbook.commands.outputs.unwritten", facts)) from error


def refuse_within_a_policy(path: Path, data: Path) -> None:
    """Raises CommandRefused where a path leads into a policy's directory."""
    policy = _policy_around(path, data)
    if policy:
        raise CommandRefused(Phrase("handbook.commands.outputs.in_policy", {"path": path, "policy": policy}))


def same_place(one: Path, other: Path) -> bool:
    """Whether two paths are one file, by links of either kind or by names that differ only in case."""
    if STDOUT in (one, other):
        return one == other
    real, other_real = (Path(os.path.realpath(path)) for path in (one, other))
    if _id(real) and _id(real) == _id(other_real):
        return True
    parents = [_id(path.parent) or (str(path.parent),) for path in (real, other_real)]
    return parents[0] == parents[1] and _folded(real.name) == _folded(other_real.name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _policy_around(path: Path, data: Path) -> Path | None:
    """The policy in whose directory a path leads, through whatever links; None where it is in none."""
    real = Path(os.path.realpath(path))
    ours = {_id(each) for each in (data, *_within(data))} - {None}
    if _id(real) in ours:
        return data  # another name of one of its files
    for folder in real.parents:
        if _id(folder) in ours:
            return data
        if all((folder / part).is_dir() for part in _PARTS_OF_A_POLICY):
            return folder
    return None


def _within(data: Path) -> Iterator[Path]:
    """A policy is two levels deep, and its files and folders may be links to elsewhere."""
    yield from data.glob("*")
    yield from data.glob("*/*")


def _id(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_dev, stat.st_ino


def _stands(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False

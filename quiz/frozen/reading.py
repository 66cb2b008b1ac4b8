"""Reading a `*.paper.json`: the frozen paper, or what is wrong with the file and where, the cause first.

Nobody writes such a file by hand, so the cure is always the same: the file as it was made. `exam/frozen.js` refuses
the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from handbook import Fact, Misfit, NotYaml, Phrase, Place, PolicyError, Problem, Spot, fitted, read_tree, reason, shown
from quiz.frozen.canonical import NotCanonical, canonical
from quiz.frozen.fitting import misfits
from quiz.frozen.shapes import FORMAT, SCHEMA, FrozenFile

MAX_BYTES = 2 * 1024 * 1024  # a paper of a hundred questions has some 100 kB
_SHOWN = 5  # of the same kind of problem: a file of another kind would have hundreds

_Step = str | int


def read_paper(path: Path) -> FrozenFile:
    """The paper of a file. Raises PolicyError with what is wrong."""
    file = shown(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            _refuse(Place(file), "paper_large", limit=MAX_BYTES // 1024 // 1024)
        raw = path.read_bytes()
    except OSError as error:
        _refuse(Place(file), "paper_unreadable", reason=reason(error))
    return parse_paper(raw, file)


def parse_paper(raw: bytes, file: str) -> FrozenFile:
    """The paper of a file's bytes. Raises PolicyError with what is wrong; `file` is how the file is named."""
    text, data = _json(raw, file)
    reader = _Reader(text, file)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        _refuse(reader.place(("format",)), "paper_other")
    if data.get("schema") != SCHEMA:
        _refuse(reader.place(("schema",)), "paper_schema", found=str(data.get("schema")), known=SCHEMA)
    reader.stop_at(_misshapen(data))
    reader.stop_at(_unfit_texts(data))
    frozen = fitted(FrozenFile, data)
    reader.stop_at(
        (path, "paper_misfit", {"what": Phrase(f"quiz.parts.misfit.{what}")}) for path, what in misfits(frozen)
    )
    if frozen.paper.content_number != frozen.paper.number:
        _refuse(reader.place(("paper", "number")), "paper_number", found=frozen.paper.number)
    return frozen


_Found = tuple[tuple[_Step, ...], str, dict[str, Fact]]  # where in the data, the code, the facts


def _json(raw: bytes, file: str) -> tuple[str, Any]:
    text = ""
    try:
        text = raw.decode("utf-8-sig")
        return text, json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        _refuse(Place(file, error.lineno, error.colno), "paper_json")
    except (UnicodeDecodeError, RecursionError, ValueError):
        _refuse(Place(file), "paper_json")


def _no_constant(name: str) -> NoReturn:
    """NaN and Infinity, which Python's reader would take."""
    raise ValueError(name)


def _misshapen(data: Any) -> Iterator[_Found]:
    try:
        fitted(FrozenFile, data)
    except Misfit as misfit:
        for each in misfit.findings:
            kind = {"missing_key": "missing", "unknown_key": "unknown"}.get(each.kind, "wrong")
            yield each.path, "paper_shape", {"what": Phrase(f"quiz.parts.misshapen.{kind}")}


def _unfit_texts(data: Any) -> Iterator[_Found]:
    try:
        canonical(data)
    except NotCanonical as error:
        yield error.path, "paper_text", {}


class _Reader:
    """Tells places; the file is read for them only when something is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file

    def place(self, path: tuple[_Step, ...]) -> Place:
        root = self._root()
        return root.find(path).place if root else Place(self.file)

    def stop_at(self, found: Iterator[_Found]) -> None:
        """Raises PolicyError where there are problems."""
        problems = [
            Problem(self.place(path), f"quiz.{code}", ".".join(map(str, path)), facts) for path, code, facts in found
        ]
        if problems:
            raise PolicyError(problems[:_SHOWN])

    def _root(self) -> Spot | None:
        try:
            return read_tree(self.text, self.file).root
        except NotYaml:
            return None


def _refuse(place: Place, code: str, **facts: Fact) -> NoReturn:
    raise PolicyError([Problem(place, f"quiz.{code}", "", facts)])

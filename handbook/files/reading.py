"""Reading a file of the policy from disk, with the typos of editors and input methods named for what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.files.any_file import check_any
from handbook.files.signs import bad_signs, mended
from handbook.files.source import MAX_BYTES, Source
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.parsing import NotYaml, read_tree
from handbook.files.yaml.tree import Tree
from handbook.lang.catalogue import Fact, Phrase
from handbook.problems.problem import Place, Problem
from handbook.problems.system_errors import why_unreadable

_REMEMBERED = 16 * 1024 * 1024  # characters of files that may be read again

_CONFLICT = r"^\s*(?:(<{7,}|\|{7,}|>{7,})(?:\s.*)?|(={7})\s*)$"  # git marks what nests with more signs


class _SoundFiles(dict[str, Tree]):
    """Files without any problem, by their texts: what two policies have in common, or is read again, is parsed once."""

    _size = 0  # characters

    def keep(self, text: str, tree: Tree) -> None:
        """Remember it; with too much of them it begins anew."""
        if self._size + len(text) > _REMEMBERED:
            self.forget()
        self._size += len(text)
        self[text] = tree

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self._size = 0


_SOUND = _SoundFiles()


def forget_files() -> None:
    """Give up what is kept of files, which is as large as the book: for who will read none of them again."""
    _SOUND.forget()


def read_source(path: Path, shown: str, name: str = "", instead: bytes | None = None) -> Source:
    """Read and parse one file, or what is to stand there `instead`. Never raises: whatever is wrong is in `problems`,
    and then `tree` may be None."""
    source = Source(path, shown, name)
    raw = _read(source) if instead is None else instead
    text = None if raw is None else _decode(source, raw)
    if text is None:
        return source
    source.text = text
    if text in _SOUND:
        source.tree = _SOUND[text] = _SOUND[text].in_file(shown)  # with what is kept of it, should it be read again
        return source
    conflicts = list(_conflicts(text, shown))
    if conflicts:
        source.problems += conflicts
        return source
    signs = list(_signs(text, shown))
    if signs:
        source.problems += signs
        source.text = mended(text)
    _parse(source)
    if source.tree:
        source.problems += check_any(source.tree)
        if not source.problems:
            _SOUND.keep(text, source.tree)
    return source


def _parse(source: Source) -> None:
    """Parse. A line with a known typo is named and mended in memory, so that one typo hides no other problem."""
    sure = True  # whether what was mended can have been meant only so
    while True:
        try:
            tree = read_tree(source.text, source.file)
        except NotYaml as stopped:
            from handbook.files.mending import mend_line  # which a file without a mistake does not need

            typo = mend_line(source, stopped)
            if typo is None:
                return
            sure = sure and typo.code not in ("tab", "wide_space")
            continue
        source.problems += tree.problems
        if tree.data is None and tree.whole and not source.problems:
            source.problems.append(Problem(Place(source.file), "empty_file"))
        source.tree = tree if tree.whole and sure and tree.data is not None else None
        return


def _read(source: Source) -> bytes | None:
    def refuse(code: str, **facts: Fact) -> None:
        source.problems.append(Problem(Place(source.file), code, "", facts))

    try:
        if not source.path.is_file():
            refuse("unreadable", reason=_no_file(source.path))
            return None
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            refuse("too_large", size=f"{size / 1_048_576:.1f}", limit=MAX_BYTES // 1_048_576)
            return None
        return source.path.read_bytes()
    except OSError as error:
        refuse("unreadable", reason=why_unreadable(error))
        return None


def _decode(source: Source, raw: bytes) -> str | None:
    def refuse(code: str, place: Place | None = None, **facts: Fact) -> None:
        source.problems.append(Problem(place or Place(source.file), code, "", facts))

    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        refuse("encoding", found=Phrase("handbook.files.encoding.utf16"))
        return None
    if b"\0" in raw:
        refuse("not_text")
        return None
    source.marked = raw.startswith(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        refuse("encoding", Place(source.file, *Lines(before).position(len(before))), found=_guess_encoding(raw))
        return None


def _no_file(path: Path) -> Fact:
    if path.is_dir():
        return Phrase("handbook.files.unreadable.folder")
    if path.is_symlink():
        return Phrase("handbook.files.unreadable.link")
    return Phrase("handbook.files.unreadable.not_ordinary")


def _guess_encoding(raw: bytes) -> Fact:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Phrase("handbook.files.encoding.unknown")
    return Phrase("handbook.files.encoding.gbk")


def _conflicts(text: str, file: str) -> Iterator[Problem]:
    """One problem a conflict, at its first mark: from an opening mark to a closing one, or what is left of them."""
    rows = Lines(text).rows if any(7 * sign in text for sign in "<|>=") else ()  # most files have none
    marks = [
        (number, found[1] or found[2]) for number, row in enumerate(rows, 1) if (found := re.match(_CONFLICT, row))
    ]
    open_at: int | None = None
    for index, (number, mark) in enumerate(marks):
        open_at = open_at or number
        following = marks[index + 1][1][0] if index + 1 < len(marks) else "<"
        if mark[0] != ">" and following != "<":
            continue
        if open_at == number:
            yield Problem(Place(file, number), "conflict_mark", "", {"found": mark})
        else:
            yield Problem(Place(file, open_at), "merge_conflict", "", {"last": number})
        open_at = None


def _signs(text: str, file: str) -> Iterator[Problem]:
    """One problem a line and kind of sign."""
    lines, reported = Lines(text), set()
    for bad in bad_signs(text):
        line, column = lines.position(bad.index)
        if (line, bad.code) not in reported:
            reported.add((line, bad.code))
            yield Problem(Place(file, line, column), bad.code, "", bad.facts)

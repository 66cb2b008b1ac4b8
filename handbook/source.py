"""Reading a file of the policy from disk, with the slips of editors and input methods named for what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from handbook.problems import Place, Problem
from handbook.tree import SyntaxSlip, Tree, read_tree

MAX_BYTES = 8 * 1024 * 1024  # the largest real file is under 40 KB

_BLOCK_TEXT = re.compile(r"^( *)(?:- +)*[^#\s][^#]*:\s*[|>][-+0-9]*\s*(#.*)?$")
# One pattern a slip; each is looked for only in lines that are not the inside of a block text.
_LINE_SLIPS = (
    ("tab", re.compile(r"^ *(\t)")),
    ("wide_space", re.compile(r"^[ ]*(?:- +)?(?:[\w-]+ *: *)?([\u3000\u00a0])")),
    ("wide_colon", re.compile(r"^ *(?:- +)?[A-Za-z_][\w-]* *(：)")),
    ("no_space_after_colon", re.compile(r"^ *(?:- +)?[A-Za-z_][\w-]*(:)[^\s:/]")),
    ("wide_dash", re.compile(r"^ *([－—–])\s*[A-Za-z_][\w-]* *[:：]")),
    ("wide_quote", re.compile(r"^ *(?:- +)?[A-Za-z_][\w-]*: *([“”‘’]).*$")),
)
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)")


@dataclass
class Source:
    """One file: its text as it stands on disk (line ends kept, byte-order mark removed), its tree, its problems."""

    path: Path
    file: str  # the name shown to people
    text: str = ""
    tree: Tree | None = None
    problems: list[Problem] = field(default_factory=list)


def read_source(path: Path, shown: str) -> Source:
    """Read and parse one file. Never raises: whatever is wrong is in `problems`, and then `tree` may be None."""
    source = Source(path, shown)
    text = _decode(source)
    if text is None:
        return source
    source.text = text
    if not text.strip():
        source.problems.append(Problem(Place(shown), "empty_file"))
        return source
    conflicts = _conflicts(text, shown)
    if conflicts:
        source.problems += conflicts
        return source
    try:
        source.tree = read_tree(text, shown)
    except SyntaxSlip as slip:
        source.problems += line_slips(text, shown) or [Problem(slip.place, "syntax", "", {"reason": slip.reason})]
        return source
    source.problems += source.tree.problems
    return source


def _decode(source: Source) -> str | None:
    def refuse(code: str, **facts: object) -> None:
        source.problems.append(Problem(Place(source.file), code, "", facts))

    try:
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            refuse("too_large", size=f"{size / 1_048_576:.1f}", limit=MAX_BYTES // 1_048_576)
            return None
        raw = source.path.read_bytes()
    except OSError as error:
        refuse("unreadable", reason=error.strerror or type(error).__name__)
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        refuse("encoding", found="UTF-16")
        return None
    if b"\0" in raw:
        refuse("not_text")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        source.problems.append(Problem(Place(source.file, line), "encoding", "", {"found": _guess_encoding(raw)}))
        return None


def _guess_encoding(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK"


def _conflicts(text: str, file: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        marker = _CONFLICT.match(line)
        if marker:
            found.append(Problem(Place(file, number), "merge_conflict", "", {"marker": marker[1]}))
    # A row of "=" alone may underline something; only with its fellows is it a conflict.
    return found if any(problem.facts["marker"] != "=======" for problem in found) else []


def line_slips(text: str, file: str) -> list[Problem]:
    """The slips in lines that break YAML, in order. `facts`: the line as it should be, where that is certain."""
    found = []
    inside: int | None = None  # indentation of the key that opened a block text
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = indent if _BLOCK_TEXT.match(line) else None
        if line.lstrip().startswith("#"):
            continue
        for code, pattern in _LINE_SLIPS:
            slip = pattern.match(line)
            if slip:
                facts = {"found": line.strip(), "right": _mended(line)}
                found.append(Problem(Place(file, number, slip.start(1) + 1), code, "", facts))
                break
    return found


def _mended(line: str) -> str:
    line = line.replace("\t", "  ").replace("\u3000", " ").replace("\u00a0", " ").strip()
    line = re.sub(r"^[－—–]\s*", "- ", line)
    line = re.sub(r"^((?:- +)?[A-Za-z_][\w-]*) *(?:：|:(?=\S)) *", r"\1: ", line)
    return re.sub("[“”]", '"', line)

"""Accidents in the policy's files, as they happen to people: what is damaged, where, and whether it is told well."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from handbook.policy.load import load
from handbook.problems.problem import Problem
from quiz.check import check_questions
from quiz.sources.written.files import read_questions

_KEY = re.compile(r"^(\s*(?:- )?)([a-z_]\w*|zh|en)(: ?)(.*)$")
# Without these keys an entry says less than it must, wherever they stand.
_REQUIRED = frozenset(
    ("label", "why", "values", "title", "roles", "id", "zh", "en", "message", "cite", "region")
).union(
    ("must", "formula", "steps", "results", "about", "term", "means", "terms", "sections", "clauses", "summary", "off"),
    ("working_days", "year", "ask", "because", "kind", "level"),
)
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@dataclass(frozen=True)
class Damage:
    """A file after an accident. `lines` are those where it may be told; none where any place in the file will do."""

    kind: str
    file: str
    content: bytes
    lines: range | None


@dataclass(frozen=True)
class Verdict:
    """What came of a damage: whether it was told well, and what was told."""

    damage: Damage
    good: bool
    told: tuple[str, ...]

    def __str__(self) -> str:
        where = self.damage.lines and (self.damage.lines.start, self.damage.lines.stop - 1)
        return "\n    ".join([f"{self.damage.kind} in {self.damage.file}, lines {where}", *self.told[:5]])


Edit = Callable[[list[str], int, random.Random], list[str] | None]


def _row(change: Callable[[str, random.Random], str | None]) -> Edit:
    def edit(rows: list[str], at: int, chance: random.Random) -> list[str] | None:
        changed = change(rows[at], chance)
        return None if changed is None or changed == rows[at] else [*rows[:at], changed, *rows[at + 1 :]]

    return edit


def _on_key(change: Callable[[str, str, str, str], str | None]) -> Edit:
    def edit(row: str, _chance: random.Random) -> str | None:
        found = _KEY.match(row)
        return change(*found.groups()) if found else None

    return _row(edit)


def _instead(pattern: str, by: str) -> Edit:
    def edit(row: str, _chance: random.Random) -> str | None:
        return (
            re.sub(pattern, by, row, count=1) if re.search(pattern, row) and not row.lstrip().startswith("#") else None
        )

    return _row(edit)


def _delete_required(rows: list[str], at: int, _chance: random.Random) -> list[str] | None:
    found = _KEY.match(rows[at])
    if not found or found[2] not in _REQUIRED or "- " in found[1] or not found[4] or found[4][0] in ">|":
        return None
    following = rows[at + 1] if at + 1 < len(rows) else ""
    if len(following) - len(following.lstrip()) > len(found[1]):  # its value goes on
        return None
    return [*rows[:at], *rows[at + 1 :]]


def _inserted(row_of: Callable[[str], str]) -> Edit:
    def edit(rows: list[str], at: int, _chance: random.Random) -> list[str] | None:
        return [*rows[:at], row_of(rows[at]), *rows[at:]]

    return edit


def _sign(sign: str) -> Edit:
    def edit(row: str, chance: random.Random) -> str | None:
        at = chance.randrange(len(row) + 1)
        return row[:at] + sign + row[at:] if row.strip() and not row.lstrip().startswith("#") else None

    return _row(edit)


def _doubled(rows: list[str], at: int, _chance: random.Random) -> list[str] | None:
    return [*rows[: at + 1], rows[at], *rows[at + 1 :]] if _KEY.match(rows[at]) else None


def _glued(rows: list[str], at: int, _chance: random.Random) -> list[str] | None:
    if at + 1 >= len(rows) or not (_KEY.match(rows[at]) and _KEY.match(rows[at + 1])):
        return None
    return [*rows[:at], rows[at] + rows[at + 1].lstrip(), *rows[at + 2 :]]


def _swapped(rows: list[str], at: int, _chance: random.Random) -> list[str] | None:
    if at + 1 >= len(rows) or not (_KEY.match(rows[at]) and _KEY.match(rows[at + 1])):
        return None
    return [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]


# By what happened; each edit gives the file's rows afterwards, or nothing where it cannot happen to that row.
EDITS: dict[str, Edit] = {
    "a letter of a key missing": _on_key(lambda head, key, colon, rest: f"{head}{key[:-1]}{colon}{rest}"),
    "a letter of a key doubled": _on_key(lambda head, key, colon, rest: f"{head}{key[0]}{key}{colon}{rest}"),
    "a key with a capital": _on_key(lambda head, key, colon, rest: f"{head}{key.capitalize()}{colon}{rest}"),
    "no space after the colon": _on_key(lambda head, key, _, rest: f"{head}{key}:{rest}" if rest else None),
    "no colon": _on_key(lambda head, key, _, rest: f"{head}{key} {rest}"),
    "full-width colon": _on_key(lambda head, key, _, rest: f"{head}{key}：{rest}"),
    "ratio for a colon": _on_key(lambda head, key, _, rest: f"{head}{key}∶ {rest}"),
    "indented by one more": _on_key(lambda head, key, colon, rest: f" {head}{key}{colon}{rest}"),
    "indented by one less": _on_key(
        lambda head, key, colon, rest: f"{head[1:]}{key}{colon}{rest}" if head[:1] == " " else None
    ),
    "indented with a tab": _on_key(
        lambda head, key, colon, rest: f"\t{head.lstrip()}{key}{colon}{rest}" if head else None
    ),
    "full-width space before": _on_key(lambda head, key, colon, rest: f"\u3000{head}{key}{colon}{rest}"),
    "quote not closed": _instead(r"(: *\"[^\"]*)\"", r"\1"),
    "quote not opened": _instead(r": *\"([^\"]*\")", r": \1"),
    "quote of an input method": _instead(r": *\"([^\"]*)\"(?=[,}]|$)", r": “\1”"),
    "bracket not closed": _instead(r"[\]}](?=\s*$)", ""),
    "bracket not opened": _instead(r"(: )[\[{]", r"\1"),
    "full-width bracket": _instead(r"(: )\{(?!\{)", r"\1｛"),
    "full-width comma in braces": _instead(r", en:", "， en:"),
    "no such day": _instead(_DATE.pattern, "2026-02-30"),
    "a day with slashes": _instead(_DATE.pattern, "2026/2/3"),
    "a year mistyped": _instead(r"\b20(\d)(\d)-(\d\d-\d\d)\b", r"2\g<1>0\2-\3"),
    "a list for a number": _instead(r"^(\s*(?:min|max|value|level|year): )[0-9.]+$", r"\1[1, 2]"),
    "words for a number": _instead(r"^(\s*(?:min|max|value|precision|level|year): )[0-9.]+$", r"\1很多"),
    "a unit behind the number": _instead(r"^(\s*(?:min|max|precision|level): [0-9.]+)$", r"\1 元"),
    "full-width digits": _instead(r"^(\s*(?:min|max|value): )[0-9]", r"\1３"),
    "an unknown role": _instead(r"(roles: \[)\w", r"\1zq"),
    "an unknown clause": _instead(r"((?:clause|see): \[?\w+\.\w+\.)\w", r"\1zq"),
    "an unknown parameter in a text": _instead(r"(\{\{ ?\w+\.)\w", r"\1zq"),
    "an unknown unit": _instead(r"(unit: )\w+", r"\1furlong"),
    "a required key deleted": _delete_required,
    "a mark of a conflict": _inserted(lambda _: "<<<<<<< HEAD"),
    "the middle of a conflict": _inserted(lambda _: "======="),
    "the base of a conflict": _inserted(lambda _: "||||||| 1a2b3c"),
    "the end of a conflict, indented": _inserted(lambda row: " " * (len(row) - len(row.lstrip())) + ">>>>>>> theirs"),
    "a new document": _inserted(lambda _: "---"),
    "the end of the document": _inserted(lambda _: "..."),
    "a line of words": _inserted(lambda row: " " * (len(row) - len(row.lstrip())) + "随便写的一行"),
    "a zero width space": _sign("\u200b"),
    "a lost sign": _sign("\ufffd"),
    "a line separator": _sign("\u2028"),
    "a control sign": _sign("\x07"),
    "text turned round": _sign("\u202e"),
    "a private sign": _sign("\ue000"),
    "a line twice": _doubled,
    "two lines glued": _glued,
    "two lines swapped": _swapped,
}


def _whole(content: bytes, chance: random.Random) -> Iterator[tuple[str, bytes, range | None]]:
    """Accidents to a file as a whole."""
    text = content.decode()
    yield "saved as GBK", text.encode("gb18030"), None
    yield "saved as UTF-16", text.encode("utf-16"), None
    yield "a byte of another encoding", content[:200] + b"\xe9\xff" + content[200:], None
    yield "two byte-order marks", b"\xef\xbb\xbf" * 2 + content, range(1, 2)
    yield "emptied", b"", None
    yield "zeros in it", content[:100] + b"\0\0" + content[100:], None
    at = chance.randrange(10, len(content))
    yield "cut off", content[:at], None


def damages(root: Path, chance: random.Random, each: int) -> Iterator[Damage]:
    """For every file and every kind of accident, `each` damages at random lines."""
    for path in sorted(root.rglob("*.yml")):
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        name, content = path.relative_to(root).as_posix(), path.read_bytes()
        rows = content.decode().split("\n")
        for kind, edit in EDITS.items():
            order = [at for at, row in enumerate(rows) if row.strip()]
            chance.shuffle(order)
            made = ((at, changed) for at in order if (changed := edit(rows, at, chance)) is not None)
            for _, (at, changed) in zip(range(each), made):
                first = _entry(rows, at) if kind == "a required key deleted" else at
                yield Damage(kind, name, "\n".join(changed).encode(), range(max(1, first), at + 3))
        for kind, changed_bytes, lines in _whole(content, chance):
            yield Damage(kind, name, changed_bytes, lines)


def _entry(rows: list[str], at: int) -> int:
    """The line, from 1, where the mapping begins that a row belongs to: what it lacks is told there."""
    indent = len(rows[at]) - len(rows[at].lstrip())
    above = (row for row in range(at - 1, -1, -1) if rows[row].strip() and _indent(rows[row]) < indent)
    return next(above, 0) + 1


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def judge(root: Path, damage: Damage, today: date) -> Verdict:
    """Put the damage into the policy of `root`, look at what is told, and take it out again."""
    path = root / damage.file
    before = path.read_bytes()
    path.write_bytes(damage.content)
    try:
        found = _told(root, damage.file, today)
    finally:
        path.write_bytes(before)
    file = path.as_posix()
    here = [each for each in found if each.place.file == file]
    at_line = damage.lines is None or any(each.place.line in damage.lines for each in here)
    good = (bool(found) and bool(here) and at_line and len(found) <= 3) or (
        not found and _harmless(before, damage.content)
    )
    return Verdict(damage, good, tuple(each.line("zh").replace(f"{root.as_posix()}/", "") for each in found))


def _told(root: Path, file: str, today: date) -> list[Problem]:
    """What `handbook check` tells, and `quiz check` of a file of questions."""
    loaded = load(root, today)
    found = list(loaded.problems)
    if file.startswith("questions/"):
        found += read_questions(root).problems
        if loaded.book and not found:
            found += check_questions(root, loaded.book, today).problems
    return found


def _harmless(before: bytes, after: bytes) -> bool:
    """Whether a file says the same as before."""
    try:
        return bool(yaml.safe_load(before) == yaml.safe_load(after))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return False

"""What chats, mails, sheets and people do to a line on its way: each with how many lines are read, and how many damaged
pieces told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quiz.frozen.signs import SIGNS


@dataclass(frozen=True)
class Mangling:
    """`way` is given the line in its plain form and another whole line."""

    name: str
    way: Callable[[str, str], str]
    read: int = 1
    damaged: int = 0


def _fives(line: str) -> str:
    return " ".join(line[at : at + 5] for at in range(0, len(line), 5))


def _joined(line: str, sign: str, every: int = 5) -> str:
    return sign.join(line[at : at + every] for at in range(0, len(line), every))


_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in SIGNS}
_WIDE_SMALL = {ord(sign): ord(sign) + 0xFEE0 for sign in SIGNS.lower()}
_RUSSIAN = str.maketrans("HXABCEKMPT", "НХАВСЕКМРТ")
_CHAT = "张三 2026/12/1 10:22:33\n{}\n李四 10:23\n{}\n王五\n交了"

MANGLINGS = (
    Mangling("as it is shown", lambda line, _: _fives(line)),
    Mangling("in one piece", lambda line, _: line),
    Mangling("small letters", lambda line, _: line.lower()),
    Mangling("full width", lambda line, _: _fives(line).translate(_WIDE)),
    Mangling("full width and small", lambda line, _: line.lower().translate(_WIDE | _WIDE_SMALL)),
    Mangling("broken into rows", lambda line, _: _joined(line, "\n", 20)),
    Mangling("rows of Windows", lambda line, _: _joined(line, "\r\n", 23)),
    Mangling("a sign a row", lambda line, _: "\n".join(line)),
    Mangling("in quotes", lambda line, _: f"“{_fives(line)}”"),
    Mangling("in corner brackets", lambda line, _: f"「{_fives(line)}」"),
    Mangling("behind a name and the blank of WeChat", lambda line, _: f"@培训老师\u2005{_fives(line)}"),
    Mangling("behind a name in Latin letters", lambda line, _: f"Zhang San 0042: {_fives(line)}"),
    Mangling("zero width blanks", lambda line, _: _joined(line, "\u200b")),
    Mangling("blanks that do not break", lambda line, _: _joined(line, "\u00a0")),
    Mangling("wide blanks", lambda line, _: _joined(line, "\u3000")),
    Mangling("soft hyphens", lambda line, _: _joined(line, "\u00ad", 7)),
    Mangling("marks of direction", lambda line, _: f"\u202a{_joined(line, chr(0x200E))}\u202c"),
    Mangling("dashes", lambda line, _: _joined(line, "-")),
    Mangling("long dashes", lambda line, _: _joined(line, "—")),
    Mangling("commas", lambda line, _: _joined(line, "，")),
    Mangling("a point for two blanks", lambda line, _: _joined(line, ". ")),
    Mangling("received behind it", lambda line, _: f"{_fives(line)}收到"),
    Mangling("OK behind it", lambda line, _: f"{_fives(line)}OK"),
    Mangling("bold", lambda line, _: f"**{_fives(line)}**"),
    Mangling("as code", lambda line, _: f"```\n{_fives(line)}\n```"),
    Mangling("entities", lambda line, _: _joined(line, "&nbsp;")),
    Mangling("numbered entities", lambda line, _: _joined(line, "&#8203;")),
    Mangling("in an address", lambda line, _: _joined(line, "%20")),
    Mangling("soft breaks of mails", lambda line, _: _joined(line, "=\r\n", 60)),
    Mangling("blanks of mails", lambda line, _: _joined(line, "=20")),
    Mangling("quoted in a mail", lambda line, _: "> " + _joined(line, "\n> ", 30)),
    Mangling("O for 0", lambda line, _: line.replace("0", "O")),
    Mangling("small l for 1", lambda line, _: line.replace("1", "l")),
    Mangling("I for 1", lambda line, _: line.replace("1", "I")),
    Mangling("a cell of a sheet", lambda line, _: f'1\t张三\t"{_fives(line)}"\t2026-12-01\r\n'),
    Mangling("a mark of byte order", lambda line, _: "\ufeff" + line),
    Mangling("a record of a chat", _CHAT.format, 2),
    Mangling("two in a row", lambda line, other: _fives(line) + _fives(other), 2),
    Mangling("twice", lambda line, _: f"{line}\n{_fives(line)}", 2),
    Mangling("in a page", lambda line, _: f"<p>答卷：<b>{_fives(line)}</b></p>"),
    # What has lost something is told, with its text.
    Mangling("without its end", lambda line, _: _fives(line)[:-9], 0, 1),
    Mangling("without its head", lambda line, _: _fives(line)[12:], 0, 1),
    Mangling("cut, before another", lambda line, other: f"{line[:-8]}\n{other}", 1, 1),
    Mangling("parted by a time", lambda line, _: f"{line[:30]}\n10:22\n{line[30:]}", 0, 1),
    Mangling("letters of Russian", lambda line, _: _fives(line).translate(_RUSSIAN), 0, 1),
    Mangling("a sign lost", lambda line, _: line[:40] + line[41:], 0, 1),
    Mangling("a sign more", lambda line, _: f"{line[:40]}K{line[40:]}", 0, 1),
    Mangling("two signs swapped", lambda line, _: _swapped(line), 0, 1),
    Mangling("shortened by a chat", lambda line, _: f"{line[:30]}…{line[-12:]}", 0, 1),
)  # fmt: skip


def _swapped(line: str) -> str:
    at = next(place for place in range(20, len(line)) if line[place] != line[place + 1])
    return line[:at] + line[at + 1] + line[at] + line[at + 2 :]

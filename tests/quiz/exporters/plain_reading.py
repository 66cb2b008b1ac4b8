"""Strict readers of the plain texts: a file that is not just as the help pages say is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Block:
    """A question of a text with letters: its stem, its options, its key, and why."""

    stem: str
    options: list[str] = field(default_factory=list)
    key: str = ""
    why: str = ""


def read_lettered(content: bytes, key: str, why: str) -> list[Block]:
    """Questions with numbers in their order, one empty line apart; `key` and `why` are what begins those lines."""
    found = []
    for number, text in enumerate(content.decode().rstrip("\n").split("\n\n"), 1):
        stem, *lines = text.split("\n")
        assert stem.startswith(f"{number}. "), stem
        block = Block(stem.removeprefix(f"{number}. "))
        for place, line in enumerate(lines[:-2]):
            assert line.startswith(f"{'ABCDEFGHIJ'[place]}. "), line
            block.options.append(line[3:])
        assert lines[-2].startswith(key), lines[-2]
        assert lines[-1].startswith(why), lines[-1]
        block.key, block.why = lines[-2].removeprefix(key), lines[-1].removeprefix(why)
        _check(block)
        found.append(block)
    return found


def _check(block: Block) -> None:
    letters = re.findall("[A-Z]", block.key)
    if block.options:
        assert letters, block.key
        assert letters == sorted(set(letters)), block.key
        assert all(ord(letter) - ord("A") < len(block.options) for letter in letters)
    elif not block.key.startswith(("正确", "错误")):
        assert len(re.findall("__+", block.stem)) == 1, block.stem
        assert re.fullmatch(r"\(?-?\d+(\.\d+)?\)?", block.key), block.key


def read_blackboard(content: bytes) -> list[list[str]]:
    """The fields of each question."""
    lines = content.decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) <= 500
    rows = [line.split("\t") for line in lines]
    for kind, *fields in rows:
        assert all(each.strip() for each in fields), fields
        answers = fields[1:]
        if kind in ("MC", "MA"):
            words = answers[1::2]
            assert len(answers) % 2 == 0
            assert set(words) == {"correct", "incorrect"}
            assert kind == "MA" or words.count("correct") == 1
        elif kind == "TF":
            assert answers[0] in ("true", "false")
            assert len(answers) == 1
        elif kind == "NUM":
            assert [float(each) >= 0 for each in answers[1:]] == [True]
            float(answers[0])
        elif kind == "MAT":
            assert len(set(answers[1::2])) == len(answers[1::2]) == len(answers) / 2 >= 2
        else:
            assert kind == "ORD"
            assert len(answers) >= 2
    return rows

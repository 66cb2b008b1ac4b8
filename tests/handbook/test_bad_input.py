"""What HR is told, word for word: each case in bad_input/*.yml changes the policy beside it and lists the lines told."""

from __future__ import annotations

import base64
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.load import Loaded, load
from handbook.messages import MESSAGES

HERE = Path(__file__).parent
BASE = HERE / "policy"
TODAY = date(2026, 11, 23)
MUTATIONS = 300

Case = dict[str, Any]


def _cases() -> dict[str, Case]:
    files = sorted((HERE / "bad_input").glob("*.yml"))
    return {
        f"{file.stem}: {case['name']}": case
        for file in files
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    }


CASES = _cases()


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A copy of the policy, to be spoiled."""
    return Path(shutil.copytree(BASE, tmp_path / "policy"))


def _alias_bomb() -> str:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(["a0: &a0 [x, x]", *rows]) + "\n"


# What is too large or too odd to be written out in a case: from the file as it stands to the bytes of the bad one.
GENERATORS: dict[str, Callable[[bytes], bytes]] = {
    "big_file": lambda raw: raw + b"# more\n" * (10 * 1024 * 1024 // 7 + 1),
    "deep_brackets": lambda raw: raw + b"manager: " + b"[" * 5_000 + b"]" * 5_000 + b"\n",
    "deep_indentation": lambda raw: raw + b"".join(b" " * depth + b"manager:\n" for depth in range(1_000)),
    "alias_bomb": lambda _raw: _alias_bomb().encode(),
    "long_expression": lambda raw: raw.replace(b"must: ", b"must: 0" + b" + 0" * 600 + b" + ", 1),
    "byte_order_mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "windows_line_ends": lambda raw: raw.replace(b"\n", b"\r\n"),
}


def _spoil(root: Path, edit: Case) -> None:
    path = root / edit["file"]
    path.parent.mkdir(exist_ok=True)
    if "delete" in edit:
        path.unlink()
    elif "write" in edit:
        path.write_bytes(edit["write"].encode())
    elif "base64" in edit:
        path.write_bytes(base64.b64decode(edit["base64"]))
    elif "append" in edit:
        path.write_bytes(path.read_bytes() + edit["append"].encode())
    elif "generate" in edit:
        path.write_bytes(GENERATORS[edit["generate"]](path.read_bytes()))
    else:
        old, new = (part.encode() for part in edit["replace"])
        assert path.read_bytes().count(old) == 1, f"{edit['replace'][0]!r} must stand in {edit['file']} once"
        path.write_bytes(path.read_bytes().replace(old, new))


def _run(root: Path, case: Case) -> Loaded:
    for edit in case.get("edits", [case]):
        _spoil(root, edit)
    return load(root, case.get("today", TODAY))


def _told(loaded: Loaded, root: Path, lang: str) -> list[str]:
    return [problem.line(lang).replace(f"{root.as_posix()}/", "") for problem in loaded.problems]


def test_the_policy_itself_is_good(policy: Path) -> None:
    loaded = load(policy, TODAY)
    assert loaded.problems == ()
    assert loaded.book is not None


@pytest.mark.parametrize("name", CASES)
def test_each_slip_is_told_word_for_word(name: str, policy: Path) -> None:
    case = CASES[name]
    loaded = _run(policy, case)
    assert _told(loaded, policy, "zh") == case["zh"]
    assert _told(loaded, policy, "en") == case["en"]
    assert (loaded.book is None) == bool(loaded.errors)

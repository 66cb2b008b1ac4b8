"""What HR is told, word for word: each case in bad_input/*.yml spoils the policy beside it and lists the lines."""

from __future__ import annotations

import base64
import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.lang.catalogue import section
from handbook.policy.load import Loaded, load

HERE = Path(__file__).parent
BASE = HERE / "policy"
TODAY = date(2026, 11, 23)

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
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(["a0: &a0 [x, x]", *rows]) + "\n"


# What is too large or too odd to be written out in a case: from the file as it stands to the bytes of the bad one.
GENERATORS: dict[str, Callable[[bytes], bytes]] = {
    "big_file": lambda raw: raw + b"# more\n" * (10 * 1024 * 1024 // 7 + 1),
    "deep_brackets": lambda raw: raw + b"manager: " + b"[" * 5_000 + b"]" * 5_000 + b"\n",
    "deep_indentation": lambda raw: raw + b"".join(b" " * depth + b"manager:\n" for depth in range(1_000)),
    "alias_bomb": lambda _raw: _alias_bomb().encode(),
    "long_expression": lambda raw: raw.replace(b"must: ", b"must: 0" + b" + 0" * 600 + b" + ", 1),
    "long_formula": lambda raw: raw.replace(b"formula: loss - sum", b"formula: loss" + b" - 0" * 600 + b" - sum"),
    "nested_formula": lambda raw: raw.replace(b"formula: loss - sum", b"formula: loss" + b" - 0" * 60 + b" - sum"),
    "year_of_the_first_case": lambda raw: raw.replace(b"on: 2026", b"on: 2206", 1),
    "role_twice": lambda raw: raw.replace(b"roles: [agent, supervisor]", b"roles: [agent, supervisor, agent]", 1),
    "byte_order_mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "windows_line_ends": lambda raw: raw.replace(b"\n", b"\r\n"),
}


def _spoil(root: Path, edit: Case) -> None:
    path = root / edit["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
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


def spoil(root: Path, case: Case) -> None:
    """Make the case's edits in the policy of `root`."""
    for edit in case.get("edits", [case]):
        _spoil(root, edit)


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the lines told in each language, the codes, whether there is a book."""

    zh: list[str]
    en: list[str]
    codes: frozenset[str]
    usable: bool
    errors: int


@cache
def outcome(name: str) -> Outcome:
    """A case's outcome; each is run once, however many tests ask."""
    case = CASES[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(BASE, Path(folder) / "policy"))
        spoil(root, case)
        loaded = load(root, case.get("today", TODAY))
        codes = frozenset(problem.code for problem in loaded.problems)
        told = [_told(loaded, root, lang) for lang in ("zh", "en")]
    return Outcome(*told, codes, loaded.book is not None, len(loaded.errors))


def _told(loaded: Loaded, root: Path, lang: str) -> list[str]:
    return [problem.line(lang).replace(f"{root.as_posix()}/", "") for problem in loaded.problems]


def test_the_policy_itself_is_good(policy: Path) -> None:
    loaded = load(policy, TODAY)
    assert loaded.problems == ()
    assert loaded.book is not None


@pytest.mark.parametrize("name", CASES)
def test_each_typo_is_told_word_for_word(name: str) -> None:
    found = outcome(name)
    assert found.zh == CASES[name]["zh"]
    assert found.en == CASES[name]["en"]
    assert found.usable == (found.errors == 0)


@pytest.fixture(scope="session")
def codes_told() -> set[str]:
    """The codes of all messages that the cases cause."""
    return {code for name in CASES for code in outcome(name).codes}


NEED_THE_FILE_SYSTEM = {"no_directory", "not_a_directory", "unreadable", "cannot_write"}  # each has a test of its own
NEED_TIME = {"cases_take_long"}  # tested with less to do in test_cases.py
NEED_GIT = {"vanished", "vanished_file"}  # see test_folders.py
COMPARING = {"no_git", "no_repository", "repository_of_others", "git_failed"}  # see test_git_situations.py
EDITING = {"past_value", "nothing_scheduled", "unset_which", "no_value_from", "unset_past", "no_change"}.union(
    ("unproved", "changed_meanwhile", "busy")  # see test_set_and_unset.py and test_saving.py
)


def test_every_message_is_told_somewhere(codes_told: set[str]) -> None:
    codes = {code for code in section("handbook", "problems", "zh") if not code.startswith("revision_")}
    elsewhere = NEED_THE_FILE_SYSTEM | NEED_GIT | NEED_TIME | COMPARING | EDITING
    assert codes - elsewhere - codes_told == set()


def test_a_missing_directory(tmp_path: Path) -> None:
    loaded = load(tmp_path / "nowhere", TODAY)
    assert _told(loaded, tmp_path, "zh") == [
        "nowhere:1:1: 找不到制度数据目录。用 --data 指明它在哪里，例如：handbook check --data policy_data"
    ]
    assert [problem.code for problem in loaded.problems] == ["no_directory"]


def test_a_file_instead_of_a_directory(policy: Path) -> None:
    loaded = load(policy / "roles.yml", TODAY)
    assert _told(loaded, policy, "zh") == [
        "roles.yml:1:1: 这是一个文件，不是目录。--data 要的是目录，例如：--data policy_data"
    ]
    assert [problem.code for problem in loaded.problems] == ["not_a_directory"]


def test_a_directory_instead_of_a_file(policy: Path) -> None:
    (policy / "roles.yml").unlink()
    (policy / "roles.yml").mkdir()
    loaded = load(policy, TODAY)
    assert _told(loaded, policy, "en") == [
        "roles.yml:1:1: cannot be read (it is a directory, not a file). Check that it is there and that you may read it"
    ]


def test_a_link_to_nowhere(policy: Path) -> None:
    (policy / "parameters" / "attendance.yml").unlink()
    (policy / "parameters" / "attendance.yml").symlink_to(policy / "nowhere.yml")
    loaded = load(policy, TODAY)
    assert _told(loaded, policy, "zh") == [
        "parameters/attendance.yml:1:1: 读不了（这是一个链接，它指向的文件不存在）。"
        "请检查文件是否存在、权限是否允许读取"
    ]


@pytest.mark.parametrize("folder", ["", "parameters", "chapters"])
def test_a_directory_without_permission(folder: str, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, scandir = policy / folder, os.scandir

    def guarded(path: str) -> Any:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    told = _told(load(policy, TODAY), policy, "zh")
    assert told == [f"{folder or policy}:1:1: 读不了（没有读取权限）。请检查文件是否存在、权限是否允许读取"]


@given(st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_told_and_never_raise(policy: Path, raw: bytes) -> None:
    (policy / "roles.yml").write_bytes(raw)
    problems = load(policy, TODAY).problems
    assert {problem.place.file for problem in problems} <= {(policy / "roles.yml").as_posix()} | _files_with_roles(
        policy
    )


def _files_with_roles(policy: Path) -> set[str]:
    """The files that may name a role which the bytes left out."""
    return {file.as_posix() for file in (policy / "chapters").iterdir()}

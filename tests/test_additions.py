"""What CONTRIBUTING says of an addition is all there is to do: made in a copy of the project, it works there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
COPIED = ("handbook", "quiz", "docs/assets/js/calculator", "docs/assets/js/shared")
DATA = ("--data", "policy", "--today", "2026-07-01", "--lang", "en")

# A unit: one entry of the table, and its words in each language.
SHIFT = '        Unit("shift", "shifts", duration=True, mistaken_for="month"),\n'
SHIFT_WORDS = {
    "zh": 'shift: {amount: "{n} 班", label: 班, one: 班, said: 班}\n',
    "en": 'shift: {amount: {one: "{n} shift", other: "{n} shifts"}, label: shifts, one: shift, said: shift}\n',
}
# A key: one line of a model, and its words in each language.
OWNER = "    owner: Sentence | None = None\n"
OWNER_WORDS = {
    "zh": "  owner: {label: 负责人, help: 谁负责, example: 人事部}\n",
    "en": "  owner: {label: Owner, help: who answers for it, example: HR}\n",
}
PARAMETER = """
notice:
  label: {zh: 通知期, en: Notice}
  unit: shift
  min: 1
  max: 9
  source: 2/1/1
  why: {zh: 够准备, en: enough to prepare}
  owner: 人事部
  values:
    - from: 2026-01-01
      value: 2
"""
RULE = """
title: {zh: 还剩几班, en: Shifts left}
about: {zh: 通知期还剩多久。, en: How much of the notice is left.}
clause: discipline.attendance.late
inputs:
  gone: {label: {zh: 已过, en: Gone}, unit: shift, min: 0, max: 9, precision: 1, example: 1}
steps:
  - id: left
    label: {zh: 还剩, en: Left}
    formula: max(attendance.notice - gone, shifts(0.5))
    unit: shift
results: [left]
"""
CASE = """- id: one-shift-gone
  title: {zh: 过了一班, en: A shift gone}
  rule: notice
  on: 2026-03-31
  given: {gone: 1}
  expect: {left: 1}
"""
PARITY = """
from datetime import date
from pathlib import Path
from handbook.lang.languages import LANGS
from handbook.policy.load import open_book
from tests.handbook.parity import cases, compare
book = open_book(Path("policy"), date(2026, 7, 1))
for lang in LANGS:
    assert compare(book, book.rules["notice"], lang, list(cases(book.rules["notice"], 20))) == []
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a unit, a key, and a parameter and a rule that have them."""
    root = tmp_path_factory.mktemp("additions")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/handbook/policy", root / "policy")
    (root / "tests/handbook").mkdir(parents=True)
    for name in ("parity.py", "parity.mjs"):
        shutil.copyfile(ROOT / "tests/handbook" / name, root / "tests/handbook" / name)
    shutil.copyfile(ROOT / "tests/delivered.py", root / "tests/delivered.py")
    insert(root / "handbook/lang/units.py", '        Unit("month"', SHIFT)
    insert(root / "handbook/schema/models.py", "    label: Words\n    why: Words", OWNER)
    for lang in ("zh", "en"):
        insert(root / f"handbook/words/{lang}/units.yml", "month:", SHIFT_WORDS[lang])
    (root / "policy/rules/notice.yml").write_text(RULE.lstrip(), "utf-8")
    append(root / "policy/parameters/attendance.yml", PARAMETER)
    append(root / "policy/cases/attendance.yml", CASE)
    clauses = root / "policy/chapters/2-discipline.yml"
    text = clauses.read_text("utf-8")
    assert text.count("按旷工半天处理。") == text.count("half a day's absence.") == 1
    text = text.replace("按旷工半天处理。", "按旷工半天处理，提前{{ attendance.notice }}通知。")
    text = text.replace("half a day's absence.", "half a day's absence, with {{ attendance.notice }} of notice.")
    clauses.write_text(text, "utf-8")
    return root


def insert(file: Path, before: str, text: str) -> None:
    """Put a line before the only line that begins so."""
    old = file.read_text("utf-8")
    assert old.count(f"\n{before}") == 1, file
    file.write_text(old.replace(f"\n{before}", f"\n{text}{before}"), "utf-8")


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def run(project: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy."""
    done = subprocess.run([sys.executable, *args], cwd=project, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_a_key_without_words_is_told_with_the_file_and_then_has_them(project: Path) -> None:
    schema = ("-m", "handbook", "schema", "parameters", "--lang", "en")
    lacking = run(project, *schema)
    assert lacking.returncode == 1
    assert lacking.stderr.splitlines() == [
        f"handbook/words/{lang}/fields.yml lacks: AnyParameter.owner.label, AnyParameter.owner.help"
        for lang in ("zh", "en")
    ]
    for lang in ("zh", "en"):
        insert(project / f"handbook/words/{lang}/fields.yml", "NumberParameter:", OWNER_WORDS[lang])
    whole = run(project, *schema)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert '"title": "负责人 Owner"' in whole.stdout


def test_a_unit_is_known_to_the_check_and_to_the_questions(project: Path) -> None:
    assert run(project, "-m", "handbook", "check", *DATA).returncode == 0
    assert run(project, "-m", "quiz", "check", *DATA).returncode == 0
    shown = run(project, "-m", "quiz", "show", "attendance.notice.single", *DATA).stdout
    assert "2 shifts" in shown
    assert "2 months" in shown  # what a shift is mistaken for


def test_a_unit_is_worked_with_and_said_in_both_runtimes(project: Path) -> None:
    result = run(project, "-m", "handbook", "calc", "notice", "--input", "gone=1", *DATA)
    assert "1 shift" in result.stdout, result.stderr
    assert "1 shifts" not in result.stdout
    parity = run(project, "-c", PARITY)
    assert parity.returncode == 0, parity.stderr

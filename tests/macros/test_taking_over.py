"""What a process makes of a policy after many changes is what a process makes of it that has seen no other."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handbook import LANGS, WRITTEN, PolicyBook, load
from macros.data.calculators import Calculator, rule_script
from macros.data.feed import feed
from macros.data.quiz_data import paper_files, question_files
from macros.data.search.files import search_files
from macros.render.kept import Kept
from macros.site import tolerance
from macros.site.edition import Edition
from macros.site.making import state
from quiz import Bank, Checked, check_questions
from tests.macros.project import ROOT, edit

DAY = date(2026, 7, 1)
DATA = Path("policy_data")
FINE = "      value: 20\n"
# A file, what is written there, and what is written instead, one after the other.
CHANGES = {
    "a value": ("parameters/attendance.yml", FINE, "      value: 21\n"),
    "the same value, otherwise written": ("parameters/attendance.yml", "      value: 21\n", "      value: 21.0\n"),
    "a value that passes no legal limit any more": ("parameters/attendance.yml", "value: 21.0\n", "value: 0\n"),
    "the value as it was": ("parameters/attendance.yml", "      value: 0\n", FINE),
    "a future value": ("parameters/attendance.yml", "value: 30\n      decided: 2026", "value: 31\n      decided: 2026"),
    "a number that is compared with others": ("parameters/awards.yml", "      value: 300\n", "      value: 310\n"),
    "the title of a clause": ("chapters/7-discipline.yml", "zh: 按时上下班与请假", "zh: 准时上下班与请假"),
    "the text of a clause": ("chapters/7-discipline.yml", "zh: 员工应当按时上下班，", "zh: 每位员工应当按时上下班，"),
    "a comment, which moves the lines": ("chapters/7-discipline.yml", "id: discipline\n", "#\nid: discipline\n"),
    "a term": ("glossary.yml", "en: customer service agent}", "en: customer service officer}"),
    "what a role is called": ("roles.yml", "en: Customer service agent}", "en: Service agent}"),
    "what is noted of a limit": ("guardrails.yml", "的部分，在法律上有争议。", "的部分，在法律上有些争议。"),
    "a formula of a rule": ("rules/lateness.yml", "    formula: ", "    formula: 0 * base + "),
    "a rest day that is worked": ("calendar/2026.yml", "  - 2026-05-09", "  - 2026-05-16"),
    "a worked case": ("cases/attendance.yml", "zh: 旷工三天，只舍入一次", "zh: 旷工三天，只在最后舍入"),
    "a question": ("questions/calculations.yml", "这个月迟到一次", "本月迟到一次"),
    "a question with a mistake": ("questions/discipline.yml", "- id: ", "- clause: nowhere.at.all\n  id: "),
    "a file that is wrong": ("parameters/attendance.yml", "  unit: minute\n", "  unit: minutes\n"),
    "that file mended": ("parameters/attendance.yml", "  unit: minutes\n", "  unit: minute\n"),
}  # fmt: skip


@pytest.mark.slow
def test_what_is_taken_over_is_what_would_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "folder", None)
    monkeypatch.setattr(tolerance, "_tolerant", True)
    served, made = tmp_path / "served", {}
    shutil.copytree(ROOT / DATA, served / DATA)
    monkeypatch.chdir(served)
    made["at first"] = everything()
    shutil.copytree(served, tmp_path / "at first")
    for what, (file, old, new) in CHANGES.items():
        edit(DATA / file, old, new)
        made[what] = everything()
        shutil.copytree(served, tmp_path / what)
    code = f"from {__name__} import *\nprint(json.dumps(dict(anew({str(tmp_path)!r}, {[*made]!r}))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    for what, found in json.loads(done.stdout).items():
        assert made[what] == found, what


def anew(folder: str, names: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The same of each of some policies, of which none is known to come after another."""
    for name in names:
        os.chdir(Path(folder, name))
        state._states.clear()
        state._checked.clear()
        yield name, everything()


def everything() -> dict[str, str]:
    """What is wrong with a policy, and a digest of each file that the site has of it, by its name."""
    state.read_state(DATA, DAY)
    found = state.settled(DATA)
    lines = [problem.line(lang) for lang in WRITTEN for problem in found.problems]
    files = dict(_files(found.book, found.bank)) if found.book and found.bank and not found.errors else {}
    return {"problems": "\n".join(lines)} | {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()
    }


def _files(book: PolicyBook, bank: Bank) -> Iterator[tuple[str, str]]:
    for lang in LANGS:
        edition = Edition(book, DAY, lang, "Handbook", bank)
        named = [*question_files(edition), *paper_files(edition), *search_files(edition), ("feed", feed(edition))]
        yield from ((f"{lang}/{name}", text) for name, text in named)
    for rule in edition.calculators():
        yield rule.id, f"{rule_script(rule).text}{Calculator(rule, edition).data()}"
    for each in bank.questions.values():
        yield each.id, f"{each.stem}{each.because}{each.answer}{each.working}{each.hash}{each.basis}{each.place}"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / DATA, tmp_path / DATA)
    return tmp_path / DATA


def read(policy: Path, before: Checked | None = None) -> Checked:
    book = load(policy, DAY).book
    assert book
    return check_questions(policy, book, DAY, before, noted=True)


def test_only_what_rests_on_a_changed_value_is_made_again(policy: Path) -> None:
    before = read(policy)
    edit(policy / "parameters/awards.yml", "      value: 300\n", "      value: 310\n")
    after = read(policy, before)
    kept = [id for id, question in after.bank.questions.items() if before.bank.questions.get(id) is question]
    assert "awards.service_star.single" not in kept
    assert "attendance.minor_fine.single" in kept
    assert len(kept) > 0.8 * len(after.bank.questions)
    rules = [rule for id, rule in after.bank.book.rules.items() if before.bank.book.rules[id] is rule]
    assert len(rules) < len(after.bank.book.rules) < 2 * len(rules)


def test_where_nothing_has_changed_all_is_taken_over(policy: Path) -> None:
    before = read(policy)
    after = read(policy, before)
    assert [*after.bank.questions.values()] == [*before.bank.questions.values()]
    assert [*after.bank.book.rules.values()] == [*before.bank.book.rules.values()]

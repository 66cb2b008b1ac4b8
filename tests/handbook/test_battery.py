"""Accidents at random in both policies: at least 98 of 100 are told at their line, in three messages at the most.

Few are tried at every run; `HANDBOOK_BATTERY=N` tries N of each kind in each file, which takes minutes.
"""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from handbook.policy.load import load
from tests.handbook.battery import EDITS, Verdict, damages, judge

HERE = Path(__file__).parent
POLICIES = {"small": HERE / "policy", "sample": HERE.parents[1] / "policy_data"}
TODAY = date(2026, 11, 25)
TRIED = {"small": 90, "sample": 12}  # at every run, to be quick
EACH = int(os.environ.get("HANDBOOK_BATTERY", "0"))
ENOUGH = 0.98

# Units and kinds that many formulas rest on: the file, the line after which it stands, what is written there instead.
SLIPS = [
    ("rules/annual_leave.yml", "  joined:", "date: day", "date: moment"),
    ("rules/attendance_deduction.yml", "      late_on:", "date: day", "date: moment"),
    ("rules/lateness.yml", "      minutes:", "unit: minute", "unit: day"),
    ("parameters/attendance.yml", "minor_fine:", "unit: CNY", "unit: day"),
    ("parameters/annual_leave.yml", "tiers:", "by: year", "by: CNY"),
    ("parameters/quiz.yml", "exam_questions:", "unit: question", "unit: day"),  # numbers in texts are told together
]


@pytest.mark.parametrize(("file", "entry", "right", "wrong"), SLIPS)
def test_a_wrong_unit_is_told_once_however_many_formulas_rest_on_it(
    file: str, entry: str, right: str, wrong: str
) -> None:
    before, after = (POLICIES["sample"] / file).read_text(encoding="utf-8").split(f"\n{entry}\n")
    changed = f"{before}\n{entry}\n{after.replace(right, wrong, 1)}"
    problems = load(POLICIES["sample"], TODAY, {file: changed.encode()}).problems
    assert len(problems) == 1, [problem.line("zh") for problem in problems]


@pytest.mark.slow
@pytest.mark.parametrize("name", POLICIES)
def test_accidents_are_told_where_they_are(name: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(POLICIES[name], tmp_path / "policy"))
    chance = random.Random(EACH or 20261125)
    made = list(damages(root, chance, EACH or 1))
    chance.shuffle(made)
    verdicts = [judge(root, damage, TODAY) for damage in (made if EACH else made[: TRIED[name]])]
    bad = [verdict for verdict in verdicts if not verdict.good]
    assert len(bad) <= max(1, (1 - ENOUGH) * len(verdicts)), _listed(bad)


def _listed(bad: list[Verdict]) -> str:
    return "\n".join(str(verdict) for verdict in bad)


def test_every_kind_of_accident_happens_somewhere() -> None:
    happened = {damage.kind for root in POLICIES.values() for damage in damages(root, random.Random(1), 1)}
    assert set(EDITS) <= happened

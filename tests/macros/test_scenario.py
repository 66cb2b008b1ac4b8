"""One change of one number, from the command to the merged site: everything that shows it agrees, before and after."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from handbook.lang.languages import Lang
from tests.macros.project import copy_project

pytestmark = pytest.mark.slow

TODAY, DAY, FINE = "2026-11-23", "2027-07-01", "attendance.minor_fine"
LATE = "discipline.attendance.late"
QUESTION = "late-within-limit.1"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in git, in which HR has set 30 → 37 from a day on, on a branch, and merged it."""
    root = copy_project(tmp_path_factory.mktemp("scenario") / "project")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    git(root, "switch", "-q", "-c", "hr/fine")
    run(root, "handbook", "set", FINE, "37", "--from", DAY, "--decided", "2027-05-20", "--ref", "职代会〔2027〕3号")
    git(root, "commit", "-q", "-am", "fine")
    return root


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
    return subprocess.check_output(["git", *identity, *words], cwd=root, text=True)


def run(root: Path, *words: str, today: str = TODAY) -> str:
    env = {**os.environ, "HANDBOOK_TODAY": today, "PYTHONPATH": str(root)}
    return subprocess.check_output([sys.executable, "-m", *words], cwd=root, env=env, text=True)


def site(root: Path, today: str) -> Path:
    target = root.parent / f"site-{today}"
    run(root, "macros.site.build", "--root", str(root), "--site", str(target), today=today)
    return target


@pytest.fixture(scope="module")
def sites(project: Path) -> dict[str, Path]:
    """The site as merged: on the day of the merge, on the last day before the change, on its first day."""
    git(project, "switch", "-q", "main")
    git(project, "merge", "-q", "--no-ff", "-m", "merge", "hr/fine")
    assert run(project, "handbook", "next", "--date-only", today="2027-01-01") == f"{DAY}\n"
    run(project, "quiz", "check")
    return {today: site(project, today) for today in (TODAY, "2027-06-30", DAY)}


def clause(folder: Path) -> str:
    """The clause's own words, from its heading to what stands below it."""
    page = (folder / "chapters/discipline/index.html").read_text("utf-8")
    start = page.index(f'id="{LATE}"')
    return re.sub(r"<[^>]+>", "", page[start : page.index("hb-related", start)])


def question(folder: Path) -> str:
    text = (folder / "assets/quiz/discipline.js").read_text("utf-8")
    data = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return str(data["questions"][f"{FINE}.number"]["n"])


def of_calculator(folder: Path) -> str:
    return (folder / "calculators/attendance_deduction/index.html").read_text("utf-8")


def test_the_report_of_the_merge_request(project: Path) -> None:
    told = run(project, "handbook", "diff", "main", "hr/fine", "--merge-base", "--format", "md")
    assert "2027 年 7 月 1 日起，轻微迟到或早退每次扣款由 30 元改为 37 元" in told
    assert "<del>30</del><ins>37</ins>" in told
    assert f"| {QUESTION} | {DAY} | 30 元 | 37 元 |" in told
    assert "- [x] 记下决定的文号" in told
    assert "fine\\_for\\_lateness: 37 元 &gt; 0" in told


@pytest.mark.parametrize(("today", "amount"), [(TODAY, "20"), ("2027-06-30", "30"), (DAY, "37")])
def test_text_and_questions_show_the_value_of_the_day(sites: dict[str, Path], today: str, amount: str) -> None:
    assert f"每次扣 {amount} 元" in clause(sites[today])
    assert question(sites[today]) == amount


@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant"])
def test_what_is_scheduled_is_announced_everywhere(sites: dict[str, Path], lang: Lang) -> None:
    folder = sites["2027-06-30"] / {"zh": "", "en": "en", "zh-Hant": "zh-Hant"}[lang]
    assert DAY in clause(folder)
    assert "37" in clause(folder)
    assert f'name="hb-ahead" content="{DAY}"' in (folder / "index.html").read_text("utf-8")
    assert f'id="{FINE}@{DAY}"' in (folder / "changes/index.html").read_text("utf-8")
    links = [link.attrib["href"] for link in ET.parse(folder / "feed.xml").iter("{http://www.w3.org/2005/Atom}link")]
    assert f"changes/#{FINE}@{DAY}" in links


def test_on_the_day_nothing_is_left_to_announce(sites: dict[str, Path]) -> None:
    assert "hb-coming" not in clause(sites[DAY])
    assert "hb-ahead" not in (sites[DAY] / "index.html").read_text("utf-8")


@pytest.mark.parametrize("today", [TODAY, DAY])
def test_the_calculator_carries_every_value_by_date(sites: dict[str, Path], today: str) -> None:
    """It takes the value of the event's day, so a late arrival of June costs June's amount in July as well."""
    page = of_calculator(sites[today])
    assert DAY in page
    assert f'"{DAY}","37"' in page


@pytest.mark.parametrize(("on", "amount"), [("2026-12-31", "20"), ("2027-06-30", "30"), (DAY, "37")])
def test_the_command_agrees_with_the_calculator(project: Path, sites: dict[str, Path], on: str, amount: str) -> None:
    del sites  # merged
    told = run(
        project, "handbook", "calc", "attendance_deduction", "--input", "base=4500", "--input", "late=8", "--on", on
    )
    assert f"{amount} 元" in told

"""Damaged and odd sheets, and odd texts for a single calculation."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import cli
from tests.fuzz.commands import outcome
from tests.fuzz.damage import PIECES, damaged
from tests.fuzzing import scaled

pytestmark = pytest.mark.fuzz
POLICY = Path(__file__).parents[1] / "handbook/policy"
RULE = "deduction"
QUIET = [HealthCheck.function_scoped_fixture]
ROWS = [
    ["姓名", "base", "late", "absent_days"],
    ["张三", "4500", "8;12;45", "1"],
    ["李四", "6000.50", "", "0"],
    ["=1+1", "3,600", "5", "0.5"],
]


def _csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode("utf-8-sig")


@cache
def _xlsx() -> bytes:
    """Made once: an archive holds the time of its making."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


@st.composite
def _damaged_xlsx(draw: st.DrawFn) -> bytes:
    """The archive damaged, or one of the files in a sound archive."""
    raw = _xlsx()
    if draw(st.booleans()):
        return draw(damaged(raw))
    target = draw(
        st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
    )
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, draw(damaged(old.read(name))) if name == target else old.read(name))
    return changed.getvalue()


@settings(max_examples=scaled(25), suppress_health_check=QUIET)
@given(st.one_of(st.tuples(st.just(".csv"), damaged(_csv())), st.tuples(st.just(".xlsx"), _damaged_xlsx())))
def test_a_damaged_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str], sheet: tuple[str, bytes]) -> None:
    ending, raw = sheet
    given_, out = tmp_path / f"given{ending}", tmp_path / "out.csv"
    given_.write_bytes(raw)
    for made in tmp_path.glob("out*"):
        made.unlink()
    argv = ["calc", RULE, "--data", str(POLICY), "--today", "2026-03-15", "--csv", str(given_), "--out", str(out)]
    outcome(cli.main, argv, capsys)
    assert given_.read_bytes() == raw


TEXTS = st.one_of(
    st.text(max_size=12), st.lists(st.sampled_from([*PIECES, "8", ";", ",", "4500", "2026-03-02"])).map("".join)
)


@settings(max_examples=scaled(25), suppress_health_check=QUIET)
@given(st.sampled_from(["base", "late", "absent_days", "on", "没有"]), TEXTS)
def test_an_odd_input(capsys: pytest.CaptureFixture[str], name: str, text: str) -> None:
    argv = ["calc", RULE, "--data", str(POLICY), "--today", "2026-03-15", "--input", f"{name}={text}"]
    outcome(cli.main, argv, capsys)

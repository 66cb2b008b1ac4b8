"""Our Python runtime as a contender: every evaluation gives the whole trace with its texts, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from handbook.policy.load import open_book
from handbook.rules.explain import trace_data
from handbook.rules.run import run
from macros.site.build import ROOT
from tools.bench.peers.loop import Month, Results, serve, task

TASK = task()
ON = date.fromisoformat(TASK["on"])
RULE = open_book(ROOT / "policy_data").rules[TASK["rule"]["id"]]


def _given(month: Month) -> dict[str, Any]:
    base, performance, late, days = month
    return {
        "base": Fraction(base, 100),
        "performance_pay": Fraction(performance, 100),
        "late": [{"minutes": Fraction(minutes)} for minutes in late if minutes],
        "absent_days": Fraction(days),
    }


def evaluate(month: Month) -> Results:
    """The whole trace as data."""
    data = trace_data(run(RULE, _given(month), ON), "zh")
    return {step["id"]: step["value"] for step in data["steps"] if step["id"] in TASK["results"]}


def all_months(given: Sequence[Month]) -> Iterator[Results]:
    """Values only."""
    for month in given:
        trace = run(RULE, _given(month), ON)
        yield {name: str(trace.value(name)) for name in TASK["results"]}


if __name__ == "__main__":
    serve(evaluate, all_months)

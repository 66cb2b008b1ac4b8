"""The rules in both runtimes: evaluations a second, one month at a time, each checked against the truth."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from handbook.rules.rule import Rule
from handbook.rules.run import given_to, program_on, run
from handbook.rules.script import emit_script
from macros.site.build import ROOT
from tools.bench.months import ACCEPTED, Month, draw, truth
from tools.bench.scale import Scale

RULE, ON = "attendance_deduction", date(2026, 3, 31)
RESULTS = ("total", "pay_lost", "excess")
PARITY_CASES = 50_000
_NODE = Path(__file__).with_name("rules.mjs")

# Whole numbers in and out; exact values out, in Python also in, in Node from texts. Node has a third way, `texts`: from
# texts to whole numbers.
_VALUES, _EXACT = "values", "exact"
LEAST = {"Python": 50_000, "Node": 500_000}  # evaluations a second that whole numbers are to come to

Results = Mapping[str, str]


@dataclass
class Runtime:
    """One of the two. `turn` evaluates for so many seconds in each of its ways, and gives the rates and the results of
    the first month."""

    name: str
    turn: Callable[[float], tuple[Mapping[str, float], Results]]
    rates: dict[str, list[float]] = field(default_factory=dict)  # evaluations a second by way, one a round


def bench(scale: Scale) -> None:
    """Rates in turns, so that a drifting machine hits both alike, and their ratio."""
    print("Rules: one month at a time, values of all steps (evaluations a second of CPU, median and range)")
    rounds, seconds = scale.pick((1, 0.05), (3, 0.3), (9, 1.0))
    book = open_book(ROOT / "policy_data", ON)
    rule, months = book.rules[RULE], [ACCEPTED, *draw(63, seed=3)]
    emitted = emit(rule, book, "zh")
    expected = truth(ACCEPTED, {name: _in_force(entry["values"]) for name, entry in emitted["parameters"].items()})
    runtimes = [Runtime("Python", _python(rule, months)), Runtime("Node", _node(emitted, emit_script(rule), months))]
    for number in range(rounds + 1):
        for runtime in runtimes:
            rates, found = runtime.turn(seconds)
            if {name: Fraction(value) * 100 for name, value in found.items()} != expected:
                raise RuntimeError(f"{runtime.name}: {found} is not {expected} fen")
            for way, rate in rates.items() if number else ():  # the first round is to warm up
                runtime.rates.setdefault(way, []).append(rate)
    for runtime in runtimes:
        for way, rates in runtime.rates.items():
            spread = f"{min(rates):,.0f} to {max(rates):,.0f}"
            spread += f"; at least {LEAST[runtime.name]:,}" if way == _VALUES else ""
            print(f"  {runtime.name:8} {way:8} {statistics.median(rates):12,.0f}   ({spread})")
    python, node = (runtime.rates[_VALUES] for runtime in runtimes)
    print(f"  Node to Python {statistics.median(b / a for a, b in zip(python, node)):.2f}", flush=True)


def _in_force(values: Sequence[Sequence[Any]]) -> Any:
    """The value on the day, exact; an option or a switch as it is."""
    value = [value for since, value in values if date.fromisoformat(since) <= ON][-1]
    try:
        return value if isinstance(value, bool) else Fraction(value)
    except ValueError:
        return value


def _python(rule: Rule, months: Sequence[Month]) -> Callable[[float], tuple[Mapping[str, float], Results]]:
    given = [_given(month) for month in months]
    program = program_on(rule, ON)
    raw = [given_to(program, rule, each) or [] for each in given]
    ways: Mapping[str, Callable[[int], object]] = {
        _VALUES: lambda month: program.compute(*raw[month]),
        _EXACT: lambda month: run(rule, given[month], ON).steps,
    }

    def turn(seconds: float) -> tuple[Mapping[str, float], Results]:
        first = run(rule, given[0], ON)
        rates = {way: _rate(evaluate, len(given), seconds) for way, evaluate in ways.items()}
        return rates, {name: str(first.value(name)) for name in RESULTS}

    return turn


def _rate(evaluate: Callable[[int], object], months: int, seconds: float) -> float:
    count, start = 0, time.process_time()
    while (passed := time.process_time() - start) < seconds:
        for month in range(months):  # the clock takes its time, too
            evaluate(month)
        count += months
    return count / passed


def _given(month: Month) -> dict[str, Any]:
    base, performance, late, days = month
    return {
        "base": Fraction(base, 100),
        "performance_pay": Fraction(performance, 100),
        "late": [{"minutes": Fraction(minutes)} for minutes in late],
        "absent_days": Fraction(days),
    }


def _node(
    emitted: Mapping[str, Any], script: str, months: Sequence[Month]
) -> Callable[[float], tuple[Mapping[str, float], Results]]:
    """Inputs are texts there, as people type them."""
    given = [
        {
            "base": str(base / 100),
            "performance_pay": str(performance / 100),
            "late": [{"minutes": str(minutes)} for minutes in late],
            "absent_days": str(days),
        }
        for base, performance, late, days in months
    ]
    task = {"rule": emitted, "script": script, "on": str(ON), "results": RESULTS, "given": given}

    def turn(seconds: float) -> tuple[Mapping[str, float], Results]:
        command = (shutil.which("node") or "node", str(_NODE), str(seconds))
        done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)
        return answer["rates"], answer["first"]

    return turn


def parity() -> None:
    """Both runtimes over many random cases of every rule, whole traces compared byte by byte."""
    print(f"Rules: Python against Node, whole traces, {PARITY_CASES:,} cases a rule", flush=True)
    command = (sys.executable, "-m", "tests.handbook.parity", "--cases", str(PARITY_CASES))
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(1)

"""The rules beside their peers, publicodes and OpenFisca: speed and exactness; then payload and sheets."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from macros.site.build import ROOT
from tools.bench import payload, sheets
from tools.bench.peers.contender import Contender
from tools.bench.peers.months import ACCEPTED, draw, truth
from tools.bench.peers.task import RESULTS, Task, prepare, started

PARITY_CASES = 50_000
PEERS = ("publicodes", "publicodes bare", "openfisca plain", "openfisca entities", "openfisca traced")
IN_SPEED = ("python", "node", *PEERS, "openfisca vector")
IN_EXACTNESS = ("python", "node", "publicodes", "openfisca plain", "openfisca float64", "float")
SPEED_NOTE = """\
  Given to all: base wage, performance pay, three late arrivals, days absent; 64 different months in turn.
  Asked of the peers: total, pay lost and excess, through the same steps with the same rounding. Ours gives each step
  with value, text and working, and what the rule says about it (outcomes, which the peers are spared).
  publicodes has no lists and OpenFisca none inside an entity: they have three fixed late arrivals, ours a list.
  publicodes gets a new situation and OpenFisca a new simulation each evaluation; no trace unless it says so.
  OpenFisca is made for many at once: that rate is a remark, not a single evaluation."""


def speed(task: Task, quick: bool) -> None:
    """Evaluations a second, in turns, so that a drifting machine hits all alike."""
    print("Rules: one month at a time (evaluations a second, median and range of the rounds)", flush=True)
    rounds, seconds = (3, 0.3) if quick else (9, 1.0)
    with started(task, IN_SPEED) as (made, _):
        for number in range(rounds + 1):
            for contender in made.values():
                _check(contender, contender.take_turn(seconds), task)
                if not number:
                    contender.rates.clear()  # that was to warm up
    for contender in made.values():
        spread = f"{min(contender.rates):,.0f} to {max(contender.rates):,.0f}"
        print(f"  {contender.name:30} {contender.rate:12,.0f}   ({spread})")
    _print_ratios(made)
    print(SPEED_NOTE, flush=True)


def _check(contender: Contender, found: Mapping[str, Any], task: Task) -> None:
    expected, _ = truth(ACCEPTED, task.parameters)
    if {name: round(float(Fraction(value)) * 100) for name, value in found.items()} != expected:
        raise RuntimeError(f"{contender.name}: {found} is not {expected} fen")


def _print_ratios(made: Mapping[str, Contender]) -> None:
    for name in PEERS:
        if name in made:
            python, node = made["python"].ratio(made[name]), made["node"].ratio(made[name])
            print(f"  against {made[name].name:30} ours in Python {python:5.2f} x, ours in Node {node:5.2f} x")


def exactness(task: Task, quick: bool) -> None:
    """How many months have a wrong fen."""
    months = list(draw(5_000 if quick else 100_000, seed=11))
    true = [truth(month, task.parameters) for month in months]
    ties = sum(tie for _, tie in true)
    print(f"Rules: months with a wrong fen, of {len(months):,} drawn; {ties:,} have a line of exactly half a fen")
    with started(task, IN_EXACTNESS) as (made, folder):
        path = folder / "random.json"
        path.write_text(json.dumps(months), encoding="utf-8")
        for contender in made.values():
            found = contender.sums(path)
            wrong = [{name for name in RESULTS if _fen(f[name]) != t[name]} for f, (t, _) in zip(found, true)]
            told = ", ".join(f"{name} {sum(name in each for each in wrong):,}" for name in RESULTS)
            name = contender.name.removesuffix(", whole trace").removesuffix(", inputs as arrays")
            print(f"  {name:30} {sum(map(bool, wrong)):8,}   ({told})", flush=True)
    print("  Ours is compared exactly; a floating-point result counts as right if it is right to the nearest fen.")
    print("  OpenFisca stores values as float32; float64 is a patch of ours, plain JavaScript a remark.", flush=True)


def _fen(value: str | float) -> Fraction | int:
    return Fraction(value) * 100 if isinstance(value, str) else round(value * 100)


def parity() -> None:
    """Both runtimes over many random cases of every rule, whole traces compared byte by byte."""
    print(f"Rules: Python against Node, whole traces, {PARITY_CASES:,} cases a rule", flush=True)
    command = (sys.executable, "-m", "tests.handbook.parity", "--cases", str(PARITY_CASES))
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(1)


def bench(quick: bool) -> None:
    """All figures of the rules."""
    task = prepare()
    for told in task.missing:
        print(f"  {told}")
    speed(task, quick)
    exactness(task, quick)
    payload.bench(task)
    sheets.bench(quick)

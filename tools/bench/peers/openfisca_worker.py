"""OpenFisca as a contender: a new simulation each evaluation.

Its modes: `plain` (its quickest form: one default employee, inputs set as arrays, no trace), `traced` (the same with
its own trace), `entities` (built from entities as its web API does), `vector` (one simulation of many employees),
`float64` (as `plain`; OpenFisca itself only has float32).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from typing import Any

import numpy
from openfisca_core.periods import period as parse_period
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.variables import config

from tools.bench.peers.loop import Month, Results, months, serve, task
from tools.bench.peers.openfisca_model import GIVEN, system

TASK, MODE = task(), sys.argv[3]
VECTOR = 100_000
if MODE == "float64":
    config.VALUE_TYPES[float]["dtype"] = numpy.float64
SYSTEM = system(TASK["parameters"])
PERIOD = parse_period(TASK["on"][:7])
Columns = dict[str, Any]


def columns(given: Iterable[Month]) -> Columns:
    """Months side by side."""
    rows = [(base / 100, performance / 100, days, *minutes) for base, performance, minutes, days in given]
    return dict(zip(GIVEN, numpy.array(rows).T))


MANY = columns(islice(cycle(months()), VECTOR))


def evaluate(month: Month) -> Results:
    """One employee, one month."""
    if MODE == "entities":
        simulation = _from_entities(month)
    else:
        simulation = _from_columns(MANY if MODE == "vector" else columns([month]))
    return {name: float(simulation.calculate(name, PERIOD)[0]) for name in TASK["results"]}


def _from_columns(given: Columns) -> Simulation:
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, len(given["base"]))
    simulation.trace = MODE == "traced"
    for name, values in given.items():
        simulation.set_input(name, PERIOD, values)
    return simulation


def _from_entities(month: Month) -> Simulation:
    values = {name: {str(PERIOD): float(value[0])} for name, value in columns([month]).items()}
    return SimulationBuilder().build_from_entities(SYSTEM, {"employees": {"one": values}})


def all_months(given: Sequence[Month]) -> Iterable[Results]:
    """All at once, as OpenFisca is meant for."""
    simulation = _from_columns(columns(given))
    found = [simulation.calculate(name, PERIOD).tolist() for name in TASK["results"]]
    return (dict(zip(TASK["results"], row)) for row in zip(*found))


if __name__ == "__main__":
    serve(evaluate, all_months)

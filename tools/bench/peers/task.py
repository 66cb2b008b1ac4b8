"""What the contenders are given, who they are, and starting them."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from macros.site.build import ROOT
from tools.bench.peers import environments
from tools.bench.peers.contender import Contender
from tools.bench.peers.months import ACCEPTED, draw

RULE, ON = "attendance_deduction", date(2026, 3, 31)
RESULTS = ("total", "pay_lost", "excess")
PEERS = Path(__file__).parent
VECTOR = 100_000  # as in openfisca_worker.py
OPENFISCA_MODES = {
    "plain": "OpenFisca, inputs as arrays",
    "entities": "OpenFisca, built from entities",
    "traced": "OpenFisca, with its own trace",
    "vector": f"OpenFisca, {VECTOR:,} at once",
    "float64": "OpenFisca patched to float64",
}


@dataclass(frozen=True)
class Task:
    """`parameters` are exact. The places of the peers are None where they cannot be had; `missing` says why."""

    rule: Mapping[str, Any]
    parameters: Mapping[str, Any]
    ours: Path  # our browser modules
    publicodes: Path | None
    openfisca: Path | None
    missing: tuple[str, ...]

    def data(self) -> dict[str, Any]:
        """The same for the contenders' processes."""
        plain = {name: _plain(value) for name, value in self.parameters.items()}
        return {
            "rule": self.rule,
            "on": str(ON),
            "results": RESULTS,
            "parameters": plain,
            "model": _publicodes_model(plain),
            "engine": str(self.ours / "engine.js"),
            "publicodes": str(self.publicodes),
        }


def prepare() -> Task:
    """Read the rule and make the peers' environments."""
    book = open_book(ROOT / "policy_data")
    rule = emit(book.rules[RULE], book, "zh")
    parameters = {name: _in_force(entry["values"]) for name, entry in rule["parameters"].items()}
    found, missing = {}, []
    for make in (environments.publicodes, environments.openfisca):
        try:
            found[make.__name__] = make()
        except environments.Unavailable as reason:
            missing.append(f"{make.__name__} is left out: {reason}")
    peers = found.get("publicodes"), found.get("openfisca")
    return Task(rule, parameters, environments.our_modules(), *peers, tuple(missing))


def _in_force(values: Sequence[Sequence[Any]]) -> Any:
    value = [value for since, value in values if date.fromisoformat(since) <= ON][-1]
    try:
        return value if isinstance(value, bool) else Fraction(value)
    except ValueError:
        return value  # an option


def _plain(value: Any) -> Any:
    if not isinstance(value, Fraction):
        return value
    return value.numerator if value.denominator == 1 else float(value)


def _publicodes_model(parameters: Mapping[str, Any]) -> dict[str, Any]:
    model: dict[str, Any] = yaml.safe_load((PEERS / "attendance.publicodes.yml").read_text(encoding="utf-8"))
    for name, value in parameters.items():
        rule = name.replace(".", " . ").replace("_", " ")
        if rule in model:
            model[rule] = (model[rule] or {}) | {"valeur": _in_publicodes(value)}
    return model


def _in_publicodes(value: Any) -> Any:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"'{value}'" if isinstance(value, str) else value


def contenders(task: Task, folder: Path) -> dict[str, Contender]:
    """All that can run here, by a short name; none is started yet. What they read is written into `folder`."""
    files = (str(folder / "task.json"), str(folder / "months.json"))
    Path(files[0]).write_text(json.dumps(task.data()), encoding="utf-8")
    Path(files[1]).write_text(json.dumps([ACCEPTED, *draw(63, seed=3)]), encoding="utf-8")

    def node(script: str, *mode: str) -> tuple[str, ...]:
        return (shutil.which("node") or "node", str(PEERS / script), *files, *mode)

    def python(path: object, module: str, *mode: str) -> tuple[str, ...]:
        return (str(path), "-m", f"tools.bench.peers.{module}", *files, *mode)

    made = {
        "python": Contender("ours in Python, whole trace", python(sys.executable, "ours_worker")),
        "node": Contender("ours in Node, whole trace", node("ours_worker.mjs")),
    }
    if task.publicodes:
        made["publicodes"] = Contender("publicodes", node("publicodes_worker.mjs", "units"))
        made["publicodes bare"] = Contender("publicodes, without units", node("publicodes_worker.mjs", "bare"))
    if task.openfisca:
        for mode, name in OPENFISCA_MODES.items():
            each = VECTOR if mode == "vector" else 1
            made[f"openfisca {mode}"] = Contender(name, python(task.openfisca, "openfisca_worker", mode), each)
    made["float"] = Contender("plain JavaScript numbers", node("float_worker.mjs"))
    return made


@contextmanager
def started(task: Task, names: Sequence[str]) -> Iterator[tuple[dict[str, Contender], Path]]:
    """Those of the contenders that can be had, running, and a folder for files."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        made = {name: c for name, c in contenders(task, Path(folder)).items() if name in names}
        for contender in made.values():
            stack.enter_context(contender)
        yield made, Path(folder)

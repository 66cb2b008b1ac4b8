"""The same inputs to Python and to Node, and whole traces compared to the byte.

The tests run some hundred cases a rule; `python -m tests.handbook.parity --cases 50000` is the long run, with `--forms`
of the rules that have every form of formula and every function.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from handbook.rules.explain import trace_data
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, NumberKind, SwitchKind
from handbook.rules.inputs import write_text
from handbook.rules.rule import Input, InputField, InputRows, Rule
from handbook.rules.run import run
from handbook.rules.script import emit_script
from tests.delivered import ask

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUNNER = (HERE / "parity.mjs").read_text(encoding="utf-8")
AT_ONCE = 2_000
FIRST, LAST = date(2025, 12, 20), date(2027, 1, 12)
EDGES = (
    date(1, 1, 1), date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 4), date(2026, 2, 14),
    date(2026, 2, 15), date(2026, 2, 23), date(2026, 2, 28), date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 10),
    date(2026, 12, 31), date(2027, 1, 1), date(9999, 12, 31),
)  # fmt: skip
HUGE = Fraction(Decimal("999999999999999.999999"))


@dataclass(frozen=True)
class Case:
    """One run: exact values for Python, the day. What Node gets is made from it."""

    given: Mapping[str, Any]
    on: date


@dataclass(frozen=True)
class Difference:
    """Where the two disagree."""

    rule: str
    case: Case
    python: str
    node: str

    def __str__(self) -> str:
        pairs = enumerate(zip(self.python, self.node))
        at = next((i for i, (a, b) in pairs if a != b), min(len(self.python), len(self.node)))
        near = slice(max(0, at - 120), at + 120)
        return f"{self.rule} {self.case}\n  Python …{self.python[near]}…\n  Node   …{self.node[near]}…"


def cases(rule: Rule, count: int, seed: int = 0) -> Iterator[Case]:
    """Edge cases by turns with random ones, always the same for a seed."""
    chance = random.Random(f"{rule.id} {seed}")
    days = sorted({day for p in rule.parameters.values() for step in p.timeline.steps for day in _around(step.since)})
    for _ in range(count):
        on = chance.choice(days) if days and chance.random() < 0.2 else _day(chance)
        given = {entry.id: _value(rule, entry, chance) for entry in rule.inputs}
        yield Case(given, on)


def _value(rule: Rule, entry: Input, chance: random.Random) -> Any:
    if not isinstance(entry, InputRows):
        return _single(rule, entry, chance)
    count = chance.choice((0, 1, 1, 2, 3, 5, 7, entry.most if entry.most < 100 else 100))
    count = count if count < 10 or chance.random() < 0.1 else 4
    rows = [{each.id: _single(rule, each, chance) for each in entry.fields} for _ in range(count)]
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def _single(rule: Rule, entry: InputField, chance: random.Random) -> Any:
    if entry.default is not None and chance.random() < 0.1:
        return None  # left empty
    match entry.kind:
        case ChoiceKind() as choice:
            return chance.choice(choice.ids)
        case SwitchKind():
            return chance.random() < 0.5
        case DayKind():
            return _day(chance)
        case MomentKind():
            return datetime.combine(_day(chance), time(chance.randrange(24), chance.randrange(60)))
    return _number(rule, entry, chance)


def _number(rule: Rule, entry: InputField, chance: random.Random) -> Fraction:
    step = Fraction(1, entry.fineness)
    if chance.random() < 0.45:
        edge = chance.choice([*_edges(rule, entry), entry.min, entry.max, Fraction(0)])
        return edge + chance.choice((-step, 0, step, 0))
    if chance.random() < 0.1:
        return chance.choice(
            (HUGE, -HUGE, -step, -entry.max, Fraction(1, 10**6), Fraction("0.005"), Fraction("-0.005"))
        )
    top = entry.max if chance.random() < 0.5 else min(entry.max, entry.min + 10_000)
    return entry.min + chance.randint(0, int((top - entry.min) / step)) * step


def _edges(rule: Rule, entry: InputField) -> list[Fraction]:
    """Every value that a parameter of the same unit ever has; of money also what makes ties of half a fen."""
    same = [p for p in rule.parameters.values() if isinstance(p.kind, NumberKind) and p.unit == entry.unit]
    values = [step.value for p in same for step in p.timeline.steps if isinstance(step.value, Fraction)]
    ties = [Fraction(87, 400) * odd for odd in (1, 3, 99, 20_001)] if entry.unit == "CNY" else []
    return [*values, *ties] or [entry.min]


def _day(chance: random.Random) -> date:
    if chance.random() < 0.25:
        return chance.choice(EDGES)
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def _around(day: date) -> list[date]:
    return [day + timedelta(days=by) for by in (-1, 0, 1)]


def compare(book: PolicyBook, rule: Rule, lang: Lang, some: Sequence[Case]) -> list[Difference]:
    """Every case in which the two runtimes' traces differ."""
    asked = [{"given": _texts(rule, case.given), "on": str(case.on)} for case in some]
    told = ask(RUNNER, {"rule": emit(rule, book, lang), "script": emit_script(rule), "cases": asked})
    assert len(told) == len(some)
    return [
        Difference(rule.id, case, ours, theirs)
        for case, theirs in zip(some, told)
        if (ours := canonical(rule, case, lang)) != theirs
    ]


def canonical(rule: Rule, case: Case, lang: Lang) -> str:
    """Python's trace of a case, as the JSON that Node writes, too."""
    given = {name: value for name, value in case.given.items() if value is not None}
    return json.dumps(trace_data(run(rule, given, case.on), lang), ensure_ascii=False, separators=(",", ":"))


def _texts(rule: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    """The same values as the browser's form gives them."""
    texts: dict[str, Any] = {}
    for entry in rule.inputs:
        value = given[entry.id]
        if isinstance(entry, InputRows):
            texts[entry.id] = [
                {each.id: _text(each, row[each.id]) for each in entry.fields if each.id in row} for row in value
            ]
        elif value is not None:
            texts[entry.id] = _text(entry, value)
    return texts


def _text(entry: InputField, value: Any) -> Any:
    if isinstance(value, Fraction):
        if entry.parts:
            return str(value)
        shown = value * 100 if entry.unit == "percent" else value  # a form has 50 where formulas have 1/2
        scaled = shown * 10**6  # every number here has at most six decimals
        assert scaled.denominator == 1
        return f"{Decimal(scaled.numerator).scaleb(-6):f}"
    return value if isinstance(value, bool) else write_text(entry, value)


def main(argv: Sequence[str] | None = None) -> int:
    """The long run, with progress; exit status 1 where anything differs."""
    parser = argparse.ArgumentParser(description="Compare Python's and Node's traces byte for byte.")
    parser.add_argument("--cases", type=int, default=50_000, help="cases a rule (default: 50000)")
    parser.add_argument("--rule", action="append", help="only this rule; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", action="store_true", help="of the rules in parity_rules")
    options = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        book = book_of_forms(Path(folder)) if options.forms else open_book(ROOT / "policy_data", date(2026, 11, 23))
    wrong = 0
    for rule in book.rules.values():
        if options.rule and rule.id not in options.rule:
            continue
        wrong += _long_run(book, rule, options.cases, options.seed)
    print("✓ no difference" if not wrong else f"✗ {wrong} differences")
    return 1 if wrong else 0


def book_of_forms(folder: Path) -> PolicyBook:
    """The small policy with the rules of `parity_rules`, whatever the real rules use; it is made in the folder."""
    policy = folder / "policy"
    shutil.copytree(HERE / "policy", policy, ignore=shutil.ignore_patterns("rules", "cases"))
    shutil.copytree(HERE / "parity_rules", policy / "rules")
    shutil.copy(HERE / "scales.yml", policy / "parameters")
    return open_book(policy)


def _long_run(book: PolicyBook, rule: Rule, count: int, seed: int) -> int:
    some, wrong, done = cases(rule, count, seed), 0, 0
    while batch := [case for _, case in zip(range(AT_ONCE), some)]:
        differences = compare(book, rule, LANGS[done // AT_ONCE % len(LANGS)], batch)
        done, wrong = done + len(batch), wrong + len(differences)
        for difference in differences[:3]:
            print(f"\n{difference}")
        if sys.stderr.isatty():
            print(f"\r  {rule.id:24} {done:>7,}", end="", file=sys.stderr, flush=True)
    print(f"\r  {rule.id:24} {done:>7,} cases, {wrong} differences")
    return wrong


if __name__ == "__main__":
    sys.exit(main())

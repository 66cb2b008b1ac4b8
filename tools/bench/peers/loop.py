"""The loop of a contender in Python: reads orders as lines of JSON, answers in lines of JSON.

A contender is started with two files: the task (parameters, rule, day) and the months that a rate is measured with.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

# Base wage and performance pay in fen, minutes of three late arrivals (0: none), days absent.
Month = tuple[int, int, list[int], int]
Results = dict[str, Any]


def task() -> dict[str, Any]:
    """What the bench hands over."""
    return dict(_read(sys.argv[1]))


def months() -> list[Month]:
    """The months to measure a rate with."""
    return list(_read(sys.argv[2]))


def serve(evaluate: Callable[[Month], Results], all_months: Callable[[Sequence[Month]], Iterable[Results]]) -> None:
    """Answer until the input ends. `evaluate` is what is timed; `all_months` need not keep a trace."""
    usual = months()
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "rate":
            answer: Any = _rate(evaluate, usual, order["seconds"])
        else:
            answer = list(all_months(_read(order["months"])))
        print(json.dumps(answer), flush=True)


def _rate(evaluate: Callable[[Month], Results], usual: Sequence[Month], seconds: float) -> dict[str, Any]:
    count, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        evaluate(usual[count % len(usual)])
        count += 1
    return {"rate": count / passed, "first": evaluate(usual[0])}


def _read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))

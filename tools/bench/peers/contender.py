"""A contender: a process of its own that works the rule out on request, and sleeps while the others have their turn."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from macros.site.build import ROOT


@dataclass
class Contender:
    """`name` and `command`; `each` is how many evaluations one of its turns counts for. Use it in a `with`."""

    name: str
    command: Sequence[str]
    each: int = 1
    rates: list[float] = field(default_factory=list)  # evaluations a second, one a round

    def __enter__(self) -> Contender:
        self._errors = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
        self._errors.close()

    def ask(self, **order: Any) -> Any:
        """Its answer to an order. Raises RuntimeError with what it said where it fails."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._process.wait()
            self._errors.seek(0)
            raise RuntimeError(f"{self.name} failed\n{self._errors.read()[-2000:]}")
        return json.loads(line)

    def take_turn(self, seconds: float) -> Mapping[str, Any]:
        """Measure one rate; returns the results of the first month."""
        answer = self.ask(do="rate", seconds=seconds)
        self.rates.append(answer["rate"] * self.each)
        return dict(answer["first"])

    def sums(self, months: Path) -> list[dict[str, Any]]:
        """The results of all months in a file."""
        return list(self.ask(do="sums", months=str(months)))

    @property
    def rate(self) -> float:
        """The median of its rounds."""
        return statistics.median(self.rates)

    def ratio(self, other: Contender) -> float:
        """How many times as quick as another: the median of the rounds' ratios."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.rates, other.rates))

"""A sheet worked out by several processes at once, in order and without holding more of it than a few chunks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from handbook.calc.sheets.cells import Row
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.reading import SheetReader
from handbook.lang.catalogue import Phrase
from handbook.problems.child_process import as_a_child, signals_blocked

CHUNK = 500  # rows that a worker takes at a time
FEW = 4  # chunks up to which starting workers takes longer than it saves
MOST_WORKERS = 8

R = TypeVar("R")
Result_co = TypeVar("Result_co", covariant=True)


class Calculator(Protocol[Result_co]):
    """What works out rows; it can be pickled."""

    def work(self, rows: Sequence[Row], /) -> Result_co:
        """What comes of some rows."""


def work_through(
    calculator: Calculator[R], rows: Iterator[Row], source: SheetReader
) -> Generator[tuple[R, int], None, None]:
    """Rows in order, chunk by chunk, each with how far the sheet that they come from has been read."""
    chunks = _chunks(rows, source)
    first = list(islice(chunks, FEW))
    workers = min(_processors(), MOST_WORKERS)
    chunks = chain(first, chunks)
    if len(first) < FEW or workers < 2:
        return ((calculator.work(rows), at) for rows, at in chunks)
    return _together(calculator, chunks, workers)


def _chunks(rows: Iterator[Row], source: SheetReader) -> Iterator[tuple[list[Row], int]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk, source.at


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _together(
    calculator: Calculator[R], chunks: Iterator[tuple[list[Row], int]], workers: int
) -> Generator[tuple[R, int], None, None]:
    """Several processes; never more than a few chunks are under way, so memory does not grow with the sheet."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    gc.freeze()  # what is there by now stays shared between the processes: none of them looks whether it is still used
    pool = ProcessPoolExecutor(workers, context, _begin, (calculator,))
    waiting: deque[tuple[Future[R], int]] = deque()
    try:
        for rows, at in chunks:
            with signals_blocked():  # the first one makes the processes
                waiting.append((pool.submit(_work, rows), at))
            if len(waiting) > 3 * workers:
                done, reached = waiting.popleft()
                yield done.result(), reached
        for done, reached in waiting:
            yield done.result(), reached
    except BrokenProcessPool:
        raise SheetError(Phrase("handbook.calc.pool.ended")) from None
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


_CALCULATORS: list[Calculator[Any]] = []  # of a worker process: its calculator


def _begin(calculator: Calculator[Any]) -> None:
    as_a_child()
    _CALCULATORS.append(calculator)


def _work(rows: Sequence[Row]) -> Any:
    return _CALCULATORS[-1].work(rows)

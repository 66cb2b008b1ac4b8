"""Work in a process of its own: what it yields and raises arrives, and nothing is left of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from macros.site.processes.apart import Died, alone, apart
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")


def two() -> Iterator[int]:
    yield os.getpid()
    yield 2


def raises() -> Iterator[int]:
    yield 1
    raise OSError(28, "No space left on device", "site")


def killed() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)


def endless() -> Iterator[bytes]:
    yield b"%d" % os.getpid()
    while True:
        yield bytes(100_000)


def within() -> Iterator[int]:
    yield os.getpid()
    yield from apart(two)


def test_it_is_another_process_also_within_another() -> None:
    one, other, number = apart(within)
    assert (len({one, other, os.getpid()}), number) == (3, 2)


def test_several_are_at_work_at_once() -> None:
    """Each waits for the other, with more to hand over than a pipe holds."""
    gates = [os.pipe(), os.pipe()]

    def meets(own: int) -> Iterator[bytes]:
        os.write(gates[1 - own][1], b".")
        os.read(gates[own][0], 1)
        yield from [bytes(100_000)] * 2

    assert sum(map(len, apart(partial(meets, 0), partial(meets, 1)))) == 400_000


@pytest.mark.parametrize(
    ("work", "told", "words"), [(raises, OSError, "No space left.*site"), (killed, Died, "多半是内存不够")]
)
def test_what_ends_it_is_raised_here(work: Callable[[], Iterator[int]], told: type[Exception], words: str) -> None:
    made = apart(work)
    assert next(made) == 1
    with pytest.raises(told, match=words):
        next(made)


def test_it_ends_when_nobody_asks_any_more() -> None:
    made = apart(endless)
    process = int(next(made))
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def make(work: Callable[[], Iterator[object]]) -> Iterator[object]:
    """What a process that is alone is asked for here."""
    return work()


def is_loaded(*modules: str) -> Iterator[bool]:
    yield from (module in sys.modules for module in modules)


def test_one_that_is_alone_has_nothing_of_this_one() -> None:
    __import__("mkdocs.commands.build")
    assert [*alone(__name__, partial(is_loaded, __name__, "mkdocs.commands.build"))] == [True, False]


@pytest.mark.parametrize(
    ("work", "told", "words"), [(raises, OSError, "No space left.*site"), (killed, Died, "多半是内存不够")]
)
def test_what_ends_one_that_is_alone_is_raised_here(
    work: Callable[[], Iterator[int]], told: type[Exception], words: str
) -> None:
    made = alone(__name__, work)
    assert next(made) == 1
    with pytest.raises(told, match=words):
        next(made)


def test_one_that_is_alone_ends_when_nobody_asks_any_more() -> None:
    made = alone(__name__, endless)
    process = int(next(made))
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def idle() -> Iterator[bytes]:
    yield b"%d" % os.getpid()
    time.sleep(2 * PATIENCE)


def dies_while_one_is_alone() -> Iterator[int]:
    made = alone(__name__, idle)
    yield int(next(made))
    os.kill(os.getpid(), signal.SIGKILL)


def test_one_that_is_alone_ends_with_the_one_that_asked() -> None:
    made = apart(dies_while_one_is_alone)
    process = next(made)
    with pytest.raises(Died):
        next(made)
    until(lambda: is_gone(process))

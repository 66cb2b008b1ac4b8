"""Work in a process of its own: what it needs of memory goes when it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from typing import TypeVar

from handbook import Phrase, Text, as_a_child, in_languages, signals_blocked

T = TypeVar("T")


class Died(Exception):
    """The process came to its end before its work; the message says how, for people."""


@dataclass(frozen=True)
class _Raised:
    error: Exception


@dataclass(frozen=True)
class _Done:
    """Nothing more will come."""


def apart(work: Callable[[], Iterator[T]]) -> Generator[T]:
    """What some work yields, one by one, as it is made; what it raises is raised here, and the process is gone when
    nobody asks any more. Where there is no fork it is done here. Raises Died."""
    if not hasattr(os, "fork"):
        yield from work()
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, sender))
    end = Finalize(None, _end, (process,), exitpriority=1)  # before Python, when it ends, waits for processes
    with signals_blocked():
        process.start()
    sender.close()
    try:
        while not isinstance(each := receiver.recv(), _Done):
            if isinstance(each, _Raised):
                raise each.error
            yield each
    except EOFError:
        process.join()
        raise Died(in_languages(death(process.exitcode or 0))) from None
    finally:
        end()


def _end(process: BaseProcess) -> None:
    if process.pid:
        process.kill()
        process.join()


def _work(work: Callable[[], Iterator[T]], sender: Connection) -> None:
    as_a_child()
    try:
        for each in work():
            sender.send(each)
        sender.send(_Done())
    except Exception as error:
        sender.send(_Raised(error))


def death(code: int) -> Text:
    """How a process came to its end, by its exit code."""
    if code == -signal.SIGKILL:
        return Phrase("macros.build.killed")
    how = f"signal {-code}" if code < 0 else f"exit {code}"
    return Phrase("macros.build.died", {"how": how})

"""Work in a process of its own: what it needs of memory goes when it ends."""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar, cast

from handbook import Phrase, Text, as_a_child, frozen, in_languages, signals_blocked

T = TypeVar("T")
_PROJECT = Path(__file__).parents[3]


class Died(Exception):
    """The process came to its end before its work; the message says how, for people."""


class Lost(Exception):
    """Whoever was to send more to a connection has died."""

    def __init__(self, receiver: Connection) -> None:
        super().__init__()
        self.receiver = receiver


@frozen
class _Raised:
    error: Exception


@frozen
class _Done:
    """Nothing more will come."""


def apart(*works: Callable[[], Iterator[T]]) -> Generator[T]:
    """What some works yield, each in a process of its own, one by one, as it is made; what one raises is raised here,
    and the processes are gone when nobody asks any more. Where there is no fork it is done here. Raises Died."""
    if not hasattr(os, "fork"):
        for work in works:
            yield from work()
        return
    with contextlib.ExitStack() as stack:
        running = dict(_begun(work, stack) for work in works)
        try:
            yield from received(*running)
        except Lost as lost:
            running[lost.receiver].join()
            raise Died(in_languages(death(running[lost.receiver].exitcode or 0))) from None


def alone(module: str, given: object) -> Generator[Any]:
    """As `apart`, what the `make` of a module yields of something given, in a process that begins at once and has
    nothing of this one: it loads that module, and not what is loaded here."""
    if not hasattr(os, "fork"):
        return cast(Generator[Any], importlib.import_module(module).make(given))
    here, there = multiprocessing.Pipe()
    code = f"from {__name__} import answer; answer({module!r}, {there.fileno()})"
    path = os.pathsep.join(filter(None, [str(_PROJECT), os.environ.get("PYTHONPATH")]))  # of the very same code
    with signals_blocked():  # so they are for the new one, until it is `as_a_child`
        process = subprocess.Popen(
            (sys.executable, "-P", "-c", code), pass_fds=[there.fileno()], env={**os.environ, "PYTHONPATH": path}
        )
    there.close()
    return _answered(process, here, given)


def _answered(process: subprocess.Popen[bytes], connection: Connection, given: object) -> Generator[Any]:
    with connection, process:
        try:
            connection.send(given)
            yield from received(connection)
        except (Lost, BrokenPipeError):
            raise Died(in_languages(death(process.wait()))) from None
        finally:
            process.kill()


def answer(module: str, handle: int) -> None:
    """In the process that is `alone`: make what is asked for, as long as there is somebody who asks."""
    as_a_child()
    gc.set_threshold(100_000, 20, 50)  # it keeps what it loads, and ends
    connection = Connection(handle)
    given = connection.recv()
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    _send(partial(importlib.import_module(module).make, given), connection)


def _end_with(connection: Connection) -> None:
    wait([connection])  # nothing more is sent here but its end
    os._exit(1)


def _begun(work: Callable[[], Iterator[T]], stack: contextlib.ExitStack) -> tuple[Connection, BaseProcess]:
    """A process at work, ended with the stack, and what it sends."""
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = begin(stack, (work, sender))
    sender.close()
    return receiver, process


def begin(stack: contextlib.ExitStack, *works: tuple[Callable[[], Iterator[Any]], Connection]) -> BaseProcess:
    """Let a process, ended with the stack, do some works one after another, and send what each yields to its own
    connection; `received` gets it."""
    process = multiprocessing.get_context("fork").Process(target=_work, args=works)
    stack.callback(Finalize(None, _end, (process,), exitpriority=1))  # before Python, when it ends, waits for processes
    with signals_blocked():
        process.start()
    return process


def received(*receivers: Connection) -> Iterator[Any]:
    """What some works have yielded until their ends, as it comes; what one raised is raised here. Raises Lost."""
    running = list(receivers)
    while running:
        for receiver in cast(list[Connection], wait(running)):
            try:
                each = receiver.recv()
            except EOFError:
                raise Lost(receiver) from None
            if isinstance(each, _Raised):
                raise each.error
            if isinstance(each, _Done):
                running.remove(receiver)
            else:
                yield each


def _end(process: BaseProcess) -> None:
    if process.pid:
        process.kill()
        process.join()


def _work(*works: tuple[Callable[[], Iterator[Any]], Connection]) -> None:
    as_a_child()
    for work, sender in works:
        _send(work, sender)


def _send(work: Callable[[], Iterator[Any]], sender: Connection) -> None:
    with contextlib.suppress(BrokenPipeError):  # whoever it was for has died, and that is told where it was waited for
        try:
            for each in work():
                sender.send(each)
            sender.send(_Done())
        except BrokenPipeError:
            raise
        except Exception as error:
            sender.send(_Raised(error))


def death(code: int) -> Text:
    """How a process came to its end, by its exit code."""
    if code == -signal.SIGKILL:
        return Phrase("macros.build.killed")
    how = f"signal {-code}" if code < 0 else f"exit {code}"
    return Phrase("macros.build.died", {"how": how})

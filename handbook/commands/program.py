"""How a command begins and how it ends: an interrupt, a closed pipe, a full disk or a fault of its own is one sentence.

Exit status: 0 done; 1 something was found or refused; 2 the command line is wrong; 70 the program has a fault;
130 interrupted (Ctrl+C); 141 nobody reads the output any more; 143 ended from outside (SIGTERM), 129 with its terminal.

Next to nothing is imported here, not even `typing`: a command may be interrupted while it is still loading. What comes
before this, some hundredths of a second, is the interpreter's own beginning, whose traceback nobody can prevent.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType
    from typing import Any, NoReturn

    from handbook.lang.languages import Lang, Text

BOTH: tuple[Lang, ...] = ("zh", "en")
INTERRUPTED, CLOSED_PIPE = 130, 141
_INTERRUPTED = "handbook.program.interrupted"


def languages(argv: Sequence[str], default: Sequence[Lang] = ("zh",)) -> tuple[Lang, ...]:
    """The languages to speak: what `--lang` or HANDBOOK_LANG asks for, else `default`, which may be both."""
    asked = _option(argv, "--lang") or os.environ.get("HANDBOOK_LANG")
    return tuple(lang for lang in BOTH if lang == asked) or tuple(default)


def _option(argv: Sequence[str], name: str) -> str | None:
    for index, word in enumerate(argv):
        if word == name and index + 1 < len(argv):
            return argv[index + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def _interrupted(spoken: Sequence[Lang]) -> str:
    """What is said of an interrupt, read without a parser: it must be known before anything else is loaded."""
    _, section, key = _INTERRUPTED.split(".")
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "words")
    found = []
    for lang in spoken:
        with open(os.path.join(folder, lang, f"{section}.yml"), encoding="utf-8") as file:
            found += [line.partition(": ")[2].strip() for line in file if line.startswith(f"{key}: ")]
    return " ".join(found)


class _Leave:
    """Ends the process at once: for as long as a command has begun nothing that must be cleared up."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(OSError):
            os.write(2, f"{self.said}\n".encode())
        os._exit(INTERRUPTED)


def start(module: str, default: Sequence[Lang] = ("zh",)) -> NoReturn:
    """Import a command's module and run its `main`; Ctrl+C counts from the first moment to the last."""
    gc.set_threshold(200_000, 20, 50)  # what a command loads it keeps until it ends: a tenth of its time went into that
    spoken = languages(sys.argv[1:], default)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # under nohup it stays ignored
        signal.signal(signal.SIGINT, _Leave(_interrupted(spoken)))
    try:
        command = importlib.import_module(module)
    except Exception as error:
        sys.exit(_explain(error, spoken))
    try:
        sys.exit(command.main())
    finally:
        gc.freeze()  # nor need the interpreter look through it all once more as it ends


def outcome(work: Callable[[], int], spoken: Sequence[Lang]) -> int:
    """Do it and return the exit status; whatever ends it before its time becomes a sentence."""
    with _ended_by_signals():
        try:
            done = work()
            _flush()
        except KeyboardInterrupt:
            with contextlib.suppress(KeyboardInterrupt):  # once is enough
                _print(("\n" if _watched() else "") + _interrupted(spoken))
            done = INTERRUPTED
        except BrokenPipeError:
            done = CLOSED_PIPE
        except Exception as error:
            done = _explain(error, spoken)
        finally:
            _give_up_what_cannot_be_written()
        return done


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Signals that end the program pass through it as exceptions, so that it clears up; ignored ones stay ignored."""
    import threading

    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for name, handler in (("SIGINT", signal.default_int_handler), ("SIGTERM", _end), ("SIGHUP", _end)):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number and (signal.getsignal(number) == signal.SIG_DFL or isinstance(signal.getsignal(number), _Leave)):
                before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _explain(error: Exception, spoken: Sequence[Lang]) -> int:
    from handbook.problems.system_errors import status

    _print(f"✗ {in_languages(explained(error), spoken)}")
    return status(error)


def explained(error: BaseException) -> Text:
    """A sentence about an error; for who asked with HANDBOOK_DEBUG=1, its traceback before."""
    from handbook.problems.system_errors import sentence

    if os.environ.get("HANDBOOK_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return sentence(error)


def _print(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)


def in_languages(words: Text, spoken: Sequence[Lang] = BOTH) -> str:
    """A sentence in each of the languages."""
    return " ".join(words[lang] for lang in spoken)


def _watched() -> bool:
    """Whether a terminal has just shown ^C on the line."""
    return bool(sys.stderr) and sys.stderr.isatty()


def _flush() -> None:
    if sys.stdout:
        sys.stdout.flush()


def _unwritten(stream: Any) -> bool:
    """Whether a stream holds what it cannot write."""
    try:
        if stream:
            stream.flush()
    except (OSError, ValueError):
        return True
    return False


def _give_up_what_cannot_be_written() -> None:
    """Else the interpreter tries once more when it ends, and says so in its own way."""
    for stream in (sys.stdout, sys.stderr):
        if _unwritten(stream):
            with contextlib.suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)

"""What no file of the policy is to blame for, in words: refusals of the operating system, settings, and faults of the
program."""

from __future__ import annotations

import errno
import os

from handbook.lang.catalogue import Phrase, Verbatim
from handbook.lang.languages import Text
from handbook.lang.traditional import NoSuchStyle

_NOT_WRITTEN = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)
REFUSED, BROKEN = 1, 70  # exit statuses

_REASONS: tuple[tuple[tuple[int, ...], str], ...] = (  # keys of the catalogue
    ((errno.ENOENT,), "handbook.program.absent"),
    ((errno.EACCES, errno.EPERM), "handbook.program.no_permission"),
    ((errno.EROFS,), "handbook.program.read_only"),
    ((errno.ENOSPC, errno.EFBIG), "handbook.program.disk_full"),
    ((errno.EDQUOT,), "handbook.program.quota"),
    ((errno.EISDIR,), "handbook.program.a_directory"),
    ((errno.ENOTDIR,), "handbook.program.no_directory"),
    ((errno.ENOTEMPTY, errno.EEXIST), "handbook.program.not_empty"),
    ((errno.EBUSY, errno.ETXTBSY), "handbook.program.in_use"),
    ((errno.ENAMETOOLONG,), "handbook.program.long_name"),
    ((errno.ELOOP,), "handbook.program.circle"),
    ((errno.EMFILE, errno.ENFILE), "handbook.program.many_open"),
    ((errno.ENOMEM,), "handbook.program.memory"),
    ((errno.EAGAIN,), "handbook.program.processes"),
    ((errno.EIO,), "handbook.program.disk_failed"),
    ((errno.EADDRINUSE,), "handbook.program.taken"),
    ((errno.EADDRNOTAVAIL,), "handbook.program.not_ours"),
)


def reason(error: OSError) -> Text:
    """Why the operating system refused; in its own words where we have none."""
    for numbers, key in _REASONS:
        if error.errno in numbers:
            return Phrase(key)
    if type(error).__name__ == "gaierror":  # of the module socket, which few commands need
        return Phrase("handbook.program.no_address")
    return Verbatim(str(error.strerror or error or type(error).__name__))


def why_unreadable(error: OSError) -> Text:
    """The same of a file that was to be read."""
    return Phrase("handbook.files.unreadable.no_permission") if isinstance(error, PermissionError) else reason(error)


def sentence(error: BaseException) -> Text:
    """One sentence about anything that may end a command before its time."""
    if isinstance(error, OSError):
        why = reason(error)
        if error.filename is None and error.errno in _NOT_WRITTEN:
            return Phrase("handbook.program.unwritten", {"why": why})
        if error.filename is None:
            return Phrase("handbook.program.refused", {"why": why})
        name = error.filename2 if error.errno in _NOT_WRITTEN and error.filename2 else error.filename
        file = os.fsdecode(name) if isinstance(name, bytes | str) else str(name)
        return Phrase("handbook.program.file", {"file": file, "why": why})
    if isinstance(error, MemoryError):
        return Phrase("handbook.program.memory")
    if isinstance(error, ModuleNotFoundError):
        return Phrase("handbook.program.package", {"name": error.name})
    if isinstance(error, NoSuchStyle):
        return Phrase("handbook.program.traditional", {"value": str(error)})
    return Phrase("handbook.program.fault", {"what": f"{type(error).__name__}{_where(error)}"})


def status(error: BaseException) -> int:
    """The exit status for it: 1 where the world refused, 70 where the program is broken."""
    return REFUSED if isinstance(error, OSError | MemoryError | ModuleNotFoundError | NoSuchStyle) else BROKEN


def _where(error: BaseException) -> str:
    """The innermost place of our own code, `, quiz/papers/paper.py:31`."""
    here = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    places, step = [], error.__traceback__
    while step:
        places.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    ours = [(file, line) for file, line in places if file.startswith(here) and "site-packages" not in file]
    if not ours:
        return ""
    file, line = ours[-1]
    return f", {os.path.relpath(file, here).replace(os.sep, '/')}:{line}"

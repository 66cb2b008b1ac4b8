"""The commands as a person runs them, in this process."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOLD = (0, 1, 2)  # done, something to tell, misused: whatever is given, no other end is right


def outcome(main: Callable[[list[str]], object], argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command printed; it must end in one of the ways that are told, in words."""
    with pytest.raises(SystemExit) as left:
        main(argv)
    printed = capsys.readouterr()
    assert left.value.code in TOLD, (argv, printed.err)
    assert "Traceback" not in printed.out + printed.err
    assert (printed.out + printed.err).strip(), argv
    return printed.out

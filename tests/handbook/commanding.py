"""The command run inside the tests, as somebody types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from handbook import cli


@dataclass
class Done:
    """What came of a run."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


def run_command(capsys: pytest.CaptureFixture[str], *argv: str) -> Done:
    """Run `handbook` with these words, which never ends in a traceback."""
    with pytest.raises(SystemExit) as left:
        cli.main(argv)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    assert isinstance(left.value.code, int)
    return Done(left.value.code, printed.out, printed.err)

"""What the tests of `handbook calc` share: a small policy with rules, and the command run on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handbook import cli

HERE = Path(__file__).parent
TODAY = "2026-03-15"


@dataclass
class Calculated:
    """What came of a run of `handbook calc`."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Calc = Callable[..., Calculated]


@pytest.fixture(scope="session")
def ruled_policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small policy with the rules of `calc/rules/`."""
    policy = tmp_path_factory.mktemp("ruled") / "policy"
    shutil.copytree(HERE / "policy", policy)
    for folder in ("rules", "cases"):
        shutil.rmtree(policy / folder, ignore_errors=True)
    shutil.copytree(HERE / "calc" / "rules", policy / "rules")
    return policy


@pytest.fixture
def calc(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ruled_policy: Path) -> Calc:
    """Runs `handbook calc` in this process on the small policy, in March 2026."""
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)

    def run_it(*argv: object) -> Calculated:
        with pytest.raises(SystemExit) as left:
            cli.main(["calc", "--data", str(ruled_policy), "--today", TODAY, *map(str, argv)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        assert isinstance(left.value.code, int)
        return Calculated(left.value.code, printed.out, printed.err)

    return run_it

"""What the tests of `handbook calc` share: a small policy with rules, and the command run on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook import cli
from handbook.commands import check
from handbook.policy import load
from handbook.policy.load import Loaded

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

LOADED: dict[tuple[Path, date | None], Loaded] = {}  # the real policy, which no test changes, by day


@pytest.fixture
def real_policy_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that read the real policy are given what the first of them read on that day: it is frozen."""
    read = load.load

    def given(root: Path, today: date | None = None, *more: Any) -> Loaded:
        if root != Path("policy_data") or more:
            return read(root, today, *more)
        if (root, today) not in LOADED:
            LOADED[root, today] = read(root, today)
        return LOADED[root, today]

    monkeypatch.setattr(load, "load", given)
    monkeypatch.setattr(check, "load", given)


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

"""A plugin of pytest that tells coverage which test runs, in this process and in those that the test starts.

It is used by `covering.py` alone, in a run under `coverage` whose configuration takes its context from `TEST`.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

TEST = "MUTANTS_TEST"  # the test that runs; what a test starts takes it for its context
FOLDER = "MUTANTS_FOLDER"  # the folder for what each test took, and the shared fixtures that it uses


def pytest_configure() -> None:
    # What coverage hands down is a copy of the configuration, made while no test ran yet.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _now(item.nodeid)
    before = _spent()
    try:
        return (yield)
    finally:
        _now("")
        fixtures = " ".join(getattr(item, "fixturenames", ()))
        with (Path(os.environ[FOLDER]) / f"{os.getpid()}.tsv").open("a", encoding="utf-8") as file:
            file.write(f"{_spent() - before:.3f}\t{fixtures}\t{item.nodeid}\n")


def _spent() -> float:
    """Seconds of processor time of this process and of those that it saw end: other work on the machine adds none."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """What is made once for many tests is made by all of them."""
    test = os.environ[TEST]
    if fixturedef.scope != "function":
        _now(f"fixture {fixturedef.argname}")
    try:
        return (yield)
    finally:
        _now(test)


def _now(test: str) -> None:
    os.environ[TEST] = test
    if measuring := Coverage.current():
        measuring.switch_context(test)

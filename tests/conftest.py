"""What holds for all tests: how many examples the property tests draw, and which tests `make quick` leaves out."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.fuzzing import FACTOR

# No deadlines: a busy machine is no fault of the program's. HYPOTHESIS_PROFILE is set by `make quick` and `make fuzz`.
settings.register_profile("default", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=100 * FACTOR, print_blob=True)
settings.register_profile("mutants", deadline=None, phases=[Phase.explicit, Phase.generate])  # one failure is enough
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

_SITE = Path(__file__).parent / "site"

# A shell that runs the tests in the background has them ignore these, and what they start would inherit that.
for ignored in (each for each in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_IGN):
    signal.signal(ignored, signal.default_int_handler if ignored == signal.SIGINT else signal.SIG_DFL)


def pytest_configure(config: pytest.Config) -> None:
    """Of several workers (`-n 2`) one takes all tests of a file, so that what they share is made once."""
    if config.getoption("dist", "no") == "load":
        config.option.dist, config.option.loadscopereorder = "loadfile", False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Property tests are `fuzz` tests and those of the built site `site` tests, without a mark of their own."""
    for item in items:
        if item.path.is_relative_to(_SITE):
            item.add_marker(pytest.mark.site)
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.fuzz)

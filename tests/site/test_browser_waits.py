"""How the browser tests wait: our pages forbid to evaluate text, as a browser that looks again would have to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

EXPRESSION = re.compile(r'wait_for_function\(\s*f?"(?!\([^)]*\) =>|\w+ =>)')


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_what_is_waited_for_is_a_function(path: Path) -> None:
    """Playwright reads a function once; an expression it would read at each look, and only the first one may."""
    assert not EXPRESSION.search(path.read_text("utf-8"))

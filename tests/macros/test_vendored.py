"""What others wrote is as it was taken in: version, licence and checksum."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "docs/assets/js/vendor"
_ROW = re.compile(r"^\| (\S+\.js) \| \[(\S+)\]\(\S+\) \| (\S+) \| (.+) \| ([0-9a-f]{64}) \|$", re.MULTILINE)
ROWS = {row[0]: row[1:] for row in _ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8"))}


def test_every_file_is_on_the_list() -> None:
    assert sorted(ROWS) == sorted(path.name for path in VENDOR.glob("*.js"))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_file_is_as_it_was_taken_in(name: str) -> None:
    package, version, licence, checksum = ROWS[name]
    content = (VENDOR / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == checksum
    assert content.startswith(f"/*! {package} {version}".encode())
    assert licence in content.decode().partition("*/")[0]
    assert (VENDOR / name).with_suffix(".LICENSE.txt").is_file()

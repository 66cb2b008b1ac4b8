"""The browser libraries in the site are those of the npm lock, unchanged, with their licence and checksum."""

from __future__ import annotations

import json

from tools.vendor import LIBRARIES, ROOT, VENDOR, checksum


def test_vendored_files_are_the_locked_ones() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    listed = (VENDOR / "README.md").read_text(encoding="utf-8")
    for name, file, _ in LIBRARIES:
        copy = VENDOR / file.rpartition("/")[2]
        original = ROOT / "node_modules" / name / file
        assert copy.read_bytes() == original.read_bytes()
        version = locked[f"node_modules/{name}"]["version"]
        assert f"| {name} | {version} | MIT | {copy.name} | {checksum(copy)} |" in listed
        assert "MIT" in copy.with_suffix(".LICENSE.txt").read_text(encoding="utf-8")


def test_nothing_else_is_vendored() -> None:
    scripts = {path.name for path in VENDOR.iterdir() if path.suffix in (".js", ".mjs")}
    assert scripts == {file.rpartition("/")[2] for _, file, _ in LIBRARIES}

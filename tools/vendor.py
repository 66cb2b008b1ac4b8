"""`make vendor`: copies the browser libraries that the site ships from the locked npm packages, with licence and checksum."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "docs" / "assets" / "vendor"
# Name of the package, the file of it that is shipped, and its licence.
LIBRARIES = (("fraction.js", "dist/fraction.mjs", "LICENSE"),)
_HEAD = """# Browser libraries

Copied from the npm packages that `package-lock.json` names, byte for byte; `make vendor` renews them. Do not edit.

| library | version | licence | file | SHA-256 |
|---|---|---|---|---|
"""


def vendor(modules: Path = ROOT / "node_modules") -> None:
    """Copy every library and write down what it is."""
    rows = []
    for name, file, licence in LIBRARIES:
        package = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        target = VENDOR / Path(file).name
        shutil.copyfile(modules / name / file, target)
        shutil.copyfile(modules / name / licence, target.with_suffix(".LICENSE.txt"))
        row = (name, package["version"], package["license"], target.name, checksum(target))
        rows.append("| " + " | ".join(row) + " |\n")
    (VENDOR / "README.md").write_text(_HEAD + "".join(rows), encoding="utf-8")


def checksum(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    vendor()
    print((VENDOR / "README.md").read_text(encoding="utf-8"))

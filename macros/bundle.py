"""The calculator's modules as one classic script: it also runs from a file opened without a server, where browsers
refuse modules, and it is one request instead of twelve.

Node and the tests run the modules themselves. The bundle is the same text less `import` lines and the word `export`,
so the modules keep to a simple form: imports on one line, exports at the line's beginning, top-level names unique.
"""

from __future__ import annotations

import re
from pathlib import Path

URI = "assets/js/calculator.js"
MODULES = "assets/js/calculator"
VENDOR = "assets/vendor"
ORDER = (
    "days",
    "say",
    "functions",
    "explain",
    "engine",
    "inputs",
    "state",
    "dom",
    "form",
    "pictures",
    "result",
    "element",
)
_FRACTION, _LICENCE = "fraction.mjs", "fraction.LICENSE.txt"
_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export \{[^}]*\};?\n?|^export default .*;\n?", re.MULTILINE | re.DOTALL)


def bundle(docs: Path) -> str:
    """The script, strict and with no name left in the page's scope."""
    vendor = docs / VENDOR
    fraction = _EXPORT_LIST.sub("", (vendor / _FRACTION).read_text(encoding="utf-8"))
    licence = (vendor / _LICENCE).read_text(encoding="utf-8").strip()
    parts = [f"const Fraction = (() => {{\n{fraction}\nreturn Fraction;\n}})();\n"]
    parts += [_plain((docs / MODULES / f"{name}.js").read_text(encoding="utf-8")) for name in ORDER]
    return f'/*! fraction.js, {licence} */\n"use strict";\n(() => {{\n' + "\n".join(parts) + "})();\n"


def is_source(uri: str) -> bool:
    """Whether a file is in the bundle and need not be in the site by itself."""
    return uri.startswith((f"{MODULES}/", f"{VENDOR}/"))


def _plain(module: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", module))

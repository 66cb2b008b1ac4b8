"""The calculator's modules as one classic script: it also runs from a file opened without a server, where browsers
refuse modules, and it is one request instead of twelve.

Node and the tests run the modules themselves. The bundle is the same text less `import` lines and the word `export`,
so the modules keep to a simple form: imports on one line, exports at the line's beginning, top-level names unique.
"""

from __future__ import annotations

import re
from pathlib import Path

from rjsmin import jsmin

URI = "assets/js/calculator.js"
MODULES = "assets/js/calculator"
ORDER = (
    "fraction",
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
_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)


def bundle(docs: Path) -> str:
    """The script, strict, with no name left in the page's scope, and without comments."""
    parts = [_plain((docs / MODULES / f"{name}.js").read_text(encoding="utf-8")) for name in ORDER]
    script: str = jsmin('"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n") + "\n"
    return script


def is_source(uri: str) -> bool:
    """Whether a file is in the bundle and need not be in the site by itself."""
    return uri.startswith(f"{MODULES}/")


def _plain(module: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", module))

"""The modules of a page as one classic script: it also runs from a file opened without a server, where browsers
refuse modules, and it is one request instead of twelve.

Node and the tests run the modules themselves. The bundle is the same text less `import` lines and the word `export`,
so the modules keep to a simple form: imports on one line, exports at the line's beginning, top-level names unique.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from rjsmin import jsmin

_ROOM = "assets/js"
_ROOMS = ("calculator", "quiz")
ENTRIES = {"calculator": "calculator/element", "practice": "quiz/practice", "paper": "quiz/builder"}
_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_FROM = re.compile(r'^import .*?"(\.[^"]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)


def uri(script: str) -> str:
    """Where the site has a script."""
    return f"{_ROOM}/{script}.js"


def bundle(docs: Path, script: str) -> str:
    """The script, strict, with no name left in the page's scope, and without comments."""
    return joined([_text(docs, name) for name in modules(docs, script)])


def joined(texts: Sequence[str]) -> str:
    """Modules in order as one classic script."""
    text: str = jsmin('"use strict";\n(() => {\n' + "\n".join(map(_plain, texts)) + "})();\n") + "\n"
    return text


def modules(docs: Path, script: str) -> list[str]:
    """The modules of a script, each after those that it imports, as far as that can be."""
    order: dict[str, None] = {}
    begun: set[str] = set()  # two modules may need each other's functions

    def visit(name: str) -> None:
        if name in begun:
            return
        begun.add(name)
        for found in _FROM.finditer(_text(docs, name)):
            visit(posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1])))
        order[name] = None

    visit(ENTRIES[script])
    return list(order)


def is_source(uri: str) -> bool:
    """Whether a file is in a bundle and need not be in the site by itself."""
    return any(uri.startswith(f"{_ROOM}/{room}/") for room in _ROOMS)


def _text(docs: Path, name: str) -> str:
    return (docs / _ROOM / f"{name}.js").read_text(encoding="utf-8")


def _plain(module: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", module))

"""The scripts and styles of the site, minified; the modules of a page as one classic script.

A classic script also runs from a file opened without a server, where browsers refuse modules, and it is one request
instead of twelve. Node and the tests run the modules themselves. The script is the same text less `import` lines and
the word `export`, so the modules keep to a simple form: imports and exports at the line's beginning, top-level
names unique.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path, PurePath

from handbook import Stamp, stamp
from macros.assets import styles
from macros.render.kept import Kept, digest

_ROOM = "assets/js"
ENTRIES = {
    "handbook": "page/handbook",
    "not_there": "page/not_there",
    "changes": "page/changes",
    "search": "search/dialog",
    "calculator": "calculator/element",
    "waterfall": "calculator/pictures/waterfall",
    "steps": "calculator/pictures/steps",
    "timeline": "calculator/pictures/timeline",
    "working": "calculator/working",
    "practice": "quiz/practice",
    "reading": "quiz/reading",
    "paper": "quiz/builder",
    "papers": "exam/papers",
    "signoff": "signoff/trainers",
    "acknowledge": "signoff/acknowledging",
    "files": "archive/files",
    "printing": "printing/printing",
    "lines": "exam/collecting",
    "exam_making": "exam/making",
    "grading": "grading/element",
    "handouts": "grading/handouts_script",
    "offline": "offline/page",
    "offline_worker": "offline/worker",
    "offline_retired": "offline/retired",
}
# Scripts that come to a page that has another: a picture at once, the working later.
PARTS = dict.fromkeys(("waterfall", "steps", "timeline", "working"), "calculator")
PAGES = {
    "exam": "sitting/exam",
    "grade": "grading/own_page",
    "course": "scorm/course",
}  # scripts of pages that stand alone
_LOOKS_AS = {"course": "exam"}  # each other has a file of styles of its own name
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_FROM = re.compile(r'^import [^;]*?"(\.[^"]+)\.js";$', re.MULTILINE)
_NAMES = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)\.js";$', re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)
# Both begin with what is looked for quickly.
_RETURNS_NOTHING = re.compile(r"return(?<=\breturn) undefined;$", re.MULTILINE)
_TAKES_APART = re.compile(r"\n(?<!\{\n)(?=[ \t]*(?:const|let) ?[\[{])")


@cache
def _minified(part: str) -> Kept:
    """What is minified by one process after another. Of each part a process needs all or nothing: what it does not use
    goes."""
    return Kept(f"minified-{part}", version("minify-go"), rest_goes=True)


class BadAsset(Exception):
    """A script or a style cannot be read; the message says which and where."""


def uri(script: str) -> str:
    """Where the site has a script."""
    return f"{_ROOM}/{script}.js"


def assets(docs: Path) -> dict[str, str]:
    """Every script and style by its address in the site. Raises BadAsset."""
    return minified(_files(docs, tuple(ENTRIES), styles.ENTRIES), "assets")


def make_ready(docs: Path) -> None:
    """Make all of it where nothing is kept, and keep it. Raises BadAsset."""
    if _minified("assets").empty:
        make_all(docs)


def make_all(docs: Path) -> None:
    """Make all of it, and keep what is new. Raises BadAsset."""
    assets(docs)
    for page in PAGES:
        page_parts(docs, page)
    for part in ("assets", "pages"):
        _minified(part).save()


def page_parts(docs: Path, page: str) -> tuple[str, str]:
    """The script and the styles of a page that stands alone. Raises BadAsset."""
    look = _LOOKS_AS.get(page, page)
    parts = minified(_files(docs, (page,), (look,)), "pages")
    return parts[uri(page)], parts[styles.uri(look)]


def _files(docs: Path, scripts: tuple[str, ...], looks: tuple[str, ...]) -> dict[str, str]:
    """Scripts and styles by their addresses in the site."""
    return _as_saved(docs, scripts, looks, stamp([docs / _ROOM, docs / styles.FOLDER]))


@lru_cache(maxsize=1 + len(PAGES))  # the same for all languages of a site, and for many builds while somebody watches
def _as_saved(docs: Path, scripts: tuple[str, ...], looks: tuple[str, ...], _saved: Stamp) -> dict[str, str]:
    modules = Modules(docs)
    texts = {uri(script): _script(modules, script) for script in scripts}
    return texts | {styles.uri(look): styles.text(docs, look) for look in looks}


def delivering(docs: Path, names: Mapping[str, Iterable[str]], place: str) -> str:
    """A script that leaves in a place, such as `globalThis.tried`, what is named of each module."""
    given = f"{place} = {{ {', '.join(dict.fromkeys(name for of in names.values() for name in of))} }};\n"
    modules = Modules(docs)
    return joined([*map(modules.text, modules.in_order(names)), given])


def _script(modules: Modules, script: str) -> str:
    base = PARTS.get(script)
    if base:  # what the page has already is given, not brought again
        shared = f"const {{ {', '.join(_shared(modules, script, base))} }} = {_given(base)};\n"
        theirs = {*modules.of(base)}
        return joined([shared, *(modules.text(name) for name in modules.of(script) if name not in theirs)])
    parts = [part for part, of in PARTS.items() if of == script]
    names = sorted({name for part in parts for name in _shared(modules, part, script)})
    given = [f"{_given(script)} = {{ {', '.join(names)} }};\n"] if parts else []
    return joined([*map(modules.text, modules.of(script)), *given])


def _given(script: str) -> str:
    """Where a script leaves what its parts need of it."""
    return f"globalThis.handbook_{script}"


def _shared(modules: Modules, part: str, base: str) -> list[str]:
    """The names that a part has of the modules of the script that it comes to."""
    theirs, found = set(modules.of(base)), set[str]()
    for module in modules.of(part):
        if module not in theirs:
            for names, of in _NAMES.findall(modules.text(module)):
                if posixpath.normpath(posixpath.join(posixpath.dirname(module), of)) in theirs:
                    found |= {name.strip() for name in names.split(",") if name.strip()}
    return sorted(found)


def joined(texts: Sequence[str]) -> str:
    """Modules in order as one classic script, strict, with no name left in the page's scope.

    Raises BadAsset where two have the same name for something: the later function would silently stand for both.
    """
    plain = list(map(_plain, texts))
    count = Counter(name for text in plain for name in set(_DECLARED.findall(text)))
    if doubles := sorted(name for name, modules in count.items() if modules > 1):
        raise BadAsset(f"two modules of one script declare {', '.join(doubles)}")
    return '"use strict";\n(() => {\n' + "\n".join(plain) + "})();\n"


def minified(files: Mapping[str, str], part: str) -> dict[str, str]:
    """All files of a part of the site in fewer bytes. Raises BadAsset where one is no JavaScript or CSS."""
    kept = _minified(part)
    files = {name: _read_rightly(text) if name.endswith(".js") else text for name, text in files.items()}
    keys = {name: digest(PurePath(name).suffix, text) for name, text in files.items()}
    new = {name: text for name, text in files.items() if kept.get(keys[name]) is None}
    for name, smaller in (_minify(new) if new else {}).items():
        kept.put(keys[name], smaller)
    return {name: kept.get(key) for name, key in keys.items()}


def _read_rightly(script: str) -> str:
    """The same script, in which the minifier finds nothing that it reads wrongly: nothing moves, nothing is dropped.

    It makes one declaration of those that follow each other and moves to its front the first that takes something
    apart, which calls what it calls too early: a statement that does nothing keeps them apart. Of expressions before
    the last `return undefined` it returns the last: it is given another undefined. Both are found where Prettier puts
    them in a line; for the rest that it reads wrongly the linter has rules.
    """
    return _RETURNS_NOTHING.sub("return 0[0];", _TAKES_APART.sub("\n0;", script))


def _minify(files: Mapping[str, str]) -> dict[str, str]:
    # The minifier brings a runtime with threads, which forked processes must not inherit: it runs in its own process.
    command = (sys.executable, "-P", Path(__file__).with_name("minifying.py"))
    done = subprocess.run(command, input=json.dumps(files).encode(), capture_output=True, check=False)
    if done.returncode:
        raise BadAsset(done.stderr.decode(errors="replace").strip())
    smaller: dict[str, str] = json.loads(done.stdout)
    return smaller


class Modules:
    """The modules as they are now: each is read once, however many scripts it is a part of."""

    def __init__(self, docs: Path) -> None:
        self._folder = docs / _ROOM
        self._texts: dict[str, str] = {}
        self._orders: dict[str, list[str]] = {}

    def text(self, name: str) -> str:
        """What a module says."""
        if name not in self._texts:
            self._texts[name] = (self._folder / f"{name}.js").read_text(encoding="utf-8")
        return self._texts[name]

    def of(self, script: str) -> list[str]:
        """The modules of a script, each after those that it imports, as far as that can be."""
        if script not in self._orders:
            self._orders[script] = self.in_order([(ENTRIES | PAGES)[script]])
        return self._orders[script]

    def in_order(self, names: Iterable[str]) -> list[str]:
        """These modules and all that they import, each after what it imports, as far as that can be."""
        order: dict[str, None] = {}
        begun: set[str] = set()  # two modules may need each other's functions

        def visit(name: str) -> None:
            if name in begun:
                return
            begun.add(name)
            for found in _FROM.finditer(self.text(name)):
                visit(posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1])))
            order[name] = None

        for name in names:
            visit(name)
        return list(order)


def is_source(uri: str) -> bool:
    """Whether a file is in a bundle and need not be in the site by itself."""
    if uri.startswith(f"{styles.FOLDER}/"):
        return uri not in map(styles.uri, styles.ENTRIES)
    # The bundles themselves lie beside the modules' folders; what they say of others' parts refers to the licences.
    return uri.startswith(f"{_ROOM}/") and "/" in uri[len(_ROOM) + 1 :] and not uri.endswith(".LICENSE.txt")


def _plain(module: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", module))

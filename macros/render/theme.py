"""The theme as this site uses it: its templates compiled once and kept, its files listed without its 14,000 icons
and without what no page of ours loads."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

from macros.render.compiled import CompiledTemplates
from macros.render.page import KeptTemplate

_COMPILED = CompiledTemplates("theme")
_ROOTS = ("main.html", "404.html", "sitemap.xml")
_OF_ITS_SEARCH = ("lunr", "workers")  # ours is another
_OF_ITS_MAKERS = ".map"
_NAMED = re.compile(r"""\{%-?\s*(?:include|import|extends|from)\s+"([^"]+)"\s*[^~"]*%\}""")


class KeptTheme(Theme):
    """A theme that was loaded becomes one of these by its class; everything else of it stays."""

    def get_env(self) -> jinja2.Environment:
        """MkDocs' environment, which escapes what it writes: the theme was made for titles of HTML, ours are words."""
        env = super().get_env()
        env.autoescape = True
        env.loader = _ShownFiles(self.dirs)
        env.bytecode_cache = _COMPILED
        env.template_class = KeptTemplate
        return env


def compile_theme(load: Callable[[], Theme]) -> None:
    """Compile what every page needs where nothing is kept, and keep it."""
    if not _COMPILED.kept.empty:
        return
    theme = load()
    theme.__class__ = KeptTheme
    env, names = theme.get_env(), list(_ROOTS)
    assert env.loader is not None
    for name in names:
        names += (each for each in _NAMED.findall(env.loader.get_source(env, name)[0]) if each not in names)
        env.get_template(name)
    _COMPILED.kept.save()


class _ShownFiles(jinja2.FileSystemLoader):
    """Finds every template, but lists what the site is to have: no hidden folder, and nothing that nobody loads."""

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _shown(Path(folder))})


def _shown(folder: Path) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _OF_ITS_SEARCH]
        below = Path(path).relative_to(folder)
        yield from ((below / name).as_posix() for name in files if not name.endswith(_OF_ITS_MAKERS))

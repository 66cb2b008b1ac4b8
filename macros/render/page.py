"""A page as MkDocs has it. It may be HTML already, which MkDocs does not know; what is Markdown is worked on once for
each text and each menu of pages. Either is written once for each of its contents and what all pages show."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Container, Iterable
from functools import cache, partial
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import jinja2
import markdown
import mkdocs
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from macros.render import slim
from macros.render.kept import KeptApart, digest

_HERE = (__file__, slim.__file__)
_MADE_HERE = "".join(Path(str(file)).read_text(encoding="utf-8") for file in _HERE)
# What the contents of a page have, as deep as mkdocs.yml says of Markdown.
_HEADING = re.compile(r'<h([1-3])\b[^>]*?\sid="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')


def keep_pages(files: Files, config: MkDocsConfig, html: Container[str] = ()) -> None:
    """Let every page take what was made of it before, where neither it nor what it can link to has changed.

    `html` has the addresses of the pages that are HTML already.
    """
    # No page links to a script; those of rules are called after what is in them.
    addresses = sorted(f"{file.src_uri} {file.url}" for file in files if not file.is_javascript())
    settings = [config.markdown_extensions, config.mdx_configs, dict(config.validation)]
    around = digest(*addresses, repr(settings))
    shown = _shown_by_all(config)
    for file in files.documentation_pages():
        assert file.page is not None
        file.page.__class__ = KeptPage
        assert isinstance(file.page, KeptPage)
        file.page.is_html = file.src_uri in html
        file.page.around = "" if file.page.is_html else around
        file.page.shown, file.page.lang = shown, config.theme["language"]


def _shown_by_all(config: MkDocsConfig) -> str:
    """Stands for all that decides how a page is written but the page itself: the menu, the settings, the templates."""
    root = Path(config.config_file_path).parent
    files = [*root.glob("mkdocs*.yml"), *root.glob("macros/theme/**/*.html"), *map(root.joinpath, config.hooks)]
    texts = (file.read_text(encoding="utf-8") for file in sorted(files))
    extra = {name: value for name, value in config.extra.items() if name != "handbook"}
    return digest(*texts, repr([config.nav, config.copyright, config.site_name, extra]))


class KeptPage(Page):
    """A page that MkDocs has made becomes one of these by its class."""

    is_html = False  # what MkDocs takes for its Markdown
    around = ""  # stands for all else that decides what Markdown becomes
    shown = ""  # and for all that decides how the page is written then
    lang = ""
    key = ""  # of its contents

    def read_source(self, config: MkDocsConfig) -> None:
        """The text goes from the file to the page, and is there once."""
        super().read_source(config)
        if self.file.generated_by:
            self.file.content_string = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """HTML, contents, anchors and links, as MkDocs makes them. What it warns of is not kept: it warns again."""
        self.key = digest(self.file.src_uri, self.around, self.markdown or "")
        if self.is_html:
            self._take_html(self.markdown or "")
        elif made := _pages(self.lang).get(self.key):
            self._take(made, files)
        else:
            with _Listener() as listener:
                super().render(config, files)
            if not listener.told:
                _pages(self.lang).put(self.key, self._result())
        self.markdown = ""

    def written(self, write: Callable[[], str]) -> str:
        """The page as its template writes it, in fewer bytes."""
        kept = _written(self.lang)
        key = digest(self.key, self.shown, repr([self.title, self.meta]))
        if (made := kept.get(key)) is None:
            kept.put(key, made := slim.slim(write()))
        text: str = made
        return text

    def _take_html(self, html: str) -> None:
        """Its links are made of ids that the policy has; what is noted here is for links that lead to it."""
        tokens = [{"level": int(level), "id": id, "name": _words(name)} for level, id, name in _HEADING.findall(html)]
        self.content, self.toc = html, get_toc(nest_toc_tokens(tokens))
        self.present_anchor_ids = {unescape(id) for id in _ID.findall(html)}

    def _result(self) -> tuple[Any, ...]:
        links = {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()}
        return self.content, _tokens(self.toc), self._title_from_render, sorted(self.present_anchor_ids or ()), links

    def _take(self, made: tuple[Any, ...], files: Files) -> None:
        self.content, tokens, self._title_from_render, anchors, links = made
        self.toc, self.present_anchor_ids = get_toc(tokens), set(anchors)
        self.links_to_anchors = {files.src_uris[uri]: anchors for uri, anchors in links.items()}


class KeptTemplate(jinja2.Template):
    """A template that writes a page of ours only where it has not written it before."""

    def render(self, context: Any) -> str:  # as MkDocs calls it
        """Its text."""
        page = context.get("page")
        write = partial(super().render, context)
        return page.written(write) if isinstance(page, KeptPage) else write()


class _Listener(logging.Handler):
    """Notes whether MkDocs tells anything meanwhile."""

    told = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.told = True

    def __enter__(self) -> Self:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _words(html: str) -> str:
    """What a heading says without its tags."""
    return " ".join(_TAG.sub("", html).split())


def _tokens(toc: Iterable[AnchorLink]) -> list[Any]:
    return [
        {"name": each.title, "id": each.id, "level": each.level, "children": _tokens(each.children)} for each in toc
    ]


@cache
def _pages(lang: str) -> KeptApart:
    return KeptApart(f"pages-{lang}", markdown.__version__, mkdocs.__version__, _MADE_HERE)


@cache
def _written(lang: str) -> KeptApart:
    versions = (jinja2.__version__, mkdocs.__version__, version("mkdocs-material"), _MADE_HERE)
    return KeptApart(f"written-{lang}", *versions)

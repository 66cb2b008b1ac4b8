"""What stays of a language's build: MkDocs' pages and menu, of which those pages are rendered anew whose text changes.

MkDocs has no such thing. Of its own are `_populate_page` and `_build_page`, which it does not promise to keep;
`tests/macros/test_standing.py` names what is used of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import cast

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from handbook import frozen, record
from macros.assets import csp
from macros.render.kept import digest, keep_nothing
from macros.site import marks
from macros.site.texts import Frame, Made, Texts, Wanted


@frozen
class Renewed:
    """What came of new texts: the hashes of all inline scripts, and the files that are none of the language's now."""

    scripts: frozenset[str]
    gone: Sequence[str]


class _Otherwise(Exception):
    """More has changed than the texts of pages, so that the language is to be built anew."""


@record
class Standing:
    """A language as it was built last. Hooks note here what goes by; `renew` brings it up to date."""

    config: MkDocsConfig
    wanted: Wanted
    frame: Frame
    files: Files = field(init=False)
    menu: Navigation = field(init=False)
    templates: jinja2.Environment = field(init=False)
    made: dict[str, str] = field(default_factory=dict)  # by address, what stands for a file that is made of the policy
    unfinished: dict[str, str] = field(default_factory=dict)  # by path in the site, what has marks in it
    scripts: dict[str, list[str]] = field(default_factory=dict)  # by path, the hashes of a page's inline scripts

    @classmethod
    def of(cls, config: MkDocsConfig) -> Standing:
        """What is noted while MkDocs builds what this configuration says."""
        standing: Standing = config.extra["handbook"]["standing"]
        return standing

    def note(self, made: Made) -> bool:
        """Take note of a file that is made of the policy; whether it is another one than before."""
        key = digest(made.text, made.title)
        if not made.of_policy or self.made.get(made.uri) == key:
            return False
        self.made[made.uri] = key
        return True

    def renew(self, contents: Texts) -> Renewed | None:
        """Write the files that differ into the folder of the site, where nothing else is.

        None where the language is to be built anew; then all contents have been taken nevertheless. Raises as they do,
        and csp.Refused.
        """
        keep_nothing()
        try:
            return self._renew(contents)
        except _Otherwise:
            deque(contents, maxlen=0)
            return None

    def _renew(self, contents: Texts) -> Renewed:
        self._take_frame(cast(Frame, next(contents)))
        before, found, written = set(self.made), set[str](), set[str]()
        for made in cast(Iterator[Made], contents):
            found.add(made.uri)
            if not self.note(made):
                continue
            if _is_page(made.uri):
                written.add(self._render(self._page(made), made.text))
            else:
                self._write(made.uri, made.text)
        gone = before - found
        if any(map(_is_page, gone)):
            raise _Otherwise
        for uri in gone:
            del self.made[uri]
        for path in self.unfinished.keys() - written:
            self._write(path, marks.fill_in(self.unfinished[path], self.frame.marks))
        self._look_at_anchors()
        return Renewed(frozenset().union(*self.scripts.values()), sorted(gone))

    def _take_frame(self, frame: Frame) -> None:
        """Its marks may have changed, as they do with every value, and what is wrong is told by others."""
        if replace(frame, problems=(), marks={}) != replace(self.frame, problems=(), marks={}):
            raise _Otherwise
        self.frame = frame
        self.config.extra["handbook"]["marks"] = frame.marks

    def _page(self, made: Made) -> Page:
        """The page that a file was before; its title stands in the menus of others."""
        file = self.files.get_file_from_path(made.uri)
        title = self.config.extra["handbook"]["titles"].get(made.uri, "")
        if file is None or file.page is None or title != made.title:
            raise _Otherwise
        return file.page

    def _render(self, page: Page, text: str) -> str:
        """Write a page whose text has changed; its path in the site."""
        title, page.file.content_string = page.title, text
        _populate_page(page, self.config, self.files)
        if page.title != title:
            raise _Otherwise
        _build_page(page, self.config, self.files.documentation_pages(), self.menu, self.templates)
        path = page.file.dest_uri
        self.scripts[path] = csp.hashes_in(path, (Path(self.config.site_dir) / path).read_text(encoding="utf-8"))
        return path

    def _look_at_anchors(self) -> None:
        for file in self.files.documentation_pages():
            if file.page:
                file.page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def _write(self, path: str, text: str) -> None:
        file = Path(self.config.site_dir) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _is_page(uri: str) -> bool:
    return uri.endswith(".md")

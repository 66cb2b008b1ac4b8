"""What the policy makes of one language of the site, as it goes from the process that makes it to MkDocs: plain text.

MkDocs and all pages take as much memory as the book, its questions and all that checks them, and neither needs the
other: whoever builds pages imports this room and loads nothing of the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from handbook import Lang, frozen


class BadText(Exception):
    """A page or a script cannot be made; the message says which and why."""


@frozen
class Wanted:
    """A language of a project on a day."""

    project: Path
    docs: Path
    data: Path
    lang: Lang
    day: date
    site_name: str
    site_url: str


@frozen
class Frame:
    """What all pages have in common, and what is wrong with the files of the policy."""

    problems: Sequence[tuple[bool, str]]  # whether it is an error, and the line that tells it
    menu: Sequence[Any]
    marks: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)  # what the templates of the theme are given
    copyright: str = ""
    books: Sequence[Path] = ()  # the whole handbook to download

    @property
    def errors(self) -> int:
        """How many problems keep the files from being shown."""
        return sum(is_error for is_error, _ in self.problems)


@frozen
class Made:
    """A file of the site: its address, its text, the title of a page; of a hand-written one also what it is made of."""

    uri: str
    text: str
    title: str = ""
    is_html: bool = False  # of a page; other pages are Markdown
    source: str = ""  # below the folder of hand-written pages
    of_policy: bool = True  # and so perhaps another one when the policy has changed


Texts: TypeAlias = Iterator[Frame | Made]  # the frame, then the files in any order


@frozen
class Source:
    """What makes texts, for whoever lets other processes do it: they share what this one has read.

    `others` are the files that neither are pages nor know of questions, `only_of_policy` where it is told so: of these
    a process can part from this one at once, of `pages` only after `read_on`. `rest` is left to be done meanwhile.
    """

    pages: Callable[[Wanted], Texts]
    others: Callable[[Wanted, bool], Iterator[Made]]
    read_on: Callable[[], object] = lambda: None
    rest: Callable[[], None] = lambda: None

    def once_done(self) -> Source:
        """The same when nothing is left."""
        return replace(self, read_on=lambda: None, rest=lambda: None)

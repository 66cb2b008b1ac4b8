"""What the policy makes of one language of the site: the frame of its pages, then file by file all that is ours.

It is plain text, made in a process of its own: the book, its questions and all that checks them take as much memory as
MkDocs with all pages, and neither needs the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from mkdocs.exceptions import BuildError

from handbook import Lang, draw
from macros.assets import bundle
from macros.assets.own_pages import own_page_files
from macros.book.published import FOLDER, published
from macros.data.calculators import rule_script
from macros.data.feed import FEED, feed
from macros.data.quiz_data import quiz_files
from macros.data.search.files import opening_words, search_files
from macros.render.kept import save
from macros.site import marks
from macros.site.edition import CHANGES, HOME, Edition, written
from macros.site.navigation import navigation
from macros.site.pages import BadPage, generated_pages, render_hand_written
from macros.site.problem_page import bad_page, banner, problem_page
from macros.site.processes.apart import apart
from macros.site.state import SiteState, last_state, tolerates_mistakes


@dataclass(frozen=True)
class Wanted:
    """A language of a project on a day."""

    project: Path
    docs: Path
    data: Path
    lang: Lang
    day: date
    site_name: str
    site_url: str


@dataclass(frozen=True)
class Frame:
    """What all pages have in common, and what is wrong with the files of the policy."""

    problems: Sequence[tuple[bool, str]]  # whether it is an error, and the line that tells it
    menu: Sequence[Any] = (HOME,)
    marks: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)  # what the templates of the theme are given
    copyright: str = ""
    books: Sequence[Path] = ()  # the whole handbook to download

    @property
    def errors(self) -> int:
        """How many problems keep the files from being shown."""
        return sum(is_error for is_error, _ in self.problems)


@dataclass(frozen=True)
class Made:
    """A file of the site: its address, its text, the title of a page; of a hand-written one also what it is made of."""

    uri: str
    text: str
    title: str = ""
    is_html: bool = False  # of a page; other pages are Markdown
    source: str = ""  # below the folder of hand-written pages
    of_policy: bool = True  # and so perhaps another one when the policy has changed


@dataclass(frozen=True)
class Contents:
    """The frame, and the files as they are made. What ends a build is raised with them: BuildError, Died, OSError."""

    frame: Frame
    files: Iterator[Made]

    @classmethod
    def of(cls, wanted: Wanted) -> Contents:
        """Begin to make them."""
        made = apart(partial(make, wanted))
        return cls(cast(Frame, next(made)), cast(Iterator[Made], made))


def make(wanted: Wanted, assets: bool = True) -> Iterator[Frame | Made]:
    """The frame, then each file, with those `assets` that are none of the policy's; and what the next build can use of
    it is kept."""
    rest = _assets(wanted) if assets else {}  # what it takes to make them is free again before the policy is read
    state = last_state(wanted.data, wanted.day)
    edition = _edition(wanted, state)
    yield _frame(wanted, state, edition)
    yield from (Made(uri, text, of_policy=False) for uri, text in rest.items())
    if edition:
        yield from _hand_written(wanted, edition)
        # Apart from each other: what pages take of memory is not on top of what data for scripts take.
        yield from apart(partial(_pages, edition), partial(_of_edition, wanted, edition))
    else:
        yield Made(HOME, problem_page(state, wanted.lang))
    save()


def _edition(wanted: Wanted, state: SiteState) -> Edition | None:
    if state.book is None or state.bank is None:
        return None
    edition = Edition(state.book, wanted.day, wanted.lang, wanted.site_name, state.bank)
    return replace(edition, files=tuple(path.name for path in published(wanted.project, edition)))


def _frame(wanted: Wanted, state: SiteState, edition: Edition | None) -> Frame:
    told = [(problem.severity == "error", problem.line(written(wanted.lang))) for problem in state.problems]
    words = {marks.PROBLEMS: banner(state, wanted.lang)}
    frame = Frame(told, marks=words)
    if edition is None:
        return frame
    return replace(
        frame,
        menu=navigation(edition),
        marks=words | marks.words_for(edition),
        extra={"feed": edition.title(CHANGES), "ahead": _ahead(edition), "search": opening_words(edition)},
        copyright=" · ".join([marks.VERSION, edition.say("disclaimer")]),
        books=[wanted.project / FOLDER / name for name in edition.files],
    )


def _ahead(edition: Edition) -> dict[str, str]:
    """For a page that is read after the day on which something changes: when that is, and what to say then."""
    if edition.next_change is None:
        return {}
    sentence = edition.say("outdated", built=edition.day, next=edition.next_change)
    return {"day": str(edition.next_change), "told": sentence, "more": edition.title(CHANGES)}


def _assets(wanted: Wanted) -> dict[str, str]:
    try:
        return {**bundle.assets(wanted.docs), **dict(own_page_files(wanted.docs, wanted.lang))}
    except bundle.BadAsset as error:
        raise BuildError(str(error)) from None


def _hand_written(wanted: Wanted, edition: Edition) -> Iterator[Made]:
    folder = wanted.docs / written(wanted.lang)
    for path in sorted(folder.rglob("*.md")):
        uri = path.relative_to(folder).as_posix()
        source = path.relative_to(wanted.docs).as_posix()
        try:
            text = render_hand_written(edition, uri, path.read_text(encoding="utf-8-sig"), f"docs/{source}")
        except BadPage as error:
            if not tolerates_mistakes():
                raise BuildError(str(error)) from None
            text = bad_page(uri, str(error))
        yield Made(uri, text, source=source)


def _of_edition(wanted: Wanted, edition: Edition) -> Iterator[Made]:
    """All that is made of the policy alone and is no page."""
    yield from (Made(uri, text) for uri, text in quiz_files(edition, edition.bank))
    for rule in edition.calculators():
        script = rule_script(rule)
        yield Made(script.uri, script.text)
        yield Made(edition.picture_uri(rule), draw(rule, edition.lang))
    yield from (Made(uri, text) for uri, text in search_files(edition))
    yield Made(FEED, feed(edition, wanted.site_url))
    save()


def _pages(edition: Edition) -> Iterator[Made]:
    for page in generated_pages(edition):
        yield Made(page.uri, page.content, page.title, page.is_html)
        if page.script:
            yield Made(page.script.uri, page.script.text)
    save()

"""Makes all that is ours of one language of the site: the frame of its pages, then file by file what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

from handbook import PolicyBook, draw
from macros.assets import bundle
from macros.assets.own_pages import own_page_files
from macros.book.published import FOLDER, published
from macros.data.calculators import rule_script
from macros.data.feed import FEED, feed
from macros.data.quiz_data import paper_files, question_files
from macros.data.search.files import opening_words, search_files
from macros.render.kept import keep_in, save
from macros.site import marks
from macros.site.edition import CHANGES, HOME, Edition, written
from macros.site.making.problem_page import bad_page, banner, problem_page
from macros.site.making.state import SiteState, last_state, leave_questions_to_parent
from macros.site.navigation import navigation
from macros.site.pages import BadPage, generated_pages, render_hand_written
from macros.site.processes.apart import apart
from macros.site.texts import BadText, Frame, Made, Source, Texts, Wanted
from macros.site.tolerance import tolerates_mistakes
from quiz import Bank


def source_here(read_on: Callable[[], object] = lambda: None, rest: Callable[[], None] = lambda: None) -> Source:
    """What makes the texts in other processes, which leave it to this one to look at the questions."""

    def pages(wanted: Wanted) -> Texts:
        leave_questions_to_parent()
        return make_pages(wanted)

    return Source(pages, make_others, read_on, rest)


def make(wanted: Wanted) -> Texts:
    """The frame, then pages and all else, and what the next build can use of it is kept."""
    keep_in(wanted.project)
    pages = make_pages(wanted)
    yield next(pages)
    # Apart from each other: what pages take of memory is not on top of what data for scripts take.
    yield from apart(lambda: pages, partial(make_others, wanted))


def make_pages(wanted: Wanted) -> Texts:
    """The frame, then each page and the questions."""
    state = last_state(wanted.data, wanted.day)
    edition = _edition(wanted, state.book, state.bank) if state.book and state.bank else None
    yield _frame(wanted, state, edition)
    if edition:
        yield from _hand_written(wanted, edition)
        for page in generated_pages(edition):
            yield Made(page.uri, page.content, page.title, page.is_html)
            if page.script:
                yield Made(page.script.uri, page.script.text)
        yield from (Made(uri, text) for uri, text in question_files(edition))
    else:
        yield Made(HOME, problem_page(state, wanted.lang))
    save()


def make_others(wanted: Wanted, only_of_policy: bool = False) -> Iterator[Made]:
    """Each file that neither is a page nor knows of questions: they may be still to be made."""
    if not only_of_policy:
        yield from _own_pages(wanted)
    if book := last_state(wanted.data, wanted.day).book:
        yield from _of_edition(wanted, _edition(wanted, book, cast(Bank, None)))  # whoever asks for it fails
    save()


def _edition(wanted: Wanted, book: PolicyBook, bank: Bank) -> Edition:
    edition = Edition(book, wanted.day, wanted.lang, wanted.site_name, bank)
    return replace(edition, files=tuple(path.name for path in published(wanted.project, edition)))


def _frame(wanted: Wanted, state: SiteState, edition: Edition | None) -> Frame:
    told = [(problem.severity == "error", problem.line(written(wanted.lang))) for problem in state.problems]
    words = {marks.PROBLEMS: banner(state, wanted.lang)}
    frame = Frame(told, [HOME], words)
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


def _own_pages(wanted: Wanted) -> Iterator[Made]:
    try:
        yield from (Made(uri, text, of_policy=False) for uri, text in own_page_files(wanted.docs, wanted.lang))
    except bundle.BadAsset as error:
        raise BadText(str(error)) from None


def _hand_written(wanted: Wanted, edition: Edition) -> Iterator[Made]:
    folder = wanted.docs / written(wanted.lang)
    for path in sorted(folder.rglob("*.md")):
        uri = path.relative_to(folder).as_posix()
        source = path.relative_to(wanted.docs).as_posix()
        try:
            text = render_hand_written(edition, uri, path.read_text(encoding="utf-8-sig"), f"docs/{source}")
        except BadPage as error:
            if not tolerates_mistakes():
                raise BadText(str(error)) from None
            text = bad_page(uri, str(error))
        yield Made(uri, text, source=source)


def _of_edition(wanted: Wanted, edition: Edition) -> Iterator[Made]:
    yield from (Made(uri, text) for uri, text in paper_files(edition))
    for rule in edition.calculators():
        script = rule_script(rule)
        yield Made(script.uri, script.text)
        yield Made(edition.picture_uri(rule), draw(rule, edition.lang))
    yield from (Made(uri, text) for uri, text in search_files(edition))
    yield Made(FEED, feed(edition, wanted.site_url))

"""Builds the site in all its languages side by side: one process a language, one load of the policy for all."""

from __future__ import annotations

import gc

if __name__ == "__main__":  # before anything else is loaded: Ctrl+C counts from the first moment
    from handbook import BOTH, start

    start("macros.site.build", BOTH)

import contextlib
import os
import shutil
import sys
import time
from calendar import timegm
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from quiz import Bank

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice; the versions are pinned for that reason
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

import click
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from handbook import (
    BOTH,
    WRITTEN,
    BilingualCommand,
    Phrase,
    PolicyBook,
    in_languages,
    load_converter,
    parse_day,
    refuse_within_a_policy,
    today,
)
from macros.assets import bundle, csp
from macros.data.calculators import prepare as prepare_calculators
from macros.data.quiz_data import prepare as prepare_questions
from macros.data.search.answers import prepare as prepare_answers
from macros.data.search.language import language as search_language
from macros.render.kept import keep_in, save
from macros.render.theme import compile_theme
from macros.site import publishing
from macros.site.contents import Wanted, make
from macros.site.exams import publish_exams
from macros.site.pages import compile_templates
from macros.site.processes.languages import LANGUAGES, BuildFailed, Pages, Workers
from macros.site.state import SiteState, read_state, tolerates_mistakes

ROOT = Path(__file__).resolve().parents[2]


def build_site(
    root: Path,
    site: Path,
    say: bool = True,
    meanwhile: Callable[[], None] = lambda: None,
    workers: Workers | None = None,
) -> None:
    """Build every language into `site`, which is replaced only once all of them are whole; by `workers` who may stay.

    `meanwhile` runs beside the languages, and what it raises ends them. Raises BuildFailed, Refused where another
    build is at it, and OSError; in each case the old site stays as it was.
    """
    with workplace(site) as work, contextlib.ExitStack() as stack:
        made = (workers or stack.enter_context(Workers(root, work))).build(LANGUAGES, say, meanwhile)
        publishing.publish(_joined(root, made), site)


@contextlib.contextmanager
def workplace(site: Path) -> Iterator[Path]:
    """A folder beside the site's to make pages in, with nobody else at it. Raises Refused where somebody is."""
    work = publishing.work_folder(site)
    with publishing.alone(site):
        publishing.recover(site)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _joined(root: Path, made: dict[str, Pages]) -> Path:
    """All languages in one folder, with what is no language's; where it is."""
    whole = made[""].place
    for folder, pages in made.items():
        if folder:
            pages.place.rename(whole / folder)
    publish_exams(root, whole)
    try:
        csp.write_policy(whole, frozenset().union(*(pages.scripts for pages in made.values())))
    except csp.Refused as refused:
        raise BuildFailed(str(refused)) from None
    return whole


def preload(data: Path) -> SiteState:
    """Load what every language needs before the processes part: the policy, the templates, how Chinese is read."""
    gc.set_threshold(100_000, 20, 50)  # what is loaded stays
    setting = os.environ.get("HANDBOOK_TODAY", "")
    day = parse_day(setting) if setting else today()
    if day is None:
        raise BuildFailed(in_languages(Phrase("macros.build.bad_day", {"value": setting})))
    os.environ["HANDBOOK_TODAY"] = day.isoformat()  # all languages show the same day, even at midnight
    os.environ["SOURCE_DATE_EPOCH"] = str(timegm(day.timetuple()))  # MkDocs' own date: the day decides on every byte
    keep_in(data.parent)
    compile_templates()
    if tolerates_mistakes():  # many builds follow; of a single one, only the process that needs it loads it
        load_converter()
    state = read_state(data, day)
    if state.book and state.bank:
        _work_out(state.book, state.bank, day)
    return state


def _work_out(book: PolicyBook, bank: Bank, day: date) -> None:
    """What is the same in all languages, once for all of them."""
    search_language(book)
    prepare_answers(book, day)
    prepare_calculators([rule for rule in book.rules.values() if rule.listed])
    prepare_questions(bank)


def set_up() -> None:
    """Make what is no part of the pages but every build needs, so that the first one need not: `make` does it once."""
    state, data = preload(ROOT / "policy_data"), ROOT / "policy_data"
    if state.bank and not state.errors:
        for language in LANGUAGES:
            if language.name not in WRITTEN:  # what is converted is known from then on
                wanted = Wanted(ROOT, ROOT / "docs", data, language.name, state.bank.day, "", "")
                deque(make(wanted), maxlen=0)
    make_ready(ROOT)


def make_ready(root: Path) -> None:
    """Make once, and load, what each language needs and no build before has left."""
    with contextlib.suppress(Abort, ConfigurationError, bundle.BadAsset):  # each language tells it
        compile_theme(load_config(str(root / LANGUAGES[0].config)).theme)
        bundle.assets(root / "docs")
        for page in bundle.PAGES:
            bundle.page_parts(root / "docs", page)
    save()


class _Wrong(BuildFailed):
    """The policy or a question has errors, and they have been told."""


def _stop_where_wrong(state: SiteState) -> None:
    """Look at the questions as well, and tell whatever is wrong. Raises _Wrong where it is an error."""
    if _told(state):
        raise _Wrong


def _told(state: SiteState) -> int:
    """Tell all problems; 1 where one is an error."""
    for problem in state.problems:
        print(problem.line("zh"), file=sys.stderr)
    return 1 if state.errors else 0


@click.command(
    cls=BilingualCommand,
    help="macros.build.build.help",
)
@click.option("--root", type=click.Path(path_type=Path), default=ROOT, help="macros.build.build.root")
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    help="macros.build.build.site",
)
def command(root: Path, site: Path | None) -> int:
    """Build; the exit status is 1 where the policy or a page has problems."""
    start, root = time.monotonic(), root.resolve()
    if site:
        refuse_within_a_policy(site, root / "policy_data")
        publishing.refuse_what_is_not_ours(site.resolve())
    print(in_languages(Phrase("macros.build.reading")), flush=True)
    try:
        state = preload(root / "policy_data")
        if state.book is None:
            return _told(state)
        print(in_languages(Phrase("macros.build.building")), flush=True)
        make_ready(root)
        build_site(root, (site or root / "site").resolve(), meanwhile=lambda: _stop_where_wrong(state))
    except _Wrong:
        return 1
    except BuildFailed as error:
        print(f"{in_languages(Phrase('macros.build.not_built'))} {error}".rstrip(), file=sys.stderr)
        return error.status
    print(f"✓ {site or 'site/'} · {time.monotonic() - start:.1f} s")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m macros.site.build`; returns the exit status, one of those of `handbook.commands.program`."""
    return command.run(sys.argv[1:] if argv is None else argv, "python -m macros.site.build", BOTH)

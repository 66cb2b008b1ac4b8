"""Builds the site in all its languages side by side: one process a language, one load of the policy for all."""

from __future__ import annotations

if __name__ == "__main__":  # before anything else is loaded: Ctrl+C counts from the first moment
    from handbook import BOTH, start

    start("macros.site.build", BOTH)

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.site.making.state import SiteState

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice; the versions are pinned for that reason
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

import click
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from handbook import BOTH, BilingualCommand, Phrase, in_languages, refuse_within_a_policy
from macros.assets import bundle, csp
from macros.book.settings import use_style_of
from macros.render.kept import keep_in
from macros.render.theme import compile_theme
from macros.site import publishing
from macros.site.day import settle_day
from macros.site.exams import publish_exams
from macros.site.languages import LANGUAGES
from macros.site.processes.languages import Pages, Workers
from macros.site.texts import Source
from macros.site.tolerance import BuildFailed

ROOT = Path(__file__).resolve().parents[2]


def build_site(
    root: Path,
    site: Path,
    say: bool = True,
    read: Callable[[], Source] | None = None,
    workers: Workers | None = None,
) -> None:
    """Build every language into `site`, which is replaced only once all of them are whole; by `workers` who may stay.

    `read` runs while the languages get ready, and what it raises ends them; nothing is read where it has been. Raises
    BuildFailed, Refused where another build is at it, and OSError; in each case the old site stays as it was.
    """
    with workplace(site) as work, contextlib.ExitStack() as stack:
        made = (workers or stack.enter_context(Workers(root, work))).build(LANGUAGES, say, read or _read_before)
        publishing.publish(_joined(root, made), site)


def _read_before() -> Source:
    from macros.site.making.contents import source_here

    return source_here()


@contextlib.contextmanager
def workplace(site: Path) -> Iterator[Path]:
    """A folder beside the site's to make pages in, with nobody else at it. Raises Refused where somebody is."""
    work = publishing.work_folder(site)
    with publishing.alone(site):
        publishing.recover(site)
        try:
            yield work
        finally:
            publishing.remove(work)


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


def settle_style(root: Path) -> None:
    """How Traditional Chinese is written is that of every process: texts are made in others than MkDocs runs in. Raises
    NoSuchStyle."""
    with contextlib.suppress(ConfigurationError):  # each language tells it
        use_style_of(root)


def make_ready(root: Path) -> None:
    """Make what every language needs and no build before has left, so that they need not: they part from it."""
    keep_in(root)
    with contextlib.suppress(Abort, ConfigurationError, bundle.BadAsset):  # each language tells it
        compile_theme(lambda: load_config(str(root / LANGUAGES[0].config)).theme)
        bundle.make_ready(root / "docs")


def set_up() -> None:
    """Make what is no part of the pages but every build needs, so that the first one need not: `make` does it once."""
    from macros.site.making.reading import make_texts_ready

    settle_style(ROOT)
    make_ready(ROOT)
    make_texts_ready(ROOT)


class _Wrong(BuildFailed):
    """The policy or a question has errors, and they have been told."""


def _read(root: Path) -> Source:
    """Read the policy; what is left is to look at the questions. Both tell what is wrong, and raise _Wrong where it is
    an error."""
    from macros.site.making import reading  # most of what is to be loaded: the languages need none of it
    from macros.site.making.contents import source_here

    data = root / "policy_data"
    state = reading.read_first(data)
    if state.book is None:
        _tell(state)
    print(in_languages(Phrase("macros.build.building")), flush=True)
    return source_here(read_on=lambda: reading.read_on(data), rest=lambda: _tell(reading.read_on(data)))


def _tell(state: SiteState) -> None:
    for problem in state.problems:
        print(problem.line("zh"), file=sys.stderr)
    if state.errors:
        raise _Wrong


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
        settle_day()
        settle_style(root)
        make_ready(root)
        build_site(root, (site or root / "site").resolve(), read=partial(_read, root))
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

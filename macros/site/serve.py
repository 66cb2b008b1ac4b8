"""Serves the site in all languages at one address, and builds it anew whenever a file is saved.

A mistake in the policy's files shows as a banner on the pages (or as the only page), and serving goes on.
"""

from __future__ import annotations

if __name__ == "__main__":  # before anything else is loaded: Ctrl+C counts from the first moment
    from handbook import BOTH, start

    start("macros.site.serve", BOTH)

import contextlib
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from handbook import (
    BOTH,
    BROKEN,
    PORT,
    BilingualCommand,
    CommandRefused,
    NoSuchStyle,
    Phrase,
    aligned,
    explained,
    in_languages,
    say,
)
from macros.assets import csp
from macros.site.build import ROOT, build_site, make_ready, settle_style
from macros.site.languages import LANGUAGES
from macros.site.making.contents import source_here
from macros.site.making.reading import preload
from macros.site.making.state import settled
from macros.site.processes.languages import AROUND, Workers
from macros.site.publishing import work_folder
from macros.site.texts import Source
from macros.site.tolerance import BuildFailed, tolerate_mistakes
from macros.site.watching.live_reload import Server
from macros.site.watching.renewal import renew

WATCHED = ("policy_data", *AROUND)


def serve(root: Path, host: str, port: int, watched: Sequence[str] = WATCHED) -> None:
    """Build, then serve until interrupted. Raises CommandRefused where the address is not to be had."""
    today = os.environ.get("HANDBOOK_TODAY", "")
    with tempfile.TemporaryDirectory(prefix="handbook-", ignore_cleanup_errors=True) as folder:
        site = Path(folder) / "site"
        workers = Workers(root, work_folder(site), stay=True)

        def rebuild() -> None:
            os.environ["HANDBOOK_TODAY"] = today  # unless fixed, every build shows the day it is made
            _build(root, partial(_make, root, site, server, workers))

        server = Server(host, port, site, lambda code: error_page(site, code), rebuild, _folder_of)
        for path in watched:
            server.watch(str(root / path))
        try:
            rebuild()
            print("\n" + "\n".join(aligned(_addresses(server.url))) + "\n", flush=True)
            print(in_languages(Phrase("macros.build.serve.watching")), flush=True)
            with contextlib.suppress(KeyboardInterrupt):  # the way to end it
                server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()
            workers.end()


def _addresses(url: str) -> list[list[str]]:
    """The languages by their own names, each with its address."""
    folders = [f"{each.folder}/" if each.folder else "" for each in LANGUAGES]
    return [["", say("macros.build.own_name", each.name), url + folder] for each, folder in zip(LANGUAGES, folders)]


def _folder_of(path: str) -> str:
    """The folder of the language of a page: of `/en/numbers/` it is `en`."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in (language.folder for language in LANGUAGES) else ""


def _build(root: Path, make: Callable[[Source], None]) -> None:
    """Read the policy, make the site, and say how it went."""
    start, data = time.monotonic(), root / "policy_data"
    print(in_languages(Phrase("macros.build.building")), flush=True)
    tolerate_mistakes()
    try:
        settle_style(root)
        preload(data)
        try:
            make(source_here(rest=partial(_look_at_questions, data)))
        except _Mistaken:
            make(source_here())
    except BuildFailed as failed:
        print(f"{in_languages(Phrase('macros.build.serve.as_before'))} {failed}".rstrip(), flush=True)
        return
    except (CommandRefused, NoSuchStyle, OSError) as error:
        words = error.words if isinstance(error, CommandRefused) else explained(error)
        print(f"{in_languages(Phrase('macros.build.serve.not_built'))}: {in_languages(words)}", flush=True)
        return
    print(f"✓ {time.monotonic() - start:.1f} s", flush=True)


class _Mistaken(Exception):
    """A question has an error, so that the pages are to be made with those of before, and to say so."""


def _look_at_questions(data: Path) -> None:
    """Beside the languages, which wait for as little as can be: tell what is wrong. Raises _Mistaken."""
    state = settled(data)
    for problem in state.problems:
        print(problem.line("zh"), flush=True)
    if state.questions and state.errors:
        raise _Mistaken


def _make(root: Path, site: Path, server: Server, workers: Workers, source: Source) -> None:
    """Renew the site that is there; where there is none, build it. Whatever goes wrong, no process stays."""
    try:
        if (site / csp.FILE).is_file():
            _renew(root, site, server, workers, source)
        else:
            _build_whole(root, site, server, workers, source)
    except BaseException:
        workers.end()
        raise


def _renew(root: Path, site: Path, server: Server, workers: Workers, source: Source) -> None:
    """The language that somebody looks at before the others; all of them anew where a process died of it."""
    first = next(language for language in LANGUAGES if language.folder == server.looked_at)
    try:
        renew(site, workers, first, lambda language: server.show(language.folder), source)
    except BuildFailed as failed:
        if failed.status != BROKEN:
            raise
        print(in_languages(Phrase("macros.build.serve.whole_instead")), flush=True)
        _build_whole(root, site, server, workers, source.once_done())  # what is wrong has been told


def _build_whole(root: Path, site: Path, server: Server, workers: Workers, source: Source) -> None:
    make_ready(root)
    build_site(root, site, False, lambda: source, workers)
    for language in LANGUAGES:
        server.show(language.folder)


def error_page(site: Path, code: int) -> bytes | None:
    """The site's page for an error; words where there is no site yet."""
    page = site / f"{code}.html"
    if page.is_file():
        return page.read_bytes()
    return None if site.is_dir() else f"{in_languages(Phrase('macros.build.serve.nothing_yet'))}\n".encode()


@click.command(
    cls=BilingualCommand,
    help="macros.build.serve.help",
    epilog="macros.build.serve.examples",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="macros.build.serve.host")
@click.option("--port", type=PORT, default=8000, show_default=True, help="macros.build.serve.port")
def command(host: str, port: int) -> int:
    """Serve until interrupted; the exit status is 1 where it cannot start."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    try:
        serve(ROOT, host, port)
    except BuildFailed as error:
        print(f"✗ {error}", file=sys.stderr)
        return error.status
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m macros.site.serve`; returns the exit status, one of those of `handbook.commands.program`."""
    return command.run(sys.argv[1:] if argv is None else argv, "python -m macros.site.serve", BOTH)

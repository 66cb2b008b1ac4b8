"""Builds the site in all its languages side by side: one process a language, one load of the policy for all."""

from __future__ import annotations

import argparse
import gc
import logging
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice; the versions are pinned for that reason
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from handbook.days import parse_day, today
from handbook.traditional import load_converter
from handbook.words import Lang
from macros import csp, search, shelf
from macros.pages import compile_templates

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Language:
    """A language of the site: its configuration and the folder it stands in."""

    name: Lang
    config: str
    folder: str

    @property
    def chinese(self) -> bool:
        return self.name != "en"


LANGUAGES = (
    Language("zh", "mkdocs.yml", ""),
    Language("en", "mkdocs.en.yml", "en"),
    Language("zh-Hant", "mkdocs.zh-Hant.yml", "zh-Hant"),
)
Result = tuple[float, str]  # seconds taken and, where it failed, why


class BuildFailed(Exception):
    """A language did not build, and what is wrong has been logged; or a page was refused, and the message says why."""


def build_site(root: Path, site: Path, say: bool = True) -> None:
    """Build every language into `site`, which is replaced only once all of them are whole. Raises BuildFailed."""
    work = site.parent / f".{site.name}.new"
    shutil.rmtree(work, ignore_errors=True)
    runs = _start_all(root, work)
    results = [run.result() for run in runs]
    for run, (seconds, error) in zip(runs, results):
        if say or error:
            print(f"  {run.language.name:8}{error or f'✓ {seconds:.1f} s'}", flush=True)
    if any(error for _, error in results):
        shutil.rmtree(work, ignore_errors=True)
        raise BuildFailed
    targets = {run.language.folder: run.target for run in runs}
    whole = targets.pop("")
    for folder, target in targets.items():
        target.rename(whole / folder)
    try:
        csp.write_policy(whole)
    except csp.Refused as refused:
        shutil.rmtree(work, ignore_errors=True)
        raise BuildFailed(str(refused)) from None
    _replace(site, whole)
    shutil.rmtree(work, ignore_errors=True)


def _start_all(root: Path, work: Path) -> list[_Run]:
    """One process a language. English needs no Chinese dictionary, so it starts while that is loaded for the others."""
    context = _context()
    runs = {}
    for language in sorted(LANGUAGES, key=lambda language: language.chinese):
        if language.chinese:
            search.load_dictionary()
        gc.freeze()  # what is loaded stays, and stays shared: the collector need not walk through it in each process
        receiver, sender = context.Pipe(duplex=False)
        target = work / language.name
        process = context.Process(target=_build_one, args=(root, language, target, sender))
        process.start()
        sender.close()
        runs[language] = _Run(language, target, process, receiver)
    return [runs[language] for language in LANGUAGES]


def _context() -> ForkContext | SpawnContext:
    """Forked processes share what is loaded already; where there is no fork, each loads it again."""
    return multiprocessing.get_context("fork") if hasattr(os, "fork") else multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class _Run:
    """The process that builds one language."""

    language: Language
    target: Path
    process: BaseProcess
    receiver: Connection

    def result(self) -> Result:
        try:
            outcome: Result = self.receiver.recv()
        except EOFError:  # it died, and its traceback is on the terminal
            outcome = (0.0, "✗ 进程意外结束 the process ended unexpectedly")
        self.process.join()
        return outcome


def _build_one(root: Path, language: Language, target: Path, sender: Connection) -> None:
    """Build a language and send how it went."""
    start = time.monotonic()
    logging.basicConfig(format=f"  {language.name:8}%(levelname)s %(message)s", level=logging.WARNING)
    error = ""
    try:
        # People who watch the pages see a broken link there; a build for readers stops at it.
        strict = False if shelf.forgiving() else None
        mkdocs_build(load_config(str(root / language.config), site_dir=str(target), strict=strict))
    except (Abort, ConfigurationError) as failure:
        error = f"✗ {failure}"
    sender.send((time.monotonic() - start, error))


def _replace(site: Path, new: Path) -> None:
    """Put the new site in place of the old one; readers see one or the other, whole."""
    old = site.parent / f".{site.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def preload(data: Path) -> shelf.Shelf:
    """Load what every language needs before the processes part: the policy and the templates."""
    setting = os.environ.get("HANDBOOK_TODAY", "")
    day = parse_day(setting) if setting else today()
    if day is None:
        raise BuildFailed(f"HANDBOOK_TODAY={setting}：日期要写成 2026-07-01。 Write a date as 2026-07-01.")
    os.environ["HANDBOOK_TODAY"] = day.isoformat()  # all languages show the same day, even at midnight
    load_converter()
    compile_templates()
    return shelf.stock(data, day)


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m macros.build`: exit status 0, or 1 where the policy or a page has problems."""
    parser = argparse.ArgumentParser(description="生成三种语言的网站 Build the site in its three languages.")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目目录 the project (default: this one)")
    parser.add_argument("--site", type=Path, help="输出目录 where to (default: ROOT/site)")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    start = time.monotonic()
    print("读取制度 reading the policy …", flush=True)
    try:
        stocked = preload(root / "policy_data")
        for problem in stocked.problems:
            print(problem.line("zh"), file=sys.stderr)
        if stocked.errors:
            return 1
        print("生成页面 building pages …", flush=True)
        build_site(root, (options.site or root / "site").resolve())
    except BuildFailed as error:
        print(f"✗ 没有生成 not built {error}", file=sys.stderr)
        return 1
    print(f"✓ site/ · {time.monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The languages of the site: one process builds each, and may stay to render anew whatever changes."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from handbook import (
    BOTH,
    BROKEN,
    Stamp,
    as_a_child,
    explained,
    frozen,
    in_languages,
    languages,
    record,
    signals_blocked,
    stamp,
)
from handbook import status as status_of
from macros.assets import csp
from macros.site.languages import LANGUAGES, Language
from macros.site.processes.apart import Died, begin, death, received
from macros.site.processes.standing import Standing
from macros.site.texts import Frame, Source, Texts, Wanted
from macros.site.tolerance import BuildFailed, tolerates_mistakes

# What decides on the pages besides the policy.
AROUND = ("docs", "macros/render/templates", "macros/theme", *(language.config for language in LANGUAGES))


@frozen
class Result:
    """What came of a language: the seconds it took, the hashes of its pages' inline scripts and, where it failed, why,
    and the exit status for that. `gone` are files that are none of its any more, and is None where the files are all
    that it has."""

    seconds: float
    scripts: frozenset[str] = frozenset()
    error: str = ""
    status: int = 0
    gone: Sequence[str] | None = None


@frozen
class Pages:
    """New files of a language: the folder where they are now, the hashes of its inline scripts, and as a `Result`
    what is gone."""

    place: Path
    scripts: frozenset[str]
    gone: Sequence[str] | None


class Workers:
    """The processes of the languages, which make their files in folders below `work` and end with the block.

    Those that `stay` are there for `renew`.
    """

    def __init__(self, root: Path, work: Path, stay: bool = False) -> None:
        self._root, self._work = root, work
        self._stay = stay and hasattr(os, "fork")  # what they are given comes from processes that share what is read
        self._staying: dict[Language, _Worker] = {}
        self._around: Stamp = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def build(self, languages: Sequence[Language], say: bool, read: Callable[[], Source]) -> dict[str, Pages]:
        """Build some languages side by side; by the folder of each in the site, its pages.

        While their processes load MkDocs, the settings and the theme, `read` reads here what they are given then.
        Raises BuildFailed once all have come to their end, and whatever is raised here, which ends them.
        """
        self.end(languages)
        if self._stay:
            self._around = _around(self._root)
        with ExitStack() as stack:
            workers = [_Worker.begin(self._root, each, self._work / each.name, self._stay, stack) for each in languages]
            source = read()
            gc.freeze()  # what is loaded stays, and stays shared: the collector need not walk through it in each maker
            with ExitStack() as makers:
                begun = _give(workers, source, makers)
                source.rest()
                made = self._pages(begun, say)
            if self._stay:
                stack.pop_all()
                self._staying |= {worker.language: worker for worker in workers}
        return made

    def renew(self, languages: Sequence[Language], source: Source) -> dict[str, Pages]:
        """As `build`, but only what has changed since, where a process that stays can tell."""
        if self._around != _around(self._root):
            self.end()
        if not self._staying.keys() & set(languages):  # what they are given has been read
            return self.build(languages, False, lambda: source)
        with ExitStack() as makers:
            staying = [self._staying[each] for each in languages if each in self._staying]
            begun = _give([worker for worker in staying if worker.can_renew()], source, makers, only_of_policy=True)
            source.rest()
            made = self._pages(begun, False)
        rest = [language for language in languages if language.folder not in made]
        return made | (self.build(rest, False, source.once_done) if rest else {})

    def end(self, languages: Iterable[Language] = LANGUAGES) -> None:
        """End what stays of some languages: what they have made is not what the site has."""
        for language in languages:
            if worker := self._staying.pop(language, None):
                worker.end()

    def _pages(self, begun: dict[Language, Callable[[], Result | None]], say: bool) -> dict[str, Pages]:
        """What comes of those who can tell."""
        results = {language: outcome for language, result in begun.items() if (outcome := result())}
        for language, result in results.items():
            if say or result.error:
                print(f"  {language.name:8}{result.error or f'✓ {result.seconds:.1f} s'}", flush=True)
        if any(result.error for result in results.values()):
            raise BuildFailed(status=max(result.status for result in results.values()))
        return {
            language.folder: Pages(self._work / language.name, result.scripts, result.gone)
            for language, result in results.items()
        }


def _around(root: Path) -> Stamp:
    """Stands for all that decides on the pages but the policy and the hand-written pages, which are read each time."""
    return frozenset(file for file in stamp(root / path for path in AROUND) if not file[0].endswith(".md"))


@record
class _Worker:
    """The process of one language, what it has asked for, and where it is sent to: its pages by the connection by
    which it answers, all else by another."""

    language: Language
    _process: BaseProcess
    pages: Connection
    others: Connection
    _asked: Result | Wanted | None = None

    @classmethod
    def begin(cls, root: Path, language: Language, target: Path, stay: bool, stack: ExitStack) -> _Worker:
        """Let a new process build into `target`; it ends with the stack."""
        context = _context()
        (here, there), (receiver, sender) = context.Pipe(), context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(root, language, target, there, receiver, stay))
        worker = cls(language, process, here, sender)
        with signals_blocked():
            process.start()
            stack.callback(worker.end)
            there.close()
            receiver.close()
            del there, receiver  # an interrupt that is told amid what Python does as it removes them would be lost
        return worker

    def asked(self) -> Result | Wanted | None:
        """What it has asked for, once it has; or what has come of it, where it has failed before or needs nothing."""
        if self._asked is None:
            self._asked = self._answer()
        return self._asked

    def can_renew(self) -> bool:
        """Whether it has pages of the day that is to be shown."""
        return isinstance(self._asked, Wanted) and str(self._asked.day) == os.environ["HANDBOOK_TODAY"]

    def result(self, *makers: BaseProcess) -> Result | None:
        """Wait for what comes of what it is given by some makers; None where it cannot renew its pages."""
        if isinstance(self._asked, Result):
            return self._asked
        running = {maker.sentinel: maker for maker in makers}
        while running and self.pages not in (ready := wait([self.pages, *running])):
            for maker in [running.pop(cast(int, each)) for each in ready]:
                maker.join()
                if maker.exitcode:
                    return _died(maker)
        outcome = self._answer()
        assert not isinstance(outcome, Wanted)
        return outcome

    def _answer(self) -> Result | Wanted | None:
        try:
            outcome: Result | Wanted | None = self.pages.recv()
        except (EOFError, ConnectionResetError):
            return _died(self._process)
        return outcome

    def end(self) -> None:
        """End it, if it has not."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self.pages.close()
        self.others.close()


def _died(process: BaseProcess) -> Result:
    process.join()
    return Result(0.0, error=f"✗ {in_languages(death(process.exitcode or 0))}", status=BROKEN)


def _context() -> ForkContext | SpawnContext:
    """Forked processes share what is loaded already; where there is no fork, each loads it again."""
    return multiprocessing.get_context("fork") if hasattr(os, "fork") else multiprocessing.get_context("spawn")


def _give(
    workers: Sequence[_Worker], source: Source, makers: ExitStack, only_of_policy: bool = False
) -> dict[Language, Callable[[], Result | None]]:
    """Let processes, ended with the stack, give to each what it has asked for. How to wait for what comes of it.

    They share what this one has read: one makes all that is no page, of all of them, as most of that is the same for
    all, and while it does this one reads on; one makes the pages of each language.
    """
    asking = [(worker, asked) for worker in workers if isinstance(asked := worker.asked(), Wanted)]
    begun: dict[Language, Callable[[], Result | None]] = {worker.language: worker.result for worker in workers}
    if asking:
        works = ((partial(source.others, asked, only_of_policy), worker.others) for worker, asked in asking)
        others = begin(makers, *works)
        source.read_on()
        for worker, asked in asking:
            makers_of_it = begin(makers, (partial(source.pages, asked), worker.pages)), others
            begun[worker.language] = partial(worker.result, *makers_of_it)
    return begun


def _work(root: Path, language: Language, target: Path, connection: Connection, others: Connection, stay: bool) -> None:
    """Build a language and send how it went; and if it is to stay, the same for whatever it is given then."""
    as_a_child()
    gc.set_threshold(100_000, 20, 50)  # a build keeps what it loads
    logging.basicConfig(format=f"  {language.name:8}%(levelname)s %(message)s", level=logging.WARNING)
    standing: Standing | None = None

    def build() -> Result:
        nonlocal standing
        # People who watch the pages see a broken link there; a build for readers stops at it.
        strict = False if tolerates_mistakes() else None
        config = load_config(str(root / language.config), site_dir=str(target), strict=strict)
        if hasattr(os, "fork"):  # else the parent cannot give what it has read to another process
            config.extra.setdefault("handbook", {})["maker"] = ask
        mkdocs_build(config)
        scripts = csp.script_hashes(target, language.name)
        hashes = frozenset[str]().union(*scripts.values())
        if not stay:
            return Result(0.0, hashes)
        standing = Standing.of(config)
        standing.scripts = scripts
        return Result(0.0, hashes)

    def ask(wanted: Wanted) -> Texts:
        connection.send(wanted)
        return given()

    def given() -> Texts:
        texts, before = received(connection, others), []
        while not isinstance(each := next(texts), Frame):
            before.append(each)  # whoever makes it need not wait until the policy has been read to its end
        yield each
        yield from before
        yield from texts

    def renew() -> Result | None:
        assert standing is not None
        renewed = standing.renew(given())
        return Result(0.0, renewed.scripts, gone=renewed.gone) if renewed else None

    connection.send(outcome := _outcome(target, build))
    # Where one has failed it takes nothing more; only its end tells that to whoever still has something for it.
    while standing and not (outcome and outcome.error):
        connection.send(outcome := _outcome(target, renew))


def _outcome(target: Path, work: Callable[[], Result | None]) -> Result | None:
    """What comes of some work, also where it fails."""
    start = time.monotonic()
    try:
        done = work()
    except (Abort, ConfigurationError, csp.Refused) as failure:
        done = Result(0.0, error=f"✗ {failure}", status=1)
    except Died as died:
        done = Result(0.0, error=f"✗ {died}", status=BROKEN)
    except Exception as failure:
        if isinstance(failure, OSError) and failure.filename is None:
            failure.filename = str(target)
        told = in_languages(explained(failure), languages((), BOTH))
        done = Result(0.0, error=f"✗ {told}", status=status_of(failure))
    return done and replace(done, seconds=time.monotonic() - start)

"""The site made anew after a change: one language before the others, and of each the files that differ.

A build takes over what still holds of the pages of the last one (macros/render/page.py); so a changed value costs the
pages that show it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from macros.assets import csp
from macros.site.build import workplace
from macros.site.languages import LANGUAGES, Language
from macros.site.processes.languages import Pages, Workers
from macros.site.texts import Source
from macros.site.tolerance import BuildFailed


def renew(
    site: Path,
    workers: Workers,
    first: Language,
    shown: Callable[[Language], None],
    source: Source,
) -> None:
    """Change a whole site file by file, and call `shown` with each language of which something has changed.

    The rest of the source is done beside the first. Raises as `build_site`; each language then is as it was, or new.
    """
    others = [language for language in LANGUAGES if language != first]
    with workplace(site):
        scripts: set[str] = set()
        for languages, of in (([first], source), (others, source.once_done())):
            made = workers.renew(languages, of)
            for language in languages:
                pages = made[language.folder]
                scripts |= pages.scripts
                if _put_in_place(pages, site, language):
                    shown(language)
        try:
            csp.write_policy(site, scripts)
        except csp.Refused as refused:
            raise BuildFailed(str(refused)) from None


def _put_in_place(pages: Pages, site: Path, language: Language) -> bool:
    folder = site / language.folder
    if pages.gone is not None:
        return replace_files(pages.place, folder, pages.gone)
    not_its_own = [each.folder for each in LANGUAGES if each != language]
    return take_over(pages.place, folder, (*not_its_own, csp.OWN_PAGES, csp.FILE))


def take_over(new: Path, site: Path, left: Sequence[str]) -> bool:
    """Make the files of a folder those of a new one, pages after what they use; whether any differs.

    What is `left` in the old one is no concern of the new one.
    """
    gone = set(_files(site)) - set(_files(new))
    return replace_files(new, site, [name for name in gone if name.partition("/")[0] not in left])


def replace_files(new: Path, site: Path, gone: Sequence[str]) -> bool:
    """Let new files take the place of those in the site, each in one step, pages after what they use, and remove what
    is gone; whether any differs."""
    files = sorted(_files(new), key=lambda name: (name.endswith(".html"), name))
    changed = [name for name in files if not _same(new / name, site / name)]
    for name in changed:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).replace(site / name)
    for name in gone:
        (site / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # until one is not empty
            os.removedirs((site / name).parent)
    return bool(changed or gone)


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except FileNotFoundError:
        return False

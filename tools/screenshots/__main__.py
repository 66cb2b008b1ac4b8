"""Pictures of every kind of page, on phone and desk, light and dark, in three languages: `make screenshots`.

  make screenshots ARGS="home chapter --lang zh --width 390 --scheme dark"
  make screenshots ARGS="--out /tmp/before"          and later again, to put them side by side
  make screenshots ARGS=--readme                     the README's picture alone

They come with a page, index.html, that shows them side by side. The pages are as of HANDBOOK_TODAY, by default today.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook import LANGS
from macros.site.build import build_site
from tools.bench.browsing import chromium, served
from tools.browser import CURE, find_browser
from tools.screenshots.overview import overview
from tools.screenshots.readme import README_PICTURE, readme_picture
from tools.screenshots.shots import KINDS, SCHEMES, WIDTHS, Shot, shots
from tools.screenshots.taking import take

ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str] | None = None) -> int:
    """Take them. Exit status 1 where there is no browser."""
    options = _options(argv)
    if find_browser() is None:
        print(f"没有浏览器 no browser: {CURE}", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        site = options.site
        if site is None:
            build_site(ROOT, site := Path(folder) / "site")
        with served(site) as address, chromium() as browser:
            if options.readme:
                readme_picture(browser, address, ROOT / README_PICTURE)
                print(f"✓ {README_PICTURE}")
                return 0
            wanted = list(shots(options.kinds, options.lang, options.width, options.scheme))
            options.out.mkdir(parents=True, exist_ok=True)
            for number, shot in enumerate(wanted, 1):
                file = take(browser, address, shot, options.out)
                print(f"  {number}/{len(wanted)} {file.name}", flush=True)
    print(f"✓ {_index(options.out, wanted)}")
    return 0


def _index(folder: Path, taken: Sequence[Shot]) -> Path:
    file = folder / "index.html"
    file.write_text(overview([shot for shot in shots() if shot in taken or (folder / shot.file).exists()]), "utf-8")
    return file


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make screenshots", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "kinds", nargs="*", metavar="KIND", help=f"which kinds of page (default: all): {', '.join(KINDS)}"
    )
    parser.add_argument("--lang", action="append", choices=LANGS, default=[], help="may be repeated")
    parser.add_argument(
        "--width", action="append", type=int, choices=WIDTHS, default=[], help="pixels; may be repeated"
    )
    parser.add_argument("--scheme", action="append", choices=SCHEMES, default=[], help="may be repeated")
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="the folder (default: screenshots)")
    parser.add_argument("--site", type=Path, help="a site that is built already (default: build it)")
    parser.add_argument("--readme", action="store_true", help=f"only {README_PICTURE}")
    options = parser.parse_args(argv)
    if unknown := sorted(set(options.kinds) - set(KINDS)):
        parser.error(f"{', '.join(unknown)}? {', '.join(KINDS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())

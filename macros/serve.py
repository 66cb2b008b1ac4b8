"""Serves the site in all languages at one address, and builds it anew whenever a file is saved.

A mistake in the policy's files shows as a banner on the pages (or as the only page), and serving goes on.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from macros import shelf
from macros.build import LANGUAGES, ROOT, BuildFailed, build_site, preload

WATCHED = ("policy_data", "docs", "macros/templates", "macros/theme", *(language.config for language in LANGUAGES))


def serve(root: Path, host: str, port: int, watched: Sequence[str] = WATCHED) -> None:
    """Build, then serve until interrupted. Raises OSError where the address is taken."""
    today = os.environ.get("HANDBOOK_TODAY", "")
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        site = Path(folder) / "site"

        def rebuild() -> None:
            os.environ["HANDBOOK_TODAY"] = today  # unless fixed, every build shows the day it is made
            _build(root, site)

        _build(root, site)
        server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(site))
        server.error_handler = lambda code: _error_page(site, code)
        for path in watched:
            if (root / path).exists():
                server.watch(str(root / path))
        print(f"\n  中文   {server.url}\n  English {server.url}en/\n  繁體   {server.url}zh-Hant/\n", flush=True)
        print("改了文件会自动刷新，按 Ctrl+C 停止 · saved files show at once, Ctrl+C stops", flush=True)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            print()
        finally:
            server.shutdown()


def _build(root: Path, site: Path) -> None:
    start = time.monotonic()
    print("生成页面 building …", flush=True)
    shelf.forgive()
    stocked = preload(root / "policy_data")
    for problem in stocked.problems:
        print(problem.line("zh"), flush=True)
    try:
        build_site(root, site, say=False)
    except BuildFailed as failed:
        print(f"✗ 这次没有生成，页面保持原样 not built, the pages stay as they were {failed}", flush=True)
        return
    print(f"✓ {time.monotonic() - start:.1f} s", flush=True)


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m macros.serve`: exit status 0 after Ctrl+C, 1 where it cannot start."""
    parser = argparse.ArgumentParser(
        description="三种语言一个地址，改了自动刷新 Serve all languages at one address.",
        epilog='例 example: make serve ARGS="--port 8080"',
    )
    parser.add_argument("--host", default="127.0.0.1", help="地址 address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="端口 port (default: %(default)s)")
    options = parser.parse_args(argv)
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    try:
        serve(ROOT, options.host, options.port)
    except OSError as error:
        print(f"✗ {options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        print('换一个端口 choose another port: make serve ARGS="--port 8080"', file=sys.stderr)
        return 1
    except BuildFailed as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The handbook without a network: a worker at the root of each language (`sw.js`), and the manifest that installs it.

The worker has the list of what a version is made of, each file with its hash. The version is named after all of them,
and every page says which it is of: so no page ever gets a file of another version (docs/assets/js/offline/).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from handbook import Lang, say
from macros.assets import bundle, styles

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
VERSION = "\ue003"  # in pages, until the version is known; a sign as in macros/site/marks.py
# What pages are made of. A document to take away, such as a PDF, is loaded when it is asked for.
_KINDS = (".html", ".css", ".js", ".svg", ".png", ".webmanifest")
_MORE = ("sitemap.xml",)  # the theme's script reads it
_DIGITS = 16
_ICONS = {  # drawn by tools/icons.py
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "icon-full.png": ("512x512", "maskable"),
}
_TEAL = re.compile(r"--hb-teal:\s*(#[0-9a-f]+)")  # of tokens.css
_PAPER = "#ffffff"


def write_manifest(site: Path, lang: Lang, name: str) -> None:
    """Write what a phone needs to install a language that is built at `site`."""
    teal = _TEAL.search((site / styles.uri(styles.EVERY_PAGE)).read_text(encoding="utf-8"))
    manifest = {
        "name": name,
        "short_name": say("macros.site.handbook", lang),
        "lang": lang,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": teal[1] if teal else _PAPER,
        "background_color": _PAPER,
        "icons": [
            {"src": f"assets/images/{file}", "sizes": sizes, "type": "image/png", "purpose": purpose}
            for file, (sizes, purpose) in _ICONS.items()
        ],
    }
    (site / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def take_scripts(site: Path) -> tuple[str, str]:
    """The scripts of the worker and of the one that takes it away; they leave the place where the build put them."""
    paths = [site / bundle.uri(name) for name in ("offline_worker", "offline_retired")]
    worker, retired = (path.read_text(encoding="utf-8") for path in paths)
    for path in paths:
        path.unlink()
    return worker, retired


def keep(site: Path, lang: Lang, apart: Sequence[str], script: str) -> None:
    """Write the worker of a language that is built at `site`, and its version into the pages.

    `apart` are the folders there, with a slash at the end, that are no part of it.
    """
    hashes, size, unnamed, mark = dict[str, str](), 0, list[str](), VERSION.encode()
    for name in _files(site, apart):
        content = (site / name).read_bytes()
        hashes[_address(name)] = _digest(content)
        size += len(content)
        unnamed += [name] if mark in content and name.endswith(".html") else []
    words = {
        "stored": say("macros.site.offline.stored", lang, size=f"{size / 1e6:.1f}"),
        "newer": say("macros.site.offline.newer", lang),
        "update": say("macros.site.offline.update", lang),
        "later": say("macros.site.offline.later", lang),
    }
    version = _digest(json.dumps([script, words, hashes]).encode())
    for name in unnamed:
        content = (site / name).read_bytes().replace(mark, version.encode())
        (site / name).write_bytes(content)
        hashes[_address(name)] = _digest(content)
    facts = {"version": version, "files": hashes, "bytes": size, "apart": list(apart), "words": words}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    (site / WORKER).write_text(f"self.handbook={text};\n{script}", encoding="utf-8")


def retire(site: Path, script: str) -> None:
    """Put a worker at `site` that takes away the one that a build before has given to readers."""
    (site / WORKER).write_text(script, encoding="utf-8")


def _files(site: Path, apart: Sequence[str]) -> Iterator[str]:
    """Where they lie below the site, in the order of their folders."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        kept = path.suffix in _KINDS or name in _MORE
        if kept and name != WORKER and not name.startswith(tuple(apart)) and path.is_file():
            yield name


def _address(name: str) -> str:
    """The same, as browsers ask for it."""
    folder, _, last = name.rpartition("/")
    return quote((f"{folder}/" if folder else "") if last == "index.html" else name)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]

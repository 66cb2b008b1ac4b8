"""The Content-Security-Policy that the finished site keeps, as a header value in a file for the web server.

Scripts come from the site itself; of inline scripts only the theme's own are allowed, by their hashes. They are listed
here by name and read from the theme, never from the pages: what a page holds beyond them fails the build.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from html import unescape
from html.parser import HTMLParser
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from handbook import LANGS, Phrase, in_languages
from macros.render.kept import Kept

FILE = "content-security-policy.txt"
# The theme's templates whose inline scripts the pages need. After an update of the theme that brings another one, the
# build fails and shows it: look at it, and add its template here.
THEME_SCRIPTS = ("base", "palette", "content")
_TEMPLATES = "templates/partials/javascripts"

OWN_PAGES = "exams"  # the folder of pages that stand alone
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="(?P<policy>[^"]*)">')
_OWN_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\b", re.DOTALL | re.IGNORECASE)
_DATA = ("application/json", "application/ld+json")
HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)  # where the theme puts the address of the site's root
_ROOT = r"[\w./~%:-]*"
_STYLE = re.compile(r"<style\b", re.IGNORECASE)
# Both begin at the "=", as there are fewer of it than of signs before a name; so the first reads a text backwards.
_ATTRIBUTE = re.compile(r"=\s*(?:[a-z]+no|elyts|codcrs)[\s\"'/]", re.IGNORECASE)
_MAY_RUN = re.compile(r"=\s*[\"']?[\x00-\x20]*(?:&|j[\x00-\x20]*[a&]|v[\x00-\x20]*[b&])", re.IGNORECASE)
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster")
_ADDRESS = re.compile(rf"""[\s"'/:](?:{"|".join(_ADDRESSES)})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))""", re.IGNORECASE)
_RUNS = re.compile(r"(?:javascript|vbscript):", re.IGNORECASE)
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
_SHOWN = 70


class Refused(Exception):
    """A page holds what the policy forbids; the message says which page, what, and the cure, in both languages."""


def write_policy(site: Path, scripts: Set[str]) -> None:
    """Write the header's value beside the pages, whose `script_hashes` are these. Raises Refused."""
    from quiz import browser_template  # and all that papers are made of: only where the whole site is

    own_scripts, own_styles = own_page_hashes(site)
    directives = [
        "default-src 'self'",
        " ".join(["script-src 'self'", *sorted(scripts | own_scripts)]),
        # A paper is shown and printed in a frame, which keeps the policy of its page: its style is allowed by its hash.
        " ".join(["style-src 'self'", *(_hash(browser_template(lang)["css"]) for lang in LANGS), *sorted(own_styles)]),
        "img-src 'self' data:",  # the theme's icons are data in its style sheet
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
    (site / FILE).write_text("; ".join(directives) + "\n", encoding="utf-8")


def script_hashes(pages: Path, lang: str) -> dict[str, list[str]]:
    """The hashes of the inline scripts of each of a language's pages, but for those that stand alone. Raises Refused
    where one holds what the policy forbids."""
    kept = _checked(lang)
    hashes: dict[str, list[str]] = {}
    for page in sorted(set(pages.rglob("*.html")) - set(_own_pages(pages))):
        name, key = page.relative_to(pages).as_posix(), hashlib.sha256(page.read_bytes()).hexdigest()
        if (checked := kept.get(key)) is None:
            kept.put(key, checked := hashes_in(name, page.read_text(encoding="utf-8")))
        hashes[name] = checked
    kept.save()
    return hashes


def hashes_in(page: str, html: str) -> list[str]:
    """The hashes of a page's inline scripts. Raises Refused, which names it, where it holds what the policy forbids."""
    outside, scripts = _parted(html)
    if fault := next(_faults(outside, scripts), None):
        raise Refused(f"{page}: {fault}")
    return [*map(_hash, scripts)]


@cache
def _checked(lang: str) -> Kept:
    """Of a page in which there was nothing to find fault with, the hashes of its scripts."""
    here = Path(__file__).read_text(encoding="utf-8")
    return Kept(f"policy-{lang}", here, version("mkdocs-material"), rest_goes=True)


def own_page_hashes(site: Path) -> tuple[set[str], set[str]]:
    """The hashes of the scripts and of the styles of pages that stand alone, which have a policy of their own.

    Raises Refused where one holds more than that policy names.
    """
    scripts: set[str] = set()
    styles: set[str] = set()
    for page in _own_pages(site):
        html = page.read_text(encoding="utf-8")
        named = _OWN_POLICY.search(html)
        (_, inline), (outside, _) = _parted(html), _parted(_OWN_STYLE.sub("", html))
        own_scripts, own_styles = {*map(_hash, inline)}, {*map(_hash, _OWN_STYLE.findall(html))}
        allowed = named["policy"] if named else ""
        more = any(each not in allowed for each in own_scripts | own_styles)
        if named is None or more or any(_forbidden(outside)):
            fault = in_languages(Phrase("macros.build.policy.own_page"))
            raise Refused(f"{page.relative_to(site).as_posix()}: {fault}")
        scripts |= own_scripts
        styles |= own_styles
    return scripts, styles


def _own_pages(site: Path) -> list[Path]:
    return sorted((site / OWN_PAGES).rglob("*.html"))


def _faults(outside: str, scripts: Sequence[str]) -> Iterator[str]:
    """What of a page the policy forbids, each in words."""
    for text in scripts:
        if not any(known.fullmatch(text) for known in _known()):
            yield in_languages(Phrase("macros.build.policy.unknown_script", {"found": _shown(text)}))
    for found in _forbidden(outside):
        yield in_languages(Phrase("macros.build.policy.forbidden", {"found": _shown(found)}))


def _forbidden(outside: str) -> Iterator[str]:
    """Attributes that hold script or style, elements of style, and addresses that run."""
    if found := _STYLE.search(outside):
        yield outside[found.start() :]
    if _ATTRIBUTE.search(outside[::-1]) or _has_address_that_runs(outside):
        # Perhaps only in the words of the page: now it pays to read it as a browser does.
        for tag, attributes in _Tags(outside).found:
            if any(_is_forbidden(name, value) for name, value in attributes.items()):
                yield tag


def _has_address_that_runs(outside: str) -> bool:
    if not _MAY_RUN.search(outside):
        return False
    addresses = (found[1] or found[2] or found[3] or "" for found in _ADDRESS.finditer(outside))
    return any(_runs(unescape(each)) for each in addresses)


def _is_forbidden(name: str, value: str) -> bool:
    name = name.removeprefix("xlink:")
    return name.startswith("on") or name in ("style", "srcdoc") or (name in _ADDRESSES and _runs(value))


def _runs(address: str) -> bool:
    return bool(_RUNS.match(_IGNORED_IN_ADDRESSES.sub("", address)))


class _Tags(HTMLParser):
    """The tags of a text: each as written, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        first_wins = {name: value or "" for name, value in reversed(attrs)}
        self.found.append((self.get_starttag_text() or tag, first_wins))


def _parted(html: str) -> tuple[str, list[str]]:
    """A page without its scripts, and the texts of the inline ones that run."""
    parts = _SCRIPT.split(html)  # what lies between scripts, then the attributes and the text of one, and so on
    texts = zip(parts[1::3], parts[2::3], strict=True)
    return "".join(parts[::3]), [
        text for attributes, text in texts if text.strip() and not _from_file_or_data(attributes)
    ]


def _from_file_or_data(attributes: str) -> bool:
    found = next((each for _, each in _Tags(f"<script{attributes}>").found), {})  # none where a quote does not end
    return "src" in found or found.get("type", "").strip().lower() in _DATA


@cache
def theme_scripts() -> tuple[str, ...]:
    """The theme's inline scripts on the list, as its templates have them."""
    package = find_spec("material")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / _TEMPLATES
    texts = [(folder / f"{name}.html").read_text(encoding="utf-8") for name in THEME_SCRIPTS]
    return tuple(script[2] for text in texts for script in _SCRIPT.finditer(text))


@cache
def _known() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_ROOT.join(map(re.escape, HOLE.split(script)))) for script in theme_scripts())


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"

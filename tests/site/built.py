"""What the tests know of the site: its languages, its pages, and the ids and links of the built HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from handbook.policy.book import PolicyBook
from handbook.policy.load import load

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
FOLDERS = {"zh": "", "en": "en/", "zh-Hant": "zh-Hant/"}

CHAPTERS = tuple(
    f"chapters/{name}/"
    for name in (
        "general",
        "duties",
        "workflows",
        "training",
        "appraisal",
        "pay",
        "discipline",
        "rewards",
        "supplementary",
    )
)
READERS = ("for/new/", "for/agent/", "for/supervisor/", "for/trainer/", "for/hr/", "author/")
LOOK_UP = ("numbers/", "glossary/", "calendar/", "changes/", "book/", "about/")
RULES = (
    "attendance_deduction", "appraisal_score", "final_score", "performance_bonus", "awards", "team_award", "month_pay",
    "loss_instalments", "dismissal_review", "annual_leave", "reply_deadline", "streaks", "fines",
)  # fmt: skip
CALCULATORS = ("calculators/", *(f"calculators/{rule}/" for rule in RULES))
PRACTICE = ("practice/", "trainers/", "trainers/paper/", "trainers/grade/", "trainers/signoff/", "acknowledge/")
KINDS = (
    "", "chapters/workflows/", "chapters/discipline/", "numbers/", "glossary/", "changes/", "for/new/", "for/agent/",
    "for/hr/", "author/", "for/trainer/", "trainers/", "trainers/paper/", "trainers/grade/", "about/", "book/",
    "404.html",
)  # fmt: skip
PAGES = ("", *CHAPTERS, *CALCULATORS, *PRACTICE, *READERS, *LOOK_UP)

_LINKS = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "form": "action",
}


def build(root: Path, target: Path) -> None:
    """Build the project at `root` in its three languages as of TODAY."""
    from macros.site.build import build_site
    from macros.site.making.reading import preload

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDBOOK_TODAY", TODAY.isoformat())
        told = [problem.line("en") for problem in preload(root / "policy_data").errors]
        assert told == []
        build_site(root, target, say=False)


@cache
def policy() -> PolicyBook:
    """The policy that the site was built from."""
    book = load(ROOT / "policy_data", TODAY).book
    assert book is not None
    return book


@dataclass(frozen=True)
class Link:
    """A reference to something else: `tag`, the target as written, and the line."""

    tag: str
    target: str
    line: int


@dataclass
class BuiltPage:
    """One HTML file of the site. `url` is its address below the site's root."""

    url: str
    path: Path
    html: str
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words of the page, as a reader would copy them."""
        return "".join(self.words)


class _Reader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self._page, self._within = page, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self._page.lang = values.get("lang", "")
        if "id" in values:
            self._page.ids.append(values["id"])
        if "style" in values:
            self._page.styles.append(values["style"])
        target = values.get(_LINKS.get(tag, ""))
        if target is not None:
            self._page.links.append(Link(tag, target, self.getpos()[0]))
        self._within = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "style":
            self._page.styles.append(data)
        elif not self._within:
            self._page.words.append(data)


def read_pages(site: Path) -> dict[str, BuiltPage]:
    """Every HTML file of the site by its address: `` is the home page, `en/numbers/` another."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        page = BuiltPage(url, path, path.read_text(encoding="utf-8"))
        _Reader(page).feed(page.html)
        pages[url] = page
    return pages


def resolve(page: BuiltPage, target: str) -> tuple[str, str] | None:
    """The address and the anchor that a link leads to; None where it leaves the site or names no file."""
    parts = urlsplit(urljoin(f"http://site/{page.url}", target))
    if parts.netloc != "site" or parts.scheme != "http":
        return None
    return unquote(parts.path.removeprefix("/")), unquote(parts.fragment)


def language_of(url: str) -> str:
    """The language of the page at an address."""
    return next((lang for lang, folder in FOLDERS.items() if folder and url.startswith(folder)), "zh")

"""The theme's styles without those that nothing on the site can ever need.

A selector stays where every class, element and state that it asks for is known: it stands in a page, or it is a word of
a script, ours or the theme's, for scripts make menus, dialogs and states that no page shows yet. What is not understood
stays. So a style goes only where nothing could have matched it, and every page looks as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import ascii_letters, digits

from handbook import frozen
from macros.render.kept import Kept, digest

_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_STEP = re.compile(rf"((?:[^{{}}\"'\\]++|\\.|{_STRING})*+)([{{}}])", re.DOTALL)  # a text and the brace that ends it
_IN_BRACKETS = rf"\((?:[^()\"']|{_STRING}|\([^()]*\))*\)"
_SELECTOR = re.compile(rf"(?:[^,()\[\"'\\]++|\\.|{_STRING}|\[[^\]]*\]|{_IN_BRACKETS})+", re.DOTALL)
_VARIABLE = re.compile(rf"(?<=[{{;])(--[\w-]+):(?:[^;{{}}\"'()]|{_STRING}|{_IN_BRACKETS})*(?:;|(?=\}}))", re.DOTALL)
_USED_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_NO_STYLES = re.compile(r"(?<![^{}])[^{}]*\{\}")  # from a brace, or the beginning
# :not(.a) and its like ask for nothing that must be there.
_CONDITION = re.compile(r"::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|#[\w-]+")
_ASKED = re.compile(
    r"\[(dir)=\"?([\w-]+)\"?\]|\[data-md-[\w-]+=\"?([\w-]+)\"?\]|\[[^\]]*\]|\.((?:[\w-]|\\.)+)|([a-z][\w-]*)"
)
# Each begins with what is looked for quickly.
_ELEMENT = re.compile(r"<([a-z][\w-]*)")
_DIRECTION = re.compile(r'dir="([^"]*)"')
_CLASSES = re.compile(r'class="([^"]*)"')
_STATES = re.compile(r'data-md-[\w-]+="([^"]*)"')
_BETWEEN_WORDS = bytes(sign if chr(sign) in f"{ascii_letters}{digits}_-" else ord(" ") for sign in range(256))
# Parts of the theme that its script begins from what a page has of them: without it, its words for them say nothing.
_BEGIN_IN_PAGES = (
    "highlight",
    "md-annotation",
    "md-code",
    "md-search",
    "md-source",
    "md-tag",
    "md-tooltip",
    "md-version",
    "tabbed-",
)


@frozen
class Names:
    """The classes, elements and states that a site uses: names, and with what names begin that scripts put together."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether something may be called so."""
        return name in self.whole or name.startswith(self.beginnings)


class InPages:
    """The names in the pages of a language. A page that was finished before, word for word, is not looked through."""

    def __init__(self, lang: str) -> None:
        self._kept = _kept(lang)
        self._paths: set[str] = set()
        self._names: set[str] = set()

    def note(self, path: str, html: str) -> None:
        """Take note of what a page has, which will lie at a path in the site."""
        key = digest(html)
        if (names := self._kept.get(key)) is None:
            self._kept.put(key, names := sorted(names_in(html)))
        self._paths.add(path)
        self._names.update(names)

    def of(self, site: Path) -> set[str]:
        """The names in all pages of a built site, also in those that came to it another way."""
        paths = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
        for path in paths - self._paths:
            self.note(path, (site / path).read_text(encoding="utf-8"))
        return self._names


@cache
def _kept(lang: str) -> Kept:
    """Of a page, the names in it."""
    return Kept(f"names-{lang}", Path(__file__).read_text(encoding="utf-8"), rest_goes=True)


def names_in(page: str) -> set[str]:
    """Elements, classes and states. The direction of writing is a page's own: `dir=rtl`."""
    names = {*_ELEMENT.findall(page), *(f"dir={way}" for way in _DIRECTION.findall(page))}
    for values in {*_CLASSES.findall(page), *_STATES.findall(page)}:  # most of them stand in many places
        names.update(values.split())
    return names


def used_names(in_pages: Iterable[str], scripts: Iterable[str]) -> Names:
    """What stands in pages, and every word of scripts."""
    names = set(in_pages)
    not_begun = tuple(part for part in _BEGIN_IN_PAGES if not any(name.startswith(part) for name in names))
    names.update(word for word in _words(scripts) if not word.startswith(not_begun))
    beginnings = (name for name in names if name.endswith(("-", "_")) and name.strip("-_"))
    return Names(frozenset(names), tuple(sorted(beginnings)))


def _words(scripts: Iterable[str]) -> set[str]:
    """What of scripts may be a name: the theme's are all of ASCII."""
    words: set[str] = set()
    for script in scripts:
        words.update(script.encode().translate(_BETWEEN_WORDS).decode().split())
    return words


def purged(css: str, names: Names, beside: str) -> str:
    """The styles, minified as they come, less what `names` have no use for.

    Variables stay that other styles, `beside`, use.
    """
    kept = _used_rules(css, names)
    while (fewer := _without_unused_variables(kept, names, beside)) != kept:
        kept = fewer
    return kept


def _without_unused_variables(css: str, names: Names, beside: str) -> str:
    used = {*_USED_VARIABLE.findall(css), *_USED_VARIABLE.findall(beside)}
    fewer = _VARIABLE.sub(lambda found: found[0] if found[1] in used or names.has(found[1]) else "", css)
    return _NO_STYLES.sub("", fewer)


def _used_rules(css: str, names: Names) -> str:
    """Rules and groups of rules, from the inside out: a group without rules goes as well."""
    open_ones: list[tuple[str, list[str]]] = [("", [])]  # what stands before the brace, and what stays between braces
    for text, brace in _STEP.findall(css):
        if brace == "{":
            statements, end, head = text.rpartition(";")  # such as @charset
            open_ones[-1][1].append(statements + end)
            open_ones.append((head, []))
            continue
        head, parts = open_ones.pop()
        inside = "".join(parts) + text
        if not head.startswith("@") and not any("keyframes" in before for before, _ in open_ones):
            head = ",".join(each for each in _SELECTOR.findall(head) if _may_match(each, names))
        if head and inside:
            open_ones[-1][1].append(f"{head}{{{inside}}}")
    return "".join(open_ones[0][1])


def _may_match(selector: str, names: Names) -> bool:
    for direction, value, state, name, element in _ASKED.findall(_CONDITION.sub("", selector)):
        asked = f"dir={value}" if direction else state or name or element
        if asked and "\\" not in asked and not names.has(asked):
            return False
    return True

"""What the build cannot see by itself: raw links, double ids, marks left unrendered, whole coverage of the policy."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from built import FOLDERS, PAGES, TODAY, BuiltPage, language_of, policy, read_pages, resolve

from handbook.lang.languages import Lang
from handbook.lang.traditional import doubtful

UNRENDERED = ("{{", "}}", "{%", "%}", "{:", "{ #", "{#", "[[", "]]", "**", "](")
ESCAPED_TWICE = ("&lt;", "&gt;", "&amp;", "&quot;", "&#")
HTML_LANG = {"zh": "zh", "en": "en", "zh-Hant": "zh-Hant"}
SIMPLIFIED = re.compile(
    "[这们对时间题员处迟绩奖资规则认调训关为发诉][^\n]{0,12}"
)  # characters only Simplified Chinese has
QUOTED = re.compile(r"简体中文|\w+〔\d+〕\d+号")  # the other language's own name, and numbers of documents
PRACTICE_AT = tuple(f"{folder}practice/" for folder in FOLDERS.values())
CALCULATORS_AT = tuple(f"{folder}calculators/" for folder in FOLDERS.values())
_HEADING = re.compile(r"<h[1-4]\b[^>]*?\bid=\"?([^\s\">]+)")
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
# The author's page shows placeholders as they are written, as code.
_CODE = re.compile(r"(?s)<(script|style|svg|code)\b.*?</\1>")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BuiltPage]:
    return read_pages(site)


def check(faults: list[str]) -> None:
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:40])


@pytest.mark.parametrize("lang", FOLDERS)
def test_a_value_of_several_rows_has_a_line_each(pages: dict[str, BuiltPage], lang: Lang) -> None:
    """On its clause's page with the signs of the sentence, among the key numbers without."""
    name = "annual_leave.tiers"
    rows = policy().param(name).say_rows(TODAY, lang)
    for page, signs in (("chapters/pay/", "，," + "。."), ("numbers/", "")):
        html = pages[FOLDERS[lang] + page].path.read_text("utf-8")
        [found] = re.findall(rf'hb-value--rows"? href="?[^>]*#{name}"?>(.*?)</a>', html)
        lines = [unescape(line) for line in re.findall("<span>(.*?)</span>", found)]
        assert [line.strip(signs) if signs else line for line in lines] == rows
        assert not signs or lines[-1] != rows[-1], "the sentence ends with its last row"


def test_links_lead_to_a_file_and_an_anchor(pages: dict[str, BuiltPage], site: Path) -> None:
    faults = []
    for page in pages.values():
        ids = set(page.ids)
        for link in page.links:
            found = resolve(page, link.target)
            if found is None:
                continue  # test_nothing_from_elsewhere looks at these
            url, anchor = found
            if url in pages:
                there = ids if url == page.url else set(pages[url].ids)
                if anchor.startswith("clause=") and url.startswith((*CALCULATORS_AT, *PRACTICE_AT)):
                    there = {f"clause={id}" for id in policy().clauses}
                if url.startswith(PRACTICE_AT):
                    there = {*there, "must"}
                if anchor and anchor not in there and not anchor.startswith("__"):
                    faults.append(f"{page.url}:{link.line}: no anchor {link.target}")
            elif not (site / url).is_file():
                faults.append(f"{page.url}:{link.line}: no file {link.target}")
    check(faults)


def test_ids_are_unique(pages: dict[str, BuiltPage]) -> None:
    check([f"{p.url}: {id}" for p in pages.values() for id in sorted(set(p.ids)) if p.ids.count(id) > 1])


def test_headings_have_the_same_names_in_every_language(pages: dict[str, BuiltPage]) -> None:
    """So that a reader who switches the language stays at the heading."""
    faults = []
    for url, page in pages.items():
        if folder := FOLDERS[language_of(url)]:
            named, chinese = (_HEADING.findall(each.html) for each in (page, pages[url.removeprefix(folder)]))
            faults += [
                f"{url}: {here} is {there} in Chinese"
                for here, there in zip(named, chinese, strict=True)
                if here != there
            ]
    check(faults)


def test_nothing_is_left_unrendered(pages: dict[str, BuiltPage]) -> None:
    faults = []
    for page in pages.values():
        shown = unescape(_CODE.sub("", page.html))
        faults += [
            f"{page.url}: {mark} {shown[at - 40 : at + 60]!r}"
            for mark in (*UNRENDERED, *ESCAPED_TWICE)
            if (at := shown.find(mark)) > 0
        ]
    check(faults)


def test_language_of_every_page(pages: dict[str, BuiltPage]) -> None:
    check([f"{p.url}: {p.lang}" for p in pages.values() if p.lang != HTML_LANG[language_of(p.url)]])


def test_every_page_exists_in_every_language(pages: dict[str, BuiltPage]) -> None:
    chinese = {url for url in pages if language_of(url) == "zh"}
    assert chinese == {*PAGES, "404.html"}
    for folder in FOLDERS.values():
        assert {url.removeprefix(folder) for url in pages if url.startswith(folder) and folder} in (chinese, set())


def test_nothing_from_elsewhere(pages: dict[str, BuiltPage], site: Path) -> None:
    loads = {"link", "script", "img", "iframe", "source", "form"}
    faults = [
        f"{page.url}:{link.line}: {link.tag} {link.target}"
        for page in pages.values()
        for link in page.links
        if re.match(r"(?:https?:)?//", link.target) and (link.tag in loads or "mkdocs" not in link.target)
    ]
    styles = [(page.url, style) for page in pages.values() for style in page.styles]
    styles += [(path.name, path.read_text(encoding="utf-8")) for path in site.rglob("*.css")]
    for name, style in styles:
        targets = [found[1] or found[2] for found in _STYLE_URL.finditer(style)]
        faults += [f"{name}: {target}" for target in targets if re.match(r"(?:https?:)?//", target)]
    check(faults)


def test_every_clause_has_an_anchor(pages: dict[str, BuiltPage]) -> None:
    faults = []
    for folder in FOLDERS.values():
        book = set(pages[f"{folder}book/"].ids)
        for id in policy().clauses:
            chapter = f"{folder}chapters/{id.partition('.')[0]}/"
            if id not in pages[chapter].ids:
                faults.append(f"{chapter}: no {id}")
            if id not in book:
                faults.append(f"{folder}book/: no {id}")
    check(faults)


@pytest.mark.parametrize("lang", FOLDERS)
def test_every_parameter_is_among_the_key_numbers(pages: dict[str, BuiltPage], lang: Lang) -> None:
    page = pages[f"{FOLDERS[lang]}numbers/"]
    rows = {
        found[1]: found[0] for found in re.finditer(r"(?s)<tr>(?:(?!</tr>).)*?\bid=\"([^\"]+)\".*?</tr>", page.html)
    }
    faults = []
    for name, parameter in policy().parameters.items():
        row = unescape(re.sub(r"<[^>]+>", "", rows.get(name, "")))
        if name not in page.ids:
            faults.append(f"no anchor {name}")
        else:
            said = parameter.say_rows(TODAY, lang)
            faults += [f"{name}: {value} is not in its row" for value in said if value not in row]
    check(faults)


@pytest.mark.parametrize("lang", FOLDERS)
def test_every_parameter_of_a_clause_is_shown_in_it(pages: dict[str, BuiltPage], lang: Lang) -> None:
    faults = []
    for clause in policy().clauses.values():
        html = pages[f"{FOLDERS[lang]}chapters/{clause.chapter}/"].html
        after = html[html.index(f'id="{clause.id}"') :]
        body = after[: re.search(r"<h[23]|</article", after[10:]).start() + 10]  # type: ignore[union-attr]
        faults += [f"{clause.id}: {name}" for name in clause.parameters if f"numbers/#{name}" not in body]
    check(faults)


def test_traditional_pages_hold_no_simplified_characters(pages: dict[str, BuiltPage]) -> None:
    faults = []
    for page in pages.values():
        if language_of(page.url) == "zh-Hant" and not page.url.endswith("404.html"):  # which speaks every language
            text = QUOTED.sub("", page.text)
            faults += [f"{page.url}: {found[0]}" for found in list(SIMPLIFIED.finditer(text))[:3]]
            faults += [f"{page.url}: {found}" for found in doubtful(page.text)]
    check(faults)


def test_no_source_maps(site: Path) -> None:
    check([str(path) for path in site.rglob("*.map")])

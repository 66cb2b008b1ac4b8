"""No text of the policy is markup anywhere: what runs if taken for markup stands in every text, and nothing runs.

The pages are opened without the Content-Security-Policy, so that nothing but the escaping keeps it from running.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from built import FOLDERS, ROOT, BuiltPage, build, read_pages
from planting import BRACES, FORMULAS, FREE, PAYLOAD, plant, text_keys
from playwright.sync_api import Browser, Page, expect
from practising import LEGEND, MAIN, VERDICT
from search_box import find, open_search
from seeing import made
from serving import serving
from watch import Watch

from handbook.policy.checks import signs, texts
from tests.macros.project import copy_project

LEAST_TEXTS = 3_000
QUESTIONS = 4
PROGRAMS_WORDS = ("printing", "exam")  # data for scripts in which nothing is the policy's
MARK = "planted"
BROKEN = re.compile(rf".{{0,60}}(?:{MARK}|&\w+;|\*\*).{{0,60}}")  # what is left of a payload, or escaped twice
ATOM = "{http://www.w3.org/2005/Atom}"
EVERY_KIND = (
    "", "chapters/discipline/", "chapters/workflows/", "calculators/", "calculators/dismissal_review/", "practice/",
    "trainers/", "for/new/", "for/agent/", "for/trainer/", "for/hr/", "numbers/",
    "glossary/", "changes/", "book/",
)  # fmt: skip
SAMPLE = ("", "chapters/rewards/", "calculators/fines/", "for/hr/", "changes/", "glossary/")
# Elements and attributes that only planted markup can have made.
GROWN = """() => [...document.querySelectorAll('*')].filter((each) =>
  each.localName === 'planted' || (each.localName === 'img' && each.getAttribute('src') === 'x') ||
  [...each.attributes].some(({name, value}) => name.includes('planted') || /^on/.test(name) ||
    (/href|src|action/.test(name) && /^\\s*javascript:/i.test(value)))).map((each) => each.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of a policy with the payload in every text, once `check` has been kept from refusing it."""
    root = copy_project(tmp_path_factory.mktemp("planted") / "project")
    shutil.rmtree(root / "policy_data")
    assert plant(ROOT / "policy_data", root / "policy_data") > LEAST_TEXTS
    for name in ("public/notes.txt", "private/notes.txt", "notes.txt"):
        (root / "exams/one" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "exams/one" / name).write_text(f"kept for the exam: {name}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signs, "NOT_IN_TITLES", re.compile("(?!)"))
        patch.setattr(texts, "_strays", lambda *_: iter(()))
        build(root, root / "site")
    yield root / "site"
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with serving(site, with_policy=False) as address:
        yield address


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BuiltPage]:
    return read_pages(site)


def check(faults: list[str]) -> None:
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:20])


def test_every_kind_of_text_is_planted() -> None:
    """A new key for texts stands in FREE, so that it is planted, too."""
    assert text_keys() == FREE | FORMULAS


def test_of_an_exam_only_what_is_public_is_published(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file() and b"kept for the exam: " in path.read_bytes()]
    assert [path.relative_to(site).as_posix() for path in files] == ["exams/one/notes.txt"]
    assert files[0].read_text(encoding="utf-8") == "kept for the exam: public/notes.txt"


class _Growths(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page, self.faults = page, list[str]()
        self.feed(page.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in [(tag, ""), *attrs]:
            address = re.sub(r"\s", "", value or "").lower()
            if MARK in name or name.startswith("on") or (name == "src" and value == "x") or address.startswith("javas"):
                self.faults.append(f"{self.page.url}:{self.getpos()[0]}: {self.get_starttag_text()}")


def test_no_element_and_no_attribute_comes_of_it(pages: dict[str, BuiltPage]) -> None:
    check([fault for page in pages.values() for fault in _Growths(page).faults])


def test_wherever_it_shows_it_shows_whole(pages: dict[str, BuiltPage]) -> None:
    faults, seen = [], 0
    for page in pages.values():
        rest = squeezed(page.text).replace(squeezed(PAYLOAD), "¶").replace(f"¶{squeezed(BRACES)}", "¶")
        seen += rest.count("¶")
        faults += [
            f"{page.url}: {found[0]}" for found in re.finditer(rf".{{0,60}}(?:{MARK}|&\w+;|\*\*).{{0,60}}", rest)
        ]
    check(faults)
    assert seen > LEAST_TEXTS


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize(
    "place",
    [
        r"<title>(.*?)</title>",
        r'class="md-nav__link md-nav__link--active">(.*?)</a>',
        r'class="md-footer__link md-footer__link--next" aria-label="(.*?)"',
        r'md-footer__link--next.*?<div class="md-ellipsis">(.*?)</div>',
        r"<h1.*?>(.*?)<a",
        r'<nav class="md-nav" aria-label="(.*?)">\s*<ul',
    ],
)
def test_titles_are_whole_in_tab_menu_footer_and_contents(pages: dict[str, BuiltPage], folder: str, place: str) -> None:
    found = re.search(place, pages[f"{folder}chapters/discipline/"].html, re.DOTALL)
    assert found
    assert squeezed(PAYLOAD + BRACES) in squeezed(unescape(re.sub(r"<[^>]*>", "", found[1])))


def squeezed(text: str) -> str:
    """Without spaces, as a title may be broken over lines."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_the_feed_is_whole(site: Path, folder: str) -> None:
    root = ET.parse(site / folder / "feed.xml").getroot()
    assert {each.tag.removeprefix(ATOM) for each in root.iter()} == {
        "feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "content",
    }  # fmt: skip
    entries = list(root.iter(f"{ATOM}entry"))
    assert any(PAYLOAD in (each.findtext(f"{ATOM}title") or "") for each in entries)
    assert any(PAYLOAD in (each.findtext(f"{ATOM}content") or "") for each in entries)


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_data_for_scripts_ends_no_script(site: Path, folder: str) -> None:
    files = [*(site / folder / "assets/quiz").glob("*.js"), site / folder / "assets/search/index.js"]
    files = [file for file in files if not file.name.startswith(PROGRAMS_WORDS)]
    assert len(files) > 9
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "<" not in text
        assert json.dumps(PAYLOAD, ensure_ascii=False)[1:-1].replace("<", "\\u003c") in text


# in a browser


@pytest.fixture
def live(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """A window in which what was planted would complain if it ran; at the end, nothing has complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", base_url=server)
    context.add_init_script("window.planted = () => console.error('what was planted ran')")
    page = context.new_page()
    watch.follow(page)
    page.on("dialog", lambda dialog: watch.complaints.append(f"{page.url}: {dialog.message}"))
    yield page
    context.close()
    assert watch.complaints == []


def expect_words_only(page: Page, selector: str = "body") -> None:
    """Nothing has grown, and the payload shows as it was written."""
    assert page.evaluate(GROWN) == []
    assert squeezed(PAYLOAD) in squeezed(page.locator(selector).first.inner_text())


@pytest.mark.parametrize("lang", FOLDERS)
def test_nothing_runs_on_any_kind_of_page(live: Page, lang: str) -> None:
    for path in EVERY_KIND if lang == "zh" else SAMPLE:
        live.goto(f"{FOLDERS[lang]}{path}")
        expect_words_only(made(live))


@pytest.mark.parametrize("lang", FOLDERS)
def test_nothing_runs_in_the_search_results(live: Page, lang: str) -> None:
    live.goto(FOLDERS[lang])
    open_search(live)
    assert find(live, "planted" if lang == "en" else "迟到")
    expect_words_only(live, ".hb-find__list")


@pytest.mark.parametrize("lang", FOLDERS)
def test_nothing_runs_in_the_note_of_a_value(live: Page, lang: str) -> None:
    live.goto(f"{FOLDERS[lang]}chapters/discipline/")
    live.locator(".hb-value").first.click()
    live.wait_for_selector("dialog[open]")
    expect_words_only(live, "dialog[open]")


@pytest.mark.parametrize("lang", FOLDERS)
def test_nothing_runs_in_a_calculation(live: Page, lang: str) -> None:
    live.goto(f"{FOLDERS[lang]}calculators/attendance_deduction/#base=5000&late=8")
    expect(live.locator(".hb-explained")).to_contain_text("planted")  # it comes in a turn after the sum
    live.evaluate("document.querySelectorAll('.hb-calc details').forEach((each) => { each.open = true; })")
    expect_words_only(live, ".hb-explained")


@pytest.mark.parametrize("lang", FOLDERS)
def test_nothing_runs_in_practice(live: Page, lang: str) -> None:
    live.goto(f"{FOLDERS[lang]}practice/#clause=discipline.attendance.late")
    for _ in range(QUESTIONS):
        live.wait_for_selector(LEGEND)
        expect_words_only(live, LEGEND)
        answer_anything(live)
        expect_words_only(live, VERDICT)
        live.locator(MAIN).click()


def answer_anything(page: Page) -> None:
    """Whatever the kind of question, to be judged."""
    for choice in page.locator(".hb-quiz select").all():
        choice.select_option(index=1)
    if page.locator(".hb-quiz input[type=text]").count():
        page.locator(".hb-quiz input[type=text]").fill("1")
    page.keyboard.press("1")
    if page.locator(VERDICT).inner_text() == "":
        page.locator(MAIN).click()
    expect(page.locator(VERDICT)).not_to_be_empty()


def test_nothing_runs_in_a_paper_and_its_key(live: Page) -> None:
    live.goto("trainers/paper/")
    live.locator(".hb-paper__form").wait_for()
    live.evaluate("for (const part of document.querySelectorAll('.hb-paper__form details')) part.open = true")
    expect_words_only(live, ".hb-paper__form")
    live.locator(".hb-paper__form button.hb-paper__main").click()
    frame = live.frame_locator(".hb-print__sheet")
    frame.locator("h1").wait_for()
    assert live.evaluate(GROWN) == []
    for name in ("试卷", "答案与解析"):
        live.locator(".hb-print__name", has_text=name).click()
        expect(live.locator(".hb-print__shown")).to_contain_text(name)
        assert frame.locator("body").evaluate(GROWN) == []
        assert squeezed(PAYLOAD) in squeezed(frame.locator("body").inner_text())


def test_nothing_runs_in_print(live: Page) -> None:
    live.goto("book/")
    live.emulate_media(media="print")
    expect_words_only(live)

"""The handbook without a network: all of it is there, of one version, and nothing is lost where it cannot be."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from built import FOLDERS, ROOT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from search_box import find, open_search
from serving import serving

from macros.assets import bundle, offline

UNDER = "/a/b/"
APART = ["exams/"]
STORED, NEWER = ".hb-stored", ".hb-newer"
MAIN_BUTTON = f"{NEWER} .md-button--primary"
# Where a version is planted: a page's title, the script of every page, one that comes later, and data of the search.
SCRIPTS = ("assets/js/handbook.js", "assets/js/search.js", "assets/search/index.js")
MADE_AS = "[document.title.slice(-2), ...['handbook', 'search', 'index'].map((each) => window[`${each}_made_as`])]"
MOST_BYTES = 3_300_000  # of a language, as it lies on a device
RETIRED = bundle.joined(
    [(ROOT / f"docs/assets/js/offline/{name}.js").read_text("utf-8") for name in ("store", "retired")]
)
NO_WORKER = "delete Navigator.prototype.serviceWorker"
REFUSES = "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('private'))"


def contents_of(folder: Path) -> dict[str, Any]:
    """What the worker of a folder says that its version is made of."""
    text = (folder / offline.WORKER).read_text("utf-8").partition(";\n")[0]
    found: dict[str, Any] = json.loads(text.removeprefix("self.handbook="))
    return found


class Hosted:
    """A language of the site on a host, whose files a test may change; `asked` is what was asked for below its root."""

    def __init__(self, folder: Path, under: str) -> None:
        self.folder, self.under = folder, under
        self.paths: list[str] = []
        self.address = ""

    @property
    def worker(self) -> str:
        return (self.folder / offline.WORKER).read_text("utf-8")

    @property
    def version(self) -> str:
        return str(contents_of(self.folder)["version"])

    @property
    def asked(self) -> list[str]:
        return [path.removeprefix(self.under) for path in self.paths]

    def becomes(self, name: str) -> None:
        """Another version is published; its parts say `name`."""
        for path in self.folder.rglob("*.html"):
            html = path.read_text("utf-8").replace(self.version, offline.VERSION)
            path.write_text(re.sub("( made as ..)?</title>", f" made as {name}</title>", html), "utf-8")
        for script in SCRIPTS:
            path = self.folder / script
            text = re.sub("^window.*made_as='..';", "", path.read_text("utf-8"))
            path.write_text(f"window.{path.stem}_made_as='{name}';{text}", "utf-8")
        offline.keep(self.folder, "en", APART, self.worker.partition(";\n")[2])


@contextmanager
def hosting(site: Path, folder: Path, under: str = UNDER) -> Iterator[Hosted]:
    shutil.copytree(site / "en", folder)
    shutil.copy(site / "content-security-policy.txt", folder)
    hosted = Hosted(folder, under)
    with serving(folder, under=under, asked=hosted.paths) as hosted.address:
        yield hosted


@pytest.fixture
def hosted(site: Path, tmp_path: Path) -> Iterator[Hosted]:
    with hosting(site, tmp_path / "handbook") as hosted:
        yield hosted


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that may keep what it reads, and on which nothing is complained of."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, service_workers="allow")
    complaints: list[str] = []
    context.on("weberror", lambda told: complaints.append(str(told.error)))
    context.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield context
    context.close()
    assert [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


def stored(page: Page, address: str) -> Page:
    """A page of the handbook, which then says that it is stored."""
    page.goto(address)
    expect(page.locator(STORED)).to_contain_text("without a network")
    return page


def made_as(page: Page) -> set[str]:
    """What a page and the parts that it loads say that they are of; the search is loaded for it."""
    open_search(page)
    page.keyboard.press("Escape")
    said: list[str] = page.evaluate(MADE_AS)
    return set(said)


@pytest.fixture
def in_place(site: Path, tmp_path: Path) -> Iterator[Hosted]:
    """Where the site, which was built without an address, has it: its page for what is not there finds its parts."""
    with hosting(site, tmp_path / "handbook", "/en/") as hosted:
        yield hosted


def test_all_of_it_is_there_in_flight_mode(phone: BrowserContext, in_place: Hosted) -> None:
    hosted = in_place
    page = stored(phone.new_page(), hosted.address)
    expect(page.locator(".md-footer " + STORED)).to_contain_text(" MB)")
    phone.set_offline(True)
    open_search(page)  # on the first page as well, which came from the network
    assert find(page, "late 12 minutes")[0].endswith("chapters/discipline/#discipline.attendance.late")
    page.locator("[data-hb-search=result]").first.click()
    page.wait_for_url("**/chapters/discipline/**")
    page.goto(f"{hosted.address}calculators/attendance_deduction")  # without the slash, as people write it
    expect(page.locator(".hb-answer__sum strong").first).to_be_visible()
    page.goto(f"{hosted.address}practice/index.html#chapter=pay")
    expect(page.locator(".hb-quiz legend")).to_be_visible()
    page.goto(f"{hosted.address}trainers/paper/")
    page.locator(".hb-paper__form button.hb-paper__main").click()
    expect(page.frame_locator(".hb-print__sheet").locator("h1")).to_be_visible()
    expect(page.locator(STORED)).to_be_visible()
    page.goto(f"{hosted.address}chapters/pay/%E3%80%82", wait_until="commit")  # with what stood after it in a message
    page.wait_for_url("**/chapters/pay/")
    page.goto(f"{hosted.address}no/such/place/")
    expect(page.locator("h1")).to_have_text("This page is not there")


def test_stored_pages_keep_the_policy_of_the_header(phone: BrowserContext, hosted: Hosted) -> None:
    page = stored(phone.new_page(), hosted.address)
    phone.set_offline(True)
    answer = page.reload()
    assert answer is not None
    assert answer.from_service_worker
    assert "worker-src 'self'; manifest-src 'self'" in answer.headers["content-security-policy"]


def test_a_new_version_is_announced_and_none_is_mixed(phone: BrowserContext, hosted: Hosted) -> None:
    hosted.becomes(" I")
    page, other = stored(phone.new_page(), hosted.address), phone.new_page()
    other.goto(f"{hosted.address}chapters/pay/")
    hosted.becomes("II")
    page.goto(f"{hosted.address}numbers/")  # asks for the new one
    expect(page.locator(NEWER)).to_contain_text("new version")
    assert made_as(page) == {" I"}
    page.locator(MAIN_BUTTON).click()
    expect(page).to_have_title("Key numbers - Customer Service Handbook made as II")
    assert made_as(page) == {"II"}
    assert made_as(other) == {" I"}  # loads the search only now
    other.reload()
    assert made_as(other) == {"II"}
    expect(other.locator(STORED)).to_be_visible()
    page.wait_for_function(
        "() => caches.keys().then((names) => names.length === 2)"
    )  # one version, and what is noted of it


def update(page: Page) -> None:
    """Ask for a new version, and wait until it is stored or has failed."""
    page.evaluate(
        """async () => {
          const known = await navigator.serviceWorker.ready;
          const { installing } = await known.update();
          const ended = () => ["installed", "redundant"].includes(installing.state);
          if (installing && !ended()) {
            await new Promise((done) => installing.addEventListener("statechange", () => ended() && done()));
          }
        }"""
    )


def test_an_interrupted_download_leaves_the_old_version_whole_and_is_gone_on_with(
    phone: BrowserContext, hosted: Hosted
) -> None:
    hosted.becomes(" I")
    page = stored(phone.new_page(), hosted.address)
    hosted.becomes("II")
    whole = hosted.folder / "calendar/index.html"
    content = whole.read_bytes()
    whole.write_bytes(content[:-100])  # as if the line had been cut
    update(page)
    phone.set_offline(True)
    page.goto(f"{hosted.address}calendar/")
    assert made_as(page) == {" I"}
    expect(page.locator(NEWER)).to_have_count(0)
    phone.set_offline(False)
    whole.write_bytes(content)
    hosted.paths.clear()
    update(page)
    expect(page.locator(NEWER)).to_be_visible()
    again = {path for path in hosted.asked if path != offline.WORKER}
    assert "calendar/" in again
    assert len(again) < len(contents_of(hosted.folder)["files"]) / 4
    assert made_as(page) == {" I"}


def test_what_is_published_amid_a_download_is_not_taken_for_the_version(phone: BrowserContext, hosted: Hosted) -> None:
    page = phone.new_page()
    listed = hosted.worker
    hosted.becomes("II")
    (hosted.folder / offline.WORKER).write_text(listed, "utf-8")
    page.goto(hosted.address)
    page.wait_for_function("() => caches.keys().then((names) => names.length)")
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((known) => known?.active ?? null)") is None
    expect(page.locator(STORED)).to_have_count(0)


def test_only_what_differs_is_loaded(phone: BrowserContext, hosted: Hosted) -> None:
    page = stored(phone.new_page(), hosted.address)
    (hosted.folder / "assets/js/search.js").write_text("// shorter\n", "utf-8")
    hosted.becomes("II")
    hosted.paths.clear()
    update(page)
    unlike = {path for path in hosted.asked if path != offline.WORKER}
    assert {path for path in unlike if path.endswith((".js", ".css"))} == set(SCRIPTS)


def test_two_handbooks_on_one_host_leave_each_other_alone(phone: BrowserContext, hosted: Hosted, site: Path) -> None:
    """One lies below the other; the outer one is built anew without, which takes away what readers have of it."""
    inner = hosted.folder / "c"
    shutil.copytree(site / "zh-Hant", inner)
    page = phone.new_page()
    stored_inner = f"{hosted.address}c/"
    page.goto(stored_inner)
    expect(page.locator(STORED)).to_contain_text("沒有網路")
    page.goto(hosted.address)
    expect(page.locator(STORED)).to_contain_text("without a network")
    assert len(page.evaluate("caches.keys()")) == 4
    (hosted.folder / offline.WORKER).write_text(RETIRED, "utf-8")
    page.reload()
    page.wait_for_function("() => caches.keys().then((names) => names.length === 2)")
    page.wait_for_function("() => navigator.serviceWorker.getRegistrations().then((known) => known.length === 1)")
    phone.set_offline(True)
    page.goto(stored_inner)
    expect(page.locator(STORED)).to_contain_text("沒有網路")


def test_exams_and_other_languages_are_no_part_of_it(site: Path) -> None:
    listed = contents_of(site)
    assert listed["apart"] == ["en/", "zh-Hant/", "exams/"]
    assert not [path for path in listed["files"] if path.startswith(tuple(listed["apart"]))]


def test_a_page_of_an_exam_comes_from_the_network(phone: BrowserContext, hosted: Hosted) -> None:
    exam = hosted.folder / "exams/first/index.html"
    exam.parent.mkdir(parents=True)
    exam.write_text("<title>Exam</title><link rel=icon href=data:,>", "utf-8")
    page = stored(phone.new_page(), hosted.address)
    answer = page.goto(f"{hosted.address}exams/first/")
    assert answer is not None
    assert not answer.from_service_worker
    assert "exams/first/" not in page.evaluate(
        "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) => "
        "(await (await caches.open(name)).keys()).map((each) => each.url)))).join())"
    )


@pytest.mark.parametrize("lacking", [NO_WORKER, REFUSES, "delete window.caches"])
def test_without_a_worker_all_is_as_before(phone: BrowserContext, hosted: Hosted, lacking: str) -> None:
    page = phone.new_page()
    page.add_init_script(lacking)
    page.goto(hosted.address)
    page.wait_for_load_state("networkidle")
    open_search(page)
    assert find(page, "late 12 minutes")
    if lacking == NO_WORKER:
        assert not {"assets/js/offline.js", offline.WORKER} & set(hosted.asked)
    expect(page.locator(f"{STORED}, {NEWER}")).to_have_count(0 if lacking != "delete window.caches" else 1)


def test_nothing_is_kept_where_there_is_no_room(phone: BrowserContext, hosted: Hosted) -> None:
    page = phone.new_page()
    page.goto(f"{hosted.address}about/index.html?no-worker-yet")
    origin = page.evaluate("location.origin")
    phone.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    page.goto(hosted.address)
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"{STORED}, {NEWER}")).to_have_count(0)
    assert page.evaluate("caches.keys()") == []


def test_the_announcement_can_wait(phone: BrowserContext, hosted: Hosted) -> None:
    page = stored(phone.new_page(), hosted.address)
    hosted.becomes("II")
    page.reload()
    page.locator(NEWER).get_by_role("button", name="Later").click()
    page.goto(f"{hosted.address}numbers/")
    expect(page.locator(STORED)).to_be_visible()
    expect(page.locator(NEWER)).to_have_count(0)


@pytest.mark.parametrize("lang", FOLDERS)
def test_a_phone_can_install_each_language(site: Path, lang: str) -> None:
    folder = site / FOLDERS[lang]
    manifest = json.loads((folder / offline.MANIFEST).read_text("utf-8"))
    named = {"zh": "手册", "en": "Handbook", "zh-Hant": "手冊"}
    assert (manifest["lang"], manifest["short_name"]) == (lang, named[lang])
    assert manifest["start_url"] == manifest["scope"] == "./"
    for icon in manifest["icons"]:
        header = (folder / icon["src"]).read_bytes()[:24]
        width, height = int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:], "big")
        assert header[1:4] == b"PNG"
        assert icon["sizes"] == f"{width}x{height}"


def test_every_file_is_listed_with_its_hash(site: Path) -> None:
    for lang, folder in FOLDERS.items():
        contents = contents_of(site / folder)
        for path, digest in contents["files"].items():
            file = site / folder / (f"{path}index.html" if path.endswith("/") or not path else path)
            assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest), (lang, path)
        html = (site / folder / "chapters/pay/index.html").read_text("utf-8")
        assert f'data-version="{contents["version"]}"' in html
        assert contents["bytes"] < MOST_BYTES

"""What a script can do that got into a page of the preview, or that another server of this machine sends: nothing.

The site's policy for scripts is left out here, so that every script runs and only the editor's own guards hold.
"""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from built import ROOT
from editor_running import Editing
from playwright.sync_api import Browser, Page, expect

FORM = "parameter/attendance.minor_fine"
ATTACK = (Path(__file__).parent / "attack.html").read_text("utf-8")
STUB = """
import pathlib, shutil, sys
site = pathlib.Path(sys.argv[sys.argv.index("--site") + 1])
shutil.copytree("planted", site)
"""


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    """The editor on a small policy whose handbook holds the attack, without a policy for scripts."""
    project = tmp_path_factory.mktemp("origins") / "project"
    shutil.copytree(ROOT / "tests/handbook/policy", project / "policy_data")
    (project / "macros" / "site").mkdir(parents=True)
    for package in ("macros", "macros/site"):
        (project / package / "__init__.py").touch()
    (project / "macros" / "site" / "build.py").write_text(STUB, "utf-8")
    shutil.copytree(ROOT / "macros" / "site" / "watching", project / "macros" / "site" / "watching")
    (project / "planted").mkdir()
    (project / "planted" / "index.html").write_text(ATTACK, "utf-8")
    (project / "planted" / "content-security-policy.txt").write_text("object-src 'none'\n", "utf-8")
    with Editing(project) as editing:
        yield editing


class _Planted(SimpleHTTPRequestHandler):
    """Another server of this machine, with the same page; it keeps what browsers send it."""

    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.headers.get("Cookie", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(ATTACK.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def other_server() -> Iterator[tuple[str, list[str]]]:
    """Its address, on the editor's own host, and the cookies that it was sent."""
    handler = type("Planted", (_Planted,), {"seen": []})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", handler.seen
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def attack(page: Page, address: str, editor: str) -> dict[str, Any]:
    """What came of every attempt of the page at `address`, which was told all that can be known of the editor."""
    page.goto(f"{editor}{FORM}")
    known = dict(re.findall(r'name="(base|head)" value="([0-9a-f]+)"', page.content()))
    known |= {"from": "2028-01-01", "value": "99"}
    told = json.dumps({"editor": editor, "form": f"{editor}{FORM}", "fields": known})
    with page.context.expect_page() as opening:  # as the editor's own link opens it, with an opener if there is one
        page.evaluate("address => { window.name = 'editor'; window.open(address) }", f"{address}#{quote(told)}")
    planted = opening.value
    planted.bring_to_front()
    expect(planted.locator("#done")).to_have_text("done")
    outcome: dict[str, Any] = json.loads(planted.locator("#outcome").inner_text())
    return outcome


def files(editing: Editing) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in editing.project.rglob("*.yml")}


@pytest.mark.parametrize("where", ["preview", "other"])
def test_a_planted_script_reads_and_changes_nothing(
    editing: Editing, page: Page, other_server: tuple[str, list[str]], where: str
) -> None:
    editor = editing.enter(page)
    before = files(editing)
    preview = page.get_by_role("link", name="看手册").get_attribute("href")
    assert preview
    outcome = attack(page, preview if where == "preview" else other_server[0], editor)
    assert outcome == {
        "ran": True,
        "opener": "none",
        "cookie": "",
        "read": "refused",
        "post": "opaque",  # sent and answered 403; the page cannot even see that
        "posted form": "unreadable",
        "frame": "unreadable",
        "window": "unreadable",
        "script": "refused",
        "storage": 0,
    }
    assert files(editing) == before
    assert not any(other_server[1])  # the cookie is held to a path that only the editor has


def test_the_editor_itself_can_do_what_the_script_tried(editing: Editing, page: Page) -> None:
    """Otherwise the test above would prove nothing."""
    editor = editing.enter(page)
    page.goto(f"{editor}{FORM}")
    page.locator("[name=from]").fill("2028-01-01")
    page.locator("[name=value]").fill("99")
    expect(page.locator("#save")).to_be_enabled()
    page.locator("#save").click()
    expect(page.locator("h1")).to_contain_text("已保存")


def test_an_ended_session_is_told_where_one_types(editing: Editing, page: Page) -> None:
    editor = editing.enter(page)
    page.goto(f"{editor}{FORM}")
    page.context.clear_cookies()
    page.locator("[name=from]").fill("2028-02-01")
    page.locator("[name=value]").fill("98")
    expect(page.locator("#result")).to_contain_text("终端里最后显示的地址")
    expect(page.locator("#save")).to_be_disabled()
    page.reload()
    expect(page.locator("main")).to_contain_text("Nothing was saved")


def test_a_file_that_leads_to_the_editor_lets_in(page: Page, tmp_path: Path) -> None:
    """The way of a browser that the program opens: a file, a page of the editor, and then the cookie is sent."""
    project, browser, opened = tmp_path / "project", tmp_path / "browser", tmp_path / "opened"
    shutil.copytree(ROOT / "tests/handbook/policy", project / "policy_data")
    browser.write_text(f'#!/bin/sh\necho "$@" > {opened}.new; mv {opened}.new {opened}\n', "utf-8")
    browser.chmod(0o755)
    command = ["env", f"BROWSER={browser} %s", sys.executable, "-m", "handbook", "edit", "--port", "0"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        while not opened.exists():
            assert running.poll() is None
            page.wait_for_timeout(50)
        page.goto(opened.read_text("utf-8").strip())
        expect(page.locator("h1")).to_contain_text("修改制度")
        assert "once" not in page.url
        page.go_back()  # the spent address is not in the way
        assert "once" not in page.url
        running.terminate()


def test_when_the_editor_has_stopped_it_is_told(page: Page, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/handbook/policy", tmp_path / "policy_data")
    with Editing(tmp_path) as editing:
        page.goto(f"{editing.enter(page)}{FORM}")
    page.locator("[name=from]").fill("2028-02-01")
    expect(page.locator("#result")).to_contain_text("修改程序没有回答")
    assert page.locator("[name=from]").input_value() == "2028-02-01"

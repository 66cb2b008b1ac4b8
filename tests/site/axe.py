"""axe-core in a page: what it finds against accessibility."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

_FILE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
# What a rule finds has the impact of the rule: those of another impact need not be run, and cost half the time.
_OTHERS_OFF = """impacts => Object.fromEntries(axe._audit.rules
  .filter(({ impact }) => impact && !impacts.includes(impact)).map(({ id }) => [id, { enabled: false }]))"""


@cache
def _script() -> str:
    if not _FILE.exists():
        pytest.fail("没有 axe-core。请运行 axe-core is missing; run: make node_modules/.ready", pytrace=False)
    return _FILE.read_text(encoding="utf-8")


def findings(page: Page, impacts: tuple[str, ...] | None = None, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds on the page as it stands, a line each; only of some impacts, by some rules, where given."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())  # under the page's policy a script tag would be refused
    # Of what it would load again, styles are for a rule alone that is an experiment, and off.
    options = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    options |= {"runOnly": list(rules)} if rules else {"rules": page.evaluate(_OTHERS_OFF, impacts)} if impacts else {}
    found = page.evaluate("options => axe.run(document, options).then(({ violations }) => violations)", options)
    return [
        f"{page.url} {finding['id']}: {node['target']} {' '.join(node['failureSummary'].split())[:200]}"
        for finding in found
        if impacts is None or finding["impact"] in impacts
        for node in finding["nodes"][:3]
    ]


def grave_findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    return findings(page, GRAVE)


def grave_findings_light_and_dark(page: Page) -> list[str]:
    """The same of a page opened in light, and of its colours in dark: nothing but them is another there."""
    light = grave_findings(page)
    page.emulate_media(color_scheme="dark")
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    dark = findings(page, GRAVE, ("color-contrast",))
    page.emulate_media(color_scheme="light")
    return light + dark

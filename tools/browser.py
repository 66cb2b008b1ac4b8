"""Finds a Chrome or Chromium for the browser tests, and installs one where it may, with Chinese fonts and Pango, which
draws the handbook as PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The shell is the same engine without windows, which cost the tests half their time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk", "libpango-1.0-0", "libpangoft2-1.0-0")
# Pages that Chromium draws for its own window: each new window would spend three times what a page of ours costs.
_OWN_PAGES = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# What Playwright turns off; of two switches Chromium obeys the last, so that its list stands here again.
_OFF_ANYWAY = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join((*_OWN_PAGES, *_OFF_ANYWAY))}",
)
CURE = f"sudo apt-get install --yes {' '.join(PACKAGES)}"


def find_browser() -> str | None:
    """The path of a browser: HANDBOOK_BROWSER, one installed, or Playwright's own; None where there is none."""
    return next((path for path in _candidates() if path and Path(path).exists()), None)


def _candidates() -> Iterator[str | None]:
    yield os.environ.get("HANDBOOK_BROWSER")
    for name in NAMES:
        yield shutil.which(name)
    yield from ELSEWHERE
    yield _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def has_chinese_fonts() -> bool:
    """Whether a font with Chinese characters is installed; systems other than Linux bring one."""
    if not sys.platform.startswith("linux") or not shutil.which("fc-list"):
        return not sys.platform.startswith("linux")
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return bool(fonts.stdout.strip())


def has_pango() -> bool:
    """Whether WeasyPrint finds what it draws with."""
    done = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    return done.returncode == 0


def main() -> int:
    """Exit status 0 where the browser tests can run, else 1 with the one command to run."""
    if not _missing() or (_install_by_apt() and not _missing()):
        return 0
    if not find_browser():
        _install_by_playwright()
    missing = " 和 ".join(_missing())
    if not missing:
        return 0
    print(f"浏览器测试缺少 the browser tests need: {missing}\n请运行 run: {CURE}", file=sys.stderr)
    return 1


def _missing() -> list[str]:
    """What is not there, in words."""
    there = {"Chromium": find_browser(), "中文字体 Chinese fonts": has_chinese_fonts(), "Pango": has_pango()}
    return [name for name, found in there.items() if not found]


def _install_by_apt() -> bool:
    apt = shutil.which("apt-get")
    if not apt:
        return False
    sudo: list[str] = []
    if os.geteuid() != 0:
        can = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if not can or can.returncode != 0:
            return False
        sudo = ["sudo", "-n"]
    print("安装浏览器、中文字体和 Pango installing Chromium, Chinese fonts and Pango (apt) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        command = [*sudo, apt, "-qq", *arguments]
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            return False
    return True


def _install_by_playwright() -> None:
    print("下载浏览器 downloading a browser (Playwright) …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())

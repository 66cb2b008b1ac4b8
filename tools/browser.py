"""Finds a Chrome or Chromium for the browser tests, and installs one with Chinese fonts where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGES = ("chromium", "fonts-noto-cjk")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
CURE = "sudo apt-get install --yes chromium fonts-noto-cjk"


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


def main() -> int:
    """Exit status 0 where the browser tests can run, else 1 with the one command to run."""
    if find_browser() and has_chinese_fonts():
        return 0
    if _install_by_apt() and find_browser() and has_chinese_fonts():
        return 0
    if not find_browser():
        _install_by_playwright()
    browser, fonts = find_browser(), has_chinese_fonts()
    if browser and fonts:
        return 0
    missing = " 和 ".join(["" if browser else "Chromium", "" if fonts else "中文字体 Chinese fonts"]).strip(" 和")
    print(f"浏览器测试缺少 the browser tests need: {missing}\n请运行 run: {CURE}", file=sys.stderr)
    return 1


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
    print("安装浏览器和中文字体 installing Chromium and Chinese fonts (apt) …", flush=True)
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

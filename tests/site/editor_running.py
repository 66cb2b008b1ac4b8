"""The editor running as HR starts it, and the way into it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Self

from playwright.sync_api import Page

from tests.patience import PATIENCE


class Editing:
    """The editor running on a project."""

    def __init__(self, project: Path, *words: str) -> None:
        self.project = project
        command = [sys.executable, "-u", "-m", "handbook", "edit", "--no-open", "--port", "0", *words]
        self.running = subprocess.Popen(
            command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.running.terminate()
        self.running.communicate(timeout=PATIENCE)

    def enter(self, page: Page) -> str:
        """Let the page's browser in by the address that the terminal shows; the address of the list."""
        assert self.running.stdout
        shown = next(found[0] for line in self.running.stdout if (found := re.search(r"http://\S+", line)))
        page.goto(shown)
        page.wait_for_url(lambda url: "once" not in url)
        return page.url

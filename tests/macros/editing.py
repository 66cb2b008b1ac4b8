"""A browser with the editor open on a copy of the policy, as the tests of the editor use it."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from macros.editor.app import editor
from macros.editor.workspace import Workspace

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
HOST, PREVIEW = "127.0.0.1:8765", 8766
ORIGIN = {"Origin": f"http://{HOST}"}
FINE = "parameter/attendance.minor_fine"
LATE = "clause/discipline.attendance.late"


class Browser:
    """A browser with the editor open: every form carries what the page gave it."""

    def __init__(self, project: Path, lang: str = "zh") -> None:
        self.project = project
        self.workspace = Workspace(project, project / "policy_data", project / "site", lang, TODAY)  # type: ignore[arg-type]
        self.workspace.rebuild = lambda: None  # type: ignore[method-assign]  # building has tests of its own
        self.made = editor(self.workspace, "127.0.0.1", 8765, PREVIEW)
        self.base = f"/{self.made.sessions.prefix}"
        self.client = TestClient(self.made, base_url=f"http://{HOST}")
        assert self.client.get(self.made.invitation()).status_code == 200

    def get(self, page: str) -> str:
        answer = self.client.get(f"{self.base}/{page}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, page: str, fields: dict[str, str], action: str = "save") -> tuple[int, str]:
        hidden = dict(re.findall(r'name="(base|head)" value="([0-9a-f]+)"', self.get(page)))
        return self.send(f"{page}/{action}", hidden | fields)

    def send(self, where: str, fields: dict[str, str]) -> tuple[int, str]:
        answer = self.client.post(f"{self.base}/{where}", data=fields, headers=ORIGIN)
        return answer.status_code, answer.text


def git(root: Path, *words: str) -> str:
    """What git says, in a name of the tests."""
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
    return subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def bytes_of(browser: Browser) -> dict[Path, bytes]:
    """All files of the policy."""
    return {path: path.read_bytes() for path in browser.workspace.data.rglob("*.yml")}


def alive(number: int) -> bool:
    """Whether a process runs; one that has ended and was not yet asked after does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

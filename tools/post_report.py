"""Posts a report to the merge request of a GitLab pipeline or the pull request of a GitHub workflow.

    python3 -m tools.post_report report.md

A comment that it posted before is replaced, so that a merge request has one report, the latest. It needs the
variables that the forge sets, and a token: REPORT_TOKEN on GitLab, GITHUB_TOKEN on GitHub. Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK = "<!-- handbook-report -->"
LIMIT = 60_000  # characters that both forges take; a longer report is cut and the whole is in the artifact


@dataclass(frozen=True)
class Forge:
    """Where comments are listed and posted, how one is replaced, and what says who we are."""

    comments: str
    one: str  # with {id}
    method: str  # that replaces one
    headers: Mapping[str, str]


def forge(env: Mapping[str, str]) -> Forge | None:
    """The forge whose pipeline this is; None where there is no merge request or no token."""
    if env.get("CI_MERGE_REQUEST_IID") and env.get("REPORT_TOKEN"):
        base = (
            f"{env['CI_API_V4_URL']}/projects/{env['CI_PROJECT_ID']}/merge_requests/{env['CI_MERGE_REQUEST_IID']}/notes"
        )
        return Forge(base, base + "/{id}", "PUT", {"PRIVATE-TOKEN": env["REPORT_TOKEN"]})
    if env.get("PULL_REQUEST") and env.get("GITHUB_TOKEN"):
        base = f"{env['GITHUB_API_URL']}/repos/{env['GITHUB_REPOSITORY']}/issues"
        headers = {"Authorization": f"Bearer {env['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"}
        return Forge(f"{base}/{env['PULL_REQUEST']}/comments", base + "/comments/{id}", "PATCH", headers)
    return None


def post(place: Forge, report: str) -> str:
    """Replace our comment, or post a first one; returns which of the two was done. Raises URLError."""
    body = {"body": f"{MARK}\n{cut(report)}"}
    for page in range(1, 11):
        comments = _call(place, "GET", f"{place.comments}?per_page=100&page={page}")
        for comment in comments:
            if str(comment.get("body", "")).startswith(MARK):
                _call(place, place.method, place.one.format(id=comment["id"]), body)
                return "replaced"
        if len(comments) < 100:
            break
    _call(place, "POST", place.comments, body)
    return "posted"


def cut(report: str) -> str:
    """The report, at the end of a line if it is too long."""
    if len(report) <= LIMIT:
        return report
    return report[:LIMIT].rpartition("\n")[0] + "\n\n（太长，全文见附件 too long; the whole is in the artifact）\n"


def _call(place: Forge, method: str, address: str, body: Mapping[str, str] | None = None) -> Any:
    data = json.dumps(body).encode() if body else None
    headers = {**place.headers, "Content-Type": "application/json", "User-Agent": "handbook"}
    request = urllib.request.Request(address, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def main(argv: list[str]) -> int:
    """Exit 0 where it was posted or there is nothing to post to, 1 where the forge refuses, 2 where it is misused."""
    if len(argv) != 1 or not Path(argv[0]).is_file():
        print(__doc__, file=sys.stderr)
        return 2
    place = forge(os.environ)
    if place is None:
        print("不在合并请求里，或者没有令牌；没有贴报告 no merge request or no token, nothing posted")
        return 0
    try:
        print(post(place, Path(argv[0]).read_text(encoding="utf-8")))
    except urllib.error.URLError as error:
        print(f"✗ 没有贴上 not posted: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

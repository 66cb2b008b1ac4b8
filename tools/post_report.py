"""Posts a report to the merge request of a GitLab pipeline or the pull request of a GitHub or Gitea workflow.

    python3 -m tools.post_report report.md

A comment that it posted before is replaced, so that a merge request has one report, the latest. Only a comment of our
own is touched: one that begins with the mark and was written by whoever owns the token. It needs the variables that
the forge sets, and a token: REPORT_TOKEN on GitLab, GITHUB_TOKEN on GitHub. Standard library only.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK = "<!-- handbook-report -->"
LIMIT = 60_000  # characters that both forges take; a longer report is cut and the whole is in the artifact
CUT = "\n\n（太长，全文见附件 too long; the whole is in the artifact）\n"
WORKFLOWS = "github-actions[bot]"  # who GITHUB_TOKEN is: it may not ask
_PAGE, _PAGES = 100, 500
_HALF = re.compile(r"(\\|&#?\w*|<[^<>]*)$")  # an escape, an entity or a tag that was cut through
_REASONS = {
    401: "令牌不对或过期 the token is wrong or has expired",
    403: "令牌没有这个权限 the token may not do this",
    404: "找不到，或者令牌没有权限 not found, or the token may not see it",
    429: "请求太多，稍后再试 too many requests, try again later",
}


class Refused(Exception):
    """The report cannot be posted; says why, in one sentence. `status` is the forge's, where it answered."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(" ".join(why.split()))
        self.status = status


@dataclass(frozen=True)
class Forge:
    """Where comments are listed and posted, how one is replaced, who we are, and where that is asked."""

    comments: str
    one: str  # with {id}
    method: str  # that replaces one
    headers: Mapping[str, str]
    me: str
    author: str  # the key of a comment that holds its author
    unasked: str = ""  # the author's login where the forge does not tell who we are


def forge(env: Mapping[str, str]) -> Forge | None:
    """The forge whose pipeline this is; None where there is no merge request or no token. Raises Refused."""
    if env.get("CI_MERGE_REQUEST_IID") and env.get("REPORT_TOKEN"):
        api = _needed(env, "CI_API_V4_URL")
        notes = f"{api}/projects/{_needed(env, 'CI_PROJECT_ID')}/merge_requests/{env['CI_MERGE_REQUEST_IID']}/notes"
        return Forge(
            notes, notes + "/{id}", "PUT", {"PRIVATE-TOKEN": env["REPORT_TOKEN"].strip()}, f"{api}/user", "author"
        )
    if env.get("PULL_REQUEST") and env.get("GITHUB_TOKEN"):
        api = env.get("GITHUB_API_URL") or _needed(env, "GITHUB_SERVER_URL", "GITHUB_API_URL") + "/api/v1"  # Gitea
        issues = f"{api}/repos/{_needed(env, 'GITHUB_REPOSITORY')}/issues"
        headers = {"Authorization": f"Bearer {env['GITHUB_TOKEN'].strip()}", "Accept": "application/vnd.github+json"}
        comments = f"{issues}/{env['PULL_REQUEST']}/comments"
        return Forge(comments, issues + "/comments/{id}", "PATCH", headers, f"{api}/user", "user", WORKFLOWS)
    return None


def post(place: Forge, report: str) -> str:
    """Replace our comment, or post one; returns which of the two was done. Raises Refused."""
    body = {"body": f"{MARK}\n{cut(report)}"}
    mine = _mine(place)
    for comment in _comments(place) if mine else ():
        if str(comment.get("body")).startswith(MARK) and _author(comment.get(place.author)) & mine:
            try:
                _call(place, place.method, place.one.format(id=comment["id"]), body)
                return "replaced"
            except Refused as refused:
                if refused.status not in (403, 404, 410):
                    raise
            break  # not ours to edit after all, or gone meanwhile
    if not isinstance(_call(place, "POST", place.comments, body), dict):
        raise Refused("贴了以后，回答不是评论 what was answered to the post is not a comment")
    return "posted"


def cut(report: str) -> str:
    """The report, at the end of a line if it is too long; within a line only where that line is most of it."""
    if len(report) <= LIMIT:
        return report
    kept = report[:LIMIT]
    whole = kept.rpartition("\n")[0]
    return (whole if len(whole) > LIMIT // 2 else _HALF.sub("", kept)) + CUT


def _needed(env: Mapping[str, str], name: str, asked: str = "") -> str:
    if not env.get(name):
        raise Refused(f"缺少变量 {asked or name} the variable {asked or name} is not set")
    return env[name].rstrip("/")


def _mine(place: Forge) -> set[tuple[str, str]]:
    """What our comments' author has: an id or a login. Empty where nobody can say; then nothing is replaced."""
    try:
        found = _author(_call(place, "GET", place.me))
    except Refused as refused:
        if refused.status not in (401, 403, 404):
            raise
        return {("login", place.unasked)} if place.unasked else set()
    if not found:
        raise Refused(f"{place.me}：回答里没有账号 the answer names no account")
    return found


def _author(user: object) -> set[tuple[str, str]]:
    found = user if isinstance(user, dict) else {}
    return {(key, str(found[key])) for key in ("id", "login") if found.get(key)}


def _comments(place: Forge) -> Iterator[dict[str, Any]]:
    """All comments, page by page; a forge that gives the same page again has no more."""
    seen: set[object] = set()
    for page in range(1, _PAGES + 1):
        answer = _call(place, "GET", f"{place.comments}?per_page={_PAGE}&page={page}")
        if not isinstance(answer, list) or not all(isinstance(each, dict) and "id" in each for each in answer):
            raise Refused("列出评论时，回答不是评论的列表 the answer is not a list of comments")
        new = [comment for comment in answer if str(comment["id"]) not in seen]
        seen.update(str(comment["id"]) for comment in new)
        yield from new
        if not new or len(answer) < _PAGE:
            return


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token would go along."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _call(place: Forge, method: str, address: str, body: Mapping[str, str] | None = None) -> Any:
    """The forge's answer as data. Raises Refused whatever goes wrong; no message holds the token."""
    try:
        data = json.dumps(body).encode() if body else None
        headers = {**place.headers, "Content-Type": "application/json", "User-Agent": "handbook"}
        request = urllib.request.Request(address, data, headers, method=method)
    except ValueError:
        raise Refused(f"地址不对 this is no address: {address}") from None
    try:
        with _OPENER.open(request, timeout=30) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            moved = error.headers.get("Location") if 300 <= error.code < 400 else None
        why = f"搬到了 it has moved to {moved}" if moved else _REASONS.get(error.code, error.reason)
        raise Refused(f"{method} {address}：{error.code} {why}", error.code) from None
    except urllib.error.URLError as error:
        raise Refused(f"连不上 {address} cannot be reached: {error.reason}") from None
    except (OSError, http.client.HTTPException) as error:
        raise Refused(f"{address}：连接断了 the connection broke: {type(error).__name__}") from None
    except ValueError:  # its words would hold the token
        raise Refused("地址或令牌里有不能发送的字符 the address or the token has signs that cannot be sent") from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(f"{address}：回答不是 JSON the answer is no JSON") from None


def _read(path: str) -> str:
    try:
        report = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "不是 UTF-8 it is not UTF-8"
        raise Refused(f"{path}：读不出来 cannot be read: {reason}") from None
    if not report.strip():
        raise Refused(f"{path}：报告是空的 the report is empty")
    return report


def main(argv: list[str]) -> int:
    """Exit 0 where it was posted or there is nothing to post to, 1 with a sentence where not, 2 where it is misused."""
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        report, place = _read(argv[0]), forge(os.environ)
        if place is None:
            print("不在合并请求里，或者没有令牌；没有贴报告 no merge request or no token, nothing posted")
        else:
            print(post(place, report))
    except Refused as refused:
        print(f"✗ 没有贴上 not posted: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

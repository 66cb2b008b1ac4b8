"""The report as a comment: posted once and replaced, never a stranger's; whatever goes wrong is one sentence."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools import post_report
from tools.post_report import MARK

TOKEN = "glpat-secret"
ME = {"gitlab": {"id": 9, "login": "bot"}, "github": {"id": 5, "login": "github-actions[bot]"}}
AUTHOR = {"gitlab": "author", "github": "user"}


class Forge(BaseHTTPRequestHandler):
    """Keeps comments as both forges do; `strange` answers in its place."""

    kind: str
    comments: list[dict[str, Any]]
    seen: list[tuple[str, str, str | None]]
    strange: Callable[[Forge], bool]

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        token = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization")
        self.seen.append((self.command, self.path, token))
        if self.strange():
            return None
        if self.path.endswith("/user"):
            if self.kind == "github":
                return self.say(403, {"message": "Resource not accessible by integration"})
            return self.say(200, ME[self.kind])
        if self.command == "GET":
            page = int(self.path.rpartition("page=")[2])
            return self.say(200, self.comments[(page - 1) * 100 : page * 100])
        if self.command == "POST":
            self.comments.append({"id": 10_000 + len(self.comments), AUTHOR[self.kind]: ME[self.kind], **body})
            return self.say(201, self.comments[-1])
        found = next(each for each in self.comments if str(each["id"]) == self.path.rpartition("/")[2])
        if found[AUTHOR[self.kind]] != ME[self.kind]:
            return self.say(403, {"message": "403 Forbidden"})
        found.update(body)
        return self.say(200, found)

    def say(self, status: int, data: object, **headers: str) -> None:
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(params=["gitlab", "github"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Forge]]:
    kind = str(request.param)
    others = [{"id": n, "body": "别的话", AUTHOR[kind]: {"id": 100 + n, "login": "reader"}} for n in range(150)]
    handler = type("Handler", (Forge,), {"kind": kind, "comments": others, "seen": [], "strange": lambda _: False})
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{web.server_port}"
    for name in ("CI_MERGE_REQUEST_IID", "PULL_REQUEST", "GITHUB_API_URL", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "gitlab": {"CI_MERGE_REQUEST_IID": "7", "REPORT_TOKEN": TOKEN, "CI_API_V4_URL": address, "CI_PROJECT_ID": "3"},
        "github": {
            "PULL_REQUEST": "7",
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_API_URL": address,
            "GITHUB_REPOSITORY": "a/b",
        },
    }[kind].items():
        monkeypatch.setenv(name, value)
    yield handler
    web.shutdown()
    web.server_close()


@pytest.fixture
def report(tmp_path: Path) -> Callable[[str], int]:
    def post(text: str) -> int:
        (tmp_path / "report.md").write_text(text, "utf-8")
        return post_report.main([str(tmp_path / "report.md")])

    return post


def marked(server: type[Forge]) -> list[str]:
    return [each["body"] for each in server.comments if str(each["body"]).startswith(MARK)]


def stranger(server: type[Forge]) -> dict[str, Any]:
    """Somebody else's comment that begins with the mark, before any of ours."""
    comment = {"id": 9_000, "body": f"{MARK}\n冒充", AUTHOR[server.kind]: {"id": 66, "login": "mallory"}}
    server.comments.insert(0, comment)
    return comment


def test_a_report_is_posted_once_and_then_replaced(server: type[Forge], report: Callable[[str], int]) -> None:
    assert (report("第一份报告"), report("第二份报告")) == (0, 0)
    assert marked(server) == [f"{MARK}\n第二份报告"]
    assert {token for *_, token in server.seen} == {TOKEN if server.kind == "gitlab" else f"Bearer {TOKEN}"}


def test_ours_is_found_behind_a_thousand_comments(server: type[Forge], report: Callable[[str], int]) -> None:
    server.comments *= 8  # the same ids again: a page that is known already ends the search
    server.comments = [{**each, "id": n} for n, each in enumerate(server.comments)]
    assert (report("第一份报告"), report("第二份报告")) == (0, 0)
    assert marked(server) == [f"{MARK}\n第二份报告"]


def test_a_strangers_comment_with_the_mark_is_not_touched(server: type[Forge], report: Callable[[str], int]) -> None:
    theirs = stranger(server)
    assert (report("第一份报告"), report("第二份报告")) == (0, 0)
    assert marked(server) == [f"{MARK}\n冒充", f"{MARK}\n第二份报告"]
    assert not [path for method, path, _ in server.seen if method in ("PUT", "PATCH") and path.endswith("/9000")]
    assert theirs["body"] == f"{MARK}\n冒充"


@pytest.mark.parametrize("status", [403, 404, 410])
def test_where_replacing_is_refused_it_is_posted_anew(
    server: type[Forge], report: Callable[[str], int], status: int
) -> None:
    assert report("第一份报告") == 0
    server.strange = lambda self: self.command in ("PUT", "PATCH") and not self.say(status, {})
    assert report("第二份报告") == 0
    assert marked(server) == [f"{MARK}\n第一份报告", f"{MARK}\n第二份报告"]


def test_where_the_forge_does_not_say_who_we_are_nothing_of_others_is_replaced(
    server: type[Forge], report: Callable[[str], int]
) -> None:
    stranger(server)
    server.strange = lambda self: self.path.endswith("/user") and not self.say(401, {})
    assert report("一份报告") == 0
    assert marked(server) == [f"{MARK}\n冒充", f"{MARK}\n一份报告"]


def test_a_forge_that_knows_no_pages_is_asked_no_more_than_needed(
    server: type[Forge], report: Callable[[str], int]
) -> None:
    """Gitea gives all comments on every page."""
    server.strange = lambda self: "page=" in self.path and not self.say(200, self.comments)
    assert report("一份报告") == 0
    assert len([path for _, path, _ in server.seen if "page=" in path]) == 2


def test_gitea_has_its_interface_where_the_server_is() -> None:
    env = {"PULL_REQUEST": "7", "GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://git.x/"}
    place = post_report.forge(env)
    assert place
    assert place.comments == "https://git.x/api/v1/repos/a/b/issues/7/comments"


# What goes wrong is one sentence


def hang_up(self: Forge) -> bool:
    self.connection.shutdown(socket.SHUT_RDWR)
    return True


def cut_short(self: Forge) -> bool:
    self.say(200, b"[", **{"Content-Length": "99"})
    self.connection.shutdown(socket.SHUT_RDWR)
    return True


def nonsense(self: Forge) -> bool:
    self.connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")
    return hang_up(self)


def answers(status: int, data: object, **headers: str) -> Callable[[Forge], bool]:
    return lambda self: not self.say(status, data, **headers)


STRANGE: dict[str, tuple[Callable[[Forge], bool], str]] = {
    "hangs up": (hang_up, "连接断了"),
    "cut short": (cut_short, "连接断了"),
    "no HTTP": (nonsense, "连接断了"),
    "HTML": (answers(200, b"<!doctype html><p>Sign in"), "不是 JSON"),
    "empty": (answers(200, b""), "不是 JSON"),
    "bytes": (answers(200, b"\xff\xfe["), "不是 JSON"),
    "deep": (answers(200, b"[" * 200_000), "不是 JSON"),
    "no account": (answers(200, {"message": "hello"}), "没有账号"),
    "null": (answers(200, None), "没有账号"),
    "401": (answers(401, {}), "令牌不对或过期"),
    "403": (answers(403, b"<p>"), "没有这个权限"),
    "404": (answers(404, {}), "找不到"),
    "429": (answers(429, {}), "稍后再试"),
    "500": (answers(500, b"oops\nsecond line"), "500"),
    "502": (answers(502, b""), "502"),
    "moved": (answers(301, b"", Location="https://elsewhere.example/"), "搬到了"),
    "moved for posts": (answers(307, b"", Location="/x"), "搬到了"),
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("server", ["gitlab"], indirect=True)
def test_whatever_the_forge_answers_is_told_in_a_sentence(
    server: type[Forge], report: Callable[[str], int], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    server.strange, told = STRANGE[name]
    assert report("一份报告") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("✗ 没有贴上 not posted: ")
    assert told in err
    assert err.count("\n") == 1
    assert TOKEN not in err


@pytest.mark.parametrize("data", [{"message": "hello"}, None, "x", [1, 2], [{"body": MARK}], [None]])
@pytest.mark.parametrize("server", ["gitlab"], indirect=True)
def test_a_list_of_comments_that_is_none_is_told(
    server: type[Forge], report: Callable[[str], int], capsys: pytest.CaptureFixture[str], data: object
) -> None:
    server.strange = lambda self: "page=" in self.path and not self.say(200, data)
    assert report("一份报告") == 1
    assert "不是评论的列表" in capsys.readouterr().err


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("status", [401, 422, 429, 500])
@pytest.mark.parametrize("server", ["gitlab"], indirect=True)
def test_a_refusal_of_the_report_itself_is_told(
    server: type[Forge], report: Callable[[str], int], method: str, status: int
) -> None:
    if method == "PUT":
        assert report("第一份报告") == 0
    before = marked(server)
    server.strange = lambda self: self.command == method and not self.say(status, {})
    assert report("第二份报告") == 1
    assert marked(server) == before


@pytest.mark.parametrize("server", ["github"], indirect=True)
def test_a_post_that_is_answered_with_no_comment_is_told(server: type[Forge], report: Callable[[str], int]) -> None:
    server.strange = lambda self: self.command == "POST" and not self.say(200, [])
    assert report("一份报告") == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CI_API_V4_URL", "", "CI_API_V4_URL"),
        ("CI_PROJECT_ID", "", "CI_PROJECT_ID"),
        ("CI_API_V4_URL", "gitlab.example/api", "gitlab.example"),
        ("CI_API_V4_URL", "http://127.0.0.1:1", "连不上"),
        ("CI_API_V4_URL", "http://[", "没有贴上"),
        ("REPORT_TOKEN", f"{TOKEN}\r\nX: y", "不能发送"),
        ("REPORT_TOKEN", f"{TOKEN}令牌", "不能发送"),
    ],
)
@pytest.mark.parametrize("server", ["gitlab"], indirect=True)
def test_what_the_pipeline_lacks_is_told(
    server: type[Forge],
    report: Callable[[str], int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    told: str,
) -> None:
    del server
    monkeypatch.setenv(name, value)
    assert report("一份报告") == 1
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1
    assert TOKEN not in err


@pytest.mark.parametrize("name", ["GITHUB_API_URL", "GITHUB_REPOSITORY"])
@pytest.mark.parametrize("server", ["github"], indirect=True)
def test_what_the_workflow_lacks_is_told(
    server: type[Forge],
    report: Callable[[str], int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    del server
    monkeypatch.delenv(name)
    assert report("一份报告") == 1
    assert name in capsys.readouterr().err


@pytest.mark.parametrize(("content", "told"), [(b"\xff\xfe", "UTF-8"), (b" \n", "是空的"), (None, "读不出来")])
def test_a_report_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "report.md").write_bytes(content)
    assert post_report.main([str(tmp_path / "report.md")]) == 1
    assert told in capsys.readouterr().err


def test_without_a_merge_request_nothing_is_posted(
    report: Callable[[str], int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CI_MERGE_REQUEST_IID", "PULL_REQUEST"):
        monkeypatch.delenv(name, raising=False)
    assert report("x") == 0
    assert "没有贴报告" in capsys.readouterr().out
    assert post_report.main([]) == 2


# Long reports


def test_a_long_report_is_cut_at_a_line() -> None:
    cut = post_report.cut("一行字\n" * 40_000)
    assert len(cut) <= post_report.LIMIT + 100
    assert "全文见附件" in cut
    assert cut.startswith("一行字\n" * 1000)
    assert cut.removesuffix(post_report.CUT).endswith("\n一行字")
    assert post_report.cut("短\n") == "短\n"
    assert post_report.cut("字" * post_report.LIMIT) == "字" * post_report.LIMIT


def test_one_line_that_is_too_long_is_cut_within() -> None:
    cut = post_report.cut("## 题\n\n" + "很长" * 40_000 + "\n完")
    assert post_report.LIMIT - 10 < len(cut) <= post_report.LIMIT + 100
    assert cut.endswith("很" + post_report.CUT) or cut.endswith("长" + post_report.CUT)


@pytest.mark.parametrize("part", ["\\", "&", "&#82", "&amp", "<", "</de", "<ins"])
def test_no_escape_is_cut_through(part: str) -> None:
    whole = "字" * (post_report.LIMIT - len(part))
    assert post_report.cut(f"{whole}{part}_&amp;&#8203;<del>{'尾' * 100}") == whole + post_report.CUT

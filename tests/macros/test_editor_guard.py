"""Who may talk to the editor, how a browser is let in, and what the preview's pages cannot do."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from macros.assets import csp
from macros.editor.app import Editor, editor
from macros.editor.guard import HEADERS, MAX_BODY, Guard
from macros.editor.sessions import COOKIE, Sessions
from macros.editor.workspace import Workspace
from tests.macros.editing import FINE, HOST, ORIGIN, PREVIEW, ROOT, TODAY, Browser, bytes_of
from tests.patience import PATIENCE

POLICY = "default-src 'self'; script-src 'self' 'sha256-of-the-theme'"


@pytest.fixture
def browser(small: Browser) -> Browser:
    """Which policy it is makes no difference here."""
    return small


def stranger(browser: Browser) -> TestClient:
    """A browser that was not let in."""
    return TestClient(browser.made, base_url=f"http://{HOST}")


def preview(browser: Browser) -> TestClient:
    """A browser at the preview's port, with the page `page/index.html` there."""
    page = browser.workspace.site / "page" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>a page</p>", "utf-8")
    (browser.workspace.site / "404.html").write_text("<p>none</p>", "utf-8")
    (browser.workspace.site / csp.FILE).write_text(POLICY + "\n", "utf-8")
    return TestClient(browser.made, base_url=f"http://localhost:{PREVIEW}")


# how one comes in


def test_an_address_lets_one_browser_in_once(browser: Browser) -> None:
    used: list[int] = []
    address = browser.made.invitation(lambda: used.append(1))
    first, second = stranger(browser), stranger(browser)
    assert first.head(address).status_code == 401  # only looking does not spend it
    page = first.get(address)
    assert page.status_code == 200
    assert f'url={browser.base}/"' in page.text
    assert first.get(f"{browser.base}/").status_code == 200
    assert first.get(f"{browser.base}/").status_code == 200  # reloaded
    answer = second.get(address)
    assert answer.status_code == 401
    assert "终端里最后显示的地址" in answer.text
    assert second.get(f"{browser.base}/").status_code == 401
    assert used == [1]


@pytest.mark.parametrize("query", ["", "?once=", "?once=x", "?other=1", "?once=%ff%00é"])
def test_no_other_word_lets_in(browser: Browser, query: str) -> None:
    browser.made.invitation()
    assert stranger(browser).get(f"/login{query}").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_other_servers_of_the_machine(browser: Browser) -> None:
    cookies = SimpleCookie(stranger(browser).get(browser.made.invitation()).headers["set-cookie"])
    cookie = cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == browser.base
    assert len(browser.base) == len("/") + 2 * 6  # bytes drawn at random, in hexadecimal
    assert len(cookie.value) == 24 * 4 / 3  # in base 64
    assert not cookie["domain"]


def test_no_page_holds_a_word_that_lets_in(browser: Browser) -> None:
    address = browser.made.invitation()
    word = address.partition("once=")[2]
    key = browser.client.cookies[COOKIE]
    for page in ("", FINE, "branches"):
        assert word not in browser.get(page)
        assert key not in browser.get(page)


def test_every_run_has_words_of_its_own() -> None:
    workspace = Workspace(ROOT, ROOT / "policy_data", ROOT / "site", "zh", TODAY)
    made = [editor(workspace, "127.0.0.1", 1, 2) for _ in range(10)]
    words = [[each.sessions.prefix, each.preview.address, each.invitation(), each.invitation()] for each in made]
    assert len({word for each in words for word in each}) == 40
    assert {len(urlsplit(each.preview.address).path) for each in made} == {len("//") + 2 * 9}
    assert {len(each.invitation().partition("=")[2]) for each in made} == {18 * 4 / 3}


def test_a_cookie_of_an_earlier_run_is_told_that_it_has_ended(browser: Browser) -> None:
    again = Browser(browser.project)
    before = bytes_of(browser)
    for base, cookie in ((browser.base, browser), (again.base, browser), (browser.base, again)):
        client = stranger(again)
        client.cookies.set(COOKIE, cookie.client.cookies[COOKIE])
        answer = client.post(f"{base}/{FINE}/save", data={"from": "2027-07-01", "value": "35"}, headers=ORIGIN)
        assert answer.status_code == 401
        assert "什么也没有保存" in answer.text
        assert "Nothing was saved" in answer.text
    assert bytes_of(browser) == before


# what is refused


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Host": "evil.example"}, "/ROOM/", 421),
        ({"Host": "127.0.0.1:9999"}, "/ROOM/", 421),
        ({"Host": "127.0.0.1"}, "/ROOM/", 421),
        ({"Host": "localhost:8765"}, "/ROOM/", 421),
        ({"Host": "[::1]:8765"}, "/ROOM/", 421),
        ({"Host": "127.0.0.1:8765.evil.example"}, "/ROOM/", 421),
        ({"Host": ""}, "/ROOM/", 421),
        ({"Host": "evil.example"}, "/static/editor.css", 421),
        ({"Host": "evil.example"}, "/login", 421),
        ({}, "/ROOM/", 200),
        ({}, "/", 401),
        ({}, "/wrong/", 401),
        ({}, "/ROOMx/", 401),
        ({}, "//ROOM/", 401),
        ({}, "/x/ROOM/", 401),
        ({"Cookie": ""}, "/ROOM/", 401),
        ({"Cookie": COOKIE}, "/ROOM/", 401),
        ({"Cookie": f"{COOKIE}=x"}, "/ROOM/", 401),
        ({"Cookie": "other=KEY"}, "/ROOM/", 401),
        ({"Cookie": f"other=1; {COOKIE}=KEY"}, "/ROOM/", 200),
        ({"Cookie": f"{COOKIE}=KEYx"}, "/ROOM/", 401),
        ({}, "/ROOM/static/editor.css", 404),
        ({}, "/ROOM/site/", 404),
        ({}, "/static/../../../pyproject.toml", 401),
        ({}, "/static/%2e%2e/%2e%2e/app.py", 404),
        ({}, "/static/..%2f..%2fapp.py", 404),
        ({}, "/static/%00", 404),
        ({}, "/static/" + "x" * 5000, 404),
        ({}, "/static/editor.css", 200),
        ({"Cookie": ""}, "/static/editor.css", 200),
        ({"Content-Length": "x"}, "/ROOM/", 413),
        ({"Content-Length": "-1"}, "/ROOM/", 413),
        ({"Content-Length": str(MAX_BODY + 1)}, "/ROOM/", 413),
    ],
)
def test_reading(browser: Browser, headers: dict[str, str], path: str, status: int) -> None:
    key, room = browser.client.cookies[COOKIE], browser.base[1:]
    client = stranger(browser)
    given = {"Cookie": f"{COOKIE}={key}"} | {name: value.replace("KEY", key) for name, value in headers.items()}
    answer = client.get(path.replace("ROOM", room), headers=given)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 403),
        ({"Origin": f"http://localhost:{PREVIEW}"}, 403),  # the preview
        ({"Origin": f"http://127.0.0.1:{PREVIEW}"}, 403),
        ({"Origin": f"https://{HOST}"}, 403),
        ({"Origin": "http://localhost:8765"}, 403),
        ({"Origin": f"http://{HOST}.evil.example"}, 403),
        (ORIGIN | {"Host": f"localhost:{PREVIEW}"}, 421),
    ],
)
def test_writing_from_elsewhere_is_refused(browser: Browser, headers: dict[str, str], status: int) -> None:
    before = bytes_of(browser)
    hidden = dict(re.findall(r'name="(base|head)" value="([0-9a-f]+)"', browser.get(FINE)))
    fields = hidden | {"from": "2027-07-01", "value": "35"}
    assert browser.client.post(f"{browser.base}/{FINE}/save", data=fields, headers=headers).status_code == status
    assert browser.client.post(f"{browser.base}/{FINE}/try", data=fields, headers=headers).status_code == status
    assert bytes_of(browser) == before


@pytest.mark.parametrize("page", [f"{FINE}/save", f"{FINE}/take-back", "branches/take-out"])
def test_nothing_is_written_by_reading(browser: Browser, page: str) -> None:
    assert browser.client.get(f"{browser.base}/{page}").status_code == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    answer = browser.client.build_request("GET", f"{browser.base}/{FINE}/save", headers=ORIGIN)
    answer.method = method
    assert browser.client.send(answer).status_code == 405


def test_a_body_that_is_too_large_is_refused(browser: Browser) -> None:
    assert MAX_BODY == 65_536
    where, kind = f"{browser.base}/{FINE}/try", {"Content-Type": "application/x-www-form-urlencoded"}

    def status(size: int) -> int:
        body = (b"value=" + b"9" * size)[:size]
        return browser.client.post(where, content=body, headers=ORIGIN | kind).status_code

    assert [status(size) for size in (MAX_BODY, MAX_BODY + 1, 4 * MAX_BODY)] == [200, 413, 413]


@pytest.mark.parametrize(
    ("sizes", "passed"),
    [
        ((0,), 0),
        ((5, 0), 5),
        ((MAX_BODY - 1, 1), MAX_BODY),
        ((1, MAX_BODY - 1, 0), MAX_BODY),
        ((MAX_BODY - 1, 2), None),
        ((MAX_BODY, 1), None),
        ((MAX_BODY, 0, 1, 0), None),
    ],
)
def test_a_body_in_pieces_arrives_whole_or_not_at_all(sizes: tuple[int, ...], passed: int | None) -> None:
    """As a server hands it over; a body without an end must not be taken in for ever."""
    bodies: list[bytes] = []
    sent: list[Message] = []
    pieces: list[Message] = [
        {"type": "http.request", "body": b"x" * size, "more_body": n < len(sizes) - 1} for n, size in enumerate(sizes)
    ]
    pieces.append({"type": "http.disconnect"})

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        message = await receive()
        bodies.append(message["body"])
        assert not message["more_body"]
        assert (await receive())["type"] == "http.disconnect"

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/login", "query_string": b""}
    headers = [(b"host", HOST.encode()), (b"origin", f"http://{HOST}".encode())]
    asyncio.run(Guard(app, HOST, Sessions())(scope | {"headers": headers}, receive, send))
    assert [len(body) for body in bodies] == ([] if passed is None else [passed])
    assert [message["status"] for message in sent if "status" in message] == ([413] if passed is None else [])


def test_who_leaves_in_the_middle_is_not_waited_for() -> None:
    pieces: list[Message] = [
        {"type": "http.request", "body": b"x", "more_body": True},
        {"type": "http.disconnect"},
        {"type": "http.disconnect"},
    ]
    asked: list[int] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        asked.append(len(pieces))

    async def receive() -> Message:
        return pieces.pop(0)

    scope = {"type": "http", "method": "GET", "path": "/login", "headers": [(b"host", HOST.encode())]}
    asyncio.run(Guard(app, HOST, Sessions())(scope, receive, ignore))
    assert asked == [1]


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_what_is_no_request_gets_no_answer(browser: Browser, kind: str) -> None:
    async def never() -> Message:
        raise AssertionError

    for port in (8765, PREVIEW):
        scope = {"type": kind, "server": ("127.0.0.1", port), "path": f"{browser.base}/", "headers": []}
        asyncio.run(browser.made(scope, never, never_sent))


async def ignore(message: Message) -> None:
    """Whatever is answered."""


async def never_sent(message: Message) -> None:
    raise AssertionError(message)


def test_every_answer_forbids_framing_and_foreign_scripts(browser: Browser) -> None:
    allowed = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert {name: allowed[name] for name in ("default-src", "base-uri", "frame-ancestors")} == dict.fromkeys(
        ("default-src", "base-uri", "frame-ancestors"), "'none'"
    )
    assert {name: allowed[name] for name in ("script-src", "form-action")} == dict.fromkeys(
        ("script-src", "form-action"), "'self'"
    )
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    pages = [f"{browser.base}/", f"{browser.base}/{FINE}", "/static/editor.js", "/none", browser.made.invitation()]
    answers = [browser.client.get(page) for page in pages]
    answers += [
        browser.client.post(f"{browser.base}/{FINE}/save"),
        browser.client.options("/"),
        browser.client.get("/", headers={"Host": "evil.example"}),
    ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Cross-Origin-Opener-Policy"] == HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert HEADERS["Referrer-Policy"] == "same-origin"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


# the preview


def test_the_preview_has_the_policy_of_the_site_on_every_answer(browser: Browser) -> None:
    client, room = preview(browser), browser.made.preview.address
    answers = [
        (client.get(room + "page/"), 200),
        (client.get(room + "page"), 200),
        (client.get(room + "none/"), 404),
        (client.get(room + "%2e%2e/policy_data/roles.yml"), 404),
        (client.get(room.rstrip("/") + "x/page/"), 404),
        (client.get("/page/"), 404),
        (client.post(room + "page/"), 405),
        (client.options("*"), 405),
        (client.get(room + "page/", headers={"Host": "evil.example"}), 421),
        (client.get(room + "page/", headers={"Host": HOST}), 421),
    ]
    for answer, status in answers:
        assert answer.status_code == status
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers


def test_before_it_is_built_the_preview_says_so(browser: Browser) -> None:
    client = TestClient(browser.made, base_url=f"http://localhost:{PREVIEW}")
    answer = client.get(browser.made.preview.address)
    assert answer.status_code == 503
    assert "正在生成" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_preview_knows_no_page_of_the_editor(browser: Browser) -> None:
    client = preview(browser)
    client.cookies.set(COOKIE, browser.client.cookies[COOKIE])
    for path in (f"{browser.base}/", f"{browser.base}/{FINE}", "/static/editor.css", "/login"):
        assert client.get(path).status_code == 404
    assert client.post(f"{browser.base}/{FINE}/save", headers=ORIGIN).status_code == 405


def test_links_to_the_preview_hand_nothing_over(browser: Browser) -> None:
    for page in ("", "clause/discipline.attendance.late"):
        links = re.findall(r"<a [^>]*_blank[^>]*>", browser.get(page))
        assert links
        assert all('rel="noopener noreferrer"' in link for link in links)
        assert all(f'href="{browser.made.preview.address}' in link for link in links)


# what no browser sends


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, int, int]]:
    """The editor on real sockets."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    port, beside = (each.getsockname()[1] for each in sockets)
    site = tmp_path_factory.mktemp("raw") / "site"
    made = editor(Workspace(ROOT, ROOT / "policy_data", site, "zh", TODAY), "127.0.0.1", port, beside)
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets}, daemon=True)
    thread.start()
    yield made, port, beside
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.mark.parametrize("which", ["editor", "preview"])
@pytest.mark.parametrize(
    ("request_line", "headers", "statuses"),
    [
        ("OPTIONS * HTTP/1.1", (), (400,)),
        ("GET * HTTP/1.1", (), (400,)),
        ("GET no/slash HTTP/1.1", (), (400,)),
        ("GET http://HOST/ HTTP/1.1", (), (400,)),
        ("GET http://evil.example/ HTTP/1.1", (), (400,)),
        ("GET ?once=x HTTP/1.1", (), (400,)),
        ("CONNECT HOST HTTP/1.1", (), (400,)),
        ("GET / HTTP/1.1", (f"X-Huge: {'x' * 200_000}",), (400, 431)),
        ("GET / HTTP/1.1", tuple(f"X-{n}: {'x' * 900}" for n in range(200)), (400, 431)),
        (f"GET /{'x' * 200_000} HTTP/1.1", (), (400, 414, 431)),
        ("GET / HTTP/1.1", ("Host: twice",), (400,)),
        ("GET /%ff%00%zz HTTP/1.1", (), (401, 404, 503)),
        ("GET /\xe4\xb8\xad HTTP/1.1", (), (400, 401, 404, 503)),
        ("GET / HTTP/1.1", ("Cookie: \xff=\xfe; ;;==",), (401, 404, 503)),
        ("GET / HTTP/1.1", ("Content-Length: 5, 5",), (400, 401, 404, 413, 503)),
        ("GET / HTTP/1.1", ("Content-Length: 99999999999999999999999",), (400, 401, 413, 503)),
        ("GET / HTTP/1.1", ("Transfer-Encoding: nonsense",), (400, 501)),
        ("GET / HTTP/1.1", ("Upgrade: websocket", "Connection: Upgrade"), (400, 401, 404, 503)),
        ("GET / HTTP/9.9", (), (400, 401, 503, 505)),
        ("nonsense", (), (400,)),
        ("POST /login HTTP/1.1", ("Content-Length: 0",), (403, 405)),
    ],
)
def test_what_no_browser_sends_is_refused_in_words(
    listening: tuple[Editor, int, int],
    which: str,
    request_line: str,
    headers: tuple[str, ...],
    statuses: tuple[int, ...],
    capfd: pytest.CaptureFixture[str],
) -> None:
    port = listening[1 if which == "editor" else 2]
    host = f"{'127.0.0.1' if which == 'editor' else 'localhost'}:{port}"
    lines = [request_line.replace("HOST", host), f"Host: {host}", *headers, "Connection: close", "", ""]
    status, body = ask(port, "\r\n".join(lines).encode("latin-1"))
    assert status in statuses
    assert "Traceback" not in body + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "host", ["", "[::1]:PORT", "[::1", "127.1:PORT", "0x7f.1:PORT", "a b", "127.0.0.1:PORT.", "\xff"]
)
def test_odd_hosts_are_refused(listening: tuple[Editor, int, int], host: str) -> None:
    port = listening[1]
    status, _ = ask(
        port,
        f"GET / HTTP/1.1\r\nHost: {host.replace('PORT', str(port))}\r\nConnection: close\r\n\r\n".encode("latin-1"),
    )
    assert status in (400, 421)


def ask(port: int, sent: bytes) -> tuple[int, str]:
    """The status and the body that a server answers to bytes."""
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE)) as line:
        with suppress(ConnectionError):  # it may be refused before it was sent whole
            line.sendall(sent)
        answer = b""
        with suppress(ConnectionResetError):
            while piece := line.recv(65536):
                answer += piece
    return int(answer.split(b" ", 2)[1]), answer.decode("latin-1")

"""`quiz exam serve`: what is acknowledged is kept, nothing else is to be had, and nobody can fill it."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from quiz.cli import main
from quiz.commands.exam_serve import announcement, still_nobody
from quiz.exams.frame import BEGUN, Head, shown, write_line
from quiz.exams.line import Sitting, encode
from quiz.exams.seats import new_seats
from quiz.frozen.shapes import FrozenPaper
from quiz.serving.app import ServedExam
from quiz.serving.keeping import Answers, answers_in
from quiz.serving.limits import MOST_BYTES, Rate
from quiz.serving.reaching import is_private, private_addresses
from quiz.staff import Person
from tests.quiz.exams.sittings import drawn_sitting, sample
from tools.bench.exam import exam_folder, kept_lines, lines_of, with_a_kill

NOW = datetime(2026, 11, 26, 9, 30, 12)
PEOPLE = [Person(1, "张三", "0042"), Person(2, "<b>李四</b>", "0043")]


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    with answers_in(tmp_path / "answers.sqlite") as found:
        yield found


def exam(answers: Answers, with_seats: bool = False, rate: int = 1000) -> ServedExam:
    paper = sample()
    seats = new_seats(paper, PEOPLE) if with_seats else None
    made = ServedExam(paper, seats, b"<!doctype html>exam", answers, "zh", Rate(rate), 8000, ["192.168.1.5"])
    made.now = lambda: NOW
    return made


def phone(made: ServedExam, address: str = "192.168.1.77") -> TestClient:
    return TestClient(made.application(), base_url="http://192.168.1.5:8000", client=(address, 5000))


def line(paper: FrozenPaper, seed: int = 1, seat: int = 0, code: str | None = None) -> str:
    return encode(paper, drawn_sitting(random.Random(seed), paper, seat), code)


def test_a_line_is_kept_before_it_is_acknowledged(answers: Answers) -> None:
    made = exam(answers)
    client = phone(made)
    text = encode(made.paper, Sitting(Head(name="张三", staff_number="7"), tuple(None for _ in made.paper.questions)))
    first = client.post("/hand-in", content=f"收到！{shown(text)}")
    assert (first.status_code, first.text[:2]) == (200, "收到")
    assert client.post("/hand-in", content=text).text == first.text
    (kept,) = answers.lines()
    assert (kept.line, kept.name, kept.at, kept.address) == (text, "张三 7", "2026-11-26 09:30:12", "192.168.1.77")
    other = encode(made.paper, Sitting(Head(name="李四", staff_number="7"), tuple(None for _ in made.paper.questions)))
    assert "另一份" in client.post("/hand-in", content=other).text
    assert len(answers.lines()) == 2


def test_what_is_no_line_of_this_exam_is_refused_in_words(answers: Answers) -> None:
    made = exam(answers, with_seats=True)
    client = phone(made)
    assert made.seats is not None
    right = line(made.paper, 1, 1, made.seats.codes[1])
    refused = {
        "": "没有完整的一份",
        "\xff": "没有完整的一份",
        right[:40]: "不完整",
        line(made.paper, 2, 1, made.seats.codes[2]): "考试码不对",
        line(made.paper, 3): "没有座位号",
        f"{right} {line(made.paper, 5, 2, made.seats.codes[2])}": "没有完整的一份",
    }
    for text, words in refused.items():
        answer = client.post("/hand-in", content=text.encode("latin-1") if text == "\xff" else text)
        assert answer.status_code == 422
        assert words in answer.text
    assert client.post("/hand-in", content=right).status_code == 200
    assert [each.name for each in answers.lines()] == ["0001 张三 0042"]


def test_bodies_are_small_and_not_many_a_minute(answers: Answers) -> None:
    made = exam(answers, rate=3)
    client = phone(made)
    assert client.post("/hand-in", content=b"x" * MOST_BYTES).status_code == 422
    assert client.post("/hand-in", content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post("/hand-in", content=(b"x" * 1000 for _ in range(9))).status_code == 413
    assert client.post("/hand-in", content=line(made.paper)).status_code == 429
    assert phone(made, "192.168.1.78").post("/hand-in", content=line(made.paper)).status_code == 200


def test_a_minute_later_more_may_come() -> None:
    rate = Rate(2)
    assert [rate.allows("a", now) for now in (0, 1, 2, 59.9, 60, 61, 61.1)] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    assert rate.allows("b", 2)


def test_nothing_else_is_there(answers: Answers, tmp_path: Path) -> None:
    made = exam(answers)
    client = phone(made)
    assert client.get("/exam.html").content == b"<!doctype html>exam"
    secret = answers.secret()
    paths = ["/", "/hand-in", "/lines.txt", "/private", "/answers.sqlite", "/exam.html/", f"/{secret[:-1]}/", "/docs"]
    for path in [*paths, "/../private/x", "/%2e%2e/private", f"/{secret}/../answers.sqlite", "/openapi.json"]:
        assert client.get(path, follow_redirects=False).status_code in (404, 405, 307), path
    assert client.post("/exam.html").status_code == 405
    for answer in (client.get("/exam.html"), client.get(f"/{secret}/"), client.post("/hand-in", content="")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    with answers_in(tmp_path / "answers.sqlite") as again:
        assert again.secret() == secret


def test_the_trainer_sees_who_has_come(answers: Answers) -> None:
    made = exam(answers, with_seats=True)
    client = phone(made)
    assert made.seats is not None
    client.get("/exam.html")
    begun = write_line(made.paper.number, Head(BEGUN, seat=2), code=made.seats.codes[2])
    assert client.post("/hand-in", content=begun).status_code == 204
    assert "正在答</h2><table><tbody>\n<tr><td>0002 &lt;b&gt;李四" in client.get(f"/{answers.secret()}/").text
    for wrong in (
        write_line(made.paper.number, Head(BEGUN, seat=1), code=made.seats.codes[2]),
        write_line(made.paper.number, Head(BEGUN, name="王五")),
        write_line("00000000", Head(BEGUN, seat=2), code=made.seats.codes[2]),
    ):
        assert client.post("/hand-in", content=wrong).status_code == 422
    assert answers.lines() == []
    for seed in (1, 2):
        client.post("/hand-in", content=line(made.paper, seed, 2, made.seats.codes[2]))
    page = client.get(f"/{answers.secret()}/")
    assert "已交 1 人 · 正在答 0 人 · 应到 2 · 打开过的手机 1" in page.text
    assert page.text.count("0002 &lt;b&gt;李四&lt;/b&gt; 0043") == 2
    assert "两份不同" in page.text
    assert "还没有来</h2><p>0001 张三 0042</p>" in page.text
    assert "http://192.168.1.5:8000/exam.html" in page.text
    assert page.text.count("<svg") == 1
    assert "script" not in page.text
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    lines = client.get(f"/{answers.secret()}/lines.txt")
    assert lines.text.replace(" ", "").split() == [each.line for each in answers.lines()]
    assert "attachment" in lines.headers["content-disposition"]


def test_the_terminal_says_where_phones_come_in(answers: Answers) -> None:
    made = exam(answers)
    told = "\n".join(announcement(made))
    assert "http://192.168.1.5:8000/exam.html\n" in told
    assert "█" in told
    assert f"http://127.0.0.1:8000/{answers.secret()}/" in told
    assert "热点" in told
    phone(made, "127.0.0.1").get("/exam.html")
    phone(made, "192.168.1.5").get("/exam.html")
    assert "60 秒了" in still_nobody(made)
    phone(made).get("/exam.html")
    assert still_nobody(made) == ""
    made.addresses = []
    assert "没有连上任何网络" in "\n".join(announcement(made))


def test_addresses_are_those_that_a_room_knows() -> None:
    assert [is_private(address) for address in ("192.168.1.5", "10.0.0.1", "127.0.0.1", "169.254.3.4", "8.8.8.8")] == [
        *(True, True, False, False, False)
    ]
    assert all(map(is_private, private_addresses()))


def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    paper = exam_folder(tmp_path)
    lines = lines_of(paper, 24)
    done = with_a_kill(tmp_path, paper, lines, 6)
    assert len(done.acknowledged) >= 8
    assert set(done.acknowledged) <= set(done.kept)
    assert sorted(done.at_the_end) == sorted(lines)


def test_an_exam_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["exam", "serve", "q3w7-yqep", "--exams", str(tmp_path)])
    assert left.value.code == 1
    assert "Q3W7YQEP" in capsys.readouterr().err
    paper = exam_folder(tmp_path)
    assert kept_lines(tmp_path, paper.number) == []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        here = ("--exams", str(tmp_path), "--host", "127.0.0.1", "--port", str(port))
        with pytest.raises(SystemExit):
            main(["exam", "serve", paper.number, *here])
    assert f"quiz exam serve ID --port {port + 1}" in capsys.readouterr().err
    (tmp_path / paper.number / "private" / "answers.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(SystemExit):
        main(["exam", "serve", paper.number, "--exams", str(tmp_path), "--lines"])
    assert "存不了答卷" in capsys.readouterr().err

"""`quiz exam serve`: the exam from this laptop, for phones in the same room."""

from __future__ import annotations

import os
import socket
import threading
from datetime import date
from pathlib import Path

import click

from handbook import (
    PORT,
    BilingualCommand,
    CommandRefused,
    Lang,
    Phrase,
    address_refused,
    policy_options,
    reason,
    say,
)
from quiz.exams.seats import SeatsFile, read_seats
from quiz.frozen.reading import read_paper
from quiz.frozen.signs import read_number, say_number
from quiz.serving.app import ServedExam, lines_text
from quiz.serving.keeping import Answers, answers_in
from quiz.serving.limits import Rate
from quiz.serving.live import qr_in_terminal
from quiz.serving.reaching import private_addresses

PATIENCE = 60  # seconds until somebody from elsewhere should have come


@click.command("serve", cls=BilingualCommand, help="quiz.help.exam_serve", epilog="quiz.help.exam_examples")
@click.argument("exam", metavar="ID")
@click.option(
    "--exams", type=click.Path(path_type=Path), default=Path("exams"), show_default=True, help="quiz.serving.exams"
)
@click.option("--lines", is_flag=True, help="quiz.serving.lines")
@click.option("--host", default="0.0.0.0", show_default=True, help="quiz.serving.host")
@click.option("--port", type=PORT, default=8000, show_default=True, help="quiz.serving.port")
@click.option("--rate", type=click.IntRange(1), default=30, show_default=True, help="quiz.serving.rate")
@policy_options
def serve(
    exam: str,
    exams: Path,
    lines: bool,
    host: str,
    port: int,
    rate: int,
    data: Path,  # noqa: ARG001
    lang: Lang,
    today: date,  # noqa: ARG001
) -> int:
    """Serve until interrupted, or print what has come in."""
    number = read_number(exam)
    folder = exams / number
    private = folder / "private"
    if not (private / f"{number}.paper.json").is_file():
        raise CommandRefused(Phrase("quiz.serving.no_exam", {"folder": folder, "cure": "quiz exam new"}))
    with answers_in(private / "answers.sqlite") as answers:
        if lines:
            click.echo(lines_text(answers.lines()), nl=False)
            return 0
        return _serve(_exam(folder, number, answers, lang, rate, host, port), host)


def _exam(folder: Path, number: str, answers: Answers, lang: Lang, rate: int, host: str, port: int) -> ServedExam:
    paper = read_paper(folder / "private" / f"{number}.paper.json").paper
    seats = folder / "private" / f"{number}.seats.json"
    read: SeatsFile | None = read_seats(seats, paper) if seats.is_file() else None
    page = folder / "public" / "exam.html"
    try:
        content = page.read_bytes()
    except OSError as error:
        raise CommandRefused(Phrase("quiz.exams.unreadable", {"path": page, "reason": reason(error)})) from error
    addresses = private_addresses() if host in ("0.0.0.0", "") else [host]
    return ServedExam(paper, read, content, answers, lang, Rate(rate), port, addresses)


def _serve(exam: ServedExam, host: str) -> int:
    import uvicorn

    config = uvicorn.Config(exam.application(), log_level="error", access_log=False, server_header=False)
    listening = _listening(host, exam.port)
    exam.port = listening.getsockname()[1]
    for line in announcement(exam):
        click.echo(line)
    waiting = threading.Timer(PATIENCE, lambda: click.echo(still_nobody(exam), nl=False))
    waiting.daemon = True
    waiting.start()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        waiting.cancel()
        listening.close()
    click.echo("\n" + say("quiz.serving.stopped", exam.lang, n=len(exam.answers.lines())))
    return 0


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens: who comes before all is ready waits. Raises CommandRefused where it cannot be had."""
    made = socket.socket()
    try:
        if os.name == "posix":  # elsewhere this would let others in
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()
    except OSError as error:
        made.close()
        raise address_refused(host, port, error, "quiz exam serve ID {}") from None
    return made


def announcement(exam: ServedExam) -> list[str]:
    """What the terminal says: where phones find the exam, how they are let in, where the trainer looks on."""
    lang = exam.lang
    lines = [say("quiz.serving.title", lang, title=exam.paper.title, number=say_number(exam.paper.number))]
    for link in exam.links():
        lines += ["", link, qr_in_terminal(link).rstrip("\n")]
    if not exam.links():
        lines += ["", say("quiz.serving.no_address", lang)]
    secret = f"http://127.0.0.1:{exam.port}/{exam.answers.secret()}/"
    return [*lines, "", say("quiz.serving.hotspot", lang), say("quiz.serving.look", lang, address=secret), ""]


def still_nobody(exam: ServedExam) -> str:
    """What to do where no phone has come; empty where one has."""
    return "" if exam.foreign else say("quiz.serving.nobody", exam.lang, seconds=PATIENCE) + "\n"

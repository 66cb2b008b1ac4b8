"""The exam as a web application: its page and the hand-in for everybody, the list of what came at a secret path.

There is nothing else: no listing, no file but the page that was read at the start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from handbook import Lang, Phrase, record, say
from quiz.exams.bits import Unfit
from quiz.exams.collecting import collect, person
from quiz.exams.frame import BEGUN, Head, read_line, shown
from quiz.exams.line import Reading
from quiz.exams.pasted import PasteTooLong
from quiz.exams.seats import SeatsFile
from quiz.frozen.shapes import FrozenPaper
from quiz.serving.keeping import Answers, KeptLine, moment
from quiz.serving.limits import Rate, small_body
from quiz.serving.live import LIVE_POLICY, Seen, live_page

PAGE, HAND_IN, LINES = "exam.html", "hand-in", "lines.txt"
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@record
class ServedExam:
    """An exam that is served. `addresses` are this machine's own, with the port; `foreign` is whether anybody else
    has come yet."""

    paper: FrozenPaper
    seats: SeatsFile | None
    page: bytes
    answers: Answers
    lang: Lang
    rate: Rate
    port: int
    addresses: Sequence[str]
    now: Callable[[], datetime] = datetime.now
    foreign: bool = field(default=False)

    def links(self) -> list[str]:
        """Where phones find the exam."""
        return [f"http://{address}:{self.port}/{PAGE}" for address in self.addresses]

    def application(self) -> Starlette:
        """The routes."""
        secret = self.answers.secret()
        return Starlette(
            routes=[
                Route(f"/{PAGE}", self.show),
                Route(f"/{HAND_IN}", self.hand_in, methods=["POST"]),
                Route(f"/{secret}/", self.live),
                Route(f"/{secret}/{LINES}", self.lines),
            ]
        )

    # For everybody

    async def show(self, request: Request) -> Response:
        """The exam's page."""
        address = self._address(request)
        await run_in_threadpool(self.answers.open_page, address, moment(self.now()))
        return HTMLResponse(self.page, headers=_HEADERS)

    async def hand_in(self, request: Request) -> Response:
        """Take a line. The answer begins with the word that the page waits for only once the line is kept."""
        address = self._address(request)
        if not self.rate.allows(address, time.monotonic()):
            return self._refuse(429, Phrase("quiz.serving.too_often"))
        body = await small_body(request.stream())
        if body is None:
            return self._refuse(413, Phrase("quiz.serving.too_long"))
        if begun := self._begun(body):
            await run_in_threadpool(self.answers.begin, person(begun), self._name(begun), moment(self.now()))
            return Response(status_code=204, headers=_HEADERS)
        found = self._read(body)
        if not isinstance(found, Reading):
            return self._refuse(422, found)
        head = found.head
        kept = KeptLine(found.text, person(head), self._name(head), moment(self.now()), address)
        again = await run_in_threadpool(self.answers.keep, kept)
        key = "quiz.serving.received_again" if again else "quiz.serving.received"
        return PlainTextResponse(say(key, self.paper.language), headers=_HEADERS)

    def _begun(self, body: bytes) -> Head | None:
        """Who tells that they have begun; with seats, only whoever has the seat's code."""
        try:
            line = read_line(body.decode())
        except (UnicodeDecodeError, Unfit):
            return None
        head = line.head
        if head.kind != BEGUN or line.paper != self.paper.number:
            return None
        codes = self.seats.codes if self.seats else None
        known = codes is None or (head.seat in codes and line.is_signed_by(codes[head.seat]))
        return head if known else None

    def _read(self, body: bytes) -> Reading | Phrase:
        """The one line of a body, or why there is none."""
        try:
            found = collect(body.decode(), self.paper, self.seats.codes if self.seats else None)
        except (UnicodeDecodeError, PasteTooLong):
            return Phrase("quiz.serving.no_line")
        if found.faults:
            return found.faults[0].phrase
        return found.readings[0] if len(found.readings) == 1 else Phrase("quiz.serving.no_line")

    def _refuse(self, status: int, why: Phrase) -> Response:
        return PlainTextResponse(why[self.paper.language], status, headers=_HEADERS)

    def _address(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        self.foreign |= address not in ("", "127.0.0.1", "::1", *self.addresses)
        return address

    def _name(self, head: Head) -> str:
        """Who a line says it is of, as the trainer knows them."""
        if not head.seat:
            return f"{head.name} {head.staff_number}".strip()
        seats = self.seats.seats if self.seats else ()
        name = next((f"{each.name} {each.number}".strip() for each in seats if each.seat == head.seat), "")
        return f"{head.seat:04} {name}".strip()

    # For the trainer

    async def live(self, _: Request) -> Response:
        """Who has come and who has handed in."""
        answers = self.answers
        seen = await run_in_threadpool(lambda: Seen(answers.opened(), answers.at_work(), answers.lines()))
        expected = (
            [f"{each.seat:04} {each.name} {each.number}".strip() for each in self.seats.seats] if self.seats else []
        )
        page = live_page(self.paper, self.links(), seen, expected, self.lang)
        return HTMLResponse(page, headers=_HEADERS | {"Content-Security-Policy": LIVE_POLICY})

    async def lines(self, _: Request) -> Response:
        """All lines, for grading."""
        kept = await run_in_threadpool(self.answers.lines)
        named = {"Content-Disposition": f'attachment; filename="{self.paper.number}-lines.txt"'}
        return PlainTextResponse(lines_text(kept), headers=_HEADERS | named)


def lines_text(kept: Sequence[KeptLine]) -> str:
    """The lines as grading reads them, one each."""
    return "".join(f"{shown(each.line)}\n" for each in kept)

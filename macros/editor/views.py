"""The pages of the editing view."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from handbook.book import Unknown
from handbook.edit.proposal import Proposal
from handbook.problems import PolicyError
from macros.editor import git
from macros.editor.desk import Desk, Meanwhile
from macros.editor.subjects import Given, NewValueOf, Subject, TextsOf, ValueTakenBack, try_out
from macros.editor.words import say

_FILES = Path(__file__).parent


class Views:
    """Answers requests about one desk. `base` is the path under which everything lies."""

    def __init__(self, desk: Desk, base: str) -> None:
        self.desk, self.base = desk, base
        self.env = _environment()
        self.author = git.known_author(desk.data) if git.is_repository(desk.data) else None

    # pages

    def home(self, request: Request) -> Response:  # noqa: ARG002
        """Every parameter and every clause, with a search."""
        desk = self.desk
        book = desk.book
        rows = [
            {
                "parameter": parameter,
                "now": parameter.say(desk.today, desk.lang) if parameter.timeline.covers(desk.today) else "",
                "coming": parameter.timeline.next_after(desk.today),
            }
            for parameter in book.parameters.values()
        ]
        return self._page("home", rows=rows, book=book)

    def parameter(self, request: Request) -> Response:
        """One parameter: its history and the form for a new value."""
        return self._form(self._parameter(request), {})

    def clause(self, request: Request) -> Response:
        """One clause: its texts."""
        return self._form(self._clause(request), {})

    async def try_parameter(self, request: Request) -> Response:
        """What a value would do, as a part of the page."""
        return await run_in_threadpool(self._result, self._parameter(request), await _given(request))

    async def try_clause(self, request: Request) -> Response:
        """How a text would read, as a part of the page."""
        return await run_in_threadpool(self._result, self._clause(request), await _given(request))

    async def save_parameter(self, request: Request) -> Response:
        """Save a value, or show the form again with what is wrong."""
        return await run_in_threadpool(self._save, self._parameter(request), await _given(request))

    async def save_clause(self, request: Request) -> Response:
        """Save texts, or show the form again with what is wrong."""
        return await run_in_threadpool(self._save, self._clause(request), await _given(request))

    async def take_back(self, request: Request) -> Response:
        """Take a scheduled value back."""
        parameter = self._parameter(request).parameter
        return await run_in_threadpool(self._save, ValueTakenBack(self.desk, parameter), await _given(request))

    def status(self, request: Request) -> Response:  # noqa: ARG002  (Starlette gives it)
        """Whether the handbook is being built."""
        return self._part("status")

    def broken(self, request: Request, error: Exception) -> Response:  # noqa: ARG002
        """The files have errors: they are listed, and nothing can be edited."""
        assert isinstance(error, PolicyError)
        return self._page("broken", 500, problems=error.problems)

    def unknown(self, request: Request, error: Exception) -> Response:  # noqa: ARG002
        """There is no such parameter or clause."""
        assert isinstance(error, Unknown)
        return self._page("unknown", 404, name=error.name)

    # saving

    def _parameter(self, request: Request) -> NewValueOf:
        return NewValueOf(self.desk, self.desk.book.param(request.path_params["id"]))

    def _clause(self, request: Request) -> TextsOf:
        return TextsOf(self.desk, self.desk.book.clause(request.path_params["id"]))

    def _save(self, subject: Subject, given: Given) -> Response:
        if given.get("try"):  # the button of those whose browser runs no script
            return self._form(subject, given)
        author = self._author(given)
        if given.get("commit") and not (author and author.name and author.mail):
            return self._form(subject, given, told=say("who", self.desk.lang), status=422)
        try:
            proposal = self.desk.save(subject.file, given.get("base", ""), lambda: _made(subject.propose(given)))
        except Meanwhile:
            return self._form(subject, given, told=say("meanwhile", self.desk.lang), status=409)
        except PolicyError:
            return self._form(subject, given, told=say("nothing_saved", self.desk.lang), status=422)
        return self._saved(subject, proposal, author if given.get("commit") else None)

    def _saved(self, subject: Subject, proposal: Proposal, author: git.Author | None) -> Response:
        committed, failed = None, ""
        if author:
            try:
                message = f"{subject.title} ({subject.id})"
                committed = git.commit(proposal.path, f"{self.desk.today}-{subject.id}", message, author)
            except git.CommitFailed as error:
                failed = str(error)
        return self._page("saved", subject=subject, proposal=proposal, committed=committed, failed=failed)

    def _author(self, given: Given) -> git.Author | None:
        if self.author is None:
            return None
        if given.get("who") or given.get("mail"):
            self.author = git.Author(given.get("who", "").strip(), given.get("mail", "").strip())
        return self.author

    # rendering

    def _form(self, subject: Subject, given: Given, told: str = "", status: int = 200) -> Response:
        tried = try_out(subject, given)
        print_ = self.desk.fingerprint(subject.file)
        return self._page("form", status, subject=subject, tried=tried, told=told, given=given, base_print=print_)

    def _result(self, subject: Subject, given: Given) -> Response:
        return self._part("result", subject=subject, tried=try_out(subject, given))

    def _page(self, template: str, status: int = 200, **facts: object) -> Response:
        return HTMLResponse(self.env.get_template(f"{template}.html.j2").render(self._facts() | facts), status)

    def _part(self, template: str, **facts: object) -> Response:
        return HTMLResponse(self.env.get_template(f"_{template}.html.j2").render(self._facts() | facts))

    def _facts(self) -> dict[str, Any]:
        desk = self.desk
        return {
            "base": self.base,
            "desk": desk,
            "lang": desk.lang,
            "today": desk.today,
            "author": self.author,
            "t": lambda key, **facts: say(key, desk.lang, **facts),
            "safe": Markup,
        }


async def _given(request: Request) -> Given:
    form = await request.form(max_files=0, max_fields=200)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _made(proposal: Proposal | None) -> Proposal:
    """What a saved form must have come to. Raises PolicyError where it is not filled in."""
    if proposal is None:
        raise PolicyError([])
    return proposal


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_FILES / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

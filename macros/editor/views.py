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

from handbook import PolicyBook, PolicyError, Proposal, Unknown, say
from macros.editor.commits import Author, Commits, Committed, Standing, same_lines
from macros.editor.git import GitFailed, pointed_elsewhere
from macros.editor.subjects import Given, NewValueOf, Subject, TextsOf, ValueTakenBack, try_out
from macros.editor.workspace import ChangedMeanwhile, NotRestored, Workspace

_FILES = Path(__file__).parent


class Views:
    """Answers requests about one workspace. `base` is the path of its pages, `preview` the built handbook's address."""

    def __init__(self, workspace: Workspace, base: str, preview: str) -> None:
        self.workspace, self.base, self.preview = workspace, base, preview
        self.env = _environment()
        self.commits = Commits(workspace.data, workspace.processes)
        self.author = self.commits.known_author()

    # pages

    def home(self, request: Request) -> Response:  # noqa: ARG002
        """Every parameter and every clause, with a search."""
        workspace = self.workspace
        book, today = workspace.book, workspace.today
        rows = [
            {
                "parameter": parameter,
                "now": parameter.say(today, workspace.lang) if parameter.timeline.covers(today) else "",
                "coming": parameter.timeline.next_after(today),
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
        return await run_in_threadpool(self._save, ValueTakenBack(self.workspace, parameter), await _given(request))

    def branches(self, request: Request) -> Response:  # noqa: ARG002
        """What was committed here and is not merged."""
        return self._branches()

    async def take_out(self, request: Request) -> Response:
        """Take what was committed out of the file."""
        return await run_in_threadpool(self._take_out, await _given(request))

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
        return NewValueOf(self.workspace, self._book(request).param(request.path_params["id"]))

    def _clause(self, request: Request) -> TextsOf:
        return TextsOf(self.workspace, self._book(request).clause(request.path_params["id"]))

    def _book(self, request: Request) -> PolicyBook:
        """What is filled in must not be lost where another file is broken meanwhile; a fresh form can wait."""
        return self.workspace.sound_book if request.method == "POST" else self.workspace.book

    def _save(self, subject: Subject, given: Given) -> Response:
        if given.get("try"):  # the button of those whose browser runs no script
            return self._form(subject, given)
        lang, wanted = self.workspace.lang, bool(given.get("commit"))
        if given.get("who") or given.get("mail"):
            self.author = Author(given.get("who", "").strip(), given.get("mail", "").strip())
        if wanted and not (self.author.name and self.author.mail):
            return self._form(subject, given, message=say("macros.editor.who", lang), status=422)

        def then(proposal: Proposal) -> tuple[Proposal, Committed | None]:
            return proposal, self._commit(subject, given, proposal) if wanted else None

        try:
            proposal, committed = self.workspace.save(
                subject.file, given.get("base", ""), lambda: _made(subject.propose(given)), then
            )
        except ChangedMeanwhile:
            return self._form(subject, given, message=say("macros.editor.meanwhile", lang), status=409)
        except PolicyError:
            return self._form(subject, given, message=say("macros.editor.nothing_saved", lang), status=422)
        except GitFailed as error:
            message = say(
                "macros.editor.not_committed", lang, why=say(f"macros.editor.{error.key}", lang, **error.facts)
            )
            return self._form(subject, given, message=message, details=error.output, status=422)
        except NotRestored:
            return self._form(
                subject, given, message=say("macros.editor.not_put_back", lang, file=subject.file), status=409
            )
        return self._page("saved", subject=subject, proposal=proposal, committed=committed)

    def _commit(self, subject: Subject, given: Given, proposal: Proposal) -> Committed:
        """Commit what the form showed and nothing else. Raises GitFailed."""
        standing = self.commits.standing(proposal.path, proposal.before)
        if standing.head != given.get("head"):
            raise GitFailed("git_moved")
        choice = given.get("rest", "")
        if standing.differs and choice not in ("alone", "with"):
            raise GitFailed("git_choose")
        content = proposal.after
        if standing.differs and choice == "alone":
            content = self._alone(subject, given, proposal, standing)
        message = f"{subject.title} ({subject.id})"
        topic = f"{self.workspace.today}-{subject.id}"
        return self.commits.commit(standing, content, proposal.after, topic, message, self.author)

    def _alone(self, subject: Subject, given: Given, proposal: Proposal, standing: Standing) -> bytes:
        """The same edit made to the file as git has it, and checked there. Raises GitFailed where it is another one."""
        if standing.committed is None:
            raise GitFailed("git_entangled")
        try:
            alone = _made(subject.propose(given, {self.workspace.name(standing.path): standing.committed}))
        except Unknown:
            raise GitFailed("git_entangled") from None
        except PolicyError as refused:
            refusals = "\n".join(problem.line(self.workspace.lang) for problem in refused.problems)
            raise GitFailed("git_unsound", refusals) from None
        if not same_lines(alone.diff(), proposal.diff()):
            raise GitFailed("git_entangled")
        return alone.after

    def _take_out(self, given: Given) -> Response:
        """Take what a branch holds out of the file again, where it is in there and can be told from the rest."""
        lang, revision = self.workspace.lang, given.get("revision", "")
        try:
            found = next((each for each in self.commits.pending() if each.revision == revision and each.file), None)
            if not (found and found.file):
                return self._branches(say("macros.editor.git_moved", lang), 409)
            now = found.file.read_bytes()
            self.workspace.put(found.file, now, self.commits.without(found.file, revision, now) or now)
        except PolicyError as error:
            return self._branches("\n".join(problem.line(lang) for problem in error.problems), 422)
        except GitFailed as error:
            return self._branches(say(f"macros.editor.{error.key}", lang, **error.facts), 422)
        return self._branches(say("macros.editor.taken_out", lang, branch=found.branch))

    def _branches(self, message: str = "", status: int = 200) -> Response:
        try:
            pending = self.commits.pending()
        except GitFailed as error:
            pending, message = [], message or say(f"macros.editor.{error.key}", self.workspace.lang, **error.facts)
        return self._page("branches", status, pending=pending, message=message)

    def _standing(self, subject: Subject) -> tuple[Standing | None, str]:
        """How the subject's file stands in git, or why it cannot be committed."""
        path = Path(subject.file)
        try:
            return self.commits.standing(path, path.read_bytes()), ""
        except GitFailed as error:
            return None, say(f"macros.editor.{error.key}", self.workspace.lang, **error.facts)
        except OSError as error:
            return None, str(error.strerror)

    # rendering

    def _form(
        self, subject: Subject, given: Given, message: str = "", details: str = "", status: int = 200
    ) -> Response:
        standing, why_not = self._standing(subject)
        return self._page(
            "form",
            status,
            subject=subject,
            given=given,
            message=message,
            details=details,
            tried=try_out(subject, given),
            base_print=self.workspace.fingerprint(subject.file),
            standing=standing,
            why_not=why_not,
            elsewhere=pointed_elsewhere(),
        )

    def _result(self, subject: Subject, given: Given) -> Response:
        return self._part("result", subject=subject, tried=try_out(subject, given))

    def _page(self, template: str, status: int = 200, **facts: object) -> Response:
        return HTMLResponse(self.env.get_template(f"{template}.html.j2").render(self._facts() | facts), status)

    def _part(self, template: str, **facts: object) -> Response:
        return HTMLResponse(self.env.get_template(f"_{template}.html.j2").render(self._facts() | facts))

    def _facts(self) -> dict[str, Any]:
        workspace = self.workspace
        return {
            "base": self.base,
            "preview": self.preview,
            "workspace": workspace,
            "lang": workspace.lang,
            "today": workspace.today,
            "author": self.author,
            "t": lambda key, **facts: say(f"macros.editor.{key}", workspace.lang, **facts),
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

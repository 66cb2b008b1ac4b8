"""What a comparison of two policies finds: every kind of change, and all of them as one `Impact`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from handbook.impact.differences.entry import Entry
from handbook.impact.differences.text_diff import DiffPiece
from handbook.lang.languages import WRITTEN, Lang, Text
from handbook.lang.words import Words
from handbook.policy.book import Clause, Parameter, PolicyBook
from handbook.problems.problem import Problem
from handbook.records import frozen
from handbook.schema.guardrails import Finding, Guardrail
from handbook.schema.models import Acknowledgement
from handbook.schema.rule_models import CaseEntry
from handbook.schema.timeline import Dated
from handbook.schema.values import Value

KeyPath = tuple[str | int, ...]  # keys; a number is a place in a list, counted from 1
Timing = Literal["scheduled", "immediate", "retroactive"]
Cause = Literal["new", "gone", "edited", "value"]
WhichSide = Literal["before", "after", "both"]
LimitState = Literal["new", "other", "gone"]


@frozen
class KeyChange:
    """A value, text or whole part that differs; the path is empty for an entry that is new or gone."""

    path: KeyPath
    before: Any
    after: Any


@frozen
class EntryChange:
    """An entry of a file in which something differs. `renamed` is its old name, where it has another now."""

    entry: Entry
    keys: tuple[KeyChange, ...]
    renamed: str | None = None
    state: str = "changed"  # or "new" or "gone"

    @property
    def is_record(self) -> bool:
        """Whether only the record of decisions on values differs: who decided what a value is, when, and why."""
        return self.entry.kind == "parameter" and bool(self.keys) and all(map(_is_record, self.keys))

    def reduced(self, remaining: Callable[[KeyChange], KeyChange | None]) -> EntryChange | None:
        """The same with what remains of each key; None where nothing does."""
        keys = tuple(key for key in map(remaining, self.keys) if key)
        return replace(self, keys=keys) if keys or self.renamed or self.state != "changed" else None


_RECORDED = ("consulted", "decided", "ref", "told", "note")


def _is_record(key: KeyChange) -> bool:
    """A decision, or a step at which the value stays what it is."""
    return key.path[:1] == ("values",) and (len(key.path) == 2 or key.path[2] in _RECORDED)


@frozen
class ValueChange:
    """From `since` until the day before `until` (None: for good) another value applies. None: no value then."""

    name: str
    since: date
    until: date | None
    before: Dated[Value] | None
    after: Dated[Value] | None
    parameter_before: Parameter | None
    parameter_after: Parameter | None
    timing: Timing

    @property
    def parameter(self) -> Parameter:
        """The parameter as it is now, or as it was where it is gone."""
        found = self.parameter_after or self.parameter_before
        assert found
        return found

    def say_before(self, lang: Lang) -> str | None:
        """The value that applied; None where none did."""
        return self.parameter_before.say_step(self.before, lang) if self.parameter_before and self.before else None

    def say_after(self, lang: Lang) -> str | None:
        """The value that applies now; None where none does."""
        return self.parameter_after.say_step(self.after, lang) if self.parameter_after and self.after else None


@frozen
class ClauseChange:
    """A clause as read on `day`, before and after, by language."""

    clause: Clause
    day: date
    cause: Cause
    pieces: dict[Lang, tuple[DiffPiece, ...]]

    @property
    def differs(self) -> bool:
        """Whether it reads otherwise in any language."""
        return any(self.differs_in(lang) for lang in WRITTEN)

    def differs_in(self, lang: Lang) -> bool:
        """Whether it reads otherwise in that language."""
        return any(piece.kind != "same" for piece in self.pieces[lang])


@frozen
class ResultChange:
    """One result of a rule that differs, or what it says beside."""

    label: Text
    before: dict[Lang, str]
    after: dict[Lang, str]


@frozen
class StaffChange:
    """A sample employee whose results differ on `day`."""

    case: CaseEntry
    rule: Words
    day: date
    results: tuple[ResultChange, ...]


@frozen
class NotWorkedOut:
    """Sample employees about whom nothing can be said on some days, since one side or both cannot be worked out."""

    days: tuple[date, ...]
    side: WhichSide
    reason: dict[Lang, str]
    cases: tuple[CaseEntry, ...]


@frozen
class LimitChange:
    """A stretch on which a limit is passed: newly, with other values than before, or no longer.

    `acknowledged` is who lets it stand today, if anybody does.
    """

    guardrail: Guardrail
    finding: Finding
    state: LimitState
    acknowledged: Acknowledgement | None

    @property
    def outlasts(self) -> bool:
        """Whether it begins only after it is acknowledged no longer."""
        return self.acknowledged is not None and self.finding.since > self.acknowledged.until

    @property
    def passed(self) -> bool:
        """Whether it is passed after the change."""
        return self.state != "gone"


@frozen
class ComparedPolicy:
    """One of the two policies: its book, and the directory with the files that floors above read."""

    book: PolicyBook
    data: Path


@frozen
class QuestionChange:
    """A question whose answer differs on `day`. No `before`: it is new; no `after`: it is gone."""

    id: str
    clause: str
    day: date
    stem: Words
    before: Words | None
    after: Words | None


@frozen
class OutgrownPaper:
    """A frozen paper of which some questions, numbered from 1, do not fit the policy any longer."""

    file: str
    number: str
    title: str
    questions: tuple[int, ...]


@frozen
class QuestionChanges:
    """What changes, what is wrong with written questions that was not wrong before, and the frozen papers that it
    outdates."""

    changes: tuple[QuestionChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    papers: tuple[OutgrownPaper, ...] = ()


@frozen
class Impact:
    """All that a change does. `questions` is None where the quiz is not installed.

    `entries` are what differs in the files and is told neither by `values` nor by `texts`; an entry whose name alone
    is another is in `renamed`.
    """

    today: date
    before: PolicyBook
    after: PolicyBook
    values: tuple[ValueChange, ...]
    entries: tuple[EntryChange, ...]
    texts: tuple[ClauseChange, ...]
    staff: tuple[StaffChange, ...]
    not_worked_out: tuple[NotWorkedOut, ...]
    limits: tuple[LimitChange, ...]
    questions: QuestionChanges | None

    @property
    def nothing(self) -> bool:
        """Whether readers would notice no difference, and no record differs."""
        found = (self.values, self.entries, self.texts, self.staff, self.limits, self._questions)
        return not any(found) and self.before.digest == self.after.digest

    @property
    def _questions(self) -> bool:
        return bool(self.questions and (self.questions.changes or self.questions.problems))

    @property
    def renamed(self) -> tuple[EntryChange, ...]:
        """The entries that have another name now."""
        return tuple(entry for entry in self.entries if entry.renamed)

    @property
    def more(self) -> tuple[EntryChange, ...]:
        """What else differs than values, texts, names and the record of decisions."""
        return tuple(entry for entry in self.entries if not entry.is_record and (entry.keys or not entry.renamed))

    @property
    def edited(self) -> tuple[ClauseChange, ...]:
        """The clauses whose text is another by itself, not by a value in it."""
        return tuple(text for text in self.texts if text.cause != "value")

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it concerns, each once: the roles of the clauses that read otherwise, or that are now for others."""
        return tuple(dict.fromkeys(role for roles in self._roles() for role in roles))

    @property
    def role_labels(self) -> tuple[Words, ...]:
        """Their labels as they are now, each once; of a role that is gone, as it was."""
        known = {**self.before.roles, **self.after.roles}
        return tuple(dict.fromkeys(known[role].label for role in self.roles))

    def _roles(self) -> Iterator[Iterable[str]]:
        yield from (text.clause.entry.roles for text in self.texts)
        for entry in self.entries:
            if entry.entry.kind == "clause" and entry.state == "changed":
                yield from (side for key in entry.keys if key.path == ("roles",) for side in (key.before, key.after))

    def with_problems(self, renamed: Callable[[Problem], Problem]) -> Impact:
        """The same with each problem of a question as `renamed` gives it: at a place that people know."""
        if self.questions is None:
            return self
        problems = tuple(renamed(problem) for problem in self.questions.problems)
        return replace(self, questions=replace(self.questions, problems=problems))

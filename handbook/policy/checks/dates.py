"""Days that can hardly be meant: a year mistyped, a decision or an acknowledgement that is still to come.

A wrong year is not always found by what depends on it: a change that is decided would silently never come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from handbook.lang.catalogue import NOTHING, Fact, Phrase
from handbook.lang.days import parse_day
from handbook.problems.problem import Place, Problem, Severity
from handbook.schema.draft import Draft, Located
from handbook.schema.models import DatedEntry

# Years, not days, since years are what is mistyped. Outside the outer bounds it is an error, outside the inner a doubt.
_EARLIEST, _EARLY = 1950, 1990
_LATE, _LATEST = 10, 30  # years ahead of today; laws phase things in over a decade and more
_NEAR = range(-12, 6)  # years from today within which a mistyped year is looked for
_MONTH_OR_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2})(?:-([0-9]{2}) [0-9]{2}:[0-9]{2})?")
_DONE = ("consulted", "told", "on", "checked")  # days on which something was done, and so no days to come


class _WrittenDay(NamedTuple):
    """A day, what it is, where it stands, and of which entry."""

    day: date
    key: str
    located: Located[Any]
    path: tuple[str | int, ...]  # in it
    where: str

    @property
    def place(self) -> Place:
        """Where it stands: asked for of few of them."""
        return self.located.place(*self.path)


def check_dates(draft: Draft, now: date) -> Iterator[Problem]:
    """Every day that people wrote, as seen from `now`: the later of the day of the check and the clock's, since who
    looks at an earlier day must not be told that what was done since lies ahead."""
    for each in _days(draft):
        ahead = each.day > now and each.key in ("decided", *_DONE)
        problem = _ahead(each, now) if ahead else _implausible(each, now)
        if problem:
            yield problem
    yield from _out_of_order(draft)


def _days(draft: Draft) -> Iterator[_WrittenDay]:
    for name, located in draft.parameters.items():
        entry = located.entry
        steps: list[DatedEntry[Any]] = [*located.entry.values]
        for index, step in enumerate(steps):
            at = ("values", index)
            yield _WrittenDay(step.since, "from", located, (*at, "from"), name)
            for key in ("consulted", "decided", "told"):
                if day := getattr(step, key):
                    yield _WrittenDay(day, key, located, (*at, key), name)
            if isinstance(step.value, date):
                yield _WrittenDay(step.value, "value", located, (*at, "value"), name)
        if entry.review_by:
            yield _WrittenDay(entry.review_by, "review_by", located, ("review_by",), name)
        yield from _days_of_notes(located)
        yield from _confirmed(located, ())
    yield from _days_of_clauses(draft)
    yield from _days_of_limits(draft)
    yield from _days_of_rules(draft)
    yield from _days_of_cases(draft)


def _days_of_clauses(draft: Draft) -> Iterator[_WrittenDay]:
    for clause in draft.clauses:
        yield from _days_of_notes(clause)
        for path in ((), *(("added", index) for index in range(len(clause.entry.added)))):
            yield from _confirmed(clause, path)
        for index, revision in enumerate(clause.entry.revisions):
            yield _WrittenDay(revision.since, "from", clause, ("revisions", index, "from"), clause.name)
            if revision.decided:
                yield _WrittenDay(revision.decided, "decided", clause, ("revisions", index, "decided"), clause.name)


def _days_of_limits(draft: Draft) -> Iterator[_WrittenDay]:
    for limit in draft.guardrails:
        given = limit.entry.acknowledged
        if given:
            yield _WrittenDay(given.on, "on", limit, ("acknowledged", "on"), limit.entry.id)
        if limit.entry.checked:
            yield _WrittenDay(limit.entry.checked, "checked", limit, ("checked",), limit.entry.id)
        if limit.entry.review_by:
            yield _WrittenDay(limit.entry.review_by, "review_by", limit, ("review_by",), limit.entry.id)


def _days_of_notes(located: Located[Any]) -> Iterator[_WrittenDay]:
    for index, note in enumerate(located.entry.legal):
        yield _WrittenDay(note.checked, "checked", located, ("legal", index, "checked"), located.name)
        yield _WrittenDay(note.review_by, "review_by", located, ("legal", index, "review_by"), located.name)


def _confirmed(located: Located[Any], path: tuple[str | int, ...]) -> Iterator[_WrittenDay]:
    """The day on which the supplement was confirmed that stands under a path of an entry."""
    entry = located.entry.added[path[1]] if path else located.entry
    if entry.confirmed:
        yield _WrittenDay(entry.confirmed.on, "on", located, (*path, "confirmed", "on"), located.name)


def _days_of_rules(draft: Draft) -> Iterator[_WrittenDay]:
    for name, rule in draft.rules.items():
        for key, each in rule.entry.inputs.items():
            data = {field: getattr(each, field, None) for field in ("min", "max", "default", "example")}
            for path, day in _inside(data, ("inputs", key)):
                yield _WrittenDay(day, "figure", rule, path, name)


def _days_of_cases(draft: Draft) -> Iterator[_WrittenDay]:
    for case in draft.cases:
        entry = case.entry
        yield _WrittenDay(entry.on, "case", case, ("on",), entry.id)
        for key, data in (("given", entry.given), ("expect", entry.expect), ("with", entry.parameters)):
            for path, day in _inside(data, (key,)):
                yield _WrittenDay(day, "figure", case, path, entry.id)


def _inside(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], date]]:
    """The days in what a case gives and expects; a month and a moment are written as texts."""
    if isinstance(data, date):
        yield path, data
    elif isinstance(data, str):
        written = _MONTH_OR_MOMENT.fullmatch(data)
        day = parse_day(f"{written[1]}-{written[2] or '01'}") if written else None
        if day:
            yield path, day
    elif isinstance(data, (dict, list)):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _inside(value, (*path, step))


def _implausible(each: _WrittenDay, now: date) -> Problem | None:
    year = each.day.year
    if each.key == "value" and year < _EARLIEST:  # a company may well be older
        return None
    if _EARLY <= year <= now.year + _LATE:
        return None
    if each.key == "figure" and _EARLIEST <= year <= now.year + _LATEST:
        return None
    sure = not _EARLIEST <= year <= now.year + _LATEST
    severity: Severity = "error" if sure and each.key != "value" else "warning"
    facts: dict[str, Fact] = {"found": each.day, "guess": _guess(each, now)}
    return Problem(each.place, "implausible_year", each.where, facts, severity)


def _guess(each: _WrittenDay, now: date) -> Fact:
    """The day in a year near today that is mistyped easily as that one: two digits exchanged, or one wrong."""
    key, day = each.key, each.day
    typed = f"{day.year:04}"
    for year in sorted((now.year + ahead for ahead in _NEAR), key=lambda year: abs(year - now.year)):
        meant = f"{year:04}"
        wrong = [index for index in range(4) if typed[index] != meant[index]]
        exchanged = sorted(typed) == sorted(meant) and len(wrong) == 2
        if exchanged or len(wrong) == 1:
            right = f"{meant}{day.isoformat()[4:]}"
            if (key in ("decided", *_DONE) and right > now.isoformat()) or parse_day(right) is None:
                continue
            return Phrase("handbook.policy.did_you_mean", {"day": right})
    return NOTHING


def _ahead(each: _WrittenDay, now: date) -> Problem:
    """A decision in the coming weeks may be prepared; one more than a year ahead is mistyped. Nobody can have looked at
    a limit, or told anybody, on a day to come."""
    soon = each.key == "decided" and (each.day - now).days <= 366
    code = "decided_ahead" if each.key == "decided" else "done_ahead"
    facts: dict[str, Fact] = {"key": each.key, "found": each.day, "guess": _guess(each, now)}
    return Problem(each.place, code, each.where, facts, "warning" if soon else "error")


def _out_of_order(draft: Draft) -> Iterator[Problem]:
    """Values in force before they were decided: to the harm of staff that does not hold; a note says what is meant.
    And staff who were consulted on what was settled, or told what was not."""
    for name, located in draft.parameters.items():
        steps: list[DatedEntry[Any]] = [*located.entry.values]
        for index, step in enumerate(steps):
            for key, code, found in _orders(step):
                facts = {"found": found, "decided": step.decided, "since": step.since}
                yield Problem(located.place("values", index, key), code, name, facts, "warning")


def _orders(step: DatedEntry[Any]) -> Iterator[tuple[str, str, date]]:
    """The days of a value that come too late or too early: the key, what is told, the day."""
    if step.decided is None:
        return
    if step.decided > step.since and not step.note:
        yield "decided", "decided_after", step.decided
    if step.consulted and step.consulted > step.decided:
        yield "consulted", "consulted_after", step.consulted
    if step.told and step.told < step.decided:
        yield "told", "told_before", step.told

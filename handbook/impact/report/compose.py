"""The report of an impact, in words: what changes, for whom, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import get_args

from handbook.impact.differences.changes import (
    EntryChange,
    Impact,
    KeyChange,
    LimitChange,
    LimitState,
    ValueChange,
)
from handbook.impact.differences.entry import KINDS
from handbook.impact.report.blocks import Block, MarkedText, Paragraph, Report, ReportSection, Table, TaskList
from handbook.impact.report.naming import label_of, say_entry, say_key, say_sides
from handbook.impact.report.sentence import sentence
from handbook.impact.report.tasks import tasks
from handbook.lang.catalogue import Listed, say
from handbook.lang.language import language
from handbook.lang.languages import WRITTEN, Lang
from handbook.schema.guardrails import REGIONS
from handbook.schema.rule_models import CaseEntry

_NAMED = 5  # samples named
_NONE = "—"
_KEPT = 60  # rows of a table in a report; more are counted


def compose(impact: Impact, lang: Lang) -> Report:
    """The whole report in one language."""
    return Report(
        lang,
        say("handbook.impact.title", lang),
        sentence(impact, lang),
        (say("handbook.impact.version", lang), impact.before.digest, impact.after.digest),
        say("handbook.impact.seen_on", lang, day=language(lang).day(impact.today)),
        tuple(section for section in _sections(impact, lang) if section.blocks),
        say("handbook.impact.note", lang),
    )


def _sections(impact: Impact, lang: Lang) -> Iterator[ReportSection]:
    parts = {
        "values": _values,
        "texts": _texts,
        "renamed": _renamed,
        "entries": _entries,
        "staff": _staff,
        "questions": _questions,
        "limits": _limits,
        "tasks": _tasks,
    }
    for name, blocks in parts.items():
        yield ReportSection(say(f"handbook.impact.sections.{name}", lang), tuple(blocks(impact, lang)))


def _values(impact: Impact, lang: Lang) -> Iterator[Block]:
    yield from _table("values", (_value_row(change, lang) for change in impact.values), lang)


def _value_row(change: ValueChange, lang: Lang) -> tuple[str, ...]:
    step, none = change.after or change.before, _NONE
    until = f"{change.since} – {change.until - timedelta(days=1)}" if change.until else str(change.since)
    decision = " ".join(str(part) for part in (step.decided, step.ref) if part) if step else ""
    return (
        change.parameter.entry.label[lang],
        change.name,
        until,
        change.say_before(lang) or none,
        change.say_after(lang) or none,
        say(f"handbook.impact.timing.{change.timing}", lang),
        decision or none,
    )


def _texts(impact: Impact, lang: Lang) -> Iterator[Block]:
    for text in impact.texts:
        title = f"{text.clause.say_number(lang)} {text.clause.entry.title[lang]}"
        about = say(f"handbook.impact.causes.{text.cause}", lang, day=text.day)
        shown = next(each for each in (lang, *WRITTEN) if text.differs_in(each))
        if shown != lang:
            about += say("handbook.impact.only_other", lang)
        elif text.cause == "edited" and not all(map(text.differs_in, WRITTEN)):
            about += say("handbook.impact.not_other", lang)
        yield MarkedText(title, about, text.pieces[shown])


def _renamed(impact: Impact, lang: Lang) -> Iterator[Block]:
    rows = (
        (_kind(entry.entry.kind, lang), label_of(entry.entry, lang) or _NONE, entry.renamed or "", entry.entry.name)
        for entry in impact.renamed
    )
    yield from _table("renamed", rows, lang)


def _entries(impact: Impact, lang: Lang) -> Iterator[Block]:
    """Kind by kind, every key that differs; where there are too many, at least the entries by name."""
    changed = [entry for entry in impact.entries if entry.keys]
    for kind in KINDS:
        rows: list[tuple[str, ...]] = []
        more: list[str] = []
        for entry in (each for each in changed if each.entry.kind == kind):
            if len(rows) + len(entry.keys) > _KEPT and rows:
                more.append(say_entry(entry, lang))
            else:
                rows += [_entry_row(entry, key, impact, lang) for key in entry.keys]
        if rows:
            yield Paragraph(_kind(kind, lang))
            yield from _table("entries", rows, lang)
        if more:
            yield Paragraph(say("handbook.impact.more_entries", lang, names=Listed(tuple(more))))


def _kind(kind: str, lang: Lang) -> str:
    return say(f"handbook.impact.kinds.{kind}", lang)


def _entry_row(change: EntryChange, key: KeyChange, impact: Impact, lang: Lang) -> tuple[str, ...]:
    what = say(f"handbook.impact.states.{change.state}", lang) if not key.path else say_key(change.entry, key, lang)
    roles = {**impact.before.roles, **impact.after.roles}
    about_roles = change.entry.kind == "clause" and (not key.path or key.path[0] in ("roles", "actor"))
    names = {id: role.label[lang] for id, role in roles.items()} if about_roles else {}
    return (say_entry(change, lang), what, *say_sides(change.entry, key, lang, names))


def _staff(impact: Impact, lang: Lang) -> Iterator[Block]:
    rows = (
        (change.case.title[lang], str(change.day), result.label[lang], result.before[lang], result.after[lang])
        for change in impact.staff
        for result in change.results
    )
    yield from _table("staff", rows, lang)
    yield from _not_worked_out(impact, lang)


def _not_worked_out(impact: Impact, lang: Lang) -> Iterator[Block]:
    rows = [
        (
            language(lang).list.join(map(str, failed.days)),
            say(f"handbook.impact.sides.{failed.side}", lang),
            failed.reason[lang],
            _names(failed.cases, lang),
        )
        for failed in impact.not_worked_out
    ]
    if rows:
        yield Paragraph(say("handbook.impact.not_compared", lang))
    yield from _table("not_worked_out", rows, lang)


def _names(cases: tuple[CaseEntry, ...], lang: Lang) -> str:
    names = language(lang).list.join(case.title[lang] for case in cases[:_NAMED])
    return names if len(cases) <= _NAMED else say("handbook.impact.and_others", lang, names=names, n=len(cases))


def _questions(impact: Impact, lang: Lang) -> Iterator[Block]:
    if impact.questions is None:
        yield Paragraph(say("handbook.impact.no_quiz", lang))
        return
    rows = (
        (
            change.stem[lang],
            change.id,
            str(change.day),
            change.before[lang] if change.before else say("handbook.impact.new_question", lang),
            change.after[lang] if change.after else say("handbook.impact.gone_question", lang),
        )
        for change in impact.questions.changes
    )
    yield from _table("questions", rows, lang)


def _limits(impact: Impact, lang: Lang) -> Iterator[Block]:
    for state in get_args(LimitState):
        chosen = [change for change in impact.limits if change.state == state]
        if chosen:
            yield Paragraph(say(f"handbook.impact.limits.{state}", lang))
            yield from _table("limits", (_limit_row(change, lang) for change in chosen), lang)


def _limit_row(change: LimitChange, lang: Lang) -> tuple[str, ...]:
    entry, given = change.guardrail.entry, change.acknowledged
    by = say("handbook.impact.acknowledged", lang, by=given.by, until=given.until) if given else _NONE
    by += say("handbook.impact.acknowledged_anew", lang) if change.outlasts else ""
    return (
        f"{entry.id}: {change.finding.shown[lang]}",
        str(change.finding.since),
        f"{REGIONS[entry.region][lang]} · {entry.cite[lang]}",
        entry.message[lang],
        by,
    )


def _tasks(impact: Impact, lang: Lang) -> Iterator[Block]:
    items = tuple((task.done, task.words[lang]) for task in tasks(impact))
    if items:
        yield TaskList(items)


def _table(head: str, rows: Iterable[tuple[str, ...]], lang: Lang) -> Iterator[Block]:
    """A table under the head of that name, and how many rows were left out; nothing where there is no row."""
    all_rows = tuple(rows)
    if all_rows:
        columns = say(f"handbook.impact.heads.{head}", lang).split(" | ")
        yield Table(tuple(columns), all_rows[:_KEPT])
    if len(all_rows) > _KEPT:
        yield Paragraph(say("handbook.impact.more_rows", lang, n=len(all_rows) - _KEPT))

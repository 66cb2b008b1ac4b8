"""An impact as data for programs: everything, in both languages, nothing left out."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from handbook.impact.differences.changes import EntryChange, Impact, LimitChange, QuestionChange, ValueChange
from handbook.impact.differences.entry import ABSENT, NameOrder
from handbook.impact.report.sentence import sentence
from handbook.impact.report.tasks import tasks
from handbook.lang.languages import WRITTEN, Text


def as_json(impact: Impact) -> str:
    """A JSON object; days are ISO dates, words are objects by language."""
    return json.dumps(as_data(impact), ensure_ascii=False, indent=2)


def as_data(impact: Impact) -> dict[str, Any]:
    """The same as plain data."""
    questions = impact.questions
    return {
        "today": str(impact.today),
        "before": impact.before.digest,
        "after": impact.after.digest,
        "sentence": {lang: sentence(impact, lang) for lang in WRITTEN},
        "values": [_value(change) for change in impact.values],
        "entries": [_entry(entry) for entry in impact.entries],
        "texts": [
            {
                "clause": text.clause.id,
                "day": str(text.day),
                "cause": text.cause,
                "pieces": {lang: [[piece.kind, piece.text] for piece in text.pieces[lang]] for lang in WRITTEN},
            }
            for text in impact.texts
        ],
        "staff": [
            {
                "case": change.case.id,
                "day": str(change.day),
                "results": [
                    {"label": _words(result.label), "before": result.before, "after": result.after}
                    for result in change.results
                ],
            }
            for change in impact.staff
        ],
        "not_worked_out": [
            {
                "days": [str(day) for day in failed.days],
                "side": failed.side,
                "reason": dict(failed.reason),
                "cases": [case.id for case in failed.cases],
            }
            for failed in impact.not_worked_out
        ],
        "limits": [_limit(change) for change in impact.limits],
        "questions": [_question(change) for change in questions.changes] if questions else None,
        "papers": [asdict(paper) for paper in questions.papers] if questions else None,
        "tasks": [{"done": task.done, "words": _words(task.words)} for task in tasks(impact)],
    }


def _value(change: ValueChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "from": str(change.since),
        "until": str(change.until) if change.until else None,
        "kind": change.timing,
        "before": {lang: change.say_before(lang) for lang in WRITTEN},
        "after": {lang: change.say_after(lang) for lang in WRITTEN},
    }


def _entry(change: EntryChange) -> dict[str, Any]:
    """Values as they stand in the files; a key that is not there has none."""
    keys = [
        {"path": list(key.path)}
        | {name: _plain(side) for name, side in (("before", key.before), ("after", key.after)) if side is not ABSENT}
        for key in change.keys
    ]
    entry = change.entry
    data = {"kind": entry.kind, "name": entry.name, "file": entry.file, "state": change.state, "keys": keys}
    return data | ({"renamed": change.renamed} if change.renamed else {})


def _plain(value: Any) -> Any:
    if isinstance(value, NameOrder):
        return list(value.names)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, (Decimal, date)) else value


def _limit(change: LimitChange) -> dict[str, Any]:
    given = change.acknowledged
    return {
        "id": change.guardrail.entry.id,
        "from": str(change.finding.since),
        "passed": change.passed,
        "state": change.state,
        "acknowledged": {"by": given.by, "until": str(given.until)} if given else None,
        "shown": dict(change.finding.shown),
    }


def _question(change: QuestionChange) -> dict[str, Any]:
    answers = {"before": change.before, "after": change.after}
    data = {key: _words(words) if words else None for key, words in answers.items()}
    return {"id": change.id, "clause": change.clause, "day": str(change.day), "stem": _words(change.stem), **data}


def _words(words: Text) -> dict[str, str]:
    return {lang: words[lang] for lang in WRITTEN}

"""An impact as data for programs: everything, in both languages, nothing left out."""

from __future__ import annotations

import json
from typing import Any

from handbook.impact.compare import Impact
from handbook.impact.questions import QuestionChange
from handbook.impact.sentence import sentence
from handbook.impact.tasks import tasks
from handbook.impact.values import ValueChange
from handbook.words import WRITTEN, Words


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
        "entries": [{"name": entry.name, "keys": list(entry.keys)} for entry in impact.entries],
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
                    {"label": _words(amount.label), "before": amount.before, "after": amount.after}
                    for amount in change.amounts
                ],
            }
            for change in impact.staff
        ],
        "limits": [
            {
                "id": change.guardrail.entry.id,
                "from": str(change.finding.since),
                "passed": change.passed,
                "shown": dict(change.finding.shown),
            }
            for change in impact.limits
        ],
        "questions": [_question(change) for change in questions.changes] if questions else None,
        "tasks": [{"done": task.done, "words": _words(task.words)} for task in tasks(impact)],
    }


def _value(change: ValueChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "from": str(change.since),
        "until": str(change.until) if change.until else None,
        "kind": change.kind,
        "before": {lang: change.say_before(lang) for lang in WRITTEN},
        "after": {lang: change.say_after(lang) for lang in WRITTEN},
    }


def _question(change: QuestionChange) -> dict[str, Any]:
    answers = {"before": change.before, "after": change.after}
    told = {key: _words(words) if words else None for key, words in answers.items()}
    return {"id": change.id, "clause": change.clause, "day": str(change.day), "stem": _words(change.stem), **told}


def _words(words: Words) -> dict[str, str]:
    return {lang: words[lang] for lang in WRITTEN}

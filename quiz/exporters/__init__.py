"""The bank in the formats of other systems: one format a file, each a function from neutral questions to bytes.

A further format is a module with a function and a line in `EXPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handbook.book import PolicyBook
from handbook.words import Lang, Words
from quiz.exporters.gift import gift
from quiz.exporters.moodle import moodle
from quiz.exporters.xlsx import PROFILES, xlsx
from quiz.question import KINDS, Kind, Question

Write = Callable[[Sequence[Question], PolicyBook, Lang], bytes]


@dataclass(frozen=True)
class Exporter:
    """A format: what its files end in, what it is, which kinds of question it can express."""

    suffix: str
    title: Words
    kinds: tuple[Kind, ...]
    write: Write


EXPORTERS: Mapping[str, Exporter] = {
    "moodle": Exporter("xml", Words(zh="Moodle XML", en="Moodle XML"), KINDS, moodle),
    "gift": Exporter("gift.txt", Words(zh="GIFT 文本", en="GIFT text"), KINDS, gift),
    "xlsx": Exporter("xlsx", Words(zh="电子表格", en="Spreadsheet"), KINDS, xlsx("generic")),
    "xlsx-exam": Exporter(
        "xlsx", Words(zh="考试平台导入表", en="Import sheet of exam platforms"), PROFILES["exam"].kinds, xlsx("exam")
    ),
}


class Unsound(ValueError):
    """Questions that no format should get; carries what is wrong, a line each."""


def export(name: str, questions: Sequence[Question], book: PolicyBook, lang: Lang) -> tuple[bytes, list[str]]:
    """A file, and the ids of the questions that the format cannot express. Raises Unsound."""
    faults = validate(questions)
    if faults:
        raise Unsound("\n".join(faults))
    exporter = EXPORTERS[name]
    fitting = [question for question in questions if question.kind in exporter.kinds]
    left_out = [question.id for question in questions if question.kind not in exporter.kinds]
    return exporter.write(fitting, book, lang), left_out


def validate(questions: Sequence[Question]) -> list[str]:
    """What is wrong with questions as a format needs them: ids, keys, options."""
    faults = []
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            faults.append(f"{question.id}: the id is there twice")
        seen.add(question.id)
        if not question.id.isascii() or not question.id:
            faults.append(f"{question.id}: the id is not ASCII")
        faults += [f"{question.id}: {fault}" for fault in _key_faults(question)]
    return faults


def _key_faults(question: Question) -> list[str]:
    rights = sum(option.right for option in question.options)
    texts = [option.text.zh for option in question.options]
    faults = ["two options are the same"] if len(set(texts)) < len(texts) else []
    lacking = {
        "single": rights != 1,
        "multiple": rights < 2,
        "true_false": question.truth is None,
        "numeric": question.number is None,
        "ordering": len(question.order) < 2,
        "matching": len(question.pairs) < 2,
    }
    return faults + (["the key is missing"] if lacking[question.kind] else [])

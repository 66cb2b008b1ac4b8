"""The bank in the formats of other systems: one format a file, each a function from neutral questions to bytes.

A further format is a module with a function and a line in `EXPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handbook import Lang, Phrase, PolicyBook, Text
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.gift import gift
from quiz.papers.exporters.moodle import moodle
from quiz.papers.exporters.neutral import Batch, of_paper, validate
from quiz.papers.exporters.xlsx import PROFILES, xlsx
from quiz.papers.paper import Paper
from quiz.question import Question

__all__ = ["EXPORTERS", "Exporter", "Unsound", "export", "export_paper", "validate"]

Write = Callable[[Batch, PolicyBook, Lang], bytes]


@dataclass(frozen=True)
class Exporter:
    """A format: what its files may end in, what it is, which kinds of question and how many options it can express."""

    endings: tuple[str, ...]
    title: Text
    kinds: Collection[str]
    write: Write
    most_options: int = len(LETTERS)

    def fits(self, question: Question) -> bool:
        """Whether the format can express a question without loss."""
        return question.kind in self.kinds and len(question.options) <= self.most_options


def _sheet(profile: str) -> Exporter:
    of = PROFILES[profile]
    return Exporter((".xlsx",), of.title, of.kinds, xlsx(profile), of.most_options)


EXPORTERS: Mapping[str, Exporter] = {
    "moodle": Exporter((".xml",), Phrase("quiz.exports.moodle"), KINDS, moodle),
    "gift": Exporter((".gift.txt", ".gift", ".txt"), Phrase("quiz.exports.gift"), KINDS, gift),
    "xlsx": _sheet("generic"),
    "xlsx-exam": _sheet("exam"),
}


class Unsound(ValueError):
    """Questions that no format should get; carries what is wrong, a line each."""


def export(name: str, questions: Sequence[Question], book: PolicyBook, lang: Lang) -> tuple[bytes, list[str]]:
    """A file, and the ids of the questions that the format cannot express. Raises Unsound."""
    return _export(name, Batch(tuple(questions)), book, lang)


def export_paper(name: str, paper: Paper, book: PolicyBook, lang: Lang) -> tuple[bytes, list[str]]:
    """The same of a paper: its order of questions and options, which the other system is told to keep."""
    return _export(name, of_paper(paper), book, lang)


def _export(name: str, batch: Batch, book: PolicyBook, lang: Lang) -> tuple[bytes, list[str]]:
    faults = validate(batch.questions)
    if faults:
        raise Unsound("\n".join(faults))
    exporter = EXPORTERS[name]
    fitting = tuple(question for question in batch.questions if exporter.fits(question))
    left_out = [question.id for question in batch.questions if not exporter.fits(question)]
    return exporter.write(replace(batch, questions=fitting), book, lang), left_out

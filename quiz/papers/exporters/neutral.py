"""What formats are given: questions of the bank, or those of a paper; and what every format needs of them: ids of
their own, a key, texts that differ and that a file can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook import Words
from quiz.papers.paper import Paper
from quiz.question import Question


@dataclass(frozen=True)
class Batch:
    """Questions for one file. Those of the bank stand in their chapters and their options may be mixed; those of a
    paper stand under its name (`category`), in its order."""

    questions: tuple[Question, ...]
    category: str = ""
    may_mix: bool = True


def of_paper(paper: Paper) -> Batch:
    """The questions of a paper, with the options in the order in which the paper shows them."""
    shown = (replace(item.question, answer=item.question.answer.arranged(item.shown)) for item in paper.items)
    return Batch(tuple(shown), paper.id, may_mix=False)


def validate(questions: Sequence[Question]) -> list[str]:
    """What is wrong with questions, a line each; nothing where any format may have them."""
    faults = []
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            faults.append(f"{question.id}: the id is there twice")
        seen.add(question.id)
        faults += [f"{question.id}: {fault}" for fault in _faults(question)]
    return faults


def _faults(question: Question) -> Iterator[str]:
    if not question.id or not question.id.isascii() or not question.id.isprintable():
        yield "the id is not ASCII"
    yield from question.answer.faults()
    if any(_is_unfit(text) for words in _texts(question) for text in (words.zh, words.en)):
        yield "a text is empty or has signs that no file may hold"


def _texts(question: Question) -> Iterable[Words]:
    yield from (question.stem, question.because, *question.answer.texts())
    for line in question.working:
        yield from (line.label, line.working, line.result)


def _is_unfit(text: str) -> bool:
    """Empty, or with a control character: XML has none but tab and line feeds, and a spreadsheet refuses them."""
    return not text.strip() or any((sign < " " and sign not in "\n\t") or sign in "\x7f\ufffe\uffff" for sign in text)

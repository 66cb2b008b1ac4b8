"""What formats are given is made here, of the questions of a bank or of a frozen paper; and what every format needs of
those: ids of their own, a key, texts that differ and that a file can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handbook import Lang, Words, fitted, say
from quiz.bank import Bank
from quiz.frozen.shapes import FrozenFile, QuestionKey
from quiz.frozen.signs import say_number
from quiz.papers.documents.for_markers import say_line
from quiz.papers.exporters.entries import Answered, Batch, Entry, Number, Options, Pairs, Steps, Truth
from quiz.papers.freezing import halves
from quiz.question import Question


class Unsound(ValueError):
    """Questions that no format should get; carries what is wrong, a line each."""


def of_bank(bank: Bank, questions: Sequence[Question], lang: Lang) -> Batch:
    """Questions of a bank, in the categories of their chapters. Raises Unsound."""
    faults = validate(questions)
    if faults:
        raise Unsound("\n".join(faults))
    book = bank.book
    categories = []
    for chapter in book.chapters:
        entries = tuple(_of_question(each, bank, lang) for each in questions if each.chapter == chapter.id)
        if entries:
            categories.append((chapter.title[lang], entries))
    facts = {"policy": book.digest, "bank": bank.version, "day": bank.day}
    about = say("quiz.exports.about_bank", lang, **facts)
    return Batch(lang, say("quiz.exports.bank", lang), about, bank.day, tuple(categories), may_mix=True)


def of_paper(file: FrozenFile, is_exam: bool = True) -> Batch:
    """The questions of a paper, as version A shows them, in a category of its own; a course is an exam or practice."""
    paper, lang = file.paper, file.paper.language
    number = say_number(paper.number)
    facts = {"number": number, "policy": file.key.drawn.policy, "bank": paper.bank, "day": paper.day}
    entries = tuple(
        _entry(question.as_data(), key, lang, key.clause_number)
        for question, key in zip(paper.questions, file.key.questions)
    )
    title = f"{paper.title} {number}"
    about = say("quiz.exports.about_paper", lang, **facts)
    day, categories = date.fromisoformat(paper.day), ((title, entries),)
    return Batch(lang, title, about, day, categories, may_mix=False, file=file, is_exam=is_exam)


def _of_question(question: Question, bank: Bank, lang: Lang) -> Entry:
    """What there is to choose from is mixed by the question's id, so that what is right does not stand first."""
    shown, key = halves(question, bank, lang, question.id)
    name = f"{key['clause_number']} {bank.book.clauses[question.clause].entry.title[lang]}"
    entry = _entry({**shown, "points": 1}, fitted(QuestionKey, key), lang, name)
    return replace(entry, level=question.level)


def _entry(shown: Mapping[str, Any], key: QuestionKey, lang: Lang, clause_name: str) -> Entry:
    return Entry(
        id=key.id,
        hash=key.hash,
        kind=shown["kind"],
        points=shown["points"],
        stem=shown["stem"],
        answer=_answered(shown, key),
        because=key.because,
        working=tuple(say_line(line, lang) for line in key.working),
        clause=key.clause,
        clause_name=clause_name,
        clause_text=key.text,
    )


def _answered(shown: Mapping[str, Any], key: QuestionKey) -> Answered:
    """By what is right, whatever the kind."""
    options = tuple(shown.get("options", ()))
    if key.right is not None:
        several = shown["kind"] != "single" and len(key.right) > 1
        return Options(options, frozenset(key.right), key.why or ("",) * len(options), several)
    if key.truth is not None:
        return Truth(key.truth)
    if key.number is not None:
        return Number(key.number, shown["unit"])
    if key.order is not None:
        return Steps(options, key.order)
    return Pairs(tuple(shown["lefts"]), options, key.pairs or ())


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

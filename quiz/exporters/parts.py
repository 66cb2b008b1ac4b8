"""What several formats write: the feedback, the chapter, numbers, options in an order of their own."""

from __future__ import annotations

from handbook.book import PolicyBook
from handbook.words import Lang
from quiz.chance import Chance
from quiz.paper import mixed
from quiz.question import Option, Question
from quiz.wording import plain_number, unit_suffix


def feedback(question: Question, book: PolicyBook, lang: Lang) -> str:
    """Why, the working, and the clause."""
    clause = book.clauses[question.clause]
    lines = [question.because[lang]]
    lines += [f"{line.label[lang]}: {line.working[lang]} = {line.result[lang]}" for line in question.working]
    return "\n".join([*lines, f"{clause.say_number(lang)} {clause.entry.title[lang]}"])


def chapter_title(question: Question, book: PolicyBook, lang: Lang) -> str:
    """The chapter of a question, as a category."""
    return next(chapter.title[lang] for chapter in book.chapters if chapter.id == question.chapter)


def number(question: Question) -> str:
    """The digits of a numeric key, without groups."""
    assert question.number is not None
    return plain_number(question.number, None).replace(",", "")


def stem_with_unit(question: Question, lang: Lang) -> str:
    """The stem; of a numeric question with the unit, as fields there have none."""
    unit = unit_suffix(question, lang) if question.kind == "numeric" else ""
    if not unit:
        return question.stem[lang]
    return f"{question.stem[lang]} (unit: {unit})" if lang == "en" else f"{question.stem[lang]}（单位：{unit}）"


def options_mixed(question: Question) -> list[Option]:
    """The options in an order that follows from the id, so that the key is not always the first."""
    return [question.options[index] for index in mixed(question, Chance(question.id))]

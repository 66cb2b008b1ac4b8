"""What several formats write: categories, the feedback, the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handbook import Lang, PolicyBook, language, say
from quiz.chance import Chance
from quiz.papers.exporters.neutral import Batch
from quiz.question import Question


def feedback(question: Question, book: PolicyBook, lang: Lang) -> str:
    """Why, the working, and the clause."""
    clause = book.clauses[question.clause]
    lines = [question.because[lang]]
    colon = language(lang).colon
    lines += [f"{line.label[lang]}{colon}{line.working[lang]} = {line.result[lang]}" for line in question.working]
    source = f"{say('quiz.papers.clause', lang)}{colon}{clause.say_number(lang)} {clause.entry.title[lang]}"
    return "\n".join([*lines, source])


def by_category(batch: Batch, book: PolicyBook, lang: Lang) -> Iterator[tuple[str, list[Question]]]:
    """Paths of categories as Moodle has them, each once, with their questions: chapters in the order of the book, or
    the one of a paper."""
    if batch.category:
        yield f"$course$/top/{batch.category}", list(batch.questions)
        return
    for chapter in book.chapters:
        questions = [question for question in batch.questions if question.chapter == chapter.id]
        if questions:  # a slash in a name is written twice
            yield f"$course$/top/{chapter.title[lang].replace('/', '//')}", questions


def chapter_title(question: Question, book: PolicyBook, lang: Lang) -> str:
    """The chapter of a question, as a category."""
    return next(chapter.title[lang] for chapter in book.chapters if chapter.id == question.chapter)


def stem_with_unit(question: Question, lang: Lang) -> str:
    """The stem; of a numeric question with the unit, as fields there have none."""
    unit = question.answer.unit_suffix(lang)
    if not unit:
        return question.stem[lang]
    return say("quiz.exports.stem_with_unit", lang, stem=question.stem, unit=unit)


def mixed_options(question: Question) -> Question:
    """The question with its options in an order that follows from its id, so that the key is not always the first."""
    return replace(question, answer=question.answer.arranged(question.answer.mixed(Chance(question.id))))

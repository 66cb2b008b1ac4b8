"""The bank as a whole: keys spread over the letters and over the sizes, true and false alike often from each source,
keys neither the longest options in any language nor the roundest numbers of a pattern."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from handbook import LANGS, Lang, Phrase, Place, Problem, written_numbers
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.kinds.evenness import FEW, is_odd
from quiz.lints.located import problem_of
from quiz.lints.normal import shown
from quiz.question import ORIGINS, Question

_SOME = 3  # variants of a pattern
_MOST_LONGEST = 0.45  # of the written single choices; by chance a quarter


def balance_problems(bank: Bank) -> Iterator[Problem]:
    """What is uneven in a bank."""
    questions = list(bank.questions.values())
    for source in ORIGINS:
        yield from _kinds(bank, [each for each in questions if each.source == source], Phrase(f"quiz.parts.{source}"))
    yield from _sizes(bank, [each for each in questions if each.answer.only_right() is not None])
    yield from _lengths(bank, [each for each in questions if each.source == "scenario"])
    yield from _roundness(bank, [each for each in questions if each.answer.only_right() is not None and each.place])


def _kinds(bank: Bank, questions: Sequence[Question], source: Phrase) -> Iterator[Problem]:
    for name, kind in KINDS.items():
        answers = {question.id: question.answer for question in questions if question.kind == name}
        for code, facts in kind.uneven(answers):
            yield Problem(_place(bank), code, "", {**facts, "source": source}, "warning")


def _sizes(bank: Bank, singles: Sequence[Question]) -> Iterator[Problem]:
    """The key at one place too often when the options are put in the order of their size."""
    found = [place for place in map(place_by_size, singles) if place]
    for count in sorted({options for options, _ in found}):
        places = Counter(place for options, place in found if options == count)
        for place, times in places.items():
            if places.total() >= FEW and is_odd(times, places.total(), 1 / count):
                facts = {"count": places.total(), "options": count, "found": times, "place": place + 1}
                yield Problem(_place(bank), "quiz.lint_key_size", "", facts, "warning")


def place_by_size(question: Question) -> tuple[int, int] | None:
    """How many options there are, and how many of them are less than the key; None where they are not all amounts of
    one unit."""
    values, key = _amounts(question), question.answer.only_right() or 0
    return (len(values), sum(value < values[key] for value in values)) if values else None


def _amounts(question: Question) -> list[Decimal]:
    """What the options come to; nothing where they are not all amounts of one unit."""
    found = [list(written_numbers(option.text.zh, "zh")) for option in question.options]
    if any(len(numbers) != 1 for numbers in found) or len({numbers[0].unit for numbers in found}) > 1:
        return []
    return [numbers[0].value for numbers in found]


def _roundness(bank: Bank, singles: Sequence[Question]) -> Iterator[Problem]:
    """Patterns of which the key is the roundest number in every variant."""
    variants: dict[Place | None, list[Question]] = defaultdict(list)
    for question in singles:
        variants[question.place].append(question)
    for questions in variants.values():
        if len(questions) >= _SOME and all(map(_is_roundest, questions)):
            facts = {"count": len(questions), "key": questions[0].answer.say("zh")}
            yield problem_of(bank, questions[0], "quiz.lint_key_round", "warning", **facts)


def _is_roundest(question: Question) -> bool:
    digits = [len(value.normalize().as_tuple().digits) for value in _amounts(question)]
    right = question.answer.only_right() or 0
    return bool(digits) and all(digits[right] < count for place, count in enumerate(digits) if place != right)


def _lengths(bank: Bank, written: list[Question]) -> Iterator[Problem]:
    singles = [question for question in written if question.answer.only_right() is not None]
    for lang in LANGS:
        longest = [question for question in singles if _is_longest(question, lang)]
        if len(singles) >= FEW and len(longest) > _MOST_LONGEST * len(singles):
            facts = {"found": len(singles), "longest": len(longest), "lang": lang}
            yield problem_of(bank, longest[0], "quiz.lint_keys_long", "warning", **facts)
            return


def _is_longest(question: Question, lang: Lang) -> bool:
    key = next(len(shown(option.text, lang)) for option in question.options if option.right)
    return all(len(shown(option.text, lang)) < key for option in question.options if not option.right)


def _place(bank: Bank) -> Place:
    written = [question.place for question in bank.questions.values() if question.place]
    return Place(written[0].file) if written else next(iter(bank.book.clauses.values())).place

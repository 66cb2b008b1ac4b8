"""Questions made from parameters: what a value is, whether a sentence is true, what belongs to what, what is coming."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import takewhile

from handbook import (
    UNITS,
    WRITTEN,
    BandsParameter,
    Clause,
    Lang,
    Listed,
    NumberParameter,
    Parameter,
    Phrase,
    PolicyBook,
    Text,
    Words,
    frozen,
    written_numbers,
)
from quiz.chance import Chance
from quiz.kinds.answer import Answer, Option, Pair
from quiz.kinds.matching import Matching
from quiz.kinds.numeric import Numeric
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.sources.amounts import OFFERED, WrongValue, nearest, offered, say, wrong_values
from quiz.sources.neighbours import Neighbours
from quiz.sources.notes import noted
from quiz.sources.sections import section_titles
from quiz.sources.sentences import Sentence, rises
from quiz.wording import day_words, words

_FEWEST_PAIRS, _MOST_PAIRS = 3, 5


def parameter_questions(book: PolicyBook, day: date, name: str) -> Iterator[Question]:
    """The questions about a parameter alone: its value in force on `day`, and what is scheduled then."""
    parameter = book.parameters[name]
    clauses = [clause for clause in book.users(name) if can_be_said(book, clause, day)] if parameter.entry.quiz else []
    if clauses:
        yield from _Facts(book, day, parameter, clauses[0]).questions(Neighbours(book, day))


@frozen
class _Facts:
    """One parameter and the first clause that shows it."""

    book: PolicyBook
    day: date
    parameter: Parameter
    clause: Clause

    @cached_property
    def sentence(self) -> Sentence:
        """The clause's sentence with the value."""
        return Sentence(self.book, self.clause, self.parameter.name, self.day)

    @cached_property
    def blanked(self) -> Words:
        """The sentence with a blank for the value."""
        return self.sentence.with_blank()

    @cached_property
    def about(self) -> Words:
        """What the questions are about."""
        return about(self.clause)

    @cached_property
    def right(self) -> Words:
        """The value in force, in words."""
        return say(self.parameter, self.parameter.at(self.day))

    @cached_property
    def because(self) -> Words:
        """Why that is right."""
        sentence = self.sentence.with_value()
        number = {lang: self.clause.say_number(lang) for lang in WRITTEN}
        return words("quiz.questions.parameter.because", number=number, sentence=sentence)

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """The facts behind it."""
        return self.book.plain(self.clause.prose, "zh", self.day), self.right.zh

    def questions(self, neighbours: Neighbours) -> Iterator[Question]:
        wrong = self._not_shown(wrong_values(self.parameter, self.day, neighbours))
        shown = offered(self.parameter, self.day, wrong)
        if len(shown) > 1:
            yield self._single(shown)
        yield self._statement(nearest(self.parameter, self.day, wrong))
        if isinstance(self.parameter.entry, NumberParameter):
            yield self._number()
        coming = self.parameter.timeline.next_after(self.day)
        if coming:
            yield self._coming(coming.since, wrong)

    def _not_shown(self, wrong: Sequence[WrongValue]) -> list[WrongValue]:
        """Those that may fit the blank: the sentence does not show them elsewhere, and they keep the order of its
        numbers. What held before or will hold need not: that is a mistake which people make."""
        return [
            each
            for each in wrong
            if not any(each.text[lang] in self.blanked[lang] for lang in WRITTEN)
            and (each.number is None or each.mistake == "previous_value" or self.sentence.in_order(each.number))
        ]

    def _single(self, wrong: Sequence[WrongValue]) -> Question:
        stem = words("quiz.questions.parameter.single", about=self.about, sentence=self.blanked)
        return self._question("single", stem, Single(_options(self.right, wrong)))

    def _number(self) -> Question:
        value = self.parameter.at(self.day)
        assert isinstance(value, Decimal)
        stem = words("quiz.questions.parameter.number", about=self.about, sentence=self.blanked)
        return self._question("number", stem, Numeric(Fraction(value), self.parameter.unit))

    def _statement(self, wrong: Sequence[WrongValue]) -> Question:
        """True or false, by the luck of its id; the wrong value, too, so that a change of numbers changes no truth."""
        chance = Chance(f"{self.parameter.name}.statement")
        last = self.sentence.ends_with_it()  # one sentence is asked as true only once
        truth = not wrong or (last and chance.below(3) > 0)
        shown = None if truth else wrong[chance.below(len(wrong))]
        sentence = self.sentence.with_value(shown.text if shown else None)
        stem = words("quiz.questions.parameter.statement", about=self.about, sentence=sentence)
        because = self.because
        if shown:
            because = words("quiz.questions.parameter.because_not", because=because, why=shown.because)
        return self._question("statement", stem, TrueFalse(truth), because)

    def _coming(self, since: date, wrong: Sequence[WrongValue]) -> Question:
        label, name = self.parameter.entry.label, self.parameter.name
        right = say(self.parameter, self.parameter.at(since))
        now = self.right
        day = day_words(since)
        still = Phrase("quiz.questions.parameter.still", {"then": right})
        options = [WrongValue(now, "previous_value", still, now.zh), *(_not_then(each, day, right) for each in wrong)]
        options = [each for each in options if each.text.zh != right.zh][:OFFERED]
        stem = words("quiz.questions.parameter.coming", label=label, day=day)
        because = words("quiz.questions.parameter.coming_because", day=day, now=now, then=right)
        return Question(
            id=f"{name}.coming",
            clause=self.clause.id,
            roles=tuple(self.clause.entry.roles),
            level=2,
            source="parameter",
            stem=stem,
            because=noted(because, self.book, since, {name}),
            answer=Single(_options(right, options)),
            asks=frozenset({f"{name}@{since}"}),
            tells=frozenset(),
            parameters=(name,),
            basis=(name, str(since), right.zh, now.zh),
        )

    def _question(self, form: str, stem: Words, answer: Answer, because: Words | None = None) -> Question:
        name = self.parameter.name
        tells = self.sentence.values_shown()
        return Question(
            id=f"{name}.{form}",
            clause=self.clause.id,
            roles=tuple(self.clause.entry.roles),
            level=self._level(),
            source="parameter",
            stem=stem,
            because=noted(because or self.because, self.book, self.day, {name, *tells}),
            answer=answer,
            asks=frozenset({name}),
            tells=tells | actor_told(self.book, self.clause, stem),
            parameters=(name,),
            basis=self.basis,
        )

    def _level(self) -> int:
        """To know a number is to know; to keep its unit from another, or a table's steps apart, is to understand."""
        match self.parameter.entry:
            case NumberParameter(unit=unit):
                return 2 if UNITS[unit].mistaken_for else 1
            case BandsParameter():
                return 2
        return 1


def _not_then(wrong: WrongValue, day: Words, right: Words) -> WrongValue:
    """A wrong value as one of what is coming."""
    return replace(wrong, because=Phrase("quiz.questions.wrong.not_then", {"day": day, "right": right}))


def can_be_said(book: PolicyBook, clause: Clause, day: date) -> bool:
    """Whether every value that a clause shows is in force."""
    return all(book.param(name).timeline.covers(day) for name in clause.parameters)


def actor_told(book: PolicyBook, clause: Clause, stem: Words) -> frozenset[str]:
    """The fact who does what a clause says, where a stem names that position."""
    actor = book.roles.get(clause.entry.actor or "")
    return frozenset({f"{clause.id}:actor"} if actor and actor.label.zh in stem.zh else ())


def told(book: PolicyBook, clause: Clause, day: date, stem: Words, *others: Words) -> frozenset[str]:
    """What words that nobody made from data tell of a clause: who does it, and each value that is written out."""
    numbers = {(each.value, each.unit) for text in (stem, *others) for each in written_numbers(text.zh, "zh")}
    values = {name: book.param(name) for name in clause.parameters if book.param(name).timeline.covers(day)}
    shown = {name for name, parameter in values.items() if (parameter.at(day), parameter.unit) in numbers}
    return actor_told(book, clause, stem) | shown


def about(clause: Clause) -> Words:
    """What a question is about: the clause's title in front of the question."""
    return words("quiz.questions.parameter.about", title=clause.entry.title)


def _options(right: Words, wrong: Iterable[WrongValue]) -> tuple[Option, ...]:
    return (Option(right, right=True), *(Option(each.text, mistake=each.mistake, why=each.why) for each in wrong))


def matching_questions(book: PolicyBook, day: date) -> Iterator[Question]:
    """Numbers of one unit that one section of the policy states: what belongs to what. Of several units in a section
    the one with the most numbers, since their questions would read alike."""
    groups: dict[str, dict[str, list[tuple[Parameter, Clause]]]] = defaultdict(lambda: defaultdict(list))
    for parameter in book.parameters.values():
        entry, clauses = parameter.entry, book.users(parameter.name)
        if clauses and entry.quiz and isinstance(entry, NumberParameter) and parameter.timeline.covers(day):
            groups[clauses[0].section][entry.unit].append((parameter, clauses[0]))
    titles = section_titles(book)
    for section, by_unit in groups.items():
        unit, members = max(by_unit.items(), key=lambda each: _count_values(each[1], day))
        if _count_values(members, day) >= _FEWEST_PAIRS and not all(_ranked(members, day, lang) for lang in WRITTEN):
            yield _match(book, day, f"{section}.{unit}.match", titles[section], members[:_MOST_PAIRS])


def _count_values(members: Sequence[tuple[Parameter, Clause]], day: date) -> int:
    return len({parameter.say(day, "zh") for parameter, _ in members})


def _ranked(members: Sequence[tuple[Parameter, Clause]], day: date, lang: Lang) -> bool:
    """Whether the labels alone put the values in order: degrees of one thing, a minor, a serious and a grave breach,
    with values that rise or fall as they do. Degrees are called the same but for a word."""
    labels = [parameter.entry.label[lang] for parameter, _ in members]
    begin = _shared(labels)
    alike = 2 * (begin + _shared([label[begin:][::-1] for label in labels])) >= min(map(len, labels))
    return alike and rises([parameter.at(day) for parameter, _ in members]) is not None


def _shared(texts: Sequence[str]) -> int:
    """With how many signs all of some texts begin alike."""
    return sum(1 for _ in takewhile(lambda signs: len({*signs}) == 1, zip(*texts)))


def _match(
    book: PolicyBook, day: date, id: str, section: Text, members: Sequence[tuple[Parameter, Clause]]
) -> Question:
    pairs = tuple(Pair(parameter.entry.label, say(parameter, parameter.at(day))) for parameter, _ in members)
    clauses = list(dict.fromkeys(clause.id for _, clause in members))
    listed = tuple(words("quiz.questions.parameter.pair", left=pair.left, right=pair.right) for pair in pairs)
    roles = dict.fromkeys(role for _, clause in members for role in clause.entry.roles)
    names = tuple(parameter.name for parameter, _ in members)
    because = words("quiz.questions.parameter.match_because", pairs=Listed(listed, "semicolon"))
    return Question(
        id=id,
        clause=clauses[0],
        roles=tuple(roles),
        level=2,
        source="parameter",
        stem=words("quiz.questions.parameter.match", section=section),
        because=noted(because, book, day, names),
        answer=Matching(pairs),
        asks=frozenset(names),
        parameters=names,
        basis=tuple(f"{parameter.name}={parameter.say(day, 'zh')}" for parameter, _ in members),
    )

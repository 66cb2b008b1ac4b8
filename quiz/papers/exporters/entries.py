"""A question as formats write it: in one language, by what there is to answer, whatever it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handbook import Lang, frozen, language, say
from quiz.frozen.shapes import FrozenFile


@frozen
class Options:
    """One option to choose, or `several`. `rights` are the places of what is right: several, or of which each counts
    alone, as a key may be corrected so. `whys` says of each wrong one why it is wrong, and of the others nothing."""

    texts: tuple[str, ...]
    rights: frozenset[int]
    whys: tuple[str, ...]
    several: bool


@frozen
class Truth:
    """Whether the stem is true."""

    is_true: bool


@frozen
class Number:
    """A number to type: plain decimal digits, and the unit, which is not typed."""

    digits: str
    unit: str


@frozen
class Steps:
    """Steps to be put in order: as they are shown, and the place of each in its right order."""

    texts: tuple[str, ...]
    order: tuple[int, ...]

    def in_order(self) -> tuple[str, ...]:
        """The steps in the right order."""
        return tuple(self.texts[place] for place in self.order)


@frozen
class Pairs:
    """For each text on the left the place of one on the right; several may have the same."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    places: tuple[int, ...]

    def matched(self) -> tuple[tuple[str, str], ...]:
        """The pairs."""
        return tuple((left, self.rights[place]) for left, place in zip(self.lefts, self.places))


Answered = Options | Truth | Number | Steps | Pairs


@frozen
class Entry:
    """A question. `clause` is the clause's id, `clause_name` its number and title, `clause_text` what it says;
    `working` has a line for each step. `level` is 1 to 3, None of a question of a paper, which does not tell it."""

    id: str
    hash: str
    kind: str
    points: int
    stem: str
    answer: Answered
    because: str
    working: tuple[str, ...]
    clause: str
    clause_name: str
    clause_text: str
    level: int | None = None


@frozen
class Batch:
    """Questions for one file, in categories. `title` is of all of them, `about` says which edition they are, `day` is
    the day on which the policy was in force, `made_for` says which consumer takes the file. Options may be shown in
    another order where `may_mix`. `file` is the paper of which they are, None of a bank;
    of a course made of it `is_exam` says whether it is one, else it is practice."""

    lang: Lang
    title: str
    about: str
    day: date
    categories: tuple[tuple[str, tuple[Entry, ...]], ...]
    may_mix: bool
    made_for: str = ""
    file: FrozenFile | None = None
    is_exam: bool = True

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All questions, in the order of the categories."""
        return tuple(entry for _, entries in self.categories for entry in entries)

    def only(self, kept: Sequence[Entry]) -> Batch:
        """The same with no questions but these."""
        ids = {entry.id for entry in kept}
        left = ((name, tuple(each for each in entries if each.id in ids)) for name, entries in self.categories)
        return replace(self, categories=tuple((name, entries) for name, entries in left if entries))


def explanation(entry: Entry, lang: Lang) -> str:
    """Why, the working, and the clause, a line each."""
    return "\n".join([entry.because, *entry.working, source(entry, lang)])


def source(entry: Entry, lang: Lang) -> str:
    """`依据：第七章 第二条 迟到与早退`."""
    return f"{say('quiz.papers.clause', lang)}{language(lang).colon}{entry.clause_name}"


def stem_with_unit(entry: Entry, lang: Lang) -> str:
    """The stem; of a number with the unit, as fields there have none."""
    if isinstance(entry.answer, Number) and entry.answer.unit:
        return say("quiz.exports.stem_with_unit", lang, stem=entry.stem, unit=entry.answer.unit)
    return entry.stem


def stem_with_blank(entry: Entry, lang: Lang) -> str:
    """The stem of a question in which something is to be filled in: with a blank, and the unit."""
    if BLANK in entry.stem or not isinstance(entry.answer, Number):
        return stem_with_unit(entry, lang)
    return say("quiz.exports.stem_with_blank", lang, stem=entry.stem, unit=entry.answer.unit).rstrip()


BLANK = "__"  # two signs or more


def one_line(text: str) -> str:
    """A text without line breaks and tabs, which end a field or a question in formats of plain text."""
    return " ".join(text.split("\n")).replace("\t", " ")

"""Papers: so many questions of these chapters and levels, drawn by a seed. The site draws the same (`paper.js`).

A paper never has two questions of which one tells what the other asks; it takes each clause once before it takes
any twice; within a kind, right answers are spread over the letters. What cannot be had is refused with what can.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quiz.chance import Chance, hash32
from quiz.kinds import KINDS
from quiz.kinds.answer import Answer
from quiz.papers.item import Item
from quiz.question import LEVELS, Question, clash

MAX_QUESTIONS = 100
MAX_SEED = 40  # characters
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that people take for digits


@dataclass(frozen=True)
class Request:
    """What a trainer asks for. Empty tuples mean all; `mix` is the percentages of levels 1, 2, 3, or empty for any."""

    number: int
    seed: str
    chapters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    mix: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The request in one line, the same for the same paper whatever the order in which things were chosen."""
        parts: list[list[str]] = [
            sorted(self.chapters),
            sorted(self.roles),
            sorted(self.kinds),
            list(map(str, self.mix)),
        ]
        return "|".join([str(self.number), *(",".join(part) for part in parts), self.seed])


class Impossible(ValueError):
    """There are not so many questions. `possible` is how many there are in all, `by_level` of each level asked for."""

    def __init__(self, wanted: Mapping[int, int], by_level: Mapping[int, int], possible: int) -> None:
        self.wanted, self.by_level, self.possible = dict(wanted), dict(by_level), possible
        super().__init__(f"at most {possible} questions")


@dataclass(frozen=True)
class Paper:
    """A paper that was drawn. `version` is the bank's, `id` follows from version and request."""

    id: str
    version: str
    day: date
    request: Request
    items: tuple[Item, ...]

    def parts(self) -> Iterable[tuple[type[Answer], list[Item]]]:
        """The questions by kind, in the order of the paper."""
        for name, kind in KINDS.items():
            items = [item for item in self.items if item.question.kind == name]
            if items:
                yield kind, items


def draw(questions: Iterable[Question], version: str, day: date, request: Request) -> Paper:
    """Draw a paper. Raises Impossible."""
    pool = sorted((each for each in questions if _fits(each, request)), key=lambda question: question.id)
    chance = Chance(f"{version}/{request.text}")
    chosen = _choose(chance.shuffled(pool), request)
    places = {kind: place for place, kind in enumerate(KINDS)}
    chosen.sort(key=lambda question: places[question.kind])  # stable: within a kind as drawn
    return Paper(paper_id(version, request), version, day, request, tuple(_present(chosen, chance)))


def paper_id(version: str, request: Request) -> str:
    """Eight signs that people can read to each other: `7F3K-2Q9D`."""
    text = f"{version}/{request.text}"
    number = hash32(text) << 32 | hash32(f"{text}/")
    signs = "".join(_BASE32[number >> shift & 31] for shift in range(0, 40, 5))
    return f"{signs[:4]}-{signs[4:]}"


def shares(number: int, mix: Sequence[int]) -> dict[int, int]:
    """How many of each level: largest remainders, so that they sum to `number`; a tie goes to the lower level."""
    parts = {level: number * share for level, share in zip(LEVELS, mix)}
    counts = {level: part // 100 for level, part in parts.items()}
    left = number - sum(counts.values())
    for level in sorted(parts, key=lambda level: (-(parts[level] % 100), level))[:left]:
        counts[level] += 1
    return counts


def _fits(question: Question, request: Request) -> bool:
    return (
        (not request.chapters or question.chapter in request.chapters)
        and (not request.roles or bool(set(question.roles) & set(request.roles)))
        and (not request.kinds or question.kind in request.kinds)
    )


def _choose(pool: Sequence[Question], request: Request) -> list[Question]:
    """Go through the mixed questions twice: first for clauses that the paper has not yet, then for all."""
    left = shares(request.number, request.mix) if request.mix else {0: request.number}
    wanted = dict(left)
    chosen: list[Question] = []
    for fresh in (True, False):
        clauses = {question.clause for question in chosen}
        for question in pool:
            level = question.level if request.mix else 0
            if not left.get(level) or question in chosen or (fresh and question.clause in clauses):
                continue
            if any(clash(question, other) for other in chosen):
                continue
            chosen.append(question)
            clauses.add(question.clause)
            left[level] -= 1
    if any(left.values()):
        raise Impossible(wanted, {level: wanted[level] - left[level] for level in wanted}, len(chosen))
    return chosen


def _present(chosen: Sequence[Question], chance: Chance) -> Iterable[Item]:
    """Number the questions and mix what they show; the right letters come from decks, so that none comes too often."""
    decks: dict[int, list[int]] = {}
    for number, question in enumerate(chosen, 1):
        answer, key = question.answer, question.answer.only_right()
        if key is None:
            shown = answer.mixed(chance)
        else:
            shown = _with_key_at(_next_place(decks, answer.count, chance), key, answer.count, chance)
        yield Item(number, question, tuple(shown))


def _next_place(decks: dict[int, list[int]], count: int, chance: Chance) -> int:
    if not decks.get(count):
        decks[count] = chance.shuffled(range(count))
    return decks[count].pop()


def _with_key_at(place: int, key: int, count: int, chance: Chance) -> list[int]:
    others = chance.shuffled([index for index in range(count) if index != key])
    return [*others[:place], key, *others[place:]]

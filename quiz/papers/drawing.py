"""Drawing a paper: so many questions of these chapters, kinds and levels, by a seed. The site draws the same
(`exam/draw.js`).

A paper never has two questions of which one tells what the other asks; it takes each clause once before it takes any
twice. What cannot be had is refused with what can.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from handbook import frozen
from quiz.bank import Bank
from quiz.chance import Chance
from quiz.frozen.shapes import MOST_QUESTIONS
from quiz.frozen.signs import base32
from quiz.kinds import KINDS
from quiz.question import LEVELS, Question, clash

MAX_SEED = 40  # characters
__all__ = ["MAX_SEED", "MOST_QUESTIONS", "Impossible", "Request", "draw", "new_seed", "shares"]


@frozen
class Request:
    """What a trainer asks for. Empty tuples mean all; `mix` is the percentages of levels 1, 2, 3, or empty for any.
    `without` are the numbers of earlier papers, of which no question comes again."""

    count: int
    seed: str
    chapters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    mix: tuple[int, ...] = ()
    must_know: bool = False
    changed_since: date | None = None
    without: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The request in one line, the same for the same paper whatever the order in which things were chosen."""
        lists = [sorted(self.chapters), sorted(self.roles), sorted(self.kinds), list(map(str, self.mix))]
        since = str(self.changed_since or "")
        parts = [str(self.count), *map(",".join, lists), "must" * self.must_know, since, ",".join(sorted(self.without))]
        return "|".join([*parts, self.seed])


class Impossible(ValueError):
    """There are not so many questions. `possible` is how many there are in all, `by_level` of each level asked for."""

    def __init__(self, wanted: Mapping[int, int], by_level: Mapping[int, int], possible: int) -> None:
        self.wanted, self.by_level, self.possible = dict(wanted), dict(by_level), possible
        super().__init__(f"at most {possible} questions")


def new_seed() -> str:
    """A seed that nobody can guess, 40 bits: who knows a seed can draw the paper, and the key, beforehand."""
    return base32(secrets.token_bytes(5), 8)


def draw(bank: Bank, request: Request, used: Collection[str] = ()) -> tuple[Question, ...]:
    """The questions of a paper, in its order, without those `used` by earlier ones. Raises Impossible."""
    pool = [each for each in bank.questions.values() if each.id not in used and _fits(each, bank, request)]
    chosen = _choose(Chance(request.text).shuffled(pool), request)
    places = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(chosen, key=lambda question: places[question.kind]))  # within a kind as drawn


def shares(number: int, mix: Sequence[int]) -> dict[int, int]:
    """How many of each level: largest remainders, so that they sum to `number`; a tie goes to the lower level."""
    parts = {level: number * share for level, share in zip(LEVELS, mix)}
    counts = {level: part // 100 for level, part in parts.items()}
    left = number - sum(counts.values())
    for level in sorted(parts, key=lambda level: (-(parts[level] % 100), level))[:left]:
        counts[level] += 1
    return counts


def _fits(question: Question, bank: Bank, request: Request) -> bool:
    return (
        (not request.chapters or question.chapter in request.chapters)
        and (not request.roles or bool(set(question.roles) & set(request.roles)))
        and (not request.kinds or question.kind in request.kinds)
        and (not request.must_know or bank.book.clauses[question.clause].entry.must_know)
        and (request.changed_since is None or bank.changed.get(question.clause, date.min) >= request.changed_since)
    )


def _choose(pool: Sequence[Question], request: Request) -> list[Question]:
    """Go through the mixed questions twice: first for clauses that the paper has not yet, then for all."""
    left = shares(request.count, request.mix) if request.mix else {0: request.count}
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

"""Questions made from the order of the clauses and from who does what: what comes next, in which order, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from handbook import WRITTEN, Clause, Listed, PolicyBook, Section, Words
from quiz.chance import Chance
from quiz.kinds.answer import Option
from quiz.kinds.multiple import Multiple
from quiz.kinds.ordering import Ordering
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.wording import words

_FEWEST, _MOST = 4, 5  # steps to put in order at a time
_FEWEST_WRONG, _MOST_WRONG = 2, 3  # options beside the right one
_OWN, _OTHERS = 3, 2  # options of a question on what belongs to a role


def workflow_questions(book: PolicyBook) -> Iterator[Question]:
    """Questions on every ordered section, and on every clause that has an actor."""
    ordered = [section for chapter in book.chapters for section in chapter.sections if section.ordered]
    for section in ordered:
        yield from _order(section)
        yield from _next(section, ordered)
        yield from _who(book, section)
    yield from _duties(book)


def _order(section: Section) -> Iterator[Question]:
    """Runs of steps to put in order; a long workflow is asked in overlapping parts."""
    steps = _always(section)
    if len(steps) < _FEWEST:
        return
    starts = [0] if len(steps) <= _MOST else [0, len(steps) - _MOST]
    for part, start in enumerate(starts, 1):
        run = steps[start : start + _MOST]
        yield Question(
            id=f"{_name(section)}.order.{part}",
            clause=run[0].id,
            roles=_roles(run),
            level=2,
            source="workflow",
            stem=words("quiz.questions.workflow.order", section=section.title),
            because=_in_order(run),
            answer=Ordering(tuple(step.entry.title for step in run)),
            asks=frozenset(_fact(section, step) for step in run[:-1]),
            basis=tuple(step.id for step in run),
        )


def _next(section: Section, all_sections: Sequence[Section]) -> Iterator[Question]:
    """What follows a step. Wrong: a step later, a step back, a step of another workflow.

    Nothing is asked over a step that only comes now and then: with it and without it, another step is the next.
    """
    steps = _always(section)
    elsewhere = [step for other in all_sections if other is not section for step in other.clauses]
    neighbours = {(one.id, other.id) for one, other in zip(section.clauses, section.clauses[1:])}
    for index, (step, following) in enumerate(zip(steps, steps[1:])):
        if (step.id, following.id) not in neighbours:
            continue
        wrong = []
        if index + 2 < len(steps):
            why = words("quiz.questions.workflow.skips")
            wrong.append(Option(steps[index + 2].entry.title, mistake="skipped_step", why=why))
        if index:
            why = words("quiz.questions.workflow.done")
            wrong.append(Option(steps[index - 1].entry.title, mistake="skipped_step", why=why))
        if elsewhere:
            other = Chance(following.id).shuffled(elsewhere)[0]
            why = words("quiz.questions.workflow.elsewhere")
            wrong.append(Option(other.entry.title, mistake="wrong_rule", why=why))
        if len(wrong) < _FEWEST_WRONG:
            continue
        yield Question(
            id=f"{following.id}.next",
            clause=following.id,
            roles=_roles([step, following]),
            level=2,
            source="workflow",
            stem=words("quiz.questions.workflow.next", section=section.title, step=step.entry.title),
            because=_in_order(steps[max(index - 1, 0) : index + 3]),
            answer=Single((Option(following.entry.title, right=True), *wrong)),
            asks=frozenset({_fact(section, step)}),
            basis=(step.id, following.id),
        )


def _who(book: PolicyBook, section: Section) -> Iterator[Question]:
    """Who takes a step that not everybody would expect of that person: the one with another actor than the rest."""
    actors = [step.entry.actor for step in section.clauses if step.entry.actor]
    usual = max(set(actors), key=lambda actor: (actors.count(actor), actor)) if actors else None
    likely = _likely(book)
    for step in section.clauses:
        actor = step.entry.actor
        others = [role for role in likely if role != actor]
        if actor and len(others) >= _FEWEST_WRONG and (actor != usual or step.entry.must_know):
            why = words("quiz.questions.workflow.not_theirs")
            wrong = [Option(book.roles[role].label, mistake="swapped_roles", why=why) for role in others[:_MOST_WRONG]]
            label = book.roles[actor].label
            yield Question(
                id=f"{step.id}.who",
                clause=step.id,
                roles=tuple(step.entry.roles),
                level=1,
                source="workflow",
                stem=words("quiz.questions.workflow.who", section=section.title, step=step.entry.title),
                because=words("quiz.questions.workflow.who_because", role=label),
                answer=Single((Option(label, right=True), *wrong)),
                asks=frozenset({f"{step.id}:actor"}),
                basis=(step.id, actor),
            )


def _likely(book: PolicyBook) -> list[str]:
    """The roles, the likeliest to be taken for another first: who acts most often, then whom most clauses concern."""
    acts = Counter(clause.entry.actor for clause in book.clauses.values())
    concerns = Counter(role for clause in book.clauses.values() for role in clause.entry.roles)
    return sorted(book.roles, key=lambda role: (-acts[role], -concerns[role]))


def _duties(book: PolicyBook) -> Iterator[Question]:
    """Whose duty: outside workflows, clauses that name who does them."""
    duties = [
        clause
        for chapter in book.chapters
        for section in chapter.sections
        if not section.ordered
        for clause in section.clauses
        if clause.entry.actor
    ]
    for clause in duties:
        others = [other.entry.actor for other in duties if other.entry.actor != clause.entry.actor]
        if others:
            yield _duty(book, clause, Chance(clause.id), sorted(set(filter(None, others))))
    for role in dict.fromkeys(clause.entry.actor for clause in duties):
        own = [clause for clause in duties if clause.entry.actor == role]
        strangers = [clause for clause in duties if clause.entry.actor != role]
        if role and len(own) >= _OWN and len(strangers) >= _OTHERS:
            yield from _duties_of(book, role, own, strangers)


def _duty(book: PolicyBook, clause: Clause, chance: Chance, others: Sequence[str]) -> Question:
    actor = clause.entry.actor or ""
    truth = bool(chance.below(2))
    named = book.roles[actor if truth else others[chance.below(len(others))]].label
    return Question(
        id=f"{clause.id}.duty",
        clause=clause.id,
        roles=tuple(clause.entry.roles),
        level=1,
        source="workflow",
        stem=words("quiz.questions.workflow.duty", duty=clause.entry.title, role=named),
        because=words("quiz.questions.workflow.duty_because", role=book.roles[actor].label),
        answer=TrueFalse(truth),
        asks=frozenset({f"{clause.id}:actor"}),
        basis=(clause.id, actor),
    )


def _duties_of(book: PolicyBook, role: str, own: Sequence[Clause], strangers: Sequence[Clause]) -> Iterator[Question]:
    label = book.roles[role].label
    why = words("quiz.questions.workflow.other_duty")
    for part, start in enumerate(range(0, len(own) - _OWN + 1, _OWN), 1):
        right = own[start : start + _OWN]
        duties = Listed(tuple(Words(zh=each.entry.title.zh, en=each.entry.title.en.lower()) for each in right))
        wrong = Chance(f"{role}.{part}").shuffled(strangers)[:_OTHERS]
        yield Question(
            id=f"duties.{role}.{part}",
            clause=right[0].id,
            roles=_roles(right),
            level=2,
            source="workflow",
            stem=words("quiz.questions.workflow.duties", role=label),
            because=words("quiz.questions.workflow.duties_because", role=label, duties=duties),
            answer=Multiple(
                (
                    *(Option(each.entry.title, right=True) for each in right),
                    *(Option(each.entry.title, mistake="swapped_roles", why=why) for each in wrong),
                )
            ),
            asks=frozenset(f"{each.id}:actor" for each in (*right, *wrong)),
            basis=tuple(each.id for each in (*right, *wrong)),
        )


def _in_order(steps: Sequence[Clause]) -> Words:
    titles = [step.entry.title for step in steps]
    joined = {lang: " → ".join(title[lang] for title in titles) for lang in WRITTEN}
    return words("quiz.questions.workflow.in_order", steps=joined)


def _name(section: Section) -> str:
    return section.clauses[0].id.rpartition(".")[0]


def _always(section: Section) -> list[Clause]:
    """The steps that come every time; of the others nobody can say where in the order they are."""
    return [step for step in section.clauses if step.entry.only_if is None]


def _fact(section: Section, step: Clause) -> str:
    """That one step follows another."""
    return f"{_name(section)}:{[each.id for each in section.clauses].index(step.id)}"


def _roles(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for clause in clauses for role in clause.entry.roles))

"""Questions made from the order of the clauses and from who does what: what comes next, in which order, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from handbook.lang.words import Words
from handbook.policy.book import Clause, PolicyBook, Section
from quiz.chance import Chance
from quiz.kinds.answer import Option
from quiz.kinds.multiple import Multiple
from quiz.kinds.ordering import Ordering
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question

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
            stem=Words(
                zh=f"请把“{section.title.zh}”的这几步按先后排好。",
                en=f"Put these steps of the “{section.title.en}” in order.",
            ),
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
            why = Words(zh="这样就漏了一步。", en="That skips a step.")
            wrong.append(Option(steps[index + 2].entry.title, mistake="skipped_step", why=why))
        if index:
            why = Words(zh="这一步前面已经做过了。", en="That has been done already.")
            wrong.append(Option(steps[index - 1].entry.title, mistake="skipped_step", why=why))
        if elsewhere:
            other = Chance(following.id).shuffled(elsewhere)[0]
            why = Words(zh="这是另一个流程里的步骤。", en="That is a step of another workflow.")
            wrong.append(Option(other.entry.title, mistake="wrong_rule", why=why))
        if len(wrong) < _FEWEST_WRONG:
            continue
        title = step.entry.title
        yield Question(
            id=f"{following.id}.next",
            clause=following.id,
            roles=_roles([step, following]),
            level=2,
            source="workflow",
            stem=Words(
                zh=f"在“{section.title.zh}”里，“{title.zh}”之后的下一步是什么？",
                en=f"In the “{section.title.en}”, what is the next step after “{title.en}”?",
            ),
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
            why = Words(zh="这一步不由他负责。", en="This step is not theirs.")
            wrong = [Option(book.roles[role].label, mistake="swapped_roles", why=why) for role in others[:_MOST_WRONG]]
            title, label = step.entry.title, book.roles[actor].label
            yield Question(
                id=f"{step.id}.who",
                clause=step.id,
                roles=tuple(step.entry.roles),
                level=1,
                source="workflow",
                stem=Words(
                    zh=f"“{section.title.zh}”里的“{title.zh}”由谁负责？",
                    en=f"Who is responsible for “{title.en}” in the “{section.title.en}”?",
                ),
                because=Words(zh=f"这一步由{label.zh}负责。", en=f"It is done by: {label.en}."),
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
    title, label = clause.entry.title, book.roles[actor].label
    return Question(
        id=f"{clause.id}.duty",
        clause=clause.id,
        roles=tuple(clause.entry.roles),
        level=1,
        source="workflow",
        stem=Words(
            zh=f"“{title.zh}”是{named.zh}的岗位职责。",
            en=f"“{title.en}” is among the duties of this position: {named.en}.",
        ),
        because=Words(zh=f"这是{label.zh}的岗位职责。", en=f"The duty belongs to: {label.en}."),
        answer=TrueFalse(truth),
        asks=frozenset({f"{clause.id}:actor"}),
        basis=(clause.id, actor),
    )


def _duties_of(book: PolicyBook, role: str, own: Sequence[Clause], strangers: Sequence[Clause]) -> Iterator[Question]:
    label = book.roles[role].label
    why = Words(zh="这是别的岗位的职责。", en="That is another position's duty.")
    for part, start in enumerate(range(0, len(own) - _OWN + 1, _OWN), 1):
        right = own[start : start + _OWN]
        wrong = Chance(f"{role}.{part}").shuffled(strangers)[:_OTHERS]
        yield Question(
            id=f"duties.{role}.{part}",
            clause=right[0].id,
            roles=_roles(right),
            level=2,
            source="workflow",
            stem=Words(
                zh=f"下面哪些是{label.zh}的岗位职责？", en=f"Which of these are duties of this position: {label.en}?"
            ),
            because=Words(
                zh=f"{label.zh}负责：" + "、".join(each.entry.title.zh for each in right) + "。",
                en=f"{label.en}: " + ", ".join(each.entry.title.en.lower() for each in right) + ".",
            ),
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
    return Words(
        zh="先后是：" + " → ".join(step.entry.title.zh for step in steps) + "。",
        en="The order is: " + " → ".join(step.entry.title.en for step in steps) + ".",
    )


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

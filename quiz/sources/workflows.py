"""Questions made from the order of the clauses and from who does what: what comes next, in which order, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from handbook import WRITTEN, Clause, Fact, Listed, PolicyBook, Section, Text, Words
from quiz.chance import Chance
from quiz.kinds.answer import Mistake, Option
from quiz.kinds.multiple import Multiple
from quiz.kinds.ordering import Ordering
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.sources.sections import section_titles
from quiz.wording import words

_FEWEST, _MOST = 4, 5  # steps to put in order at a time
_FEWEST_WRONG, _MOST_WRONG = 2, 3  # options beside the right one
_ONE_IN = 2  # statements on whose a duty is, is true
_OWN, _OTHERS = 3, 2  # options of a question on what belongs to a role


def workflow_questions(book: PolicyBook) -> Iterator[Question]:
    """Questions on every ordered section, and on every clause that has an actor."""
    ordered = [section for chapter in book.chapters for section in chapter.sections if section.ordered]
    titles = section_titles(book)
    for section in ordered:
        title = titles[_name(section)]
        yield from _order(section, title)
        yield from _next(section, title, ordered)
        yield from _who(book, section, title)
    yield from _duties(book)


def _order(section: Section, title: Text) -> Iterator[Question]:
    """Runs of steps to put in order; a long workflow is asked in overlapping parts."""
    steps = _always(section)
    if len(steps) < _FEWEST:
        return
    parts = {"order": 0} if len(steps) <= _MOST else {"order_first": 0, "order_last": len(steps) - _MOST}
    for part, (key, start) in enumerate(parts.items(), 1):
        run = steps[start : start + _MOST]
        form = key.replace("order", "left_out") if len(steps) < len(section.clauses) else key
        yield Question(
            id=f"{_name(section)}.order.{part}",
            clause=run[0].id,
            roles=_roles(run),
            level=2,
            source="workflow",
            stem=words(f"quiz.questions.workflow.{form}", section=title, n=len(run)),
            because=_in_order(run),
            answer=Ordering(tuple(step.entry.title for step in run)),
            asks=frozenset(_fact(section, step) for step in run[:-1]),
            basis=tuple(step.id for step in run),
        )


def _next(section: Section, title: Text, all_sections: Sequence[Section]) -> Iterator[Question]:
    """What follows a step. Wrong: a step later, a step back, a step of another workflow.

    Nothing is asked over a step that only comes now and then: with it and without it, another step is the next.
    """
    steps = _always(section)
    neighbours = {(one.id, other.id) for one, other in zip(section.clauses, section.clauses[1:])}
    for index, (step, following) in enumerate(zip(steps, steps[1:])):
        wrong = list(_wrong_steps(section, steps, index, all_sections))
        if (step.id, following.id) in neighbours and len(wrong) >= _FEWEST_WRONG:
            yield Question(
                id=f"{following.id}.next",
                clause=following.id,
                roles=_roles([step, following]),
                level=2,
                source="workflow",
                stem=words("quiz.questions.workflow.next", section=title, step=step.entry.title),
                because=_in_order(steps[max(index - 1, 0) : index + 3]),
                answer=Single((Option(following.entry.title, right=True), *wrong)),
                asks=frozenset({_fact(section, step)}),
                basis=(step.id, following.id),
            )


def _wrong_steps(
    section: Section, steps: Sequence[Clause], index: int, all_sections: Sequence[Section]
) -> Iterator[Option]:
    """What does not follow the step at `index`."""
    step, following = steps[index], steps[index + 1]

    def option(wrong: Clause, mistake: Mistake, key: str, **facts: Fact) -> Option:
        title, right = wrong.entry.title, following.entry.title
        why = words(f"quiz.questions.workflow.{key}", wrong=title, right=right, step=step.entry.title, **facts)
        return Option(title, mistake=mistake, why=why)

    if index + 2 < len(steps):
        yield option(steps[index + 2], "skipped_step", "skips")
    if index:
        yield option(steps[index - 1], "skipped_step", "done")
    elsewhere = [(other, each) for other in all_sections if other is not section for each in other.clauses]
    for other, wrong in Chance(following.id).shuffled(elsewhere):
        if not _alike(wrong, following) and not _alike(wrong, step):
            yield option(wrong, "wrong_rule", "elsewhere", section=other.title)
            return


def _alike(one: Clause, other: Clause) -> bool:
    """Whether the titles of two steps have a Chinese word in common, so that one could be taken to mean the other."""
    titles = [each.entry.title.zh for each in (one, other)]
    pairs = [{title[at : at + 2] for at in range(len(title) - 1)} for title in titles]
    return bool(pairs[0] & pairs[1])


def _who(book: PolicyBook, section: Section, title: Text) -> Iterator[Question]:
    """Who takes a step, where the work passes from one to another; elsewhere everybody would know."""
    steps, likely = section.clauses, _likely(book)
    for index, step in enumerate(steps):
        beside = [each.entry.actor for each in steps[max(index - 1, 0) : index + 2] if each.entry.actor]
        actor = step.entry.actor
        others = [role for role in likely if role not in _doers(step)]
        if actor and len(set(beside)) > 1 and len(others) >= _FEWEST_WRONG:
            label = book.roles[actor].label
            wrong = [_wrong_role(book, section, step, role) for role in others[:_MOST_WRONG]]
            yield Question(
                id=f"{step.id}.who",
                clause=step.id,
                roles=tuple(step.entry.roles),
                level=1,
                source="workflow",
                stem=words("quiz.questions.workflow.who", section=title, step=step.entry.title),
                because=words("quiz.questions.workflow.who_because", role=label),
                answer=Single((Option(label, right=True), *wrong)),
                asks=frozenset({f"{step.id}:actor"}),
                basis=(step.id, actor),
            )


def _wrong_role(book: PolicyBook, section: Section, step: Clause, role: str) -> Option:
    """Somebody who does not take a step, and what that position does instead."""
    label, actor = book.roles[role].label, book.roles[step.entry.actor or ""].label
    others = (each for chapter in book.chapters for each in chapter.sections if each.ordered)
    steps = (clause.entry for each in (section, *others) for clause in each.clauses)
    other = next((each.title for each in steps if each.actor == role), None)
    facts = {"role": label, "actor": actor}
    why = words("quiz.questions.workflow.who_none", **facts)
    if other:
        why = words("quiz.questions.workflow.who_else", **facts, other=other)
    return Option(label, mistake="swapped_roles", why=why)


def _doers(clause: Clause) -> set[str]:
    """Whose work a clause is: the actor's, and of others who do part of it."""
    return {clause.entry.actor or "", *clause.entry.shared_with}


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
    actors = {clause.entry.actor or "" for clause in duties}
    for clause in duties:
        others = sorted(actors - _doers(clause))
        if others:  # what everybody does is nobody's alone, and could only be true
            yield _duty(book, clause, Chance(clause.id), others)
    for role in dict.fromkeys(clause.entry.actor for clause in duties):
        own = [clause for clause in duties if clause.entry.actor == role]
        strangers = [clause for clause in duties if role not in _doers(clause)]
        if role and len(own) >= _OWN and len(strangers) >= _OTHERS:
            yield _duties_of(book, role, own, strangers)


def _duty(book: PolicyBook, clause: Clause, chance: Chance, others: Sequence[str]) -> Question:
    """Whether what a clause says is the duty of its actor, or of somebody who does none of it."""
    actor, number = clause.entry.actor or "", {lang: clause.say_number(lang) for lang in WRITTEN}
    truth = chance.below(_ONE_IN) == 0
    named = book.roles[actor if truth else others[chance.below(len(others))]].label
    return Question(
        id=f"{clause.id}.duty",
        clause=clause.id,
        roles=tuple(clause.entry.roles),
        level=1,
        source="workflow",
        stem=words("quiz.questions.workflow.duty", duty=_what_is_done(clause, book.roles[actor].label), role=named),
        because=words("quiz.questions.workflow.duty_because", number=number, role=book.roles[actor].label),
        answer=TrueFalse(truth),
        asks=frozenset({f"{clause.id}:actor", f"{clause.id}:text"}),
        basis=(clause.id, actor),
    )


def _what_is_done(clause: Clause, actor: Words) -> Words:
    """What the source's text says its actor does, without naming the actor; the title where it does not begin so."""
    text, title = clause.entry.text, clause.entry.title
    zh, en = text.zh.partition("。")[0], " ".join(text.en.partition(". ")[0].split()).rstrip(".")
    subjects = {"zh": actor.zh, "en": f"the {actor.en} "}
    if not zh.startswith(subjects["zh"]) or not en.lower().startswith(subjects["en"].lower()) or "{{" in zh:
        return title
    begins = len(subjects["en"])
    return Words(zh=zh[len(subjects["zh"]) :], en=en[begins : begins + 1].upper() + en[begins + 1 :])


def _duties_of(book: PolicyBook, role: str, own: Sequence[Clause], strangers: Sequence[Clause]) -> Question:
    """Which of some duties are a role's."""
    label, chance = book.roles[role].label, Chance(f"duties.{role}")
    right = sorted(chance.shuffled(own)[:_OWN], key=own.index)
    wrong = chance.shuffled(strangers)[:_OTHERS]
    duties = Listed(tuple(Words(zh=each.entry.title.zh, en=each.entry.title.en.lower()) for each in right))
    return Question(
        id=f"duties.{role}",
        clause=right[0].id,
        roles=_roles(right),
        level=2,
        source="workflow",
        stem=words("quiz.questions.workflow.duties", role=label),
        because=words("quiz.questions.workflow.duties_because", role=label, duties=duties),
        answer=Multiple(
            (
                *(Option(each.entry.title, right=True) for each in right),
                *(_other_duty(book, each) for each in wrong),
            )
        ),
        asks=frozenset(f"{each.id}:actor" for each in (*right, *wrong)),
        basis=tuple(each.id for each in (*right, *wrong)),
    )


def _other_duty(book: PolicyBook, clause: Clause) -> Option:
    title, role = clause.entry.title, book.roles[clause.entry.actor or ""].label
    why = words("quiz.questions.workflow.other_duty", duty=title, role=role)
    return Option(title, mistake="swapped_roles", why=why)


def _in_order(steps: Sequence[Clause]) -> Words:
    titles = [step.entry.title for step in steps]
    joined = {lang: " → ".join(title[lang] for title in titles) for lang in WRITTEN}
    return words("quiz.questions.workflow.in_order", steps=joined)


def _name(section: Section) -> str:
    return section.clauses[0].section


def _always(section: Section) -> list[Clause]:
    """The steps that come every time; of the others nobody can say where in the order they are."""
    return [step for step in section.clauses if step.entry.only_if is None]


def _fact(section: Section, step: Clause) -> str:
    """That one step follows another."""
    return f"{_name(section)}:{[each.id for each in section.clauses].index(step.id)}"


def _roles(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for clause in clauses for role in clause.entry.roles))

"""What must still be done before a change may apply: decision, number, publication, notice, mending what it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from handbook.impact.differences.changes import Impact
from handbook.lang.catalogue import Fact, Listed, Phrase
from handbook.lang.languages import LANGS, Text
from handbook.records import frozen


@frozen
class Task:
    """One thing to do; `done` where the data show that it is."""

    done: bool
    words: Text


def tasks(impact: Impact) -> Iterator[Task]:
    """In the order in which they are done. Empty where nothing that people must know has changed."""
    if impact.values or impact.edited or impact.roles:
        yield _task("handbook.impact.tasks.discuss", done=_all_have(impact, "consulted"))
        yield from _recorded(impact)
        yield from _same_decision(impact)
        yield from _not_announced(impact)
        yield _tell(impact)
    retroactive = [change.name for change in impact.values if change.timing == "retroactive"]
    if retroactive:
        yield _task("handbook.impact.tasks.retroactive", names=_names(retroactive))
    alone = [change for change in impact.limits if change.passed and not change.acknowledged]
    if alone:
        yield _task("handbook.impact.tasks.advice", names=_names(change.guardrail.entry.id for change in alone))
    for problem in impact.questions.problems if impact.questions else ():
        message = {lang: problem.message(lang) for lang in LANGS}
        yield _task("handbook.impact.tasks.question", where=problem.where, place=problem.place, message=message)
    for paper in impact.questions.papers if impact.questions else ():
        places = Listed(paper.questions)
        yield _task(
            "handbook.impact.tasks.paper", number=paper.number, title=paper.title, file=paper.file, places=places
        )


def _task(key: str, done: bool = False, **facts: Fact) -> Task:
    return Task(done, Phrase(key, facts))


def _names(names: Iterable[str]) -> Listed:
    return Listed(tuple(dict.fromkeys(names)))


def _recorded(impact: Impact) -> Iterator[Task]:
    """The decision's day and number, as far as the data have them."""
    steps = {change.name: change.after for change in impact.values if change.after}
    undecided = [name for name, step in steps.items() if step.decided is None]
    unnumbered = [name for name, step in steps.items() if not step.ref]
    if not steps:
        return
    if undecided:
        yield _task("handbook.impact.tasks.undecided", names=_names(undecided))
    else:
        yield _task("handbook.impact.tasks.decided", done=True)
    if unnumbered:
        yield _task("handbook.impact.tasks.unnumbered", names=_names(unnumbered))
    else:
        yield _task("handbook.impact.tasks.numbered", done=True)


def _same_decision(impact: Impact) -> Iterator[Task]:
    """A scheduled value that was replaced may still stand under the decision for the old one."""
    for change in impact.values:
        old, new = change.before, change.after
        if old and new and old.since == new.since and new.ref and (old.decided, old.ref) == (new.decided, new.ref):
            yield _task("handbook.impact.tasks.same_decision", name=change.name, ref=new.ref)


def _not_announced(impact: Impact) -> Iterator[Task]:
    """The text of a clause that was edited stands on no page of changes unless it is recorded."""
    clauses = [text.clause.id for text in impact.edited if text.cause == "edited"]
    new = {entry.entry.name for entry in impact.entries if any(key.path[:1] == ("revisions",) for key in entry.keys)}
    silent = [id for id in clauses if id not in new]
    if silent:
        yield _task("handbook.impact.tasks.not_recorded", names=_names(silent))


def _tell(impact: Impact) -> Task:
    """Whom to tell, and by when: before the first change applies."""
    whom: Fact = Listed(impact.role_labels) if impact.roles else Phrase("handbook.impact.tasks.all_staff")
    begun = any(change.timing != "scheduled" for change in impact.values)
    if begun or not impact.values:
        due = Phrase("handbook.impact.tasks.now")
    else:
        due = Phrase("handbook.impact.tasks.before", {"day": min(change.since for change in impact.values)})
    return _task("handbook.impact.tasks.tell", done=_all_have(impact, "told"), due=due, whom=whom)


def _all_have(impact: Impact, day: Literal["consulted", "told"]) -> bool:
    """Whether values alone have changed, and each new one has that day on record."""
    steps = [change.after for change in impact.values]
    return bool(steps) and not impact.edited and all(step and getattr(step, day) for step in steps)

"""What must still be done before a change may apply: decision, number, publication, notice, mending what it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook.impact.differences.changes import Impact
from handbook.lang.words import Words


@dataclass(frozen=True)
class Task:
    """One thing to do; `done` where the data show that it is."""

    done: bool
    words: Words


def tasks(impact: Impact) -> Iterator[Task]:
    """In the order in which they are done. Empty where nothing that people must know has changed."""
    if impact.values or impact.edited or impact.roles:
        yield _discussed()
        yield from _recorded(impact)
        yield from _same_decision(impact)
        yield from _not_announced(impact)
        yield _told(impact)
    retroactive = [change.name for change in impact.values if change.kind == "retroactive"]
    if retroactive:
        names = "、".join(dict.fromkeys(retroactive))
        yield Task(
            False,
            Words(
                zh=f"追溯的改动（{names}）会影响已经结算的工资：先请法务确认，再逐人核算，多扣的要退还",
                en=f"retroactive changes ({names}) touch pay already settled: ask counsel first, then work out and"
                " refund each person's difference",
            ),
        )
    alone = [change for change in impact.limits if change.passed and not change.acknowledged]
    limits = list(dict.fromkeys(change.guardrail.entry.id for change in alone))
    if limits:
        yield Task(
            False,
            Words(
                zh=f"就越过的法律界限（{'、'.join(limits)}）听取法律意见：改参数，或者在 guardrails.yml 里确认",
                en=f"take legal advice on limits passed ({', '.join(limits)}): change the value, or acknowledge them"
                " in guardrails.yml",
            ),
        )
    for problem in impact.questions.problems if impact.questions else ():
        yield Task(
            False,
            Words(
                zh=f"改题目 {problem.where}（{problem.place}）：{problem.message('zh')}",
                en=f"mend the question {problem.where} ({problem.place}): {problem.message('en')}",
            ),
        )


def _discussed() -> Task:
    return Task(
        False,
        Words(
            zh="与职工代表大会或全体职工讨论，与工会或职工代表协商确定，留下记录（劳动合同法第四条）",
            en="discuss it with the staff congress or all staff, settle it with the union or representatives, and keep"
            " the minutes (Labour Contract Law, Article 4)",
        ),
    )


def _recorded(impact: Impact) -> Iterator[Task]:
    """The decision's day and number, as far as the data have them."""
    steps = {change.name: change.after for change in impact.values if change.after}
    undecided = [name for name, step in steps.items() if step.decided is None]
    unnumbered = [name for name, step in steps.items() if not step.ref]
    if steps:
        zh, en = (f"：{'、'.join(undecided)}", f": {', '.join(undecided)}") if undecided else ("", "")
        yield Task(not undecided, Words(zh=f"记下决定日期（decided）{zh}", en=f"record the day of the decision{en}"))
        zh, en = (f"：{'、'.join(unnumbered)}", f": {', '.join(unnumbered)}") if unnumbered else ("", "")
        yield Task(not unnumbered, Words(zh=f"记下决定的文号（ref）{zh}", en=f"record the decision's number (ref){en}"))


def _same_decision(impact: Impact) -> Iterator[Task]:
    """A scheduled value that was replaced may still stand under the decision for the old one."""
    for change in impact.values:
        old, new = change.before, change.after
        if old and new and old.since == new.since and new.ref and (old.decided, old.ref) == (new.decided, new.ref):
            yield Task(
                False,
                Words(
                    zh=f"核对 {change.name} 的决定、文号和说明：值变了，记录还是原来的（{new.ref}）",
                    en=f"check the decision, number and note of {change.name}: the value differs, the record is still"
                    f" the old one ({new.ref})",
                ),
            )


def _not_announced(impact: Impact) -> Iterator[Task]:
    """The text of a clause that was edited stands on no page of changes unless it is recorded."""
    clauses = [text.clause.id for text in impact.edited if text.cause == "edited"]
    new = {entry.entry.name for entry in impact.entries if any(key.path[:1] == ("revisions",) for key in entry.keys)}
    silent = [id for id in clauses if id not in new]
    if silent:
        yield Task(
            False,
            Words(
                zh=f"改写的条文没有记修订（revisions），不会出现在“变更”页和订阅里：{'、'.join(silent)}；只改错字不用记",
                en=f"record the revision of edited clauses, or neither Changes nor the feed tells of it:"
                f" {', '.join(silent)}; not needed for a mere misprint",
            ),
        )


def _told(impact: Impact) -> Task:
    """Whom to tell, and by when: before the first change applies."""
    zh = "、".join(impact.role_labels("zh")) or "全体员工"
    en = ", ".join(impact.role_labels("en")) or "all staff"
    begun = any(change.kind != "scheduled" for change in impact.values)
    due = ("现在就", "now ") if begun or not impact.values else _before(min(change.since for change in impact.values))
    return Task(
        False,
        Words(
            zh=f"{due[0]}公示并告知：{zh}；留下谁在何时知道的凭据",
            en=f"{due[1]}publish it and tell: {en}; keep proof of who was told and when",
        ),
    )


def _before(day: date) -> tuple[str, str]:
    return f"在 {day} 前", f"before {day}, "

"""The report of an impact, in words: what changes, for whom, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handbook.console import Say
from handbook.days import say_day
from handbook.guardrails import REGIONS
from handbook.impact.compare import Impact
from handbook.impact.document import Block, Document, Paragraph, Redline, Section, Table, Tasks
from handbook.impact.sentence import sentence
from handbook.impact.tasks import tasks
from handbook.impact.values import Kind, ValueChange
from handbook.words import Lang, Words

KINDS: dict[Kind, Words] = {
    "scheduled": Words(zh="到时生效", en="scheduled"),
    "immediate": Words(zh="立即生效", en="immediate"),
    "retroactive": Words(zh="追溯", en="retroactive"),
}
_CAUSES = {
    "new": Words(zh="新增的条文", en="new clause"),
    "gone": Words(zh="删去的条文", en="clause removed"),
    "edited": Words(zh="条文改写", en="text edited"),
    "value": Words(zh="{day} 起这样写", en="reads so from {day}"),
}
_KEPT = 60  # rows of a table in a report; more are counted


def report(impact: Impact, lang: Lang) -> Document:
    """The whole report in one language."""
    say = Say(lang)
    day = say_day(impact.today, lang)
    return Document(
        lang,
        say("制度修改的影响", "What the change does"),
        sentence(impact, lang),
        (say("制度版本", "policy version"), impact.before.digest, impact.after.digest),
        say(f"{day}的情况", f"as seen on {day}"),
        tuple(section for section in _sections(impact, lang) if section.blocks),
        say(
            "本报告由制度数据生成，供核对之用，不构成法律意见。",
            "Made from the policy's data, to be checked by people; it is no legal advice.",
        ),
    )


def _sections(impact: Impact, lang: Lang) -> Iterator[Section]:
    say = Say(lang)
    yield Section(say("数值", "Values"), tuple(_values(impact, lang)))
    yield Section(say("条文", "Text"), tuple(_texts(impact, lang)))
    yield Section(say("样例员工", "Sample employees"), tuple(_staff(impact, lang)))
    yield Section(say("题目", "Questions"), tuple(_questions(impact, lang)))
    yield Section(say("法律提示", "Legal limits"), tuple(_limits(impact, lang)))
    yield Section(say("还要做的", "Still to be done"), tuple(_tasks(impact, lang)))


def _values(impact: Impact, lang: Lang) -> Iterator[Block]:
    say = Say(lang)
    head = (
        say("参数", "parameter"),
        say("名称", "name"),
        say("从", "from"),
        say("原来", "before"),
        say("改为", "after"),
        say("性质", "kind"),
        say("决定", "decision"),
    )
    rows = tuple(_value_row(change, lang) for change in impact.values)
    yield from _table(head, rows, lang)
    for entry in impact.entries:
        label, keys = impact.after.param(entry.name).entry.label[lang], ", ".join(entry.keys)
        yield Paragraph(say(f"{label}（{entry.name}）另改了：{keys}", f"{label} ({entry.name}), also changed: {keys}"))


def _value_row(change: ValueChange, lang: Lang) -> tuple[str, ...]:
    step, none = change.after or change.before, "—"
    until = f"{change.since} – {change.until - timedelta(days=1)}" if change.until else str(change.since)
    decision = " ".join(str(part) for part in (step.decided, step.ref) if part) if step else ""
    return (
        change.parameter.entry.label[lang],
        change.name,
        until,
        change.say_before(lang) or none,
        change.say_after(lang) or none,
        KINDS[change.kind][lang],
        decision or none,
    )


def _texts(impact: Impact, lang: Lang) -> Iterator[Block]:
    for text in impact.texts:
        title = f"{text.clause.say_number(lang)} {text.clause.entry.title[lang]}"
        yield Redline(title, _CAUSES[text.cause][lang].format(day=text.day), text.pieces[lang])


def _staff(impact: Impact, lang: Lang) -> Iterator[Block]:
    say = Say(lang)
    head = (
        say("样例", "sample"),
        say("日期", "day"),
        say("结果", "result"),
        say("原来", "before"),
        say("现在", "after"),
    )
    rows = tuple(
        (change.case.title[lang], str(change.day), amount.label[lang], amount.before[lang], amount.after[lang])
        for change in impact.staff
        for amount in change.amounts
    )
    yield from _table(head, rows, lang)


def _questions(impact: Impact, lang: Lang) -> Iterator[Block]:
    say, told = Say(lang), impact.questions
    if told is None:
        yield Paragraph(say("没有安装题库，题目没有比较。", "The quiz is not installed; questions were not compared."))
        return
    head = (
        say("题目", "question"),
        say("编号", "id"),
        say("从", "from"),
        say("原答案", "answer before"),
        say("新答案", "answer after"),
    )
    rows = tuple(
        (
            change.stem[lang],
            change.id,
            str(change.day),
            change.before[lang] if change.before else say("（新题）", "(new)"),
            change.after[lang] if change.after else say("（不再有）", "(gone)"),
        )
        for change in told.changes
    )
    yield from _table(head, rows, lang)


def _limits(impact: Impact, lang: Lang) -> Iterator[Block]:
    say = Say(lang)
    head = (say("界限", "limit"), say("从", "from"), say("依据", "source"), say("说明", "what it means"))
    for passed, title in ((True, say("新越过的", "Newly passed")), (False, say("不再越过的", "No longer passed"))):
        rows = tuple(
            (
                f"{change.guardrail.entry.id}: {change.finding.shown[lang]}",
                str(change.finding.since),
                f"{REGIONS[change.guardrail.entry.region][lang]} · {change.guardrail.entry.cite[lang]}",
                change.guardrail.entry.message[lang],
            )
            for change in impact.limits
            if change.passed == passed
        )
        if rows:
            yield Paragraph(title)
            yield from _table(head, rows, lang)


def _tasks(impact: Impact, lang: Lang) -> Iterator[Block]:
    items = tuple((task.done, task.words[lang]) for task in tasks(impact))
    if items:
        yield Tasks(items)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], lang: Lang) -> Iterator[Block]:
    if rows:
        yield Table(head, rows[:_KEPT])
    if len(rows) > _KEPT:
        more = len(rows) - _KEPT
        yield Paragraph(
            Say(lang)(f"另有 {more} 行，全部见 --format json。", f"{more} more rows: all with --format json.")
        )

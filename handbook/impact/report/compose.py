"""The report of an impact, in words: what changes, for whom, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handbook.commands.console import Say
from handbook.impact.differences.changes import (
    EntryChange,
    Impact,
    KeyChange,
    LimitChange,
    Timing,
    ValueChange,
    WhichSide,
)
from handbook.impact.differences.entry import KINDS
from handbook.impact.report.blocks import Block, MarkedText, Paragraph, Report, ReportSection, Table, TaskList
from handbook.impact.report.naming import label_of, say_entry, say_key, say_sides
from handbook.impact.report.sentence import sentence
from handbook.impact.report.tasks import tasks
from handbook.lang.days import say_day
from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.schema.guardrails import REGIONS
from handbook.schema.rule_models import CaseEntry

_WHEN: dict[Timing, Words] = {
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
_STATES = {"new": Words(zh="新增", en="new"), "gone": Words(zh="删去", en="removed")}
_SIDES: dict[WhichSide, Words] = {
    "before": Words(zh="修改前", en="before"),
    "after": Words(zh="修改后", en="after"),
    "both": Words(zh="前后都", en="before and after"),
}
_NAMED = 5  # samples told by name
_NONE = "—"
_KEPT = 60  # rows of a table in a report; more are counted


def compose(impact: Impact, lang: Lang) -> Report:
    """The whole report in one language."""
    say = Say(lang)
    day = say_day(impact.today, lang)
    return Report(
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


def _sections(impact: Impact, lang: Lang) -> Iterator[ReportSection]:
    say = Say(lang)
    yield ReportSection(say("数值", "Values"), tuple(_values(impact, lang)))
    yield ReportSection(say("条文", "Text"), tuple(_texts(impact, lang)))
    yield ReportSection(say("改名", "Renamed"), tuple(_renamed(impact, lang)))
    yield ReportSection(say("另外改了", "Also changed"), tuple(_entries(impact, lang)))
    yield ReportSection(say("样例员工", "Sample employees"), tuple(_staff(impact, lang)))
    yield ReportSection(say("题目", "Questions"), tuple(_questions(impact, lang)))
    yield ReportSection(say("法律提示", "Legal limits"), tuple(_limits(impact, lang)))
    yield ReportSection(say("还要做的", "Still to be done"), tuple(_tasks(impact, lang)))


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


def _value_row(change: ValueChange, lang: Lang) -> tuple[str, ...]:
    step, none = change.after or change.before, _NONE
    until = f"{change.since} – {change.until - timedelta(days=1)}" if change.until else str(change.since)
    decision = " ".join(str(part) for part in (step.decided, step.ref) if part) if step else ""
    return (
        change.parameter.entry.label[lang],
        change.name,
        until,
        change.say_before(lang) or none,
        change.say_after(lang) or none,
        _WHEN[change.kind][lang],
        decision or none,
    )


def _texts(impact: Impact, lang: Lang) -> Iterator[Block]:
    for text in impact.texts:
        title = f"{text.clause.say_number(lang)} {text.clause.entry.title[lang]}"
        about = _CAUSES[text.cause][lang].format(day=text.day)
        other: Lang = "zh" if lang == "en" else "en"
        if not text.differs_in(lang):
            about += Say(lang)("，只改了英文", ", only the Chinese")
        elif text.cause == "edited" and not text.differs_in(other):
            about += Say(lang)("，没有改英文", ", not the Chinese")
        yield MarkedText(title, about, text.pieces[lang if text.differs_in(lang) else other])


def _renamed(impact: Impact, lang: Lang) -> Iterator[Block]:
    say = Say(lang)
    head = (say("种类", "kind"), say("名称", "name"), say("原编号", "id before"), say("新编号", "id now"))
    rows = tuple(
        (KINDS[entry.entry.kind][lang], label_of(entry.entry, lang) or _NONE, entry.renamed or "", entry.entry.name)
        for entry in impact.renamed
    )
    yield from _table(head, rows, lang)


def _entries(impact: Impact, lang: Lang) -> Iterator[Block]:
    """Kind by kind, every key that differs; where there are too many, at least the entries by name."""
    say = Say(lang)
    head = (say("在哪里", "where"), say("哪一项", "what"), say("原来", "before"), say("现在", "now"))
    changed = [entry for entry in impact.entries if entry.keys]
    for kind, words in KINDS.items():
        rows: list[tuple[str, ...]] = []
        more: list[str] = []
        for entry in (each for each in changed if each.entry.kind == kind):
            if len(rows) + len(entry.keys) > _KEPT and rows:
                more.append(say_entry(entry, lang))
            else:
                rows += [_entry_row(entry, key, impact, lang) for key in entry.keys]
        if rows:
            yield Paragraph(words[lang])
            yield from _table(head, tuple(rows), lang)
        if more:
            names = say("、", ", ").join(more)
            yield Paragraph(say(f"还改了：{names}。全部见 --format json。", f"Also: {names}. All with --format json."))


def _entry_row(change: EntryChange, key: KeyChange, impact: Impact, lang: Lang) -> tuple[str, ...]:
    what = _STATES[change.state][lang] if not key.path else say_key(key, lang)
    roles = {**impact.before.roles, **impact.after.roles}
    about_roles = change.entry.kind == "clause" and (not key.path or key.path[0] in ("roles", "actor"))
    names = {id: role.label[lang] for id, role in roles.items()} if about_roles else {}
    return (say_entry(change, lang), what, *say_sides(key, lang, names))


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
        (change.case.title[lang], str(change.day), result.label[lang], result.before[lang], result.after[lang])
        for change in impact.staff
        for result in change.results
    )
    yield from _table(head, rows, lang)
    yield from _not_worked_out(impact, lang)


def _not_worked_out(impact: Impact, lang: Lang) -> Iterator[Block]:
    say = Say(lang)
    head = (say("日期", "day"), say("哪一边算不出来", "not worked out"), say("原因", "reason"), say("样例", "samples"))
    rows = tuple(
        (
            say("、", ", ").join(map(str, failed.days)),
            _SIDES[failed.side][lang],
            failed.reason[lang],
            _names(failed.cases, lang),
        )
        for failed in impact.not_worked_out
    )
    if rows:
        yield Paragraph(say("没有比较的样例", "Samples that were not compared"))
    yield from _table(head, rows, lang)


def _names(cases: tuple[CaseEntry, ...], lang: Lang) -> str:
    say = Say(lang)
    told = say("、", ", ").join(case.title[lang] for case in cases[:_NAMED])
    return told if len(cases) <= _NAMED else say(f"{told}等 {len(cases)} 个", f"{told} and others ({len(cases)})")


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
    head = (
        say("界限", "limit"),
        say("从", "from"),
        say("依据", "source"),
        say("说明", "what it means"),
        say("确认", "acknowledged"),
    )
    for title, chosen in (
        (say("新越过的", "Newly passed"), [each for each in impact.limits if each.state == "new"]),
        (say("越过得和以前不同的", "Passed otherwise than before"), [x for x in impact.limits if x.state == "other"]),
        (say("不再越过的", "No longer passed"), [each for each in impact.limits if each.state == "gone"]),
    ):
        if chosen:
            yield Paragraph(title)
            yield from _table(head, tuple(_limit_row(change, lang) for change in chosen), lang)


def _limit_row(change: LimitChange, lang: Lang) -> tuple[str, ...]:
    entry, given = change.guardrail.entry, change.acknowledged
    by = Say(lang)(f"{given.by}，到 {given.until} 为止", f"{given.by}, until {given.until}") if given else _NONE
    by += Say(lang)("，以后要重新确认", ", then to be acknowledged anew") if change.outlasts else ""
    return (
        f"{entry.id}: {change.finding.shown[lang]}",
        str(change.finding.since),
        f"{REGIONS[entry.region][lang]} · {entry.cite[lang]}",
        entry.message[lang],
        by,
    )


def _tasks(impact: Impact, lang: Lang) -> Iterator[Block]:
    items = tuple((task.done, task.words[lang]) for task in tasks(impact))
    if items:
        yield TaskList(items)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], lang: Lang) -> Iterator[Block]:
    if rows:
        yield Table(head, rows[:_KEPT])
    if len(rows) > _KEPT:
        more = len(rows) - _KEPT
        yield Paragraph(
            Say(lang)(f"另有 {more} 行，全部见 --format json。", f"{more} more rows: all with --format json.")
        )

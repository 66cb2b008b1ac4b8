"""An impact in one sentence, to be pasted into a chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.commands.console import Say
from handbook.impact.differences.changes import Impact, ValueChange
from handbook.impact.differences.entry import KINDS
from handbook.lang.days import say_day
from handbook.lang.languages import Lang
from handbook.lang.typography import joined

_NAMED = 2  # changes told in full; the others are counted


def sentence(impact: Impact, lang: Lang) -> str:
    """`2027 年 1 月 1 日起，轻微迟到每次扣款由 20 元改为 30 元；适用于客服专员（职代会〔2026〕6号）。`"""
    say = Say(lang)
    if impact.nothing:
        return say("制度没有变化。", "Nothing in the policy changes.")
    told = [*_values(impact, lang), *_edited(impact, lang), *_renamed(impact, lang), *_more(impact, lang)]
    if not told:
        return say("只改了记录，数值和条文不变。", "Only records changed; values and text stay as they were.")
    whole = say("；", "; ").join(told) + _for_whom(impact, lang) + _refs(impact, lang) + say("。", ".")
    return whole[0].upper() + whole[1:]


def _values(impact: Impact, lang: Lang) -> Iterator[str]:
    """The first changes in time, and how many more there are."""
    say, changes = Say(lang), sorted(impact.values, key=lambda change: change.since)
    yield from (_value(change, lang) for change in changes[:_NAMED])
    others = len(changes[_NAMED:])
    if others:
        yield say(f"另有 {others} 处数值改动", f"{others} more {'value changes' if others > 1 else 'value change'}")


def _edited(impact: Impact, lang: Lang) -> Iterator[str]:
    say = Say(lang)
    titles = say("、", ", ").join(text.clause.entry.title[lang] for text in impact.edited[:_NAMED])
    count = len(impact.edited)
    more = say(f"等 {count} 条", f" and others ({count})") if count > _NAMED else ""
    if titles:
        yield say(f"条文有改动：{titles}{more}", f"text changed: {titles}{more}")


def _renamed(impact: Impact, lang: Lang) -> Iterator[str]:
    say = Say(lang)
    names = say("、", ", ").join(f"{entry.renamed} → {entry.entry.name}" for entry in impact.renamed[:_NAMED])
    count = len(impact.renamed)
    more = say(f"等 {count} 个", f" and others ({count})") if count > _NAMED else ""
    if names:
        yield say(f"改名：{names}{more}", f"renamed: {names}{more}")


def _more(impact: Impact, lang: Lang) -> Iterator[str]:
    """What else differs, counted by kind."""
    say, counts = Say(lang), Counter(entry.entry.kind for entry in impact.more)
    if counts:
        told = say("、", ", ").join(
            say(f"{KINDS[kind].zh} {count} 处", f"{KINDS[kind].en.lower()} ({count})") for kind, count in counts.items()
        )
        yield say(f"另外改了：{told}", f"also changed: {told}")


def _value(change: ValueChange, lang: Lang) -> str:
    say, label = Say(lang), change.parameter.entry.label[lang]
    before, after, day = change.say_before(lang), change.say_after(lang), say_day(change.since, lang)
    if after is None:
        zh = joined(day, f"起，{label}不再有值（原为", before or "—", "）")
        return say(zh, f"from {day}, “{label}” has no value (was {before})")
    if before is None:
        return say(joined(day, f"起，{label}为", after), f"from {day}, “{label}” is {after}")
    zh = joined(day, f"起，{label}由", before, "改为", after)
    return say(zh, f"from {day}, “{label}” changes from {before} to {after}")


def _for_whom(impact: Impact, lang: Lang) -> str:
    if not impact.roles:
        return ""
    names = Say(lang)("、", ", ").join(impact.role_labels(lang))
    return Say(lang)(f"；适用于{names}", f"; applies to {names}")


def _refs(impact: Impact, lang: Lang) -> str:
    refs = dict.fromkeys(change.after.ref for change in impact.values if change.after and change.after.ref)
    if not refs:
        return ""
    return Say(lang)(f"（{'、'.join(refs)}）", f" ({', '.join(refs)})")

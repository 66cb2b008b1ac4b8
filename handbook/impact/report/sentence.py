"""An impact in one sentence, to be pasted into a chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.impact.differences.changes import Impact, ValueChange
from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.typography import joined

_NAMED = 2  # changes described in full; the others are counted
_EDGE = "\0"  # around a fact, while the sentence is made


def sentence(impact: Impact, lang: Lang) -> str:
    """`2027 年 1 月 1 日起，轻微迟到每次扣款由 20 元改为 30 元；适用于客服专员（职代会〔2026〕6号）。`"""
    if impact.nothing:
        return say("handbook.impact.sentence.nothing", lang)
    parts = [*_values(impact, lang), *_edited(impact, lang), *_renamed(impact, lang), *_more(impact, lang)]
    if not parts:
        return say("handbook.impact.sentence.only_records", lang)
    changes = language(lang).semicolon.join(parts)
    whole = say(
        "handbook.impact.sentence.whole", lang, changes=changes, whom=_for_whom(impact, lang), refs=_refs(impact, lang)
    )
    return whole[0].upper() + whole[1:]


def _values(impact: Impact, lang: Lang) -> Iterator[str]:
    """The first changes in time, and how many more there are."""
    changes = sorted(impact.values, key=lambda change: change.since)
    yield from (_value(change, lang) for change in changes[:_NAMED])
    others = len(changes[_NAMED:])
    if others:
        yield say("handbook.impact.sentence.more_values", lang, n=others)


def _edited(impact: Impact, lang: Lang) -> Iterator[str]:
    titles = language(lang).list.join(text.clause.entry.title[lang] for text in impact.edited[:_NAMED])
    count = len(impact.edited)
    if count > _NAMED:
        yield say("handbook.impact.sentence.edited_many", lang, titles=titles, n=count)
    elif titles:
        yield say("handbook.impact.sentence.edited", lang, titles=titles)


def _renamed(impact: Impact, lang: Lang) -> Iterator[str]:
    names = language(lang).list.join(f"{entry.renamed} → {entry.entry.name}" for entry in impact.renamed[:_NAMED])
    count = len(impact.renamed)
    if count > _NAMED:
        yield say("handbook.impact.sentence.renamed_many", lang, names=names, n=count)
    elif names:
        yield say("handbook.impact.sentence.renamed", lang, names=names)


def _more(impact: Impact, lang: Lang) -> Iterator[str]:
    """What else differs, counted by kind."""
    counts = Counter(entry.entry.kind for entry in impact.more)
    if counts:
        kinds = language(lang).list.join(
            say(
                "handbook.impact.sentence.counted",
                lang,
                kind=say(f"handbook.impact.kinds.{kind}", lang).lower(),
                n=count,
            )
            for kind, count in counts.items()
        )
        yield say("handbook.impact.sentence.also", lang, kinds=kinds)


def _value(change: ValueChange, lang: Lang) -> str:
    label, day = change.parameter.entry.label[lang], language(lang).day(change.since)
    before, after = change.say_before(lang), change.say_after(lang)
    if after is None:
        return _spaced("handbook.impact.sentence.value_gone", lang, day=day, label=label, before=before or "—")
    if before is None:
        return _spaced("handbook.impact.sentence.value_new", lang, day=day, label=label, after=after)
    return _spaced("handbook.impact.sentence.value", lang, day=day, label=label, before=before, after=after)


def _spaced(key: str, lang: Lang, **facts: str) -> str:
    """A sentence with a space around a fact where Chinese and Latin signs would touch."""
    marked = say(key, lang, **{name: f"{_EDGE}{fact}{_EDGE}" for name, fact in facts.items()})
    return joined(*marked.split(_EDGE))


def _for_whom(impact: Impact, lang: Lang) -> str:
    if not impact.roles:
        return ""
    roles = language(lang).list.join(label[lang] for label in impact.role_labels)
    return say("handbook.impact.sentence.whom", lang, roles=roles)


def _refs(impact: Impact, lang: Lang) -> str:
    refs = dict.fromkeys(change.after.ref for change in impact.values if change.after and change.after.ref)
    return language(lang).in_brackets(language(lang).list.join(refs)) if refs else ""

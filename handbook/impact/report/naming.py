"""Entries, keys and values of the policy's files in readers' words, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from handbook.impact.differences.changes import EntryChange, KeyChange
from handbook.impact.differences.entry import ABSENT, Entry, NameOrder, is_words
from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import LANGS, WRITTEN, Lang
from handbook.schema.field_words import FIELD_WORDS, FieldWords

_LABELS = ("label", "title", "term", "name", "ask")  # the keys that say what people call an entry
_LONGEST = 400  # signs of a whole entry that is new or gone; every single key is told whole
_NONE = "—"


def say_entry(change: EntryChange, lang: Lang) -> str:
    """`迟到扣款（attendance.minor_fine）`, with the old name where it has another now."""
    label, name = label_of(change.entry, lang), change.entry.name
    if change.renamed:
        name = f"{change.renamed} → {name}"
    return f"{label}{language(lang).in_brackets(name)}" if label else name


def label_of(entry: Entry, lang: Lang) -> str:
    """What people call it; nothing where it has only its name."""
    found = [entry.data.get(key) for key in _LABELS] if isinstance(entry.data, dict) else []
    return next((words[lang] for words in found if isinstance(words, dict) and lang in words), "")


def say_key(key: KeyChange, lang: Lang) -> str:
    """`确认 · 到哪天为止`; `标题（英文）` where only the other language differs."""
    path = " · ".join(_part(part, lang) for part in key.path)
    shown = shown_language(key, lang)
    return path if shown == lang else f"{path}{language(lang).in_brackets(_part(shown, lang))}"


def say_sides(key: KeyChange, lang: Lang, names: Mapping[str, str]) -> tuple[str, str]:
    """What stood there and what stands there now. `names` are labels of the ids that are told by them."""
    shown = shown_language(key, lang)
    sides = []
    for value in (key.before, key.after):
        text = value.get(shown, _NONE) if is_words(value) else say_value(value, lang, names)
        whole = key.path or len(text) <= _LONGEST
        sides.append(text if whole else f"{text[:_LONGEST]}…")
    return sides[0], sides[1]


def shown_language(key: KeyChange, lang: Lang) -> Lang:
    """The language in which a text is shown: the reader's, or where that is as it was the first that is not."""
    if not (is_words(key.before) and is_words(key.after)):
        return lang
    return next(each for each in (lang, *WRITTEN, *LANGS) if key.before.get(each) != key.after.get(each))


def say_value(value: Any, lang: Lang, names: Mapping[str, str]) -> str:
    """Any value of a file."""
    if value is ABSENT or value is None or value in ([], {}):
        return _NONE
    if isinstance(value, bool):
        return say("handbook.impact.value_yes" if value else "handbook.impact.value_no", lang)
    if isinstance(value, NameOrder):
        return say_value(list(value.names), lang, names)
    if is_words(value):
        return str(value[lang])
    if isinstance(value, dict):
        colon = language(lang).colon
        parts = (f"{_part(key, lang)}{colon}{say_value(each, lang, names)}" for key, each in value.items())
        return language(lang).semicolon.join(parts)
    if isinstance(value, list):
        nested = any(isinstance(each, (dict, list)) for each in value)
        between = say("handbook.impact.between_rows", lang) if nested else language(lang).list
        return between.join(say_value(each, lang, names) for each in value)
    return names.get(value, value) if isinstance(value, str) else str(value)


def _part(part: str | int | date, lang: Lang) -> str:
    """A key by its label; ids and days as they are."""
    if isinstance(part, int):
        return say("handbook.impact.item", lang, n=part)
    if part in ("file", "order"):
        return say(f"handbook.impact.{part}", lang)
    words = _labels().get(str(part))
    return words.label[lang] if words else str(part)


@cache
def _labels() -> Mapping[str, FieldWords]:
    """The words of all keys, those of floors above included."""
    above = [point.load()[1] for point in entry_points(group="handbook.schemas")]
    return {key: words for each in (*above, FIELD_WORDS) for key, words in each.items()}

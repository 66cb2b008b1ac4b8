"""Entries, keys and values of the policy's files in readers' words, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handbook.impact.differences.changes import EntryChange, KeyChange
from handbook.impact.differences.entry import ABSENT, Entry, NameOrder, is_words
from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import LANGS, WRITTEN, Lang
from handbook.lang.words import Words
from handbook.schema.fields import field_of
from handbook.schema.file_kinds import kind_of, shapes
from handbook.schema.validation.part import Part, part_at

_LABELS = ("label", "title", "term", "name", "ask")  # the keys that say what people call an entry
ANYTHING = Part((), None)  # of which the models say nothing
_EACH = "*"  # a step to any entry of a list or mapping: the models say the same of all
# Where the entries of a kind stand in their file; those of all other kinds are the file.
_INSIDE: Mapping[str, tuple[str, ...]] = {
    "parameter": (_EACH,),
    "role": (_EACH,),
    "section": ("sections", _EACH),
    "clause": ("sections", _EACH, "clauses", _EACH),
    "term": ("terms", _EACH),
    "case": (_EACH,),
    "question": (_EACH,),
    "consistency": (_EACH,),
    "guardrail": (_EACH,),
}
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


def say_key(entry: Entry, key: KeyChange, lang: Lang) -> str:
    """`确认 · 到哪天为止`; `标题（英文）` where only the other language differs."""
    part, steps = _part_of(entry), []
    for step in key.path:
        part = part.inside(_plain(step))
        steps.append(_say_step(part, step, lang))
    path, shown = " · ".join(steps), shown_language(key, lang)
    other = field_of(Words, shown)
    return path if shown == lang or not other else f"{path}{language(lang).in_brackets(other.label[lang])}"


def say_sides(entry: Entry, key: KeyChange, lang: Lang, names: Mapping[str, str]) -> tuple[str, str]:
    """What stood there and what stands there now. `names` are labels of the ids that are told by them."""
    shown, part = shown_language(key, lang), _part_of(entry)
    for step in key.path:
        part = part.inside(_plain(step))
    sides = []
    for value in (key.before, key.after):
        text = value.get(shown, _NONE) if is_words(value) else say_value(value, lang, names, part)
        whole = key.path or len(text) <= _LONGEST
        sides.append(text if whole else f"{text[:_LONGEST]}…")
    return sides[0], sides[1]


def shown_language(key: KeyChange, lang: Lang) -> Lang:
    """The language in which a text is shown: the reader's, or where that is as it was the first that is not."""
    if not (is_words(key.before) and is_words(key.after)):
        return lang
    return next(each for each in (lang, *WRITTEN, *LANGS) if key.before.get(each) != key.after.get(each))


def say_value(value: Any, lang: Lang, names: Mapping[str, str], part: Part = ANYTHING) -> str:
    """Any value of a file; `part` is what the models say of it."""
    if value is ABSENT or value is None or value in ([], {}):
        return _NONE
    if isinstance(value, bool):
        return say("handbook.impact.value_yes" if value else "handbook.impact.value_no", lang)
    if isinstance(value, NameOrder):
        return say_value(list(value.names), lang, names, part)
    if is_words(value):
        return str(value[lang])
    if isinstance(value, dict):
        colon = language(lang).colon
        inside = {key: part.inside(_plain(key)) for key in value}
        parts = (
            f"{_say_step(inside[key], key, lang)}{colon}{say_value(each, lang, names, inside[key])}"
            for key, each in value.items()
        )
        return language(lang).semicolon.join(parts)
    if isinstance(value, list):
        nested = any(isinstance(each, (dict, list)) for each in value)
        between = say("handbook.impact.between_rows", lang) if nested else language(lang).list
        return between.join(say_value(each, lang, names, part.inside(_EACH)) for each in value)
    return names.get(value, value) if isinstance(value, str) else str(value)


def _part_of(entry: Entry) -> Part:
    """What the models say of an entry."""
    shape = shapes().get(kind_of(entry.file))
    return Part((), part_at(shape, _INSIDE.get(entry.kind, ())).shape) if shape else ANYTHING


def _say_step(part: Part, step: str | int | date, lang: Lang) -> str:
    """A key by its label; ids and days as they are."""
    if isinstance(step, int):
        return say("handbook.impact.item", lang, n=step)
    if step in ("file", "order") and not part.field:
        return say(f"handbook.impact.{step}", lang)
    return part.field.label[lang] if part.field else str(step)


def _plain(step: str | int | date) -> str | int:
    return step if isinstance(step, (str, int)) else str(step)

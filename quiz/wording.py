"""Words of the catalogue as texts of questions, which are kept in both written languages."""

from __future__ import annotations

from datetime import date

from handbook import WRITTEN, Fact, Phrase, Text, Words, language


def words(key: str, /, **facts: Fact) -> Words:
    """The words of a key in both written languages."""
    return both(Phrase(key, facts))


def both(text: Text) -> Words:
    """A text in both written languages."""
    return Words(**{lang: text[lang] for lang in WRITTEN})


def day_words(day: date) -> Words:
    """A date in both written languages: `2026 年 7 月 1 日`, `1 July 2026`."""
    return Words(**{lang: language(lang).day(day) for lang in WRITTEN})


def joined(one: Words, other: Words) -> Words:
    """A sentence and the next one, in both written languages."""
    return Words(zh=one.zh + other.zh, en=f"{one.en} {other.en}")

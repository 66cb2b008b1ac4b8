"""The words around the questions of a paper: titles, headings, instructions, fields to fill in."""

from __future__ import annotations

from handbook import Lang, Phrase, Words, language, say, to_chinese
from quiz.kinds.answer import Answer

FIELDS = (
    "quiz.papers.name",
    "quiz.papers.number",
    "quiz.papers.department",
    "quiz.papers.date",
    "quiz.papers.signature",
)


def say_label(key: str, lang: Lang, **facts: object) -> str:
    """Words before what they name: `答案：`, `Answer: `."""
    return say(key, lang, **facts) + language(lang).colon


def say_heading(place: int, kind: type[Answer], count: int, points: int, lang: Lang) -> str:
    """`一、单项选择题（共 5 题，每题 1 分；只有一个正确答案）`."""
    numeral = Words(zh=to_chinese(place), en=str(place))
    worth = Phrase("quiz.papers.points", {"n": points})
    return say("quiz.papers.heading", lang, place=numeral, kind=kind.title, count=count, points=worth, how=kind.how)

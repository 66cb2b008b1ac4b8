"""The words around the questions of a paper: titles, headings, instructions, fields to fill in."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.lang.languages import Lang
from handbook.lang.numerals import to_chinese
from handbook.lang.words import Words
from quiz.kinds.answer import Answer

FIELDS = ("name", "number", "department", "date", "signature")
WORDS: Mapping[str, Words] = {
    "paper": Words(zh="员工手册测验", en="Handbook quiz"),
    "key_of": Words(zh="{title}：答案与解析", en="{title}: key and explanations"),
    "name": Words(zh="姓名", en="Name"),
    "number": Words(zh="工号", en="Employee number"),
    "department": Words(zh="部门", en="Department"),
    "date": Words(zh="日期", en="Date"),
    "signature": Words(zh="签名", en="Signature"),
    "about": Words(
        zh="共 {count} 题，满分 {points} 分 · 制度以 {day} 有效的为准",
        en="Questions: {count} · points: {points} · policy in force on {day}",
    ),
    "edition": Words(
        zh="试卷 {id} · 制度版本 {policy} · 题库版本 {bank}",
        en="Paper {id} · policy version {policy} · bank version {bank}",
    ),
    "note": Words(
        zh="本测验帮助掌握公司制度，不构成法律意见。",
        en="The quiz helps to know the company's policy. It is no legal advice.",
    ),
    "heading": Words(
        zh="{place}、{kind}（共 {count} 题，每题 {points} 分；{how}）",
        en="Part {place}: {kind} ({count} of them, {points} each; {how})",
    ),
    "answer": Words(zh="答案", en="Answer"),
    "why": Words(zh="解析", en="Why"),
    "working": Words(zh="计算", en="Working"),
    "because_not": Words(zh="{letter} 项", en="{letter}"),
    "clause": Words(zh="依据", en="Clause"),
    "line": Words(zh="{label}：{working} = {result}", en="{label}: {working} = {result}"),
    "line_alone": Words(zh="{label}：{result}", en="{label}: {result}"),
    "bracket": Words(zh="（　　　）", en="(        )"),
    "column_number": Words(zh="题号", en="No."),
    "column_part": Words(zh="题型", en="Part"),
    "column_question": Words(zh="题目", en="Question"),
    "column_choices": Words(zh="选项", en="To choose from"),
    "column_points": Words(zh="分值", en="Points"),
    "column_yours": Words(zh="你的答案", en="Your answer"),
    "column_answer": Words(zh="答案", en="Answer"),
    "column_notes": Words(zh="解析", en="Why"),
}


def say(name: str, lang: Lang, **facts: object) -> str:
    """Some of these words, with facts put in."""
    return WORDS[name][lang].format(**facts)


def say_label(name: str, lang: Lang, **facts: object) -> str:
    """One of these words before what it names: `答案：`, `Answer: `."""
    return say(name, lang, **facts) + (": " if lang == "en" else "：")


def say_heading(place: int, kind: type[Answer], count: int, points: int, lang: Lang) -> str:
    """`一、单项选择题（共 5 题，每题 1 分；只有一个正确答案）`."""
    number = str(place) if lang == "en" else to_chinese(place)
    worth = ("1 point" if points == 1 else f"{points} points") if lang == "en" else points
    return say("heading", lang, place=number, kind=kind.title[lang], count=count, points=worth, how=kind.how[lang])

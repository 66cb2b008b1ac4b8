"""What stands on a paper and on its key, in words, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.book import PolicyBook
from handbook.numerals import to_chinese
from handbook.words import Lang, Words
from quiz.paper import Item, Paper
from quiz.question import KIND_WORDS, Kind
from quiz.wording import LETTERS, say_answer, unit_suffix

_W = {
    "paper": Words(zh="员工手册测验", en="Handbook quiz"),
    "key": Words(zh="答案与解析", en="Key and explanations"),
    "name": Words(zh="姓名", en="Name"),
    "number": Words(zh="工号", en="Staff number"),
    "date": Words(zh="日期", en="Date"),
    "signature": Words(zh="签名", en="Signature"),
    "answer": Words(zh="答案", en="Answer"),
    "about": Words(
        zh="试卷编号 {id} · 题库版本 {version} · 制度以 {day} 有效的为准 · 共 {count} 题",
        en="Paper {id} · bank {version} · policy in force on {day} · questions: {count}",
    ),
    "note": Words(
        zh="本测验帮助掌握公司制度，不构成法律意见。",
        en="The quiz helps to know the company's policy. It is no legal advice.",
    ),
}
_HOW: dict[Kind, Words] = {
    "single": Words(zh="每题只有一个正确答案", en="one right answer each"),
    "multiple": Words(zh="每题至少有两个正确答案，全部选对才得分", en="two or more right answers, all needed"),
    "true_false": Words(zh="对的画√，错的画×", en="√ for true, × for false"),
    "numeric": Words(zh="填写数字", en="write the number"),
    "ordering": Words(zh="按先后写出字母", en="write the letters in order"),
    "matching": Words(zh="在每项后面写上对应的字母", en="write the matching letter after each item"),
}


@dataclass(frozen=True)
class Entry:
    """One question: what is asked, what there is to choose from, where to write, and on a key what is right and why."""

    number: int
    id: str
    kind: Kind
    stem: str
    items: tuple[str, ...]  # of a matching question: what stands on the left, with a blank
    choices: tuple[tuple[str, str], ...]
    blank: str
    answer: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The questions of one kind under their heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """A whole document."""

    lang: Lang
    title: str
    paper_id: str
    about: str
    fields: tuple[str, ...]  # to fill in by hand; none on a key
    parts: tuple[Part, ...]
    note: str
    is_key: bool


def paper_sheet(paper: Paper, book: PolicyBook, lang: Lang, title: str) -> Sheet:
    """The paper: nothing in it tells an answer."""
    fields = tuple(_W[name][lang] for name in ("name", "number", "date", "signature"))
    return _sheet(paper, book, lang, title or _W["paper"][lang], fields, is_key=False)


def key_sheet(paper: Paper, book: PolicyBook, lang: Lang, title: str) -> Sheet:
    """The key of a paper."""
    dash = " - " if lang == "en" else "："
    return _sheet(paper, book, lang, f"{title or _W['paper'][lang]}{dash}{_W['key'][lang]}", (), is_key=True)


def _sheet(paper: Paper, book: PolicyBook, lang: Lang, title: str, fields: tuple[str, ...], is_key: bool) -> Sheet:
    facts = {"id": paper.id, "version": paper.version, "day": paper.day, "count": len(paper.items)}
    about = _W["about"][lang].format(**facts)
    parts = tuple(
        Part(_heading(place, kind, lang), tuple(_entry(item, book, lang, is_key) for item in items))
        for place, (kind, items) in enumerate(paper.parts(), 1)
    )
    return Sheet(lang, title, paper.id, about, fields, parts, _W["note"][lang], is_key)


def _heading(place: int, kind: Kind, lang: Lang) -> str:
    if lang == "en":
        return f"Part {place}: {KIND_WORDS[kind].en} ({_HOW[kind].en})"
    return f"{to_chinese(place)}、{KIND_WORDS[kind][lang]}（{_HOW[kind][lang]}）"


def _entry(item: Item, book: PolicyBook, lang: Lang, is_key: bool) -> Entry:
    question = item.question
    lefts = tuple(f"{place}. {pair.left[lang]}  ____" for place, pair in enumerate(question.pairs, 1))
    choices = tuple(item.choices(lang)) if question.kind not in ("true_false", "numeric") else ()
    blank = (
        "" if question.kind == "matching" else f"{_W['answer'][lang]}: ________ {unit_suffix(question, lang)}".rstrip()
    )
    answer = say_answer(item, lang) if is_key else ""
    notes = tuple(_notes(item, book, lang)) if is_key else ()
    return Entry(item.number, question.id, question.kind, question.stem[lang], lefts, choices, blank, answer, notes)


def _notes(item: Item, book: PolicyBook, lang: Lang) -> Iterator[str]:
    """Why, how it is worked out, why the others are wrong, and the clause."""
    question = item.question
    yield question.because[lang]
    for line in question.working:
        yield f"{line.label[lang]}: {line.working[lang]} = {line.result[lang]}"
    for place, index in enumerate(item.shown):
        if question.options and (why := question.options[index].why):
            yield f"{LETTERS[place]}: {why[lang]}"
    clause = book.clauses[question.clause]
    yield f"{clause.say_number(lang)} {clause.entry.title[lang]}"

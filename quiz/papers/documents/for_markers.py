"""What markers and trainers get: the strip to mark by, the key, and versions side by side. `printing/for_markers.js`
makes the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handbook import Lang, say
from quiz.frozen.shapes import FrozenFile, QuestionKey
from quiz.papers.documents import common
from quiz.papers.documents.answering import mark_of, told_of
from quiz.papers.documents.for_learners import question
from quiz.papers.documents.items import Item, items_of, parts_of
from quiz.papers.documents.model import Answer, Block, Document, Heading, Note, Question, Remark, Row, Table

# Widths of the columns of the versions side by side (number, answer, clause): of two versions, and of more.
_WIDE, _NARROW = (90, 130, 160), (60, 95, 120)
_NOTHING, _ABOUT = "—", "≈"  # a working where nothing was worked out; how a result begins that is not whole


def strip_document(file: FrozenFile, versions: Sequence[str]) -> Document:
    """All right answers in a few rows, those of each version under each other."""
    paper, lang = file.paper, file.paper.language
    by_version = {version: items_of(paper, version) for version in versions}
    blocks: list[Block] = [common.title(paper, "strip", versions), *_revision(file)]
    for part in parts_of(by_version[versions[0]]):
        blocks.append(Heading(common.heading(part, lang)))
        for items in common.in_rows(part):
            rows = [common.numbers_row(items, lang)]
            for version, all_items in by_version.items():
                there = all_items[items[0].number - 1 : items[-1].number]
                marks = [mark_of(item, file.key.questions[item.place], lang) for item in there]
                rows.append(Row("text", (say("quiz.papers.version", lang, version=version), *marks)))
            blocks.append(common.grid(part, items, rows))
    return common.document(paper, "strip", versions, False, blocks)


def key_document(file: FrozenFile, version: str) -> Document:
    """The key of a version: of each question what is right, why, how it is worked out, and the clause in full."""
    paper, items = file.paper, items_of(file.paper, version)
    blocks: list[Block] = [common.title(paper, "key", [version]), *_revision(file), *_corrections(file, items)]
    for part in parts_of(items):
        blocks.append(Heading(common.heading(part, paper.language)))
        for item in part.items:
            asked = question(part, item, paper.language, None)
            blocks.append(_answered(asked, item, file.key.questions[item.place], paper.language))
    return common.document(paper, "key", [version], False, blocks)


def versions_document(file: FrozenFile, versions: Sequence[str]) -> Document:
    """Which question of one version is which of another, and what is right in each."""
    paper, lang = file.paper, file.paper.language
    by_place = [{item.place: item for item in items_of(paper, version)} for version in versions]
    heads = [say(f"quiz.papers.column.{name}", lang) for name in ("question", "clause")]
    rows = [Row("head", (*_version_heads(versions, lang), *heads))]
    for place in by_place[0]:
        key = file.key.questions[place]
        cells = [cell for items in by_place for cell in _in_version(items[place], key, lang)]
        rows.append(Row("text", (*cells, paper.questions[place].stem, key.clause_number)))
    number, answer, clause = _WIDE if len(versions) <= 2 else _NARROW
    stem = common.LINE - len(versions) * (number + answer) - clause
    widths = (*(number, answer) * len(versions), stem, clause)
    blocks: list[Block] = [common.title(paper, "versions", versions), Table("list", widths, tuple(rows))]
    return common.document(paper, "versions", versions, False, blocks)


def _in_version(item: Item, key: QuestionKey, lang: Lang) -> tuple[str, str]:
    return str(item.number), mark_of(item, key, lang)


def _version_heads(versions: Sequence[str], lang: Lang) -> Iterator[str]:
    for version in versions:
        said = say("quiz.papers.version", lang, version=version)
        yield say("quiz.papers.column.number_of", lang, version=said)
        yield say("quiz.papers.column.answer_of", lang, version=said)


def _revision(file: FrozenFile) -> Iterator[Remark]:
    """Which revision of the key it is; nothing of the first one."""
    if file.key.revision > 1:
        yield Remark(say("quiz.papers.revision", file.paper.language, n=file.key.revision))


def _corrections(file: FrozenFile, items: Sequence[Item]) -> Iterator[Remark]:
    """What was corrected, in the numbers and letters of a version."""
    lang, by_place = file.paper.language, {item.place: item for item in items}
    for each in file.key.corrections:
        item = by_place[each.question]
        old = told_of(item, each.old, lang)
        facts = {"day": each.day, "number": item.number, "old": old, "why": each.why}
        yield Remark(say("quiz.papers.correction", lang, **facts))


def _answered(asked: Question, item: Item, key: QuestionKey, lang: Lang) -> Question:
    told = told_of(item, key, lang)
    text = say("quiz.papers.answer", lang, answer=told)
    return replace(asked, answer=Answer(text, told, tuple(notes_of(item, key, lang)), key.id, key.clause_number))


def notes_of(item: Item, key: QuestionKey, lang: Lang) -> Iterator[Note]:
    """Why, how it is worked out, why the others are wrong, and the clause."""
    yield Note(say("quiz.papers.why", lang), key.because)
    if key.working:
        yield Note(say("quiz.papers.working", lang), _working(key.working, lang))
    for option in item.shown if key.why else ():
        if key.why and key.why[option]:
            yield Note("", say("quiz.papers.not", lang, letter=item.letter(option), text=key.why[option]))
    clause = say("quiz.papers.clause_text", lang, number=key.clause_number, text=_dense(key.text)) if key.text else ""
    yield Note(say("quiz.papers.clause_is", lang), clause or key.clause_number)


def _working(lines: Sequence[tuple[str, str, str]], lang: Lang) -> str:
    """A line each."""
    said = [say_line(line, lang) for line in lines]
    return "\n".join(said if len(said) == 1 else ["", *said])


def say_line(line: tuple[str, str, str], lang: Lang) -> str:
    """A line of a working, of its label, working and result; where nothing was worked out, the result is not written
    twice."""
    label, working, result = line
    alone = working in (_NOTHING, result)
    form = "line_alone" if alone else "line_about" if result.startswith(_ABOUT) else "line"
    return say(f"quiz.papers.{form}", lang, label=label, working=working, result=result)


def _dense(text: str) -> str:
    """A text without empty lines."""
    return "\n".join(line for line in text.split("\n") if line)

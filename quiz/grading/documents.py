"""What is printed of results: the list, and for each who failed a sheet of what was wrong, why, and the clause.

`docs/assets/js/grading/documents.js` makes the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handbook import Lang, say
from quiz.archives.workbook import Cell
from quiz.frozen.shapes import FrozenFile, FrozenPaper
from quiz.frozen.signs import say_number
from quiz.grading import tables
from quiz.grading.marking import LETTERS
from quiz.grading.results import PersonResult, Results
from quiz.papers.documents.answering import told_of
from quiz.papers.documents.for_learners import question
from quiz.papers.documents.for_markers import notes_of
from quiz.papers.documents.items import Item, items_of, parts_of
from quiz.papers.documents.model import Answer, Block, Document, Heading, Note, Question, Remark, Row, Table, Title

_WIDTHS = {
    "scores": (110, 120, 60, 80, 60, 130, 250, 190),
    "corrected": (150, 190, 100, 130, 150, 130, 150),
    "clauses": (600, 200, 200),
    "questions": (60, 280, 160, 80, 80, 80, 260),
    "told": (400, 600),
}


def results_document(file: FrozenFile, results: Results, lang: Lang) -> Document:
    """The whole list, as it is kept with the exam."""
    absent = len(results.absent)
    passed = sum(each.passed for each in results.people)
    facts = {"count": len(results.people), "passed": passed, "failed": len(results.people) - passed, "absent": absent}
    blocks: list[Block] = [
        _title(file.paper, "list", "", lang),
        Remark(say("quiz.grading.document.summary", lang, **facts)),
    ]
    for name, rows in tables.rows_by_name(results, lang).items():
        blocks += [Heading(say(f"quiz.grading.sheet.{name}", lang)), _table(name, rows, lang)]
    return _document(file.paper, "list", blocks, lang)


def personal_document(file: FrozenFile, results: Results, lang: Lang, site: str = "") -> Document:
    """A page for each who failed; `site` is the address of the handbook, for a link to practise just that."""
    blocks: list[Block] = []
    for person in results.people:
        if not person.passed:
            blocks += _personal(file, person, lang, site)
    return _document(file.paper, "personal", blocks, lang)


def practice_link(file: FrozenFile, person: PersonResult, site: str) -> str:
    """Where the site asks somebody just the questions that were wrong, and those of their clauses."""
    ids = ",".join(file.key.questions[place].id for place in person.wrong)
    return f"{site.rstrip('/')}/practice/#questions={ids};{','.join(person.clauses)}"


def _personal(file: FrozenFile, person: PersonResult, lang: Lang, site: str) -> Iterator[Block]:
    facts = {"points": person.points, "enough": file.paper.pass_}
    yield replace(
        _title(file.paper, "personal", say("quiz.grading.document.points", lang, **facts), lang),
        left=" ".join(filter(None, [person.number, person.name])),
    )
    yield Remark(say("quiz.grading.document.intro", lang, count=len(person.wrong)))
    for part in parts_of(items_of(file.paper, person.variant)):
        for item in part.items:
            if item.place in person.wrong:
                yield _explained(file, person, item, question(part, item, lang, None), lang)
    if site:
        yield Remark(say("quiz.grading.document.practise", lang, link=practice_link(file, person, site)))


def _explained(file: FrozenFile, person: PersonResult, item: Item, asked: Question, lang: Lang) -> Question:
    key, own = file.key.questions[item.place], person.answers[item.place]
    yours = _seen(item, own) or say("quiz.grading.document.nothing", lang)
    right = told_of(item, key, lang)
    notes = [Note(say("quiz.grading.document.right", lang), right), *notes_of(item, key, lang)]
    text = say("quiz.grading.document.yours", lang, answer=yours)
    return replace(asked, answer=Answer(text, right, tuple(notes), key.id, key.clause_number))


def _seen(item: Item, answer: str) -> str:
    """An answer in the paper's letters, by the letters that the person saw."""
    letters = [item.letter(LETTERS.index(sign)) if sign in LETTERS else sign for sign in answer]
    return "".join(sorted(letters) if item.question.kind == "multiple" else letters)


def _table(name: str, rows: Sequence[Sequence[Cell]], lang: Lang) -> Table:
    texts = [Row("text", tuple(str(cell) for cell in row)) for row in rows]
    return Table("list", _WIDTHS[name], (Row("head", tuple(map(str, tables.heads(name, lang)))), *texts))


def _title(paper: FrozenPaper, what: str, right: str, lang: Lang) -> Title:
    return Title(
        above="  ".join(filter(None, [paper.company, paper.department])),
        title=say(f"quiz.grading.document.{what}", lang, title=paper.title),
        left=paper.day,
        right=right or say("quiz.papers.number", lang, number=say_number(paper.number)),
    )


def _document(paper: FrozenPaper, what: str, blocks: Sequence[Block], lang: Lang) -> Document:
    title = say(f"quiz.grading.document.{what}", lang, title=paper.title)
    number = say_number(paper.number)
    head = f"{title} · {say('quiz.papers.number', lang, number=number)}"
    return Document(lang, f"{number}-{what}", title, head, number, False, tuple(blocks))

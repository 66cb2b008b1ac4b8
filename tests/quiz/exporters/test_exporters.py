"""Exports, read back by readers as strict as their consumers."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from handbook import LANGS, Lang, PolicyBook, Words
from quiz.bank import Bank
from quiz.papers.exporters import EXPORTERS, Exported, describe, export
from quiz.papers.exporters.entries import (
    Batch,
    Entry,
    Number,
    Options,
    Pairs,
    Steps,
    Truth,
    explanation,
    stem_with_unit,
)
from quiz.papers.exporters.neutral import Unsound, of_bank, validate
from tests.quiz.exporters.batches import of, same, written
from tests.quiz.exporters.moodle_reading import Read, Refused, read_gift, read_xml
from tests.quiz.exporters.plain_reading import read_blackboard, read_lettered
from tests.quiz.samples import right, sample, words, wrong


def told(done: Exported, lang: Lang = "zh") -> dict[str, tuple[str, ...]]:
    """What was left out, by the reason in words."""
    return {reason[lang]: ids for reason, ids in done.left_out}


# Moodle


def expect(found: list[Read], batch: Batch, gift: bool) -> None:
    """Every text, key, category and id arrived as it was."""
    of_entry = {entry.id: category for category, entries in batch.categories for entry in entries}
    assert [read.id for read in found] == [entry.id for entry in batch.entries]
    for read, entry in zip(found, batch.entries):
        assert read.text == stem_with_unit(entry, batch.lang).strip()
        assert read.feedback == explanation(entry, batch.lang).strip()
        assert read.category == of_entry[entry.id]
        assert _answer(read) == _meant(entry, gift)


def _answer(read: Read) -> object:
    if read.type in ("match", "ordering"):
        return read.pairs
    return [(text, part > 0, why) for text, part, why in read.answers]


def _meant(entry: Entry, gift: bool) -> object:
    def left(text: str) -> str:
        return (text.replace("->", "→") if gift else text).strip()

    match entry.answer:
        case Options() as answer:
            texts = enumerate(zip(answer.texts, answer.whys))
            return [(text.strip(), place in answer.rights, why.strip()) for place, (text, why) in texts]
        case Truth(is_true):
            return [("true", is_true, ""), ("false", not is_true, "")]
        case Number(digits):
            return [(digits, True, "")]
        case Steps() as answer:
            return [(left(step), str(place)) for place, step in enumerate(answer.in_order(), 1)]
        case Pairs() as answer:
            return [(left(each), text.strip()) for each, text in answer.matched()]


@pytest.mark.parametrize("which", ["samples", "whole", "paper"])
@pytest.mark.parametrize(("form", "read"), [("moodle", read_xml), ("gift", read_gift)])
def test_moodle_gets_all_as_it_is(which: str, form: str, read: object, request: pytest.FixtureRequest) -> None:
    batch: Batch = request.getfixturevalue(which)
    expect(read(written(form, batch)), batch, form == "gift")  # type: ignore[operator]


def test_moodle_keeps_points_and_the_order_of_a_paper(paper: Batch, samples: Batch) -> None:
    found = read_xml(written("moodle", paper))
    assert [read.points for read in found] == [entry.points for entry in paper.entries]
    assert sum(read.points for read in found) == 100
    assert {read.penalty for read in found} == {0}
    assert {read.mixes for read in found if read.type in ("single", "several")} == {False}
    mixed = read_xml(written("moodle", samples))
    assert {read.mixes for read in mixed if read.type in ("single", "several")} == {True}


def test_all_ticked_is_worth_nothing(samples: Batch) -> None:
    for read in read_xml(written("moodle", samples)):
        if read.type == "several":
            assert round(sum(part for _, part, _ in read.answers), 4) <= 0


def test_a_key_corrected_to_two_options(book: PolicyBook) -> None:
    batch = of([sample("single")], book)
    (entry,) = batch.entries
    assert isinstance(entry.answer, Options)
    both = Entry(**{**vars(entry), "answer": Options(entry.answer.texts, frozenset({0, 2}), ("",) * 4, False)})
    corrected = Batch(**{**vars(batch), "categories": (("c", (both,)),)})
    for form, read in (("moodle", read_xml), ("gift", read_gift)):
        (found,) = read(written(form, corrected))
        assert (found.type, [part for _, part, _ in found.answers]) == ("single", [1, 0, 1, 0])
    assert told(export("blackboard", corrected)) == {"单选题只能有一个正确答案": ("sample.single",)}


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("moodle", "<shownumcorrect>1</shownumcorrect>", ""),
        ("moodle", 'fraction="14.28571"', 'fraction="14"'),
        ("moodle", "<tolerance>0</tolerance>", ""),
        ("gift", "#=0\n", "#0\n"),
        ("gift", "%14.28571%", "%14%"),
        ("gift", "\tTRUE\n", "\tTRUE.\n"),
    ],
)
def test_the_readers_refuse_what_moodle_does(samples: Batch, form: str, old: str, new: str) -> None:
    content = written(form, samples).decode()
    assert old in content
    with pytest.raises(Refused):
        {"moodle": read_xml, "gift": read_gift}[form](content.replace(old, new).encode())


# Plain texts


@pytest.mark.parametrize("which", ["samples", "whole", "paper"])
@pytest.mark.parametrize(
    ("form", "key", "why", "between"), [("dao1yun", "答案:", "解析:", ";"), ("plain", "【答案】", "【解析】", "")]
)
def test_lettered_texts(
    which: str, form: str, key: str, why: str, between: str, request: pytest.FixtureRequest
) -> None:
    batch: Batch = request.getfixturevalue(which)
    entries = [each for each in batch.entries if isinstance(each.answer, Options | Truth | Number)]
    found = read_lettered(written(form, batch), key, why)
    assert len(found) == len(entries)
    for block, entry in zip(found, entries):
        match entry.answer:
            case Options() as answer:
                assert block.options == [" ".join(text.split("\n")).replace("\t", " ") for text in answer.texts]
                assert block.key == between.join("ABCDEFGH"[place] for place in sorted(answer.rights))
            case Truth(is_true):
                assert block.key == ("正确" if is_true else "错误")
            case Number(digits):
                assert block.key == (f"({digits})" if form == "plain" else digits)
                assert block.stem.endswith("[填空题](系统评分)") == (form == "dao1yun")


@pytest.mark.parametrize("which", ["samples", "whole", "paper"])
def test_blackboard(which: str, request: pytest.FixtureRequest) -> None:
    batch: Batch = request.getfixturevalue(which)
    done = export("blackboard", batch)
    rows = read_blackboard(done.files[0])
    assert len(rows) == done.count == len(batch.entries) - sum(map(len, told(done).values()))
    assert set(told(done)) <= {"配对题的右边只能各用一次"}
    fields = {"Options": {"MC", "MA"}, "Truth": {"TF"}, "Number": {"NUM"}, "Steps": {"ORD"}, "Pairs": {"MAT"}}
    out = {id for ids in told(done).values() for id in ids}
    for row, entry in zip(rows, (each for each in batch.entries if each.id not in out)):
        assert row[0] in fields[type(entry.answer).__name__]


def test_more_than_a_file_holds(book: PolicyBook) -> None:
    questions = [sample("true_false", id=f"q{number}") for number in range(501)]
    files = export("blackboard", of(questions, book)).files
    assert [len(read_blackboard(content)) for content in files] == [500, 1]


def test_what_a_platform_would_not_take_is_told_with_the_reason(book: PolicyBook) -> None:
    long = sample("single", id="long", stem=words("x" * 2000))
    wordy = sample("single", id="wordy", because=same("x" * 2000))
    broad = sample("single", id="broad", options=(right("a" * 500), wrong("b")))
    blanks = sample("numeric", id="blanks", stem=same("____ and ____"))
    done = export("dao1yun", of([long, wordy, broad, blanks, sample("matching"), sample("ordering")], book, "en"))
    assert told(done, "en") == {
        "the question is longer than 2000 signs": ("long",),
        "the explanation is longer than 2000 signs": ("wordy",),
        "an option is longer than 500 signs": ("broad",),
        "a question may have one blank only": ("blanks",),
        "no such kind there: Match": ("sample.matching",),
        "no such kind there: Put in order": ("sample.ordering",),
    }
    assert (done.count, done.files) == (0, (b"\n",))


# Spreadsheets


def test_spreadsheets_hold_every_question_and_the_key(whole: Batch) -> None:
    head, *rows = load_workbook(io.BytesIO(written("xlsx", whole)))["questions"].iter_rows(values_only=True)
    first, answer = head.index("option A"), head.index("answer")
    assert [row[0] for row in rows] == [entry.id for entry in whole.entries]
    for row, entry in zip(rows, whole.entries):
        if isinstance(entry.answer, Options):
            key = {str(row[first + "ABCDEFGH".index(letter)]) for letter in str(row[answer])}
            assert key == {entry.answer.texts[place] for place in entry.answer.rights}


def test_a_sheet_explains_its_columns_and_holds_no_formula(book: PolicyBook) -> None:
    batch = of([sample("single", options=(right("=1+1"), wrong("+cmd"), wrong("@x")))], book, "en")
    read = load_workbook(io.BytesIO(written("xlsx", batch)))
    head = [cell.value for cell in read["questions"][1]]
    explained = [row[0] for row in read["columns"].iter_rows(min_row=2, values_only=True)]
    assert explained[: len(head)] == head
    assert {cell.data_type for row in read["questions"] for cell in row if cell.value} <= {"s", "n", "inlineStr"}


# All formats


def test_chapters_are_categories_and_stand_once(bank: Bank) -> None:
    batch = of_bank(bank, list(reversed(bank.questions.values())), "zh")
    tested = {question.chapter for question in bank.questions.values()}
    assert [name for name, _ in batch.categories] == [each.title.zh for each in bank.book.chapters if each.id in tested]


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_file_says_whom_it_is_for_and_what_it_is_not(form: str, paper: Batch) -> None:
    listed = describe(form, "zh")
    assert listed.startswith(form)
    has_place = "edition" not in EXPORTERS[form].lacks
    assert ("制度版本和声明" in listed) != has_place
    if has_place and EXPORTERS[form].endings[0] in (".xml", ".gift.txt"):
        text = written(form, paper).decode()
        assert "不构成法律意见" in text
        assert "Moodle 4.5.6" in text
        assert paper.about in text


@pytest.mark.slow
@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_questions_give_the_same_bytes(bank: Bank, paper: Batch, form: str) -> None:
    assert export(form, paper) == export(form, paper)
    questions = list(bank.questions.values())[::5]
    for lang in () if EXPORTERS[form].of_papers else LANGS:
        one, other = (export(form, of_bank(bank, questions, lang)) for _ in range(2))
        assert one == other


def test_unsound_questions_are_refused(book: PolicyBook) -> None:
    single, multiple = sample("single"), sample("multiple")
    bad = [single, single, sample("multiple", options=multiple.options[:1]), sample("numeric", number=None)]
    assert validate(bad) == [
        "sample.single: the id is there twice",
        "sample.multiple: the key is missing",
        "sample.numeric: the key is missing",
    ]
    assert validate([sample("single", id="编号", stem=Words(zh="a\x07", en="b"))]) == [
        "编号: the id is not ASCII",
        "编号: a text is empty or has signs that no file may hold",
    ]
    assert validate(
        [sample("single", options=(right("a"),)), sample("multiple", options=(right("a"), right("b")))]
    ) == [
        "sample.single: no option is wrong",
        "sample.multiple: no option is wrong",
    ]
    nine = sample("single", options=(right("a"), *(wrong(sign) for sign in "bcdefghi")))
    assert validate([nine]) == ["sample.single: there are more than 8 to choose from"]
    assert validate([sample("ordering", order=(Words(zh="a", en="a"), Words(zh="b", en="a")))]) == [
        "sample.ordering: two steps are the same"
    ]
    with pytest.raises(Unsound):
        of(bad, book)

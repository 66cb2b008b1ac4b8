"""Packages: QTI, and cards for Anki."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quiz.papers.exporters.entries import Batch, Number, Options, Pairs, Steps, Truth, explanation
from quiz.papers.exporters.qti import identifier
from tests.quiz.exporters.batches import written
from tests.quiz.exporters.qti_reading import read_package, seen

INTERACTIONS = {
    Options: "choiceInteraction",
    Truth: "choiceInteraction",
    Number: "textEntryInteraction",
    Steps: "orderInteraction",
    Pairs: "matchInteraction",
}


@pytest.mark.parametrize("which", ["samples", "paper"])
def test_items_mark_the_right_answer_and_no_other(which: str, request: pytest.FixtureRequest) -> None:
    batch: Batch = request.getfixturevalue(which)
    items, _ = read_package(written("qti", batch))
    assert [item.id for item in items] == [identifier(entry.id) for entry in batch.entries]
    for item, entry in zip(items, batch.entries):
        assert item.interaction == INTERACTIONS[type(entry.answer)]
        assert (item.score(*item.key), item.score()) == (entry.points, 0)
        assert item.feedback("EXPLAINED") == {"yes": explanation(entry, batch.lang)}
        match entry.answer:
            case Options() as answer:
                assert [item.choices[key] for key in item.key] == [answer.texts[at] for at in sorted(answer.rights)]
                others = [name for name in item.choices if name not in item.key]
                assert {item.score(name) for name in others} == {0}
                assert item.score(*item.choices) == 0
                assert item.feedback("CHOSEN") == {
                    letter: f"{letter}. {why}" for letter, why in zip("ABCDEFGH", answer.whys) if why
                }
            case Truth(is_true):
                assert item.key == [str(is_true).lower()]
                assert item.score(str(not is_true).lower()) == 0
            case Number(digits, unit):
                assert (item.key, item.score("99.5")) == ([digits], 0)
                assert unit in seen(item.root)
            case Steps() as answer:
                assert [item.choices[key] for key in item.key] == list(answer.in_order())
                assert item.score(*reversed(item.key)) == 0
            case Pairs() as answer:
                pairs = [tuple(item.choices[name] for name in key.split()) for key in item.key]
                assert pairs == list(answer.matched())
                assert item.score(*item.key[1:]) == 0


def test_a_corrected_key_counts_each_of_its_options(paper: Batch) -> None:
    entry = next(each for each in paper.entries if isinstance(each.answer, Options) and not each.answer.several)
    assert isinstance(entry.answer, Options)
    both = replace(entry, answer=replace(entry.answer, rights=frozenset({0, 2})))
    items, _ = read_package(written("qti", replace(paper, categories=(("c", (both,)),))))
    assert [items[0].score(letter) for letter in "ABC"] == [entry.points, 0, entry.points]


def test_a_test_of_a_paper_has_its_time_and_pass_mark_and_keeps_its_order(paper: Batch, samples: Batch) -> None:
    items, test = read_package(written("qti", paper))
    text = "".join(f"{node.tag.partition('}')[2]} {node.attrib} {node.text} " for node in test.iter())
    assert "timeLimits {'maxTime': '1800'}" in text
    assert "'submissionMode': 'simultaneous'" in text
    assert "baseValue {'baseType': 'float'} 80 " in text
    assert paper.about in seen(test)
    assert "不构成法律意见" in seen(test)
    shuffled = {node.get("shuffle") for item in items for node in item.root.iter() if node.get("shuffle")}
    assert shuffled == {"false"}
    items, test = read_package(written("qti", samples))
    assert "true" in {node.get("shuffle") for item in items for node in item.root.iter()}


# Anki


def collection(content: bytes, folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("media") == b"{}"
        (folder / "c.anki2").write_bytes(archive.read("collection.anki2"))
    return sqlite3.connect(folder / "c.anki2")


def notes(content: bytes, folder: Path) -> dict[str, list[str]]:
    """The fields of each note, by what it goes by."""
    rows = collection(content, folder).execute("SELECT guid, flds FROM notes ORDER BY guid")
    return {guid: fields.split("\x1f") for guid, fields in rows}


def test_cards_ask_and_answer(paper: Batch, tmp_path: Path) -> None:
    content = written("anki", paper)
    found = {fields[6]: fields for fields in notes(content, tmp_path).values()}
    assert list(found) != []
    for entry in paper.entries:
        question, options, answer, why, clause, edition, _ = found[entry.id]
        assert entry.stem.replace("\n", "<br>") in question
        assert entry.because in why
        assert entry.clause_name in clause
        assert entry.clause_text in clause
        assert "不构成法律意见" in edition
        match entry.answer:
            case Options() as choice:
                key = [f"{'ABCDEFGH'[place]}. {choice.texts[place]}" for place in sorted(choice.rights)]
                assert answer.split("<br>") == key
                assert all(line in options.split("<br>") for line in key)
            case Number(digits, unit):
                assert answer == f"{digits} {unit}".strip()
            case _:
                assert answer


def test_a_collection_is_sound(samples: Batch, tmp_path: Path) -> None:
    read = collection(written("anki", samples), tmp_path)

    def column(sql: str) -> list[Any]:
        return [row[0] for row in read.execute(sql)]

    assert column("PRAGMA integrity_check") == ["ok"]
    assert column("SELECT ver FROM col") == [11]
    models, decks = (json.loads(column(f"SELECT {name} FROM col")[0]) for name in ("models", "decks"))
    assert set(map(str, column("SELECT mid FROM notes"))) == set(models)
    assert set(map(str, column("SELECT did FROM cards"))) <= set(decks)
    assert column("SELECT nid FROM cards ORDER BY nid") == column("SELECT id FROM notes ORDER BY id")
    assert len(set(column("SELECT guid FROM notes"))) == len(samples.entries)
    (model,) = models.values()
    assert {len(fields.split("\x1f")) for fields in column("SELECT flds FROM notes")} == {len(model["flds"])}
    assert all(deck["name"].startswith(samples.title) for id, deck in decks.items() if id != "1")


def test_a_note_is_the_same_whatever_its_words_and_newer_on_a_later_day(paper: Batch, tmp_path: Path) -> None:
    reworded = tuple(replace(each, because="because", answer=each.answer) for each in paper.entries)
    later = replace(paper, day=date(2027, 1, 1), categories=((paper.title, reworded),))
    content, changed = written("anki", paper), written("anki", later)
    assert notes(content, tmp_path).keys() == notes(changed, tmp_path).keys()
    assert notes(content, tmp_path) != notes(changed, tmp_path)
    mods = [
        collection(each, tmp_path).execute("SELECT min(mod), max(mod) FROM notes").fetchone()
        for each in (content, changed)
    ]
    assert mods[0][1] < mods[1][0]
    other = notes(written("anki", replace(paper, lang="en")), tmp_path)
    assert not other.keys() & notes(content, tmp_path).keys()

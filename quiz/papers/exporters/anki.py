"""Anki: a package of cards, written with SQLite alone, in the form that every version since 2.1 reads.

A note goes by its `guid`, made of the question's id and the language: what is imported again updates it and keeps what
was learnt. Anki takes the newer of two, by the day on which the policy was in force.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, time
from html import escape
from typing import Any

from handbook import say
from quiz.archives.zip import zipped
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.entries import Batch, Entry, Number, Options, Pairs, Steps, Truth, source, stem_with_unit

_FIELDS = ("Question", "Options", "Answer", "Why", "Clause", "Edition", "Id")
_FRONT = '<div class="stem">{{Question}}</div>{{#Options}}<div class="options">{{Options}}</div>{{/Options}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="key">{{Answer}}</div><div>{{Why}}</div>'
    '<div class="clause">{{Clause}}</div><div class="edition">{{Edition}}</div>'
)
_STYLE = (
    ".card{font-family:sans-serif;font-size:18px;line-height:1.6;text-align:left;max-width:40em;margin:0 auto}"
    ".options,.clause{margin-top:.8em}.key{font-weight:bold}.edition{margin-top:.8em;font-size:12px;opacity:.6}"
)
_TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
 ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
 models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
 usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
 flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
 mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
 ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
 odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
 ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_VERSION = 11  # of these tables
_WRITTEN_BY = slice(96, 100)  # in a file of SQLite: the library's own version, which says nothing of what is in it


def anki(batch: Batch) -> bytes:
    """The package."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(f"PRAGMA page_size = 4096;{_TABLES}")
        _fill(connection, batch)
        connection.commit()
        content = bytearray(connection.serialize())
    finally:
        connection.close()
    content[_WRITTEN_BY] = bytes(4)
    return zipped([("collection.anki2", bytes(content)), ("media", "{}")])


def guid(id: str, lang: str) -> str:
    """What a note goes by, whatever becomes of its words."""
    return hashlib.sha256(f"handbook/{lang}/{id}".encode()).hexdigest()[:16]


def _number(*name: str) -> int:
    """A number of thirteen digits, as Anki makes them of the time, here of a name."""
    return 10**12 + int.from_bytes(hashlib.sha256("/".join(name).encode()).digest()[:5], "big")


def _fill(connection: sqlite3.Connection, batch: Batch) -> None:
    changed = int(datetime.combine(batch.day, time(), UTC).timestamp())
    model = _number("model", batch.lang)
    top = batch.title.replace("::", ":")
    decks: dict[str, Any] = {"1": _deck(1, "Default", "", changed)}
    due = 0
    for name, entries in batch.categories:
        title = top if name == batch.title else f"{top}::{name.replace('::', ':')}"
        deck = _number("deck", batch.lang, title)
        decks[str(deck)] = _deck(deck, title, batch.made_for, changed)
        for entry in entries:
            due += 1
            note = _number("note", batch.lang, entry.id)
            fields = _fields(entry, batch)
            sum = int(hashlib.sha1(entry.stem.encode()).hexdigest()[:8], 16)
            joined = "\x1f".join(fields)
            row = (
                note,
                guid(entry.id, batch.lang),
                model,
                changed,
                -1,
                f" {entry.kind} ",
                joined,
                fields[0],
                sum,
                0,
                "",
            )
            connection.execute(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", row)
            card = (note, note, deck, 0, changed, -1, 0, 0, due, *(0,) * 8, "")
            connection.execute(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", card)
    conf = {"curModel": model, "nextPos": due + 1}
    texts = [_json(each) for each in (conf, {str(model): _model(model, batch, changed)}, decks, {}, {})]
    whole = (1, changed, changed * 1000, changed * 1000, _VERSION, 0, 0, 0, *texts)
    connection.execute(f"INSERT INTO col VALUES ({','.join('?' * 13)})", whole)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _deck(id: int, name: str, about: str, changed: int) -> dict[str, Any]:
    today = {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}
    shown = {"collapsed": False, "browserCollapsed": False, "desc": about, "dyn": 0, "conf": 1, "extendNew": 0}
    return {"id": id, "name": name, "mod": changed, "usn": -1, **shown, "extendRev": 0, **today}


def _model(id: int, batch: Batch, changed: int) -> dict[str, Any]:
    """The kind of note: its fields, and how a card shows them."""
    plain = {"sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
    fields = [{"name": name, "ord": place, **plain} for place, name in enumerate(_FIELDS)]
    card = {"name": "1", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "bqfmt": "", "bafmt": "", "did": None}
    return {
        "id": id,
        "name": say("quiz.exports.bank", batch.lang),
        "type": 0,
        "mod": changed,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tmpls": [card],
        "flds": fields,
        "css": _STYLE,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def _fields(entry: Entry, batch: Batch) -> list[str]:
    lang = batch.lang
    stem = f"{stem_with_unit(entry, lang)}\n[{KINDS[entry.kind].title[lang]}]"
    why = "\n".join([entry.because, *entry.working, *_wrong(entry, batch)])
    clause = f"{source(entry, lang)}\n{entry.clause_text}"
    edition = f"{batch.about}\n{say('quiz.papers.note', lang)}"
    texts = (stem, "\n".join(_shown(entry)), _key(entry, batch), why, clause, edition, entry.id)
    return [escape(text.strip()).replace("\n", "<br>") for text in texts]


def _shown(entry: Entry) -> list[str]:
    """What there is to choose from, with letters, below what stands on the left."""
    match entry.answer:
        case Options(texts) | Steps(texts):
            return [f"{letter}. {text}" for letter, text in zip(LETTERS, texts)]
        case Pairs(lefts, rights):
            numbered = [f"{number}. {text}" for number, text in enumerate(lefts, 1)]
            return [*numbered, "", *(f"{letter}. {text}" for letter, text in zip(LETTERS, rights))]
        case _:
            return []


def _key(entry: Entry, batch: Batch) -> str:
    match entry.answer:
        case Options() as answer:
            return "\n".join(f"{LETTERS[place]}. {answer.texts[place]}" for place in sorted(answer.rights))
        case Truth(is_true):
            return say(f"quiz.kinds.true_false.{'right' if is_true else 'wrong'}", batch.lang)
        case Number(digits, unit):
            return f"{digits} {unit}"
        case Steps() as answer:
            return "\n".join(f"{number}. {text}" for number, text in enumerate(answer.in_order(), 1))
        case Pairs() as answer:
            return "\n".join(f"{left} – {right}" for left, right in answer.matched())


def _wrong(entry: Entry, batch: Batch) -> list[str]:
    """Why each wrong option is wrong."""
    if not isinstance(entry.answer, Options):
        return []
    whys = zip(LETTERS, entry.answer.whys)
    return [say("quiz.papers.not", batch.lang, letter=letter, text=why) for letter, why in whys if why]

"""Search that finds what people type: words of the glossary for cutting Chinese, and each clause's search words."""

from __future__ import annotations

import json
import logging
from functools import cache
from pathlib import Path

import jieba

from handbook.book import Clause
from handbook.traditional import to_traditional
from macros.edition import Edition

_UNUSED = ("**/*.map", "assets/javascripts/lunr/**/*")


@cache
def load_dictionary() -> None:
    """Load the cutter's dictionary once; it takes half a second."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()


def teach(edition: Edition) -> None:
    """Teach the cutter the handbook's own words, so that 绩效考核 is one word in the index and in a query."""
    if edition.lang == "en":
        return
    load_dictionary()
    for term in edition.book.terms:
        for word in {term.entry.term.zh, term.entry.term["zh-Hant"]}:
            jieba.add_word(word)


def add_keywords(index: Path, edition: Edition) -> None:
    """Give each clause's entry in the index its search words; nothing of them is displayed."""
    data = json.loads(index.read_text(encoding="utf-8"))
    for entry in data["docs"]:
        id = entry["location"].partition("#")[2]
        if id in edition.book.clauses:
            entry["keywords"] = keywords(edition, edition.book.clauses[id])
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def keywords(edition: Edition, clause: Clause) -> str:
    """Words separated by spaces: what the data give, and on Chinese pages both kinds of characters."""
    search = clause.entry.search
    words = [*search.en, *search.zh] if edition.lang == "en" else [*search.zh, *search.en]
    if edition.lang != "en":
        words += [clause.entry.title.zh, *(term.entry.term.zh for term in edition.book.terms_of(clause.id))]
        words += [part for word in words for part in jieba.cut(word) if len(part) > 1]
        words += [to_traditional(word) for word in words]
    return " ".join(dict.fromkeys(words))


def drop_unused(site: Path) -> None:
    """Delete what the theme ships and no page of ours loads."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()

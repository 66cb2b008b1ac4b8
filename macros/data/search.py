"""Search that finds what people type: words of the glossary for cutting Chinese, and each clause's search words."""

from __future__ import annotations

import json
import logging
import re
from functools import cache
from pathlib import Path

import jieba

from handbook.lang.traditional import to_traditional
from handbook.policy.book import Clause
from macros.site.edition import Edition

_WHOLE = 3
_LIGHT = 0.05
_UNUSED = ("**/*.map", "assets/javascripts/lunr/**/*")


@cache
def load_dictionary() -> None:
    """Load the cutter's dictionary once; it takes half a second."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()


def teach(edition: Edition) -> None:
    """Teach the cutter the handbook's own words, so that 绩效考核 is one word in the index and in a query."""
    if not edition.lang.startswith("zh"):
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
        elif not id:
            entry["boost"] = _LIGHT  # a page comes after the clauses on it
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def keywords(edition: Edition, clause: Clause) -> str:
    """Words separated by spaces: what the data give, and on Chinese pages both kinds of characters.

    A word counts by how often it stands here, so that a clause's own title and words outweigh the pieces of words.
    """
    search = clause.entry.search
    if not edition.lang.startswith("zh"):
        return " ".join([*search.en, *search.zh])
    words = [clause.entry.title.zh, *search.zh]
    pieces = [piece for word in words for piece in jieba.cut_for_search(word) if len(piece) > 1 and not piece.isascii()]
    weighed = [*words * _WHOLE, *jieba.cut(clause.entry.title.zh), *dict.fromkeys(pieces), *search.en]
    other = [traditional for word in weighed if (traditional := to_traditional(word)) != word]
    return " ".join([*weighed, *other])


def drop_unused(site: Path) -> None:
    """Delete what the theme ships and no page of ours loads."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()


# The theme's cutting of a query into words of the index (mkdocs-material 9.8.1) never takes a word at the query's end,
# and gives up at the first sign it does not know: 年假 becomes 年, 接电话几秒 becomes 接电话.
_CUTTER = re.compile(r"function (\w+)\(t,e\)\{let r=new Set,n=new Uint16Array\(t\.length\);.*?new Set\(\[t\]\):r\}")
_OUR_CUTTER = (
    "function {name}(t,e){{let r=new Set;for(let s=0,o;s<t.length;s=o){{"
    "for(o=t.length;o>s+1&&!(t.slice(s,o)in e);)o--;t.slice(s,o)in e&&r.add(t.slice(s,o))}}"
    "return r.size?r:new Set([t])}}"
)


def mend_worker(site: Path) -> None:
    """Let the search take the longest words of the index, wherever they stand in a query. Raises LookupError."""
    for worker in site.glob("assets/javascripts/workers/search.*.js"):
        text = worker.read_text(encoding="utf-8")
        if len(_CUTTER.findall(text)) != 1:
            raise LookupError(f"{worker.name}: the theme has changed how it cuts a query; see macros/data/search.py")
        mended = _CUTTER.sub(lambda found: _OUR_CUTTER.format(name=found[1]), text)
        worker.write_text(mended, encoding="utf-8")

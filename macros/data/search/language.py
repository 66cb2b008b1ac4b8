"""What the search knows of the languages people type: readings of characters, Traditional forms, and `language.yml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from handbook import PolicyBook
from macros.data.search.reading import Syllables, read_aloud
from macros.render.kept import Kept, digest

_HERE = Path(__file__).parent
_folded = Kept("folded", version("opencc"))
_parsed = Kept("words", version("pyyaml"), rest_goes=True)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_UNIFIED = range(0x4E00, 0x9FA6)
# The 3,755 most common characters, in the order of their readings, as GB 2312 has them.
_COMMON = bytes(
    byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA) for byte in (row, cell)
).decode("gb2312")


def language(book: PolicyBook) -> dict[str, Any]:
    """`syllables`: characters by their reading without tones; `readings`: two characters that are read otherwise
    together; `fold`: Traditional characters, each followed by its Simplified form; and the words of `language.yml`."""
    return _language(tuple(_words_of(book)), "".join(clause.entry.whole.zh for clause in book.clauses.values()))


@lru_cache(maxsize=1)  # the same for all languages of a site
def _language(words: tuple[str, ...], texts: str) -> dict[str, Any]:
    ours = _common_words()
    characters = set("".join(_HAN.findall("".join([*words, texts, str(ours)]))))
    runs = sorted({run for word in words for run in _HAN.findall(word)})
    shown = sorted(characters | set(_COMMON))
    aloud = read_aloud([*shown, *"".join(runs), *runs])
    return {
        "syllables": _syllables(shown, aloud),
        "readings": _readings(runs, aloud),
        "fold": _fold(characters),
        **ours,
    }


def _words_of(book: PolicyBook) -> Iterator[str]:
    """Titles, search words, terms and their other names in Chinese; Simplified, as they were written."""
    for chapter in book.chapters:
        yield chapter.title.zh
        yield from (section.title.zh for section in chapter.sections)
    for clause in book.clauses.values():
        yield from (clause.entry.title.zh, *clause.entry.search.zh)
    for term in book.terms:
        yield from (term.entry.term.zh, *term.entry.also.zh)
    for parameter in book.parameters.values():
        yield parameter.entry.label.zh
    for meant, said in _common_words()["synonyms"].items():
        yield from (meant, *said)


@cache
def _common_words() -> dict[str, Any]:
    """`language.yml`, and `synonyms.yml`: what the handbook says, and what people say for it."""
    return {**_read("language.yml"), "synonyms": _read("synonyms.yml")}


def _read(name: str) -> Any:
    text = (_HERE / name).read_text(encoding="utf-8")
    found = _parsed.get(key := digest(text))
    if found is None:
        found = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        _parsed.put(key, found)
    return found


def _syllables(characters: Iterable[str], aloud: Mapping[str, Syllables]) -> dict[str, str]:
    by_reading: dict[str, list[str]] = defaultdict(list)
    for each in characters:
        (reading,) = aloud[each]
        if reading.isascii() and reading.isalpha():
            by_reading[reading].append(each)
    return {reading: "".join(found) for reading, found in sorted(by_reading.items())}


def _readings(runs: Iterable[str], aloud: Mapping[str, Syllables]) -> dict[str, str]:
    """A pair of neighbours is context enough: 重大 is read zhong da, 重复 chong fu."""
    found = {}
    for run in runs:
        for i in range(len(run) - 1):
            pair, read = run[i : i + 2], list(aloud[run][i : i + 2])
            if read != [*aloud[pair[0]], *aloud[pair[1]]]:
                found[pair] = " ".join(read)
    return found


def _fold(characters: set[str]) -> str:
    """Traditional characters, each followed by its Simplified form: of those in `characters`."""
    pairs: str | None = _folded.get("")
    if pairs is None:
        from opencc import OpenCC  # loads its dictionaries: only where nothing is kept

        converter = OpenCC("t2s")
        every = map(chr, _UNIFIED)  # one by one: in a text, neighbours would decide
        pairs = "".join(t + s for t in every if (s := converter.convert(t)) != t)
        _folded.put("", pairs)
    return "".join(t + s for t, s in zip(pairs[::2], pairs[1::2]) if s in characters)

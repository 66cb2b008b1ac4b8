"""Plants what runs, if it is ever taken for markup, in every text of a copy of the policy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handbook.files.reading import read_source
from handbook.lang.languages import LANGS
from handbook.schema.json_schema import make_schemas
from tests.more_texts import MORE

# Nothing called `planted` may ever come into being: no element, no attribute, no call.
PAYLOAD = (
    "\"' onclick=planted() planted='><planted><img src=x onerror=planted()></script><script>planted()</script><!-- "
    "[l](javascript:planted()) *i* `c` &lt;\\!"
)
BRACES = " {: planted=y } {{ planted() }} {% raw %} {# planted #}"  # texts with placeholders can have none of these
FREE = {*LANGS, "ref", "by"}  # the keys of texts for people, and those of texts for the program
FORMULAS = {"must", "when", "ask_when", "formula", "holds", "is", "previous"}
_WITH_PLACEHOLDERS = {"text", "means", "say"}


def plant(data: Path, to: Path) -> int:
    """Copy the policy, with texts in all fields and the payload at the end of each. Gives the number of texts."""
    shutil.copytree(data, to)
    for name, text in MORE.items():
        (to / name).write_text(text, encoding="utf-8")
    count = 0
    for file in sorted(to.rglob("*.yml")):
        name = file.relative_to(to)
        source = read_source(file, str(name), str(name))
        assert source.tree is not None, source.problems
        text = source.text
        for path, words in reversed([*source.tree.texts()]):
            spot = source.tree.root.find(path)
            if _key(path) in FREE and not _is_unit(path):
                count += 1
                new = json.dumps(words.strip() + _payload(name, path), ensure_ascii=False)
                text = text[: spot.start] + new + ("\n" if text[spot.start] in "|>" else "") + text[spot.end :]
        file.write_text(text, encoding="utf-8")
    return count


def _key(path: tuple[str | int, ...]) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _is_unit(path: tuple[str | int, ...]) -> bool:
    """A table of bands has a unit under the key that names who has acknowledged a limit."""
    return path[-1] == "by" and path[-2:-1] != ("acknowledged",)


def _payload(file: Path, path: tuple[str | int, ...]) -> str:
    plain = file.parts[0] == "questions" or bool(_WITH_PLACEHOLDERS & set(map(str, path[-2:])))
    return PAYLOAD if plain else PAYLOAD + BRACES


def text_keys() -> set[str]:
    """The keys that may have any words, by the models."""
    found: set[str] = set()
    for schema in make_schemas().by_kind.values():
        found |= set(_open_keys(schema))
    return found


def _open_keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from _open_keys(each)
    elif isinstance(schema, dict):
        for key, each in schema.get("properties", {}).items():
            if any(_is_open(option) for option in (each, each.get("items"), *each.get("anyOf", ()))):
                yield key
        for each in schema.values():
            yield from _open_keys(each)


def _is_open(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "string" and schema.get("pattern") == r"\S"

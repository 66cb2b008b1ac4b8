"""A clause keeps the force of its source: a duty, a ban, a permission; and English has no "may" with two meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook.files.yaml.align import place_in_text
from handbook.lang.catalogue import Listed, Phrase
from handbook.lang.languages import WRITTEN, Lang
from handbook.problems.problem import Problem
from handbook.schema.draft import Draft
from handbook.schema.models import Force

_SAYING: Mapping[Lang, Mapping[Force, re.Pattern[str]]] = {
    "zh": {
        "must": re.compile("应当|必须|须(?!知)"),
        "must_not": re.compile("不得|禁止"),
        "may": re.compile("可以"),
    },
    "en": {
        "must": re.compile(r"\bmust\b(?! (?:not|never)\b)", re.IGNORECASE),
        "must_not": re.compile(r"\bmust (?:not|never)\b|\b(?:nobody|no one) may\b", re.IGNORECASE),
        "may": re.compile(r"(?<!nobody )(?<!no one )\bmay\b(?! (?:not|never|exceed)\b)", re.IGNORECASE),
    },
}
# A ban, or a chance that something is not so; what is allowed, or what happens.
_AMBIGUOUS = re.compile(r"\bmay (?:not|never|exceed)\b", re.IGNORECASE)
NAMES: Mapping[Force, Phrase] = {force: Phrase(f"handbook.policy.force.{force}") for force in _SAYING["zh"]}


def forces(text: str, lang: Lang) -> set[Force]:
    """What a text says as a duty, a ban, a permission."""
    return {force for force, pattern in _SAYING[lang].items() if pattern.search(text)}


def check_force(draft: Draft) -> Iterator[Problem]:
    """Clauses whose text has another force than they say their source has; English that can be read in two ways."""
    for located in draft.clauses:
        entry = located.entry
        for lang in WRITTEN if entry.force is not None else ():
            wanted, found = set(entry.force or ()), forces(entry.text[lang], lang)
            if found != wanted:
                facts = {"wanted": _names(wanted), "found": _names(found)}
                yield Problem(located.place("text", lang), "other_force", f"{located.name}.text.{lang}", facts)
    for source in draft.sources:
        if source.tree is None:
            continue
        for row, text in source.tree.rows(under="en"):
            ambiguous = _AMBIGUOUS.search(text.strip()) if "may " in text.lower() else None
            if ambiguous:
                place = place_in_text(source, source.tree.spot(row), text.strip(), ambiguous.start())
                yield Problem(place, "ambiguous_may", "", {"found": ambiguous[0]}, "warning")


def _names(found: set[Force]) -> Phrase | Listed:
    named = tuple(NAMES[force] for force in NAMES if force in found)
    return Listed(named) if named else Phrase("handbook.policy.force.none")

"""Placeholders in texts can be read, name what exists, agree between the languages, and have a value today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from handbook.draft import Draft, Located
from handbook.problems import Place, Problem
from handbook.prose import BadProse, ClauseRef, ParameterRef, parse, place_offsets, references
from handbook.shapes import guess
from handbook.tree import Spot
from handbook.words import WRITTEN, Lang, Words

Reference = ParameterRef | ClauseRef


def check_texts(draft: Draft, today: date) -> Iterator[Problem]:
    """Every text that may carry placeholders: of clauses and of glossary terms. And no parameter goes unused."""
    used: set[str] = set()
    for name, located, words in _texts(draft):
        found = _Text(draft, name, located, words, today)
        yield from found.problems()
        used |= found.parameters
    if not draft.blind:
        for name, parameter in draft.parameters.items():
            if name not in used:
                place = parameter.spot.key.place if parameter.spot.key else parameter.place()
                yield Problem(place, "unused_parameter", name, {"name": name}, "warning")


def _texts(draft: Draft) -> Iterator[tuple[str, Located[object], Words]]:
    for id, clause, _ in draft.clauses():
        spot = clause.spot.find(("text",))
        yield f"{id}.text", Located(clause.entry, spot, clause.source), clause.entry.text
    if draft.glossary:
        for index, term in enumerate(draft.glossary.entry.terms):
            spot = draft.glossary.spot.find(("terms", index, "means"))
            yield f"{term.id}.means", Located(term, spot, draft.glossary.source), term.means


class _Text:
    """One text in its languages, and what is wrong with its placeholders."""

    def __init__(self, draft: Draft, name: str, located: Located[object], words: Words, today: date) -> None:
        self.draft, self.name, self.located, self.words, self.today = draft, name, located, words, today
        self.parameters: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        counts: dict[Lang, Counter[str]] = {}
        for lang in WRITTEN:
            spot = self.located.spot.find((lang,))
            where = f"{self.name}.{lang}"
            try:
                refs = list(references(parse(self.words[lang])))
            except BadProse as bad:
                for slip in bad.slips:
                    place = self._place(spot, self.words[lang], slip.index)
                    yield Problem(place, slip.code, where, {"found": slip.found, "right": slip.right})
                continue
            counts[lang] = Counter(_full_name(ref) for ref in refs)
            for index, ref in enumerate(refs):
                yield from self._reference(ref, spot, index, where)
        if len(counts) == len(WRITTEN):
            yield from self._agreement(counts["zh"], counts["en"])

    def _reference(self, ref: Reference, spot: Spot, index: int, where: str) -> Iterator[Problem]:
        if isinstance(ref, ClauseRef):
            if not self.draft.knows_clause(ref.id):
                facts = {"name": ref.id, "guess": guess(ref.id, self.draft.known_clauses)}
                yield Problem(self._nth_place(spot, index), "unknown_clause", where, facts)
            return
        self.parameters.add(ref.name)
        if not self.draft.knows_parameter(ref.name):
            facts = {"name": ref.name, "guess": guess(ref.name, self.draft.known_parameters)}
            yield Problem(self._nth_place(spot, index), "unknown_parameter", where, facts)
            return
        parameter = self.draft.parameters.get(ref.name)
        first = min((step.since for step in parameter.entry.values), default=None) if parameter else None
        if parameter and first and first > self.today:
            place = parameter.place("values", 0, "from")
            yield Problem(place, "no_value_on_day", ref.name, {"day": self.today, "first": first})

    def _agreement(self, zh: Counter[str], en: Counter[str]) -> Iterator[Problem]:
        place = self.located.spot.find(("en",)).place
        for name in dict.fromkeys([*zh, *en]):
            if zh[name] > 0 and en[name] == 0:
                yield Problem(place, "placeholder_missing", f"{self.name}.en", {"name": name})
            elif en[name] > 0 and zh[name] == 0:
                yield Problem(place, "placeholder_extra", f"{self.name}.en", {"name": name})

    def _nth_place(self, spot: Spot, index: int) -> Place:
        offsets = place_offsets(self.located.source.text[spot.start : spot.end])
        return self._at(spot.start + offsets[index]) if index < len(offsets) else spot.place

    def _place(self, spot: Spot, text: str, index: int) -> Place:
        """The place in the file of the offset `index` in the text, found by counting equal braces before it."""
        raw = self.located.source.text[spot.start : spot.end]
        braces = sum(sign in "{｛" for sign in text[:index])
        seen = [offset for offset, sign in enumerate(raw) if sign in "{｛"]
        return self._at(spot.start + seen[braces]) if braces < len(seen) else spot.place

    def _at(self, offset: int) -> Place:
        text = self.located.source.text
        line_start = text.rfind("\n", 0, offset) + 1
        return Place(self.located.source.file, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _full_name(ref: Reference) -> str:
    return ref.name if isinstance(ref, ParameterRef) else f"clause.{ref.id}"

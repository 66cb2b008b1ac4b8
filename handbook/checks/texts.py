"""Placeholders in texts can be read, name what exists, agree between the languages, and have a value today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from handbook.align import place_in_text
from handbook.draft import Draft, Located
from handbook.problems import Fact, Problem
from handbook.prose import BadProse, ClauseRef, ParameterRef, mark_offsets, parse, references
from handbook.shapes import guess, names_along
from handbook.source import Source
from handbook.words import WRITTEN, Lang, Words

Reference = ParameterRef | ClauseRef
_WITH_PLACEHOLDERS = {"chapters": "text", "": "means", "rules": "say"}  # folder -> the key whose words may have them


def check_texts(draft: Draft, today: date) -> Iterator[Problem]:
    """Every text that may carry placeholders: of clauses and of glossary terms. And no parameter goes unused."""
    used: set[str] = set()
    for name, located, words in texts(draft):
        found = _Text(draft, name, located, words, today)
        yield from found.problems()
        used |= found.parameters
    for source in draft.sources:
        yield from _strays(source)
    for name, parameter in draft.parameters.items():
        if name not in used and not draft.may_mention(name):
            place = parameter.spot.key.place if parameter.spot.key else parameter.place()
            yield Problem(place, "unused_parameter", name, {"name": name}, "warning")


def texts(draft: Draft) -> Iterator[tuple[str, Located[object], Words]]:
    """Name, place and words of every text with placeholders."""
    for clause in draft.clauses:
        spot = clause.spot.find(("text",))
        yield f"{clause.name}.text", Located(clause.entry, spot, clause.source), clause.entry.text
    for term in draft.terms:
        spot = term.spot.find(("means",))
        yield f"{term.name}.means", Located(term.entry, spot, term.source), term.entry.means


def _strays(source: Source) -> Iterator[Problem]:
    """Placeholders where none are put in: they would be shown to readers as they stand."""
    if source.tree is None or "{{" not in source.text:
        return
    allowed = _WITH_PLACEHOLDERS.get(source.name.rpartition("/")[0])
    for path, spot, text in source.tree.texts():
        if "{{" in text and allowed not in path[-2:]:
            where = ".".join(names_along(path, source.tree.data))
            index = text.index("{{")
            yield Problem(place_in_text(source, spot, text.strip(), index), "placeholder_here", where)


class _Text:
    """One text in its languages, and what is wrong with its placeholders."""

    def __init__(self, draft: Draft, name: str, located: Located[object], words: Words, today: date) -> None:
        self.draft, self.name, self.located, self.words, self.today = draft, name, located, words, today
        self.parameters: set[str] = set()
        self.unknown = False  # a misspelt name in one language only seems to be missing in the other

    def problems(self) -> Iterator[Problem]:
        counts: dict[Lang, Counter[str]] = {}
        for lang in WRITTEN:
            try:
                refs = list(references(parse(self.words[lang])))
            except BadProse as bad:
                for slip in bad.slips:
                    yield self._problem(slip.code, lang, slip.index, {"found": slip.found, "right": slip.right})
                continue
            counts[lang] = Counter(_full_name(ref) for ref in refs)
            for index, ref in zip(mark_offsets(self.words[lang]), refs):
                yield from self._reference(ref, lang, index)
        if len(counts) == len(WRITTEN) and not self.unknown:
            yield from self._agreement(counts["zh"], counts["en"])

    def _reference(self, ref: Reference, lang: Lang, index: int) -> Iterator[Problem]:
        draft = self.draft
        if isinstance(ref, ClauseRef):
            if not draft.knows_clause(ref.id):
                self.unknown = True
                facts = {"name": ref.id, "guess": guess(ref.id, draft.known_clauses)}
                yield self._problem("unknown_clause", lang, index, facts)
            return
        self.parameters.add(ref.name)
        if not draft.knows_parameter(ref.name):
            self.unknown = True
            facts = {"name": ref.name, "guess": guess(ref.name, draft.known_parameters)}
            yield self._problem("unknown_parameter", lang, index, facts)
            return
        parameter = draft.parameters.get(ref.name)
        first = min((step.since for step in parameter.entry.values), default=None) if parameter else None
        if parameter and first and first > self.today:
            at = parameter.place("values", 0, "from")
            yield Problem(at, "no_value_on_day", ref.name, {"day": self.today, "first": first})

    def _problem(self, code: str, lang: Lang, index: int, facts: Mapping[str, Fact]) -> Problem:
        place = place_in_text(self.located.source, self.located.spot.find((lang,)), self.words[lang], index)
        return Problem(place, code, f"{self.name}.{lang}", facts)

    def _agreement(self, zh: Counter[str], en: Counter[str]) -> Iterator[Problem]:
        place = self.located.spot.find(("en",)).place
        for name in dict.fromkeys([*zh, *en]):
            if zh[name] > 0 and en[name] == 0:
                yield Problem(place, "placeholder_missing", f"{self.name}.en", {"name": name})
            elif en[name] > 0 and zh[name] == 0:
                yield Problem(place, "placeholder_extra", f"{self.name}.en", {"name": name})


def _full_name(ref: Reference) -> str:
    return ref.name if isinstance(ref, ParameterRef) else f"clause.{ref.id}"

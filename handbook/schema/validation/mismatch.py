"""What has not its shape: turns what its reader finds into problems at their places, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handbook.files.value_typos import tidy
from handbook.files.yaml.tree import Spot
from handbook.files.yaml.writing import flow
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import describe, guess, nearest
from handbook.schema.examples import Example, example_of, value_for
from handbook.schema.fields import field_of
from handbook.schema.models import ChapterFile
from handbook.schema.validation.bad_values import (
    Facts,
    bad_date,
    bad_number,
    bad_option,
    bad_pattern,
    bad_switch,
    bad_text,
    bad_units,
)
from handbook.schema.validation.line_causes import LineCauses
from handbook.schema.validation.part import Part, members, part_at
from handbook.schema.validation.paths import Path, mappings_around, names_along
from handbook.shapes.marks import ByKeys, ByValue
from handbook.shapes.reading import OF_A_KEY, Finding

_SIMPLE = frozenset(("empty_text", "not_list", "too_short", "no_origin", "band_edge"))  # each is a message as it is
_OPTIONS = "choices: [good, pass]"


class Mismatch:
    """One value that has not its shape: the shape, the data, their places, the text that they stand in."""

    def __init__(self, shape: Any, data: Any, spot: Spot, where: str, text: str) -> None:
        self.shape, self.data, self.spot, self.where = shape, data, spot, where
        self.lines = LineCauses(text)

    def problems(self, findings: Sequence[Finding]) -> Iterator[Problem]:
        """One problem a cause: a typo in a line, or a misspelt key, also makes another key seem to be missing."""
        causes = list(self._causes(findings))
        misspelt = {(*each.path[:-1], self._meant(each)) for each in causes if each.kind == "unknown_key"}
        seen: set[Place] = set()
        for finding in causes:
            if finding.kind == "missing_key" and finding.path in misspelt:
                continue
            part = part_at(self.shape, finding.path)
            where = ".".join(name for name in (self.where, *names_along(_named(part.path, finding), self.data)) if name)
            typos = self.lines.of(finding, self.spot.find(part.path))
            for typo in typos:
                place = Place(self.spot.place.file, typo.line, typo.column)
                if place not in seen:
                    seen.add(place)
                    yield Problem(place, typo.code, where, {"right": typo.mended.strip(), "sign": typo.sign})
            if not typos:
                yield self._problem(finding, part, where)

    def _causes(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        """The findings without those that only follow from a misspelt key that tells what an entry is."""
        mistaken = {each.path[:-1] for each in findings if self._meant_to_tell(each)}
        for each in findings:
            follows = any(each.path[: len(part)] == part for part in mistaken)
            if not follows or self._meant_to_tell(each):
                yield each

    def _meant_to_tell(self, finding: Finding) -> str | None:
        """Which of the keys that tell an entry from others was meant by an unknown one, if one was."""
        if finding.kind != "unknown_key":
            return None
        return nearest(tidy(str(finding.path[-1])), part_at(self.shape, finding.path[:-1]).deciding_keys, 0.7)

    def _meant(self, finding: Finding) -> str | None:
        """The key that an unknown one was meant to be."""
        path = finding.path
        return self._meant_to_tell(finding) or nearest(tidy(str(path[-1])), part_at(self.shape, path[:-1]).keys)

    def _problem(self, finding: Finding, part: Part, where: str) -> Problem:
        spot, key = self.spot.find(part.path), _last_name(part.path)
        code, facts = self._code(finding, part, spot, key)
        place = spot.place
        at_key = finding.kind == "unknown_key" or code == "missing_key" or part.path[-1:] == (OF_A_KEY,)
        if at_key and spot.key:
            place = spot.key.place
        elif finding.kind == "no_member":
            key = self._deciding_key(finding, part)
            place = self.spot.find((*part.path, key)).place
        in_mapping = not part.path or part.tag or isinstance(part.path[-1], str)
        return Problem(place, code, where, {"key": key, "at": f"{key}: " if in_mapping else "- ", **facts})

    def _code(self, finding: Finding, part: Part, spot: Spot, key: str) -> tuple[str, Facts]:
        kind, found = finding.kind, finding.found
        facts: Facts = {"found": describe(found), "example": self._example(part, key)}
        match kind:
            case "missing_key":
                return "missing_key", facts
            case "unknown_key":
                return self._unknown_key(finding, spot)
            case "not_number" | "not_whole":
                return bad_number(found, spot, kind, facts)
            case "not_date":
                return bad_date(found, spot, facts)
            case "not_one_of" | "no_member" | "no_tag":
                return self._not_one_of(finding, part, key)
            case "not_of_form":
                return bad_pattern(found, finding.bound)
            case "below" | "above":
                low, high = part.limits
                code, nearer = ("below_min", low) if kind == "below" else ("above_max", high)
                return code, {"found": found, "min": low, "max": high, "example": nearer}
            case "not_text":
                return bad_text(found, facts)
            case "not_switch":
                return bad_switch(found, spot, facts)
            case "units":
                return bad_units(found)
        options = part.tag.startswith("some ")
        if kind in _SIMPLE:
            example = _OPTIONS if part.tag == "some terms" else facts["example"]
            return kind, {**facts, "least": finding.bound or 1, "example": example}
        if kind == "not_mapping" and options:
            return "not_list", {**facts, "example": _OPTIONS}
        return "not_mapping", {**facts, "example": self._mapping_example(part)}

    def _not_one_of(self, finding: Finding, part: Part, key: str) -> tuple[str, Facts]:
        found = finding.found
        if finding.kind == "not_one_of":
            if part.values == [True]:
                return "only_true", {"found": describe(found), "key": key}
            return bad_option(found, [str(value) for value in part.values])
        key = self._deciding_key(finding, part)  # the type of a parameter, the kind of a picture or input
        if finding.kind == "no_tag":
            return "missing_key", {"key": key, "example": self._example(part.inside(key), key)}
        union = members(part.shape)
        if union and isinstance(union.decides, ByKeys):
            return "rows_in_rows", {}  # of all members that have tags, the one that may not stand everywhere
        return bad_option(found.get(key), list(union.shapes) if union else [])

    def _deciding_key(self, finding: Finding, part: Part) -> str:
        """The key that says what the mapping is: `kind` of a picture, `type` of a parameter, `rows` of an input."""
        union = members(part.shape)
        if union and isinstance(union.decides, ByValue):
            return union.decides.key
        tags = union.decides.tags if union and isinstance(union.decides, ByKeys) else {}
        return next((key for key, tag in tags.items() if tag == finding.bound), _last_name(part.path))

    def _mapping_example(self, part: Part) -> Example:
        """What the mapping may be; of a whole entry, its first key."""
        keys, name = part.keys, part.path[-1] if part.path else None
        whole = self._example(part, name) if isinstance(name, str) and not part.tag else ""
        if "{" in str(whole) or not keys:
            return whole or "title: …"
        if keys[:1] == ["zh"]:
            return flow(value_for(field_of(ChapterFile, "title")))
        first = next((key for key in ("label", *keys) if key in keys), keys[0])
        return self._example(part.inside(first), first)

    def _example(self, part: Part, key: str) -> Example:
        """What may be written under the key of a part, fitting what stands around it."""
        if part.path and (part.path[-1] == key or part.tag):
            return example_of(part.field or part.shape, key, mappings_around(part.path, self.data))
        return f"{key}: …"

    def _unknown_key(self, finding: Finding, spot: Spot) -> tuple[str, Facts]:
        key, around = str(finding.path[-1]), part_at(self.shape, finding.path[:-1])
        allowed, meant = around.keys, self._meant_to_tell(finding)
        if meant and meant not in allowed and around.among and isinstance(around.among.decides, ByKeys):
            allowed = Part((), around.among.shapes[around.among.decides.tags[meant]]).keys
        if tidy(key) != key and tidy(key) in allowed:
            return "wide_key", {"found": key, "right": tidy(key)}
        before = self.lines.text[: spot.key.start].rstrip() if spot.key else ""
        if finding.found is None and spot.start == spot.end and before.endswith(","):
            return "comma_in_braces", {"found": key}
        return "unknown_key", {"allowed": ", ".join(allowed), "guess": guess(meant or key, allowed)}


def _named(path: Path, finding: Finding) -> Path:
    """The path that messages name."""
    unnamed = finding.kind == "no_origin" or path[-1:] == (OF_A_KEY,)
    return path[:-1] if unnamed and path and isinstance(path[-1], str) else path


def _last_name(path: Path) -> str:
    named = (step for step in reversed(path) if isinstance(step, str) and step != OF_A_KEY)
    return next(named, "value")

"""One mistake, one message: what only follows from a reported cause is held back; a cause is reported once, first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from handbook.lang.catalogue import Listed, Phrase
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import nearest

_SIGNS = frozenset(("control_character", "invisible_sign", "lost_sign", "unknown_sign"))  # their line is unsure
# Where another message tells the same in its own words.
_YIELDING = frozenset(("listed_twice", "decided_after", "consulted_after", "told_before"))
_OF_FORM = _SIGNS.union(
    ("missing_file", "empty_folder", "unknown_file", "unknown_folder", "folder_in_folder", "file_for_folder"),
    ("unreadable", "vanished", "bad_file_name", "renamed_file", "copied_file", "too_large", "not_text", "encoding"),
    ("empty_file", "syntax", "merge_conflict", "conflict_mark", "second_document", "too_deep", "duplicate_key"),
    ("duplicate_id", "file_name_id", "chapter_number_twice", "reserved_group", "renamed"),
)
# What is said of a name at every place that uses it; `formula_unknown_name` is of one rule's own names.
_OF_A_NAME = frozenset(("unknown_role", "unknown_parameter", "unknown_clause", "unknown_rule", "unknown_term")).union(
    ("unknown_step", "unknown_outcome", "formula_unknown_name")
)
_NOT_SHOWN = ("unused_parameter", "parameter_not_shown")
_MANY = 3  # more than these of one cause are reported as one


@dataclass(frozen=True)
class Names:
    """What the policy defines: by the code of what is said of unknown names, each name with its place; and the texts
    of its files, in which the names are used."""

    defined: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def groups(self) -> set[str]:
        """Every beginning of a dotted name that is defined."""
        dotted = (name.split(".") for names in self.defined.values() for name in names)
        return {".".join(parts[:count]) for parts in dotted for count in range(1, len(parts))}

    def uses(self, name: str) -> bool:
        """Whether a file mentions a name, other than the one that defines it."""
        places = [names[name] for names in self.defined.values() if name in names]
        pattern = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
        own = {place.file for place in places}
        return any(pattern.search(text) for file, text in self.texts.items() if file not in own)


def causes_first(problems: Iterable[Problem], names: Names | None = None) -> list[Problem]:
    """Each problem once, without those that follow from another; mistakes of form first, then by place."""
    names = names or Names()

    def lost_group(problem: Problem, parts: int) -> Hashable:
        name = str(problem.facts.get("name", ""))
        group = ".".join(name.split(".")[:parts])
        lost = problem.code in _OF_A_NAME and group != name and group not in names.groups
        return (problem.code, group) if lost else None

    found = _moved(_missing_together(_independent(_once(problems))), names)
    for cause_of in (_same_name, partial(lost_group, parts=2), partial(lost_group, parts=1), _same_outcome):
        found = _grouped(found, cause_of)
    moved = {problem.facts["near"] for problem in found if problem.code == "renamed"}
    lost = any(problem.code == "unknown_clause" and problem.also for problem in found)
    found = [each for each in found if each.code not in _NOT_SHOWN or not (lost or each.where in moved)]
    return sorted(found, key=lambda problem: (problem.code not in _OF_FORM, problem.place, problem.code))


def _moved(problems: list[Problem], names: Names) -> list[Problem]:
    """Where several places use a name that is not there, and one like it is used nowhere, that one is the mistake."""
    users: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code in names.defined:
            users[problem.code, str(problem.facts["name"])].append(problem)
    renamed: dict[tuple[str, str], Problem] = {}
    for (code, name), uses in users.items():
        near = nearest(name, names.defined[code])
        if len(uses) > 1 and near and not names.uses(near):
            renamed[code, name] = _renamed(near, name, uses, names)
    kept = [each for each in problems if (each.code, str(each.facts.get("name"))) not in renamed]
    sections: dict[Place, Problem] = {}  # a section's other name is reported once, however many of its clauses are used
    for each in renamed.values():
        before = sections.get(each.place)
        count = int(str(each.facts["count"])) + (int(str(before.facts["count"])) if before else 0)
        sections[each.place] = replace(before or each, facts={**(before or each).facts, "count": count})
    return [*kept, *sections.values()]


def _renamed(near: str, name: str, uses: list[Problem], names: Names) -> Problem:
    place = names.defined[uses[0].code][near]
    wrong, right = near.split("."), name.split(".")
    if len(wrong) == len(right) == 3 and wrong[1] != right[1]:  # the section's id, not the clause's
        near, name = ".".join(wrong[:2]), ".".join(right[:2])
        place = names.defined["section"][near]
    first = uses[0].place.short
    return Problem(place, "renamed", near, {"near": near, "name": name, "count": len(uses), "first": first})


def _missing_together(problems: list[Problem]) -> list[Problem]:
    """The keys that one entry lacks, in one message."""
    groups: dict[Hashable, list[Problem]] = defaultdict(list)
    for index, problem in enumerate(problems):
        groups[problem.place if problem.code == "missing_key" else index].append(problem)
    found: list[Problem] = []
    for group in groups.values():
        if len(group) == 1:
            found += group
            continue
        keys = [str(each.facts["key"]) for each in group]
        facts = {
            "keys": Listed(tuple(Phrase("handbook.parts.found.text", {"found": key}) for key in keys), "quoted"),
            "example": "; ".join(str(each.facts["example"]) for each in group),
        }
        where = group[0].where.removesuffix(keys[0]).removesuffix(".")
        found.append(Problem(group[0].place, "missing_keys", where, facts, group[0].severity))
    return found


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, with the fullest name that any report gave it, in the order of their places."""
    unique: dict[tuple[Place, str, str], Problem] = {}
    for problem in problems:
        key = (problem.place, problem.code, problem.message("en"))
        if key not in unique or len(problem.where) > len(unique[key].where):
            unique[key] = problem
    return [unique[key] for key in sorted(unique)]


def _independent(problems: list[Problem]) -> list[Problem]:
    """Without what is said of a line with a bad sign in it, and what another message says better."""
    unsure = {(each.place.file, each.place.line) for each in problems if each.code in _SIGNS}
    explained = {each.place for each in problems if each.code not in _YIELDING}
    broken = {part for each in problems if each.severity == "error" for part in _parameters_of(each)}
    return [
        each
        for each in problems
        if (each.code in _SIGNS or (each.place.file, each.place.line) not in unsure)
        and not (each.code in _YIELDING and each.place in explained)
        and not (each.code == "case_parameter_value" and each.facts["name"] in broken)
    ]


def _parameters_of(problem: Problem) -> Iterator[str]:
    """The parameter that a problem is about, if it is about one: the first two parts of its name."""
    if problem.where.count("."):
        yield ".".join(problem.where.split(".")[:2])


def _grouped(problems: list[Problem], cause_of: Callable[[Problem], Hashable]) -> list[Problem]:
    """Where more than a few have one cause, the first stands for all and says where the others are."""
    groups: dict[Hashable, list[Problem]] = defaultdict(list)
    for index, problem in enumerate(problems):
        cause = cause_of(problem)
        groups[index if cause is None else (cause, problem.severity)].append(problem)
    found: list[Problem] = []
    for group in groups.values():
        others = [place for problem in group[1:] for place in (problem.place, *problem.also)]
        together = len(group) > 1 and len(others) + len(group[0].also) >= _MANY
        found += [replace(group[0], also=(*group[0].also, *others))] if together else group
    return found


def _same_name(problem: Problem) -> Hashable:
    if problem.code not in _OF_A_NAME:
        return None
    file = problem.place.file if problem.code == "formula_unknown_name" else ""
    return problem.code, problem.facts.get("name"), file


def _same_outcome(problem: Problem) -> Hashable:
    """Worked cases that come out otherwise for one reason, or of one file; parameters that are counted with unseen."""
    if problem.code == "parameter_not_shown":
        return problem.code
    if problem.code == "case_given":
        return problem.code, str(problem.facts["reason"])
    if problem.code == "case_refused":
        return problem.code, str(problem.facts["expected"]), str(problem.facts["found"])
    return (problem.code, problem.place.file) if problem.code in ("case_result", "case_says") else None

"""One mistake, one message: what only follows from a reported cause is held back; a cause is reported once, first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property, partial
from pathlib import PurePath

from handbook.lang.catalogue import Listed, Phrase
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import nearest
from handbook.records import frozen

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
# What is said of formulas whose parts do not fit together: the parts may be right, and the unit of a name wrong.
_OF_A_KIND = frozenset(("formula_units", "formula_kinds", "formula_arguments", "formula_needs_number")).union(
    ("formula_needs_condition", "step_unit", "step_no_unit", "step_otherwise")
)
_OF_A_NUMBER = frozenset(("number_in_text", "number_in_text_maybe"))  # of a value with its unit
# What is said of an expression over parameters: that it has no value, that it is not so.
_REFUSED = frozenset(("formula_refused", "formula_zero"))
_NOT_SO = frozenset(("guardrail", "inconsistent"))
_OF_A_TABLE = frozenset(("bands_not_increasing", "band_gives_none", "band_edge"))  # it cannot be looked up
_NOT_SHOWN = ("unused_parameter", "parameter_not_shown")
_MANY = 3  # more than these of one cause are reported as one


@frozen
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
        own = {place.file for place in places}
        return any(_whole(name).search(text) for file, text in self.texts.items() if file not in own)

    def count(self, name: str) -> int:
        """How often the texts mention a name."""
        return sum(len(_whole(name).findall(text)) for text in self.texts.values())


def _whole(name: str) -> re.Pattern[str]:
    """A name that is not a part of another."""
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")


def causes_first(problems: Iterable[Problem], names: Names | None = None) -> list[Problem]:
    """Each problem once, without those that follow from another; mistakes of form first, then by place."""
    names = names or Names()

    def lost_group(problem: Problem, parts: int) -> Hashable:
        name = str(problem.facts.get("name", ""))
        group = ".".join(name.split(".")[:parts])
        lost = problem.code in _OF_A_NAME and group != name and group not in names.groups
        return (problem.code, group) if lost else None

    found = _moved(_missing_together(_independent(_once(problems), names)), names)
    found = _declared_otherwise(found, names)
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


def _declared_otherwise(problems: list[Problem], names: Names) -> list[Problem]:
    """Where many formulas do not fit and one name is in most of them, what is declared of that name is the mistake."""
    rest = [problem for problem in problems if problem.code in _OF_A_KIND]
    kept = [problem for problem in problems if problem.code not in _OF_A_KIND]
    while len(rest) > _MANY:
        users: dict[tuple[str, str], list[Problem]] = defaultdict(list)
        for problem in rest:
            for name, place in problem.rests:
                users[name, place.file].append(problem)
        most = max(map(len, users.values()), default=0)
        if most < _MANY:
            break
        # Of several the one that is used least besides: what fits elsewhere is right.
        alike = [key for key, uses in users.items() if len(uses) == most]
        key = min(alike, key=lambda key: names.count(key[0])) if len(alike) > 1 else alike[0]
        kept.append(_of_declaration(key[0], users[key]))
        rest = [problem for problem in rest if all(problem is not each for each in users[key])]
    told = {problem.where for problem in kept if problem.code == "declared_otherwise"}
    return [*(each for each in kept if not (each.code == "rule_example" and each.where in told)), *rest]


def _of_declaration(name: str, uses: list[Problem]) -> Problem:
    place = dict(uses[0].rests)[name]
    lines = list(dict.fromkeys(problem.place.short for problem in uses))
    more = " …" if len(lines) > _MANY else ""
    facts = {"name": name, "count": len(uses), "places": Listed(tuple(lines[:_MANY])), "more": more}
    where = name if "." in name else f"{PurePath(place.file).stem}.{name}"
    return Problem(place, "declared_otherwise", where, facts)


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


def _independent(problems: list[Problem], names: Names) -> list[Problem]:
    """Without what is said of a line with a bad sign in it, and what another message says better."""
    unsure = {(each.place.file, each.place.line) for each in problems if each.code in _SIGNS}
    explained = {each.place for each in problems if each.code not in _YIELDING}
    wrong = [each for each in problems if each.severity == "error"]
    broken = {part for each in wrong for part in _parameters_of(each, names)}
    tables = {part for each in wrong if each.code in _OF_A_TABLE for part in _parameters_of(each, names)}
    unfit = {name for each in wrong if each.code in _OF_A_KIND for name, _ in each.rests}
    return [
        each
        for each in problems
        if (each.code in _SIGNS or (each.place.file, each.place.line) not in unsure)
        and not (each.code in _YIELDING and each.place in explained)
        and not (each.code == "case_parameter_value" and each.facts["name"] in broken)
        and not (each.code in _OF_A_NUMBER and each.facts["name"] in unfit)
        and not (each.code in _REFUSED and any(name in broken for name, _ in each.rests))
        and not (each.code in _NOT_SO and any(name in tables for name, _ in each.rests))
    ]


def _parameters_of(problem: Problem, names: Names) -> Iterator[str]:
    """The parameter that a problem is about, if it is about one: the first two parts of its name."""
    if problem.where.count("."):
        name = ".".join(problem.where.split(".")[:2])
        if names.defined.get("unknown_parameter", {}).get(name, problem.place).file == problem.place.file:
            yield name


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
    """Worked cases that come out otherwise for one reason, or of one file; parameters that are counted with unseen;
    examples of one input; numbers in texts that may be one parameter."""
    if problem.code == "parameter_not_shown":
        return problem.code
    if problem.code == "number_in_text_maybe":
        return problem.code, problem.facts["name"]
    if problem.code == "rule_example":
        return problem.code, problem.where
    if problem.code == "case_given":
        return problem.code, str(problem.facts["reason"])
    if problem.code == "case_refused":
        return problem.code, str(problem.facts["expected"]), str(problem.facts["found"])
    return (problem.code, problem.place.file) if problem.code in ("case_result", "case_says") else None

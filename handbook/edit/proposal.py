"""A change to one file, made and checked in memory: what would stand there, and what the policy would then be."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from handbook.edit.edits import Edit, Insert, Put, Remove, carry_out, encoded, path_to
from handbook.edit.store import FileChange
from handbook.files.yaml.tree import Path as Steps
from handbook.lang.catalogue import Fact
from handbook.policy.book import PolicyBook
from handbook.policy.drafting import NOTHING_INSTEAD, read_draft
from handbook.policy.load import Loaded, load
from handbook.problems.lookups import Unknown
from handbook.problems.problem import Place, PolicyError, Problem
from handbook.records import frozen, record
from handbook.schema.draft import Draft, Located
from handbook.schema.models import ParameterEntry


class EditRefused(PolicyError):
    """The policy would have errors. `text` is the file's text with the change, in which their places are."""

    def __init__(self, problems: Sequence[Problem], text: str) -> None:
        super().__init__(problems)
        self.text = text


@frozen
class NewValue:
    """A value as somebody gives it: each part is what YAML would read, and may yet be wrong for the parameter."""

    since: date
    value: Any
    decided: Any = None
    ref: Any = None
    note: Mapping[str, str] | None = None

    def as_entry(self) -> dict[str, Any]:
        """As it stands under `values`, in the order of the files."""
        more = {"decided": self.decided, "ref": self.ref, "note": self.note and dict(self.note)}
        return {"from": self.since, "value": self.value} | {key: each for key, each in more.items() if each}


@frozen
class Proposal(FileChange):
    """A change of a file with the policy before and after it."""

    loaded_before: Loaded
    loaded_after: Loaded

    @property
    def books(self) -> tuple[PolicyBook, PolicyBook]:
        """The policy before and after; a proposal is only made where both are sound."""
        assert self.loaded_before.book
        assert self.loaded_after.book
        return self.loaded_before.book, self.loaded_after.book

    @property
    def new_warnings(self) -> tuple[Problem, ...]:
        """What the change makes doubtful: warnings that were not there before, wherever their line stood then."""
        known = {(problem.code, problem.where, problem.message("zh")) for problem in self.loaded_before.problems}
        found = self.loaded_after.problems
        return tuple(each for each in found if (each.code, each.where, each.message("zh")) not in known)

    def diff(self) -> str:
        """The change as a unified diff, without the line ends' own signs."""
        before, after = (_text(raw).splitlines() for raw in (self.before, self.after))
        rows = difflib.unified_diff(before, after, f"a/{self.file}", f"b/{self.file}", n=2, lineterm="")
        return "\n".join(rows)


def propose_value(
    root: Path,
    name: str,
    new: NewValue,
    today: date,
    correct_past: bool = False,
    instead: Mapping[str, bytes] = NOTHING_INSTEAD,
) -> Proposal:
    """A new dated value, or another value for a day that has one already. `instead` as in `load`.

    Raises Unknown, and PolicyError where it reaches into the past without `correct_past`, cannot be written,
    where `check` refuses the result, or where nothing would change.
    """
    work = _Work(root, today, instead)
    located = work.parameter(name)
    return work.proposal(located, value_edits(located, new, today, correct_past))


def value_edits(located: Located[ParameterEntry], new: NewValue, today: date, correct_past: bool) -> Sequence[Edit]:
    """What is to change for the value. Of an entry from the same day, what is not given stays.

    Raises PolicyError where it reaches into the past without `correct_past`.
    """
    days = [step.since for step in located.entry.values]
    found = bisect_right(days, new.since)
    standing = found - 1 if found and days[found - 1] == new.since else None
    begun = new.since < today or (new.since == today and standing is not None)
    if begun and not correct_past:
        place = located.place("values", max(found - 1, 0), "from")
        raise _refusal(place, "past_value", located.name, {"found": new.since, "today": today})
    values, entry = (*_path(located), "values"), new.as_entry()
    if standing is None:
        return [Insert(values, found, entry)]
    return [Put((*values, standing), key, value) for key, value in entry.items() if key != "from"]


def propose_without(
    root: Path, name: str, since: date | None, today: date, instead: Mapping[str, bytes] = NOTHING_INSTEAD
) -> Proposal:
    """The scheduled value from `since` (or the only scheduled one) taken back; `instead` as in `load`.

    Raises Unknown, and PolicyError where nothing such is scheduled, or where the value has begun to apply.
    """
    work = _Work(root, today, instead)
    located = work.parameter(name)
    return work.proposal(located, without_edits(located, since, today))


def without_edits(located: Located[ParameterEntry], since: date | None, today: date) -> Sequence[Edit]:
    """What is to change for a scheduled value to go. Raises PolicyError where there is none such."""
    days = [step.since for step in located.entry.values]
    coming = [day for day in days if day > today]
    facts: dict[str, Fact] = {"found": since or "", "allowed": "、".join(map(str, coming)) or "—", "today": today}
    if since is None and len(coming) == 1:
        since = coming[0]
    if since is None:
        raise _refusal(located.place("values"), "unset_which" if coming else "nothing_scheduled", located.name, facts)
    if since not in days:
        raise _refusal(located.place("values"), "no_value_from", located.name, facts)
    index = days.index(since)
    if since <= today:
        raise _refusal(located.place("values", index, "from"), "unset_past", located.name, facts)
    return [Remove((*_path(located), "values"), index)]


def propose_words(
    root: Path,
    clause: str,
    words: Mapping[tuple[str, ...], str],
    today: date,
    instead: Mapping[str, bytes] = NOTHING_INSTEAD,
) -> Proposal:
    """Texts of a clause written anew: `words` by their path in it, as `("text", "zh")`; `instead` as in `load`.

    Raises Unknown, and PolicyError where `check` refuses the result or nothing would change.
    """
    work = _Work(root, today, instead)
    located = work.clause(clause)
    return work.proposal(located, [Put((*_path(located), *path[:-1]), path[-1], text) for path, text in words.items()])


def _path(located: Located[Any]) -> Steps:
    """Where in its file a part stands."""
    assert located.source.tree
    return path_to(located.source.tree.root, located.spot)


@record
class _Work:
    """The files as they are when a proposal is begun."""

    root: Path
    today: date
    instead: Mapping[str, bytes]
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        self.draft = read_draft(self.root, self.instead)
        if any(problem.severity == "error" for problem in self.draft.problems):
            raise PolicyError([problem for problem in self.draft.problems if problem.severity == "error"])

    def parameter(self, name: str) -> Located[ParameterEntry]:
        """Where a parameter stands. Raises Unknown."""
        if name not in self.draft.parameters:
            raise Unknown(name, self.draft.parameters)
        return self.draft.parameters[name]

    def clause(self, id: str) -> Located[Any]:
        """Where a clause stands. Raises Unknown."""
        for located in self.draft.clauses:
            if located.name == id:
                return located
        raise Unknown(id, [located.name for located in self.draft.clauses])

    def proposal(self, located: Located[Any], edits: Sequence[Edit]) -> Proposal:
        """The change to the file of a part, proved to be no other (see `carry_out`) and checked as a whole."""
        source = located.source
        text = carry_out(source, edits, located.name)
        before, after = encoded(source.text, source), encoded(text, source)
        if before == after:
            raise _refusal(Place(source.file), "no_change", located.name, {})
        then = load(self.root, self.today, {**self.instead, source.name: after})
        if then.errors:
            raise EditRefused(then.errors, text)
        now = load(self.root, self.today, {**self.instead, source.name: before})
        if now.errors:
            raise PolicyError(now.errors)
        return Proposal(source.path, source.file, before, after, now, then)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8-sig")


def _refusal(place: Place, code: str, where: str, facts: Mapping[str, Fact]) -> PolicyError:
    return PolicyError([Problem(place, code, where, facts)])

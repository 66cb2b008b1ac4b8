"""From a directory to a PolicyBook: draft, rules, checks; every problem is collected, and then it fails once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.lang.days import today as today_in_shanghai
from handbook.policy.checks.calendars import check_calendars
from handbook.policy.checks.consistency import check_consistency
from handbook.policy.checks.dates import check_dates
from handbook.policy.checks.force import check_force
from handbook.policy.checks.guardrails import check_guardrails, find_guardrails
from handbook.policy.checks.ids import check_ids
from handbook.policy.checks.numbers_in_text import check_numbers_in_text
from handbook.policy.checks.passing import check_passing
from handbook.policy.checks.signs import check_signs
from handbook.policy.checks.texts import check_texts
from handbook.policy.checks.values import check_revisions, check_values
from handbook.policy.drafting import NOTHING_INSTEAD, read_draft
from handbook.problems.causes import causes_first
from handbook.problems.problem import PolicyError, Problem
from handbook.records import frozen
from handbook.rules.reading.build import build_rules
from handbook.rules.reading.cases import check_cases
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.rules.rule import Rule
from handbook.schema.draft import Draft
from handbook.schema.guardrails import Guardrail

if TYPE_CHECKING:
    from handbook.policy.book import PolicyBook


@frozen
class Loaded:
    """What came of a directory: all problems, warnings included, and the book where none of them is an error."""

    draft: Draft = field(repr=False)
    rules: Mapping[str, Rule] = field(repr=False)
    guardrails: tuple[Guardrail, ...] = field(repr=False)
    problems: tuple[Problem, ...]

    @cached_property
    def book(self) -> PolicyBook | None:
        """The policy, made when somebody asks for it; None where a problem forbids using it."""
        from handbook.policy.building import build  # a check asks for no book

        return None if self.errors else build(self.draft, self.rules, self.guardrails)

    @property
    def absent(self) -> tuple[str, ...]:
        """The files and folders that may be left out, and are."""
        return tuple(self.draft.absent)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid using the policy."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load(root: Path, today: date | None = None, instead: Mapping[str, bytes] = NOTHING_INSTEAD) -> Loaded:
    """Read and check a policy directory as of `today` (default: now in Shanghai). Never raises for its content.

    `instead` has files, by their names in the directory, that are to be read as if they had these bytes.
    """
    draft = read_draft(root, instead)
    clock = today_in_shanghai()
    day = today or clock
    known = KnownParameters(draft)
    rules, rule_problems = build_rules(draft, known)
    guardrails, guardrail_problems = find_guardrails(draft, known)
    found = [*draft.problems, *_check(draft, known, day, max(day, clock)), *rule_problems, *guardrail_problems]
    found += check_guardrails(guardrails, draft, day)
    found += check_passing(draft, rules)
    found += check_cases(draft, rules, day, sound=not any(problem.severity == "error" for problem in found))
    return Loaded(draft, rules, guardrails, tuple(causes_first(found, draft.names())))


def open_book(root: Path, today: date | None = None) -> PolicyBook:
    """The book of a directory. Raises PolicyError with every problem where it cannot be used."""
    loaded = load(root, today)
    if loaded.book is None:
        raise PolicyError(loaded.problems)
    return loaded.book


def _check(draft: Draft, known: KnownParameters, today: date, now: date) -> Iterator[Problem]:
    """Every problem of the draft as of `today`, in no particular order; `now` is today or the clock's, if later."""
    yield from check_ids(draft)
    yield from check_values(draft, today)
    yield from check_revisions(draft)
    yield from check_signs(draft)
    yield from check_dates(draft, now)
    yield from check_texts(draft, today)
    yield from check_force(draft)
    yield from check_numbers_in_text(draft)
    yield from check_consistency(draft, known)
    yield from check_calendars(draft)

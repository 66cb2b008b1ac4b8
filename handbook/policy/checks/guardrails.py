"""Legal limits (`guardrails.yml`): where the policy's values pass one, and whether somebody lets it stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handbook.lang.languages import WRITTEN
from handbook.policy.checks.conditions import CannotTell, Condition
from handbook.problems.problem import Problem
from handbook.problems.suggest import guess
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.schema.draft import Draft, Located
from handbook.schema.guardrails import COMPANY_REGION, REGIONS, Finding, Guardrail, concerns
from handbook.schema.models import GuardrailEntry

LONGEST = timedelta(days=365)  # of an acknowledgement; then somebody must look at it again


def find_guardrails(draft: Draft, known: KnownParameters) -> tuple[tuple[Guardrail, ...], list[Problem]]:
    """Every limit that can be evaluated with where it is passed, and what is wrong with the entries."""
    found, problems = [], []
    for located in draft.guardrails:
        condition = Condition(draft, known, located, "when")
        own = [*condition.problems(), *_entry_problems(draft, located)]
        problems += own
        if any(each.severity == "error" for each in own) or not condition.usable:
            continue
        try:
            findings = tuple(_findings(condition, _regions(draft)))
        except CannotTell as bad:
            problems.append(condition.cannot_tell(bad))
            continue
        found.append(Guardrail(located.entry, tuple(condition.parameters), findings, located.place("id")))
    return tuple(found), problems


def check_guardrails(guardrails: tuple[Guardrail, ...], draft: Draft, today: date) -> Iterator[Problem]:
    """What is passed now or will be and nobody has acknowledged; and acknowledgements that have run out."""
    places = {located.entry.id: located.place("acknowledged", "until") for located in draft.guardrails}
    for guardrail in guardrails:
        entry, coming = guardrail.entry, guardrail.now(today)
        if not coming or guardrail.acknowledged(today):
            continue
        if entry.acknowledged:
            run_out = {"day": entry.acknowledged.until, "by": entry.acknowledged.by}
            yield Problem(places[entry.id], "guardrail_expired", entry.id, run_out, "warning")
        facts, rests = _facts(guardrail, coming[0]), tuple((name, guardrail.place) for name in guardrail.parameters)
        yield Problem(coming[0].place, "guardrail", entry.id, facts, entry.severity, rests=rests)


def _facts(guardrail: Guardrail, finding: Finding) -> dict[str, object]:
    entry = guardrail.entry
    words = {"message": entry.message, "cite": entry.cite, "region": REGIONS[entry.region]}
    facts: dict[str, object] = {key: {lang: word[lang] for lang in WRITTEN} for key, word in words.items()}
    return facts | {"day": finding.since, "shown": dict(finding.shown), "id": entry.id}


def _regions(draft: Draft) -> list[tuple[date, str]]:
    """Where the company is, by the day from which on; an unknown place where that is written and cannot be read."""
    located = draft.parameters.get(COMPANY_REGION)
    steps = [(step.since, str(step.value)) for step in located.entry.values] if located else []
    return steps or ([(date.min, "")] if draft.knows_parameter(COMPANY_REGION) else [])


def _findings(condition: Condition, regions: list[tuple[date, str]]) -> Iterator[Finding]:
    """Stretches on which it holds, where the company is, with the same values; other values begin another."""
    law, first = condition.located.entry.region, condition.days()[0]
    days = [day for day in sorted({*condition.days(), *(since for since, _ in regions)}) if day >= first]
    for day, end in zip(days, [*days[1:], None]):
        company = next((place for since, place in reversed(regions) if since <= day), None)
        if concerns(law, company) and condition.holds(day):
            yield Finding(day, end, condition.shown(day), condition.changed_value(day))


def _entry_problems(draft: Draft, located: Located[GuardrailEntry]) -> Iterator[Problem]:
    entry = located.entry
    if not draft.knows_clause(entry.clause):
        facts = {"name": entry.clause, "guess": guess(entry.clause, draft.known_clauses)}
        yield Problem(located.place("clause"), "unknown_clause", entry.id, facts)
    given = entry.acknowledged
    if given and given.clause and not draft.knows_clause(given.clause):
        facts = {"name": given.clause, "guess": guess(given.clause, draft.known_clauses)}
        yield Problem(located.place("acknowledged", "clause"), "unknown_clause", entry.id, facts)
    if given and not given.on <= given.until <= given.on + LONGEST:
        facts = {"on": given.on, "until": given.until, "latest": given.on + LONGEST}
        yield Problem(located.place("acknowledged", "until"), "acknowledged_too_long", entry.id, facts)

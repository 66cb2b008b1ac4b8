"""Legal limits over the policy's values: where they are passed, from when until when, and who lets it stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import get_args

from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.problems.problem import Place
from handbook.records import frozen
from handbook.schema.models import Acknowledgement, GuardrailEntry, LegalKind, LegalNote, Region

REGIONS: Mapping[Region, Phrase] = {name: Phrase(f"handbook.schema.regions.{name}") for name in get_args(Region)}
LEGAL_KINDS: Mapping[LegalKind, Phrase] = {
    name: Phrase(f"handbook.schema.legal_kinds.{name}") for name in get_args(LegalKind)
}
COMPANY_REGION = "organization.region"  # the parameter that says where the company is; without it all places concern it
_AROUND: Mapping[str, Region] = {"shenzhen": "guangdong"}  # what holds in a place also holds in this part of it


def concerns(region: Region, company: str | None) -> bool:
    """Whether the law of a region is the company's; `company` is where that is, None where nobody has said."""
    return company is None or region in ("national", company, _AROUND.get(company))


def say_strength(entry: LegalNote | GuardrailEntry, lang: Lang) -> str:
    """How strong a legal text is, where it holds, when it was looked up and in what: `statute · national · checked`."""
    kind = (LEGAL_KINDS[entry.kind][lang],) if entry.kind else ()
    checked = (say(f"handbook.schema.checked.{entry.checked_in}", lang, day=entry.checked),) if entry.checked else ()
    return " · ".join((*kind, REGIONS[entry.region][lang], *checked))


@frozen
class Finding:
    """A stretch of days on which the limit is passed; `until` is the first day after it, None where it has no end.

    `shown` is the expression with the values put in, and `place` the value that began it.
    """

    since: date
    until: date | None
    shown: Mapping[Lang, str]
    place: Place

    def concerns(self, today: date) -> bool:
        """Whether it is so now or will be; what is over is history."""
        return self.until is None or self.until > today


@frozen
class Guardrail:
    """One limit, the parameters that it is about, and every stretch on which it is passed, past and scheduled."""

    entry: GuardrailEntry
    parameters: tuple[str, ...]
    findings: tuple[Finding, ...]
    place: Place

    def acknowledged(self, today: date) -> Acknowledgement | None:
        """The acknowledgement that is valid on a day, if any."""
        given = self.entry.acknowledged
        return given if given and given.until >= today else None

    def is_passed(self, day: date) -> bool:
        """Whether it is passed on a day."""
        return any(finding.since <= day and finding.concerns(day) for finding in self.findings)

    def now(self, today: date) -> tuple[Finding, ...]:
        """The stretches that concern people today or later."""
        return tuple(finding for finding in self.findings if finding.concerns(today))

"""What is acknowledged: a version of the policy in one language, with the clauses that each role must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from handbook import LANGS, Lang, PolicyBook, Text, frozen, say, section

COMPANY = "organization.name"  # the parameter that says what the company is called


@frozen
class RoleNames:
    """A role, and every name that a staff list may have for it."""

    id: str
    label: str
    names: tuple[str, ...]


@frozen
class KnownClause:
    """A clause that must be known, and by whom."""

    id: str
    number: str
    title: str
    text: str
    roles: tuple[str, ...]


@frozen
class PolicyVersion:
    """The policy as it was in force on `day`, since `since` (both as `2026-11-26`), in the language `lang`."""

    title: str
    company: str
    digest: str
    since: str
    day: str
    lang: Lang
    roles: tuple[RoleNames, ...]
    clauses: tuple[KnownClause, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The same for the browser."""
        return asdict(self)

    def role_of(self, text: str) -> RoleNames | None:
        """The role that a staff list means, in whatever language it says it."""
        plain = _plain(text)
        return next((role for role in self.roles if plain and plain in map(_plain, role.names)), None)


def version_of(book: PolicyBook, title: str, day: date, lang: Lang) -> PolicyVersion:
    """The version in force on a day; `title` is the exact name of the policy."""
    clauses = [clause for clause in book.clauses.values() if clause.entry.must_know]
    concerned = {role for clause in clauses for role in clause.entry.roles}
    company = book.parameters.get(COMPANY)
    return PolicyVersion(
        title=title,
        company=company.say(day, lang) if company and company.timeline.covers(day) else "",
        digest=book.digest,
        since=str(book.in_force_since(day)),
        day=str(day),
        lang=lang,
        roles=tuple(
            RoleNames(id, role.label[lang], _names(book, id, role.label))
            for id, role in book.roles.items()
            if id in concerned
        ),
        clauses=tuple(
            KnownClause(
                clause.id,
                clause.say_number(lang),
                clause.entry.title[lang],
                book.plain(clause.prose, lang, day),
                tuple(clause.entry.roles),
            )
            for clause in clauses
        ),
    )


def _names(book: PolicyBook, id: str, label: Text) -> tuple[str, ...]:
    """A role's id, its label in every language, and what the glossary says that people call it."""
    names = [id, *(label[lang] for lang in LANGS)]
    for term in book.terms:
        if term.id == id:
            names += [*(term.entry.term[lang] for lang in LANGS), *term.entry.also.zh, *term.entry.also.en]
    return tuple(dict.fromkeys(names))


def _plain(text: str) -> str:
    return text.replace(" ", "").lower()


def signoff_words(lang: Lang) -> Mapping[str, str]:
    """The words of sign-off and of staff lists for scripts, which fill them themselves: `sheet_title`, `staff_at`."""
    found = {name.replace(".", "_"): str(text) for name, text in section("quiz", "signoff", lang).items()}
    staff = section("quiz", "staff", lang).items()
    return found | {f"staff_{name}": str(text) for name, text in staff if not name.startswith("headings.")}


def tell(key: str, lang: Lang, **facts: object) -> str:
    """Words of sign-off."""
    return say(f"quiz.signoff.{key}", lang, **facts)

"""The shipped policy holds what the source policy holds: every clause, every value, in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.lang.languages import LANGS, WRITTEN, Lang
from handbook.lang.units import unit_forms
from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.policy.checks.force import forces
from handbook.policy.load import load
from handbook.schema.models import BandsParameter
from handbook.schema.values import Value

HERE = Path(__file__).parent
DAY = date(2026, 1, 1)
INVENTORY: dict[str, Any] = yaml.safe_load((HERE / "inventory.yml").read_text(encoding="utf-8"))
CLAUSES: list[dict[str, Any]] = INVENTORY["clauses"]
PARAMETERS: dict[str, dict[str, Any]] = INVENTORY["parameters"]
# Nothing in the chapter on training is a duty whose breach costs anybody anything.
NOTHING_TO_KNOW_BY_HEART = {"training"}


@cache
def the_book() -> PolicyBook:
    loaded = load(HERE.parent.parent / "policy_data", DAY)
    assert loaded.problems == ()
    assert loaded.book
    return loaded.book


def _plain(value: Value) -> Any:
    """A value as the inventory writes it."""
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, tuple):
        return [{"years_from": band.at_least, "gives": band.gives} for band in value]
    return value


def _expected(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def test_exactly_these_clauses_in_this_order() -> None:
    assert list(the_book().clauses) == [clause["id"] for clause in CLAUSES]


def test_exactly_these_parameters() -> None:
    assert set(the_book().parameters) == set(PARAMETERS)


def test_every_parameter_is_in_some_text() -> None:
    assert {name for clause in CLAUSES for name in clause.get("params", [])} == set(PARAMETERS)


@pytest.mark.parametrize("facts", CLAUSES, ids=lambda facts: facts["id"])
def test_clause(facts: dict[str, Any]) -> None:
    book = the_book()
    clause = book.clause(facts["id"])
    assert clause.entry.source == facts.get("source")
    assert bool(clause.entry.supplement) == facts.get("supplement", False)
    assert set(clause.entry.force or ()) == set(facts.get("force", ()))
    assert clause.entry.inferred == facts.get("inferred", [])
    assert set(clause.entry.inferred) <= set(clause.entry.force or ())
    assert (clause.entry.force is None) == bool(clause.entry.supplement)
    assert len(clause.entry.added) == facts.get("added", 0)
    assert set(clause.parameters) == set(facts.get("params", []))
    assert clause.entry.search.zh
    assert clause.entry.search.en
    for lang in LANGS:
        spans = book.say(clause.prose, lang, DAY)
        text = book.plain(clause.prose, lang, DAY)
        assert "{" not in text
        assert "}" not in text
        assert {span.ref for span in spans if span.kind == "value"} == set(clause.parameters)
        for name in clause.parameters:
            assert book.param(name).say(DAY, lang) in text


@pytest.mark.parametrize("id", [facts["id"] for facts in CLAUSES])
def test_both_languages_say_the_same_duties(id: str) -> None:
    words = the_book().clause(id).entry.whole
    assert forces(words.zh, "zh") == forces(words.en, "en")


def test_every_legal_text_says_how_strong_it_is_and_who_looked_when() -> None:
    for guardrail in the_book().guardrails:
        entry = guardrail.entry
        assert entry.kind
        assert entry.checked
        assert entry.review_by
        assert entry.checked < entry.review_by
    for notes in [
        *(each.entry.legal for each in the_book().parameters.values()),
        *(each.entry.legal for each in the_book().clauses.values()),
    ]:
        assert all(note.checked < note.review_by for note in notes)
        assert all((note.kind == "interpretation") == note.says.zh.startswith("法释") for note in notes)


def test_the_contact_in_the_text_is_the_one_of_the_role() -> None:
    contact = the_book().roles["hr"].contact
    assert contact
    words = the_book().clause("supplementary.supplementary.interpretation").entry.text
    assert all(contact[lang] in words[lang] for lang in WRITTEN)


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter(name: str) -> None:
    facts, parameter = PARAMETERS[name], the_book().param(name)
    entry = parameter.entry
    assert _plain(parameter.at(DAY)) == _expected(facts["default"])
    assert entry.source == facts.get("blank")
    assert bool(entry.supplement) == ("blank" not in facts)
    if "type" in facts:
        assert entry.type == facts["type"]
    for fact in ("unit", "min", "max"):
        if fact in facts:
            assert getattr(entry, fact) == facts[fact]


LAST_BAND = {
    "annual_leave.tiers": {"zh": "满 20 年的 15 天", "zh-Hant": "滿 20 年的 15 天", "en": "15 days from 20 years"},
    "pay.sick_pay_share": {"zh": "满 8 年的 100%", "zh-Hant": "滿 8 年的 100%", "en": "100% from 8 years"},
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PARAMETERS)
def test_a_number_is_shown_with_its_unit(name: str, lang: Lang) -> None:
    parameter = the_book().param(name)
    shown = parameter.say(DAY, lang)
    if parameter.unit is None:
        assert shown
    elif isinstance(parameter.entry, BandsParameter):
        assert LAST_BAND[name][lang] in shown
    else:
        number = f"{parameter.at(DAY):,f}"
        assert shown.startswith(number if parameter.unit != "day_of_month" or lang != "en" else "the ")
        assert shown != number
        if lang in WRITTEN:
            assert shown == unit_forms(parameter.unit, lang)["other"].format(n=number)


def test_values_before_and_after_2026() -> None:
    parameters = the_book().parameters.values()
    scheduled = {p.name for p in parameters if p.timeline.next_after(DAY)}
    replaced = {p.name for p in parameters if p.timeline.before(DAY)}
    assert replaced >= {"attendance.minor_fine", "service.answer_time", "awards.service_star"}
    assert the_book().param("pay.minimum_wage").timeline.steps[0].since == date(2025, 7, 1)
    assert "attendance.minor_fine" in scheduled


def test_every_chapter_says_what_must_be_known() -> None:
    without = {
        chapter.id for chapter in the_book().chapters if not any(clause.entry.must_know for clause in chapter.clauses)
    }
    assert without == NOTHING_TO_KNOW_BY_HEART


def test_what_costs_money_or_the_job_must_be_known() -> None:
    for id in ("discipline.attendance.late", "discipline.attendance.absence", "rewards.penalties.dismissal"):
        assert the_book().clause(id).entry.must_know

"""What tests of practice share: the bank, the question on the page, its verdict."""

from __future__ import annotations

import json
import re
from functools import cache

from built import ROOT, TODAY, policy
from playwright.sync_api import Page, expect

from quiz.bank import Bank
from quiz.build import build_bank
from quiz.question import Question
from quiz.sources.written.files import read_questions

KEY = "/.handbook.quiz"  # of the site at the root of its host
LEGEND, MAIN, VERDICT = ".hb-quiz legend", ".hb-quiz__main", ".hb-quiz__verdict"


@cache
def bank() -> Bank:
    return build_bank(policy(), read_questions(ROOT / "policy_data"), TODAY)[0].public


def first_of(kind: str) -> Question:
    return next(each for each in bank().questions.values() if each.kind == kind)


def question_of(page: Page) -> Question:
    """The question on the page, known by its words; waits for it where the one before still stands there, judged."""
    page.wait_for_selector(LEGEND)
    expect(page.locator(VERDICT)).to_be_empty()
    stem, text = words_in(page, LEGEND)[0], words_in(page, ".hb-quiz fieldset")[0]
    found = [each for each in bank().questions.values() if each.stem.zh == stem]
    return next(each for each in found if all(part in text for part in _parts(each)))


def words_in(page: Page, selector: str) -> list[str]:
    """The words of elements, with plain spaces: on the page a number keeps with its unit."""
    return [text.replace("\u00a0", " ") for text in page.locator(selector).all_inner_texts()]


def _parts(question: Question) -> list[str]:
    """Words that the page shows with the question, whatever their order."""
    shown, _ = question.answer.frozen("zh", lambda texts: list(range(len(texts))))
    return [*shown.get("options", ()), *shown.get("lefts", ())]


def kept_entries(page: Page) -> dict[str, list[object]]:
    """What the device remembers, by the id of the question."""
    entries: dict[str, list[object]] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"]
    return entries


def check(page: Page) -> None:
    """Hand in an answer, where a tap has not handed it in already."""
    if not page.locator(f"{VERDICT} p").count():
        page.locator(MAIN).click()
    page.wait_for_selector(f"{VERDICT} p")


def expect_verdict(page: Page, question: Question, right: bool) -> None:
    """Right or wrong, why, and the clause with its link."""
    verdict = page.locator(VERDICT)
    expect(verdict).to_contain_text("答对了" if right else "答错了")
    expect(verdict).to_contain_text(question.because.zh)
    expect(verdict.locator("blockquote a")).to_have_attribute(
        "href", re.compile(re.escape(f"#{question.clause}") + "$")
    )

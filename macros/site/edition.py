"""One language of the handbook on one day: what every page of it has in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from handbook.lang.language import language
from handbook.lang.languages import Lang, Text
from handbook.lang.words import Words
from handbook.policy.book import Chapter, Clause, Parameter, PolicyBook
from handbook.policy.changes import next_day
from handbook.rules.rule import Rule
from handbook.schema.guardrails import REGIONS, Finding, Guardrail
from handbook.schema.timeline import Dated
from handbook.schema.values import Value
from macros import ui
from quiz.bank import Bank

# The pages that code links to; the others stand in the menu alone (macros/site/navigation.py).
HOME, NUMBERS, CHANGES, PRACTICE = "index.md", "numbers.md", "changes.md", "practice/index.md"


@dataclass(frozen=True)
class Edition:
    """The book as one language's readers see it on `day`."""

    book: PolicyBook
    day: date
    lang: Lang
    site_name: str
    bank: Bank
    exam_questions: str = ""  # the parameter that says how many questions a paper has
    notes: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def say(self, key: str, **facts: object) -> str:
        """Words of the interface."""
        return ui.say(key, self.lang, **facts)

    def title(self, uri: str) -> str:
        """The title of a page that is not named after a part of the policy: `page_for_new` for `for/new.md`."""
        return self.say("page_" + uri.removesuffix(".md").removesuffix("/index").replace("/", "_"))

    def words(self, words: Text) -> str:
        """Words of the policy."""
        return words[self.lang]

    def say_day(self, day: date) -> str:
        """A date in words."""
        return language(self.lang).day(day)

    @cached_property
    def since(self) -> date:
        """The date of the version in force."""
        return self.book.in_force_since(self.day)

    @property
    def list_comma(self) -> str:
        return ", " if self.lang == "en" else "、"

    @property
    def colon(self) -> str:
        return ": " if self.lang == "en" else "："

    def chapter_title(self, chapter: Chapter) -> str:
        """`第七章 工作纪律`, `7 Work discipline`."""
        number = str(chapter.number) if self.lang == "en" else chapter.say_number(self.lang)
        return f"{number} {self.words(chapter.title)}"

    def clause_heading(self, clause: Clause) -> str:
        """`第二条 迟到与早退`, `7.2 Late arrival and early leave`; the chapter is in the page's title."""
        number = clause.say_number(self.lang)
        return f"{number if self.lang == 'en' else number.partition(' ')[2]} {self.words(clause.entry.title)}"

    def say_step(self, parameter: Parameter, step: Dated[Value]) -> str:
        """One of a parameter's dated values, with its unit."""
        return parameter.say_step(step, self.lang)

    def shown(self, finding: Finding) -> str:
        """A legal limit with the values put in."""
        return finding.shown["en"] if self.lang == "en" else Words(zh=finding.shown["zh"], en="-")[self.lang]

    def region(self, guardrail: Guardrail) -> str:
        """Where a legal limit applies."""
        return REGIONS[guardrail.entry.region][self.lang]

    @cached_property
    def next_change(self) -> date | None:
        """The first day after this one on which anything changes."""
        coming = next_day(self.book, self.day)
        return coming.day if coming else None

    def coming(self, parameter: Parameter) -> Dated[Value] | None:
        """The scheduled next value, if any."""
        return parameter.timeline.next_after(self.day)

    def chapter_uri(self, chapter: Chapter) -> str:
        return f"chapters/{chapter.id}.md"

    def clause_uri(self, id: str) -> str:
        """The page on which a clause stands; its anchor is its id."""
        return f"chapters/{id.partition('.')[0]}.md"

    def role_uri(self, role: str) -> str:
        return f"for/{role}.md"

    def calculators(self) -> Iterator[Rule]:
        """The rules that have a page of their own, in the order of their clauses in the book."""
        order = {id: index for index, id in enumerate(self.book.clauses)}
        return iter(sorted((rule for rule in self.book.rules.values() if rule.listed), key=lambda r: order[r.clause]))

    def calculator_uri(self, rule: Rule) -> str:
        return f"calculators/{rule.id}.md"

    def readers(self) -> Iterator[str]:
        """The roles that have a page of their own."""
        return (name for name, role in self.book.roles.items() if role.reader or role.page)

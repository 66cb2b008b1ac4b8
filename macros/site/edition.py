"""One language of the handbook on one day: what every page of it has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property

from handbook import (
    WRITTEN,
    AnyParameter,
    Chapter,
    Clause,
    ClauseEntry,
    Dated,
    Entry,
    Finding,
    GuardrailEntry,
    Lang,
    LegalNote,
    Parameter,
    PolicyBook,
    Rule,
    Text,
    Value,
    Words,
    frozen,
    language,
    next_day,
    say,
    say_strength,
    section,
)
from quiz import Bank

# The pages that code links to; the others stand in the menu alone (macros/site/navigation.py).
HOME, NUMBERS, CHANGES, PRACTICE, AUTHOR = "index.md", "numbers.md", "changes.md", "practice/index.md", "author.md"


@frozen
class Edition:
    """The book as one language's readers see it on `day`."""

    book: PolicyBook
    day: date
    lang: Lang
    site_name: str
    bank: Bank
    files: tuple[str, ...] = ()  # the whole handbook to download, by name (macros/book/published.py)
    notes: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def say(self, key: str, **facts: object) -> str:
        """Words of the interface."""
        return say(f"macros.site.{key}", self.lang, **facts)

    def script_words(self, group: str) -> dict[str, Entry]:
        """The words of a group for scripts, which fill them themselves: `calc_yes` is `yes` of `calc`."""
        return self._script_words.get(group, {})

    @cached_property
    def _script_words(self) -> Mapping[str, dict[str, Entry]]:
        groups: dict[str, dict[str, Entry]] = {}
        for key, entry in section("macros", "site", self.lang).items():
            groups.setdefault(key.partition(".")[0], {})[key.replace(".", "_")] = entry
        return groups

    def title(self, uri: str) -> str:
        """The title of a page that is not named after a part of the policy: `pages.for_new` for `for/new.md`."""
        return self.say("pages." + uri.removesuffix(".md").removesuffix("/index").replace("/", "_"))

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
        return language(self.lang).list

    @property
    def colon(self) -> str:
        return language(self.lang).colon

    def chapter_title(self, chapter: Chapter) -> str:
        """`第七章 工作纪律`, `7 Work discipline`."""
        return f"{self.chapter_number(chapter)} {self.words(chapter.title)}"

    def chapter_number(self, chapter: Chapter) -> str:
        """`第七章`, `7`."""
        return _last_word(chapter.say_number(self.lang))

    def clause_heading(self, clause: Clause) -> str:
        """`第二条 迟到与早退`, `7.2 Late arrival and early leave`; the chapter is in the page's title."""
        return f"{self.clause_number(clause)} {self.words(clause.entry.title)}"

    def clause_number(self, clause: Clause) -> str:
        """`第二条`, `7.2`: within the chapter."""
        return self._clause_numbers[clause.id]

    @cached_property
    def _clause_numbers(self) -> Mapping[str, str]:
        return {id: _last_word(clause.say_number(self.lang)) for id, clause in self.book.clauses.items()}

    def say_step(self, parameter: Parameter, step: Dated[Value]) -> str:
        """One of a parameter's dated values, with its unit."""
        return parameter.say_step(step, self.lang)

    def shown(self, finding: Finding) -> str:
        """A legal limit with the values put in."""
        return Words(zh=finding.shown["zh"], en=finding.shown["en"])[self.lang]

    def law(self, entry: LegalNote | GuardrailEntry) -> str:
        """How strong a legal text is, where it holds, and who looked at it when and in what."""
        return say_strength(entry, self.lang)

    def legal_notes(self, entry: AnyParameter | ClauseEntry) -> Sequence[LegalNote]:
        """What the law says about a parameter or a clause, where the company is."""
        return self.book.notes_for(entry, self.day)

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

    def picture_uri(self, rule: Rule) -> str:
        """Where the picture of its steps is."""
        return f"calculators/{rule.id}.svg"

    def readers(self) -> Iterator[str]:
        """The roles that have a page of their own."""
        return readers(self.book)


def readers(book: PolicyBook) -> Iterator[str]:
    """The roles that have a page of their own."""
    return (name for name, role in book.roles.items() if role.reader or role.page)


def written(lang: Lang) -> Lang:
    """The language in which people write what is read in `lang`: Traditional Chinese is converted."""
    return lang if lang in WRITTEN else WRITTEN[0]


def _last_word(number: str) -> str:
    """`7` of `Chapter 7`, `第二条` of `第七章 第二条`."""
    return number.rpartition(" ")[2]

"""The generated pages of an edition, and the rendering of the hand-written ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from handbook.lang.traditional import to_traditional
from handbook.policy.book import Parameter
from handbook.policy.changes import changes_by_day
from handbook.rules.rule import Rule
from macros import ui
from macros.data.calculators import Calculator
from macros.data.coverage import coverage
from macros.render.markdown import escape, in_script, shown
from macros.render.writer import UnknownName, Writer
from macros.site.edition import (
    BOOK,
    CALCULATORS,
    CHANGES,
    GLOSSARY,
    NEW_HIRE,
    NUMBERS,
    PAPER,
    PRACTICE,
    TRAINERS,
    Edition,
)
from quiz.question import KIND_WORDS, KINDS

_IMPORT = '{% import "parts.j2" as h with context %}'
REVIEW_HORIZON = timedelta(days=120)
SIGNS_PER_MINUTE = {"en": 1000}  # letters for English, characters for Chinese
_CHINESE_SIGNS_PER_MINUTE = 300


class BadPage(Exception):
    """A hand-written page cannot be rendered: `file`, `line` and what is wrong with it."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")


@dataclass(frozen=True)
class Page:
    """A page of Markdown at `uri`, with the title that the menu shows."""

    uri: str
    title: str
    content: str


@cache
def environment() -> Environment:
    """The templates. Undefined names are errors, and whatever is no markup is escaped as it is written."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "render" / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def compile_templates() -> None:
    """Compile every template, so that processes that part from this one need not."""
    for name in environment().list_templates():
        environment().get_template(name)


def generated_pages(edition: Edition) -> Iterator[Page]:
    """Every page that is made from the policy, in no particular order."""
    book = edition.book
    for chapter in book.chapters:
        title = edition.chapter_title(chapter)
        yield _page(edition, edition.chapter_uri(chapter), title, "chapter", chapter=chapter)
    for role in edition.readers():
        title = edition.words(book.roles[role].label)
        yield _page(edition, edition.role_uri(role), title, "role", role=role, review_horizon=REVIEW_HORIZON)
    if any(edition.calculators()):
        yield _page(edition, CALCULATORS, edition.say("calculators"), "calculators")
    for rule in edition.calculators():
        yield _calculator(edition, rule)
    yield _page(edition, PRACTICE, edition.say("practice"), "practice", data=_quiz_data(edition, "quiz_", "../"))
    yield _page(edition, PAPER, edition.say("builder"), "paper", data=_quiz_data(edition, "trainer_", "../../"))
    facts = {"chapters": list(coverage(edition)), "kinds": KINDS, "kind_words": KIND_WORDS}
    yield _page(edition, TRAINERS, edition.say("trainers"), "trainers", **facts)
    yield _page(edition, NEW_HIRE, edition.say("new_hire"), "new", minutes=_minutes_to_read(edition))
    yield _page(edition, NUMBERS, edition.say("numbers"), "numbers")
    yield _page(edition, GLOSSARY, edition.say("glossary"), "glossary")
    yield _page(edition, CHANGES, edition.say("changes"), "changes", days=changes_by_day(book))
    yield _page(edition, BOOK, edition.say("book"), "book")


def _calculator(edition: Edition, rule: Rule) -> Page:
    uri, title = edition.calculator_uri(rule), edition.words(rule.title)
    calculator = Calculator(rule, edition)
    facts = {"edition": edition, "calc": calculator, "t": edition.say, "data": calculator.data()}
    html = environment().get_template("calculator.html.j2").render(facts)
    return _page(edition, uri, title, "calculator", rule=rule, calculator=_without_blank_lines(html))


def _quiz_data(edition: Edition, prefix: str, base: str) -> Markup:
    """What a page of the quiz needs before it loads the questions: its words, and where the language's root is."""
    return in_script({"ui": ui.words(prefix, edition.lang), "base": base})


def _without_blank_lines(html: str) -> Markup:
    """As Markdown leaves a block of HTML alone: without blank lines in it."""
    return Markup("\n".join(line for line in html.split("\n") if line.strip()))


def _page(edition: Edition, uri: str, title: str, template: str, **facts: object) -> Page:
    writer = Writer(edition, uri)
    context = _context(writer) | {"title": title} | facts
    body = environment().get_template(f"pages/{template}.md.j2").render(context)
    return Page(uri, title, body + _notes(writer))


def render_hand_written(edition: Edition, uri: str, source: str, file: str) -> str:
    """A page from `docs/`, which may call the macros. Raises BadPage with the line where it fails."""
    if edition.lang == "zh-Hant":
        source = to_traditional(source)
    writer = Writer(edition, uri)
    try:
        # The import stands on the page's own first line, so that lines keep their numbers.
        body = environment().from_string(_IMPORT + source).render(_context(writer))
    except (TemplateError, UnknownName, TypeError, KeyError) as error:
        raise BadPage(file, _line_of(error), str(error)) from error
    return body + _notes(writer)


def _line_of(error: BaseException) -> int:
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line or 1


def _context(writer: Writer) -> dict[str, Any]:
    edition = writer.edition
    return {"page": writer, "edition": edition, "book": edition.book, "t": edition.say, "w": edition.words}


def _notes(writer: Writer) -> str:
    """Explanations of the values that the page shows, hidden until one is opened."""
    if not writer.shown:
        return ""
    notes = "".join(_note(writer.edition, parameter) for parameter in writer.shown.values())
    say = writer.edition.say
    words = f'data-close="{escape(say("close"))}" data-more="{escape(say("all_about"))}"'
    return f'\n\n<aside class="hb-notes" hidden {words} data-search-exclude="1">\n{notes}</aside>\n'


def _note(edition: Edition, parameter: Parameter) -> str:
    """One explanation; it is the same on every page, so it is made once."""
    if parameter.name not in edition.notes:
        facts = {"edition": edition, "parameter": parameter, "t": edition.say, "w": edition.words}
        edition.notes[parameter.name] = environment().get_template("note.html.j2").render(facts).strip() + "\n"
    return edition.notes[parameter.name]


def _minutes_to_read(edition: Edition) -> int:
    clauses = [clause for clause in edition.book.clauses.values() if clause.entry.must_know]
    signs = sum(len(edition.book.plain(clause.prose, edition.lang, edition.day)) for clause in clauses)
    return max(1, round(signs / SIGNS_PER_MINUTE.get(edition.lang, _CHINESE_SIGNS_PER_MINUTE)))

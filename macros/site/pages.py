"""The generated pages of an edition, and the rendering of the hand-written ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from handbook import LANGS, WRITTEN, Parameter, Rule, changes_by_day, frozen, parts, to_traditional, unbroken
from macros.data.calculators import Calculator, RuleScript, rule_script
from macros.data.coverage import coverage, coverage_columns
from macros.data.for_readers import (
    added_numbers,
    changed_values,
    clauses_of,
    coming_changes,
    foreign_names,
    inferred,
    law_to_review,
    minutes_to_read,
    must_know,
    numbers_of,
    reading_mark,
    supplements,
    to_review,
    usual_since,
)
from macros.render.compiled import CompiledTemplates
from macros.render.markdown import escape, in_script, shown
from macros.render.writer import UnknownName, Writer
from macros.site import marks
from macros.site.edition import Edition
from macros.site.navigation import navigation, pages_of
from quiz import Defaults, grading_data

CHAPTER = "chapters/_chapter.html"  # the template of every chapter
_TEMPLATES = Path(__file__).parents[1] / "render" / "templates"
_IMPORT = '{% import "parts.j2" as h with context %}'


class BadPage(Exception):
    """A hand-written page cannot be rendered: `file`, `line` and what is wrong with it."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")


@frozen
class Page:
    """A page at `uri`, with the title that the menu shows; its content is Markdown where it is not `is_html`.

    `script` is what it loads and no other page.
    """

    uri: str
    title: str
    content: str
    is_html: bool
    script: RuleScript | None = None


@cache
def environment() -> Environment:
    """The templates. Undefined names are errors, and whatever is no markup is escaped as it is written."""
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates("ours"),
    )
    views = (
        added_numbers,
        changed_values,
        changes_by_day,
        clauses_of,
        coming_changes,
        coverage,
        coverage_columns,
        foreign_names,
        grade_script,
        grade_words,
        inferred,
        law_to_review,
        minutes_to_read,
        must_know,
        numbers_of,
        parts_of_manual,
        paper_defaults,
        quiz_script,
        reading_mark,
        builder_script,
        rule_script,
        supplements,
        to_review,
        unbroken,
        usual_since,
    )
    templates.globals.update({view.__name__: view for view in views}, marks=marks)
    return templates


def compile_templates() -> None:
    """Compile every template, so that processes that part from this one need not."""
    for name in environment().list_templates():
        environment().get_template(name)


def generated_pages(edition: Edition) -> Iterator[Page]:
    """Every page that is made from the policy, in no particular order.

    A page of the menu whose address is that of a template is made by it; chapters, roles and rules have one each.
    """
    book = edition.book
    for uri in pages_of(navigation(edition)):
        if template := _named_after(uri):
            yield _page(edition, uri, edition.title(uri), template)
    for chapter in book.chapters:
        title = edition.chapter_title(chapter)
        yield _page(edition, edition.chapter_uri(chapter), title, CHAPTER, chapter=chapter)
    for role in edition.readers():
        title = edition.words(book.roles[role].label)
        yield _page(edition, edition.role_uri(role), title, "for/_role.html", role=role)
    for rule in edition.calculators():
        yield _calculator(edition, rule)


def _calculator(edition: Edition, rule: Rule) -> Page:
    uri, title, calculator = edition.calculator_uri(rule), edition.words(rule.title), Calculator(rule, edition)
    clauses = [edition.book.clause(id) for id in rule.clauses]
    page = _page(edition, uri, title, "calculators/_calculator.html", rule=rule, calc=calculator, clauses=clauses)
    return replace(page, script=calculator.details)


def _named_after(uri: str) -> str | None:
    """The template of a page's own, which writes HTML or Markdown; None where it has none."""
    names = (uri.replace(".md", ".html"), uri)
    return next((name for name in names if (_TEMPLATES / f"pages/{name}.j2").is_file()), None)


def quiz_script(edition: Edition, group: str, base: str) -> Markup:
    """What a page of the quiz needs before it loads the questions: its words, where its language and the site begin."""
    root = base if edition.lang == LANGS[0] else f"{base}../"
    return in_script({"ui": edition.script_words(group), "base": base, "root": root})


def paper_defaults(edition: Edition) -> Defaults:
    """How many questions a paper has, how long it takes and what is a pass, as the policy says."""
    return Defaults.of(edition.book, edition.day, edition.lang)


def grade_script(edition: Edition) -> Markup:
    """What the page for grading needs: its words in the language."""
    return in_script({**grading_data(edition.lang), "base": "../../"})


def grade_words(edition: Edition, name: str) -> str:
    """Words of the page for grading."""
    return str(grading_data(edition.lang)["words"][f"grade_page_{name}"])


def builder_script(edition: Edition, base: str) -> Markup:
    """What the page that makes papers needs besides: what a paper has where nobody says otherwise."""
    given = paper_defaults(edition)
    paper = {
        "title": given.title,
        "company": given.company,
        "count": given.count,
        "minutes": given.minutes,
        "pass": given.pass_mark,
        "language": edition.lang,
    }
    return in_script({"ui": edition.script_words("trainer"), "base": base, "paper": paper})


def parts_of_manual(edition: Edition) -> Iterator[Markup]:
    """The author's page, part by part, in Markdown with an id for every heading."""
    for part in parts(edition.lang, next(iter(edition.book.clauses))):
        lead = "\n{: .hb-lead }" if part.level == 1 else ""
        yield Markup(f"{'#' * part.level} {part.heading} {{ #{part.id} }}\n\n{part.text}{lead}")  # ours, no policy's


def _page(edition: Edition, uri: str, title: str, template: str, **facts: object) -> Page:
    writer = Writer(edition, uri)
    content = body_of(writer, title, template, **facts) + _notes(writer)
    return Page(uri, title, content, is_html=template.endswith(".html"))


def body_of(writer: Writer, title: str, template: str, **facts: object) -> str:
    """What a page says by a template; that of chapters takes a `chapter`."""
    context = _context(writer) | {"title": title} | facts
    return environment().get_template(f"pages/{template}.j2").render(context)


def render_hand_written(edition: Edition, uri: str, source: str, file: str) -> str:
    """A page from `docs/`, which may call the macros. Raises BadPage with the line where it fails."""
    if edition.lang not in WRITTEN:
        source = to_traditional(source, interface=True)
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
    return f'\n\n<aside class="hb-notes" hidden {words}>\n{notes}</aside>\n'


def _note(edition: Edition, parameter: Parameter) -> str:
    """One explanation; it is the same on every page, so it is made once."""
    if parameter.name not in edition.notes:
        facts = {"edition": edition, "parameter": parameter, "t": edition.say, "w": edition.words}
        edition.notes[parameter.name] = environment().get_template("note.html.j2").render(facts).strip() + "\n"
    return edition.notes[parameter.name]

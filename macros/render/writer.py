"""Writes the parts of one page as HTML: links that lead somewhere, values that explain themselves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from handbook import UNITS, Clause, Lang, Parameter, Prose, Rule, Span, language, unbroken
from macros.render.markdown import escape, lines, link, paragraphs
from macros.site.edition import NUMBERS, PRACTICE, Edition

_NAMED = re.compile(r"\{([\w.]+)\}")
_SHORT = 12  # signs that stay on one line
_ENDS = re.compile(r"[，。；：,.;:]\s*")  # what stands behind a value


@lru_cache(maxsize=10_000)
def address(uri: str, of: str) -> Markup:
    """The address of a page or another file from the page `of`, as the finished site has them: a page is a folder."""
    path = posixpath.relpath(_folder(uri) or ".", _folder(of) or ".")
    return Markup(f"{path}/" if uri.endswith(".md") else path)


def _folder(uri: str) -> str:
    return uri.removesuffix(".md").removesuffix("index").rstrip("/")


class UnknownName(LookupError):
    """A page names a parameter or a clause that does not exist."""


class Writer:
    """The page at `uri` of an edition. Remembers which values it shows, so that the page can explain each once."""

    def __init__(self, edition: Edition, uri: str) -> None:
        self.edition, self.uri = edition, uri
        self.shown: dict[str, Parameter] = {}

    # links. Addresses are made of ids, which have no sign that is markup (handbook/schema/models.py).

    def to(self, uri: str, anchor: str = "") -> Markup:
        """The target of a link from this page."""
        if uri == self.uri and anchor:
            return Markup(f"#{anchor}")
        return Markup(address(uri, self.uri) + (f"#{anchor}" if anchor else ""))

    def clause_target(self, id: str) -> Markup:
        """The address of a clause. Raises UnknownName."""
        return self.to(self.edition.clause_uri(self.clause(id).id), id)

    def clause_link(self, id: str, text: str = "") -> Markup:
        """A link to a clause, by default with its title. Raises UnknownName."""
        return link(text or self.edition.words(self.clause(id).entry.title), self.clause_target(id))

    def row(self, target: str, title: str, answer: str = "", about: str = "") -> Markup:
        """A row that is a link as a whole: a title, more about it below, and what answers it at the right."""
        below = f"<small>{escape(about)}</small>" if about else ""
        aside = f'<span class="hb-row__answer">{escape(answer)}</span>' if answer else ""
        return link(Markup(f'<span class="hb-row__title">{escape(title)}{below}</span>{aside}'), target, "hb-row")

    def filled(self, words: str) -> Markup:
        """Words in which `{name}` stands for a parameter's value; of bands for the numbers that they give."""
        parts = _NAMED.split(words)  # words and names in turns
        texts = [f"<b>{escape(self._short(part))}</b>" if at % 2 else escape(part) for at, part in enumerate(parts)]
        return Markup("".join(texts))

    def _short(self, name: str) -> str:
        value = self.parameter(name).at(self.edition.day)
        if not isinstance(value, tuple):
            return self.parameter(name).say(self.edition.day, self.edition.lang)
        return self.edition.list_comma.join(f"{band.gives.normalize():f}" for band in value if band.gives)

    def page_link(self, uri: str) -> Markup:
        """A link to a page of the site, with its title."""
        return link(self.edition.title(uri), self.to(uri))

    def picture_link(self, rule: Rule) -> Markup:
        """A link to the picture of a rule's steps."""
        return link(self.edition.say("calc_page.graph"), self.to(self.edition.picture_uri(rule)))

    def actions(self, clause: Clause) -> Sequence[Markup]:
        """What a reader can do with a clause: calculate by it, practise it."""
        links = [self.calculate_link(clause, rule) for rule in self.edition.book.rules_of(clause.id)]
        return [*links, self.practise_link(clause)] if self.edition.bank.of_clause(clause.id) else links

    def calculate_link(self, clause: Clause, rule: Rule) -> Markup:
        """A link to a calculator that opens with the clause's parameters in view."""
        text = f"{self.edition.say('calculate')}{self.edition.colon}{self.edition.words(rule.title)}"
        return link(text, self.to(self.edition.calculator_uri(rule), f"clause={clause.id}"))

    def practise_link(self, clause: Clause) -> Markup:
        """A link to the practice of one clause."""
        return link(self.edition.say("practise_clause"), self.practice_of(clause))

    def practice_of(self, clause: Clause) -> Markup:
        """The address of the practice of a clause."""
        return self.to(PRACTICE, f"clause={clause.id}")

    # what pages name

    def clause(self, id: str) -> Clause:
        """A clause by id. Raises UnknownName, for hand-written pages."""
        try:
            return self.edition.book.clause(id)
        except LookupError as error:
            raise UnknownName(str(error)) from None

    def parameter(self, name: str) -> Parameter:
        """A parameter by name. Raises UnknownName, for hand-written pages."""
        try:
            return self.edition.book.param(name)
        except LookupError as error:
            raise UnknownName(str(error)) from None

    # values and texts

    def value(self, name: str) -> Markup:
        """A parameter's value as a link to its explanation."""
        parameter = self.parameter(name)
        rows = parameter.say_rows(self.edition.day, self.edition.lang)
        return self._rows_link(parameter, rows) if len(rows) > 1 else self._value_link(parameter, rows[0])

    def _value_link(self, parameter: Parameter, text: str) -> Markup:
        self.shown[parameter.name] = parameter
        classes = "hb-value" if len(text) <= _SHORT else "hb-value hb-value--long"
        return link(text, self.to(NUMBERS, parameter.name), classes)

    def _rows_link(self, parameter: Parameter, rows: Sequence[str], between: str = "") -> Markup:
        """A value of several rows, each on a line of its own."""
        self.shown[parameter.name] = parameter
        spans = Markup(between).join(Markup(f"<span>{escape(row)}</span>") for row in rows)
        return link(spans, self.to(NUMBERS, parameter.name), "hb-value hb-value--rows")

    def prose(self, prose: Mapping[Lang, Prose], before: str = "") -> Markup:
        """The paragraphs of a text of the policy, values and clauses as links; `before` its words stands a mark."""
        spans = list(self.edition.book.say(prose, self.edition.lang, self.edition.day))
        parts = (self._in_rows(spans, at) or self._span(spans[at]) for at in range(len(spans)))
        return paragraphs(Markup("".join(parts)), before)

    def _in_rows(self, spans: list[Span], at: int) -> Markup | None:
        """A value of several rows within a text: the sign that ends it leaves the next span for the last row."""
        edition, span = self.edition, spans[at]
        rows = edition.book.param(span.ref).say_rows(edition.day, edition.lang) if span.kind == "value" else []
        if len(rows) < 2:
            return None
        ended = ""
        if at + 1 < len(spans) and (found := _ENDS.match(spans[at + 1].text)):
            ended = found[0].rstrip()
            spans[at + 1] = replace(spans[at + 1], text=spans[at + 1].text[len(found[0]) :])
        comma = language(edition.lang).comma
        sign = comma.rstrip()
        parts = [*(f"{row}{sign}" for row in rows[:-1]), f"{rows[-1]}{ended}"]
        space = comma[len(sign) :]
        return Markup(self._rows_link(edition.book.param(span.ref), parts, space) + (space if ended else ""))

    def _span(self, span: Span) -> Markup:
        if span.kind == "value":
            return self._value_link(self.edition.book.param(span.ref), span.text)
        if span.kind == "clause":  # its quotes, which are wide in Chinese, are not underlined
            before, after = language(self.edition.lang).quoted("\0").split("\0")
            title = span.text.removeprefix(before).removesuffix(after)
            return before + link(title, self.clause_target(span.ref)) + after
        return lines(unbroken(span.text))

    def plain(self, prose: Mapping[Lang, Prose], before: str = "") -> Markup:
        """The same as words, nothing linked."""
        return paragraphs(lines(self.edition.book.plain(prose, self.edition.lang, self.edition.day)), before)

    # workflows

    def deadline(self, clause: Clause) -> str:
        """The time a step may take: the first duration in its text; empty where it has none."""
        for name in clause.parameters:
            parameter = self.edition.book.param(name)
            if parameter.unit and UNITS[parameter.unit].duration:
                return parameter.say(self.edition.day, self.edition.lang)
        return ""

    def actor(self, clause: Clause) -> str:
        """Who takes the step; empty where nobody is named."""
        actor = clause.entry.actor
        return self.edition.words(self.edition.book.roles[actor].label) if actor else ""

    def limit(self, clause: Clause) -> str:
        """That time in words: `限时 4 小时`."""
        return self.edition.say("within", time=self.deadline(clause))

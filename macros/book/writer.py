"""Writes the site's pages for one file that holds them all: what led to a page leads to a place in the file."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handbook import Clause, Section, say
from macros.render.markdown import escape
from macros.render.writer import Writer

TOP = "top"  # the anchor of a page's own heading


class BookWriter(Writer):
    """A page at `uri`, as a part of the file. Its links lead to `#chapters-pay_pay.base.wage`."""

    def to(self, uri: str, anchor: str = "") -> Markup:
        """The target of a link; the page may not be in the file."""
        return Markup(f"#{place(uri, anchor)}")

    def actions(self, clause: Clause) -> Sequence[Markup]:  # noqa: ARG002
        """On paper there is nothing to be done with a clause but to read it."""
        return ()

    def diagram(self, section: Section) -> Markup:
        """The steps of a workflow as a table, which every file can hold and everybody can read."""
        heads = (say(f"macros.book.steps.{key}", self.edition.lang) for key in ("number", "title", "actor", "time"))
        rows = (self._row(number, clause) for number, clause in enumerate(section.clauses, 1))
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        return Markup(f'<table class="hb-path"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>')

    def _row(self, number: int, clause: Clause) -> str:
        title = f'<a href="{self.clause_target(clause.id)}">{escape(self.edition.words(clause.entry.title))}</a>'
        cells = (str(number), title, escape(self.actor(clause)), escape(self.deadline(clause)))
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def place(uri: str, anchor: str = "") -> str:
    """The id in the file of an anchor of a page: pages do not know each other's."""
    return f"{uri.removesuffix('.md').replace('/', '-')}_{anchor or TOP}"

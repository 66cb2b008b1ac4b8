"""Writes the site's pages for one file that holds them all: what led to a page leads to a place in the file."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handbook import Clause
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


def place(uri: str, anchor: str = "") -> str:
    """The id in the file of an anchor of a page: pages do not know each other's."""
    return f"{uri.removesuffix('.md').replace('/', '-')}_{anchor or TOP}"

"""Where the files of `handbook book` stand, and which of them the site may offer: those of the version it shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.site.edition import Edition

FOLDER = "books"  # in the project, beside the policy
OF_SITE = "files"  # in the site, of each language
FORMS = ("pdf", "docx")


def file_name(edition: Edition, form: str, draft: bool = False) -> str:
    """`handbook-zh-2026-01-01-9ec9903a.pdf`: what it says follows from its name."""
    kind = "-draft" if draft else ""
    return f"handbook-{edition.lang}-{edition.since}-{edition.book.digest}{kind}.{form}"


def uri_of(name: str) -> str:
    """Where the site has a file."""
    return f"{OF_SITE}/{name}"


def published(project: Path, edition: Edition) -> Sequence[Path]:
    """The files that say what the site says. Those of other versions, and drafts, are not for readers."""
    paths = (project / FOLDER / file_name(edition, form) for form in FORMS)
    return [path for path in paths if path.is_file()]

"""`handbook book`: the whole handbook as PDF and for Word."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from handbook import (
    BilingualCommand,
    DayOption,
    Lang,
    Misused,
    OutPath,
    Outputs,
    Phrase,
    force_option,
    form_of,
    open_book,
    policy_options,
    say,
)
from macros.book.document import Asked, Document, document_of
from macros.book.pdf import pdf_of
from macros.book.published import FOLDER, FORMS, file_name
from macros.book.settings import settings_of, use_style_of
from macros.book.word import docx_of
from macros.site.edition import Edition
from quiz import Bank, Defaults

_ENDINGS = {form: (f".{form}",) for form in FORMS}


@click.command("book", cls=BilingualCommand, help="macros.help.book", epilog="macros.book.command.examples")
@click.option("--pdf", is_flag=True, help="macros.book.command.pdf")
@click.option("--docx", is_flag=True, help="macros.book.command.docx")
@click.option("--consultation", is_flag=True, help="macros.book.command.consultation")
@click.option("--on", type=DayOption(), default=None, help="macros.book.command.on")
@click.option("--title", default=None, envvar="HANDBOOK_TITLE", help="macros.book.command.title")
@click.option("--out", type=OutPath(), default=None, help="macros.book.command.out")
@force_option
@policy_options
def book(
    pdf: bool,
    docx: bool,
    consultation: bool,
    on: date | None,
    title: str | None,
    out: Path | None,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Write the files; exit 1 where one cannot be made."""
    forms = _forms(pdf, docx, out)
    files = Outputs(data, force or out is None, {"--out": out})
    edition = _edition(data, lang, title, today, on or today)
    company = Defaults.of(edition.book, edition.day, lang).company
    document = document_of(edition, Asked(edition.site_name, company, consultation, _created(edition.day)))
    for form in forms:
        path = out or _shown(_project(data) / FOLDER / file_name(edition, form, consultation))
        click.echo(say("macros.book.command.making", lang, name=edition.site_name), err=True)
        content, done = _made(form, document, path)
        files.write({path: content})
        click.echo(done, err=files.to_stdout)
    return 0


def _forms(pdf: bool, docx: bool, out: Path | None) -> Sequence[str]:
    """The formats that are wanted. Raises Misused where they do not fit in the one file."""
    asked = [form for form, wanted in zip(FORMS, (pdf, docx)) if wanted]
    if out is None:
        return asked or FORMS
    if len(asked) > 1:
        raise Misused(Phrase("macros.book.command.two_outs"))
    return [form_of(out, asked[0] if asked else None, _ENDINGS, FORMS[0])]


def _edition(data: Path, lang: Lang, title: str | None, today: date, day: date) -> Edition:
    """The policy as in force on `day`. No question is asked on paper, so its bank is empty."""
    settings = settings_of(_project(data), lang)
    use_style_of(_project(data))
    policy = open_book(data, today)
    name = title or settings.title or say("macros.book.plain_title", lang)
    return Edition(policy, day, lang, name, Bank(policy, day, {}))


def _project(data: Path) -> Path:
    """The folder around the policy."""
    return data.resolve().parent


def _shown(path: Path) -> Path:
    """As people type it, where it lies below the folder in which they are."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _created(day: date) -> datetime:
    """When the file counts as made: SOURCE_DATE_EPOCH, else the policy's day, so that the same policy gives the same
    bytes."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(given), UTC) if given.isdecimal() else datetime.combine(day, time(), UTC)


def _made(form: str, document: Document, path: Path) -> tuple[bytes, str]:
    """A file, and what is said of it."""
    if form == "docx":
        return docx_of(document), say("macros.book.command.written_docx", document.lang, path=path)
    made = pdf_of(document)
    return made.content, say("macros.book.command.written", document.lang, path=path, n=made.pages)

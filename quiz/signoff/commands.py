"""The commands of `handbook signoff`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from handbook import (
    BilingualCommand,
    CommandRefused,
    Lang,
    OutPath,
    Outputs,
    Phrase,
    SheetError,
    force_option,
    form_of,
    open_book,
    policy_options,
    say,
)
from quiz.exams.pasted import PasteTooLong
from quiz.frozen.reading import read_paper
from quiz.papers.documents import FORMATS
from quiz.signoff.checking import Comparison, Gathered, as_workbook, compare, in_sheet, in_text, summary
from quiz.signoff.documents import NamedPaper, SignedDocument, Training, attendance_list, signoff_sheet
from quiz.signoff.printed import printed
from quiz.signoff.version import PolicyVersion, version_of
from quiz.staff import BadStaffList, open_staff, sheet_rows

F = TypeVar("F", bound=Callable[..., Any])
_SHEET_ENDINGS = (".xlsx", ".csv")


def _common(command: F) -> F:
    """What each of them asks for."""
    for option in (
        click.option("--title", required=True, envvar="HANDBOOK_TITLE", help="quiz.signoff.command.title"),
        click.option(
            "--staff",
            type=click.Path(path_type=Path),
            required=True,
            metavar="LIST",
            help="quiz.signoff.command.staff",
        ),
    ):
        command = option(command)
    return command


@click.command("sheet", cls=BilingualCommand, help="quiz.help.sheet", epilog="quiz.signoff.command.examples")
@_common
@click.option("--out", type=OutPath(), required=True, help="quiz.signoff.command.out")
@force_option
@policy_options
def sheet(title: str, staff: Path, out: Path, force: bool, data: Path, lang: Lang, today: date) -> int:
    """Write the sheet on which the people of a list sign."""
    files = Outputs(data, force, {"--out": out}, {"--staff": staff})
    version = version_of(open_book(data, today), title, today, lang)
    people = open_staff(staff)
    unknown = sorted({each.role for each in people if each.role and not version.role_of(each.role)})
    _write(files, out, signoff_sheet(version, people), len(people), lang)
    if unknown:
        roles = say("quiz.signoff.between", lang).join(unknown)
        click.echo(say("quiz.signoff.command.unknown_roles", lang, roles=roles), err=True)
    return 0


@click.command("attendance", cls=BilingualCommand, help="quiz.help.attendance", epilog="quiz.signoff.command.examples")
@_common
@click.option("--training", required=True, help="quiz.signoff.command.training")
@click.option("--day", default="", help="quiz.signoff.command.day")
@click.option("--place", default="", help="quiz.signoff.command.place")
@click.option("--trainer", default="", help="quiz.signoff.command.trainer")
@click.option(
    "--paper",
    "papers",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="X.paper.json",
    help="quiz.signoff.command.paper",
)
@click.option("--out", type=OutPath(), required=True, help="quiz.signoff.command.out")
@force_option
@policy_options
def attendance(
    title: str,
    staff: Path,
    training: str,
    day: str,
    place: str,
    trainer: str,
    papers: Sequence[Path],
    out: Path,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Write the list on which those sign who came to a training."""
    reads = {"--staff": staff} | {f"--paper {path}": path for path in papers}
    files = Outputs(data, force, {"--out": out}, reads)
    version = version_of(open_book(data, today), title, today, lang)
    read = [read_paper(path).paper for path in papers]
    held = Training(training, day, place, trainer, tuple(NamedPaper(each.number, each.title) for each in read))
    people = open_staff(staff)
    _write(files, out, attendance_list(version, people, held), len(people), lang)
    return 0


def _write(files: Outputs, out: Path, document: SignedDocument, people: int, lang: Lang) -> None:
    form = form_of(out, None, {"xlsx": (".xlsx",), "html": (".html", ".htm"), "docx": (".docx",)}, "xlsx")
    content = document.as_workbook() if form == "xlsx" else FORMATS[form](printed(document, lang))
    files.write({out: content})
    click.echo(say("quiz.signoff.command.written", lang, n=people, path=out), err=files.to_stdout)


@click.command("check", cls=BilingualCommand, help="quiz.help.check_signoff", epilog="quiz.signoff.command.examples")
@click.argument("returned", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@_common
@click.option("--out", type=OutPath(), default=None, help="quiz.signoff.command.result")
@force_option
@policy_options
def check(
    returned: Sequence[Path],
    title: str,
    staff: Path,
    out: Path | None,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Compare lines and marked sheets with a staff list; exit 1 while anybody is missing or anything is not clear."""
    files = Outputs(data, force, {"--out": out}, {"--staff": staff} | {str(path): path for path in returned})
    version = version_of(open_book(data, today), title, today, lang)
    people = open_staff(staff)
    gathered = sum((_gathered(path, lang) for path in returned), Gathered())
    found = compare(version, people, gathered)
    if out:
        form_of(out, None, {"xlsx": (".xlsx",)}, "xlsx")
        files.write({out: as_workbook(version, found)})
    for line in _told(version, found):
        click.echo(line, err=files.to_stdout)
    return 0 if found.counts["signed"] == len(people) and not found.unclear else 1


def _gathered(path: Path, lang: Lang) -> Gathered:
    """What a file has: a marked sheet by its ending, else a text with lines. Raises CommandRefused."""
    if path.suffix.lower() in _SHEET_ENDINGS:
        try:
            found = in_sheet(sheet_rows(path), path.name, say("quiz.signoff.unsigned", lang).split("|"))
        except SheetError as error:
            raise BadStaffList(path, error.messages) from error
        if isinstance(found, Gathered):
            return found
        raise BadStaffList(path, found)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CommandRefused(
            Phrase("quiz.signoff.command.unreadable", {"path": path, "why": error.strerror})
        ) from error
    try:
        return in_text(raw.decode("utf-8", errors="replace"))
    except PasteTooLong:
        raise CommandRefused(Phrase("quiz.signoff.command.too_long", {"path": path})) from None


def _told(version: PolicyVersion, found: Comparison) -> list[str]:
    """The result for the terminal: the sums, then whom to ask."""
    lang = version.lang
    lines = [summary(version, found)]
    for state in ("missing", "old"):
        rows = []
        for each in found.people:
            facts: dict[str, object] = {"name": each.person.name, "number": each.person.number}
            if each.state == state and each.given:
                given = each.given
                facts |= {"day": given.day, "since": given.since, "digest": given.digest}
            if each.state == state:
                key = "quiz.signoff.check.old" if state == "old" else "quiz.signoff.check.person"
                rows.append("  " + say(key, lang, **facts).strip())
        lines += [say(f"quiz.signoff.check.heading_{state}", lang), *rows] if rows else []
    if found.unclear:
        lines.append(say("quiz.signoff.check.heading_unclear", lang))
    for one in found.unclear:
        who = f"{one.name} {one.number}".strip()
        why = say(f"quiz.signoff.unclear.{one.why}", lang)
        lines.append(f"  {who + ' · ' if who else ''}{why} · {one.text}")
    return lines

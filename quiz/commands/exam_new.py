"""`quiz exam new`: the page of an exam, to publish, and what only the trainer may have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from handbook import (
    BadValue,
    BilingualCommand,
    CommandRefused,
    Lang,
    Outputs,
    Phrase,
    force_option,
    policy_options,
    reason,
    say,
)
from quiz.exams.page import exam_page, page_parts
from quiz.exams.seats import SeatsFile, new_seats, read_seats
from quiz.exams.slips import slips
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile
from quiz.frozen.signs import say_number
from quiz.grading.page import grade_page
from quiz.staff import open_staff

PUBLIC, PRIVATE = "public", "private"


class _Address(click.ParamType[str]):
    """Where the exam's page will be."""

    name = "http://…/exam.html"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        parts = urlsplit(str(value))
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.fragment:
            raise BadValue(Phrase("quiz.commands.exam.bad_address"), param, ctx)
        return str(value)


@click.command("new", cls=BilingualCommand, help="quiz.help.exam_new", epilog="quiz.help.exam_examples")
@click.argument("paper", type=click.Path(path_type=Path), metavar="PAPER.paper.json")
@click.option("--staff", type=click.Path(path_type=Path), default=None, help="quiz.commands.exam.staff")
@click.option("--address", type=_Address(), default=None, help="quiz.commands.exam.address")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("exams"), show_default=True, help="quiz.commands.exam.out"
)
@force_option
@policy_options
def new(
    paper: Path,
    staff: Path | None,
    address: str,
    out: Path,
    force: bool,
    data: Path,
    lang: Lang,
    today: date,  # noqa: ARG001
) -> int:
    """Write the exam's folder, whole or not at all, and say what comes next."""
    frozen = read_paper(paper)
    folder = out / frozen.paper.number
    seats = new_seats(frozen.paper, open_staff(staff), _seats_before(folder, frozen, force)) if staff else None
    contents = _contents(folder, frozen, seats, address or "")
    reads = {"PAPER": paper, **({"--staff": staff} if staff else {})}
    files = Outputs(data, force, {str(path): path for path in contents}, reads)
    made = [each for each in (folder / PUBLIC, folder / PRIVATE) if not each.exists()]
    try:
        for each in made:
            each.mkdir(parents=True)
        files.write(contents)
    except OSError as error:
        raise CommandRefused(Phrase("quiz.exams.unwritten", {"path": folder, "reason": reason(error)})) from error
    finally:
        _remove_empty(*made, folder, out)
    facts = {"folder": folder, "number": say_number(frozen.paper.number), "count": len(seats.seats) if seats else 0}
    click.echo(say("quiz.commands.exam.made", lang, **facts))
    click.echo(say(f"quiz.commands.exam.{'then_seats' if seats else 'then'}", lang, **facts))
    return 0


def _seats_before(folder: Path, frozen: FrozenFile, force: bool) -> SeatsFile | None:
    """Those of an exam that is made again: people have their codes already."""
    path = _seats_path(folder, frozen)
    return read_seats(path, frozen.paper) if force and path.exists() else None


def _seats_path(folder: Path, frozen: FrozenFile) -> Path:
    return folder / PRIVATE / f"{frozen.paper.number}.seats.json"


def _contents(folder: Path, frozen: FrozenFile, seats: SeatsFile | None, address: str) -> dict[Path, bytes]:
    number, private = frozen.paper.number, folder / PRIVATE
    contents = {
        folder / PUBLIC / "exam.html": exam_page(page_parts("exam"), frozen.paper, seats is not None),
        private / f"{number}.paper.json": frozen.content,
        private / "grade.html": grade_page(page_parts("grade"), frozen.paper.language),
    }
    if seats:
        contents[_seats_path(folder, frozen)] = seats.content
        contents[private / "slips.html"] = slips(frozen.paper, seats, address)
    return contents


def _remove_empty(*folders: Path) -> None:
    """Folders that were made for nothing."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()

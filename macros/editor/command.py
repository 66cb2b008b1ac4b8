"""`handbook edit`: the handbook with an editing view, on this machine only."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType

import click
import uvicorn

from handbook import PORT, WRITTEN, BilingualGroup, CommandRefused, DayOption, Lang, Phrase, reason, say
from macros.editor.app import Editor, editor
from macros.editor.processes import GRACE
from macros.editor.workspace import Workspace

HOST = "127.0.0.1"


@click.command(
    "edit",
    cls=BilingualGroup.command_class,
    help="macros.help.edit",
    epilog="macros.editor.command.examples",
)
@click.option("--port", type=PORT, default=8765, show_default=True, help="macros.editor.command.port")
@click.option("--open/--no-open", "opens", default=True, help="macros.editor.command.open")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="macros.editor.command.root",
)
@click.option("--today", type=DayOption(), envvar="HANDBOOK_TODAY", help="macros.editor.command.today")
@click.option(
    "--lang",
    type=click.Choice(WRITTEN),
    default=WRITTEN[0],
    envvar="HANDBOOK_LANG",
    show_default=True,
    help="macros.editor.command.lang",
)
def edit(port: int, opens: bool, root: Path, today: date | None, lang: Lang) -> int:
    """Serve until interrupted: exit status 0 after Ctrl+C, which is how one ends it."""
    if not (root / "policy_data").is_dir():
        cure = "handbook edit --root DIR"
        raise CommandRefused(Phrase("macros.editor.command.no_policy", {"root": root.resolve(), "cure": cure}))
    with (
        _listening(port) as here,
        _preview_beside(here) as beside,
        tempfile.TemporaryDirectory(prefix="handbook-", ignore_cleanup_errors=True) as folder,
    ):
        workspace = Workspace(root.resolve(), root / "policy_data", Path(folder) / "site", lang, today)
        made = editor(workspace, HOST, _port(here), _port(beside))
        try:
            workspace.rebuild()
            _announce(made, opens, Path(folder), lang)
            config = uvicorn.Config(
                made,
                log_level="error",  # what a stranger sends is no concern of the terminal, a fault of ours is
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=round(4 * GRACE),
            )
            _Server(config, workspace).run(sockets=[here, beside])
        except KeyboardInterrupt:
            click.echo("\n" + say("macros.editor.command.stopped", lang))
            return 0
        finally:
            workspace.close()
    return 0


class _Server(uvicorn.Server):
    """A server that ends what it waits for when it is asked to end."""

    def __init__(self, config: uvicorn.Config, workspace: Workspace) -> None:
        super().__init__(config)
        self.workspace = workspace

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        threading.Thread(target=self.workspace.close).start()  # not here: a signal comes in the middle of anything
        super().handle_exit(sig, frame)


@contextlib.contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """The port, taken before anything else is done. Raises CommandRefused where it cannot be had."""
    try:
        taken = _bound(port)
    except OSError as error:
        why = reason(error)
        with _bound(0) as free:
            cure = f"handbook edit --port {_port(free)}"
        facts = {"address": f"{HOST}:{port}", "why": why, "cure": cure}
        raise CommandRefused(Phrase("macros.editor.command.no_port", facts)) from None
    with taken:
        yield taken


@contextlib.contextmanager
def _preview_beside(here: socket.socket) -> Iterator[socket.socket]:
    """The port after the editor's, which is easy to guess for who forwards ports; else any."""
    try:
        beside = _bound(_port(here) + 1)
    except (OSError, OverflowError):
        beside = _bound(0)
    with beside:
        yield beside


def _bound(port: int) -> socket.socket:
    """A socket that listens, so that no second program can take the port too."""
    made = socket.socket()
    try:
        if os.name == "posix":  # elsewhere this would let others in
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen()
    except BaseException:
        made.close()
        raise
    return made


def _port(bound: socket.socket) -> int:
    port: int = bound.getsockname()[1]
    return port


def _announce(made: Editor, opens: bool, folder: Path, lang: Lang) -> None:
    """Say where the editor is, and bring a browser there."""
    if opens:
        _open_browser(made, folder)
        click.echo(say("macros.editor.command.opening", lang, address=made.address))
    else:
        click.echo(say("macros.editor.command.open_yourself", lang))
    _invite(made, lang)
    click.echo(say("macros.editor.command.stop", lang))


def _invite(made: Editor, lang: Lang) -> None:
    """Print an address; when it has been used, the next one, so that the last one on the terminal always works."""

    def again() -> None:
        with contextlib.suppress(OSError):  # the terminal may be gone
            click.echo(say("macros.editor.command.another", lang))
            _invite(made, lang)

    click.secho(f"  {made.invitation(again)}", bold=True)


def _open_browser(made: Editor, folder: Path) -> None:
    """Open a file that leads to the editor: what stands in a command line every user of the machine can read.

    The file and its folder are readable by their owner only, and it is gone when it has been used.
    """
    file = folder / "open.html"
    to = made.invitation(lambda: file.unlink(missing_ok=True))
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as page:
        page.write(f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={to}">')
    opening = threading.Thread(target=webbrowser.open, args=(file.as_uri(),), daemon=True)
    opening.start()  # a browser within the terminal would keep us waiting

"""`handbook edit`: the handbook with an editing view, on this machine only."""

from __future__ import annotations

import socket
import tempfile
import webbrowser
from datetime import date
from pathlib import Path

import click
import uvicorn

from handbook.console import BilingualGroup, Day, Say, examples, say_help
from handbook.words import Lang
from macros.editor.app import editor
from macros.editor.desk import Desk

HOST = "127.0.0.1"


@click.command(
    "edit",
    cls=BilingualGroup.command_class,
    help=say_help(
        "在浏览器里修改制度：填表，看影响，保存；不用 git 命令。只在本机打开。",
        "Edit the policy in a browser: forms, what a change does, saving; no git commands. On this machine only.",
    ),
    epilog=examples("handbook edit", "handbook edit --port 8800 --no-open", "handbook edit --lang en"),
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help=say_help("端口", "port"))
@click.option(
    "--open/--no-open",
    "opens",
    default=True,
    help=say_help("打开浏览器（默认打开）", "open the browser (default: yes)"),
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help=say_help("项目目录（默认当前目录）", "the project (default: here)"),
)
@click.option(
    "--today", type=Day(), envvar="HANDBOOK_TODAY", help=say_help("把哪一天当作今天", "the day to take as today")
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="HANDBOOK_LANG",
    show_default=True,
    help=say_help("界面语言", "language of the pages"),
)
def edit(port: int, opens: bool, root: Path, today: date | None, lang: Lang) -> int:
    """Serve until interrupted."""
    say = Say(lang)
    with socket.socket() as taken, tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, port))
        except OSError as error:
            told = say(f"{HOST}:{port} 用不了（{error.strerror}），换一个：", f"{HOST}:{port}: {error.strerror}; try ")
            raise click.ClickException(f"{told}handbook edit --port {port + 1}") from None
        desk = Desk(root.resolve(), root / "policy_data", Path(folder) / "site", lang, today)
        made = editor(desk, HOST, taken.getsockname()[1])
        desk.rebuild()
        click.echo(
            say("在浏览器里打开（地址里有口令，不要转发）：", "Open (the address holds a token, do not pass it on):")
        )
        click.secho(f"  {made.address}", bold=True)
        click.echo(say("按 Ctrl+C 停止。", "Ctrl+C stops."))
        if opens:
            webbrowser.open(made.address)
        config = uvicorn.Config(made.app, log_level="warning", access_log=False, lifespan="off", server_header=False)
        uvicorn.Server(config).run(sockets=[taken])
    return 0

"""Makes each peer's environment under `.build/bench/`, once; later runs reuse it and need no network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from macros.site.build import ROOT

PLACE = ROOT / ".build" / "bench"
PYTHON_PACKAGES = ("OpenFisca-Core==46.0.1",)
NODE_PACKAGES = (
    "publicodes@1.10.3",
    "esbuild@0.28.2",  # minifies both sides alike
    "@publicodes/react-ui@1.10.0",  # explains results
    "react@19.3.1",
    "react-dom@19.3.1",
)


class Unavailable(Exception):
    """A peer cannot be had here; the message says why."""


def openfisca() -> Path:
    """The Python of a virtual environment with OpenFisca. Raises Unavailable."""
    return python_peer("openfisca", PYTHON_PACKAGES)


def python_peer(name: str, packages: Sequence[str]) -> Path:
    """The Python of a virtual environment with a peer's packages. Raises Unavailable."""
    folder = PLACE / name
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not _is_made(folder, packages):
        _announce(packages)
        venv.create(folder, clear=True, with_pip=True)
        options = ("--quiet", "--disable-pip-version-check", "--retries", "1")
        _install((str(python), "-m", "pip", "install", *options, *packages), folder, packages)
    return python


def publicodes() -> Path:
    """A folder whose `node_modules` holds publicodes, its explanations and esbuild. Raises Unavailable."""
    folder = PLACE / "publicodes"
    if not _is_made(folder, NODE_PACKAGES):
        npm = shutil.which("npm")
        if npm is None:
            raise Unavailable("publicodes needs Node 20 with npm")
        _announce(NODE_PACKAGES)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        options = ("--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")
        _install((npm, "install", *options, *NODE_PACKAGES), folder, NODE_PACKAGES)
    return folder


def our_modules() -> Path:
    """A copy of our browser modules that Node takes for ES modules; returns its folder."""
    folder = PLACE / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs" / "assets" / "js" / "calculator", folder)
    (folder / "package.json").write_text('{"private": true, "type": "module"}\n', encoding="utf-8")
    return folder


def _announce(packages: Sequence[str]) -> None:
    print(f"  fetching {', '.join(packages)} into .build/bench (first time only, about a minute) …", flush=True)


def _is_made(folder: Path, packages: Sequence[str]) -> bool:
    marker = folder / ".made"
    return marker.is_file() and marker.read_text(encoding="utf-8") == "\n".join(packages)


def _install(command: Sequence[str], folder: Path, packages: Sequence[str]) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        told = re.search(r"^(?:npm err|error).*", done.stderr, re.IGNORECASE | re.MULTILINE)
        reason = told[0] if told else f"exit {done.returncode}"
        raise Unavailable(f"{', '.join(packages)} cannot be fetched; that needs the network once ({reason})")
    (folder / ".made").write_text("\n".join(packages), encoding="utf-8")

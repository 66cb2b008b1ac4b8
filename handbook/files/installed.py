"""What packages offer each other under their entry points, read from what is installed.

The standard library reads it too, and for that loads what reads mail and opens sockets: more than a command of ours
needs to start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

_SUFFIXES = (".dist-info", ".egg-info")


class EntryPoint(NamedTuple):
    """Something that a package offers under a name: `value` is `package.module:attribute`."""

    name: str
    value: str

    def load(self) -> Any:
        """What it names."""
        module, _, attribute = self.value.partition(":")
        return getattr(import_module(module), attribute)


def entry_points(group: str, name: str = "") -> Iterator[EntryPoint]:
    """What installed packages offer under a group's name, or under a name of it alone. Of a package that is there twice
    the first counts."""
    return (point for point in _of_group(group) if name in ("", point.name))


def _of_group(group: str) -> Iterator[EntryPoint]:
    seen = set[str]()
    for folder in sys.path:
        for entry in _listed(folder or "."):
            package = entry.partition("-")[0].removesuffix(".egg-info").lower()
            if entry.endswith(_SUFFIXES) and package not in seen:
                seen.add(package)
                yield from _offered(os.path.join(folder, entry, "entry_points.txt"), group)


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []  # as of an archive


def _offered(path: str, group: str) -> Iterator[EntryPoint]:
    """Those of one package: lines `name = value` below its line `[group]`."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return  # as of most
    _, _, below = f"\n{text}".partition(f"\n[{group}]\n")
    for line in below.partition("\n[")[0].splitlines():
        name, _, value = line.partition("=")
        if value:
            yield EntryPoint(name.strip(), value.partition("[")[0].strip())

"""The policy as data: its files read, checked and put together, its rules worked out, its changes compared.

This is the only door for the floors above. `__init__.pyi` lists what they may use and says where each name comes from,
for type checkers and for this module alike: `from .policy.load import load as load`. A name is imported when it is
first asked for. So the list stands once, a command loads what it uses and nothing else, and Ctrl+C is heard from its
first moment.
"""

from __future__ import annotations

import importlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def open_door(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package. A name that the stub does not list is an AttributeError."""
    origins: dict[str, str] = {}

    def listed() -> dict[str, str]:
        if not origins:
            origins.update(_read_stub(os.path.join(*(sys.modules[package].__path__), "__init__.pyi")))
        return origins

    def get(name: str) -> Any:
        if name == "__all__":
            return sorted(listed())
        if name.startswith("__") or name not in listed():
            raise AttributeError(f"{package} shows no name {name!r}; its door is {package}/__init__.pyi")
        value = getattr(importlib.import_module(f"{package}.{listed()[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted(listed())

    return get, names


def _read_stub(path: str) -> dict[str, str]:
    """Each name of a stub, and the module that defines it, below the package. The stub has a line for each name."""
    with open(path, encoding="utf-8") as stub:
        rows = [line.split() for line in stub if line.startswith("from .")]
    return {name: module.lstrip(".") for _, module, _, name, *_ in rows}


__getattr__, __dir__ = open_door(__name__)

"""Paths of parts of a file, and how people name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def names_along(path: Path, data: Any) -> Iterator[str]:
    """The steps of `path` as a person would name them: a list's item by its id, the list itself left out."""
    if path and isinstance(data, dict) and isinstance(data.get("id"), str):
        yield data["id"]
    for step, following in zip(path, [*path[1:], None]):
        if isinstance(data, dict) and (step in data or following is None):
            data = data.get(str(step))
            if not (isinstance(following, int) and _id_of(data, following)):
                yield str(step)
        elif isinstance(data, list) and isinstance(step, int):
            id = _id_of(data, step)
            if id:
                yield id
            data = data[step]


def mappings_around(path: Path, data: Any) -> list[Any]:
    """The mappings that the part at `path` stands in, the innermost first."""
    around = list[Any]()
    for step in path:
        if isinstance(data, dict):
            around.insert(0, data)
            data = data.get(str(step), data)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return around


def _id_of(items: Any, index: int) -> str | None:
    item = items[index] if isinstance(items, list) and index < len(items) else None
    id = item.get("id") if isinstance(item, dict) else None
    return id if isinstance(id, str) else None

"""Shapes with only some of their fields, for tests of what asks for no more."""

from __future__ import annotations

from typing import TypeVar

from handbook.shapes.shape import Shape

S = TypeVar("S", bound=Shape)


def partly(shape: type[S], **values: object) -> S:
    """An instance that has these values, by the fields' names, and whatever holds where others are left out."""
    made = object.__new__(shape)
    object.__setattr__(made, "__dict__", values)
    return made

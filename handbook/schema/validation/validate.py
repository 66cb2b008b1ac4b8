"""Does a part of a file have its shape?"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from handbook.files.yaml.tree import Spot
from handbook.problems.problem import Problem


def read_shape(shape: Any, data: Any, spot: Spot, where: str, text: str) -> tuple[Any | None, list[Problem]]:
    """`data` as an instance of `shape` (a model or an annotated type), or None with the problems."""
    try:
        return _adapter(shape).validate_python(data), []
    except ValidationError as error:
        from handbook.schema.validation.mismatch import Mismatch  # which a policy without a mistake does not need

        found = Mismatch(shape, data, spot, where, text)
        return None, list(found.problems(error.errors(include_url=False, include_context=True)))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)

"""Does a part of a file have its shape?"""

from __future__ import annotations

from typing import Any

from handbook.files.yaml.tree import Spot
from handbook.problems.problem import Problem
from handbook.shapes.reading import Misfit, reader_of


def read_shape(shape: Any, data: Any, spot: Spot, where: str, text: str) -> tuple[Any | None, list[Problem]]:
    """`data` as an instance of `shape` (a model or an annotated type), or None with the problems."""
    try:
        return reader_of(shape)(data), []
    except Misfit as misfit:
        from handbook.schema.validation.mismatch import Mismatch  # which a policy without a mistake does not need

        found = Mismatch(shape, data, spot, where, text)
        return None, list(found.problems(misfit.findings))

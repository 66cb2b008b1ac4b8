"""What HR may write under a key, as messages show it: from the field itself, so that one key is no other's namesake.

A field of a model carries its example: `Field(examples=[…])`, or `Fitting`, where what fits depends on what stands
around it. Where a field has none, its type is example enough. Written down as it is told, an example is accepted.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.files.yaml_writing import flow
from handbook.schema.fitting import Around, Fitting


def example_of(annotation: Any, key: str, around: Around = ()) -> str:
    """`key: value` for a field of this type, as a person would write it on one line."""
    return f"{key}: {flow(value_for(annotation, around))}"


def value_for(annotation: Any, around: Around = ()) -> Any:
    """A value that a field may have; of a mapping what it must have."""
    if isinstance(annotation, FieldInfo):
        return _of_field(annotation, around)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_parts(parts[0], parts[1:], around)
    if origin in (Union, types.UnionType):
        return value_for(next(part for part in parts if part is not type(None)), around)
    if origin is Literal:
        return parts[0]
    if origin in (list, tuple):
        return [value_for(parts[0], around)]
    if origin is dict:
        return {value_for(parts[0], around): value_for(parts[1], around)}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        needed = {*_needed_at_least(annotation)}
        fields = [(field.alias or name, field) for name, field in annotation.model_fields.items()]
        made: dict[str, Any] = {}
        for key, field in fields:
            if field.is_required() or key in needed:
                made[key] = value_for(field, [made, *around])
        return made
    return _PLAIN.get(annotation, "…")


def _needed_at_least(model: type[BaseModel]) -> Sequence[str]:
    """Of keys of which a model needs one, the first; nothing where it has no such keys."""
    extra = model.model_config.get("json_schema_extra")
    ways = extra.get("anyOf") if isinstance(extra, dict) else None
    return ways[0]["required"] if isinstance(ways, list) else ()  # type: ignore[index,return-value,call-overload]


_PLAIN: dict[Any, Any] = {date: date(2026, 1, 1), bool: True, int: 1, Decimal: 20}


def _of_field(field: FieldInfo, around: Around) -> Any:
    return _of_parts(field.annotation, (field, *field.metadata), around)


def _of_parts(annotation: Any, metadata: Sequence[Any], around: Around) -> Any:
    for each in metadata:
        if isinstance(each, Fitting):
            return each.make(around)
    for each in metadata:
        if isinstance(each, FieldInfo) and each.examples:
            return each.examples[0]
    return value_for(annotation, around)

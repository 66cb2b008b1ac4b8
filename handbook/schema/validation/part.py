"""What the models say of a part of a file: which keys it may have, which values, which limits, which example."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from handbook.records import frozen
from handbook.schema.fields import ModelField, field_of, fields_of
from handbook.schema.validation.paths import Path
from handbook.shapes.marks import ByKeys, ByType, ByValue, Chooses, Facets, OneOf
from handbook.shapes.reading import tag_of
from handbook.shapes.shape import shape_in


@frozen
class Members:
    """A union whose members have tags: what decides among them, and their shapes by tag."""

    decides: Chooses
    shapes: Mapping[str, Any]


@frozen
class Part:
    """A part of a file: its path there, its shape, and the field that it is the value of, if it is one's.

    `tag` is the member of the union `among` that was chosen for it, where its shape is a tagged union.
    """

    path: Path
    shape: Any
    field: ModelField | None = None
    among: Members | None = None
    tag: str = ""

    @property
    def deciding_keys(self) -> tuple[str, ...]:
        """The keys of which one, misspelt, has it taken for what it is."""
        return self.among.decides.deciding(self.tag) if self.among else ()

    @property
    def keys(self) -> list[str]:
        """The keys that it may have where it is a mapping with fields."""
        models = [option for option in options(self.shape) if shape_in(option)]
        return [field.key for model in models[:1] for field in fields_of(model)]

    @property
    def values(self) -> list[Any]:
        """The values of which it may be one; empty where they are not listed."""
        named = [each.names for each in _metadata(self.shape) if isinstance(each, OneOf)]
        listed = [get_args(option) for option in options(self.shape) if get_origin(option) is Literal]
        return list(dict.fromkeys(value for values in (*named, *listed) for value in values))

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the most that a whole number may be. Raises ValueError where it has no limits."""
        facets = [each for each in _metadata(self.shape) if isinstance(each, Facets)]
        (least,) = (each.least for each in facets if each.least is not None)
        (most,) = (each.most for each in facets if each.most is not None)
        return least, most

    def inside(self, step: str | int) -> Part:
        """A part of it. A tag is a step of the shape, not of the file; an unknown step leads nowhere else."""
        union = members(self.shape)
        if union and step in union.shapes:
            return replace(self, shape=union.shapes[str(step)], among=union, tag=str(step))
        path = (*self.path, step)
        for option in options(self.shape):
            model = shape_in(option)
            if model:
                field = field_of(option, step)
                if field:
                    return Part(path, field.info.whole, field)
                if model.others:
                    return Part(path, model.others)
            elif get_origin(option) in (list, dict, tuple):
                return Part(path, next(part for part in reversed(get_args(option)) if part is not Ellipsis))
        return Part(path, self.shape)


def part_at(shape: Any, location: Sequence[str | int]) -> Part:
    """The part at a location, with the tags of unions among its steps."""
    part = Part((), shape)
    for step in location:
        part = part.inside(step)
    return part


def members(shape: Any) -> Members | None:
    """The members of a tagged union, which may also be left out; None where the shape is not one."""
    parts = get_args(_bare(shape)) if get_origin(_bare(shape)) in (Union, types.UnionType) else ()
    decides = next((each for each in _extras(shape) if isinstance(each, (ByKeys, ByValue, ByType))), None)
    if decides:
        return Members(decides, {tag_of(part): part for part in parts})
    return next((found for part in parts if _extras(part) and (found := members(part))), None)


def options(shape: Any) -> list[Any]:
    """The shapes of which a part has one, with nothing around them."""
    shape = _bare(shape)
    if get_origin(shape) in (Union, types.UnionType):
        return [option for part in get_args(shape) for option in options(part)]
    return [shape]


def _metadata(shape: Any) -> Iterator[Any]:
    """What is annotated at a shape, however deep."""
    yield from _extras(shape)
    for part in get_args(_bare(shape)):
        yield from _metadata(part)


def _extras(shape: Any) -> Sequence[Any]:
    return getattr(shape, "__metadata__", ())


def _bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape

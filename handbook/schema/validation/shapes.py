"""What the models say of a part of a file: which keys it may have, which values, which limits, which example."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic import BaseModel, Discriminator, Tag
from pydantic.fields import FieldInfo

from handbook.schema.choices import ByKeys, ByValue, OneOf
from handbook.schema.fields import ModelField, field_of, fields_of
from handbook.schema.validation.paths import Path


@dataclass(frozen=True)
class Members:
    """A union whose members have tags: what decides among them, and their shapes by tag."""

    decides: ByKeys | ByValue | None
    shapes: Mapping[str, Any]


@dataclass(frozen=True)
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
        return self.among.decides.deciding(self.tag) if self.among and self.among.decides else ()

    @property
    def keys(self) -> list[str]:
        """The keys that it may have where it is a mapping with fields."""
        models = [option for option in options(self.shape) if _is_model(option)]
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
        found = [*_metadata(self.field.info if self.field else self.shape)]
        (least,) = (each.ge for each in found if isinstance(each, Ge))
        (most,) = (each.le for each in found if isinstance(each, Le))
        assert isinstance(least, int)
        assert isinstance(most, int)
        return least, most

    def inside(self, step: str | int) -> Part:
        """A part of it. A tag is a step of pydantic's, not of the file; an unknown step leads nowhere else."""
        union = members(self.shape)
        if union and step in union.shapes:
            return replace(self, shape=union.shapes[str(step)], among=union, tag=str(step))
        path = (*self.path, step)
        for option in options(self.shape):
            if _is_model(option):
                field = field_of(option, step)
                if field:
                    return Part(path, _whole(field.info), field)
                if option.model_config.get("extra") == "allow":
                    return Part(path, get_args(get_type_hints(option, include_extras=True)["__pydantic_extra__"])[1])
            elif get_origin(option) in (list, dict, tuple):
                return Part(path, next(part for part in reversed(get_args(option)) if part is not Ellipsis))
        return Part(path, self.shape)


def part_at(shape: Any, location: Sequence[str | int]) -> Part:
    """The part at a location as pydantic tells it, with the tags of unions among its steps."""
    part = Part((), shape)
    for step in location:
        part = part.inside(step)
    return part


def members(shape: Any) -> Members | None:
    """The members of a tagged union, which may also be left out; None where the shape is not one."""
    given = (each.discriminator for each in _extras(shape) if isinstance(each, (Discriminator, FieldInfo)))
    decides = next((each for each in given if each is not None), None)
    if decides is None:
        inner = get_args(_bare(shape)) if get_origin(_bare(shape)) in (Union, types.UnionType) else ()
        return next((found for part in inner if _extras(part) and (found := members(part))), None)
    if isinstance(decides, str):
        by_value = {get_args(each.model_fields[decides].annotation)[0]: each for each in options(shape)}
        return Members(ByValue(decides, ""), by_value)
    tagged = {extra.tag: part for part in _parts(shape) for extra in _extras(part) if isinstance(extra, Tag)}
    return Members(decides if isinstance(decides, (ByKeys, ByValue)) else None, tagged)


def options(shape: Any) -> list[Any]:
    """The shapes of which a part has one, with nothing around them."""
    shape = _bare(shape)
    if get_origin(shape) in (Union, types.UnionType):
        return [option for part in get_args(shape) for option in options(part)]
    return [shape]


def _parts(shape: Any) -> Iterator[Any]:
    """The members of a union, those of unions in it included, with what is annotated."""
    if any(isinstance(extra, Tag) for extra in _extras(shape)):
        yield shape
    elif get_origin(_bare(shape)) in (Union, types.UnionType):
        for part in get_args(_bare(shape)):
            yield from _parts(part)


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _whole(field: FieldInfo) -> Any:
    """A field's annotation with what pydantic took from it."""
    whole: Any = field.annotation
    for extra in (*field.metadata, field):
        whole = Annotated[whole, extra]
    return whole


def _metadata(shape: Any) -> Iterator[Any]:
    """What is annotated at a field or shape, however deep."""
    if isinstance(shape, FieldInfo):
        yield from shape.metadata
        yield from _metadata(shape.annotation)
        return
    for extra in _extras(shape):
        yield from extra.metadata if isinstance(extra, FieldInfo) else (extra,)
    for part in get_args(_bare(shape)):
        yield from _metadata(part)


def _extras(shape: Any) -> Sequence[Any]:
    return getattr(shape, "__metadata__", ())


def _bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape

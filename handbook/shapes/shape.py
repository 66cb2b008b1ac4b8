"""Shapes: classes that say which keys a mapping in a file may have, and what may stand under each.

A field is an annotated attribute, as in a dataclass. What is known of it beside its type is said by `field(…)`, what is
known of a type wherever it stands by marks in `Annotated` (`marks.py`). `reading.py` makes instances of what was read.
Annotations are real ones in modules with shapes, not texts (`from __future__`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar, dataclass_transform, get_args, get_origin

from handbook.shapes.marks import Facets

_NEEDED: Any = object()  # the default of a field that has none


class Field(NamedTuple):
    """What is known of a field: its name in code, its key in files, its type without marks, and the marks."""

    name: str
    key: str
    annotation: Any
    marks: tuple[Any, ...]
    default: Any
    examples: Sequence[Any]

    @property
    def is_needed(self) -> bool:
        return self.default is _NEEDED

    @property
    def whole(self) -> Any:
        """The type with its marks."""
        return Annotated[(self.annotation, *self.marks)] if self.marks else self.annotation


class _Said(NamedTuple):
    """What `field(…)` says."""

    default: Any
    alias: str | None
    examples: Sequence[Any]
    facets: Facets | None


def field(*, default: Any = _NEEDED, alias: str | None = None, examples: Sequence[Any] = (), **facets: Any) -> Any:
    """A field of a shape: what holds where it is left out, its key in files where that is no name in Python, values as
    examples, and facets: `min_length=1`."""
    return _Said(default, alias, examples, Facets(**facets) if facets else None)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Shape:
    """A mapping of a file, never changed. It keeps what was given; the class has what holds where a key is left out.

    Made by its constructor it is believed, as in a dataclass; `reading.fitted` checks.
    """

    others: ClassVar[Any] = None  # the type of what stands under any other key, where there may be others
    any_of: ClassVar[Sequence[str]] = ()  # keys of which one is needed
    one_of: ClassVar[Sequence[str]] = ()  # keys of which exactly one is needed
    _said: ClassVar[dict[str, _Said]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._said = {}
        for name in written_in(cls):
            said = cls.__dict__.get(name, _NEEDED)
            if not isinstance(said, _Said):
                said = _Said(said, None, (), None)
            elif said.default is _NEEDED:
                delattr(cls, name)
            else:
                setattr(cls, name, said.default)
            cls._said[name] = said

    def __init__(self, **given: Any) -> None:
        fields = self._fields
        unknown = given.keys() - {each.name for each in fields}
        missing = [each.name for each in fields if each.is_needed and each.name not in given]
        if unknown or missing:
            raise TypeError(f"{type(self).__name__}: unknown {sorted(unknown)}, missing {missing}")
        self.__dict__.update(given)

    @classmethod
    def holding(cls, given: dict[str, Any]) -> Self:
        """An instance with values that fit, by the fields' names. Raises Misfit where they do not fit each other."""
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", given)
        made._check()
        return made

    def with_values(self, **values: Any) -> Self:
        """The same with other values in some fields, by their names. They are believed."""
        made = object.__new__(type(self))
        object.__setattr__(made, "__dict__", {name: self.__dict__[name] for name in self.given_names()} | values)
        return made

    def given_names(self) -> set[str]:
        """The names in code of the fields that were given."""
        return {each.name for each in self._fields if each.name in self.__dict__}

    def as_data(self, given_only: bool = False) -> dict[str, Any]:
        """The mapping as a file has it; with `given_only` without what was left out there."""
        return {
            each.key: as_data(getattr(self, each.name), given_only)
            for each in self._fields
            if not given_only or each.name in self.__dict__
        }

    def _check(self) -> None:
        """Raises Misfit where the values do not fit each other."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is never changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is never changed")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__ or self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self)
        return f"{type(self).__name__}({shown})"

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """The names in code and their values, in the order of the fields."""
        for each in self._fields:
            yield each.name, getattr(self, each.name)

    @property
    def _fields(self) -> tuple[Field, ...]:
        kind: Any = type(self)
        return declared_fields(kind)

    @property
    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, each.name) for each in self._fields])


def as_data(value: Any, given_only: bool = False) -> Any:
    """A value as a file has it: shapes as mappings under their keys, tuples as lists, all else as it is."""
    if isinstance(value, Shape):
        return value.as_data(given_only)
    if isinstance(value, Mapping):
        return {key: as_data(part, given_only) for key, part in value.items()}
    return [as_data(part, given_only) for part in value] if isinstance(value, (list, tuple)) else value


def shape_in(annotation: Any) -> type[Shape] | None:
    """The class of a shape, also of a generic one with its parameter; None for any other type."""
    plain_type = get_origin(annotation) or annotation
    return plain_type if isinstance(plain_type, type) and issubclass(plain_type, Shape) else None


@cache
def declared_fields(annotation: Any) -> tuple[Field, ...]:
    """The fields of a shape, those of its bases first; of a generic one with its parameter in their types."""
    shape = shape_in(annotation)
    assert shape is not None
    types: dict[str, Any] = {}
    for each in reversed(shape.__mro__):
        if issubclass(each, Shape) and each is not Shape:
            types |= written_in(each)
    filled = dict(zip(getattr(shape, "__parameters__", ()), get_args(annotation)))
    return tuple(_field(shape, name, _with(written, filled)) for name, written in types.items())


def written_in(cls: type) -> dict[str, Any]:
    """The types of the fields that a class itself adds."""
    written = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - `inspect` takes as long as many a command
    return {name: each for name, each in written.items() if ClassVar not in (each, get_origin(each))}


def _field(shape: type[Shape], name: str, annotation: Any) -> Field:
    said = next(each.__dict__["_said"][name] for each in shape.__mro__ if name in each.__dict__.get("_said", ()))
    marks = () if said.facets is None else (said.facets,)
    if get_origin(annotation) is Annotated:
        annotation, *own = get_args(annotation)
        marks = (*own, *marks)
    of_type = (each.examples for each in marks if isinstance(each, Facets) and each.examples)
    return Field(name, said.alias or name, annotation, marks, said.default, said.examples or next(of_type, ()))


def _with(annotation: Any, filled: Mapping[Any, Any]) -> Any:
    """A type with its parameters filled in."""
    if isinstance(annotation, TypeVar):
        return filled.get(annotation, Any)
    parameters = getattr(annotation, "__parameters__", ())
    return annotation[tuple(filled.get(each, Any) for each in parameters)] if parameters else annotation

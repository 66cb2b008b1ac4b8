"""Reading what a file holds into shapes: strictly, nothing converted, everything that is wrong told at once.

What reads a type is made when it is first needed. On its way up a misfit gathers the steps to where it stands.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from handbook.shapes.marks import After, Before, ByKeys, ByType, ByValue, Chooses, Facets, OneOf, Tag
from handbook.shapes.shape import Field, Shape, declared_fields, shape_in

Step = str | int
OF_A_KEY = "[key]"  # the last step where the key of a mapping is wrong, not its value
Reader = Callable[[Any], Any]

Kind = Literal[
    "missing_key", "unknown_key", "not_mapping", "not_list", "too_short", "not_text", "empty_text", "not_of_form",
    "not_whole", "not_number", "below", "above", "not_date", "not_switch", "not_one_of", "no_member", "no_tag",
    "too_long", "units", "no_origin", "band_edge",
]  # fmt: skip


class Finding(NamedTuple):
    """Something wrong: `path` leads to it, and the tags of members of unions are steps of it. `bound` is the pattern,
    the length or the tag that it is measured by."""

    kind: Kind
    found: Any
    path: tuple[Step, ...] = ()
    bound: Any = None

    def under(self, step: Step) -> Finding:
        return self._replace(path=(step, *self.path))


class Misfit(ValueError):
    """What was read has not its shape: everything that is wrong with it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    @classmethod
    def of(cls, kind: Kind, found: Any, bound: Any = None) -> Misfit:
        return cls(Finding(kind, found, (), bound))

    def under(self, step: Step) -> list[Finding]:
        """The findings as whoever has this at a step tells them."""
        return [each.under(step) for each in self.findings]


T = TypeVar("T")


def fitted(shape: type[T], data: Any) -> T:
    """What was read from a file, as an instance of a shape. Raises Misfit."""
    annotation: Any = shape
    return reader_of(annotation)(data)  # type: ignore[no-any-return]


@cache
def reader_of(annotation: Any) -> Reader:
    """What reads a type: a function of the data that gives the value, or raises Misfit."""
    return _reader(annotation, ())


def _reader(annotation: Any, marks: Sequence[Any]) -> Reader:
    if get_origin(annotation) is Annotated:
        inner, *own = get_args(annotation)
        return _reader(inner, (*own, *marks))
    reader = _of_type(annotation, marks)
    for mark in marks:
        if isinstance(mark, Before):
            reader = _one_after_another(mark.make, reader)
        elif isinstance(mark, After):
            reader = _one_after_another(reader, mark.check)
    return reader


def _one_after_another(first: Reader, then: Reader) -> Reader:
    return lambda data: then(first(data))


def _of_type(annotation: Any, marks: Sequence[Any]) -> Reader:
    facets = [mark for mark in marks if isinstance(mark, Facets)]
    named = next((mark for mark in marks if isinstance(mark, OneOf)), None)
    if named:
        assert annotation is str, annotation
        return _of_options(named.names)
    if annotation in _OF_PLAIN:
        return _OF_PLAIN[annotation](facets)
    if shape_in(annotation):
        return _of_shape(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _of_union(parts, marks)
    if origin is Literal:
        return _of_options(parts)
    if origin is list:
        return _of_list(reader_of(parts[0]), facets)
    if origin is tuple:
        return _of_tuple(parts, facets)
    assert origin is dict, annotation
    return _of_mapping(reader_of(parts[0]), reader_of(parts[1]), facets)


# values


def _of_text(facets: Sequence[Facets]) -> Reader:
    strip = any(each.strip for each in facets)
    least = max((each.min_length for each in facets), default=0)
    patterns = [(each.pattern, re.compile(each.pattern).fullmatch) for each in facets if each.pattern]

    def read(data: Any) -> str:
        if not isinstance(data, str):
            raise Misfit.of("not_text", data)
        text = data.strip() if strip else data
        if len(text) < least:
            raise Misfit.of("empty_text", data)
        for pattern, fits in patterns:
            if not fits(text):
                raise Misfit.of("not_of_form", data, pattern)
        return text

    return read


def _of_whole(facets: Sequence[Facets]) -> Reader:
    lower = [each.least for each in facets if each.least is not None]
    upper = [each.most for each in facets if each.most is not None]

    def read(data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            raise Misfit.of("not_whole", data)
        for bound in lower:
            if data < bound:
                raise Misfit.of("below", data, bound)
        for bound in upper:
            if data > bound:
                raise Misfit.of("above", data, bound)
        return data

    return read


def _of_class(cls: type, kind: Kind) -> Callable[[Sequence[Facets]], Reader]:
    def read(data: Any) -> Any:
        if type(data) is not cls:
            raise Misfit.of(kind, data)
        return data

    return lambda _facets: read


_OF_PLAIN: dict[Any, Callable[[Sequence[Facets]], Reader]] = {
    str: _of_text,
    int: _of_whole,
    bool: _of_class(bool, "not_switch"),
    date: _of_class(date, "not_date"),
    Decimal: _of_class(Decimal, "not_number"),
    Any: lambda _facets: lambda data: data,
}


def _of_options(options: Sequence[Any]) -> Reader:
    known = {(type(each), each) for each in options}

    def read(data: Any) -> Any:
        if isinstance(data, (str, int)) and (type(data), data) in known:
            return data
        raise Misfit.of("not_one_of", data)

    return read


# several


def _of_list(item: Reader, facets: Sequence[Facets]) -> Reader:
    checked = _of_length(facets)

    def read(data: Any) -> list[Any]:
        if not isinstance(data, (list, tuple)):
            raise Misfit.of("not_list", data)
        return checked(_each(item, data))  # type: ignore[no-any-return]

    return read


def _of_tuple(parts: Sequence[Any], facets: Sequence[Facets]) -> Reader:
    """Of a list in a file: of any length, or of as many parts of one type as it has."""
    if parts[-1] is not Ellipsis:
        assert len(set(parts)) == 1, "the parts of a tuple are of one type"
        facets = [Facets(min_length=len(parts), max_length=len(parts))]
    as_list = _of_list(reader_of(parts[0]), facets)
    return lambda data: tuple(as_list(data))


def _each(item: Reader, data: Sequence[Any]) -> list[Any]:
    made, findings = [], list[Finding]()
    for index, part in enumerate(data):
        try:
            made.append(item(part))
        except Misfit as misfit:
            findings += misfit.under(index)
    if findings:
        raise Misfit(*findings)
    return made


def _of_length(facets: Sequence[Facets]) -> Reader:
    least = max((each.min_length for each in facets), default=0)
    most = min((each.max_length for each in facets if each.max_length is not None), default=None)

    def check(made: Any) -> Any:
        if len(made) < least:
            raise Misfit.of("too_short", made, least)
        if most is not None and len(made) > most:
            raise Misfit.of("too_long", made, most)
        return made

    return check


def _of_mapping(key: Reader, value: Reader, facets: Sequence[Facets]) -> Reader:
    checked = _of_length(facets)

    def read(data: Any) -> dict[Any, Any]:
        if not isinstance(data, dict):
            raise Misfit.of("not_mapping", data)
        made, findings = dict[Any, Any](), list[Finding]()
        for name, part in data.items():
            try:
                key(name)
            except Misfit as misfit:
                findings += [each.under(OF_A_KEY).under(name) for each in misfit.findings]
            try:
                made[name] = value(part)
            except Misfit as misfit:
                findings += misfit.under(name)
        if findings:
            raise Misfit(*findings)
        return checked(made)  # type: ignore[no-any-return]

    return read


# one of several


def _of_union(parts: Sequence[Any], marks: Sequence[Any]) -> Reader:
    members = [part for part in parts if part is not type(None)]
    chooses = next((mark for mark in marks if isinstance(mark, (ByKeys, ByValue, ByType))), None)
    if chooses:
        reader = _of_members(chooses, {tag_of(part): reader_of(part) for part in members})
    elif len(members) == 1:
        reader = _reader(members[0], [mark for mark in marks if not isinstance(mark, (Before, After))])
    else:
        reader = _of_any([reader_of(part) for part in members])
    if len(members) == len(parts):
        return reader
    return lambda data: None if data is None else reader(data)


def _of_any(readers: Sequence[Reader]) -> Reader:
    """Of the first that takes it; where none does, what the first has against it."""

    def read(data: Any) -> Any:
        first: Misfit | None = None
        for reader in readers:
            try:
                return reader(data)
            except Misfit as misfit:
                first = first or misfit
        assert first is not None
        raise first

    return read


def _of_members(chooses: Chooses, readers: dict[str, Reader]) -> Reader:
    def read(data: Any) -> Any:
        if isinstance(data, Shape):
            return data
        tag = chooses(data)
        if tag is None:
            raise Misfit.of("no_tag" if isinstance(data, dict) else "not_mapping", data)
        if tag not in readers:
            raise Misfit.of("no_member", data, tag)
        try:
            return readers[tag](data)
        except Misfit as misfit:
            raise Misfit(*misfit.under(tag)) from None

    return read


def tag_of(member: Any) -> str:
    """The tag of a member of a union."""
    return next(mark.name for mark in get_args(member)[1:] if isinstance(mark, Tag))


# shapes


def _of_shape(annotation: Any) -> Reader:
    shape = shape_in(annotation)
    assert shape is not None
    fields, plan = declared_fields(annotation), dict[str, tuple[str, Reader]]()  # by key
    needed = frozenset(each.key for each in fields if each.is_needed)
    other = reader_of(shape.others) if shape.others else _unknown

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            if isinstance(data, shape):
                return data
            raise Misfit.of("not_mapping", data)
        if not plan:  # made with the first one, as most shapes of a policy are not met
            plan.update((each.key, (each.name, _reader(each.annotation, each.marks))) for each in fields)
        given, wrong = dict[str, Any](), dict[str, list[Finding]]()
        for key, part in data.items():
            name, reader = plan.get(key) or (key, other)
            try:
                given[name] = reader(part)
            except Misfit as misfit:
                wrong[key] = misfit.under(key)
        if wrong or not data.keys() >= needed:
            raise Misfit(*_in_order(fields, data, wrong))
        return shape.holding(given)

    return read


def _in_order(fields: Sequence[Field], data: dict[str, Any], wrong: dict[str, list[Finding]]) -> Iterator[Finding]:
    """What is wrong with a shape in the order of its fields, with what is missing; then with its other keys."""
    for each in fields:
        if each.key in data:
            yield from wrong.pop(each.key, ())
        elif each.is_needed:
            yield Finding("missing_key", data, (each.key,))
    for findings in wrong.values():
        yield from findings


def _unknown(data: Any) -> Any:
    raise Misfit.of("unknown_key", data)

"""`@record`: classes that consist of their fields; `@frozen`: those whose fields are given once and never set again.

To type checkers and to `fields`, `replace` and `asdict` they are dataclasses. But `@dataclass` writes the source of two
to six functions for each class and compiles it, at every start: for some eighty classes that was a twelfth of what a
check of the policy costs. Here nothing is compiled: a class gets functions that know its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

C = TypeVar("C")

_write = object.__setattr__


@dataclass_transform(field_specifiers=(field,))
def record(cls: type[C], /) -> type[C]:
    """The class as `@dataclass` makes it: its instances are equal where their fields are, and have no hash."""
    functions = {"__init__": _init(_declared(cls)), "__repr__": _repr, "__eq__": _comparison(cls)[0], "__hash__": None}
    return _with(cls, functions)


@overload
def frozen(cls: type[C], /) -> type[C]: ...
@overload
def frozen(*, eq: bool) -> Callable[[type[C]], type[C]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, /, *, eq: bool = True) -> Any:
    """The class as `@dataclass(frozen=True)` makes it; with `eq=False` an instance equals itself alone."""
    return _frozen(cls, eq) if cls else lambda cls: _frozen(cls, eq)


def _frozen(cls: Any, eq: bool) -> Any:
    functions = {"__init__": _init(_declared(cls)), "__repr__": _repr, "__setattr__": _set, "__delattr__": _delete}
    if eq:
        functions["__eq__"], functions["__hash__"] = _comparison(cls)
    return _with(cls, functions)


def _declared(cls: Any) -> Any:
    cls.__doc__ = cls.__doc__ or cls.__name__  # without any, dataclass() works out a signature to write there
    return dataclass(init=False, repr=False, eq=False)(cls)


def _with(cls: type[C], functions: Mapping[str, Any]) -> type[C]:
    """The class with the functions that it has not written itself."""
    for name in functions.keys() - vars(cls).keys():
        setattr(cls, name, functions[name])
    return cls


def _init(cls: Any) -> Callable[..., None]:
    """`__init__` of a class. It sets all fields at once, since they cannot be set one by one."""
    known = fields(cls)
    names = [each.name for each in known if each.init]
    factories = [(each.name, each.default_factory) for each in known if each.default_factory is not MISSING]
    unset = {each.name for each in known if each.default is MISSING} - dict(factories).keys()
    needed = unset.intersection(names)
    defaults = {each.name: each.default for each in known if each.init or each.name not in unset}
    least, most = max((place for place, name in enumerate(names, 1) if name in needed), default=0), len(names)
    finish = getattr(cls, "__post_init__", None)

    def init(self: Any, *values: Any, **named: Any) -> None:
        state = defaults.copy()
        for name, value in zip(names, values):
            state[name] = value
        if named or not least <= len(values) <= most:
            free = set(names[len(values) :])
            if len(values) > most or not free & needed <= named.keys() <= free:
                raise TypeError(f"{cls.__qualname__} has other fields: {', '.join(names)}")
            state |= named
        for name, make in factories:
            if state[name] is MISSING:
                state[name] = make()
        _write(self, "__dict__", state)
        if finish:
            finish(self)

    return init


def _comparison(cls: Any) -> tuple[Callable[[Any, object], Any], Callable[[Any], int]]:
    """`__eq__` and `__hash__` of a class."""
    names = [each.name for each in fields(cls) if each.compare]
    parts: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> Any:
        return parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(parts(self))

    return equal, hashed


def _repr(self: Any) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _set(_self: Any, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")

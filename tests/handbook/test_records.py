"""`@record` and `@frozen` make what `@dataclass` makes, and compile nothing for it."""

from __future__ import annotations

import builtins
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import pytest

from handbook.records import frozen, record

T = TypeVar("T")


@frozen
class Row(Generic[T]):
    """A row."""

    name: str
    value: T
    facts: Mapping[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False)
    _inner: int = field(default=0, repr=False)

    @cached_property
    def long(self) -> str:
        return f"{self.name}: {self.value}"


@frozen
class Finer(Row[int]):
    """One more field, which is given by name."""

    unit: str = field(kw_only=True)

    def __post_init__(self) -> None:
        if not self.unit:
            raise ValueError(self.name)


@frozen
class Nothing:
    """No field at all."""


@frozen(eq=False)
class Itself:
    """Equal to itself alone."""

    name: str


@record
class Draft:
    """Fields that are set again."""

    name: str
    rows: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list, init=False, compare=False)
    length: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.length = len(self.name)


def test_a_record_is_changed_and_has_no_hash() -> None:
    draft = Draft("a")
    draft.rows.append(1)
    draft.name = "b"
    assert draft == Draft("b", [1]) != Draft("b")
    assert repr(draft) == "Draft(name='b', rows=[1], kept=[])"
    assert draft.length == 1
    assert replace(draft, name="c").rows is draft.rows
    with pytest.raises(TypeError, match="unhashable"):
        hash(draft)


def test_fields_are_given_in_order_by_name_or_not_at_all() -> None:
    assert Row("a", 1) == Row(value=1, name="a") == Row("a", value=1, facts={}, note="", _inner=0)
    assert vars(Row("a", 1, {"n": 2})) == {"name": "a", "value": 1, "facts": {"n": 2}, "note": "", "_inner": 0}
    assert Row("a", 1).facts is not Row("a", 1).facts
    assert Finer("a", 1, unit="day").unit == "day"


@pytest.mark.parametrize(
    "call",
    [
        lambda: Row("a"),  # type: ignore[call-arg]
        lambda: Row(value=1),  # type: ignore[call-arg]
        lambda: Row("a", 1, {}, "", 0, 0),  # type: ignore[call-arg]
        lambda: Row("a", 1, name="b"),  # type: ignore[misc]
        lambda: Row("a", 1, other=2),  # type: ignore[call-arg]
        lambda: Row("a", other=2),  # type: ignore[call-arg]
        lambda: Finer("a", 1),  # type: ignore[call-arg]
        lambda: Finer("a", 1, {}, "", 0),  # type: ignore[call-arg]
        lambda: Nothing(1),  # type: ignore[call-arg]
        lambda: Draft("a", [], []),  # type: ignore[call-arg]
        lambda: Draft("a", kept=[]),  # type: ignore[call-arg]
        lambda: Draft("a", length=1),  # type: ignore[call-arg]
    ],
)
def test_other_fields_are_refused(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


def test_no_field_is_set_again_or_deleted() -> None:
    row = Row("a", 1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        row.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del row.name  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        row.other = 1  # type: ignore[attr-defined]
    assert row.long == "a: 1"
    assert row == Row("a", 1)


def test_equal_are_instances_of_one_class_with_the_same_fields() -> None:
    row = Row("a", 1, note="b")
    assert row == Row("a", 1)
    assert row != Row("a", 2)
    assert row != Finer("a", 1, unit="day")
    assert row != ("a", 1, {}, "b", 0)
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1
    assert len({Row("a", 1, ()), Row("a", 1, (), "b"), Row("a", 2, ())}) == 2  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unhashable"):
        hash(row)


def test_some_equal_only_themselves() -> None:
    one = Itself("a")
    assert one == one  # noqa: PLR0124
    assert one != Itself("a")
    assert hash(one) == object.__hash__(one)


def test_what_a_class_says_itself_stays() -> None:
    @frozen
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

        def __hash__(self) -> int:
            return 7

    assert (repr(Named("a")), hash(Named("a")), Named("a") == Named("a")) == ("a", 7, True)


def test_they_are_dataclasses_to_the_standard_library() -> None:
    row = Row("a", Row("b", 1))
    assert is_dataclass(row)
    assert [each.name for each in fields(row)] == ["name", "value", "facts", "note", "_inner"]
    assert replace(row, name="c") == Row("c", Row("b", 1))
    assert asdict(row)["value"] == {"name": "b", "value": 1, "facts": {}, "note": "", "_inner": 0}
    with pytest.raises(ValueError, match="a"):
        replace(Finer("a", 1, unit="day"), unit="")
    match row:
        case Row(name, Row(_, number)):
            assert (name, number) == ("a", 1)


def test_they_say_what_is_in_them() -> None:
    assert repr(Row("a", 1)) == "Row(name='a', value=1, facts={}, note='')"
    assert repr(Nothing()) == "Nothing()"


def test_they_go_to_other_processes() -> None:
    row: Any = Finer("a", 1, {"n": 1}, unit="day")
    assert pickle.loads(pickle.dumps(row)) == row


def test_nothing_is_compiled_for_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    execute = exec
    monkeypatch.setattr(builtins, "exec", lambda *given: compiled.append(given) or execute(*given))

    def plain() -> type:
        return type("Plain", (), {"__annotations__": {"name": "str", "value": "int"}, "value": 0})

    frozen(plain())
    record(plain())
    assert not compiled
    dataclass(frozen=True)(plain())
    assert compiled

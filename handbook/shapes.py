"""Does a file have its shape? Turns what pydantic finds into problems at their places, in the reader's language."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handbook.models import IDENTIFIER
from handbook.problems import Fact, Place, Problem
from handbook.slips import date_slip, number_slip
from handbook.line_slips import line_slips
from handbook.lines import Lines
from handbook.tree import Spot

T = TypeVar("T")
Path = tuple[str | int, ...]

_EXAMPLES = {
    "label": "label: {zh: 轻微迟到每次扣款, en: Deduction per minor late arrival}",
    "title": "title: {zh: 考勤, en: Attendance}",
    "unit": "unit: CNY",
    "min": "min: 0",
    "max": "max: 100",
    "why": "why: {zh: 理由, en: the reason}",
    "values": "values: [{from: 2026-01-01, value: 20}]",
    "from": "from: 2026-01-01",
    "value": "value: 20",
    "zh": "zh: 迟到",
    "en": "en: late arrival",
    "id": "id: late",
    "roles": "roles: [agent, supervisor]",
    "text": "text: {zh: 按时上班。, en: Be on time.}",
    "choices": "choices: {true: {zh: 是, en: yes}, false: {zh: 否, en: no}}",
}
_TYPES = "number, text, date, switch, choice, bands"


def read_shape(shape: Any, data: Any, spot: Spot, where: str, text: str) -> tuple[Any | None, list[Problem]]:
    """`data` as an instance of `shape` (a model or an annotated type), or None with the problems."""
    try:
        return _adapter(shape).validate_python(data), []
    except ValidationError as error:
        teller = _Teller(shape, data, spot, where, text)
        return None, [teller.tell(details) for details in error.errors(include_url=False, include_context=True)]


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def guess(name: str, known: Iterable[str]) -> Fact:
    """A remark `(did you mean …?)` where a known name is near, else nothing."""
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return {"zh": f"（是不是 {near[0]}？）", "en": f" (did you mean {near[0]}?)"} if near else {"zh": "", "en": ""}


def describe(found: Any) -> Fact:
    """A value in words, for messages."""
    if found is None:
        return {"zh": "空的", "en": "nothing"}
    if isinstance(found, bool):
        return {"zh": str(found).lower(), "en": str(found).lower()}
    if isinstance(found, dict):
        return {"zh": "一组“键: 值”", "en": "a mapping"}
    if isinstance(found, list):
        return {"zh": "一个列表", "en": "a list"}
    if isinstance(found, str):
        short = found if len(found) <= 40 else found[:39] + "…"
        return {"zh": f"“{short}”", "en": f"“{short}”"}
    return {"zh": str(found), "en": str(found)}


class _Teller:
    """Tells the errors of one value; keeps what telling needs: the shape, the data, the places, the text."""

    def __init__(self, shape: Any, data: Any, spot: Spot, where: str, text: str) -> None:
        self.shape, self.data, self.spot, self.where, self.text = shape, data, spot, where, text

    def tell(self, error: ErrorDetails) -> Problem:
        path = tuple(error["loc"])
        spot, key = self.spot.find(path), _last_name(path)
        code, facts = self._code(error, path, spot, key)
        place = spot.place
        if code == "unknown_key":
            child = spot
            place = child.key.place if child.key else place
        where = ".".join(name for name in (self.where, *_names(path, self.data)) if name)
        if code == "not_mapping" and isinstance(error["input"], str):
            slip = self._line_slip(place)
            if slip:
                return Problem(slip.place, slip.code, where, slip.facts)
        return Problem(place, code, where, {"key": key, **facts})

    def _line_slip(self, place: Place) -> Problem | None:
        rows = Lines(self.text).rows
        slip = next((slip for slip in line_slips(rows) if slip.line == place.line), None)
        facts = {"right": slip.mended.strip()} if slip else {}
        return Problem(Place(place.file, slip.line, slip.column), slip.code, "", facts) if slip else None

    def _code(self, error: ErrorDetails, path: Path, spot: Spot, key: str) -> tuple[str, dict[str, Fact]]:
        kind, found, context = error["type"], error["input"], error.get("ctx", {})
        told: dict[str, Fact] = {"found": describe(found)}
        if kind == "missing":
            return "missing_key", {"key": key, "example": _EXAMPLES.get(key, f"{key}: …")}
        if kind == "extra_forbidden":
            allowed = _keys_at(self.shape, path[:-1])
            return "unknown_key", {"key": key, "allowed": ", ".join(allowed), "guess": guess(key, allowed)}
        if kind in ("number", "int_type", "int_from_float"):
            return _number_code(found, spot) or ("not_number", told)
        if kind in ("date_type", "date_from_datetime_inexact"):
            return _date_code(found, spot) or ("not_date", told)
        if kind == "literal_error":
            allowed = [item.strip("'") for item in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
            return "not_one_of", _one_of(found, allowed)
        if kind == "union_tag_invalid":
            return "not_one_of", {**_one_of(found.get("type"), _TYPES.split(", ")), "key": "type"}
        if kind == "string_pattern_mismatch":
            pattern = str(context.get("pattern"))
            codes = {IDENTIFIER: "bad_identifier", r"^\d+/\d+/\d+$": "bad_source"}
            return codes.get(pattern, "bad_clause_id"), told
        if kind in ("greater_than_equal", "less_than_equal"):
            low, high = context.get("ge", 0), context.get("le", 6)
            return ("below_min" if "ge" in context else "above_max"), {**told, "min": low, "max": high, "example": low}
        simple = {
            "string_type": ("not_text_value", {**told, "example": _plain(found)}),
            "string_too_short": ("empty_text", told),
            "bool_type": ("not_switch", told),
            "list_type": ("not_list", told),
            "tuple_type": ("not_list", told),
            "too_short": ("too_short", {"least": context.get("min_length", 1)}),
            "no_origin": ("no_origin", {}),
        }
        example = {"example": _mapping_example(self.shape, path)}
        return simple.get(kind, ("not_mapping", {**told, **example}))


def _plain(found: Any) -> str:
    return (
        str(found).lower()
        if isinstance(found, bool)
        else "…"
        if isinstance(found, (dict, list)) or found is None
        else str(found)
    )


def _one_of(found: Any, allowed: Sequence[str]) -> dict[str, Fact]:
    name = found if isinstance(found, str) else ""
    return {
        "found": describe(found),
        "allowed": ", ".join(allowed),
        "guess": guess(name, allowed),
        "example": allowed[0],
    }


def _number_code(found: Any, spot: Spot) -> tuple[str, dict[str, Fact]] | None:
    return number_slip(found, not spot.plain) if isinstance(found, str) else None


def _date_code(found: Any, spot: Spot) -> tuple[str, dict[str, Fact]] | None:
    return date_slip(found, not spot.plain) if isinstance(found, str) else None


def _mapping_example(shape: Any, path: Path) -> str:
    keys = _keys_at(shape, path)
    shown = [_EXAMPLES.get(key, f"{key}: …") for key in keys[:1]]
    return shown[0] if shown else "title: …"


def _names(path: Path, data: Any) -> Iterator[str]:
    """The steps of `path` as a person would name them: a list's item by its id, the list itself and tags left out."""
    if path and isinstance(data, dict) and isinstance(data.get("id"), str):
        yield data["id"]
    for step, following in zip(path, [*path[1:], None]):
        if isinstance(data, dict) and (step in data or following is None):
            data = data.get(str(step))
            if not (isinstance(following, int) and _id_of(data, following)):
                yield str(step)
        elif isinstance(data, list) and isinstance(step, int):
            id = _id_of(data, step)
            if id:
                yield id
            data = data[step]


def _id_of(items: Any, index: int) -> str | None:
    item = items[index] if isinstance(items, list) and index < len(items) else None
    id = item.get("id") if isinstance(item, dict) else None
    return id if isinstance(id, str) else None


def _last_name(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "value")


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _keys_at(shape: Any, path: Sequence[str | int]) -> list[str]:
    """The keys that the mapping at `path` may have."""
    for step in path:
        shape = _inside(shape, step)
    models = [option for option in _options(shape) if _is_model(option)]
    return [field.alias or name for model in models[:1] for name, field in model.model_fields.items()]


def _inside(shape: Any, step: str | int) -> Any:
    """The shape of a part: a field of a model, an item of a list, a value of a mapping, a tagged member."""
    for option in _options(shape):
        if _is_model(option):
            for name, field in option.model_fields.items():
                if step in (name, field.alias):
                    return field.annotation
        elif get_origin(option) in (list, dict):
            return get_args(option)[-1]
    for option in get_args(_bare(shape)):
        if any(isinstance(extra, Tag) and extra.tag == step for extra in getattr(option, "__metadata__", ())):
            return _bare(option)
    return shape


def _options(shape: Any) -> list[Any]:
    shape = _bare(shape)
    if get_origin(shape) in (Union, types.UnionType):
        return [_bare(option) for option in get_args(shape)]
    return [shape]


def _bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape


def exact(value: Decimal) -> str:
    """A decimal as HR writes it."""
    return f"{value:f}"

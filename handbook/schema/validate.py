"""Does a file have its shape? Turns what pydantic finds into problems at their places, in the reader's language."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handbook.files.line_typos import COLONS, LineSlip, line_slips
from handbook.files.lines import Lines
from handbook.files.tree import Spot
from handbook.files.value_typos import date_slip, number_slip, tidy
from handbook.lang.catalogue import Fact
from handbook.lang.units import UNIT_LABELS, UNIT_NAMES
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import describe, guess, nearest
from handbook.schema.examples import example_of
from handbook.schema.models import CLAUSE_ID, IDENTIFIER, LIMITS, SOURCE_REF
from handbook.schema.rule_models import CASE_ID

T = TypeVar("T")
Path = tuple[str | int, ...]
Facts = dict[str, Fact]

_SIMPLE = {
    "string_too_short": "empty_text",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "too_short": "too_short",
    "no_origin": "no_origin",
}
_OPTIONS = "choices: [good, pass]"
_ID = "id: late-three-absent-one"
_NO = ("no", "n", "off", "false", "0", "否", "不", "不是")
# Names that pydantic puts into a path for a member of a union; they are no steps in the file. Each member has keys
# that tell it from the others: where one of those is misspelt, what is said of all other keys would be wrong.
_TELLING = {"number input": ("rows", "choices", "switch", "date"), "a step": ("use",), "number": ("type",)}
_TAGS = frozenset(("number input", "choices input", "switch input", "date input", "rows input")).union(
    ("a step", "a use", "some terms", "some words")
)
_TYPES = ("number", "text", "date", "switch", "choice", "bands")  # of parameters, which are read one by one
_UNITS_BY_NAME = {said: name for name, labels in UNIT_LABELS.items() for said in (*labels, *labels[0][-1:])}


def read_shape(shape: Any, data: Any, spot: Spot, where: str, text: str) -> tuple[Any | None, list[Problem]]:
    """`data` as an instance of `shape` (a model or an annotated type), or None with the problems."""
    try:
        return _adapter(shape).validate_python(data), []
    except ValidationError as error:
        teller = _Teller(shape, data, spot, where, text)
        return None, list(teller.tell(error.errors(include_url=False, include_context=True)))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


class _Teller:
    """Tells the errors of one value; keeps what telling needs: the shape, the data, the places, the text."""

    def __init__(self, shape: Any, data: Any, spot: Spot, where: str, text: str) -> None:
        self.shape, self.data, self.spot, self.where, self.text = shape, data, spot, where, text

    def tell(self, errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
        """One problem a cause: a slip in a line, or a misspelt key, also makes another key seem to be missing."""
        errors = list(self._causes(errors))
        misspelt = {(*error["loc"][:-1], self._meant(error)) for error in errors if error["type"] == "extra_forbidden"}
        told: set[Place] = set()
        for error in errors:
            if error["type"] == "missing" and error["loc"] in misspelt:
                continue
            path = tuple(error["loc"])
            where = ".".join(name for name in (self.where, *names_along(self._named(error), self.data)) if name)
            slips = self._slips_behind(error, path)
            for slip in slips:
                place = Place(self.spot.place.file, slip.line, slip.column)
                if place not in told:
                    told.add(place)
                    yield Problem(place, slip.code, where, {"right": slip.mended.strip(), "sign": slip.sign})
            if not slips:
                yield self._problem(error, path, where)

    def _causes(self, errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
        """The errors without those that only follow from a misspelt key that tells what an entry is."""
        mistaken = {tuple(error["loc"][:-1]) for error in errors if _meant_to_tell(error)}
        texts = {tuple(error["loc"][:-1]) for error in errors if error["loc"][-1:] == ("str",)}
        for error in errors:
            path = tuple(error["loc"])
            if any(path[: len(part)] == part for part in mistaken) and not _meant_to_tell(error):
                continue
            if path[-1:] in (("date",), ("str",)) and path[:-1] in texts:  # a date that may also be written as text
                if path[-1] == "date":
                    yield {**error, "loc": path[:-1]}
                continue
            yield error

    def _problem(self, error: ErrorDetails, path: Path, where: str) -> Problem:
        spot, key = self.spot.find(path), _last_name(path)
        code, facts = self._code(error, path, spot, key)
        place = spot.place
        at_key = error["type"] == "extra_forbidden" or code == "missing_key" or path[-1:] == ("[key]",)
        if at_key and spot.key:
            place = spot.key.place
        elif error["type"] == "union_tag_invalid":
            key = _deciding_key(error)
            place = self.spot.find((*path, key)).place
        at = f"{key}: " if not path or isinstance(path[-1], str) else "- "
        return Problem(place, code, where, {"key": key, "at": at, **facts})

    def _named(self, error: ErrorDetails) -> Path:
        """The path without the tag of a parameter's type, which is no step in the file."""
        path = tuple(step for step in error["loc"] if step not in _TAGS)
        unnamed = error["type"] == "no_origin" or path[-1:] == ("[key]",)
        return path[:-1] if unnamed and path and isinstance(path[-1], str) else path

    def _meant(self, error: ErrorDetails) -> str | None:
        """The key that an unknown one was meant to be."""
        path = tuple(error["loc"])
        return _meant_to_tell(error) or nearest(tidy(str(path[-1])), _keys_at(self.shape, path[:-1]))

    def _slips_behind(self, error: ErrorDetails, path: Path) -> list[LineSlip]:
        """Slips in the lines of the value that explain the error: `zh：迟到` is no mapping, and `zh` seems missing."""
        kind, spot = error["type"], self.spot.find(path)
        if kind == "extra_forbidden" and spot.key:
            line = spot.key.place.line
            return [slip for slip in self._line_slips if slip.line == line and _names_key(slip, str(path[-1]))]
        first, last = self._rows(spot)
        inside = [slip for slip in self._line_slips if first <= slip.line <= last]
        if kind == "missing":
            return [slip for slip in inside if re.search(rf"\b{re.escape(str(path[-1]))}: ", slip.mended)]
        return inside if isinstance(error["input"], str) and spot.plain else []

    @cached_property
    def _line_slips(self) -> list[LineSlip]:
        return list(line_slips(self._lines.rows))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def _rows(self, spot: Spot) -> tuple[int, int]:
        return spot.place.line, self._lines.position(max(spot.start, spot.end - 1))[0]

    def _code(self, error: ErrorDetails, path: Path, spot: Spot, key: str) -> tuple[str, Facts]:
        kind, found, context = error["type"], error["input"], error.get("ctx", {})
        example = self._example(path, key)
        told: Facts = {"found": describe(found), "example": example}
        if kind == "missing":
            return "missing_key", told
        if kind == "extra_forbidden":
            return self._unknown_key(path, spot, key, found)
        if kind in ("number", "int_type", "int_from_float"):
            number = example.partition(": ")[2]
            told["number"] = number if number.isdigit() else "20"
            return _number_code(found, spot, kind) or ("not_number", told)
        if kind in ("date_type", "date_from_datetime_inexact"):
            return _date_code(found, spot) or ("not_date", told)
        if kind in ("literal_error", "union_tag_invalid", "union_tag_not_found"):
            return self._not_one_of(error, path, key)
        if kind == "string_pattern_mismatch":
            return _bad_pattern(found, str(context.get("pattern")))
        if kind in ("greater_than_equal", "less_than_equal"):
            low, high = LIMITS[key]
            code, nearer = ("below_min", low) if "ge" in context else ("above_max", high)
            return code, {"found": found, "min": low, "max": high, "example": nearer}
        if kind == "string_type":
            return _not_text(found, told)
        if kind == "bool_type":
            right = "false" if str(found).lower() in _NO else "true"
            return _switch_code(found, spot) or ("not_switch", {**told, "right": right})
        if kind == "unit":
            return "not_one_of", _units(found)
        if kind in _SIMPLE:
            options = _OPTIONS if path[-1:] == ("some terms",) else example
            return _SIMPLE[kind], {**told, "least": context.get("min_length", 1), "example": options}
        if kind == "dict_type" and path[-1:] == ("some words",):
            return "not_list", {**told, "example": _OPTIONS}
        return "not_mapping", {**told, "example": self._mapping_example(path)}

    def _not_one_of(self, error: ErrorDetails, path: Path, key: str) -> tuple[str, Facts]:
        found, context = error["input"], error["ctx"]
        if "discriminator" in context:  # the type of a parameter, the kind of a picture or input
            key = _deciding_key(error)
            if "tag" not in context:
                return "missing_key", {"key": key, "example": self._example((*path, key), key)}
            if context["tag"] == "rows input":
                return "rows_in_rows", {}
            found = found.get(key)
        expected = str(context.get("expected_tags", context.get("expected")))
        allowed = [item.strip("'") for item in re.split(r", | or ", expected)]
        if allowed == ["True"]:
            return "only_true", {"found": describe(found), "key": key}
        if isinstance(found, str) and tidy(found) != found and tidy(found) in allowed:
            return "wide_characters", {"found": found, "right": tidy(found)}
        return "not_one_of", one_of(found, allowed)

    def _mapping_example(self, path: Path) -> str:
        """What the mapping at `path` may be; of a whole entry, its first key."""
        keys, name = _keys_at(self.shape, path), path[-1] if path else None
        tagged = name in _TAGS or (len(path) == 1 and name in _TYPES)
        whole = self._example(path, name) if isinstance(name, str) and not tagged else ""
        if "{" in whole or not keys:
            return whole or "title: …"
        if keys[:1] == ["zh"]:
            return "{zh: 考勤, en: Attendance}"
        first = next((key for key in ("label", *keys) if key in keys), keys[0])
        return self._example((*path, first), first)

    def _example(self, path: Path, key: str) -> str:
        """What may be written under the key at `path`, fitting what stands around it."""
        if path and (path[-1] == key or path[-1] in _TAGS):
            inside = path if path[-1] == key else path[:-1]
            return example_of(_inside_all(self.shape, inside), key, self._around(inside))
        return f"{key}: …"

    def _around(self, path: Path) -> list[Any]:
        """The mappings that a key stands in, the innermost first."""
        data, around = self.data, list[Any]()
        for step in path:
            if isinstance(data, dict):
                around.insert(0, data)
            data = _part(data, step)
        return around

    def _unknown_key(self, path: Path, spot: Spot, key: str, found: Any) -> tuple[str, Facts]:
        allowed, meant = _keys_at(self.shape, path[:-1]), _telling(path)
        if meant and meant not in allowed:
            allowed = _keys_at(self.shape, (*path[:-2], f"{meant} input" if path[-2] == "number input" else "a use"))
        if tidy(key) != key and tidy(key) in allowed:
            return "wide_key", {"found": key, "right": tidy(key)}
        before = self._lines.text[: spot.key.start].rstrip() if spot.key else ""
        if found is None and spot.start == spot.end and before.endswith(","):
            return "comma_in_braces", {"found": key}
        return "unknown_key", {"allowed": ", ".join(allowed), "guess": guess(meant or key, allowed)}


def _telling(path: Path) -> str | None:
    """Which of the keys that tell an entry from others was meant, at the end of the path of an unknown key."""
    telling = _TELLING.get(str(path[-2]), ()) if len(path) > 1 else ()
    return nearest(tidy(str(path[-1])), telling, 0.7)


def _meant_to_tell(error: ErrorDetails) -> str | None:
    return _telling(tuple(error["loc"])) if error["type"] == "extra_forbidden" else None


def _deciding_key(error: ErrorDetails) -> str:
    """The key whose value says what the mapping is: `kind` of a picture, `type` of a parameter, `rows` of an input."""
    named = str(error["ctx"]["discriminator"])
    return named.strip("'") if "'" in named else "rows" if named == "_input_kind()" else "type"


def _names_key(slip: LineSlip, key: str) -> bool:
    """Whether the slip stands in the key itself, as in the key `zh：迟到` of `{zh：迟到, en: late}`."""
    return any(sign in key for sign in f":{COLONS}") and key[:20] in slip.row


def _number_code(found: Any, spot: Spot, kind: str) -> tuple[str, Facts] | None:
    if isinstance(found, Decimal) and kind != "number":
        return "not_whole", {"found": found, "right": int(found)}
    return number_slip(found, not spot.plain) if isinstance(found, str) else None


def _switch_code(found: Any, spot: Spot) -> tuple[str, Facts] | None:
    if found in ("true", "false") and not spot.plain:
        return "switch_quoted", {"found": f'"{found}"', "right": found}
    if isinstance(found, str) and tidy(found) in ("true", "false") and tidy(found) != found:
        return "wide_characters", {"found": found, "right": tidy(found)}
    return None


def _date_code(found: Any, spot: Spot) -> tuple[str, Facts] | None:
    if isinstance(found, int) and not isinstance(found, bool):
        return date_slip(str(found), False)
    return date_slip(found, not spot.plain) if isinstance(found, str) else None


def one_of(found: Any, allowed: Sequence[str]) -> Facts:
    """What a message about a choice needs: what was found, what is allowed, what may have been meant."""
    name = found if isinstance(found, str) else ""
    meant = _UNITS_BY_NAME.get(tidy(name))
    near = meant if meant in allowed else nearest(name, allowed)
    return {
        "found": describe(found),
        "allowed": ", ".join(allowed),
        "guess": guess(near or "", allowed),
        "example": near or allowed[0],
    }


def _units(found: str) -> Facts:
    """What a message about a unit needs; of a compound such as `yuan/day` each part is mended."""
    told, parts = one_of(found, UNIT_NAMES), [tidy(part) for part in found.split("/")]
    near = [_UNITS_BY_NAME.get(part) or nearest(part, UNIT_NAMES) for part in parts]
    whole = "/".join(str(part) for part in near)
    return {**told, "guess": guess(whole, [whole]), "example": whole} if len(parts) > 1 and all(near) else told


def _bad_pattern(found: str, pattern: str) -> tuple[str, Facts]:
    if tidy(found) != found and re.fullmatch(pattern, tidy(found)):
        return "wide_characters", {"found": found, "right": tidy(found)}
    if pattern == CASE_ID:
        right = re.sub(r"[^a-z0-9]+", "-", tidy(found).lower()).strip("-")
        return "bad_case_id", {"found": describe(found), "right": f"id: {right}" if right else _ID}
    codes = {IDENTIFIER: "bad_identifier", SOURCE_REF: "bad_source", CLAUSE_ID: "bad_clause_id"}
    slug = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", tidy(found)).lower()).strip("_")
    example = slug if re.fullmatch(IDENTIFIER, slug) else "minor_fine"
    return codes[pattern], {"found": describe(found), "example": example}


def _not_text(found: Any, told: Facts) -> tuple[str, Facts]:
    if found is None:
        return "empty_text", told
    if isinstance(found, (dict, list)):
        return "not_one_text", told
    plain = str(found).lower() if isinstance(found, bool) else str(found)
    return "not_text_value", {**told, "example": plain}


def names_along(path: Path, data: Any) -> Iterator[str]:
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
    named = (step for step in reversed(path) if isinstance(step, str) and step not in _TAGS and step != "[key]")
    return next(named, "value")


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _keys_at(shape: Any, path: Sequence[str | int]) -> list[str]:
    """The keys that the mapping at `path` may have."""
    for step in path:
        shape = _inside(shape, step)
    models = [option for option in _options(shape) if _is_model(option)]
    return [field.alias or name for model in models[:1] for name, field in model.model_fields.items()]


def _inside_all(shape: Any, path: Sequence[str | int]) -> Any:
    """The shape at `path`; of a field of a model, the field, which has its own example."""
    for step in path[:-1]:
        shape = _inside(shape, step)
    last = path[-1]
    for option in _options(shape):
        if _is_model(option):
            for name, field in option.model_fields.items():
                if last in (name, field.alias):
                    return field
    return _inside(shape, last)


def _part(data: Any, step: str | int) -> Any:
    """A part of the data; tags of unions are no steps in it."""
    if isinstance(data, dict):
        return data.get(step, data) if step in data or step not in _TAGS else data
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return data


def _inside(shape: Any, step: str | int) -> Any:
    """The shape of a part: a tagged member, a field of a model, an item of a list, a value of a mapping."""
    for option in get_args(_bare(shape)):
        if any(isinstance(extra, Tag) and extra.tag == step for extra in getattr(option, "__metadata__", ())):
            return _bare(option)
    for option in _options(shape):
        if _is_model(option):
            kind = option.model_fields.get("kind")
            if kind and step in get_args(kind.annotation):
                return option
            for name, field in option.model_fields.items():
                if step in (name, field.alias):
                    return field.annotation
        elif get_origin(option) in (list, dict, tuple):
            return next(part for part in reversed(get_args(option)) if part is not Ellipsis)
    return shape


def _options(shape: Any) -> list[Any]:
    shape = _bare(shape)
    if get_origin(shape) in (Union, types.UnionType):
        return [option for part in get_args(shape) for option in _options(part)]
    return [shape]


def _bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape


def exact(value: Decimal) -> str:
    """A decimal as HR writes it."""
    return f"{value:f}"

"""JSON Schemas of the policy's files, made from the models, so that an editor can complete, explain and check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from handbook.files.atomic_write import replacing
from handbook.lang.catalogue import Phrase
from handbook.records import frozen
from handbook.schema.examples import value_for
from handbook.schema.fields import ModelField, fields_of
from handbook.schema.file_kinds import kind_of, shapes
from handbook.schema.models import IDENTIFIER
from handbook.shapes.marks import Facets, OneOf, Schema
from handbook.shapes.shape import as_data, shape_in

FOLDER = ".schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
JsonSchema = dict[str, Any]


@frozen
class Schemas:
    """Every kind's schema, and the words that they lack: files of words, with the keys that are missing there."""

    by_kind: Mapping[str, JsonSchema]
    missing: Mapping[str, list[str]]

    def files(self) -> Iterator[tuple[str, str]]:
        """The files' names in the folder, and their text."""
        for kind, schema in self.by_kind.items():
            yield f"{kind}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def make_schemas() -> Schemas:
    """The schemas of all kinds of file, those of floors above included. A key without words is called by its name."""
    missing: dict[str, list[str]] = {}
    made = {kind: _schema(kind, shape, missing) for kind, shape in shapes().items()}
    return Schemas(made, {file: list(dict.fromkeys(keys)) for file, keys in missing.items()})


def modeline(name: str) -> str:
    """The comment that tells an editor which schema a file of the policy has."""
    return f"# yaml-language-server: $schema={'../' * name.count('/')}{FOLDER}/{kind_of(name)}.json"


def write_schemas(schemas: Schemas, data: Path) -> list[Path]:
    """Write them below the policy's directory, where they differ. Returns what was written. Raises OSError."""
    folder, written = data / FOLDER, []
    folder.mkdir(exist_ok=True)
    for name, text in schemas.files():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            with replacing(path) as replacement:
                replacement.file.write(text.encode())
                replacement.commit()
            written.append(path)
    return written


def _schema(kind: str, shape: Any, missing: dict[str, list[str]]) -> JsonSchema:
    composer = _Composer(missing)
    made = composer.of(shape)
    if "$ref" in made:  # a shape that is a whole file stands for itself
        made = composer.definitions.pop(made["$ref"].rpartition("/")[2])
    definitions = {"$defs": dict(sorted(composer.definitions.items()))} if composer.definitions else {}
    return {"$schema": DIALECT, "title": kind, **definitions, **made}


class _Composer:
    """Composes the schema of one kind of file; each shape is defined once. What an editor could leave open is closed,
    so that it sees what the loader refuses."""

    def __init__(self, missing: dict[str, list[str]]) -> None:
        self.missing, self.definitions = missing, dict[str, JsonSchema]()

    def of(self, annotation: Any, marks: tuple[Any, ...] = ()) -> JsonSchema:
        """The schema of a type."""
        if get_origin(annotation) is Annotated:
            inner, *own = get_args(annotation)
            return self.of(inner, (*own, *marks))
        said = next((mark.schema for mark in marks if isinstance(mark, Schema)), None)
        made = dict(said) if said else self._of_type(annotation, marks)
        for facets in (mark for mark in marks if isinstance(mark, Facets)):
            if facets.examples:
                made["examples"] = _as_json(facets.examples)
        return made

    def _of_type(self, annotation: Any, marks: tuple[Any, ...]) -> JsonSchema:
        origin, parts = get_origin(annotation), get_args(annotation)
        if shape_in(annotation):
            return self._of_shape(annotation)
        if origin in (Union, UnionType):
            return self._of_union(parts)
        if origin is Literal:
            return _of_options(parts)
        if origin in (list, tuple):
            return {"type": "array", "items": self.of(parts[0]), **_length(marks, "Items")}
        if origin is dict:
            return {"type": "object", **self._of_keys(*parts), **_length(marks, "Properties")}
        named = next((mark for mark in marks if isinstance(mark, OneOf)), None)
        return _of_options(named.names) if named else _of_value(annotation, marks)

    def _of_union(self, parts: tuple[Any, ...]) -> JsonSchema:
        """Members with tags exclude each other; a value that may be left out may also be nothing."""
        members = [part for part in parts if part is not NoneType]
        made = [self.of(part) for part in members]
        if len(made) > 1 and get_origin(members[0]) is Annotated:
            return {"oneOf": made}
        flat = [each for one in made for each in one.get("anyOf", [one])]
        return {"anyOf": [*flat, *([{"type": "null"}] if NoneType in parts else [])]}

    def _of_keys(self, key: Any, value: Any) -> JsonSchema:
        of_key, of_value = self.of(key), self.of(value)
        if "pattern" not in of_key:
            return {"additionalProperties": of_value or True}
        names = {"propertyNames": {"examples": of_key["examples"]}} if "examples" in of_key else {}
        return {"additionalProperties": False, "patternProperties": {of_key["pattern"]: of_value}, **names}

    def _of_shape(self, annotation: Any) -> JsonSchema:
        shape = shape_in(annotation)
        assert shape is not None
        name = "_".join([shape.__name__, *(_name_of(part) for part in get_args(annotation))])
        if name not in self.definitions:
            made = self.definitions[name] = {"type": "object", "additionalProperties": False, "properties": {}}
            for field in fields_of(annotation):
                made["properties"][field.key] = self._of_field(field)
            if needed := [field.key for field in fields_of(annotation) if field.info.is_needed]:
                made["required"] = needed
            for word, keys in (("anyOf", shape.any_of), ("oneOf", shape.one_of)):
                if keys:
                    made[word] = [{"required": [key]} for key in keys]
            if shape.others:  # entries by their names, which no field has
                fields = "|".join(made["properties"])
                made["patternProperties"] = {f"^(?!({fields})$){IDENTIFIER[1:]}": self.of(shape.others)}
        return {"$ref": f"#/$defs/{name}"}

    def _of_field(self, field: ModelField) -> JsonSchema:
        """A key with its words; a model's name and docstring are for programmers and stay out."""
        made = self.of(field.info.annotation, field.info.marks)
        lacking = field.missing_words()
        for file, key in lacking:
            self.missing.setdefault(file, []).append(key)
        if not lacking:
            made |= {"title": _both(field.label, " "), "description": _both(field.help, "\n")}
        if not field.info.is_needed:
            made["default"] = _as_json(as_data(field.info.default))
        if field.info.examples or field.example("zh"):
            made["examples"] = [_as_json(value_for(field))]
        return made


def _of_value(annotation: Any, marks: tuple[Any, ...]) -> JsonSchema:
    """The schema of a plain value; numbers are exact in Python, which is nothing that an editor has to know."""
    made: JsonSchema = {}
    for facets in (mark for mark in marks if isinstance(mark, Facets)):
        bounds = {"minimum": facets.least, "maximum": facets.most, "pattern": facets.pattern}
        made |= {word: bound for word, bound in bounds.items() if bound is not None}
        if facets.strip and facets.min_length:
            made["pattern"] = r"\S"
    return _PLAIN[annotation] | _length(marks, "Length") | made


_PLAIN: Mapping[Any, JsonSchema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    Any: {},
}


def _of_options(options: tuple[Any, ...]) -> JsonSchema:
    kind = _PLAIN[type(options[0])]
    return {**kind, "const": options[0]} if len(options) == 1 else {**kind, "enum": [*options]}


def _length(marks: tuple[Any, ...], of: str) -> JsonSchema:
    made: JsonSchema = {}
    for facets in (mark for mark in marks if isinstance(mark, Facets)):
        made |= {f"min{of}": facets.min_length} if facets.min_length else {}
        made |= {f"max{of}": facets.max_length} if facets.max_length is not None else {}
    return made


def _name_of(annotation: Any) -> str:
    """A short name of a parameter of a generic shape."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return str((get_origin(annotation) or annotation).__name__)


def _as_json(value: Any) -> Any:
    """A value as JSON can have it."""
    if isinstance(value, Mapping):
        return {key: _as_json(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value.isoformat() if isinstance(value, date) else value


def _both(words: Phrase, between: str) -> str:
    return f"{words['zh']}{between}{words['en']}"

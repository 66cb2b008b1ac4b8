"""JSON Schemas of the policy's files, made from the models, so that an editor can complete, explain and check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from handbook.files.atomic_write import replacing
from handbook.lang.words import Words
from handbook.schema.field_words import FIELD_WORDS, FieldWords
from handbook.schema.models import (
    IDENTIFIER,
    CalendarFile,
    ChapterFile,
    ConsistencyEntry,
    GlossaryFile,
    GuardrailEntry,
    Identifier,
    ParameterEntry,
    ParameterFile,
    RoleEntry,
)
from handbook.schema.rule_models import CaseEntry, RuleFile

FOLDER = ".schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PARAMETERS = "parameters"
_SHAPES: Mapping[str, Any] = {
    _PARAMETERS: ParameterFile,
    "chapter": ChapterFile,
    "roles": dict[Identifier, RoleEntry],
    "glossary": GlossaryFile,
    "calendar": CalendarFile,
    "rule": RuleFile,
    "cases": list[CaseEntry],
    "consistency": list[ConsistencyEntry],
    "guardrails": list[GuardrailEntry],
}
_OF_FILE = {"organization.yml": _PARAMETERS, "chapters": "chapter", "rules": "rule"}  # others have their kind's name


def kind_of(name: str) -> str:
    """The kind of a file by its name in the policy's directory: `parameters/pay.yml` is `parameters`."""
    folder, _, file = name.rpartition("/")
    return _OF_FILE.get(folder or file, folder or file.removesuffix(".yml"))


def schemas() -> Mapping[str, JsonSchemaValue]:
    """Every kind's schema, those of floors above included."""
    made = {kind: _schema(kind, shape, FIELD_WORDS) for kind, shape in _SHAPES.items()}
    for point in entry_points(group="handbook.schemas"):
        shape, words = point.load()
        made[point.name] = _schema(point.name, shape, {**FIELD_WORDS, **words})
    return made


def schema_files() -> Iterator[tuple[str, str]]:
    """The files' names in the folder, and their text."""
    for kind, schema in schemas().items():
        yield f"{kind}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def modeline(name: str) -> str:
    """The comment that tells an editor which schema a file of the policy has."""
    return f"# yaml-language-server: $schema={'../' * name.count('/')}{FOLDER}/{kind_of(name)}.json"


def write_schemas(data: Path) -> list[Path]:
    """Write them below the policy's directory, where they differ. Returns what was written. Raises OSError."""
    folder, written = data / FOLDER, []
    folder.mkdir(exist_ok=True)
    for name, text in schema_files():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            with replacing(path) as replacement:
                replacement.file.write(text.encode())
                replacement.commit()
            written.append(path)
    return written


class _Generator(GenerateJsonSchema):
    """What pydantic leaves open is closed here, so that an editor sees what the loader refuses."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:  # noqa: ARG002
        return {"type": "number"}  # the models keep it exact, which is nothing an editor has to know

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        return {**made, "pattern": r"\S"} if schema.get("strip_whitespace") and schema.get("min_length") else made


def _schema(kind: str, shape: Any, words: Mapping[str, FieldWords]) -> JsonSchemaValue:
    schema = TypeAdapter(shape).json_schema(schema_generator=_Generator)
    if kind == _PARAMETERS:  # the group's title, then one entry a parameter
        entry = TypeAdapter(ParameterEntry).json_schema(schema_generator=_Generator, ref_template="#/$defs/{model}")
        schema["$defs"] = schema.get("$defs", {}) | entry.pop("$defs")
        schema["additionalProperties"] = False
        schema["patternProperties"] = {f"^(?!title$){IDENTIFIER[1:]}": entry}
    _explain(schema, words)
    return {"$schema": DIALECT, "title": kind, **{key: value for key, value in schema.items() if key != "title"}}


def _explain(schema: Any, words: Mapping[str, FieldWords]) -> None:
    """Say at every key what it is; docstrings of the models are for programmers and stay out."""
    if isinstance(schema, list):
        for each in schema:
            _explain(each, words)
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("description"), str) and "properties" in schema:
        del schema["description"]
    for key, each in schema.get("properties", {}).items():
        told = words[key]
        each["title"] = _both(told.label, " ")
        each["description"] = _both(told.help, "\n")
    for key, each in schema.items():
        if key == "properties":
            for inner in each.values():
                _explain(inner, words)
        elif key in ("$defs", "patternProperties"):
            for name, inner in each.items():
                inner.pop("title", None) if name in schema.get("$defs", {}) else None
                _explain(inner, words)
        else:
            _explain(each, words)


def _both(words: Words, between: str) -> str:
    return f"{words.zh}{between}{words.en}"

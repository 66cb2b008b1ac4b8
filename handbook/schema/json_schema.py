"""JSON Schemas of the policy's files, made from the models, so that an editor can complete, explain and check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema, to_jsonable_python

from handbook.files.atomic_write import replacing
from handbook.lang.catalogue import Phrase
from handbook.schema.examples import value_for
from handbook.schema.fields import ModelField, fields_of
from handbook.schema.file_kinds import PARAMETERS, kind_of, shapes
from handbook.schema.models import IDENTIFIER, ParameterEntry

FOLDER = ".schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Schemas:
    """Every kind's schema, and the words that they lack: files of words, with the keys that are missing there."""

    by_kind: Mapping[str, JsonSchemaValue]
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


class _Generator(GenerateJsonSchema):
    """What pydantic leaves open is closed here, so that an editor sees what the loader refuses."""

    missing: dict[str, list[str]]

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Each key with its words; a model's name and docstring are for programmers and stay out."""
        made = super().model_schema(schema)
        made.pop("title", None)
        made.pop("description", None)
        for field in fields_of(schema["cls"]):
            made["properties"][field.key] |= self._explained(field)
        return made

    def _explained(self, field: ModelField) -> JsonSchemaValue:
        lacking = field.missing_words()
        for file, key in lacking:
            self.missing.setdefault(file, []).append(key)
        words = {"title": _both(field.label, " "), "description": _both(field.help, "\n")} if not lacking else {}
        has_example = field.info.examples or field.example("zh")
        return {**words, **({"examples": [to_jsonable_python(value_for(field))]} if has_example else {})}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:  # noqa: ARG002
        return {"type": "number"}  # the models keep it exact, which is nothing an editor has to know

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        return {**made, "pattern": r"\S"} if schema.get("strip_whitespace") and schema.get("min_length") else made


def _schema(kind: str, shape: Any, missing: dict[str, list[str]]) -> JsonSchemaValue:
    schema = _of_shape(shape, missing)
    if kind == PARAMETERS:  # the group's title, then one entry a parameter
        entry = _of_shape(ParameterEntry, missing)
        schema["$defs"] = schema.get("$defs", {}) | entry.pop("$defs")
        schema["additionalProperties"] = False
        schema["patternProperties"] = {f"^(?!title$){IDENTIFIER[1:]}": entry}
    return {"$schema": DIALECT, "title": kind, **schema}


def _of_shape(shape: Any, missing: dict[str, list[str]]) -> JsonSchemaValue:
    generator = _Generator(by_alias=True)
    generator.missing = missing
    return generator.generate(TypeAdapter(shape).core_schema, mode="validation")


def _both(words: Phrase, between: str) -> str:
    return f"{words['zh']}{between}{words['en']}"

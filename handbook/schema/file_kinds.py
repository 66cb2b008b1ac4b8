"""The kinds of files that a policy has, and the shape of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from handbook.files.installed import entry_points
from handbook.schema.models import (
    CalendarFile,
    ChapterFile,
    ConsistencyEntry,
    GlossaryFile,
    GuardrailEntry,
    Identifier,
    ParameterFile,
    RoleEntry,
)
from handbook.schema.rule_models import CaseEntry, RuleFile

PARAMETERS = "parameters"
_SHAPES: Mapping[str, Any] = {
    PARAMETERS: ParameterFile,
    "chapter": ChapterFile,
    "roles": dict[Identifier, RoleEntry],
    "glossary": GlossaryFile,
    "calendar": CalendarFile,
    "rule": RuleFile,
    "cases": list[CaseEntry],
    "consistency": list[ConsistencyEntry],
    "guardrails": list[GuardrailEntry],
}
_OF_FILE = {"organization.yml": PARAMETERS, "chapters": "chapter", "rules": "rule"}  # others have their kind's name


@cache
def shapes() -> Mapping[str, Any]:
    """The shape of each kind of file, those of floors above included."""
    return {**_SHAPES, **{point.name: point.load() for point in entry_points(group="handbook.schemas")}}


def kind_of(name: str) -> str:
    """The kind of a file by its name in the policy's directory: `parameters/pay.yml` is `parameters`."""
    folder, _, file = name.rpartition("/")
    return _OF_FILE.get(folder or file, folder or file.removesuffix(".yml"))

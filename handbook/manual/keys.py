"""The keys of rules, cases and tables: what each is, from the models' own fields."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from handbook.lang.catalogue import NOTHING, Listed, Phrase, Verbatim
from handbook.lang.languages import Lang, Text
from handbook.lang.words import SearchWords, Words
from handbook.records import frozen
from handbook.schema import rule_models
from handbook.schema.examples import example_in
from handbook.schema.fields import ModelField, fields_of
from handbook.schema.models import CLAUSE_ID, IDENTIFIER, Band, BandsParameter, Confirmation, DatedEntry, LegalNote
from handbook.shapes.marks import After, Facets, OneOf
from handbook.shapes.shape import Shape, shape_in


@frozen
class Topic:
    """A section of the page: the shapes that it tells, and an example of them, which stands in `examples/`."""

    name: str
    shapes: tuple[type[Shape], ...]

    @property
    def title(self) -> Phrase:
        return Phrase(f"handbook.manual.topics.{self.name}.title")

    @property
    def about(self) -> Phrase:
        """What belongs there, in a sentence or two."""
        return Phrase(f"handbook.manual.topics.{self.name}.about")

    @property
    def example(self) -> str:
        """As HR would write it, in YAML."""
        return (files("handbook.manual") / "examples" / f"{self.name}.yml").read_text(encoding="utf-8").strip()


TOPICS = (
    Topic("rule", (rule_models.RuleFile,)),
    Topic(
        "inputs",
        (
            rule_models.AskedNumber,
            rule_models.AskedChoice,
            rule_models.AskedSwitch,
            rule_models.AskedDate,
            rule_models.RowsInput,
        ),
    ),
    Topic("steps", (rule_models.StepEntry, rule_models.UseEntry)),
    Topic("refuse", (rule_models.StopEntry,)),
    Topic("outcomes", (rule_models.OutcomeEntry,)),
    Topic("ask", (rule_models.AskEntry,)),
    Topic(
        "picture",
        (rule_models.WaterfallPicture, rule_models.Bar, rule_models.StepsPicture, rule_models.TimelinePicture),
    ),
    Topic("cases", (rule_models.CaseEntry, rule_models.CaseQuestion)),
    Topic("tables", (BandsParameter, DatedEntry, Band)),
)
# Told in README.md for all files alike, and the fields of a list, which are as inputs of their kind, but always asked.
ELSEWHERE = (
    *(Words, SearchWords, LegalNote, Confirmation),
    *(rule_models.NumberInput, rule_models.ChoiceInput, rule_models.SwitchInput, rule_models.DateInput),
)


@frozen
class Key:
    """A key as HR sees it. `default` is what holds where it is left out, as it is written; nothing where nothing is."""

    field: ModelField

    @property
    def name(self) -> str:
        return self.field.key

    @property
    def needed(self) -> bool:
        return self.field.info.is_needed

    @property
    def default(self) -> str:
        found = self.field.info.default
        if self.needed or found is None or not isinstance(found, (bool, int, str, Decimal)):
            return ""
        return str(found).lower() if isinstance(found, bool) else str(found)

    @property
    def takes(self) -> Text:
        """What may be written there."""
        return _takes(self.field.info.annotation, self.field.info.marks)

    def example(self, lang: Lang) -> str:
        """`key: value`; nothing where what it takes says all."""
        if not (self.field.info.examples or self.field.example("zh")):
            return ""
        return example_in(lang, self.field, self.name)


def keys_of(shape: type[Shape]) -> Iterator[Key]:
    """The keys of a shape, the needed ones first."""
    yield from sorted(map(Key, fields_of(shape)), key=lambda key: not key.needed)


def shape_title(shape: Any) -> Phrase:
    """What a shape is called."""
    written = shape_in(shape)
    assert written is not None
    return Phrase(f"handbook.manual.shapes.{written.__name__}")


def shapes_in(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes in a type, those in their fields included."""
    for part in get_args(annotation):
        yield from shapes_in(part)
    shape = shape_in(annotation)
    if shape:
        yield shape
        for field in fields_of(annotation):
            yield from shapes_in(field.info.annotation)


# what a type takes, in words

_PLAIN: dict[Any, str] = {
    bool: "switch", date: "day", Decimal: "number", int: "whole", str: "text", Any: "anything", Words: "words",
    SearchWords: "search_words",
}  # fmt: skip
_PATTERNS = {IDENTIFIER: "name", CLAUSE_ID: "clause", rule_models.CASE_ID: "case_id"}


def _takes(annotation: Any, metadata: Sequence[Any] = ()) -> Text:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes(parts[0], (*parts[1:], *metadata))
    if origin in (Union, types.UnionType):
        return _either([_takes(part) for part in parts if part is not type(None)])
    if origin is Literal:
        return Listed(tuple(Verbatim(f"`{str(part).lower() if part is True else part}`") for part in parts))
    if origin in (list, tuple):
        return _word("list", of=_takes(parts[0]))
    if origin is dict:
        return _word("mapping", of=_takes(parts[1]))
    if shape_in(annotation) and annotation not in _PLAIN:
        return shape_title(annotation)
    return _plain_words(annotation, metadata)


def _plain_words(annotation: Any, metadata: Sequence[Any]) -> Text:
    if any(isinstance(each, (After, OneOf)) for each in metadata):
        return _word("unit")
    for each in metadata:
        pattern = getattr(each, "pattern", None)
        if pattern in _PATTERNS:
            return _word(_PATTERNS[pattern])
    facets = [each for each in metadata if isinstance(each, Facets)]
    least = [each.least for each in facets if each.least is not None]
    most = [each.most for each in facets if each.most is not None]
    if annotation is int and least and most:
        return _word("whole_between", least=least[0], most=most[0])
    return _word(_PLAIN.get(annotation, "anything"))


def _either(texts: Sequence[Text]) -> Text:
    distinct = list({text["zh"]: text for text in texts}.values())
    return Listed(tuple(distinct), "either") if len(distinct) > 1 else distinct[0] if distinct else NOTHING


def _word(name: str, **facts: object) -> Phrase:
    return Phrase(f"handbook.manual.takes.{name}", facts)

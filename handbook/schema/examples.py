"""What HR may write under a key, as messages show it: from the field itself, so that one key is no other's namesake.

A field of a model carries its example: `Field(examples=[…])`, or `Fitting`, where what fits depends on what stands
around it; where it is words, it stands with the field's other words (`fields.py`). Where a field has none, its type is
example enough. Written down as it stands in a message, an example is accepted.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from handbook.files.yaml.writing import flow
from handbook.lang.catalogue import Phrase
from handbook.lang.languages import LANGS, WRITTEN, Lang, written_for
from handbook.lang.words import Words
from handbook.schema.fields import ModelField, field_of, fields_of
from handbook.schema.fitting import Around, Fitting
from handbook.shapes.marks import Facets
from handbook.shapes.shape import shape_in

Example = str | Mapping[Lang, str]  # by language, where it is not the same in each


def example_of(what: Any, key: str, around: Around = ()) -> Example:
    """`key: value` for a field or a type, as a person would write it on one line."""
    texts = {lang: example_in(lang, what, key, around) for lang in WRITTEN}
    return texts["zh"] if texts["zh"] == texts["en"] else {lang: texts.get(lang, texts["zh"]) for lang in LANGS}


def example_in(lang: Lang, what: Any, key: str, around: Around = ()) -> str:
    """The same for the readers of one language."""
    return f"{key}: {flow(value_for(what, around, written_for(lang)))}"


def value_for(what: Any, around: Around = (), lang: Lang = "zh") -> Any:
    """A value that a field or type may have; of a mapping what it must have."""
    return _in_words(_value(what, around, lang))


def _value(annotation: Any, around: Around, lang: Lang) -> Any:
    if isinstance(annotation, ModelField):
        return _of_field(annotation, around, lang)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_parts(parts[0], parts[1:], around, lang)
    if origin in (Union, types.UnionType):
        return _value(next(part for part in parts if part is not type(None)), around, lang)
    if origin is Literal:
        return parts[0]
    if origin in (list, tuple):
        return [_value(parts[0], around, lang)]
    if origin is dict:
        return {_value(parts[0], around, lang): _value(parts[1], around, lang)}
    if shape_in(annotation):
        return _of_model(annotation, around, lang)
    return _PLAIN.get(annotation, "…")


_PLAIN: dict[Any, Any] = {date: date(2026, 1, 1), bool: True, int: 1, Decimal: 20}


def _of_model(model: Any, around: Around, lang: Lang) -> dict[str, Any]:
    needed, made = {*_needed_at_least(model)}, dict[str, Any]()
    for field in fields_of(model):
        if field.info.is_needed or field.key in needed or field.key in WRITTEN:
            made[field.key] = _value(field, [made, *around], lang)
    return made


def _needed_at_least(model: Any) -> Sequence[str]:
    """Of keys of which a model needs one, the first; nothing where it has no such keys."""
    shape = shape_in(model)
    return (*shape.any_of, *shape.one_of)[:1] if shape else ()


def _of_field(field: ModelField, around: Around, lang: Lang) -> Any:
    words = field.example(lang)
    if words is None:
        return _of_parts(field.info.annotation, (Facets(examples=field.info.examples), *field.info.marks), around, lang)
    if get_origin(field.info.annotation) is list:
        return words.split(", ")
    return {each: field.example(each) for each in WRITTEN} if Words in _options(field.info.annotation) else words


def _options(annotation: Any) -> Sequence[Any]:
    return get_args(annotation) or (annotation,)


def _of_parts(annotation: Any, metadata: Sequence[Any], around: Around, lang: Lang) -> Any:
    for each in metadata:
        if isinstance(each, Fitting):
            return each.make(around)
    for each in metadata:
        if isinstance(each, Facets) and each.examples:
            return each.examples[0]
    return _value(annotation, around, lang)


def _in_words(value: Any) -> Any:
    """A value in which each phrase is what HR would write: the text in every written language."""
    if isinstance(value, Phrase):
        return {lang: value[lang] for lang in WRITTEN}
    if isinstance(value, dict):
        return {key: _in_words(part) for key, part in value.items()}
    return [_in_words(part) for part in value] if isinstance(value, list) else value


def example_under(model: Any, key: str, around: Around = ()) -> Example:
    """`key: value` for a key of a model."""
    return example_of(field_of(model, key), key, around)

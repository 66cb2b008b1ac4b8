"""The fields of a form, made from the models of the files: there is no second list of what can be entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from pydantic.fields import FieldInfo

from handbook.edit.proposal import NewValue
from handbook.files.yaml_writing import read_value
from handbook.lang.days import parse_day
from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.units import unit_label
from handbook.lang.words import Words
from handbook.policy.book import Clause, Parameter
from handbook.schema.field_words import FIELD_WORDS
from handbook.schema.models import Band, BandsParameter, ClauseEntry, DatedEntry

Widget = Literal["number", "text", "long", "date", "select"]
SPARE_BANDS = 2  # empty rows below those of a table


@dataclass(frozen=True)
class Field:
    """One control: its name in the form is its path in the file, joined by dots (`note.zh`, `value.0.gives`)."""

    path: tuple[str, ...]
    label: str
    widget: Widget
    required: bool = False
    value: str = ""
    unit: str = ""
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    problems: list[str] = field(default_factory=list, compare=False)

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def id(self) -> str:
        return "-".join(("field", *self.path))


def fields_of_value(parameter: Parameter, lang: Lang, given: Mapping[str, str]) -> list[Field]:
    """The controls for a new dated value; `given` is what was entered so far, by name."""
    fields: list[Field] = []
    for key, info in DatedEntry.model_fields.items():
        name = info.alias or key
        made = _of_parameter(parameter, lang) if key == "value" else _of_model(name, info, lang)
        fields += [_filled(each, given) for each in made]
    return fields


def fields_of_clause(clause: Clause, lang: Lang, given: Mapping[str, str]) -> list[Field]:
    """The controls for a clause: its texts in every language that stands in the file."""
    fields: list[Field] = []
    for key, info in ClauseEntry.model_fields.items():
        words = getattr(clause.entry, key)
        if not isinstance(words, Words) or not info.is_required():
            continue
        for each in _words(key, True, lang, long=key == "text"):
            standing = words.zh if each.path[-1] == "zh" else words.en
            fields.append(_filled(each, {each.name: standing} | dict(given)))
    return fields


def new_value(parameter: Parameter, given: Mapping[str, str]) -> NewValue | None:
    """What was entered, as it will stand in the file; None where the day from which it holds is none."""
    since = parse_day(given.get("from", "").strip())
    if since is None:
        return None
    note: dict[str, str] = {lang: text for lang in WRITTEN if (text := given.get(f"note.{lang}", "").strip())}
    ref = given.get("ref", "").strip()
    return NewValue(since, _value(parameter, given), read_value(given.get("decided", "")), ref, note or None)


def clause_words(clause: Clause, given: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The texts that were entered and differ from those that stand."""
    fields = fields_of_clause(clause, "zh", {})
    entered = {each.path: given.get(each.name, each.value).replace("\r\n", "\n").strip() for each in fields}
    return {each.path: entered[each.path] for each in fields if entered[each.path] != each.value}


def _value(parameter: Parameter, given: Mapping[str, str]) -> Any:
    match parameter.entry.type:
        case "text":
            return {lang: given.get(f"value.{lang}", "").strip() for lang in WRITTEN}
        case "bands":
            return [
                {key: read_value(given.get(f"value.{index}.{key}", "")) for key in Band.model_fields}
                for index in range(len(given))
                if any(given.get(f"value.{index}.{key}", "").strip() for key in Band.model_fields)
            ]
    return read_value(given.get("value", ""))


def _of_parameter(parameter: Parameter, lang: Lang) -> Iterator[Field]:
    """The value's own controls, by the parameter's type."""
    entry, label = parameter.entry, _label("value", lang)
    match entry.type:
        case "text":
            yield from _words("value", True, lang)
        case "date":
            yield Field(("value",), label, "date", True)
        case "switch":
            options = [("true", entry.choices.true[lang]), ("false", entry.choices.false[lang])]
            yield Field(("value",), label, "select", True, options=options)
        case "choice":
            yield Field(("value",), label, "select", True, options=[(id, w[lang]) for id, w in entry.choices.items()])
        case "bands":
            yield from _bands(entry, lang)
        case _:
            unit = unit_label(entry.unit, lang)
            hint = f"{entry.min} – {entry.max}"
            yield Field(("value",), label, "number", True, unit=unit, hint=hint)


def _bands(entry: BandsParameter, lang: Lang) -> Iterator[Field]:
    standing = entry.values[-1].value
    for index in range(len(standing) + SPARE_BANDS):
        for key in Band.model_fields:
            unit = unit_label(entry.by if key == "at_least" else entry.unit, lang)
            value = str(getattr(standing[index], key)) if index < len(standing) else ""
            yield Field(("value", str(index), key), f"{index + 1}. {_label(key, lang)}", "number", False, value, unit)


def _of_model(name: str, info: FieldInfo, lang: Lang) -> Iterator[Field]:
    """Controls by a field's annotation: a day, words in both languages, or a line of text."""
    kinds = get_args(info.annotation) or (info.annotation,)
    if Words in kinds:
        yield from _words(name, info.is_required(), lang)
    else:
        widget: Widget = "date" if date in kinds else "text"
        yield Field((name,), _label(name, lang), widget, info.is_required(), hint=FIELD_WORDS[name].help[lang])


def _words(name: str, required: bool, lang: Lang, long: bool = False) -> Iterator[Field]:
    tongues = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
    for tongue in WRITTEN:
        label = f"{_label(name, lang)} · {tongues[tongue][lang == 'en']}"
        yield Field((name, tongue), label, "long" if long else "text", required)


def _label(name: str, lang: Lang) -> str:
    return FIELD_WORDS[name].label[lang]


def _filled(each: Field, given: Mapping[str, str]) -> Field:
    value = given.get(each.name, each.value)
    return Field(each.path, each.label, each.widget, each.required, value, each.unit, each.hint, each.options)

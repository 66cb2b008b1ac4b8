"""The fields of a form, made from the models of the files: there is no second list of what can be entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, Literal, get_args

from handbook import (
    NOTHING,
    WRITTEN,
    Band,
    BandsParameter,
    Clause,
    ClauseEntry,
    DatedEntry,
    Lang,
    ModelField,
    NewValue,
    Parameter,
    Shape,
    Words,
    field_of,
    fields_of,
    frozen,
    parse_day,
    read_value,
    unit_label,
)

Widget = Literal["number", "text", "long", "date", "select"]
SPARE_BANDS = 2  # empty rows below those of a table


@frozen
class Control:
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


def fields_of_value(parameter: Parameter, lang: Lang, given: Mapping[str, str]) -> list[Control]:
    """The controls for a new dated value; `given` is what was entered so far, by name."""
    fields: list[Control] = []
    for each in fields_of(DatedEntry):
        made = _of_parameter(parameter, lang) if each.key == "value" else _of_model(each, lang)
        fields += [_filled(each, given) for each in made]
    return fields


def fields_of_clause(clause: Clause, lang: Lang, given: Mapping[str, str]) -> list[Control]:
    """The controls for a clause: its texts in every language that stands in the file."""
    fields: list[Control] = []
    for known in fields_of(ClauseEntry):
        words = getattr(clause.entry, known.info.name)
        if not isinstance(words, Words) or not known.info.is_needed:
            continue
        for each in _words(known, True, lang, long=known.key == "text"):
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
                {
                    field.key: read_value(text)
                    for field in fields_of(Band)
                    if (text := given.get(f"value.{index}.{field.key}", "").strip()) or field.info.is_needed
                }
                for index in range(len(given))
                if any(given.get(f"value.{index}.{field.key}", "").strip() for field in fields_of(Band))
            ]
    return read_value(given.get("value", ""))


def _of_parameter(parameter: Parameter, lang: Lang) -> Iterator[Control]:
    """The value's own controls, by the parameter's type."""
    entry, value = parameter.entry, _known(DatedEntry, "value")
    label = value.label[lang]
    match entry.type:
        case "text":
            yield from _words(value, True, lang)
        case "date":
            yield Control(("value",), label, "date", True)
        case "switch":
            options = [("true", entry.choices.true[lang]), ("false", entry.choices.false[lang])]
            yield Control(("value",), label, "select", True, options=options)
        case "choice":
            yield Control(("value",), label, "select", True, options=[(id, w[lang]) for id, w in entry.choices.items()])
        case "bands":
            yield from _bands(entry, lang)
        case _:
            unit = unit_label(entry.unit, lang)
            hint = f"{entry.min} – {entry.max}"
            yield Control(("value",), label, "number", True, unit=unit, hint=hint)


def _bands(entry: BandsParameter, lang: Lang) -> Iterator[Control]:
    standing = entry.values[-1].value
    for index in range(len(standing) + SPARE_BANDS):
        for known in fields_of(Band):
            unit = unit_label(entry.unit if known.key == "gives" else entry.by, lang)
            value = _written(standing[index], known.key) if index < len(standing) else ""
            label = known.label[lang]
            yield Control(("value", str(index), known.key), f"{index + 1}. {label}", "number", False, value, unit)


def _written(band: Band, key: str) -> str:
    """A band's key as it stands in the file."""
    value = getattr(band, key)
    return (NOTHING if key == "gives" else "") if value is None else str(value)


def _of_model(field: ModelField, lang: Lang) -> Iterator[Control]:
    """Controls by a field's annotation: a day, words in both languages, or a line of text."""
    required = field.info.is_needed
    kinds = get_args(field.info.annotation) or (field.info.annotation,)
    if Words in kinds:
        yield from _words(field, required, lang)
    else:
        widget: Widget = "date" if date in kinds else "text"
        yield Control((field.key,), field.label[lang], widget, required, hint=field.help[lang])


def _words(field: ModelField, required: bool, lang: Lang, long: bool = False) -> Iterator[Control]:
    for written in WRITTEN:
        label = f"{field.label[lang]} · {_known(Words, written).label[lang]}"
        yield Control((field.key, written), label, "long" if long else "text", required)


def _known(model: type[Shape], key: str) -> ModelField:
    """A field that the model has. Raises LookupError for a key that it has not."""
    found = field_of(model, key)
    if found is None:
        raise LookupError(f"{model.__name__} has no field {key}")
    return found


def _filled(each: Control, given: Mapping[str, str]) -> Control:
    value = given.get(each.name, each.value)
    return Control(each.path, each.label, each.widget, each.required, value, each.unit, each.hint, each.options)

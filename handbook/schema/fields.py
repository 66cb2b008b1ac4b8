"""The fields of the models in words: what a key is called, what is to be written there, an example that is words.

They stand in the package of the model, in `words/<lang>/fields.yml` under `<Model>.<key>`. A field that a model has
inherited has the words of the model that defines it. Nothing lists the fields beside the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.lang.catalogue import Phrase, entry, section
from handbook.lang.languages import LANGS, WRITTEN, Lang
from handbook.records import frozen
from handbook.shapes import shape
from handbook.shapes.shape import Field, Shape, shape_in


@frozen
class ModelField:
    """A field: the model that defines it, its key as it stands in files, and what else is known of it."""

    model: type[Shape]
    key: str
    info: Field

    @property
    def package(self) -> str:
        """The package that has the model, and so the words."""
        return self.model.__module__.partition(".")[0]

    @property
    def path(self) -> str:
        """Under what its words stand: `DatedEntry.from`."""
        return f"{self.model.__name__}.{self.key}"

    @property
    def label(self) -> Phrase:
        """What it is called."""
        return Phrase(f"{self.package}.fields.{self.path}.label")

    @property
    def help(self) -> Phrase:
        """What is to be written there."""
        return Phrase(f"{self.package}.fields.{self.path}.help")

    def example(self, lang: Lang) -> str | None:
        """An example that is words; of a key that is a language, in that one. None where it has none."""
        by_language = self.key in LANGS
        path = self.model.__name__ if by_language else self.path
        if f"{path}.example" not in section(self.package, "fields", "zh"):
            return None
        return str(entry(f"{self.package}.fields.{path}.example", self.key if by_language else lang))

    def missing_words(self) -> list[tuple[str, str]]:
        """Files of words, and the keys that they lack: `handbook/words/en/fields.yml`, `DatedEntry.from.label`."""
        return [
            (f"{self.package}/words/{lang}/fields.yml", f"{self.path}.{kind}")
            for lang in WRITTEN
            for kind in ("label", "help")
            if f"{self.path}.{kind}" not in section(self.package, "fields", lang)
        ]


def fields_of(model: Any) -> Iterator[ModelField]:
    """The fields of a model, in its order, those that it has inherited included."""
    for info in shape.declared_fields(model):
        yield ModelField(_defined_in(model, info.name), info.key, info)


def field_of(model: Any, key: str | int) -> ModelField | None:
    """The field with a key as it stands in files."""
    return next((field for field in fields_of(model) if key == field.key), None)


def _defined_in(model: Any, name: str) -> type[Shape]:
    """The class in which a field is written, a generic one without its parameter."""
    written = shape_in(model)
    assert written is not None
    return next(each for each in written.__mro__ if issubclass(each, Shape) and name in shape.written_in(each))

"""Words that people write in the data, in the languages of the handbook."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handbook.lang.languages import Lang, Text
from handbook.lang.traditional import to_traditional

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

_GIVEN: dict[frozenset[str], set[str]] = {}  # the few sets of fields that are given together


class Lean:
    """A model of which there are many: those with the same fields share what pydantic notes of each, which is half of
    what a small one takes."""

    __pydantic_fields_set__: set[str]

    def model_post_init(self, _context: Any, /) -> None:
        """Called by pydantic with every new one."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


class Words(Lean, BaseModel, Text):
    """One text in each written language. `words["zh-Hant"]` converts where nothing is given."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    zh: Sentence
    en: Sentence
    zh_hant: Sentence | None = Field(default=None, alias="zh-Hant")

    def __getitem__(self, lang: Lang, /) -> str:
        if lang == "en":
            return self.en
        if lang == "zh":
            return self.zh
        return self.zh_hant or to_traditional(self.zh)


class SearchWords(Lean, BaseModel):
    """What people type to find something, per language."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    zh: list[Sentence] = []
    en: list[Sentence] = []

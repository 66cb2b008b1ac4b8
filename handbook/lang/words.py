"""Words that people write in the data, in the languages of the handbook."""

from typing import Annotated

from handbook.lang.languages import Lang, Text
from handbook.lang.traditional import to_traditional
from handbook.shapes.marks import Facets
from handbook.shapes.shape import Shape, field

Sentence = Annotated[str, Facets(min_length=1, strip=True)]


class Words(Shape, Text):
    """One text in each written language. `words["zh-Hant"]` converts where nothing is given."""

    zh: Sentence
    en: Sentence
    zh_hant: Sentence | None = field(default=None, alias="zh-Hant")

    def __getitem__(self, lang: Lang, /) -> str:
        if lang == "en":
            return self.en
        if lang == "zh":
            return self.zh
        return self.zh_hant or to_traditional(self.zh)


class SearchWords(Shape):
    """What people type to find something, per language."""

    zh: list[Sentence] = field(default=[])
    en: list[Sentence] = field(default=[])

"""Which languages the site has."""

from __future__ import annotations

from handbook import Lang, frozen


@frozen
class Language:
    """A language of the site: its configuration and the folder it stands in."""

    name: Lang
    config: str
    folder: str


LANGUAGES = (
    Language("zh", "mkdocs.yml", ""),
    Language("en", "mkdocs.en.yml", "en"),
    Language("zh-Hant", "mkdocs.zh-Hant.yml", "zh-Hant"),
)

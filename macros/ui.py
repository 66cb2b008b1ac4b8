"""The words of the site's own interface, from `ui.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from handbook.lang.languages import Lang
from handbook.lang.words import Words


@cache
def _catalogue() -> dict[str, Words]:
    text = (Path(__file__).parent / "ui.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {key: Words.model_validate(words) for key, words in yaml.load(text, Loader=loader).items()}


def words(prefix: str, lang: Lang) -> dict[str, str]:
    """All words whose keys begin with `prefix`, for scripts that fill them themselves."""
    return {key: entry[lang] for key, entry in _catalogue().items() if key.startswith(prefix)}


def say(key: str, lang: Lang, **facts: object) -> str:
    """The words `key` in `lang`, filled with `facts`. Raises KeyError for a key or fact that is not there."""
    return _catalogue()[key][lang].format(**facts)

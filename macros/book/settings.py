"""What the site's configuration says about the handbook in a language, where there is one beside the policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from handbook import Lang, frozen, use_style


@frozen
class Settings:
    """The handbook's name and how Traditional Chinese is written; empty where nobody has said."""

    title: str = ""
    traditional: str = ""


def settings_of(project: Path, lang: Lang) -> Settings:
    """Those of the `mkdocs*.yml` that is for the language: most often `mkdocs.<lang>.yml`, which is read first."""
    for file in sorted(project.glob("mkdocs*.yml"), key=lambda file: (file.stem != f"mkdocs.{lang}", file.stem)):
        with file.open(encoding="utf-8") as opened:
            config: dict[str, Any] = yaml_load(opened)
        own = config.get("extra", {}).get("handbook", {})
        if own.get("lang") == lang:
            return Settings(config.get("site_name", ""), own.get("traditional", ""))
    return Settings()


def use_style_of(project: Path) -> None:
    """Write Traditional Chinese as the project's settings say, here and in all processes that begin here. Raises
    NoSuchStyle where they name a place that is not known."""
    if place := settings_of(project, "zh-Hant").traditional:
        use_style(place)

"""What the theme ships and no page of ours loads."""

from __future__ import annotations

from pathlib import Path

_UNUSED = ("**/*.map", "assets/javascripts/lunr/**/*", "assets/javascripts/workers/**/*")  # the search is ours


def drop_unused(site: Path) -> None:
    """Delete it from a built site."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()

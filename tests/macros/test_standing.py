"""What `macros/site/processes/standing.py` uses of MkDocs without its promising that it is there.

When one of these fails after an update of MkDocs: read `build` in the new mkdocs/commands/build.py and let that module
do for one page what it does for each. `tests/macros/test_renewal.py` tells whether the pages are the same.
"""

from __future__ import annotations

import inspect

from mkdocs.commands import build
from mkdocs.structure.pages import Page

WHOLE = inspect.getsource(build.build)


def test_a_page_is_read_and_then_written() -> None:
    assert "_populate_page(file.page, config, files, dirty)" in WHOLE
    assert "file.page, config, doc_files, nav, env, dirty, excluded=file.inclusion.is_excluded()" in WHOLE
    assert [*inspect.signature(build._populate_page).parameters][:3] == ["page", "config", "files"]
    assert [*inspect.signature(build._build_page).parameters][:5] == ["page", "config", "doc_files", "nav", "env"]


def test_anchors_are_looked_at_when_all_is_written() -> None:
    assert "file.page.validate_anchor_links(files=files, log_level=log_level)" in WHOLE
    assert [*inspect.signature(Page.validate_anchor_links).parameters] == ["self", "files", "log_level"]

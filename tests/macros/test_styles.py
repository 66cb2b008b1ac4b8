"""The files of styles: ours complete and each sent with its pages, the theme's less what nothing can need."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from macros.assets import styles
from macros.assets.bundle import PAGES, assets, is_source
from macros.assets.purge import InPages, Names, names_in, purged, used_names

DOCS = Path(__file__).resolve().parents[2] / "docs"
MOST_LINES = 400  # of a file of styles
PAGE = """<html class="no-js" dir="ltr"><body data-md-color-scheme="default"><input data-md-toggle="drawer">
<div class="md-nav md-nav--open" id="here"><b>1</b></div></body></html>"""
SCRIPT = 'const a = "made"; b.className = `part--${kind}`; query("kbd");'
NAMES = used_names(names_in(PAGE), [SCRIPT])


@pytest.mark.parametrize(
    "css",
    [
        "body{color:red}",
        ".md-nav,.md-nav--open b{color:red}",
        ".md-nav:hover>b::before{content:'}'}",
        ".made .part--any{color:red}",  # by a script; with a name that it puts together
        "kbd{color:red}",
        ".md-nav:not(.nowhere,[dir=rtl]):nth-child(2n+1){color:red}",
        "#nowhere{color:red}",  # what has an id is not looked at
        "[dir=ltr] .md-nav{color:red}",
        "[data-md-toggle=drawer]:checked~.md-nav{color:red}",
        "[hidden],[href^='a,b{']{color:red}",
        r".md-nav\:x{color:red}",  # not understood
        "@media print{@supports (display:grid){.md-nav{color:red}}}",
        "@keyframes turn{from{top:0}50%{top:1px}}",
        "@font-face{font-family:nowhere}",
        ":root{--a:1px;--b:url(\"data:image/svg+xml,<svg a='}'/>\")}.md-nav{top:var(--a);mask:var( --b)}",
        ":root{--beside:1px;--made:1px}",  # used by our own styles, named by a script
    ],
)
def test_what_may_be_needed_stays(css: str) -> None:
    names = used_names(names_in(PAGE), [SCRIPT, "--made"])
    assert purged(css, names, beside="a{top:var(--beside)}") == css


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".nowhere{color:red}", ""),
        (".nowhere .md-nav,.md-nav{color:red}", ".md-nav{color:red}"),
        (".md-nav>table,.nowhere:not(.md-nav){color:red}", ""),
        ("[dir=rtl] .md-nav{color:red}", ""),
        ("[data-md-toggle=search]:checked~.md-nav{color:red}", ""),
        ('@charset "UTF-8";.nowhere{color:red}b{top:0}', '@charset "UTF-8";b{top:0}'),
        ("@media print{@media screen{.nowhere{color:red}}}b{top:0}", "b{top:0}"),
        (":root{--a:url('data:;}');--b:var(--a)}b{top:0}", "b{top:0}"),  # --a is used by nothing but --b
        (":root{--a:1px;top:0;--b:2px}", ":root{top:0;}"),
    ],
)
def test_what_nothing_needs_goes(css: str, left: str) -> None:
    assert purged(css, NAMES, beside="") == left


def test_what_the_themes_script_begins_in_a_page_needs_that() -> None:
    script, css = 'query(".tabbed-set"); make("tabbed-button", `tabbed-control--${side}`)', ".tabbed-button{color:red}"
    assert purged(css, used_names(names_in(PAGE), [script]), beside="") == ""
    assert purged(css, used_names(names_in('<div class="tabbed-set">'), [script]), beside="") == css


def test_pages_are_looked_through_once_and_those_that_nobody_finished_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "other.html").write_text('<p class="other">', encoding="utf-8")
    first = InPages("zh")
    first.note("index.html", PAGE)
    assert first.of(tmp_path) == names_in(PAGE) | {"p", "other"}
    monkeypatch.setattr("macros.assets.purge.names_in", lambda _: pytest.fail("looked through again"))
    again = InPages("zh")
    again.note("index.html", PAGE)
    assert again.of(tmp_path) == first.of(tmp_path)


def test_the_themes_styles_are_read_whole() -> None:
    """With everything known, nothing is lost but variables that no style uses."""
    package = find_spec("material")
    assert package is not None
    assert package.origin is not None
    css = styles.theme_styles(Path(package.origin).parent / "templates/assets/stylesheets")
    assert len(css) > 100_000
    everything = Names(frozenset(re.findall(r"[\w-]+", css)), ())
    again = purged(css.replace("[dir=", "[data-md-dir="), everything, beside="")
    assert again.replace("[data-md-dir=", "[dir=") == re.sub(r"[^{}]*\{\}", "", css).strip()


SHARED = {"fields.css": ["questions", "signoff"]}  # a page has one of these


def test_every_style_is_in_one_file_and_minified() -> None:
    made = assets(DOCS)
    texts = {entry: styles.text(DOCS, entry) for entry in styles.ENTRIES}
    assert {styles.uri(entry) for entry in styles.ENTRIES} == {uri for uri in made if uri.endswith(".css")}
    assert all(len(made[styles.uri(entry)]) < len(text) for entry, text in texts.items())
    assert not any("@import" in text for text in texts.values())
    alone = [styles.text(DOCS, page) for page in PAGES if (DOCS / styles.uri(page)).is_file()]
    for path in DOCS.glob("assets/css/*.css"):
        if path.stem not in (*styles.ENTRIES, *PAGES):
            text = path.read_text("utf-8")
            within = [entry for entry, whole in texts.items() if text in whole]
            assert (
                len(within) == 1
                or within == SHARED.get(path.name)
                or (not within and any(text in whole for whole in alone))
            ), path.name
            assert is_source(path.relative_to(DOCS).as_posix())
            assert len(text.splitlines()) <= MOST_LINES

"""The policy allows the theme's own inline scripts and no others, whatever the pages hold."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from handbook.lang.languages import LANGS
from macros.assets import csp
from quiz.papers.documents.templates import browser_template

SCOPE = next(script for script in csp.theme_scripts() if "__md_scope=" in script)


def site(folder: Path, html: str, page: str = "chapters/pay/index.html") -> Path:
    path = folder / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html><title>x</title>{html}", encoding="utf-8")
    return folder


def scope(root: str) -> str:
    """The theme's script with the address of the site's root."""
    return f"<script>{csp.HOLE.sub(lambda _: root, SCOPE)}</script>"


def policy(folder: Path, directive: str = "script-src") -> str:
    """What the policy of a site says of scripts, or of something else."""
    csp.write_policy(folder, {each for page in csp.script_hashes(folder, "zh").values() for each in page})
    directives = (folder / csp.FILE).read_text(encoding="utf-8").split("; ")
    return next(each for each in directives if each.startswith(f"{directive} "))


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</SCRIPT >",
        "<script type=module>alert(1)</script>",
        "<script type='text/javascript'>\nalert(1)\n</script>",
        "<script data-type=application/jso>alert(1)</script>",
        "<script data-src=x>alert(1)</script>",
        "<script title='src=x type=application/json'>alert(1)</script>",
        "<script type=module type=application/json>alert(1)</script>",
        '<script title="x>alert(1)</script>',
        "<svg><script>alert(1)</script></svg>",
        '<img src=x onerror="alert(1)">',
        "<img src=x\nonerror=alert(1)>",
        "<img/onerror=alert(1)/src=x>",
        '<img src=x" onerror="alert(1)">',
        '<p title="a>b" onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        "<a href=javascript:alert(1)>x</a>",
        '<a href=" &#106;ava&#10;script:alert(1)">x</a>',
        "<a href = 'j&#97;vascript:alert(1)'>x</a>",
        '<a HREF="\x01 JAVA\tscript:alert(1)">x</a>',
        "<a href=vbscript:alert(1)>x</a>",
        '<p ONCLICK\n= "alert(1)">x</p>',
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<form action="javascript:alert(1)"></form>',
        '<iframe srcdoc="x"></iframe>',
        '<p style="color:red">x</p>',
        "<style>p{color:red}</style>",
    ],
)
def test_what_the_policy_forbids_fails_and_names_the_page(tmp_path: Path, html: str) -> None:
    with pytest.raises(csp.Refused, match=r"^chapters/pay/index\.html: ") as refused:
        csp.script_hashes(site(tmp_path, html), "zh")
    assert "这一页有" in str(refused.value)
    assert " not " in str(refused.value)


@pytest.mark.parametrize(
    "html",
    [
        "<p>on = 5, style = x, onclick=alert(1), javascript:alert(1) 看这里 one = 1 href=javascript:x</p>",
        '<p title="onclick=alert(1) style=x">x</p>',
        '<script type="application/json">{"on": "onclick=x <style>"}</script>',
        '<script src="assets/x.js"></script>',
        '<img src="data:image/png;base64,AAAA">',
        '<a href="../about/#on=x">x</a>',
        "<script> </script>",
    ],
)
def test_words_and_files_are_no_fault(tmp_path: Path, html: str) -> None:
    assert "sha256" not in policy(site(tmp_path, html))


@pytest.mark.parametrize("root", [".", "..", "../..", "/", "/handbook/en/"])
def test_the_themes_scripts_are_known_wherever_the_page_stands(tmp_path: Path, root: str) -> None:
    assert policy(site(tmp_path, scope(root))).count("sha256") == 1


def test_styles_come_from_files_but_those_of_printed_papers(tmp_path: Path) -> None:
    styles = [browser_template(lang)["css"].encode() for lang in LANGS]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" for style in styles]
    assert policy(site(tmp_path, ""), "style-src").split() == ["style-src", "'self'", *hashes]


@pytest.mark.parametrize("root", ['",alert(1),"', "</script>", "x y", "\\"])
def test_nothing_else_hides_in_them(tmp_path: Path, root: str) -> None:
    with pytest.raises(csp.Refused):
        csp.script_hashes(site(tmp_path, scope(root)), "zh")


def test_the_refusal_says_how_to_renew_the_list(tmp_path: Path) -> None:
    with pytest.raises(csp.Refused, match=r"THEME_SCRIPTS in macros/assets/csp\.py"):
        csp.script_hashes(site(tmp_path, f"<script>{'x' * 200}</script>"), "zh")


def test_a_page_with_a_fault_is_refused_however_often_it_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p onclick="count()">x</p>', encoding="utf-8")
    for _ in range(2):
        with pytest.raises(csp.Refused):
            csp.script_hashes(tmp_path, "zh")

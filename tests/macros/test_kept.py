"""What a build leaves for the next one changes nothing of what comes out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import markdown
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from macros.render import kept
from macros.render.kept import Kept, KeptApart
from macros.render.theme import KeptTheme

ROOT = Path(__file__).resolve().parents[2]
HOOK = """
from macros.render.page import keep_pages
def on_nav(nav, config, files):
    keep_pages(files, config)
"""
BLOCK = '<div class="a" id="x&amp;y">\n<p>one</p>\n<div>' + "two " * 30 + "</div>\n\n</div>"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(Kept, "folder", None)
    kept.keep_in(tmp_path)
    yield tmp_path / ".build"
    for each in Kept.every:
        each.forget()


def test_another_project_begins_with_what_it_has_itself(tmp_path: Path) -> None:
    sums = Kept("sums")
    sums.put("a", 1)
    kept.save()
    kept.keep_in(tmp_path / "other")
    assert sums.get("a") is None
    kept.keep_in(tmp_path)
    assert sums.get("a") == 1


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_was_made_is_there_for_the_next_process(folder: Path) -> None:
    one = Kept("sums", "1")
    assert one.get("1+1") is None
    one.put("1+1", ("two", 2))
    kept.save()
    assert Kept("sums", "1").get("1+1") == ("two", 2)
    assert [file.name.partition("-")[0] for file in files(folder)] == ["sums"]


def test_another_version_begins_anew_and_the_old_file_goes(folder: Path) -> None:
    Kept("sums", "1").put("a", 1)
    kept.save()
    new = Kept("sums", "2")
    assert new.get("a") is None
    new.put("b", 2)
    kept.save()
    assert len(files(folder)) == 1
    assert Kept("sums", "1").get("a") is None


def test_processes_side_by_side_keep_what_each_has_made() -> None:
    one, other = Kept("sums"), Kept("sums")
    one.put("a", 1), other.put("b", 2)
    kept.save()
    assert [Kept("sums").get(key) for key in "ab"] == [1, 2]


def test_what_a_run_did_not_use_goes() -> None:
    for keys in ("ab", "bc"):
        one = Kept("pages", rest_goes=True)
        for key in keys:
            one.get(key) or one.put(key, key)
        one.save()
    assert [Kept("pages").get(key) for key in "abc"] == [None, "b", "c"]


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100])
def test_a_damaged_file_counts_for_nothing(folder: Path, damage: bytes) -> None:
    Kept("sums").put("a", 1)
    kept.save()
    files(folder)[0].write_bytes(damage)
    assert Kept("sums").get("a") is None


def test_where_nothing_can_be_written_everything_is_made_again(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    Kept("sums").put("a", 1)
    kept.save()
    assert Kept("sums").get("a") is None


# Large results, each in a file of its own


def test_a_large_result_is_there_at_once_and_for_the_next_process(folder: Path) -> None:
    one = KeptApart("texts", "1")
    assert one.get("a") is None
    one.put("a", ("two", 2))
    assert KeptApart("texts", "1").get("a") == ("two", 2)
    assert [file.name.partition("-")[0] for file in files(folder)] == ["texts"]


def test_of_large_results_what_a_run_did_not_use_goes_with_those_of_other_versions(folder: Path) -> None:
    for version, keys in (("1", "a"), ("2", "ab"), ("2", "bc")):
        one = KeptApart("texts", version)
        for key in keys:
            one.get(key) or one.put(key, key)
        one.save()
    assert [KeptApart("texts", "2").get(key) for key in "abc"] == [None, "b", "c"]
    assert len(files(folder)) == 1


@pytest.mark.parametrize("damage", [b"", b"x" * 100])
def test_a_damaged_large_result_counts_for_nothing(folder: Path, damage: bytes) -> None:
    KeptApart("texts").put("a", 1)
    (file,) = files(files(folder)[0])
    file.write_bytes(damage)
    assert KeptApart("texts").get("a") is None


def test_where_nothing_can_be_written_large_results_are_made_again(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    one = KeptApart("texts")
    one.put("a", 1)
    one.save()
    assert one.get("a") is None


# The theme


def theme() -> MkDocsConfig:
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.theme.__class__ = KeptTheme
    return config


def theme_files(config: MkDocsConfig) -> set[str]:
    found = Files([])
    found.add_files_from_theme(config.theme.get_env(), config)
    return set(found.src_uris)


def test_the_theme_gives_the_site_the_same_files_but_those_that_nobody_loads() -> None:
    plain = theme_files(load_config(str(ROOT / "mkdocs.yml")))
    ours = theme_files(theme())
    assert "assets/images/favicon.png" in ours
    assert ours == {name for name in plain if not re.search("/lunr/|/workers/|[.]map$", name)} < plain
    assert not any(name.startswith(".icons") for name in theme().theme.get_env().list_templates())


def test_a_template_of_the_theme_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    theme().theme.get_env().get_template("partials/logo.html")
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    theme().theme.get_env().get_template("partials/logo.html")


# Pages


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two pages, one of which links to the other's heading and to a block of HTML of its own."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text(HOOK, encoding="utf-8")
    (tmp_path / "docs/index.md").write_text("# Home\n\n[b](b.md#there) [c](#x&y)\n\n" + BLOCK + "\n", "utf-8")
    (tmp_path / "docs/b.md").write_text("# B\n\n## There { #there }\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nhooks: [hook.py]\ntheme: {name: mkdocs, language: zh}\nplugins: {}\nstrict: true\n"
        "markdown_extensions: [attr_list, md_in_html, toc]\nvalidation: {links: {anchors: warn}}\n",
        encoding="utf-8",
    )
    return tmp_path


def made(project: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> dict[str, str]:
    """What MkDocs writes; with a `monkeypatch` no page may be worked on anew."""
    if monkeypatch:
        monkeypatch.setattr(markdown.Markdown, "convert", lambda *_: pytest.fail("made again"))
    build(load_config(str(project / "mkdocs.yml")))
    kept.save()
    return {
        path.name: re.sub("Build Date.*", "", path.read_text("utf-8"))
        for path in sorted((project / "site").rglob("*.html"))
    }


def test_a_page_is_made_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(project) == made(project, monkeypatch)


def test_what_is_wrong_is_told_every_time(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project / "docs/b.md").write_text("# B\n\n[nowhere](c.md)\n", encoding="utf-8")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING), pytest.raises(Exception, match="strict mode"):
            made(project)
        assert any("c.md" in record.getMessage() for record in caplog.records)
        assert any("#there" in record.getMessage() for record in caplog.records), "the anchor of a page that was kept"


def test_a_page_that_is_gone_is_missed_by_those_that_were_kept(project: Path) -> None:
    made(project)
    (project / "docs/b.md").unlink()
    with pytest.raises(Exception, match="strict mode"):
        made(project)


# Pages that are HTML


HTML = """---
title: C
---
<h1 id="top"><span>3</span> C &amp; D</h1>
<h2 id="x">Two <em>words</em></h2>
<p>*one* [a](b.md)</p>
<h3 class="a" id="deep">Deep</h3>
<h3>No anchor</h3>
<h2 id="last">Last</h2>
"""
THE_SAME = """---
title: C
---
# <span>3</span> C &amp; D { #top }

## Two *words* { #x }

### Deep { #deep }

## Last { #last }
"""


@pytest.fixture
def of_html(project: Path) -> Path:
    """The same with a page of HTML, to which the first links."""
    (project / "hook.py").write_text(HOOK.replace("(files, config)", '(files, config, {"c.md"})'), encoding="utf-8")
    (project / "docs/c.md").write_text(HTML, encoding="utf-8")
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("zh}", "zh, navigation_depth: 3}"), encoding="utf-8")
    (project / "docs/index.md").write_text("# Home\n\n[c](c.md#x) [d](c.md#deep)\n", encoding="utf-8")
    return project


def test_a_page_of_html_is_shown_as_it_is(of_html: Path) -> None:
    made(of_html)
    assert HTML.split("---\n")[2].strip() in (of_html / "site/c/index.html").read_text("utf-8")


def test_its_contents_are_those_that_markdown_makes(of_html: Path) -> None:
    (of_html / "docs/d.md").write_text(THE_SAME, encoding="utf-8")
    made(of_html)
    pages = [(of_html / f"site/{name}/index.html").read_text("utf-8") for name in "cd"]
    one, other = (re.findall(r'<a href="(#[^"]+)"[^>]*>([^<]+)</a>', page) for page in pages)
    assert one == other
    assert [words for _, words in one] == ["3 C &amp; D", "Two words", "Deep", "Last"]


def test_its_anchors_are_known(of_html: Path, caplog: pytest.LogCaptureFixture) -> None:
    made(of_html)
    (of_html / "docs/index.md").write_text("# Home\n\n[c](c.md#gone)\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING), pytest.raises(Exception, match="strict mode"):
        made(of_html)
    assert any("#gone" in record.getMessage() for record in caplog.records)

"""`make build`: whole or not at all, and what is wrong is told at its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.macros.project import SET_UP, copy_project, edit

pytestmark = pytest.mark.slow

LATE = "policy_data/chapters/7-discipline.yml"


def build(
    project: Path, hash_seed: str = "0", command: Sequence[str] = ("macros.site.build", "--root", ".")
) -> subprocess.CompletedProcess[str]:
    """Run the build as make does, or another command in its place."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "HANDBOOK_TODAY": "2026-11-23", "PYTHONPATH": str(project), "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def test_three_languages_in_one_folder(project: Path) -> None:
    """Among them a page that was added as CONTRIBUTING.md says: its template, its line in the menu, its title; and the
    handbook for Word, in the language in which it was made. The settings ask for the characters of Hong Kong."""
    (project / "macros/render/templates/pages/safety.md.j2").write_text("# {{ title }}\n\n{{ book.digest }}\n")
    edit(
        project / "macros/site/navigation.py",
        '_page(edition, "glossary.md"),',
        '_page(edition, "safety.md"), _page(edition, "glossary.md"),',
    )
    for lang, title in (("zh", "安全须知"), ("en", "Safety")):
        edit(project / f"macros/words/{lang}/site.yml", "pages:\n", f"pages:\n  safety: {title}\n")
    edit(project / "mkdocs.zh-Hant.yml", "traditional: tw", "traditional: hk")
    assert build(project, command=("handbook", "book", "--docx", "--lang", "en")).returncode == 0
    (made,) = (project / "books").iterdir()
    run = build(project)
    assert run.returncode == 0, run.stderr
    assert (project / f"site/en/files/{made.name}").read_bytes() == made.read_bytes()
    assert f'href="../files/{made.name}"' in (project / "site/en/book/index.html").read_text("utf-8")
    assert not (project / "site/files").exists()
    for folder, title in (("", "安全须知"), ("en/", "Safety"), ("zh-Hant/", "安全須知")):
        assert f"<title>{title}" in (project / f"site/{folder}safety/index.html").read_text(encoding="utf-8")
        assert f">{title}<" in "".join((project / f"site/{folder}glossary/index.html").read_text("utf-8").split())
        assert (project / f"site/{folder}chapters/discipline/index.html").is_file()
    whole = "".join(path.read_text("utf-8") for path in (project / "site/zh-Hant").rglob("*.html"))
    assert [text for text in ("裏", "網絡", "裡", "網路") if text in whole] == ["裏", "網絡"]
    assert not list(project.glob(".site*")), "nothing half built is left behind"


@pytest.mark.parametrize(
    "faults",
    [
        [(LATE, "{{ attendance.minor_fine }}", "{{ attendance.minor_fien }}", "{file}:{line}:")],
        [(LATE, "see: [", "see: [discipline.attendance.nowhere, ", "discipline.attendance.nowhere")],
        [
            ("docs/zh/index.md", 'h.card("quiz.pass_mark")', 'h.card("quiz.pass_mrk")', "{file}:{line}: "),
            ("docs/en/index.md", "h.chapters()", "h.chapter()", "{file}:{line}: "),
        ],
        [
            ("docs/zh/about.md", "(book.md)", "(bok.md)", "bok.md"),
            ("docs/en/about.md", "(for/hr.md)", "(for/hr.md#nowhere)", "#nowhere"),
        ],
        [("docs/zh/about.md", "## ", "<script>count()</script>\n\n## ", "about/index.html: ")],
    ],
    ids=["placeholder", "clause", "parameter and macro in pages", "page and anchor", "script"],
)
def test_what_is_broken_stops_the_build_at_its_place(project: Path, faults: list[tuple[str, str, str, str]]) -> None:
    """Two faults are in two languages: each of them stops at its own, and Traditional at that of Simplified."""
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the site of yesterday", encoding="utf-8")
    expected = []
    for file, old, new, told in faults:
        before = (project / file).read_text(encoding="utf-8").partition(old)[0]
        expected.append(told.format(file=file, line=before.count("\n") + 1))
        edit(project / file, old, new)
    run = build(project)
    assert run.returncode == 1
    assert [told for told in expected if told not in run.stdout + run.stderr] == []
    assert run.stdout.count("✗ Aborted") == (3 if len(faults) == 2 else 0)
    assert "Traceback" not in run.stderr
    assert (site / "index.html").read_text(encoding="utf-8") == "the site of yesterday"


def test_the_same_day_gives_the_same_site(tmp_path: Path) -> None:
    """Whatever the order of sets, and whether or not a build before has left something to the second."""
    project, other = (copy_project(tmp_path / name, set_up=False) for name in ("one", "other"))
    assert build(project, "1").returncode == 0
    shutil.copytree(project / ".build", other / ".build")
    assert build(other, "2").returncode == 0
    assert len(minified(other)) == 3
    assert minified(other) == minified(project)  # no process drops what another needs
    files = sorted(path.relative_to(project / "site") for path in (project / "site").rglob("*") if path.is_file())
    assert len([file for file in files if file.suffix == ".html"]) > 60
    for file in files:
        assert (project / "site" / file).read_bytes() == (other / "site" / file).read_bytes(), file


def minified(project: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (project / ".build").glob("minified-*")}


def test_a_set_up_leaves_what_the_first_build_would_make(tmp_path: Path) -> None:
    project = copy_project(tmp_path, set_up=False)
    command = [sys.executable, "-c", "from macros.site.build import set_up; set_up()"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    kinds = {file.name.rpartition("-")[0] for file in (project / ".build").iterdir()}
    assert kinds == set(SET_UP)
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    assert f"-c '{command[-1]}'" in makefile

"""The site publishes what is public of an exam, and nothing else of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.assets import csp
from macros.site.exams import publish_exams
from quiz.exams.page import PageParts, exam_page
from tests.quiz.exams.sittings import sample

SECRET = "K7M2Q9XTRW31"


def written(path: Path, text: str = SECRET) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an exam, and private files wherever somebody could put them."""
    root = tmp_path / "project"
    page = exam_page(PageParts("let a = 1;", "b{color:red}"), sample())
    written(root / "exams/Q3W7YQEP/public/exam.html", page.decode())
    for name in ("private/a.paper.json", "private/public/b.json", "notes.txt", "privat/c.json", "public.json"):
        written(root / "exams/Q3W7YQEP" / name)
    written(root / "exams/public/d.txt")
    written(root / "exams/e.seats.json")
    (root / "exams/Q3W7YQEP/public/link.json").symlink_to(root / "exams/e.seats.json")
    (root / "exams/Q3W7YQEP/public/all").symlink_to(root / "exams/Q3W7YQEP/private", target_is_directory=True)
    (root / "exams/other").mkdir()
    (root / "exams/other/public").symlink_to(root / "exams/Q3W7YQEP/private", target_is_directory=True)
    return root


def test_nothing_private_reaches_the_site(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_exams(project, site)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert list(files) == ["exams/Q3W7YQEP/exam.html"]
    assert files["exams/Q3W7YQEP/exam.html"] == (project / "exams/Q3W7YQEP/public/exam.html").read_bytes()
    assert not any(SECRET.encode() in content for content in files.values())


def test_a_project_without_exams_is_fine(tmp_path: Path) -> None:
    publish_exams(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_sites_policy_lets_the_exam_run(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_exams(project, site)
    csp.write_policy(site, set())
    policy = (site / csp.FILE).read_text(encoding="utf-8")
    page = (site / "exams/Q3W7YQEP/exam.html").read_text(encoding="utf-8")
    for directive in ("script-src", "style-src"):
        (own,) = (part.split()[-1] for part in page.split('content="')[1].split('"')[0].split(";") if directive in part)
        assert own in next(part for part in policy.split(";") if directive in part)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("let a = 1;", "let a = 2;"),
        ("b{color:red}", "b{color:blue}"),
        ("<body>", "<body onload='x()'>"),
        ("<body>", "<body><script>x()</script>"),
        ("Content-Security-Policy", "X-Policy"),
    ],
)
def test_a_page_that_was_changed_is_refused(project: Path, tmp_path: Path, old: str, new: str) -> None:
    page = project / "exams/Q3W7YQEP/public/exam.html"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    publish_exams(project, tmp_path / "site")
    with pytest.raises(csp.Refused, match=r"exams/Q3W7YQEP/exam\.html"):
        csp.write_policy(tmp_path / "site", set())

"""Names of files: whatever is not read is told, in every folder; and what git knew and is gone is told as well."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from handbook import cli
from handbook.files.folders import folders, list_files
from handbook.policy.load import load
from handbook.problems.problem import Problem
from quiz.sources.written.files import read_questions

BASE = Path(__file__).parent / "policy"
TODAY = date(2026, 11, 23)
SOUND = {
    "parameters": "attendance.yml",
    "chapters": "2-discipline.yml",
    "calendar": "2026.yml",
    "rules": "deduction.yml",
    "cases": "pay.yml",
    "questions": "some.yml",
}
# What becomes of `{stem}.yml` in editors, file managers and mail; none of these is read, so each is told.
MISNAMED = (
    *("{stem}.yml.txt", "{stem}.YML", "{stem}.yaml", "{stem}.yml.bak", "{stem}.yml~", "{stem}.yml.orig", "{stem}.txt"),
    *("{stem} (1).yml", "{stem} 副本.yml", "副本{stem}.yml", "{stem} - copy.yml", "{stem}-副本 2.yml", " {stem}.yml"),
    *("{stem}", "{stem}.Yml", "{stem}.yml.yml", "{stem}．yml", "{stem}\u200b.yml", "{stem}.json", "#{stem}.yml#"),
)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A copy of the small policy, with a folder of questions."""
    root = Path(shutil.copytree(BASE, tmp_path / "policy"))
    (root / "questions").mkdir()
    (root / "questions" / "some.yml").write_text("[]\n")
    return root


def told(root: Path) -> list[Problem]:
    return [problem for problem in load(root, TODAY).problems if problem.severity == "error"]


def test_every_folder_is_tried() -> None:
    assert set(SOUND) == set(folders())


@pytest.mark.parametrize("folder", SOUND)
def test_a_file_under_another_name_is_told_and_nothing_else_is(folder: str, policy: Path) -> None:
    sound = policy / folder / SOUND[folder]
    for form in MISNAMED:
        misnamed = sound.with_name(form.format(stem=sound.stem))
        sound.rename(misnamed)
        problems = told(policy) if form in MISNAMED[:2] else list_files(policy).problems
        assert misnamed.as_posix() in [problem.place.file for problem in problems], form
        assert len(problems) <= 3, [problem.line("en") for problem in problems]
        if folder == "questions":
            assert read_questions(policy).problems, form
        misnamed.rename(sound)
    assert told(policy) == []


@pytest.mark.parametrize("folder", SOUND)
def test_a_copy_beside_the_file_is_told(folder: str, policy: Path) -> None:
    sound = policy / folder / SOUND[folder]
    for form in MISNAMED:
        copy = Path(shutil.copy(sound, sound.with_name(form.format(stem=sound.stem))))
        assert [problem.place.file for problem in list_files(policy).problems] == [copy.as_posix()], form
        copy.unlink()


@pytest.mark.parametrize("name", ["roles", "glossary", "organization", "consistency"])
def test_a_file_at_the_top_under_another_name_is_told(name: str, policy: Path) -> None:
    for form in MISNAMED:
        misnamed = policy / form.format(stem=name)
        (policy / f"{name}.yml").rename(misnamed)
        problems = told(policy) if form in MISNAMED[:2] else list_files(policy).problems
        assert misnamed.as_posix() in [problem.place.file for problem in problems], form
        assert len(problems) <= 3, [problem.line("en") for problem in problems]
        misnamed.rename(policy / f"{name}.yml")


def test_a_name_that_is_no_text(policy: Path) -> None:
    (policy / "questions" / os.fsdecode(b"\xb9\xa4\xd7\xca.yml")).write_text("[]\n")
    for lang in ("zh", "en"):
        assert [problem.line(lang).isprintable() for problem in told(policy)] == [True]


@pytest.mark.parametrize("folder", SOUND)
def test_a_folder_under_another_name_is_told_once(folder: str, policy: Path) -> None:
    for form in ("{}1", "{} (1)", "{} 副本", "{}.bak", "_{}", "{}_old"):
        other = policy / form.format(folder)
        (policy / folder).rename(other)
        problems = told(policy) if form == "{}1" else list_files(policy).problems
        assert other.as_posix() in [problem.place.file for problem in problems], form
        assert len(problems) <= 3, [problem.line("en") for problem in problems]
        other.rename(policy / folder)


@pytest.mark.parametrize("folder", SOUND)
def test_a_file_instead_of_a_folder_and_the_reverse(folder: str, policy: Path) -> None:
    path = policy / folder
    shutil.rmtree(path)
    path.write_text("x")
    assert path.as_posix() in [problem.place.file for problem in told(policy)]
    path.unlink()
    shutil.copytree(BASE / folder, path) if (BASE / folder).is_dir() else path.mkdir()
    (path / SOUND[folder]).unlink(missing_ok=True)
    (path / SOUND[folder]).mkdir()
    problems = [*told(policy), *read_questions(policy).problems]
    assert (path / SOUND[folder]).as_posix() in [problem.place.file for problem in problems]


def test_documents_and_hidden_files_are_left_alone(policy: Path) -> None:
    for name in ("README.md", "questions/README.md", "rules/.pay.yml.swp", "rules/Thumbs.db", "LICENSE", "logo.png"):
        (policy / name).write_text("x")
    (policy / ".schema").mkdir()
    (policy / "pictures").mkdir()
    assert told(policy) == []


# What git knows.


@pytest.fixture
def repository(policy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The policy, committed; with one limit."""
    (policy / "guardrails.yml").write_text(
        "- {id: fine, when: attendance.minor_fine > yuan(900), region: national, cite: {zh: 法, en: law},"
        " clause: discipline.attendance.late, message: {zh: 多, en: much}}\n",
        "utf-8",
    )
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    git(policy.parent, "init", "-q")
    git(policy.parent, "add", "-A")
    commit(policy.parent)
    return policy


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", root, "-c", "core.autocrlf=false", *words], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qam", "x")


@pytest.mark.parametrize("name", ["guardrails.yml", "consistency.yml", "questions", "cases", "calendar"])
def test_what_git_knew_is_missed_until_its_deletion_is_committed(name: str, repository: Path) -> None:
    assert told(repository) == []
    path = repository / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert [(problem.code, problem.place.file) for problem in told(repository)] == [("vanished", path.as_posix())]
    git(repository, "rm", "-rq", name)
    staged = [problem for problem in load(repository, TODAY).problems if problem.code == "vanished"]
    assert [problem.severity for problem in staged] == ["warning"], "a hook before the commit must let it through"
    commit(repository)
    assert "vanished" not in [problem.code for problem in load(repository, TODAY).problems]


def test_one_file_of_a_folder_is_missed_as_a_warning(repository: Path) -> None:
    (repository / "cases" / "pay.yml").unlink()
    found = [(problem.code, problem.severity) for problem in load(repository, TODAY).problems]
    assert found == [("vanished_file", "warning")]


def test_a_file_under_another_name_is_told_by_that_name_alone(repository: Path) -> None:
    (repository / "guardrails.yml").rename(repository / "guardrails.yml.bak")
    assert [problem.code for problem in told(repository)] == ["unknown_file"]
    (repository / "guardrails.yml.bak").rename(repository / "guardrails.yml")
    (repository / "questions" / "some.yml").rename(repository / "questions" / "some.yml.txt")
    assert [problem.code for problem in load(repository, TODAY).problems] == ["renamed_file"]


@pytest.mark.parametrize("trouble", ["no git", "git fails", "no repository", "odd environment"])
def test_where_git_cannot_be_asked_nothing_breaks(
    trouble: str, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "guardrails.yml").unlink()
    (repository / "consistency.yml").unlink()
    shutil.rmtree(repository / "questions")
    if trouble == "no git":
        monkeypatch.setenv("PATH", "")
    elif trouble == "git fails":
        (repository.parent / ".git" / "HEAD").write_text("nonsense")
    elif trouble == "no repository":
        shutil.rmtree(repository.parent / ".git")
    else:
        for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.setenv(key, "/nowhere")
    assert [problem.code for problem in told(repository) if problem.code != "vanished"] == []
    if trouble != "odd environment":
        with pytest.raises(SystemExit) as left:
            cli.main(["check", "--data", str(repository), "--lang", "en", "--today", "2026-11-23"])
        assert left.value.code == 0
        assert "; no consistency rules, no legal limits, no questions" in capsys.readouterr().out

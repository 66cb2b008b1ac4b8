"""Commits of the editor: exactly what was shown, beside what is checked out, and told in words where it cannot be."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.editor import commits
from macros.editor.git import Git
from macros.editor.processes import Processes
from tests.macros.editing import FINE, Browser, alive, bytes_of, git
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.slow

BRANCH = "hr/2026-11-23-attendance-minor-fine"
FILE = "policy_data/parameters/attendance.yml"
NEW = {"from": "2027-07-01", "value": "35", "commit": "1", "who": "张三", "mail": "zhang@example.com"}
LINES = "    - from: 2027-07-01\n      value: 35\n"


def edit_by_hand(browser: Browser, old: str = "  max: 100\n", new: str = "  max: 90\n", file: str = FILE) -> str:
    path = browser.project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path.read_text("utf-8")


def state(browser: Browser) -> tuple[str, ...]:
    """Everything that a commit must leave as it is, but for the branch that it makes."""
    asked = (
        ("symbolic-ref", "HEAD"),
        ("rev-parse", "main"),
        ("diff", "--cached"),
        ("worktree", "list"),
        ("stash", "list"),
    )
    return tuple(git(browser.project, *words) for words in asked)


def hook(browser: Browser, name: str, script: str) -> None:
    path = browser.project / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_a_commit_is_of_the_lines_shown_on_a_branch_of_its_own(repository: Browser) -> None:
    (repository.project / "policy_data" / "README.md").write_text("not mine", "utf-8")
    before = state(repository)
    status, text = repository.post(FINE, NEW)
    assert status == 200
    assert f"git push -u origin {BRANCH}" in text
    assert "你仍在 main 上" in text
    shown = git(repository.project, "show", "--stat", "--format=%an %ae %cn %s", BRANCH)
    assert shown.startswith("张三 zhang@example.com 张三 轻微迟到每次扣款 (attendance.minor_fine)")
    assert "1 file changed, 2 insertions(+)" in shown
    assert state(repository) == before
    assert LINES in (repository.project / FILE).read_text("utf-8")


def test_unrelated_edits_never_meet_on_a_branch(repository: Browser) -> None:
    """The first edit is still uncommitted where one is: it is shown with the second, and left out of its commit."""
    repository.post(FINE, NEW)
    page = repository.get("parameter/attendance.minor_limit")
    assert "这个文件里还有没提交的行" in page
    assert "+    - from: 2027-07-01" in page
    status, text = repository.post("parameter/attendance.minor_limit", NEW | {"value": "35", "rest": "alone"})
    assert status == 200
    assert "仍未提交、原样留在文件里的行" in text
    other = "hr/2026-11-23-attendance-minor-limit"
    assert git(repository.project, "log", "--format=%s", f"main..{other}").count("\n") == 1
    added = [row for row in git(repository.project, "show", "--format=", other).splitlines() if row.startswith("+ ")]
    assert added == ["+    - from: 2027-07-01", "+      value: 35"]
    assert (repository.project / FILE).read_text("utf-8").count("from: 2027-07-01") == 2


@pytest.mark.parametrize("choice", ["alone", "with"])
def test_what_stands_uncommitted_in_the_file_is_shown_and_asked_about(repository: Browser, choice: str) -> None:
    by_hand = edit_by_hand(repository)
    page = repository.get(FINE)
    assert "-  max: 100" in page
    assert "+  max: 90" in page
    assert repository.post(FINE, NEW)[0] == 422  # not asked, not committed
    assert (repository.project / FILE).read_text("utf-8") == by_hand
    status, text = repository.post(FINE, NEW | {"rest": choice})
    assert status == 200
    shown = git(repository.project, "show", "--format=", BRANCH)
    assert ("+  max: 90" in shown) == (choice == "with")
    assert ("仍未提交" in text) == (choice == "alone")
    assert (repository.project / FILE).read_text("utf-8").replace(LINES, "") == by_hand
    committed = git(repository.project, "show", f"{BRANCH}:{FILE}").replace(LINES, "")
    assert committed == (by_hand if choice == "with" else git(repository.project, "show", f"main:{FILE}"))


def test_lines_that_touch_uncommitted_ones_are_not_told_apart(repository: Browser) -> None:
    by_hand = edit_by_hand(repository, "      value: 25.5\n", "      value: 26.5\n")
    status, text = repository.post(FINE, NEW | {"from": "2027-01-01", "value": "32", "rest": "alone"})
    assert status == 422
    assert "分不开" in text
    assert (repository.project / FILE).read_text("utf-8") == by_hand
    assert git(repository.project, "branch", "--list", "hr/*") == ""


def test_lines_beside_uncommitted_ones_are_told_apart(repository: Browser) -> None:
    """Two values of one parameter stand one below the other, and each has its own commit."""
    repository.post(FINE, NEW)
    assert repository.post(FINE, NEW | {"from": "2027-08-01", "value": "36", "rest": "alone"})[0] == 200
    shown = git(repository.project, "show", "--format=", f"{BRANCH}-2")
    assert [row[1:].strip() for row in shown.splitlines() if row.startswith("+ ")] == [
        "- from: 2027-08-01",
        "value: 36",
    ]


def test_an_edit_that_is_not_sound_alone_is_not_committed_alone(repository: Browser) -> None:
    by_hand = edit_by_hand(repository, "  max: 100\n", "  max: 150\n")
    status, text = repository.post(FINE, NEW | {"value": "140", "rest": "alone"})
    assert status == 422
    assert "只提交这次的改动，检查通不过" in text
    assert "必须 ≤ 100" in text
    assert (repository.project / FILE).read_text("utf-8") == by_hand
    assert repository.post(FINE, NEW | {"value": "140", "rest": "with"})[0] == 200


def test_other_files_that_are_not_committed_are_named(repository: Browser) -> None:
    edit_by_hand(repository, "max:", "max: ", "policy_data/parameters/appraisal.yml")
    assert "policy_data/parameters/appraisal.yml" in repository.get(FINE)
    repository.post(FINE, NEW)
    assert git(repository.project, "diff", "--name-only", f"main..{BRANCH}").split() == [FILE]


def test_what_is_staged_stays_staged(repository: Browser) -> None:
    edit_by_hand(repository)
    git(repository.project, "add", FILE)
    before = state(repository)
    assert repository.post(FINE, NEW | {"rest": "alone"})[0] == 200
    assert state(repository) == before


def test_line_ends_of_windows_are_no_change(repository: Browser) -> None:
    git(repository.project, "config", "core.autocrlf", "true")
    path = repository.project / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "没提交的行" not in repository.get(FINE)
    assert repository.post(FINE, NEW)[0] == 200
    assert "1 file changed, 2 insertions(+)" in git(repository.project, "show", "--stat", "--format=", BRANCH)


def test_a_file_that_git_does_not_have_is_committed_whole_or_not(repository: Browser) -> None:
    git(repository.project, "rm", "-q", "--cached", FILE)
    git(repository.project, "commit", "-q", "-m", "without it")
    assert "只能整个提交" in repository.get(FINE)
    status, text = repository.post(FINE, NEW | {"rest": "alone"})
    assert (status, "分不开" in text) == (422, True)
    assert repository.post(FINE, NEW | {"rest": "with"})[0] == 200
    assert LINES in git(repository.project, "show", f"{BRANCH}:{FILE}")


def test_a_name_that_is_taken_here_or_at_the_remote_is_not_used_again(repository: Browser) -> None:
    git(repository.project, "branch", BRANCH)
    git(repository.project, "update-ref", f"refs/remotes/origin/{BRANCH}-2", "main")
    _, text = repository.post(FINE, NEW)
    assert f"git push -u origin {BRANCH}-3" in text


def test_the_remote_that_there_is_is_named(repository: Browser) -> None:
    assert "还没有远程地址" in repository.post(FINE, NEW)[1]
    git(repository.project, "remote", "add", "company", "https://git.example.com/handbook.git")
    _, text = repository.post("parameter/attendance.minor_limit", NEW | {"value": "35", "rest": "alone"})
    assert "git push -u company hr/" in text


def test_a_commit_meanwhile_is_told(repository: Browser) -> None:
    before = bytes_of(repository)
    status, text = repository.post(FINE, NEW | {"head": "0" * 40})
    assert (status, "仓库刚刚变了" in text) == (422, True)
    assert bytes_of(repository) == before
    assert f'value="{git(repository.project, "rev-parse", "HEAD").strip()}"' in text


def test_without_a_branch_the_commit_is_named(repository: Browser) -> None:
    git(repository.project, "switch", "-q", "--detach")
    head = git(repository.project, "rev-parse", "HEAD")
    assert head[:8] in repository.get(FINE)
    assert repository.post(FINE, NEW)[0] == 200
    assert git(repository.project, "rev-parse", "HEAD") == git(repository.project, "rev-parse", f"{BRANCH}^") == head


def test_on_a_branch_of_the_editor_it_is_said_that_the_new_one_contains_it(repository: Browser) -> None:
    git(repository.project, "switch", "-q", "-c", "hr/older")
    assert "你现在在 hr/older 上" in repository.get(FINE)


def test_branches_and_what_git_says_are_no_markup(repository: Browser) -> None:
    git(repository.project, "switch", "-q", "-c", "<b>x</b>")
    assert "<b>x" not in repository.get(FINE)
    hook(repository, "pre-commit", "echo '<script>alert(1)</script>' >&2; exit 1")
    status, text = repository.post(FINE, NEW)
    assert status == 422
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    hook(repository, "pre-commit", "")
    assert "<b>x" not in repository.post(FINE, NEW)[1]
    assert "<b>x" not in repository.get("branches")


# what cannot be committed


def _unborn(project: Path) -> None:
    shutil.rmtree(project / ".git")
    git(project, "init", "-q", "-b", "main")


def _conflict(project: Path) -> None:
    git(project, "switch", "-q", "-c", "theirs")
    (project / "note").write_text("theirs", "utf-8")
    git(project, "add", "note")
    git(project, "commit", "-q", "-m", "theirs")
    git(project, "switch", "-q", "main")
    (project / "note").write_text("ours", "utf-8")
    git(project, "add", "note")
    git(project, "commit", "-q", "-m", "ours")
    Git(project, Processes()).ask("-c", "user.name=T", "-c", "user.email=t@x", "merge", "theirs")


def _ignored(project: Path) -> None:
    git(project, "rm", "-q", "--cached", FILE)
    (project / ".gitignore").write_text(f".lock\n{FILE}\n", "utf-8")
    git(project, "commit", "-q", "-m", "without it")


def _link(project: Path) -> None:
    (project / FILE).rename(project / "elsewhere.yml")
    (project / FILE).symlink_to(project / "elsewhere.yml")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda project: shutil.rmtree(project / ".git"), "不在 git 仓库里"),
        (_unborn, "还没有提交"),
        (_conflict, "没有做完（MERGE_HEAD）"),
        (_ignored, "git 忽略"),
        (_link, "是一个链接"),
    ],
)
def test_why_nothing_can_be_committed_is_told_and_saving_still_works(
    repository: Browser, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(repository.project)
    page = repository.get(FINE)
    assert told in page
    assert 'name="commit"' not in page
    before = bytes_of(repository)
    status, text = repository.post(FINE, NEW | {"head": ""})  # a form from before
    assert (status, told in text) == (422, True)
    assert bytes_of(repository) == before
    status, text = repository.post(FINE, {"from": "2027-07-01", "value": "35"})
    assert (status, "没有提交到 git" in text) == (200, True)


def test_without_git_it_is_said(repository: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有 git" in repository.get(FINE)
    assert "没有 git" in repository.get("branches")


def test_a_repository_of_somebody_else_is_told_with_the_cure(
    repository: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    page = repository.get(FINE)
    assert f"git config --global --add safe.directory {repository.project}" in html.unescape(page)


def test_a_repository_named_by_the_environment_is_not_obeyed(
    repository: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    assert f"这里不理会；用的是 {repository.project}" in repository.get(FINE)
    assert repository.post(FINE, NEW)[0] == 200
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_AUTHOR_DATE"):
        monkeypatch.delenv(name)
    assert git(repository.project, "show", "--format=%ad", "--no-patch", BRANCH).strip()[-10:] != "2001 +0000"
    assert git(other, "branch", "--list", "hr/*") == ""


def test_a_policy_in_a_submodule_is_committed_there(repository: Browser, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.project), "inner")
    git(outer, "commit", "-q", "-m", "with it")
    inner = Browser(outer / "inner")
    assert "在子模块" in inner.get(FINE)
    assert inner.post(FINE, NEW)[0] == 200
    assert "2 insertions(+)" in git(inner.project, "show", "--stat", "--format=", BRANCH)
    assert git(outer, "branch", "--list", "hr/*") == ""


def test_a_branch_in_the_way_is_told_with_the_cure(repository: Browser) -> None:
    git(repository.project, "branch", "hr")
    status, text = repository.post(FINE, NEW)
    assert (status, "git branch -m hr hr-old" in text) == (422, True)


@pytest.mark.parametrize("fields", [{"who": " ", "mail": ""}, {"who": "张三", "mail": ""}, {"who": "", "mail": "z@x"}])
def test_a_commit_needs_a_name(repository: Browser, fields: dict[str, str]) -> None:
    before = bytes_of(repository)
    status, text = repository.post(FINE, NEW | fields)
    assert (status, "要写姓名和邮箱" in text) == (422, True)
    assert bytes_of(repository) == before


def test_a_name_that_git_refuses_is_told_in_its_words(repository: Browser) -> None:
    before = bytes_of(repository)
    status, text = repository.post(FINE, NEW | {"who": "<>", "mail": "z@x"})
    assert (status, "git 拒绝了" in text) == (422, True)
    assert bytes_of(repository) == before


def test_the_name_that_git_knows_is_offered(repository: Browser) -> None:
    git(repository.project, "config", "user.name", "王五")
    assert 'value="王五"' in Browser(repository.project).get(FINE)


# hooks


def test_a_hook_sees_the_files_and_the_commit_as_they_are(repository: Browser, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    edit_by_hand(repository)
    hook(
        repository,
        "pre-commit",
        f"pwd > {seen}; git diff --cached --stat >> {seen}; grep -c 'max: 90' {FILE} >> {seen}",
    )
    assert repository.post(FINE, NEW | {"rest": "alone"})[0] == 200
    rows = seen.read_text("utf-8").splitlines()
    assert Path(rows[0]) == repository.project.resolve()
    assert "1 file changed, 2 insertions(+)" in rows[2]
    assert rows[3] == "1"


def test_a_hook_that_fails_leaves_everything_as_it_was(repository: Browser) -> None:
    before, files = state(repository), bytes_of(repository)
    hook(repository, "commit-msg", "echo 写明原因 >&2; exit 1")
    status, text = repository.post(FINE, NEW)
    assert status == 422
    assert "写明原因" in text
    assert "没有提交，也没有保存" in text
    assert 'value="35"' in text
    assert (state(repository), bytes_of(repository)) == (before, files)
    assert git(repository.project, "branch", "--list", "hr/*") == ""
    hook(repository, "commit-msg", "")
    assert repository.post(FINE, NEW)[0] == 200


def test_a_hook_that_changes_the_commit_is_told(repository: Browser) -> None:
    files = bytes_of(repository)
    hook(repository, "pre-commit", "echo more > more; git add more; rm more")
    status, text = repository.post(FINE, NEW)
    assert (status, "钩子改了内容" in text) == (422, True)
    assert bytes_of(repository) == files
    assert git(repository.project, "branch", "--list", "hr/*") == ""


@pytest.mark.parametrize("deaf", [False, True])
def test_a_hook_that_takes_too_long_is_ended_with_all_that_it_started(
    repository: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deaf: bool
) -> None:
    """Its time begins here when it is at work, however long git takes to come to it."""
    limit, child, wait = 0.5, tmp_path / "child", subprocess.Popen.wait

    def wait_once_it_works(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if timeout == limit:
            until(child.exists)
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", wait_once_it_works)
    monkeypatch.setattr(commits, "PATIENCE", limit)
    monkeypatch.setattr("macros.editor.processes.GRACE", 0.3 if deaf else PATIENCE)
    before, files = state(repository), bytes_of(repository)
    told = f"echo $! > {child}.new; mv {child}.new {child}"
    hook(repository, "pre-commit", f"{'trap : TERM; ' * deaf}sleep 600 & {told}; while :; do wait; done")
    status, text = repository.post(FINE, NEW)
    assert (status, "已经停止" in text) == (422, True)
    assert (state(repository), bytes_of(repository)) == (before, files)
    assert git(repository.project, "branch", "--list", "hr/*") == ""
    until(lambda: not alive(int(child.read_text("utf-8"))))


def test_a_file_that_a_hook_changed_is_not_said_to_be_as_it_was(repository: Browser) -> None:
    hook(repository, "pre-commit", f"echo '# formatted' >> {FILE}; exit 1")
    status, text = repository.post(FINE, NEW)
    assert (status, "没有把它放回原样" in text) == (409, True)
    assert (repository.project / FILE).read_text("utf-8").endswith("# formatted\n")


def test_a_signature_that_cannot_be_made_is_told(repository: Browser) -> None:
    git(repository.project, "config", "commit.gpgsign", "true")
    git(repository.project, "config", "gpg.program", "false")
    files = bytes_of(repository)
    status, text = repository.post(FINE, NEW)
    assert (status, "gpg" in text) == (422, True)
    assert bytes_of(repository) == files


def test_a_hook_that_asks_gets_no_answer(repository: Browser) -> None:
    hook(repository, "pre-commit", "read answer || { echo nobody >&2; exit 1; }")
    status, text = repository.post(FINE, NEW)
    assert (status, "nobody" in text) == (422, True)
    hook(repository, "pre-commit", "(read answer < /dev/tty) 2>/dev/null || { echo no terminal >&2; exit 1; }")
    assert "no terminal" in repository.post(FINE, NEW)[1]


def test_what_a_hook_leaves_running_is_not_waited_for(repository: Browser, tmp_path: Path) -> None:
    left = tmp_path / "left"
    hook(repository, "post-commit", f"sleep 600 & echo $! > {left}")
    assert repository.post(FINE, NEW)[0] == 200
    os.kill(int(left.read_text("utf-8")), 9)


# back again


def test_a_commit_is_listed_until_it_is_merged_and_can_be_taken_out_of_the_file(repository: Browser) -> None:
    original = (repository.project / FILE).read_text("utf-8")
    by_hand = edit_by_hand(repository)
    assert "没有。" in repository.get("branches")
    repository.post(FINE, NEW | {"rest": "alone"})
    page = repository.get("branches")
    assert BRANCH in page
    assert "取出" in page
    revision = git(repository.project, "rev-parse", BRANCH).strip()
    status, text = repository.send("branches/take-out", {"revision": revision})
    assert (status, "已取出" in text) == (200, True)
    assert (repository.project / FILE).read_text("utf-8") == by_hand
    assert git(repository.project, "rev-parse", BRANCH).strip() == revision
    assert repository.send("branches/take-out", {"revision": revision})[0] == 409
    assert repository.send("branches/take-out", {"revision": "--help"})[0] == 409
    (repository.project / FILE).write_text(original, "utf-8")
    git(repository.project, "merge", "-q", BRANCH)
    assert BRANCH not in repository.get("branches")


def test_what_others_need_is_not_taken_out(repository: Browser) -> None:
    """A value that holds now and that the clauses name: without it the policy would have errors."""
    whole = (repository.project / FILE).read_text("utf-8")
    start = whole.index("half_day_limit:")
    (repository.project / FILE).write_text(whole[:start] + whole[whole.index("\n\n", start) + 2 :], "utf-8")
    git(repository.project, "commit", "-q", "-am", "without a parameter")
    git(repository.project, "switch", "-q", "-c", "hr/it-comes")
    (repository.project / FILE).write_text(whole, "utf-8")
    git(repository.project, "commit", "-q", "-am", "a parameter")
    git(repository.project, "switch", "-q", "main")
    (repository.project / FILE).write_text(whole, "utf-8")
    revision = git(repository.project, "rev-parse", "hr/it-comes").strip()
    status, text = repository.send("branches/take-out", {"revision": revision})
    assert (status, "attendance.half_day_limit" in text) == (422, True)
    assert (repository.project / FILE).read_text("utf-8") == whole


def test_a_branch_of_more_than_one_commit_is_only_listed(repository: Browser) -> None:
    git(repository.project, "switch", "-q", "-c", "hr/two")
    for value in ("90", "80"):
        git(repository.project, "commit", "-q", "--allow-empty", "-m", value)
    git(repository.project, "switch", "-q", "main")
    page = repository.get("branches")
    assert "hr/two" in page
    assert "不在工作文件里" in page

"""`handbook diff` in the situations in which git can be: each is told in words, with the revision and its file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import cli
from handbook.impact.revisions import merge_base, policy_at
from handbook.problems.problem import PolicyError

SMALL = Path(__file__).parent / "policy"
TODAY = "2026-11-23"
FINE = "parameters/attendance.yml"


def git(root: Path, *words: str, asked: str = "") -> str:
    identity = ("-c", "user.name=HR", "-c", "user.email=hr@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, input=asked, check=True, capture_output=True, text=True
    )  # fmt: skip
    return done.stdout.strip()


def commit(root: Path, message: str = "next") -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small policy in a repository, with one commit on `main`."""
    root = tmp_path_factory.mktemp("template")
    shutil.copytree(SMALL, root / "policy_data")
    git(root, "init", "-q", "-b", "main")
    commit(root, "first")
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(template, tmp_path / "repository"))
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*argv: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            cli.main(["diff", "--today", TODAY, *argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(stopped.value.code or 0), out, err

    return run


Diff = Callable[..., tuple[int, str, str]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def files(where: str, data: Path = Path("policy_data")) -> dict[str, bytes]:
    """What is put beside for a revision."""
    with policy_at(where, data) as version:
        return {
            path.relative_to(version.data).as_posix(): path.read_bytes()
            for path in version.data.rglob("*")
            if path.is_file()
        }


def refused(where: str, data: Path = Path("policy_data")) -> str:
    with pytest.raises(PolicyError) as error, policy_at(where, data):
        pass
    (problem,) = error.value.problems
    assert problem.message("en") != problem.message("zh")
    return problem.line("zh")


def test_files_are_as_they_were_committed(root: Path) -> None:
    """No attribute has a say: neither which files are exported nor what is written into them."""
    (root / ".gitattributes").write_text(
        "policy_data/cases export-ignore\npolicy_data/roles.yml export-ignore\n*.md export-subst ident\n", "utf-8"
    )  # fmt: skip
    (root / "policy_data/note.yml.md").write_text("$Format:%H$ $Id$\n", "utf-8")
    commit(root)
    there = {path.relative_to(root / "policy_data").as_posix(): path for path in (root / "policy_data").rglob("*.*")}
    assert files("HEAD") == {name: path.read_bytes() for name, path in there.items() if path.is_file()}


def test_a_report_says_so(root: Path, diff: Diff) -> None:
    (root / ".gitattributes").write_text("policy_data/cases export-ignore\n", "utf-8")
    commit(root)
    edit(root / "policy_data/cases/attendance.yml", "attendance.minor_limit: 30, attendance.minor_fine: 20, ", "")
    git(root, "commit", "-q", "-am", "a sample employee")
    edit(root / "policy_data" / FINE, "value: 25.5", "value: 26")
    assert "样例员工" in diff("HEAD")[1]


def test_names_of_any_kind(root: Path, diff: Diff) -> None:
    data = os.fsencode(root / "policy_data")
    for name in (b"notes \xff\xfe.md", b"two\nlines.md", b"space .md", b'quote".md', b"tab\t.md", b"-dash.md"):
        with open(os.path.join(data, name), "wb") as file:
            file.write(b"x")
    os.makedirs(os.path.join(data, b"folder "))
    (root / "policy_data/folder /read me.md").write_text("x", "utf-8")
    commit(root)
    assert len(files("HEAD")) == len([path for path in (root / "policy_data").rglob("*") if path.is_file()])
    assert diff("HEAD~1")[0] == 0


@pytest.mark.parametrize("name", ["制度 数据", "data ", "da\nta", "[x]*", ":(top)x", "-d"])
def test_the_policys_directory_may_have_any_name(root: Path, name: str) -> None:
    git(root, "mv", "policy_data", f"./{name}")
    commit(root)
    assert files("HEAD", Path(name)).keys() == files("HEAD~1").keys()
    assert files("HEAD", root / name)


def test_a_directory_that_is_not_utf_8(root: Path) -> None:
    folder = os.fsdecode(b"daten\xe4")
    (root / "policy_data").rename(root / folder)
    commit(root)
    assert files("HEAD", Path(folder))


def test_a_policy_at_the_top_of_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, diff: Diff) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "top "))
    git(root, "init", "-q", "-b", "main")
    commit(root)
    monkeypatch.chdir(root)
    assert diff("HEAD", "--data", ".")[1].startswith("制度没有变化。")


def test_a_directory_that_is_gone_is_still_in_its_revisions(root: Path, diff: Diff) -> None:
    commit(root)
    shutil.rmtree(root / "policy_data")
    status, out, _ = diff("HEAD~1", "HEAD")
    assert (status, out.splitlines()[0]) == (0, "制度没有变化。")


def test_a_link_within_the_policy_is_followed(root: Path, diff: Diff) -> None:
    path = root / "policy_data/cases/more.yml"
    (root / "policy_data/roles.yml").rename(root / "policy_data/_roles.md")
    (root / "policy_data/roles.yml").symlink_to("_roles.md")
    commit(root)
    assert files("HEAD")["roles.yml"] == files("HEAD")["_roles.md"]
    path.symlink_to("loop.yml")
    (root / "policy_data/cases/loop.yml").symlink_to("more.yml")
    commit(root)
    status, _, err = diff("HEAD")
    assert status == 1
    assert "HEAD:policy_data/cases/" in err


@pytest.mark.parametrize("target", ["/etc/passwd", "../../secret.yml", "../../policy_data2/x.yml"])
@pytest.mark.parametrize("name", ["cases/more.yml", "questions"])
def test_a_link_that_leads_out_is_told(root: Path, name: str, target: str) -> None:
    (root / "secret.yml").write_text("secret: 1\n", "utf-8")
    (root / "policy_data" / name).symlink_to(target)
    (root / "policy_data/readme.md").symlink_to("../README.md")  # no part of the policy
    commit(root)
    told = refused("HEAD")
    assert told.startswith(f"HEAD:policy_data/{name}:1:1: ")
    assert target in told
    git(root, "rm", "-q", "--cached", f"policy_data/{name}")
    git(root, "commit", "-q", "-m", "without")
    assert "readme.md" not in files("HEAD")


@pytest.mark.parametrize(
    "set_by_hook",
    [
        {"GIT_DIR": ".git"},
        {"GIT_DIR": "{root}/.git"},
        {"GIT_DIR": "{root}/.git", "GIT_WORK_TREE": "{root}", "GIT_INDEX_FILE": "{root}/.git/index"},
        {"GIT_DIR": "/nowhere/.git", "GIT_INDEX_FILE": "/nowhere/index", "GIT_PREFIX": "x/"},
        {"GIT_WORK_TREE": "/tmp"},
    ],
)
def test_within_a_hook(root: Path, monkeypatch: pytest.MonkeyPatch, set_by_hook: dict[str, str]) -> None:
    for name, value in set_by_hook.items():
        monkeypatch.setenv(name, value.format(root=root))
    assert "roles.yml" in files("HEAD")
    assert merge_base("HEAD", "main", Path("policy_data"))


def test_a_repository_that_stands_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".git").rename(root.parent / "elsewhere.git")
    monkeypatch.setenv("GIT_DIR", str(root.parent / "elsewhere.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(root))
    assert "roles.yml" in files("HEAD")


def test_a_repository_of_another_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(root.parent))
    assert refused("HEAD").endswith(f"git config --global --add safe.directory {root}")
    with pytest.raises(PolicyError, match=r"safe\.directory"):
        merge_base("main", "HEAD", Path("policy_data"))


def test_a_broken_configuration(root: Path) -> None:
    (root / ".git/config").write_text("[core\n", "utf-8")
    told = refused("HEAD")
    assert "git 读不出来：bad config line 1" in told


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch, diff: Diff) -> None:
    assert root.is_dir()
    monkeypatch.setenv("PATH", "/nowhere")
    assert "这里没有 git" in refused("HEAD")
    assert diff("policy_data")[1].startswith("制度没有变化。")


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy_data").mkdir()
    assert "不在 git 仓库里" in refused("HEAD")


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_a_variable_that_is_not_set(root: Path, diff: Diff, empty: str) -> None:
    del root
    assert "多半是变量没有设" in refused(empty)
    assert diff(empty, "HEAD", "--merge-base")[0] == 1
    assert diff("HEAD", empty, "--merge-base")[0] == 1
    assert diff("HEAD", empty)[0] == 1


@pytest.mark.parametrize(
    "revision", ["nope", "--help-me", "HEAD~7", "HEAD:policy_data", "a" * 5000, "main..HEAD", "\udcff"]
)
def test_an_unknown_revision(root: Path, diff: Diff, revision: str) -> None:
    del root
    assert "git 里没有这个版本" in refused(revision)
    assert diff("--merge-base", "--", revision)[0] == 1


def test_unrelated_histories(root: Path, diff: Diff) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    commit(root, "other")
    status, _, err = diff("main", "other", "--merge-base")
    assert status == 1
    assert "和 other 没有共同的历史" in err
    assert diff("main", "other")[0] == 0


def test_a_shallow_clone(root: Path, monkeypatch: pytest.MonkeyPatch, diff: Diff) -> None:
    commit(root)
    git(root, "branch", "side", "HEAD~1")
    shallow = root.parent / "shallow"
    git(root.parent, "clone", "-q", "--depth", "1", "--no-single-branch", root.as_uri(), str(shallow))
    monkeypatch.chdir(shallow)
    assert "git fetch --unshallow" in refused("HEAD~1")
    assert "git fetch --unshallow" in diff("origin/side", "HEAD", "--merge-base")[2]
    assert "roles.yml" in files("HEAD")


def test_a_submodule_in_the_policy(root: Path) -> None:
    sha = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{sha},policy_data/questions")
    git(root, "commit", "-q", "-m", "submodule")
    assert refused("HEAD").startswith("HEAD:policy_data/questions:1:1: 这是一个子模块")


def test_a_policy_that_is_a_submodule(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around = tmp_path / "around"
    around.mkdir()
    git(around, "init", "-q", "-b", "trunk")
    git(around, "submodule", "add", "-q", str(root), "company")
    commit(around)
    monkeypatch.chdir(around)
    assert "roles.yml" in files("main", Path("company/policy_data"))


def test_a_pointer_of_lfs(root: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    (root / "policy_data/picture.png").write_text(pointer, "utf-8")
    commit(root)
    assert "picture.png" in files("HEAD")
    (root / "policy_data/roles.yml").write_text(pointer, "utf-8")
    commit(root)
    told = refused("HEAD")
    assert told.startswith("HEAD:policy_data/roles.yml:1:1: ")
    assert "LFS" in told


def test_a_broken_policy_is_told_at_its_revision_and_file(root: Path, diff: Diff) -> None:
    edit(root / "policy_data/chapters/2-discipline.yml", "roles: [", "rolls: [")
    shutil.copy(root / "policy_data/chapters/1-duties.yml", root / "policy_data/chapters/2-more.yml")
    git(root, "checkout", "-q", "-b", "br")
    commit(root)
    git(root, "checkout", "-q", "main")
    status, out, err = diff("main", "br")
    assert (status, out) == (1, "")
    assert "br:policy_data/chapters/2-discipline.yml:" in err
    assert "br:policy_data/chapters/2-more.yml" in err
    assert "/handbook-" not in err
    assert diff("br", "main")[2] == err


def test_a_broken_question_is_told_at_its_revision_and_file(root: Path, diff: Diff) -> None:
    (root / "policy_data/questions").mkdir()
    (root / "policy_data/questions/more.yml").write_text("- id: x\n", "utf-8")
    edit(root / "policy_data" / FINE, "value: 25.5", "value: 26")
    commit(root)
    _, out, _ = diff("HEAD~1", "HEAD")
    assert "HEAD:policy_data/questions/more.yml:1:3" in out
    assert "/handbook-" not in out


def test_a_huge_file_is_not_read(root: Path, diff: Diff) -> None:
    with (root / "policy_data/roles.yml").open("ab") as file:
        file.write(b"# " + b"x" * 9_000_000)
    commit(root)
    status, _, err = diff("HEAD")
    assert status == 1
    assert "HEAD:policy_data/roles.yml:1:1" in err
    assert "8 MB" in err


def test_a_file_is_huge_only_beyond_the_limit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (root / "policy_data/roles.yml").read_bytes()
    for limit, found in ((len(content), content), (len(content) - 1, b"\0" * len(content))):
        monkeypatch.setattr("handbook.impact.revisions.MAX_BYTES", limit)
        assert files("HEAD")["roles.yml"] == found


def test_a_name_of_a_branch_and_of_a_directory(root: Path, diff: Diff) -> None:
    git(root, "branch", "drafts")
    edit(root / "policy_data" / FINE, "value: 25.5", "value: 26")
    shutil.copytree(root / "policy_data", root / "drafts")
    _, out, err = diff("drafts")
    assert "26 元" in out
    assert "也有叫 drafts 的目录；这里比较的是 git 里的" in err
    _, out, err = diff("./drafts")
    assert (out.splitlines()[0], err) == ("制度没有变化。", "")


def test_a_directory_whose_name_could_be_a_commits(root: Path) -> None:
    short = git(root, "rev-parse", "HEAD")[:7]
    (root / short).mkdir()
    with policy_at(short, Path("policy_data")) as version:
        assert (version.data, version.note) == (Path(short), None)


def test_an_object_that_is_missing(root: Path) -> None:
    sha = git(root, "rev-parse", "HEAD:policy_data/roles.yml")
    path = root / ".git/objects" / sha[:2] / sha[2:]
    path.chmod(0o644)
    path.unlink()
    assert refused("HEAD").startswith("HEAD:policy_data/roles.yml:1:1: git 读不出来")


def test_a_tree_that_leads_out(root: Path) -> None:
    """Git itself makes no such tree."""
    blob = git(root, "rev-parse", "HEAD:policy_data/roles.yml")
    inner = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        input=b"100644 ..\0" + bytes.fromhex(blob), cwd=root, check=True, capture_output=True,
    ).stdout.decode().strip()  # fmt: skip
    tree = git(root, "mktree", asked=f"040000 tree {inner}\tpolicy_data\n")
    found = git(root, "commit-tree", "-m", "x", tree)
    assert "git 读不出来" in refused(found)


def test_no_revision_without_a_policy(root: Path) -> None:
    git(root, "rm", "-rq", "--cached", "policy_data")
    git(root, "commit", "-q", "-m", "none")
    assert "这个版本里没有 policy_data" in refused("HEAD")

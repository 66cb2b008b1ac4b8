"""`handbook set`, `unset` and `diff` as HR sees them: golden reports, refusals, git revisions and directories."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from commanding import Run, run_command

from handbook.impact.differences.changes import Impact, QuestionChanges
from handbook.impact.differences.compare import compare
from handbook.impact.differences.text_diff import diff_texts
from handbook.impact.report.sentence import sentence
from handbook.impact.report.tasks import tasks
from handbook.policy.load import open_book

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL, GOLDEN = HERE / "policy", HERE / "changes"
TODAY = date(2026, 11, 23)
FINE, LIMIT = "attendance.minor_fine", "attendance.minor_limit"
EXTENSIONS = {"text": "txt", "md": "md", "html": "html", "json": "json"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return lambda command, *argv: run_command(capsys, command, "--today", str(TODAY), *argv)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "policy"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def before(policy: Path, tmp_path: Path) -> Path:
    """The small policy with a sample employee whose fine is not set aside."""
    edit(policy / "cases/attendance.yml", "attendance.minor_limit: 30, attendance.minor_fine: 20, ", "")
    return Path(shutil.copytree(policy, tmp_path / "before"))


@pytest.fixture
def limited(policy: Path) -> Path:
    """The small policy with limits: one passed and acknowledged, one that is kept, one passed by a value to come."""
    (policy / "guardrails.yml").write_text(LIMITS, "utf-8")
    return policy


LIMITS = """\
- id: fine
  when: attendance.minor_fine > 0
  region: national
  cite: {zh: 某法, en: Some law}
  clause: discipline.attendance.late
  message: {zh: 不能罚款, en: No fines}
  acknowledged: {by: 法务, on: 2026-11-01, until: 2027-06-30, why: {zh: 示例, en: An example}}
- id: short
  when: attendance.minor_limit < minutes(25)
  region: shanghai
  cite: {zh: 某法, en: Some law}
  clause: discipline.attendance.late
  message: {zh: 太短, en: Too short}
- id: dear
  when: attendance.minor_fine > yuan(25)
  region: shanghai
  cite: {zh: 某法, en: Some law}
  clause: discipline.attendance.late
  message: {zh: 太贵, en: Too dear}
"""


@pytest.fixture
def reshaped(limited: Path, tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """Two policies that differ in about everything but their texts and values."""
    edit(limited / "cases/attendance.yml", "attendance.minor_limit: 30, attendance.minor_fine: 20, ", "")
    before = Path(shutil.copytree(limited, tmp_path / "before"))
    rename(limited, "parameter", "appraisal.grade_good", "appraisal.grade_well")
    for argv in (
        ("attendance.minor_limit", "20", "--from", "2027-07-01", "--note", "缩短", "--note-en", "shortened"),
        (FINE, "24", "--from", "2027-01-01", "--decided", "2026-11-20", "--ref", "职代会〔2026〕7号"),
        ("attendance.half_day_limit", "30", "--from", "2027-02-01"),
    ):
        assert run("set", *argv, "--data", str(limited)).status == 0
    for file, old, new in (
        ("chapters/2-discipline.yml", "roles: [agent, supervisor]\n        must_know: true\n", "roles: [supervisor]\n"),
        ("chapters/2-discipline.yml", "en: Effect}", "en: Taking effect}"),
        ("chapters/1-duties.yml", "zh: 先问好", "zh: 先微笑问好"),
        ("chapters/1-duties.yml", "        source: 1/1/1", SMILED + "        source: 1/1/1"),
        ("guardrails.yml", "until: 2027-06-30", "until: 2027-10-30"),
        ("glossary.yml", "上班时间过后才到。", "上班时间过后到。"),
        ("glossary.yml", "also: {zh: [晚到], en: [lateness]}", "also: {zh: [晚到, 来晚], en: [lateness]}"),
        ("calendar/2026.yml", "zh: 劳动节", "zh: 五一劳动节"),
        ("consistency.yml", GAP, ""),
        ("rules/deduction.yml", "results: [total, pay]", "results: [pay, total]"),
        ("rules/grade.yml", "listed: false\n", ""),
        ("organization.yml", "value: 2026-01-15", "value: 2026-01-16"),
    ):
        edit(limited / file, old, new)
    calendar = (limited / "calendar/2026.yml").read_text("utf-8").replace("2026", "2027")
    calendar = calendar.replace("working_days: 259", "working_days: 260").replace("make_up:\n  - 2027-01-04\n", "")
    (limited / "calendar/2027.yml").write_text(calendar, "utf-8")
    return before, limited


SMILED = "        revisions:\n          - {from: 2026-11-23, note: {zh: 加了微笑, en: A smile was added}}\n"
GAP = """- id: gap
  must: attendance.minor_limit >= attendance.half_day_limit
  severity: warning
  message: {zh: 两个迟到界限之间有空档。, en: there is a gap between the two lateness limits.}

"""


@pytest.fixture
def changed(before: Path, policy: Path, run: Run) -> Path:
    """A value from today, one to come, one in the past, a bound, and a text; all after the copy `before`."""
    assert before.is_dir()
    for argv in (
        (LIMIT, "20", "--from", "2026-11-23", "--decided", "2026-11-20", "--ref", "职代会〔2026〕7号"),
        ("attendance.half_day_limit", "20", "--from", "2026-11-23"),
        (FINE, "28", "--from", "2027-01-01"),
        (FINE, "22", "--from", "2026-03-01", "--correct-past"),
    ):
        assert run("set", *argv, "--data", str(policy)).status == 0
    edit(policy / "parameters/attendance.yml", "max: 100", "max: 90")
    edit(policy / "chapters/2-discipline.yml", "本制度自", "本考勤制度自")
    edit(policy / "chapters/2-discipline.yml", "The policy applies", "This policy of attendance applies")
    return policy


def impact(before: Path, after: Path) -> Impact:
    return compare(open_book(before, TODAY), open_book(after, TODAY), TODAY, before, after)


def test_golden_reports(run: Run, before: Path, changed: Path) -> None:
    """Values and texts in all forms; the policies are made once, since that is what costs."""
    same_as_golden(run, "several", before, changed)


def test_golden_reports_of_everything_else(run: Run, reshaped: tuple[Path, Path]) -> None:
    same_as_golden(run, "reshaped", *reshaped)


def same_as_golden(run: Run, name: str, before: Path, after: Path) -> None:
    for lang in ("zh", "en"):
        for form, extension in EXTENSIONS.items():
            done = run("diff", str(before), str(after), "--format", form, "--lang", lang)
            assert (done.status, done.err) == (0, "")
            assert done.out == (GOLDEN / f"{name}.{lang}.{extension}").read_text("utf-8")


def test_kinds_and_stretches(changed: Path) -> None:
    told = [(each.name, str(each.since), str(each.until), each.timing) for each in impact(SMALL, changed).values]
    assert told == [
        (LIMIT, "2026-11-23", "None", "immediate"),
        (FINE, "2026-03-01", "2027-01-01", "retroactive"),
        (FINE, "2027-01-01", "None", "scheduled"),
        ("attendance.half_day_limit", "2026-11-23", "None", "immediate"),
    ]


def test_the_other_way_round_is_the_mirror(changed: Path) -> None:
    there, back = impact(SMALL, changed), impact(changed, SMALL)
    assert [(each.since, each.say_before("zh"), each.say_after("zh")) for each in there.values] == [
        (each.since, each.say_after("zh"), each.say_before("zh")) for each in back.values
    ]
    assert {change.id for change in there.questions.changes} == {change.id for change in back.questions.changes}  # type: ignore[union-attr]


def test_nothing_changes(run: Run) -> None:
    done = run("diff", str(SMALL), str(SMALL))
    assert done.out.splitlines()[0] == "制度没有变化。"
    assert impact(SMALL, SMALL).nothing


def test_only_a_record(policy: Path) -> None:
    edit(policy / "parameters/attendance.yml", "从 10 元提高", "自 10 元提高")
    told = impact(SMALL, policy)
    assert [key.path for key in told.entries[0].keys] == [("values", "2026-03-01", "note")]
    assert sentence(told, "zh") == "只改了记录，数值和条文不变。"
    assert (told.values, told.texts, told.staff) == ((), (), ())


def test_a_parameter_that_is_gone_and_one_that_is_new(policy: Path) -> None:
    """Another history under another name is another parameter."""
    rename(policy, "parameter", "attendance.half_day_limit", "attendance.half_a_day")
    edit(policy / "parameters/attendance.yml", "value: 30\n", "value: 31\n")
    values = {each.name: each for each in impact(SMALL, policy).values}
    assert values["attendance.half_day_limit"].say_after("zh") is None
    assert values["attendance.half_a_day"].say_before("zh") is None


# Renames


def test_a_role_that_is_gone_is_told_as_it_was(policy: Path) -> None:
    for path in (policy / "chapters").iterdir():
        text = path.read_text("utf-8")
        path.write_text(text.replace("[agent, supervisor]", "[agent]").replace("[supervisor]", "[agent]"), "utf-8")
    edit(policy / "roles.yml", "supervisor:\n  label: {zh: 客服主管, en: Customer service supervisor}\n", "")
    found = impact(SMALL, policy)
    assert tuple(label.zh for label in found.role_labels) == ("客服专员", "客服主管")
    assert "客服主管" in sentence(found, "zh")
    assert found.after.roles.keys() == {"agent"}


def rename(policy: Path, kind: str, old: str, new: str) -> None:
    """A name where it stands and wherever it is used, as HR does it by hand."""
    was, now = (name.rpartition(".")[2] for name in (old, new))
    folders, patterns = {
        "parameter": ("parameters", [(rf"^{was}:", f"{now}:")]),
        "clause": ("chapters", [(rf"- id: {was}$", f"- id: {now}")]),
        "role": ("roles.yml chapters", [(rf"^{old}:", f"{new}:"), (rf"(?<=[\[ ]){old}(?=[\],])", new)]),
        "term": ("glossary.yml rules cases", [(rf"- id: {old}$", f"- id: {new}"), (rf"\b{old}(?=[,\]])", new)]),
        "rule": ("rules cases", [(rf"(rule|use): {old}\b", rf"\1: {new}")]),
        "case": ("cases", [(rf"- id: {old}$", f"- id: {new}")]),
        "consistency": ("consistency.yml", [(rf"- id: {old}$", f"- id: {new}")]),
    }[kind]
    for path in policy.rglob("*.yml"):
        text = re.sub(rf"\b{re.escape(old)}\b", new, path.read_text("utf-8")) if "." in old else path.read_text("utf-8")
        if path.relative_to(policy).parts[0] in folders.split():
            for pattern, right in patterns:
                text = re.sub(pattern, right, text, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    if kind == "rule":
        (policy / f"rules/{old}.yml").rename(policy / f"rules/{new}.yml")


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("parameter", FINE, "attendance.small_fine"),
        ("parameter", "appraisal.grade_good", "appraisal.grade_well"),
        ("clause", "discipline.attendance.late", "discipline.attendance.tardy"),
        ("role", "supervisor", "head"),
        ("term", "lateness", "tardiness"),
        ("rule", "deduction", "withheld"),
        ("case", "late-twice", "late-two-times"),
        ("consistency", "weights", "two_weights"),
    ],
)
def test_a_rename_is_told_as_one(before: Path, policy: Path, kind: str, old: str, new: str) -> None:
    rename(policy, kind, old, new)
    told = impact(before, policy)
    assert [(each.entry.kind, each.renamed, each.entry.name, each.keys) for each in told.entries] == [
        (kind, old, new, ())
    ]
    assert (told.values, told.texts, told.staff, told.not_worked_out, told.limits) == ((), (), (), (), ())
    assert told.questions
    # Whether a statement is true is drawn by the question's id, so that a new name may draw otherwise.
    assert [each.id for each in told.questions.changes if not each.id.endswith(".statement")] == []
    assert sentence(told, "zh") == f"改名：{old} → {new}。"
    assert list(tasks(told)) == []


def test_a_rename_hides_no_change(policy: Path) -> None:
    rename(policy, "parameter", FINE, "attendance.small_fine")
    edit(policy / "parameters/attendance.yml", "zh: 轻微迟到每次扣款", "zh: 轻微迟到每次扣")
    edit(policy / "chapters/2-discipline.yml", "的，每次扣", "的，每回扣")
    told = impact(SMALL, policy)
    assert [each.renamed for each in told.entries] == [FINE]
    assert [key.path for key in told.entries[0].keys] == [("label",)]
    assert [(each.clause.id, each.cause) for each in told.texts] == [("discipline.attendance.late", "edited")]


def test_every_clause_of_a_chapter_that_has_another_name(policy: Path) -> None:
    for path in policy.rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("discipline.", "conduct."), "utf-8")
    edit(policy / "chapters/2-discipline.yml", "id: discipline", "id: conduct")
    (policy / "chapters/2-discipline.yml").rename(policy / "chapters/2-conduct.yml")
    told = impact(SMALL, policy)
    assert {each.entry.kind for each in told.renamed} == {"chapter", "section", "clause"}
    assert (told.values, told.texts) == ((), ())
    assert told.questions == QuestionChanges()


@pytest.mark.parametrize(
    ("before", "after", "lang", "shown"),
    [
        ("每次扣 20 元。", "每次扣 30 元。", "zh", "每次扣 [20]{30} 元。"),
        ("迟到的扣钱", "早到的奖钱", "zh", "[迟]{早}到的[扣]{奖}钱"),
        ("up to 30 minutes", "up to 45 minutes late", "en", "up to [30]{45} minutes{ late}"),
        ("同", "同", "zh", "同"),
        ("", "新", "zh", "{新}"),
    ],
)
def test_redlines(before: str, after: str, lang: str, shown: str) -> None:
    marks = {"same": "", "struck": "[]", "added": "{}"}
    told = "".join(f"{marks[p.kind][:1]}{p.text}{marks[p.kind][1:]}" for p in diff_texts(before, after, lang))
    assert told == shown


def test_a_redline_holds_both_texts() -> None:
    texts = [path.read_text("utf-8")[:900] for path in sorted((ROOT / "policy_data/chapters").glob("*.yml"))]
    for before, after in zip(texts, texts[1:]):
        pieces = diff_texts(before, after, "zh")
        assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
        assert "".join(piece.text for piece in pieces if piece.kind != "struck") == after


# set and unset


def test_set_shows_the_lines_and_the_impact_and_writes(run: Run, policy: Path) -> None:
    done = run("set", FINE, "30", "--from", "2028-01-01", "--data", str(policy))
    assert (done.status, done.err) == (0, "")
    assert "+    - from: 2028-01-01\n+      value: 30\n" in done.out
    assert "由 25.50 元改为 30 元" in done.out
    assert done.out.splitlines()[-1].startswith("✓ 已写入 ")
    assert open_book(policy, TODAY).param(FINE).timeline.steps[-1].value == 30


def test_a_dry_run_writes_nothing(run: Run, policy: Path) -> None:
    before = {path: path.read_bytes() for path in policy.rglob("*") if path.is_file()}
    assert run("set", FINE, "30", "--from", "2028-01-01", "--data", str(policy), "--dry-run").status == 0
    assert {path: path.read_bytes() for path in policy.rglob("*") if path.is_file()} == before


def test_unset_takes_back_what_set_gave(run: Run, policy: Path) -> None:
    assert run("set", LIMIT, "25", "--from", "2028-01-01", "--data", str(policy)).status == 0
    done = run("unset", LIMIT, "--data", str(policy))
    assert done.status == 0
    assert (policy / "parameters/attendance.yml").read_bytes() == (SMALL / "parameters/attendance.yml").read_bytes()


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("set", FINE, "30元", "--from", "2028-01-01"), "“30元”里多了“元”，这里只写数，不写单位。改成：value: 30"),
        (("set", FINE, "３０", "--from", "2028-01-01"), "改成：value: 30"),
        (("set", FINE, "300", "--from", "2028-01-01"), "必须 ≤ 100，现在是 300"),
        (("set", FINE, "30.55", "--from", "2028-01-01"), "小数"),
        (("set", FINE, "", "--from", "2028-01-01"), "这里应是一个数"),
        (("set", FINE, "1\n  evil: 2", "--from", "2028-01-01"), "这里应是一个数"),
        (("set", FINE, "30", "--from", "2024-12-31"), ":29:13: attendance.minor_fine: 从 2024-12-31 起的值"),
        (("set", FINE, "30", "--from", "2025-01-01"), ":29:13: attendance.minor_fine: 从 2025-01-01 起的值"),
        (("set", FINE, "30", "--from", "2026-03-01"), ":31:13: attendance.minor_fine: 从 2026-03-01 起的值"),
        (("set", FINE, "30", "--from", "2026-04-01"), "属于历史记录，不能修改"),
        (("set", FINE, "25.5", "--from", "2027-01-01"), "已经是这样"),
        (("set", "attendance.minor_fin", "30", "--from", "2028-01-01"), "是不是 attendance.minor_fine"),
        (("set", FINE, "30", "--from", "2028-1-1"), "2028-01-01"),
        (("set", FINE, "30", "--from", "2028-01-01", "--note", "只有中文"), "--note-en"),
        (("set", "appraisal.weight_quality", "61", "--from", "2028-01-01"), "两项权重之和必须是 100%"),
        (("unset", LIMIT), "没有已定而未生效的值可以撤回"),
        (("unset", FINE, "--from", "2026-03-01"), ":31:13: attendance.minor_fine: 从 2026-03-01 起的值在今天"),
        (("unset", FINE, "--from", "2029-01-01"), "没有从 2029-01-01 起的值。已定而未生效的有：2027-01-01"),
    ],
)
def test_what_is_refused_changes_nothing(run: Run, policy: Path, argv: tuple[str, ...], told: str) -> None:
    before = {path: path.read_bytes() for path in policy.rglob("*.yml")}
    done = run(*argv, "--data", str(policy))
    assert done.status in (1, 2)
    assert told in done.err
    assert "Traceback" not in done.err
    assert {path: path.read_bytes() for path in policy.rglob("*.yml")} == before


# git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small policy in a repository of its own, with a branch `main`, and an older policy beside it."""
    return committed(SMALL, tmp_path, monkeypatch)


def committed(policy: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = folder / "repository"
    shutil.copytree(policy, root / "policy_data")
    shutil.copytree(policy, folder / "policy_data_2025")
    git(root, "init", "-q", "-b", "main")
    commit(root, "first")
    monkeypatch.chdir(root)
    return root


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=HR", "-c", "user.email=hr@example.com")
    return subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)


def test_diff_of_the_last_commit_and_the_files(run: Run, repository: Path) -> None:
    assert run("diff").out.startswith("制度没有变化。")
    assert run("set", FINE, "35", "--from", "2027-07-01").status == 0
    assert run("diff").out.startswith("2027 年 7 月 1 日起，轻微迟到每次扣款由 25.50 元改为 35 元；适用于")
    commit(repository, "second")
    assert run("diff").out.startswith("制度没有变化。")
    assert "改为 35 元" in run("diff", "HEAD~1", "HEAD").out
    assert "改为 35 元" in run("diff", "../policy_data_2025").out


def test_diff_of_a_merge_request_leaves_out_what_others_did(run: Run, repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "mine")
    assert run("set", FINE, "35", "--from", "2027-07-01").status == 0
    commit(repository, "mine")
    git(repository, "checkout", "-q", "main")
    assert run("set", "appraisal.grade_good", "85", "--from", "2027-07-01").status == 0
    commit(repository, "theirs")
    assert "appraisal.grade_good" in run("diff", "main", "mine").out
    assert "appraisal.grade_good" not in run("diff", "main", "mine", "--merge-base").out


def test_a_report_in_a_file(run: Run, changed: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run("diff", str(SMALL), str(changed), "--format", "html", "--out", str(out)).out == ""
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_a_report_that_cannot_be_written_is_said_so(run: Run, changed: Path, tmp_path: Path) -> None:
    done = run("diff", str(SMALL), str(changed), "--out", str(tmp_path / "nowhere" / "at all" / "report.html"))
    assert (done.status, done.out) == (1, "")
    assert "写不进去" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["set", "unset", "diff"])
def test_the_examples_work(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """With the real policy, of which they speak. `unset` takes back what is scheduled, once each, so every example
    begins with the files as they were; questions are compared elsewhere."""
    monkeypatch.setattr("handbook.impact.differences.compare.question_changes", lambda *_: None)
    repository = committed(ROOT / "policy_data", tmp_path, monkeypatch)
    lines = [line.strip() for line in run(command, "--help").out.splitlines()]
    shown = [line for line in lines if line.startswith("handbook ")]
    assert len(shown) >= 2
    for line in shown:
        git(repository, "checkout", "-q", ".")
        assert run(*shlex.split(line)[1:]).status == 0, line


def test_a_day_earlier_and_a_day_later_are_told_apart(policy: Path) -> None:
    """A date moved by one day shows as the one day on which the value differs."""
    edit(policy / "parameters/attendance.yml", "from: 2027-01-01", "from: 2027-01-02")
    (change,) = impact(SMALL, policy).values
    assert (change.since, change.until) == (date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=1))

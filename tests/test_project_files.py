"""The files around the project: sample pipelines, hooks, templates, and the script that posts the report."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
GITHUB, GITLAB = ".github/workflows/handbook.yml", ".gitlab-ci.yml"


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize(("schema", "name"), [("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", GITLAB)])
def test_pipelines_fit_the_forges_schema(schema: str, name: str) -> None:
    command = [ROOT / ".venv/bin/check-jsonschema", "--builtin-schema", schema, ROOT / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def scripts() -> Iterator[tuple[str, str]]:
    for job, body in load(GITHUB)["jobs"].items():
        for step in body["steps"]:
            if "run" in step:
                yield f"github {job}", step["run"]
    for job, body in load(GITLAB).items():
        for key in ("before_script", "script"):
            for line in body.get(key, []) if isinstance(body, dict) else []:
                yield f"gitlab {job}", line


def test_their_scripts_are_shell_and_call_what_exists() -> None:
    targets = set(re.findall(r"^([\w./]+|\$\(READY\)):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for where, script in scripts():
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (where, done.stderr)
        for line in script.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["make"]:
                assert words[1] in targets or words[1] == ".venv/.ready", where
            if words[:1] and words[0].startswith(".venv/bin/"):
                shown = subprocess.run(
                    [ROOT / words[0], words[1], "--help"], capture_output=True, text=True, check=False
                )
                assert shown.returncode == 0, (where, line)
                assert [word for word in words if word.startswith("--") and word not in shown.stdout] == [], where


def test_the_report_has_the_history_it_compares_with_and_no_more_rights_than_it_needs() -> None:
    github, gitlab = load(GITHUB), load(GITLAB)
    checkout = github["jobs"]["report"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 0
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    assert github["permissions"] == {"contents": "read"}
    assert [name for name, job in github["jobs"].items() if "write" in str(job.get("permissions"))] == [
        "report",
        "deploy",
    ]


def test_actions_are_pinned_and_leave_no_credentials_behind() -> None:
    steps = [step for job in load(GITHUB)["jobs"].values() for step in job["steps"] if "uses" in step]
    assert [step["uses"] for step in steps if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])] == []
    checkouts = [step["with"] for step in steps if step["uses"].startswith("actions/checkout@")]
    assert checkouts
    assert all(given["persist-credentials"] is False for given in checkouts)
    one_version = re.findall(r"uses: (\S+)@(\S+ # v\S+)", (ROOT / GITHUB).read_text("utf-8"))
    assert len(one_version) == len(steps)
    assert len(set(one_version)) == len({name for name, _ in one_version})


def test_the_whole_report_is_kept_and_forks_get_no_token() -> None:
    github, gitlab = load(GITHUB)["jobs"]["report"]["steps"], load(GITLAB)
    (kept,) = [step["with"]["path"].split() for step in github if "upload-artifact" in step.get("uses", "")]
    assert kept == gitlab["report"]["artifacts"]["paths"] == ["report.html", "report.md"]
    assert re.fullmatch(r"[A-Za-z0-9_][-\w ]*", gitlab["report"]["artifacts"]["expose_as"], re.ASCII)
    (step,) = [step for step in github if "secrets." in str(step)]
    assert step["if"] == "github.event.pull_request.head.repo.full_name == github.repository"
    (rule,) = gitlab["comment"]["rules"]
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID" in rule["if"]
    assert [name for name, job in gitlab.items() if "post_report" in str(job)] == ["comment"]


def test_the_daily_rebuild_is_after_midnight_in_shanghai() -> None:
    (plan,) = load(GITHUB)[True]["schedule"]  # YAML 1.1 reads "on" as true
    minute, hour, *rest = plan["cron"].split()
    assert rest == ["*", "*", "*"]
    assert ((int(hour) + 8) % 24, int(minute) < 30) == (0, True)


def test_hooks_are_local_and_run() -> None:
    config = load(".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        done = subprocess.run(shlex.split(hook["entry"]), cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (hook["id"], done.stdout, done.stderr)


def test_templates_ask_for_what_the_law_wants_proved() -> None:
    texts = {(ROOT / name).read_text("utf-8") for name in (
        ".gitlab/merge_request_templates/Default.md", ".github/pull_request_template.md")}  # fmt: skip
    (text,) = texts
    for said in ("决定日期", "文号", "职工代表大会", "工会", "公示", "告知", "不构成法律意见"):
        assert said in text


def test_owners_are_of_paths_that_exist() -> None:
    for line in (ROOT / "CODEOWNERS").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "*")):
            assert (ROOT / line.split()[0].lstrip("/")).exists(), line


def test_editor_settings_name_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    named = set(settings["yaml.schemas"])
    assert named == {f"policy_data/.schema/{path.name}" for path in (ROOT / "policy_data/.schema").iterdir()}
    json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))

"""The files around the project: sample pipelines, hooks, templates, and the script that posts the report."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import post_report

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


# The report as a comment


class Forge(BaseHTTPRequestHandler):
    """Keeps comments as both forges do."""

    comments: list[dict[str, Any]]
    seen: list[tuple[str, str, str | None]]

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        token = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization")
        self.seen.append((self.command, self.path, token))
        if self.command == "GET":
            page = int(self.path.rpartition("page=")[2])
            found: Any = self.comments[(page - 1) * 100 : page * 100]
        elif self.command == "POST":
            found = {"id": 1000 + len(self.comments), **body}
            self.comments.append(found)
        else:
            id = int(self.path.rpartition("/")[2])
            found = next(each for each in self.comments if each["id"] == id)
            found.update(body)
        raw = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[type[Forge], str]]:
    handler = type("Handler", (Forge,), {"comments": [{"id": n, "body": "别的话"} for n in range(150)], "seen": []})
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield handler, f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    web.server_close()


@pytest.mark.parametrize("kind", ["gitlab", "github"])
def test_a_report_is_posted_once_and_then_replaced(server: tuple[type[Forge], str], kind: str) -> None:
    handler, address = server
    env = {
        "gitlab": {"CI_MERGE_REQUEST_IID": "7", "REPORT_TOKEN": "t", "CI_API_V4_URL": address, "CI_PROJECT_ID": "3"},
        "github": {"PULL_REQUEST": "7", "GITHUB_TOKEN": "t", "GITHUB_API_URL": address, "GITHUB_REPOSITORY": "a/b"},
    }[kind]
    place = post_report.forge(env)
    assert place
    assert post_report.post(place, "第一份报告") == "posted"
    assert post_report.post(place, "第二份报告") == "replaced"
    ours = [each["body"] for each in handler.comments if each["body"].startswith(post_report.MARK)]
    assert ours == [f"{post_report.MARK}\n第二份报告"]
    assert {token for *_, token in handler.seen} == {"t" if kind == "gitlab" else "Bearer t"}


def test_without_a_merge_request_nothing_is_posted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CI_MERGE_REQUEST_IID", "PULL_REQUEST"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "report.md").write_text("x", "utf-8")
    assert post_report.main([str(tmp_path / "report.md")]) == 0
    assert "没有贴报告" in capsys.readouterr().out
    assert post_report.main([]) == 2


def test_a_long_report_is_cut_at_a_line() -> None:
    cut = post_report.cut("一行字\n" * 40_000)
    assert len(cut) <= post_report.LIMIT + 100
    assert "全文见附件" in cut
    assert post_report.cut("短\n") == "短\n"

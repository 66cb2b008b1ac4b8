"""The editor on a copy of the policy, with and without git."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.macros.editing import ROOT, Browser, git


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """On the parameters and texts of the policy, in no repository; its rules and questions are slow to read."""
    return _on_a_copy(tmp_path, ".lock", "rules", "cases", "questions")


@pytest.fixture
def whole(tmp_path: Path) -> Browser:
    """On the whole policy, in no repository."""
    return _on_a_copy(tmp_path, ".lock")


def _on_a_copy(folder: Path, *without: str) -> Browser:
    policy = folder / "project" / "policy_data"
    shutil.copytree(ROOT / "policy_data", policy, ignore=shutil.ignore_patterns(*without))
    return Browser(folder / "project")


@pytest.fixture
def small(tmp_path: Path) -> Browser:
    """On a small policy that is in no repository."""
    policy = tmp_path / "project" / "policy_data"
    shutil.copytree(ROOT / "tests/handbook/policy", policy, ignore=shutil.ignore_patterns(".lock"))
    return Browser(tmp_path / "project")


@pytest.fixture
def repository(small: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """On a small policy that is committed on the branch `main`, by somebody whom git does not know."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    project = small.project
    (project / ".gitignore").write_text(".lock\n", "utf-8")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "first")
    return Browser(project)

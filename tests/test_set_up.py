"""`make`: a set-up that was interrupted, at whatever step, is mended by the next run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
STEPS = ("before", "python", "pip", "packages", "editable", "done")

# Stands for Python, for the venv's Python and for pip: does what they do, and is killed at the step in `die`.
STUB = """#!/bin/sh
die() { if [ "$(cat die)" = "$1" ]; then kill -9 $$; fi; }
case "$*" in
  -c*) exit 0 ;;
  "-m venv .venv")
    die before
    mkdir -p .venv/bin
    cp stub .venv/bin/python
    die python
    echo pip > .venv/pip
    die pip ;;
  "-m pip install --require-hashes"*)
    test -e .venv/pip || { echo "No module named pip"; exit 1; }
    if [ -e .venv/half ]; then echo "half a package is taken for a whole one"; exit 1; fi
    echo half > .venv/half
    die packages
    mv .venv/half .venv/packages ;;
  "-m pip install"*)
    die editable
    cp stub .venv/bin/handbook ;;
  *) exit 2 ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "stub").write_text(STUB, encoding="utf-8")
    (tmp_path / "stub").chmod(0o755)
    return tmp_path


def make(project: Path, die: str, target: str = ".venv/.ready") -> subprocess.CompletedProcess[str]:
    (project / "die").write_text(die, encoding="utf-8")
    return subprocess.run(["make", target, "PYTHON=./stub"], cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("step", STEPS[:-1])
def test_an_interrupted_set_up_is_mended(project: Path, step: str) -> None:
    killed = make(project, step)
    assert killed.returncode != 0
    assert "再运行一次" in killed.stdout
    assert not (project / ".venv/.ready").exists()
    mended = make(project, "never")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    for made in ("bin/python", "bin/handbook", "pip", "packages", ".ready"):
        assert (project / ".venv" / made).exists(), made
    assert make(project, "before").returncode == 0, "a third run has nothing to do"


@pytest.mark.parametrize("step", ["packages", "editable"])
def test_an_interrupted_update_is_mended(project: Path, step: str) -> None:
    assert make(project, "never").returncode == 0
    later = (project / ".venv/.ready").stat().st_mtime_ns + 10**9
    shutil.os.utime(project / "requirements.lock", ns=(later, later))
    assert make(project, step).returncode != 0
    shutil.os.utime(project / "requirements.lock", ns=(0, 0))
    assert make(project, "never").returncode == 0
    assert not (project / ".venv/half").exists()


def test_an_environment_without_pip_of_an_earlier_day(project: Path) -> None:
    (project / ".venv/bin").mkdir(parents=True)
    shutil.copy(project / "stub", project / ".venv/bin/python")
    assert make(project, "never").returncode == 0


def test_half_of_the_node_packages(project: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, project)
    (project / "bin").mkdir()
    npm = project / "bin/npm"
    npm.write_text('#!/bin/sh\nmkdir -p node_modules\n[ "$(cat die)" = npm ] && kill -9 $$\ntouch node_modules/whole\n')
    npm.chmod(0o755)
    target = ["make", "node_modules/.ready", f"PATH={npm.parent}:/usr/bin:/bin"]
    for die, status in (("npm", 2), ("never", 0), ("npm", 0)):
        (project / "die").write_text(die, encoding="utf-8")
        assert subprocess.run(target, cwd=project, capture_output=True, check=False).returncode == status
    assert (project / "node_modules/whole").exists()

"""`make serve` by pages: what is taken over from the last build is what a whole build would make."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from handbook import BROKEN, Phrase, in_languages
from macros.assets import csp
from macros.render.page import KeptPage
from macros.site import build, serve, tolerance
from macros.site.build import build_site
from macros.site.languages import LANGUAGES
from macros.site.making import state
from macros.site.making.contents import source_here
from macros.site.making.reading import preload
from macros.site.processes.languages import Workers
from macros.site.publishing import work_folder
from macros.site.texts import Made
from macros.site.tolerance import BuildFailed
from macros.site.watching import renewal
from macros.site.watching.live_reload import Server
from macros.site.watching.renewal import renew, take_over
from tests.macros.project import ROOT, edit

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")]

CHAPTER = """\
id: safety
title: {zh: 安全, en: Safety}
summary: {zh: 火灾怎么办, en: What to do in a fire}
sections:
  - id: fire
    title: {zh: 火灾, en: Fire}
    clauses:
      - id: leave
        title: {zh: 撤离, en: Leave}
        source: 3/1/1
        roles: [agent]
        see: [duties.work.greet]
        text: {zh: 先走人，再报警。, en: Leave first, then call for help.}
"""
QUESTION = """\
- id: who-first
  clause: duties.work.greet
  kind: true_false
  level: 1
  ask: {zh: 先问好，再报公司名称。, en: You say hello first and then name the company.}
  right: true
  because: {zh: 条款就是这么写的。, en: That is what the clause says.}
"""


def value_and_text(policy: Path) -> None:
    edit(policy / "parameters/attendance.yml", "value: 20\n", "value: 25\n")
    edit(policy / "chapters/1-duties.yml", "先问好，再报", "先微笑问好，再报")


def titles_and_a_role(policy: Path) -> None:
    edit(policy / "chapters/2-discipline.yml", "{zh: 工作纪律, en: Work discipline}", "{zh: 纪律, en: Rules of work}")
    edit(policy / "roles.yml", "  label: {zh: 客服主管,", "  reader: true\n  label: {zh: 主管,")


def a_question_and_a_rule(policy: Path) -> None:
    (policy / "questions").mkdir()
    (policy / "questions/duties.yml").write_text(QUESTION, encoding="utf-8")
    edit(policy / "rules/deduction.yml", "en: Deduction for lateness", "en: What lateness costs")


def a_chapter_more(policy: Path) -> None:
    (policy / "chapters/3-safety.yml").write_text(CHAPTER, encoding="utf-8")


def a_chapter_less(policy: Path) -> None:
    (policy / "chapters/3-safety.yml").unlink()


def a_mistake(policy: Path) -> None:
    edit(policy / "parameters/attendance.yml", "value: 25\n", "value: many\n")


def its_mending(policy: Path) -> None:
    edit(policy / "parameters/attendance.yml", "value: many\n", "value: 26\n")


def a_hand_written_page(policy: Path) -> None:
    (policy.parent / "docs/zh/about.md").write_text("# Handbook\n\n{{ h.version() }} again\n", encoding="utf-8")


def its_title(policy: Path) -> None:
    (policy.parent / "docs/zh/about.md").write_text("# Our handbook\n\n{{ h.version() }}\n", encoding="utf-8")


def the_name_of_the_site(policy: Path) -> None:
    edit(policy.parent / "mkdocs.yml", "site_name: ", "site_name: 新的")


def a_calculator(policy: Path) -> None:
    """Its script has another address then."""
    edit(policy / "parameters/attendance.yml", "value: 26\n", "value: 27\n")


SAVES = (
    value_and_text,
    titles_and_a_role,
    a_question_and_a_rule,
    a_chapter_more,
    a_chapter_less,
    a_mistake,
    its_mending,
    a_hand_written_page,
    its_title,
    the_name_of_the_site,
    a_calculator,
)
BY_WHO_STAYED = (value_and_text, a_mistake, its_mending, a_hand_written_page, a_calculator)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small policy in one language, with hand-written pages that need nothing of it."""
    for module in (build, renewal):
        monkeypatch.setattr(module, "LANGUAGES", LANGUAGES[:1])
    monkeypatch.setattr(tolerance, "_tolerant", True)
    monkeypatch.setattr(state, "_states", {})
    monkeypatch.setenv("HANDBOOK_TODAY", "2026-11-23")
    shutil.copytree(ROOT / "tests/handbook/policy", tmp_path / "policy_data")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"(?m)^watch: .*\n", "", config), "utf-8")
    (tmp_path / "macros").symlink_to(ROOT / "macros")
    (tmp_path / "docs/zh").mkdir(parents=True)
    (tmp_path / "docs/assets").symlink_to(ROOT / "docs/assets")
    for page in (ROOT / "docs/zh").glob("*.md"):
        (tmp_path / "docs/zh" / page.name).write_text("# Handbook\n\n{{ h.version() }}\n", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def workers(project: Path) -> Iterator[Workers]:
    """The processes of a site that is served."""
    with Workers(project, work_folder(project / "site"), stay=True) as workers:
        yield workers


@pytest.fixture
def worked_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that gets a line with each page that is worked on, and with the process that does it."""
    file, render = tmp_path / "worked_on", KeptPage.render

    def noted(self: KeptPage, *rest: object) -> None:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{self.file.src_uri} {os.getpid()}\n")
        render(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(KeptPage, "render", noted)
    return file


def test_after_every_save_the_site_is_what_a_build_from_nothing_makes(
    project: Path, workers: Workers, worked_on: Path
) -> None:
    site, shown, stayed = project / "site", list[str](), ""

    def renew_site() -> None:
        shown.clear()
        worked_on.write_text("", encoding="utf-8")
        preload(project / "policy_data")
        renew(site, workers, LANGUAGES[0], lambda language: shown.append(language.name), source_here())

    preload(project / "policy_data")
    build_site(project, site, say=False, workers=workers)
    (stayed,) = {line.split()[1] for line in worked_on.read_text("utf-8").splitlines()}
    for save in SAVES:
        save(project / "policy_data")
        renew_site()
        assert shown == ["zh"]
        pages = dict(line.split() for line in worked_on.read_text("utf-8").splitlines())
        if save == value_and_text:
            assert {"chapters/discipline.md", "chapters/duties.md", "numbers.md"} <= set(pages)
            assert {"glossary.md", "about.md", "practice/index.md"}.isdisjoint(pages)
        if save in BY_WHO_STAYED:
            assert set(pages.values()) <= {stayed}, "nobody else was needed"
        (stayed,) = set(pages.values()) or {stayed}
        (project / ".build").rename(project / "away")
        build_site(project, project / "whole", say=False)
        shutil.rmtree(project / ".build")
        (project / "away").rename(project / ".build")
        assert contents(site) == contents(project / "whole"), save.__name__
    renew_site()
    assert (shown, worked_on.read_text("utf-8")) == ([], ""), "nothing has changed"


def die(*_: object, **__: object) -> Iterator[Made]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield Made("index.md", "")


def test_where_a_process_dies_the_next_one_builds_anew(
    project: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Be it the one that stays, or the one that tells it what there is."""
    site = project / "site"

    def renew_site() -> None:
        preload(project / "policy_data")
        renew(site, workers, LANGUAGES[0], lambda _: None, source_here())

    def fails() -> None:
        with pytest.raises(BuildFailed) as failed:
            renew_site()
        assert failed.value.status == BROKEN
        assert "进程被系统强行结束" in capsys.readouterr().out
        workers.end()  # as whoever serves does

    preload(project / "policy_data")
    build_site(project, site, say=False, workers=workers)
    value_and_text(project / "policy_data")
    with monkeypatch.context() as patch:
        patch.setattr("macros.site.making.contents.make_pages", die)
        fails()
    renew_site()
    a_value(project / "policy_data")
    (process,) = (each for each in multiprocessing.active_children())
    process.kill()
    process.join()
    fails()
    renew_site()
    build_site(project, project / "whole", say=False)
    assert contents(site) == contents(project / "whole")


def a_value(policy: Path) -> None:
    edit(policy / "parameters/attendance.yml", "value: 25\n", "value: 28\n")


SINGLE = """\
- id: at-first
  clause: duties.work.greet
  kind: single
  level: 1
  ask: {zh: 接起电话先做什么？, en: What do you do first on the telephone?}
  options:
    - {text: {zh: 先微笑, en: Smile}, right: true}
    - {text: {zh: 先等客户, en: Wait for them}, mistake: swapped_roles, why: {zh: 顺序反了。, en: The wrong order.}}
    - {text: {zh: OTHER, en: Take a note}, mistake: swapped_roles, why: {zh: 顺序反了。, en: The wrong order.}}
  because: {zh: 条款就是这么写的。, en: That is what the clause says.}
"""


def test_where_a_question_has_an_error_those_of_before_stay(
    project: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pages are begun before the questions are looked at."""
    monkeypatch.setattr(serve, "LANGUAGES", LANGUAGES[:1])
    site, questions, shown = project / "site", project / "policy_data/questions", list[str]()
    server = cast(Server, SimpleNamespace(looked_at="", show=shown.append))
    questions.mkdir()

    def save(other: str) -> tuple[int, bool, bool]:
        """How often something was shown; whether an error is told on the page; whether the first question is there."""
        (questions / "duties.yml").write_text(SINGLE.replace("OTHER", other), encoding="utf-8")
        shown.clear()
        serve._build(project, partial(serve._make, project, site, server, workers))
        told = "hb-problems" in (site / "index.html").read_text("utf-8")
        assert told == ("questions/duties.yml" in capsys.readouterr().out)
        return len(shown), told, any("先记下来" in file.read_text("utf-8") for file in site.glob("assets/quiz/**/*.js"))

    assert save("先记下来") == (1, False, True)
    assert save("先等客户") == (1, True, True), "two options are the same"
    assert save("先转给别人") == (1, False, False)


def test_taking_over_a_folder(tmp_path: Path) -> None:
    new, site = tmp_path / "new", tmp_path / "site"
    for path in ("new/a/index.html", "new/same.js", "new/b/new.js", "site/old/index.html", "site/en/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    for folder in (new, site):
        (folder / "same.js").write_text("same", encoding="utf-8")
    same = (site / "same.js").stat().st_ino
    assert take_over(new, site, ["en"])
    assert sorted(contents(site)) == ["a/index.html", "b/new.js", "en/index.html", "same.js"]
    assert (site / "same.js").stat().st_ino == same
    assert not (site / "old").exists(), "an empty folder is no page"
    shutil.copytree(site, tmp_path / "again", ignore=shutil.ignore_patterns("en"))
    assert not take_over(tmp_path / "again", site, ["en"])


@pytest.mark.parametrize(("status", "done"), [(BROKEN, ["whole"]), (1, [])], ids=["died", "refused"])
def test_where_a_process_died_everything_is_built(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
    done: list[str],
) -> None:
    """What is wrong with a page would be wrong again."""

    def fail(*_: object) -> None:
        raise BuildFailed(status=status)

    built: list[str] = []
    server = Server("127.0.0.1", 0, tmp_path, lambda _: None, lambda: None)
    monkeypatch.setattr(serve, "renew", fail)
    monkeypatch.setattr(serve, "build_site", lambda *_, **__: built.append("whole"))
    (tmp_path / csp.FILE).touch()
    with contextlib.closing(server.socket), contextlib.suppress(BuildFailed):
        serve._make(tmp_path, tmp_path, server, Workers(tmp_path, tmp_path), source_here())
    assert built == done
    told = f"{in_languages(Phrase('macros.build.serve.whole_instead'))}\n"
    assert capsys.readouterr().out == (told if done else "")

"""A kind of question is one module, a line in `quiz.kinds` and its words: one is added to a copy of the program."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.quiz.conftest import ROOT

pytestmark = pytest.mark.slow

MODULE = '''
"""What comes first: the steps are options, and the first of them is right."""

from handbook import frozen
from handbook.lang.catalogue import Phrase
from quiz.kinds.answer import Option
from quiz.kinds.choice import Choice


@frozen
class First(Choice):
    kind = "first"
    title = Phrase("quiz.kinds.first.title")
    how = Phrase("quiz.kinds.first.how")
    needs = ("order",)
    marks_options = False

    @classmethod
    def drawn(cls, draft):
        first, *others = draft.order()
        return cls((Option(first, right=True), *(Option(each, mistake="skipped_step", why=each) for each in others)))

    def lacks_key(self):
        return len(self.options) < 2
'''
WORDS = {
    "zh": "\nfirst:\n  title: 最先题\n  how: 写出最先做的一步\n",
    "en": "\nfirst:\n  title: What comes first\n  how: write the letter of the first step\n",
}
QUESTION = """
- id: first-of-all
  clause: duties.work.greet
  kind: first
  level: 1
  ask: {zh: 客户打来电话，最先做什么？, en: A customer calls. What do you do first?}
  because: {zh: 先问好。, en: You greet first.}
  order:
    - {zh: 问好, en: Greet}
    - {zh: 核对资料, en: Check the details}
    - {zh: 作答, en: Answer}
"""
SCRIPT = """
import json
from datetime import date
from pathlib import Path
from quiz.check import checked_bank
from quiz.models import QuestionEntry
from quiz.papers.exporters import EXPORTERS, export
from quiz.papers.exporters.neutral import of_bank
from quiz.papers.drawing import Request, draw
from handbook.schema.json_schema import make_schemas

checked = checked_bank(Path("policy"), date(2026, 11, 23))
bank = checked.bank
(question,) = draw(bank, Request(1, "x", kinds=("first",)))
formats = [name for name, exporter in EXPORTERS.items() if not exporter.of_papers]
exports = {name: export(name, of_bank(bank, [question], "en")) for name in formats}
print(json.dumps({
    "errors": [problem.line("en") for problem in checked.errors],
    "allowed": make_schemas().by_kind["questions"]["$defs"]["QuestionEntry"]["properties"]["kind"]["enum"],
    "key": question.key,
    "browser": question.answer.browser("en"),
    "exports": {name: done.files[0].hex() for name, done in exports.items()},
    "left_out": [id for done in exports.values() for _, ids in done.left_out for id in ids],
}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a program with one more kind makes of a question of it."""
    folder = tmp_path_factory.mktemp("program")
    for package in ("handbook", "quiz"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "handbook" / "policy", folder / "policy")
    (folder / "policy" / "questions").mkdir()
    (folder / "policy" / "questions" / "new.yml").write_text(QUESTION, encoding="utf-8")
    kinds = folder / "quiz" / "kinds"
    (kinds / "first.py").write_text(MODULE, encoding="utf-8")
    registry = (kinds / "__init__.py").read_text(encoding="utf-8")
    registry = registry.replace(
        "from quiz.kinds.matching", "from quiz.kinds.first import First\nfrom quiz.kinds.matching"
    )
    (kinds / "__init__.py").write_text(registry.replace("= (Single,", "= (First, Single,"), encoding="utf-8")
    for lang, words in WORDS.items():
        with (folder / "quiz" / "words" / lang / "kinds.yml").open("a", encoding="utf-8") as file:
            file.write(words)
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_is_checked(made: dict[str, Any]) -> None:
    assert made["errors"] == []
    assert made["allowed"][0] == "first"
    assert made["key"] == ["问好"]


def test_it_goes_to_the_browser_and_to_other_systems(made: dict[str, Any]) -> None:
    assert [option["t"] for option in made["browser"]["o"] if option.get("r")] == ["Greet"]
    assert made["left_out"] == []
    assert "Greet" in bytes.fromhex(made["exports"]["gift"]).decode()
    assert 'type="multichoice"' in bytes.fromhex(made["exports"]["moodle"]).decode()

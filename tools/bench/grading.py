"""Grading: many lines of a paper of fifty questions with all their files, in Python and in the browser's code."""

from __future__ import annotations

import json
import random
import subprocess
import time
from pathlib import Path

from handbook import fitted
from handbook.lang.catalogue import section
from quiz.exams.frame import Head
from quiz.frozen.shapes import FrozenFile, number_of
from quiz.grading.results import grade
from quiz.grading.writing import all_files, results_json
from quiz.papers.documents.templates import browser_template
from tests.quiz.grading.handed import line, sample_file
from tools.bench.scale import Scale

QUESTIONS = 50
_SCRIPT = Path(__file__).with_name("grading.mjs")


def bench(scale: Scale) -> None:
    """Seconds of CPU; 2,000 lines are to take under 5 in each runtime."""
    lines = scale.pick(20, 500, 2000)
    file = _paper()
    luck = random.Random(1)
    text = "\n".join(line(file, luck, Head(name="", staff_number=f"{each:05}", used=each)) for each in range(lines))
    start = time.process_time()
    results = grade(file, text)
    graded = time.process_time()
    content = all_files(file, results, "zh")
    written = time.process_time() - graded
    print(f"Grading {lines} lines of {QUESTIONS} questions, and writing all files (of 2,000 under 5 s)")
    print(f"  Python  {graded - start:6.2f} s CPU, files {written:6.2f} s CPU, {len(content) // 1024} KB")
    words = {f"{name}_{key}".replace(".", "_"): each for name in ("grading", "exams")
             for key, each in section("quiz", name, "zh").items()}  # fmt: skip
    given = {"file": json.loads(file.content), "text": text, "words": words, "template": browser_template("zh")}
    done = subprocess.run(["node", _SCRIPT], input=json.dumps(given).encode(), capture_output=True, check=True)
    told = json.loads(done.stdout)
    same = "the same results" if told["json"] == results_json(results).decode() else "OTHER RESULTS"
    print(f"  Node    {told['graded']:6.2f} s CPU, files {told['written']:6.2f} s CPU, {same}")


def _paper() -> FrozenFile:
    """The sample's first question, fifty times."""
    data = sample_file()
    first = data["paper"]["questions"][0]
    questions = [first | {"points": 100 // QUESTIONS, "stem": f"{first['stem']} {each}"} for each in range(QUESTIONS)]
    data["paper"]["questions"] = questions
    data["paper"]["number"] = number_of(data["paper"])
    data["key"]["questions"] = [data["key"]["questions"][0] | {"id": f"q-{each}"} for each in range(QUESTIONS)]
    return fitted(FrozenFile, data)

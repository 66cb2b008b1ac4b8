"""The quiz: making and linting the bank and its growth; a practice page beside peers' with the same questions."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from handbook.load import open_book
from macros.build import ROOT
from quiz.bank import Bank, build_bank
from quiz.lints import lint
from quiz.opening import open_bank
from quiz.question import Question
from quiz.reading import read_questions
from tools.bench.measure import median, run
from tools.bench.peers.environments import Unavailable, python_peer
from tools.bench.synthetic import write_policy

DAY = date(2026, 11, 23)
CHECK = (sys.executable, "-m", "quiz", "check")
SAME = 20  # questions on the page


def bench(quick: bool) -> None:
    """All figures of the quiz."""
    runs = [run(CHECK, ROOT) for _ in range(3 if quick else 7)]
    print(f"quiz check, the real policy, both days of change: {median(runs, 'cpu'):.2f} s CPU (under 2 s)")
    _growth((10, 100) if quick else (100, 1000))
    _pages(open_bank(ROOT / "policy_data", DAY))


def _growth(sizes: Sequence[int]) -> None:
    """Making and linting alone, without reading the policy."""
    print("quiz, making the bank and linting it")
    _report("the real policy", ROOT / "policy_data")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_policy(Path(folder), max(size // 10, 1), 10, size)
            _report(f"{size} parameters and clauses", Path(folder))


def _report(name: str, data: Path) -> None:
    book, written = open_book(data, DAY), read_questions(data)
    start = time.process_time()
    bank, _ = build_bank(book, written, DAY)
    found = sum(1 for _ in lint(bank))
    seconds = time.process_time() - start
    rate = len(bank.questions) / seconds
    print(f"  {name:32} {len(bank.questions):6} questions {seconds:6.2f} s CPU {rate:8.0f} a second ({found} remarks)")


def _pages(bank: Bank) -> None:
    """What a browser fetches for 20 single choices: the page, the quiz's own scripts and styles; not the theme's."""
    print(f"practice page with {SAME} single choices, KB packed (page + the quiz's own scripts, styles and data)")
    chosen = [each for each in bank.questions.values() if each.kind == "single"][:SAME]
    ours = _ours()
    print(f"  ours, with the index of the whole bank and its largest chapter   {ours / 1024:6.1f}")
    try:
        theirs = _mkdocs_quiz(chosen)
        print(f"  mkdocs-quiz                                                      {theirs / 1024:6.1f}")
        print(f"  ratio to mkdocs-quiz: {ours / theirs:.2f}")
        runtime = _superquiz()
        print(f"  mkdocs-superquiz, its runtime script and one style alone         {runtime / 1024:6.1f}")
        print(f"  ratio to mkdocs-superquiz: {ours / runtime:.2f}", flush=True)
    except Unavailable as missing:
        print(f"  {missing}", flush=True)


def _ours() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run(
            [sys.executable, "-m", "macros.build", "--site", site], cwd=ROOT, capture_output=True, check=True
        )
        chapters = [file for file in (site / "assets" / "quiz").glob("*.js") if file.stem != "index"]
        largest = max(chapters, key=lambda file: _packed([file]))
        own = ("practice/index.html", "assets/quiz/index.js", "assets/js/practice.js", "assets/css/quiz.css")
        return _packed([*(site / name for name in own), largest])


def _mkdocs_quiz(questions: Sequence[Question]) -> int:
    python = python_peer("mkdocs-quiz", ("mkdocs-quiz==1.7.1", "mkdocs-material==9.8.1"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        (root / "docs" / "index.md").write_text("# Quiz\n\n" + "\n".join(map(_as_quiz, questions)), encoding="utf-8")
        config = "site_name: quiz\ntheme: {name: material, font: false}\nplugins: [mkdocs_quiz]\n"
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
        subprocess.run([python, "-m", "mkdocs", "build", "-q"], cwd=root, capture_output=True, check=True)
        site = root / "site"
        own = [file for file in site.rglob("*quiz*") if file.suffix in (".js", ".css")]
        return _packed([site / "index.html", *own])


def _as_quiz(question: Question) -> str:
    rows = [f"- [{'x' if option.right else ' '}] {option.text.zh}" for option in question.options]
    return "\n".join(["<quiz>", question.stem.zh, *rows, "", question.because.zh, "</quiz>", ""])


def _superquiz() -> int:
    python = python_peer("mkdocs-superquiz", ("mkdocs-superquiz==0.7.1",))
    where = "import mkdocs_superquiz, pathlib; print(pathlib.Path(mkdocs_superquiz.__file__).parent / 'assets')"
    done = subprocess.run([python, "-c", where], capture_output=True, text=True, check=True)
    assets = Path(done.stdout.strip())
    return _packed([assets / "quiz-runtime.js", assets / "quiz-light.css"])


def _packed(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)

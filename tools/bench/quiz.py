"""The quiz: making and linting the bank and its growth; a practice page beside peers' with the same questions."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from handbook.policy.load import open_book
from macros.data.quiz_data import quiz_files
from macros.site.build import ROOT
from macros.site.edition import Edition
from quiz.bank import Bank, build_bank
from quiz.commands.opening import open_bank
from quiz.lints import lint
from quiz.question import Question
from quiz.sources.written.files import read_questions
from tools.bench.measure import median, run
from tools.bench.peers.environments import Unavailable, python_peer
from tools.bench.synthetic import write_policy

DAY = date(2026, 11, 23)
CHECK = (sys.executable, "-m", "quiz", "check")
SAME = 20  # questions on the page
EXTENSIONS = "markdown_extensions: [admonition]"  # a peer's questions are written as admonitions
OWN = re.compile(r'(?:src|href)="([^"]*quiz[^"]*\.(?:js|css))"')  # what a peer's page asks for
WITHIN = re.compile(r"<script(?![^>]* (?:src|id)=)[^>]*>(.*?)</script>", re.DOTALL)
THEMES = ("__md_", "var palette", "var target")  # how the theme's own begin
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
WRITTEN = re.compile(r"^(?:- \[x\] |!!! ).*", re.MULTILINE)  # how a question looks in Markdown


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
    """What a browser fetches for 20 single choices: page, scripts, styles and data of the quiz; not the theme's."""
    chosen = [each for each in bank.questions.values() if each.kind == "single"][:SAME]
    print(f"practice page with the same {SAME} single choices, KB packed: all (page, script, style, data)")
    same, served = _ours(bank, chosen)
    print(f"  ours                       {same}")
    for name, build in (("mkdocs-quiz", _mkdocs_quiz), ("mkdocs-superquiz", _superquiz)):
        try:
            theirs = build(chosen)
        except Unavailable as missing:
            print(f"  {missing}", flush=True)
            continue
        print(f"  {name:26} {theirs}")
        alone = theirs.script + theirs.within
        print(f"    ratio, ours to theirs: {same.all / theirs.all:.2f}")
        print(f"    ratio of the scripts alone: {same.script / alone:.2f} (theirs {alone / 1024:.1f})")
    print(f"  ours as served, with the index of the whole bank and its largest chapter: {served}", flush=True)


@dataclass(frozen=True)
class Weight:
    """Bytes with gzip -9."""

    page: int
    script: int
    style: int
    data: int = 0
    within: int = 0  # scripts that the page itself holds; counted with the page

    @property
    def all(self) -> int:
        return self.page + self.script + self.style + self.data

    def __str__(self) -> str:
        parts = ", ".join(f"{each / 1024:.1f}" for each in (self.page, self.script, self.style, self.data))
        return f"{self.all / 1024:6.1f} ({parts})"


def _ours(bank: Bank, chosen: Sequence[Question]) -> tuple[Weight, Weight]:
    """The page as built, with the data of the chosen questions alone, and with the data as they are served."""
    few = replace(bank, questions=MappingProxyType({each.id: each for each in chosen}))
    edition = Edition(bank.book, bank.day, "zh", "handbook", few)
    data = sum(_packed_text(text) for _, text in quiz_files(edition, few) if '"questions":{}' not in text)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        command = [sys.executable, "-m", "macros.site.build", "--site", site]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        chapters = [file for file in (site / "assets" / "quiz").glob("*.js") if file.stem != "index"]
        largest = max(chapters, key=lambda file: _packed([file]))
        names = ("practice/index.html", "assets/js/practice.js", "assets/css/quiz.css")
        page, script, style = (_packed([site / name]) for name in names)
        served = _packed([site / "assets/quiz/index.js", largest])
    return Weight(page, script, style, data), Weight(page, script, style, served)


def _mkdocs_quiz(questions: Sequence[Question]) -> Weight:
    packages = ("mkdocs-quiz==1.7.1", "mkdocs-material==9.8.1")
    return _peer("mkdocs-quiz", packages, "mkdocs_quiz", "\n".join(map(_as_quiz, questions)))


def _superquiz(questions: Sequence[Question]) -> Weight:
    packages = ("mkdocs-superquiz==0.7.1", "mkdocs-material==9.8.1")
    return _peer("mkdocs-superquiz", packages, "superquiz", "\n".join(map(_as_superquiz, questions)))


def _peer(name: str, packages: Sequence[str], plugin: str, page: str) -> Weight:
    """A page built by a peer: its HTML, and the scripts and styles that are the plugin's own."""
    python = python_peer(name, packages)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        (root / "docs" / "index.md").write_text(f"# Quiz\n\n{page}", encoding="utf-8")
        config = ("site_name: page", "theme: {name: material, font: false}", f"plugins: [{plugin}]", EXTENSIONS)
        (root / "mkdocs.yml").write_text("\n".join(config), encoding="utf-8")
        subprocess.run([python, "-m", "mkdocs", "build", "-q"], cwd=root, capture_output=True, check=True)
        html = (root / "site" / "index.html").read_text(encoding="utf-8")
        shown = COMMENT.sub("", html)
        if any(line in shown for line in WRITTEN.findall(page)):
            raise Unavailable(f"{name} left the questions as they were written")
        own = [root / "site" / address for address in OWN.findall(html)]
        script, style = (_packed([file for file in own if file.suffix == end]) for end in (".js", ".css"))
        within = _packed_text("".join(text for text in WITHIN.findall(html) if not text.startswith(THEMES)))
        return Weight(_packed_text(html), script, style, within=within)


def _as_quiz(question: Question) -> str:
    rows = [f"- [{'x' if option.right else ' '}] {option.text.zh}" for option in question.options]
    return "\n".join(["<quiz>", question.stem.zh, *rows, "", question.because.zh, "</quiz>", ""])


def _as_superquiz(question: Question) -> str:
    texts = [option.text.zh.replace("[", "(").replace("]", ")") for option in question.options]
    rows = [f"      - [{text}]" if each.right else f"      - {text}" for text, each in zip(texts, question.options)]
    return "\n".join(['!!! scquiz "题"', f"    {question.stem.zh}", "", "    answers:", *rows, ""])


def _packed(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)


def _packed_text(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))

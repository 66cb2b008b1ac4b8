"""What came of loading a policy, as data; run as a program, in a process that has read nothing before.

python -m tests.handbook.loading <directory> …    the `policy` in each directory, each as if it were the first
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from handbook.files.reading import forget_files
from handbook.policy.book import PolicyBook
from handbook.policy.load import load
from handbook.rules.reading.cases import run_case

TODAY = date(2026, 11, 23)


def came_of(root: Path) -> dict[str, Any]:
    """The problems as they are told, and of a policy without errors what it says and what its rules give."""
    loaded = load(root, TODAY)
    told = [(str(each.place), each.severity, each.message("zh"), each.message("en")) for each in loaded.problems]
    book = loaded.book
    return {"problems": told, "digest": book and book.digest, "results": book and _results(book)}


def _results(book: PolicyBook) -> dict[str, Any]:
    entries = {name: parameter.entry for name, parameter in book.parameters.items()}
    traces = {case.id: run_case(case, book.rules[case.rule], entries) for case in book.cases}
    rules = {id: repr((rule.inputs, rule.steps, rule.parameters, rule.asks)) for id, rule in book.rules.items()}
    return rules | {
        id: repr((trace.asked, trace.steps, trace.outcomes, trace.work, trace.refusal)) for id, trace in traces.items()
    }


if __name__ == "__main__":
    found = []
    for directory in sys.argv[1:]:
        os.chdir(directory)
        found.append(came_of(Path("policy")))
        forget_files()
    print(json.dumps(found))

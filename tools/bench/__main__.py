"""Runs the benchmarks: `make bench`, `make bench ARGS="--quick"`, `make bench ARGS="rules --parity"`.

`--smoke` runs each part at its smallest size, which shows that it runs and gives no figures worth keeping.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

os.environ["HANDBOOK_TODAY"] = "2026-11-23"

from tools.bench import check, diff, exam, grading, keystroke, page, quiz, rules, search, serve, sheets, site
from tools.bench.scale import Scale

PARTS = {
    "check": check.bench,
    "diff": diff.bench,
    "site": site.bench,
    "serve": serve.bench,
    "rules": rules.bench,
    "sheets": sheets.bench,
    "keystroke": keystroke.bench,
    "quiz": quiz.bench,
    "grading": grading.bench,
    "exam": exam.bench,
    "page": page.bench,
    "search": search.bench,
}


def main(argv: Sequence[str] | None = None) -> None:
    """Print every figure asked for."""
    parser = argparse.ArgumentParser(description="Ratios and growth, measured side by side in one run.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which figures (default: all)")
    parser.add_argument("--quick", action="store_const", const=Scale.QUICK, dest="scale", help="smaller sizes")
    parser.add_argument("--smoke", action="store_const", const=Scale.SMOKE, dest="scale", help="the smallest sizes")
    parser.add_argument("--parity", action="store_true", help="and compare both runtimes of the rules at length")
    parser.set_defaults(scale=Scale.FULL)
    options = parser.parse_args(argv)
    for part in options.parts or PARTS:
        PARTS[part](options.scale)
    if options.parity:
        rules.parity()


if __name__ == "__main__":
    main()

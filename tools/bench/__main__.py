"""Runs the benchmarks: `make bench`, or `make bench ARGS="--quick"`, or `make bench ARGS="rules --parity"`."""

from __future__ import annotations

import argparse
import os

os.environ["HANDBOOK_TODAY"] = "2026-11-23"

from tools.bench import check, diff, keystroke, quiz, rules, site

PARTS = {
    "check": check.bench,
    "diff": diff.bench,
    "site": site.bench,
    "rules": rules.bench,
    "keystroke": keystroke.bench,
    "quiz": quiz.bench,
}


def main() -> None:
    """Print every figure asked for."""
    parser = argparse.ArgumentParser(description="Ratios and growth, measured side by side in one run.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which figures (default: all)")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    parser.add_argument("--parity", action="store_true", help="and compare both runtimes of the rules at length")
    options = parser.parse_args()
    for part in options.parts or PARTS:
        PARTS[part](options.quick)
    if options.parity:
        rules.parity()


if __name__ == "__main__":
    main()

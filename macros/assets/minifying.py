"""Run as a program: texts by file name on standard input, the same minified on standard output, both as JSON."""

from __future__ import annotations

import json
import sys

import minify

KINDS = {".js": "application/javascript", ".css": "text/css"}


def main() -> None:
    """Exit status 1 with the file and the place where one cannot be read."""
    smaller = {}
    for name, text in json.load(sys.stdin.buffer).items():
        kind = KINDS[name[name.rindex(".") :]]
        try:
            smaller[name] = minify.string(kind, text)
        except minify.MinifyError as error:
            sys.exit(f"{name}: {error}")
    sys.stdout.write(json.dumps(smaller))


if __name__ == "__main__":
    main()

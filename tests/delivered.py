"""The scripts as the site delivers them, in one piece and minified, for a program in Node that tries them."""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from macros.assets.bundle import delivering, minified

DOCS = Path(__file__).parents[1] / "docs"
_IMPORT = re.compile(r'^ *import \{([^}]+)\} from "[./]+/docs/assets/js/([^"]+)\.js";\n', re.MULTILINE)
_PLACE = "globalThis.delivered"
# What follows a program that defines `answer(task)`: it answers every line of JSON by a line of JSON.
_ANSWERING = """
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let told;
  try {
    told = { answer: answer(JSON.parse(line)) };
  } catch (error) {
    told = { failed: error.stack };
  }
  process.stdout.write(`${JSON.stringify(told)}\\n`);
}
"""
_folder = tempfile.TemporaryDirectory(prefix="delivered-")


@cache
def delivered(program: str) -> Path:
    """A file with the program, in which what it imports of the modules under docs/assets/js comes minified.

    `program` is an ES module that imports names from modules, each under its own name.
    """
    imports: dict[str, list[str]] = {}
    for names, module in _IMPORT.findall(program):
        imports.setdefault(module, []).extend(name.strip() for name in names.split(",") if name.strip())
    scripts = minified({"delivered.js": delivering(DOCS, imports, _PLACE)}, "tried")
    taken = ", ".join(name for names in imports.values() for name in names)
    file = Path(_folder.name) / f"{len(list(Path(_folder.name).iterdir()))}.mjs"
    text = f"{scripts['delivered.js']};\nconst {{ {taken} }} = {_PLACE};\n{_IMPORT.sub('', program)}"
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def delivered_to(program: Path) -> Path:
    """The same of a program in a file."""
    return delivered(program.read_text(encoding="utf-8"))


def ask(program: str, task: Any) -> Any:
    """What the function `answer` of a program makes of a task, in a Node that stays for the tasks of other tests."""
    node = _standing(program)
    assert node.stdin
    assert node.stdout
    node.stdin.write(f"{json.dumps(task)}\n")
    node.stdin.flush()
    told = json.loads(node.stdout.readline())
    if "failed" in told:
        raise RuntimeError(told["failed"])
    return told["answer"]


@cache
def _standing(program: str) -> subprocess.Popen[str]:
    """A Node that answers tasks of the program until it is told, at our end, that no more come."""
    node = subprocess.Popen(
        ["node", delivered(program + _ANSWERING)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(node.communicate)
    return node

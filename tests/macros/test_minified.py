"""What is minified does what it did before, in the same order."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Sequence

from macros.assets.bundle import joined, minified
from tests.delivered import DOCS, delivered
from tests.fuzzing import scaled
from tests.macros.drawn_scripts import drawn_script

_RUN = """
function ways(text) {
  const marks = [];
  const left = (what) => {
    if (marks.push(what) > 300) throw new RangeError("too long");
    return marks.length;
  };
  const mark = (n) => [0, 1, n, "", null, undefined, NaN][(left(`mark ${n}`) + n) % 7];
  const list = (n) => Object.assign([n, left(`list ${n}`)], { a: n, b: marks.length });
  const traps = (n) => ({ get a() { return left(`a of ${n}`); }, get b() { return left(`b of ${n}`); } });
  const say = (what) => (left(`say ${typeof what} ${what}`), what);
  try {
    (0, eval)(text);
    left(JSON.stringify(globalThis.made(mark, list, traps, say), (_, value) => value ?? `${value}`));
  } catch (error) {
    left(error.name);
  }
  return marks;
}
const pairs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(pairs.map((pair) => pair.map(ways))));
"""


def _differing(scripts: Sequence[str]) -> list[tuple[str, str, list[list[str]]]]:
    """The scripts, each `function run(mark, list, traps, say)`, that do something else once minified."""
    sources = {f"{at}.js": joined([f"globalThis.made = run;\n{script}\n"]) for at, script in enumerate(scripts)}
    small = minified(sources, "tried")
    pairs = [[sources[name], small[name]] for name in sources]
    done = subprocess.run(["node", "-e", _RUN], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    told = zip(scripts, small.values(), json.loads(done.stdout), strict=True)
    return sorted([each for each in told if each[2][0] != each[2][1]], key=lambda each: len(each[0]))


PLANTED = {
    "bits that are taken in order": "const head = mark(1);\nconst { a, b } = list(2);\nreturn [head, a, b];",
    "the same with let": "let head = mark(1);\nlet [a, b] = list(2);\nhead += 1;\nreturn [head, a, b];",
    "after one that it needs": (
        "const head = mark(1);\nconst { a } = list(head);\nconst [b] = list(3);\nreturn [head, a, b];"
    ),
    "a default that another gives": "const head = mark(1);\nconst { z = head } = {};\nreturn z;",
    "a name that another gives": 'const name = "b";\nconst { [name]: b } = list(1);\nreturn b;',
    "a function that needs another": (
        "const head = mark(3);\nconst { b } = f();\nreturn b;\nfunction f() {\nreturn { b: head };\n}"
    ),
    "in an else that goes": (
        "if (say(0)) {\nreturn 1;\n} else {\nconst head = mark(1);\nsay(head);\nconst { a } = list(2);\nreturn a;\n}"
    ),
    "nothing after calls": "say(mark(2));\nsay(mark(3));\nreturn undefined;",
}


def test_declarations_stay_in_order() -> None:
    scripts = [f"function run(mark, list, traps, say) {{\n{body}\n}}" for body in PLANTED.values()]
    assert _differing(scripts) == []


def test_drawn_scripts_do_the_same_once_minified() -> None:
    chance = random.Random(20261126)
    found = _differing([drawn_script(chance) for _ in range(scaled(1500))])
    assert found == [], "\n\n".join(map(str, found[0]))


def test_programs_in_node_try_what_is_delivered() -> None:
    program = 'import { base32 } from "./docs/assets/js/exam/signs.js";\nconsole.log(String(base32));\n'
    done = subprocess.run(["node", delivered(program)], capture_output=True, text=True, check=True)
    source = (DOCS / "assets/js/exam/signs.js").read_text("utf-8")
    assert done.stdout.startswith("function")
    assert done.stdout.strip() not in source

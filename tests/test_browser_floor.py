"""The floor of browsers: `browserslist` in package.json states it, and the linters refuse what came later; they refuse
what the minifier reads wrongly, too.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FLOOR = ["iOS >= 14", "Chrome >= 86"]
SCRIPT, STYLE = "docs/assets/js/quiz/planted.js", "docs/assets/css/planted.css"

LATER_SCRIPTS = {
    "Array.prototype.at": "export const last = (list) => list.at(-1);",
    "String.prototype.at": 'export const last = "text".at(-1);',
    "findLast": "export const found = (list) => list.findLast(Boolean);",
    "findLastIndex": "export const found = (list) => list.findLastIndex(Boolean);",
    "toSorted": "export const sorted = (list) => list.toSorted();",
    "Object.hasOwn": 'export const has = (object) => Object.hasOwn(object, "a");',
    "Object.groupBy": "export const groups = (list) => Object.groupBy(list, String);",
    "structuredClone": "export const copy = (data) => structuredClone(data);",
    "Error cause": 'export const error = new Error("a", { cause: 1 });',
    "Promise.withResolvers": "export const { promise } = Promise.withResolvers();",
    "WeakRef": "export const reference = (object) => new WeakRef(object);",
    "Intl.ListFormat": 'export const format = new Intl.ListFormat("zh");',
    "class field": "export class Planted {\n  field = 1;\n}",
    "private method": "export class Planted {\n  #hidden() {}\n}",
    "static block": "export class Planted {\n  static {}\n}",
    "private in": "export class Planted {\n  #a;\n  has(other) {\n    return #a in other;\n  }\n}",
    "top-level await": "await Promise.resolve();",
    "lookbehind": "export const pattern = /(?<=a)b/;",
    "flag d": "export const pattern = /a/d;",
    "flag v": "export const pattern = /[a]/v;",
    "CompressionStream": 'export const stream = new CompressionStream("gzip");',
}
MINIFIED_WRONGLY = {
    "taken apart beside another": "export const f = (g) => {\n  const a = g(),\n    { b } = a;\n  return [a, b];\n};",
    "?? before |": "export const f = (a, b, c) => (a ?? b) | c;",
    "&& true": "export const f = (a) => a && true;",
    "|| false": "export const f = (a) => a || false;",
    "void of several": "export const f = (a, b) => void (a && b());",
    "an empty block": "export const f = (a) => {\n  if (a() > 1) {\n  }\n};",
    "an empty text as a condition": 'export const f = (a, b) => ("" ? a : b);',
    "a text like a declaration": "export const text = `\n  const { a } = b;`;",
    "var": "export const f = (a) => {\n  var [b] = a();\n  return b;\n};",
}
FINE_SCRIPTS = {
    "?? false, void of a call": "export const f = (a, b) => [a ?? false, void b()];",
    "??=": "export const set = (object) => {\n  object.a ??= 1;\n};",
    "replaceAll": 'export const plain = (text) => text.replaceAll(",", "");',
    "chains and BigInt": "export const whole = (object) => BigInt(object?.a ?? 1);",
    "methods of arrays": "export const sum = (list) => list.map(Number).filter(Boolean).some(Boolean);",
}
LATER_STYLES = {
    ":has()": "a:has(b) {\n  color: red;\n}",
    ":is()": "a:is(.b, .c) {\n  color: red;\n}",
    ":where()": "a:where(.b, .c) {\n  color: red;\n}",
    ":not() with a list": "a:not(.b, .c) {\n  color: red;\n}",
    "dvh": "a {\n  height: 100dvh;\n}",
    "inset": "a {\n  inset: 0;\n}",
    "logical shorthand": "a {\n  margin-block: 1rem;\n}",
    "container query": "@container (min-width: 1px) {\n  a {\n    color: red;\n  }\n}",
    "nesting": "a {\n  &:hover {\n    color: red;\n  }\n}",
    "@layer": "@layer a {\n  b {\n    color: red;\n  }\n}",
    "color-mix": "a {\n  color: color-mix(in srgb, red, blue);\n}",
    "aspect-ratio": "a {\n  aspect-ratio: 1;\n}",
    "subgrid": "a {\n  grid-template-columns: subgrid;\n}",
    "!important": "a {\n  color: red !important;\n}",
}
FINE_STYLES = {
    "custom properties": "a {\n  color: var(--hb-line);\n}",
    "min()": "a {\n  width: min(100%, 2rem);\n}",
    "where it is asked for first": "@supports selector(a:has(b)) {\n  a {\n    color: red;\n  }\n}",
}


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    """What the linters say of each planted text, by its name."""
    scripts, styles = LATER_SCRIPTS | MINIFIED_WRONGLY | FINE_SCRIPTS, LATER_STYLES | FINE_STYLES
    planted = [{"file": SCRIPT, "text": f"{text}\n"} for text in scripts.values()]
    planted += [{"file": STYLE, "text": f"{text}\n"} for text in styles.values()]
    done = subprocess.run(
        ["node", "tests/lint_planted.mjs"],
        input=json.dumps(planted), cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(zip([*scripts, *styles], json.loads(done.stdout), strict=True))


def test_the_floor_is_stated_in_one_place() -> None:
    assert json.loads((ROOT / "package.json").read_text("utf-8"))["browserslist"] == FLOOR


@pytest.mark.parametrize("name", LATER_SCRIPTS)
def test_later_parts_of_the_language_and_the_browser_are_refused(said: dict[str, list[str]], name: str) -> None:
    assert said[name]


@pytest.mark.parametrize("name", LATER_STYLES)
def test_later_parts_of_styles_are_refused(said: dict[str, list[str]], name: str) -> None:
    assert said[name]


@pytest.mark.parametrize("name", MINIFIED_WRONGLY)
def test_what_the_minifier_reads_wrongly_is_refused(said: dict[str, list[str]], name: str) -> None:
    assert said[name]


@pytest.mark.parametrize("name", FINE_SCRIPTS | FINE_STYLES)
def test_what_the_floor_has_is_taken(said: dict[str, list[str]], name: str) -> None:
    assert said[name] == []

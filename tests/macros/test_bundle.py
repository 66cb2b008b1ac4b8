"""The scripts of the pages: every module in one, nothing left of their imports and exports, no name twice."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from macros.assets.bundle import ENTRIES, PAGES, BadAsset, Modules, assets, joined, minified, page_parts, uri

DOCS = Path(__file__).resolve().parents[2] / "docs"
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
_TOP_LEVEL_LIST = re.compile(r"^(?:export )?(?:const|let) [\[{]", re.MULTILINE)


DELIVERS = {
    "handbook": "",
    "not_there": "",
    "changes": "",
    "reading": "",
    "search": "",
    "calculator": "hb-calculator",
    "waterfall": "handbookPicture",
    "steps": "handbookPicture",
    "timeline": "handbookPicture",
    "working": "handbookWorking",
    "practice": "hb-practice",
    "paper": "hb-paper",
    "papers": "papers",
    "signoff": "hb-signoff",
    "acknowledge": "hb-acknowledge",
    "files": "files",
    "printing": "printing",
    "lines": "",
    "exam_making": "exam_making",
    "grading": "hb-grade",
    "handouts": "handouts",
    "offline": "",
    "offline_worker": "",
    "offline_retired": "",
    "grade": "",
    "exam": "",
    "course": "",
}
scripts = pytest.mark.parametrize("script", list(ENTRIES | PAGES))


def _modules(script: str) -> dict[str, str]:
    modules = Modules(DOCS)
    return {name: modules.text(name) for name in modules.of(script)}


def _made(script: str) -> str:
    return page_parts(DOCS, script)[0] if script in PAGES else assets(DOCS)[uri(script)]


def test_every_module_is_in_a_script() -> None:
    used = {name for script in ENTRIES | PAGES for name in Modules(DOCS).of(script)}
    there = {
        path.relative_to(DOCS / "assets" / "js").with_suffix("").as_posix() for path in DOCS.glob("assets/js/*/**/*.js")
    }
    assert used == there


@scripts
def test_a_module_comes_after_what_it_imports(script: str) -> None:
    order = Modules(DOCS).of(script)
    assert order[-1] == (ENTRIES | PAGES)[script]
    assert len(order) == len(set(order))


@scripts
def test_top_level_names_are_unique(script: str) -> None:
    names = Counter(name for text in _modules(script).values() for name in _TOP_LEVEL.findall(text))
    assert [name for name, count in names.items() if count > 1] == []
    assert [stem for stem, text in _modules(script).items() if _TOP_LEVEL_LIST.search(text)] == []


@scripts
def test_it_is_a_classic_script_that_leaves_no_names(script: str, tmp_path: Path) -> None:
    file = tmp_path / "script.cjs"
    file.write_text(_made(script), encoding="utf-8")
    assert not re.search(r"^(import|export)\b", file.read_text(encoding="utf-8"), re.MULTILINE)
    check = """
        globalThis.handbook_calculator = { beginCalculators: () => {} };
        const before = Object.keys(globalThis);
        const given = ["HTMLElement", "window", "document", "customElements", "location", "self"];
        globalThis.HTMLElement = class {};
        globalThis.window = { handbookQuiz: { deliver: (name) => process.stdout.write(name) } };
        globalThis.document = { querySelector: () => null, querySelectorAll: () => [] };
        globalThis.document.addEventListener = (name, listen) => name === "DOMContentLoaded" && listen();
        globalThis.customElements = { get: () => undefined, define: (name) => process.stdout.write(name) };
        globalThis.location = { hash: "" };
        globalThis.self = { registration: { scope: "http://a/" }, handbook: { files: {} }, addEventListener: () => {} };
        require(process.argv[1]);
        const left = Object.keys(globalThis).filter((name) => !before.includes(name));
        process.stdout.write(" " + left.filter((name) => !given.includes(name)));
    """
    done = subprocess.run(["node", "-e", check, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == DELIVERS[script]


EVALUATED = re.compile(
    r"\beval\(|\bnew Function\b|\bFunction\(|\.(?:inner|outer)HTML\b|\bdocument\.write|\binsertAdjacentHTML\b"
    r"|\bsrcdoc\b|\bDOMParser\b|\bcreateContextualFragment\b|\bset(?:Timeout|Interval)\([\"'`]"
)


# What is printed is a whole page made as text, every text in it escaped; it is shown in a frame that runs no script.
FRAMED = ("printing", "printing/frame", "srcdoc")


@scripts
def test_nothing_is_evaluated_and_no_text_becomes_markup(script: str) -> None:
    allowed, module, name = FRAMED
    for each, text in _modules(script).items():
        assert EVALUATED.findall(text) == ([name] if each == module else [])
    assert EVALUATED.findall(_made(script)) == ([name] if script == allowed else [])


def test_what_is_shown_in_a_frame_runs_no_script() -> None:
    allowed, module, _ = FRAMED
    assert re.findall('sandbox: "([^"]*)"', _modules(allowed)[module]) == ["allow-same-origin allow-modals"]


_TAKES_APART_WITHIN = re.compile(r"^.*\S.*\b(?:const|let) ?[\[{]", re.MULTILINE)
_LOOP = re.compile(r"\bfor ?(?:await ?)?\((?:const|let) ?[\[{]$")


def test_what_takes_something_apart_begins_a_line() -> None:
    """Where the minifier is kept from moving it."""
    for path in DOCS.glob("assets/js/**/*.js"):
        found = _TAKES_APART_WITHIN.findall(path.read_text("utf-8"))
        assert [each for each in found if not _LOOP.search(each)] == [], path.name


COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
TYPED = set(
    "是否有无無没沒￥。、，；）．对對错錯误誤正确確年月日号份上下午点时分半"
)  # what people may type; everything else that is said comes with the data


def test_no_sentence_stands_in_a_script() -> None:
    texts = [path.read_text("utf-8") for path in DOCS.glob("assets/js/**/*.js")]
    assert {sign for text in texts for sign in HAN.findall(COMMENT.sub("", text))} == TYPED


def test_every_script_is_minified() -> None:
    made = assets(DOCS)
    assert set(map(uri, ENTRIES)) == {each for each in made if each.endswith(".js")}


def test_what_cannot_be_read_is_told_with_file_and_place() -> None:
    with pytest.raises(BadAsset, match=r"a\.js: .* line 2"):
        minified({"b.css": "a { color: red; }", "a.js": "const a = 1;\nconst = 2;\n"}, "tried")


def test_what_works_the_rules_out_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine with all that it imports, as pages would load it without words, forms and pictures."""
    monkeypatch.setitem(ENTRIES, "engine", "calculator/engine")
    script = minified({"engine.js": joined(list(_modules("engine").values()))}, "tried")["engine.js"]
    assert len(gzip.compress(script.encode(), 9)) < 8_000


def test_a_name_that_two_modules_have_is_refused() -> None:
    one = "export function told() {}\nfunction own() {\n  const told = 1;\n}\n"
    assert "told" in joined([one, "const other = 1;\n"])
    with pytest.raises(BadAsset, match=r"told$"):
        joined([one, "async function told() {}\n"])

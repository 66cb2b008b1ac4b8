"""The one script of the calculators: every module in it, nothing left of their imports and exports, no name twice."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

from macros.bundle import MODULES, ORDER, bundle

DOCS = Path(__file__).resolve().parents[2] / "docs"
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
_TOP_LEVEL_LIST = re.compile(r"^(?:export )?(?:const|let) [\[{]", re.MULTILINE)


def _modules() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / MODULES).glob("*.js")}


def test_every_module_is_in_it() -> None:
    assert sorted(ORDER) == sorted(_modules())


def test_top_level_names_are_unique() -> None:
    names = Counter(name for text in _modules().values() for name in _TOP_LEVEL.findall(text))
    assert [name for name, count in names.items() if count > 1] == []
    assert [stem for stem, text in _modules().items() if _TOP_LEVEL_LIST.search(text)] == []


def test_it_is_a_classic_script_that_leaves_no_names(tmp_path: Path) -> None:
    script = tmp_path / "calculator.cjs"
    script.write_text(bundle(DOCS), encoding="utf-8")
    assert not re.search(r"^(import|export)\b", script.read_text(encoding="utf-8"), re.MULTILINE)
    check = """
        const before = Object.keys(globalThis);
        globalThis.HTMLElement = class {};
        globalThis.customElements = { define: (name) => process.stdout.write(name) };
        require(process.argv[1]);
        const left = Object.keys(globalThis).filter((name) => !before.includes(name));
        process.stdout.write(" " + left.filter((name) => !["HTMLElement", "customElements"].includes(name)));
    """
    done = subprocess.run(["node", "-e", check, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "hb-calculator"


def test_nothing_is_evaluated() -> None:
    for text in [*_modules().values(), bundle(DOCS)]:
        assert not re.search(r"\beval\(|\bnew Function\b|\bFunction\(|\.innerHTML\b|\bdocument\.write\b", text)

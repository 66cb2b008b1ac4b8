"""What a browser must fetch for our engine with its explanations, beside publicodes' engine."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.assets.bundle import joined
from tools.bench.peers.task import Task

ENTRIES = ("explain", "inputs")  # the engine with its explanations, and the reading of what people enter
_IMPORT = re.compile(r'^import .* from "\./(\w+)\.js";$', re.MULTILINE)
ESBUILD = ("--bundle", "--minify", "--format=esm", "--charset=utf8", "--legal-comments=none")
PRODUCTION = '--define:process.env.NODE_ENV="production"'
WITH_EXPLANATIONS = """\
export { default } from "publicodes";
export { Explanation } from "@publicodes/react-ui";
export { createRoot } from "react-dom/client";
"""


@dataclass(frozen=True)
class Size:
    """Bytes, as they are and with gzip -9."""

    raw: int
    packed: int

    @classmethod
    def of(cls, data: bytes) -> Size:
        return cls(len(data), len(gzip.compress(data, 9, mtime=0)))

    def __str__(self) -> str:
        return f"{self.raw:9,} {self.packed:9,}"


def bench(task: Task) -> None:
    """Bytes and ratios, as shipped and minified alike."""
    print("Rules: what a browser fetches, bytes raw and with gzip -9 (ours to be at most 0.2 of publicodes)")
    measured = _needed(task.ours, ENTRIES)
    shipped = Size.of(_our_bundle(task.ours, measured).encode())
    print(f"  ours as shipped                     {shipped}   {', '.join(measured)}", flush=True)
    if task.publicodes is None:
        return
    package = task.publicodes / "node_modules" / "publicodes" / "dist" / "index.js"
    entry, explained = task.ours / "all.js", task.publicodes / "explained.js"
    entry.write_text("".join(f'export * from "./{name}.js";\n' for name in measured), encoding="utf-8")
    explained.write_text(WITH_EXPLANATIONS, encoding="utf-8")
    ours, engine, whole = (_minified(task.publicodes, path) for path in (entry, package, explained))
    their_shipped = Size.of(package.read_bytes())
    print(f"  ours minified                       {ours}   bundled by esbuild")
    print(f"  publicodes as its package has it    {their_shipped}   its ES module, without rules")
    print(f"  publicodes minified                 {engine}   bundled by esbuild, without rules")
    print(f"  publicodes with its explanations    {whole}   the same with @publicodes/react-ui and React")
    _print_ratio("engines, both as shipped", shipped, their_shipped)
    _print_ratio("engines, both minified", ours, engine)
    _print_ratio("ours as shipped, publicodes' engine minified", shipped, engine)
    _print_ratio("with explanations, both minified", ours, whole)
    print(
        "  Ours says every step's working in words; publicodes leaves explaining to its React components.", flush=True
    )


def _needed(modules: Path, names: Iterable[str]) -> list[str]:
    """The modules and all they import, each once."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += _IMPORT.findall((modules / f"{name}.js").read_text(encoding="utf-8"))
    return found


def _our_bundle(modules: Path, measured: Sequence[str]) -> str:
    """The site's script as the build makes it, of the measured modules alone."""
    return joined([(modules / f"{name}.js").read_text(encoding="utf-8") for name in measured])


def _minified(peer: Path, entry: Path) -> Size:
    command = (str(peer / "node_modules" / ".bin" / "esbuild"), str(entry), *ESBUILD, PRODUCTION)
    return Size.of(subprocess.run(command, capture_output=True, check=True).stdout)


def _print_ratio(name: str, ours: Size, theirs: Size) -> None:
    print(f"  ratio, {name}: {ours.raw / theirs.raw:.3f} raw, {ours.packed / theirs.packed:.3f} packed", flush=True)

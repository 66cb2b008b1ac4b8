"""Whatever the YAML parsers can say has words of our own: no parser's English ever stands in a message."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import yaml
import yaml.parser
import yaml.reader
import yaml.scanner

from handbook.files.reading import read_source
from handbook.files.yaml import parsing
from handbook.files.yaml.reasons import UNKNOWN, explain

_RAISED = re.compile(
    r"raise (?:ScannerError|ParserError)\(\s*(.*?)(?:self\.get_mark|token\.start_mark|tag_mark|,\s*self\.peek)", re.S
)
_SAID = re.compile(r'"([^"]{8,})"')


def _python_says() -> list[tuple[str, str]]:
    """Context and problem of every error that the parser in Python raises, from its source."""
    pairs = []
    for module in (yaml.scanner, yaml.parser):
        for raised in _RAISED.finditer(inspect.getsource(module)):
            said = _SAID.findall(re.sub(r"(?m)^\s*#.*$", "", raised[1]))
            if not said or said[-1].startswith("while"):
                continue  # one that is commented out
            pairs.append((said[0] if len(said) > 1 else "", said[-1]))
    return pairs


def _libyaml_says() -> list[str]:
    """What stands in libyaml's binary and begins like its messages; nothing where PyYAML has no libyaml."""
    libraries = Path(yaml.__file__).parent.glob("_yaml*.so")
    text = b"\n".join(path.read_bytes() for path in libraries)
    begins = (
        rb"(?:found|did not find|could not find|(?:block sequence|mapping)[a-z ]+ are not|control char)[^\x00]{3,70}"
    )
    said = {found[0].decode() for found in re.finditer(begins + rb"(?=\x00)", text)}
    of_others = ("duplicate anchor", "undefined alias", "another document", "imported type", "stream-start", "_")
    return sorted(each for each in said if not any(part in each for part in of_others))


def test_the_parsers_were_listened_to() -> None:
    assert len(_python_says()) > 25
    assert not hasattr(yaml, "CSafeLoader") or len(_libyaml_says()) > 30


# libyaml's problems come with a context; where one says nothing alone, it is asked with those that it comes with.
_CONTEXTS = {
    "did not find expected key": "while parsing a block mapping",
    "did not find expected '-' indicator": "while parsing a block collection",
    "found unexpected document indicator": "while scanning a quoted scalar",
    "found unexpected end of stream": "while scanning a quoted scalar",
    "did not find expected alphabetic or numeric character": "while scanning an anchor",
    "did not find expected comment or line break": "while scanning a block scalar",
    "did not find expected whitespace or line break": "while scanning a tag",
    "did not find expected whitespace": "while scanning a %TAG directive",
    "did not find expected digit or '.' character": "while scanning a %YAML directive",
    "did not find expected version number": "while scanning a %YAML directive",
    "found extremely long version number": "while scanning a %YAML directive",
    "found unexpected non-alphabetical character": "while scanning a directive",
    "could not find expected directive name": "while scanning a directive",
    "did not find URI escaped octet": "while parsing a tag",
    "did not find expected '!'": "while scanning a tag",
    "did not find the expected '>'": "while scanning a tag",
    "found an incorrect leading UTF-8 octet": "while parsing a tag",
    "found an incorrect trailing UTF-8 octet": "while parsing a tag",
}


@pytest.mark.parametrize("problem", _libyaml_says())
def test_libyaml_is_never_quoted(problem: str) -> None:
    assert explain(problem, _CONTEXTS.get(problem, ""))[0] != UNKNOWN


@pytest.mark.parametrize(("context", "problem"), _python_says())
def test_the_parser_in_python_is_never_quoted(context: str, problem: str) -> None:
    assert explain(problem.replace("%r", "'x'"), context.replace("%s", "tag"))[0] != UNKNOWN


def test_what_nobody_foresaw_is_not_quoted_either() -> None:
    assert "flux" not in explain("flux of capacitors", "while dreaming")[0]["en"]


# One text for each reason, and a word of what must be said of it; by both parsers.
TEXTS = {
    "a:\n  b: 1\n c: 2\n": "对齐",
    "a: [1, 2\nb: 3\n": "括号",
    "a: {b: 1\n": "括号",
    'a: "x\nb: 1\n': "引号没有另一半",
    'a: "\\d"\n': "反斜杠",
    'a: "\\xzz"\n': "反斜杠",
    "%YAML 9.9\n---\na: 1\n": "%",
    "%FOO\na: 1\n": "%",
    "a: | x\n  b\n": "下一行",
    "a: |0\n  b\n": "下一行",
    "a: @b\n": "加引号",
    "a: `b\n": "加引号",
    "a: &\n": "加引号",
    "a: !<x\n": "加引号",
    "a: - b\n": "另起一行",
    "a: b: c\n": "冒号",
    "a: 1\nb\nc: 2\n": "半角冒号加一个空格",
    "a: 1\n...\nb: 2\n": "...",
    "a: [,]\n": "少了内容",
    "a: ? b\n": "? ",
}


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("text", TEXTS)
def test_each_reason_in_chinese(text: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_LOADER", getattr(yaml, loader))
    problems = read_source(Path("x.yml"), "x.yml", "x.yml", text.encode()).problems
    told = " ".join(problem.message("zh") for problem in problems)
    assert TEXTS[text] in told
    assert not re.search(r"\b(expected|found|while|allowed)\b", told)

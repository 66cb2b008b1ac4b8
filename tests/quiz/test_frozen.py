"""Frozen papers: the same bytes, numbers and orders in Python and in the browser, and the same files refused."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from handbook.problems.problem import PolicyError
from quiz.frozen.canonical import NotCanonical, canonical, is_fit
from quiz.frozen.orders import orders
from quiz.frozen.reading import MAX_BYTES, parse_paper, read_paper
from quiz.frozen.signs import base32, read_number, say_number
from tests.delivered import delivered_to

HERE = Path(__file__).parent
PAPERS = HERE / "papers"
SAMPLES = ("sample", "sample.en")
VARIANTS = ("A", "B", "C", "0001", "0007", "4000")
TEXTS = [
    "",
    "a",
    "迟到 30 分钟以内，扣 20 元。\n第二行",
    "😀𠀀", "｡", "\ufb01", "é", "e\u0301", "\ua000",
    "\t", "\r", "\x7f", "\u2028", "\ufeff", "\x00", "\ud800", "\udc00\ud800",
    "x" * 55, "x" * 56, "x" * 63, "x" * 64, "x" * 1000,
]  # fmt: skip
VALUES: list[Any] = [
    {"b": [], "a": {}, "c": [1, [2, {"z": None, "y": True}]]},
    {"a_1": '"\\/\n<>&\u00a0', "a1": -1, "a": 2**53 - 1},
    *({"a": text} for text in TEXTS),
    *({"a": value} for value in (2**53, 0.5, -(2**53))),
    *({name: 1} for name in ("1", "A", "a-b", "", "é", "_a")),
]


def text_of(name: str) -> str:
    return (PAPERS / f"{name}.paper.json").read_text("utf-8")


def damaged() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((PAPERS / "damaged.json").read_text("utf-8"))
    return rows


def spoilt(row: dict[str, str]) -> str:
    text = text_of("sample")
    assert row["old"] in text
    return text.replace(row["old"], row["new"], 1)


@pytest.fixture(scope="module")
def browser() -> dict[str, Any]:
    """What the browser's code makes of all that these tests have."""
    texts = [*map(text_of, SAMPLES), *map(spoilt, damaged())]
    given = {
        "texts": texts,
        "values": VALUES,
        "hashed": [text for text in TEXTS if is_whole(text)],
        "variants": VARIANTS,
    }
    done = subprocess.run(
        ["node", delivered_to(HERE / "frozen.mjs")], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def is_whole(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def in_python(value: Any) -> str | None:
    try:
        return canonical(value).decode()
    except NotCanonical:
        return None


def test_what_is_canonical_is_so_in_the_browser(browser: dict[str, Any]) -> None:
    assert browser["values"] == [in_python(value) for value in VALUES]
    assert sum(value is not None for value in browser["values"]) == 15


def test_hashes_signs_and_the_order_of_texts_are_the_browsers(browser: dict[str, Any]) -> None:
    texts = [text for text in TEXTS if is_whole(text)]
    assert browser["fit"] == [is_fit(text) for text in texts]
    assert browser["hashes"] == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert browser["macs"] == [hmac.new(b"key", text.encode(), "sha256").hexdigest() for text in texts]
    assert browser["signs"] == [base32(hashlib.sha256(text.encode()).digest(), 8) for text in texts]
    assert browser["sorted"] == sorted(texts)


def test_a_paper_and_its_versions_are_the_browsers(browser: dict[str, Any]) -> None:
    golden = json.loads((PAPERS / "orders.json").read_text("utf-8"))
    for name, told in zip(SAMPLES, browser["read"]):
        file = read_paper(PAPERS / f"{name}.paper.json")
        assert file.content.decode() == told["content"] == text_of(name)
        here = [orders(file.paper, variant) for variant in VARIANTS]
        assert told["orders"] == golden[name] == [as_data(each) for each in here]


def as_data(each: Any) -> dict[str, Any]:
    return {"questions": list(each.questions), "options": [list(options) for options in each.options]}


def test_a_version_keeps_kinds_together_and_loses_nothing() -> None:
    paper = read_paper(PAPERS / "sample.paper.json").paper
    seen = set()
    for variant in ("A", "B", *(f"{seat:04}" for seat in range(1, 200))):
        here = orders(paper, variant)
        assert sorted(here.questions) == list(range(8))
        assert [paper.questions[place].kind for place in here.questions] == [each.kind for each in paper.questions]
        for question, shown in zip(paper.questions, here.options):
            assert sorted(shown) == list(range(len(question.options)))
        seen.add(here)
    assert len(seen) > 195


@pytest.mark.parametrize("row", damaged(), ids=lambda row: row["refused"])
def test_a_damaged_file_is_refused_at_its_place(row: dict[str, str]) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_paper(spoilt(row).encode(), "x.paper.json")
    assert {problem.code for problem in refused.value.problems} == {f"quiz.paper_{row['refused']}"}
    assert all(problem.message("zh") != problem.message("en") for problem in refused.value.problems)


def test_the_browser_refuses_the_same_files(browser: dict[str, Any]) -> None:
    assert browser["read"][len(SAMPLES) :] == [row["refused"] for row in damaged()]


def test_what_is_wrong_is_told_with_line_and_column() -> None:
    def told(old: str, new: str) -> list[str]:
        with pytest.raises(PolicyError) as refused:
            parse_paper(text_of("sample").replace(old, new).encode(), "x.paper.json")
        return [str(problem.place) + ": " + problem.where for problem in refused.value.problems]

    assert told('"minutes": 30', '"minutes": 0') == ["x.paper.json:149:14: paper.minutes"]
    assert told('"minutes": 30', '"minutes": ') == ["x.paper.json:149:14: "]
    assert told('"company"', '"firm"') == ["x.paper.json:143:11: paper.company", "x.paper.json:145:11: paper.firm"]
    assert told('"pass": 80', '"pass": 70') == ["x.paper.json:150:13: "]


def test_a_file_that_a_mail_programme_has_touched_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "x.paper.json"
    path.write_bytes(b"\xef\xbb\xbf" + text_of("sample").replace("\n", "\r\n").encode())
    assert read_paper(path).content.decode() == text_of("sample")


def test_what_is_no_file_of_a_paper(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (MAX_BYTES + 1))
    for path, code in ((tmp_path / "none.json", "unreadable"), (tmp_path, "unreadable"), (large, "large")):
        with pytest.raises(PolicyError) as refused:
            read_paper(path)
        assert [problem.code for problem in refused.value.problems] == [f"quiz.paper_{code}"]
    for raw in (b"", b"\xff\xfe", b"[" * 100_000, b"1", b"null", b"[]"):
        with pytest.raises(PolicyError):
            parse_paper(raw, "x")


def test_numbers_are_read_as_people_type_them() -> None:
    assert say_number("Q3W7YQEP") == "Q3W7-YQEP"
    assert read_number(" q3w7-yqep ") == "Q3W7YQEP"
    assert read_number("oil0-1abc") == "01101ABC"

"""The exam's page is made of what a learner may see and nothing else, by the program and the browser alike."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from handbook.commands.console import CommandRefused
from handbook.lang.languages import LANGS
from handbook.shapes.reading import fitted
from quiz.exams.page import PageParts, exam_page, exam_words, page_parts, page_words
from quiz.exams.seats import SeatsFile, new_seats, read_seats
from quiz.exams.slips import slips
from quiz.frozen.reading import parse_paper
from quiz.frozen.shapes import FrozenFile, FrozenPaper, number_of
from quiz.staff import Person
from tests.partly import partly
from tests.quiz.exams.sittings import SAMPLE, sample
from tests.quiz.exams.test_line_parity import PAPERS, in_browser

PARTS = PageParts('"use strict";(()=>{let a="&<";})();', "b{color:red}")
PEOPLE = [Person(2, "张三 <b>", "0042"), Person(3, "Ann O'Neill", "")]


def _file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return data


def _reassigned() -> FrozenFile:
    """The same paper with every key another one."""
    data = _file()
    for question, key in zip(data["paper"]["questions"], data["key"]["questions"]):
        key |= {"hash": "00000000", "because": "别的", "text": "别的"}
        match question["kind"]:
            case "single" | "multiple":
                count = len(question["options"])
                key["right"] = sorted((place + 1) % count for place in key["right"])
                key["why"] = ["" if place in key["right"] else "别的" for place in range(count)]
            case "true_false":
                key["truth"] = not key["truth"]
            case "numeric":
                key |= {"number": "7", "say": "7 元"}
            case "ordering":
                key["order"] = key["order"][::-1]
            case _:
                key["pairs"] = [1 - place for place in key["pairs"]]
    return parse_paper(json.dumps(data).encode(), "x")


def test_the_page_does_not_know_the_keys() -> None:
    one, other = parse_paper(SAMPLE.read_bytes(), "x"), _reassigned()
    assert one.key != other.key
    assert exam_page(PARTS, one.paper) == exam_page(PARTS, other.paper)


def test_nothing_of_the_key_stands_in_the_page() -> None:
    parts = page_parts("exam")
    page = exam_page(parts, sample()).decode().replace(parts.script, "")
    for question, key in zip(_file()["paper"]["questions"], _file()["key"]["questions"]):
        seen = json.dumps(question, ensure_ascii=False)
        texts = [key["id"], key["hash"], key["clause"], key["text"], key["because"], *key.get("why", [])]
        texts += [text for line in key.get("working", []) for text in line]
        assert [text for text in texts if len(text) > 3 and text in page and text not in seen] == []


def test_the_page_allows_its_own_script_and_styles_alone() -> None:
    page = exam_page(PARTS, sample()).decode()
    script, styles = re.findall(r"<script>(.*?)</script>", page), re.findall(r"<style>(.*?)</style>", page)
    assert (script, styles) == ([PARTS.script], [PARTS.styles])
    for text in (*script, *styles):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in page
    assert "default-src 'none'" in page


def test_texts_of_a_paper_are_no_markup() -> None:
    seen = {**_file()["paper"], "title": "</title><script>alert(1)</script>"}
    seen["questions"][0]["stem"] = "</script><script>alert(1)</script>"
    page = exam_page(PARTS, fitted(FrozenPaper, {**seen, "number": number_of(seen)})).decode()
    assert "<script>alert" not in page
    assert page.count("<script") == 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("has_seats", [False, True])
def test_a_page_speaks_its_papers_language(lang: str, has_seats: bool) -> None:
    page = exam_page(PARTS, PAPERS[0].with_values(language=lang), has_seats).decode()
    assert page.count(f'<html lang="{ {"zh": "zh-Hans"}.get(lang, lang) }">') == 1
    assert {"zh": "开始答题", "en": '"Start"', "zh-Hant": "開始答題"}[lang] in page


def test_the_browser_makes_the_same_pages() -> None:
    template = {**vars(PARTS), "words": {lang: page_words("exam_page", lang) for lang in LANGS}}
    jobs = [
        {"what": "page", "paper": place, "template": template, "seats": seats}
        for place in range(len(PAPERS))
        for seats in (False, True)
    ]
    for job, found in zip(jobs, in_browser(jobs), strict=True):
        assert found == exam_page(PARTS, PAPERS[job["paper"]], job["seats"]).decode()


def test_a_paper_whose_lines_could_be_too_long_is_refused() -> None:
    numbers = [each for each in sample().questions if each.kind == "numeric"] * 70
    long = partly(FrozenPaper, **{**vars(sample()), "questions": tuple(numbers)})
    with pytest.raises(CommandRefused, match="900"):
        exam_page(PARTS, long)


def test_seats_are_read_as_they_were_made(tmp_path: Path) -> None:
    made = new_seats(sample(), PEOPLE)
    assert [(each.seat, each.name, each.number) for each in made.seats] == [
        (1, "张三 <b>", "0042"),
        (2, "Ann O'Neill", ""),
    ]
    assert len({*made.codes.values(), *new_seats(sample(), PEOPLE).codes.values()}) == 4
    path = tmp_path / "a.seats.json"
    path.write_bytes(made.content)
    assert read_seats(path, sample()) == made


def test_there_are_so_many_seats_and_no_more() -> None:
    before = new_seats(sample(), PEOPLE)
    last = before.with_values(seats=(before.seats[0].with_values(seat=16383),))
    assert new_seats(sample(), PEOPLE[:1], last).seats[0].seat == 16383
    with pytest.raises(CommandRefused, match="16383"):
        new_seats(sample(), PEOPLE, last)


def _damaged_seats() -> dict[str, str]:
    made = json.loads(new_seats(sample(), PEOPLE).content)
    one, other = made["seats"]
    return {
        "no JSON": "{",
        "another file": json.dumps({"format": "handbook-paper"}),
        "another form": json.dumps({**made, "schema": 2}),
        "a seat twice": json.dumps({**made, "seats": [one, one]}),
        "codes exchanged": json.dumps({**made, "seats": [{**one, "code": other["code"]}]}),
        "no name": json.dumps({**made, "seats": [{**one, "name": ""}]}),
        "a seat of a fraction": json.dumps({**made, "seats": [{**one, "seat": 1.5}]}),
        "more": json.dumps({**made, "seats": [{**one, "more": 1}]}),
        "no list": json.dumps({**made, "seats": None}),
    }


def test_a_file_that_holds_no_seats_is_refused_here_and_in_the_browser(tmp_path: Path) -> None:
    texts = _damaged_seats()
    found = in_browser([{"what": "read_seats", "text": text} for text in texts.values()])
    for (name, text), told in zip(texts.items(), found, strict=True):
        path = tmp_path / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CommandRefused, match="不是座位名单"):
            read_seats(path, sample())
        assert told == {"file": None}, name
    other = sample().with_values(number="CVFXBXNY")
    path.write_bytes(new_seats(other, PEOPLE).content)
    with pytest.raises(CommandRefused, match="CVFX-BXNY"):
        read_seats(path, sample())
    told = in_browser([{"what": "read_seats", "text": path.read_text(encoding="utf-8")}])[0]
    assert told == {"file": None, "other": "CVFXBXNY"}
    with pytest.raises(CommandRefused):
        read_seats(tmp_path / "nowhere", sample())


def test_the_browser_makes_seats_that_are_read_here() -> None:
    people = [{"name": each.name, "number": each.number} for each in PEOPLE]
    found = in_browser([{"what": "new_seats", "people": people}])[0]["file"]
    seats = fitted(SeatsFile, found)
    assert seats.is_sound
    assert [each.name for each in seats.seats] == [each.name for each in PEOPLE]
    again = in_browser([{"what": "read_seats", "text": seats.content.decode()}])[0]
    assert again == {"file": found}


def test_slips_have_everybodys_code_and_link() -> None:
    seats = new_seats(sample(), PEOPLE)
    page = slips(sample(), seats, "http://10.0.0.5/exam.html").decode()
    for each in seats.seats:
        assert f"http://10.0.0.5/exam.html#seat={each.seat}&amp;code={each.code}" in page
    assert "张三 &lt;b&gt; 0042" in page
    assert "@page{size:A4;" in page
    plain = slips(sample(), seats).decode()
    assert seats.codes[1][:4] in plain
    job = {"what": "slips", "file": json.loads(seats.content), "words": exam_words("slips", "zh")}
    assert in_browser([{**job, "address": "http://10.0.0.5/exam.html"}, {**job, "address": ""}]) == [page, plain]

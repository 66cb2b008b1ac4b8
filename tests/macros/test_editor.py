"""`handbook edit`: what it shows, saves and refuses."""

from __future__ import annotations

import re
import threading

import pytest

from handbook.policy.drafting import read_draft
from handbook.policy.load import open_book
from handbook.schema.fields import fields_of
from handbook.schema.models import ClauseEntry, DatedEntry
from macros.editor.fields import fields_of_clause, fields_of_value
from tests.macros.editing import FINE, LATE, ROOT, TODAY, Browser, bytes_of

pytestmark = pytest.mark.slow

LEAVE = {f"value.{n}.{key}": value for n, row in enumerate([("1", "6"), ("9", "12"), ("20", "15")])
         for key, value in zip(("at_least", "gives"), row)}  # fmt: skip


# what it shows


def test_the_list_has_every_parameter_and_clause(browser: Browser) -> None:
    page, book = browser.get(""), open_book(ROOT / "policy_data", TODAY)
    assert all(f"/parameter/{name}" in page for name in book.parameters)
    assert all(f"/clause/{id}" in page for id in book.clauses)


def test_the_fields_are_those_of_the_models() -> None:
    book = open_book(ROOT / "policy_data", TODAY)
    of_dated = [field.key for field in fields_of(DatedEntry)]
    for parameter in book.parameters.values():
        assert list(dict.fromkeys(each.path[0] for each in fields_of_value(parameter, "zh", {}))) == of_dated
    required_words = {"title", "text"}
    assert required_words < {field.key for field in fields_of(ClauseEntry)}
    for clause in book.clauses.values():
        assert {each.path[0] for each in fields_of_clause(clause, "zh", {})} == required_words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_opens(browser: Browser, lang: str) -> None:
    there = Browser(browser.project, lang)
    draft = read_draft(ROOT / "policy_data")
    for name in draft.parameters:
        assert 'id="edit"' in there.get(f"parameter/{name}")
    assert 'id="edit"' in there.get(LATE)


def test_the_impact_is_shown_before_saving(whole: Browser) -> None:
    before = bytes_of(whole)
    status, text = whole.post(FINE, {"from": "2027-07-01", "value": "35"}, "try")
    assert status == 200
    assert "由 30 元改为 35 元" in text
    assert "late-within-limit.1" in text, "questions and rules are told of as well"
    assert 'data-ready="1"' in text
    assert bytes_of(whole) == before


# saving


def test_a_value_is_saved_as_two_lines(browser: Browser) -> None:
    status, text = browser.post(FINE, {"from": "2027-07-01", "value": "35", "ref": ""})
    assert status == 200
    assert "已保存" in text
    file = "policy_data/parameters/attendance.yml"
    old, new = (ROOT / file).read_text("utf-8"), (browser.project / file).read_text("utf-8")
    assert new.replace("    - from: 2027-07-01\n      value: 35\n", "") == old
    assert "2027-07-01" in browser.get(FINE)


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("organization.name", {"value.zh": "甲公司", "value.en": "A Ltd"}, "甲公司"),
        ("organization.effective_date", {"value": "2027-02-01"}, "2027 年 2 月 1 日"),
        ("attendance.cap_at_pay_lost", {"value": "true"}, ""),
        ("pay.day_wage_basis", {"value": "total"}, ""),
        ("annual_leave.tiers", LEAVE, "满 9 年不满 20 年的 12 天"),
    ],
)  # fmt: skip
def test_values_of_every_type(browser: Browser, name: str, fields: dict[str, str], said: str) -> None:
    status, text = browser.post(f"parameter/{name}", {"from": "2027-07-01", **fields})
    assert status == 200, text
    step = open_book(browser.workspace.data, TODAY).param(name).timeline.steps[-1]
    assert str(step.since) == "2027-07-01"
    assert said in open_book(browser.workspace.data, TODAY).param(name).say_step(step, "zh")


def test_a_text_is_saved_and_the_rest_stays(browser: Browser) -> None:
    page = browser.get(LATE)
    found = re.search(r'name="text.zh"[^>]*>([^<]*)<', page)
    assert found
    text = found[1].replace("每次扣", "每一次扣")
    status, _ = browser.post(LATE, {"text.zh": text})
    assert status == 200
    file = "policy_data/chapters/7-discipline.yml"
    old, new = (ROOT / file).read_text("utf-8"), (browser.project / file).read_text("utf-8")
    assert [row for row in new.splitlines() if row not in old.splitlines()] != []
    assert len(new.splitlines()) == len(old.splitlines())
    assert open_book(browser.workspace.data, TODAY).clause("discipline.attendance.late").entry.text.zh == text


def test_a_folded_text_stays_folded(browser: Browser) -> None:
    entry = open_book(browser.workspace.data, TODAY).clause("discipline.attendance.late").entry
    status, _ = browser.post(LATE, {"text.en": entry.text.en + " And more words of it."})
    assert status == 200
    raw = (browser.workspace.data / "chapters/7-discipline.yml").read_text("utf-8")
    assert max(map(len, raw.splitlines())) <= 400
    assert "And more words of it.\n" in raw
    book = open_book(browser.workspace.data, TODAY)
    assert book.clause("discipline.attendance.late").entry.text.en == entry.text.en + " And more words of it."


def test_taking_back_a_scheduled_value(browser: Browser) -> None:
    status, _ = browser.post(FINE, {"since": "2027-01-01"}, "take-back")
    assert status == 200
    assert "2027-01-01" not in (browser.workspace.data / "parameters/attendance.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"from": "2027-07-01", "value": "35元"}, "改成：value: 35"),
        ({"from": "2027-07-01", "value": "350"}, "必须 ≤ 100"),
        ({"from": "2027-07-01", "value": ""}, "这里应是一个数"),
        ({"from": "2026-07-01", "value": "35"}, "属于历史记录，不能修改"),
        ({"from": "soon", "value": "35"}, "日期要写成 2027-01-01"),
        ({"from": "2027-07-01", "value": "35", "note.zh": "只有中文"}, "缺少“en”"),
        ({"from": "2027-07-01", "value": "35", "decided": "2027-1-1"}, "改成：decided: 2027-01-01"),
        ({}, "什么也没有保存"),
    ],
)
def test_a_refused_edit_changes_nothing_and_keeps_what_was_entered(
    browser: Browser, fields: dict[str, str], told: str
) -> None:
    before = bytes_of(browser)
    status, text = browser.post(FINE, fields)
    assert status == 422
    assert told in text
    assert all(f'value="{value}"' in text for value in fields.values() if value)
    assert bytes_of(browser) == before


def test_a_problem_stands_beside_its_field(browser: Browser) -> None:
    _, text = browser.post(FINE, {"from": "2027-07-01", "value": "35元", "note.zh": "甲"}, "try")
    beside = dict(re.findall(r'data-of="field-([^"]+)" hidden>([^<]+)<', text))
    assert set(beside) == {"value", "note-en"}
    assert "元" in beside["value"]


def test_a_change_on_disk_meanwhile_is_shown_and_not_overwritten(browser: Browser) -> None:
    base = re.search(r'name="base" value="([0-9a-f]{64})"', browser.get(FINE))
    assert base
    path = browser.workspace.data / "parameters/attendance.yml"
    path.write_text(
        path.read_text("utf-8").replace("value: 30\n      decided: 2026-11-10", "value: 31\n      decided: 2026-11-10"),
        "utf-8",
    )
    theirs = path.read_bytes()
    status, text = browser.send(f"{FINE}/save", {"base": base[1], "from": "2027-07-01", "value": "35"})
    assert status == 409
    assert "刚刚被别人改过" in text
    assert "31 元" in text
    assert 'value="35"' in text
    assert path.read_bytes() == theirs


def test_history_cannot_be_taken_back(browser: Browser) -> None:
    before = bytes_of(browser)
    status, _ = browser.post(FINE, {"since": "2026-01-01"}, "take-back")
    assert status == 422
    assert bytes_of(browser) == before


def test_two_editors_at_once_lose_nothing(browser: Browser) -> None:
    """Both save other parameters of one file from pages opened at the same time: one comes in, the other is told."""
    other = Browser(browser.project)
    pages = [(browser, "attendance.minor_fine", "35"), (other, "attendance.minor_limit", "20")]
    bases = [re.search(r'name="base" value="([0-9a-f]{64})"', b.get(f"parameter/{name}"))[1] for b, name, _ in pages]  # type: ignore[index]
    answers: list[int] = []

    def save(index: int) -> None:
        there, name, value = pages[index]
        fields = {"base": bases[index], "from": "2027-07-01", "value": value}
        answers.append(there.send(f"parameter/{name}/save", fields)[0])

    threads = [threading.Thread(target=save, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]
    text = (browser.workspace.data / "parameters/attendance.yml").read_text("utf-8")
    assert text.count("from: 2027-07-01") == 1


def test_a_broken_policy_is_told_and_not_edited(browser: Browser) -> None:
    path = browser.workspace.data / "parameters/pay.yml"
    path.write_text(path.read_text("utf-8").replace("min: 0", "min: 零", 1), "utf-8")
    answer = browser.client.get(f"{browser.base}/")
    assert answer.status_code == 500
    assert "pay.yml" in answer.text
    assert "Traceback" not in answer.text


def test_an_unknown_name(browser: Browser) -> None:
    answer = browser.client.get(f"{browser.base}/parameter/no.such")
    assert (answer.status_code, "no.such" in answer.text) == (404, True)


def test_what_was_entered_is_shown_as_text(browser: Browser) -> None:
    _, text = browser.post(FINE, {"from": "2027-07-01", "value": '"><script>alert(1)</script>'})
    assert "<script>alert" not in text


# what was typed is not lost


@pytest.mark.parametrize("action", ["save", "try"])
@pytest.mark.parametrize(
    ("page", "fields"),
    [(FINE, {"from": "2027-07-01", "value": "35", "note.zh": "打了很久的字"}), (LATE, {"title.zh": "打了很久的字"})],
)
def test_a_form_comes_back_as_typed_when_another_file_was_broken_meanwhile(
    small: Browser, page: str, fields: dict[str, str], action: str
) -> None:
    base = re.search(r'name="base" value="([0-9a-f]{64})"', small.get(page))
    assert base
    path = small.workspace.data / "parameters/appraisal.yml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("min: 0", "min: 零", 1), "utf-8")
    before = bytes_of(small)
    status, text = small.send(f"{page}/{action}", {"base": base[1]} | fields)
    assert status == (422 if action == "save" else 200)
    assert "appraisal.yml" in text
    assert "零" in text
    if action == "save":
        assert all(value in text for value in fields.values())
        path.write_text(sound, "utf-8")
        assert small.send(f"{page}/save", {"base": base[1]} | fields | {"note.en": "much typed"})[0] == 200
    else:
        assert bytes_of(small) == before


@pytest.mark.parametrize("damage", ["removed", "emptied"])
def test_a_form_comes_back_as_typed_when_its_own_file_went_meanwhile(small: Browser, damage: str) -> None:
    fields = {"from": "2027-07-01", "value": "35"}
    base = re.search(r'name="base" value="([0-9a-f]{64})"', small.get(FINE))
    assert base
    path = small.workspace.data / "parameters/attendance.yml"
    if damage == "removed":
        path.unlink()
    else:
        path.write_text("", "utf-8")
    status, text = small.send(f"{FINE}/save", {"base": base[1]} | fields)
    assert status == 409
    assert 'value="35"' in text
    assert path.exists() == (damage == "emptied")

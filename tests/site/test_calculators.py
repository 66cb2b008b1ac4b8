"""Every calculator as people use it: by keyboard alone, with mistakes, shared as a link, printed, from a file."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from axe import grave_findings, grave_findings_light_and_dark
from built import RULES, TODAY, policy
from playwright.sync_api import Browser, Page, expect
from seeing import made
from watch import OpenPage, Watch

from handbook.lang.languages import LANGS, Lang
from handbook.rules.answers import accept_answers, asked_on
from handbook.rules.explain import Explainer
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, SwitchKind
from handbook.rules.inputs import accept, write_text
from handbook.rules.rule import Input, InputField, InputRows, Rule
from handbook.rules.run import run
from handbook.schema.rule_models import CaseEntry

NOW = datetime(2026, 11, 23, 23, 59)
MOST_TABS = 60
EASY_TARGET = 44  # pixels
# The focused element where the middle of it is covered by the sum.
BEHIND_THE_SUM = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return at.closest('.hb-calc') && top?.closest('.hb-card-sum') ? [at.outerHTML.slice(0, 80)] : [];
}"""
SUM = ".hb-answer__sum strong"
PAY = "calculators/month_pay/"
# In a callback of the page's own: what the test itself evaluates is exempt from the page's policy.
EVALUATING = """() => new Promise((done) => setTimeout(() => {
  try { done(new Function("return 'allowed'")()); } catch (error) { done(error.name); }
}))"""


def case_of(rule: Rule) -> CaseEntry:
    """The last case of a rule that sets no parameters and is not refused."""
    return [c for c in policy().cases if c.rule == rule.id and not c.parameters and not c.refused][-1]


def expected(rule: Rule, given: dict[str, Any], on: date, lang: Lang) -> str:
    """The headline that Python works out."""
    trace, explainer = run(rule, given, on), Explainer(rule, lang)
    done = {each.id: each for each in trace.steps if not each.skipped}
    first = next(id for id in rule.results if id in done)
    return explainer.value(done[first].value, first)


# by keyboard alone


def opening(entry: Input) -> Any:
    """What an input opens with: its example, or where it has none, what stands for nothing entered."""
    return entry.default if entry.example is None and isinstance(entry, InputField) else entry.example


def is_moment(entry: Input) -> bool:
    return isinstance(entry, InputField) and isinstance(entry.kind, MomentKind)


def tab_to(page: Page, id: str) -> None:
    """Press Tab until the field has the focus. Fails where it cannot be reached."""
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.id") == id or _same_radios(page, id):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{id} cannot be reached with the Tab key")


def _same_radios(page: Page, id: str) -> bool:
    return bool(page.evaluate("document.activeElement.name") == id)


def enter(page: Page, field: InputField, id: str, value: Any) -> None:
    """Fill one field with keys only."""
    tab_to(page, id)
    match field.kind:
        case ChoiceKind() | SwitchKind():
            _choose(page, id, value if isinstance(value, str) else "10"[not value])
        case DayKind():
            page.keyboard.type(value.strftime("%m%d%Y"))
        case MomentKind():
            page.keyboard.type(value.strftime("%m%d%Y"))
            page.keyboard.press("ArrowRight")
            page.keyboard.type(value.strftime("%I%M%p"))
        case _:
            page.keyboard.press("Control+A")
            page.keyboard.type(write_text(field, value))


def _choose(page: Page, id: str, value: str) -> None:
    """An option of a list by its place; of buttons with the arrow keys."""
    current = "document.activeElement"
    for _ in range(20):
        if page.evaluate(f"{current}.value") == value and page.evaluate(f"{current}.checked !== false"):
            return
        if page.evaluate(f"{current}.type") == "radio" and page.evaluate(f"{current}.value") == value:
            page.keyboard.press("Space")
        else:
            page.keyboard.press("ArrowDown")
    raise AssertionError(f"{id}: no option {value}")


def enter_rows(page: Page, rule: Rule, entry: InputRows, rows: list[dict[str, Any]]) -> None:
    """Remove the example's rows with their buttons, then add and fill each row."""
    first = page.locator(".hb-rows", has=page.get_by_text(entry.label.zh, exact=True))
    while first.locator(".hb-row").count():
        first.locator(".hb-row__remove").first.focus()
        page.keyboard.press("Enter")
    for row in rows:
        first.locator(".hb-rows__add").focus()
        page.keyboard.press("Enter")
        number = page.evaluate("document.activeElement.id").split("-")[2]
        for each in entry.fields:
            if each.id in row:
                enter(page, each, f"{rule.id}-{entry.id}-{number}-{each.id}", row[each.id])


@pytest.mark.parametrize("name", RULES)
def test_every_calculator_by_keyboard_alone(open_page: OpenPage, name: str) -> None:
    rule = policy().rule(name)
    case = case_of(rule)
    defaults = {entry.id: entry.default for entry in rule.inputs if isinstance(entry, InputField)}
    given = defaults | accept_answers(rule, case.given, case.on)
    page = open_page(f"calculators/{name}/")
    page.locator(".hb-calc__form").wait_for()
    page.evaluate("document.querySelector('.hb-calc__form').scrollIntoView()")
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    for entry in asked_on(rule, given, case.on):
        if isinstance(entry, InputRows):
            enter_rows(page, rule, entry, given.get(entry.id, []))
        else:
            enter(page, entry, f"{name}-{entry.id}", given[entry.id])
    if not rule.as_of:
        tab_to(page, f"{name}-on")
        page.keyboard.type(case.on.strftime("%m%d%Y"))
    page.keyboard.press("Enter")
    expect(page.locator(".hb-calc__errors")).to_be_hidden()
    expect(page.locator(SUM)).to_have_text(expected(rule, given, case.on, "zh"))
    expect(page.locator(".hb-card-sum [role=status]")).to_contain_text(expected(rule, given, case.on, "zh"))


@pytest.mark.parametrize("lang", LANGS)
def test_labels_and_results_in_every_language(open_page: OpenPage, lang: Lang) -> None:
    open_page(f"calculators/{RULES[0]}/", lang).clock.set_fixed_time(f"{NOW.isoformat()}+08:00")
    for name in RULES:
        rule = policy().rule(name)
        page = open_page(f"calculators/{name}/", lang)
        given = {entry.id: opening(entry) for entry in rule.inputs}
        given |= {entry.id: NOW for entry in rule.inputs if entry.id == rule.as_of and is_moment(entry)}
        for entry in asked_on(rule, given, TODAY):
            expect(page.locator(".hb-calc__form").get_by_text(entry.label[lang], exact=True).first).to_be_visible()
        expect(page.locator(SUM)).to_have_text(expected(rule, given, TODAY, lang))
        expect(page.locator(".hb-calc__example")).to_be_visible()


# mistakes


def test_an_error_shows_on_leaving_the_field_and_goes_when_mended(open_page: OpenPage) -> None:
    page = open_page(PAY)
    base = page.locator("#month_pay-base")
    before = page.locator(SUM).inner_text()
    base.fill("4500元整")
    expect(page.locator("#month_pay-base-error")).to_be_hidden()  # nobody is told off while typing
    expect(page.locator(".hb-answer__stale")).to_be_visible()
    base.press("Tab")
    expect(page.locator("#month_pay-base-error")).to_contain_text("月基本工资")
    expect(base).to_have_attribute("aria-invalid", "true")
    expect(page.locator(SUM)).to_have_text(before)
    base.fill("４，６００ 元")
    expect(page.locator("#month_pay-base-error")).to_be_hidden()
    expect(page.locator(".hb-answer__stale")).to_be_hidden()
    expect(page.locator(SUM)).not_to_have_text(before)


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_page: OpenPage) -> None:
    page = open_page(PAY, "en", 390)
    page.locator("#month_pay-base").fill("")
    page.locator("#month_pay-performance_pay").fill("-1")
    page.locator("#month_pay-base").press("Enter")
    summary = page.locator(".hb-calc__errors")
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("role", "alert")
    expect(summary.locator("a")).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#month_pay-performance_pay")).to_be_focused()
    assert grave_findings(page) == []


def test_the_summary_names_the_row_and_shrinks_as_errors_are_mended(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/", "en", 390)
    page.locator("#attendance_deduction-base").fill("much")
    minutes = page.locator(".hb-row input[id$=minutes]").nth(1)
    minutes.fill("999")
    minutes.press("Enter")
    errors = page.locator(".hb-calc__errors li:visible")
    expect(errors).to_have_count(2)
    expect(errors.nth(1)).to_contain_text("row 2: Minutes late or early")
    minutes.fill("12")
    expect(errors).to_have_count(1)
    page.locator("#attendance_deduction-base").fill("4500")
    expect(page.locator(".hb-calc__errors")).to_be_hidden()


def test_an_empty_row_is_not_an_error_and_a_half_filled_one_is(open_page: OpenPage) -> None:
    page = open_page("calculators/dismissal_review/")
    page.locator(".hb-rows__add").click()
    added = page.locator(".hb-row").last
    page.keyboard.press("Tab")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".hb-calc__errors")).to_be_hidden()
    expect(added.locator(".hb-field__error:visible")).to_have_count(0)
    added.locator("input").nth(1).fill("0.5")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".hb-calc__errors")).to_contain_text("第 4 行")
    expect(page.locator(".hb-rows")).to_contain_text("旷工多久：一天填 1")  # the hint of a row's field


def test_a_year_without_a_calendar_is_refused_in_words(open_page: OpenPage) -> None:
    page = open_page("calculators/reply_deadline/")
    page.locator("#reply_deadline-received").fill("2026-12-30T10:00")
    expect(page.locator(".hb-answer__sum")).to_contain_text("2027")
    expect(page.locator(".hb-answer__sum")).to_contain_text("不能计算")


# rows and undo


def test_rows_come_and_go_and_come_back(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/", "zh", 390)
    rows, before = page.locator(".hb-row"), page.locator(SUM).inner_text()
    expect(rows).to_have_count(3)
    page.locator(".hb-row__remove").nth(2).click()
    expect(rows).to_have_count(2)
    expect(page.locator(".hb-row__remove").nth(1)).to_be_focused()
    expect(page.locator(SUM)).not_to_have_text(before)
    page.locator(".hb-calc__undo").click()
    expect(rows).to_have_count(3)
    expect(page.locator(SUM)).to_have_text(before)
    page.locator(".hb-rows__add").click()
    expect(page.locator(".hb-row").nth(3).locator("input").first).to_be_focused()
    expect(page.locator(SUM)).to_have_text(before)  # an empty row is not meant yet
    for _ in range(4):
        page.locator(".hb-row__remove").first.click()
    expect(page.locator(".hb-rows__note")).to_be_visible()
    assert grave_findings(page) == []


def test_a_row_that_comes_back_leaves_later_edits_alone(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/", "zh", 390)
    minutes = page.locator(".hb-row input[id$=minutes]")
    page.locator(".hb-row__remove").nth(1).click()
    page.locator("#attendance_deduction-base").fill("9000")
    page.locator(".hb-rows .hb-calc__undo").click()
    assert minutes.evaluate_all("all => all.map(each => each.value)") == ["8", "12", "45"]
    expect(minutes.nth(1)).to_be_focused()
    expect(page.locator("#attendance_deduction-base")).to_have_value("9000")


def test_reset_brings_the_example_and_can_be_undone(open_page: OpenPage) -> None:
    page = open_page(PAY)
    example = page.locator(SUM).inner_text()
    page.locator("#month_pay-base").fill("9000")
    mine = page.locator(SUM).inner_text()
    assert mine != example
    page.get_by_role("button", name="恢复示例").click()
    expect(page.locator(SUM)).to_have_text(example)
    expect(page.locator(".hb-calc__example")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(SUM)).to_have_text(mine)
    expect(page.locator(".hb-calc__example")).to_be_hidden()


def test_figures_of_the_example_are_never_left_in_a_result_of_ones_own_in_silence(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    told = page.locator(".hb-answer__borrowed")
    expect(told).to_be_hidden()  # all of them are
    page.locator("#attendance_deduction-base").fill("9000")
    expect(told).to_have_text("其中还是例子里的数，不是你的：月绩效工资、每次迟到或早退、旷工天数")
    page.locator(".hb-row__remove").first.click()
    expect(told).not_to_contain_text("每次迟到或早退")
    page.locator("#attendance_deduction-absent_days").fill("")
    expect(page).to_have_url(re.compile("example=performance_pay$"))
    again = open_page(f"calculators/attendance_deduction/{page.url.partition('/attendance_deduction/')[2]}", "en")
    told = again.locator(".hb-answer__borrowed")
    expect(told).to_have_text("Still from the example, not yours: Monthly performance pay")
    again.locator("#attendance_deduction-performance_pay").fill("1")
    expect(told).to_be_hidden()


def test_a_score_goes_on_to_the_next_calculator_as_it_is(open_page: OpenPage) -> None:
    page = open_page("calculators/final_score/", "en")
    for name, score in (("superior", "89.99"), ("customer", "90"), ("self", "90.01")):
        page.locator(f"#final_score-{name}").fill(score)
    page.get_by_role("link", name="Go on with this result: Performance bonus").click()
    expect(page.locator("#performance_bonus-score")).to_have_value("89.995")
    expect(page.locator("#performance_bonus-score-error")).to_be_hidden()


def test_the_result_is_told_as_a_person_would_say_it(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/", "zh", 390)
    told = page.locator(".hb-told p")
    expect(told.first).to_have_text("3 次迟到或早退：20 + 20 + 103.45 = 143.45 元；旷工扣款：206.90 元。")
    page.locator(".hb-row__only").nth(1).click()
    page.locator("#attendance_deduction-absent_days").fill("")
    expect(told.first).to_have_text("1 次迟到或早退：20 元。")
    expect(told.nth(1)).to_contain_text("高出所缺时间的工资")
    page.locator(".hb-rows .hb-calc__undo").click()
    expect(told.first).to_have_text("3 次迟到或早退：20 + 20 + 103.45 元。")
    expect(page.locator(".hb-working")).to_be_hidden()


def test_ones_own_sum_for_being_late_takes_three_taps(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/", "zh", 390)
    page.locator(".hb-calculate a[href*='discipline.attendance.late']").first.tap()
    page.locator(".hb-calc__form").wait_for()
    expect(page.locator(SUM)).to_have_count(0)  # nothing is claimed before anything is entered
    assert page.locator(".hb-field input:visible").evaluate_all("all => all.map(each => each.value).join('')") == ""
    page.locator("#attendance_deduction-base").tap()
    page.keyboard.type("4500")
    page.locator(".hb-row input[id$=minutes]").tap()
    page.keyboard.type("12")
    expect(page.locator(SUM)).to_have_text("20 元")
    expect(page.locator(".hb-told p").first).to_have_text("1 次迟到或早退：20 元。")
    expect(page.locator(".hb-answer__borrowed")).to_be_hidden()
    page.get_by_role("button", name="还有 3 项可以填").click()
    expect(page.locator("#attendance_deduction-absent_days")).to_be_visible()


def test_all_can_be_cleared_and_come_back(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    expect(page.locator(".hb-answer__sum")).to_contain_text("示例")
    page.get_by_role("button", name="清空").click()  # what explains the example's result comes only now
    page.wait_for_function("() => 'handbookWorking' in globalThis")
    expect(page.locator(".hb-answer__sum")).to_have_text("填上你的数，这里就有结果。")
    page.get_by_role("button", name="撤销").click()
    page.locator("#attendance_deduction-base").fill("9000")
    expect(page.locator(".hb-answer__mark")).to_be_hidden()
    page.get_by_role("button", name="清空").click()
    expect(page.locator(SUM)).to_have_count(0)
    expect(page.locator(".hb-row")).to_have_count(1)
    expect(page.locator(".hb-field__error:visible")).to_have_count(0)
    page.locator(".hb-row input[id$=minutes]").fill("12")
    expect(page.locator(".hb-answer__sum")).to_have_text("还要填好：月基本工资")
    page.get_by_role("button", name="清空").click()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".hb-row input[id$=minutes]")).to_have_value("12")


# the address


def test_what_a_copied_link_holds_is_told(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    copy, status = page.get_by_role("button", name="复制链接"), page.locator(".hb-calc__status").last
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as over plain HTTP
    copy.click()
    expect(status).to_contain_text("没有你填的数")
    expect(copy).to_be_focused()
    page.locator("#attendance_deduction-base").fill("5000")
    copy.click()
    expect(status).to_contain_text("里面有你填的数")
    page.evaluate("document.execCommand = () => false")
    copy.click()
    expect(status.locator("input")).to_have_value(page.url)
    assert page.evaluate("document.activeElement.selectionEnd") == len(page.url)


def test_a_damaged_link_says_so(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    page.locator("#attendance_deduction-base").fill("5000")
    expect(page).to_have_url(re.compile("base=5000"))
    mine, link = page.locator(SUM).inner_text(), page.url.partition("/calculators/")[2]
    damage = page.locator(".hb-calc__damage")
    open_page(f"calculators/{link}")
    expect(page.locator("#attendance_deduction-base")).to_have_value("5000")
    expect(damage).to_be_hidden()
    open_page(f"calculators/{link.replace('&', '&amp;')}")
    expect(damage).to_contain_text("变了样")
    expect(page.locator(SUM)).to_have_text(mine)  # what it was can be told
    open_page(f"calculators/{link[: link.index(';45')]}")
    expect(damage).to_contain_text("变了样")
    open_page(f"calculators/attendance_deduction/#base=4500&late={';'.join(['8'] * 300)}")
    expect(damage).to_contain_text("300 行")
    for after in ("。", ")", "”请看"):  # what stood after the link in a message
        open_page(f"calculators/{link}{after}")
        expect(page.locator(SUM)).to_have_text(mine)
        expect(damage).to_be_hidden()
        open_page(f"calculators/attendance_deduction/#clause=discipline.attendance.late{after}")
        expect(page.locator(".hb-calc__clause")).to_contain_text("迟到与早退")


def test_a_link_carries_what_was_entered(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    page.locator("#attendance_deduction-base").fill("5000")
    page.locator("#attendance_deduction-on").fill("2027-01-04")
    mine = page.locator(SUM).inner_text()
    expect(page).to_have_url(re.compile(r"base=5000.*2027-01-04"))
    assert "8;12;45" in page.url
    other = open_page(f"calculators/attendance_deduction/{page.url.partition('/attendance_deduction/')[2]}", "zh", 390)
    expect(other.locator(SUM)).to_have_text(mine)
    expect(other.locator(".hb-calc__example")).to_be_hidden()
    rule = policy().rule("attendance_deduction")
    given = accept(rule.inputs, {"base": "5000", "performance_pay": "1500", "late": "8;12;45", "absent_days": "1"})
    assert mine.replace("\u00a0", " ") == expected(
        rule, given, date(2027, 1, 4), "zh"
    )  # the scheduled 30 yuan, not today's 20


def test_values_of_another_day_are_told_with_their_dates(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    version, day = page.locator(".hb-answer__version"), date(2027, 1, 4)
    expect(version).to_be_hidden()
    page.locator("#attendance_deduction-on").fill(day.isoformat())
    expect(version).to_contain_text("2027-01-01")
    fine = policy().param("attendance.minor_fine").say(day, "zh")
    expect(page.locator(".hb-working")).to_contain_text(f"{fine}，2027-01-01 起")
    page.locator("#attendance_deduction-on").fill("2025-06-30")  # most values had not begun
    expect(page.locator(".hb-answer__sum")).to_contain_text("不能计算 2025 年 6 月 30 日还没有“")
    expect(page.locator(".hb-answer__sum")).to_contain_text("”的规定，最早的从 2026 年 1 月 1 日起")
    expect(version).to_be_hidden()


def test_a_link_to_a_place_on_the_page_leaves_the_figures_alone(open_page: OpenPage) -> None:
    page = open_page(PAY)
    page.locator("#month_pay-base").fill("9000")
    mine = page.locator(SUM).inner_text()
    page.evaluate("location.hash = '#top'")
    page.evaluate("location.hash = '#clause=pay.structure.minimum_wage'")
    expect(page.locator(".hb-calc__clause")).to_be_visible()
    expect(page.locator("#month_pay-base")).to_have_value("9000")
    expect(page.locator(SUM)).to_have_text(mine)


def test_a_link_with_gaps_says_at_once_what_is_missing(open_page: OpenPage) -> None:
    page = open_page(f"{PAY}#base=5000&grade=优秀&late=8")
    expect(page.locator("#month_pay-performance_pay-error")).to_be_visible()
    expect(page.locator("#month_pay-grade")).to_be_checked()
    expect(page.locator("#month_pay-base-error")).to_be_hidden()
    expect(page.locator(SUM)).to_have_count(0)
    page.locator("#month_pay-performance_pay").fill("1500")
    page.locator("#month_pay-normal_work").check()
    page.locator("#month_pay-month").fill("2026-03-31")
    expect(page.locator(SUM)).to_contain_text("元")


def test_what_an_address_has_too_much_is_told_not_dropped(open_page: OpenPage) -> None:
    """A row more than there may be, a cell more than a row has, half a sign, a name in another language."""
    most = next(entry.most for entry in policy().rule("attendance_deduction").inputs if isinstance(entry, InputRows))
    page = open_page(f"calculators/attendance_deduction/#base=4500&late={';'.join(['8'] * (most + 5))}", "en")
    page.get_by_role("button", name="Calculate").click()
    expect(page.locator(".hb-calc__errors")).to_contain_text(f"at most {most} rows")
    page = open_page(f"{PAY}#base=36.000&grade=Excellent&performance_pay=%EF%BB%BF1500&late=8,9,10")
    expect(page.locator("#month_pay-base-error")).to_contain_text("36,000")
    expect(page.locator("#month_pay-performance_pay-error")).to_be_hidden()
    page.evaluate("location.hash = '#base=4500&performance_pay=\\ud800'")
    expect(page.locator("#month_pay-performance_pay-error")).to_be_visible()
    page.locator("#month_pay-performance_pay").fill("1\ud800")
    expect(page).to_have_url(re.compile("performance_pay="))


def test_rubbish_in_the_address_is_told_not_fatal(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/#base=x&late=;;9,9;-1&on=2026-13-99&%E0%A4%A=1&__proto__=1")
    expect(page.locator(".hb-calc__form")).to_be_visible()
    page.locator("#attendance_deduction-base").fill("4500")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".hb-calc__errors")).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_a_clause_opens_its_calculator_with_its_values_in_view(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("chapters/discipline/", lang)
    page.locator(".hb-calculate a[href*='discipline.attendance.late']").first.click()
    page.locator(".hb-calc__clause").wait_for()
    clause, day = policy().clause("discipline.attendance.late"), TODAY
    panel = page.locator(".hb-calc__clause")
    expect(panel).to_contain_text(clause.entry.title[lang])
    for name in clause.parameters:
        expect(panel).to_contain_text(policy().param(name).say(day, lang))
    panel.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"#discipline\.attendance\.late$"))


# pictures, paper, files, policy


# What stands on the page, by its tops; what is empty or not there has none.
TOPS = """(names) => names.map((name) => {
  const box = document.querySelector(name)?.getBoundingClientRect();
  return box?.height ? Math.round(box.top) : null;
})"""


@pytest.mark.parametrize(
    ("name", "drawn"), [("month_pay", True), ("attendance_deduction", True), ("annual_leave", False)]
)
def test_on_a_phone_the_order_is_sum_words_picture_form_working(open_page: OpenPage, name: str, drawn: bool) -> None:
    page = open_page(f"calculators/{name}/", "zh", 390)
    if drawn:
        expect(page.locator(".hb-picture")).to_be_visible()
    picture, more = [".hb-picture"] * drawn, [".hb-answer"] * drawn  # there is no more to say of an annual leave
    parts = [".hb-card-sum", ".hb-told", *picture, ".hb-calc__form", *more, ".hb-explained"]
    for part in parts:
        expect(page.locator(part)).to_be_visible()
    tops = page.evaluate(TOPS, parts)
    assert None not in tops
    assert tops == sorted(tops)
    assert tops[parts.index(".hb-calc__form")] < 900  # where typing begins is hardly a finger's breadth away
    expect(page.locator(".hb-told p:visible")).to_have_count(2)
    expect(page.locator(".hb-working")).to_be_hidden()


def test_nothing_parts_a_number_from_its_unit(open_page: OpenPage) -> None:
    """Not in the answer, nor in its picture, nor where no script runs."""
    texts = "all => all.map((each) => each.textContent)"
    page = open_page("calculators/performance_bonus/", "zh", 390)
    expect(page.locator(".hb-answer tbody tr")).to_have_count(4)
    said = page.locator(".hb-told p, .hb-told dd, .hb-answer td, .hb-answer__sum strong").evaluate_all(texts)
    page = open_page("calculators/month_pay/", "zh", 390, javascript=False)
    said += page.locator(
        ".hb-static dd, .hb-static strong, .hb-calc__told, .hb-calc__said, .hb-static td"
    ).evaluate_all(texts)
    assert any("\u00a0元" in text for text in said)
    assert [text for text in said if re.search(r"\d [\u3400-\u9fff]", text)] == []


def test_a_deadline_is_counted_from_now(open_page: OpenPage) -> None:
    page = open_page("calculators/reply_deadline/", "zh", 390)
    page.clock.set_fixed_time("2026-11-23T15:59:00Z")  # NOW, where the policy is in force
    page.reload()
    expect(page.locator("#reply_deadline-received")).to_have_value("2026-11-23T23:59")
    rule = policy().rule("reply_deadline")
    given = accept(rule.inputs, {"what": "complex_reply", "received": "2026-11-23T23:59"})
    expect(page.locator(SUM)).to_have_text(expected(rule, given, TODAY, "zh"))
    expect(page.locator(".hb-told p").first).to_contain_text("2026 年 11 月 23 日 23:59")
    page.locator(".hb-calc__form").get_by_text("客户投诉：").click()
    expect(page.locator(".hb-answer__borrowed")).to_be_hidden()
    page.goto(page.url.partition("#")[0] + "#clause=rewards.penalties.appeal")
    expect(page.locator("#reply_deadline-received")).to_have_value("2026-11-23T23:59")


def test_pictures_are_described(open_page: OpenPage) -> None:
    for name in ("month_pay", "performance_bonus", "dismissal_review"):
        page = open_page(f"calculators/{name}/", "en", 390)
        picture = page.locator(".hb-picture")
        expect(picture).to_be_visible()
        assert picture.locator("> title").text_content()
        assert picture.locator("> desc").text_content()
        box = picture.bounding_box()
        assert box is not None
        assert box["width"] <= 390


def test_the_step_chart_says_what_each_grade_pays(open_page: OpenPage) -> None:
    page = open_page("calculators/performance_bonus/")
    rows = page.locator(".hb-answer tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(3)).to_contain_text("1,800 元")
    expect(rows.nth(0)).to_contain_text("0 元")


def test_paper_carries_date_and_address(open_page: OpenPage) -> None:
    page = open_page(PAY)
    page.locator("#month_pay-base").fill("5100")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    stamp = page.locator(".hb-calc__printed")
    expect(stamp).to_be_visible()
    expect(stamp).to_contain_text(re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d"))
    expect(stamp).to_contain_text("base=5100")
    expect(page.locator(".hb-calc__actions")).to_be_hidden()
    expect(page.locator(".hb-working")).to_be_visible()


def test_a_printed_example_says_that_it_is_one(open_page: OpenPage) -> None:
    page = open_page(PAY)
    page.emulate_media(media="print")
    expect(page.locator(".hb-calc__example")).to_be_visible()


def test_the_values_are_drawn_when_they_are_unfolded(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    rows = page.locator(".hb-values tbody tr")
    page.keyboard.press("Tab")
    expect(page.locator(".hb-line").first).to_be_attached()
    expect(page.locator(".hb-line").first).to_be_hidden()
    assert rows.count() == 0
    page.locator(".hb-values summary").click()
    expect(rows).to_have_count(len(policy().rule("attendance_deduction").parameters))


QUICK = """document.addEventListener("DOMContentLoaded", () => document.dispatchEvent(new Event("keydown")));"""


LEFT_AT_ONCE = """(field) => {
  field.value = "12";
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  return location.hash;
}"""


def test_what_is_entered_goes_along_however_quickly_the_page_is_left(open_page: OpenPage) -> None:
    page = open_page("calculators/annual_leave/")
    assert "service_years=12" in page.locator("#annual_leave-service_years").evaluate(LEFT_AT_ONCE)


def test_who_is_quicker_than_the_page_has_used_it_too(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(QUICK)
    page = open_page("calculators/attendance_deduction/")
    expect(page.locator(".hb-line").first).to_be_attached()


def test_it_works_from_a_file(browser: Browser, site: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "en" / PAY / "index.html").as_uri())
    page.locator("#month_pay-base").fill("5100")
    rule = policy().rule("month_pay")
    given = {entry.id: opening(entry) for entry in rule.inputs} | {"base": Fraction(5100)}
    expect(page.locator(SUM)).to_have_text(expected(rule, given, TODAY, "en"))
    context.close()


def test_the_example_stays_where_the_script_of_the_rule_does_not_come(open_page: OpenPage, watch: Watch) -> None:
    page = open_page(PAY)
    page.route("**/assets/rules/*.js", lambda route: route.abort())
    page.reload()
    page.wait_for_function("() => customElements.get('hb-calculator') !== undefined")
    expect(page.locator(".hb-static")).to_be_visible()
    expect(page.locator(".hb-calc__form")).to_have_count(0)
    watch.complaints.clear()


def test_without_script_the_example_is_worked_out(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/", javascript=False)
    expect(page.locator(".hb-static")).to_contain_text("350.35 元")


def test_the_policy_allows_no_evaluation_and_no_inline_script(open_page: OpenPage, server: str) -> None:
    page = open_page()
    answer = page.request.get(f"{server}{PAY}")
    header = answer.headers["content-security-policy"]
    assert "default-src 'self'; script-src 'self' 'sha256-" in header
    assert "unsafe" not in header
    assert page.evaluate(EVALUATING) == "EvalError"


def test_axe_on_every_calculator(open_page: OpenPage) -> None:
    findings = []
    for name in RULES:
        page = open_page(f"calculators/{name}/", "zh", 390)
        page.locator(".hb-calc__form").wait_for()
        page.locator(".hb-values").evaluate("element => { element.open = true; }")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            findings += [f"{name} at {width}: {finding}" for finding in grave_findings_light_and_dark(page)]
    assert findings == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_with_mistakes_and_with_nothing_entered(open_page: OpenPage, width: int) -> None:
    page = open_page(PAY, "en", width)
    page.locator("#month_pay-base").fill("much")
    page.locator("#month_pay-base").press("Enter")
    expect(page.locator(".hb-calc__errors")).to_be_visible()
    findings = grave_findings_light_and_dark(page)
    page = open_page(f"{PAY}#late=", "en", width)
    expect(page.locator(".hb-field__error:visible")).not_to_have_count(0)
    findings += grave_findings_light_and_dark(page)
    page = open_page(f"{PAY}#clause=pay.structure.minimum_wage", "en", width)
    page.get_by_role("button", name="Reset to the example").click()
    page.locator(".hb-row__remove").first.click()
    expect(page.locator(".hb-calc__undo")).to_be_visible()
    assert findings + grave_findings_light_and_dark(page) == []


def test_what_is_touched_is_large_enough(open_page: OpenPage) -> None:
    page = made(open_page(PAY, "en", 390))
    targets = page.locator(".hb-calc :is(button, input:not([type=radio]), select, label:has(input), summary)")
    heights = targets.evaluate_all("all => all.map(each => [each.outerHTML.slice(0, 80), each.offsetHeight])")
    assert [target for target in heights if 0 < target[1] < EASY_TARGET] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_not_behind_the_sum(open_page: OpenPage, width: int) -> None:
    page = made(open_page("calculators/attendance_deduction/", "zh", width))
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    hidden = []
    for key in ["Tab"] * 30 + ["Shift+Tab"] * 30:
        page.keyboard.press(key)
        hidden += page.evaluate(BEHIND_THE_SUM)
    assert hidden == []

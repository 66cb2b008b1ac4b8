"""Questions made from worked cases: those that say `ask`, with the clause and the result that they name."""

from __future__ import annotations

from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.schema.rule_models import CaseEntry, CaseQuestion
from quiz.bank import Bank
from quiz.kinds.single import Single
from quiz.question import Question
from quiz.sources.environment import Environment
from quiz.sources.worked import case_question
from tests.quiz.conftest import DAY

OWN = Words(zh="自己的话。", en="Own words.")


def made(book: PolicyBook, id: str, ask: object) -> Question | None:
    """The question of one case of the shipped policy."""
    case = next(each for each in book.cases if each.id == id).with_values(ask=ask)
    return case_question(Environment.of(book, DAY), case)


def test_only_cases_that_say_so_are_asked(bank: Bank, book: PolicyBook) -> None:
    asked = {case.id for case in book.cases if case.ask}
    made_of_cases = {id for id in bank.questions if id.startswith("case.")}
    assert made_of_cases == {f"case.{id}" for id in asked}
    assert 10 < len(asked) < len(book.cases) / 4
    assert made(book, "absent-three-days", None) is None


def test_words_clause_and_result_are_the_cases_own(book: PolicyBook) -> None:
    ask = CaseQuestion(words=OWN, result="to_next", clause="appraisal.methods.superior")
    question = made(book, "final-score-three-raters", ask)
    assert question is not None
    assert question.stem == OWN
    assert question.clause == "appraisal.methods.superior"
    assert question.key == ["1/10", "point"]
    assert question.because.en.startswith("A high self-assessment counts for little (clause 5.7). Each rating is ")


def test_a_case_as_it_is_given_has_the_first_result_and_the_clause_of_its_step(book: PolicyBook) -> None:
    question = made(book, "final-score-three-raters", True)
    assert question is not None
    assert question.stem.en == (
        "[Final score] Supervisor's rating: 86 points; Customers' rating: 95 points; Self-assessment: 98 points. "
        "Final score: how much is it?"
    )
    assert question.clause == "appraisal.methods.overall"
    rows = made(book, "streak-three-excellent", True)
    assert rows is not None
    assert "良好、优秀、优秀、优秀" in rows.stem.zh
    assert made(book, "late-three-absent-one", CaseQuestion(words=OWN, result="late_amount")) is None  # of every row


def test_a_wrong_option_says_what_comes_out(book: PolicyBook) -> None:
    question = made(book, "final-score-at-the-line", CaseQuestion(words=OWN, result="grade"))
    assert question is not None
    assert isinstance(question.answer, Single)
    assert [option.text.zh for option in question.options] == ["合格", "优秀", "良好", "不合格"]
    assert [option.why.zh for option in question.options[1:] if option.why] == [
        "“最终得分 ≥ 90 分”才是“优秀”；这里算出来是“合格”。",
        "“最终得分 ≥ 80 分”才是“良好”；这里算出来是“合格”。",
        "“最终得分 ≥ 60 分”就不是“不合格”；这里算出来是“合格”。",
    ]


def test_the_working_has_the_steps_that_lead_to_the_key_and_nothing_else(book: PolicyBook) -> None:
    """A step that passes on another's value gives it its name; limits that did not bind, terms of nothing, and what the
    policy settles whatever is given are left out."""
    month = made(book, "award-not-multiplied", CaseQuestion(words=OWN))
    assert month is not None
    assert [(line.label.zh, line.working.zh, line.result.zh) for line in month.working] == [
        ("绩效奖金的发放比例", "优秀 → 1 + 20%", "120%"),
        ("当月绩效奖金", "四舍五入到分（1,500 元 × 120%）", "1,800 元"),
        ("服务之星奖", "300 元", "300 元"),
        ("当月应发工资", "4,500 元 + 1,800 元 + 300 元", "6,600 元"),
    ]
    absent = made(book, "absent-half-a-day", CaseQuestion(words=OWN))
    assert absent is not None
    assert [line.label.zh for line in absent.working] == ["日工资", "考勤扣款合计"]
    failed = made(book, "grade-fail", CaseQuestion(words=OWN))
    assert failed is not None
    assert failed.working[0].working.zh == "59.99 分 < 60 分 → 不合格"


def test_a_limit_that_binds_stays_in_the_working(book: PolicyBook) -> None:
    question = made(book, "loss-divides-evenly", CaseQuestion(words=OWN, result="most"))
    assert question is not None
    assert question.working[-1].working.zh == "较小的数（1,200 元、2,630 元）"
    assert [line.working.zh for line in question.working if line.label.zh == "工资高出这个数的部分"] == [
        "6,000 元 − 3,370 元"
    ]


def test_a_note_is_part_of_the_explanation(book: PolicyBook) -> None:
    case: CaseEntry = next(each for each in book.cases if each.id == "absent-three-days")
    question = made(book, case.id, True)
    assert case.note is not None
    assert question is not None
    assert question.because.zh.endswith(case.note.zh)

"""A bad question for every lint, told at its place and in both languages; and what looks alike but is sound."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from handbook.lang.languages import LANGS, Lang
from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.problems.problem import Place
from handbook.schema.rule_models import CaseQuestion
from handbook.shapes.reading import fitted
from quiz.bank import Bank
from quiz.kinds.answer import Option
from quiz.lints import lint
from quiz.lints.normal import normal
from quiz.question import Origin, Question
from quiz.sources.environment import Environment
from quiz.sources.worked import case_question
from tests.quiz.conftest import DAY
from tests.quiz.samples import sample


def option(zh: str, en: str = "", right: bool = False) -> Option:
    text = Words(zh=zh, en=en or zh)
    return Option(text, True) if right else Option(text, mistake="common_belief", why=text)


def single(*options: Option, stem: str = "怎么办？") -> Question:
    return sample("single", options=options, stem=Words(zh=stem, en=stem))


def codes(book: PolicyBook, *questions: Question) -> set[str]:
    bank = Bank(book, DAY, MappingProxyType({question.id: question for question in questions}))
    told = [problem for problem in lint(bank) if problem.code not in ("quiz.lint_must_know", "quiz.lint_parameter")]
    assert all(problem.line("zh") != problem.line("en") for problem in told)
    return {problem.code for problem in told}


def amounts(right: int, wrong: str = "0") -> list[Option]:
    """Four amounts, of which one is right: the key comes first, as in every question. The others end in `wrong`."""
    numbers = [f"{right}0", *(f"{each}{wrong}" for each in (1, 2, 3, 4) if each != right)]
    return [option(f"{each} 元", f"{each} yuan", right=place == 0) for place, each in enumerate(numbers)]


A, B, C = option("甲方案", right=True), option("乙方案"), option("丙方案")
BAD = {
    "quiz.lint_true_option": [single(option("24 小时", "24 hours", right=True), option("１天", "1 day"), C)],
    "quiz.lint_same_options": [single(A, option("２０ 元"), option("20元"))],
    "quiz.lint_above": [single(A, B, option("以上都不是", "none of the above"))],
    "quiz.lint_absolute": [single(A, B, option("永远不用理会", "never mind it"))],
    "quiz.lint_boundary": [single(A, B, C, stem="迟到 10 到 30 分钟之间怎么办？")],
    "quiz.lint_key_length": [
        single(option("先查清楚，再用准确的话答复客户，并记下来", right=True), option("不答"), option("乱答"))
    ],
    "quiz.lint_own_answer": [single(A, B, C, stem="按甲方案办的是哪一种？")],
    "quiz.lint_twice": [sample("true_false"), sample("true_false", id="sample.twin")],
    "quiz.lint_told": [
        single(option("先安抚客户", right=True), B, C, stem="客户来电投诉。"),
        sample("true_false", stem=Words(zh="接到投诉，先安抚客户，再记录。", en="First calm, then record.")),
    ],
    "quiz.lint_unit": [single(option("30 分钟", "30 minutes", right=True), option("30 小时", "30 hours"), C)],
    "quiz.lint_key_size": [
        replace(single(*amounts(right=2), stem=f"第{n}个数？"), id=f"n.{n}", source="case") for n in range(30)
    ],
    "quiz.lint_truths": [
        sample("true_false", id=f"t.{n}", truth=True, stem=Words(zh=f"句子{n}", en=f"s{n}")) for n in range(30)
    ],
    "quiz.lint_key_round": [
        replace(single(*amounts(right=2, wrong="5"), stem=f"第{n}个数？"), id=f"n.{n}", place=Place("a.yml", 1))
        for n in range(3)
    ],
    "quiz.lint_one_wrong": [sample("multiple", options=(A, option("丁方案", right=True), B))],
    "quiz.lint_unqualified": [
        replace(sample("numeric", stem=Words(zh="扣多少？", en="How much?")), source="case", disputed=True)
    ],
    "quiz.lint_keys_long": [
        replace(single(option("较长的正确答案", right=True), B, C, stem=f"第{n}问"), id=f"l.{n}") for n in range(30)
    ],
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_bank_is_told(book: PolicyBook, code: str) -> None:
    assert codes(book, *BAD[code]) == {code}


def test_what_looks_alike_but_is_sound(book: PolicyBook) -> None:
    """An amount under the policy; one that nobody disputes; a key of which one variant is no rounder than the rest."""
    said = sample("numeric", stem=Words(zh="按本制度扣多少？", en="What is deducted under this policy?"))
    assert codes(book, replace(said, source="case", disputed=True)) == set()
    assert codes(book, replace(BAD["quiz.lint_unqualified"][0], disputed=False)) == set()
    *some, last = BAD["quiz.lint_key_round"]
    assert codes(book, *some) == set()
    assert codes(book, *some, replace(last, answer=single(*amounts(right=2)).answer)) == set()


def test_a_case_of_several_clauses_says_which_one_it_is_about(book: PolicyBook) -> None:
    """Without that it would be the one of the last step."""
    cases = {case.id: case for case in book.cases}
    silent = cases["award-not-multiplied"]
    assert isinstance(silent.ask, CaseQuestion)
    silent = silent.with_values(ask=silent.ask.with_values(clause=None))
    for case, expected in ((silent, {"quiz.lint_case_clause"}), (cases["streak-three-excellent"], set())):
        alone = replace(book, cases=(case,))
        question = case_question(Environment.of(alone, DAY), case)
        assert question is not None
        assert codes(alone, question) == expected


def test_a_stem_that_is_the_same_in_one_language_is_told(book: PolicyBook) -> None:
    """Whatever the other language says, and whatever the key is; a question of another kind may ask it again."""
    one = sample("true_false", stem=Words(zh="第一句。", en="The fine is 20 yuan."))
    twin = sample("true_false", id="sample.twin", truth=True, stem=Words(zh="第二句。", en="The fine is 20 yuan"))
    assert codes(book, one, twin) == {"quiz.lint_twice"}
    blank = sample("true_false", id="sample.twin", stem=Words(zh="第二句。", en="The fine is ____ 20 yuan."))
    assert codes(book, one, blank) == set()
    assert codes(book, one, sample("numeric", stem=one.stem)) == set()


def test_what_is_known_to_tell_the_answer_never_comes_beside_it(book: PolicyBook) -> None:
    asked, telling = BAD["quiz.lint_told"]
    apart = replace(telling, tells=asked.asks | {"fact"}), replace(asked, asks=frozenset({"fact"}))
    assert codes(book, *apart) == set()


@pytest.mark.parametrize("lang", LANGS)
def test_keys_that_are_the_longest_in_one_language_are_told(book: PolicyBook, lang: Lang) -> None:
    long = {"zh": "乙" * 9, "en": "b" * 9, "zh-Hant": "乙" * 9} | {lang: "甲" * 12}
    questions = []
    for n in range(30):
        key = Option(fitted(Words, dict.fromkeys(LANGS, "甲" * 8) | {lang: "甲" * 12}), True)
        other = fitted(Words, long | {lang: "乙" * 7})
        wrong = Option(other, mistake="common_belief", why=other)
        last = Option(fitted(Words, {each: f"{other[each]}丙" for each in LANGS}), mistake="boundary", why=other)
        questions.append(replace(single(key, wrong, last, stem=f"第{n}问"), id=f"l.{n}"))
    assert codes(book, *questions) == {"quiz.lint_keys_long"}


def test_true_and_false_are_counted_by_source(book: PolicyBook) -> None:
    """Made statements that are true do not make up for written ones that are false."""

    def statement(n: int, source: Origin, truth: bool) -> Question:
        made = sample("true_false", id=f"{source}.{n}", truth=truth, stem=Words(zh=f"{source}{n}", en=f"{source}{n}"))
        return replace(made, source=source)

    uneven = [statement(n, "scenario", False) for n in range(25)] + [statement(n, "parameter", True) for n in range(25)]
    even = [statement(n, source, n % 2 == 0) for n in range(26) for source in ("scenario", "parameter")]
    assert codes(book, *uneven) == {"quiz.lint_truths"}
    assert codes(book, *even) == set()


def test_keys_in_one_place_are_told(book: PolicyBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.kinds.single.Chance.shuffled", lambda _chance, items: list(items))
    questions = [replace(single(A, B, C, stem=f"第{n}问"), id=f"p.{n}") for n in range(40)]
    assert codes(book, *questions) == {"quiz.lint_key_position"}


def test_gaps_are_told(book: PolicyBook) -> None:
    bank = Bank(book, DAY, MappingProxyType({}))
    told = [problem.code for problem in lint(bank)]
    assert told.count("quiz.lint_parameter") == sum(each.entry.quiz for each in book.parameters.values())
    assert told.count("quiz.lint_must_know") == sum(clause.entry.must_know for clause in book.clauses.values())


def test_a_question_without_wrong_options_is_no_crash(book: PolicyBook) -> None:
    """Whoever made it: there is nothing to compare the key with."""
    assert codes(book, single(A)) == set()


def test_sound_questions_pass(book: PolicyBook) -> None:
    assert codes(book, single(A, B, C), single(option("20 元", right=True), option("200 元"), option("2 元"))) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24 小时", "1 天"),
        ("９０秒", "1.5 分钟"),
        ("20元", "20.00 元"),
        ("1,000 元", "1000元"),
        ("Two Hours", "two hours"),
    ],
)
def test_alike_once_normalised(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("3 天", "3 个工作日"), ("20 元", "20%"), ("1.5 天", "15 天"), ("-5", "5"), ("193.10 元", "19.31 元")],
)
def test_different_once_normalised(one: str, other: str) -> None:
    assert normal(one) != normal(other)

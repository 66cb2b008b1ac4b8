"""The shipped bank: sound, the same everywhere, and never behind the policy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from handbook.lang.languages import WRITTEN
from handbook.lang.words import Words
from handbook.policy.book import Parameter, PolicyBook
from handbook.policy.load import open_book
from handbook.schema.draft import Located
from handbook.schema.models import BandsParameter, ChoiceParameter, DateParameter, NumberParameter, SwitchParameter
from handbook.schema.timeline import Dated, Timeline
from handbook.schema.values import Value
from quiz.bank import Bank
from quiz.build import build_bank, written_questions
from quiz.check import check_questions
from quiz.kinds import KINDS
from quiz.lints.balance import place_by_size
from quiz.lints.located import PlacedQuestion
from quiz.lints.options import option_problems
from quiz.lints.wording import wording_problems
from quiz.models import QuestionEntry
from quiz.question import clash
from quiz.sources.environment import Environment
from quiz.sources.sentences import Sentence
from quiz.sources.written.files import read_questions
from tests.quiz.conftest import DATA, DAY, ROOT

PARAMETERS = sorted(open_book(DATA, DAY).parameters)


def test_no_errors(book: PolicyBook) -> None:
    checked = check_questions(DATA, book, DAY)
    assert [problem.line("en") for problem in checked.errors] == []


def test_every_parameter_is_asked_for(bank: Bank) -> None:
    """But the few whose value by itself is no question, of which none is made from it alone."""
    asked = {name for question in bank.questions.values() for name in question.asks}
    silent = {name for name, parameter in bank.book.parameters.items() if not parameter.entry.quiz}
    assert set(bank.book.parameters) - silent <= asked
    printed = {"quiz.exam_questions", "quiz.exam_minutes", "quiz.pass_mark"}  # at the head of every paper
    texts = {"organization.name", "organization.region", "appraisal.streak_fail", "quiz.result_retention"}
    assert silent == texts | printed
    made = [question for question in bank.questions.values() if question.source == "parameter"]
    assert silent.isdisjoint(name for question in made for name in question.asks)


def test_a_rule_that_passes_a_legal_limit_is_not_taught_as_law(bank: Bank) -> None:
    """Its note is that of the limit which the value passes, wherever the value is asked for or worked with."""
    because = {id: question.because for id, question in bank.questions.items()}
    notes = {limit.entry.id: limit.entry.note for limit in bank.book.guardrails if limit.is_passed(DAY)}
    noted = {
        "disciplinary_fines": ("penalties.fine_minor.single", "penalties.fine_grave.statement", "cash-fine"),
        "fine_for_lateness": ("attendance.minor_fine.number", "attendance.minor_fine.coming", "late-within-limit.1"),
        "deduction_above_time": ("attendance.cap_at_pay_lost.statement",),
        "half_day_for_short_lateness": ("late-beyond-limit.1", "thirty-one-minutes"),
    }
    for limit, ids in noted.items():
        note = notes[limit]
        assert note
        assert all(because[id][lang].endswith(note[lang]) for id in ids for lang in WRITTEN), limit
    for id in ("appraisal.grade_good.single", "penalties.appeal_days.statement", "case.absent-three-days"):
        assert not bank.questions[id].disputed
        assert not any(note and note.zh in because[id].zh for note in notes.values())


def test_a_limit_without_a_note_of_its_own_says_that_the_rule_is_disputed(book: PolicyBook) -> None:
    limits = tuple(replace(each, entry=each.entry.with_values(note=None)) for each in book.guardrails)
    bank, _ = build_bank(replace(book, guardrails=limits), read_questions(DATA), DAY)
    for lang, words in {
        "zh": "这样规定在法律上有争议。",
        "en": "Whether such a rule holds in law is disputed.",
    }.items():
        assert bank.questions["penalties.fine_minor.single"].because[lang].endswith(words)
        assert bank.questions["case.absent-three-days"].because[lang].endswith(words) is False


def test_the_working_ends_at_the_key_and_says_no_more(bank: Bank) -> None:
    """The last line gives what is asked for; no line is about what the stem does not give."""
    computed = [question for question in bank.questions.values() if question.working]
    assert len(computed) > 20
    for question in computed:
        for lang in WRITTEN:
            if question.kind != "true_false":
                assert question.working[-1].result[lang] == question.answer.say(lang), question.id
    labels = {line.label.zh for id in ("score-of-five.1", "two-late-arrivals.1") for line in bank.questions[id].working}
    assert labels.isdisjoint({"考核等级", "当月绩效奖金", "日工资", "旷工扣款", "所缺时间的工资"})
    failed = next(each for id, each in bank.questions.items() if "bonus-by-score" in id and each.key == ["0 元"])
    assert "< 60 分 → 不合格" in failed.working[0].working.zh


def test_variants_of_a_pattern_have_different_keys(bank: Bank) -> None:
    patterns: dict[str, list[object]] = defaultdict(list)
    for question in bank.questions.values():
        if question.place and question.id.rpartition(".")[2].isdigit():
            patterns[question.id.rpartition(".")[0]].append(question.key)
    assert len(patterns) > 10
    assert all(len({*map(str, keys)}) == len(keys) for keys in patterns.values())


def test_a_value_written_out_in_a_question_is_told_by_it(bank: Bank) -> None:
    for id, name in (
        ("thirty-one-minutes", "attendance.half_day_limit"),
        ("nearly-excellent", "appraisal.grade_excellent"),
    ):
        assert name in bank.questions[id].tells
        assert clash(bank.questions[id], bank.questions[f"{name}.number"])


def test_ids_are_ascii_and_hashes_follow_the_facts(bank: Bank) -> None:
    for id, question in bank.questions.items():
        assert id == question.id
        assert id.isascii()
        assert len(question.hash) == 8


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_in_another_process(bank: Bank, seed: str) -> None:
    script = (
        "from tests.quiz.conftest import DATA, DAY\n"
        "from handbook.policy.load import open_book\nfrom quiz.build import build_bank\n"
        "from quiz.sources.written.files import read_questions\n"
        "import json\nbank, _ = build_bank(open_book(DATA, DAY), read_questions(DATA), DAY)\n"
        "print(json.dumps([bank.version, {id: each.hash for id, each in bank.questions.items()}]))"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, env=env)
    assert json.loads(done.stdout) == [bank.version, {id: each.hash for id, each in bank.questions.items()}]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_changed_parameter_changes_its_questions(bank: Bank, book: PolicyBook, name: str) -> None:
    """Every question that asks for the parameter has another hash, and another key or explanation, or is refused."""
    other = _with(book, name, next(_other_values(book.param(name))))
    changed, problems = build_bank(other, read_questions(DATA), DAY)
    refused = {problem.where.partition(" ")[0] for problem in problems}
    asking = [question for question in bank.questions.values() if name in question.parameters]
    assert asking or not book.param(name).entry.quiz
    for question in asking:
        after = changed.questions.get(question.id)
        if after is None:
            assert question.id.rpartition(".")[0] in refused or question.id in refused or question.source == "case"
        elif name in question.asks:
            assert after.hash != question.hash
            assert (after.key, after.because) != (question.key, question.because)


def test_nothing_is_asked_before_it_is_in_force(book: PolicyBook) -> None:
    bank, _ = build_bank(book, read_questions(DATA), date(2025, 6, 1))
    for question in bank.questions.values():
        if question.source == "parameter":
            assert all(book.param(name).timeline.covers(date(2025, 6, 1)) for name in question.parameters)


def _with(book: PolicyBook, name: str, value: Value) -> PolicyBook:
    """The book with one parameter at another value from the day on which its value in force began."""
    parameter = book.param(name)
    now = parameter.timeline.at(DAY)
    steps = tuple(Dated(step.since, value) if step is now else step for step in parameter.timeline.steps)
    changed = replace(parameter, timeline=Timeline(name, steps))
    return replace(book, parameters=MappingProxyType({**book.parameters, name: changed}))


def _other_values(parameter: Parameter) -> Iterator[Value]:
    value, entry = parameter.at(DAY), parameter.entry
    match entry:
        case NumberParameter():
            assert isinstance(value, Decimal)
            step = Decimal(1)
            yield value + step if value + step <= entry.max else value - step
        case SwitchParameter():
            yield not value
        case ChoiceParameter():
            yield from (each for each in entry.choices if each != value)
        case DateParameter():
            assert isinstance(value, date)
            yield value + timedelta(days=3)
        case BandsParameter():
            assert isinstance(value, tuple)
            yield (value[0].with_values(gives=value[0].gives + 1), *value[1:])
        case _:
            yield Words(zh="另一家公司", en="Another Company")


def test_the_bank_is_large_and_covers_what_must_be_known(bank: Bank, book: PolicyBook) -> None:
    checked = check_questions(DATA, book, DAY)
    assert [problem.line("en") for problem in checked.problems] == []  # warnings, too
    assert len(bank.questions) >= 250
    scenarios = [question for question in bank.questions.values() if question.source == "scenario"]
    assert len(scenarios) >= 60
    assert {question.chapter for question in scenarios} == {chapter.id for chapter in book.chapters}
    assert {question.kind for question in bank.questions.values()} == set(KINDS)


@pytest.mark.parametrize("entry", [e for e in read_questions(DATA).entries if e.entry.draw], ids=lambda e: e.name)
def test_a_pattern_holds_over_200_seeds(book: PolicyBook, entry: Located[QuestionEntry]) -> None:
    """Each variant is a sound question; those of one entry differ as far as its ranges allow."""
    made = written_questions(Environment.of(book, DAY), entry, range(1, 201))
    assert made.problems == ()
    assert len(made.questions) == 200
    bank = Bank(book, DAY, MappingProxyType({question.id: question for question in made.questions}))
    asked = [PlacedQuestion.of(bank, question) for question in made.questions]
    found = [problem for each in asked for problem in (*option_problems(each), *wording_problems(each))]
    assert [problem.line("en") for problem in found] == []


def test_a_wrong_answer_of_another_unit_is_told(book: PolicyBook, tmp_path: Path) -> None:
    """Its unit would give it away."""
    shutil.copytree(DATA / "questions", tmp_path / "questions")
    file = tmp_path / "questions" / "calculations.yml"
    text = file.read_text(encoding="utf-8")
    bad = text.replace("is: round2(day_wage * days(2))", "is: days(2)")
    assert bad != text
    file.write_text(bad, encoding="utf-8")
    told = [problem.line("en") for problem in build_bank(book, read_questions(tmp_path), DAY)[1]]
    assert len(told) == 1
    assert "day-of-absence: the wrong answer is in “day”, the right one in “yuan”" in told[0]


def test_a_control_sign_by_its_code_is_told_in_a_question(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/a.yml").write_text('- ask: {zh: "迟到\\x1b吗", en: Late}\n', encoding="utf-8")
    assert "control_character" in [problem.code for problem in read_questions(tmp_path).problems]


def test_the_key_is_at_every_place_of_the_order_of_size(bank: Bank) -> None:
    """Whoever takes the one in the middle is right no more often than by luck."""
    found = [place_by_size(question) for question in bank.questions.values() if question.kind == "single"]
    places = Counter(place for options, place in filter(None, found) if options == 4)
    count, even = places.total(), places.total() / 4
    assert count > 40
    assert sum((places[place] - even) ** 2 / even for place in range(4)) < 7.81  # 5 % of chance, 3 degrees of freedom


def test_true_and_false_come_alike_from_every_source(bank: Bank) -> None:
    statements = [question for question in bank.questions.values() if question.kind == "true_false"]
    for source in ("parameter", "scenario", "workflow"):
        keys = Counter(question.key for question in statements if question.source == source)
        assert 0.35 <= keys[True] / keys.total() <= 0.65, source


def test_no_wrong_option_goes_without_a_reason_of_its_own(bank: Bank) -> None:
    """It says what is right, or what the option rests on: no two options of a question have the same reason."""
    for question in bank.questions.values():
        reasons = [option.why for option in question.options if not option.right]
        assert all(reasons), question.id
        if question.source in ("workflow", "scenario"):
            assert len({reason.zh for reason in reasons if reason}) == len(reasons), question.id


def test_ids_that_were_disputed_are_gone_or_right(bank: Bank) -> None:
    """Cases without an answer that all agree on, steps that only come now and then, duties that two share, numbers that
    stand at the head of a paper, pairs that are put in order by their labels."""
    gone = {"month-pay-below-zero", "month-pay-absent", "minimum-wage-after-deduction", "streak-excellent-in-the-past"}
    gone |= {"late-whole-day", "absence-none", "fines-none", "awards-none", "annual-leave-joined-last-day"}
    assert gone.isdisjoint(id.removeprefix("case.") for id in bank.questions)
    gone = {"duties.supervisor.coordinate.duty", "duties.agent.collect_feedback.duty", "quiz.pass_mark.number"}
    assert gone.isdisjoint(bank.questions)
    assert {"rewards.penalties.CNY.match", "appraisal.results.point.match"}.isdisjoint(bank.questions)
    assert "rewards.awards.CNY.match" in bank.questions
    assert "【" not in bank.questions["case.annual-leave-joined-mid-year"].stem.zh
    assert "连续工作满 12 个月" in bank.questions["case.annual-leave-joined-mid-year"].stem.zh
    for lang in ("zh", "en"):
        stems = {form: bank.questions[f"appraisal.bonus_{form}.number"].stem[lang] for form in ("up", "down")}
        assert {"zh": "优秀", "en": "Excellent"}[lang] in stems["up"]
        assert {"zh": "合格", "en": "Pass"}[lang] in stems["down"]
    assert "迟到或早退" in bank.questions["attendance.half_day_limit.single"].stem.zh


def test_a_stem_is_whole_and_tells_no_answer(bank: Bank) -> None:
    """It runs from the beginning of the paragraph to the end of the sentence, and not into quotation marks; shares that
    make up the whole are not shown beside the one that is asked for."""
    stems = {id: question.stem for id, question in bank.questions.items()}
    assert stems["attendance.half_day_limit.single"].zh == (
        "【迟到与早退】迟到或早退在（略）以内（含本数）的，每次扣 20 元。超过____（不含本数）的，按旷工半天处理，"
        "扣日工资的 50%。横线处是什么？"
    )
    greeting = Sentence(bank.book, bank.book.clauses["workflows.enquiry.greet"], "organization.name", DAY).with_value()
    assert greeting.zh.endswith("很高兴为您服务！”")
    assert greeting.en.endswith("I am happy to help you!”")
    for form in ("single", "number"):
        assert not set("63").intersection(stems[f"appraisal.rater_self.{form}"].zh)
    assert "60%" in bank.questions["appraisal.rater_self.single"].because.zh
    assert "情节轻微的，罚款 20 元" in stems["penalties.fine_grave.single"].zh


def test_a_wrong_number_keeps_the_order_of_its_sentence(bank: Bank) -> None:
    """“From … to below 80 points” is from no 90; of rising fines the second is between the first and the third."""
    for id, low, high in (("appraisal.grade_pass", 0, 80), ("penalties.fine_serious", 20, 100)):
        options = bank.questions[f"{id}.single"].options
        assert all(low < int(each.text.en.split()[0]) < high for each in options), id
    cumulative = bank.questions["attendance.dismissal_cumulative.single"].options
    assert all(int(each.text.en.split()[0]) > 3 for each in cumulative)


def test_a_wrong_table_of_shares_ends_at_the_whole(bank: Bank) -> None:
    """With every step one too high, the last would be more than anybody pays; of the whole people believe in thrice."""
    shares = [each.text.zh for each in bank.questions["pay.sick_pay_share.single"].options]
    assert len(shares) == 4
    assert all(int(number) <= 100 for text in shares for number in re.findall(r"(\d+)%", text))
    assert "300%" in [each.text.zh for each in bank.questions["attendance.absence_deduction.single"].options]


def test_options_of_a_computed_question_have_one_unit(bank: Bank) -> None:
    for question in bank.questions.values():
        if question.source == "case" and question.kind == "single":
            units = {re.sub(r"^[≈-]?[\d,.]+ ?", "", option.text.zh) for option in question.options}
            assert len(units) == 1 or not any(re.match(r"\d", option.text.zh) for option in question.options), (
                question.id
            )

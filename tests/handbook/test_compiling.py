"""Compiled code against formulas worked out the plain way: values, skips, refusals, work; and its numbers' bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from drawn_rules import CALENDARS, CHANGE, FIRST, NUMBER, WORD, drawn_given, drawn_rule
from plain_evaluation import Around, Missing, plain_run, plain_value
from trying import SCALES, read, rule_of

from handbook.rules.compiling.code import SAFE, Code, Constant, Count, Expression, Scaled, Statement, Variable
from handbook.rules.compiling.evaluation import Frame, evaluator
from handbook.rules.compiling.numbers import Arithmetic
from handbook.rules.compiling.python import Skipped, rule_function
from handbook.rules.compiling.rules import Variant, _used, compile_rule, given_by, shape_of, variant_of, whole_of
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.rule import InputField, InputRows, Outcome, Rule, RuleStep, day_of, values_on
from handbook.rules.run import given_to, program_on, run
from handbook.rules.trace import StepTrace, Trace

RULES = 160


def _found(trace: Trace) -> dict[str, Any]:
    """A trace as the plain evaluation tells it."""
    refusal = trace.refusal
    return {
        "steps": {each.id: _value(each) for each in trace.steps},
        "outcomes": list(trace.outcomes),
        "refused": (trace.refused_at, refusal.code, dict(refusal.facts)) if refusal else None,
    }


def _value(done: StepTrace) -> Any:
    return list(done.rows) if done.rows is not None else done.value


def _kinds(found: Mapping[str, Any]) -> list[Any]:
    """The types of all values: 1 is not True."""
    return [[type(each) for each in (value if isinstance(value, list) else [value])] for value in found.values()]


def _same(rule: Rule, given: Mapping[str, Any], on: date) -> None:
    trace, plain = run(rule, given, on), plain_run(rule, given, on)
    found = _found(trace)
    assert found == plain, (rule.id, given, on)
    assert _kinds(found["steps"]) == _kinds(plain["steps"])


@pytest.mark.parametrize("part", range(4))
def test_a_drawn_rule_gives_what_it_says(part: int) -> None:
    """Rules at random, under two days' values, with inputs within their bounds and some beyond."""
    refused = 0
    for seed in range(part, RULES, 4):
        rule, chance = drawn_rule(seed), Random(seed)
        for number in range(8):
            given = dict(drawn_given(rule, chance))
            if number == 7:
                given["x"] = Fraction(chance.choice((-(10**15), 10**12)), 7)
            on = chance.choice((FIRST, CHANGE))
            _same(rule, given, on)
            refused += bool(run(rule, given, on).refusal)
    assert refused > RULES / 10


class Whole(int):
    """A whole number that checks that it stays where JavaScript's numbers are exact."""

    def __new__(cls, value: int) -> Whole:
        assert abs(value) < SAFE, value
        return super().__new__(cls, value)

    def __add__(self, other: int) -> Whole:
        return Whole(int(self) + int(other))

    def __sub__(self, other: int) -> Whole:
        return Whole(int(self) - int(other))

    def __mul__(self, other: int) -> Whole:
        return Whole(int(self) * int(other))

    def __floordiv__(self, other: int) -> Whole:
        return Whole(int(self) // int(other))

    def __neg__(self) -> Whole:
        return Whole(-int(self))

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: int) -> Whole:
        return Whole(int(other) - int(self))


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return Whole(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _within(shape: Any, value: Any) -> bool:
    """Whether raw values lie within what their shape says."""
    values = value if isinstance(value, list) else [value]
    whole = [each for each in values if each is not None] if isinstance(shape, Scaled) else []
    return all(shape.least <= each <= shape.most for each in whole)


@pytest.mark.parametrize("part", range(2))
def test_within_the_browsers_limit_values_are_the_same_and_stay_below_it(part: int) -> None:
    wholes = 0
    for seed in range(part, RULES // 2, 2):
        rule, chance = drawn_rule(seed), Random(seed)
        for on in (FIRST, CHANGE):
            given = drawn_given(rule, chance)
            results, found = _run_below(SAFE, rule, given, day_of(rule, given, on))
            steps = _found(run(rule, given, on))["steps"]
            for result, value in zip(results, found[: len(steps)]):
                assert _within(result.shape, value), (rule.id, result, value)
                parts = result.shape.denominator if isinstance(result.shape, Scaled) else None
                assert _exact(value, parts) == steps[result.id], (rule.id, result.id)
                wholes += parts is not None
    assert wholes > RULES / 4


def _run_below(limit: int, rule: Rule, given: Mapping[str, Any], day: date) -> tuple[Any, Any]:
    """The results and raw values of code under another limit, all of its whole numbers watched."""
    code = compile_rule(rule, variant_of(rule, rule.parameters, day), limit)
    program = dataclasses.replace(program_on(rule, day), arguments=code.arguments, results=code.results)
    raw = given_to(program, rule, given)
    assert raw is not None
    known = given_by(code, rule.parameters, day)
    for number, each in enumerate(code.parameters):
        if isinstance(each.shape, Scaled):
            known[number] = Whole(known[number])
    compute = rule_function(code)(rule.calendars, lambda name: rule.parameters[name].at(day), *known)
    return code.results, compute(*[_whole(each) for each in raw])[0]


def _exact(value: Any, parts: int | None) -> Any:
    if isinstance(value, list) and parts:
        return [_exact(each, parts) for each in value]
    return Fraction(int(value), parts) if parts and value is not None else value


# single formulas


def _parts(rule: Rule) -> Iterator[Tree]:
    """Formulas of a rule and the parts that an explanation looks at."""
    for tree in rule.trees():
        for part in walk(tree):
            if part[0] in ("if", "each", "cmp", "/"):
                yield part


def test_a_part_of_a_formula_gives_what_it_says() -> None:
    for seed in range(0, RULES, 3):
        rule, chance = drawn_rule(seed), Random(seed)
        given = drawn_given(rule, chance)
        names = {id: value for id, value in given.items() if id != "late"}
        rows = {"late": given["late"]}
        row = rows["late"][0] if rows["late"] else {}
        for tree in list(_parts(rule))[:12]:
            around = Around(values_on(rule.parameters, FIRST), CALENDARS, dict(names), dict(rows))
            frame = Frame(values_on(rule.parameters, FIRST), CALENDARS, dict(rows), names)
            seen = names | row
            found, plain = _outcome(evaluator(tree), seen, frame), _outcome(plain_value, tree, seen, around)
            assert found == plain, tree
            assert type(found) is type(plain)
            assert frame.work == around.work


def _outcome(work: Callable[..., Any], *args: Any) -> Any:
    try:
        return work(*args)
    except (Skipped, Missing):
        return "skipped"
    except ZeroDivisionError:
        return "zero"
    except Refusal as refusal:
        return refusal.code, dict(refusal.facts)


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_sums_inside_each_other_may_be_as_many_as_a_formula_holds(rows: int) -> None:
    tree: Tree = ("v", "m")
    for _ in range(48):
        tree = ("each", "sum", "late", (("+", tree, ("#", Fraction(1))),), (), "")
    frame = Frame({}, CALENDARS, {"late": [{"m": Fraction(5)}] * rows})
    if rows == 2:
        with pytest.raises(Refusal, match="too_much"):
            evaluator(tree)({}, frame)
    else:
        assert evaluator(tree)({}, frame) == (53 if rows else 0)


@pytest.mark.parametrize("deep", [1, 7, 8, 9, 16])
def test_sums_inside_each_other_are_right_where_they_become_functions(deep: int) -> None:
    tree, value = ("v", "m"), Fraction(5)
    for _ in range(deep):
        tree, value = ("each", "sum", "late", (("+", tree, ("#", Fraction(1))),), (), ""), 2 * (value + 1)  # type: ignore[assignment]
    frame = Frame({}, CALENDARS, {"late": [{"m": Fraction(5)}] * 2})
    assert evaluator(tree)({}, frame) == value


@pytest.mark.parametrize("form", ["+", "*", "if", "neg", "and", "max", "/", "round2"])
def test_parts_inside_each_other_may_be_as_many_as_a_formula_holds(form: str) -> None:
    x: Tree = ("v", "x")
    made: Mapping[str, Any] = {
        "round2": lambda tree: ("call", "round2", ("/", tree, ("#", Fraction(3)))), "*": lambda tree: ("*", tree, x),
        "+": lambda tree: ("+", x, tree), "/": lambda tree: ("/", tree, x), "neg": lambda tree: ("neg", tree),
        "if": lambda tree: ("if", ("cmp", tree, "<", x), x, tree), "max": lambda tree: ("call", "max", tree, x),
        "and": lambda tree: ("if", ("and", ("cmp", x, "<", tree, "<", tree), ("b", True)), x, tree),
    }  # fmt: skip
    tree = x
    for _ in range({"if": 9, "and": 7, "round2": 25}.get(form, 50)):
        tree = made[form](tree)
    around = Around({}, CALENDARS, {})
    assert evaluator(tree)({"x": Fraction(2)}, Frame({}, CALENDARS)) == plain_value(tree, {"x": Fraction(2)}, around)
    entry, steps = InputField("x", NUMBER, WORD, max=Fraction(9)), (RuleStep("s", WORD, NUMBER, tree),)
    rule = dataclasses.replace(drawn_rule(0), inputs=(entry,), steps=steps, outcomes=(), stops=(), as_of=None)
    _same(rule, {"x": Fraction(2)}, FIRST)


# numbers


def _shapes() -> Iterator[tuple[Scaled, range]]:
    for below, least, most in ((1, -3, 4), (2, 0, 5), (3, -7, -2), (8, -5, 9), (100, 3, 4), (200, -3, 5), (6, 0, 0)):
        yield Scaled(below, least, most), range(least, most + 1)


def _worth(expression: Expression, **given: int) -> Fraction:
    """What an expression of whole numbers is worth, over its denominator."""
    shape = expression.shape
    assert isinstance(shape, Scaled)

    def of(part: Expression) -> int:
        if isinstance(part, Constant):
            return int(part.value)
        if isinstance(part, Variable):
            return given[part.name]
        assert not isinstance(part, (str, int))
        values = [of(each) for each in part.parts]  # type: ignore[union-attr]
        signs = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
                 "//": lambda a, b: a // b, "neg": lambda a: -a}  # fmt: skip
        return int(signs[part.sign](*values))  # type: ignore[union-attr]

    whole = of(expression)
    assert shape.least <= whole <= shape.most
    return Fraction(whole, shape.denominator)


_TWO = {
    "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
}  # fmt: skip


@pytest.mark.parametrize("name", _TWO)
def test_two_numbers_and_the_tightest_bounds(name: str) -> None:
    numbers = Arithmetic(SAFE)
    for (left, some), (right, others) in product(_shapes(), repeat=2):
        made = getattr(numbers, name)(Variable("a", left), Variable("b", right))
        worth = [
            (_worth(made, a=a, b=b), _TWO[name](Fraction(a, left.denominator), Fraction(b, right.denominator)))
            for a, b in product(some, others)
        ]
        assert all(found == right for found, right in worth)
        _tight(made, [found for found, _ in worth])


def _tight(made: Expression, values: list[Fraction]) -> None:
    shape = made.shape
    assert isinstance(shape, Scaled)
    assert (min(values), max(values)) == (
        Fraction(shape.least, shape.denominator), Fraction(shape.most, shape.denominator),
    )  # fmt: skip


def _away(number: Fraction) -> Fraction:
    """Half away from zero, to hundredths, by digits."""
    sign = -1 if number < 0 else 1
    below, rest = divmod(abs(number) * 100, 1)
    return Fraction(sign * (int(below) + (rest >= Fraction(1, 2))), 100)


def test_one_number_and_the_tightest_bounds() -> None:
    numbers = Arithmetic(SAFE)
    for shape, some in _shapes():
        number, values = Variable("a", shape), [Fraction(a, shape.denominator) for a in some]
        made = {
            numbers.negate(number): [-value for value in values],
            numbers.floor(number): [Fraction(value // 1) for value in values],
            numbers.over(number, shape.denominator * 3): values,
        }
        if shape.least >= 0:
            made[numbers.round_up(number)] = [_away(value) for value in values]
        for expression, right in made.items():
            assert expression is not None
            assert [_worth(expression, a=a) for a in some] == right
            _tight(expression, right)


@pytest.mark.parametrize("factor", [Fraction(text) for text in ("0", "1", "-1", "3", "4/87", "-6/35", "1/100", "200")])
def test_a_constant_is_shortened_at_once(factor: Fraction) -> None:
    numbers = Arithmetic(SAFE)
    for shape, some in _shapes():
        number, constant = Variable("a", shape), numbers.constant(factor)
        made = [numbers.multiply(number, constant), numbers.multiply(constant, number)]
        made += [numbers.divide(number, numbers.constant(1 / factor))] if factor else []
        for expression in made:
            right = [Fraction(a, shape.denominator) * factor for a in some]
            assert [_worth(expression, a=a) for a in some] == right
            _tight(expression, right)
            assert isinstance(expression.shape, Scaled)
            shortest = (factor / shape.denominator).denominator
            assert expression.shape.denominator == shortest


def test_numbers_of_one_denominator_keep_it() -> None:
    numbers = Arithmetic(SAFE)
    sixth, quarter = Variable("a", Scaled(6, 0, 1)), Variable("b", Scaled(4, 0, 1))
    assert [each.shape for each in numbers.alike([sixth, quarter])] == [Scaled(12, 0, 2), Scaled(12, 0, 3)]
    assert numbers.alike([sixth, sixth]) == [sixth, sixth]


LIMIT = 1000


@pytest.mark.parametrize(
    ("most", "whole"),
    [(LIMIT - 1, True), (LIMIT, False)],
)
def test_what_would_reach_the_limit_is_exact(most: int, whole: bool) -> None:
    """The last number below the limit is whole, and the first that is not goes as a fraction."""
    numbers = Arithmetic(LIMIT)
    one = Constant(1, Scaled(1, 1, 1))
    up, down = Variable("a", Scaled(1, 0, most - 1)), Variable("a", Scaled(1, 1 - most, 0))
    assert isinstance(numbers.add(up, one).shape, Scaled) == whole
    assert isinstance(numbers.subtract(down, one).shape, Scaled) == whole
    assert (numbers.scaled(1, 0, most) is not None) == whole
    assert (numbers.scaled(1, -most, 0) is not None) == whole
    assert (numbers.scaled(most, 0, 1) is not None) == whole
    assert isinstance(numbers.constant(Fraction(most)).shape, Scaled) == whole
    assert isinstance(numbers.constant(Fraction(-most)).shape, Scaled) == whole
    assert isinstance(numbers.constant(Fraction(1, most)).shape, Scaled) == whole
    small, large = Variable("a", Scaled(1, 0, 1)), Variable("b", Scaled(1, 0, most))
    assert isinstance(numbers.multiply(small, numbers.constant(Fraction(most))).shape, Scaled) == whole
    assert isinstance(numbers.multiply(small, large).shape, Scaled) == whole
    nothing = Variable("a", Scaled(1, 0, 0))
    assert isinstance(numbers.divide(nothing, Constant(Fraction(1, most), "exact")).shape, Scaled) == whole


def test_rounding_stays_below_the_limit_on_its_way() -> None:
    """(200 n + d) // 2 d: it is the middle that grows."""
    numbers = Arithmetic(LIMIT)
    thirds = Variable("a", Scaled(3, 0, 4))  # (200 * 4 + 3) // 6
    assert numbers.round_up(thirds) is not None
    assert numbers.round_up(thirds._replace(shape=Scaled(3, 0, 5))) is None
    assert numbers.round_up(thirds._replace(shape=Scaled(501, 0, 1))) is None
    assert numbers.round_up(thirds._replace(shape=Scaled(400, 0, 4))) is not None  # (4 + 2) // 4, not 1,200 // 800


_X: Tree = ("v", "x")
_ROUND: Tree = ("call", "round2", _X)


@pytest.mark.parametrize(
    "tree",
    [
        ("call", "round2", ("/", _X, ("#", Fraction(3)))), ("call", "round2", ("/", _X, ("#", Fraction(400)))),
        ("call", "round2", ("/", _X, ("#", Fraction(-7)))), _ROUND, ("call", "floor", ("/", _X, ("#", Fraction(3)))),
        ("call", "min", _X, ("#", Fraction(1, 3))), ("call", "max", _X, ("#", Fraction(1, 3))),
        ("call", "max", ("neg", _X), _X), ("call", "hours", _X, "minute"), ("call", "seconds", _X, "hour"),
        ("if", ("cmp", _X, "<", ("#", Fraction(2))), _X, ("neg", _X)), ("neg", ("call", "round2", ("neg", _X))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("bounds", [(-7, 9), (0, 5), (1, 1), (-9, -2), (-3, 0), (-1000, 1), (-2, 700)])
def test_every_value_of_an_input_stays_within_the_bounds_that_are_told(tree: Tree, bounds: tuple[int, int]) -> None:
    for precision in (0, 1, 3):
        _every_value(tree, bounds, precision)


def _every_value(tree: Tree, bounds: tuple[int, int], precision: int) -> None:
    least, most = (Fraction(bound, 10**precision) for bound in bounds)
    entry = InputField("x", NUMBER, WORD, min=least, max=most, precision=precision)
    base = drawn_rule(0)
    rule = dataclasses.replace(
        base, inputs=(entry,), steps=(RuleStep("s", WORD, NUMBER, tree),), outcomes=(), stops=(), as_of=None
    )
    code = compile_rule(rule, variant_of(rule, {}, FIRST), SAFE)
    compute, shape = rule_function(code)(CALENDARS, None), code.results[0].shape
    assert isinstance(shape, Scaled)
    around = Around({}, CALENDARS, {})
    found = []
    for whole in range(bounds[0], bounds[1] + 1):
        ((value,), *_) = compute(Whole(whole))
        found.append(int(value))
        right = plain_value(tree, {"x": Fraction(whole, 10**precision)}, around)
        assert Fraction(int(value), shape.denominator) == right
    assert (shape.least, shape.most) == (min(found), max(found)) or tree[:2] == ("call", "max") or tree[0] == "if"
    assert shape.least <= min(found) <= max(found) <= shape.most


# programs


def test_one_code_serves_all_values_but_divisors() -> None:
    rule = drawn_rule(3)
    programs = {id(program_on(rule, day).results) for day in (FIRST, CHANGE)}
    divided = {variant_of(rule, rule.parameters, day) for day in (FIRST, CHANGE)}
    assert len(programs) == len(divided)


def test_a_code_counts_with_the_divisors_of_its_day() -> None:
    rule = drawn_rule(12)
    for day in (FIRST, CHANGE):
        assert variant_of(rule, rule.parameters, day).divisors == (("p.n1", rule.parameters["p.n1"].at(day)),)


def test_a_parameter_that_only_texts_show_makes_no_other_code() -> None:
    rule = drawn_rule(3)
    shown = dataclasses.replace(rule.parameters["p.on"], name="p.shown")
    more = dataclasses.replace(rule, parameters={**rule.parameters, "p.shown": shown})
    assert variant_of(more, more.parameters, CHANGE) == variant_of(rule, rule.parameters, CHANGE)


# work


def _worked(tree: Tree, most: int, rows: int, each: str | None = None) -> tuple[Trace, int]:
    """A run of one step over so many rows, and how often its code checks the work."""
    entry = InputRows("late", WORD, None, (InputField("m", NUMBER, WORD, max=Fraction(9)),), most)
    step = RuleStep("s", WORD, NUMBER, tree, each=each)
    rule = dataclasses.replace(drawn_rule(0), inputs=(entry,), steps=(step,), outcomes=(), stops=(), as_of=None)
    checks = sum(isinstance(part, Count) and part.checked for part in _statements(compile_rule(rule, Variant(), SAFE)))
    return run(rule, {"late": [{"m": Fraction(1)}] * rows}, FIRST), checks


def _statements(code: Code) -> list[Statement]:
    found = list(code.body)
    for statement in found:
        found += [each for part in statement if isinstance(part, list) for each in part]
    return found


def _sum(tree: Tree) -> Tree:
    return ("each", "sum", "late", (tree,), (), "")


def test_work_is_checked_where_it_may_be_too_much() -> None:
    """Three million parts of formulas are too many: with 1,000 rows there may be 6,000 and three million."""
    m: Tree = ("v", "m")
    nested = _sum(("+", m, _sum(("+", m, m))))  # in each row six parts, and in each row of those three
    for most, each, checks in ((999, None, 0), (1000, None, 2), (99, "late", 0), (100, "late", 2)):
        trace, found = _worked(nested, most, 2, each)
        assert (trace.refusal, found) == (None, checks)
        assert trace.work == (2 * 6 + 2 * 2 * 3) * (2 if each else 1)


def test_too_much_work_is_refused_at_its_step() -> None:
    trace, _ = _worked(_sum(("+", ("v", "m"), _sum(("v", "m")))), 2000, 1800)
    assert (trace.refused_at, trace.refusal and trace.refusal.code) == ("s", "too_much")
    assert 3_000_000 < trace.work <= 3_000_004


# what may be missing, and bounds


def test_a_row_without_a_value_is_left_out_of_all_that_needs_it() -> None:
    m, when = ("v", "m"), ("cmp", ("v", "m"), ">", ("#", Fraction(2)))
    one = ("#", Fraction(1))
    steps = (
        RuleStep("first", WORD, NUMBER, m, each="late", when=when),
        RuleStep("second", WORD, NUMBER, ("+", ("v", "first"), one), each="late"),
        RuleStep("third", WORD, NUMBER, ("+", ("v", "second"), one), each="late"),
        RuleStep("total", WORD, NUMBER, ("each", "sum", "late", (("v", "third"),), (), "")),
        RuleStep("none", WORD, NUMBER, one, when=("b", False)),
        RuleStep("beside", WORD, NUMBER, ("+", m, ("v", "none")), each="late"),
        RuleStep("after", WORD, NUMBER, ("+", ("v", "none"), one)),
        RuleStep("last", WORD, NUMBER, ("if", ("b", True), ("v", "total"), ("v", "after"))),
    )
    entry = InputRows("late", WORD, None, (InputField("m", NUMBER, WORD, max=Fraction(9)),), 5)
    outcomes = (Outcome("unsaid", "", ("cmp", ("v", "after"), "==", one), {}),)
    rule = dataclasses.replace(drawn_rule(0), inputs=(entry,), steps=steps, outcomes=outcomes, stops=(), as_of=None)
    given = {"late": [{"m": Fraction(number)} for number in (1, 3, 2, 5)]}
    _same(rule, given, FIRST)
    trace = run(rule, given, FIRST)
    assert [trace.value(each.id) for each in steps] == [
        (None, 3, None, 5), (None, 4, None, 6), (None, 5, None, 7), 12, None, (None,) * 4, None, 12,
    ]  # fmt: skip
    assert trace.outcomes == ()


def test_bounds_are_of_what_can_be_written() -> None:
    field = InputField("x", NUMBER, WORD, min=Fraction(-3, 2), max=Fraction(7, 2))
    assert shape_of(field) == Scaled(1, -1, 3)
    assert shape_of(dataclasses.replace(field, precision=1, unit="percent")) == Scaled(1000, -1500, 3500)
    assert [whole_of(Scaled(10, -5, 7), Fraction(n, 10)) for n in (-6, -5, 0, 7, 8)] == [None, -5, 0, 7, None]
    assert whole_of(Scaled(10, -5, 7), Fraction(1, 100)) is None


LOWERED = """\
inputs:
  a: {label: {zh: 数, en: A}, min: -1000, max: 1000, precision: 3, default: 1}
  b: {label: {zh: 数, en: B}, min: 0, max: 100, precision: 3, default: 1}
  c: {label: {zh: 数, en: C}, min: -100, max: 0, precision: 3, default: 0}
  fine: {label: {zh: 数, en: Fine}, unit: CNY, min: 1, max: 50, precision: 2, default: 1}
  ok: {label: {zh: 可, en: OK}, switch: true, default: false}
  since: {label: {zh: 日, en: Since}, date: day, default: 2026-03-30}
  until: {label: {zh: 日, en: Until}, date: day, default: 2026-03-31}
  late: {label: {zh: 行, en: Rows}, rows: {n: {label: {zh: 数, en: N}, min: -5, max: 9, precision: 1}}, most: 50}
  spent: {label: {zh: 用时, en: Spent}, unit: minute, min: 0, max: 480, default: 1}
  away:
    label: {zh: 行, en: Rows}
    rows:
      gone: {label: {zh: 日, en: Gone}, date: day}
      back: {label: {zh: 日, en: Back}, date: day}
  some: {label: {zh: 行, en: Rows}, rows: {m: {label: {zh: 数, en: M}, min: 2, max: 9}}, most: 50}
"""
FORMULAS = (
    "floor(a)",
    "round2(a)",
    "round2(b)",
    "round2(c)",
    "round2(b * 10)",
    "a / 4",
    "a / (b + 1)",
    "a * b - -a",
    "min(a, b) + max(b, c)",
    "(a if ok else b) + 1 / 3",
    "a if ok else a / (b + 1)",
    "1 + 2 * 3 - 4",
    "-(2 - 3.5)",
    "a >= b / (a + 2000) and not a < 0.5",
    "since if ok else until",
    "count(n > 0) if since < until else 0",
    "sum(n)",
    "sum(m) + sum(m * a)",
    "sum(n / (b + 1))",
    "count(n > 0) + count(m)",
    "any(n > 0) or all(m > 3)",
    "last_run(n > 1) + longest_run(n < 0)",
    "sum(n * sum(n * sum(n)))",
    "sum(-m)",
    "days_between(since, until) > days(3)",
    "months_between(since, until) > months(3)",
    "years_between(since, until) > years(3)",
    "age_on(since, until) >= years(18)",
    "month_of(since) == months(3)",
    "year_of(since) > years(2000)",
    "weekday_of(since) == 1",
    "working_days_between(since, until) > working_days(3)",
    "days_covered(gone, back) > days(3)",
    "max(since, until) == since",
    "round_up(a, 0.5)",
    "round_down(a, 0.5)",
    "round_to(a, 0.5)",
    "round_to(b, 0.5)",
    "round_to(c, 0.5)",
    "round_to(a, b + 1)",
    "hours(spent) > hours(1)",
    "hours(minutes(a / (b + 1))) > hours(1)",
    "minutes(minutes(5)) > spent",
    "fine / attendance.minor_fine > 2",
    "fine / (attendance.minor_fine - yuan(5)) > a",
    "fine > value_on(attendance.minor_fine, since) / 5",
    "rate_days(attendance.minor_fine, since, until) / days(3) > fine",
    "band(scales.leave, years(b)) * 2 > days(0.5)",
    "first_where(n > 1, n) * 2 / 3",
    "run_of_working_days(gone, days(1)) > days(0.5)",
    "most_in_months(gone, days(0.5), months(1)) / 3 > days(0.5)",
)


def _written(part: Any) -> str:
    """Code as a text: shapes of numbers as `/100 0..5000`."""
    if isinstance(part, Scaled):
        return f"/{part.denominator} {part.least}..{part.most}"
    if isinstance(part, tuple):
        name = type(part).__name__ if hasattr(part, "_fields") else ""
        return f"{name}({', '.join(map(_written, part))})"
    return str(part)


def _lines(block: Sequence[Statement], margin: str = "") -> Iterator[str]:
    for statement in block:
        within = [part for part in statement if isinstance(part, list)]
        head = (_written(part) for part in statement if not isinstance(part, list))
        yield f"{margin}{type(statement).__name__}({', '.join(head)})"
        for inner in within:
            yield from _lines(inner, f"{margin}  ")
            yield f"{margin}  ."


def test_code_word_for_word() -> None:
    """Shapes wider than they need be, and whatever else comes to the same values, are seen here alone. Where what is
    lowered changes on purpose, `code.txt` is to be read, and then written anew."""
    steps = "".join(
        f"  - {{id: s{number}, label: {{zh: 步, en: Step}}, formula: '{formula}'}}\n"
        for number, formula in enumerate(FORMULAS)
    )
    book = read(f"{LOWERED}steps:\n{steps}results: [s0]\n", SCALES).book
    assert book
    found = "\n".join(_lines(compile_rule(book.rule("try"), Variant(), SAFE).body)) + "\n"
    assert found == (Path(__file__).parent / "code.txt").read_text("utf-8")


def test_the_parameters_that_a_rule_counts_with_and_those_that_it_divides_by() -> None:
    formulas = ("fine / (attendance.minor_fine + fine) > 2", "fine > attendance.minor_fine", "a / (b + 1) + 2 / 3")
    constant = ("spent / (attendance.minor_limit * 2) > 1", "spent / attendance.half_day_limit > 1")
    steps = "".join(
        f"  - {{id: s{number}, label: {{zh: 步, en: Step}}, formula: '{formula}'}}\n"
        for number, formula in enumerate((*formulas, *constant))
    )
    used, _, divisors = _used(rule_of(f"{LOWERED}steps:\n{steps}results: [s0]\n"))
    assert divisors == ("attendance.minor_limit", "attendance.half_day_limit")
    assert used == {"attendance.minor_fine", *divisors}

"""The shapes of `questions/*.yml`: what HR and trainers may write of questions, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from handbook.lang.words import Sentence, Words
from handbook.schema.field_words import field_words
from handbook.schema.fitting import Around, Fitting
from handbook.schema.models import ClauseId, Identifier, Number, Shape, UnitText
from handbook.schema.rule_models import CASE_ID
from quiz.kinds import KINDS
from quiz.kinds.answer import Answer, Mistake

Level = Literal[1, 2, 3]
_WHY = {"zh": "超过界限才这样。", "en": "Only beyond the limit."}
_OPTIONS = [
    {"text": {"zh": "先报告", "en": "Report first"}, "right": True},
    {"text": {"zh": "先离开", "en": "Leave first"}, "mistake": "wrong_rule", "why": _WHY},
    {"text": {"zh": "不用报告", "en": "Do not report"}, "mistake": "wrong_rule", "why": _WHY},
]

_MISTAKES = [
    {"is": "total / 2", "mistake": "forgotten_cap", "why": _WHY},
    {"is": "total * 2", "mistake": "wrong_rule", "why": _WHY},
]
_ORDER = [
    {"zh": "先核实", "en": "first check"},
    {"zh": "再答复", "en": "then answer"},
    {"zh": "最后登记", "en": "last record"},
]
_PAIRS = [
    {"left": {"zh": "优秀", "en": "excellent"}, "right": {"zh": "上浮", "en": "increase"}},
    {"left": {"zh": "良好", "en": "good"}, "right": {"zh": "不变", "en": "no change"}},
    {"left": {"zh": "不合格", "en": "fail"}, "right": {"zh": "下降", "en": "decrease"}},
]
_DRAW = {"minutes": {"from": 1, "to": "attendance.minor_limit", "unit": "minute"}}


def _upper(around: Around) -> Any:
    """The largest number drawn, above the smallest."""
    least = around[0].get("from") if around else 1
    return least + 9 if isinstance(least, int) else 60


@dataclass(frozen=True)
class OneOf:
    """A text that is one of these. A `Literal` of names that are known only when the program runs."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.names))


def _kind(around: Around) -> Any:
    """The kind of a question, by the keys that it has."""
    entry = around[0] if around else {}
    return next((name for name, kind in KINDS.items() if _suits(kind, entry)), next(iter(KINDS)))


def _suits(kind: type[Answer], entry: Mapping[str, Any]) -> bool:
    """Whether an entry has what the kind needs."""
    needed, options = kind.needed(entry), entry.get("options")
    if not entry.keys() >= set(needed):
        return False
    if "answer" in needed and isinstance(entry["answer"], bool) != (kind.reads == "truth"):
        return False
    if "options" not in needed or not isinstance(options, list):
        return True
    rights = sum(bool(isinstance(each, dict) and each.get("right")) for each in options)
    return kind.rights_needed(rights, len(options) - rights) is None


def _answer(around: Around) -> Any:
    """An answer: a truth, or a formula."""
    kind = KINDS.get(around[0].get("kind", "")) if around else None
    return True if kind and kind.reads == "truth" else "total"


class OptionEntry(Shape):
    """An answer to choose: the right one, or a mistake that people make and why it is one."""

    text: Words = Field(examples=[{"zh": "扣半天工资", "en": "Half a day is deducted"}])
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = Field(default=None, examples=[{"zh": "超过界限才这样。", "en": "Only beyond the limit."}])


class MistakeEntry(Shape):
    """A wrong value of a computed answer: a formula, or the same question under a parameter's previous value."""

    is_: Sentence | None = Field(default=None, alias="is", examples=["total / 2"])
    previous: Sentence | None = Field(default=None, examples=["attendance.minor_fine"])
    mistake: Mistake | None = None
    why: Words = Field(examples=[{"zh": "超过界限才这样。", "en": "Only beyond the limit."}])


class PairEntry(Shape):
    """Two things that belong together."""

    left: Words = Field(examples=[{"zh": "优秀", "en": "excellent"}])
    right: Words = Field(examples=[{"zh": "上浮", "en": "increase"}])


class DrawEntry(Shape):
    """A number that every variant of a pattern draws anew: from … to …, both included, in steps."""

    from_: Any = Field(alias="from", examples=[1])  # a number or a formula
    to: Annotated[Any, Fitting(_upper)]
    step: Any = Field(default=1, examples=[1])
    unit: UnitText | None = Field(default=None, examples=["minute"])


class QuestionEntry(Shape):
    """One question that people wrote: a scenario, or with `draw` a pattern for several."""

    id: Annotated[str, Field(pattern=CASE_ID, examples=["late-once"])]
    clause: ClauseId
    kind: Annotated[str, OneOf(tuple(KINDS)), Fitting(_kind)]
    level: Level = Field(examples=[1])
    ask: Words = Field(examples=[{"zh": "迟到 10 分钟怎么办？", "en": "What if you are ten minutes late?"}])
    because: Words = Field(examples=[{"zh": "制度这样规定。", "en": "That is what the policy says."}])
    roles: list[Identifier] = Field(default_factory=list, examples=[["agent", "supervisor"]])
    holds: Sentence | None = None  # what must be true for the question to be right
    # Numbers in the texts that are no matter of the policy.
    free_numbers: list[Number] = Field(default_factory=list, examples=[[10]])
    options: list[OptionEntry] = Field(default_factory=list, examples=[_OPTIONS])
    answer: Annotated[Any, Fitting(_answer)] = None  # true or false, or a formula
    unit: UnitText | None = None  # of the answer, where the formula does not say it: percent
    mistakes: list[MistakeEntry] = Field(default_factory=list, examples=[_MISTAKES])
    order: list[Words] = Field(default_factory=list, examples=[_ORDER])
    pairs: list[PairEntry] = Field(default_factory=list, examples=[_PAIRS])
    draw: dict[Identifier, DrawEntry] = Field(default_factory=dict, examples=[_DRAW])
    variants: int = Field(default=3, examples=[3])
    rule: Identifier | None = Field(default=None, examples=["attendance_deduction"])
    given: dict[Identifier, Any] = Field(default_factory=dict, examples=[{"base": 4500}])


# For the JSON Schema of `questions/*.yml`: the file's shape, and its keys in words.
QUESTIONS_FILE = (
    list[QuestionEntry],
    field_words(
        {
            "level": ("难度", "Level", "1 知道、2 理解、3 运用", "1 to know, 2 to understand, 3 to apply"),
            "ask": ("题目", "Question", "题干", "the question"),
            "because": ("解析", "Why", "为什么是这个答案", "why it is so"),
            "holds": (
                "成立条件",
                "Holds",
                "题里写了数时，答案在什么条件下成立",
                "when the key is right, where the text has numbers",
            ),
            "free_numbers": (
                "与制度无关的数",
                "Free numbers",
                "题里写的、与制度的数无关的数，例如故事里的“十分钟”：[10]",
                "numbers in the text that no value of the policy touches, such as the ten minutes of a story: [10]",
            ),
            "options": ("选项", "Options", "各选项", "the options"),
            "right": ("正确；右边", "Right", "是正确答案；配对的右边", "a right answer; the right side of a pair"),
            "mistake": ("错在哪", "Mistake", "错在哪一类", "which kind of mistake it is"),
            "is": ("错的答案", "Wrong answer", "算出错误答案的式子", "the formula that gives the wrong answer"),
            "previous": ("以前的值", "Previous value", "用哪个参数以前的值", "whose value before the last change"),
            "answer": ("答案", "Answer", "判断题写 true 或 false，填数题写算式", "true or false, or a formula"),
            "mistakes": ("错误答案", "Mistakes", "有名目的错误答案", "wrong answers, each a named mistake"),
            "order": ("顺序", "Order", "正确的先后", "the right order"),
            "pairs": ("配对", "Pairs", "配对的各项", "the pairs"),
            "left": ("左边", "Left", "配对的左边", "the left side of a pair"),
            "draw": ("抽取的数", "Drawn numbers", "每次抽不同的数", "numbers that are drawn anew"),
            "variants": ("几道", "Variants", "出几道", "how many are made"),
        }
    ),
)

"""The shapes of `questions/*.yml`: what HR and trainers may write of questions, key by key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from handbook.field_words import field_words
from handbook.models import ClauseId, Identifier, Number, Shape, UnitText
from handbook.rule_models import CASE_ID
from handbook.words import Sentence, Words
from quiz.question import Kind, Mistake

Level = Literal[1, 2, 3]


class OptionEntry(Shape):
    """An answer to choose: the right one, or a mistake that people make and why it is one."""

    text: Words
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = None


class MistakeEntry(Shape):
    """A wrong value of a computed answer: a formula, or the same question under a parameter's previous value."""

    is_: Sentence | None = Field(default=None, alias="is")
    previous: Sentence | None = None
    mistake: Mistake | None = None
    why: Words


class PairEntry(Shape):
    """Two things that belong together."""

    left: Words
    right: Words


class DrawEntry(Shape):
    """A number that every variant of a pattern draws anew: from … to …, both included, in steps."""

    from_: Any = Field(alias="from")  # a number or a formula
    to: Any
    step: Any = 1
    unit: UnitText | None = None


class QuestionEntry(Shape):
    """One question that people wrote: a scenario, or with `draw` a pattern for several."""

    id: Annotated[str, Field(pattern=CASE_ID)]
    clause: ClauseId
    kind: Kind
    level: Level
    ask: Words
    because: Words
    roles: list[Identifier] = Field(default_factory=list)
    holds: Sentence | None = None  # what must be true for the question to be right
    free_numbers: list[Number] = Field(default_factory=list)  # in the texts, and not a matter of the policy
    options: list[OptionEntry] = Field(default_factory=list)
    answer: Any = None  # true or false, or a formula
    unit: UnitText | None = None  # of the answer, where the formula does not say it: percent
    mistakes: list[MistakeEntry] = Field(default_factory=list)
    order: list[Words] = Field(default_factory=list)
    pairs: list[PairEntry] = Field(default_factory=list)
    draw: dict[Identifier, DrawEntry] = Field(default_factory=dict)
    variants: int = 3
    rule: Identifier | None = None
    given: dict[Identifier, Any] = Field(default_factory=dict)


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

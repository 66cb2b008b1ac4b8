"""Multiple choice: two or more of the options are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handbook.lang.words import Words
from quiz.kinds.choice import Choice


@dataclass(frozen=True)
class Multiple(Choice):
    """Two or more right options, all of them to be chosen; at least one is wrong."""

    kind: ClassVar[str] = "multiple"
    title: ClassVar[Words] = Words(zh="多项选择题", en="Multiple choice")
    how: ClassVar[Words] = Words(zh="有两个或更多正确答案，全部选对才得分", en="two or more right answers, all needed")
    exam: ClassVar[str] = "多选题"
    all_wrong: ClassVar[int] = -100

    @classmethod
    def rights_needed(cls, right: int, wrong: int) -> Words | None:
        if right >= 2 and wrong:
            return None
        return Words(zh="至少两个（另有至少一个错误选项）", en="at least two, and one wrong")

    def lacks_key(self) -> bool:
        return sum(option.right for option in self.options) < 2

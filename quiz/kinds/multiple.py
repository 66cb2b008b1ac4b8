"""Multiple choice: two or more of the options are right."""

from __future__ import annotations

from typing import ClassVar

from handbook import Phrase, Text, frozen
from quiz.kinds.choice import Choice


@frozen
class Multiple(Choice):
    """Two or more right options, all of them to be chosen; at least one is wrong."""

    kind: ClassVar[str] = "multiple"
    title: ClassVar[Text] = Phrase("quiz.kinds.multiple.title")

    @classmethod
    def rights_needed(cls, right: int, wrong: int) -> Text | None:
        if right >= 2 and wrong:
            return None
        return Phrase("quiz.kinds.multiple.rights")

    def lacks_key(self) -> bool:
        return sum(option.right for option in self.options) < 2

"""Single choice: one of the options is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar, Literal

from handbook import Lang, Phrase, Text, frozen
from quiz.chance import Chance
from quiz.kinds.answer import LETTERS, Answer
from quiz.kinds.choice import Choice
from quiz.kinds.evenness import FEW, is_odd


@frozen
class Single(Choice):
    """One right option; of a written one with `answer` and `mistakes` the options are worked out."""

    kind: ClassVar[str] = "single"
    title: ClassVar[Text] = Phrase("quiz.kinds.single.title")
    reads: ClassVar[Literal["", "truth", "value", "number"]] = "value"

    @classmethod
    def needed(cls, given: Collection[str]) -> tuple[str, ...]:
        computed = "mistakes" in given or ("answer" in given and "options" not in given)
        return ("answer", "mistakes") if computed else cls.needs

    @classmethod
    def rights_needed(cls, right: int, wrong: int) -> Text | None:  # noqa: ARG003
        return None if right == 1 else Phrase("quiz.kinds.single.rights")

    def only_right(self) -> int | None:
        return next(index for index, option in enumerate(self.options) if option.right)

    def lacks_key(self) -> bool:
        return sum(option.right for option in self.options) != 1

    def sought(self, lang: Lang) -> tuple[str, list[str]] | None:
        return self.say(lang), [option.text[lang] for option in self.options if not option.right]

    @classmethod
    def uneven(cls, answers: Mapping[str, Answer]) -> Iterator[tuple[str, dict[str, object]]]:
        """The key at one letter too often, where questions stand alone and are mixed by their ids."""
        places: dict[int, Counter[int]] = defaultdict(Counter)
        for id, answer in answers.items():
            places[answer.count][Chance(id).shuffled(range(answer.count)).index(answer.only_right() or 0)] += 1
        for options, found in sorted(places.items()):
            count = found.total()
            for place, times in found.most_common(1):
                if count >= FEW and is_odd(times, count, 1 / options):
                    facts = {"count": count, "options": options, "found": times, "letter": LETTERS[place]}
                    yield "quiz.lint_key_position", facts

"""Steps to be put in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

from handbook import Lang, Phrase, Text, Words, frozen
from quiz.kinds.answer import Answer, Draft, Mixed

_ARROW = " → "


@frozen
class Ordering(Answer):
    """Steps in their right order; they are shown in another."""

    order: tuple[Words, ...]

    kind: ClassVar[str] = "ordering"
    title: ClassVar[Text] = Phrase("quiz.kinds.ordering.title")
    needs: ClassVar[tuple[str, ...]] = ("order",)

    @classmethod
    def drawn(cls, draft: Draft) -> Self:
        return cls(draft.order())

    @property
    def key(self) -> object:
        return [step.zh for step in self.order]

    def say(self, lang: Lang) -> str:
        return _ARROW.join(step[lang] for step in self.order)

    def lines(self, lang: Lang) -> list[str]:
        return [f"{place}. {step[lang]}" for place, step in enumerate(self.order, 1)]

    def texts(self) -> Iterator[Words]:
        yield from self.order

    def lacks_key(self) -> bool:
        return len(self.order) < 2

    def distinct(self) -> tuple[str, Sequence[Words]]:
        return "steps", self.order

    @property
    def count(self) -> int:
        return len(self.order)

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:
        steps = [step[lang] for step in self.order]
        shown = mixed(steps)
        return {"options": [steps[place] for place in shown]}, {
            "order": [shown.index(step) for step in range(len(steps))]
        }

    def browser(self, lang: Lang) -> dict[str, Any]:
        return {"q": [step[lang] for step in self.order]}

"""A number to be typed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar, Literal, Self

from handbook import DECIMALS, Lang, Phrase, Text, decimal, frozen, say_amount, unit_label
from quiz.kinds.answer import Answer, Draft, Mixed


@frozen
class Numeric(Answer):
    """A number as people type it (80 for 80%), and its unit, a text such as `CNY`. The number is None only in a
    question that has no key, which no format gets."""

    number: Fraction | None
    unit: str | None = None

    kind: ClassVar[str] = "numeric"
    title: ClassVar[Text] = Phrase("quiz.kinds.numeric.title")
    needs: ClassVar[tuple[str, ...]] = ("answer",)
    reads: ClassVar[Literal["", "truth", "value", "number"]] = "number"

    @classmethod
    def drawn(cls, draft: Draft) -> Self:
        return cls(*draft.number())

    @property
    def key(self) -> object:
        return [str(self.number), self.unit]

    def say(self, lang: Lang) -> str:
        """`20 元`, `89.7 points`."""
        assert self.number is not None
        return say_amount(self.number, self.unit, lang, DECIMALS)

    def lacks_key(self) -> bool:
        return self.number is None

    def unit_suffix(self, lang: Lang) -> str:
        return unit_label(self.unit, lang) if self.unit else ""

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ARG002
        digits = self._digits()
        plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return {"unit": self.unit_suffix(lang)}, {"number": plain, "say": self.say(lang)}

    def browser(self, lang: Lang) -> dict[str, Any]:
        return {"n": self._digits(), "u": self.unit_suffix(lang), "x": self.say(lang)}

    def sought(self, lang: Lang) -> tuple[str, list[str]] | None:
        return self.say(lang), []

    def is_worked_out(self) -> bool:
        return True

    def _digits(self) -> str:
        """The digits without groups."""
        assert self.number is not None
        return plain_number(self.number, None).replace(",", "")


def plain_number(number: Fraction, unit: str | None) -> str:
    """The digits alone: `103.50`, `12,000`."""
    return decimal(number, unit)[0]

"""True or false: the stem is a sentence to be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self

from handbook import Lang, Phrase, Text, frozen
from quiz.kinds.answer import Answer, Draft, Mixed
from quiz.kinds.evenness import FEW, is_odd

_WORDS: Mapping[bool, Text] = {
    True: Phrase("quiz.kinds.true_false.right"),
    False: Phrase("quiz.kinds.true_false.wrong"),
}


@frozen
class TrueFalse(Answer):
    """Whether the sentence is true. None only in a question that has no key, which no format gets."""

    truth: bool | None

    kind: ClassVar[str] = "true_false"
    title: ClassVar[Text] = Phrase("quiz.kinds.true_false.title")
    needs: ClassVar[tuple[str, ...]] = ("answer",)
    reads: ClassVar[Literal["", "truth", "value", "number"]] = "truth"
    judges_stem: ClassVar[bool] = True

    @classmethod
    def drawn(cls, draft: Draft) -> Self:
        return cls(draft.truth())

    @property
    def key(self) -> object:
        return self.truth

    def say(self, lang: Lang) -> str:
        return _WORDS[bool(self.truth)][lang]

    def lacks_key(self) -> bool:
        return self.truth is None

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ARG002
        return {}, {"truth": self.truth}

    def browser(self, lang: Lang) -> dict[str, Any]:  # noqa: ARG002
        return {"a": self.truth}

    @classmethod
    def uneven(cls, answers: Mapping[str, Answer]) -> Iterator[tuple[str, dict[str, object]]]:
        """One of the two far more often than the other."""
        true = sum(bool(answer.key) for answer in answers.values())
        if len(answers) >= FEW and is_odd(true, len(answers), 0.5):
            yield "quiz.lint_truths", {"count": len(answers), "found": true}

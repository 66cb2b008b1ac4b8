"""Pairs to be matched: what stands on the right is chosen for each on the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

from handbook import Lang, Phrase, Text, Words, frozen, language
from quiz.kinds.answer import Answer, Draft, Mixed, Pair


@frozen
class Matching(Answer):
    """Pairs in the order in which the left sides are shown. The right sides are shown mixed, each text once."""

    pairs: tuple[Pair, ...]

    kind: ClassVar[str] = "matching"
    title: ClassVar[Text] = Phrase("quiz.kinds.matching.title")
    needs: ClassVar[tuple[str, ...]] = ("pairs",)

    @classmethod
    def drawn(cls, draft: Draft) -> Self:
        return cls(draft.pairs())

    @property
    def rights(self) -> tuple[Words, ...]:
        """Each text on the right once, in the order of the pairs."""
        first: dict[str, Words] = {}
        for pair in self.pairs:
            first.setdefault(pair.right.zh, pair.right)
        return tuple(first.values())

    @property
    def key(self) -> object:
        return sorted([pair.left.zh, pair.right.zh] for pair in self.pairs)

    def say(self, lang: Lang) -> str:
        return language(lang).semicolon.join(f"{pair.left[lang]} – {pair.right[lang]}" for pair in self.pairs)

    def lines(self, lang: Lang) -> list[str]:
        return [f"{pair.left[lang]} — {pair.right[lang]}" for pair in self.pairs]

    def texts(self) -> Iterator[Words]:
        for pair in self.pairs:
            yield from (pair.left, pair.right)

    def lacks_key(self) -> bool:
        return len(self.pairs) < 2

    def distinct(self) -> tuple[str, Sequence[Words]]:
        return "items", [pair.left for pair in self.pairs]

    @property
    def count(self) -> int:
        return len(self.rights)

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:
        rights, texts = self._rights(), [right[lang] for right in self.rights]
        shown = mixed(texts)
        pairs = [shown.index(rights.index(pair.right.zh)) for pair in self.pairs]
        lefts = [pair.left[lang] for pair in self.pairs]
        return {"lefts": lefts, "options": [texts[place] for place in shown]}, {"pairs": pairs}

    def browser(self, lang: Lang) -> dict[str, Any]:
        rights = self._rights()
        return {
            "p": [[pair.left[lang], rights.index(pair.right.zh)] for pair in self.pairs],
            "r": [right[lang] for right in self.rights],
        }

    def _rights(self) -> list[str]:
        return [right.zh for right in self.rights]

"""What single and multiple choices have in common: options, some of them right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

from handbook import Lang, Words, frozen, language
from quiz.kinds.answer import Answer, Draft, Mixed, Option


@frozen
class Choice(Answer):
    """Options, of which the right ones are to be chosen."""

    options: tuple[Option, ...]

    needs: ClassVar[tuple[str, ...]] = ("options",)
    marks_options: ClassVar[bool] = True

    @classmethod
    def drawn(cls, draft: Draft) -> Self:
        return cls(draft.options())

    @property
    def key(self) -> object:
        return sorted(option.text.zh for option in self.options if option.right)

    def say(self, lang: Lang) -> str:
        return language(lang).semicolon.join(option.text[lang] for option in self.options if option.right)

    def lines(self, lang: Lang) -> list[str]:
        return [
            f"{'✓' if option.right else '✗'} {option.text[lang]}" + (f"  ({option.why[lang]})" if option.why else "")
            for option in self.options
        ]

    def offered(self) -> tuple[Option, ...]:
        return self.options

    def texts(self) -> Iterator[Words]:
        for option in self.options:
            yield from (option.text, option.why) if option.why else (option.text,)

    def faults(self) -> Iterator[str]:
        yield from super().faults()
        if not self.lacks_key() and all(option.right for option in self.options):
            yield "no option is wrong"

    def distinct(self) -> tuple[str, Sequence[Words]]:
        return "options", [option.text for option in self.options]

    @property
    def count(self) -> int:
        return len(self.options)

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = [self.options[place] for place in mixed([option.text[lang] for option in self.options])]
        right = [place for place, option in enumerate(shown) if option.right]
        why = [option.why[lang] if option.why else "" for option in shown]
        return {"options": [option.text[lang] for option in shown]}, {"right": right, "why": why}

    def browser(self, lang: Lang) -> dict[str, Any]:
        return {"o": [_for_browser(option, lang) for option in self.options]}


def _for_browser(option: Option, lang: Lang) -> dict[str, Any]:
    data: dict[str, Any] = {"t": option.text[lang]}
    if option.right:
        data["r"] = 1
    elif option.why:
        data["w"] = option.why[lang]
    return data

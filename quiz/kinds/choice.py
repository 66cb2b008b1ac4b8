"""What single and multiple choices have in common: options, some of them right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from xml.etree import ElementTree as ET

from handbook import Lang, Words, language
from quiz.kinds.answer import LETTERS, Answer, Draft, Mixed, Option
from quiz.kinds.formats import add_html, add_plain, gift_text, markup, weights


@dataclass(frozen=True)
class Choice(Answer):
    """Options, of which the right ones are to be chosen."""

    options: tuple[Option, ...]

    needs: ClassVar[tuple[str, ...]] = ("options",)
    marks_options: ClassVar[bool] = True
    bracketed: ClassVar[bool] = True
    moodle_type: ClassVar[str] = "multichoice"
    all_wrong: ClassVar[int]  # what all wrong options count together, in percent

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

    def arranged(self, order: Sequence[int]) -> Answer:
        return replace(self, options=tuple(self.options[index] for index in order))

    def text(self, index: int, lang: Lang) -> str:
        return self.options[index].text[lang]

    def marked(self, shown: Sequence[int], lang: Lang) -> str:  # noqa: ARG002
        return " ".join(LETTERS[place] for place, index in enumerate(shown) if self.options[index].right)

    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = [self.options[place] for place in mixed([option.text[lang] for option in self.options])]
        right = [place for place, option in enumerate(shown) if option.right]
        why = [option.why[lang] if option.why else "" for option in shown]
        return {"options": [option.text[lang] for option in shown]}, {"right": right, "why": why}

    def browser(self, lang: Lang) -> dict[str, Any]:
        return {"o": [_for_browser(option, lang) for option in self.options]}

    def gift(self, lang: Lang) -> Iterator[str]:
        for option, mark in zip(self.options, self.gift_marks()):
            text = gift_text(option.text[lang])
            why = f"#{gift_text(option.why[lang])}" if option.why else ""
            # A percent sign at the beginning would be a weight.
            yield f"{mark}{'％' + text[1:] if text.startswith('%') else text}{why}"

    def gift_marks(self) -> list[str]:
        """What GIFT writes before each option."""
        return [f"~%{weight}%" for weight in self._weights()]

    def _weights(self) -> list[str]:
        return weights([option.right for option in self.options], self.all_wrong)

    def moodle(self, node: ET.Element, lang: Lang, may_mix: bool) -> None:
        add_plain(node, "shuffleanswers", "true" if may_mix else "false")
        add_plain(node, "single", "false" if self.only_right() is None else "true")
        add_plain(node, "answernumbering", "ABCD")
        for option, weight in zip(self.options, self._weights()):
            answer = ET.SubElement(node, "answer", fraction=weight, format="html")
            add_plain(answer, "text", markup(option.text[lang]))
            if option.why:
                add_html(answer, "feedback", option.why[lang])

    def cell(self, lang: Lang) -> str:
        return self.marked(range(self.count), lang).replace(" ", "")


def _for_browser(option: Option, lang: Lang) -> dict[str, Any]:
    data: dict[str, Any] = {"t": option.text[lang]}
    if option.right:
        data["r"] = 1
    elif option.why:
        data["w"] = option.why[lang]
    return data

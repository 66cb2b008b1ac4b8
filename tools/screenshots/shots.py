"""What there is a picture of: the kinds of page, the widths, the colours, the languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from handbook import LANGS

WIDTHS = {390: 844, 1280: 800}  # a phone's and a desk's, with the height of the window
SCHEMES = ("light", "dark")
# One page of each kind by the name of its pictures; after # what a script shows then.
KINDS = {
    "home": "",
    "chapter": "chapters/discipline/",
    "workflow": "chapters/workflows/",
    "calculators": "calculators/",
    "calculator": "calculators/attendance_deduction/",
    "practice": "practice/",
    "question": "practice/#chapter=discipline",
    "new": "for/new/",
    "role": "for/agent/",
    "hr": "for/hr/",
    "trainer": "for/trainer/",
    "coverage": "trainers/",
    "paper": "trainers/paper/",
    "grade": "trainers/grade/",
    "signoff": "trainers/signoff/",
    "acknowledge": "acknowledge/",
    "author": "author/",
    "numbers": "numbers/",
    "glossary": "glossary/",
    "calendar": "calendar/",
    "changes": "changes/",
    "book": "book/",
    "about": "about/",
    "missing": "404.html",
    "search": "",
    "note": "chapters/discipline/",
    "menu": "chapters/discipline/",
}
LONG = 6000  # pixels: of a longer page the beginning is shown


@dataclass(frozen=True)
class Shot:
    """One picture: a kind of page, a language, a width in pixels, light or dark."""

    kind: str
    lang: str
    width: int
    scheme: str

    @property
    def file(self) -> str:
        return f"{self.kind}_{self.lang}_{self.width}_{self.scheme}.png"

    @property
    def path(self) -> str:
        """The address below the site's."""
        folder = "" if self.lang == LANGS[0] else f"{self.lang}/"
        return folder + KINDS[self.kind]


def shots(
    kinds: Iterable[str] = (), langs: Iterable[str] = (), widths: Iterable[int] = (), schemes: Iterable[str] = ()
) -> Iterator[Shot]:
    """All pictures, or those of the kinds, languages, widths and schemes that are named."""
    chosen: tuple[Sequence[str], ...] = (
        tuple(langs) or LANGS,
        tuple(schemes) or SCHEMES,
        tuple(kinds) or tuple(KINDS),
    )
    for lang, scheme, kind in product(*chosen):
        for width in tuple(widths) or WIDTHS:
            if kind != "menu" or width < 1280:  # on a desk there is no menu to open
                yield Shot(kind, lang, width, scheme)

"""Reads what all languages share, once for all of them: the policy, its questions, and what is worked out of both."""

from __future__ import annotations

import contextlib
import gc
from collections import deque
from datetime import date
from pathlib import Path

from handbook import WRITTEN, PolicyBook, load_converter
from macros.assets import bundle
from macros.data.calculators import prepare as prepare_calculators
from macros.data.quiz_data import prepare as prepare_questions
from macros.data.search.answers import prepare as prepare_answers
from macros.data.search.language import language as search_language
from macros.render.kept import keep_in, save
from macros.site.day import settle_day
from macros.site.making.contents import make
from macros.site.making.state import SiteState, read_state
from macros.site.pages import compile_templates
from macros.site.processes.languages import LANGUAGES
from macros.site.texts import Wanted
from macros.site.tolerance import tolerates_mistakes
from quiz import Bank


def preload(data: Path) -> SiteState:
    """Load what every language needs before the processes part: the policy, the templates, how Chinese is read."""
    gc.set_threshold(100_000, 20, 50)  # what is loaded stays
    day = settle_day()
    keep_in(data.parent)
    compile_templates()
    if tolerates_mistakes():  # many builds follow; of a single one, only the process that needs it loads it
        load_converter()
    state = read_state(data, day)
    if state.book and state.bank:
        _work_out(state.book, state.bank, day)
    return state


def _work_out(book: PolicyBook, bank: Bank, day: date) -> None:
    """What pages of all languages need; and where another build will follow, what one process makes of the rest, so
    that the next one finds it."""
    prepare_calculators([rule for rule in book.rules.values() if rule.listed])
    if tolerates_mistakes():
        search_language(book)
        prepare_answers(book, day)
        prepare_questions(bank)


def make_texts_ready(root: Path) -> None:
    """Make once what no build before has left: what is converted, and the scripts and styles."""
    state, data = preload(root / "policy_data"), root / "policy_data"
    if state.bank and not state.errors:
        for language in LANGUAGES:
            if language.name not in WRITTEN:
                wanted = Wanted(root, root / "docs", data, language.name, state.bank.day, "", "")
                deque(make(wanted), maxlen=0)
    with contextlib.suppress(bundle.BadAsset):  # each build tells it
        bundle.make_all(root / "docs")
    save()

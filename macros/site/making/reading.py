"""Reads what all languages share, once for all of them: the policy, its questions, and what is worked out of both."""

from __future__ import annotations

import contextlib
import gc
from collections import deque
from pathlib import Path

from handbook import WRITTEN, load_converter
from macros.assets import bundle
from macros.data.calculators import prepare as prepare_calculators
from macros.data.quiz_data import prepare as prepare_questions
from macros.data.search.answers import prepare as prepare_answers
from macros.data.search.language import language as search_language
from macros.render.kept import keep_in, save
from macros.site.day import settle_day
from macros.site.languages import LANGUAGES
from macros.site.making.contents import make
from macros.site.making.state import SiteState, make_questions, read_policy
from macros.site.pages import compile_templates
from macros.site.texts import Wanted
from macros.site.tolerance import tolerates_mistakes


def preload(data: Path) -> SiteState:
    """Read all that the texts of every language are made of: the templates, the policy, the questions."""
    read_first(data)
    return read_on(data)


def read_first(data: Path) -> SiteState:
    """Of that, all but the questions."""
    gc.set_threshold(1_000_000, 20, 50)  # what is loaded stays: to look through it twice was a twentieth of the time
    day = settle_day()
    keep_in(data.parent)
    compile_templates()
    if tolerates_mistakes():  # many builds follow; of a single one, only the process that needs it loads it
        load_converter()
    state = read_policy(data, day)
    if state.book:
        prepare_calculators([rule for rule in state.book.rules.values() if rule.listed])
    return state


def read_on(data: Path) -> SiteState:
    """The questions, after `read_first`. Whoever calls it again gets what was made."""
    day = settle_day()
    state = make_questions(data, day)
    if state.book and state.bank:
        prepare_questions(state.bank)
        if tolerates_mistakes():  # one process makes of these what the next build finds
            search_language(state.book)
            prepare_answers(state.book, day)
    return state


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

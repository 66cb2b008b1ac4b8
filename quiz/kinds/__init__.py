"""The kinds of question, in the order in which papers have them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quiz.kinds.answer import Answer
from quiz.kinds.matching import Matching
from quiz.kinds.multiple import Multiple
from quiz.kinds.numeric import Numeric
from quiz.kinds.ordering import Ordering
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse

_CLASSES: tuple[type[Answer], ...] = (Single, Multiple, TrueFalse, Numeric, Ordering, Matching)
KINDS: Mapping[str, type[Answer]] = MappingProxyType({each.kind: each for each in _CLASSES})

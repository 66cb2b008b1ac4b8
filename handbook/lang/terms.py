"""Which texts use which words of the glossary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence


class TermFinder:
    """Finds terms in Chinese texts; of overlapping terms the longest counts (绩效奖金, not 奖金)."""

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        self._ids = {word: id for id, words in terms.items() for word in words}
        longest_first = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def users(self, texts: Mapping[str, str]) -> dict[str, list[str]]:
        """Term id → ids of the texts that use it, in the order of `texts`."""
        found: dict[str, list[str]] = defaultdict(list)
        for text_id, text in texts.items():
            for term_id in dict.fromkeys(self._ids[word] for word in self._pattern.findall(text)):
                found[term_id].append(text_id)
        return found

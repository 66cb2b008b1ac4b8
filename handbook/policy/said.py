"""What the files of a policy say, as they were read, for comparing two policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.files.reading import read_source
from handbook.files.source import Source


class Said(Mapping[str, Any]):
    """By file. Their texts are kept, which take a third of the memory; a file is read again when somebody asks."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._files = {each.name: (each.path, each.file, each.text.encode()) for each in sources if each.tree}

    def __getitem__(self, name: str, /) -> Any:
        path, shown, text = self._files[name]
        tree = read_source(path, shown, name, instead=text).tree
        return tree.data if tree else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

"""What is one of several: a text that is one of some names, a mapping that has one of some shapes.

A mapping says by a key that it has, or by the value of a key, which shape it has. Pydantic asks these for the member of
a union; who explains an error reads from them which keys decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class OneOf:
    """A text that is one of these. A `Literal` of names that are known only when the program runs."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.names))


@dataclass(frozen=True, eq=False)
class ByKeys:
    """The key that is there decides: `tags` has the member's tag by key, `otherwise` the tag where none is there."""

    tags: Mapping[str, str]
    otherwise: str
    __name__ = "by_keys"  # pydantic asks a callable for its name

    def __call__(self, entry: Any) -> str:
        """The tag of what is read from a file, or of an instance."""
        for key, tag in self.tags.items():
            if (isinstance(entry, dict) and key in entry) or hasattr(entry, key):
                return tag
        return self.otherwise

    def deciding(self, tag: str) -> tuple[str, ...]:
        """The keys of which one, misspelt, makes pydantic take the entry for the member `tag`."""
        return tuple(self.tags) if tag == self.otherwise else ()


@dataclass(frozen=True)
class ByValue:
    """The value of `key` is the tag; without the key it is `otherwise`."""

    key: str
    otherwise: str
    __name__ = "by_value"

    def __call__(self, entry: Any) -> str:
        """The tag of what is read from a file, or of an instance."""
        is_read = isinstance(entry, dict)
        value = entry.get(self.key, self.otherwise) if is_read else getattr(entry, self.key, self.otherwise)
        return value if isinstance(value, str) else repr(value)

    def deciding(self, tag: str) -> tuple[str, ...]:
        """The keys of which one, misspelt, makes pydantic take the entry for the member `tag`."""
        return (self.key,) if tag == self.otherwise else ()

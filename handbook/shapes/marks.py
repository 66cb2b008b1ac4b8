"""What is said of a type beside it, in `Annotated`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


class Facets:
    """What a value keeps to: the bounds of a whole number, the length of a text or list, the form of a text, and
    whether blanks around it fall away. `examples` are values that do."""

    def __init__(
        self,
        *,
        least: int | None = None,
        most: int | None = None,
        min_length: int = 0,
        max_length: int | None = None,
        pattern: str | None = None,
        strip: bool = False,
        examples: Sequence[Any] = (),
    ) -> None:
        self.least, self.most = least, most
        self.min_length, self.max_length = min_length, max_length
        self.pattern, self.strip, self.examples = pattern, strip, examples


class OneOf:
    """A text that is one of these. A `Literal` of names that are known only when the program runs."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)


class Before:
    """What is read is first turned into something by `make`, which raises Misfit where it cannot be."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make


class After:
    """What has its type is then looked at by `check`, which gives it back, or raises Misfit."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self.check = check


class Schema:
    """The JSON Schema of a type, where it says more or less than the type does."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema


class Tag:
    """The name of a member of a union, which `ByKeys`, `ByValue` or `ByType` chooses."""

    def __init__(self, name: str) -> None:
        self.name = name


class ByKeys:
    """The key that is there decides which member a mapping is: `tags` has the member's tag by key, `otherwise` the tag
    where none is there."""

    def __init__(self, tags: Mapping[str, str], otherwise: str) -> None:
        self.tags, self.otherwise = tags, otherwise

    def __call__(self, entry: Any) -> str:
        """The tag of what is read from a file."""
        for key, tag in self.tags.items():
            if isinstance(entry, dict) and key in entry:
                return tag
        return self.otherwise

    def deciding(self, tag: str) -> tuple[str, ...]:
        """The keys of which one, misspelt, has the entry taken for the member `tag`."""
        return tuple(self.tags) if tag == self.otherwise else ()


class ByValue:
    """The value of `key` is the tag; without the key it is `otherwise`, or the key is missing where that is None."""

    def __init__(self, key: str, otherwise: str | None = None) -> None:
        self.key, self.otherwise = key, otherwise

    def __call__(self, entry: Any) -> str | None:
        """The tag of what is read from a file."""
        value = entry.get(self.key, self.otherwise) if isinstance(entry, dict) else self.otherwise
        return value if value is None or isinstance(value, str) else repr(value)

    def deciding(self, tag: str) -> tuple[str, ...]:
        """The keys of which one, misspelt, has the entry taken for the member `tag`."""
        return (self.key,) if tag == self.otherwise else ()


class ByType:
    """What has the type is the member `first`, all else the `other`."""

    def __init__(self, type: type, first: str, other: str) -> None:
        self.type, self.first, self.other = type, first, other

    def __call__(self, entry: Any) -> str:
        """The tag of what is read from a file."""
        return self.first if isinstance(entry, self.type) else self.other

    def deciding(self, tag: str) -> tuple[str, ...]:  # noqa: ARG002
        """No key decides."""
        return ()


Chooses = ByKeys | ByValue | ByType

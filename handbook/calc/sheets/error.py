"""What is wrong with a sheet as a whole."""

from __future__ import annotations

from handbook.lang.languages import Lang, Text


class SheetError(Exception):
    """A sheet that cannot be used, with everything that is wrong. Nothing has been written."""

    def __init__(self, *messages: Text) -> None:
        self.messages = messages
        super().__init__("; ".join(message["en"] for message in messages))

    def lines(self, lang: Lang) -> list[str]:
        """The messages in one language."""
        return [message[lang] for message in self.messages]

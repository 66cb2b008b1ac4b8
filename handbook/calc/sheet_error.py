"""What is wrong with a sheet as a whole."""

from __future__ import annotations

from handbook.lang.languages import Lang


class SheetError(Exception):
    """A sheet that cannot be used; each message in both languages. Nothing has been written."""

    def __init__(self, *messages: tuple[str, str]) -> None:
        self.messages = messages
        super().__init__("; ".join(en for _, en in messages))

    def lines(self, lang: Lang) -> list[str]:
        """The messages in one language."""
        return [en if lang == "en" else zh for zh, en in self.messages]

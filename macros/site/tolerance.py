"""Whether a mistake stops a build, or is shown on the pages to whoever watches them."""

from __future__ import annotations

_tolerant = False


class BuildFailed(Exception):
    """A language did not build, and what is wrong has been told; or a page was refused, and the message says why."""

    def __init__(self, message: str = "", status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def tolerate_mistakes() -> None:
    """From now on somebody is watching the pages: a mistake is shown there and stops nothing."""
    global _tolerant  # noqa: PLW0603  (one process builds for one purpose)
    _tolerant = True


def tolerates_mistakes() -> bool:
    """Whether mistakes are shown on the pages instead of stopping the build."""
    return _tolerant

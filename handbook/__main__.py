"""`python -m handbook` is the command `handbook`; nothing is imported before Ctrl+C is taken care of."""

from handbook.commands.program import start


def main() -> None:
    """Entry point of the console script."""
    start("handbook.cli")


def quiz() -> None:
    """Entry point of the console script `quiz`: here, as its own package is loaded too late to be interrupted well."""
    start("quiz.cli")


if __name__ == "__main__":
    main()

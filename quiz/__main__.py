"""`python -m quiz` is the command `quiz`; nothing is imported before Ctrl+C is taken care of."""

from handbook.program import start


def main() -> None:
    """Entry point of the console script."""
    start("quiz.cli")


if __name__ == "__main__":
    main()

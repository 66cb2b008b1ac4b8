"""`python -m quiz` is the command `quiz`."""

from handbook import start

if __name__ == "__main__":
    start("quiz.cli")

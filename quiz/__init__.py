"""Questions, papers, exams. Its messages are known to the floor below as soon as any module of it is imported."""

from handbook.problems.problem import teach as _teach
from quiz.messages import MESSAGES as _MESSAGES

_teach(_MESSAGES)

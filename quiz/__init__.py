"""Questions, papers, exams. Its messages are known to the floor below as soon as any module of it is imported."""

from handbook.examples import EXAMPLES as _SHOWN
from handbook.problems import teach as _teach
from quiz.messages import EXAMPLES as _EXAMPLES
from quiz.messages import MESSAGES as _MESSAGES

_teach(_MESSAGES)
for _key, _example in _EXAMPLES.items():
    _SHOWN.setdefault(_key, _example)

"""Questions from the policy: made, written, checked; papers drawn from them, printed and exported.

`__init__.pyi` lists what the site may use.
"""

from handbook import open_door

__getattr__, __dir__ = open_door(__name__)

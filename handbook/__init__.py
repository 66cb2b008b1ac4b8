"""The policy as data: its files read, checked and put together, its rules worked out, its changes compared.

This is the only door for the floors above: `__init__.pyi` lists what they may use.
"""

from handbook.door import open_door

__getattr__, __dir__ = open_door(__name__)

"""How Chinese is read aloud, kept from build to build: the dictionaries for it take longer to load than all else here.

Run as a program it reads aloud: texts on standard input, their syllables on standard output, both as JSON. So the
dictionaries, 50 MB, are in no process that builds pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from macros.render.kept import Kept

Syllables = Sequence[str]

_read = Kept("readings", version("pypinyin"))


def read_aloud(texts: Iterable[str]) -> Mapping[str, Syllables]:
    """Of each text a syllable a character, without tones; ü is written v, as it is typed."""
    known = {text: _read.get(text) for text in texts}
    new = [text for text, syllables in known.items() if syllables is None]
    if new:
        command = (sys.executable, "-P", __file__)
        done = subprocess.run(command, input=json.dumps(new).encode(), stdout=subprocess.PIPE, check=True)
        for text, syllables in zip(new, json.loads(done.stdout)):
            _read.put(text, syllables)
            known[text] = syllables
    return known


if __name__ == "__main__":
    from pypinyin import lazy_pinyin

    json.dump([lazy_pinyin(text) for text in json.load(sys.stdin.buffer)], sys.stdout)

"""Compiled templates, kept for the next build."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket

from macros.render.kept import Kept


class CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates of environments with the same settings, which `name` stands for."""

    def __init__(self, name: str) -> None:
        self.kept = Kept(f"templates-{name}", jinja2.__version__)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled of the very same source."""
        checksum, code = self.kept.get(bucket.key) or ("", None)
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept.put(bucket.key, (bucket.checksum, bucket.code))

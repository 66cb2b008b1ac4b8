"""Names as people write them, made alike: width, case, spaces and signs do not make another name."""

from __future__ import annotations

import re
import unicodedata

# Compiled where it is needed: where names may have remarks.
_REMARK = r"[(\[{【〔「〈《<]([^()\[\]{}【】〔〕「」〈〉《》<>]*)[)\]}】〕」〉》>]"


def normal_form(name: str) -> str:
    """A name's letters and digits alone: `Late_Days ` and `ＬＡＴＥ ｄａｙｓ` are one. Empty where it has none."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def split_remarks(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without what stands in brackets, and that, each in its normal form: `月基本工资（元）`."""
    text = unicodedata.normalize("NFKC", name)
    return normal_form(re.sub(_REMARK, " ", text)), tuple(map(normal_form, re.findall(_REMARK, text)))

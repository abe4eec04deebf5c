"""Which language a question is asked in; names in it may be given in the other: when will 云帆产业园 open?"""

from __future__ import annotations

import re

AUXILIARIES = "is|are|was|were|do|does|did|has|have|had|can|could|will|would"
_ASKING = re.compile(r"\b(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|has|have|can|will|list|name)\b")
_ASKED_IN_CHINESE = re.compile("什么|多少|哪|谁|吗|呢|怎|几|如何|何时|是否")
_HAN = r"[㐀-鿿\U00020000-\U0003ffff]"


def is_english(folded: str) -> bool:
    """Whether a sentence is English: it has no Chinese character, more words than those, or asks in English with Chinese names in it."""
    words, asking = re.findall(r"[a-z]{2,}", folded), _ASKING.search(folded)
    if not words or not (characters := re.findall(_HAN, folded)):
        return bool(words)
    names = asking and not asking.start() and not _ASKED_IN_CHINESE.search(folded)
    return asking is not None and len(words) > (len(re.findall(f"{_HAN}+", folded)) if names else len(characters))

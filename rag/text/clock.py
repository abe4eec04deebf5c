"""Times of day as news prints them: 上午9点, 15时30分, 14:00-17:00, 傍晚6点半."""

from __future__ import annotations

import re

_PART = "凌晨|清晨|早上|早晨|上午|中午|正午|午间|下午|傍晚|晚上|晚间|夜间|深夜|午夜|[早晚]"
_NUMBER = r"\d{1,2}|十[一二]?|[一两二三四五六七八九]"
_MINUTES = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?分(?!之)(?:\d{1,2}秒)?"
_TIME = (
    rf"(?:(?:{_PART}) ?)?(?:(?<!\d)\d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?![\d%])"
    rf"|(?<![\d.])(?:{_NUMBER}) ?[时点](?![个条项名建意要希说间代候段光期差])(?:整|半|钟|许|{_MINUTES})?)"
)
_CLOCK = re.compile(rf"{_TIME}(?: ?(?:--?|~|—+|至|到) ?(?:次日)?{_TIME})?(?:左右|前后)?")
_ASKED = re.compile("几点(?![建意要希说]|关于)|几时几|什么(?:时刻|钟点)|哪个(?:时刻|钟点)|几点钟")


def asks_clock(folded: str) -> bool:
    """Whether a folded question asks for a time of day: 几点开场."""
    return _ASKED.search(folded) is not None


def find_clocks(folded: str) -> list[tuple[int, int]]:
    """(start, end) of every time of day in a folded text, a range as one."""
    return [found.span() for found in _CLOCK.finditer(folded)]

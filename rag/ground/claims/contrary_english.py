"""What a claim asked in English says that a Chinese sentence excludes: many of what is 很少, fell of what 增长."""

from __future__ import annotations

import re

_OPPOSED_ENGLISH = (  # words of an English claim, and what a source says where it is not so
    (
        r"many|several|plenty|lots|numerous|common|commonly|often|frequent(?:ly)?|familiar|routine|widespread",
        "很少|极少|较少|罕见|稀少|少见|不多|首次|首个|唯一|首例",
    ),
    (r"few|rare|rarely|hardly|scarce|unusual|only|sole", "很多|大量|众多|许多|不少|常见|普遍"),
    (r"last|latest|slowest|smallest|lowest|fewest|worst|weakest|least", "率先|首[个家批次创]|第一|最[早先高大快多强好]"),
    (r"first|earliest|fastest|largest|biggest|highest|best|strongest|most", "最[晚后慢小低少差弱]|倒数|末位|垫底"),
    (r"weak|poor(?:ly)?|afraid|fears?|sensitive|vulnerable|unable", "[力性]较?很?强|耐|适应"),
    (r"fell|falls?|dropp?(?:ed|s)?|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)|shr[aiu]nk|slump(?:ed|s)?", "增长|上升|提高|上涨|增加"),
    (r"rose|rises?|risen|grew|grown?|increas(?:ed?|es|ing)|climb(?:ed|s)?|surg(?:ed?|es)|jump(?:ed|s)?", "下降|下滑|减少|下跌|降低|回落"),
    (r"criticis(?:ed|es?)|criticiz(?:ed|es?)|blam(?:ed|es?)|punish(?:ed|es)?|fin(?:ed|es)", "表扬|激励|表彰|嘉奖|肯定"),
)


def denied_in_english(asked: str, text: str) -> bool:
    """Whether a folded text says in Chinese what one of the words of an English claim excludes (many: 很少); such a claim is not taken to be so."""
    return any(re.search(rf"\b(?:{own})\b", asked, re.IGNORECASE) and re.search(other, text) for own, other in _OPPOSED_ENGLISH)

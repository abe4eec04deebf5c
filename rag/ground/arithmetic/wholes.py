"""A part and the whole of it in a question: 甲占乙的比例, 94个项目中不是甲的有几个, 除甲外还有几个.

Rules over folded text; of ``rest`` and ``share`` in ``plan``.
"""

from __future__ import annotations

import re

from rag.ground.sentences.coordination import MEASURES, TRIM

LEFT_OVER = re.compile(rf"^(.{{2,}}?)(?:里面?|[当之]?中)?,?(?:里面?|[当之]?中)?还?有(?:多少|几)[{MEASURES}]+(?:还|仍|尚)?(?:没有?|未)(.{{2,}})$")
NOT_YET = re.compile(
    rf"^(.{{2,}}?)(?:里面?|[当之]?中)?(?:还|仍|尚)?(?:没有?|未)被?(.{{2,}}?)的([㐀-鿿]{{0,8}}?)还?有?(?:多少|几)[{MEASURES}]"
)


def share_of(text: str) -> tuple[str, ...]:
    """(part, whole) of 甲占乙的比例; none when the whole is not said."""
    found = re.search(
        r"^(.{2,}?)(?:会|能|约)?占(?!地)(?:到|了|去|据)?(.{2,}?)(?:的|里|中)*(?:比例|比重|百分|份额|几成|多少|多大|%)",
        text,
    ) or re.search(r"^(.{2,}?)在(.{2,}?)(?:里面|里|当中|中)?(?:的|所)*占", text)
    if not found:
        return ()
    whole = re.sub(
        r"(?<=..)(?:的)?总(?:数|量|人数)$|^(?:全部|全体|所有|整个|全[省市区县国])(?:的)?(?=..)",
        "",
        found.group(2).strip(TRIM),
    )
    return re.split(r"(?:里面|里|[当之]?中),", found.group(1))[-1].strip(TRIM), whole


_NOT = r"(?:不是|不属于|不算|不在|并非|(?<!除)非|除了|除去|除掉|除|扣除|扣掉|去掉|刨去|刨掉|撇开|减去)"


def rest_of(text: str) -> tuple[str, ...]:
    """(part, whole) of 94个项目中不是产业项目的有几个, 除产业项目外还有几个, 产业项目85个,其余几个; the whole may be empty."""
    if found := NOT_YET.search(text):
        return found.group(2).strip(TRIM), (found.group(1) + found.group(3)).strip(TRIM)
    if found := LEFT_OVER.search(text):
        return found.group(2).strip(TRIM), found.group(1).strip(TRIM)
    if found := re.search(rf"{_NOT}(.{{2,}}?)(?:以外|之外|外|后|的|,|还|共|剩|一共|有|(?=(?:多少|几)[{MEASURES}]|$))", text):
        behind = text[found.end() :]
        whole = text[: found.start()] or re.split(r"[,的]?(?:其余|其他|其它|剩下|剩余|余下|另外)", behind)[0]
        whole = whole if whole != behind else re.sub(rf".*?(?:多少|几)[{MEASURES}]?", "", behind)
        return found.group(1).strip(TRIM), whole.strip(TRIM + "中里")
    before = re.split(r"其余|其他|其它|剩下|剩余|余下|另外", text)[0]
    clauses = [
        clause
        for clause in re.split(r"[,;。]|(?<=.)(?:里面?|[当之]?中)(?=.{2})", before)
        if len(clause.strip(TRIM)) > 1
    ]
    if len(clauses) < 2:
        return ()
    return re.sub(r"^其中", "", clauses[-1]).strip(TRIM), clauses[0].strip(TRIM + "中里")

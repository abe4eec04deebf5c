"""A question of keywords (甲公司 成立时间) with what its last one asks for said (甲公司 成立时间是什么时候?).

A keyword names what is asked for by its end: 时间, 董事长, 产品, 总投资. What reads and judges knows questions; of a string of nouns it
can tell neither the kind nor the unit. Tables of the language; keywords whose end is in none stay as they are.
"""

from __future__ import annotations

import re

from rag.text.fold import fold_text
from rag.text.lexicon import TITLES

_POST = "|".join(sorted(TITLES.split(), key=len, reverse=True))
_ENDS: tuple[tuple[str, str], ...] = (
    (r"(?:时间|日期|年份|时刻)", "是什么时候"),
    (rf"(?:姓名|{_POST}|负责人|创始人|作者|记者|法人代表|发言人|一把手)", "是谁"),
    (r"(?:建设|承建|施工|运营|设计|投资|生产|实施|牵头|中标|监理|承办|主办|开发|制造|供货)(?:企业|公司|方|商|厂家)", "是哪家"),
    (r"(?:进度|进展|近况|现状)", "怎么样"),
    (r"(?:单位|机构|部门|部委|承建方|投资方|开发商|供应商|承包商)", "是哪家"),
    (r"(?:地点|地址|位置|坐落地|所在地)", "在哪里"),
    (r"(?:排名|名次|位次|排行)", "是第几"),
    (r"(?:占比|比例|比重|百分比|增速|增幅|涨幅|降幅|增长率|占有率|利润率|覆盖率|强度|投资|投资额|金额|总额|产值|收入|营收|利润|税收|面积|造价|成本|资本|资金|价格|单价|规模|库容|容量|产能|产量|销量|能力|吞吐量|总量"
        r"|长度|高度|重量|营业额|销售额|外资|数量|件数|个数|人数|总数|家数|次数|数目)", "是多少"),
    (r"(?:产品|品种|种类|类型|名单|业务|领域|省份|城市|国家|内容|措施|举措|成员|企业|特点|功能|用途)", "有哪些"),
    (r"(?:原因|理由|定位|目标|意义|作用|愿景|口号|主题|名称|简称|全称)", "是什么"),
)
_ENDING = tuple((re.compile(rf"{end}$"), asks) for end, asks in _ENDS)
_GROUPS = re.compile(r"[㐀-鿿]\S*\s+\S*[㐀-鿿]")
_COMPARES = re.compile(r"[㐀-鿿]{0,6}(?:谁|哪个|哪家|哪一?[个家项])(?:更|比较)?(?:大|小|多|少|高|低|早|晚|快|慢|长|短)")
_QUALIFIES = re.compile(r"\s(?:同比|环比|年均|累计)\s")  # belongs to what stands before and behind it
_BETWEEN = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_ASKS = re.compile(r"[?？吗呢吧]|多少|几|什么|啥|谁|哪|何|怎|咋|是否|是不是|有没有|能否")


def completed(text: str) -> str:
    """``text`` with what its last keyword asks for behind it, 甲 乙 投资 谁大 as 甲和乙投资谁大.

    ``text`` itself where it is a sentence or its end asks for nothing.
    """
    folded = fold_text(text).strip(" 。.,?")
    groups = text.split()
    if len(groups) > 2 and _COMPARES.fullmatch(fold_text("".join(groups[2:])).strip("?")) and not _ASKS.search(folded[: folded.rfind(" ")]):
        return f"{groups[0]}和{''.join(groups[1:])}"
    if _ASKS.search(folded) or not _GROUPS.search(folded):
        return text
    asks = next((asks for end, asks in _ENDING if end.search(folded)), "")
    whole = text.strip(" 。.,，")
    if _QUALIFIES.search(whole):
        whole = _BETWEEN.sub("", whole)
    return f"{whole}{asks}？" if asks else text

"""A question of keywords (甲公司 成立时间) with what its last one asks for said (甲公司 成立时间是什么时候?).

A keyword names what is asked for by its end: 时间, 董事长, 产品, 总投资. What reads and judges knows questions; of a string of nouns it
can tell neither the kind nor the unit. Tables of the language; keywords whose end is in none stay as they are.
"""

from __future__ import annotations

import re

from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.understand.keyed import written_out

_POST = "|".join(sorted(TITLES.split(), key=len, reverse=True))
_ENDS: tuple[tuple[str, str], ...] = (
    (r"(?:时间|日期|年份|时刻)", "是什么时候"),
    (r"(?<=产品|品牌|品种|企业|公司|政策|专业)\s*(?:名称|名单|清单|目录)", "有哪些"),
    (rf"(?:姓名|{_POST}|负责人|创始人|作者|记者|法人代表|发言人|一把手)", "是谁"),
    (r"(?:建设|承建|施工|运营|设计|投资|生产|实施|牵头|中标|监理|承办|主办|开发|制造|供货)(?:企业|公司|方|商|厂家)", "是哪家"),
    (r"(?:进度|进展|近况|现状)", "怎么样"),
    (r"(?:单位|机构|部门|部委|承建方|投资方|开发商|供应商|承包商)", "是哪家"),
    (r"(?:地点|地址|位置|(?:坐落|所在|发现|采集|出土|诞生|出生|发源|注册|举办|举行|召开|原产)地|选址|驻地|住址)", "在哪里"),
    (r"(?:排名|名次|位次|排行)", "是第几"),
    (r"(?:占比|比例|比重|百分比|增速|增幅|涨幅|降幅|增长率|占有率|利润率|覆盖率|强度|投资|投资额|金额|总额|产值|收入|营收|利润|税收|面积|造价|成本|资本|资金|价格|单价|规模|库容|容量|产能|产量|销量|能力|吞吐量|总量"
        r"|(?<=[㐀-鿿]{3})率|长度|高度|重量|营业额|销售额|外资|数量|件数|个数|人数|总数|家数|次数|数目)", "是多少"),
    (r"(?:产品|品种|种类|类型|名单|业务|领域|省份|城市|国家|内容|措施|举措|成员|企业|特点|功能|用途)", "有哪些"),
    (r"(?:合作|招商|经营|商业|盈利|合作共建|管理|运营)\s*(?:模式|方式|形式)", "有哪些"),
    (r"(?:原因|理由|定位|目标|意义|作用|愿景|口号|主题|名称|简称|全称)", "是什么"),
)
_MEASURED = rf"{_ENDS[0][0]}|{next(end for end, asks in _ENDS if asks == '是多少')}"
_ENDING = tuple((re.compile(rf"{end}$"), asks) for end, asks in _ENDS)
_GROUPS = re.compile(r"[㐀-鿿]\S*\s+\S*[㐀-鿿]")
_COMPARES = re.compile(r"[㐀-鿿]{0,6}(?:谁|哪个|哪家|哪一?[个家项])(?:更|比较)?(?:大|小|多|少|高|低|早|晚|快|慢|长|短)")
_QUALIFIES = re.compile(r"\s(?:同比|环比|年均|累计)\s")  # belongs to what stands before and behind it
_WHERE = re.compile(  # a source says where it is without these words
    r"\s+(?:选址|地址|位置|所在地|坐落地|驻地)$|(?<=总部)\s*(?:城市|省份|国家|地区|地点)$|\s+(?:落户|落地|所在|投资)\s*(?:城市|地区|地点|省份|园区|地)$"
)
_BETWEEN = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_WHEN_LAST = re.compile(  # 甲 报价 8月18日 早盘: when stands behind what is asked for
    r"(?P<what>.*[㐀-鿿]\S*)(?P<when>(?:\s+(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份)?|\d{4}年?|[今去前]年|[上下]半年|全年|[一二三四]季度|[早午尾开收]盘|当[天日年月]|[昨今]天))+)$"
)
_ASKS = re.compile(r"[?？吗呢吧]|多少|几|什么|啥|谁|哪|何|怎|咋|是否|是不是|有没有|能否")


_LED = r"^(?:(?P<lead>[^:：]{2,24})[:：]\s*)?(?P<a>[^:：,，]{2,30}?)"
_VERSUS = r"\s*(?<![a-z])(?:vs\.?|pk|(?:对比|对阵|对决|比拼)(?=[^,，]))(?![a-z])\s*"
_AGAINST = re.compile(rf"{_LED}{_VERSUS}(?P<b>[^\s:：,，]{{2,30}})(?:[\s:：,，]+(?P<tail>.{{2,16}}))?$", re.IGNORECASE)
_TO = re.compile(rf"{_LED}(?<![针面应反相绝核校])对(?![于比外手应象口标接等])(?P<b>[^\s:：,，的]{{2,24}})[\s:：,，]+(?P<tail>[^,，]{{2,16}})$")
_CHOOSES = re.compile(r"谁|哪")
_SIZES = ((r"(?:时间|日期|年份)$", "早"), (r"(?:占比|比例|比重|增速|增幅|涨幅|增长率?|强度|单价|价格|排名)$", "高"), (r"(?:数量|个数|人数|家数|件数)$", "多"))


def against(text: str) -> str:
    """甲 vs 乙 总投资, 总投资:甲对乙 as 甲和乙,哪个总投资更大; ``text`` itself where it sets nothing against each other."""
    whole = text.strip(" 。.,，?？")
    found = _AGAINST.match(whole) or _TO.match(whole)
    if found is None:
        return text
    noun = found["tail"] or found["lead"] or ""
    ends = re.search(rf"(?:{_MEASURED})$", noun or found["b"])
    if (found.re is _TO and not (_CHOOSES.search(noun) or ends)) or re.search(r"多少|几|什么|怎|为何", noun):
        return text
    scope = f"{found['lead']}," if found["lead"] and found["tail"] else ""
    if noun and _CHOOSES.search(noun):
        return f"{scope}{found['a']}和{found['b']},{noun}？"
    if not ends:
        return text
    side = next((side for end, side in _SIZES if re.search(end, noun or found["b"])), "大")
    return f"{scope}{found['a']}和{found['b']},哪个{noun}更{side}？"


def completed(text: str) -> str:
    """``text`` with what its last keyword asks for behind it, 甲 乙 投资 谁大 as 甲和乙投资谁大.

    ``text`` itself where it is a sentence or its end asks for nothing.
    """
    if spelt := written_out(fold_text(text)):
        return f"{spelt}？"
    text = against(text)
    folded = fold_text(text).strip(" 。.,?")
    groups = text.split()
    if len(groups) > 2 and _COMPARES.fullmatch(fold_text("".join(groups[2:])).strip("?")) and not _ASKS.search(folded[: folded.rfind(" ")]):
        return f"{groups[0]}和{''.join(groups[1:])}"
    if _ASKS.search(folded) or not _GROUPS.search(folded):
        return text
    if later := _WHEN_LAST.fullmatch(text.strip(" 。.,，")):
        return completed(f"{later['when'].strip()} {later['what'].strip()}")
    asks = next((asks for end, asks in _ENDING if end.search(folded)), "")
    whole = text.strip(" 。.,，")
    if _QUALIFIES.search(whole):
        whole = _BETWEEN.sub("", whole)
    if placed := _WHERE.search(fold_text(whole)):
        return f"{whole[: placed.start()]}位于哪里？"
    return f"{whole}{asks}？" if asks else text

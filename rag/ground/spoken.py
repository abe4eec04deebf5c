"""What is spoken in the words of the written language: 掉了7位 is printed as 下降7位, 头一个 as 首个, 只有甲这一家 as 唯一.

Tables of the language over folded text; what they do not know stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from rag.ground.coordination import ADJECTIVE, NOUNS

_ONE = "(?:一|1)(?:家|个|所|座|处|项|条|种|份|例|台|支)"
_WHOLE = "(?:全[国省市球]|世界)(?:的?平均(?:水平|线|值)?|水平)?"
_RANKS = r"(?=了?\s*(?:\d+|[一二两三四五六七八九十]+)个?(?:[位名]次|[位名](?![㐀-鿿])))"
_WRITTEN = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r",?(?:情况|事实|真的?|确实)?是?(?:这样|这么回事|事实|没错)的?$", ""),
        (r"头一(?=[个家座例份台所])|头(?=一?回|次)", "首"),
        (r"(?:首|头)(?:一?回|次)", "首次"),
        (
            rf"(?:独|仅|就|只)此{_ONE}|独一(?:家|份|个|处)"
            rf"|(?:只有|仅有?|就)(?P<who>[^,\d]{{1,12}}?)(?:这|那|它)(?:么)?{_ONE}",
            r"\g<who>唯一",
        ),
        (r"(?<!\d)(?:一多半|一大半|大半|多半数)(?!天|年|辈|夜|个|截)", "过半"),
        (r"(?:都|全|全都)?(?:攥|握|捏|掌握)?在(?P<who>[㐀-鿿]{2,8}?)(?:的)?(?:手里|手上|手中|手头|名下)", r"\g<who>拥有"),
        (rf"(?:掉|跌|(?<![辞清])退|滑|后退|倒退|下滑|后移|下跌){_RANKS}了?", "下降"),
        (rf"(?:涨|前进|前移|爬|冲|往前){_RANKS}了?", "上升"),
        (r"(?<=比去年同期)(?:要|还|又)?(?:多|高|大)了?(?:一?些|不少|很多|点)?$|(?<=比上年同期)(?:要|还|又)?(?:多|高|大)了?(?:一?些|不少|很多|点)?$", "上升"),
        (r"(?<=比去年同期)(?:要|还|又)?(?:少|低|小)了?(?:一?些|不少|很多|点)?$|(?<=比上年同期)(?:要|还|又)?(?:少|低|小)了?(?:一?些|不少|很多|点)?$", "下降"),
        (r"退步了?|变差了?|走低了?|缩水了?|变少了?", "下降"),
        (r"进步了?|变好了?|走高了?|变多了?", "上升"),
        (r"(?<=[名位]次)(?P<than>[^,]{0,8}?)(?:后退|退步|靠后)", r"\g<than>下降"),
        (r"(?<=[名位]次)(?P<than>[^,]{0,8}?)(?:前进|进步|靠前)", r"\g<than>上升"),
        (r"(?P<verb>[挂揭授开签封投剪奠动竣通])(?:了)?的(?P<what>[牌工约顶产彩基幕业车])$", r"\g<verb>\g<what>的"),
        (r"排(?:名|在|到)?(?:了)?(?:头名|头一名|榜首|老大|头把交椅)|(?:高?居|名列|位列)(?:榜首|头名)", "第一"),
        (r"(?<=[㐀-鿿])(?:往前|向前)?(?:挪|蹿|蹦|窜|挺进)了?(?=\d|[一二两三四五六七八九十])", "上升"),
        (r"(?:高过|盖过|赶超|跑赢|超越|超出|超过|高出|压过)了?(?=全[国省市球]|世界)(?P<all>" + _WHOLE + r")了?$", r"比\g<all>高"),
        (r"连(?P<all>" + _WHOLE + r")都?(?:够不上|够不着|赶不上|不如|达不到|没达到|没到|不及)$", r"比\g<all>低"),
        (r"(?:不及|赶不上|不如|低于|落后于?|没达到|达不到|没到|够不上)(?P<all>" + _WHOLE + r")$", r"比\g<all>低"),
        (r"(?:过|破|超)(?P<scale>[百千万]亿)", r"超过一\g<scale>"),
        (r"(?<![超经通])(?:过|破|超)(?P<scale>[百千万])了?$", r"超过一\g<scale>个"),
        (r"(?<=[名位]次)(?:往|向)?前(?:走|挪|移|提|进|跑)了?|(?:往|向)前(?:走|挪|移|提)了?$", "上升"),
        (r"(?<=[名位]次)(?:往|向)?后(?:走|挪|移|退|掉|滑)了?|(?:往|向)后(?:走|挪|移|退|掉)了?$", "下降"),
        (r"的(?:[㐀-鿿]{2,4})(?:当中|里头|里面|之中|中间|里|中),?(?=(?:也|还)?有)", "的"),
        (r"(?<=,)真?的?确?实?真是(?=全|[首唯第])|真的是|确实是", "是"),
        (r"连(?P<what>[^,全]{2,10}?)(?:也|都)(?=[㐀-鿿]{1,3}(?:完|好|了))", r"的\g<what>"),
        (r"^(?:跟|与|和|同|较)(?P<then>[^,]{2,12}?)(?:相比|比起来|比),(?P<what>.+)", r"\g<what>"),
        (r"(?:出自|来自于?|产自)(?P<who>[㐀-鿿]{2,6}?)(?:这|那)(?:一?个|家|边)(?P<kind>[㐀-鿿]{2,4})$", r"来自\g<who>\g<kind>"),
        (r"(?P<verb>[贷签挂揭立结获得])了(?P<what>[款约牌项业奖])", r"\g<verb>\g<what>了"),
        (r"连着(?=[\d一二两三四五六七八九十几多好])", "连续"),
        (r"(?<![上下看高])涨了(?=\d|[一二两三四五六七八九十几不没吗吧]|$)|往上(?:涨|走)了?", "上升"),
        (r"(?<![下看])(?:跌了(?=\d|[一二两三四五六七八九十几不没吗吧]|$)|掉了(?=\d[\d.]*(?:%|个?百分点|成)))|往下(?:掉|走|跌)了?", "下降"),
    )
)
ARRIVED = re.compile(r"(?:实际|真正|真金白银)(?:到账|到位|用上|用到|落地|利用|使用)+的?(?=外资)")
"""What is printed as 实际使用(外资)."""
# How one speaks of what is written otherwise; and 甲涨得快,还是乙快, which is asked of 甲和乙.
_ASKED = (
    (re.compile(r"^(?:跟|与|和|同|较)[^,]{2,20}?(?:之前|以前|前|时|那会儿)?(?:相比|比起来|比),"), ""),
    (re.compile(r"(?:缴|交|纳|上缴)的?税"), "税收"),
    (re.compile(r"(?:占的?)?地盘"), "用地"),
    (re.compile(r"(?<!实际)(?:到账|到位)的?(?=外资)"), "实际使用"),
    (re.compile(r"的(?:总?盘子)(?=[,?谁哪]|$)"), "的总投资"),
    (re.compile(r"(?<=[谁家个])(?:砸|投|花)的钱"), "投资"),
    (re.compile(r"涨得?(?=[更最]?(?:猛|快|凶|多|厉害|高))"), "增长"),
    (re.compile(r"(?:增幅|增速|涨幅|升幅)(?=[更最]?(?:高|大|快|猛))"), "增长"),
    (re.compile(r"(?<=增长)(?P<more>[更最]?)(?:猛|凶|多|厉害|高|大)"), r"\g<more>快"),
    (re.compile(r"翻的?倍数?(?=[更最]?[大多高])"), "倍数"),
    (re.compile(r"翻得?(?P<more>[更最]?)(?:猛|凶|多|厉害)"), r"倍数\g<more>大"),
    (re.compile(r"加上(?=[^,]{2,},?[^,]*(?:一共|总共|合计|共|加|是|有|投资))"), "和"),
    (ARRIVED, "实际使用"),
    (re.compile(r"(?<=[省市区县])里(?=集中|重点|批|定)"), ""),
    (
        re.compile(
            rf"^(?P<scope>.*?)是?(?P<first>[^,是]{{2,12}}?)(?P<attribute>倍数|增长|{NOUNS})(?:更|要)?(?P<side>{ADJECTIVE}),?还是(?P<second>[^,]{{2,14}}?)(?:更|要)?(?P=side)$"
        ),
        r"\g<scope>,\g<first>和\g<second>哪个\g<attribute>更\g<side>",
    ),
)
_EQUIVALENTS = """
动工 开工 / 开始施工 同步施工 正在施工 正在建设 在建 开始建设
动手 上马 开干 破土 / 启动 开工 动工 开建 开始建设 着手
盖 盖好 / 建 建设 建成 竣工
拖到 等到 / 预计 计划 大概
投进去 砸进去 投下去 花出去 / 投资 投入 完成投资
到手 拿下 / 获得 取得 获批
挂牌 揭牌 / 成立 揭牌 挂牌 设立
厂子 工厂 / 生产基地 厂房 厂区
迁去 迁到 搬去 搬到 搬来 放到 落在 设在 / 落户 注册 迁至 迁往 位于 揭牌
用起来 用上 / 启用 投用 投入使用
弄好 弄完 盖完 盖好 建完 搞定 / 竣工 完工 完成 建成
花钱 砸钱 投钱 / 投资 投入
外贸 / 进出口 对外贸易
申请 / 申报
扎堆 聚在 / 集聚 聚集
签下来 签下 / 签约 签订
首期 头期 / 一期
金额 / 总额 额度
大部分 大多数 绝大部分 绝大多数 / 大多 多数 主要
占地 / 用地
工地 / 建设场地 施工现场 建设现场
上升 / 前进 前移 进位 攀升 跃升
下降 / 后退 后移 退后 倒退
"""


def plain(claim: str) -> str:
    """The folded claim in written words; the same when it has none that the tables know."""
    for spoken, written in _WRITTEN:
        claim = spoken.sub(written, claim)
    return claim


def written_question(text: str) -> str:
    """A folded comparison or sum as it is written: 甲涨得快,还是乙快 as 甲和乙哪个增长更快."""
    for spoken, written in _ASKED:
        text = spoken.sub(written, text)
    return text.lstrip(",")


def written_as(word: str) -> frozenset[str]:
    """The written words for what a spoken one says (动手: 启动, 开工); empty when the table does not know it."""
    return _written().get(word, frozenset())


def spoken_words() -> frozenset[str]:
    """The words that ``written_as`` knows."""
    return frozenset(_written())


@cache
def _written() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _EQUIVALENTS.strip().splitlines():
        said, printed = line.split("/")
        for word in said.split():
            table[word] = table.get(word, frozenset()) | frozenset(printed.split())
    return table

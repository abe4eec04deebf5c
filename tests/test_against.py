"""What a sentence says against a claim whose words it has, and figures that deny nothing of it."""

from __future__ import annotations

import pytest

from rag import Article, Engine

TEXTS = {
    "雨山": "雨山市青禾医院的接诊大厅8月3日启用。雨山市消防局政治委员孟庆松、局长卢文博参加了启用仪式。"
    "青禾医院实行网上预约挂号，患者需提前一天登录平台。雨山市要降低大病保险的报销门槛。护士长给退休的老职工送去了慰问品，"
    "还有不少新招的年轻护士在旁学习。民警发现一名患者疑似持有假医保卡，后经核对排除嫌疑。",
    "澄湖": "澄湖港2021年货物吞吐量4600万吨，居全省第9位，集装箱航线总数35条，居全省第一。"
    "澄湖港现有2座3A级码头、14座2A级码头。码头着火时，岸上共有24人，其中6人自行离开，18人受伤。"
    "海望队在决赛中以3比1战胜卫冕冠军澄湖队。除澄湖港延长夜间作业外，北沙港、南屿港等多个港口也延长夜间作业。",
    "柳铺": "柳铺镇敬老院近日改造，改造后建筑面积3200平方米。柳铺镇将建成面积20万平方米的物流园，预计到2026年，物流园入驻企业120家，并吸纳3万人就业。"
    "镇里对司机罚款6400元。柳铺镇绿化率达到41.6%。本次延长开放的书屋包括东岸书屋、西岸书屋、石桥书屋、竹林书屋，共4家。"
    "统计显示，蓝鲸 X 11 是目前镇上用得最多的拖拉机型号。",
    "石桥": "石桥镇上半年进口额同比增长31.5%，出口额同比增长7.2%，用水量下降3%。",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text(name, text, title=f"{name}见闻", date="2023-08-10") for name, text in TEXTS.items()])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("雨山市消防局的局长是孟庆松吗？", "否"),
        ("雨山市消防局的局长是卢文博吗？", "是"),
        ("雨山市要提高大病保险的报销门槛，对吗？", "否"),
        ("青禾医院要到窗口预约挂号，对吧？", "否"),
        ("澄湖港集装箱航线总数在全省排第一，对吗？", "是"),
        ("澄湖港的3A级码头是不是有14座？", "否"),
        ("澄湖港码头着火时岸上24人全都受伤了吗？", "否"),
        ("决赛中澄湖队成功卫冕了吧？", "否"),
        ("只有澄湖港延长夜间作业，对吗？", "否"),
        ("柳铺镇的绿化率是不是已经过了四成？", "是"),
        ("柳铺镇的司机被罚了6000多块，是真的吗？", "是"),
        ("物流园现在已经吸纳3万人就业了，对吧？", "否"),
        ("梅林书屋也在本次延长开放的4家里吗？", "否"),
        ("澄湖港2021年货物吞吐量真的到5000万吨了吗？", "否"),
        ("柳铺镇最新的绿化率超过四成了吗？", "是"),
        ("石桥镇的出口额增长了31.5%，对吗？", "否"),
    ],
)
def test_the_contrary_is_told(engine: Engine, question: str, verdict: str) -> None:
    assert engine.ask(question).short == verdict


@pytest.mark.parametrize(
    "question",
    [
        "护士长给新招的老职工送去了慰问品，是不是？",
        "民警确认那名患者持有假医保卡吗？",
        "柳铺镇敬老院改造前的面积是不是不到2000平方米？",
        "柳铺镇物流园的估值超过10亿元了吗？",
        "柳铺镇的罚款会在9月正式取消吗？",
    ],
)
def test_words_in_another_role_decide_nothing(engine: Engine, question: str) -> None:
    assert engine.ask(question).short not in ("是", "否")

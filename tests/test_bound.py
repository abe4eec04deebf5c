"""What the asked kind binds: names, figures of what they modify, ranks, lists by what they are called, summaries, follow-ups."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.question import understand
from rag.settings import Settings

PORT = (
    "青溪港一季度完成货物吞吐量3200万吨，同比增长8.5%；集装箱吞吐量45万标箱，同比增长12.3%。港口实现营业收入6.8亿元，净利润1.2亿元。"
    "港务集团推出夜间查验、预约提箱、先放后检等多种通关模式，为货主节省时间。吸引海丰物流、润达船务等12家航运企业落户青溪。"
)
COUNTY = (
    "临水县今年夏粮总产量达42万吨，比上年增加3万吨。全县小麦种植面积60万亩，玉米种植面积35万亩。县里新建的粮油加工基地位于柳河镇食品园，"
    "年可加工面粉20万吨、挂面3万吨，总投资2.6亿元。在全省粮食生产县排名中，临水县列第5位，比2021年上升3个位次。"
    "县农业农村局副局长田秀英介绍，全县引进了6家加工企业，产值增幅达15%。今年新建粮库3座，分别为总投资9000万元的城东粮库、"
    "总投资6000万元的石桥粮库及总投资4500万元的柳河粮库。获评示范村的村，将优先安排农田改造资金，给予每亩80元补贴，并在农机购置上倾斜。"
)
HOSPITAL = (
    "白塔市第三医院新院区5月8日启用，位于城北新区云台路，总投资9.8亿元，设床位1200张。国家卫健委将该院列为试点。"
    "医院推行以患者为中心、以信息系统等为支撑的“一站式”服务体系，患者满意度居全市首位。"
)


@cache
def engine() -> Engine:
    titles = {"青溪港一季度开局良好": PORT, "临水县粮食喜获丰收": COUNTY, "白塔市第三医院新院区启用": HOSPITAL}
    articles = [Article.from_text(f"a{n}", text, title=title, date="2023-05-10") for n, (title, text) in enumerate(titles.items())]
    return Engine.from_articles(articles, Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("石桥粮库投资多少？", "6000万元"),
        ("青溪港有哪几种通关方式？", "夜间查验、预约提箱、先放后检"),
        ("落户青溪的航运企业里报道举了谁？", "海丰物流、润达船务"),
        ("哪个部委把白塔市第三医院列为试点？", "国家卫健委"),
        ("白塔市第三医院的患者满意度在全市排什么位次？", "全市首位"),
        ("临水县粮油加工基地建在哪个园里？", "柳河镇食品园"),
        ("那位介绍产值增幅的副局长叫什么？", "田秀英"),
        ("临水县新建了哪几座粮库？", "城东粮库、石桥粮库、柳河粮库"),
        ("临水县的排名上升了几位？", "3个位次"),
        ("临水县的示范村能得到哪些好处？", "将优先安排农田改造资金、给予每亩80元补贴、并在农机购置上倾斜"),
    ],
)
def test_the_brief_answer_is_of_the_asked_kind(question: str, short: str) -> None:
    assert engine().ask(question).short == short


@pytest.mark.parametrize(
    ("turns", "short"),
    [
        (("青溪港集装箱吞吐量同比增长多少？", "营业收入是多少？"), "6.8亿元"),
        (("临水县粮油加工基地一年能加工多少吨面粉？", "挂面呢？"), "3万吨"),
        (("临水县玉米种植面积多大？", "小麦呢？"), "60万亩"),
        (("青溪港货物吞吐量是多少？", "集装箱吞吐量呢？"), "45万标箱"),
        (("临水县在全省排第几？", "比2021年进步了几位？"), "3个位次"),
    ],
)
def test_what_a_follow_up_keeps_and_leaves_behind(turns: tuple[str, str], short: str) -> None:
    first = engine().ask(turns[0])
    assert engine().ask(turns[1], [(turns[0], first.text)]).short == short


def test_a_summary_tells_the_figures_and_what_is_unknown_is_refused() -> None:
    text = engine().ask("用三句话讲讲临水县的粮食生产。").text
    assert "42万吨" in text
    assert text.count("\n") == 2
    assert not engine().ask("讲讲东山岛的旅游业").answered


def test_a_definition_stands_in_front_of_the_name() -> None:
    assert "以患者为中心" in engine().ask("“一站式”服务体系是个什么体系？").text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("介绍出口增幅的副局长叫什么？", "what"),
        ("介绍出口增幅的局长是谁？", "person"),
        ("出口增幅是多少？", "share"),
        ("哪个县的增速最快？", "aggregation"),
        ("平台叫什么名字？", "what"),
        ("她是家什么样的公司？", "definition"),
        ("用两句话说说这座桥", "summary"),
        ("说说桥有多长", "amount"),
    ],
)
def test_what_asks_binds_before_what_is_only_spoken_of(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(("question", "rate"), [("同比增幅是多少？", "38%"), ("青陵区一季度新增授信额同比增幅是多少？", "9%")])
def test_a_rate_of_growth_is_of_the_amount_before_it(question: str, rate: str) -> None:
    told = "一季度，青陵区实际到位资金4.8亿元，同比增长38%，新增授信额5.6亿元，同比增长9%。"
    engine = Engine.from_articles([Article.from_text("a", told, title="青陵区招商", date="2023-04")])
    history = [("青陵区一季度实际到位资金多少？", "4.8亿元。")] if question.startswith("同比") else []
    assert engine.ask(question, history=history).short == rate

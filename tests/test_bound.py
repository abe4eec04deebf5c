"""What the asked kind binds: names, figures of what they modify, ranks, lists by what they are called, summaries, follow-ups."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.settings import Settings
from rag.understand.question import understand

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


TABLET = (
    "8月3日，星河科技发布平板“云帆7”。该机刷新率为144Hz，配备8600mAh电池，支持67W快充，机身厚度仅6.2mm，内存为8GB。标准版售价2399元。"
)
RACE = (
    "9月10日至12日，第四届环湖自行车赛将在望江市举行。第一赛段由柳堤广场至北山公园，共42公里；第二赛段由北山公园至东湖码头，共58公里。"
    "该赛事是江南省唯一的环湖自行车赛。主办单位：望江市体育局 承办单位：望江市文旅集团 咨询电话：0771-5566778。"
)
COURT = (
    "9月2日，青松县原副县长李成德因受贿罪一审被判处有期徒刑八年六个月，并处罚金50万元。李成德，男，1965年3月生，江南望江人。"
    "同案的张卫国，男，1971年10月生，获刑三年。法院追缴违法所得320万元。"
)
MATCH = "7月19日，青松队在青年足球邀请赛中以3比1战胜北山队，队长王一鸣攻入两球，他身披9号球衣。此前7月15日，青松队0比2不敌东湖联队。"
BONDS = (
    "科技媒体TechPoint援引知情人士的话报道称，奥兰公司计划2024年投入6.2亿元，2025年投入增至7.5亿元，2026年将达到8.1亿元。"
    "“我们不会降价。”奥兰公司首席执行官陈立说。央行当日宣布降息15个基点。"
)
OIL = (
    "北港社巴山9月7日电 (周文海)咨询公司Delta首席分析师Anna Berg表示，湾国上月海运原油出货量为310万桶/日。总部位于法国里昂的能源观察机构称，"
    "库存下降。7月6日到货的设备于7月9日安装完毕。王师傅6月3日入职，6月8日签约。"
)


@cache
def news() -> Engine:
    titles = {"云帆7发布": TABLET, "望江市举办环湖自行车赛": RACE, "青松县原副县长受审": COURT, "青年足球邀请赛": MATCH, "奥兰公司": BONDS, "海湾原油": OIL}
    articles = [Article.from_text(f"n{n}", text, title=title, date="2023-09-07") for n, (title, text) in enumerate(titles.items())]
    return Engine.from_articles(articles, Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("云帆7电池多大容量", "8600mAh"),
        ("云帆7快充多大功率", "67W"),
        ("云帆7有多厚", "6.2mm"),
        ("云帆7标准版卖什么价", "2399元"),
        ("云帆7 电池容量", "8600mAh"),
        ("环湖自行车赛从哪天办到哪天", "9月10日（2023年9月10日）至12日（2023年9月12日）"),
        ("环湖自行车赛第一赛段从哪里出发", "柳堤广场"),
        ("环湖自行车赛第二赛段的终点在哪里", "东湖码头"),
        ("除了环湖赛，江南省还有别的环湖自行车赛吗", "否"),
        ("环湖自行车赛的承办单位是谁", "望江市文旅集团"),
        ("环湖自行车赛咨询打哪个电话", "0771-5566778"),
        ("李成德涉嫌什么罪名", "受贿罪"),
        ("李成德被判了几年", "八年六个月"),
        ("李成德是什么地方人", "江南望江"),
        ("李成德和张卫国谁年纪更大", "李成德"),
        ("法院追回多少赃款", "320万元"),
        ("青松队7月19日赢了谁", "北山队"),
        ("7月15日青松队输给了谁", "东湖联队"),
        ("青松队和北山队比分多少", "3比1"),
        ("奥兰公司计划2025年投入多少", "7.5亿元"),
        ("央行降息几个基点", "15个基点"),
        ("Delta的首席分析师叫什么名字", "Anna Berg"),
        ("能源观察机构总部在哪座城市", "法国里昂"),
        ("设备是什么时候到的货", "7月6日（2023年7月6日）"),
        ("王师傅什么时候入的职", "6月3日（2023年6月3日）"),
    ],
)
def test_news_bound_by_form(question: str, short: str) -> None:
    assert news().ask(question).short == short


@pytest.mark.parametrize(
    "question",
    [
        "云帆7屏幕分辨率是多少",
        "云帆7后置摄像头多少像素",
        "环湖自行车赛第三赛段从哪里出发",
        "环湖自行车赛协办单位是谁",
        "张卫国涉嫌什么罪名",
        "7月17日青松队赢了谁",
        "望江市有多少册藏书",
        "奥兰公司计划2027年投入多少",
        "王师傅什么时候离的职",
    ],
)
def test_a_near_miss_of_form_is_refused(question: str) -> None:
    assert not news().ask(question).answered


@pytest.mark.parametrize(
    ("question", "earlier", "short"),
    [
        ("再往后一年呢？", ("奥兰公司计划2024年投入多少？", "6.2亿元。"), "7.5亿元"),
        ("再往前一年呢？", ("奥兰公司计划2026年投入多少？", "8.1亿元。"), "7.5亿元"),
        ("这句话是哪位高管说的？", ("奥兰公司会降价吗？", "“我们不会降价。”"), "陈立"),
    ],
)
def test_what_leans_on_the_last_turn(question: str, earlier: tuple[str, str], short: str) -> None:
    assert news().ask(question, history=[earlier]).short == short

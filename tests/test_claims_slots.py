"""Claims decided by one slot: what is stressed, how often, one or several, which way one went, what share meets a bound. Invented names."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.arithmetic.rephrased import rephrased
from rag.ground.sentences.spoken import plain
from rag.text.courtesy import bare

AWARD = (
    "近日，东陵省政府印发通报，兰汀市以“仿生鳞片产业集群”申报省级示范，获得省政府表扬激励。通报说，获表扬的地方将优先获得信贷支持。\n"
    "兰汀市每天安排专人跟踪项目，24小时更新一次项目进度，每月召开两次调度会。\n"
    "全省农具行业唯一的省级创新中心在兰汀市获批建设。\n"
    "云溪大学与石浦高新区正式签署科创合作协议。校方介绍，双方将共建实验室，聘请清河大学的专家讲课。"
)
OPENING = (
    "在开工仪式现场——澜光产业园二期项目建设场地，青陵集团董事长林岳致辞。青陵市此次共有8个项目集中开工，涵盖制造业等领域。\n"
    "其中，10亿元以上的项目共有4个，包括明珂仓储中心项目、总投资12亿元的澜光产业园二期项目。\n"
    "明珂仓储中心的穹顶重达760吨，行业内施工先例很少，正在焊接。\n"
    "与上年同期相比，营业成本方面，棉纺业上升9%，毛纺业上升5%，而毛利率方面，棉纺业上升1%，毛纺业下降2%。\n"
    "明珂公司于2021年取得个人信贷和企业信贷双业务资质，在建品种百余，联盟成员单位总数为58家。"
)
INVEST = (
    "总投资20亿元的国家(青陵)数据枢纽中心一期工程进展顺利，总投资5亿元的石浦大厦项目已经封顶。\n"
    "青陵市一季度实际使用外资4亿美元，同比增长128%，新增合同外资5亿美元，同比增长57%。\n"
    "北汀汽配厂集聚了全市58%的科技型企业、63%的高新企业、71%的省级以上创新平台。\n"
    "成年雄性青斑蛙体长43毫米，成年雌性青斑蛙体长52毫米。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    told = (("a", AWARD, "兰汀市获省政府表扬", "2023-05-08"), ("b", OPENING, "青陵市项目集中开工", "2023-08-06"), ("c", INVEST, "青陵市一季度投资", "2023-04-20"))
    return Engine.from_articles([Article.from_text(name, text, title=title, date=date) for name, text, title, date in told])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("兰汀市受表扬的是集成电路产业集群吗？", "否"),  # another of its kind, in the same slot
        ("兰汀市被表扬是因为船舶产业集群吗？", "否"),
        ("云溪大学的科创合作协议是跟北原高新区签的吗？", "否"),
        ("青陵市开工仪式的现场是明珂仓储中心工地吗？", "否"),
        ("兰汀市的项目进度是每周更新一次吗？", "否"),
        ("兰汀市的项目进度是每天更新一次吗？", "是"),
        ("全省农具行业的省级创新中心是不是有好几个？", "否"),
        ("青陵市8个项目里，10亿以上的刚好占一半，对吗？", "是"),
        ("青陵市8个项目里，10亿以上的占了三成，对吗？", "否"),
        ("明珂仓储中心那种穹顶，同行里是不是早有很多成功先例？", "否"),
        ("毛纺业的毛利率也是升的？", "否"),
        ("棉纺业的毛利率是上升的吗？", "是"),
        ("明珂公司只拿到了个人信贷资质，没有企业信贷资质，是吗？", "否"),
        ("明珂公司所在联盟的成员单位过百家了吗？", "否"),
        ("青陵市集中开工的项目连5个都没到，对不对？", "否"),
    ],
)
def test_a_claim_by_its_slot(engine: Engine, question: str, verdict: str) -> None:
    assert engine.ask(question).short == verdict


@pytest.mark.parametrize(
    "question",
    [
        "兰汀市受表扬的是民营产业集群吗？",  # what may be said of the same besides
        "云溪大学聘请的是北原大学的专家吗？",
        "兰汀市的调度会是在石浦高新区开的吗？",
    ],
)
def test_what_no_slot_decides_is_not_denied(engine: Engine, question: str) -> None:
    assert engine.ask(question).short != "是"


def test_a_true_claim_is_shown_with_what_its_sentence_lacks(engine: Engine) -> None:
    answer = engine.ask("云溪大学跟石浦高新区签了科创合作协议，还要聘请清河大学的专家吗？")
    assert not answer.answered or "清河大学" in answer.text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("石浦大厦项目和青陵数据枢纽中心一期，投资规模哪个大？", "国家(青陵)数据枢纽中心一期"),
        ("青陵市一季度的实际外资和合同外资，谁涨得更猛？", "实际使用外资"),
        ("科技型企业、高新企业、省级以上平台这三样，哪一样在北汀汽配厂集中度最高？", "省级以上创新平台"),
        ("青斑蛙是公的大还是母的大？", "雌性"),
    ],
)
def test_a_comparison_names_what_the_source_names(engine: Engine, question: str, named: str) -> None:
    short = engine.ask(question).short
    assert named in short.replace("（", "(").replace("）", ")")
    assert not any(word in short for word in ("那个", "这个", "两个"))


def test_no_figure_of_an_article_without_the_thing_is_compared(engine: Engine) -> None:
    answer = engine.ask("做肥皂的那个项目和石浦大厦，哪个投资更高？")
    assert not answer.answered or "肥皂" not in answer.short


def test_frames_and_spoken_bounds() -> None:
    assert bare("我们版面想跟进：青陵市开工了吗？") == "青陵市开工了吗？"
    assert plain("青陵的投资连8亿都不到") == "青陵的投资不到8亿"
    assert plain("会员过百家") == "会员超过一百家"
    assert rephrased("青陵两个项目哪个花钱更多,肥皂厂还是药园?") == "青陵肥皂厂和药园,哪个花钱更多"
    assert rephrased("青陵招商会上数字类项目和农旅类项目,哪类投资更大").startswith("数字类项目和")


ZONE = (
    "近日，临江开发区5个项目集中开工，总投资86.5亿元。其中，20亿元以上的项目共有2个，分别为总投资30亿元的海岳风电装备项目和总投资22亿元的澄湖数据中心项目。"
    "另有总投资8亿元的青禾食品项目。\n"
    "临江市水务局上线管网监测平台，每12小时上报一次水压，专人每天巡查。\n"
    "梅岭茶业去年实现营业收入超过18亿元，同比增长46.3%，出口额2.1亿元，同比增长12%。公司对本地茶农给予价格倾斜。\n"
    "温州高新区去年研发投入强度达到3.4%，历史性超越全国水平。园区内龙湾片区今年新增企业36家。"
)


@pytest.fixture(scope="module")
def zone() -> Engine:
    return Engine.from_articles([Article.from_text("a", ZONE, title="临江五个项目开工", date="2023-06")])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("管网监测平台的水压一周才上报一次，是真的吗？", "否"),
        ("管网监测平台半天就上报一次水压吗？", "是"),
        ("梅岭茶业去年营业收入有没有突破30亿元？", "否"),  # 超过18亿元 is nowhere near it
        ("梅岭茶业去年营业收入有没有突破15亿元？", "是"),
        ("梅岭茶业去年营业收入有没有突破20亿元？", ""),  # nor is it told that it is not
        ("梅岭茶业去年营业收入同比翻了一番以上,增幅超过100%,对吗?", "否"),
        ("海岳风电装备项目是临江开发区这次开工的二十亿级项目之一吗？", "是"),
        ("青禾食品项目是二十亿级项目吗？", "否"),
        ("青禾食品是临江这几个项目里投资最大的那个吗?", "否"),
        ("Has Wenzhou High-tech Zone's R&D intensity overtaken the national level?", "是"),
        ("合肥高新区去年研发投入强度超过3%了吗？", ""),
    ],
)
def test_claims_of_scale_time_and_growth(zone: Engine, question: str, verdict: str) -> None:
    assert zone.ask(question).short == verdict

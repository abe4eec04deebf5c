"""Where something is, stands or happens; who does it: places, sites and bodies by what stands around them."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.ground.judgement.mismatch import not_of_kind
from rag.ground.sentences.places import happens_at, is_asked_of, place_spans
from rag.ground.sentences.sentence import Sentence
from rag.settings import Settings
from rag.text.fold import fold
from rag.text.names import find_names
from rag.understand.question import understand

ZONE = (
    "在明川市近日举行的2023年第三季度重点项目集中开工仪式上，明川高新区共有5个重点项目集中开工，总投资58亿元。"
    "其中包括总投资30亿元的远舟机器人装备科技园项目、总投资12亿元的工业软件基地基础设施群暨晨光西部总部项目及总投资6亿元的云谷产业园三期项目。"
    "\n在开工仪式现场——云谷产业园三期项目建设场地，明川高新投集团董事长苏启文表示，将全力推进建设。"
    "\n在项目建设的同时，明川高新区发展控股有限公司开展同步招商工作，将采用出租、定制等方式与企业合作。"
    "首台基于5G、以氢燃料电池为动力的巡检车在明诞生，一批成果带动明川市产业提质。"
)
LAKE = (
    "9月2日，来自东陵科学院的科考队员在白水湾采集到短尾鲤样本。队长秦放说，目前最大的难点是水下定位，需要反复论证。"
    "\n中建九局国家（东陵）湖泊中心项目责任工程师罗长河说，湖泊中心位于白水湾科技城北部科教区内，总投资3亿元，计划明年10月投用。"
    "会上，东陵国贸集团与Blue Lake Trading Ltd签订水产品协议；南陵国贸集团与金川集团签订仓储协议。"
    "东陵要继续发扬‘守正、求实、开放、争先’的湖区精神。"
)


@cache
def engine() -> Engine:
    titles = {"近六十亿元投资落地明川高新区": ZONE, "白水湾首次采到短尾鲤": LAKE}
    return Engine.from_articles(
        [Article.from_text(f"a{n}", text, title=title, date="2023-09-10") for n, (title, text) in enumerate(titles.items())], Settings()
    )


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("明川高新区的开工仪式现场设在哪儿？", "云谷产业园三期项目建设场地"),
        ("明川的开工仪式在哪个项目的工地上办的？", "云谷产业园三期项目建设场地"),
        ("晨光把西部总部放在了哪个高新区？", "明川高新区"),
        ("晨光的西部总部选在哪里开建？", "明川高新区"),
        ("明川边建边招商，招商由谁在做？", "明川高新区发展控股有限公司"),
        ("短尾鲤样本是在哪儿采到的？", "白水湾"),
        ("东陵的湖泊中心坐落在哪片科技城？", "白水湾科技城"),
        ("东陵国贸集团跟哪家公司签了水产品协议？", "Blue Lake Trading Ltd"),
        ("湖泊中心的施工单位是哪家？", "中建九局"),
        ("湖区精神是哪八个字？", "守正、求实、开放、争先"),
    ],
)
def test_the_brief_answer(question: str, short: str) -> None:
    answer = engine().ask(question)
    assert answer.answered
    assert answer.short == short
    assert all(engine().article(c.article_id).text[c.start : c.end] == c.quote for c in answer.citations)


def test_a_city_given_with_one_character_is_written_out_and_both_sentences_are_cited() -> None:
    answer = engine().ask("5G加氢燃料的巡检车出自哪座城市？")
    assert answer.short == "明川市"
    assert any("在明诞生" in citation.quote for citation in answer.citations)
    assert any("明川市" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["秦放是哪里人？", "白水湾科技城属于哪个街道？", "湖泊中心设在哪条路上？", "湖泊中心的监理单位是哪家？", "晨光西部总部由谁施工？"]
)
def test_what_no_place_and_no_doer_is_told_of_is_refused(question: str) -> None:
    assert not engine().ask(question).answered


def _spans(question: str, text: str) -> list[str]:
    return [text[start:end] for start, end in place_spans(understand(question), text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在云谷产业园三期项目建设场地，董事长表示", ["云谷产业园三期项目建设场地"]),
        ("总投资6亿元的云谷产业园三期项目", []),
        ("位于云谷产业园项目一侧", ["云谷产业园"]),
        ("科考队员在白水湾采集到样本", ["白水湾"]),
        ("大会31日在上海青溪举办，这是首次", ["上海青溪"]),
        ("主会场设在远舟科技项目地块上。", ["远舟科技项目地块"]),
        ("在会上发布了成果，在此期间启动建设", []),
        ("并落户临江，注册资本5亿元", ["临江"]),
        ("这也是全国首个跨省域高新区。", []),
    ],
)
def test_what_can_be_a_place(text: str, places: list[str]) -> None:
    assert _spans("在哪里？", text) == places


def test_the_asked_sort_of_place_is_found_inside_a_longer_name() -> None:
    assert "白水湾科技城" in _spans("坐落在哪片科技城？", "位于白水湾科技城北部科教区内，")


@pytest.mark.parametrize(
    ("question", "name", "behind", "of"),
    [
        ("东陵的区域创新中心坐落在哪儿？", "国家（东陵）区域创新中心", "", True),
        ("远舟达的氢气从哪家企业来？", "湖北远舟达环保科技有限公司", "", True),
        ("远舟达的氢气从哪家企业来？", "晨光化学有限公司", "", False),
        ("示范区高新区在哪个区揭牌？", "跨省域高新技术产业开发区", "（以下简称“示范区高新区”）揭牌", True),
        ("设在哪个高新区？", "明川高新区", "", False),
    ],
)
def test_the_name_of_what_is_asked_of_is_no_answer(question: str, name: str, behind: str, of: bool) -> None:
    assert is_asked_of(understand(question), name, behind) is of


def test_what_happens_there_is_what_is_asked() -> None:
    text = "科考队员在白水湾采集到样本"
    article = Article.from_text("a", text)
    sentence = Sentence(article, 1, 0, len(text), 0, fold(text))
    assert happens_at(understand("样本是在哪儿采到的？"), sentence, 5, 8)
    assert not happens_at(understand("短尾鲤在哪里展出？"), sentence, 5, 8)


@pytest.mark.parametrize(
    ("question", "text", "behind", "lacks"),
    [
        ("他是哪里人？", "浙江青溪", "人,1982年", ()),
        ("他是哪里人？", "明川高新区", "的感受", ("籍贯",)),
        ("设在哪条路上？", "云台路", "", ()),
        ("属于哪个街道？", "科教区", "", ("街道",)),
        ("从哪个国家寄来的？", "法国", "", ()),
        ("来自哪个省？", "明川市", "", ("省",)),
        ("设在哪个区？", "静海", "", ()),
    ],
)
def test_a_sort_of_place_calls_itself_so(question: str, text: str, behind: str, lacks: tuple[str, ...]) -> None:
    assert not_of_kind(understand(question), text, "", behind) == lacks


def test_a_numbered_bureau_and_a_firm_in_latin_letters_are_names() -> None:
    names = [name.text for name in find_names("中建九局国家（东陵）湖泊中心项目工程师说，与Blue Lake Trading Ltd签订协议")]
    assert names[0] == "中建九局"
    assert "Blue Lake Trading Ltd" in names


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("仪式在哪个项目的工地上办的？", "place"),
        ("落在临江哪个片区？", "place"),
        ("出台了哪两份《…意见》《…方案》？", "list"),
        ("落户的医疗企业有谁？", "list"),
        ("这几年引进了几家企业？", "count"),
        ("东陵比2019年提高了几位？", "rank"),
        ("能排进全国前几？", "rank"),
        ("一号楼啥时候完工是谁说的？", "person"),
        ("谁解释了选址的原因？", "person"),
        ("卡在哪道最难的工序上？", "what"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert understand(question).kind == kind


def test_who_was_told_is_no_condition() -> None:
    assert understand("是谁对记者说外资“量质齐升”的？").terms == ("说外资", "量质齐升")
    assert understand("5G加氢燃料的巡检车").terms[-2:] == ("氢燃料", "巡检车")


@pytest.mark.parametrize(
    ("turn", "question", "searched"),
    [
        (("明川高新区引进了多少个人才团队？", "24个"), "那院士工作站呢？", "明川高新区有多少院士工作站?"),
        (("明川高新区远舟机器人项目总投资多少？", "30亿元"), "那晨光的那个呢？", "明川高新区晨光项目总投资多少?"),
        (("明川高新区集中开工的5个项目总投资多少？", "58亿元"), "其中晨光那个项目要投多少？", "明川高新区晨光那个项目要投多少？"),
        (("远舟电源充电桩项目一期厂房进展怎样？", "主体完工"), "厂房什么时候能投入使用？", "远舟电源充电桩项目厂房什么时候能投入使用？"),
    ],
)
def test_what_a_follow_up_means(turn: tuple[str, str], question: str, searched: str) -> None:
    text = f"明川高新区组建院士工作站36个。{ZONE}远舟电源充电桩项目一期厂房已完工，二期厂房施工，预计明年5月厂房可投入使用。"
    own = Engine.from_articles([Article.from_text("a", text, title="明川", date="2023-09-10")], Settings())
    assert own.ask(question, [turn]).searched.replace("？", "?") == searched.replace("？", "?")


BODIES = (
    "据海川“星河”网站9日报道，远山证券分析师认为，北原航运股仍被低估，越洋集团首席经济学家则看空运价。\n"
    "8月3日，在市林草局湿地处的指导下，兰汀市水务局牵头组织沿河三区完成首次河道联查。\n"
    "瑞泽公司的债券由其全资子公司Blue Harbor Limited作为发行人，金额2亿元。云杉基金举办以“守望”为主题的投资者日。\n"
    "入选名单的古镇有东陵的白沙镇、石桥镇和梅岭镇，海川的柳河镇，北原的青石镇。\n"
    "老周在锦城务工经商多年，毅然回到清溪村种桃。"
)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("哪家券商的分析师觉得北原航运股被低估？", "远山证券"),
        ("哪家机构的首席经济学家看空运价？", "越洋集团"),
        ("报道援引的是海川哪家网站？", "星河"),
        ("河道联查由哪个部门牵头？", "兰汀市水务局"),
        ("瑞泽公司的债券由哪家公司发行？", "Blue Harbor Limited"),
        ("以“守望”为主题的投资者日是哪家基金公司办的？", "云杉基金"),
        ("入选名单的古镇里，海川是哪个镇？", "柳河镇"),
        ("入选名单的古镇中北原有哪个？", "青石镇"),
        ("老周务工经商是在哪座城市？", "锦城"),
    ],
)
def test_bodies_and_places_by_what_stands_around_them(question: str, short: str) -> None:
    told = Engine.from_articles([Article.from_text("b", BODIES, title="兰汀市要闻", date="2023-08-12")], Settings())
    assert told.ask(question).short == short


def test_a_country_with_what_is_done_there_is_a_country() -> None:
    asked = understand("那封贺信是从哪个国家寄来的？")
    assert not_of_kind(asked, "法国寄来") == ()
    assert not_of_kind(asked, "柳泉镇寄来") == ("国家",)

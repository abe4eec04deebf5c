"""Claims that say the opposite of a source in other words, and true ones that sound alike. Invented names."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.claims.acted import counts_otherwise
from rag.ground.claims.contrary_english import denied_in_english
from rag.text.english_figures import figures_in_chinese
from rag.text.english_idioms import idioms_in_chinese

FISH = (
    "青陵大学的科考队在石浦河采集到青斑鳅。其中，青斑鳅体前躯呈圆筒形，对水温变化的适应力较强，是分布最广的鱼类之一。\n"
    "林岳岚，北汀省兰汀市人，2001年进入青陵大学任教，长期研究青斑鳅。\n"
    "明珂集团创始人是法国人，法国生物明珂公司在青陵市建设生产基地。"
)
PLANT = (
    "上世纪60年代，兰汀市第一家船厂开工建设，拉开了当地船舶产业发展序幕。\n"
    "澜光公司年产12万吨铝材项目一期在兰汀市投产。该项目总投资60亿元，分两期（6万吨/期）实施，计划2027年全部建成。\n"
    "总投资118亿元的云溪电池项目的落户，实现兰汀市百亿元重特大项目历史性突破。\n"
    "总部在东陵省兰汀市的澜光公司是龙头企业，在全省率先推出订单贷。\n"
    "澜光公司管理部主管周启明说，电梯招标工作已经完成，3号楼整体竣工日期大概是明年9月底。\n"
    "项目将建设春卷、熏鱼等生产线。外立面的装修施工正在进行。"
)
REPORT = (
    "石浦医药公司公布上半年财务报表，亏幅继续收窄。上半年，石浦医药公司净亏损5亿元，较去年同期的6亿元收窄。\n"
    "6月3日早盘，石浦医药公司低开，后缓慢爬升。\n"
    "石浦医药公司上半年鲜奶产品生产量19万吨，销售量11万吨，分别同比增长92%、63%。\n"
    "这是近三年来石浦市首个赴海外的政府组团，公司于2018年在石浦市注册成立。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    told = (("a", FISH, "科考队记录青斑鳅", "2023-05-08"), ("b", PLANT, "澜光公司项目在兰汀市投产", "2023-08-06"), ("c", REPORT, "石浦医药公司半年报", "2023-08-20"))
    return Engine.from_articles([Article.from_text(name, text, title=title, date=date) for name, text, title, date in told])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("青斑鳅是不是很怕水温变化？", "否"),
        ("青斑鳅能适应水温变化吧？", "是"),
        ("林岳岚是北汀省云溪市人吧？", "否"),
        ("明珂集团是德国公司吧？", "否"),
        ("兰汀市的船舶产业是上世纪90年代才起步的吗？", "否"),
        ("兰汀市的船舶产业是上世纪60年代起步的吧？", "是"),
        ("兰汀市的船舶产业是2000年以后才有的吗？", "否"),
        ("澜光公司兰汀项目一期的产能就有12万吨了吧？", "否"),
        ("澜光公司的铝材项目是一次性建成的吧？", "否"),
        ("兰汀市第一个百亿级重特大项目是澜光公司的铝材项目吧？", "否"),
        ("澜光公司的总部设在云溪市吧？", "否"),
        ("订单贷澜光公司是全省最晚推出的吗？", "否"),
        ("周启明是兰汀市管委会的干部吧？", "否"),
        ("外立面的装修已经在做了吗？", "是"),
        ("3号楼已经竣工了吗？", "否"),
        ("石浦医药公司上半年扭亏为盈了吗？", "否"),
        ("石浦医药公司上半年鲜奶产品产量涨了九成多吗？", "是"),
        ("财报出来的第二天早上，石浦医药公司是高开的吗？", "否"),
    ],
)
def test_the_opposite_in_other_words(engine: Engine, question: str, verdict: str) -> None:
    assert engine.ask(question).short == verdict


def test_a_claim_that_nothing_decides_is_refused(engine: Engine) -> None:
    assert not engine.ask("云溪电池项目只有一期吧？").answered


def test_words_of_an_english_claim_that_a_sentence_excludes() -> None:
    assert denied_in_english("Are there many precedents?", "施工先例很少")
    assert denied_in_english("Did sales fall?", "销售额同比增长")
    assert not denied_in_english("Did sales rise?", "销售额同比增长")


def test_amounts_with_hyphens_and_numbered_things_are_read() -> None:
    assert "200亿元" in figures_in_chinese("Was it a 20-billion-yuan project?")
    assert "3000万美元" in figures_in_chinese("a 30-million-dollar deal")
    assert "2号楼" in idioms_in_chinese("Is tower 2 finished?", "1号楼和2号楼")
    assert "三期" in idioms_in_chinese("Is phase III finished?", "项目三期")
    assert "二期" in idioms_in_chinese("Has the second phase begun?", "项目二期")


def test_many_is_not_few() -> None:
    assert counts_otherwise("穹顶施工的先例很多", "行业内施工先例很少")
    assert counts_otherwise("这种施工很罕见", "业内有大量施工先例")
    assert not counts_otherwise("穹顶施工的先例很少", "行业内施工先例很少")

"""Lists whose items the source counts, quotes or sets beside another; classes in quotation marks; grounds asked for in speech."""

from __future__ import annotations

import pytest

import rag
from rag.ground.sentences.enumerating import counted
from rag.ground.sentences.sentence import sentences_in
from rag.types import Article
from rag.understand.question import understand

_FISHERY = (
    "青禾镇的渔业节昨日开幕。镇农技站、供销社等3家单位以及东坞村、南坞村、西坞村3个结对村参展。\n"
    "节会打出技术下乡、资金进塘、销路进城“连环招”,帮扶养殖户。\n"
    "镇里引进首席养殖官,推行“塘长制”。\n"
    "渔场重点发展鲈鱼、鳜鱼、黄颡鱼三大主养品种和稻虾、藕虾两大套养模式,形成“3+2”产业格局。\n"
    "镇里先后推出鱼苗贷和助渔券,设立渔业基金、水产基金等。\n"
    "专家建议将草塘、月塘、莲塘合并为青禾湿地,而北塘和南塘则单独管理。\n"
    "为何选中青禾镇?镇长陈志宏说,这里水质好,冬天不结冰。\n"
    "如果遇到特殊天气,渔场将投入备用增氧机,保证鱼苗按时下塘。"
)


@pytest.fixture(scope="module")
def fishery() -> rag.Engine:
    spans, at = [], 0
    for line in _FISHERY.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return rag.Engine.from_articles([Article("a", "青禾镇办渔业节", _FISHERY, tuple(spans), "2023-05-10")])


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("来渔业节参展的结对村有哪几个?", ("东坞村", "南坞村", "西坞村")),
        ("青禾镇帮扶养殖户的“连环招”包括哪三招?", ("技术下乡", "资金进塘", "销路进城")),
        ("渔场的“3+2”产业都是哪些?", ("鲈鱼", "鳜鱼", "黄颡鱼", "稻虾", "藕虾")),
        ("专家建议把哪几口塘合并看作“青禾湿地”?", ("草塘", "月塘", "莲塘")),
        ("青禾镇除了鱼苗贷还推出了什么券?", ("助渔券",)),
    ],
)
def test_the_items_are_those_that_the_source_counts_or_calls_so(fishery: rag.Engine, question: str, items: tuple[str, ...]) -> None:
    assert fishery.ask(question).short == "、".join(items)


def test_the_class_in_quotation_marks_ends_the_name(fishery: rag.Engine) -> None:
    assert fishery.ask("青禾镇引进了一个什么“官”?").short == "首席养殖官"


def test_a_source_that_asks_the_question_itself_answers_it(fishery: rag.Engine) -> None:
    assert "水质好" in fishery.ask("渔业节凭什么会选中青禾镇?").text


def test_the_case_that_a_question_supposes_is_told_by_a_condition(fishery: rag.Engine) -> None:
    assert "备用增氧机" in fishery.ask("万一碰上坏天气,渔场打算怎么办?").text


def test_a_counted_run_is_cut_to_as_many_as_the_source_says() -> None:
    text = "农技站、供销社等2家单位以及东坞村、南坞村、西坞村3个结对村参展。"
    article = Article("a", "", text, ((0, len(text)),))
    runs = [[item.text for item in run] for sentence in sentences_in(article) for run in counted(sentence)]
    assert runs == [["农技站", "供销社"], ["东坞村", "南坞村", "西坞村"]]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("渔场新设一个办事处,图的是什么?", "why"),
        ("养殖户凭哪一点夸渔场让人省心?", "why"),
        ("渔场凭什么会选在这里?", "why"),
        ("渔场靠什么留住年轻人?", "how"),
        ("渔场的发展蓝图是什么?", "what"),
        ("鳜鱼是一种什么样的鱼?", "definition"),
        ("“连环招”包括哪三招?", "list"),
        ("入选的村子能得到哪些好处?简单说说", "list"),
    ],
)
def test_kinds_of_speech(question: str, kind: str) -> None:
    assert understand(question).kind == kind


_WETLAND = (
    "本次调查记录到国家重点保护鸟类9种，有国家一级保护鸟类3种，包括：白鹤、黑鹳和遗鸥；国家二级保护鸟类6种。\n"
    "发债事宜由公司董事长、首席执行官和首席财务官共同或分别决策，担保范围包括本金、利息及其他费用。\n"
    "甲军的3枚海燕导弹以及2枚飞鱼导弹均突破了拦截。发言人说，只有北原的长弓防空系统和海川的坚盾防空系统有能力击落海燕导弹。"
)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("调查看到的国家一级保护鸟类都有哪些?", ("白鹤", "黑鹳", "遗鸥")),
        ("发债事宜由公司哪些高管共同决策?", ("董事长", "首席执行官", "首席财务官")),
        ("哪些防空系统才打得下海燕导弹?", ("北原的长弓防空系统", "海川的坚盾防空系统")),
    ],
)
def test_of_several_runs_the_one_that_is_called_so(question: str, items: tuple[str, ...]) -> None:
    told = rag.Engine.from_articles([Article.from_text("w", _WETLAND, title="要闻", date="2023-05-10")])
    assert told.ask(question).short == "、".join(items)

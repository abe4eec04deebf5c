"""Which of the places that the articles tell of has the most; a part, a total of years and another's patents are no answer. All texts are invented."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.followup.rewrite import rewrite
from rag.ground.arithmetic.across import read_across
from rag.ground.arithmetic.described import of_first

TOLD = (
    ("a", "青屿高新区集中开工", "青屿高新区6个重点项目集中开工,总投资96亿元,年度计划投资13亿元。"),
    ("b", "鹤汀高新区签约忙", "今年一季度,鹤汀高新区共有120个项目签约和开工,总投资达540亿元。其中,产业类签约项目51个,总投资310亿元。"),
    ("c", "岭东高新区再添项目", "岭东高新区的速冻食品工厂和药物产业园两个项目动工,计划总投资8亿元。速冻食品工厂总投资1亿元。"),
    ("d", "云桥自创区五年成绩", "经过5年建设,云桥自创区带动全市研发投入总量达98亿元。课题突破关键技术67项,申请专利209件,制定标准37项。"),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text(name, text, title=title, date="2021-05") for name, title, text in TOLD])


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("哪个高新区总投资最多？", "鹤汀高新区"),
        ("这几个高新区里哪个的总投资最少？", "岭东高新区"),
        ("哪些高新区的总投资超过90亿元？", "青屿高新区、鹤汀高新区"),
        ("有几个高新区的投资不到100亿？", "2个（青屿高新区、岭东高新区）"),
    ],
)
def test_places_of_several_articles_are_weighed(engine: Engine, question: str, short: str) -> None:
    answer = engine.ask(question)
    assert sorted(answer.short.replace("、", " ").split()) == sorted(short.replace("、", " ").split()) or answer.short == short, answer.text
    assert len({citation.article_id for citation in answer.citations}) == 3


@pytest.mark.parametrize("question", ["哪个项目总投资最多", "哪个高新区排名最高", "青屿高新区总投资最多的是哪个项目", "哪些高新区集中开工"])
def test_what_is_over_no_places_is_no_such_question(question: str) -> None:
    assert read_across(question) is None


@pytest.mark.parametrize(
    ("question", "answered"),
    [("云桥自创区去年研发投入多少？", False), ("云桥自创区2020年的研发投入是多少？", False), ("云桥自创区五年来研发投入多少？", True), ("云桥自创区研发投入总量多少？", True)],
)
def test_what_several_years_came_to_is_no_figure_of_one(engine: Engine, question: str, answered: bool) -> None:
    assert engine.ask(question).answered is answered


def test_patents_and_standards_are_of_one_owner(engine: Engine) -> None:
    assert engine.ask("云桥的专利比标准多多少项？").short == "172项"
    assert of_first("扬州的专利", "标准") == ("扬州的专利", "")
    assert of_first("扬州的专利", "无锡市") == ("扬州", "专利")


@pytest.mark.parametrize(("question", "verdict"), [("全省有9个项目入选吗？", "否"), ("全省有40个项目入选吗？", "是"), ("云州市有9个项目入选吗？", "是")])
def test_a_claim_on_the_whole_is_not_told_by_a_part(question: str, verdict: str) -> None:
    told = "江陵省第三批科技专项公布，云州市9个项目入选，占全省入选总数的22.5%。"
    assert Engine.from_articles([Article.from_text("a", told, date="2023-06")]).ask(question).short == verdict


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("鹤汀高新区一季度科技项目有多少个？", "30个"),
        ("鹤汀高新区一季度落地了多少科技项目？", "30个"),
        ("鹤汀高新区一季度共有多少个项目？", "120个"),
        ("鹤汀医药园临床前的品种有多少个？", "百余"),
        ("鹤汀医药园临床研究有多少个？", "近20个"),
        ("鹤汀突破了多少项技术？", "67项"),
    ],
)
def test_the_count_is_of_what_is_asked(question: str, short: str) -> None:
    told = (
        "今年一季度,鹤汀高新区共有120个重大项目进行签约和开工,总投资达540亿元。其中,产业类签约项目51个,总投资310亿元;30个重点科技项目签约落地,总投资90亿元。\n"
        "鹤汀医药园开展临床前研究阶段的药物研发品种百余,各类药物临床研究近20个。\n鹤汀课题突破67项关键技术,制定标准37项;第二批专项中,鹤汀市7个项目立项。"
    )
    assert Engine.from_articles([Article.from_text("a", told, title="鹤汀高新区", date="2021-05")]).ask(question).short == short


def test_what_a_first_clause_counts_is_what_the_second_asks_of(engine: Engine) -> None:
    answer = engine.ask("鹤汀高新区一季度签了多少产业类项目，投资额是多少？")
    assert answer.short == "51个；310亿元"


def test_who_signed_an_article_is_said_without_a_citation() -> None:
    signed = Article.from_text("s", "青屿高新区6个重点项目集中开工,总投资96亿元。管委会主任李远山表示满意。", title="百亿投资落地青屿", date="2021-05", author="周小满")
    answer = Engine.from_articles([signed]).ask("《百亿投资落地青屿》是谁写的？")
    assert not answer.answered
    assert "周小满" in answer.reason
    assert "李远山" not in answer.text


def test_whoever_holds_a_post_has_a_name() -> None:
    told = "云桥自创区引进首席信息官,快速推进政务服务。云桥自创区管委会主任李远山表示满意。"
    engine = Engine.from_articles([Article.from_text("a", told, title="云桥自创区", date="2021-05")])
    assert not engine.ask("云桥自创区的首席信息官是谁？").answered
    assert engine.ask("云桥自创区管委会主任是谁？").short == "李远山"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("青屿港去年一季度的出口额是多少？", "40亿元"),
        ("青屿港出口额去年同期是多少？", "40亿元"),
        ("青屿港去年全年出口了多少？", ""),
        ("青屿港去年一季度签约了多少个项目？", ""),
        ("青屿港的面粉厂建在哪儿？", "白石工业园"),
        ("青屿港的面粉厂要招多少人？", ""),
    ],
)
def test_periods_places_and_people_as_one_asks_aloud(question: str, short: str) -> None:
    told = (
        "今年一季度,青屿港出口额60亿元,同比增长50%。青屿港签约两个项目。\n"
        "青屿港集中开工,其中亿元以上的项目共有3个,分别为总投资20亿元的远航机器人项目、总投资9亿元的晨光电池项目及总投资2亿元的面粉厂项目。面粉厂位于白石工业园。"
    )
    answer = Engine.from_articles([Article.from_text("a", told, title="青屿港", date="2021-05")]).ask(question)
    assert answer.short == short or (short and short in answer.short)


@pytest.mark.parametrize(
    ("question", "complete"),
    [("两个加一块儿呢？", "青屿厂投资和鹤汀厂投资一共多少？"), ("那前一个比后一个多多少？", "青屿厂投资比鹤汀厂投资多多少？")],
)
def test_first_and_second_of_two_questions(question: str, complete: str) -> None:
    earlier = [("青屿厂投资多少？", "6亿元"), ("鹤汀厂投资多少？", "2亿元")]
    assert rewrite(question, earlier, lambda text: True, lambda text: False, lambda a, b: True) == complete

"""Times of day: found as printed, asked for by 几点, given with their day where the question names none."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.settings import Settings
from rag.text.clock import asks_clock, find_clocks
from rag.text.fold import fold_text

TEXT = """昨天上午9点30分,柳泉镇豆花节在文化广场开幕,活动持续到晚上8点。
镇气象站6月3日14时20分发布大风蓝色预警。往返班车每天6:30—21:00运行,一天共跑12班。
守井人老秦今年76岁,1968年3月入伍,这天带来两罐豆酱和三箱杏子。柳泉豆花在邻县市场的份额约为9%。缆车设计时速25公里。"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a", TEXT, title="柳泉镇办豆花节", date="2022-06-05")], Settings())


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("8月7日上午9点,会议在…", ["上午9点"]),
        ("7月28日12时34分继续发布", ["12时34分"]),
        ("营业时间为14:00—17:00", ["14:00-17:00"]),
        ("晚上8点半至10点", ["晚上8点半至10点"]),
        ("下午三点左右", ["下午三点左右"]),
        ("凌晨2:30", ["凌晨2:30"]),
        ("比分3:1,画面16:9", []),
        ("提出十点建议、3点要求", []),
        ("5时代", []),
    ],
)
def test_times_of_day_are_found_whole(text: str, clocks: list[str]) -> None:
    folded = fold_text(text)
    assert [folded[start:end] for start, end in find_clocks(folded)] == clocks


def test_what_asks_for_a_time_of_day() -> None:
    assert asks_clock("豆花节几点开幕?")
    assert asks_clock("班车几点到几点开?")
    assert not asks_clock("专家提了几点建议?")
    assert not asks_clock("豆花节哪天开幕?")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("豆花节几点开幕？", "昨天（2022年6月4日）上午9点30分"),
        ("豆花节办到晚上几点？", "晚上8点"),
        ("大风蓝色预警是几点发的？", "6月3日（2022年6月3日）14时20分"),
        ("班车几点到几点开？", "6:30—21:00"),
        ("班车一天跑几趟？", "12班"),
        ("老秦高寿？", "76岁"),
        ("老秦多大年纪？", "76岁"),
        ("老秦带来几罐豆酱？", "两罐"),
        ("柳泉豆花在邻县占了多大市场份额？", "约为9%"),
        ("缆车设计跑多快？", "25公里"),
        ("老秦什么时候入伍？", "1968年3月"),
    ],
)
def test_figures_that_readers_ask_for_in_their_own_measures(engine: Engine, question: str, short: str) -> None:
    assert engine.ask(question).short == short


def test_a_day_is_no_time_of_day(engine: Engine) -> None:
    assert "1968" not in engine.ask("老秦的入伍仪式几点举行？").short


WHO = """柳泉镇双随机联席会议每年召开,至今已开8次。镇长热线每季度通报一次办理情况。
小画家义卖所得善款全部捐给柳泉慈善基金会。柳泉豆浆机请来歌手美依子担任体验官,产品总监李岚到场。"""


@pytest.fixture(scope="module")
def town() -> Engine:
    return Engine.from_articles([Article.from_text("a", WHO, title="柳泉要闻", date="2022-06-05")], Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("双随机联席会议多久开一次？", "每年"),
        ("热线办理情况多久通报一次？", "每季度"),
        ("善款交给谁了？", "柳泉慈善基金会"),
        ("柳泉豆浆机请了谁当体验官？", "美依子"),
        ("联席会议由谁主持？", ""),
    ],
)
def test_how_often_and_whoever_it_is(town: Engine, question: str, short: str) -> None:
    assert town.ask(question).short == short

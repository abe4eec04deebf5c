"""What a question names and an article has nothing of, and what a found figure, date or name is of instead."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.ground.judgement.figured import (
    no_count,
    no_first,
    no_part,
    no_price,
    no_result,
    not_down,
    of_a_day,
    of_a_place,
    of_mentioned,
    of_sibling,
    other_day,
    other_time_of,
)
from rag.ground.judgement.posts import Post, is_held
from rag.ground.judgement.strange import other_house, strange_event, strange_owner, strange_title
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.subjects import other_city, strange_place, without_province
from rag.ground.sentences.wanted import lacks_figure
from rag.ground.spans.unnamed import out_of
from rag.text.fold import fold
from rag.types import Article
from rag.understand.question import understand


def _sentence(text: str, date: str = "") -> Sentence:
    return Sentence(Article.from_text("a", text, date=date), 1, 0, len(text), 0, fold(text))


def _span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


@pytest.mark.parametrize(
    ("question", "article", "names"),
    [
        ("长篇小说《我是摆渡人》的作者是谁?", "电影《我是医生》里有他。", ("我是摆渡人",)),
        ("长篇小说《我是摆渡人》的作者是谁?", "《我是摆渡人》由陆明哲所写。", ()),
        ("电影《岚泽风云2:归来》的导演是谁?", "《岚泽风云2》的导演是陆明哲。", ()),
    ],
)
def test_a_work_has_to_be_named_by_the_article(question: str, article: str, names: tuple[str, ...]) -> None:
    assert strange_title(understand(question), article) == names


@pytest.mark.parametrize(
    ("question", "article", "names"),
    [
        ("嵊岢热能拟募集多少资金?", "和源制药原拟募资17亿元。", ("嵊岢热能",)),
        ("嵊岢热能拟募集多少资金?", "嵊岢热能原拟募资17亿元。", ()),
        ("到2023年底,嵊岢公司交付多少架飞机?", "和源交付266架。", ("嵊岢",)),
        ("和源区的嵊岢项目总投资多少?", "和源区的94个项目总投资220亿元。", ("嵊岢",)),
        ("今年计划投资多少?", "和源投资17亿元。", ()),
    ],
)
def test_whoever_plans_has_to_be_named_by_the_article(question: str, article: str, names: tuple[str, ...]) -> None:
    assert strange_owner(understand(question), article, lambda name: False) == names


def test_an_event_is_told_by_every_telling_word_of_its_name() -> None:
    question = understand("青岢陶瓷产业发展大会在哪召开?")
    assert strange_event(question, "和源养老服务论坛在青原召开。", lambda name: ("陶瓷",)) == ("青岢陶瓷产业发展大会",)
    assert strange_event(question, "青岢陶瓷大会在青原召开。", lambda name: ()) == ()
    assert strange_event(question, "陶瓷产业发展大会在青原召开。", lambda name: ("青岢",)) == ()


def test_the_second_hospital_is_not_the_first() -> None:
    question = understand("和大二附院的书记是谁?")
    assert other_house(question, "和大一附院书记陆明哲出席。") == ("二附院",)
    assert other_house(question, "和大一附院、二附院都到了。") == ()
    assert other_house(question, "书记陆明哲出席。") == ()


@pytest.mark.parametrize(
    ("question", "text", "part", "wrong"),
    [
        ("这款耳机的售价是多少?", "续航24个小时", "24个小时", True),
        ("这款耳机的售价是多少?", "卖1999元", "1999元", False),
        ("续航有多少小时?", "续航24个小时", "24个小时", False),
    ],
)
def test_a_price_is_money(question: str, text: str, part: str, wrong: bool) -> None:
    assert bool(no_price(understand(question), text[slice(*_span(text, part))])) is wrong


def test_the_course_is_not_the_result() -> None:
    question = understand("男子50米蛙泳他游出的成绩是多少?")
    assert no_result(question, "100米")
    assert not no_result(question, "26秒53")


def test_what_something_is_counts_nothing() -> None:
    text, count = "这是一项创新的工具。", "和源有一项专利。"
    question = understand("一共推荐了多少个项目?")
    assert no_count(question, _sentence(text), *_span(text, "一项"))
    assert not no_count(understand("和源的专利有多少项?"), _sentence(count.replace("有一项", "只获一项")), *_span(count.replace("有一项", "只获一项"), "一项"))


@pytest.mark.parametrize(
    ("question", "wrong"), [("火炬一共传到多少所高校?", True), ("火炬当天一共传到多少所高校?", False), ("火炬传到几所高校?", False)]
)
def test_one_day_is_not_all(question: str, wrong: bool) -> None:
    text = "当天,火炬手在5所高校完成传递。"
    assert bool(of_a_day(understand(question), _sentence(text), *_span(text, "5所"))) is wrong


def test_one_place_is_not_the_country() -> None:
    question = understand("全国的保安人员有多少人?")
    assert of_a_place(question, _sentence("范围覆盖全市30万名保安人员。"))
    assert not of_a_place(question, _sentence("全国保安人员有600万名,全市30万名。"))
    assert not of_a_place(understand("和源的保安人员有多少人?"), _sentence("范围覆盖全市30万名保安人员。"))


def test_the_second_time_is_not_the_first() -> None:
    text = "该装置第二次点火成功,据悉,去年12月首次实现点火。"
    question = understand("第二次点火是什么时候?")
    assert other_time_of(question, _sentence(text), *_span(text, "去年12月")) == ("第二次",)
    assert not other_time_of(understand("首次点火是什么时候?"), _sentence(text), *_span(text, "去年12月"))


def test_the_first_of_its_kind_is_told_to_be_the_first() -> None:
    question = understand("头一条高铁是哪天通车的?")
    assert no_first(question, "8月8日,和青高铁通车。") == ("头一条",)
    assert not no_first(question, "8月8日,首条高铁和青线通车。")
    assert not no_first(understand("国内首部写摆渡人的小说《渡口》的作者是谁?"), "《渡口》由陆明哲所写。")


@pytest.mark.parametrize(
    ("question", "text", "date", "other"),
    [
        ("8月3日签了多少个项目?", "8月17日签约23个项目。", "", ("3日",)),
        ("8月3日签了多少个项目?", "8月17日签约23个项目。", "2023-08-17", ("3日",)),
        ("8月16日签了多少个项目?", "昨日签约23个项目。", "2023-08-17", ()),
        ("7月签了多少个项目?", "8月签约23个项目。", "", ("7月",)),
        ("8月17日签了多少个项目?", "17日签约23个项目。", "", ()),
        ("8月3日签了多少个项目?", "签约23个项目。", "", ()),
        ("签了多少个项目?", "8月17日签约23个项目。", "", ()),
    ],
)
def test_another_day_is_not_the_day_that_is_asked_about(question: str, text: str, date: str, other: tuple[str, ...]) -> None:
    assert other_day(understand(question), Article.from_text("a", text, date=date)) == other


def test_what_fell_to_a_figure_fell() -> None:
    question = understand("费率降到多少?")
    assert not_down(question, "成交17万亿元。") == ("降到",)
    assert not not_down(question, "费率下调为0.003%。")


def test_who_is_played_is_told_by_a_cast() -> None:
    question = understand("陆明哲在片中扮演的人物叫什么名字?")
    assert no_part(question, "陆明哲主演的电影上映。") == ("扮演",)
    assert not no_part(question, "陆明哲饰船长张澜。")


def test_what_is_done_there_is_no_part_of_a_whole() -> None:
    sentence = _sentence("轮胎内藏匿储存卡16305张。")
    assert not out_of(understand("她在轮胎里塞了多少张储存卡?"), sentence, lambda part, text: False)
    assert not out_of(understand("旅客的箱里翻出多少枚蛋?"), sentence, lambda part, text: False)
    assert not out_of(understand("到6日夜里已经有多少人遇难?"), sentence, lambda part, text: False)
    assert out_of(understand("教师里女教师有多少人?"), _sentence("教师共有120人。"), lambda part, text: False) == ("女教师",)


def test_a_post_is_held_by_whom_it_was_given_to() -> None:
    post = Post("市长", True, "")
    assert is_held(post, "会议决定任命阚湛为和源市副市长。")
    assert not is_held(post, "会议讨论了副市长的分工。")


def test_a_price_from_which_something_sells_and_a_roman_grade_are_figures() -> None:
    assert not lacks_figure(understand("这款车的预售价从多少起?"), "109.8万元")
    assert not lacks_figure(understand("和源启动了几级应急响应?"), "Ⅳ级")


@pytest.mark.parametrize("asked", ["去世", "被捕", "辞职"])
def test_what_happened_to_somebody_has_to_be_told_wherever_it_is_asked(asked: str) -> None:
    text = "和源话剧院2001年由两家剧院合并而成,由陆明哲出任院长。"
    look = Engine.from_articles([Article.from_text("a", text)]).look(f"和源话剧院院长陆明哲在哪座城市{asked}?")
    assert look.gap == (asked,)


@pytest.mark.parametrize(
    ("question", "article", "city"),
    [
        ("合肥的研发投入强度是多少", "温州高新区研发投入强度达到3.4%", "合肥"),
        ("合肥高新区 研发投入强度", "温州高新区研发投入强度达到3.4%", "合肥"),
        ("温州高新区研发投入强度", "温州高新区研发投入强度达到3.4%", ""),
        ("浙江省的高新区研发投入强度", "温州高新区研发投入强度达到3.4%", ""),  # told of one of its cities
        ("江苏省的高新区研发投入强度", "温州高新区研发投入强度达到3.4%", "江苏"),
        ("北京冬奥会的金牌有多少", "冬奥会共产生109枚金牌", ""),  # part of a name
        ("上海今年的房价", "沪上房价均价6万元", ""),
    ],
)
def test_another_city(question: str, article: str, city: str) -> None:
    assert other_city(question, article) == city


def test_places_no_article_has() -> None:
    assert strange_place("中关村今年研发投入强度", "温州高新区研发投入强度达到3.4%") == "中关村"
    assert not strange_place("中关村今年研发投入强度", "中关村研发投入强度达到3.4%")
    assert without_province("浙江温州高新区有多少企业", lambda word: word == "温州") == "温州高新区有多少企业"
    assert without_province("浙江温州高新区有多少企业", lambda word: True) == "浙江温州高新区有多少企业"
    assert other_house(understand("高新区瓯海片区有多少家企业"), "龙湾片区有36家企业") == ("瓯海片区",)
    assert not other_house(understand("高新区龙湾片区有多少家企业"), "龙湾片区有36家企业")


def test_one_of_several_and_one_mentioned_in_passing() -> None:
    lead = "白鹭湖生态酒店和青阳山光伏电站两个项目签约。"
    power, lender = "青阳山光伏电站计划于2025年3月并网。", "县里还与松石物业等机构合作。"
    article = Article.from_text("a", "\n".join((lead, power, "酒店设客房260间。", "设施齐全。", lender)))
    start = article.text.index(power)
    sentence = Sentence(article, 2, start, start + len(power), 0, fold(power))
    place = article.text.index("2025年3月")
    assert of_sibling(understand("白鹭湖生态酒店什么时候并网?"), sentence, place) == ("白鹭湖生态酒店的时间",)
    assert not of_sibling(understand("青阳山光伏电站什么时候并网?"), sentence, place)
    assert of_mentioned(understand("松石物业这次投资多少亿元?"), sentence) == ("松石物业的数额",)
    assert not of_mentioned(understand("青阳山光伏电站这次投资多少亿元?"), sentence)

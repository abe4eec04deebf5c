"""What tells the thing asked for from its neighbours: posts, names, measures, units, words that need not be said."""

from __future__ import annotations

import pytest

from rag.embed.words import load_words
from rag.ground.judgement.mismatch import (
    not_of_kind,
    other_part,
    other_place,
    other_time,
    other_way,
    sum_only,
    total_only,
    turned,
    unmeasured,
    unranked,
)
from rag.ground.judgement.posts import asked_post, is_held, is_told
from rag.ground.sentences.said import is_light, says
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.unknown import as_heard, unknown_owner, unknown_words
from rag.ground.sentences.wanted import lacks_figure
from rag.ground.spans.siblings import another, labels
from rag.text.fold import fold
from rag.types import Article
from rag.understand.question import understand


def sentence_of(text: str, *, date: str = "2023-05-18", title: str = "") -> Sentence:
    """The whole of a one-paragraph article."""
    return Sentence(Article.from_text("a", text, title=title, date=date), 1, 0, len(text), 0, fold(text))


@pytest.mark.parametrize(
    ("question", "post"),
    [
        ("岚泽区的区长是谁?", "区长"),
        ("岚泽集团副总经理叫什么名字?", "副总经理"),
        ("谁担任岚泽集团的总经理?", "总经理"),
        ("岚泽高新区党工委书记是哪位?", "党工委书记"),
        ("哪位副院长介绍了情况?", "副院长"),
        ("岚泽集团的首席数据官姓什么?", "首席数据官"),
        ("谁任命了岚泽区的区长去调研?", ""),
        ("书记说了什么?", ""),
    ],
)
def test_a_post_is_read_with_its_rank_and_body(question: str, post: str) -> None:
    assert str(asked_post(question) or "") == post


@pytest.mark.parametrize(
    ("question", "article", "told", "held"),
    [
        ("党工委书记是谁?", "岚泽高新区党工委副书记、管委会主任陆明哲表示。", False, False),
        ("党工委副书记是谁?", "岚泽高新区党工委副书记、管委会主任陆明哲表示。", True, True),
        ("管委会主任是谁?", "岚泽高新区党工委副书记、管委会主任陆明哲表示。", True, True),
        ("党工委书记是谁?", "柳湾村党支部书记陆明哲表示。", False, False),
        ("公司总经理是谁?", "公司副总经理陆明哲表示。", False, False),
        ("公司副总经理是谁?", "公司总经理陆明哲表示。", False, False),
        ("首席数据官叫什么名字?", "岚泽引进首席数据官,推行承诺制。局长陆明哲表示。", True, False),
        ("首席数据官叫什么名字?", "岚泽引进的首席数据官陆明哲表示。", True, True),
    ],
)
def test_a_deputy_is_not_the_head_and_a_post_without_a_name_has_no_holder(
    question: str, article: str, told: bool, held: bool
) -> None:
    post = asked_post(question)
    assert post
    assert (is_told(post, article), is_held(post, article)) == (told, held)


def test_another_word_for_the_title_is_the_same_post_of_the_same_rank() -> None:
    post = asked_post("公司副总经理是谁?")
    assert post
    assert is_told(post, "公司副总裁陆明哲表示。", ["总裁"])
    assert not is_told(post, "公司总裁陆明哲表示。", ["总裁"])


@pytest.mark.parametrize(
    ("question", "answer", "lacks"),
    [
        ("连廊有多少米长?", "820多吨", True),
        ("连廊有多少米长?", "1.2公里", False),
        ("连廊有多少吨?", "820多吨", False),
        ("专利有多少件?", "50%", True),
        ("专利有多少件?", "120项", False),
        ("公司有多少人?", "3.5亿元", True),
        ("年度计划投资几个亿?", "13.2亿元", False),
        ("施工用了几个小时?", "36小时", False),
        ("罚了多少元?", "15%", True),
        ("这个基金有多大的盘子?", "岚泽高新区", True),
        ("这个基金有多大的盘子?", "5亿元", False),
        ("这件事有多大意义?", "岚泽高新区", False),
        ("航行要多久?", "一周", False),
        ("岚泽哪一区人口位居第一?", "青禾区", False),
        ("馆舍始建于何时?", "凌晨", False),
    ],
)
def test_a_figure_of_another_dimension_is_no_answer(question: str, answer: str, lacks: bool) -> None:
    assert lacks_figure(understand(question), answer) is lacks


@pytest.mark.parametrize(
    ("question", "article", "missing"),
    [
        ("岚泽高新区出口了多少亿美元?", "岚泽高新区实际使用外资3亿美元。", ("出口",)),
        ("岚泽高新区出口了多少亿美元?", "岚泽高新区产品销往海外,金额3亿美元。", ()),
        ("岚泽出口加工区占地多少亩?", "岚泽加工区占地300亩。", ()),
        ("岚泽区的税收收入是多少?", "岚泽区研发经费2亿元。", ("税",)),
        ("地下车库有多少个车位?", "园区15个项目在建。", ("车位",)),
        ("岚泽区在哪里出口产品?", "岚泽区研发经费2亿元。", ()),
    ],
)
def test_what_is_measured_must_be_spoken_of(question: str, article: str, missing: tuple[str, ...]) -> None:
    assert unmeasured(understand(question), article) == missing


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("岚泽今年二季度签约多少个项目?", "今年一季度,岚泽签约项目38个。", ("今年二季度",)),
        ("岚泽今年一季度签约多少个项目?", "今年一季度,岚泽签约项目38个。", ()),
        ("岚泽今年签约多少个项目?", "岚泽签约项目38个,较2019年增长一成。", ()),
        ("岚泽去年签约多少个项目?", "今年3月,岚泽签约项目38个。", ("去年",)),
        ("岚泽去年签约多少个项目?", "2022年,岚泽签约项目38个。", ()),
        ("岚泽一季度和二季度签约多少个项目?", "今年一季度,岚泽签约项目38个。", ()),
        ("岚泽今年二季度签约多少个项目?", "岚泽签约项目38个。", ()),
    ],
)
def test_a_time_is_resolved_by_the_date_of_the_article(question: str, text: str, missing: tuple[str, ...]) -> None:
    assert other_time(understand(question), sentence_of(text)) == missing


def test_without_the_date_of_the_article_no_time_is_another() -> None:
    assert not other_time(understand("岚泽今年二季度签约多少个项目?"), sentence_of("今年一季度,岚泽签约38个。", date=""))


def test_a_total_is_not_a_years_part_and_a_sum_is_not_one_of_several() -> None:
    total = sentence_of("总投资26亿元的青禾装备园项目开工。")
    assert total_only(understand("青禾装备园项目今年计划投多少?"), total)
    assert not total_only(understand("青禾装备园项目总投资多少?"), total)
    assert not total_only(understand("青禾装备园今年计划投多少?"), sentence_of("青禾装备园总投资26亿元,年度计划投资3亿元。"))
    funds = sentence_of("岚泽设立种子基金、天使基金等各类创业引导基金,总规模超过60亿元。")
    assert sum_only(understand("岚泽的天使基金有多大规模?"), funds) == ("天使基金",)
    assert not sum_only(understand("岚泽的创业引导基金总规模多大?"), funds)
    assert not sum_only(understand("岚泽的种子基金、天使基金总规模多大?"), funds)


def test_one_of_places_listed_together_does_not_answer_for_another() -> None:
    text = "甲原、丙川、乙岭三地共建专项。"
    figure = "丙川市8个项目获批,占总数的16.5%。"
    article = Article.from_text("a", f"{text}\n{figure}", date="2023")
    sentence = Sentence(article, 2, len(text) + 1, len(article.text), 0, fold(figure))
    assert other_place(understand("乙岭获批的项目占总数的百分之几?"), sentence) == ("乙岭",)
    assert not other_place(understand("丙川获批的项目占总数的百分之几?"), sentence)


def test_a_way_that_nothing_went_is_a_false_premise() -> None:
    assert other_way(understand("岚泽的外资为什么下滑?"), "岚泽外资同比增长41.2%。") == ("下滑",)
    assert not other_way(understand("岚泽的外资为什么下滑?"), "受疫情影响,岚泽外资减少三成。")
    assert not other_way(understand("岚泽的外资为什么增长?"), "岚泽外资扩大到5亿美元。")
    assert other_way(understand("岚泽的成本为什么上涨?"), "岚泽的成本降低三成。") == ("上涨",)


@pytest.mark.parametrize("word", ["他们", "那里", "自己", "之间", "半年", "五年", "两三天", "不用", "动手", "帮忙", "第三批", "67项"])
def test_closed_words_durations_and_figures_need_not_be_said(word: str) -> None:
    assert is_light(word)


@pytest.mark.parametrize("word", ["停产", "出口", "设计", "专利", "税收", "院士"])
def test_words_with_a_content_of_their_own_must_be_said(word: str) -> None:
    assert not is_light(word)


def test_a_country_is_said_by_its_short_name() -> None:
    words = load_words()
    assert says("日本", ["日企", "较多"], words)
    assert says("法国", ["中法", "合作"], words)
    assert not says("日本", ["企业", "较多"], words)


@pytest.mark.parametrize(
    ("question", "article", "owners"),
    [
        ("嵊岢地区民营经济占比多少?", "和源民营经济占比七成。", ("嵊岢",)),
        ("嵊岢地区民营经济占比多少?", "嵊岢民营经济占比七成。", ()),
        ("第三批专项里,岚泽的项目占多少?", "和源市的项目占16.5%。", ("岚泽",)),
        ("陆明哲在和源负责什么?", "和源成立了招商公司。", ("陆明哲",)),
        ("陆明折在和源负责什么?", "陆明哲负责和源的招商。", ()),
        ("项目的总投资是多少?", "和源成立了招商公司。", ()),
        ("做吃的那个项目叫什么?", "和源成立了招商公司。", ()),
    ],
)
def test_a_name_that_no_dictionary_has_must_stand_in_the_article(
    question: str, article: str, owners: tuple[str, ...]
) -> None:
    assert unknown_owner(question, article, load_words()) == owners


def test_unknown_words_are_sought_by_sound_and_with_one_character_mistyped() -> None:
    words = load_words()
    assert unknown_words("阔羿跋的儿子是谁?", "贺跋岳归降后秦。", words) == ("阔羿跋",)
    assert unknown_words("阔羿坡的儿子是谁?", "阔羿跋归降后秦。", words) == ()
    assert unknown_words("青荷的儿子是谁?", "清禾归降后秦。", words) == ()
    assert unknown_words("项目总投资是多少?", "别的事情。", words) == ()


def test_a_slip_of_the_pen_is_heard_as_the_word_it_sounds_like() -> None:
    words = load_words()
    assert as_heard("被通报批平?", "岚泽受到激励。", ["批评", "停产"], words) == "被通报批评?"
    assert as_heard("几点出发?", "岚泽受到激励。", ["处罚"], words) == "几点出发?"  # a word of its own is no slip


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("二期工程", [("期", "2")]),
        ("工期30个月,同期增长", []),
        ("首批和第二批", [("批", "1"), ("批", "2")]),
        ("第十二届博览会", [("届", "12")]),
        ("第二季度,第一名", []),
        ("t2航站楼", [("t", "2")]),
        ("3号线", [("号线", "3")]),
        ("老馆和新馆", [("age馆", "老"), ("age馆", "新")]),
    ],
)
def test_what_tells_one_of_a_kind_from_another(text: str, which: list[tuple[str, str]]) -> None:
    assert [(label.kind, label.which) for label in labels(text)] == which


@pytest.mark.parametrize(
    ("question", "text", "figure", "of_another"),
    [
        ("二期投资多少?", "水厂一期投资3.6亿元,二期尚未动工。", "3.6亿元", ("二期",)),
        ("一期投资多少?", "水厂一期投资3.6亿元,二期尚未动工。", "3.6亿元", ()),
        ("二期投资多少?", "二期比一期投资多0.5亿元。", "0.5亿元", ()),
        ("二期投资多少?", "水厂投资3.6亿元。", "3.6亿元", ()),
        ("一期和二期投资多少?", "水厂一期投资3.6亿元。", "3.6亿元", ()),
        ("女子冠军的成绩是多少?", "男子冠军的成绩是9秒98。", "9秒98", ("女子",)),
    ],
)
def test_a_figure_belongs_to_the_label_before_it(question: str, text: str, figure: str, of_another: tuple[str, ...]) -> None:
    assert another(question, sentence_of(text), text.index(figure)) == of_another


def test_a_fall_is_no_rise_and_belongs_to_its_part_of_the_sentence() -> None:
    text = "供水量增长9.3%；漏损率下降2.1%。"
    sentence, fall, rise = sentence_of(text), text.index("2.1%"), text.index("9.3%")
    assert turned(understand("漏损率增长了多少?"), sentence, fall, fall + 4)
    assert not turned(understand("漏损率下降了多少?"), sentence, fall, fall + 4)
    assert other_part(understand("城镇供水量下降了多少?"), sentence_of("城镇供水量增长9.3%；漏损率下降2.1%。"), 15)
    assert not other_part(understand("供水量增长了多少?"), sentence, rise)


def test_the_most_of_a_kind_has_to_be_ranked() -> None:
    question = understand("岚泽最大的企业是哪家?")
    assert unranked(question, sentence_of("岚泽有企业2700家,前三季度新增310家。")) == ("最大",)
    assert unranked(question, sentence_of("青禾集团规模居岚泽企业首位。")) == ()


@pytest.mark.parametrize(
    ("question", "text", "before", "what"),
    [
        ("工期还有多少天?", "1400多吨", "", ("时长",)),
        ("工期还有多少天?", "30个月", "", ()),
        ("工期有多长时间?", "6月12日", "", ("时长",)),
        ("文物是谁发现的?", "镇厅之物", "", ("人",)),
        ("文物是谁发现的?", "苏芷兰", "", ()),
        ("文物是谁发现的?", "奈尔·凯奇", "", ()),
        ("文物是谁发现的?", "仉红英", "馆长", ()),
        ("工程是谁施工的?", "北原八局", "", ()),
        ("最大的企业是哪家?", "2700余家", "", ("单位",)),
        ("耳机的售价是多少?", "20%", "", ("数额",)),
    ],
)
def test_an_answer_can_be_what_is_asked_for(question: str, text: str, before: str, what: tuple[str, ...]) -> None:
    assert not_of_kind(understand(question), text, before) == what

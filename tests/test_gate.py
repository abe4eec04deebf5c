"""The fidelity gate: what it lets through, what it stops, and how much of both on the first collection.

The mutation test changes one number, year, unit or name in correct statements. Names are marked by hand here, so that
the gate is not measured with its own detector.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ground.fidelity.gate import check_statement
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities

CORPUS = Path(__file__).parents[1] / "corpus"
PUBLISHED = "2021-05"

FOOD = "粮全其美速食食品智能生产基地项目用地约25亩,位于海口高新区狮子岭工业园,总投资约1亿元。"
OPENING = (
    "在郑州市近日举行的2021年第二季度重点项目集中开工仪式上,郑州高新区共有6个重点项目集中开工,"
    "总投资96.6亿元,年度计划投资13.2亿元。"
)
TRADE = (
    "“我们量质齐升。”苏州高新区招商中心副总经理朱惠芳介绍,今年一季度,苏州高新区实际使用外资4.85亿美元,"
    "同比增长139.4%,新增合同外资5.7亿美元,同比增长64.7%。"
)
SPOKEN = "郑州高新投控股集团党委书记、董事长尹辉表示:“我们将统一思想。”去年11月,公司成立,占比超90%,涉及4个专项11个课题。"
ZONE = "洛阳国家自主创新示范区成立5年,10余年来,连廊重达1400多吨,尚未竣工,阿兰·梅里埃先生寄来贺卡。"


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        (FOOD, FOOD),
        (FOOD, "约1亿元"),
        (FOOD, "否，应为约1亿元。"),
        (FOOD, "粮全其美项目总投资约1亿元。"),
        (FOOD, "该项目总投资约一亿元，用地约25亩。"),
        (FOOD, "总投资大约10000万元"),
        (FOOD, "根据资料，粮全其美速食食品智能生产基地项目的总投资约为1亿元"),
        (FOOD, "粮全其美速食食品智能生产基地项目位于海口高新区，总投资约1亿元"),
        (FOOD, "總投資約１億元，用地約２５畝"),
        (OPENING, "其中，郑州高新区有6个重点项目集中开工，总投资96.6亿元。"),
        (OPENING, "年度计划投资13.2亿元，总投资96.6亿元，郑州高新区共有6个重点项目集中开工。"),
        (OPENING, "1. 总投资96.6亿元；2. 年度计划投资13.2亿元。"),
        (TRADE, "今年一季度（2021年第一季度），苏州高新区实际使用外资4.85亿美元，同比增长139.4%。"),
        (TRADE, "2021年第一季度，苏州高新区实际使用外资4.85亿美元"),
        (TRADE, "朱惠芳表示，苏州高新区实际使用外资4.85亿美元"),
        (SPOKEN, "据报道，董事长是尹辉。"),
        (SPOKEN, "去年11月（2020年11月），公司成立"),
        (SPOKEN, "2020年11月，公司成立"),
        (SPOKEN, "2020年，公司成立"),
        (ZONE, "洛阳自创区成立5年"),
        (ZONE, "阿兰•梅里埃先生寄来贺卡"),
        (ZONE, "连廊重达1400余吨"),
        (ZONE, ""),
    ],
)
def test_faithful_statements_pass(quote: str, statement: str) -> None:
    assert check_statement(statement, [quote], published=PUBLISHED) == []


@pytest.mark.parametrize(
    ("quote", "statement", "kind", "message"),
    [
        (FOOD, "总投资1亿元", "number", "来源写作“约1亿元”"),
        (FOOD, "总投资超1亿元", "number", "来源写作“约1亿元”"),
        (FOOD, "总投资约1万元", "number", "来源没有“约1万元”"),
        (FOOD, "总投资约1亿美元", "number", "来源没有“约1亿美元”"),
        (FOOD, "用地约25公顷", "number", "来源没有“约25公顷”"),
        (FOOD, "总投资约25亩", "number", "来源此处是“约1亿元”"),
        (FOOD, "粮全其美速冻食品智能生产基地", "name", "来源没有"),
        (FOOD, "粮食其美项目", "wording", "来源没有“食”这一说法"),
        (FOOD, "位于海口高新区金子岭工业园", "name", "来源没有“海口高新区金子岭工业园”"),
        (OPENING, "年度计划投资96.6亿元", "number", "来源此处是“13.2亿元”"),
        (OPENING, "洛阳高新区共有6个重点项目集中开工", "name", "来源没有“洛阳高新区”"),
        (OPENING, "郑州高新区共有6家重点项目集中开工", "number", "来源没有“6家”"),
        (OPENING, "2021年第三季度，6个重点项目集中开工", "date", "来源没有说“2021年第三季度”这个时间"),
        (OPENING, "2020年第二季度，6个重点项目集中开工", "date", "来源没有说“2020年第二季度”"),
        (TRADE, "朱慧芳介绍", "name", "来源没有“朱慧芳”"),
        (TRADE, "今年二季度，苏州高新区实际使用外资4.85亿美元", "date", "来源没有说“今年二季度”"),
        (TRADE, "新增合同外资4.85亿美元", "number", "来源此处是“5.7亿美元”"),
        (TRADE, "苏州高新区实际使用外资同比增长64.7%", "wording", "来源没有"),
        (TRADE, "实际使用外资同比下降139.4%", "wording", "来源此处是"),
        (TRADE, "苏州高新区招商中心总经理朱惠芳介绍", "wording", "来源此处是“副”"),
        (SPOKEN, "董事长张红军表示", "name", "来源没有“张红军”"),
        (SPOKEN, "前年11月，公司成立", "date", "来源没有说“前年11月”"),
        (SPOKEN, "占比90%", "number", "来源写作“超90%”"),
        (SPOKEN, "涉及11个专项", "number", "来源此处是“4个”"),
        (SPOKEN, "我们将统一认识", "wording", "来源此处是“思想”"),
        (ZONE, "连廊重达1400吨", "number", "来源写作“1400多吨”"),
        (ZONE, "已经竣工", "wording", "来源此处是“尚未”"),
        (ZONE, "阿兰·梅里美先生寄来贺卡", "wording", "来源此处是“埃”"),
    ],
)
def test_unfaithful_statements_are_stopped_with_the_reason(quote: str, statement: str, kind: str, message: str) -> None:
    violations = check_statement(statement, [quote], published=PUBLISHED)
    assert any(v.kind == kind and message in v.message for v in violations), violations
    assert all(statement[v.start : v.end] == v.text for v in violations)


def test_a_date_that_the_article_does_not_settle_must_stand_word_for_word() -> None:
    assert check_statement("本月开工", ["本月开工"], published="2021") == []
    assert [v.kind for v in check_statement("上月开工", ["本月开工"], published="2021")] == ["date"]
    assert [v.kind for v in check_statement("2020年11月成立", ["去年11月成立"])] == ["date"]


def test_a_name_may_also_come_from_what_is_allowed_a_number_may_not() -> None:
    statement, quote = "海口高新区的项目总投资约1亿元", "项目总投资约1亿元"
    assert [v.text for v in check_statement(statement, [quote])] == ["海口高新区"]
    assert check_statement(statement, [quote], allowed=["海口高新区 又有两个重大项目开工"]) == []
    assert [v.kind for v in check_statement("总投资约2亿元", [quote], allowed=["总投资约2亿元吗"])] == ["number"]


def test_each_part_may_stand_in_another_quote() -> None:
    assert check_statement("总投资约1亿元，年度计划投资13.2亿元。", [FOOD, OPENING]) == []


def test_without_quotes_nothing_of_content_passes() -> None:
    assert check_statement("总投资1亿元", []) != []
    assert check_statement("是。", []) == []


# --- the mutation test -------------------------------------------------------------------------------------------

PERSONS = "邓淑华 奚婷婷 尹辉 张红军 刘地 匡弘毅 陈慧玲 李巾豪 夏燕燕 朱惠芳 阿兰·梅里埃 方文滨 徐增强 郭金龙 刘思兰 钟焱 王建国 李晓明 欧阳雪"
PLACES = (
    "郑洛新国家自主创新示范区 洛阳自创区 洛阳高新区 洛阳市 洛阳 河南省 昆山高新区 昆山 郑州高新区 郑州市 海口高新区 海口 狮子岭工业园 海南 苏州高新区 "
    "虎丘区 江苏省 威海高新区 双岛湾科技城 广州市黄埔区 粤港澳大湾区 法国 德国 成都高新区 武汉市 浙江省"
)
ORGANISATIONS = (
    "清华大学 上海交通大学 大连理工大学 国务院办公厅 国务院 泽璟制药 迈胜质子 郑州高新投控股集团 海口高新区发展控股有限公司 苏州高新区招商中心 "
    "翼鸥教育 易进研设备制造 瀚华工业科技 光羿智能科技 开市客 云学堂 世联汽车内饰 百时益医药研究 苏州高新科技招商中心有限公司 梅里埃集团 "
    "威海天力电源科技有限公司 中建五局 清科激光 三六零中原总部 粮全其美 哈工大机器人 东方电器集团 南山大学 华星科技"
)
NAMES = [group.split() for group in (PERSONS, PLACES, ORGANISATIONS)]
UNITS = [
    ("亿美元", "亿元"), ("亿元", "万元"), ("万元", "亿元"), ("亩", "公顷"), ("吨", "公斤"), ("%", "个百分点"), ("倍", "%"), ("家", "人"),
    ("名", "家"), ("项", "人"), ("件", "万件"), ("个", "万个"), ("年", "个月"), ("小时", "分钟"), ("条", "公里"), ("届", "项"), ("张", "吨"),
]  # fmt: skip


@cache
def sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8").split("---", 2)[-1] for path in sorted(CORPUS.glob("*.md"))]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return [s for line in lines for s in re.findall(r"[^。！？]+[。！？]?[”\"]?", line) if len(s) > 8]


def statements(sentence: str, random_: random.Random) -> Iterator[str]:
    """The sentence word for word, some of its clauses, its clauses moved, with a connective."""
    yield sentence
    yield random_.choice(["其中，", "据报道，", "此外，", "同时，", "据介绍，", "因此，"]) + sentence
    clauses = [clause.rstrip(",，;；") for clause in re.split(r"(?<=[,，;；])(?!\d)", sentence.rstrip("。"))]
    if len(clauses) > 1:
        first = random_.randrange(len(clauses))
        yield "，".join(clauses[first : random_.randrange(first, len(clauses)) + 1]) + "。"
        random_.shuffle(clauses)
        yield "，".join(clauses) + "。"


def mutations(statement: str, random_: random.Random) -> Iterator[str]:
    """The statement with one number, unit, year or name changed, each kind once where there is one."""
    quantities = [q for q in find_quantities(statement) if re.search(r"[\d一二三四五六七八九两]", q.text)]
    if quantities:
        yield replace_in(statement, random_.choice(quantities), lambda text: change_digit(text, random_))
        with_unit = [(q, pair) for q in quantities for pair in UNITS if pair[0] in q.text]
        if with_unit:
            quantity, (unit, other) = random_.choice(with_unit)
            yield replace_in(statement, quantity, lambda text: text.replace(unit, other, 1))
    years = list(re.finditer(r"(?:19|20)(\d\d)(?=年|国)", statement))
    if years:
        start, end = random_.choice(years).span(1)
        yield statement[:start] + change_digit(statement[start:end], random_) + statement[end:]
    for word, other in (("今年", "去年"), ("去年", "前年"), ("明年", "今年")):
        if statement.count(word) == 1:
            yield statement.replace(word, other)
    named = [(m.span(), group) for group in NAMES for name in group for m in re.finditer(re.escape(name), statement)]
    if named:
        (start, end), group = random_.choice(named)
        yield statement[:start] + random_.choice([n for n in group if n not in statement]) + statement[end:]
        (start, end), _ = random_.choice(named)
        at = random_.choice([i for i in range(start, end) if statement[i] != "·"])
        yield statement[:at] + random_.choice([c for c in OTHERS if c != statement[at]]) + statement[at + 1 :]


OTHERS = "海江东明建华新城丰泰宏瑞安平成达林州阳南中国金文"


def replace_in(statement: str, quantity: Quantity, change: object) -> str:
    assert callable(change)
    return statement[: quantity.start] + str(change(quantity.text)) + statement[quantity.end :]


def change_digit(text: str, random_: random.Random) -> str:
    at = random_.choice([i for i, char in enumerate(text) if char in "0123456789一二三四五六七八九两"])
    digits = "123456789" if text[at].isdigit() and text[at].isascii() else "三四五六七八九"
    return text[:at] + random_.choice([digit for digit in digits if digit != text[at]]) + text[at + 1 :]


def test_mutated_statements_are_caught_and_untouched_ones_pass() -> None:
    random_ = random.Random(20210513)
    flagged, clean, missed, mutated = [], 0, [], 0
    for sentence in sentences():
        for statement in statements(sentence, random_):
            clean += 1
            if check_statement(statement, [sentence], published=PUBLISHED):
                flagged.append(statement)
            for mutation in mutations(statement, random_):
                if fold_text(mutation) == fold_text(statement):
                    continue
                mutated += 1
                if not check_statement(mutation, [sentence], published=PUBLISHED):
                    missed.append((mutation, statement))
    assert clean > 200
    assert mutated > 500
    assert len(flagged) <= 0.02 * clean, flagged
    assert len(missed) <= 0.01 * mutated, missed


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_any_run_of_whole_clauses_passes(data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(sentences()))
    cuts = [0, *(m.end() for m in re.finditer(r"[,，;；](?!\d)", sentence)), len(sentence)]
    first, last = sorted(data.draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2)))
    assert check_statement(sentence[first:last], [sentence], published=PUBLISHED) == []


@pytest.mark.parametrize("unit", ["（", "9", "％", "，", "区"])
def test_a_hundred_thousand_times_the_same_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    check_statement(unit * 100_000, [unit * 100_000], published=PUBLISHED)
    assert time.process_time() - started < 20  # quadratic work would take minutes


@pytest.mark.parametrize("unit", ["中国", "1亿元", "a1 ", "5月", "“9”", "苏州高新区，", "1. "])
def test_four_times_the_text_takes_less_than_eight_times_the_time(unit: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        check_statement(unit * times, [unit * times], published=PUBLISHED)
        return time.process_time() - started

    short = min(seconds(1_000) for _ in range(3))
    assert seconds(4_000) < 8 * short + 0.2

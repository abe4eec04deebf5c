"""Everyday words exchanged for those of the passages, and words that a cut had torn. All texts are invented."""

from __future__ import annotations

import pytest

from rag.embed.words import load_words
from rag.rewording import in_their_words
from rag.text.thesaurus import kindred, rejoined


@pytest.mark.parametrize(
    ("question", "passage", "asked"),
    [
        ("老外在青溪租过几套房?", "境外人士在青溪租过12套住房。", "境外在青溪租过几套房?"),
        ("青溪港咋保证不误工期?", "青溪港制定计划,保证工期。", "青溪港怎么保证不误工期?"),
        ("这厂子为啥搬走?", "工厂因扩建搬走。", "这工厂为什么搬走?"),
    ],
)
def test_a_word_that_no_passage_says_becomes_one_that_does(question: str, passage: str, asked: str) -> None:
    assert in_their_words(question, [passage], load_words()) == asked


@pytest.mark.parametrize("question", ["青溪港的吞吐量是多少?", "白石县为什么没有出口?", "哪个阶段最难?", "青溪港的塔吊司机怎么说?"])
def test_what_the_passages_say_or_no_table_knows_stays(question: str) -> None:
    assert in_their_words(question, ["青溪港吞吐量增长,因为进口多了,进度最难,钢梁提升到位。"], load_words()) == question


def test_words_that_were_cut_are_one_where_a_table_knows_them() -> None:
    assert rejoined(["手头", "紧", "的", "厂", "子"]) == ["手头紧", "的", "厂子"]
    assert rejoined(["青", "溪", "港"]) == ["青", "溪", "港"]


@pytest.mark.parametrize(("asked", "other"), [("进口", "出口"), ("上涨", "下跌"), ("增加", "减少"), ("买", "卖"), ("开工", "竣工"), ("盈利", "亏损"), ("合格", "不合格")])
def test_opposites_are_never_told_by_each_other(asked: str, other: str) -> None:
    assert other not in kindred(asked)
    assert asked not in kindred(other)

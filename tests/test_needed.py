"""Which words of a question its source would have to say: what a text may do without, and what it may not."""

from __future__ import annotations

import numpy as np
import pytest

from rag.embed.words import load_words
from rag.engine import Engine
from rag.ground.judgement.judge import FEATURES as JUDGED
from rag.ground.judgement.needed import AROUND, FEATURES, NEUTRAL, lacking_odds, observe, rows_of
from rag.read.windows import Source
from rag.settings import Settings
from rag.text.fold import fold_text
from rag.types import Article
from training.needed import measure, train
from training.squad import Example

TOLD = "7月12日，云帆机械公布半年报。上半年云帆机械营业收入为3.2亿元，同比增长12%。董事长周敏表示，下半年将扩建望江厂区。"


@pytest.mark.parametrize(
    ("told", "twist"),
    [
        ("云帆机械上半年到底挣了多少营业收入", "云帆机械上半年的研发费用是多少"),
        ("周敏估计是云帆机械的什么人", "云帆机械的总经理是什么人"),
        ("云帆机械打算把哪个厂区弄大", "云帆机械打算关闭哪个厂区"),
    ],
)
def test_a_twist_needs_what_the_text_lacks(told: str, twist: str) -> None:
    text, words = fold_text(TOLD), load_words()
    at = text.index("上半年")
    assert lacking_odds(fold_text(twist), text, at, words) > lacking_odds(fold_text(told), text, at, words)


def test_one_row_for_each_word() -> None:
    words, text = load_words(), fold_text(TOLD)
    asked = observe("云帆机械ab12营业收入?", text, 0, words)
    assert "".join(one.word for one in asked) == "云帆机械ab12营业收入"
    assert all(len(one.features) == len(FEATURES) and max(one.features) <= 1.6 for one in asked)
    rows = rows_of(asked, words)
    assert rows.shape == (len(asked), len(FEATURES) + words.table.shape[1])
    assert np.isfinite(rows).all()


@pytest.mark.parametrize(("question", "text"), [("", "云帆机械。"), ("?!", "云帆机械。"), ("营业收入", ""), ("收入", "。。")])
def test_nothing_to_look_at(question: str, text: str) -> None:
    odds = lacking_odds(question, text, 0, load_words())
    assert np.isfinite(odds)
    assert (question.strip("?!") or odds == NEUTRAL)


def test_a_long_text_is_looked_at_around_the_sentence() -> None:
    far = "望江厂区。" + "无关的话。" * AROUND + "云帆机械营业收入为3.2亿元。"
    here = observe("望江", far, len(far) - 5, load_words())
    there = observe("望江", far, 2, load_words())
    said = FEATURES.index("in_text")
    assert not here[0].features[said]
    assert there[0].features[said]


@pytest.mark.parametrize(("question", "heeded"), [("云帆机械上半年营业收入多少？", True), ("云帆机械上半年营业收入增长了吗？", False), ("How much did revenue grow?", False)])
def test_claims_and_english_are_not_judged_by_it(question: str, heeded: bool) -> None:
    look = Engine.from_articles([Article.from_text("a", TOLD, title="云帆机械半年报", date="2023-07-12")], Settings()).look(question)
    assert (look.judgement.features[JUDGED.index("needed")] != NEUTRAL) == heeded


def test_a_slice_trains_and_is_measured() -> None:
    raw = TOLD.replace("，", ",").replace("。", ".") + "。"
    source, words = Source.of(raw), load_words()
    at = source.folded.text.index("3.2亿元")
    one = Example("w:1", "d", "上半年营业收入多少", "", raw, source, ((at, at + 5),), ("3.2亿元",), twist="上半年研发费用多少")
    network = train([one] * 40, words)
    area, twists, questions = measure(network, [one], words)
    assert (area, twists, questions) == (1.0, 1, 1)

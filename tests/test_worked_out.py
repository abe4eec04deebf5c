"""What is worked out from figures told beside each other, over invented articles; and what is not, since an operand is another's."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.settings import Settings

TEXTS = (
    "榆关港上半年完成货物吞吐量8800万吨，同比下降12%；集装箱吞吐量91万标箱，比去年同期增加7万标箱。港口现有员工1500人，较2020年减少200人。全港营业收入同比增长60%。",
    "梨坪县设有技术推广员84人，高级推广员36人，首席推广员7人，共有各类农技人员210人。全县建成冷库15座，水窖4500眼。",
    "柏林镇文化站围绕4个主题推出30条惠民举措，120个社区志愿者对接48家养老院。1至5月，文化站接待游客6.5万人次。",
    "青禾、白鹭、朝阳、南湖4个小区共安装充电桩260个。",
    "榕江区上半年实际使用外资2.1亿美元，同比增长88%，新增合同外资3.6亿美元，同比增长24%。",
)


@pytest.fixture(scope="module")
def invented() -> Engine:
    return Engine.from_articles([Article.from_text(f"a{i}", text, date="2023-08-10") for i, text in enumerate(TEXTS)], Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("榆关港去年上半年货物吞吐量是多少？", "10000万吨"),
        ("榆关港2020年有多少员工？", "1700人"),
        ("榆关港营业收入是去年同期的几倍？", "1.6倍"),
        ("榆关港上半年货物吞吐量同比净减少多少？", "1200万吨"),
        ("梨坪县技术推广员比高级推广员多几人？", "48人"),
        ("柏林镇文化站平均每个主题有几条举措？", "7.5条"),
        ("榕江区上半年实际使用外资和新增合同外资，哪个增速快？", "榕江区上半年实际使用外资"),
    ],
)
def test_what_is_asked_is_worked_out(invented: Engine, question: str, short: str) -> None:
    assert invented.ask(question).short == short


@pytest.mark.parametrize("question", ["榆关港2019年有多少员工？", "青禾小区安装的充电桩比南湖小区多多少？", "梨坪县第二批推广员比首批多几人？"])
def test_what_lacks_an_operand_is_refused(invented: Engine, question: str) -> None:
    answer = invented.ask(question)
    assert not answer.answered, answer.text

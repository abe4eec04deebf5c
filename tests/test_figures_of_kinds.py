"""Figures of the sort and counter that is asked for: counts of people and kinds, quotes of shares, lists with figures in brackets,
sums over one sentence, models told apart by their number, highs worked back."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.followup.rewrite import rewrite
from rag.settings import Settings
from rag.text.numbers import find_quantities
from rag.text.units import counts_apart, named_counter, own_counter
from rag.understand.question import understand

BIRDS = (
    "东湖市公布今年候鸟调查结果。调查共记录到候鸟88种65320只，其中，青石县记录到41种20480只；白沙县记录到52种31200只；临川县记录到37种13640只。"
    "这次调查共组织12个小队、90余名调查员。数量最多的4种候鸟是绿翅鸭（9120只）、红嘴鸥（8040只）、凤头麦鸡（7260只）和灰雁（5110只）。"
)
BOND = (
    "远帆科技拟发行8亿元公司债券。副总经理何明远有着15年债券从业经验。"
    "远帆科技(35.20, 0.41, 1.18%)(YFK.US)是环球科技指数中权重最大的成分股，占该指数权重的9%。"
)
ROBOT = "云雀S3定价3299元，云雀S3 MAX为3899元；云雀空气净化器K1为2599元。云雀S3可实现98.5%单位面积清洁。"
RAID = (
    "敌方在夜袭中发射了6枚“飞蝗”导弹，轰炸机发射了3枚“雨燕”导弹，此外还发射了4枚“海蛇”导弹以及9架“蜂鸟”无人机。"
    "我方一共击落了7架无人机、3枚“海蛇”导弹以及1枚“雨燕”导弹。"
)
PORT = "北岭港最近四周平均每天出货210万桶原油，比3月中旬的近期高点低了40万桶。北岭将在9月削减30万桶/日的出口，南屿维持每天60万桶的减产。布鲁油价升至77美元/桶。"
TEXTS = {"birds": ("东湖候鸟调查", BIRDS), "bond": ("远帆科技债券", BOND), "robot": ("云雀发布会", ROBOT), "raid": ("夜袭", RAID), "port": ("北岭港出货", PORT)}


@cache
def engine(name: str) -> Engine:
    title, text = TEXTS[name]
    return Engine.from_articles([Article.from_text(name, text, title=title, date="2024-05-02")], Settings())


@pytest.mark.parametrize(
    ("name", "question", "brief"),
    [
        ("birds", "这次调查组织了几支小队？", "12个"),
        ("birds", "白沙县记录到多少只候鸟？", "31200只"),
        ("birds", "青石和临川两县一共记录到多少只候鸟？", "34120只"),
        ("birds", "临川县记录到的候鸟只数约占总数的百分之几？", "20.9%"),
        ("birds", "三个县里哪个县记录到的候鸟只数最多？", "白沙县"),
        ("birds", "候鸟数量排第三的是什么鸟？", "凤头麦鸡"),
        ("bond", "远帆科技在环球科技指数中的权重是多少？", "9%"),
        ("robot", "云雀S3 MAX比普通版贵多少钱？", "600元"),
        ("robot", "云雀S3和净化器K1一起买要多少钱？", "5898元"),
        ("raid", "“飞蝗”、“雨燕”和“海蛇”导弹总共打了多少枚？", "13枚"),
        ("raid", "我方一共击落了多少枚导弹？", "4枚"),
        ("raid", "我方一共打下了多少个目标？", "11个"),
        ("port", "南屿的减产加上北岭9月削减的出口，每天合计少多少桶？", "90万桶"),
        ("port", "推算一下，3月中旬高点时北岭港日均出货量是多少？", "250万桶"),
        ("port", "北岭港出货量比3月中旬的高点低了多少？", "40万桶"),
    ],
)
def test_a_figure_of_the_sort_that_is_asked_for(name: str, question: str, brief: str) -> None:
    assert brief in engine(name).ask(question).short


@pytest.mark.parametrize(
    ("name", "question", "never"),
    [
        ("bond", "远帆科技这次债券的票面利率定为多少？", ""),
        ("bond", "何明远管理的基金规模有多大？", "15年"),
        ("robot", "云雀S3的电池容量是多少？", "98.5%"),
        ("raid", "“蜂鸟”被击落了多少艘？", "9架"),
    ],
)
def test_a_near_miss_is_refused(name: str, question: str, never: str) -> None:
    short = engine(name).ask(question).short
    assert short == "" if not never else never not in short


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("远帆科技(35.20, 0.41, 1.18%)上涨了6%", ["6%"]),
        ("远帆科技（12.10, -0.20, -1.63%）", []),
        ("同比增长(约3%)", ["约3%"]),
        ("每天60万桶,5桶装", ["60万桶", "5"]),
    ],
)
def test_a_quote_of_a_share_is_no_figure(text: str, told: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text)] == told


def test_counters() -> None:
    assert (named_counter("候鸟只数最多"), named_counter("股票指数"), named_counter("有效户数据")) == ("只", "", "")
    assert (own_counter("名"), own_counter("个"), own_counter("吨")) == ("人", "", "")
    assert counts_apart("支", "人")
    assert counts_apart("只", "种")
    assert not counts_apart("支", "个")
    assert not counts_apart("", "人")
    assert not counts_apart("名", "人")
    assert understand("候鸟的只数是多少？").measure == "只"


@pytest.mark.parametrize(
    ("earlier", "question", "complete"),
    [
        ("白沙县记录到多少种候鸟？", "临川呢？", "临川县记录到多少种候鸟?"),
        ("敌方用了多少架“蜂鸟”？", "被打下来多少？", '"蜂鸟"被打下来了多少架?'),
        ("远帆科技5月涨了多少？", "沃尔玛6月呢？", "沃尔玛6月涨了多少?"),
    ],
)
def test_another_of_its_kind(earlier: str, question: str, complete: str) -> None:
    said = f"{BIRDS}{RAID}{BOND}"
    assert rewrite(question, [(earlier, "")], lambda text: text in said) == complete


def test_a_counter_is_no_typo() -> None:
    text = f"{BIRDS}东湖旅游指数上涨了6%。"
    asked = Engine.from_articles([Article.from_text("a", text, title="东湖")], Settings()).ask("临川县候鸟的只数是多少？")
    assert (asked.searched, asked.short) == ("临川县候鸟的只数是多少？", "13640只")

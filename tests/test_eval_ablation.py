"""Stages switched off from outside, and rivals' ways to cite, on the real engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.ablation import NoReader, OneLegEngine, ablate, ablation_table, switched_off
from eval.baselines import change_figure, checked, fuzzy_quote, sinking_threshold, top_k
from eval.gold import load_gold
from eval.run import evaluate
from rag import Article, Citation, Engine, Statement
from rag.settings import Settings
from rag.types import Hit

QUESTION = "苏州高新区一季度实际使用外资多少？"


@pytest.fixture(scope="module")
def hits(engine: Engine) -> list[Hit]:
    return engine.retrieve(QUESTION, 8)


def said(engine: Engine, text: str, quote: str) -> Statement:
    """A statement about the collection that cites ``quote``, wherever it stands."""
    article, start = next((a, a.text.index(quote)) for a in engine.articles if quote in a.text)
    number = article.paragraph_at(start)
    return Statement(text, (Citation(1, article.id, article.title, article.date, number, start, start + len(quote), quote),))


@pytest.mark.parametrize("leg", ["dense", "lexical"])
def test_one_leg_gives_its_own_order(engine: Engine, leg: str) -> None:
    alone = OneLegEngine(engine.index, engine.embedder, NoReader(), engine.settings, leg)  # type: ignore[arg-type]
    ranks = [getattr(hit, f"{leg}_rank") for hit in alone.retrieve(QUESTION, 8)]
    assert len(ranks) == 8
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_switches_go_back(engine: Engine) -> None:
    bare = Engine(engine.index, engine.embedder, NoReader(), engine.settings)
    absent = "院长的电话号码是多少？"
    assert not bare.ask(absent).answered
    with switched_off("threshold", "gate"):
        assert bare.ask(absent).answered
    assert not bare.ask(absent).answered


def test_the_table_has_a_row_a_rung_and_their_difference(engine: Engine) -> None:
    bare = Engine(engine.index, engine.embedder, NoReader(), engine.settings)
    results = evaluate(bare, load_gold(half="dev")[:4])
    text = ablation_table([("甲", results), ("乙", results)])
    assert text.splitlines()[0].startswith("| 阶段（n = 4） | 答对 |")
    assert text.splitlines()[-1].endswith("| 1.000 |")


def test_every_stage_has_its_rung(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def last_first(settings: Settings) -> object:
        return (lambda question, hits: [float(n) for n in range(len(hits))]) if settings.reranker else None

    monkeypatch.setattr("rag.engine.load_reranker", last_first)
    items = [item for item in load_gold(half="dev") if item.answerable][:2]
    rungs = ["只用向量", "只用 BM25", "两路融合", "＋阅读器", "＋忠实核对", "＋拒答阈值（产品）"]
    assert [name for name, _ in ablate(engine, items)] == rungs
    reranking = Engine(engine.index, engine.embedder, engine.reader, replace(engine.settings, reranker="some/model"))
    rows = dict(ablate(reranking, items))
    assert list(rows) == [*rungs[:3], "＋重排", *rungs[3:]]
    assert rows["＋重排"][0].ranked != rows["两路融合"][0].ranked


def test_top_k_cites_whatever_is_said(engine: Engine, hits: list[Hit]) -> None:
    cited = top_k(Statement("月亮是奶酪做的。", ()), hits)
    assert [c.quote for c in cited] == [hit.text for hit in hits[:4]]


def test_fuzzy_quotes_let_a_changed_figure_pass_and_the_gate_does_not(engine: Engine, hits: list[Hit]) -> None:
    quote = "苏州高新区实际使用外资4.85亿美元,同比增长139.4%"
    true = said(engine, quote, quote)
    false = replace(true, text=quote.replace("4.85", "9.85"))
    assert [c.quote for c in fuzzy_quote(true, hits)] == [quote]
    assert fuzzy_quote(false, hits)
    assert sinking_threshold(engine.embedder)(false, hits)
    assert checked(true, hits) == list(true.citations)
    assert checked(false, hits) == []
    assert fuzzy_quote(said(engine, "外资多", quote), hits) == []  # too short ever to match


def test_every_method_cites_slices(engine: Engine, hits: list[Hit]) -> None:
    quote = "苏州高新区实际使用外资4.85亿美元"
    for method in (top_k, fuzzy_quote, sinking_threshold(engine.embedder), checked):
        cited = method(said(engine, quote, quote), hits)
        assert cited
        for c in cited:
            article: Article = engine.article(c.article_id)
            assert article.text[c.start : c.end] == c.quote
            assert article.paragraph_at(c.start) == c.paragraph


def test_a_changed_figure_is_in_no_quote(engine: Engine) -> None:
    statement = said(engine, "总投资96.6亿元。", "总投资96.6亿元,年度计划投资13.2亿元")
    assert change_figure(statement) == "总投资76.6亿元。"
    assert change_figure(replace(statement, text="投资很大。")) == ""

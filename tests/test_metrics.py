"""Every figure against its definition: worked out by hand, against a maintained library, or as a property."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.match import char_f1, contains, exact_match, squash
from eval.metrics import (
    area_under_risk,
    auc,
    calibration_error,
    figure,
    ndcg_at,
    paired_p,
    percentile,
    recall_at,
    reciprocal_rank,
    reliability,
    risk_coverage,
)

# ---- ranking


def test_ranking_by_hand() -> None:
    ranked, relevant = ["a", "b", "c", "d"], {"b", "d", "z"}
    assert recall_at(ranked, relevant, 1) == 0
    assert recall_at(ranked, relevant, 4) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, relevant) == 0.5
    assert ndcg_at(ranked, relevant) == pytest.approx((0.63093 + 0.43068) / (1 + 0.63093 + 0.5), abs=1e-4)
    assert (recall_at([], relevant, 5), reciprocal_rank([], relevant), ndcg_at([], relevant)) == (0, 0, 0)


def test_ranking_agrees_with_ir_measures() -> None:
    ir_measures = pytest.importorskip("ir_measures", reason='needs the extra "dev"')
    rng = random.Random(7)
    runs, qrels, mine = [], [], {"R@1": [], "R@5": [], "RR": [], "nDCG@10": []}  # type: ignore[var-annotated]
    for question in map(str, range(50)):
        ranked = [f"d{i}" for i in rng.sample(range(30), rng.randint(1, 20))]
        relevant = {f"d{i}" for i in rng.sample(range(30), rng.randint(1, 4))}
        runs += [ir_measures.ScoredDoc(question, doc, 1 / rank) for rank, doc in enumerate(ranked, start=1)]
        qrels += [ir_measures.Qrel(question, doc, 1) for doc in relevant]
        mine["R@1"].append(recall_at(ranked, relevant, 1))
        mine["R@5"].append(recall_at(ranked, relevant, 5))
        mine["RR"].append(reciprocal_rank(ranked, relevant))
        mine["nDCG@10"].append(ndcg_at(ranked, relevant))
    theirs = ir_measures.calc_aggregate(map(ir_measures.parse_measure, mine), qrels, runs)
    assert {str(measure): value for measure, value in theirs.items()} == {
        name: pytest.approx(sum(values) / len(values)) for name, values in mine.items()
    }


# ---- CMRC 2018


@pytest.mark.parametrize(
    ("prediction", "answers", "em", "f1"),
    [  # the values of the official script, run by hand on its algorithm
        ("光荣和ω-force", ["光荣和ω-force"], 1, 1.0),
        ("《战国无双3》", ["战国无双3"], 1, 1.0),
        ("于1996年", ["1996年"], 0, 0.8),  # units 于/1996/年: run of 2, 2*2/(3+2)
        ("北京市和上海市", ["上海市"], 0, 0.6),  # run of 3, 2*3/(7+3)
        ("甲乙丙丁", ["甲丙乙丁"], 0, 0.25),  # the longest common run, not subsequence, is 1
        ("", ["上海"], 0, 0.0),
        ("上海", ["北京", "上海"], 1, 1.0),
    ],
)
def test_exact_match_and_f1_as_cmrc_defines_them(prediction: str, answers: list[str], em: float, f1: float) -> None:
    assert exact_match(prediction, answers) == em
    assert char_f1(prediction, answers) == pytest.approx(f1)


@settings(max_examples=100, deadline=None)
@given(st.text("甲乙丙1a，。", max_size=12), st.text("甲乙丙1a，。", min_size=1, max_size=12))
def test_f1_is_a_symmetric_share(a: str, b: str) -> None:
    assert 0 <= char_f1(a, [b]) <= 1
    assert char_f1(a, [b]) == pytest.approx(char_f1(b, [a]))
    assert char_f1(a, [a]) in (0.0, 1.0)


# ---- matching


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("总投资约1亿元。", "1亿元"),
        ("总投资约1亿元。", "10000万元"),
        ("總投資一億元", "1亿元"),
        ("占百分之六十", "60%"),
        ("“１＋３＋Ｎ”政策体系", "1+3+N"),
        ("第37位", "37位"),
        ("哈工大机器人（郑州）智能装备科技园", "哈工大机器人(郑州)智能装备科技园"),
        ("阿兰•梅里埃", "阿兰·梅里埃"),
        ("去年11月（2020年11月）", "2020年11月"),
        ("11项课题", "11个"),
    ],
)
def test_what_says_the_same_is_found(text: str, answer: str) -> None:
    assert contains(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("总投资11亿元", "1亿元"),
        ("增至2.44倍", "2.4倍"),
        ("增至12.4倍", "2.4倍"),
        ("2015年", "5年"),
        ("共120个", "12"),
        ("12万个", "12"),
        ("37、38", "3738"),
        ("总投资1亿美元", "1亿元"),
        ("苏州高新区", ""),
    ],
)
def test_part_of_a_number_is_another_number(text: str, answer: str) -> None:
    assert not contains(text, answer)


@settings(max_examples=100, deadline=None)
@given(st.text("高新区1亿元，。 “”.3年", min_size=1, max_size=20))
def test_a_text_contains_itself_however_it_is_punctuated(text: str) -> None:
    if squash(text):
        assert contains(f"据悉，{text}", text)
    assert squash(squash(text)) == squash(text)


# ---- confidence


def test_risk_and_coverage_by_hand() -> None:
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [1, 1, 0, 0])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert area_under_risk(points) == pytest.approx(0.5 / 3 + 0.25 * 0.5)
    assert risk_coverage([], []) == []


def test_calibration_by_hand() -> None:
    confidence, right = [1.0, 1.0, 0.5, 0.5], [1.0, 0.0, 1.0, 0.0]
    assert [(b.confidence, b.right, b.n) for b in reliability(confidence, right)] == [(0.5, 0.5, 2), (1.0, 0.5, 2)]
    assert calibration_error(confidence, right) == pytest.approx(0.25)
    assert calibration_error([], []) == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.0, 1.0])), min_size=1, max_size=30))
def test_confidence_figures_stay_in_bounds(pairs: list[tuple[float, float]]) -> None:
    confidence, right = [c for c, _ in pairs], [r for _, r in pairs]
    points = risk_coverage(confidence, right)
    assert points[-1] == (1.0, pytest.approx(1 - sum(right) / len(right)))
    assert 0 <= area_under_risk(points) <= 1
    assert 0 <= calibration_error(confidence, right) <= 1
    assert sum(b.n for b in reliability(confidence, right)) == len(pairs)


def test_auc_counts_ties_half() -> None:
    assert auc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == pytest.approx(0.875)
    assert auc([0.3], [True]) == 0.5


# ---- intervals


def test_intervals_hold_the_mean_and_are_the_same_every_time() -> None:
    values = [1.0] * 80 + [0.0] * 20
    first = figure("right", values)
    assert first == figure("right", values)
    assert first.low < 0.8 < first.high
    assert first.high - first.low == pytest.approx(2 * 1.96 * (0.8 * 0.2 / 100) ** 0.5, abs=0.03)
    assert first.percent().startswith("80.0 % [")
    assert figure("none", []).percent() == "—"


def test_significance_follows_the_exact_sign_test() -> None:
    assert paired_p([1, 0, 1], [1, 0, 1]) == 1.0
    a, b = [1.0] * 10, [0.0] * 10
    assert paired_p(a, b) == pytest.approx(2 * 0.5**10, abs=0.0015)
    assert paired_p([1.0, 0.0] * 20, [0.0, 1.0] * 20) > 0.9
    assert paired_p(a, b) == paired_p(b, a)


def test_percentiles() -> None:
    assert percentile([1, 2, 3], 50) == 2
    assert percentile([], 95) == 0

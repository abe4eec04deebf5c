"""When an answer is right, and how its citations are counted: on answers written by hand over a small article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.gold import Evidence, Item
from eval.judge import Verdict, citation_scores, fidelity, judge, polarity
from rag import Answer, Article, Citation, Statement

TEXT = "某区共有6个项目开工,总投资96.6亿元。\n项目涵盖新材料、生物医药、物流三个领域。"
ARTICLE = Article.from_text("a", TEXT, title="某区", date="2021")


def cite(quote: str) -> Citation:
    start = TEXT.index(quote)
    paragraph = ARTICLE.paragraph_at(start)
    return Citation(1, "a", "某区", "2021", paragraph, start, start + len(quote), quote)


def answer(short: str, text: str = "", quote: str = "", answered: bool = True) -> Answer:
    citations = (cite(quote),) if quote else ()
    statements = (Statement(text or short, citations),)
    return Answer("？", text or short, short, answered, statements=statements, citations=citations, confidence=0.9)


def item(**changes: object) -> Item:
    base = Item(
        id="1", question="？", kind="number", half="dev", fact="f", answers=("96.6亿元",),
        evidence=(Evidence("a", 1, "总投资96.6亿元"),),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def verdict(gold: Item, given: Answer) -> Verdict:
    return judge(gold, given, {"a": ARTICLE}.__getitem__)


@pytest.mark.parametrize(
    ("gold", "given", "why"),
    [
        (item(), answer("约96.6亿元"), ""),
        (item(), answer("966000万元"), ""),
        (item(), answer("", "总投资96.6亿元"), ""),  # no brief answer: the text counts
        (item(), answer("6个", "6个,总投资96.6亿元"), "应为96.6亿元，答了6个"),  # a wrong brief answer is wrong
        (item(), answer("", "不知道", answered=False), "有答案而拒答了"),
        (item(must=("6个",)), answer("96.6亿元"), "没有说到6个"),
        (item(must=(("六个", "8个"),)), answer("96.6亿元", "6个项目,96.6亿元"), ""),
        (item(kind="yesno", answers=("否",), must=("6个",)), answer("否", "否，应为6个。"), ""),
        (item(kind="yesno", answers=("否",)), answer("是"), "应答否，答了是"),
        (item(kind="yesno", answers=("是",)), answer("96.6亿元"), "应答是，答了不明"),
        (item(kind="why", answers=(), must=("新材料",)), answer("", "涵盖新材料"), ""),
        (item(kind="conflict", answers=("二期", "四期"), must=("二期", "四期")), answer("二期"), "没有说到四期"),
        (item(answers=("甲区、乙区、丙区",)), answer("甲区（3亿元）、乙区（2亿元）、丙区"), ""),
        (item(answers=("甲区、乙区、丙区",)), answer("甲区、丙区、乙区"), "应为甲区、乙区、丙区"),
        (item(answerable=False, answers=(), evidence=()), answer("", answered=False), ""),
        (item(answerable=False, answers=(), evidence=()), answer("6个"), "该拒答而回答了"),
        (item(answerable=False), answer("96.6亿元"), ""),  # the false premise is corrected
    ],
)
def test_right_and_why_not(gold: Item, given: Answer, why: str) -> None:
    found = verdict(gold, given)
    assert found.right == (not why)
    assert found.why.startswith(why)


FIELDS = item(kind="list", answers=(), items=(("新材料", "材料"), "生物医药", "物流"))


@pytest.mark.parametrize(
    ("short", "precision", "recall", "right"),
    [
        ("新材料、生物医药、物流", 1, 1, True),
        ("新材料、生物医药、物流、金融", 0.75, 1, True),
        ("新材料、生物医药", 1, 2 / 3, True),  # F1 0.8
        ("新材料、金融、教育、物流", 0.5, 2 / 3, False),
        ("新材料", 1, 1 / 3, False),
    ],
)
def test_lists_are_counted_by_item(short: str, precision: float, recall: float, right: bool) -> None:
    found = verdict(FIELDS, answer(short))
    assert (found.list_precision, found.list_recall) == (pytest.approx(precision), pytest.approx(recall))
    assert found.right == right


def test_further_items_may_be_accepted() -> None:
    assert verdict(replace(FIELDS, extra=("金融",)), answer("新材料、生物医药、物流、金融")).list_precision == 1


@pytest.mark.parametrize(
    ("text", "sign"),
    [("是。", "是"), ("对，已完工", "是"), ("没错", "是"), ("否，应为6个", "否"), ("没有", "否"), ("总投资", "")],
)
def test_polarity_is_how_the_answer_begins(text: str, sign: str) -> None:
    assert polarity(text) == sign


def test_citations_are_counted_by_paragraph_and_by_character() -> None:
    both = [cite("某区共有6个项目开工,总投资96.6亿元。"), cite("项目涵盖新材料、生物医药、物流三个领域。")]
    scores = citation_scores(item(), both, {"a": ARTICLE}.__getitem__)
    assert scores["cited"] is True
    assert (scores["paragraph_precision"], scores["paragraph_recall"]) == (0.5, 1.0)
    quoted, cited = len("总投资96.6亿元"), len(both[0].quote) + len(both[1].quote)
    assert (scores["char_precision"], scores["char_recall"]) == (pytest.approx(quoted / cited), 1.0)
    wrong = citation_scores(item(), both[1:], {"a": ARTICLE}.__getitem__)
    assert (wrong["cited"], wrong["paragraph_recall"], wrong["char_recall"]) == (False, 0.0, 0.0)
    allowed = citation_scores(item(also=(Evidence("a", 2, "项目涵盖"),)), both, {"a": ARTICLE}.__getitem__)
    assert allowed["paragraph_precision"] == 1.0
    assert citation_scores(item(), [], {"a": ARTICLE}.__getitem__)["paragraph_precision"] == 0.0
    assert set(citation_scores(item(evidence=()), both, {"a": ARTICLE}.__getitem__).values()) == {None}


@pytest.mark.parametrize("change", [{"start": 1}, {"end": 3}, {"quote": "别的"}, {"paragraph": 2}, {"article_id": "b"}])
def test_a_citation_off_by_one_is_not_verbatim(change: dict[str, object]) -> None:
    right = answer("96.6亿元", quote="总投资96.6亿元")
    assert verdict(item(), right).verbatim is True
    shifted = replace(right, citations=(replace(right.citations[0], **change),))  # type: ignore[arg-type]
    assert verdict(item(), shifted).verbatim is False


def test_numbers_must_stand_in_what_is_cited() -> None:
    source = (cite("某区共有6个项目开工,总投资96.6亿元。"),)
    assert fidelity([Statement("六个项目，总投资966000万元。", source)]) == 1.0
    assert fidelity([Statement("6个项目，总投资69.6亿元。", source)]) == 0.5
    assert fidelity([Statement("相差90亿元。", source, computed=True)]) is None
    assert fidelity([Statement("投资很大。", source)]) is None

"""Words that say nearly the same count for each other in a sentence, and less than the word itself."""

from __future__ import annotations

from rag.engine import Engine
from rag.settings import Settings
from rag.text.thesaurus import kindred
from rag.types import Article

TEXTS = ("柳河县获全省通报表彰。", "柳河县的农田有三百亩。", "青溪港的货运列车开往边境。")


def test_a_word_and_its_kin_are_told_by_each_other() -> None:
    assert "表彰" in kindred("夸奖")
    assert "夸奖" in kindred("表彰")
    assert not kindred("柳河县")


def test_kin_of_a_kin_is_no_kin() -> None:
    assert "头名" in kindred("冠军")
    assert "榜首" not in kindred("冠军")


def test_a_sentence_that_says_it_in_another_word_covers_more() -> None:
    engine = Engine.from_articles([Article.from_text(f"a{i}", text) for i, text in enumerate(TEXTS)], Settings())
    scored = {s.sentence.text: s.coverage for s in engine.look("柳河县受到夸奖了吗？").evidence.scored}
    assert scored[TEXTS[0]] > scored[TEXTS[1]] + 0.1
    same = {s.sentence.text: s.coverage for s in engine.look("柳河县受到表彰了吗？").evidence.scored}
    assert same[TEXTS[0]] > scored[TEXTS[0]]

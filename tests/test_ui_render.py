"""Answers and articles as HTML: nothing from a document becomes markup; every citation opens at its characters."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import Answer, Article, Citation, Hit, Passage, Statement
from rag.ui.export import chinese_date, escape_markdown, plain_text, to_markdown
from rag.ui.render import (
    render_archive,
    render_article,
    render_note,
    render_pending,
    render_turn,
    render_welcome,
)
from rag.ui.talks import MARKS, MAX_BYTES, MAX_TURNS, Remark, Talk, Talks

ARTICLE = replace(
    Article.from_text(
        "a1",
        "某项目总投资约1亿元,用地25亩。\n先行先试\n另一项目总投资6.3亿元[1]。",
        title="两个项目开工",
        date="2021-05",
        author="张三",
        source="某报",
    ),
    headings=frozenset({2}),
)
OURS = {
    "article", "button", "div", "footer", "h2", "h3", "header", "li", "mark", "ol", "p", "path", "section", "span", "svg", "ul",
}
NASTY = st.text(alphabet="<>&\"'/=`$^{}[]()!*_#\\:;-a1正图\u202e\u0000 script", max_size=40)


class Tree(HTMLParser):
    """Tags, attributes and text as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.marked = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._in_mark = self._in_mark or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._in_mark else ""


def cite(marker: int, quote: str, article: Article = ARTICLE) -> Citation:
    start = article.text.index(quote)
    number = article.paragraph_at(start)
    return Citation(marker, article.id, article.title, article.date, number, start, start + len(quote), quote)


def answer(**changes: object) -> Answer:
    first, second = cite(1, "总投资约1亿元"), cite(2, "另一项目总投资6.3亿元[1]。")
    statements = (
        Statement("约1亿元。", (first,)),
        Statement("另一项目总投资6.3亿元[1]。", (second,)),
        Statement("合计7.3亿元", (first, second), computed=True),
    )
    text = "约1亿元。[1]\n另一项目总投资6.3亿元[1]。[2]\n合计7.3亿元[1][2]"
    whole = Answer("总投资多少？", text, "约1亿元", True, "", statements, (first, second), 0.86, "总投资多少？")
    return replace(whole, **changes)  # type: ignore[arg-type]


def refusal() -> Answer:
    start, end = ARTICLE.paragraphs[0]
    near = Hit(Passage("a1", 1, start, end, ARTICLE.text[start:end]), 1.0)
    said = "没有说到设计。"
    return Answer("谁设计的？", said, reason=said, searched="某项目是谁设计的？", nearest=(near,))


def lookup(id: str) -> Article:
    return {"a1": ARTICLE}[id]


def test_only_citations_become_buttons_not_markers_in_the_text() -> None:
    html = render_turn(answer(), lookup)
    assert html.count('class="cite"') == 4  # [1], [2], [1][2]
    assert "6.3亿元[1]。</span><button" in html


def test_a_citation_button_names_its_source_and_carries_its_offsets() -> None:
    attributes = Tree(render_turn(answer(), lookup)).attributes
    start = ARTICLE.text.index("总投资约1亿元")
    assert ("aria-label", "打开出处1：《两个项目开工》，2021年5月，第1段") in attributes
    assert ("data-start", str(start)) in attributes
    assert ("data-end", str(start + len("总投资约1亿元"))) in attributes


def test_the_brief_answer_leads_and_a_computed_statement_says_so() -> None:
    html = render_turn(answer(), lookup)
    assert '<p class="lead"><span class="doc">约1亿元。</span>' in html
    assert html.count("计算得出") == 1
    already = answer(
        statements=(Statement("合计7.3亿元（计算得出：1 + 6.3 = 7.3）", (cite(1, "总投资约1亿元"),), computed=True),),
        text="合计7.3亿元（计算得出：1 + 6.3 = 7.3）[1]",
    )
    assert 'class="computed"' not in render_turn(already, lookup)
    counted = answer(statements=(Statement("资料中列出3项：", (), computed=True),), text="资料中列出3项：", citations=())
    assert 'class="computed"' not in render_turn(counted, lookup)


def test_the_wording_of_the_text_is_shown_where_it_explains_the_statement() -> None:
    citation = cite(1, "总投资约1亿元")
    said = (Statement("去年11月。", (citation,)),)
    resolved = "去年11月（2020年11月）"
    shown = answer(text=f"{resolved}。[1]", short=resolved, statements=said, citations=(citation,))
    assert f'<p class="lead"><span class="doc">{resolved}。</span>' in render_turn(shown, lookup)


def test_sources_show_date_and_paragraph_and_the_quote_unless_the_answer_has_it() -> None:
    html = render_turn(answer(), lookup)
    sources = html[html.index('class="sources"') : html.index("</section>")]
    assert "2021年5月 · ¶1" in sources
    assert sources.count("总投资约1亿元</span>") == 1
    assert "另一项目" not in sources
    assert "日期不详" in render_turn(answer(citations=(replace(cite(1, "总投资约1亿元"), date=""),)), lookup)


def test_a_refusal_looks_different_and_opens_the_nearest_passage() -> None:
    html = render_turn(refusal(), lookup)
    assert 'class="refusal"' in html
    assert "资料没有说" in html
    assert 'class="answer"' not in html
    assert ("data-article", "a1") in Tree(html).attributes
    assert 'class="refusal"' not in render_turn(answer(), lookup)


def test_the_searched_question_is_shown_only_where_it_differs() -> None:
    assert 'data-fill="某项目是谁设计的？"' in render_turn(refusal(), lookup)
    assert "检索" not in render_turn(answer(), lookup)


def test_confidence_is_a_word_with_the_figure_behind_it() -> None:
    assert 'title="估计答对的可能：86%">把握高' in render_turn(answer(), lookup)
    assert "把握低" in render_turn(answer(confidence=0.3), lookup)
    assert "把握" not in render_turn(refusal(), lookup)


def test_an_answer_about_articles_that_changed_opens_nothing_and_says_so() -> None:
    changed = replace(ARTICLE, text=ARTICLE.text.replace("约1亿", "约2亿"))
    html = render_turn(answer(), lambda id: changed)
    assert "data-article" not in html
    assert "资料有改动" in html
    assert "资料有改动" in render_turn(refusal(), {}.__getitem__)


def test_the_article_is_whole_numbered_and_marked_once() -> None:
    citation = cite(1, "总投资约1亿元")
    html = render_article(ARTICLE, citation.start, citation.end)
    tree = Tree(html)
    assert tree.marked == citation.quote
    assert [f"¶{n}" in tree.text for n in (1, 2, 3)] == [True] * 3
    assert '<h3 class="para">' in html
    assert "2021年5月 · 某报 · 张三" in html
    assert Tree(render_article(ARTICLE)).marked == ""


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_mark_is_the_slice(data: st.DataObject) -> None:
    article = Article.from_text("x", data.draw(st.text(alphabet="正文<>&\"'\n 1𠮷", min_size=1, max_size=60)))
    if not article.paragraphs:
        return
    first, last = data.draw(st.sampled_from(article.paragraphs))
    start = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(start + 1, last))
    assert Tree(render_article(article, start, end)).marked == article.text[start:end]


@pytest.mark.parametrize("span", [(-5, 3), (5, 2), (0, 10**9), (10**9, 10**9 + 1)])
def test_impossible_spans_show_the_article_all_the_same(span: tuple[int, int]) -> None:
    assert "另一项目总投资" in Tree(render_article(ARTICLE, *span)).text


@settings(max_examples=100, deadline=None)
@given(NASTY, NASTY, NASTY)
def test_text_never_becomes_markup(question: str, body: str, title: str) -> None:
    plain = Article.from_text(f"id{title}", f"{body}\n尾", title=title, date=title, author=body, source=title)
    article = replace(plain, date_evidence=body)
    start, end = article.paragraphs[0]
    quote = article.text[start:end]
    citation = Citation(1, article.id, title, title, 1, start, end, quote)
    hit = Hit(Passage(article.id, 1, start, end, quote), 1.0)
    said = (Statement(body, (citation,), True),)
    whole = Answer(question, f"{body}[1]", body, True, "", said, (citation,), 0.5, f"{title}?", (hit,))
    refused = replace(whole, answered=False, reason=body, statements=(), citations=())
    pages = [
        render_turn(whole, lambda id: article, mark=""),
        render_turn(refused, lambda id: article),
        render_article(article, start, end),
        render_welcome([question], [article]),
        render_archive([(question, title, 1)], question),
        render_pending(question, body, title),
        render_note(question, body),
    ]
    for page in pages:
        tree = Tree(page)
        assert set(tree.tags) <= OURS
        assert not [name for name, _ in tree.attributes if name.startswith("on") or name in {"href", "src", "style"}]
    assert quote.replace("\0", "") in Tree(pages[2]).text.replace("\0", "").replace("\ufffd", "")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2021", "2021年"),
        ("2021-05", "2021年5月"),
        ("2021-05-13", "2021年5月13日"),
        ("", ""),
        ("近日", "近日"),
        ("2021-5x", "2021-5x"),
    ],
)
def test_dates_are_as_precise_as_known(date: str, shown: str) -> None:
    assert chinese_date(date) == shown


def test_copying_takes_the_sources_along() -> None:
    assert plain_text(answer()).splitlines() == [
        "问：总投资多少？",
        "答：约1亿元。[1]",
        "另一项目总投资6.3亿元[1]。[2]",
        "合计7.3亿元[1][2]",
        "[1] 《两个项目开工》，2021年5月，第1段：总投资约1亿元",
        "[2] 《两个项目开工》，2021年5月，第3段：另一项目总投资6.3亿元[1]。",
    ]


def test_the_export_holds_answer_places_and_quotes() -> None:
    start = ARTICLE.text.index("总投资约1亿元")
    assert to_markdown(replace(answer(), citations=answer().citations[:1])).splitlines() == [
        "## 问：总投资多少？", "",
        r"约1亿元。\[1\]", "", r"另一项目总投资6.3亿元\[1\]。\[2\]", "", r"合计7.3亿元\[1\]\[2\]", "",
        "### 出处", "", rf"\[1\] 《两个项目开工》，2021年5月，第1段，第{start}至{start + 7}字", "", "> 总投资约1亿元",
    ]  # fmt: skip
    assert "（按“某项目是谁设计的？”检索）" in to_markdown(refusal())


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="正1.)#-+=*_`~|<>[]()!&$\\:/ 　ahtpsw@\n", min_size=1, max_size=40))
def test_what_is_exported_is_shown_character_by_character(text: str) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("gfm-like", {"linkify": False}).render(f"> {escape_markdown(text)}")
    tree = Tree(html)
    assert set(tree.tags) <= {"blockquote", "p"}
    assert tree.text.split() == text.split()


@pytest.mark.parametrize("text", ["https://example.com/a", "见 http://a.example", "www.example.com", "FTP://a.example"])
def test_an_address_in_a_text_is_no_link_in_the_export(text: str) -> None:
    assert re.search(r"(?i)(https?|ftp)://|www\.", escape_markdown(text)) is None


def test_an_answer_offers_marks_only_where_they_are_kept() -> None:
    assert "data-mark" not in render_turn(answer(), lookup)
    pressed = {}
    for mark in MARKS:
        html = render_turn(answer(), lookup, mark, 3)
        pressed[mark] = re.findall(r'data-mark="(\w+)" aria-pressed="true"', html)
        assert 'data-turn="3"' in html
    assert pressed == {"": [], "good": ["good"], "bad": ["bad"], "fixed": ["fixed"], "absent": ["fixed"]}


def test_a_long_question_is_echoed_in_part() -> None:
    assert len(Tree(render_note("问" * 10_000, "太长")).text) < 400


def test_the_front_page_lists_the_latest_articles_and_counts_the_rest() -> None:
    articles = [Article.from_text(f"a{n}", "文", title=f"第{n}篇", date=f"{2000 + n}") for n in range(20)]
    html = render_welcome([], articles)
    assert html.index("第19篇") < html.index("第8篇")
    assert "第7篇" not in html
    assert "另有8篇" in html
    assert "可以这样问" not in html


def test_conversations_survive_the_browser() -> None:
    talks = Talks().add(answer(), "t1").add(refusal(), "t2")
    assert [len(talk.turns) for talk in talks.talks] == [2]
    talks = Talks(talks.talks).add(answer(), "t2")
    loaded = Talks.load(json.loads(json.dumps(talks.dump())))
    assert loaded == talks
    assert loaded.current == "t2"
    assert [talk.id for talk in loaded.talks] == ["t2", "t1"]
    assert Talks(loaded.talks, "t1").open.history == [("总投资多少？", answer().text), ("谁设计的？", "没有说到设计。")]


def test_marks_stay_with_their_answers() -> None:
    talks = Talks().add(answer(), "t").add(refusal(), "t")
    talks, remark = talks.mark(1, "谁设计的？", "fixed", "张三")
    assert remark == Remark(talks.open.turns[1], (("总投资多少？", answer().text),), "fixed", "张三")
    loaded = Talks.load(json.loads(json.dumps(talks.dump())))
    assert loaded.open.marks == ("", "fixed")
    assert loaded.add(answer(), "t").open.marks == ("", "fixed", "")
    full = Talks((Talk("t", (answer(),) * MAX_TURNS, ("good",) * MAX_TURNS),), "t").add(refusal(), "t").open
    assert full.marks == (*("good",) * (MAX_TURNS - 1), "")
    stored = {"current": "t", "talks": [{"id": "t", "turns": [answer().to_json()], "marks": ["<b>", "good"]}]}
    assert Talks.load(stored).open.marks == ("",)


@pytest.mark.parametrize(
    ("number", "question", "mark", "correction", "error"),
    [
        (1, "总投资多少？", "good", "", LookupError), (-1, "总投资多少？", "good", "", LookupError), (0, "别的？", "good", "", LookupError),
        (0, "总投资多少？", "great", "", ValueError), (0, "总投资多少？", "fixed", "", ValueError), (0, "总投资多少？", "bad", "甲", ValueError),
    ],
)  # fmt: skip
def test_a_mark_that_fits_no_answer_is_refused(number: int, question: str, mark: str, correction: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Talks().add(answer(), "t").mark(number, question, mark, correction)


@pytest.mark.parametrize(
    "value",
    [None, 3, [], {}, {"talks": 1}, {"talks": [1, None, {}, {"id": "x", "turns": ["{"]}, {"id": "x", "turns": []}]}],
)
def test_what_cannot_be_read_back_is_left_out(value: object) -> None:
    assert Talks.load(value).talks == ()


def test_the_kept_conversations_stay_small() -> None:
    big = answer(reason="长" * 200_000)
    talks = Talks()
    for n in range(5):
        talks = Talks(talks.talks).add(big, f"t{n}")
    kept = talks.dump()["talks"]
    assert [talk["id"] for talk in kept] == ["t4", "t3"]
    assert sum(len(turn.encode()) for talk in kept for turn in talk["turns"]) <= MAX_BYTES
    long = Talks((Talk("t", (answer(),) * MAX_TURNS),), "t").add(refusal(), "t").open
    assert len(long.turns) == MAX_TURNS
    assert not long.turns[-1].answered


def test_traces_and_the_passages_of_answers_are_not_kept() -> None:
    kept = Talks().add(answer(trace={"ms": {"total": 1}}, nearest=refusal().nearest), "t").open.turns[0]
    assert (kept.trace, kept.nearest) == ({}, ())

"""What must hold for any page: nothing of the text is lost, added or moved, in whatever layout it was set."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rag.ingest.lines import glue, open_quote
from rag.ingest.newspaper import read_page
from rag.types import split_paragraphs

SENTENCES = (
    "河湾大桥全长1.2公里，双向六车道，总投资3.5亿元。",
    "市长表示，将继续加大投入，力争年底前全部完工。",
    "“以前绕行要四十分钟，现在只要五分钟。”家住南岸的高敏说，“真方便。”",
    "据介绍，新水厂日供水能力达到20万吨，可满足40万人用水需求！",
    "与上年同期相比，货运量增长12.6%；客运量增长8.7%。",
    "这条路还要修多久？工程队说，最快明年5月通车。",
    "监测显示，今年春季已有142种候鸟在此停歇，其中东方白鹳417只。",
    "该团队从8000份种质中筛选出名为OsSKT1的基因，能使水稻增产32%。",
)
TITLES = ("首条公交线开通 南岸进入通勤圈", "白沙滩湿地观鸟季启幕", "新船闸提前通过验收", "老厂房里办起夜校", "天文馆新馆主体封顶")
NO_LINE_START = "，。、；：！？”’）》」』"


@dataclass(frozen=True)
class Layout:
    width: int  # characters of a column; 0: lines are not broken
    indent: bool
    paragraph_gap: int
    title_gap: int
    mark: str


layouts = st.builds(
    Layout,
    width=st.sampled_from([0, 13, 17, 20, 26]),
    indent=st.just(True),
    paragraph_gap=st.integers(0, 1),
    title_gap=st.integers(1, 3),
    mark=st.sampled_from(["本报讯 ", "本报讯（记者 林舟）", "新华社河湾3月7日电（记者 何苇）"]),
) | st.builds(
    Layout,
    width=st.just(0),
    indent=st.booleans(),
    paragraph_gap=st.integers(0, 2),
    title_gap=st.integers(1, 3),
    mark=st.sampled_from(["本报讯 ", "【本报讯】", "据新华社电 "]),
)
stories = st.lists(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("".join), min_size=1, max_size=4), min_size=1, max_size=4
)


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def set_paragraph(text: str, layout: Layout) -> list[str]:
    """The lines in which a layout program sets a paragraph; words and numbers stay whole, marks hang."""
    line = "　　" if layout.indent else ""
    if not layout.width:
        return [line + text]
    lines = []
    for word in re.findall(r"[A-Za-z0-9.%]+|.", text):
        if cells(line + word) > 2 * layout.width and word not in NO_LINE_START:
            lines.append(line)
            line = ""
        line += word
    return [*lines, line]


def set_story(paragraphs: list[str], layout: Layout) -> list[list[str]]:
    """The lines of each paragraph, the mark before the first."""
    return [set_paragraph(layout.mark + text if number == 0 else text, layout) for number, text in enumerate(paragraphs)]


def set_page(page: list[list[str]], layout: Layout) -> str:
    lines: list[str] = []
    for title, paragraphs in zip(TITLES, page, strict=False):
        lines += [""] * layout.title_gap + [title]
        for paragraph in set_story(paragraphs, layout):
            lines += [""] * layout.paragraph_gap + paragraph
    return "\n".join(lines) + "\n"


def tells_width(page: list[list[str]], layout: Layout) -> bool:
    """Whether two lines are broken inside a sentence: a column in which all but one end with one shows nothing of its width."""
    lines = [line for paragraphs in page for paragraph in set_story(paragraphs, layout) for line in paragraph[:-1]]
    return not layout.width or sum(line[-1] not in "。！？；：”" for line in lines) > 1


@given(stories, layouts)
@settings(max_examples=150, deadline=None)
def test_the_same_articles_come_back_from_every_layout(page: list[list[str]], layout: Layout) -> None:
    assume(tells_width(page, layout))
    assume(not layout.width or sum(len(paragraph) for paragraphs in page for paragraph in paragraphs) > 6 * layout.width)
    items = read_page(set_page(page, layout), name="p.txt", stem="p")
    assert [item.article.title for item in items] == list(TITLES[: len(page)])
    for item, paragraphs in zip(items, page, strict=True):
        article = item.article
        assert article.text == "\n".join(paragraphs)
        assert [article.text[start:end] for start, end in article.paragraphs] == paragraphs
        assert not article.headings


def test_the_last_mark_of_a_line_may_stand_out_of_its_column() -> None:
    long = SENTENCES[0] + SENTENCES[5] + SENTENCES[0]
    page = [[long, 3 * SENTENCES[0]]]
    items = read_page(set_page(page, Layout(26, True, 0, 1, "本报讯 ")), name="p.txt", stem="p")
    assert [item.article.text.split("\n") for item in items] == page


@given(st.data(), st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
@settings(max_examples=200, deadline=None)
def test_a_paragraph_cut_anywhere_keeps_every_character(data: st.DataObject, first: str, second: str) -> None:
    """Wherever a column cuts, also in a word, a number or a quotation, no character is lost; most cuts are healed."""
    text = first + second
    at = data.draw(st.integers(1, len(text) - 1))
    page = f"大桥通车\n\n本报讯 河湾大桥昨日通车。\n\n{text[:at]}\n\n{text[at:]}\n\n（记者 林舟）\n"
    items = read_page(page, name="p.txt", stem="p")
    shown = "".join(item.article.text for item in items)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "河湾大桥昨日通车。" + text)
    inside_word = (text[at - 1] + text[at]).isascii() and (text[at - 1] + text[at]).isalpha()
    if at > 40 and text[at - 1] not in "。！？：；”" and not open_quote(text[:at]) and not inside_word:
        assert items[0].article.paragraph(2) == text


@given(st.text(max_size=400) | st.text("本报讯记者摄（）“”。，：、图第版 \n　一1A张三", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_error_and_sliced_truly(text: str) -> None:
    items = read_page(text, name="p.txt", stem="p")
    assert bool(items) == bool(re.sub(r"[\s\ufeff\u200b]", "", text))
    assert len({item.article.id for item in items}) == len(items)
    for item in items:
        article = item.article
        assert article.paragraphs == split_paragraphs(article.text)
        assert article.text == "\n".join(article.paragraph(n) for n in range(1, len(article.paragraphs) + 1))
        assert article.text
        assert article.title
        assert article.headings <= set(range(1, len(article.paragraphs) + 1))


@given(st.text("甲乙。，“”（）aB 1", max_size=80).map(str.strip))
@settings(max_examples=200, deadline=None)
def test_gluing_only_ever_adds_a_space_between_latin_words(text: str) -> None:
    for at in range(1, len(text)):
        glued = glue(text[:at], text[at:])
        assert glued.replace(" ", "") == text.replace(" ", "")
        if not (text[at - 1].isascii() and text[at].isascii()):
            assert glued == text

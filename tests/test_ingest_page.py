"""The newspaper page and pages in other layouts: articles, joins, metadata, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.ingest.items import PageItem
from rag.ingest.newspaper import read_page
from rag.types import Article

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "corpus" / "raw" / "newspaper_page.txt"
GOLDEN = sorted(path for path in (ROOT / "tests/golden/pages").glob("*.txt") if ".expected" not in path.name)


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def items() -> list[PageItem]:
    return read_page(PAGE.read_text(encoding="utf-8"), name=PAGE.name, stem="page")


def read(text: str) -> list[PageItem]:
    return read_page(text, name="版面.txt", stem="p")


# --- the page this collection starts with

ITEMS = [  # title, author, paragraphs, headings; counted by hand on the page
    ("洛阳自创区打造改革创新活力源", "邓淑华", 24, [4, 12, 18]),
    ("昆山小核酸创新型产业集群建设 获国务院表扬激励", "奚婷婷", 4, []),
    ("近百亿投资落地郑州高新区", "刘地", 5, []),
    ("海口高新区 又有两个重大项目开工", "陈慧玲", 5, []),
    ("苏州高新区首季招商引资实现量质齐升", "李巾豪、夏燕燕", 8, []),
    ("威海高新区项目建设加速推进", "刘思兰", 7, []),
]
JOINS = [
    (1, "工业CT、高铁轴承打破国外技术垄断,眼科OCT影像设备"),
    (2, "国家级战略性新兴产业发展基金也将优先在地方设立子基金。"),
    (3, "千亿级世界一流高科技园区的奋斗目标提供有力支撑,同时为“十四五”开好局"),
    (4, "作为此次集中开工项目之一,粮全其美速食食品智能生产基地项目用地约25亩"),
    (5, "同比增长139.4%,新增合同外资5.7亿美元,同比增长64.7%。"),
    (5, "同时,密切对接企业需求,苏州高新区制定出台《苏州高新区(虎丘区)"),
    (5, "法国生物梅里埃公司创始人阿兰·梅里埃先生"),
    (6, "如果没有这个支持的话,可能一个小的环节就能卡住我们很长时间。”威海天力电源"),
    (6, "现场可以看到1号楼主体已经完工"),
    (6, "连廊重达1400多吨,行业内施工先例很少"),
]


def test_the_page_holds_six_articles_and_one_caption(items: list[PageItem]) -> None:
    assert [item.article.kind for item in items] == ["article"] * 6 + ["caption"]
    assert [item.article.id for item in items] == [f"page-{n}" for n in range(1, 8)]


@pytest.mark.parametrize("number", range(1, 7))
def test_title_author_paragraphs_and_headings(items: list[PageItem], number: int) -> None:
    article = items[number - 1].article
    shown = (article.title, article.author, len(article.paragraphs), sorted(article.headings))
    assert shown == ITEMS[number - 1]


@pytest.mark.parametrize(("number", "joined"), JOINS, ids=[joined[-8:] for _, joined in JOINS])
def test_a_paragraph_cut_by_the_column_is_whole_again(items: list[PageItem], number: int, joined: str) -> None:
    article = items[number - 1].article
    assert [joined in article.paragraph(n) for n in range(1, len(article.paragraphs) + 1)].count(True) == 1


def test_there_are_exactly_ten_joins(items: list[PageItem]) -> None:
    """Every other line of the page that is text stands as a paragraph of its own."""
    lines = {line.strip() for line in PAGE.read_text(encoding="utf-8").split("\n")}
    joined = [
        item.article.paragraph(n)
        for item in items
        for n in range(1, len(item.article.paragraphs) + 1)
        if not any(line.endswith(item.article.paragraph(n)) or item.article.paragraph(n) in line for line in lines)
    ]
    assert len(joined) == 10


def test_headings_are_told_from_titles(items: list[PageItem]) -> None:
    article = items[0].article
    assert [article.paragraph(n) for n in sorted(article.headings)] == [
        "先行先试 发挥辐射引领作用",
        "四链融合 驶入创新发展快车道",
        "“双倍增”发力 汇聚高素质创新力量",
    ]


def test_marks_are_metadata_and_not_text(items: list[PageItem]) -> None:
    details = [dict(item.details) for item in items]
    assert details[0]["byline"] == "► 本报记者 邓淑华"
    assert details[0]["photo"] == "图片来源:洛阳市科技局"
    assert [d.get("dateline") for d in details] == [None] + ["本报讯"] * 5 + [None]
    assert details[4]["byline"] == "(李巾豪 特约通讯员 夏燕燕)"
    assert items[5].article.text.endswith("齐头并进的项目建设格局。")
    assert (items[6].article.author, details[6]["photo"]) == ("钟焱", "钟焱/摄")
    for item in items:
        assert not re.search("本报讯|本报记者|图片来源|/摄", item.article.text)


def test_dates_are_as_precise_as_the_page_and_quote_it(items: list[PageItem]) -> None:
    """The page prints no date: a caption reports 13 May, two articles name ceremonies of 2021 held 近日."""
    assert {item.article.date for item in items} == {"2021-05"}
    evidence = items[0].article.date_evidence
    assert "“5月13日”" in evidence
    assert "近日举行的2021年第二季度" in evidence
    page = PAGE.read_text(encoding="utf-8")
    assert all(quote in page for quote in re.findall("“([^”]+)”", evidence))
    assert any("日期 2021-05 是推断的" in note for note in items[0].notes)


def test_nothing_of_the_page_is_lost_but_its_layout(items: list[PageItem]) -> None:
    page = without_space(PAGE.read_text(encoding="utf-8"))
    rebuilt = ""
    for item in items:
        details = dict(item.details)
        title = item.article.title if item.article.kind == "article" else ""
        head, tail = details.get("byline", ""), ""
        if not head.startswith(("►", "(")):
            head, tail = "", head
        photo = details.get("photo", "")
        before, after = (photo, "") if photo.startswith("图片") else ("", photo)
        mark = details.get("dateline", "")
        first = f"{head}{before}{mark}" if not head.startswith("(") else f"{mark}{head}"
        rebuilt += title + first + item.article.text + tail + after
    assert without_space(rebuilt) == page


def test_the_corpus_files_load_and_slice(articles: list[Article]) -> None:
    mine = [article for article in articles if article.id.startswith("newspaper_page-")]
    assert len(mine) == 7
    for article in mine:
        for number, (start, end) in enumerate(article.paragraphs, start=1):
            assert article.text[start:end] == article.paragraph(number) == article.paragraph(number).strip() != ""


# --- pages of our own in other layouts


def expected(path: Path) -> Iterator[dict[str, object]]:
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        kind, _, rest = block.partition("\n")
        head, _, body = rest.partition("\n正文\n")
        fields = dict(line.split(" ", 1) for line in head.split("\n"))
        paragraphs = body.strip("\n").split("\n")
        yield {
            "kind": {"文章": "article", "图片说明": "caption"}[kind],
            **{field: fields.get(field, "") for field in ("标题", "作者", "日期", "来源", "署名", "电头", "图片署名")},
            "请看": [int(line) for line in fields.get("请看", "").split()],
            "正文": [paragraph.removeprefix("## ") for paragraph in paragraphs],
            "小标题": [n for n, paragraph in enumerate(paragraphs, start=1) if paragraph.startswith("## ")],
        }


def shown(item: PageItem) -> dict[str, object]:
    article, details = item.article, dict(item.details)
    return {
        "kind": article.kind,
        "标题": article.title,
        "作者": article.author,
        "日期": article.date,
        "来源": article.source,
        "署名": details.get("byline", ""),
        "电头": details.get("dateline", ""),
        "图片署名": details.get("photo", ""),
        "请看": sorted({int(match) for note in item.notes for match in re.findall(r"^\S+ 第(\d+)行：", note)}),
        "正文": [article.paragraph(n) for n in range(1, len(article.paragraphs) + 1)],
        "小标题": sorted(article.headings),
    }


@pytest.mark.parametrize("path", GOLDEN, ids=[path.stem for path in GOLDEN])
def test_golden_page(path: Path) -> None:
    items = read_page(path.read_text(encoding="utf-8"), name=path.name, stem=path.stem)
    assert [shown(item) for item in items] == list(expected(path.with_suffix(".expected.txt")))


def test_there_are_golden_pages() -> None:
    assert len(GOLDEN) >= 3


# --- single decisions


@pytest.mark.parametrize(
    ("mark", "byline", "names"),
    [
        ("本报讯 （记者 林舟）", "（记者 林舟）", "林舟"),
        ("本报讯（记者 林舟 通讯员 何苇）", "（记者 林舟 通讯员 何苇）", "林舟、何苇"),
        ("【本报讯】", "", ""),
        ("本报讯：", "", ""),
        ("河湾日报讯（见习记者林舟）", "（见习记者林舟）", "林舟"),
        ("新华社青屿4月2日电（记者方墨、陆子青）", "（记者方墨、陆子青）", "方墨、陆子青"),
        ("据新华社电", "", ""),
        ("本报青屿4月2日电（记者 欧阳文静）", "（记者 欧阳文静）", "欧阳文静"),
        ("中新网4月2日电", "", ""),
        ("本报讯 记者林舟 通讯员何苇报道：", "记者林舟 通讯员何苇报道：", "林舟、何苇"),
        ("（记者 林 舟）", "（记者 林 舟）", "林舟"),
    ],
)
def test_marks_before_the_first_sentence(mark: str, byline: str, names: str) -> None:
    (item,) = read(f"大桥通车\n\n{mark}大桥昨日通车，全长1.2公里。\n\n次年再建一座。\n")
    assert item.article.text == "大桥昨日通车，全长1.2公里。\n次年再建一座。"
    assert item.article.author == names
    assert dict(item.details).get("byline", "") == byline


@pytest.mark.parametrize(
    "byline",
    ["林舟", "林 舟", "□ 林舟", "►本报记者 林舟", "本报记者 林舟", "记者 林舟 文/图", "文/林舟", "（林舟）", "作者：林舟", "■记者 林舟"],
)
@pytest.mark.parametrize("tail", [False, True])
def test_a_byline_under_the_title_or_at_the_end(byline: str, tail: bool) -> None:
    text = "大桥全长1.2公里，昨日通车。\n\n次年再建一座。"
    page = f"大桥通车\n\n{text}\n\n{byline}\n" if tail else f"大桥通车\n\n{byline}\n\n{text}\n"
    (item,) = read(page)
    assert (item.article.title, item.article.author) == ("大桥通车", "林舟")
    assert item.article.text == "大桥全长1.2公里，昨日通车。\n次年再建一座。"


@pytest.mark.parametrize("glued", ["林舟", "（林舟）", "（记者 林舟）", " 林舟", "（本报记者 林舟 通讯员 何苇）"])
def test_a_byline_glued_to_the_last_sentence(glued: str) -> None:
    items = read(f"大桥通车\n\n大桥昨日通车。\n\n全长1.2公里。{glued}\n\n水厂投产\n\n本报讯 水厂昨日投产。\n")
    assert [item.article.title for item in items] == ["大桥通车", "水厂投产"]
    assert items[0].article.text.endswith("全长1.2公里。")
    assert items[0].article.author.startswith("林舟")


def test_words_after_the_last_stop_are_no_byline_when_they_go_on() -> None:
    """高新 has the form of a name; the page shows that 区 follows it."""
    (item,) = read("开发区建设提速\n\n高新区今年开工6个项目，高新区投资13亿元。高新\n\n区还将引进人才。\n\n记者从高新区获悉。\n")
    assert "高新区还将引进人才。" in item.article.text
    assert item.article.author == ""


@pytest.mark.parametrize("credit", ["林舟/摄", "林舟 摄", "本报记者 林舟 摄", "新华社发（林舟 摄）", "（林舟摄）", "摄影：林舟"])
def test_a_text_before_a_photo_credit_is_a_caption(credit: str) -> None:
    items = read(f"大桥通车\n\n本报讯 大桥昨日通车。\n\n（何苇）\n\n\n5月3日，市民在桥上散步。\n\n{credit}\n")
    assert [item.article.kind for item in items] == ["article", "caption"]
    assert (items[1].article.text, items[1].article.author) == ("5月3日，市民在桥上散步。", "林舟")
    assert dict(items[1].details)["photo"] == credit


def test_a_picture_in_the_middle_does_not_cut_the_article() -> None:
    items = read("大桥通车\n\n本报讯 大桥昨日通车，全长\n\n图为大桥夜景。 林舟 摄\n\n1.2公里。\n")
    assert [(i.article.kind, i.article.text) for i in items] == [
        ("article", "大桥昨日通车，全长1.2公里。"),
        ("caption", "图为大桥夜景。"),
    ]


@pytest.mark.parametrize(
    "furniture",
    ["第3版", "A03", "03版：综合新闻", "2022年3月8日 星期二", "责任编辑：闻静 版式：罗岸", "— 3 —", "河湾日报 2022年3月8日 第3版", "要闻"],
)
def test_what_belongs_to_the_page_is_no_text_even_inside_a_paragraph(furniture: str) -> None:
    (item,) = read(f"大桥通车\n\n本报讯 大桥昨日通车，全长\n\n{furniture}\n\n1.2公里，双向六车道。\n")
    assert item.article.text == "大桥昨日通车，全长1.2公里，双向六车道。"


def test_headings_with_and_without_punctuation_and_numbers() -> None:
    headings = ["一、先修路", "（二）再架桥", "3. 桥怎么养", "钱从哪儿来？", "路通了，人来了", "“桥长”上岗", "04 明年的打算"]
    body = "".join(f"{heading}\n\n工程队白天铺路，晚上运料，三个月完成全部工程。\n\n" for heading in headings)
    (item,) = read(f"大桥通车\n\n本报记者 林舟\n\n大桥全长1.2公里。\n\n{body}")
    article = item.article
    assert [article.paragraph(n) for n in sorted(article.headings)] == headings


def test_a_title_of_two_lines_is_joined_by_a_space_and_noted() -> None:
    (item,) = read("首条智能公交线开通\n南岸进入十分钟通勤圈\n\n本报讯 昨日开通。\n")
    assert item.article.title == "首条智能公交线开通 南岸进入十分钟通勤圈"
    assert any("标题由2行接成" in note for note in item.notes)


def test_doubt_is_told_with_file_and_line() -> None:
    items = read("大桥通车\n\n大桥全长1.2公里。\n\n水厂投产\n\n新水厂日供水20万吨。\n")
    notes = [note for item in items for note in item.notes]
    assert any(re.search(r"^版面\.txt 第5行：“水厂投产”当作小标题，也可能是另一篇文章的标题，请看一眼。$", note) for note in notes)


def test_turns_to_other_pages_are_told() -> None:
    (item,) = read("大桥通车\n\n（上接第1版）大桥昨日通车。\n\n全长1.2公里。（下转第5版）\n")
    assert item.article.text == "大桥昨日通车。\n全长1.2公里。"
    assert sum("本文在这个文件里不完整" in note for note in item.notes) == 2


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("大桥通车\n\n新华社青屿4月2日电 大桥通车。2021年5月6日，大桥在2021年第二季度开工仪式。\n", ""),
        ("大桥通车\n\n2021年5月13日，大桥通车。\n", "2021-05"),
        ("大桥通车\n\n2021年5月29日，大桥通车。\n", "2021"),  # a week later is June
        ("大桥通车\n\n2021年12月30日，大桥通车。\n", ""),  # a week later is the next year
        ("大桥通车\n\n5月13日，大桥通车。\n", ""),  # no year
        ("大桥通车\n\n近日，市里举行2021年第二季度开工仪式。\n", "2021"),
        ("大桥通车\n\n近日，市里举行2020年度第三批总结表彰大会。\n", ""),  # looks back
        ("大桥通车\n\n近日，市里公布了2020年决算。\n", ""),
        ("大桥通车\n\n近日举行的2021年第二季度开工仪式上，计划于2023年12月竣工。\n", "2021"),
        ("大桥通车\n2021年5月13日\n\n大桥昨日通车。\n", "2021-05-13"),
        ("2021年5月17日 第3版\n\n大桥通车\n\n5月13日，大桥通车。\n", "2021-05-17"),
        ("大桥通车\n\n2021年2月30日，大桥通车。\n", "2021"),  # no such day, but the year is said
    ],
)
def test_a_date_is_never_more_precise_than_the_page(text: str, date: str) -> None:
    (item,) = read(text)
    assert item.article.date == date
    assert item.article.date == "" or item.article.date_evidence

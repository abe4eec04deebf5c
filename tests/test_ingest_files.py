"""Files and folders: formats, ids, importing without losing corrections, and every kind of bad input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import load_articles
from rag.errors import InputError
from rag.ingest import ImportReport, import_files
from rag.ingest.files import safe_stem
from rag.ingest.markdown import parse_markdown, write_markdown
from rag.types import Article, split_paragraphs

ARTICLE = "大桥通车\n\n本报讯（记者 林舟）大桥昨日通车，全长1.2公里。\n\n次年再建一座。\n"
PAGE = ARTICLE + "\n水厂投产\n\n本报讯（记者 何苇）新水厂昨日投产，日供水20万吨。\n"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- formats


def test_a_text_file_is_one_article_named_after_the_file(tmp_path: Path) -> None:
    (article,) = load_articles(put(tmp_path / "大桥.txt", "大桥通车\n2021年5月13日\n本报记者 林舟\n\n大桥昨日通车。\n再建一座。\n"))
    assert (article.id, article.title, article.date, article.author) == ("大桥", "大桥通车", "2021-05-13", "林舟")
    assert article.text == "大桥昨日通车。\n再建一座。"


def test_a_page_gives_several_articles(tmp_path: Path) -> None:
    articles = load_articles(put(tmp_path / "p.txt", PAGE))
    assert [(a.id, a.title, a.author) for a in articles] == [("p-1", "大桥通车", "林舟"), ("p-2", "水厂投产", "何苇")]


@pytest.mark.parametrize("name", ["a.md", "b.markdown"])
def test_markdown_without_front_matter_is_read_as_it_is_seen(tmp_path: Path, name: str) -> None:
    text = (
        "# 大桥**通车**\n\n本报记者 [林舟](https://example.com/z)\n\n大桥*昨日*通车，\n全长1.2公里。![图](a.png)\n\n## 造价\n\n"
        "- 总投资3亿元\n- 其中<b>省级</b>资金1亿元<script>alert(1)</script><!-- 秘密 -->\n\n> 桥长2千米，3*4=12。\n"
    )
    (article,) = load_articles(put(tmp_path / name, text))
    assert (article.title, article.author, article.headings) == ("大桥通车", "林舟", frozenset({2}))
    assert article.text == "大桥昨日通车，全长1.2公里。\n造价\n总投资3亿元\n其中省级资金1亿元\n桥长2千米，3*4=12。"


def test_html_gives_only_what_is_visible(tmp_path: Path) -> None:
    page = """<!doctype html><html><head><title>大桥通车_河湾网</title><meta charset=utf-8>
      <meta name="author" content="林舟"><meta property="article:published_time" content="2022-03-08T09:00:00+08:00">
      <style>p{color:red}</style><script>if (1<!2) document.write("脚本")</script></head>
      <body><nav>首页</nav><!-- 注释 --><h1>大桥通车</h1><p>大桥7日通车，全长1.2公里&amp;宽30米。
      又建一座。<p hidden>隐藏<p style="display: none">藏</p><div aria-hidden="true">影<p>子</p></div>
      <h2>造价</h2><p>总投资&#51;亿元。<br>次年完工。<svg><title>图</title></svg><noscript>无</noscript></body></html>"""
    (article,) = load_articles(put(tmp_path / "a.html", page))
    assert (article.title, article.date, article.author) == ("大桥通车", "2022-03-08", "林舟")
    assert article.date_evidence == "网页标明“2022-03-08T09:00:00+08:00”"
    assert article.text == "大桥7日通车，全长1.2公里&宽30米。又建一座。\n造价\n总投资3亿元。\n次年完工。"
    assert article.headings == frozenset({2})


def test_escaped_markup_stays_text(tmp_path: Path) -> None:
    (article,) = load_articles(put(tmp_path / "a.html", "<h1>标签</h1><p>写法是&lt;script&gt;alert(1)&lt;/script&gt;。</p>"))
    assert article.text == "写法是<script>alert(1)</script>。"


@pytest.mark.parametrize("opener", ["<!--", "<a ", "<div>", "<p", "&#", "</", "<![CDATA[", '<p a="', "<title>"])
def test_broken_html_of_100_kb_is_read_quickly_or_refused(tmp_path: Path, opener: str) -> None:
    page = "<p>正文在此。</p>" + opener * (100_000 // len(opener))
    assert load_articles(put(tmp_path / "a.html", page))[0].text.startswith("正文在此。")


# --- corpus files

paragraphs = st.lists(
    st.text(st.characters(exclude_characters="\n\r\u2028\u2029", exclude_categories=("Cs",)), min_size=1).map(str.strip).filter(bool),
    min_size=1,
    max_size=5,
)
one_line = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n\r\u2028\u2029\x85"), max_size=20)


@given(paragraphs, one_line, one_line, one_line.filter(str.strip), st.sampled_from(["", "2021", "2021-05", "2021-05-13"]), st.data())
@settings(max_examples=150, deadline=None)
def test_a_corpus_file_reads_back_as_it_was_written(
    parts: list[str], title: str, author: str, id: str, date: str, data: st.DataObject
) -> None:
    text = "\n".join(parts)
    headings = frozenset(data.draw(st.sets(st.integers(1, len(parts)))))
    article = Article(
        id=id, title=title, text=text, paragraphs=split_paragraphs(text), date=date, author=author, source="报 #1: “x”",
        kind="caption", date_evidence="据“5月13日”", headings=headings,
    )  # fmt: skip
    written = write_markdown(article, [("lines", "1-3")])
    assert parse_markdown(written, name="x.md", default_id="x") == article


@pytest.mark.parametrize("text", ["# 井号开头", "\\反斜杠", "---", "## 双井", "- 列表", "> 引用", "*强调*", "<b>标签</b>", "[1] 编号"])
def test_text_that_looks_like_markdown_stays_text(text: str) -> None:
    article = Article.from_text("x", f"{text}\n第二段。", title="题")
    assert parse_markdown(write_markdown(article), name="x.md", default_id="x") == article


def test_a_person_may_write_a_corpus_file_by_hand(tmp_path: Path) -> None:
    text = "---\r\ntitle: 大桥通车\r\nauthor: [林舟, 何苇]\r\ndate: 2021-05-13\r\ntags: [桥]\r\n---\r\n第一段。\r\n第二段。\r\n\r\n## 造价\r\n第三段。\r\n"
    path = tmp_path / "大桥.md"
    path.write_bytes(text.encode("utf-8"))
    (article,) = load_articles(path)
    assert (article.id, article.title, article.author, article.date) == ("大桥", "大桥通车", "林舟、何苇", "2021-05-13")
    assert article.text == "第一段。\n第二段。\n造价\n第三段。"
    assert article.headings == frozenset({3})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: 题\n正文。\n", r"x\.md 第1行：文件头.*没有结束.*另起一行写上 ---"),
        ("---\ntitle: 题\ndate: 去年\n---\n正文。\n", r"x\.md 第3行：日期“去年”无效。请写成 2021、2021-05 或 2021-05-13"),
        ("---\ndate: 2021-02-30\n---\n正文。\n", r"x\.md 第2行：日期“2021-02-30”无效"),
        ("---\ntitle: 题\nkind: 图\n---\n正文。\n", r"x\.md 第3行：kind 是“图”，只能是 article.*caption"),
        ("---\ntitle: a: b: c\n---\n正文。\n", r"x\.md 第2行：文件头.*不是有效的 YAML"),
        ("---\ntitle: '题\n---\n正文。\n", r"x\.md 第\d行：文件头.*不是有效的 YAML"),
        ("---\n- 题\n---\n正文。\n", r"x\.md 第2行：文件头.*应是“键: 值”"),
        ("---\ntitle: [题]\n---\n正文。\n", r"x\.md 第2行：title 应是一段文字"),
        ("---\nid: ''\n---\n正文。\n", r"x\.md 第2行：id 不能为空"),
        ("---\nid: a\nid: b\n---\n正文。\n", r"x\.md 第3行：id 写了两次"),
        ("---\ntitle: 题\n---\n\n", r"x\.md：文件头之后没有正文"),
        ("---\ntitle: " + "[" * 5000 + "\n---\n正文。\n", r"x\.md 第\d行：文件头.*不是有效的 YAML"),
    ],
)
def test_broken_front_matter_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_articles(put(tmp_path / "x.md", text))


# --- folders


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", ".hidden/3.txt", "raw/4.txt", "a/raw/5.txt", ".6.txt", "b/7.png"):
        put(tmp_path / name, ARTICLE)
    assert [article.id for article in load_articles(tmp_path)] == ["1", "2"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "outside/secret.txt", ARTICLE)
    put(tmp_path / "corpus/a.txt", ARTICLE)
    os.symlink(tmp_path / "outside/secret.txt", tmp_path / "corpus/link.txt")
    os.symlink(tmp_path / "outside", tmp_path / "corpus/folder")
    os.symlink(tmp_path / "corpus", tmp_path / "corpus/loop")
    assert [article.id for article in load_articles(tmp_path / "corpus")] == ["a"]


def test_one_id_in_two_files_names_both(tmp_path: Path) -> None:
    put(tmp_path / "a/x.txt", ARTICLE)
    put(tmp_path / "b/x.txt", ARTICLE)
    with pytest.raises(InputError, match=r"a/x\.txt 和 \S+b/x\.txt 的 id 都是“x”。请改其中一个"):
        load_articles(tmp_path)


def test_every_bad_file_of_a_folder_is_named(tmp_path: Path) -> None:
    put(tmp_path / "good.txt", ARTICLE)
    put(tmp_path / "empty.txt", "  \n")
    (tmp_path / "binary.md").write_bytes(b"\x89PNG\r\n" + bytes(100))
    with pytest.raises(InputError) as caught:
        load_articles(tmp_path)
    assert "empty.txt 是空文件" in str(caught.value)
    assert "binary.md 是二进制文件" in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "missing.txt", r"找不到文件 \S+missing\.txt。请检查路径"),
        (lambda folder: folder, r"文件夹 \S+ 里没有文章.*rag import"),
        (lambda folder: put(folder / "e.txt", ""), r"e\.txt 是空文件"),
        (lambda folder: put(folder / "e.txt", "\ufeff\n　\u200b"), r"e\.txt 是空文件"),
        (lambda folder: put(folder / "e.html", "<script>alert(1)</script>"), r"e\.html 里没有可读的文章"),
        (lambda folder: put(folder / "e.doc", "x"), r"e\.doc：还不支持 \.doc 文件.*另存为"),
    ],
)
def test_bad_input_is_refused_in_words(tmp_path: Path, make: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_articles(make(tmp_path))  # type: ignore[operator]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with open(path, "wb") as file:
        file.truncate(200_000_001)  # sparse: takes no space
    with pytest.raises(InputError, match=r"huge\.txt 有 200 MB，超过上限 200 MB"):
        load_articles(path)


@pytest.mark.parametrize("name", ["换\n行.txt", "😀.txt", "-rf.txt", "空 格.txt", "con.txt", "a:b.txt", "..x.txt"])
def test_odd_file_names_are_handled(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / "in" / name, ARTICLE)
    report = import_files([path], tmp_path / "corpus")
    assert not report.problems
    (imported,) = report.articles
    assert imported.path.parent == tmp_path / "corpus"
    assert [article.id for article in load_articles(tmp_path / "corpus")] == [imported.article.id]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_a_safe_name_is_one_path_component_everywhere(text: str) -> None:
    name = safe_stem(text)
    assert 0 < len(name.encode("utf-8")) <= 120
    assert Path(name).name == name
    assert not name.startswith(".")
    assert not set(name) & set('/\\:*?"<>|\n\r\0')
    assert name.lower() not in ("con", "nul", "aux", "com1")
    assert safe_stem(name) == name


# --- importing


def names(report: ImportReport) -> list[str]:
    return [item.path.name for item in report.articles]


def test_importing_writes_corpus_files_and_keeps_the_raw_file(tmp_path: Path) -> None:
    path, corpus = put(tmp_path / "p.txt", PAGE), tmp_path / "corpus"
    report = import_files([path], corpus)
    assert (names(report), report.problems) == (["p-1.md", "p-2.md"], ())
    assert (corpus / "raw/p.txt").read_bytes() == path.read_bytes()
    assert load_articles(corpus) == [item.article for item in report.articles]
    assert "raw: raw/p.txt" in (corpus / "p-1.md").read_text(encoding="utf-8")


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path, corpus = put(tmp_path / "p.txt", PAGE), tmp_path / "corpus"
    import_files([path], corpus)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in corpus.rglob("*.*")}
    again = import_files([path, corpus / "raw/p.txt"], corpus)
    assert names(again)[:2] == ["p-1.md", "p-2.md"]
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in corpus.rglob("*.*")} == before


def test_a_correction_by_hand_is_never_overwritten_silently(tmp_path: Path) -> None:
    path, corpus = put(tmp_path / "p.txt", PAGE), tmp_path / "corpus"
    import_files([path], corpus)
    corrected = (corpus / "p-1.md").read_text(encoding="utf-8").replace("次年再建一座。", "次年再建两座。")
    put(corpus / "p-1.md", corrected)
    report = import_files([path], corpus)
    assert names(report) == ["p-2.md"]
    assert len(report.problems) == 1
    assert "p-1.md 已存在，内容不同（也许人工改过）；没有覆盖" in report.problems[0]
    assert "--overwrite" in report.problems[0]
    assert (corpus / "p-1.md").read_text(encoding="utf-8") == corrected
    assert import_files([path], corpus, overwrite=True).problems == ()
    assert "次年再建一座。" in (corpus / "p-1.md").read_text(encoding="utf-8")


def test_another_raw_file_of_the_same_name_is_refused(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    first, second = put(tmp_path / "a/p.txt", PAGE), put(tmp_path / "b/p.txt", ARTICLE)
    report = import_files([first, second], corpus, overwrite=True)
    assert names(report) == ["p-1.md", "p-2.md"]
    assert "raw/p.txt 已存在，内容与" in report.problems[0]
    assert (corpus / "raw/p.txt").read_bytes() == first.read_bytes()


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = put(tmp_path / "good.txt", ARTICLE)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x89PNG\r\n" + bytes(100))
    report = import_files([tmp_path / "missing.txt", bad, good], tmp_path / "corpus")
    assert names(report) == ["good.md"]
    assert [problem.split(" ")[0] for problem in report.problems] == ["找不到文件", str(bad)]
    assert not (tmp_path / "corpus/raw/bad.txt").exists()


@pytest.mark.parametrize("id", ["../../evil", "/etc/passwd", "a/b", "..", "nul", "C:\\x"])
def test_an_id_never_leads_out_of_the_corpus(tmp_path: Path, id: str) -> None:
    path = put(tmp_path / "in/x.md", f"---\nid: '{id}'\ntitle: 题\n---\n正文。\n")
    report = import_files([path], tmp_path / "corpus")
    (item,) = report.articles
    assert item.path.parent == tmp_path / "corpus"
    assert {p.name for p in tmp_path.iterdir()} == {"in", "corpus"}
    assert load_articles(tmp_path / "corpus")[0].id == id


def test_importing_in_a_given_encoding(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_bytes("銀行".encode("cp950"))
    (item,) = import_files([path], tmp_path / "corpus", encoding="big5").articles
    assert item.article.text == "銀行"


def test_a_corpus_file_need_not_be_imported(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    put(corpus / "x.md", "---\ntitle: 题\n---\n正文。\n")
    report = import_files([corpus / "x.md"], corpus)
    assert report.articles == ()
    assert "已经在文集" in report.problems[0]


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, corpus = put(tmp_path / "p.txt", PAGE), tmp_path / "corpus"

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device", "p-1.md")

    monkeypatch.setattr(os, "fsync", no_space)
    report = import_files([path], corpus)
    assert report.articles == ()
    assert "无法写入 p-1.md：No space left on device。请检查磁盘空间和权限" in report.problems[0]
    assert [file for file in corpus.rglob("*") if file.is_file()] == []

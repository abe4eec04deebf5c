from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from counting import CountingEmbedder

from rag.errors import CorruptIndex, IndexMismatch, IndexMissing, IndexProblem, InputError
from rag.index import Index, build_index, check_index, ensure_writable, load_index, repair_index, save_index, store
from rag.index.disk import Disk, writing
from rag.index.manifest import Manifest
from rag.types import Article

FILES = [
    "vectors.faiss", "passages.jsonl", "articles.jsonl", "canary.npy", "bm25.terms.npy", "bm25.indptr.npy",
    "bm25.docs.npy", "bm25.impacts.npy", "bm25.lengths.npy", "manifest.json",
]  # fmt: skip
ARTICLES = [
    replace(
        Article.from_text("a1", "雨下了三天。\n球场\n球赛改期，雨停再赛。\u3000又改期。", title="雨中球赛"),
        headings=frozenset({2}),
        date="2021-05-13",
        author="某人",
    ),
    Article.from_text("a2", "财报公布，车企盈利。\n车价下降。𠮷😀", title="车与财", source="某报", kind="caption"),
]
EXTRA = Article.from_text("a3", "车队遇雨。", title="车队")
EMBEDDER = CountingEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_index(build_index(ARTICLES, EMBEDDER), tmp_path / "index")
    return tmp_path / "index"


def current(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()


def answers(index: Index) -> list[list[tuple[int, float]]]:
    """What a search sees of an index."""
    return [
        list(zip(*(part.tolist() for part in leg), strict=True))
        for question in ("雨", "球赛", "车价", "财报")
        for leg in (
            index.lexical.search(question, 9), index.dense.search(EMBEDDER.embed_questions([question])[0], 9)
        )
    ]  # fmt: skip


def assert_same(a: Index, b: Index) -> None:
    assert (a.articles, a.passages) == (b.articles, b.passages)
    assert (a.fingerprint, a.corpus_sha256, a.max_chars) == (b.fingerprint, b.corpus_sha256, b.max_chars)
    assert answers(a) == answers(b)


# Building


def test_passages_vectors_and_words_are_in_one_order() -> None:
    index = build_index(ARTICLES, EMBEDDER)
    assert [(p.article_id, p.paragraph) for p in index.passages] == [("a1", 1), ("a1", 3), ("a2", 1), ("a2", 2)]
    assert len(index.dense) == len(index.lexical.lengths) == 4
    assert index.lexical.search("车价", 1)[0].tolist() == [3]


def test_title_and_heading_are_searched_with_the_passage() -> None:
    found = build_index(ARTICLES, EMBEDDER).lexical.search("球场", 9)[0].tolist()
    assert found[0] == 1  # only the heading above it has both characters together


def test_a_date_finds_the_passage_that_names_it_relatively() -> None:
    texts = ("明年11月，车队成立。", "去年11月，球队成立。", "2019年，财报公布。")
    articles = [Article.from_text(f"a{i}", text, date="2021-05-13") for i, text in enumerate(texts)]
    assert build_index(articles, EMBEDDER).lexical.search("2020年11月成立的是什么", 1)[0].tolist() == [1]
    undated = [replace(article, date="") for article in articles]
    assert build_index(undated, EMBEDDER).lexical.search("2020年11月成立的是什么", 1)[0].tolist() == [0]


def test_unchanged_passages_are_not_embedded_again() -> None:
    embedder = CountingEmbedder()
    first = build_index(ARTICLES, embedder)
    embedder.embedded.clear()
    changed = replace(ARTICLES[1], text=ARTICLES[1].text.replace("下降", "上升"))
    second = build_index([EXTRA, changed, ARTICLES[0]], embedder, previous=first)
    assert [text.split("\n")[-1] for text in embedder.embedded if "\n" in text] == ["车队遇雨。", "车价上升。𠮷😀"]
    assert_same(second, build_index([EXTRA, changed, ARTICLES[0]], CountingEmbedder()))


def test_vectors_of_another_model_are_not_reused() -> None:
    other = CountingEmbedder("雨球财车", fingerprint="f" * 16)
    build_index(ARTICLES, other, previous=build_index(ARTICLES, EMBEDDER))
    assert len([text for text in other.embedded if "\n" in text]) == 4


def test_a_changed_setting_changes_the_fingerprint() -> None:
    fingerprints = {
        build_index(ARTICLES, EMBEDDER).fingerprint,
        build_index(ARTICLES, EMBEDDER, max_chars=8).fingerprint,
        build_index(ARTICLES[:1], EMBEDDER).fingerprint,
        build_index([replace(ARTICLES[0], date="2022"), ARTICLES[1]], EMBEDDER).fingerprint,
        build_index(ARTICLES, CountingEmbedder(fingerprint="other")).fingerprint,
    }
    assert len(fingerprints) == 5
    assert build_index(ARTICLES, EMBEDDER).fingerprint in fingerprints


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="两篇文章的编号都是 a1"):
        build_index([ARTICLES[0], ARTICLES[0]], EMBEDDER)


def test_progress_names_each_stage_and_ends_complete() -> None:
    seen: list[tuple[str, int, int]] = []
    build_index(ARTICLES, EMBEDDER, progress=lambda *step: seen.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["切分文章", "计算向量", "建立词语索引"]
    assert {stage: (done, total) for stage, done, total in seen} == {
        "切分文章": (2, 2), "计算向量": (4, 4), "建立词语索引": (1, 1)
    }  # fmt: skip


# Round trip


def test_round_trip(folder: Path) -> None:
    index, again = build_index(ARTICLES, EMBEDDER), load_index(folder, EMBEDDER)
    assert_same(index, again)
    assert again.articles[0].headings == {2}
    assert check_index(folder) == []
    assert sorted(path.name for path in current(folder).iterdir()) == sorted(FILES)


def test_lone_surrogates_and_line_separators_survive(tmp_path: Path) -> None:
    article = Article(id="雨/../x\n", title="\ud800", text="雨\u2028球\ud83d。", paragraphs=((0, 5),))
    index = build_index([article], EMBEDDER)
    save_index(index, tmp_path)
    assert_same(index, load_index(tmp_path, EMBEDDER))
    assert check_index(tmp_path) == []


@pytest.mark.parametrize("articles", [[], [Article.from_text("a", "")]])
def test_an_empty_index_is_an_index(tmp_path: Path, articles: list[Article]) -> None:
    save_index(build_index(articles, EMBEDDER), tmp_path)
    index = load_index(tmp_path, EMBEDDER)
    assert check_index(tmp_path) == []
    assert all(found == [] for found in answers(index))


def test_one_generation_before_is_kept(folder: Path) -> None:
    names = [current(folder).name]
    for articles in ([*ARTICLES, EXTRA], ARTICLES[:1], ARTICLES):
        names.append(save_index(build_index(articles, EMBEDDER), folder).name)
        assert {path.name for path in folder.iterdir()} == {"CURRENT", ".lock", *names[-2:]}
    assert names == ["gen-000001", "gen-000002", "gen-000003", "gen-000004"]


def test_articles_added_replaced_and_deleted_equal_a_rebuild(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    kept: dict[str, Article] = {}
    for step in range(30):
        name = f"a{rng.integers(6)}"
        if name in kept and rng.random() < 0.4:
            del kept[name]
        else:
            text, title = ("".join(rng.choice(list("雨球财车。"), size)) for size in (20, 3))
            kept[name] = Article.from_text(name, text, title=title)
        previous = load_index(tmp_path, EMBEDDER) if step else None
        save_index(build_index(list(kept.values()), EMBEDDER, previous=previous), tmp_path)
    assert_same(load_index(tmp_path, EMBEDDER), build_index(list(kept.values()), EMBEDDER))


# F1, F3: interrupted and failing writes


class CountedDisk(Disk):
    """Counts what reaches the disk and does something at one count."""

    def __init__(self, at: int = 0, action: Callable[[], None] = lambda: None) -> None:
        self.count, self.at, self.action = 0, at, action

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            self.action()

    def write(self, path: Path, data: bytes) -> None:
        path.write_bytes(data[: len(data) // 2])
        self.step()
        super().write(path, data)

    def sync(self, descriptor: int) -> None:
        self.step()
        super().sync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        self.step()
        super().rename(old, new)


def steps(tmp_path: Path) -> int:
    disk = CountedDisk()
    save_index(build_index(ARTICLES, EMBEDDER), tmp_path / "counted", disk)
    return disk.count


def test_killed_at_any_moment_the_index_is_whole(tmp_path: Path, folder: Path) -> None:
    old, new = load_index(folder, EMBEDDER), build_index([*ARTICLES, EXTRA], EMBEDDER)
    last = steps(tmp_path)
    assert last > 20
    seen = set()
    for at in sorted({*range(1, last, 3), last - 2, last - 1, last, last + 1}):
        damaged = tmp_path / f"killed{at}"
        shutil.copytree(folder, damaged)
        child = os.fork()
        if child == 0:
            save_index(new, damaged, CountedDisk(at, lambda: os.kill(os.getpid(), 9)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) == (at <= last)
        assert check_index(damaged) == []
        found = load_index(damaged, EMBEDDER)
        assert_same(found, new if len(found.articles) == 3 else old)
        seen.add(len(found.articles))
        save_index(new, damaged)
        assert_same(load_index(damaged, EMBEDDER), new)
        assert not (damaged / ".staging").exists()
        assert len(list(damaged.glob("gen-*"))) == 2
    assert seen == {2, 3}  # before and after the switch


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EIO, "磁盘读写出错")])
def test_a_failing_disk_leaves_the_old_index(tmp_path: Path, folder: Path, code: int, words: str) -> None:
    def fail() -> None:
        raise OSError(code, os.strerror(code))

    old, new = load_index(folder, EMBEDDER), build_index([*ARTICLES, EXTRA], EMBEDDER)
    last = steps(tmp_path)
    for at in range(1, last + 1):
        with pytest.raises(IndexProblem, match=f"写索引目录 .*失败：{words}。原来的索引仍然完好.*rag index"):
            save_index(new, folder, CountedDisk(at, fail))
        assert not (folder / ".staging").exists()
        assert check_index(folder) == []
        if at < last:  # the last step makes the switch last; it has been made
            assert_same(load_index(folder, EMBEDDER), old)
    save_index(new, folder)
    assert_same(load_index(folder, EMBEDDER), new)


def test_a_write_that_reads_back_differently_is_noticed(folder: Path) -> None:
    class LyingDisk(Disk):
        def write(self, path: Path, data: bytes) -> None:
            super().write(path, data[:-1] + bytes([data[-1] ^ 1]))

    with pytest.raises(IndexProblem, match=r"vectors\.faiss 后读回的内容不同，磁盘可能有故障"):
        save_index(build_index(ARTICLES, EMBEDDER), folder, LyingDisk())
    assert check_index(folder) == []


# F2: damaged files


def damages(data: bytes) -> Iterator[tuple[str, bytes | None]]:
    quarter = len(data) // 4
    yield "delete", None
    yield "empty", b""
    yield "zero", bytes(len(data))
    yield "half", data[: len(data) // 2]
    yield "append", data + b"\0"
    yield "bit", bytes([*data[:quarter], data[quarter] ^ 4, *data[quarter + 1 :]])
    yield "zero a quarter", data[:quarter] + bytes(quarter) + data[2 * quarter :]


@pytest.mark.parametrize("name", FILES)
def test_no_damage_to_a_file_goes_unnoticed(folder: Path, name: str) -> None:
    path = current(folder) / name
    whole = path.read_bytes()
    for kind, data in damages(whole):
        if data is None:
            path.unlink()
        elif data == whole:
            continue
        else:
            path.write_bytes(data)
        with pytest.raises(CorruptIndex, match=rf"{name}.*rag index"):
            load_index(folder, EMBEDDER)
        assert any(name in problem for problem in check_index(folder)), kind
    path.write_bytes(whole)
    assert check_index(folder) == []


def test_the_message_gives_place_and_both_values(folder: Path) -> None:
    path = current(folder) / "passages.jsonl"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorruptIndex, match=rf"gen-000001/passages\.jsonl 有 {size - 1} 字节，清单记的是 {size} 字节"):
        load_index(folder, EMBEDDER)


def test_the_generation_before_is_offered(folder: Path) -> None:
    save_index(build_index([EXTRA], EMBEDDER), folder)
    (current(folder) / "bm25.docs.npy").unlink()
    with pytest.raises(CorruptIndex, match=r"缺少文件 .*bm25\.docs\.npy.*换回另一代（gen-000001）：rag check --repair"):
        load_index(folder, EMBEDDER)
    assert repair_index(folder) == "gen-000001"
    assert len(load_index(folder, EMBEDDER).articles) == 2


def test_an_object_array_is_never_unpickled(folder: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
            return os.mkdir, (str(folder / "pwned"),)

    path = current(folder) / "canary.npy"
    np.save(path, np.array([Payload()], dtype=object), allow_pickle=True)
    tamper(folder, "canary.npy")
    with pytest.raises(CorruptIndex, match=r"canary\.npy 的内容读不出来"):
        load_index(folder, EMBEDDER)
    assert not (folder / "pwned").exists()


# F4: CURRENT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "CURRENT 应写着一代索引的名字，实际是 ''"),
        ("", "CURRENT 应写着一代索引的名字，实际是 ''"),
        ("gen-000009\n", "CURRENT 指向 gen-000009，但没有这一代"),
        ("../../etc", r"CURRENT 应写着一代索引的名字，实际是 '../../etc'"),
        ("gen-000001/../..", "CURRENT 应写着一代索引的名字"),
        ("\x00\xff", "CURRENT 应写着一代索引的名字"),
    ],
)
def test_a_wrong_current_is_refused_and_repaired(folder: Path, content: str | None, words: str) -> None:
    (folder / "CURRENT").unlink()
    if content is not None:
        (folder / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(CorruptIndex, match=rf"{words}.*rag check --repair.*gen-000001.*rag index"):
        load_index(folder, EMBEDDER)
    assert len(check_index(folder)) == 1
    assert repair_index(folder) == "gen-000001"
    assert check_index(folder) == []


def test_repair_takes_the_newest_whole_generation(folder: Path) -> None:
    save_index(build_index([EXTRA], EMBEDDER), folder)
    newest = current(folder)
    shutil.copytree(newest, folder / "gen-000003")
    (folder / "gen-000003" / "articles.jsonl").unlink()
    (folder / "CURRENT").write_text("gen-000003\n", encoding="utf-8")
    assert repair_index(folder) == newest.name
    for generation in folder.glob("gen-*"):
        (generation / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexMissing, match=r"没有一代完好的索引.*rag index"):
        repair_index(folder)


def test_no_index_at_all(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"目录 .*none 不存在.*rag index"):
        load_index(tmp_path / "none", EMBEDDER)
    with pytest.raises(IndexMissing, match=r"还没有索引.*rag index"):
        load_index(tmp_path, EMBEDDER)
    assert len(check_index(tmp_path)) == 1


# F5, F6: another model, another format, counts that differ


def tamper(folder: Path, *rehash: str, **values: Any) -> None:
    """Give the manifest other values, and what the files named hold now; its checksum fits."""
    path = current(folder) / "manifest.json"
    manifest = Manifest.read(path)
    for name in rehash:
        content = (path.parent / name).read_bytes()
        manifest.files[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path.write_bytes(replace(manifest, **values).to_bytes())


def test_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"counting（0123456789abcdef，4 维）.*counting（other，4 维）.*rag index"):
        load_index(folder, CountingEmbedder(fingerprint="other"))
    with pytest.raises(IndexMismatch, match=r"4 维.*5 维.*rag index"):
        load_index(folder, CountingEmbedder("雨球财车队"))


def test_a_model_that_only_says_it_is_the_same_is_refused(folder: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"向量与建立 .*gen-000001 时不同：余弦 0\.000，应不小于 0\.999.*rag index"):
        load_index(folder, CountingEmbedder("球雨财车"))


@pytest.mark.parametrize(
    ("number", "words"), [(99, "第 99 版格式.*请升级本程序"), (0, "第 0 版格式.*rag index"), ("x", "第 x 版格式")]
)
def test_another_format_is_refused(folder: Path, number: object, words: str) -> None:
    tamper(folder, format=number)
    with pytest.raises(IndexMismatch, match=words):
        load_index(folder, EMBEDDER)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("vectors", r"vectors\.faiss 有 4 个向量，清单记的是 12"),
        ("passages", r"passages\.jsonl 有 4 个段落，清单记的是 12"),
        ("articles", r"articles\.jsonl 有 2 篇文章，清单记的是 12"),
        ("lexical", r"bm25\.lengths\.npy 有 4 个段落，清单记的是 12"),
    ],
)
def test_counts_that_differ_are_refused(folder: Path, key: str, words: str) -> None:
    tamper(folder, counts={**Manifest.read(current(folder) / "manifest.json").counts, key: 12})
    with pytest.raises(CorruptIndex, match=words):
        load_index(folder, EMBEDDER)
    assert len(check_index(folder)) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('["a1", 1, 0, 99]', "不在文章之内"),
        ('["a1", 0, 0, 3]', "不在文章之内"),
        ('["a1", 1, -2, 3]', "不在文章之内"),
        ('["a1", 9, 0, 3]', "读不出来"),
        ('["zz", 1, 0, 3]', "读不出来"),
        ('["a1"]', "读不出来"),
        ("[" * 99999, "读不出来"),
    ],
    ids=range(7),
)
def test_a_passage_outside_its_paragraph_is_refused(folder: Path, row: str, words: str) -> None:
    path = current(folder) / "passages.jsonl"
    rows = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([row, *rows[1:]]), encoding="utf-8")
    tamper(folder, "passages.jsonl")
    with pytest.raises(CorruptIndex, match=rf"passages\.jsonl .*{words}"):
        load_index(folder, EMBEDDER)


def test_check_finds_what_hashes_cannot(tmp_path: Path) -> None:
    index = build_index(ARTICLES, EMBEDDER)
    beyond = replace(index.lexical, docs=index.lexical.docs + 7)
    save_index(replace(index, lexical=beyond, corpus_sha256="0" * 64), tmp_path)
    problems = check_index(tmp_path)
    assert any("词语索引指向不存在的段落" in problem for problem in problems)
    assert any("文章集的 SHA-256" in problem for problem in problems)


# F7, F8: others at the same time, links


def test_a_second_writer_fails_at_once(folder: Path) -> None:
    with writing(folder):
        for action in (lambda: save_index(build_index(ARTICLES, EMBEDDER), folder), lambda: ensure_writable(folder)):
            with pytest.raises(IndexProblem, match="另一个程序正在写索引目录"):
                action()
        assert len(load_index(folder, EMBEDDER).articles) == 2  # readers are not hindered
    ensure_writable(folder)


def test_readers_never_see_an_error_or_a_mix(folder: Path) -> None:
    versions = [build_index(articles, EMBEDDER) for articles in (ARTICLES, [*ARTICLES, EXTRA])]
    expected = [answers(index) for index in versions]
    stop, failures = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                index = load_index(folder, EMBEDDER)
                if answers(index) != expected[len(index.articles) - 2]:
                    failures.append("a mix")
            except Exception as exc:
                failures.append(repr(exc))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(12):
        save_index(versions[turn % 2], folder)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_a_reader_overtaken_by_two_builds_looks_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its look at CURRENT and its look at the folder, two builds go by and sweep what CURRENT named."""
    look, looks = store._pointed, iter(range(9))

    def slow(where: Path) -> str:
        name = look(where)
        if next(looks) == 0:
            for _ in range(2):
                save_index(build_index(ARTICLES, EMBEDDER), folder)
        return name

    monkeypatch.setattr(store, "_pointed", slow)
    assert len(load_index(folder, EMBEDDER).articles) == 2
    assert not (folder / "gen-000001").exists()


def test_a_link_out_of_the_index_is_refused(folder: Path, tmp_path: Path) -> None:
    path = current(folder) / "articles.jsonl"
    shutil.move(path, tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorruptIndex, match=r"articles\.jsonl 是指向索引目录之外的链接"):
        load_index(folder, EMBEDDER)


def test_a_generation_that_is_a_link_out_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.move(current(folder), tmp_path / "elsewhere")
    (folder / "gen-000001").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorruptIndex, match="是指向索引目录之外的链接"):
        load_index(folder, EMBEDDER)
    save_index(build_index(ARTICLES, EMBEDDER), folder)
    save_index(build_index(ARTICLES, EMBEDDER), folder)
    assert (tmp_path / "elsewhere" / "manifest.json").exists()  # swept as a link, not followed


def test_a_folder_that_cannot_be_written_is_refused_early(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexProblem, match=r"写索引目录 .*失败：它不是目录"):
        ensure_writable(tmp_path / "file")
    with pytest.raises(IndexProblem, match=r"写索引目录 .*失败：上级路径不是目录"):
        ensure_writable(tmp_path / "file" / "index")

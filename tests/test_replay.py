"""A saved answer looked at again: after a restart, a rebuild, an edit, a deletion; and files that are no receipt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.gold import load_gold
from rag import Answer, Article, Engine
from rag.cli.verdict import verdict
from rag.errors import InputError
from rag.replay import load_receipt, replay
from rag.settings import Settings
from rag.types import text_digest

QUESTION = "青禾公司的新厂总投资多少？"
FACT = "青禾公司的新厂总投资3亿元，占地25亩。"
TEXT = f"东湖市近日举行开工仪式。\n{FACT}\n新厂由王小明负责。"
OTHER = Article.from_text("b", "白鹭公司本周发布新产品，售价700元。", title="白鹭公司发布新品", date="2022-03")


def collection(text: str = TEXT, *more: Article, id: str = "a") -> Engine:
    return Engine.from_articles([Article.from_text(id, text, title="新厂开工", date="2022-03"), OTHER, *more])


@pytest.fixture(scope="module")
def saved() -> Answer:
    answer = collection().ask(QUESTION)
    assert (answer.short, answer.answered) == ("3亿元", True)
    return answer


def test_the_receipt_holds_all_that_is_needed(saved: Answer) -> None:
    trace = json.loads(saved.to_json())["trace"]
    assert trace["sources"] == {"a": text_digest(TEXT)}
    assert {"index", "corpus", "embedder", "reader", "threshold", "program", "k"} <= trace.keys()
    assert trace["models"] == {"embedder": "builtin", "reader": "builtin", "reranker": "", "llm": "", "llm_model": ""}
    assert trace["history"] == []
    assert saved.searched == QUESTION
    for hit in trace["hits"]:
        assert {"article", "paragraph", "start", "end", "score"} <= hit.keys()
    assert (trace["hits"][0]["article"], trace["hits"][0]["paragraph"]) == ("a", 2)


def test_every_shape_of_answer_is_a_receipt_and_stands(engine: Engine, tmp_path: Path) -> None:
    items = load_gold(half="dev")[::11]
    assert len({item.kind for item in items}) > 5
    for item in items:
        answer = engine.ask(item.question, item.history)
        (tmp_path / "a.json").write_text(answer.to_json(), encoding="utf-8")
        kept = load_receipt(tmp_path / "a.json")
        assert kept == answer
        found = replay(kept, engine)
        assert (found.stands, found.differences, found.stale) == (True, (), 0), item.question


def test_a_receipt_tells_no_key() -> None:
    settings = replace(Settings(), llm="http://127.0.0.1:1/v1", llm_model="m", llm_key="hidden", deadline=2.0)
    engine = Engine.from_articles([Article.from_text("a", TEXT), OTHER], settings)
    answer = engine.ask(QUESTION)
    assert answer.trace["models"]["llm"] == "http://127.0.0.1:1/v1"
    assert "hidden" not in answer.to_json()


def test_nothing_changed(saved: Answer) -> None:
    found = replay(saved, collection())
    assert [(s.state, s.stands, s.moved) for s in found.sources] == [("same", True, False)] * len(saved.citations)
    assert found.differences == ()
    assert found.stands
    assert verdict(found).endswith("结论：仍然成立。")


def test_an_edit_elsewhere_in_the_article_is_said_and_the_answer_stands(saved: Answer) -> None:
    found = replay(saved, collection(TEXT.replace("王小明", "李大方")))
    assert [(s.state, s.moved) for s in found.sources] == [("changed", False)]
    assert found.stands
    assert "index" in found.differences
    assert "来源已变更，引文仍在原处" in verdict(found)


def test_a_quote_that_moved_is_found_where_it_is(saved: Answer) -> None:
    text = TEXT.replace(FACT, f"“我们等了很久。”青禾公司的人说。\n{FACT}")
    found = replay(saved, collection(text))
    (source,) = found.sources
    assert source.place
    assert text[source.place.start : source.place.end] == source.citation.quote
    assert (source.state, source.moved, source.place.paragraph) == ("changed", True, 3)
    assert found.stands
    assert f"引文移到第3段（第{source.place.start}至{source.place.end}字）" in verdict(found)


def test_a_quote_that_was_rewritten_no_longer_stands(saved: Answer) -> None:
    found = replay(saved, collection(TEXT.replace("3亿元", "5亿元")))
    (source,) = found.sources
    assert (source.state, source.place, source.instead) == ("changed", None, FACT.replace("3亿元", "5亿元"))
    assert (found.same_answer, found.today.short, found.stands) == (False, "5亿元", False)
    assert "不再成立：[1] 的引文已不在来源中；同样的问题，今天的回答不同" in verdict(found)


def test_a_deleted_article_no_longer_stands_and_a_copy_is_named(saved: Answer) -> None:
    gone = replay(saved, Engine.from_articles([OTHER]))
    assert [(s.state, s.place) for s in gone.sources] == [("deleted", None)]
    assert not gone.stands
    assert "来源已删除" in verdict(gone)
    renamed = replay(saved, collection(id="c"))
    assert [(s.state, s.stands, s.place and s.place.article_id) for s in renamed.sources] == [("deleted", False, "c")]
    assert (renamed.same_answer, renamed.stands) == (True, False)
    assert "同样的文字现在见《新厂开工》第2段" in verdict(renamed)


def test_sources_may_stand_while_the_answer_is_another(saved: Answer) -> None:
    found = replay(replace(saved, short="25亩", text=saved.text.replace("3亿元。[1]\n", "25亩。[1]\n")), collection())
    assert [(s.state, s.stands) for s in found.sources] == [("same", True)]
    assert (found.same_answer, found.stands) == (False, False)
    assert verdict(found).endswith("结论：不再成立：同样的问题，今天的回答不同。")


def test_a_refusal_stands_until_there_is_an_answer() -> None:
    refused = collection().ask("白鹭公司的董事长是谁？")
    assert not refused.answered
    assert replay(refused, collection()).stands
    told = Article.from_text("d", "白鹭公司的董事长是林一帆。", title="白鹭公司的董事长", date="2022-04")
    assert collection(TEXT, told).ask(refused.question).answered
    assert not replay(refused, collection(TEXT, told)).stands


def test_a_follow_up_is_asked_again_with_its_conversation() -> None:
    engine = collection()
    answer = engine.ask("占地多少亩？", [(QUESTION, engine.ask(QUESTION).text)])
    assert answer.short == "25亩"
    found = replay(Answer.from_json(answer.to_json()), engine)
    assert (found.today.searched, found.stands) == (answer.searched, True)


def test_what_a_model_worded_may_be_worded_otherwise(saved: Answer) -> None:
    worded = replace(saved, text="总投资为3亿元。[1]", trace={**saved.trace, "mode": "draft"})
    assert replay(worded, collection()).stands
    assert not replay(replace(worded, short="4亿元"), collection()).stands


def test_files_on_disk_count_more_than_an_older_index(saved: Answer) -> None:
    edited = Article.from_text("a", TEXT.replace("3亿元", "5亿元"), title="新厂开工", date="2022-03")
    found = replay(saved, collection(), [edited, OTHER])
    assert (found.stale, found.same_answer, found.stands) == (1, True, False)
    assert "请先运行 rag index" in verdict(found)
    assert replay(saved, collection(), [Article.from_text("x", "别处的文章。")]).stands  # another collection's folder
    emptied = replay(saved, collection(), [])
    assert ([s.state for s in emptied.sources], emptied.stale, emptied.stands) == (["deleted"], 2, False)


# ---- files that are no receipt


def _set(path: str, value: object) -> Callable[[Any], None]:
    *parents, last = path.split(".")

    def change(data: Any) -> None:
        for part in parents:
            data = data[int(part)] if part.isdigit() else data[part]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("question", 7), _set("trace", None), _set("trace", []), _set("trace.sources", {}), _set("trace.sources", None),
        _set("trace.index", None), _set("trace.history", None), _set("trace.history", [["只有一半"]]), _set("statements", {}),
        _set("citations.0.start", "3"), _set("citations.0.end", 10**9), _set("citations.0.quote", "改过的引文"),
        _set("citations", []), _set("answered", False), _set("nearest", [{}]), _set("extra", 1),
    ],
)  # fmt: skip
def test_a_file_out_of_shape_is_refused(saved: Answer, tmp_path: Path, change: Callable[[Any], None]) -> None:
    data = json.loads(saved.to_json())
    change(data)
    (tmp_path / "x.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.json 不是完好的回答记录"):
        load_receipt(tmp_path / "x.json")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"question": "'])
def test_what_is_no_answer_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(InputError, match="rag ask --json"):
        load_receipt(tmp_path / "x.json")


def test_a_cut_file_is_refused_at_any_length(saved: Answer, tmp_path: Path) -> None:
    whole = saved.to_json().encode()
    for length in range(0, len(whole) - 1, 97):
        (tmp_path / "x.json").write_bytes(whole[:length])
        with pytest.raises(InputError, match="不是完好的回答记录"):
            load_receipt(tmp_path / "x.json")


def test_a_forged_quote_of_an_unchanged_article_is_noticed(saved: Answer) -> None:
    data = saved.to_json().replace("总投资3亿元", "总投资9亿元")
    forged = Answer.from_json(data)
    assert forged.citations != saved.citations
    with pytest.raises(InputError, match="自相矛盾"):
        replay(forged, collection())


# ---- the command


def test_the_command_after_restart_rebuild_edit_and_deletion(tmp_path: Path) -> None:
    def rag(*arguments: str) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("RAG_")}
        return subprocess.run(
            [sys.executable, "-m", "rag", *arguments], cwd=tmp_path, capture_output=True, text=True, env=env, timeout=120
        )

    (tmp_path / "news.txt").write_text(f"新厂开工\n\n2022年3月4日\n\n{TEXT}\n", encoding="utf-8")
    assert rag("import", "news.txt").returncode == 0
    done = rag("ask", "--json", QUESTION)
    assert done.returncode == 0
    receipt = tmp_path / "回答.json"
    receipt.write_text(done.stdout, encoding="utf-8")
    assert json.loads(done.stdout)["trace"]["asked"].startswith("20")

    again = rag("replay", "回答.json")
    assert (again.returncode, again.stderr) == (0, "")
    assert "原文未变" in again.stdout
    for folder in (tmp_path / "index").glob("gen-*"):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    (tmp_path / "index" / "CURRENT").unlink()
    assert rag("index").returncode == 0
    assert rag("replay", "回答.json").returncode == 0

    article = next((tmp_path / "corpus").glob("*.md"))
    article.write_text(article.read_text(encoding="utf-8").replace("3亿元", "5亿元"), encoding="utf-8")
    edited = rag("replay", "回答.json")  # before the index knows
    assert edited.returncode == 3
    assert "请先运行 rag index" in edited.stdout
    assert rag("index").returncode == 0
    edited = rag("replay", "--json", "回答.json")
    assert edited.returncode == 3
    assert [s["state"] for s in json.loads(edited.stdout)["sources"]] == ["changed"]

    article.rename(tmp_path / "withdrawn.md")
    (tmp_path / "corpus" / "other.md").write_text("---\nid: other\ntitle: 别的\n---\n\n白鹭公司发布新产品。\n", encoding="utf-8")
    assert rag("index").returncode == 0
    deleted = rag("replay", "回答.json")
    assert deleted.returncode == 3
    assert "来源已删除" in deleted.stdout

    (tmp_path / "corpus" / "other.md").unlink()
    assert rag("replay", "回答.json").returncode == 3

    receipt.write_text(done.stdout[:400], encoding="utf-8")
    bad = rag("replay", "回答.json")
    assert bad.returncode == 2
    assert "不是完好的回答记录" in bad.stderr
    assert rag("replay", "没有.json").returncode == 2

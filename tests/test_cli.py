"""The command line as a user meets it: a real process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag import Answer
from rag.cli.parser import build_parser


def run(*args: str, cwd: Path, text: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("RAG_")} | environ
    return subprocess.run(
        [sys.executable, "-m", "rag", *args], cwd=cwd, input=text, capture_output=True, text=True, env=env, timeout=120
    )


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one small page has been imported and indexed."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "news.txt").write_text(
        "新厂区开工\n\n2021年5月13日\n\n甲公司新厂区近日开工，总投资3亿元，占地25亩，由王小明负责。\n", encoding="utf-8"
    )
    assert run("import", "news.txt", cwd=folder).returncode == 0
    assert run("index", cwd=folder).returncode == 0
    return folder


def test_ask_answers_with_its_source(workplace: Path) -> None:
    done = run("ask", "新厂区总投资多少？", cwd=workplace)
    assert done.returncode == 0
    assert "3亿元" in done.stdout
    assert "[1] 《新厂区开工》" in done.stdout
    assert "\x1b[" not in done.stdout  # no terminal, no colours


def test_ask_prints_json_for_programs(workplace: Path) -> None:
    done = run("ask", "--json", "新厂区总投资多少？", cwd=workplace)
    answer = Answer.from_json(done.stdout)
    assert answer.short == "3亿元"


def test_a_refusal_exits_with_3(workplace: Path) -> None:
    done = run("ask", "火星探测器何时发射？", cwd=workplace)
    assert done.returncode == 3
    assert "最接近的段落" in done.stdout or "没有" in done.stdout


def test_chat_keeps_the_conversation(workplace: Path) -> None:
    done = run("chat", "--json", cwd=workplace, text="新厂区总投资多少？\n占地多少亩？\n\n")
    answers = [Answer.from_json(line) for line in done.stdout.splitlines()]
    assert [a.short for a in answers] == ["3亿元", "25亩"]


def test_check_of_a_whole_and_of_a_damaged_index(workplace: Path, tmp_path: Path) -> None:
    import shutil

    assert run("check", cwd=workplace).returncode == 0
    shutil.copytree(workplace / "index", tmp_path / "index")
    vectors = next((tmp_path / "index").glob("gen-*/vectors.faiss"))
    vectors.write_bytes(vectors.read_bytes()[:-7])
    done = run("check", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert "vectors.faiss" in json.loads(done.stdout)["problems"][0]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["ask"], 2, "缺少参数"),
        (["nothing"], 2, "不能是"),
        (["ask", "  "], 2, "问题是空的"),
        (["ask", "问" * 10_000], 2, "问题太长：共10000字"),
        (["import", "missing.txt"], 2, "missing.txt"),
        (["ask", "--config", "missing.toml", "问题"], 2, "missing.toml"),
        (["ask", "--index", "nowhere", "--corpus", "nothing", "问题"], 2, "nothing"),
        (["index", "--corpus", "nothing"], 2, "nothing"),
    ],
)
def test_bad_use_is_one_chinese_message(workplace: Path, args: list[str], code: int, words: str) -> None:
    done = run(*args, cwd=workplace)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_lose_nothing(workplace: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "good.txt").write_text(
        "好消息\n\n乙公司签约落地，总投资5亿元，将新增就业岗位300个。\n", encoding="utf-8"
    )
    done = run("import", "empty.txt", "binary.txt", "good.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "empty.txt" in done.stderr
    assert "binary.txt" in done.stderr
    assert [p.name for p in (tmp_path / "corpus").glob("*.md")] == ["good.md"]


def test_a_bad_setting_is_named(workplace: Path, tmp_path: Path) -> None:
    (tmp_path / "baowen.toml").write_text("max_chars = 'many'\n", encoding="utf-8")
    assert "max_chars" in run("index", cwd=tmp_path).stderr
    (tmp_path / "baowen.toml").write_text("modle = 'x'\n", encoding="utf-8")
    assert "modle" in run("index", cwd=tmp_path).stderr


def test_help_is_chinese_and_names_every_command() -> None:
    text = build_parser().format_help()
    for command in ("import", "index", "ask", "chat", "serve", "check", "eval"):
        assert command in text
    assert "usage" not in text
    assert "positional" not in text

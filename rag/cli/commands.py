"""What each command does: thin doors to ``rag.ingest``, ``rag.engine`` and ``rag.ui``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.types import Answer, Article
    from rag.ui.talks import Remark


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings of file and environment, overlaid by the command line."""
    settings = Settings.load(Path(args.config) if args.config else None)
    chosen = {name: getattr(args, name) for name in ("corpus", "index") if getattr(args, name)}
    return replace(settings, **chosen)


def run_import(args: argparse.Namespace) -> int:
    from rag.ingest import import_files

    settings = settings_of(args)
    report = import_files(args.files, Path(settings.corpus), overwrite=args.overwrite, encoding=args.encoding)
    if args.json:
        print(
            json.dumps(
                {
                    "articles": [
                        {"path": str(i.path), "id": i.article.id, "title": i.article.title, "notes": list(i.notes)}
                        for i in report.articles
                    ],
                    "problems": list(report.problems),
                },
                ensure_ascii=False,
            )
        )
    else:
        for item in report.articles:
            print(
                f"{item.path}  {item.article.title or '（无标题）'}  {len(item.article.paragraphs)}段  {item.article.date or '日期不明'}"
            )
            for note in item.notes:
                print(f"  请看一眼：{note}")
        for problem in report.problems:
            print(f"错误：{problem}", file=sys.stderr)
        print(f"导入{len(report.articles)}篇。下一步：rag index")
    if report.problems:
        return 2
    return 0


def run_index(args: argparse.Namespace) -> int:
    from rag.cli.progress import progress
    from rag.engine import build

    settings = settings_of(args)
    with progress("建立索引", quiet=args.json) as report:
        index = build(settings, report)
    if args.json:
        print(
            json.dumps(
                {"articles": len(index.articles), "passages": len(index.passages), "fingerprint": index.fingerprint},
                ensure_ascii=False,
            )
        )
    else:
        print(
            f"索引完成：{len(index.articles)}篇文章，{len(index.passages)}个段落，保存在 {settings.index}/。下一步：rag ask 你的问题"
        )
    return 0


def run_ask(args: argparse.Namespace) -> int:
    from rag.answering import MAX_QUESTION
    from rag.engine import default_engine
    from rag.ground.judgement.refusal import too_long_or_empty

    question = " ".join(args.question)
    if problem := too_long_or_empty(question, MAX_QUESTION):
        raise InputError(problem)
    engine = default_engine(settings_of(args))
    answer = engine.ask(question)
    if args.json:
        print(_dated(answer).to_json(indent=2))
    else:
        _show(answer, engine, whole=args.show)
    return 0 if answer.answered else 3


def run_replay(args: argparse.Namespace) -> int:
    from rag.cli.verdict import verdict
    from rag.engine import default_engine
    from rag.replay import load_receipt, replay

    settings = settings_of(args)
    saved = load_receipt(Path(args.file))
    found = replay(saved, default_engine(settings), _on_disk(Path(settings.corpus)))
    print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) if args.json else verdict(found))
    return 0 if found.stands else 3


def _on_disk(corpus: Path) -> list[Article] | None:
    """The articles of the folder as they are now: none when it was emptied, None when there is no folder."""
    from rag.ingest import load_articles
    from rag.ingest.files import find_files

    if not corpus.is_dir():
        return None
    try:
        find_files(corpus)
    except InputError:
        return []
    return load_articles(corpus)


def run_chat(args: argparse.Namespace) -> int:
    from rag.engine import default_engine

    engine = default_engine(settings_of(args))
    history: list[tuple[str, str]] = []
    if sys.stdin.isatty():
        print(f"报问：收录{len(engine.articles)}篇文章。输入问题，空行结束。")
    while question := _line("问> "):
        answer = engine.ask(question, history)
        if args.json:
            print(_dated(answer).to_json())
        else:
            _show(answer, engine, whole=False)
        history.append((question, answer.text))
    return 0


def run_serve(args: argparse.Namespace) -> int:
    from rag.engine import default_engine
    from rag.ui import serve

    settings = settings_of(args)
    serve(default_engine(settings), args.host, args.port, open_browser=args.open, keep=_keeper(settings))
    return 0


def _keeper(settings: Settings) -> Callable[[Remark], None] | None:
    """Readers' marks become candidates of the user's gold; None where the evaluation is not installed."""
    try:
        candidates = import_module("eval.candidates")
    except ModuleNotFoundError:
        return None
    folder = Path(settings.gold)

    def keep(remark: Remark) -> None:
        if remark.mark:
            mark = "bad" if remark.mark == "fixed" else remark.mark
            candidates.record(
                remark.answer.question, remark.answer, mark=mark, correction=remark.correction, history=remark.history,
                folder=folder,
            )  # fmt: skip
        else:
            candidates.withdraw(remark.answer.question, remark.history, folder)

    return keep


def run_check(args: argparse.Namespace) -> int:
    from rag.index import check_index, repair_index

    settings = settings_of(args)
    if args.repair:
        print(f"已换到 {repair_index(Path(settings.index))}。", file=sys.stderr)
    problems = check_index(Path(settings.index))
    if args.json:
        print(json.dumps({"problems": problems}, ensure_ascii=False))
    elif problems:
        for problem in problems:
            print(f"问题：{problem}", file=sys.stderr)
    else:
        print(f"{settings.index}/ 完好。")
    return 1 if problems else 0


def run_program(name: str, arguments: Sequence[str]) -> int:
    """``rag eval …`` and ``rag gold …``, whose programs stand beside this package."""
    try:
        module = import_module({"eval": "eval.__main__", "gold": "eval.own"}[name])
    except ModuleNotFoundError as exc:
        raise InputError("评测程序在代码仓库的 eval/ 里；请在仓库的根目录运行。") from exc
    return int(module.main(arguments))


def _dated(answer: Answer) -> Answer:
    """With the time of asking in its trace: a receipt. The engine's own answer holds none, so that it stays the same."""
    asked = datetime.now(UTC).isoformat(timespec="seconds")
    return replace(answer, trace={"asked": asked, **answer.trace})


def _line(prompt: str) -> str:
    try:
        return (input(prompt) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    except EOFError:
        return ""


def _show(answer: Answer, engine: Engine, *, whole: bool) -> None:
    """The answer, then its sources; colours when a terminal is there (and NO_COLOR is not set)."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(answer.text, style="" if answer.answered else "yellow"))
    if answer.searched and answer.searched != answer.question:
        console.print(Text(f"（检索的问题：{answer.searched}）", style="dim"))
    for citation in answer.citations:
        article = engine.article(citation.article_id)
        console.print(
            Text(
                f"[{citation.marker}] 《{citation.title}》 {citation.date} 第{citation.paragraph}段", style="bold cyan"
            )
        )
        if whole:
            start, end = article.paragraphs[citation.paragraph - 1]
            line = Text("    " + article.text[start:end])
            line.stylize("reverse", 4 + citation.start - start, 4 + citation.end - start)
            console.print(line)
        else:
            console.print(Text(f"    {citation.quote}", style="dim"))
    if not answer.answered and answer.nearest:
        console.print(Text("最接近的段落：", style="bold"))
        for hit in answer.nearest[:3]:
            console.print(
                Text(f"  《{engine.article(hit.article_id).title}》第{hit.paragraph}段：{hit.text[:60]}……", style="dim")
            )

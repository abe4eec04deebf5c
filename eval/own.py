"""``rag gold``: the user's own gold questions, from candidate to proved question."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.candidates import Candidate, accept, load, pick, save
from eval.drafting import draft
from eval.gold import load_gold
from rag.cli.parser import ChineseParser
from rag.settings import Settings


def main(arguments: Sequence[str]) -> int:
    """``rag gold {list,edit,accept,drop,import,draft}``; 0 when done."""
    args = _parser().parse_args(arguments)
    folder = Path(args.folder or Settings.load().gold)
    if args.action == "list":
        print("\n".join(_line(i, c) for i, c in enumerate(load(folder), start=1)) or "没有候选问题。")
    elif args.action == "edit":
        _edit(args, folder)
    elif args.action == "drop":
        candidates = load(folder)
        dropped = pick(candidates, args.number)
        save([c for c in candidates if c is not dropped], folder)
        print(f"已删去：{dropped.item.question}")
    elif args.action == "import":
        items = load_gold(args.file)
        save([*load(folder), *(Candidate(item, origin="导入") for item in items)], folder)
        print(f"导入{len(items)}条。下一步：rag gold list")
    else:
        from rag.ingest import load_articles

        articles = load_articles(args.corpus or Settings.load().corpus)
        if args.action == "accept":
            for number in sorted(args.numbers, reverse=True):
                print(f"已接受：{accept(number, articles, folder).question}")
        else:
            save([*load(folder), *(drafted := draft(articles, args.n))], folder)
            print(f"起草了{len(drafted)}条，请逐条核对、改写，再接受。下一步：rag gold list")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = ChineseParser(
        prog="rag gold", description="自己的金标准问题：候选来自页面上的标注与更正、表格和起草，核对后接受，再用 rag eval gold/own.jsonl 评测。"
    )
    parser.add_argument("--folder", metavar="文件夹", help="放在哪里（默认按设置 gold，即 gold/）")
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作", title="动作", parser_class=ChineseParser)
    actions.add_parser("list", help="列出候选")
    edit = actions.add_parser("edit", help="修改一条候选")
    edit.add_argument("number", type=int, metavar="序号", help="rag gold list 里的序号")
    edit.add_argument("--question", metavar="问题", help="改成这个问题")
    edit.add_argument("--answer", metavar="答案", help="几种说法用 | 分开")
    edit.add_argument("--unanswerable", action="store_true", help="资料没有说，应当拒答")
    accepting = actions.add_parser("accept", help="核对无误，接受")
    accepting.add_argument("numbers", type=int, nargs="+", metavar="序号", help="rag gold list 里的序号，可以几个")
    accepting.add_argument("--corpus", metavar="文件夹", help="文章所在（默认按设置）")
    dropping = actions.add_parser("drop", help="删去一条候选")
    dropping.add_argument("number", type=int, metavar="序号", help="rag gold list 里的序号")
    importing = actions.add_parser("import", help="从 CSV（question,answer）或 JSONL 导入")
    importing.add_argument("file", metavar="文件", help="答案的几种说法用 | 分开；没有答案：资料没有说")
    drafting = actions.add_parser("draft", help="从文章里起草问题，供人改写")
    drafting.add_argument("--n", type=int, default=20, metavar="N", help="起草几条（默认 20）")
    drafting.add_argument("--corpus", metavar="文件夹", help="文章所在（默认按设置）")
    return parser


def _edit(args: argparse.Namespace, folder: Path) -> None:
    candidates = load(folder)
    candidate = pick(candidates, args.number)
    item = candidate.item
    if args.question:
        item = replace(item, question=args.question)
    if args.answer:
        kind = "what" if item.kind == "unanswerable" else item.kind
        item = replace(item, answers=tuple(args.answer.split("|")), answerable=True, kind=kind)
    if args.unanswerable:
        item = replace(item, answers=(), evidence=(), kind="unanswerable", answerable=False)
    candidates[args.number - 1] = replace(candidate, item=item)
    save(candidates, folder)
    print(_line(args.number, candidates[args.number - 1]))


def _line(number: int, candidate: Candidate) -> str:
    item = candidate.item
    answer = "资料没有说" if not item.answerable else "|".join(item.answers) or "（待填）"
    said = f"　程序答：{candidate.said[:40]}" if candidate.said else ""
    turns = f"（对话第{len(item.history) + 1}问）" if item.history else ""
    line = f"{number}. [{candidate.origin}] {item.question}{turns}　答案：{answer}{said}"
    # What a page's reader sent must not steer the terminal.
    return "".join(" " if unicodedata.category(c)[0] == "C" else c for c in line)

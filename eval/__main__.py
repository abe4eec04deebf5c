"""``python -m eval``, also ``rag eval``: ask the gold questions and say how good the answers are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.compare import compare
from eval.gate import KEPT, falls, keep, load_kept
from eval.gold import GOLD, Item, load_gold
from eval.page import html
from eval.report import keep_section, line, markdown, show_signature
from eval.run import Run, evaluate, signature
from rag.cli.parser import ChineseParser
from rag.errors import InputError, RagError

if TYPE_CHECKING:
    from rag.engine import Engine

RESULTS = Path(__file__).parent / "RESULTS.md"
HALVES = {"dev": "开发半", "test": "测试半", "all": "全部"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 when it measured, 2 for bad use, 1 for a failure."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments[:1] == ["public"]:
            from eval.measure import main as public

            return public(arguments[1:])
        if arguments[:1] == ["bench"]:
            from eval.bench import main as bench

            return bench(arguments[1:])
        return run_gold(arguments)
    except RagError as exc:
        print(f"错误：{exc}", file=sys.stderr)
        return exc.exit_code


def run_gold(arguments: Sequence[str]) -> int:
    parser = ChineseParser(
        prog="rag eval", description="向索引提出金标准问题，报告回答得有多好。",
        epilog="测试半只用来报告，不要用它调整任何东西。另有：rag eval public（公开数据集）、rag eval bench（快慢）；自己的问题：rag gold。",
    )  # fmt: skip
    parser.add_argument("gold", nargs="?", default=GOLD, metavar="问题", help="金标准：.jsonl、.csv（question,answer）或文件夹")
    parser.add_argument("--half", choices=sorted(HALVES), default="dev", metavar="|".join(HALVES), help="用哪一半（默认 dev）")
    parser.add_argument("--corpus", metavar="文件夹", help="在内存里为这个文件夹的文章建索引（默认用已有索引）")
    parser.add_argument("--index", metavar="文件夹", help="索引文件夹（默认按设置）")
    parser.add_argument("--json", metavar="文件", help="写出全部结果，供 --compare")
    parser.add_argument("--html", metavar="文件", help="写出网页报告")
    parser.add_argument("--md", metavar="文件", help="写进这个 Markdown 文件（默认：不限题数时写 eval/RESULTS.md）")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="只问前 N 题")
    parser.add_argument("--compare", nargs=2, metavar=("旧", "新"), help="比较两次 --json 的结果，逐题列出变化")
    parser.add_argument("--gate", action="store_true", help="与留作基准的结果比较，明显变差则以 1 退出")
    parser.add_argument("--keep", action="store_true", help="把这次的结果留作以后比较的基准")
    parser.add_argument("--kept", type=Path, metavar="文件", default=KEPT, help="基准放在哪里（默认 eval/kept.json）")
    parser.add_argument("--ablation", action="store_true", help="逐级打开各个阶段，并与其他产品的引用方法比较")
    args = parser.parse_args(arguments)
    if args.compare:
        old, new = (Run.load(Path(path)) for path in args.compare)
        print(compare(old, new))
        return 0
    engine, items = _prepare(args)
    if args.ablation:
        return _ablation(engine, items, args)
    run = _measure(engine, items, args)
    if args.json:
        _write(Path(args.json), run.to_json())
    if args.html:
        _write(Path(args.html), html(run))
    name = Path(args.gold).stem
    results = Path(args.md) if args.md else RESULTS if args.gold == GOLD and not args.limit else None
    if results:
        keep_section(results, f"{name}-{args.half}", f"金标准问题（{HALVES[args.half]}）", markdown(run))
    print(line(run))
    if args.keep:
        keep(run, args.kept)
    if args.gate and (fallen := falls(load_kept(args.kept), run.results)):
        print("\n".join(fallen), file=sys.stderr)
        return 1
    return 0


def _prepare(args: argparse.Namespace) -> tuple[Engine, list[Item]]:
    from rag.engine import Engine, default_engine
    from rag.ingest import load_articles
    from rag.settings import Settings

    items = load_gold(args.gold, args.half)
    items = items[: args.limit] if args.limit else items
    settings = Settings.load()
    if args.corpus:
        engine = Engine.from_articles(load_articles(args.corpus), settings)
    else:
        engine = Engine.open(args.index, settings) if args.index else default_engine(settings)
    _check_articles(items, {article.id for article in engine.articles})
    return engine, items


def _check_articles(items: Sequence[Item], indexed: set[str]) -> None:
    """Says which articles of the evidence are not in the index; InputError when none is: other articles' questions."""
    wanted = {evidence.article for item in items for evidence in item.evidence}
    missing = sorted(wanted - indexed)
    if wanted and len(missing) == len(wanted):
        raise InputError(
            "这些问题问的是另一批文章（它们的依据都不在索引里）。请给出自己的问题，例如 rag eval 我的.csv（两列：question,answer）。"
        )
    if missing:
        print(f"注意：索引里没有依据所在的文章：{'、'.join(missing[:5])}{'等' if len(missing) > 5 else ''}。", file=sys.stderr)


def _measure(engine: Engine, items: list[Item], args: argparse.Namespace) -> Run:
    from rag.cli.progress import progress

    with progress("提问") as report:
        results = evaluate(engine, items, report)
    return Run(signature(engine, items, args.half), results)


def _ablation(engine: Engine, items: list[Item], args: argparse.Namespace) -> int:
    from eval.ablation import ablate, ablation_table
    from eval.baselines import compare_methods
    from rag.cli.progress import progress

    sign = f"`{show_signature(signature(engine, items, args.half))}`"
    with progress("消融") as report:
        stages = ablation_table(ablate(engine, items, report))
    with progress("引用方法") as report:
        methods = compare_methods(engine, items, report)
    body = f"{sign}\n\n{stages}\n\n{methods}"
    keep_section(Path(args.md) if args.md else RESULTS, f"ablation-{args.half}", f"消融（{HALVES[args.half]}）", body)
    print(body)
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

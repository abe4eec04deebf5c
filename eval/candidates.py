"""The user's own gold: answers found wanting, tables and drafts become candidates; a person edits and accepts them.

``rag gold`` (also ``python -m eval gold``). Two files in one folder: ``candidates.jsonl`` waits, ``own.jsonl`` is gold
that ``rag eval gold/own.jsonl`` asks.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.gold import Evidence, Item, check_gold, item_from_dict, load_gold, write_gold
from eval.match import contains
from rag.cli.parser import ChineseParser
from rag.errors import InputError
from rag.text.numbers import Quantity, find_quantities
from rag.text.sentences import split_sentences
from rag.types import Answer, Article, History

FOLDER = Path("gold")
UNNAMED = "?"  # id and fact of a candidate, until it is accepted


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that waits for a person. said: what the program answered, if it did. origin: where it comes from."""

    item: Item
    said: str = ""
    origin: str = ""


def record(
    question: str, answer: Answer, *, correction: str = "", history: History = (), folder: Path = FOLDER
) -> Candidate:
    """Keep an answer that a user marked as bad, with the right one if it was given; the same question is kept once."""
    item = Item(
        id=UNNAMED, question=question, kind="what", half="dev", fact=UNNAMED, answers=(correction,) if correction else (),
        evidence=tuple(Evidence(c.article_id, c.paragraph, c.quote) for c in answer.citations),
        history=tuple((q, a) for q, a in history),
    )  # fmt: skip
    candidate = Candidate(item, answer.short or answer.text, "更正" if correction else "差评")
    others = [c for c in load(folder) if (c.item.question, c.item.history) != (item.question, item.history)]
    save([*others, candidate], folder)
    return candidate


def load(folder: Path = FOLDER) -> list[Candidate]:
    """The candidates in order; none when there is no file. Raises InputError for a broken line."""
    file = folder / "candidates.jsonl"
    if not file.is_file():
        return []
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
        return [Candidate(item_from_dict(row["item"]), row["said"], row["origin"]) for row in rows]
    except (KeyError, TypeError, ValueError) as exc:
        raise InputError(f"{file} 有一行读不懂：{exc}。请改正或删去这一行。") from exc


def save(candidates: Sequence[Candidate], folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"item": c.item.to_dict(), "said": c.said, "origin": c.origin} for c in candidates]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "candidates.jsonl").write_text("".join(lines), encoding="utf-8")


def accept(number: int, articles: Sequence[Article], folder: Path = FOLDER) -> Item:
    """Make candidate ``number`` (1-based) gold. Its evidence is what states the answer; it is proved before it counts.

    Raises InputError naming what is missing.
    """
    candidates = load(folder)
    candidate = _pick(candidates, number)
    file = folder / "own.jsonl"
    own = load_gold(file) if file.is_file() else []
    id = f"own-{len(own) + 1:03d}"
    item = replace(candidate.item, id=id, fact=id, evidence=_evidence(candidate.item, articles))
    if problems := check_gold([*own, item], articles):
        raise InputError(f"第{number}条还不能接受：{'；'.join(problems)}。可以用 rag gold edit {number} --answer … 改正。")
    write_gold([*own, item], file)
    save([c for i, c in enumerate(candidates, start=1) if i != number], folder)
    return item


def _evidence(item: Item, articles: Sequence[Article]) -> tuple[Evidence, ...]:
    """What the candidate cites and states the answer; else the first sentence of the collection that states it."""
    if not item.answerable:
        return ()
    stating = tuple(e for e in item.evidence if any(contains(e.quote, answer) for answer in item.answers))
    return stating or next(
        (
            (Evidence(article.id, number, sentence),)
            for article in articles
            for number, sentence in sentences_of(article)
            if any(contains(sentence, answer) for answer in item.answers)
        ),
        (),
    )


def sentences_of(article: Article) -> Iterator[tuple[int, str]]:
    """(paragraph, sentence) throughout an article, headings left out."""
    for number in range(1, len(article.paragraphs) + 1):
        if number not in article.headings:
            text = article.paragraph(number)
            yield from ((number, text[start:end]) for start, end in split_sentences(text))


def draft(articles: Sequence[Article], n: int, seed: int = 0) -> list[Candidate]:
    """Questions about figures, made from clauses for a person to reword: 总投资96.6亿元 -> 总投资多少亿元？"""
    found = [
        Candidate(
            Item(
                UNNAMED, question, "number", "dev", UNNAMED, (quantity.text,),
                evidence=(Evidence(article.id, number, sentence),),
            ),
            origin="起草",
        )
        for article in articles
        for number, sentence in sentences_of(article)
        for quantity in find_quantities(sentence)
        if (question := _ask_for(sentence, quantity, article.title))
    ]  # fmt: skip
    random.Random(seed).shuffle(found)
    return found[:n]


def _ask_for(sentence: str, quantity: Quantity, title: str) -> str:
    """The clause with its number replaced, after the title when it is short; empty where it would make no question."""
    number = re.search(r"\d+(?:\.\d+)?", quantity.text)
    if number is None or quantity.kind not in ("amount", "count", "share", "measure", "multiple"):
        return ""
    start = max(sentence.rfind(mark, 0, quantity.start) for mark in "，,。；;：:") + 1
    unit = quantity.text[number.end() :]
    asked = "百分之多少" if quantity.kind == "share" else f"多少{unit.lstrip('余多')}"
    clause = sentence[start : quantity.start] + asked
    subject = f"《{title}》中，" if len(clause) < 12 and title else ""
    question = subject + clause.strip("“”\"' ") + "？"
    return question if 8 <= len(question) <= 60 else ""


# ---- command line


def main(arguments: Sequence[str]) -> int:
    """``rag gold {list,edit,accept,drop,import,draft}``; 0 when done."""
    from rag.settings import Settings

    args = _parser().parse_args(arguments)
    folder = Path(args.folder)
    if args.action == "list":
        print("\n".join(_line(i, c) for i, c in enumerate(load(folder), start=1)) or "没有候选问题。")
    elif args.action == "edit":
        _edit(args, folder)
    elif args.action == "drop":
        candidates = load(folder)
        _pick(candidates, args.number)
        save([c for i, c in enumerate(candidates, start=1) if i != args.number], folder)
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
        prog="rag gold", description="自己的金标准问题：候选来自差评、更正、表格和起草，核对后接受，再用 rag eval gold/own.jsonl 评测。"
    )
    parser.add_argument("--folder", default=str(FOLDER), metavar="文件夹", help="放在哪里（默认 gold/）")
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作", title="动作", parser_class=ChineseParser)
    actions.add_parser("list", help="列出候选")
    edit = actions.add_parser("edit", help="修改一条候选")
    edit.add_argument("number", type=int, metavar="序号")
    edit.add_argument("--question", metavar="问题")
    edit.add_argument("--answer", metavar="答案", help="几种说法用 | 分开")
    edit.add_argument("--unanswerable", action="store_true", help="资料没有说，应当拒答")
    accepting = actions.add_parser("accept", help="核对无误，接受")
    accepting.add_argument("numbers", type=int, nargs="+", metavar="序号")
    accepting.add_argument("--corpus", metavar="文件夹", help="文章所在（默认按设置）")
    actions.add_parser("drop", help="删去一条候选").add_argument("number", type=int, metavar="序号")
    actions.add_parser("import", help="从 CSV（question,answer）或 JSONL 导入").add_argument("file", metavar="文件")
    drafting = actions.add_parser("draft", help="从文章里起草问题，供人改写")
    drafting.add_argument("--n", type=int, default=20, metavar="N")
    drafting.add_argument("--corpus", metavar="文件夹", help="文章所在（默认按设置）")
    return parser


def _edit(args: argparse.Namespace, folder: Path) -> None:
    candidates = load(folder)
    candidate = _pick(candidates, args.number)
    item = candidate.item
    if args.question:
        item = replace(item, question=args.question)
    if args.answer:
        item = replace(item, answers=tuple(args.answer.split("|")), answerable=True)
    if args.unanswerable:
        item = replace(item, answers=(), evidence=(), kind="unanswerable", answerable=False)
    candidates[args.number - 1] = replace(candidate, item=item)
    save(candidates, folder)
    print(_line(args.number, candidates[args.number - 1]))


def _pick(candidates: Sequence[Candidate], number: int) -> Candidate:
    if not 1 <= number <= len(candidates):
        raise InputError(f"没有第{number}条候选，共{len(candidates)}条。用 rag gold list 查看。")
    return candidates[number - 1]


def _line(number: int, candidate: Candidate) -> str:
    item = candidate.item
    answer = "资料没有说" if not item.answerable else "|".join(item.answers) or "（待填）"
    said = f"　程序答：{candidate.said[:40]}" if candidate.said else ""
    return f"{number}. [{candidate.origin}] {item.question}　答案：{answer}{said}"

"""Gold questions: one JSON object a line, each proved against the corpus by ``check_gold``.

``python -m eval.gold`` prints every problem and fails when there is one.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Literal

from eval.match import contains
from rag.errors import InputError
from rag.text.dates import date_overlaps, find_dates
from rag.text.numbers import find_quantities
from rag.types import Article

GOLD = Path(__file__).parent / "gold"
CANDIDATES = "candidates.jsonl"  # in a user's folder: what still waits for a person (eval/candidates.py)
KINDS = (
    "number", "share", "rank", "date", "person", "organisation", "place", "what", "list", "why", "how", "yesno",
    "comparison", "aggregation", "summary", "definition", "conflict", "followup", "chitchat", "instruction",
    "unanswerable",
)  # fmt: skip
Half = Literal["dev", "test"]
Wanted = str | tuple[str, ...]
"""One string, or alternatives of which one is enough."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``quote`` is a slice of paragraph ``paragraph`` (1-based) of the article."""

    article: str
    paragraph: int
    quote: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question and what a right answer to it is.

    answers: accepted short answers, the first one preferred; empty where none fits (why, how, list, summary).
    must: what the answer's text has to state, each a string or alternatives. items: of a list; extra: further items
    that are accepted but not asked for. evidence: what has to be cited; also: what may be cited as well.
    formula: how a computed answer follows from numbers of the evidence (``415.3 / 673.9 * 100``).
    answerable: False when the collection does not say; then ``answers`` may hold the correction of a false premise.
    why: the sort of unanswerable question. fact: its key, or several joined by ``+``; never in both halves.
    style: how it is written (plain, keywords, traditional, english, typo).
    """

    id: str
    question: str
    kind: str
    half: str
    fact: str
    answers: tuple[str, ...] = ()
    must: tuple[Wanted, ...] = ()
    items: tuple[Wanted, ...] = ()
    extra: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    also: tuple[Evidence, ...] = ()
    answerable: bool = True
    why: str = ""
    history: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    style: str = "plain"

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without fields that hold their default."""
        defaults = {"answerable": True, "style": "plain"}
        return {name: value for name, value in asdict(self).items() if value not in ((), "", defaults.get(name))}


def load_gold(source: str | Path = GOLD, half: str = "all") -> list[Item]:
    """The items of a ``.jsonl`` file, or of all of a folder; ``half``: dev, test or all. A CSV works too: ``read_csv``.

    Raises InputError naming file and line.
    """
    path = Path(source)
    files = sorted(f for f in path.glob("*.jsonl") if f.name != CANDIDATES) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise InputError(f"找不到金标准问题：{path}。请给出 .jsonl 或 .csv 文件，或含有它们的文件夹。")
    items = [item for file in files for item in (read_csv(file) if file.suffix == ".csv" else _read_lines(file))]
    return [item for item in items if half in ("all", item.half)]


def read_csv(path: Path) -> list[Item]:
    """Items from a CSV with the columns question and answer (问题, 答案); no answer: the collection does not say."""
    import csv

    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    items = []
    for number, row in enumerate(rows, start=2):
        question = (row.get("question") or row.get("问题") or "").strip()
        answer = (row.get("answer") or row.get("答案") or "").strip()
        if not question:
            raise InputError(f"{path} 第{number}行没有问题。表头应为 question,answer（或 问题,答案）。")
        variants = tuple(part.strip() for part in answer.split("|") if part.strip())
        items.append(Item(
            id=f"{path.stem}-{number - 1}", question=question, kind="what" if variants else "unanswerable",
            half="dev", fact=f"{path.stem}-{number - 1}", answers=variants, answerable=bool(variants),
        ))  # fmt: skip
    return items


def item_from_dict(data: Mapping[str, Any]) -> Item:
    """The item of a JSON object; raises KeyError, TypeError or ValueError for one that is none."""

    def wanted(values: Sequence[Any]) -> tuple[Wanted, ...]:
        return tuple(value if isinstance(value, str) else tuple(value) for value in values)

    def evidence(values: Sequence[Any]) -> tuple[Evidence, ...]:
        return tuple(Evidence(**value) for value in values)

    shapes: dict[str, Callable[[Any], Any]] = {
        "answers": tuple, "extra": tuple, "must": wanted, "items": wanted, "evidence": evidence, "also": evidence,
        "history": lambda turns: tuple((question, answer) for question, answer in turns),
    }  # fmt: skip
    return Item(**{name: shapes.get(name, lambda value: value)(value) for name, value in data.items()})


def write_gold(items: Sequence[Item], path: Path) -> None:
    path.write_text("".join(json.dumps(item.to_dict(), ensure_ascii=False) + "\n" for item in items), encoding="utf-8")


def _read_lines(path: Path) -> list[Item]:
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            items.append(item_from_dict(json.loads(line)))
        except (KeyError, TypeError, ValueError) as exc:
            raise InputError(f"{path} 第{number}行不是一条金标准问题：{exc}。") from exc
    return items


# ---- the proof


def check_gold(items: Sequence[Item], articles: Sequence[Article]) -> list[str]:
    """Every problem, in Chinese; empty when quotes are slices, answers are supported, ids and halves are sound."""
    problems = [*_ids(items), *_halves(items)]
    by_id = {article.id: article for article in articles}
    for item in items:
        problems += [f"{item.id}：{problem}" for problem in _check_item(item, by_id)]
    return problems


def _ids(items: Sequence[Item]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for item in items:
        if item.id in seen:
            yield f"{item.id}：编号重复"
        seen[item.id] = item.question
    asked: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
    for item in items:
        if other := asked.get((item.question, item.history)):
            yield f"{item.id}：问题与{other}相同"
        asked[item.question, item.history] = item.id


def _halves(items: Sequence[Item]) -> Iterator[str]:
    halves: dict[str, str] = {}
    for item in items:
        for fact in item.fact.split("+"):
            if halves.setdefault(fact, item.half) != item.half:
                yield f"{item.id}：事实{fact}同时出现在两半中"


def _check_item(item: Item, articles: Mapping[str, Article]) -> Iterator[str]:
    if item.kind not in KINDS:
        yield f"不认识的问题类型{item.kind}"
    if item.half not in ("dev", "test"):
        yield f"不认识的一半{item.half}"
    if item.answerable and not (item.answers or item.must or item.items):
        yield "可回答的问题没有答案"
    if item.answerable != bool(item.evidence) and not item.answers:
        yield "可回答的问题要有依据，不可回答的没有"
    for evidence in (*item.evidence, *item.also):
        article = articles.get(evidence.article)
        if article is None:
            yield f"没有文章{evidence.article}"
        elif not 1 <= evidence.paragraph <= len(article.paragraphs):
            yield f"文章{evidence.article}没有第{evidence.paragraph}段"
        elif evidence.quote not in article.paragraph(evidence.paragraph):
            yield f"引文不在{evidence.article}第{evidence.paragraph}段：{evidence.quote}"
    known = [e for e in item.evidence if e.article in articles]
    for wanted in (*((answer,) for answer in item.answers), *item.must, *item.items, *((one,) for one in item.extra)):
        alternatives = (wanted,) if isinstance(wanted, str) else wanted
        if item.kind == "yesno" and wanted in (("是",), ("否",)):
            continue
        if not any(_supported(one, item, known, articles) for one in alternatives):
            yield f"依据中没有：{'/'.join(alternatives)}"
    if item.formula and (problem := _check_formula(item)):
        yield problem


def _supported(text: str, item: Item, evidence: Sequence[Evidence], articles: Mapping[str, Article]) -> bool:
    """``text`` stands in a quote, is a date that a quote means, follows by the formula, or orders what quotes name."""
    if any(contains(e.quote, text) for e in (*evidence, *item.also)):
        return True
    meant = [m for m in find_dates(text) if m.value]
    if meant and all(
        any(
            date_overlaps(found.value, mention.value) and len(found.value) >= len(mention.value)
            for e in evidence
            for found in find_dates(e.quote, articles[e.article].date)
        )
        for mention in meant
    ):
        return True
    if item.formula and _states_result(text, evaluate(item.formula)):
        return True
    parts = text.split("、")
    return len(parts) > 1 and all(any(contains(e.quote, part) for e in evidence) for part in parts)


def _check_formula(item: Item) -> str:
    quoted = {number for e in item.evidence for number in _numbers(e.quote)} | {Decimal(100)}
    if missing := _numbers(re.sub(r"round\((.*),.*\)", r"\1", item.formula)) - quoted:
        return f"公式中的数不在引文里：{'、'.join(map(str, sorted(missing)))}"
    result = evaluate(item.formula)
    musts = (one for wanted in item.must for one in ([wanted] if isinstance(wanted, str) else wanted))
    stated = (*item.answers, *musts)
    if not any(_states_result(text, result) for text in stated):
        return f"公式的结果{result}不是答案"
    return ""


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def _states_result(text: str, result: Decimal) -> bool:
    """Whether a number in ``text`` is ``result``, rounded to as many decimals as the text gives."""
    for number in re.findall(r"\d+(?:\.\d+)?", text):
        digits = Decimal(1).scaleb(-len(number.partition(".")[2]))
        for value in (result, *(result * q for q in (10000,) if any(item.unit for item in find_quantities(text)))):
            if Decimal(number) == value.quantize(digits, ROUND_HALF_UP):
                return True
    return False


_OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def evaluate(formula: str) -> Decimal:
    """Decimal value of numbers joined by + - * / and ``round(x, n)``; ValueError for anything else."""

    def value(node: ast.expr) -> Decimal:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.Constant(value=int() | float() as number):
                return Decimal(str(number))
            case ast.Call(func=ast.Name(id="round"), args=[inner, ast.Constant(value=int() as digits)]):
                return value(inner).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        raise ValueError(f"not a formula: {formula}")

    return value(ast.parse(formula, mode="eval").body)


def main() -> int:
    from rag import load_articles

    problems = check_gold(items := load_gold(), load_articles("corpus"))
    print("\n".join(problems) or f"{len(items)}个问题，没有错误。")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())

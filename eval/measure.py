"""Figures on public sets: reading, retrieval, and refusal among passages that look as if.

``rag eval public {squad,retrieval,beir,rgb,rgb-like} --data PATH``
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.judge import said
from eval.match import char_f1, exact_match, states
from eval.metrics import Figure, auc, figure, ndcg_at, recall_at, reciprocal_rank, statistic_figure
from eval.public import (
    Example,
    Ranking,
    Trial,
    load_beir,
    load_examples,
    load_rgb,
    ranking_of,
    rgb_like,
)
from eval.report import keep_section, table
from eval.run import commit
from rag.cli.parser import ChineseParser
from rag.engine import Engine
from rag.errors import InputError
from rag.settings import Settings
from rag.types import Article

Progress = Callable[[str, int, int], None]
NOISES = (0.0, 0.8, 1.0)


def measure_reading(examples: Sequence[Example], settings: Settings, progress: Progress) -> list[Figure]:
    """The whole engine over each question's own passage: the brief answer against the gold one (CMRC's EM and F1).

    ``best`` figures take the reader's best span, refused or not; ``no-answer AUC`` needs unanswerable questions.
    """
    em, f1, best_em, best_f1, refused, wrongly, no_answer = [], [], [], [], [], [], []
    for done, example in enumerate(examples, start=1):
        engine = Engine.from_articles([Article.from_text("p", example.context, title=example.title)], settings)
        answer = engine.ask(example.question)
        reading = engine.reader.read(example.question, [example.context], [example.title])
        no_answer.append(reading.no_answer)
        if example.answerable:
            span = reading.spans[0] if reading.spans else None
            best = example.context[span.start : span.end] if span else ""
            em.append(exact_match(answer.short, example.answers))
            f1.append(char_f1(answer.short, example.answers))
            best_em.append(exact_match(best, example.answers))
            best_f1.append(char_f1(best, example.answers))
            wrongly.append(float(not answer.answered))
        else:
            refused.append(float(not answer.answered))
        progress(example.question, done, len(examples))
    figures = [
        figure("EM", em), figure("F1", f1), figure("阅读器 EM", best_em), figure("阅读器 F1", best_f1),
        figure("误拒", wrongly), figure("应拒的拒答", refused),
    ]  # fmt: skip
    if refused:

        def parting(rows: Sequence[int]) -> float:
            return auc([no_answer[i] for i in rows], [not examples[i].answerable for i in rows])

        figures.append(statistic_figure("阅读器无答案 AUC", len(examples), parting))
    return [one for one in figures if one.n]


def measure_retrieval(ranking: Ranking, settings: Settings, n: int, seed: int, progress: Progress) -> list[Figure]:
    """Passages ranked for each question, by recall, MRR and nDCG."""
    if not ranking.questions:
        return []
    articles = [Article.from_text(id, text, title=title) for id, (title, text) in ranking.passages.items()]
    engine = Engine.from_articles(articles, settings)
    asked = sorted(ranking.questions)
    random.Random(seed).shuffle(asked)
    asked = asked[:n]
    rows: list[tuple[list[str], frozenset[str]]] = []
    for done, id in enumerate(asked, start=1):
        hits = engine.retrieve(ranking.questions[id], 40)
        rows.append((list(dict.fromkeys(hit.article_id for hit in hits)), ranking.relevant[id]))
        progress(ranking.questions[id], done, len(asked))
    return [
        *(figure(f"召回@{k}", [recall_at(ranked, relevant, k) for ranked, relevant in rows]) for k in (1, 5, 10)),
        figure("MRR", [reciprocal_rank(ranked[:10], relevant) for ranked, relevant in rows]),
        figure("nDCG@10", [ndcg_at(ranked, relevant) for ranked, relevant in rows]),
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trial at one noise. right: every wanted string is in the answer; at noise 1, that it was refused."""

    set: str
    id: str
    noise: float
    answered: bool
    right: bool
    judged: bool
    confidence: float
    question: str
    short: str


def run_trials(
    name: str, trials: Sequence[Trial], noise: float, settings: Settings, progress: Progress
) -> list[Outcome]:
    """Ask each trial over an engine of its own that holds nothing but the trial's passages."""
    outcomes = []
    for done, trial in enumerate(trials, start=1):
        passages = enumerate(trial.passages(noise))
        articles = [Article.from_text(f"p{i}", text, title=title) for i, (title, text) in passages]
        engine = Engine.from_articles(articles, settings)
        answer = engine.ask(trial.question)
        stated = answer.answered and all(states(said(answer), wanted) for wanted in trial.wanted)
        short_gold = bool(trial.wanted) and all(
            min(map(len, (wanted,) if isinstance(wanted, str) else wanted)) <= 20 for wanted in trial.wanted
        )
        outcomes.append(Outcome(
            name, trial.id, noise, answer.answered, stated if noise < 1 else not answer.answered,
            short_gold or noise == 1, answer.confidence, trial.question, answer.short,
        ))  # fmt: skip
        progress(trial.question, done, len(trials))
    return outcomes


def refusal_rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row a set: accuracy and false refusals by noise, refusals when nothing is there, the confidence's AUC."""
    rows = []
    for name in dict.fromkeys(o.set for o in outcomes):
        mine = [o for o in outcomes if o.set == name]
        cells = [name]
        for noise in sorted({o.noise for o in mine}):
            part = [o for o in mine if o.noise == noise]
            if noise < 1:
                cells += [figure("", [o.right for o in part if o.judged]).percent()]
                cells += [figure("", [not o.answered for o in part]).percent()]
            else:
                cells += [figure("", [o.right for o in part]).percent()]
        rows.append((*cells, _parting(mine).percent(), str(len({o.id for o in mine}))))
    return rows


def _parting(outcomes: Sequence[Outcome]) -> Figure:
    """How well the confidence parts trials that hold an answer from those that hold none, by AUC."""

    def parting(rows: Sequence[int]) -> float:
        return auc([outcomes[i].confidence for i in rows], [outcomes[i].noise < 1 for i in rows])

    return statistic_figure("", len(outcomes), parting)


# ---- command line

TITLES = {
    "squad": "公开数据：阅读", "retrieval": "公开数据：检索", "beir": "公开数据：BEIR", "rgb": "公开数据：RGB",
    "rgb-like": "公开数据：干扰段落中的回答与拒答",
}  # fmt: skip
READING = ("F1", "EM", "阅读器 F1", "阅读器 EM", "误拒", "应拒的拒答", "阅读器无答案 AUC")
RANKING = ("召回@1", "召回@5", "MRR", "nDCG@10")
Measured = tuple[str, list[dict[str, object]]]
"""A Markdown table, and its rows for programs."""


def main(arguments: Sequence[str]) -> int:
    """``rag eval public …``; the section of RESULTS.md is named after what was measured."""
    from eval.__main__ import RESULTS
    from rag.cli.progress import progress

    parser = ChineseParser(
        prog="rag eval public", description="在公开数据集上评测（给出路径，不下载）。",
        epilog="squad：阅读（SQuAD 格式，或每行一题的 JSONL）；retrieval：检索（同上）；beir：BEIR 文件夹；\n"
        "rgb：RGB 的文件；rgb-like：由问答数据集造出干扰段落。文件夹：其中的每个数据集各占一行，没有段落的略过。",
    )  # fmt: skip
    parser.add_argument("what", choices=tuple(TITLES), metavar="|".join(TITLES), help="测什么")
    parser.add_argument("--data", required=True, type=Path, metavar="路径", help="数据文件，或放着它们的文件夹")
    parser.add_argument("--sets", metavar="名称", help="只用文件夹里的这些数据集，用逗号分开")
    parser.add_argument("--n", type=int, default=300, metavar="N", help="每个数据集最多几题（默认 300）")
    parser.add_argument("--seed", type=int, default=0, metavar="数", help="抽题用的随机种子（默认 0）")
    parser.add_argument("--json", type=Path, metavar="文件", help="写出结果，每行一个 JSON")
    parser.add_argument("--md", type=Path, metavar="文件", default=RESULTS, help="写进这个 Markdown 文件（默认 eval/RESULTS.md）")
    args = parser.parse_args(arguments)
    settings = Settings.load()
    with progress("评测") as report:
        measure = _refusal if args.what.startswith("rgb") else _figures
        body, rows = measure(args, settings, report)
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    keep_section(args.md, f"public-{args.what}", TITLES[args.what], f"`{_signature(settings, args)}`\n\n{body}")
    print(body)
    return 0


def _signature(settings: Settings, args: argparse.Namespace) -> str:
    engine = Engine.from_articles([], settings)
    return (
        f"commit:{commit()}|embedder:{settings.embedder}:{engine.index.embedder_fingerprint[-8:]}|"
        f"reader:{settings.reader}:{engine.reader.fingerprint[-8:]}|reranker:{settings.reranker or '-'}|"
        f"llm:{settings.llm or '-'}|k:{settings.k}|max_chars:{settings.max_chars}|n:{args.n}|seed:{args.seed}"
    )


def _refusal(args: argparse.Namespace, settings: Settings, report: Progress) -> Measured:
    outcomes = []
    for path in _files(args.data, args.sets):
        trials = load_rgb(path)[: args.n] if args.what == "rgb" else rgb_like(load_examples(path), args.n, seed=args.seed)
        for noise in NOISES:
            outcomes += run_trials(_name(path), trials, noise, settings, report)
    shares = [(f"干扰 {noise:g} 答对", f"干扰 {noise:g} 误拒") for noise in NOISES if noise < 1]
    head = ("数据集", *(cell for pair in shares for cell in pair), "只有干扰时拒答", "置信度 AUC", "n")
    return table(head, refusal_rows(outcomes)), [asdict(outcome) for outcome in outcomes]


def _figures(args: argparse.Namespace, settings: Settings, report: Progress) -> Measured:
    names = READING if args.what == "squad" else RANKING
    lines: list[tuple[str, ...]] = []
    rows: list[dict[str, object]] = []
    for path in _folders(args.data) if args.what == "beir" else _files(args.data, args.sets):
        examples = [] if args.what == "beir" else load_examples(path)
        ranking = load_beir(path) if args.what == "beir" else ranking_of(examples)
        if args.what == "squad":
            random.Random(args.seed).shuffle(examples)
            examples = examples[: args.n]
            found = measure_reading(examples, settings, report)
            size = f"{sum(e.answerable for e in examples)} + {sum(not e.answerable for e in examples)}"
        else:
            found = measure_retrieval(ranking, settings, args.n, args.seed, report)
            size = f"{min(args.n, len(ranking.questions))} / {len(ranking.passages)}"
        by_name = {one.name: one.percent() for one in found if one.n}
        if by_name:
            lines.append((_name(path), *(by_name.get(name, "—") for name in names), size))
            rows += [{"set": _name(path), **asdict(one)} for one in found]
    return table(("数据集", *names, "n（可答 + 不可答）" if args.what == "squad" else "n / 段落"), lines), rows


def _files(data: Path, sets: str | None) -> list[Path]:
    """The file itself, or the named sets of a folder (all of it when none is named)."""
    if data.is_file():
        return [data]
    found = {_name(path): path for path in sorted(data.glob("*.json*"))}
    wanted = sets.split(",") if sets else list(found)
    if missing := [name for name in wanted if name not in found]:
        raise InputError(f"{data} 里没有数据集：{'、'.join(missing)}。有：{'、'.join(found) or '无'}。")
    if not wanted:
        raise InputError(f"{data} 里没有 .json 或 .jsonl 数据集。")
    return [found[name] for name in wanted]


def _folders(data: Path) -> list[Path]:
    """The BEIR folder itself, or those inside it."""
    inside = sorted(path.parent for path in data.glob("*/corpus.jsonl"))
    return [data] if (data / "corpus.jsonl").is_file() or not inside else inside


def _name(path: Path) -> str:
    return path.name.partition(".")[0]

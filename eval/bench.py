"""How fast and how big: import, cold start, warm answers, building, memory. ``python -m eval bench``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from eval.metrics import percentile
from eval.report import keep_section, table
from eval.run import commit
from rag.cli.parser import ChineseParser
from rag.errors import RagError

QUESTION = "郑州高新区集中开工项目总投资多少？"
BUILT = 2000  # passages of the throughput figure
IMPORT = "import time; t = time.perf_counter(); import rag; print(time.perf_counter() - t)"


def main(arguments: Sequence[str]) -> int:
    """Print the table and keep it in RESULTS.md."""
    from eval.__main__ import RESULTS

    parser = ChineseParser(prog="rag eval bench", description="测快慢与内存，写进 eval/RESULTS.md。")
    parser.add_argument("--md", type=Path, metavar="文件", default=RESULTS, help="写进这个 Markdown 文件（默认 eval/RESULTS.md）")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.child:
        print(json.dumps(_warm()))
        return 0
    sign = machine()
    with tempfile.TemporaryDirectory() as folder:
        rows = _rows(Path(folder) / "index")
    body = f"{sign}\n\n{table(('项目', '测得', '目标'), rows)}"
    keep_section(args.md, "bench", "快慢与内存", body)
    print(body)
    return 0


def _rows(index: Path) -> list[tuple[str, str, str]]:
    from rag.engine import build
    from rag.settings import Settings

    build(replace(Settings.load(), index=str(index)))
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "RAG_INDEX": str(index)}  # as every ``rag`` command sets it

    def python(*command: str) -> str:
        run = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True)
        if run.returncode not in (0, 3):  # 3: the question was refused
            raise RagError(f"{' '.join(command)} 失败：{run.stderr.strip()[-500:]}")
        return run.stdout

    imports = median(float(python("-c", IMPORT)) for _ in range(5))
    cold = median(_seconds(lambda: python("-m", "rag", "ask", QUESTION)) for _ in range(5))
    warm = json.loads(python("-m", "eval", "bench", "--child"))
    ten, rate = _building()
    return [
        ("import rag", f"{imports:.2f} 秒", "≤ 0.3 秒"),
        ("rag ask，新进程", f"{cold:.2f} 秒", "≤ 2.5 秒"),
        (f"Engine.ask，p50（{warm['n']}题）", f"{warm['p50']:.0f} 毫秒", "≤ 50 毫秒"),
        (f"Engine.ask，p95（{warm['n']}题）", f"{warm['p95']:.0f} 毫秒", "≤ 150 毫秒"),
        ("Engine.ask，平均处理器时间", f"{warm['cpu']:.0f} 毫秒", ""),
        ("Engine.from_articles，10 段", f"{1000 * ten:.1f} 毫秒", "≤ 50 毫秒"),
        (f"建索引（{BUILT} 段）", f"{rate:.0f} 段/秒", ""),
        ("回答时的内存峰值", f"{warm['memory']:.0f} MB", ""),
    ]


def _warm() -> dict[str, float]:
    """In a process of its own: every question of the development half, once to warm up and once measured."""
    from eval.gold import load_gold
    from rag.engine import Engine

    engine, items = Engine.open(), load_gold(half="dev")
    for item in items[:20]:
        engine.ask(item.question, history=item.history)

    def ask(number: int) -> Callable[[], object]:
        return lambda: engine.ask(items[number].question, history=items[number].history)

    used = time.process_time()
    times = [1000 * _seconds(ask(number)) for number in range(len(items))]
    used = 1000 * (time.process_time() - used) / len(items)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"n": len(times), "p50": percentile(times, 50), "p95": percentile(times, 95), "cpu": used, "memory": peak}


def _building() -> tuple[float, float]:
    """Seconds for an engine over ten passages, and passages a second for an index over ``BUILT``."""
    from rag.embed import load_embedder
    from rag.engine import Engine
    from rag.index import build_index
    from rag.ingest import load_articles
    from rag.settings import Settings
    from rag.text.sentences import split_sentences
    from rag.types import Article

    settings = Settings.load()
    texts = [article.text for article in load_articles(settings.corpus)]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    rng = random.Random(0)

    def article(number: int) -> Article:
        return Article.from_text(f"a{number}", "".join(rng.choices(sentences, k=4))[: settings.max_chars])

    few = [article(number) for number in range(10)]
    Engine.from_articles(few, settings)
    ten = median(_seconds(lambda: Engine.from_articles(few, settings)) for _ in range(20))
    many = [article(number) for number in range(BUILT)]
    embedder = load_embedder(settings)
    return ten, BUILT / _seconds(lambda: build_index(many, embedder, max_chars=settings.max_chars))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def machine() -> str:
    """Cores, memory, Python, load and commit; no names."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"`{os.cpu_count()} 核 {model}|内存 {memory:.0f} GB|Python {platform.python_version()}|"
        f"开始时负载 {os.getloadavg()[0]:.1f}|commit:{commit()}`"
    )

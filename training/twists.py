"""Questions twisted against the passage that answers them: nearly every word still stands there, the answer does not.

What SQuAD 2.0 (Rajpurkar et al. 2018) had people write: another name, number or attribute, the opposite, a negation, what one
sentence says asked of what another is about.
"""

from __future__ import annotations

import gzip
import itertools
import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from pathlib import Path
from random import Random

from rag.text.fold import fold_text
from rag.text.lexicon import ANTONYMS
from rag.text.names import find_names
from training.questions import OPPOSITES, SYNONYMS, QuestionMaker
from training.squad import Example

_ASKING = re.compile(r"什么|为何|为什么|多少|几|谁|哪|何|怎|如何|多[大长高久远]|吗|请问|是否|能否")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|(?<=第)[一二三四五六七八九十]")
_MARKS = re.compile(r"[《》\"()]")
_NUMERALS = "一二三四五六七八九十"
_NEGATED = re.compile(r"(?<![不没未无非])(?:没有|从未|未曾|不再|并未)")
_GROUPS = {  # tags of the dictionary whose words may stand for each other
    "n": "n", "nz": "n", "j": "n", "v": "v", "vn": "v", "ns": "ns", "nt": "nt", "nr": "nr", "nrt": "nr", "a": "a", "b": "a", "t": "t", "s": "s", "f": "s",
}
_LIGHT_WORDS = """
可以 没有 进行 成为 认为 使用 作为 由于 因为 名字 时候 地方 东西 事情 情况 问题 属于 需要 具有 能够
"""
_MORE_PAIRS = """
最好/最差 最快/最慢 最重/最轻 最低/最高 最后/最先 最新/最旧 第一次/最后一次 首个/最后一个 前身/后身 前任/继任 上任/下任 总部/分部 总公司/分公司 主要/次要
直接/间接 公开/秘密 官方/民间 正式/非正式 合法/非法 内部/外部 国内/国外 本地/外地 境内/境外 海外/国内 上游/下游 上部/下部 左侧/右侧 东侧/西侧 南侧/北侧
东北/西南 西北/东南 北方/南方 东方/西方 出生地/逝世地 出发/到达 起点/终点 开头/结尾 开业/停业 开放/关闭 创立/解散 建立/废除 建造/拆除 继承/让位 即位/退位
结婚/离婚 战胜/败给 击败/输给 进攻/防守 攻占/失守 领先/落后 主场/客场 主角/配角 男主角/女主角 儿子/女儿 兄弟/姐妹 哥哥/姐姐 弟弟/妹妹 丈夫/妻子 祖父/外祖父
学生/教师 作者/译者 编剧/导演 作曲/作词 歌手/作曲者 雌性/雄性 成年/幼年 植物/动物 陆地/海洋 淡水/海水 春季/秋季 夏季/冬季 上午/下午 白天/晚上 日出/日落
早于/晚于 之前/之后 多于/少于 大于/小于 高于/低于 超过/低于 以上/以下 一半以上/不到一半 导致/避免 允许/禁止 支持/反对 同意/拒绝 接受/拒绝 赞同/反对 喜欢/讨厌
增强/减弱 加快/减慢 扩大/缩小 上调/下调 升值/贬值 盈余/赤字 收入/支出 进口/出口 买入/卖出 输入/输出 吸收/释放 获得/失去 发现/忽视 保留/废除 安全/危险 成功/失败
优势/劣势 优点/缺点 正确/错误 完整/残缺 独立/附属 自然/人工 天然/人造 传统/现代 古代/现代 早期/后期 前期/后期 民用/军用 单人/多人 全部/部分 所有/个别 唯一/众多
常见/罕见 著名/无名 乐观/悲观 肯定/否定 积极/消极 主动/被动 载人/无人 客运/货运 普通/特殊
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_PAIRS = (
    *OPPOSITES,
    *((pair.split("/")[0], pair.split("/")[1]) for pair in _MORE_PAIRS.split()),
    *((a, b) for left, right in (line.split("/") for line in ANTONYMS.strip().splitlines()) for a in left.split() for b in right.split()),
)
KINDS = {"entity": 3.0, "number": 2.0, "opposite": 2.0, "negation": 0.7, "word": 3.0, "subject": 2.0, "asked": 3.0}


class Words:
    """Words of the dictionary with their frequency and group (``_GROUPS``); cuts text by the likeliest sequence of words."""

    def __init__(self, rows: Sequence[tuple[str, int, str]]) -> None:
        total = sum(count for _, count, _ in rows) or 1
        self.cost = {word: math.log(total / max(count, 1)) for word, count, _ in rows if len(word) <= 5}
        self.group = {word: _GROUPS[tag] for word, _, tag in rows if tag in _GROUPS and 2 <= len(word) <= 5}
        self.unknown = math.log(total) + 2

    @classmethod
    def load(cls, folder: Path) -> Words:
        """jieba's small dictionary of the data folder; no words when it is absent."""
        path = folder / "lexicon" / "jieba_dict_small.txt.gz"
        if not path.is_file():
            return cls([])
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return cls([(row[0], int(row[1]), row[2]) for row in map(str.split, lines)])

    def cut(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, group) of the words that have a group."""
        best = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            ways = ((best[at][0] + self.cost.get(text[at:end], self.unknown if end - at == 1 else math.inf), at)
                    for at in range(max(end - 5, 0), end))
            best.append(min(ways))
        found, end = [], len(text)
        while end:
            start = best[end][1]
            if group := self.group.get(text[start:end]):
                found.append((start, end, group))
            end = start
        return found[::-1]


class Twister:
    """Twists questions. maker: knows verbs and typed pieces; texts: what stands beside what in them is usual.

    seen: words of questions met lately (at first ``questions``), by group.
    """

    def __init__(self, maker: QuestionMaker, words: Words, questions: Sequence[str] = (), texts: Sequence[str] = ()) -> None:
        self.maker, self.words, self.rng, self.questions = maker, words, maker.rng, questions
        self.pairs = Counter(pair for text in (*questions, *texts) for pair in map("".join, itertools.pairwise(fold_text(text))))
        self.seen: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=4000))
        for question in questions[:4000]:
            self._see(question, self._pieces(question))

    def twist(self, example: Example, company: str = "") -> str | None:
        """The question of ``example`` so that its text answers it no longer; None when nothing in it can be twisted.

        company: a text like it, for names and words that its own text lacks.
        """
        question, text = example.question, example.source.folded.text
        pieces = self._pieces(question)
        told = " ".join(text[a:b] for a, b in example.source.sentences if any(a < e and b > s for s, e in example.spans))
        kinds = dict(KINDS)
        while kinds:
            kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
            del kinds[kind]
            twisted: str | None = {
                "entity": lambda: self._entity(question, text, told, company),
                "number": lambda: self._number(question, text),
                "opposite": lambda: self._opposite(question),
                "negation": lambda: self._negation(question, pieces),
                "word": lambda: self._word(question, pieces, text, told, company),
                "subject": lambda: self._subject(example, told),
                "asked": lambda: self._asked(question, text),
            }[kind]()
            if twisted and twisted != question:
                self._see(question, pieces)
                return twisted
        return None

    def _pieces(self, question: str) -> list[tuple[int, int, str]]:
        return [(a, b, group) for a, b, group in self.words.cut(question) if not _ASKING.search(question[a:b])]

    def _see(self, question: str, pieces: Sequence[tuple[int, int, str]]) -> None:
        for a, b, group in pieces:
            self.seen[group].append(question[a:b])

    def reword(self, question: str) -> str:
        """The same question, now and then with a synonym: other words alone are no sign of an absent answer."""
        for group in SYNONYMS:
            if group[0] in question and self.rng.random() < 0.4:
                question = question.replace(group[0], self.rng.choice(group[1:]), 1)
        return question

    def _entity(self, question: str, text: str, told: str, company: str) -> str | None:
        rng = self.rng
        names = [name for name in find_names(question) if not _ASKING.search(name.text)]
        if names and rng.random() < 0.7:
            old = rng.choice(names)
            for source in rng.sample((text, text, company), 3):
                others = [n.text for n in find_names(source[:800]) if n.kind == old.kind and n.text not in question]
                others = [other for other in others if old.text not in other and other not in told]
                if others:
                    return question.replace(old.text, rng.choice(others), 1)
        twin = self.maker.twin(question, text if rng.random() < 0.5 else company)
        return twin if twin and not _same(twin, told) else None

    def _number(self, question: str, text: str) -> str | None:
        rng = self.rng
        found = [m for m in _NUMBER.finditer(question) if not _ASKING.search(question[m.start() : m.end()])]
        if not found:
            return None
        m = rng.choice(found)
        old = m.group()
        if old in _NUMERALS:
            new = rng.choice(_NUMERALS[:6])
        else:
            near = [n for n in _NUMBER.findall(text) if len(n) == len(old) and n != old and n.isdigit() == old.isdigit()]
            new = rng.choice(near) if near and rng.random() < 0.5 else _shifted(old, rng)
        return question[: m.start()] + new + question[m.end() :] if new != old else None

    def _opposite(self, question: str) -> str | None:
        fitting = [(x, y) for a, b in _PAIRS for x, y in ((a, b), (b, a)) if x in question and len(x) > 1]
        if not fitting:
            return None
        old, new = self.rng.choice(fitting)
        return question.replace(old, new, 1)

    def _negation(self, question: str, pieces: Sequence[tuple[int, int, str]]) -> str | None:
        """A negation in front of a verb, or away."""
        rng = self.rng
        if found := _NEGATED.search(question):
            return question[: found.start()] + question[found.end() :]
        verbs = [(a, b) for a, b, group in pieces if group == "v" and a > 0 and question[a:b] in self.maker.verbs]
        if not verbs or "不" in question or "没" in question:
            return None
        a, _ = rng.choice(verbs)
        return question[:a] + rng.choice(("没有", "没有", "从未", "不", "未")) + question[a:]

    def _word(
        self, question: str, pieces: Sequence[tuple[int, int, str]], text: str, told: str, company: str
    ) -> str | None:
        """One word by another of its group: of another sentence of the text, of a text like it, of other questions."""
        rng = self.rng
        fitting = [p for p in pieces if question[p[0] : p[1]] not in _LIGHT]
        if not fitting:
            return None
        a, b, group = rng.choice(fitting)
        old = question[a:b]
        others = rng.sample(self.seen[group], min(200, len(self.seen[group])))
        for body in (text[:800], company[:800]):
            others += 8 * [body[x:y] for x, y, g in self.words.cut(body) if g == group]
        same = set(old[:-1] if group == "n" else old)  # synonyms share characters; kinds of one thing their last
        others = [o for o in others if not set(o) & same and o not in told and o not in question and o not in _LIGHT]
        return question[:a] + self._fitting(question[:a], others, question[b:]) + question[b:] if others else None

    def _fitting(self, before: str, others: Sequence[str], after: str) -> str:
        """One of the three of at most eighty words whose ends stand beside these neighbours most often."""
        drawn = sorted(set(self.rng.sample(others, min(80, len(others)))))
        usual = {word: (1 + self.pairs[before[-1:] + word[0]]) * (1 + self.pairs[word[-1] + after[:1]]) for word in drawn}
        return self.rng.choice(sorted(drawn, key=lambda word: -usual[word])[:3])

    def _subject(self, example: Example, told: str) -> str | None:
        """What stands before the first verb by what another sentence begins with."""
        subject = self.maker.subject(example.question)
        if not subject or _ASKING.search(subject):
            return None
        text = example.source.folded.text
        others = {self.maker.subject(text[a:b]) for a, b in example.source.sentences}
        fitting = sorted(o for o in others if len(o) >= 2 and o not in told and o not in subject and subject not in o)
        return self.rng.choice(fitting) + example.question[len(subject) :] if fitting and example.question.startswith(subject) else None

    def _asked(self, question: str, text: str) -> str | None:
        """What the question is about, and what another asks: of which the text lacks a word."""
        about = self._about(question)
        for other in self.rng.sample(self.questions, min(20, len(self.questions))) if about else ():
            begun = self._about(other)
            rest = other[len(begun) :]
            if not begun or begun.endswith("的") != about.endswith("的") or _MARKS.search(rest):
                continue
            if any(rest[a:b] not in text for a, b, _ in self._pieces(rest)):
                return about + rest
        return None

    def _about(self, question: str) -> str:
        """Its beginning as far as the first 的 or verb; empty when a question word stands there."""
        possessor, mark, _ = question.partition("的")
        about = possessor + mark if mark and 2 <= len(possessor) <= 14 else self.maker.subject(question)
        return about if question.startswith(about) and not _ASKING.search(about) else ""


def _same(question: str, told: str) -> bool:
    """Whether every pair of characters of the question stands in what answers it."""
    return all(question[i : i + 2] in told for i in range(len(question) - 1))


def _shifted(number: str, rng: Random) -> str:
    """Another number of as many digits; a year moves by up to fifteen."""
    if len(number) == 4 and number.isdigit() and number[:2] in ("18", "19", "20"):
        return str(int(number) + rng.choice((-1, 1)) * rng.randint(1, 15))
    digits = list(number)
    places = [i for i, digit in enumerate(digits) if digit.isdigit()]
    place = rng.choice(places)
    digits[place] = rng.choice([d for d in "123456789" if d != digits[place]])
    return "".join(digits)

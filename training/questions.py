"""Questions made from running text: a typed piece is asked for, the rest of its sentence is shortened and reworded."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from rag.read.windows import Source
from training.answer_types import Piece, find_pieces
from training.squad import Example

_CLAUSE = re.compile(r"[,;:](?!\d)|(?<=[^\d]),")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_OPENERS = re.compile(
    r"^(?:据[^,]{0,14},|记者[^,]{0,12}(?:获悉|了解到|看到),?|值得一提的是,?|截至目前,?|消息,?|"
    r"it之家[^,]{0,20},|原标题:|[^\s]{2,8}讯 ?|"
    r"(?:此外|同时|目前|其中|另外|因此|不过|但是?|而且?|并且?|随后|对此|然而|所以|据悉),?)"
)
_FILLER = re.compile(r"了|已经?|共计?|将|约|近|超过?|正式|成功|进一步|全面|积极|不断|更加?|也|还|都|就|又|再|并|均|的")
SYNONYMS = (  # the first may become one of the others
    ("达到", "达", "为"), ("投资", "投入"), ("建成", "建好", "落成"), ("成立", "设立", "创办", "建立"),
    ("位于", "在", "坐落于", "坐落在"), ("举行", "举办", "召开"), ("召开", "举行", "开"), ("举办", "举行"),
    ("表示", "说", "称", "指出", "认为"), ("指出", "说", "表示"), ("宣布", "公布", "说"),
    ("同比", "比上年同期", "与去年同期相比"), ("增长", "增加", "上升", "提高"), ("下降", "减少", "降低", "下滑"),
    ("造成", "导致", "引起"), ("发布", "公布", "推出"), ("推出", "发布", "上线"), ("启动", "开始", "开启"),
    ("开展", "进行", "组织"), ("获得", "得到", "取得", "拿到"), ("购买", "买"), ("死亡", "丧生", "遇难", "死"),
    ("遇难", "死亡", "丧生"), ("受伤", "负伤"), ("前往", "去", "到", "赴"), ("抵达", "到达", "到"),
    ("参加", "出席", "参与"), ("担任", "任", "出任"), ("出生于", "生于"), ("逝世", "去世"), ("建设", "修建", "建造"),
    ("企业", "公司"), ("签署", "签订"), ("开通", "通车", "投用"), ("总投资", "投资总额", "投资", "一共投资"),
    ("营业收入", "营收", "收入"), ("净利润", "利润"), ("占地", "占地面积", "面积"), ("拥有", "有"),
    ("包括", "有", "包含"), ("实现", "达到", "完成"), ("预计", "估计", "预期"), ("落户", "入驻", "进驻"),
    ("引进", "吸引"), ("研发", "开发", "研制"), ("生产", "制造"), ("销售", "卖出", "出售"), ("支持", "扶持", "帮助"),
    ("解决", "处理"), ("发现", "查出", "找到"), ("今年", "2023年", "本年"), ("上半年", "前六个月"),
    ("全国", "我国", "国内"), ("累计", "一共", "总共", "合计"), ("项目", "工程"), ("计划", "打算", "准备"),
)
OPPOSITES = (
    ("最大", "最小"), ("最早", "最晚"), ("最高", "最低"), ("最多", "最少"), ("最长", "最短"),
    ("增加", "减少"), ("增长", "下降"), ("上升", "下降"), ("提高", "降低"), ("扩大", "缩小"), ("开始", "结束"),
    ("开幕", "闭幕"), ("出生", "去世"), ("首次", "最后一次"), ("国内", "国外"), ("成功", "失败"), ("赞成", "反对"),
    ("支持", "反对"), ("买", "卖"), ("冠军", "亚军"), ("第一", "第二"), ("上半年", "下半年"), ("进口", "出口"),
    ("东部", "西部"), ("南部", "北部"), ("男性", "女性"), ("父亲", "母亲"), ("之前", "之后"), ("以前", "以后"),
    ("流入", "流出"), ("收购", "出售"), ("盈利", "亏损"), ("起飞", "降落"), ("加入", "退出"), ("成立", "解散"),
    ("开工", "竣工"), ("入学", "毕业"), ("上任", "卸任"), ("获胜", "落败"), ("城市", "农村"), ("优点", "缺点"),
    ("早期", "晚期"), ("今年", "去年"), ("国有", "民营"), ("白天", "夜间"), ("正面", "负面"), ("允许", "禁止"),
    ("打开", "关闭"), ("胜利", "失败"), ("哥哥", "弟弟"), ("妻子", "丈夫"), ("老师", "学生"), ("左", "右"),
    ("内", "外"),
)
_IS = re.compile(r"(达到|达|为|是|约为|超过|突破|实现|有|共|增至|降至|高达|仅为)$")


class QuestionMaker:
    """Makes questions. verbs: words before which a subject ends. seen: the pieces of each kind met lately.

    elsewhere: how often a question is asked of the rest of its text, where its answer stands again in other words.
    """

    def __init__(self, verbs: frozenset[str], rng: Random, elsewhere: float = 0.6) -> None:
        self.verbs, self.rng, self.elsewhere = verbs, rng, elsewhere
        self.seen: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=400))

    def make(self, name: str, raw: str, source: Source, title: str = "") -> Example | None:
        """One question about a random sentence of the text; None when nothing in it can be asked for."""
        text, rng = source.folded.text, self.rng
        fitting = [(a, b) for a, b in source.sentences if 14 <= b - a <= 180]
        for _ in range(min(4, len(fitting))):
            start, end = rng.choice(fitting)
            sentence = text[start:end]
            pieces = [p for p in find_pieces(sentence, rng) if not self._begins_with_verb(sentence, p)]
            for piece in pieces:
                self.seen[piece.kind].append(sentence[piece.start : piece.end])
            if not pieces:
                continue
            kinds = sorted({piece.kind for piece in pieces})
            kind = rng.choice(kinds)
            piece = rng.choice([p for p in pieces if p.kind == kind])
            question = self._ask(sentence, piece, title or text[: min(20, max(text.find("。"), 0))])
            if question is None or (piece.end - piece.start > 1 and sentence[piece.start : piece.end] in question):
                continue
            answer = (start + piece.start, start + piece.end)
            if piece.end - piece.start > 1 and rng.random() < self.elsewhere:
                moved = _told_elsewhere(name, question, title, source, (start, end), text[answer[0] : answer[1]])
                if moved:
                    return moved
            twin = self.twin(question) if rng.random() < 0.15 else None
            return Example(name, name, twin or question, title, raw, source, (answer,), answerable=twin is None)
        return None

    def _begins_with_verb(self, sentence: str, piece: Piece) -> bool:
        """Organisations and places found by their last word may begin too early."""
        return piece.kind in ("org", "place") and sentence[piece.start : piece.start + 2] in self.verbs

    def _ask(self, sentence: str, piece: Piece, topic: str) -> str | None:
        rng = self.rng
        hole = "\0"
        masked = sentence[: piece.start] + hole + sentence[piece.end :]
        masked = masked.rstrip("。!?;\" ")
        clauses = [c for c in _split(masked) if c.strip()]
        at = next((i for i, c in enumerate(clauses) if hole in c), None)
        if at is None:
            return None
        core = _ASIDE.sub(lambda m: m.group() if hole in m.group() else "", clauses[at]).strip(" \"")
        core = _OPENERS.sub(lambda m: m.group() if hole in m.group() else "", core)
        if piece.kind == "what" and core.replace(hole, "").endswith("是") and rng.random() < 0.3:
            core = core.replace(f"是{hole}", f"的定义是{hole}")
        head = self.subject(clauses[0]) if at else ""
        if head and hole not in head and not core.startswith(head) and rng.random() < (0.9 if len(core) < 12 else 0.6):
            core = head + core
        near = [i for i in (at - 1, at + 1) if 0 < i < len(clauses) and len(clauses[i]) < 24]
        if near and rng.random() < (0.8 if len(core) < 9 else 0.25):
            i = rng.choice(near)
            core = f"{clauses[i]},{core}" if i < at else f"{core},{clauses[i]}"
        if len(core) < 5 or (len(core) < 10 and rng.random() < 0.5):
            core = f"{topic.strip()}{core}" if topic else core
        core = self._place(core.replace("\n", " "), piece, hole)
        if not 4 <= len(core) <= 48 or core.count('"') % 2:
            return None
        core = self._reword(core, hole)
        question = core.replace(hole, piece.ask)
        question = re.sub(r"^[,、的在]+|[,、]+$", "", question)
        if rng.random() < 0.03:
            question = rng.choice(["请问", "你知道", "我想知道"]) + question
        return question + rng.choice(["?", "?", "?", "?", "?", "", "呢?"])

    def _place(self, core: str, piece: Piece, hole: str) -> str:
        """Where the question word goes: where the answer stood, or where a person would put it."""
        rng = self.rng
        before, after = core.split(hole, 1)
        if piece.kind in ("date", "clock"):
            rest = (before.rstrip("在于,") + after.lstrip("起,")).lstrip(",")
            subject = self.subject(rest)
            if before and before[-1] in "在于" and rng.random() < 0.4:
                return core
            if subject and rng.random() < 0.7:
                link, end = rng.choice(["", "", "是", "在"]), rng.choice(["", "", "的"])
                return f"{subject}{link}{hole}{rest[len(subject):]}{end}"
            return f"{hole}{rest}" if rng.random() < 0.6 else f"{rest}是{hole}"
        if piece.kind in ("amount", "percent"):
            stem = _IS.sub("", before.rstrip("约近超"))
            if len(stem) >= 4 and (not after or after[0] in ",。") and rng.random() < 0.5:
                return f"{stem}{rng.choice(['是', '为', '达到', '有', '达', '共'])}{hole}"
            if rng.random() < 0.3:  # what follows is dropped
                return f"{before}{hole}"
        if piece.kind in ("person", "org") and before and not after.strip() and rng.random() < 0.6:
            return f"{before}是{hole}"
        if piece.kind == "person" and before and rng.random() < 0.35:  # 某公司董事长是谁
            return f"{before}{rng.choice(['是', '叫'])}{hole}"
        if piece.kind in ("person", "org") and rng.random() < 0.3 and after:
            return f"{hole}{after}"
        if piece.kind == "cause":
            rest = (re.sub(r"(是?因为|由于|原因是)$", "", before) + after).strip(",")
            subject = self.subject(rest)
            return rng.choice(
                [f"为什么{rest}", f"{rest}的原因是{hole}", f"{subject}为什么{rest[len(subject):]}"]
            )
        if piece.kind == "aim":
            rest = (re.sub(r"(旨在|为了)$", "", before) + after).strip(",")
            return rng.choice([f"{rest}的目的是{hole}", f"{rest}是为了{hole}", f"为什么{rest}"])
        if piece.kind == "means" and rng.random() < 0.4:
            rest = re.sub(r"(通过|采用|利用|借助)$", "", before)
            return f"{rest}{rng.choice(['如何', '怎样', '怎么'])}{after}" if after else core
        if rng.random() < 0.12 and after and before:
            return f"{hole}{after}" if rng.random() < 0.5 else f"{before}{hole}"
        return core

    def _reword(self, core: str, hole: str) -> str:
        rng = self.rng
        for group in SYNONYMS:
            if group[0] in core and rng.random() < 0.4:
                core = core.replace(group[0], rng.choice(group[1:]), 1)
        if rng.random() < 0.6:
            core = _FILLER.sub(lambda m: "" if rng.random() < 0.4 else m.group(), core)
        if rng.random() < 0.4:  # one adjunct goes: a date, a number, a bracket
            pieces = [p for p in find_pieces(core, rng) if p.kind in ("date", "percent", "amount", "clock", "place")]
            if pieces:
                gone = rng.choice(pieces)
                rest = core[: gone.start] + core[gone.end :]
                core = rest if hole in rest or hole not in core else core
        if rng.random() < 0.3 and len(core) > 14:  # a word goes
            at = rng.randrange(len(core) - 2)
            if hole not in core[at : at + 2]:
                core = core[:at] + core[at + 2 :]
        return core

    def twin(self, question: str, company: str = "") -> str | None:
        """The question with one entity, date or number replaced by another of its kind, or a word by its opposite.

        company: a text whose own entities, dates and numbers are taken when it has any that fit.
        """
        rng = self.rng
        turned = [(a, b) for x, y in OPPOSITES for a, b in ((x, y), (y, x)) if a in question]
        if turned and rng.random() < (0.2 if company else 0.5):
            old, new = rng.choice(turned)
            return question.replace(old, new, 1)
        kinds = ("date", "amount", "percent", "person", "org", "place", "country", "title", "name", "latin")
        near: dict[str, list[str]] = defaultdict(list)
        for p in find_pieces(company[:600], rng):
            near[p.kind].append(company[p.start : p.end])
        pieces = [p for p in find_pieces(question, rng) if p.kind in kinds]
        pieces = [p for p in pieces if near[p.kind]] or [p for p in pieces if len(self.seen[p.kind]) > 20]
        if not pieces:
            return None
        piece = rng.choice(pieces)
        old, new = question[piece.start : piece.end], rng.choice(near[piece.kind] or self.seen[piece.kind])
        return None if new in question or old in new else question[: piece.start] + new + question[piece.end :]

    def subject(self, clause: str) -> str:
        """What stands before the first verb of the clause, without a date in front; empty when that is long."""
        clause = re.sub(r"^(?:[\d年月日今昨明当上下午晚间]+(?=[^\d]),?)", "", _OPENERS.sub("", clause)).strip(" \"")
        for at in range(1, min(len(clause), 18)):
            if any(clause[at : at + size] in self.verbs for size in (3, 2)):
                return clause[:at].rstrip(",的") if at >= 2 else ""
        return ""


def _told_elsewhere(
    name: str, question: str, title: str, source: Source, sentence: tuple[int, int], answer: str
) -> Example | None:
    """The question asked of the text without its own sentence; None when the answer stands nowhere else."""
    folded, (start, end) = source.folded.text, sentence
    rest = folded[:start] + folded[end:]
    if answer not in rest:
        return None
    places = tuple(
        (m.start(), m.end()) for m in re.finditer(re.escape(answer), rest)
        if not (answer[0].isdigit() and rest[m.start() - 1 : m.start()].isdigit())
    )
    cut = Source.of(rest)
    if cut.folded.text != rest or not 0 < len(places) <= 4:
        return None
    return Example(name, name, question, title, rest, cut, places)


def _split(sentence: str) -> list[str]:
    """Clauses, without cutting numbers or what stands in quotation marks."""
    parts, start, quoted = [], 0, False
    for at, char in enumerate(sentence):
        if char == '"':
            quoted = not quoted
        elif char in ",;:" and not quoted and not (sentence[at - 1 : at] + sentence[at + 1 : at + 2]).isdigit():
            parts.append(sentence[start:at])
            start = at + 1
    return [*parts, sentence[start:]]


def load_verbs(folder: Path) -> frozenset[str]:
    """Verbs of two and three characters from the jieba dictionary of the data folder; none when it is absent."""
    path = folder / "lexicon" / "jieba_dict_small.txt.gz"
    if not path.is_file():
        return frozenset()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines]
    return frozenset(row[0] for row in rows if row[2] == "v" and len(row[0]) in (2, 3) and int(row[1]) >= 20)


def load_news(path: Path, limit: int = 0) -> list[str]:
    """The articles of the news file, without their dates; the first ``limit`` when it is given."""
    texts = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.rstrip("\n").partition("\t")[2]
            if len(text) >= 80:
                texts.append(text)
            if limit and len(texts) >= limit:
                break
    return texts


def stream(texts: Sequence[str], maker: QuestionMaker) -> Iterator[Example]:
    """Endless examples, each about a text drawn at random."""
    while True:
        number = maker.rng.randrange(len(texts))
        raw = texts[number][:1500]
        title = ""
        if raw.startswith("原标题：") or raw.startswith("原标题:"):
            head, _, body = raw[4:].partition(" ")
            if 6 <= len(head) <= 40 and len(body) > 80:
                title, raw = head, body
        example = maker.make(f"news:{number}", raw, Source.of(raw), title)
        if example:
            yield example

"""A question that asks several things at once, taken apart into complete questions.

电影《甲》和《乙》的导演分别是谁, 甲的导演和主演分别是谁, 甲赛在哪里举行,谁夺冠, 甲什么时候竣工、总投资多少. What one operation
answers (a sum, a difference, a comparison, yes or no, a list) is one question and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.embed.words import load_words
from rag.ground.draft import Builder, Draft
from rag.ground.sentences.coordination import EVENT, MODIFIERS, NOUNS, THINGS, Known
from rag.ground.sentences.figures import pairs
from rag.text.dates import find_dates
from rag.text.fold import fold, fold_text
from rag.text.names import find_names
from rag.understand.question import Question

_TITLED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|「[^」]*」|\([^)]*\)")
_WHEN = r"什么时[候间]|啥时候?|何时|何[年月日]|哪一?[年天日]|哪个月|几[月号]"
_WHERE = r"哪里|哪儿|何[处地]|什么地方"
_ASKS = re.compile(
    rf"(?:哪一?年|何年|几几?年)(?:的)?[哪何几](?:个?月|季度)(?:[哪何几][日天号])?|{_WHEN}|{_WHERE}|为什么|为何|(?<!许)多少(?!都)|第几"
    r"|多久|多长时间|(?<=[有是为达约要到])多[大长高重远宽]|多[大长高重远宽](?=$|[,?;、])"
    r"|(?<![这那好十百])几(?=[个家项条名位种次年天亩倍成张件台人期座所])|谁|何人|哪(?!怕)[一几两三]?[个家所位些项座条种届支边类]?|什么|怎么样?|怎样|如何"
)
_EACH = re.compile(r",?(?:(?<!的)分别|(?<![在对用以])各自|(?<![们])各(?=是|为|有|在|由|占|投|达|花|叫|多|几|谁|什么|哪|何|于))(?:都)?")
_JOIN = re.compile(r"以及|(?<![总共温饱缓附中])和(?![平谐田])|与|跟|及(?!时|格|早)|、")
# One operation over all that is named, or one thing asked twice.
_ONE = re.compile(
    r"一共|总共|共计|总计|合计|之和|总和|加起来|加上|加在一?起|相差|差多少|差[了距额值]|平均|更[大多高早晚少小低快慢长短]"
    r"|[大多高早晚少低快慢]多少|[从由].到.|排[序列]|还是|倍|(?:做|干)什么的|有的说"
)
_LINK = re.compile(r"^(?:,|那么?|又|还|另外|而且?|并且?|同时|以及|还有|也|(?:其|它|他|她)的?)+(?=.)")
_OF = "\ue000"  # 的 inside a title, which joins nothing
_UNSAID = "资料没有说"
_NAME = 24  # characters of a name that is looked for in the collection
_PREDICATE = 6  # characters of a later clause before its interrogative that may be said of the first one's subject
# What parts clauses that each ask something, the strongest first.
_STRONG = (r"[?;。!]", r",", r"以及|还有|并且|同时")
_ATTRIBUTE = rf"(?:{MODIFIERS}|净|归母|归属|主营|营业|全|总|毛|人均|[上下]半年)*(?:{NOUNS}|gdp|生产总值|面宽|全长|总长|长|宽|高)(?:总[额量]|额)?"
# What is asked of one thing besides figures: times, places, posts.
_HELD = (
    rf"(?:{EVENT.pattern}|举行|比赛|出版|上映|发布|结束)?(?:时间|日期|地点|地址|工期)|(?:副|总|执行)?(?:导演|主演|编剧|制片人|作者|译者|主编|出版社"
    r"|董事长|总经理|总裁|书记|主任|局长|市长|县长|区长|校长|院长|会长|秘书长|主教练|教练|队长|冠军|亚军|季军|设计师|投资方|承建方|施工方|建设单位|施工单位|设计单位)"
)
_FACT = re.compile(rf"(?:{_ATTRIBUTE}|{_HELD})$")
# 两市 of 甲和乙两市新任的市长: where the names end.
_COUNT = re.compile(r"(?:这|那)?[两二三四五六七八九](?:个|家|所|座|项|条|位|名|部|款)?(?:地|市|省|县|区|国|人|校|队|厂|者|企业|公司|城市|项目|园区|电影|大学)?")
_LABEL = re.compile(r"(?:第?\d+|第?[一二三四五六七八九十]+|[a-z])[号期栋幢]")
# What stands between what a clause is about and its interrogative.
_TAIL = re.compile(
    rf"(?:的|{_ATTRIBUTE}|{EVENT.pattern}|在|于|是|由|为|有|到|从|将|会|能|要|被|预计|计划|约|大约|共|位于|坐落|建在|需要?|拿到|获得?|投入?|花|占|达到?|叫|招收?|,)$"
)
# 在什么情况下, 成立多少周年之际: a first clause that only says when.
_ADVERBIAL = re.compile(r"(?:(?:情况|条件|背景|前提|环境)下|[时中上后前里]|之际|以来|期间)$")
_COUNTED_THING = re.compile(rf"[个家项条名位座支批]?(?P<thing>[㐀-鿿]{{2,8}}(?:{THINGS}))")
_PRONOUN = re.compile(r"(?:那么?|又|还|而且?)?[其它他她]")
_PLAIN = re.compile(r"(?:是|为|有|约|达)*(?:多少|多[大长高]|几|谁|什么(?:时候)?(?:$|[?]))")
_STAGE = re.compile(rf"{EVENT.pattern}|开始|结束")
_WITH = re.compile("一[起道同块]|共同|联合|携手|联手")  # 和甲一起发起的8家机构
_STARTS_DATED = re.compile(r"(?:19|20)\d\d年(?:\d+月(?:\d+日)?|[上下]半年|底|末)?(?=..)")
# A later clause about the answer of the first, or no question of its own.
_BACK = re.compile(r"(?:该|这|那|此|它们|他们|她们|不是|而不)")
_DATED = re.compile(r"^[^,]{0,3}(?:\d{2,4}年|\d+月|[上下]半年|去年|今年|前年|[一二三四]季度)[^,的]{0,8},")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked: a complete folded question; name: what the answer calls it, as the question is written.

    labelled: the name stands before its answer (甲：2亿元); else the order tells (2021年；2亿元).
    """

    question: str
    name: str
    labelled: bool = True


def parts(question: Question, known: Known) -> tuple[Part, ...]:
    """What is asked, in order, when it is two things or more; else (). known: whether the collection contains a string."""
    if question.english or question.kind in ("comparison", "yesno", "summary", "chat", "instruction", "multiple"):
        return ()
    folded = fold(question.text)
    text = folded.text.rstrip(" ?。!")
    masked = _TITLED.sub(lambda found: "〇" * len(found.group()), text)
    if _ONE.search(masked) or (question.kind == "aggregation" and not _EACH.search(masked)):
        return ()
    found = _of_each(text, masked, known)
    if not found and not _EACH.search(masked):
        found = _clauses(text, masked, known)

    def written(name: str) -> str:
        at = text.find(name)
        start, end = folded.span(at, at + len(name)) if at >= 0 else (0, 0)
        return question.text[start:end] or name

    return tuple(Part(" ".join(part.question.split()), written(part.name), part.labelled) for part in found)


def together(asked: Sequence[Part], drafts: Sequence[Draft | None]) -> Draft | None:
    """The drafts of all parts as one, in the order asked, None of a part: said to be missing; None when no part has any."""
    drafts = [
        None if draft and _belongs_to_another(part, draft, asked, drafts) else draft
        for part, draft in zip(asked, drafts, strict=True)
    ]
    if not any(drafts):
        return None
    builder, brief = Builder(), []
    for part, draft in zip(asked, drafts, strict=True):
        label = f"{part.name}：" if part.labelled or draft is None else ""
        if draft is None:
            builder.say(f"{_UNSAID}。", [], shown=f"{label}{_UNSAID}。")
        else:
            builder.take(draft, label)
        said = draft.short.replace("；", "或") if draft else _UNSAID  # 或: what the sources disagree about
        brief.append(said and label + said)
    return builder.build("；".join(brief) if all(brief) else "")


def _belongs_to_another(part: Part, draft: Draft, asked: Sequence[Part], drafts: Sequence[Draft | None]) -> bool:
    """Whether the answer is that of another part too, whose name its sentence or title says, and not this one's."""
    if not part.labelled or not draft.citations:
        return False
    said = pairs(fold_text(f"{draft.citations[0].title} {draft.citations[0].quote}"))
    mine = pairs(fold_text(part.name))
    for other, theirs in zip(asked, drafts, strict=True):
        if other is not part and theirs and theirs.short == draft.short and theirs.citations[:1] == draft.citations[:1]:
            their_name = pairs(fold_text(other.name))
            telling = mine - their_name
            if their_name <= said and len(telling & said) < len(telling) / 2:
                return True
    return False


def _of_each(text: str, masked: str, known: Known) -> list[Part]:
    """What is asked of each of several things, or several attributes of one: …和…分别是谁."""
    cue = _EACH.search(masked) or re.search(rf"(?=(?:是|为|有)?(?:{_ASKS.pattern}))", masked)
    if cue is None or _ASKS.search(masked[: cue.start()]) or len(_ASKS.findall(masked[cue.end() :])) != 1:
        return []
    at = masked[: cue.start()].rfind(",") + 1
    scope, asked = text[:at], text[cue.end() :]
    if not cue.group() and "、" in masked[at : cue.start()]:
        return []  # 书记、局长: of one person
    pieces = [
        _TITLED.sub(lambda found: found.group().replace("的", _OF), piece)
        for piece in _joined(text[at : cue.start()], masked[at : cue.start()], known)
    ]
    if len(pieces) == 2 and _WITH.search(pieces[1]):
        return []
    if len(pieces) < 2 or any(len(piece) < 2 for piece in pieces) or re.match("根据|按照?", pieces[0]):
        return []
    if not cue.group() and not (_PLAIN.match(asked) and all(_FACT.search(piece) for piece in pieces)):
        return []  # without 分别 only what is of two kinds: 总投资和用地面积
    if (dated := _STARTS_DATED.match(pieces[0])) and not _STARTS_DATED.match(pieces[1]):
        scope, pieces[0] = scope + dated.group(), pieces[0][dated.end() :]
    names, before, behind = _parallel(pieces)
    if not cue.group() and (not before or len(set(names)) < len(names)):
        return []
    return [
        Part(f"{scope}{before}{name}{behind}{one}?".replace(_OF, "的"), name.replace(_OF, "的"))
        for name, one in zip(names, _dealt(asked, len(names)), strict=True)
    ]


def _dealt(asked: str, count: int) -> list[str]:
    """What is asked of each: of 在2018年和2019年招了几人 each its own year."""
    dates = find_dates(asked)
    asked = _EACH.sub("", asked)
    joined = [asked[a.end : b.start] for a, b in pairwise(dates)]
    if len(dates) != count or not all(_JOIN.fullmatch(between) for between in joined):
        return [asked] * count
    return [asked[: dates[0].start] + date.text + asked[dates[-1].end :] for date in dates]


def _joined(text: str, masked: str, known: Known) -> list[str]:
    """What stands between the joins; of two 和 one is inside a name, the one with which the collection writes it."""
    joins = list(_JOIN.finditer(masked))
    words = [join for join in joins if join.group() != "、"]
    if len(words) > 1:
        inside = [join for join in words if known(text[max(0, join.start() - 2) : join.end() + 2])]
        joins = [join for join in joins if join not in inside]
        if len(words) - len(inside) != 1:
            return []
    cuts = [0, *(edge for join in joins for edge in join.span()), len(text)]
    return [text[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _parallel(pieces: list[str]) -> tuple[list[str], str, str]:
    """(names, what stands before each, what stands behind each): ([导演, 主演], 电影甲的, ""), ([甲, 乙], "", 的导演)."""
    *firsts, last = pieces
    first, counted = firsts[0], _COUNT.search(last, 2)
    if counted and counted.group():
        kind = counted.group()[-1] if counted.group()[-1] in "市省县区" else ""
        names = [name if name.endswith(kind) else name + kind for name in (*firsts, last[: counted.start()])]
        return names, "", last[counted.end() :]
    if "的" in first:
        if "的" in last:
            said = _FACT.search(last) if not _FACT.search(first) else None
            return [*firsts, last[: said.start()] if said else last], "", said.group() if said else ""
        head, own = first.rsplit("的", 1)
        return [own, *firsts[1:], last], head + "的", ""
    if (titled := re.match("([㐀-鿿]{2,6})《", first)) and last.startswith("《"):  # 电影《甲》和《乙》
        names, _, behind = _parallel([first[titled.end(1) :], *pieces[1:]])
        return names, titled.group(1), behind
    own_fact, other = _FACT.search(first), _FACT.search(last)
    if own_fact and other and own_fact.start() > 1 and other.start() == 0:
        figure = re.sub("^[上下]半年", "", own_fact.group())
        return [figure, *firsts[1:], last], first.removesuffix(figure), ""
    last, behind = _ended(first, last, other.start() if other and not own_fact else 0)
    for ends in (_LABEL, _STAGE):  # 某项目1号楼|2号楼, 某项目开始|结束
        if ends.match(last) and (ended := list(ends.finditer(first))):
            head = first[: ended[-1].start()]
            return [first[len(head) :], *firsts[1:], last], head, behind
    return [*firsts, last], "", behind


def _ended(first: str, last: str, fact: int) -> tuple[str, str]:
    """Where the last name ends and what is said of all begins: as the first one ends, else at 的, else at an attribute."""
    owner = last.find("的") if "的" in last else len(last)
    tail = next((first[-n:] for n in range(min(len(first) - 1, 6), 1, -1) if first[-n:] in last[:owner]), "")
    end = last.index(tail) + len(tail) if tail else owner if owner < len(last) else fact
    return (last[:end], last[end:]) if end > 1 else (last, "")


def _clauses(text: str, masked: str, known: Known) -> list[Part]:
    """Clauses that each ask something; what the first is about is what the later ones are about that name nothing themselves."""
    asks = list(_ASKS.finditer(masked))
    cuts = [cut for a, b in pairwise(asks) if (cut := _cut(masked, a, b))]
    if not cuts:
        return []
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    first, *others = (text[start:end].strip(" ,") for start, end in zip(edges[::2], edges[1::2], strict=True))
    subject = _subject(first, asks[0].start(), known)
    if not subject or _ADVERBIAL.search(first):
        return []
    dated = found.group() if (found := _DATED.match(first)) else ""
    found_parts = [Part(f"{first}{_shared_predicate(first, asks[0].end(), text[edges[1] :])}?", first, labelled=False)]
    for piece in others:
        asked = _LINK.sub("", piece)
        if _BACK.match(asked) or (_PRONOUN.match(piece) and "谁" in first):
            return []  # of what the first clause asks for
        own = _has_subject(asked, subject)
        if not own and len(_bare(asked[: _asks_at(asked)])) > _PREDICATE:
            return []  # what it is about cannot be told
        before = ("" if find_dates(asked) else dated) if own else f"{subject}{_counted(first, asks[0].end(), asked)}"
        found_parts.append(Part(f"{before}{asked}?", piece, labelled=False))
    return found_parts


def _asks_at(clause: str) -> int:
    """Where a clause begins to ask."""
    asks = _ASKS.search(clause)
    return asks.start() if asks else len(clause)


def _bare(head: str) -> str:
    """What stands before an interrogative without the verbs and attributes at its end."""
    before = ""
    while head != before:
        before, head = head, _TAIL.sub("", _without_deed(head)).strip()
    return head


def _without_deed(head: str) -> str:
    """The head without a verb of one word that is over: 甲州 of 甲州签了."""
    if head[-1:] not in ("了", "过"):
        return head
    deed = load_words().segment(head[:-1])[-1:] or [""]
    return head[: -1 - len(deed[0])] if len(deed[0]) < 3 else head[:-1]


def _counted(first: str, asked: int, clause: str) -> str:
    """What the first clause counts, where a later one asks a figure of all of it: 科技项目 of 落地了多少科技项目,总投资多少."""
    counted = _COUNTED_THING.fullmatch(first[asked:].strip())
    return counted["thing"] if counted and re.fullmatch(rf"{_ATTRIBUTE}(?:是|为|有|共|达)*", clause[: _asks_at(clause)].strip()) else ""


def _cut(masked: str, first: re.Match[str], second: re.Match[str]) -> tuple[int, int] | None:
    """Where a clause that asks ends and the next begins, between two interrogatives; None inside one clause."""
    between = masked[first.end() : second.start()]
    if re.match(r"的[^,?;]", between):
        return None  # 意味着什么的定义
    for strong in _STRONG:
        if found := re.search(strong, between):
            return first.end() + found.start(), first.end() + found.end()
    weak = re.search(rf"^[㐀-鿿]{{0,6}}?(?P<join>和|与|及|、)(?=(?:{_FACT.pattern[:-1]})?(?:是|为|有|在|于|由|[㐀-鿿]{{0,2}})$)", between)
    if weak is None or weak.group("join") == between:  # 谁与谁
        return None
    return first.end() + weak.start("join"), first.end() + weak.end("join")


def _subject(clause: str, asks: int, known: Known) -> str:
    """What a clause asks of: 甲赛 of 甲赛在哪里举行, 甲 of 甲的导演是谁; the name behind where the interrogative stands first."""
    head = clause[:asks].strip()
    if len(head) < 2:
        named = [name.text for name in find_names(clause) if name.kind != "quoted"]
        return max(named, key=len, default="")
    head = _bare(head)
    if "的" in head:
        owner, own = head.rsplit("的", 1)
        head = owner if len(owner) > 1 and (len(own) <= 4 or _FACT.search(own)) else head
    at = head.rfind(",") + 1
    shortest = max(2, (len(head) - at + 1) // 2)
    longest = min(len(head), at + _NAME)
    known_end = next((n for n in range(longest, at + shortest - 1, -1) if known(head[at:n])), len(head))
    return head[:known_end]


def _has_subject(clause: str, subject: str) -> bool:
    """Whether a later clause names what it is about, or something of the kind that the first is about."""
    head = clause[: _asks_at(clause)]
    named = any(name.kind != "quoted" or len(name.text) > 3 for name in find_names(head))
    alike = len(subject) > 3 and subject[-2:] in head[1:]
    return named or alike or bool(_LABEL.search(head)) or "的" in _bare(head)[2:]


def _shared_predicate(first: str, asked: int, rest: str) -> str:
    """举行 of 什么时候、在哪里举行; empty when the first clause is complete. rest: what follows, with what joins it."""
    adverb = rf"{_WHEN}|{_WHERE}|谁" + ("" if rest[0] in ",?;。" else "|如何|怎样|怎么|为什么|为何")
    if rest[0] in "?;。" or len(first) > asked or not re.search(rf"(?<![是为叫])(?:{adverb})$", first[:asked]):
        return ""
    second = re.split("[,?;。]", rest.lstrip(","))[0]
    asks = _ASKS.search(second)
    return second[asks.end() :] if asks else ""

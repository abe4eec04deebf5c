"""Follow-ups on two figures, asked for one after the other or compared: 两个差多少, 是几倍, 年营业额是它的几倍, 年度计划占多少."""

from __future__ import annotations

import re

from rag.embed.words import load_words
from rag.followup.conversation import Talk
from rag.followup.weighing import BOTH, TIMES_AS_MANY, figure_of, rate_of
from rag.ground.sentences.coordination import ADJECTIVE
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities
from rag.understand.question import understand

_COUNTERS = "个家项条名位人种件所座"
_COMPARED = re.compile(
    r"^(?P<a>.{2,}?)(?:和|与|跟|比)(?P<b>.{2,}?)(?:之间)?(?:相?差|(?:要|还|又)?[多少高低大小]了?(?:出)?多少|哪一?个|谁)[^,]*$"
)
_TIMES = re.compile(r"^(?:那么?)?(?:前者|前一个|它|这)?(?:是|有|等于)?(?:后者|后一个|它)?的?(?P<asks>(?:几|多少)倍)呢?$")
_SHARE = re.compile(r"^(?:那么?)?(?P<part>[^,占]{2,12}?)(?:的)?占(?:了|到)?(?:它|前者|总[数额量])?的?(?:多少|百分之(?:几|多少)|几成|多大比[例重])$")
_FIRST_THAN = re.compile(
    r"^(?:那么?)?(?:前一个|前者|前面那个|第一个)(?:要|会)?比(?:后一个|后者|后面那个|第二个)(?P<more>[多少高低大小])(?:了|出)?多少[^,]{0,4}$"
)
_OF_IT = re.compile(r"^(?:那么?)?(?P<new>[^,]{2,12}?)(?P<asks>(?:是|占|等于|相当于)它的?(?:(?:几|多少)倍|百分之(?:几|多少)|几成|多少))$")
_EACH_ASKED = re.compile(r"^(?P<scope>.{2,}?)(?:分别|各自?)的?(?P<what>[^,]{0,8}?)(?:额)?(?:是|有|为|了)*(?:多少|几)[^,]{0,4}$")
_WHICH_MOST = re.compile(rf"^(?:那么?)?(?P<which>哪一?[类个家项种块])(?P<rest>[^,]{{0,4}}?最(?:{ADJECTIVE}))的?$")


def of_two(folded: str, talk: Talk) -> str:
    """The follow-up made complete; empty where the talk has no two figures that it could mean."""
    if found := _OF_IT.match(folded):
        return _of_it(found["new"], found["asks"], talk)
    last = fold_text(talk.last).rstrip("?")
    each, most = _EACH_ASKED.match(last), _WHICH_MOST.match(folded)
    if each and most:
        what = "投资" if each["what"] == "投" else each["what"]
        return f"{each['scope']}{most['which']}{what if what not in most['rest'] else ''}{most['rest']}？"
    if sides := _COMPARED.match(last):
        first, second = sides["a"], sides["b"]
        if times := _TIMES.match(folded):
            return f"{first}是{second}的{times['asks']}？"
        share = _SHARE.match(folded)
        if share and (share["part"] in second or share["part"] in first):
            part, whole = (second, first) if share["part"] in second else (first, second)
            return f"{part}占{whole}的百分之几？"
        return ""
    return _of_turns(folded, talk)


def _of_it(new: str, asks: str, talk: Talk) -> str:
    """甲厂年产值是甲厂总投资的几倍 after 甲厂总投资多少, 年产值是它的几倍: ``it`` is the figure last asked for."""
    if not understand(talk.frame).numeric:
        return ""
    whole = figure_of(talk.frame)
    owner = talk.anchor if talk.anchor and whole.startswith(talk.anchor) and talk.anchor != whole else ""
    return f"{'' if owner and owner in new else owner}{new}{asks.replace('它', whole, 1)}？"


def _of_turns(folded: str, talk: Talk) -> str:
    """两个差多少, 加起来呢, 增速哪个快 after two questions that each asked for a figure of one kind."""
    found, than = BOTH.match(folded), _FIRST_THAN.match(folded)
    if not (found or than) or len(talk.turns) < 2:
        return ""
    asked = [(question, find_quantities(brief)) for question, brief in talk.turns[-2:]]
    kinds = {tuple({quantity.kind for quantity in told}) for _, told in asked}
    if len(kinds) != 1 or any(len(told) != 1 or not understand(question).numeric for question, told in asked):
        return ""
    first, second = (figure_of(question) for question, _ in asked)
    shared = _shared(first, second)
    second = second[len(shared) :]
    if not second or second == first or TIMES_AS_MANY.search(f"{first}{second}"):
        return ""
    if than:
        return f"{first}比{shared}{second}{than['more']}多少？"
    assert found is not None  # one of the two matched
    if found["sum"]:
        measure = understand(asked[0][0]).measure
        return f"{first}和{second}一共多少{measure if measure and measure in _COUNTERS else ''}？"
    return f"{first}和{second}相差多少？" if found["difference"] else f"{first}和{second}{rate_of(found)}哪个更{found['more']}？"


def _shared(first: str, second: str) -> str:
    """What both begin with, by whole words: 甲州一季度 of 甲州一季度出口额 and 甲州一季度进口额."""
    shared = ""
    words = load_words()
    for one, other in zip(words.segment(first), words.segment(second), strict=False):
        if one != other or len(shared) + len(one) > len(second) - 2:
            break
        shared += one
    return shared

"""English follow-ups made complete: And its turnover? When will it open? What about Dongzhou? Which of those is the largest?

What they lean on may have been asked in either language; a Chinese name stands in the English question as it is.
"""

from __future__ import annotations

import re

from rag.followup.conversation import Talk, asks_person, topic
from rag.text.fold import fold_text
from rag.text.language import AUXILIARIES
from rag.understand.question import asked_words, understand

_LEAD = re.compile(r"^(?:(?:and|so|but|ok(?:ay)?|then|also|well|right|sorry|no|hmm)\b[,.:;]?\s+)+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:(?:what|how) about|and for|same for)\s+(?P<new>.+?)[?.!\s]*$", re.IGNORECASE)
_QUESTION = "what|which|who|whose|whom|when|where|why|how"
_ASKING = re.compile(rf"\b(?:{_QUESTION}|{AUXILIARIES}|list|name|tell)\b", re.IGNORECASE)
_OPENS = re.compile(rf"^(?:(?:in|on|by|at|for|from|of|to) )*(?:{_QUESTION}|{AUXILIARIES})\b", re.IGNORECASE)
_AUXILIARY = re.compile(rf"(?:\b(?:{AUXILIARIES})\b|'s\b)(?:\s+there\b)?\s*(?:being\b)?", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"(?:\b(?:the|an?)\s+(?=\w)|\b(?=[A-ZÀ-Þ])|(?=[㐀-鿿]))")
_VERB = re.compile(  # with which what is said of a thing begins
    r"\s+(?:(?-i:[a-z]+ed)(?=\s+(?:in|on|at|by|to|for|from|with|as|last|this|so|yet|up|out|into|over)\b|$)"
    r"|(?:be|been|being|start|begin|began|begun|reach|hit|costing|invest|build|built|finish|complete|get|got|make|made|take|took|want|employ|attract|"
    r"produce|currently|supposed|due|going|come|came|break|broke|go|grow|grew|say|said|win|won|receive|spend|spent|account|sit|held|led)\b).*$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\bthe (?:(?P<n>first|second|third|fourth|fifth|last) (?:one|item|project|company|firm|product)|(?P<of_two>former|latter))\b",
    re.IGNORECASE,
)
_NUMBERS = {"first": "第1", "second": "第2", "third": "第3", "fourth": "第4", "fifth": "第5", "last": "最后一", "former": "前者", "latter": "后者"}
_THIS_THING = re.compile(
    r"\b(?:this|that|these|those|the said|the same) (?:project|company|firm|zone|park|institute|cent(?:re|er)|base|plant|factory|fund|building|place|"
    r"enterprise|city|one|group|organi[sz]ation|event|plan|document|program(?:me)?|site|facilit|body|bodies|agenc)(?:y|s|es|ies)?\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:its|their)\b(?! (?:own|kind|sort|first)\b)", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:his|her(?= \w))\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|they|them|those|these|this|that)\b(?=\s+[a-z]+\b|[?.!,\s]*$)", re.IGNORECASE)
_NO_THING = re.compile(  # is it true that the, this year
    r"\b(?:is|was) it (?:true|possible|that|to)\b|\bthat (?=(?:the|an?|(?-i:[A-Z])|[a-z]+ing)\b)|\b(?:this|that) (?:year|month|time|day|week|quarter)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|she|him|her)\b(?!')", re.IGNORECASE)
_THERE = re.compile(r"(?<!\b(?:is|as) )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?=[?.!,\s]*$)", re.IGNORECASE)
_SAID = re.compile(r"^who (?:said|told|announced|made) (?:that|this|it|so)\b.*$", re.IGNORECASE)
_NAMES = re.compile(r"(?<!^)(?<![.?!] )\b(?!I\b)[A-ZÀ-Þ][\w'-]+|[㐀-鿿]")
_OF_FIGURE = re.compile(
    r"\b(?:grow|grew|grown|growth|increased?|ris(?:e|en)|rose|go up|went up|gone up|drop(?:ped)?|fell|fall(?:en)?|decreased?|change[ds]?|"
    r"exceed(?:ed)?|account(?:s|ed)? for|share|proportion|percent(?:age)?|rank(?:ed|s)?)\b",
    re.IGNORECASE,
)
_LONG = 6  # words of a question that says enough without a name


def about_english(question: str) -> str:
    """What an English question is about: the battery plant in Dongzhou, of what it asks of that; empty where it names nothing."""
    if opened := _OPENS.match(question):
        auxiliary = _AUXILIARY.search(question, max(0, opened.start()))
        question = question[auxiliary.end() :] if auxiliary else question[opened.end() :]
    question = question.rstrip("?.! ")
    start = _NOUN_PHRASE.search(question)
    return _VERB.sub("", question[start.start() :]).strip() if start else ""


def completed_english(question: str, talk: Talk) -> tuple[str, str]:
    """An English question made complete, and what it is then about: the question itself where it leans on nothing."""
    question = question.strip()
    own = _LEAD.sub("", question)
    thing, person = talk.thing("", "") or talk.anchor, talk.person()
    earlier = talk.last
    if _OF_FIGURE.search(own) and understand(talk.frame).numeric and not talk.frame.isascii():
        thing = topic(talk.frame)  # by how much did it grow: the figure
    if _SAID.match(own):
        return (f"Who said {talk.brief}?", thing) if talk.brief else (question, thing)
    if about := _ABOUT.match(own) or (None if _ASKING.search(own) else re.match(r"(?P<new>.+?)[?.!\s]*$", own)):
        new = re.sub("^(?:in|for|at|of|with) ", "", about["new"], flags=re.IGNORECASE)
        names = _NAMES.search(f"- {new}" if about.re is _ABOUT or new != about["new"] else f". {new}") is not None
        return _about(new, names, earlier, thing)
    if item := _ITEM.search(own):
        meant = talk.item(_NUMBERS[(item["n"] or item["of_two"]).lower()])
        return (own[: item.start()] + meant + own[item.end() :], meant) if meant else (question, thing)
    counted = _counted(talk)
    complete = _THIS_THING.sub(lambda _: thing, own)
    complete = _OWN.sub(lambda _: f"{person if asks_person(earlier) and 'their' in own.lower() else thing}'s", complete)
    complete = _WHOSE.sub(lambda _: f"{person}'s", complete)
    complete = _HE.sub(lambda _: person, complete)
    complete = _THERE.sub(lambda _: f"in {thing}", complete)
    if not _NO_THING.search(complete):
        complete = _IT.sub(lambda it: counted if counted and it.group().lower() not in ("it", "this") else thing, complete, count=1)
    if complete == own and thing and not _NO_THING.search(own) and not _NAMES.search(own) and len(own.split()) <= _LONG:
        complete = f"{own.rstrip('?.! ')} at {thing}?"
    return (complete, thing) if complete != own and thing else (question, about_english(question) or thing)


def _about(new: str, names: bool, earlier: str, thing: str) -> tuple[str, str]:
    """What about X: X asked of what the talk is about, or the earlier question asked of X."""
    owned = _OWN.sub("", _WHOSE.sub("", new)).strip()
    if names and fold_text(earlier).isascii() and thing and thing in earlier:
        return earlier.replace(thing, new, 1), new
    if not names and thing:
        noun = owned if re.match(r"the ", owned, re.IGNORECASE) else f"the {owned[0].lower()}{owned[1:]}"
        return f"What is {noun} of {thing}?", thing
    return f"What about {new}?", thing


def _counted(talk: Talk) -> str:
    """What the last question counted, with what it is of: key projects in Dongzhou, for how many of those."""
    if talk.last.isascii():
        noun = asked_words(fold_text(talk.last))
        return f"{noun} in {talk.anchor}" if noun and talk.anchor else ""
    return talk.anchor + noun if (noun := talk.counted(talk.anchor)) else ""

"""What a question takes for granted and its best evidence does not say: 为什么延期, where nothing was put off.

A question rests on its predicate. Where the article that fits best has neither the word, nor one that means the same, the
question cannot be answered from it, however well everything else fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.embed.words import Words
from rag.ground.judgement.figured import (
    no_count,
    no_deed,
    no_first,
    no_part,
    no_price,
    no_rate,
    no_result,
    not_down,
    of_a_day,
    of_a_place,
    of_mentioned,
    of_sibling,
    of_years,
    other_day,
    other_time_of,
)
from rag.ground.judgement.mismatch import (
    not_of_kind,
    other_holder,
    other_noun,
    other_part,
    other_place,
    other_time,
    other_way,
    other_work,
    part_only,
    sum_only,
    total_only,
    turned,
    unexplained,
    unmeasured,
    unranked,
    went_otherwise,
)
from rag.ground.judgement.posts import asked_post, is_held, is_told, other_body
from rag.ground.judgement.speakers import other_speaker
from rag.ground.judgement.strange import other_house, strange_event, strange_owner, strange_title
from rag.ground.sentences.evidence import Scored
from rag.ground.sentences.said import SALIENT, content_words, lacking_words, lacks_all, said_words, says
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.subjects import opening_place, other_city, strange_place
from rag.ground.sentences.unknown import as_heard, unknown_owner
from rag.ground.spans.candidates import DECISIVE, Candidate
from rag.ground.spans.siblings import another
from rag.ground.spans.unnamed import (
    besides,
    branch,
    kin,
    members,
    no_date,
    of_the_whole,
    other_bound,
    other_stage,
    out_of,
    wording,
)
from rag.text.fold import fold_text
from rag.text.lexicon import EVENTS, SURNAMES, WORKS
from rag.text.thesaurus import synonyms
from rag.types import Article
from rag.understand.question import Question

# SURE: what the reader must give the best passage for a word of the predicate that is no event not to count;
# SILENT: below it, a figure must have every such word of the question around it.
SURE, SILENT = 0.7, 0.05
_FULL_NAME = 3  # characters: of fewer, many a word looks like a name
_PASSED = 0.5  # what the reader must give the best passage for the noun that is counted not to be looked for
_FEW = 6  # characters around a name in which its title stands
SENTENCES = frozenset({"list", "why", "how", "summary", "yesno"})  # kinds that sentences answer, not one span
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]{2,}")
_ADVERBIAL = re.compile(
    r"为什么|为何|为啥|(?:是|有|因|因为|出于)?(?:什么|啥|何)(?:原因|缘故|缘由|理由|考虑|考量|动机)|(?:原因|理由|缘故)(?:是|有|在于)(?:什么|啥|哪些)|怎么(?!样)|如何|怎样|(?:是|在|于)?(?:什么时候|何时|哪一?年|哪一?天|哪个月|几月几?[日号]?|几号|哪里|哪儿|何处)"
)
_SUBJECT_ASKED = re.compile(
    r"(?:谁|哪一?位[㐀-鿿]{0,4}?[师人家员长士者授]|哪一?(?:家|个|所)[㐀-鿿]{0,4}?(?:公司|企业|单位|机构|部门|集团|银行|大学|学校|医院|人))(?=[㐀-鿿]{2})"
)
_AGE = re.compile(r"多大(?:年纪|岁数|年龄)|今年(?:多大|几岁)|(?:几|多少)岁|年[纪龄](?:是|有)?多[大少]")
_AGED = re.compile(r"岁|年龄|出生|生于|年生|[〇零一二三四五六七八九0-9]后")
_WHY_NOT = re.compile(r"(?:为什么|为何|为啥)[^,?]{0,8}?(?P<no>还没有?|没有?|尚未|未能|未)(?:能)?(?P<what>[㐀-鿿]{2,8}?)(?=[?了呢]|$)")
_NOT = re.compile(r"(?:未|没有?|并不|绝不|从不|不会|避免|防止|杜绝|无)[㐀-鿿]{0,2}$")
_OPEN = re.compile(r"没|未|尚|不|无|仍|待|将|预计|计划|拟|力争|有望|[前]$")
_SET_IN = re.compile("(?P<where>(?!文章|报道|资料|新闻|材料)[㐀-鿿]{2,4}?)[上里中内](?=有|的|一?共)")
_RELATIVE = re.compile(  # 被取消的是哪一个
    r"(?P<what>[㐀-鿿]{2,4})了?的(?:那?一?[个家些座条])?(?:项目|企业|工程|公司|产品)?(?:是|有|又是|叫)*(?:哪|谁|什么|啥|几|多少)"
)
_TO_COME = re.compile(r"(?:by )?(?:when|what (?:year|month|date)|in (?:what|which) (?:year|month)) will\b", re.IGNORECASE)
_ONLY_SAYS = re.compile(r"^[^,，;；]*(?:说|表示|介绍|指出)[。:：]?$")
_NO_MORE = 40  # characters of a sentence that only says who speaks
_FRAME = re.compile("(?:如何|怎么?样?)(?:来|去)?(?:理解|形容|看待|描述|定义|评价|称呼|解释|概括)")  # what is done in the answer
_NOMINAL = re.compile(r"(?:的)?(?:原因|理由|缘故|时间|日期|地点|年份|过程|结果|情况|经过)")


def unsupported(
    question: Question, best: Scored, words: Words, answers: float = 0.0, found: Candidate | None = None
) -> tuple[str, ...]:
    """The words of the question that its best evidence's article says in no way, most telling first; () when none.

    answers: the reader's probability, 0 to 1, that the best passage answers. An event that the article does not tell counts
    however sure the reader is; another word only where the reader is not. found: the best brief answer.
    """
    if question.english:
        return (
            _untranslated(question, _text(best.sentence.article))
            or _uncounted_english(question, best.sentence, answers)
            or _untold(EVENTS.split(), " ".join(question.terms), _text(best.sentence.article))
            or _bygone(question, best.sentence, found)
            or _unsaid(question, best.sentence)
            or (not_of_kind(question, found.text) if found else ())
        )
    article, sentence = _text(best.sentence.article), best.sentence
    if lacking := kin(question, article) or members(question, sentence) or besides(question, sentence) or other_bound(question, sentence):
        return lacking
    if question.kind in ("comparison", "aggregation", "summary"):
        return ()
    if (place := opening_place(question.folded, words)) and place not in article:
        return (place,)
    if place := other_city(question.folded, article) or (strange_place(question.folded, article) if question.numeric else ""):
        return (place,)
    if question.kind == "yesno":
        return ()
    if lacking := branch(question, article) or wording(question, sentence):
        return lacking
    if answers < SURE and (elsewhere := _elsewhere(question.folded, article, words)):
        return (elsewhere,)
    if lacking := _unheld(question, sentence, article, answers) or unmeasured(question, article) or other_way(question, article):
        return lacking
    names = unknown_owner(question.folded, article, words)
    if names and (answers < SURE or any(len(name) == _FULL_NAME and name[0] in SURNAMES for name in names)):
        return names  # however sure the reader is, nobody's work is told of somebody else
    if answers < SURE and (strange := _strange(question, sentence, article, words)):
        return strange
    if lacking := strange_title(question, article) or no_part(question, article) or not_down(question, article):
        return lacking
    if answers < SURE and (untold := _untold(EVENTS.split(), question.folded, article)):
        return untold
    if lacking := out_of(question, sentence, lambda word, text: not lacks_all(word, text, words)):
        return lacking
    for other in (other_time, total_only, part_only, sum_only, other_place, unranked, unexplained, other_speaker, other_holder, went_otherwise):
        if lacking := other(question, sentence):
            return lacking
    if lacking := _of_another(question, sentence, found, answers, words):
        return lacking
    if answers < SILENT and (passed := _passed_over(question, sentence, words)):
        return passed
    if question.kind in ("share", "rank"):
        return ()
    sure = found is not None and question.kind not in SENTENCES and found.logit >= DECISIVE
    if uncounted := _uncounted(question, article, max(answers, SURE) if sure else answers, words):
        return uncounted
    ended = _RELATIVE.search(question.folded)
    if ended and (untold := _untold(EVENTS.split(), ended["what"], article)):
        return untold
    predicate = _predicate(question)
    if not predicate:
        return ()
    events = f"{EVENTS} {WORKS}" if _SUBJECT_ASKED.search(question.folded) else EVENTS
    heard = predicate if sure else as_heard(predicate, article, events.split(), words)
    if untold := _untold(events.split(), heard, article) + _denied(question.folded, article):
        return untold
    if denied := _only_denied(events.split(), predicate, article):
        return denied
    if answers >= SURE or sure:
        return ()
    frame = _FRAME.search(question.folded)
    asked = (word for word in _content(question, words) if word in predicate and not _asked_noun(question, word) and not (frame and word in frame.group()))
    return tuple(sorted(lacking_words(asked, article, words), key=lambda word: -words.salience(word)))


def _of_another(
    question: Question, sentence: Sentence, found: Candidate | None, answers: float, words: Words
) -> tuple[str, ...]:
    """What is asked about, where the brief answer is another's (一期's of 二期), of another kind, or of a figure that went the other way."""
    if found is None or question.kind in SENTENCES:
        return another(question.folded, sentence, sentence.end, strict=False)
    strict, text = question.numeric or question.kind == "date", sentence.article.text
    noun: tuple[str, ...] = ()
    if answers < _PASSED:
        noun = other_noun(question, sentence, found.start, found.end, lambda noun, said: not lacks_all(noun, said, words))
    return (
        another(question.folded, sentence, found.start, strict=strict)
        or not_of_kind(question, found.text, fold_text(text[: found.start][-_FEW:]), fold_text(text[found.end :][:_FEW]), found.logit >= DECISIVE)
        or noun
        or no_date(question, found.text, text[: found.start][-_FEW:])
        or other_stage(question, sentence, found.start, found.end, synonyms)
        or of_the_whole(question, sentence, found.start)
        or of_years(question, sentence, found.start)
        or other_work(question, sentence, found.start, found.end, synonyms)
        or other_part(question, sentence, found.start)
        or (turned(question, sentence, found.start, found.end) if question.numeric else ())
        or of_sibling(question, sentence, found.start)
        or of_mentioned(question, sentence)
        or no_price(question, found.text)
        or no_result(question, found.text)
        or no_deed(question, sentence)
        or no_rate(question, sentence, found.start)
        or _of_another_body(question, sentence, found)
        or no_count(question, sentence, found.start, found.end)
        or of_a_day(question, sentence, found.start, found.end)
        or other_time_of(question, sentence, found.start, found.end)
    )


def _of_another_body(question: Question, sentence: Sentence, found: Candidate) -> tuple[str, ...]:
    """Whose post is asked for, where who was found holds the post of another body."""
    before = fold_text(found.scored.sentence.article.text[found.scored.sentence.start : found.start])
    owner = other_body(question.folded, before, _text(sentence.article)) if question.kind in ("person", "what") else ""
    return (owner,) if owner else ()


def _strange(question: Question, sentence: Sentence, article: str, words: Words) -> tuple[str, ...]:
    """What the question names and the article has nothing of, and the day, place or first that the article is not of."""
    return (
        strange_owner(question, article, lambda owner: not lacks_all(owner, article, words))
        or strange_event(question, article, lambda name: lacking_words(content_words(name, words), article, words))
        or other_house(question, article)
        or other_day(question, sentence.article)
        or of_a_place(question, sentence)
        or no_first(question, article)
    )


def _elsewhere(folded: str, article: str, words: Words) -> str:
    """Where the question is set (火星 of 火星上有…), when the article has neither the word nor one like it; else empty."""
    found = _SET_IN.match(folded)
    word = found["where"] if found else ""
    if not word or word in article or words.segment(word) != [word] or words.salience(word) < SALIENT:
        return ""
    return "" if says(word, said_words(article, words), words) else word


def _untranslated(question: Question, article: str) -> tuple[str, ...]:
    """The English words that found no Chinese, when they are half of all or more; else ()."""
    asked = [term for term in question.terms if len(term) > 1]
    left = tuple(term for term in asked if term.isalpha() and not _HAN.search(term) and term not in article)
    return left if 2 * len(left) >= len(asked) else ()


def _uncounted_english(question: Question, sentence: Sentence, answers: float) -> tuple[str, ...]:
    """What is counted, where the sentence has no such word and the reader passes its passage over."""
    noun = question.noun
    passed = question.kind == "count" and len(noun) > 1 and answers < SILENT
    return (noun,) if passed and noun[-2:] not in sentence.folded.text else ()


def _bygone(question: Question, sentence: Sentence, found: Candidate | None) -> tuple[str, ...]:
    """The time, where it is asked when something will be and the date that was found is before the article's own."""
    if found is None or question.kind != "date" or not _TO_COME.match(question.text):
        return ()
    written, offset = sentence.article.date, found.scored.sentence.start
    dates = [d for d in dates_in(found.scored.sentence) if d.value and found.start < offset + d.end and offset + d.start < found.end]
    return ("时间",) if written and dates and all(d.value < written[: len(d.value)] for d in dates) else ()


def _unsaid(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """What was said, where the best evidence is no more than who said something."""
    bare = question.kind == "what" and len(sentence.folded.text) < _NO_MORE and _ONLY_SAYS.search(sentence.folded.text)
    return ("所说的话",) if bare else ()


def _unheld(question: Question, sentence: Sentence, article: str, answers: float) -> tuple[str, ...]:
    """The post whose holder, or the age that is asked for, where the article names no such post, nobody of it, no age."""
    if _AGE.search(question.folded) and not _AGED.search(article):
        return ("年龄",)
    post = asked_post(question.folded)
    if post is None:
        return ()
    others = synonyms(post.title)
    sure = answers >= SURE and is_told(post, sentence.folded.text, others)  # 引进了首席信息官: the director named elsewhere is none
    held = is_told(post, article, others) and (sure or is_held(post, article, others))
    return () if held else (str(post),)


def _uncounted(question: Question, article: str, answers: float, words: Words) -> tuple[str, ...]:
    """多少个车位, where the article has nothing like 车位 and the reader is not sure; of 开车的司机 the 司机 are counted."""
    if question.kind != "count" or not question.measure or answers >= SURE:
        return ()
    noun, whole = content_words(question.noun.rpartition("的")[2] or question.noun, words), set(_content(question, words))
    return lacking_words((word for word in noun if word in whole or word == question.noun), article, words)


def _passed_over(question: Question, sentence: Sentence, words: Words) -> tuple[str, ...]:
    """Words of a question for a figure that neither the sentence, its paragraph or the one before, nor the title or the lead says in any word."""
    if not question.numeric:
        return ()
    article = sentence.article
    near = {1, max(1, sentence.paragraph - 1), sentence.paragraph}
    around = fold_text("\n".join((article.title, *map(article.paragraph, sorted(near)))))
    return lacking_words(_content(question, words), around, words)


def _content(question: Question, words: Words) -> Iterator[str]:
    return (word for term in question.terms for word in content_words(term, words))


def _untold(events: Sequence[str], predicate: str, article: str) -> tuple[str, ...]:
    """Those of the events that the predicate has and the article tells in no word."""
    return tuple(
        event
        for event in events
        if event in predicate and event not in article and not any(other in article for other in synonyms(event))
    )


def _denied(folded: str, article: str) -> tuple[str, ...]:
    """为什么还没完工, where the article says 完工 and nowhere denies it, nor puts it into the future."""
    found = _WHY_NOT.search(folded)
    if found is None:
        return ()
    what = found["what"]
    said = re.escape(what) if len(what) < 4 else f"{what[:2]}[^,。;]{{0,4}}{what[2:]}"  # 通过竣工验收 of 通过验收
    told = [article[max(0, m.start() - 16) : m.start()] for m in re.finditer(said, article)]
    if not told:
        return ()
    return () if any(_OPEN.search(before) for before in told) else (found["no"] + found["what"],)


def _only_denied(events: Sequence[str], predicate: str, article: str) -> tuple[str, ...]:
    """Those of the events in the predicate that the article has, and every time to say that they did not happen: 航线未停航."""
    if _NOT.search(predicate):
        return ()
    told = {event: [article[max(0, m.start() - 4) : m.start()] for m in re.finditer(event, article)] for event in events if event in predicate}
    return tuple(event for event, befores in told.items() if befores and all(_NOT.search(before) for before in befores))


def _predicate(question: Question) -> str:
    """The part of the question that says what happened: behind 为什么, 什么时候 or 谁; before them when nothing follows."""
    folded = question.folded.strip("?。! ")
    asked = _ADVERBIAL.search(folded) or _SUBJECT_ASKED.search(folded)
    if asked is None:
        return ""
    behind = folded[asked.end() :]
    if len(behind) >= 2:
        return behind
    return _NOMINAL.sub("", folded[: asked.start()])


def _asked_noun(question: Question, word: str) -> bool:
    """什么意义, 哪种颜色: what is asked for need not be named by what answers."""
    if word in question.noun and word not in EVENTS.split() and not _SUBJECT_ASKED.search(question.folded):
        return True
    asking = rf"(?:(?<!为)什么(?:样的?|[㐀-鿿]{{0,4}}的)?|怎么?样的|哪一?[个种类项]|何种|是(?:个|一[个种类])?什么[^,]*?的|哪[里儿处]的){re.escape(word)}"
    return re.search(asking, question.folded) is not None


def _text(article: Article) -> str:
    return fold_text(f"{article.title}\n{article.text}")

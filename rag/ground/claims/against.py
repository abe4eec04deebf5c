"""What a sentence says against a claim whose words it has: another is of the post, the one part and not all, the other way, of another model.

``against`` decides such a claim; ``contradicted`` only tells that a sentence makes it not true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import Words
from rag.ground.claims.told import pieces, says_word
from rag.ground.claims.unlike import other_side, pairs_of
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, is_person
from rag.ground.sentences.verdict import find
from rag.text.dates import find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names

_SAME = 0.6  # share of the pairs of a subject that a sentence with its title and the paragraph has to have
_CLAUSE = re.compile("[^,，;；。]+")
_ALL, _SOME = re.compile("全部|所有|全都|均(?![价衡匀])|(?<!首)都(?![市会江])|一律"), re.compile("(?:只有|仅有?|只是|只)[^,]{0,4}?(?:部分|少数|个别|少量)")
_ONLY_ONE = re.compile(r"(?:只有|仅有|只|仅|唯有)(?![能可会需要有是\d一二两三四五六七八九十])(?P<who>[㐀-鿿]{2})")
_BESIDES = re.compile(r"除(?P<who>[^,，。;；]{2,24}?)(?:以外|之外|外)[,，]?(?P<rest>[^。;；]+)")
_ALSO = re.compile("还|也|多[个家项座]|等|均|都|同样|其他")
_SPLIT = re.compile(
    r"(?P<n>\d+)(?P<unit>[人名位个家项座户辆台件只条所])(?P<one>[^,，。;；、\d]{2,10})[,，、](?:另|其余|剩余|还有|另有|另外)?(?:\d+)(?P=unit)(?P<other>[^,，。;；\d]{2,10})"
)
_BEAT = r"(?:战胜|击败|力克|逆转|淘汰|横扫|轻取|险胜|大胜|完胜|力压|击退|送走)"
_CUP = re.compile(
    r"(?P<who>[㐀-鿿]{2,12}?)(?:成功|最终|顺利|再次|是|就|也|在[^,]{1,10})*(?:卫冕|夺冠|夺得|获得|拿下|拿到|拿了|赢|获胜|取胜|胜出|晋级|战胜|击败)"
)
_HEAD = re.compile(
    r"^(?P<front>[^,]{2,}?)的?(?P<post>[㐀-鿿]{1,2}长|总?书记|主席|总?经理|总裁|总监|主任|负责人|总?教练)(?:就)?(?:是|叫|由)(?P<who>[㐀-鿿·]{2,8})(?:担任)?$"
)
_IS = re.compile(r"^(?P<who>[㐀-鿿]{2,4}?)(?:就)?是(?P<what>[^,是]{2,})$")
_TURNS = (
    (("高于", "超过"), ("低于", "不及")), (("多于",), ("少于",)), (("大于",), ("小于",)), (("快于",), ("慢于",)), (("领先",), ("落后",)),
    (("满意", "看好"), ("失望", "不满", "看空")), (("取消", "终止", "停止", "中止"), ("延长", "延续", "恢复", "保留")), (("延长", "加长"), ("缩短",)),
    (("收紧", "从严"), ("放宽", "放松")), (("加快", "提速"), ("放缓", "减速")), (("优于", "好于"), ("差于", "劣于", "逊于")),
    (("加剧", "恶化"), ("缓解", "改善")),
    (("上调", "调高", "提高", "上升"), ("下调", "调低", "降低", "下降")), (("扩大",), ("缩小", "收窄")), (("增加", "增长"), ("减少", "下降")),
    (("流入",), ("流出",)), (("买入", "增持"), ("卖出", "减持")),
)
_CHANNELS = ("网上|线上|在线|网络", "现场|当面|线下|窗口")
_APPLIES = "填报|报名|办理|提交|申请|缴费|确认|领取|预约|审核|参会|授课|开庭|投票|购票|购买|销售"
_ADVERBS = re.compile("(?:感到|非常|十分|很|表示|颇为|极为|较为|比较|要|将|会|继续|进一步|持续|大幅|明显|有所|也|都|是|,|了)+")
_HEDGE = "(?:疑似|似乎|或许|也许|可能(?!性)|有望|是否|有待)"
_OPEN = re.compile("疑似|似乎|或许|也许|可能|有望|会|能|将|要|预计|拟|计划|打算|想|预测|预报")
_MODIFIED = re.compile(r"(?P<how>[㐀-鿿]{2,8})的(?P<what>[㐀-鿿]{2,4})")
_NOW_OR_ALL = re.compile("最|今|现|目前|当前|全|整|所有|这")
_HOW_STARTS = re.compile(r".*(?:[给把在是由向了有对为将从被让和与用]|的)")
_MODEL = re.compile(r"(?P<name>[a-z]{2,})[ -]?(?P<n>\d+(?:\.\d+)?)(?![\d.]*[a-z%])")
_PART_OF_MONTH = re.compile(r"\d月(?:份)?(?P<part>底|末|初|中旬|上旬|下旬)")
_PARTS = (("底", "末", "下旬"), ("初", "上旬"), ("中旬",))
_AT_ONCE = re.compile("马上|立即|立刻|第一时间|随即|当即|立马")
_SOON = re.compile("马上|立即|立刻|第一时间|随即|当即|立马|迅速|当天|当日|即刻|同时|及时|火速|连夜")
_EARLIER_TOLD = re.compile("此前|之前|以前|过去|原|曾|历任|时任|前任|当时")
_FIRST = re.compile("首[部位艘款趟站届次批列辆台架枚颗条所间场支张]")
_MOST_OF = re.compile("最|第一|居首")
_LISTED = re.compile(r"^(?P<who>[㐀-鿿]{4,16}?)(?:也|还|都)?(?:在|是|属于)[^,]{2,}(?:[里中内]|之列|名单|之一|行列|范围)(?:的)?$")
_LIST = re.compile(r"(?:包括|分别[为是]|涉及|共?有):?(?P<list>[^。;；:：]*、[^。;；]*)")


def against(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """The first of these, best sentence first, that says the contrary of a folded claim; None: none does."""
    rules = (listed, head_of, only_some, not_alone, split, beaten, other_channel, turned, other_model)
    return next((swap for rule in rules for sentence in sentences if (swap := rule(claim, sentence))), None)


def contradicted(claim: str, sentence: Sentence, words: Words) -> bool:
    """Whether a sentence that has the words of a folded claim has something against it, or does not say it of the thing itself."""
    first = _FIRST.search(claim)
    if first and first.group() not in sentence.folded.text and "第一" not in sentence.folded.text:
        return True  # 首站是甲: not where 甲 is only told of besides
    rules = (_unlisted, _of_other_part, _at_once, _before, _of_someone_else, _is_something_else)
    return other_side(claim, sentence) or told_otherwise(claim, sentence, words) or any(rule(claim, sentence, words) for rule in rules)


def told_otherwise(claim: str, sentence: Sentence, words: Words) -> bool:
    """Whether a sentence says something else in the place of a folded claim, so that no other sentence with its words makes it true."""
    return against(claim, [sentence]) is not None or any(rule(claim, sentence, words) for rule in (_hedged, _of_no_such_kind, _otherwise_modified))


def head_of(claim: str, sentence: Sentence) -> Swap | None:
    """甲队的队长是乙, where the sentence on it says 教练乙、队长丙 or 丙任甲队队长."""
    asked = _HEAD.match(claim)
    if asked is None or not is_person(asked["who"]) or asked["front"].endswith("副"):
        return None
    text, post, who = sentence.folded.text, asked["post"], asked["who"]
    if not _is_of(asked["front"], sentence) or who not in fold_text(sentence.article.text):
        return None
    if re.search(rf"{post}[、兼㐀-鿿]{{0,6}}?{who}|{who}[^,，。;；、]{{0,14}}{post}", text):
        return None
    for name in find_names(sentence.text):
        if name.kind != "person" or fold_text(name.text) == who:
            continue
        before, behind = fold_text(sentence.text[: name.start]), fold_text(sentence.text[name.end :])
        held = re.search(rf"(?P<own>[^,，。;；:：、“”\"]*?){post}$", before)
        takes = re.match(rf"(?:担任|出任|现?任|为|是)(?P<own>[^,，。;；]{{0,14}}?){post}(?![助秘])", behind)
        found = held or takes
        if found is None or found["own"].endswith("副"):
            continue
        own = bigrams(found["own"])
        if not own or any(pair in asked["front"] for pair in own):
            return Swap(sentence, False, sentence.text[name.start - len(post) : name.end] if held else name.text)
    return None


def listed(claim: str, sentence: Sentence) -> Swap | None:
    """甲馆也在延时的九家里, where the sentence lists all nine without it."""
    asked = _LISTED.match(claim)
    told = _LIST.search(sentence.folded.text) if asked else None
    if asked is None or told is None or re.search("等|其中", told["list"]):
        return None
    items, who = re.split("、|和|与|及", told["list"].rstrip("。")), asked["who"]
    counted = [q.low for q in (*find(claim), *find(fold_text(sentence.article.text))) if q.kind == "count"]
    alike = sum(item.endswith(who[-2:]) for item in items) > len(items) / 2
    of_it = sum(pair in sentence.folded.text for pair in pairs_of(claim[asked.end("who") :])) > 1
    if len(items) in counted and len(items) > 2 and alike and of_it and who not in fold_text(sentence.article.text):
        return Swap(sentence, False, sentence.published(*told.span("list")))
    return None


def only_some(claim: str, sentence: Sentence) -> Swap | None:
    """只有部分车型能领, where the sentence says 全部车型都."""
    asked = _SOME.search(claim)
    if asked is None or not _is_of(claim[: asked.start()], sentence):
        return None
    behind = pairs_of(claim[asked.end() :])
    for clause in _CLAUSE.finditer(sentence.folded.text):
        told = _ALL.search(clause.group())
        if told and not re.search("部分|少数|个别", clause.group()) and sum(pair in clause.group() for pair in behind) >= _SAME * len(behind):
            return Swap(sentence, False, sentence.published(*clause.span()).strip())
    return None


def not_alone(claim: str, sentence: Sentence) -> Swap | None:
    """只有甲…, where the sentence says 除甲外,乙也…."""
    asked = _ONLY_ONE.search(claim)
    for told in _BESIDES.finditer(sentence.folded.text) if asked else ():
        if asked and asked["who"] in told["who"] and _ALSO.search(told["rest"]):
            said = pairs_of(claim[asked.end() :])
            if sum(pair in told.group() for pair in said) >= _SAME * len(said):
                return Swap(sentence, False, sentence.published(*told.span()).strip())
    return None


def split(claim: str, sentence: Sentence) -> Swap | None:
    """20人都受伤, where the sentence says 5人平安,15人受伤."""
    event = re.search("[㐀-鿿]{2}(?=[了的]*$)", claim)
    if event is None or not _ALL.search(claim) or re.search("[没未不]", claim):
        return None
    for told in _SPLIT.finditer(sentence.folded.text):
        if (event.group() in told["one"]) != (event.group() in told["other"]) and f"未{event.group()}" not in told.group():
            counted = [q for q in find(claim) if q.kind == "count"]
            if not any(q.low == int(told["n"]) for q in counted) and _is_of(claim[: event.start()], sentence):
                return Swap(sentence, False, sentence.published(*told.span()).strip())
    return None


def beaten(claim: str, sentence: Sentence) -> Swap | None:
    """甲队夺冠, where the sentence says 乙队战胜甲队."""
    asked = _CUP.search(claim)
    if asked is None or re.search("[没未不]|输|负于", claim):
        return None
    who = re.sub(".*[,的在]|.*(?:决赛|联赛|比赛|赛事|杯)[中里上]?", "", asked["who"])
    lost = rf"(?P<winner>[㐀-鿿]{{2,12}})[^,，。;；㐀-鿿]{{0,12}}(?:以[^,，。;；]{{1,12}})?{_BEAT}了?[^,，。;；]{{0,8}}{re.escape(who)}"
    told = re.search(lost, sentence.folded.text)
    if len(who) < 2 or told is None or re.search(rf"{re.escape(who)}[^。;；]{{0,20}}{_BEAT}", sentence.folded.text):
        return None
    return Swap(sentence, False, sentence.published(*told.span()).strip())


def other_channel(claim: str, sentence: Sentence) -> Swap | None:
    """要到学校现场填报, where the sentence says 实行网上填报 and the article nothing of 现场填报."""
    article = fold_text(sentence.article.text)
    for ways in (_CHANNELS, _CHANNELS[::-1]):
        asked = re.search(rf"(?:{ways[0]})(?P<act>{_APPLIES})", claim)
        told = re.search(rf"(?:{ways[1]}){asked['act']}", sentence.folded.text) if asked else None
        if asked and told and not re.search("[没未不]", claim) and not re.search(rf"(?:{ways[0]}){asked['act']}", article):
            subject = pairs_of(claim[: asked.start()])
            if sum(pair in article for pair in subject) >= _SAME * len(subject):
                return Swap(sentence, False, _clause(sentence, told.start()))
    return None


def turned(claim: str, sentence: Sentence) -> Swap | None:
    """要提高补贴标准, where the sentence says 降低补贴标准: the same thing, the other way."""
    text, article = sentence.folded.text, fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    if re.search("[没未不比]|先|又|再", claim):
        return None
    for asked, others in (ways for pair in _TURNS for ways in (pair, pair[::-1])):
        for word in (word for word in asked if claim.count(word) == 1):
            front, behind = claim.split(word)
            subject = pairs_of(re.sub(f"{_ADVERBS.pattern}$", "", front))
            if sum(pair in article for pair in subject) < _SAME * len(subject):
                continue
            front, behind = _ADVERBS.sub("", front.rstrip("的")), re.sub("^(?:了|的)+|的|了", "", behind)
            for other in others:
                for at in (found.start() for found in re.finditer(other, text)):
                    before, after = _ADVERBS.sub("", text[max(0, at - 12) : at]), re.sub("^(?:了|的)+|的", "", text[at + len(other) : at + len(other) + 8])
                    if re.search("[从由]$", text[:at]) and not re.search("前|曾|原", claim):
                        continue  # 从低于: what it was
                    same = len(behind) > 3 and (after[:3] == behind[:3] or (word.endswith("于") and any(pair in after for pair in bigrams(behind))))
                    same |= len(behind) < 2 and len(before) > 3 and front[-4:] == before[-4:]
                    mine = rf"{word}[了的]*{re.escape(behind[:3])}" if len(behind) > 3 else rf"{re.escape(front[-4:])}[^,，。;；]{{0,4}}{word}"
                    if same and word not in text and not re.search(mine, article):
                        return Swap(sentence, False, _clause(sentence, at))
    return None


def other_model(claim: str, sentence: Sentence) -> Swap | None:
    """…的是某机 13, where the sentence says so of 某机 11."""
    asked = list(_MODEL.finditer(claim))
    if len(asked) != 1 or not claim.endswith(asked[0].group()) or not re.search("是$", claim[: asked[0].start()].rstrip()):
        return None
    told = [found for found in _MODEL.finditer(sentence.folded.text) if found["name"] == asked[0]["name"]]
    if len(told) != 1 or told[0]["n"] == asked[0]["n"]:
        return None
    front = pairs_of(claim[: asked[0].start()])
    alike = sum(pair in sentence.folded.text for pair in front) >= _SAME * len(front)
    alike |= _MOST_OF.search(claim) is not None and _MOST_OF.search(sentence.folded.text) is not None
    return Swap(sentence, False, sentence.published(*told[0].span())) if alike else None







def _hedged(claim: str, sentence: Sentence, words: Words) -> bool:
    """有双重国籍, where the sentence says 疑似有双重国籍."""
    last = [word for word, _ in pieces(claim, words) if len(word) > 1][-2:]
    return not _OPEN.search(claim) and any(re.search(rf"{_HEDGE}[^,，。;；]{{0,6}}{re.escape(word)}", sentence.folded.text) for word in last)


def _unlisted(claim: str, sentence: Sentence, words: Words) -> bool:
    """甲馆也在九家里: the article has to name it."""
    asked = _LISTED.match(claim)
    return asked is not None and not says_word(asked["who"], fold_text(sentence.article.title + sentence.article.text))


def _of_no_such_kind(claim: str, sentence: Sentence, words: Words) -> bool:
    """属于绘画, where the article says 非绘画."""
    last = [word for word, _ in pieces(claim, words) if len(word) > 1][-2:]
    article = fold_text(sentence.article.text)
    return not re.search("[没未不非]", claim) and any(re.search(rf"(?:(?<![莫若无除南东西北])非|不属于|并非|不是){re.escape(word)}", article) for word in last)


def _otherwise_modified(claim: str, sentence: Sentence, words: Words) -> bool:
    """新招的保安, where the sentence says it of 退休的保安."""
    text = sentence.folded.text
    for asked in _MODIFIED.finditer(claim):
        how = _HOW_STARTS.sub("", asked["how"])
        told = [word for word, _ in pieces(how, words) if len(word) > 1]
        if not told or _NOW_OR_ALL.match(how) or any(word in fold_text(sentence.article.title) for word in told):
            continue  # 最新的, and whose it is
        for size in range(len(asked["what"]), 1, -1):
            other = re.search(rf"(?P<how>[㐀-鿿]{{2,8}})的[㐀-鿿]{{0,5}}?{asked['what'][:size]}", text)
            clause = next((c.group() for c in _CLAUSE.finditer(text) if other and c.start() <= other.start() < c.end()), "")
            if any(says_word(word, clause) for word in told):
                break
            if other and not re.search("的[㐀-鿿]{0,5}?的", other.group()):
                own = [word for word, _ in pieces(_HOW_STARTS.sub("", other["how"]), words) if len(word) > 1]
                return bool(own) and not any(word in claim for word in own)
            if other:
                break
    return False


def _of_other_part(claim: str, sentence: Sentence, words: Words) -> bool:
    """到8月底, where the sentence tells of 8月初."""
    asked = _PART_OF_MONTH.search(claim)
    if asked is None:
        return False
    own = next(parts for parts in _PARTS if asked["part"] in parts)
    return not re.search(rf"月(?:份)?(?:{'|'.join(own)}|\d)|\d[日号]", sentence.folded.text) and asked["part"] in ("底", "末", "初")


def _at_once(claim: str, sentence: Sentence, words: Words) -> bool:
    """马上公告: the sentence has to say how soon."""
    return _AT_ONCE.search(claim) is not None and not _SOON.search(sentence.folded.text)


def _before(claim: str, sentence: Sentence, words: Words) -> bool:
    """此前在甲省工作: what the sentence tells of earlier has to be that."""
    asked = re.search("此前|(?:之前|以前|过去|原来)(?=[都均是就在也当做任])|曾", claim)
    text = sentence.folded.text
    told = _EARLIER_TOLD.search(text) if asked else None
    if asked is None or any(date.value for date in find_dates(claim)):
        return False
    if told is None:
        return True
    said = ",".join(re.split("[,，。;；]", text[told.start() :])[:2])
    own = [word for word, _ in pieces(claim[asked.end() :], words) if len(word) > 1]
    return sum(says_word(word, said) or says_word(word, text[: told.start()][-10:]) for word in own) < len(own) / 2 + bool(own) * 0.1


def _of_someone_else(claim: str, sentence: Sentence, words: Words) -> bool:
    """Whether a folded claim opens with a person whom a sentence that names another one does not."""
    people = [name for name in find_names(claim) if name.kind == "person" and name.start == 0]
    who = people[0].text if people else next((claim[:n] for n in (3, 2) if is_person(claim[:n])), "")
    if not who or who in sentence.folded.text:
        return False
    return any(name.kind == "person" and fold_text(name.text) not in claim for name in find_names(sentence.text))


def _is_something_else(claim: str, sentence: Sentence, words: Words) -> bool:
    """Whether a folded claim says that one is what the sentence, its title and the paragraph's beginning say of nothing, or of another."""
    asked = re.search("(?<![还于])是(?P<what>[^,是]{2,12})$", claim)
    if asked is None or re.search("[在于因为由用从]|最", asked["what"][:2]) or "第" in asked["what"]:
        return False  # a rank is told by rules of its own
    text = fold_text(sentence.article.title) + sentence.folded.text
    named = [word for word, _ in pieces(asked["what"], words) if len(word) > 1]
    if any(not says_word(word, text) for word in named):
        return True
    held = _IS.match(claim)
    if held and is_person(held["who"]) and held["who"] not in text and not re.search("[他她其]|该", sentence.folded.text):
        return True
    if held and is_person(held["who"]) and held["who"] in text:
        last = held["what"][-4:]
        other = re.search(rf"{re.escape(last)}(?P<who>[㐀-鿿]{{2,3}})", sentence.folded.text)
        own = rf"{re.escape(last)}[、兼㐀-鿿]{{0,6}}?{held['who']}|{held['who']}[^。]{{0,12}}{re.escape(last)}"
        return other is not None and not re.search(own, sentence.folded.text)
    return False



def _is_of(who: str, sentence: Sentence) -> bool:
    around = fold_text(sentence.article.title + sentence.article.paragraph(sentence.paragraph))
    pairs = pairs_of(who)
    return sum(pair in around for pair in pairs) >= _SAME * len(pairs)


def _clause(sentence: Sentence, at: int) -> str:
    found = next(clause for clause in _CLAUSE.finditer(sentence.folded.text) if clause.start() <= at < clause.end())
    return sentence.published(*found.span()).strip()

"""An English question over Chinese passages, put into the passages' own words by the built-in embedder.

Retrieval needs none of this, its space holds both languages; but what reads, counts and checks goes by characters. The hits
are the dictionary: a phrase of the question becomes the phrase of the hits that is likest, as a whole and word by word, a
name in pinyin the characters it spells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.account import account_of
from rag.embed.words import Words
from rag.ground.english.chinese_order import Piece, claimed, inverted, is_date
from rag.ground.english.phrases import LONGEST, Phrases
from rag.question import ENGLISH_STOP, MEASURES, Question, asked_words, understand
from rag.text.glossary import LONGEST as LONGEST_KEPT
from rag.text.glossary import kept_phrase, usual
from rag.text.dates import find_dates
from rag.text.english_figures import figures_in_chinese
from rag.text.english_idioms import idioms_in_chinese
from rag.text.fold import fold_text
from rag.text.lexicon import EVENTS
from rag.text.pinyin import spelt
from rag.types import Hit

NEAR, NEAR_NAME = 0.35, 0.45  # likeness from which a phrase of the passages is taken for an English one, and for a name
_PHRASE = 0.1  # what each further word of a phrase adds, so that a whole phrase goes before its words one by one
_ASKS = {
    "amount": "是多少{}", "count": "有多少个{}", "share": "占百分之多少", "date": "是什么时候", "person": "是谁", "place": "在哪里",
    "organisation": "是哪家{}", "list": "有哪些{}", "why": "是为什么", "how": "是怎样的", "rank": "排第几", "multiple": "是多少倍",
    "duration": "多长时间", "yesno": "{}吗",
}  # fmt: skip
_FIGURE = r"(?:超过|不到|至少)?\d[\d.]*(?:[年月日亿万元%]|美元)(?:[\d年月日亿万元]|美元)*|(?:超过|不到|至少)\d[\d.]*"
_TOKEN = re.compile(rf"{_FIGURE}|" r"[㐀-鿿]+|[^\W\d_㐀-鿿]+(?:[-.&][^\W\d_㐀-鿿]+)*|\d+(?:[.,]\d+)*%?|[^\w\s]")
_BARE = re.compile(r"(?:超过|不到|至少)?(?P<figure>\d[\d.]*)")
_DONE_BY = re.compile(r"^who (?!(?:is|are|was|were|has|have|had|will|would|can|could|else|s)\b)(?P<verb>[a-z]+)")
_LIGHT = frozenset(
    ["true", "story", "article", "report", "reports", "reported", "according", "describe", "describes", "described", "involve", "involves",
     "involved", "host", "hosts", "hosted", "new", "get", "gets", "got", "come", "comes", "came", "happen", "happens", "happened", "make",
     "makes", "made", "take", "takes", "took", "give", "gives", "gave", "mention", "mentions", "mentioned", "say", "says", "said", "tell",
     "tells", "told", "latest", "already", "still", "currently", "now", "once", "fully", "really", "actually", "exactly", "ever", "yet", "even",
     "per", "one", "called", "named", "name", "names", "set", "sets", "itself", "themselves", "plenty"]
)  # fmt: skip
"""Words that a question can do without where nothing says them."""
_IN_CHINESE = frozenset(["count"])  # kinds whose questions are wholly put into Chinese
_KINDS_OWN = {  # what of a question only says its kind
    "rank": re.compile(r"\brank(?:s|ed|ing)?\b", re.IGNORECASE),
    "share": re.compile(r"\b(?:what|which) (?:share|proportion|percentage|part)\b", re.IGNORECASE),
}
_WHAT_WAS = re.compile(r"what (?:was|were|is|are|has been|have been|had been) (?:[a-z]+ed|[㐀-鿿]{2,})$")
_LATIN = re.compile(r"[^\W\d_㐀-鿿]")


def gloss(question: Question, hits: Sequence[Hit], titles: Sequence[str], words: Words, further: Sequence[Hit] = ()) -> Question:
    """The question with its English phrases replaced by the likest of the hits; figures and Chinese as they are.

    further: more hits, in which names are looked for too.
    """
    text = fold_text("\n".join([*(hit.text for hit in hits), *titles]))
    asked = account_of(question.text) if question.kind == "summary" else question.text
    asked = _KINDS_OWN[question.kind].sub("", asked) if question.kind in _KINDS_OWN else asked
    pieces = _measured(translate(asked, text, words, fold_text("\n".join(hit.text for hit in further))), text)
    if not any(piece.chinese for piece in pieces):
        return question
    noun = asked_words(question.folded)
    if question.kind == "yesno" and all(piece.chinese for piece in pieces):
        return replace(understand(f"{claimed(pieces, question.folded)}吗?"), kind="yesno", text=question.text)
    done = _DONE_BY.match(question.folded)
    whole = all(piece.chinese for piece in pieces) and (question.kind in _IN_CHINESE or done is not None)
    untold = {piece.english: piece.chinese for piece in pieces if piece.guessed and piece.chinese in EVENTS.split()}
    if not whole:
        pieces = [replace(piece, chinese="" if piece.guessed else piece.chinese) for piece in pieces]
    pieces = inverted(pieces)
    wanted = [piece for piece in pieces if piece.chinese and f" {piece.english} " in f" {noun} "]
    told = [piece.chinese for piece in pieces if piece.chinese and piece not in wanted]
    if question.kind == "yesno":  # a claim of a name that no source gives is no claim of the rest
        told = [piece.chinese or piece.english for piece in pieces if piece.chinese or (piece.proper and piece.english.isascii())]
    thing = "".join(piece.chinese for piece in wanted)
    ask = _ASKS.get(question.kind, "是哪个{}" if thing else "是什么{}")
    if thing and question.kind in ("person", "place"):
        ask = {"person": "是哪位{}", "place": "在哪个{}"}[question.kind]
        owner = next((p for p in pieces if p.proper and p.chinese in told and f"{noun} of {p.english} " in question.folded), None)
        if question.kind == "place" and owner:
            told, ask = [one for one in told if one != owner.chinese], f"在{owner.chinese}哪个{{}}"  # which district of the city
    if done and told and not wanted and pieces[0].english.startswith(done["verb"]) and pieces[0].chinese == told[0]:
        told, ask = told[1:], f"是谁{told[0]}的"  # 码头是谁承建的
    if question.kind == "what" and len(told) > 1 and not wanted and _WHAT_WAS.match(f"{pieces[0].lead} {pieces[0].english}") and pieces[0].chinese == told[0]:
        told, ask = [*told[1:], told[0]], "了什么"  # 向专家颁发了什么
    told.sort(key=lambda chinese: not is_date(chinese))  # when it was comes first
    asked = "".join(dict.fromkeys(told)) + ask.format(thing) + "?"
    if whole:
        restated = understand(asked)
        return replace(restated, kind=question.kind, unit=question.unit or restated.unit, noun=restated.noun or thing)
    dates = tuple(mention.value for mention in find_dates(asked) if mention.value)
    return replace(
        question,
        terms=tuple(dict.fromkeys(piece.chinese or untold.get(piece.english) or piece.english for piece in pieces)),
        folded=asked,
        dates=question.dates or dates,
        measure="个" if question.kind == "count" and wanted else "",
        text=asked if question.kind in ("what", "place", "person", "organisation") else question.text,
        noun=wanted[-1].chinese if wanted and question.kind not in ("date", "duration", "share") else "",
    )


def translate(asked: str, text: str, words: Words, further: str = "") -> list[Piece]:
    """The content words of an English question, in order, as phrases of the folded ``text``; names also of ``further``."""
    phrases = Phrases.of(text, words)
    pieces: list[Piece] = []
    for lead, run in _runs(figures_in_chinese(idioms_in_chinese(asked, text)), text, words, further):
        first, *more = [run] if isinstance(run, Piece) else _cut(run, phrases, pieces, words)
        pieces += _apart([*pieces[-1:], replace(first, lead=lead), *more], text)[len(pieces[-1:]) :]
    pieces = [_guessed(piece, words) for piece in pieces]
    return [piece for piece in pieces if piece.chinese or piece.english not in _LIGHT] or pieces


def _apart(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces, each without the characters that the one before has said: 东力|力电源 of 东力电源 is 东力|电源."""
    found = list(pieces[:1])
    for piece in pieces[1:]:
        before, chinese = found[-1].chinese, piece.chinese
        if len(chinese) > 2 and before.endswith(chinese[:1]) and before + chinese not in text and before + chinese[1:] in text:
            piece = replace(piece, chinese=chinese[1:])
        found.append(piece)
    return found


def _guessed(piece: Piece, words: Words) -> Piece:
    """A piece that the text has no words for, in the usual Chinese: as kept, or as the embedder's dictionary has it."""
    if piece.chinese or not piece.english.isascii() or piece.english in _LIGHT:
        return piece
    kept = usual(piece.english)
    chinese = kept[0] if kept else words.dictionary(piece.english, (lambda word: bool(spelt(piece.english, word))) if piece.proper else None)
    return replace(piece, chinese=chinese, guessed=True) if chinese else piece


def _measured(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces, each bare figure before what it counts with the measure word that ``text`` counts it by: 15个."""
    found = list(pieces)
    for at, (piece, thing) in enumerate(pairwise(pieces)):
        bare = _BARE.fullmatch(piece.chinese)
        if bare and (measure := _measure_of(bare["figure"], thing.chinese, text)):
            found[at] = replace(piece, chinese=piece.chinese + measure)
    return found


def _measure_of(figure: str, thing: str, text: str) -> str:
    """The measure word with which ``text`` counts a thing, of that very figure if it can be; empty when it counts none."""
    if len(thing) < 2:
        return ""
    measured, end = rf"(?P<measure>(?![亿万元年月日岁])[{MEASURES}])", re.escape(thing[-2:])
    forms = (rf"(?<![\d.]){re.escape(figure)}[余多]?{measured}", rf"\d{measured}[^,。;]{{0,6}}?{end}", rf"{end}[^,。;]{{0,4}}?\d+{measured}")
    return next((found["measure"] for form in forms if (found := re.search(form, text))), "")


def _runs(asked: str, text: str, words: Words, further: str = "") -> list[tuple[str, list[str] | Piece]]:
    """The content words of the question in order: runs that no other word parts, and what needs no likeness; each with the words before it."""
    runs: list[tuple[str, list[str] | Piece]] = []
    tokens = [match.group() for match in _TOKEN.finditer(asked)]
    at, fresh, lead = 0, True, ""
    while at < len(tokens):
        folded = fold_text(tokens[at])
        if name := _name(tokens, at, text, words) or (_name(tokens, at, further, words) if further else None):
            runs.append((lead, name))
            at, fresh, lead = at + len(name.english.split()), True, ""
            continue
        if phrase := _kept(tokens, at, text):
            runs.append((lead, phrase))
            at, fresh, lead = at + len(phrase.english.split()), True, ""
            continue
        if folded == "new" and not usual(f"new {fold_text(' '.join(tokens[at + 1 : at + 2]))}"):
            pass  # it says little, and of what is new the sources speak in other words
        elif folded in _LIGHT and not usual(folded):
            fresh = True
        elif folded in ENGLISH_STOP or not folded[0].isalnum():
            fresh, lead = True, f"{lead} {folded}".strip()
        elif not _LATIN.match(folded):
            runs.append((lead, Piece(folded, folded)))
            fresh, lead = True, ""
        elif not fresh and runs and isinstance(runs[-1][1], list):
            runs[-1][1].append(tokens[at])
        else:
            runs.append((lead, [tokens[at] if at else folded]))
            fresh, lead = False, ""
        at += 1
    return runs


def _kept(tokens: Sequence[str], at: int, text: str) -> Piece | None:
    """The kept phrase that begins at a token, when function words are part of it (break ground on) or the text says it in other words."""
    folded = [fold_text(token) for token in tokens[at : at + LONGEST_KEPT]]
    words = folded[: kept_phrase(folded)]
    if not words:
        return None
    chinese = usual(" ".join(words))
    said = next((one for one in chinese if one in text), "")
    if said and not ENGLISH_STOP.intersection(words):
        return None  # which words of the text say it best is seen with those around it
    return Piece(" ".join(words), said or chinese[0], guessed=not said)


def _name(tokens: Sequence[str], at: int, text: str, words: Words) -> Piece | None:
    """The name of the text that the tokens from ``at`` spell, three at most; None when they spell none."""
    for length in (3, 2, 1):
        name = tokens[at : at + length]
        if len(name) < length or not all(_LATIN.match(token) for token in name):
            continue
        proper = at > 0 and all(token[0].isupper() for token in name)
        if not proper and (length > 1 or len(words.segment(fold_text(name[0]))) == 1):
            continue  # a common word may be spelt like a name: change, hunger
        english = fold_text(" ".join(name))
        if english in text or (found := spelt(english, text)):
            return Piece(english, english if english in text else found, proper=proper)
    return None


def _cut(run: list[str], phrases: Phrases, before: Sequence[Piece], words: Words) -> list[Piece]:
    """A run of English words, as written, cut into phrases so that the likeness of all is greatest."""
    best: list[tuple[float, list[Piece]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        ways = []
        for start in range(max(end - LONGEST, 0), end):
            worth, pieces = best[start]
            last = (pieces or [*before, Piece("", "")])[-1].chinese
            if any(a[0].islower() and b[0].isupper() for a, b in pairwise(run[start:end])):
                continue  # visit Kenya: a name goes on with small letters, it does not begin with them
            part = [fold_text(word) for word in run[start:end]]
            alike, chinese = phrases.likest(part, last, words)
            english = " ".join(part)
            proper = all(word[0].isupper() for word in run[start:end])
            if alike >= (NEAR_NAME if proper else NEAR):
                gain = (end - start) * (alike + _PHRASE * (end - start - 1))
                ways.append((worth + gain, [*pieces, Piece(english, chinese, proper=proper)]))
            elif end - start == 1:
                ways.append((worth, [*pieces, Piece(english, "", proper=proper)]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]

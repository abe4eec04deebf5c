"""The content words of an English question as phrases of Chinese passages: likest as a whole and word by word, a name in pinyin the
characters it spells."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.embed.words import Words
from rag.ground.english.chinese_order import Piece
from rag.ground.english.phrases import LONGEST, Phrases
from rag.text.english_figures import figures_in_chinese
from rag.text.english_idioms import idioms_in_chinese
from rag.text.fold import fold_text
from rag.text.glossary import LONGEST as LONGEST_KEPT
from rag.text.glossary import kept_phrase, usual
from rag.text.pinyin import spelt
from rag.text.thesaurus import printed_as
from rag.understand.question import ENGLISH_STOP, MEASURES

NEAR, NEAR_NAME = 0.35, 0.45  # likeness from which a phrase of the passages is taken for an English one, and for a name
_FIRST = 1.0  # what the first line is ahead of the others, before any word is looked for
_PHRASE = 0.1  # what each further word of a phrase adds, so that a whole phrase goes before its words one by one
_FIGURE = r"(?:超过|不到|至少)?\d[\d.]*(?:[年月日亿万元%]|美元)(?:[\d年月日亿万元]|美元)*|(?:超过|不到|至少)\d[\d.]*"
_TOKEN = re.compile(rf"{_FIGURE}|" r"\d*[㐀-鿿]+|[^\W\d_㐀-鿿]+(?:[-.&][^\W\d_㐀-鿿]+)*|\d+(?:[.,]\d+)*%?|[^\w\s]")
_BARE = re.compile(r"(?:超过|不到|至少)?(?P<figure>\d[\d.]*)")
_LIGHT = frozenset(
    ["true", "story", "article", "report", "reports", "reported", "according", "describe", "describes", "described", "involve", "involves",
     "involved", "host", "hosts", "hosted", "new", "get", "gets", "got", "come", "comes", "came", "happen", "happens", "happened", "make",
     "makes", "made", "take", "takes", "took", "give", "gives", "gave", "mention", "mentions", "mentioned", "say", "says", "said", "tell",
     "tells", "told", "latest", "already", "still", "currently", "now", "once", "fully", "really", "actually", "exactly", "ever", "yet", "even",
     "rest", "part", "supposed", "something", "somebody", "ordinary", "due", "kind", "kinds", "sort", "type", "far", "way", "ways",
     "expect", "expected", "able", "thing", "things", "terms", "percentage", "using", "per", "one", "called", "named", "name", "names",
     "set", "sets", "itself", "themselves", "plenty"]
)  # fmt: skip
"""Words that a question can do without where nothing says them."""
_LATIN = re.compile(r"[^\W\d_㐀-鿿]")


def translate(asked: str, text: str, words: Words, phrases: Phrases | None = None) -> list[Piece]:
    """The content words of an English question, in order, as phrases of the folded ``text``; ``phrases``: those of it, where they are known."""
    asked = figures_in_chinese(idioms_in_chinese(asked, text))
    phrases = replace(phrases or Phrases.of(text, words), home=_home(asked, text))
    pieces: list[Piece] = []
    for lead, run in _runs(asked, text, words):
        first, *more = [run] if isinstance(run, Piece) else _cut(run, phrases, pieces, words)
        pieces += _apart([*pieces[-1:], replace(first, lead=lead), *more], text)[len(pieces[-1:]) :]
    pieces = [_guessed(piece, words, text) for piece in pieces]
    return [piece for piece in pieces if piece.chinese or piece.english not in _LIGHT] or pieces


def _home(asked: str, text: str) -> str:
    """The line of ``text`` that says most of the question's words in their usual Chinese, and its names; what few lines say counts for more."""
    lines, tokens = text.split("\n"), _TOKEN.findall(asked)
    folded = [fold_text(token) for token in tokens]
    told, at = [_FIRST / (n + 1) for n in range(len(lines))], 0
    while at < len(tokens):
        length = kept_phrase(folded[at : at + LONGEST_KEPT]) or 1
        term, name = " ".join(folded[at : at + length]), at > 0 and tokens[at][0].isupper()
        said = [chinese for chinese in usual(term) if len(chinese) > 1] if _LATIN.match(term) and term not in ENGLISH_STOP else [term]
        said = [found] if length == 1 and name and (found := spelt(term, text)) else said
        having = [n for n, line in enumerate(lines) if any(one in line for one in said)]
        for n in having:
            told[n] += math.log(1 + len(lines) / len(having))
        at += length
    return lines[max(range(len(lines)), key=told.__getitem__)]


def _apart(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces, each without the characters that the one before has said: 东力|力电源 of 东力电源 is 东力|电源."""
    found = list(pieces[:1])
    for piece in pieces[1:]:
        before, chinese = found[-1].chinese, piece.chinese
        if len(chinese) > 2 and before.endswith(chinese[:1]) and before + chinese not in text and before + chinese[1:] in text:
            piece = replace(piece, chinese=chinese[1:])
        found.append(piece)
    return found


def _guessed(piece: Piece, words: Words, text: str) -> Piece:
    """A piece that the text has no words for: by a word of the text that says nearly its usual Chinese, else that itself, or what the
    embedder's dictionary has."""
    if (piece.chinese and not piece.guessed) or not piece.english.isascii() or piece.english in _LIGHT:
        return piece
    kept = usual(piece.english)
    told = ([other for other in printed_as(chinese) if len(other) > 1 and other in text] for chinese in kept)
    near = next((min(others, key=lambda other: (-len(other), other)) for others in told if others), "")
    if near:
        return replace(piece, chinese=near, guessed=False)
    chinese = kept[0] if kept else words.dictionary(piece.english, (lambda word: bool(spelt(piece.english, word))) if piece.proper else None)
    return replace(piece, chinese=chinese, guessed=True) if chinese else piece


def measured(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces, each bare figure before what it counts with the measure word that ``text`` counts it by: 15个."""
    found = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        end = next((n for n in range(at + 2, len(pieces)) if pieces[n].lead), len(pieces))
        thing = pieces[end - 1]  # the noun that what is counted ends in
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


def _runs(asked: str, text: str, words: Words) -> list[tuple[str, list[str] | Piece]]:
    """The content words of the question in order: runs that no other word parts, and what needs no likeness; each with the words before it."""
    runs: list[tuple[str, list[str] | Piece]] = []
    tokens = [match.group() for match in _TOKEN.finditer(asked)]
    at, fresh, lead = 0, True, ""
    while at < len(tokens):
        folded = fold_text(tokens[at])
        if name := _name(tokens, at, text, words):
            runs.append((lead, name))
            at, fresh, lead = at + len(name.english.split()), True, ""
            continue
        if phrase := _kept(tokens, at, text):
            runs.append((lead, phrase))
            at, fresh, lead = at + len(phrase.english.split()), True, ""
            continue
        if folded == "new" and not usual(f"new {fold_text(' '.join(tokens[at + 1 : at + 2]))}"):
            pass  # it says little, and of what is new the sources speak in other words
        elif folded in _LIGHT:
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
    said = next((one for one in chinese if len(one) > 1 and one in text), "")
    if not ENGLISH_STOP.intersection(words) and (said or any(one in text for word in words for one in usual(word))):
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
        if english in text or ((found := spelt(english, text)) and not _is_torn(found, text, words)):
            return Piece(english, english if english in text else found, proper=proper)
    return None


def _is_torn(name: str, text: str, words: Words) -> bool:
    """Whether a name begins within one word of the text and ends within another: 心项 of 核心|项目."""
    at = text.find(name)
    start = max((match.end() for match in re.finditer(r"[^㐀-鿿]", text[:at])), default=0)
    cuts, place = {start}, start
    for word in words.segment(text[start : at + len(name) + 4]):
        place += len(word)
        cuts.add(place)
    return at not in cuts and at + len(name) not in cuts


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

"""English words and phrases of news and the Chinese that newspapers print for them: a table of our own (``rag/builtin/english``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "builtin" / "english"
LONGEST = 5  # words of a phrase that is kept
_IRREGULAR = """
begin began begun
bear bore borne
beat beaten
become became
bend bent
bid bade
bind bound
bite bit bitten
blow blew blown
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
centre center centers
child children
choose chose chosen
cling clung
come came
deal dealt
dig dug
do did done
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
fly flew flown
foot feet
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone goes
grow grew grown
hang hung
have has had
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
learn learnt
leave left
lend lent
lie lay lain
life lives
light lit
lose lost
make made
man men
mean meant
meet met
mouse mice
pay paid
people person persons
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
spend spent
spin spun
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck
strive strove striven
swear swore sworn
sweep swept
swim swam swum
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
tooth teeth
understand understood
undertake undertook undertaken
wake woke woken
wear wore worn
weave wove woven
win won
wind wound
withdraw withdrew withdrawn
woman women
write wrote written
"""


def usual(english: str) -> tuple[str, ...]:
    """The usual Chinese of a folded term, in any regular form of its words; () when none is kept."""
    exact, stems = _tables()
    if found := exact.said(english):
        return found if not is_participle(english) else tuple(dict.fromkeys((*found, *stems.verbs.get(_stem(english), ()))))
    return stems.said(" ".join(map(_stem, english.split())))


def entries() -> list[tuple[str, tuple[str, ...]]]:
    """Every English term and verb with its Chinese, commonest first."""
    exact, _ = _tables()
    return [*exact.terms.items(), *exact.verbs.items()]


def is_verb(word: str) -> bool:
    """Whether a folded word is a verb and nothing else: create, held, rewarded; not plan or building, which are things too."""
    exact, stems = _tables()
    if word in exact.terms or (_stem(word) in stems.terms and word not in _bases() and not re.search("(?:ed|ing)$", word)):
        return False
    return word in exact.verbs or _stem(word) in stems.verbs


def is_participle(word: str) -> bool:
    """Whether a folded word may be a verb by its ending, though it may modify a noun as well: signed, planned."""
    return word.endswith("ed") and _stem(word) in _tables()[1].verbs


def kept_phrase(words: Sequence[str]) -> int:
    """How many of the folded ``words`` from the first on, two at least, are a phrase that is kept; 0 when none is."""
    if not words or _stem(words[0]) not in _first_words():
        return 0
    return next((n for n in range(min(LONGEST, len(words)), 1, -1) if usual(" ".join(words[:n]))), 0)


@dataclass(frozen=True, slots=True)
class _Table:
    """Terms and verbs, each with its Chinese."""

    terms: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]

    def said(self, english: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.terms.get(english, ()), *self.verbs.get(english, ()))))


@cache
def _tables() -> tuple[_Table, _Table]:
    """What is kept, by the very words and by their stems."""
    exact = _Table(_read("terms.txt"), _read("verbs.txt"))
    return exact, _Table(_stemmed(exact.terms), _stemmed(exact.verbs))


def _read(name: str) -> dict[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines())
    return {english: tuple(chinese.split()) for english, _, chinese in lines}


def _stemmed(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    stems: dict[str, tuple[str, ...]] = {}
    for english, said in table.items():
        stem = " ".join(map(_stem, english.split()))
        stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), *said)))
    return stems


@cache
def _first_words() -> frozenset[str]:
    return frozenset(stem.partition(" ")[0] for table in (_tables()[1].terms, _tables()[1].verbs) for stem in table if " " in stem)


@cache
def _bases() -> dict[str, str]:
    lines = (line.split() for line in _IRREGULAR.strip().splitlines())
    return {form: base for base, *forms in lines for form in forms}


def _stem(word: str) -> str:
    """The word without its ending: launched, launches and launch are one, planning is plan, held is hold."""
    word = re.sub(r"isation", "ization", re.sub(r"is(e[sd]?|ing)$", r"iz\1", _bases().get(word, word)))
    stem = re.sub(r"(?<=[a-z]{2})(?:ies|es|ed|ing|s|e|y)$", "", word)
    return re.sub(r"([bdfgklmnprstz])\1$", r"\1", stem) if len(stem) > 2 else stem

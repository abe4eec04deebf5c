"""The question behind a claim, and what its answer makes of the claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rag.ground.sentences.verdict import Verdict


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A question whose answer decides a claim. verdict: what the claim is by an answer, and the date of its article."""

    question: str
    verdict: Callable[[str, str], Verdict]
    besides: Callable[[str], bool] = lambda told: True  # whether the sentence of the answer makes the rest of the claim true
    strict: bool = False  # ``besides`` has to hold for 否 as well
    behind: str = ""  # what the claim says of the figure behind it (一半以上|已经上市): to be told too
    computed: bool = False  # only what is computed answers it: which is most
    share: bool = False  # a share, multiple or sum: where no source states it, it may be computed
    figure: bool = False  # it asks for a figure
    names: bool = False  # it asks for a name: where another is told, the claim is not true

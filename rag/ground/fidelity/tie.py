"""A language model's draft, tied to source characters by code: each statement gets the sentences it stands on, or goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.generate.draft import DraftStatement
from rag.ground.draft import Builder, Draft
from rag.ground.fidelity.gate import check_statement
from rag.ground.fidelity.wording import longest_unknown, reduce
from rag.ground.sentences.sentence import Sentence
from rag.text.dates import annotate
from rag.text.fold import bigrams, fold, fold_text
from rag.text.reporting import reports
from rag.text.sentences import split_sentences
from rag.types import Article, Hit

MOST = 3  # sentences that one statement may stand on
NEW = 2  # content characters in a row that neither sources nor question have: 根据资料 passes, a new name of three does not
_NEUTRAL = "根据资料显示，据报道，文章指出，综上所述，总的来说，人民币"  # what models add and what claims nothing
_GAIN = 0.08  # share of the statement's bigrams that a further sentence must add


def tie(
    statements: Sequence[DraftStatement],
    hits: Sequence[Hit],
    articles: Callable[[str], Article],
    short: str,
    asked: str = "",
) -> tuple[Draft, tuple[str, ...]]:
    """The supported statements with their citations, and the texts that were dropped.

    A statement is looked up in the passages it names by number (n is ``hits[n - 1]``), or in all when it names none; the
    model's word that a passage supports it counts for nothing, and one that names only numbers no passage has is dropped.
    What gives orders or repeats the question ``asked`` supports nothing: a model may have obeyed it. short: kept when a
    supported statement contains it.
    """
    builder, dropped = Builder(), []
    kept = ""
    for statement in statements:
        chosen = [hits[n - 1] for n in statement.numbers] or ([] if statement.unknown else list(hits))
        sentences = _support(statement.text, chosen, articles, asked)
        published = sentences[0].article.date if sentences else ""
        titles = [sentence.article.title for sentence in sentences]
        quotes = [sentence.text for sentence in sentences]
        known = [reduce(text).text for text in (*quotes, *titles, asked, _NEUTRAL)]
        new = longest_unknown(reduce(statement.text).text, known)
        if not quotes or new > NEW or check_statement(statement.text, quotes, published=published, allowed=titles):
            dropped.append(statement.text)
            continue
        citations = [builder.cite(s.article, s.start, s.end) for s in sentences]
        builder.say(statement.text, citations, shown=annotate(statement.text, published))
        kept += statement.text
    bare = short.split("（")[0]
    return builder.build(short if bare and fold_text(bare) in fold_text(kept) else ""), tuple(dropped)


def _support(text: str, hits: Sequence[Hit], articles: Callable[[str], Article], asked: str) -> list[Sentence]:
    """The fewest sentences that together hold most of the statement's bigrams, best first."""
    wanted = set(bigrams(fold_text(text)))
    pool = [
        Sentence(
            articles(hit.article_id), hit.paragraph, hit.start + start, hit.start + end, rank, fold(hit.text[start:end])
        )
        for rank, hit in enumerate(hits)
        for start, end in split_sentences(hit.text)
        if reports(hit.text[start:end], asked)
    ]
    grams = [set(bigrams(sentence.folded.text)) for sentence in pool]
    chosen: list[Sentence] = []
    missing = set(wanted)
    while pool and missing and len(chosen) < MOST:
        best = max(range(len(pool)), key=lambda i: (len(missing & grams[i]), -i))
        if len(missing & grams[best]) < max(1.0, _GAIN * len(wanted)):
            break
        chosen.append(pool[best])
        missing -= grams[best]
    return chosen

"""What is said when there is no answer: what is missing, what there is instead, what can be asked. All Chinese."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.ground.evidence import missing_terms
from rag.question import Question
from rag.text.fold import fold_text
from rag.types import Article, Hit


def too_long_or_empty(question: str, limit: int) -> str:
    """Why a question cannot be searched at all; empty when it can."""
    if not any(char.isalnum() for char in question):
        return "问题是空的：没有可以检索的文字。请输入一个问题，例如“某项目总投资多少？”。"
    if len(question) > limit:
        return f"问题太长：共{len(question)}字，最多{limit}字。请只保留要问的那一句。"
    return ""


def courtesy(question: Question, articles: Sequence[Article]) -> str:
    """A courteous line for chit-chat and instructions: what this program does, what can be asked."""
    titles = "、".join(f"《{article.title}》" for article in articles[:3] if article.title)
    offer = f"可以问的内容例如：{titles}。" if titles else ""
    if question.kind == "instruction":
        return f"我只根据收录的文章回答问题并注明出处，不执行其他指令。{offer}"
    return f"您好！我是报问，只根据收录的{len(articles)}篇文章回答问题，每句话都注明出处。{offer}"


def refuse(question: Question, hits: Sequence[Hit], article: Callable[[str], Article]) -> str:
    """「资料提到了…，但没有说…」, naming what of the question no source speaks of."""
    if not hits:
        return "资料中没有与这个问题相关的内容。"
    best = article(hits[0].article_id)
    text = fold_text(f"{best.title}\n{best.text}")
    known = [term for term in question.terms if term in text]
    missing = "、".join(f"“{term}”" for term in missing_terms(question, text)[:3])
    if known and missing:
        return f"资料提到了“{max(known, key=len)}”，但没有说到{missing}，因此无法回答。"
    if missing:
        return f"资料中没有说到{missing}，因此无法回答。"
    return "资料中有相近的内容，但没有足以回答这个问题的依据。可以查看下面最接近的段落。"

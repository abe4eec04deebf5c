"""Answers and articles as safe HTML: every character that came from a document or a person is escaped.

Citations are drawn from ``Statement.citations``, never by looking for ``[n]`` in text: a ``[1]`` that an article
prints stays three characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from rag.types import Answer, Article, Citation, Hit, Statement
from rag.ui.export import chinese_date, place, plain_text, to_markdown

SHOWN_NEAREST = 3
SHOWN_ARTICLES = 12
SHOWN_QUESTION = 300  # characters of a question that are echoed
_ITEM = re.compile(r"\d+\. ")
_THUMB = (
    '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="M6.5 9v7.5h7.6c.7 0 1.3-.5 1.5-1.2'
    'l1.3-4.8c.2-.9-.5-1.8-1.4-1.8h-4l.6-3.3c.2-1-.6-1.9-1.6-1.9L6.5 9ZM3.5 9h3v7.5h-3z"/></svg>'
)

Lookup = Callable[[str], Article]  # KeyError when the collection has no such article


def render_turn(answer: Answer, lookup: Lookup, mark: str | None = None, number: int = 0) -> str:
    """One question and its answer or refusal. Sources that no longer stand in the articles cannot be opened.

    mark: what its reader said of it (see ``talks.MARKS``), empty for nothing yet; None where nothing can be said.
    number: of the turn in its conversation, from 0.
    """
    whole = _holds(answer, lookup)
    body = _answered(answer, whole) if answer.answered else _refused(answer, lookup if whole else None)
    note = "" if whole else '<p class="note">此后资料有改动，原文可能已经不同，请重新提问。</p>'
    return f'<article class="turn">{_asked(answer)}{body}{note}{_tools(answer, mark, number)}</article>'


def render_pending(question: str, status: str, text: str) -> str:
    """The answer as it forms; its markers open nothing yet."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)
    return (
        f'<article class="turn pending">{_heading(question)}<div class="answer">{lines}</div>'
        f'<p class="status">{escape(status or "正在检索……")}'
        f'<button type="button" class="quiet" data-halt="{escape(question)}">停止</button></p></article>'
    )


def render_note(question: str, message: str) -> str:
    """A question that ended without an answer, in one polite line."""
    return f'<article class="turn">{_heading(question)}<div class="refusal"><p>{escape(message)}</p></div></article>'


def render_welcome(examples: Sequence[str], articles: Sequence[Article]) -> str:
    """The front page: what can be asked, and what there is to read, latest first."""
    asks = "".join(
        f'<li><button type="button" data-ask="{escape(question)}">{escape(question)}</button></li>'
        for question in examples
    )
    latest = sorted(articles, key=lambda article: article.date, reverse=True)[:SHOWN_ARTICLES]
    reads = "".join(
        f'<li><button type="button" {_target(article.id)}>{_title(article.title)}</button>'
        f" {_meta(_date(article.date))}</li>"
        for article in latest
    )
    more = f'<p class="meta">另有{len(articles) - len(latest)}篇</p>' if len(articles) > len(latest) else ""
    asking = f'<section class="asks"><h2>可以这样问</h2><ul>{asks}</ul></section>' if asks else ""
    reading = f'<section class="reads"><h2>收录的文章</h2><ul>{reads}</ul>{more}</section>' if reads else ""
    return f'<div class="welcome"><p class="motto">每句话都有出处。资料没有说的，就说没有。</p>{asking}{reading}</div>'


def render_article(article: Article, start: int = 0, end: int = 0) -> str:
    """The whole article, paragraphs numbered, ``article.text[start:end]`` marked (nothing when it is empty)."""
    body = "".join(_paragraph(article, number, start, end) for number in range(1, len(article.paragraphs) + 1))
    evidence = f'<p class="evidence">日期依据：{escape(article.date_evidence)}</p>' if article.date_evidence else ""
    return (
        f'<header><h2 tabindex="-1">{_title(article.title)}</h2><p>{_facts(article)}</p></header>'
        f'<div class="text">{body}</div>{evidence}'
    )


def render_missing() -> str:
    """In place of an article that is no longer there."""
    return '<header><h2 tabindex="-1">找不到这篇文章</h2></header><p>资料可能已经更新。请重新提问。</p>'


def render_archive(talks: Sequence[tuple[str, str, int]], current: str) -> str:
    """The saved conversations, each (id, first question, number of questions), latest first."""
    items = "".join(
        f'<li><button type="button" data-pick="{escape(id)}"{" aria-current=true" if id == current else ""}>'
        f'{escape(_clip(question, 60))}</button> <span class="meta">{count}问</span></li>'
        for id, question, count in talks
    )
    if not items:
        return '<p class="meta">还没有对话。</p>'
    clear = '<button type="button" class="quiet" data-clear>清除全部对话</button>'
    return f'<ul>{items}</ul>{clear}<p class="meta">对话只保存在这个浏览器里。</p>'


def _asked(answer: Answer) -> str:
    searched = ""
    if answer.searched and answer.searched != answer.question:
        searched = (
            f'<p class="searched">按“<span class="doc">{escape(_clip(answer.searched, SHOWN_QUESTION))}</span>”检索'
            f'<button type="button" class="quiet" data-fill="{escape(answer.searched)}">修改</button></p>'
        )
    return _heading(answer.question) + searched


def _heading(question: str) -> str:
    return f'<h2 class="question doc">{escape(_clip(question, SHOWN_QUESTION))}</h2>'


def _answered(answer: Answer, whole: bool) -> str:
    lines = "".join(
        _statement(statement, shown, whole, lead=bool(answer.short) and shown.rstrip("。") == answer.short)
        for statement, shown in zip(answer.statements, _shown(answer), strict=True)
    )
    sources = "".join(_source(citation, whole, quoted=citation.quote in answer.text) for citation in answer.citations)
    return f'<div class="answer">{lines}</div><section class="sources" aria-label="出处"><ol>{sources}</ol></section>'


def _shown(answer: Answer) -> list[str]:
    """Each statement as the answer's text words it (dates resolved, items numbered), markers taken off by length."""
    marks = ["".join(f"[{c.marker}]" for c in statement.citations) for statement in answer.statements]
    lines = answer.text.split("\n")
    if len(lines) == len(marks) and all(line.endswith(mark) for line, mark in zip(lines, marks, strict=True)):
        return [line[: len(line) - len(mark)] for line, mark in zip(lines, marks, strict=True)]
    return [statement.text for statement in answer.statements]


def _statement(statement: Statement, shown: str, whole: bool, *, lead: bool) -> str:
    cites = "".join(_cite(citation, whole) for citation in statement.citations)
    marked = statement.computed and statement.citations and "计算得出" not in shown
    computed = ' <span class="computed">计算得出</span>' if marked else ""
    item = _ITEM.match(shown) and not _ITEM.match(statement.text)
    kind = ' class="lead"' if lead else ' class="item"' if item else ""
    return f'<p{kind}><span class="doc">{escape(shown)}</span>{computed}{cites}</p>'


def _cite(citation: Citation, whole: bool) -> str:
    if not whole:
        return f'<span class="cite">[{citation.marker}]</span>'
    label = f"打开出处{citation.marker}：{place(citation)}"
    return (
        f'<button type="button" class="cite" {_target(citation.article_id, citation.start, citation.end)}'
        f' aria-label="{escape(label)}" title="{escape(_clip(citation.quote, 120))}">[{citation.marker}]</button>'
    )


def _source(citation: Citation, whole: bool, *, quoted: bool) -> str:
    quote = "" if quoted else f'<span class="quote doc">{escape(_clip(citation.quote, 200))}</span>'
    text = (
        f'<span class="n">[{citation.marker}]</span> {_title(citation.title)}'
        f" {_meta(_date(citation.date), f'¶{citation.paragraph}')}{quote}"
    )
    return f"<li>{_button(text, citation.article_id, citation.start, citation.end) if whole else text}</li>"


def _refused(answer: Answer, lookup: Lookup | None) -> str:
    reason = f"<p>{escape(answer.reason)}</p>"
    if not answer.nearest:
        return f'<div class="refusal">{reason}</div>'
    refusal = f'<div class="refusal"><p class="label">资料没有说</p>{reason}</div>'
    if lookup is None:
        return refusal
    passages = "".join(f"<li>{_near(hit, lookup(hit.article_id))}</li>" for hit in answer.nearest[:SHOWN_NEAREST])
    return f'{refusal}<section class="nearest"><h3>最接近的段落</h3><ol>{passages}</ol></section>'


def _near(hit: Hit, article: Article) -> str:
    meta = _meta(_date(article.date), f"¶{hit.paragraph}")
    inner = f'{_title(article.title)} {meta}<span class="quote doc">{escape(hit.text)}</span>'
    return _button(inner, hit.article_id, hit.start, hit.end)


def _tools(answer: Answer, mark: str | None, number: int) -> str:
    sure = ""
    if answer.answered:
        word = "高" if answer.confidence >= 0.8 else "中" if answer.confidence >= 0.5 else "低"
        sure = f'<span class="meta" title="估计答对的可能：{answer.confidence:.0%}">把握{word}</span>'
    copy = f'<button type="button" class="quiet" data-copy="{escape(plain_text(answer))}">复制</button>'
    export = f'<button type="button" class="quiet" data-export="{escape(to_markdown(answer))}">导出</button>'
    marks = "" if mark is None else _marks(answer, mark, number)
    return f'<footer class="tools">{sure}{marks}{copy}{export}<span class="meta said" role="status"></span></footer>'


def _marks(answer: Answer, mark: str, number: int) -> str:
    buttons = "".join(
        f'<button type="button" class="{kind}" data-mark="{name}" aria-pressed="{str(pressed).lower()}"{more}>{inner}</button>'
        for name, pressed, kind, more, inner in (
            ("good", mark == "good", "thumb", ' aria-label="答得对" title="答得对"', _THUMB),
            ("bad", mark == "bad", "thumb down", ' aria-label="答得不对" title="答得不对"', _THUMB),
            ("fixed", mark in ("fixed", "absent"), "quiet", "", "更正"),
        )
    )
    return f'<span class="marks" data-turn="{number}" data-question="{escape(answer.question)}">{buttons}</span>'


def _paragraph(article: Article, number: int, start: int, end: int) -> str:
    first, last = article.paragraphs[number - 1]
    a, b = (min(max(offset, first), last) for offset in (start, end))
    text = escape(article.text[first:last])
    if a < b:
        before, quote, after = article.text[first:a], article.text[a:b], article.text[b:last]
        text = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    tag = "h3" if number in article.headings else "p"
    label = f'<span class="n" aria-hidden="true">¶{number}</span>'
    return f'<{tag} class="para">{label}<span class="doc">{text}</span></{tag}>'


def _holds(answer: Answer, lookup: Lookup) -> bool:
    """Whether everything that the answer points at still stands there."""
    spans = [(c.article_id, c.start, c.end, c.quote) for c in answer.citations]
    spans += [(hit.article_id, hit.start, hit.end, hit.text) for hit in answer.nearest]
    try:
        return all(lookup(id).text[start:end] == quote for id, start, end, quote in spans)
    except KeyError:
        return False


def _target(article_id: str, start: int = 0, end: int = 0) -> str:
    return f'data-article="{escape(article_id)}" data-start="{start}" data-end="{end}"'


def _button(inner: str, article_id: str, start: int, end: int) -> str:
    return f'<button type="button" class="open" {_target(article_id, start, end)}>{inner}</button>'


def _title(title: str) -> str:
    return f'<span class="title doc">{escape(title or "（无标题）")}</span>'


def _facts(article: Article) -> str:
    kind = "图片说明" if article.kind == "caption" else ""
    return _meta(_date(article.date), article.source, article.author, kind)


def _meta(*parts: str) -> str:
    return f'<span class="meta">{escape(" · ".join(part for part in parts if part))}</span>'


def _date(date: str) -> str:
    return chinese_date(date) or "日期不详"


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit] + "……"

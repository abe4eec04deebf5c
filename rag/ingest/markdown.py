"""A corpus file: Markdown with front matter <-> ``Article``. The corpus files are the truth once they are written.

    ---
    id: page-1
    title: 近百亿投资落地东州高新区
    author: 刘地
    date: 2021-05
    date_evidence: …
    source: …
    kind: article
    ---

    First paragraph.

    ## A section heading

Every line that is not empty is a paragraph; ``## `` marks a heading. The text is taken literally: the only escape is a
backslash before a paragraph that itself starts with ``#`` or a backslash. Other keys of the front matter are the page's
own words (byline, dateline, photo, lines, raw) or the user's; they are allowed and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date as Date

import yaml

from rag.errors import InputError
from rag.types import Article, Kind, split_paragraphs

_FIELDS = ("id", "title", "author", "date", "date_evidence", "source", "kind")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ][\d:.+\-Z ]*)?)?)?")
_MAX_FRONT_MATTER = 64_000  # characters; a page of metadata is 500


def has_front_matter(text: str) -> bool:
    """Whether the file starts with a line of three dashes."""
    return bool(re.match(r"\ufeff?---[ \t]*(?:\r?\n|\r)", text))


def write_markdown(article: Article, details: Iterable[tuple[str, str]] = ()) -> str:
    """The corpus file of an article.

    ``parse_markdown`` gives an equal article back if its text is its paragraphs joined by line breaks, as here always.
    details: further (key, value) pairs for the front matter; they do not become part of the article again.
    """
    fields = {name: getattr(article, name) for name in _FIELDS} | dict(details)
    kept = {key: value for key, value in fields.items() if value or key in ("id", "title")}
    front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1_000_000)
    paragraphs = []
    for number, (start, end) in enumerate(article.paragraphs, start=1):
        text = article.text[start:end]
        escape = "\\" if text[0] in "#\\" and number not in article.headings else ""
        paragraphs.append(f"{'## ' if number in article.headings else escape}{text}")
    return f"---\n{front}---\n\n" + "\n\n".join(paragraphs) + "\n"


def parse_markdown(text: str, *, name: str, default_id: str) -> Article:
    """The article in a corpus file. name: the file as messages call it.

    Raises InputError, naming file and line, for front matter that is not closed, is not YAML, or holds a value
    that its field cannot have; and for a file without text.
    """
    match = re.match(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)(.*?)^(?:---|\.\.\.)[ \t\r]*$", text, re.DOTALL | re.MULTILINE)
    if not match or len(match.group(1)) > _MAX_FRONT_MATTER:
        raise InputError(f"{name} 第1行：文件头（front matter）没有结束。请在元数据之后另起一行写上 ---。")
    values = _read_front_matter(match.group(1), name)
    title, paragraphs, headings = _read_body(text[match.end() :], values.get("title"))
    if not paragraphs:
        raise InputError(f"{name}：文件头之后没有正文。请补上正文，或移走这个文件。")
    body = "\n".join(paragraphs)
    return Article(
        id=values.get("id", default_id),
        title=title or "",
        text=body,
        paragraphs=split_paragraphs(body),
        date=values.get("date", ""),
        author=values.get("author", ""),
        source=values.get("source", ""),
        kind=_kind(values.get("kind", "article")),
        date_evidence=values.get("date_evidence", ""),
        headings=frozenset(headings),
    )


def _read_body(text: str, title: str | None) -> tuple[str | None, list[str], list[int]]:
    """(title, paragraphs, 1-based numbers of headings); a first ``# `` line is the title where there is none."""
    paragraphs: list[str] = []
    headings: list[int] = []
    for line in _LINE.findall(text):
        body = line.strip()
        heading = _HEADING.match(body)
        if heading and title is None and not paragraphs and heading.end() == 2:
            title = body[2:].strip()
            continue
        if heading:
            body = body[heading.end() :]
            headings.append(len(paragraphs) + 1)
        elif body.startswith(("\\#", "\\\\")):
            body = body[1:]
        if body:
            paragraphs.append(body)
    return title, paragraphs, headings


def _read_front_matter(text: str, name: str) -> Mapping[str, str]:
    """The known fields, each checked. Line numbers in messages count from the file's first line."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as exc:
        mark = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
        line = mark.line + 2 if mark else 2
        raise InputError(
            f"{name} 第{line}行：文件头（front matter）不是有效的 YAML。"
            "每行应是“键: 值”；值里有冒号、引号或 # 时请用引号括起来。"
        ) from exc
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"{name} 第2行：文件头（front matter）应是“键: 值”的列表，例如 title: 标题。")
    values: dict[str, str] = {}
    for key, value in root.value:
        if key.value not in _FIELDS:
            continue
        where = f"{name} 第{value.start_mark.line + 2}行"
        if key.value in values:
            raise InputError(f"{where}：{key.value} 写了两次。请只留一个。")
        values[key.value] = _check(key.value, _scalar(key.value, value, where), where)
    return values


def _scalar(key: str, node: yaml.Node, where: str) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" and not node.style else str(node.value)
    listed = isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value)
    if key == "author" and listed:
        return "、".join(str(item.value) for item in node.value)
    raise InputError(f"{where}：{key} 应是一段文字，不能是列表或分组。")


def _check(key: str, value: str, where: str) -> str:
    if key == "id" and (not value.strip() or re.search(r"[\n\r\u2028\u2029]", value)):
        raise InputError(f"{where}：id 不能为空，也不能换行。请改正，或删去这一行（将用文件名作 id）。")
    if key == "kind":
        try:
            return _kind(value)
        except ValueError:
            raise InputError(f"{where}：kind 是“{value}”，只能是 article（文章）或 caption（图片说明）。") from None
    if key == "date" and value:
        match = _DATE.fullmatch(value)
        try:
            if match is None:
                raise ValueError(value)
            Date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise InputError(
                f"{where}：日期“{value}”无效。请写成 2021、2021-05 或 2021-05-13，不知道就留空。"
            ) from None
        return "-".join(part for part in match.groups() if part)
    return value


def _kind(value: str) -> Kind:
    if value == "article":
        return "article"
    if value == "caption":
        return "caption"
    raise ValueError(value)

"""Bytes -> text, in any encoding that Chinese articles come in; never a guess that is not clearly the best.

A byte order mark decides; then strict UTF-8; then GB18030, Big5 (cp950) and UTF-16 are compared by how ordinary the
text would be that they give. Trying them in turn cannot work: Python's gb18030 decodes every Big5 text into nonsense.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.errors import InputError

MAX_BYTES = 200_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "cp950", "utf-16-le", "utf-16-be")
_SAMPLE = 60_000  # bytes that are scored; 200 characters already tell the candidates apart
_MARGIN = 0.2  # the least lead over the second best; see tests/test_ingest_decode.py for what it costs and saves
_LEAST = 0.5  # the least share of ordinary characters; nonsense stays below 0.45
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"Rar!",
    b"7z\xbc\xaf", b"SQLite format",
)  # fmt: skip
# The most frequent characters of Chinese prose, written down from general knowledge; simplified and traditional forms.
_FREQUENT = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法"
    "学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声"
    "提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金"
    "指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格"
    "望觉术领共确传师观清今切院让识候带导争运省企投亿元项目增招商服务创技近举办记者单位研究技术市场企业经济发展"
    "這個們來為國說時會對於過發後裡經麼學現當沒動還進樣從實軍無與長機業將兩間問應戰頭體見產話給門東聲員論處義認條係氣題變總電數報結"
    "場計記許統區隊決馬書則聽達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運億項創務單濟號華聯團萬歲關開點灣臺歷黨紀畫響線幾"
    "，。、：；！？“”‘’（）《》「」『』〈〉【】…—·　％１２３４５６７８９０"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """text: without byte order mark; encoding: as Python names it; note: Chinese, what a person should look at."""

    text: str
    encoding: str
    note: str = ""


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises InputError, naming the path and the way out: missing, not a file, unreadable, empty, over ``MAX_BYTES``.
    """
    try:
        if not path.exists():
            raise InputError(f"找不到文件 {path}。请检查路径。")
        if not path.is_file():
            raise InputError(f"{path} 不是普通文件。请给出文章文件或文件夹。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path} 有 {size / 1e6:.0f} MB，超过上限 {MAX_BYTES / 1e6:.0f} MB。请拆成几个文件。")
        data = path.read_bytes()
    except (OSError, ValueError) as exc:
        raise InputError(f"无法读取 {path}：{getattr(exc, 'strerror', None) or exc}。请检查文件的权限。") from exc
    if not data.strip():
        raise InputError(f"{path} 是空文件。请检查是否保存完整，或移走它。")
    return data


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    """The text in ``data``. name: the file as messages call it.

    Raises InputError: binary, not in the given ``encoding``, or in none that can be told with certainty.
    """
    if encoding:
        return _decode_as(data, encoding, name)
    for bom, bom_encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, bom_encoding, name)
    if data.startswith(_MAGIC):
        raise InputError(f"{name} 是二进制文件，不是文本。请另存为 UTF-8 的 txt 或 md 再导入。")
    found = _try(data, "utf-8")
    if found and "\0" not in found.text:
        return _checked(found, name)
    scored = sorted(
        ((ordinary_share(text.text), text) for candidate in _CANDIDATES if (text := _try(data, candidate))),
        key=lambda pair: -pair[0],
    )
    if scored and scored[0][0] >= _LEAST and scored[0][0] - (scored[1][0] if len(scored) > 1 else 0.0) >= _MARGIN:
        return _checked(scored[0][1], name)
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:_SAMPLE]))
    if control > 0.02 * len(data[:_SAMPLE]):
        raise InputError(f"{name} 是二进制文件，不是文本。请另存为 UTF-8 的 txt 或 md 再导入。")
    guesses = "、".join(f"{text.encoding}（{share:.0%}）" for share, text in scored[:2]) or "无"
    raise InputError(
        f"{name} 的编码不确定（可能是：{guesses}）。"
        "请用 --encoding 指明，例如 --encoding gb18030 或 --encoding big5，或另存为 UTF-8。"
    )


def ordinary_share(text: str) -> float:
    """How ordinary a Chinese text is, 0 to 1, over the characters that are not ASCII.

    Each counts 1 if it is one of the most frequent, 0.5 if it stands in the first level of GB 2312 or Big5 (the
    standards' own lists of common characters), else 0. Text in ASCII alone counts 1 unless it holds control characters.
    """
    sample = [char for char in text[:_SAMPLE] if ord(char) > 0x7F]
    control = _control_share(text[:_SAMPLE])
    if not sample:
        return 1.0 - control if len(text) else 0.0
    frequent, common = _frequent(), _common()
    points = sum(1.0 if char in frequent else 0.5 if char in common else 0.0 for char in sample)
    return max(0.0, points / len(sample) - 10 * control)


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_FREQUENT)


@cache
def _common() -> frozenset[str]:
    """The first levels of GB 2312 (3,755 simplified) and Big5 (5,401 traditional), read from Python's own codecs."""
    simplified = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    traditional = (bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(
        "".join(pair.decode("gb2312", "ignore") for pair in simplified)
        + "".join(pair.decode("big5", "ignore") for pair in traditional)
    )


def _control_share(text: str) -> float:
    return len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]", text)) / max(1, len(text))


def _try(data: bytes, encoding: str) -> Decoded | None:
    """Strictly decoded, but for a last character that was cut; None when other bytes do not fit."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as exc:
        if exc.start < len(data) - 3 or not exc.start:
            return None
        note = f"文件末尾有{len(data) - exc.start}个字节不成字，已略去；文件可能被截断"
        try:
            return Decoded(data[: exc.start].decode(encoding), encoding, note)
        except UnicodeDecodeError:
            return None


def _decode_as(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        found = _try(data, codecs.lookup(encoding).name)
    except (LookupError, ValueError) as exc:
        raise InputError(f"不认识编码“{encoding}”。可用的有 utf-8、gb18030、big5、utf-16 等。") from exc
    if found is None:
        raise InputError(f"{name} 不是 {encoding} 编码。请换一个 --encoding，或去掉它让程序判断。")
    return _checked(found, name)


def _checked(found: Decoded, name: str) -> Decoded:
    text = found.text.removeprefix("\ufeff")
    if not text.strip("\ufeff \t\r\n\u3000\u200b"):
        raise InputError(f"{name} 是空文件。请检查是否保存完整，或移走它。")
    if _control_share(text[:_SAMPLE]) > 0.02:
        raise InputError(f"{name} 是二进制文件，不是文本。请另存为 UTF-8 的 txt 或 md 再导入。")
    return Decoded(text, found.encoding, found.note)

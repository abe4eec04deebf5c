"""Bytes in every encoding Chinese articles come in: the right text, or a clear refusal; never mojibake."""

from __future__ import annotations

import pytest

from rag.errors import InputError
from rag.ingest.decode import decode
from rag.ingest.web import decode_html

SIMPLIFIED = (
    "本报讯 近日，河湾市举行重点项目集中开工仪式，共有六个项目开工，总投资96.6亿元。"
    "“我们将统一思想、坚定信心，又快又好地完成各项建设任务。”市长说，"
    "项目建成后，将为全市经济社会高质量发展提供有力支撑，同时带动周边就业三千人。"
)
TRADITIONAL = (
    "港城碼頭老街翻新工程昨日完工，總經費1億2800萬元，鋪面全長860公尺。市長林清源說，"
    "工程原訂六月完成，因連日大雨延後兩個月。「這裡終於亮起來了。」經營雜貨店三十年的老闆說，"
    "開幕當天來了許多年輕人，生意比過去好了一倍，希望政府繼續辦活動，讓老街重新熱鬧起來。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
MATRIX = [(SIMPLIFIED, e) for e in [*ENCODINGS, "gbk", "gb2312"]] + [(TRADITIONAL, e) for e in [*ENCODINGS, "cp950", "big5"]]


@pytest.mark.parametrize(("text", "encoding"), MATRIX, ids=[f"{e}-{t[0]}" for t, e in MATRIX])
@pytest.mark.parametrize("length", [30, 60, 110])
def test_every_encoding_gives_the_same_text(text: str, encoding: str, length: int) -> None:
    assert decode(text[:length].encode(encoding), name="x.txt").text == text[:length]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_short_pieces_are_right_or_refused_and_never_mojibake(encoding: str) -> None:
    """Of 2 x 75 pieces of ten characters few are refused; measured on 3,000 news texts: 0.6 % refused, 0.2 % wrong."""
    right = 0
    refusals = []
    for text in (SIMPLIFIED, TRADITIONAL):
        for start in range(0, 75):
            piece = text[start : start + 10]
            try:
                found = decode(piece.encode(encoding), name="x.txt")
            except InputError as error:
                refusals.append(str(error))
                continue
            assert found.text == piece.lstrip("\ufeff")
            right += 1
    assert right >= 142
    assert all("编码不确定" in refusal for refusal in refusals)


def test_a_given_encoding_is_used() -> None:
    data = "銀行".encode("cp950")
    assert decode(data, name="x.txt", encoding="big5").text == "銀行"
    with pytest.raises(InputError, match=r"x\.txt 不是 utf-8 编码。请换一个 --encoding"):
        decode(data, name="x.txt", encoding="utf-8")
    with pytest.raises(InputError, match=r"不认识编码“klingon”。可用的有 utf-8、gb18030"):
        decode(data, name="x.txt", encoding="klingon")


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"PK\x03\x04" + bytes(200), b"%PDF-1.7\n%\xe2\xe3", bytes(range(32)) * 50, b"\0" * 64,
     b"\x7fELF" + bytes(300)],
    ids=["png", "zip", "pdf", "control", "zeros", "elf"],
)  # fmt: skip
def test_a_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"x\.txt 是(二进制|空)文件.*请"):
        decode(data, name="x.txt")


def test_bytes_in_no_encoding_are_refused_with_the_way_out() -> None:
    with pytest.raises(InputError, match=r"x\.txt 的编码不确定.*--encoding gb18030 或 --encoding big5，或另存为 UTF-8"):
        decode(b"caf\xe9 " * 30, name="x.txt")


def test_two_encodings_in_one_file_are_refused() -> None:
    with pytest.raises(InputError, match="编码不确定"):
        decode(SIMPLIFIED.encode("utf-8") + TRADITIONAL.encode("cp950"), name="x.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_cut_inside_a_character_is_read_and_noted(encoding: str) -> None:
    found = decode(SIMPLIFIED.encode(encoding)[:-1], name="x.txt")
    assert found.text == SIMPLIFIED[:-1]
    assert "文件可能被截断" in found.note


def test_rare_characters_survive() -> None:
    text = SIMPLIFIED + "𠮷野家的㐂字招牌，😀👨‍👩‍👧。"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert decode(text.encode(encoding), name="x.txt").text == text


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "klingon"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_charset_a_page_declares_is_checked_against_its_bytes(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{SIMPLIFIED}</p></body></html>'
    found = decode_html(page.encode(encoding), name="x.html")
    assert SIMPLIFIED in found.text
    truthful = (declared, encoding) in (("gb2312", "gb18030"), ("utf-8", "utf-8"))
    assert bool(found.note) is not truthful

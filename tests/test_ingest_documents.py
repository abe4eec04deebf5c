"""Word and PDF files: their articles, and files that were built to do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rag import load_articles
from rag.errors import InputError
from rag.ingest.pdf import read_pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def paragraph(text: str, style: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r>{extra}</w:p>"


def docx(path: Path, body: str, *, styles: str = STYLES, before: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<?xml version='1.0'?>{before}<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", styles)
    return path


def test_a_word_file_with_styles(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
    body = (
        paragraph("大桥通车", "a1") + paragraph("本报记者 林舟") + paragraph("大桥昨日通车，", extra=hidden + "<w:r><w:t>全长1.2公里。</w:t></w:r>")
        + paragraph("造价", "2") + paragraph("总投资3亿元。")
    )  # fmt: skip
    (article,) = load_articles(docx(tmp_path / "大桥.docx", body))
    assert (article.id, article.title, article.author) == ("大桥", "大桥通车", "林舟")
    assert article.text == "大桥昨日通车，全长1.2公里。\n造价\n总投资3亿元。"
    assert article.headings == frozenset({2})


def test_a_word_file_without_styles_is_read_like_a_page(tmp_path: Path) -> None:
    body = "".join(map(paragraph, ["大桥通车", "本报讯 大桥昨日通车，全长", "1.2公里。", "（林舟）", "水厂投产", "本报讯 水厂投产。"]))
    articles = load_articles(docx(tmp_path / "p.docx", body))
    assert [(a.title, a.text) for a in articles] == [("大桥通车", "大桥昨日通车，全长1.2公里。"), ("水厂投产", "水厂投产。")]


@pytest.mark.parametrize(
    ("body", "before", "message"),
    [
        ("&x;", '<!DOCTYPE a [<!ENTITY x "xx">]>', r"x\.docx 里有文档类型声明（DOCTYPE）"),
        ("<w:p>" + "&lt;" * 20, "", "不是可读的 Word"),
        (" " * 60_000_000, "", r"解压后过大（60 MB）"),
        (" " * 3_000_000, "", r"解压后过大（3 MB）"),
    ],
)
def test_harmful_word_files_are_refused(tmp_path: Path, body: str, before: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_articles(docx(tmp_path / "x.docx", body, before=before))


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(300), b"not a zip", zipfile.ZipFile])
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: object) -> None:
    path = tmp_path / "x.docx"
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("other.txt", "x")
    with pytest.raises(InputError, match=r"x\.docx 不是可读的 Word（\.docx）文件.*另存为"):
        load_articles(path)


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF that shows Chinese lines in a font every reader knows (Adobe-GB1, not embedded)."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
    content = f"BT /F1 12 Tf 72 700 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >>",
    ]
    out, offsets = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, item in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, item))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


needs_pypdf = pytest.mark.skipif("not __import__('importlib.util').util.find_spec('pypdf')", reason="pypdf is not installed")


@needs_pypdf
def test_a_pdf_is_read_as_a_page(tmp_path: Path) -> None:
    lines = ["大桥通车", "本报讯（记者 林舟）大桥昨日通车，全长1.2公", "里，双向六车道，总投资3.5亿元，由河湾路桥集", "团承建。", "水厂投产", "本报讯 新水厂昨日投产。"]
    (tmp_path / "p.pdf").write_bytes(pdf(lines))
    articles = load_articles(tmp_path / "p.pdf")
    assert [(a.title, a.text) for a in articles] == [
        ("大桥通车", "大桥昨日通车，全长1.2公里，双向六车道，总投资3.5亿元，由河湾路桥集团承建。"),
        ("水厂投产", "新水厂昨日投产。"),
    ]


@needs_pypdf
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf([]), r"x\.pdf 没有文字层（可能是扫描件）"),
        (b"%PDF-1.7\n" + bytes(200), r"x\.pdf 无法读取：文件损坏"),
        (pdf(["大桥通车"])[:400], r"x\.pdf (无法读取|没有文字层)"),
    ],
    ids=["scan", "damaged", "cut"],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_pdf(data, name="x.pdf", stem="x")


@needs_pypdf
def test_an_encrypted_pdf_says_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["大桥通车"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match=r"x\.pdf 加了密码。请去掉密码再导入"):
        read_pdf(out.getvalue(), name="x.pdf", stem="x")


@needs_pypdf
def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(InputError, match="读取超过了时间和内存的限制"):
        read_pdf(pdf(["大桥" * 30] * 20_000), name="x.pdf", stem="x", seconds=0)

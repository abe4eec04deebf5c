"""A PDF -> its text, read in a child process: a PDF is a program from anywhere, and may be built to never end.

The child has limits of time and memory; whatever happens to it, the caller gets a text or an InputError.
``python -m rag.ingest.pdf`` is the child: PDF on standard input, JSON on standard output.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys

from rag.errors import InputError, MissingExtra
from rag.ingest.items import PageItem
from rag.ingest.newspaper import read_page

_SECONDS = 120
_MEMORY = 2_000_000_000  # bytes
_MAX_PAGES = 3_000


def read_pdf(data: bytes, *, name: str, stem: str, seconds: int = _SECONDS) -> list[PageItem]:
    """The articles of a PDF with a text layer, read as a newspaper page is.

    Raises InputError: encrypted, damaged, no text layer (a scan), too many pages, over the limits; MissingExtra
    without pypdf.
    """
    try:
        import pypdf  # noqa: F401
    except ImportError as exc:
        raise MissingExtra("读取 PDF", extra="docs") from exc
    try:
        child = subprocess.run(
            [sys.executable, "-m", "rag.ingest.pdf", str(seconds)], input=data, capture_output=True, timeout=seconds + 5, check=False
        )
        answer = json.loads(child.stdout) if child.returncode == 0 else {"problem": "damaged"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"problem": "damaged"}
    if problem := answer.get("problem"):
        raise InputError(f"{name} {_PROBLEMS[problem]}")
    return read_page(answer["text"], name=name, stem=stem)


_PROBLEMS = {
    "encrypted": "加了密码。请去掉密码再导入。",
    "no text": "没有文字层（可能是扫描件）。请先做文字识别（OCR），或另存为 txt。",
    "too long": f"超过{_MAX_PAGES}页。请拆成几个文件。",
    "damaged": "无法读取：文件损坏，或读取超过了时间和内存的限制。请用阅读器打开后另存为 txt 或 PDF 再导入。",
}


def _child(seconds: int) -> dict[str, str]:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, ValueError, OSError):
        pass  # not on Windows; the parent's timeout still holds
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "encrypted"}
    if len(reader.pages) > _MAX_PAGES:
        return {"problem": "too long"}
    pages = [page.extract_text() for page in reader.pages]
    text = "\n\n".join(pages).encode("utf-8", "replace").decode("utf-8")
    return {"text": text} if text.strip() else {"problem": "no text"}


if __name__ == "__main__":
    json.dump(_child(int(sys.argv[1])), sys.stdout)

"""Models that are not built in: where they are, what they are, and which device they run on."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from rag.errors import ModelProblem

_PROBE_SECONDS = 5.0
_UNUSED = {"README.md", "onnx", "openvino"}


def find_model(name: str, what: str, instead: str) -> Path:
    """The folder of ``name``: itself, or the hub's copy on this machine, fetched when there is none yet.

    what, instead: what the model is and what can be done without it, in Chinese, for the message.
    Raises ModelProblem within seconds when it is not here and the hub does not answer.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    from huggingface_hub import HfApi, snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception:  # not here, or no hub id at all: the hub decides
        try:
            HfApi().model_info(name, timeout=_PROBE_SECONDS)
            return Path(snapshot_download(name))
        except Exception as exc:
            raise ModelProblem(
                f"找不到{what} {name}：它不是本机的文件夹，本机没有下载过它，"
                f"也无法从模型库取得（{first_line(exc)}）。请检查名称和网络，或改用本机的模型文件夹，或{instead}。"
            ) from exc


def pick_device(wanted: str) -> str:
    """The torch device for the setting ``device``: ``auto`` takes a GPU when there is one.

    Raises ModelProblem when the device is none, or not here.
    """
    import torch

    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    try:
        torch.zeros(1, device=wanted)
    except (RuntimeError, AssertionError, NotImplementedError) as exc:
        raise ModelProblem(
            f"设置 device={wanted} 用不了（{first_line(exc)}）。可以写 auto、cpu、cuda 或 cuda:1；"
            "写 cuda 需要 NVIDIA 显卡、驱动和带 CUDA 的 PyTorch。"
        ) from exc
    return wanted


def folder_digest(folder: Path) -> str:
    """sha256 over every file of a model folder that can change its results."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part in _UNUSED or part.startswith(".") for part in name.parts):
            stat = path.stat()
            digest.update(f"{name.as_posix()}\n{_file_digest(path, stat.st_size, stat.st_mtime_ns)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _file_digest(path: Path, size: int, mtime_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_line(exc: BaseException) -> str:
    """What went wrong, on one line; libraries add advice for programmers below it."""
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0]

"""The file operations that must not be half done, in one place, so that tests can make each of them fail."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import IndexProblem

_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EACCES: "没有写权限",
    errno.EPERM: "没有写权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EEXIST: "它不是目录",
    errno.ENOTDIR: "上级路径不是目录",
}


class Disk:
    """Writes that last: nothing returns before the bytes are on the disk. Raises OSError."""

    def write(self, path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            self.sync(file.fileno())

    def sync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Atomic on one file system; a file at ``new`` is replaced."""
        os.replace(old, new)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """The right to write to the index folder, which is made if it is missing; readers are not hindered.

    Raises IndexProblem at once when another process has it, and when anything inside fails for the disk's sake.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise IndexProblem(f"另一个程序正在写索引目录 {folder}。请等它完成后再试。") from exc
            yield
    except OSError as exc:
        cause = _CAUSES.get(exc.errno or 0, exc.strerror or str(exc))
        raise IndexProblem(
            f"写索引目录 {folder} 失败：{cause}。原来的索引仍然完好。请检查磁盘空间和目录权限，再运行：rag index"
        ) from exc

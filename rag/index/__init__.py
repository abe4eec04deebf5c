"""Dense and lexical index over the same passages, in memory and as whole generations on disk."""

from rag.index.build import Index, build_index
from rag.index.store import check_index, ensure_writable, load_index, repair_index, save_index

__all__ = ["Index", "build_index", "check_index", "ensure_writable", "load_index", "repair_index", "save_index"]

"""The errors a user can meet. Each message is Chinese and names the place, the values and the way out.

RagError
├── InputError        a file, a folder, a front matter or a question that cannot be used   exit 2
├── IndexProblem      the index on disk cannot be searched                                  exit 1
│   ├── IndexMissing      there is none
│   ├── IndexMismatch     built by another format, model or corpus
│   └── CorruptIndex      a file is damaged or does not fit the manifest
├── ModelProblem      a configured model or server cannot be used                           exit 1
└── MissingExtra      an optional package is not installed                                  exit 1
"""

from __future__ import annotations


class RagError(Exception):
    """Base of the family. ``str(error)`` is fit to show to a user; ``exit_code`` is the command line's."""

    exit_code = 1


class InputError(RagError):
    """A file, folder, front matter or question that cannot be used."""

    exit_code = 2


class IndexProblem(RagError):
    """The index on disk cannot be searched."""


class IndexMissing(IndexProblem):
    """There is no index where one was expected."""


class IndexMismatch(IndexProblem):
    """The index was built by another format, model or corpus."""


class CorruptIndex(IndexProblem):
    """A file of the index is damaged, missing, or does not fit the manifest."""


class ModelProblem(RagError):
    """A configured model or server cannot be used."""


class MissingExtra(RagError):
    """An optional package is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what}需要额外的软件包：pip install "baowen[{extra}]"')

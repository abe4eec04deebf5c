"""The command ``rag``. Exit codes: 0 answered or done, 3 refused, 2 bad use, 1 failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every failure is one Chinese message on stderr, never a traceback."""
    from rag.cli.parser import build_parser
    from rag.errors import RagError

    # Beside other busy processes two BLAS threads wait for each other: a read took 210 to 550 ms instead of 63.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        from rag.cli import commands

        if arguments[:1] in (["eval"], ["gold"]):  # they have parsers of their own
            return commands.run_program(arguments[0], arguments[1:])
        args = build_parser().parse_args(arguments)
        return int(getattr(commands, f"run_{args.command}")(args))
    except RagError as error:
        print(f"错误：{error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(
            f"错误：读写失败：{error.filename or ''} {error.strerror or error}。请检查路径、权限和磁盘空间。",
            file=sys.stderr,
        )
        return 1

"""The arguments of every command, and argparse's own words in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (\S+): expected one argument", r"参数 \1 后面要有一个值"),
    (r"argument (\S+): expected at least one argument", r"参数 \1 后面至少要有一个值"),
    (r"argument (\S+): invalid int value: (.*)", r"参数 \1 要一个整数，而不是 \2"),
    (r"argument (\S+): invalid choice: ('[^']*').*", r"参数 \1 不能是 \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"参数 \1 不明确，可能是：\2"),
)


class ChineseParser(argparse.ArgumentParser):
    """argparse whose usage line, headings and errors are Chinese."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"add_help": False, "formatter_class": _Formatter, **kwargs})  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _MESSAGES:
            message = re.sub(f"^{pattern}$", chinese, message)
        print(f"{self.format_usage()}错误：{message}\n查看说明：{self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text  # its heading says it already

    def format_help(self) -> str:
        return re.sub(r"^(参数|选项|命令|动作):$", r"\1：", super().format_help(), flags=re.MULTILINE)


def build_parser() -> argparse.ArgumentParser:
    """The parser of ``rag`` with all its commands."""
    from rag import __version__

    parser = ChineseParser(
        prog="rag",
        description="报问：向一批中文文章提问，回答的每句话都注明原文出处；资料没有说的，就说没有。",
        epilog="退出码：0 已回答或完成，3 资料中没有答案，2 用法或输入有误，1 失败。\n例：rag import 版面.txt && rag index && rag ask 某项目总投资多少？",
    )
    parser.add_argument("--version", action="version", version=f"报问 {__version__}", help="显示版本")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令", parser_class=ChineseParser
    )

    command = commands.add_parser(
        "import",
        help="把报纸版面或文章文件变成 corpus/ 里的文章",
        description="导入文件，每篇文章写成一个可以人工校改的 Markdown 文件。",
    )
    command.add_argument("files", nargs="+", metavar="文件", help="版面或文章文件（txt、md、html……），也可以是文件夹")
    command.add_argument("--encoding", metavar="编码", help="文件的编码，例如 gb18030、big5；不写则自动判断")
    command.add_argument("--overwrite", action="store_true", help="覆盖已有的文章文件（人工校改会丢失）")
    _common(command)

    command = commands.add_parser(
        "index", help="建立或更新索引", description="切分、编码并建立索引；没有变的文章不重新编码。"
    )
    _common(command)

    command = commands.add_parser("ask", help="问一个问题", description="问一个问题，得到注明出处的回答。")
    command.add_argument("question", nargs="+", metavar="问题", help="要问的问题")
    command.add_argument("--show", action="store_true", help="同时显示引用所在的整段原文")
    _common(command)

    command = commands.add_parser(
        "replay",
        help="核对保存过的回答今天是否仍然成立",
        description="重新打开 rag ask --json 保存的回答：来源变了没有，引文移到了哪里，同样的问题今天是否得到同样的回答。",
        epilog="退出码：0 仍然成立，3 不再成立，2 文件有误。\n例：rag ask --json 某项目总投资多少？ > 回答.json，以后 rag replay 回答.json",
    )
    command.add_argument("file", metavar="文件", help="rag ask --json 保存的文件")
    _common(command)

    command = commands.add_parser("chat", help="在终端里连续提问", description="在终端里连续提问；空行或 Ctrl-D 结束。")
    _common(command)

    command = commands.add_parser("serve", help="打开网页聊天界面", description="启动网页聊天界面，并显示地址。")
    command.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机：127.0.0.1）")
    command.add_argument("--port", type=int, default=7860, metavar="端口", help="端口（默认 7860；被占用时换下一个）")
    command.add_argument("--open", action="store_true", help="同时打开浏览器")
    _common(command)

    command = commands.add_parser(
        "check", help="检查索引和文章是否完好", description="逐字节检查索引，并核对每个段落的位置。"
    )
    command.add_argument("--repair", action="store_true", help="换到最新的一代完好的索引")
    _common(command)

    commands.add_parser("eval", help="评测回答得多准（选项见 rag eval --help）")
    commands.add_parser("gold", help="管理自己的标准问答（选项见 rag gold --help）")
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    command.add_argument("--corpus", metavar="文件夹", help="文章文件夹（默认 corpus）")
    command.add_argument("--index", metavar="文件夹", help="索引文件夹（默认 index）")
    command.add_argument("--config", metavar="文件", help="配置文件（默认 baowen.toml，如果有）")

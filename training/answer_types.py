"""Typed pieces of Chinese news text that a question can ask for, and the words that ask for each type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

HAN = r"\u4e00-\u9fff"
_NOT_IN_NAMES = (
    "的了将是并但在被把和与或及也都很最为到得有对从于给让称说该各这那其我他她还只多些可用时同任更每向以等由经达过不没"
)
_NAME = rf"(?:(?![{_NOT_IN_NAMES}])[{HAN}])"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦马苗方俞任"
    "袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于傅齐康伍余元顾孟黄穆萧尹姚邵汪毛米贝计成戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾"
    "江童郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房解应宗丁邓洪包左石崔龚程裴陆翁段富巫焦谷车侯全班秋仲宁仇甘武"
    "刘景龙叶白怀蒲从鄂索赖卓池乔温庄晏柴阎连习易向廖耿匡文欧师聂辛简饶曾关查游权商牟佟佘"
)
ROLES = (
    "董事长|总经理|副总裁|总裁|首席执行官|ceo|创始人|负责人|总监|局长|副局长|处长|厅长|部长|副部长|市长|副市长|"
    "省长|县长|区长|镇长|书记|副书记|主任|副主任|主席|副主席|院长|副院长|校长|教授|研究员|专家|医生|记者|发言人|"
    "总统|总理|首相|外长|防长|议员|大使|秘书长|会长|队长|教练|主帅|导演|演员|歌手|作家|画家|选手|球员|分析师|"
    "工程师|经理|律师|民警|警官|司令|将军|站长|馆长|理事长|行长|厂长|村支书"
)
SPEECH = "表示|介绍|指出|认为|强调|告诉|透露|宣布|称|说|坦言|出席|主持|回忆|解释"
UNITS = {
    "money": "美元|欧元|日元|港元|英镑|卢布|元人民币|元",
    "people": "人次|人|名|位|户",
    "count": "家|个|座|件|辆|架|艘|台|套|部|枚|项|条|处|所|支|场|起|例|款|种|只|头|株|幢|栋|张|份|间|层|届|批|次|倍|"
    "亩|公顷|吨|公斤|千克|克|"
    "万千瓦时|千瓦时|万千瓦|兆瓦|千瓦|立方米|平方公里|平方米|公里|千米|米|厘米|毫米|海里|级|度|分|票|枪|箱|册|篇|字",
    "time": "个工作日|个多月|个月|小时|分钟|秒|年|天|周|岁|个百分点",
}
_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]{1,6})\s?"
    r"[多余]?(?:万亿|百万|千万|亿|万|千)?[多余]?\s?"
)
ORG_ENDS = (
    "有限公司|股份公司|公司|集团|大学|学院|医院|银行|委员会|研究院|研究所|协会|法院|检察院|公安局|派出所|气象局|"
    "管理局|交易所|俱乐部|政府|办公室|基金会|出版社|电视台|通讯社|指挥部|实验室|中心|联盟|工厂|博物馆|图书馆|"
    "中学|小学|证券|保险|科技|汽车"
)
_ORG_ASKS = {
    "公司": ["哪家公司", "什么公司", "哪个公司", "哪家企业", "谁"], "集团": ["哪家公司", "哪个集团", "哪家企业", "谁"],
    "大学": ["哪所大学", "哪个大学", "什么大学", "哪所高校"], "学院": ["哪所学院", "哪个学院", "哪所学校"],
    "医院": ["哪家医院", "哪个医院"], "银行": ["哪家银行", "哪个银行", "谁"], "法院": ["哪个法院", "哪家法院", "谁"],
}
PLACE_ENDS = (
    "省|自治区|市|县|区|镇|乡|村|州|岛|机场|火车站|广场|街道|高速|公园|湖|河|山|海|湾|半岛|群岛|开发区|新区|景区|基地"
)
COUNTRIES = (
    "美国|英国|法国|德国|俄罗斯|乌克兰|日本|韩国|朝鲜|印度|巴基斯坦|伊朗|以色列|土耳其|意大利|西班牙|葡萄牙|"
    "加拿大|澳大利亚|新西兰|巴西|阿根廷|墨西哥|南非|埃及|沙特|新加坡|马来西亚|泰国|越南|菲律宾|印度尼西亚|缅甸|"
    "老挝|柬埔寨|蒙古|哈萨克斯坦|波兰|瑞典|挪威|芬兰|荷兰|比利时|瑞士|奥地利|希腊|匈牙利"
)
_PLACE_ASKS = {
    "省": ["哪个省", "哪个省份", "哪里"], "市": ["哪个城市", "哪个市", "哪里", "什么地方"],
    "县": ["哪个县", "哪里", "什么地方"], "区": ["哪个区", "哪里", "什么地方"],
    "村": ["哪个村", "哪里"], "机场": ["哪个机场", "哪里"],
    "镇": ["哪个镇", "哪里"], "岛": ["哪个岛", "什么岛", "哪里"],
}
_TITLE_ASKS = [
    "什么", "什么文件", "什么节目", "什么作品",
    "哪部作品", "哪部电影", "哪本书", "哪部剧", "哪份文件", "哪首歌", "哪部法律",
]


_YEAR = re.compile(r"(?:19|20)\d\d年")
_VAGUE = re.compile(r"[一两][^万亿千百十]\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` answers ``ask``; kind is what twins are swapped by."""

    start: int
    end: int
    kind: str
    ask: str


def _after(words: str) -> str:
    """A look-behind for alternatives of different lengths, which ``re`` allows only one by one."""
    return "(?:" + "|".join(f"(?<={word})" for word in words.split("|")) + ")"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    units = "|".join(UNITS.values())
    member = rf'[{HAN}a-z0-9"《》·]{{2,12}}'
    left = r"(?:(?<=[,。:;、\"()《》\s由被与和向对从在据是为到于及该了的将让给])|\A)"
    return (
        ("title", re.compile(r"《[^《》\n]{1,24}》")),
        ("date", re.compile(
            r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}[日号])?(?!份?以来)|"
            r"(?:19|20)\d\d年(?!代|度)|(?<![\d月])\d{1,2}日(?![常均报本])"
        )),
        ("clock", re.compile(r"(?:上午|下午|凌晨|晚上|当晚|中午)?\d{1,2}(?:时\d{1,2}分|时许|点|:\d\d)(?!\d)")),
        ("percent", re.compile(r"\d+(?:\.\d+)?%|百分之[一二三四五六七八九十点]+|[一二三四五六七八九]成(?=[,。以的])")),
        ("amount", re.compile(rf"(?<![\d.年第a-z]){_NUMBER}(?:{units})(?![{HAN}]?日|份|初|底|末|前|后|来)")),
        ("order", re.compile(r"第[\d一二三四五六七八九十百]{1,4}(?=[届次位名个批轮座条期])")),
        ("person", re.compile(rf"{_after(ROLES)}[{SURNAMES}][{HAN}]{{1,2}}(?={SPEECH}|[,、。()]|率|与|和|一行|在)")),
        ("person", re.compile(rf"(?:(?<=[,。:;\"\n])|\A)[{SURNAMES}][{HAN}]{{1,2}}(?={SPEECH})")),
        ("person", re.compile(rf"[{HAN}]{{1,6}}(?:·[{HAN}]{{1,6}})+")),
        ("org", re.compile(rf"{left}(?:{_NAME}|[a-z0-9·]){{2,16}}?(?:{ORG_ENDS})(?![{HAN}]?(?:长|员|大会|会议|生))")),
        ("place", re.compile(
            rf"(?<=[在从于到赴往达自抵,。\s])(?:{_NAME}{{1,6}}?(?:{PLACE_ENDS})){{1,3}}(?![{HAN}]?[长委民里])"
        )),
        ("country", re.compile(COUNTRIES)),
        ("name", re.compile(r"\"[^\"\n,。]{2,14}\"")),
        ("latin", re.compile(r"(?<![a-z0-9.])[a-z][a-z0-9+.\-]{1,12}(?: [a-z0-9+.\-]{1,10}){0,3}(?![a-z0-9])")),
        ("list", re.compile(
            rf"{_after('包括|涉及|涵盖|来自|分别是|分别为|主要有')}{member}(?:、{member}){{1,6}}"
            rf"(?:[和及与以]及?{member})?(?=等|[,。;])"
        )),
        ("cause", re.compile(_after("因为|由于|原因是") + r"[^,。;:\"\n]{4,40}(?=[,。;])")),
        ("aim", re.compile(r"(?<=旨在|为了)[^,。;:\"\n]{4,40}(?=[,。;])")),
        ("means", re.compile(
            r"(?<=通过|采用|利用|借助)[^,。;:\"\n]{2,16}(?:的?方式|等?形式|手段|渠道|方法|途径|技术|平台)"
        )),
        ("what", re.compile(
            _after("[^不而但只就可还也都便仅]是|称为|名为|称作|成为|被誉为|改名为|更名为|属于")
            + r"[^,。;:\n]{2,30}(?=[,。;])"
        )),
    )


def find_pieces(text: str, rng: Random) -> Iterator[Piece]:
    """Every typed piece of ``text`` (one folded sentence), with a question word that fits it."""
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            start, end = found.span()
            while start < end and text[start] == " ":
                start += 1
            if kind in ("title", "name") and rng.random() < 0.5:
                start, end = start + 1, end - 1
            piece = text[start:end]
            if kind == "amount" and (_YEAR.match(piece) or (_VAGUE.match(piece) and rng.random() < 0.9)):
                continue
            ask = _ask(kind, piece.rstrip(), text[end : end + 3], rng)
            if ask:
                yield Piece(start, start + len(piece.rstrip()), kind, ask)


def _ask(kind: str, piece: str, after: str, rng: Random) -> str:
    if kind == "date":
        if "日" in piece or "号" in piece:
            return rng.choice(["什么时候", "何时", "哪一天", "哪天", "几月几日", "什么时间", "哪一日"])
        if "月" in piece:
            return rng.choice(["什么时候", "何时", "哪个月", "几月", "什么时间"])
        return rng.choice(["什么时候", "何时", "哪一年", "哪年", "哪一年"])
    if kind == "clock":
        return rng.choice(["什么时候", "几点", "何时", "什么时间"])
    if kind == "percent":
        return rng.choice(["多少", "多少", "百分之多少", "百分之几", "多大比例"])
    if kind == "amount":
        return _ask_amount(piece, rng)
    if kind == "order":
        return rng.choice(["第几", "第多少"])
    if kind == "person":
        return rng.choice(["谁", "谁", "什么人", "哪位", "何人"])
    if kind == "org":
        for end, asks in _ORG_ASKS.items():
            if piece.endswith(end):
                return rng.choice(asks)
        return rng.choice(["哪个机构", "哪个单位", "谁", "哪家机构", "什么机构", "哪个部门", "什么单位"])
    if kind == "country":
        return rng.choice(["哪个国家", "哪国", "哪个国家", "谁", "哪里"])
    if kind == "place":
        for end, asks in _PLACE_ASKS.items():
            if piece.endswith(end):
                return rng.choice(asks)
        return rng.choice(["哪里", "哪里", "什么地方", "何处", "哪儿", "哪个地方"])
    if kind == "title":
        return rng.choice(_TITLE_ASKS)
    if kind == "list":
        return rng.choice(["哪些", "哪些方面", "什么", "哪几个"])
    if kind == "cause":
        return rng.choice(["什么原因", "什么"])
    if kind == "means":
        return rng.choice(["什么方式", "什么", "何种方式"])
    return "什么"


def _ask_amount(piece: str, rng: Random) -> str:
    fitting = [unit for group in UNITS.values() for unit in group.split("|") if piece.endswith(unit)]
    unit = max(fitting, key=len, default="")
    big = next((b for b in ("万亿", "亿", "万") if piece.removesuffix(unit).rstrip().endswith(b)), "")
    if unit in UNITS["money"].split("|"):
        return rng.choice([f"多少{big}{unit}", f"多少{unit}", "多少钱", "多少", f"多少{big}{unit}"])
    if unit == "年":
        return rng.choice(["多少年", "几年", "多久", "多长时间"])
    if unit in UNITS["time"].split("|") and unit not in ("岁", "个百分点"):
        return rng.choice([f"多少{unit}", f"几{unit}", "多久", "多长时间"])
    if unit == "岁":
        return rng.choice(["多少岁", "多大年纪", "几岁", "多大"])
    if unit in ("米", "公里", "千米") and rng.random() < 0.3:
        return rng.choice(["多长", "多远", "多高", "多少"])
    if unit in ("亩", "公顷", "平方米", "平方公里") and rng.random() < 0.3:
        return rng.choice(["多大", "多少", "多大面积"])
    return rng.choice([f"多少{big}{unit}", f"多少{unit}", f"多少{unit}", f"几{unit}", "多少"])

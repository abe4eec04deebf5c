"""Units of Chinese news: their names, what they measure, and the canonical unit each is converted to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache


@dataclass(frozen=True, slots=True)
class Unit:
    """kind: as in ``Quantity.kind``. name: the canonical unit; one of this unit is ``factor / divisor`` of it."""

    kind: str
    name: str
    factor: Decimal = Decimal(1)
    divisor: Decimal = Decimal(1)

    def convert(self, value: Decimal) -> Decimal:
        """``value`` in the canonical unit, exact wherever that is finite (15亩 -> 10000平方米)."""
        return value * self.factor / self.divisor if self.divisor != 1 else value * self.factor


_CONVERTED = (  # kind, canonical unit, other names with their size in it
    ("amount", "元", "元人民币:1 人民币元:1 人民币:1 块钱:1 圆:1 yuan:1 rmb:1"),
    ("amount", "美元", "美金:1 usd:1 dollars:1"),
    ("share", "%", "percent:1 ‰:0.1 成:10"),
    ("share", "百分点", "个百分点:1 基点:0.01 个基点:0.01"),
    ("multiple", "倍", ""),
    ("measure", "平方米", "平米:1 m2:1 平方公里:1e6 平方千米:1e6 km2:1e6 公顷:1e4 亩:2000/3 平方厘米:1e-4"),
    ("measure", "立方米", "m3:1 升:1e-3 毫升:1e-6 ml:1e-6"),
    ("measure", "克", "毫克:1e-3 mg:1e-3 千克:1000 公斤:1000 kg:1000 斤:500 吨:1e6 公吨:1e6"),
    ("measure", "米", "公里:1000 千米:1000 km:1000 厘米:1e-2 cm:1e-2 毫米:1e-3 mm:1e-3 微米:1e-6 纳米:1e-9 nm:1e-9"),
    ("measure", "米", "英里:1609.344 海里:1852"),
    ("measure", "秒", "秒钟:1 分钟:60 小时:3600 个小时:3600 个多小时:3600 天:86400 周:604800 个星期:604800"),
    ("measure", "个月", "个多月:1"),
    ("measure", "瓦", "w:1 千瓦:1e3 kw:1e3 兆瓦:1e6 mw:1e6 吉瓦:1e9 gw:1e9"),
    ("measure", "千瓦时", "kwh:1 wh:1e-3 瓦时:1e-3 千瓦小时:1 兆瓦时:1e3 mwh:1e3 吉瓦时:1e6 gwh:1e6 太瓦时:1e9 twh:1e9"),
    ("measure", "毫安时", "mah:1 毫安:1 安时:1e3"),
    ("measure", "英寸", "寸:1"),
    ("measure", "摄氏度", "°c:1"),
    ("count", "人", "名:1 位:1"),
    ("count", "位次", "个位次:1"),
    ("measure", "工作日", "个工作日:1"),
    ("measure", "交易日", "个交易日:1"),
)
_ALONE = (  # units that stand for themselves
    ("amount", "欧元 日元 英镑 港元 港币 韩元 澳元 加元 台币 新台币 卢布 瑞士法郎 卢比 泰铢 新元"),
    ("measure", "年 周年 岁 周岁 度 赫兹 hz mhz ghz gb tb mb 马力 伏 像素 帧 尼特 分贝 mbps mpa 个季度 年代"),
    ("count", "个 家 项 条 件 种 类 所 座 台 辆 架 艘 只 头 张 套 间 栋 幢 户 口 笔 款 部 本 册 篇 首 支 枚 颗 块"),
    ("count", "片 批 届 轮 场 层 份 组 队 班 处 次 席 门 道 步 股 分 点 句 字 例 起 宗 瓶 盒 罐 袋 箱 杯 桶 碗 趟 列 眼 株 棵 羽 桩 幅 匹 尾"),
    ("count", "章 节 站 强 人次 架次 班次 例次 标准箱 标箱 车次 辆次 航次 课时 学时 标段 大类"),
    ("ordinal", "期 号 级 季度 年级 世纪 代 楼 路 环"),
    ("date", "月 日 时"),
)
_NOT_BEFORE = """
项目 人民工才员均类气力士行 分之别析为布公会支行店局散享发红属类批期步明 点击评亮赞燃明名心火 台湾风阶州北海
部门分署长队委 门户槛票店诊峡 口岸径号碑罩 本报科地市次土 首次批都席先 支持付撑出部行队 片区面段 轮船胎流 场地景所馆
股份东票市权价民本指 份额 组织成建长合图 队伍员友长 班级子列长 类似型别 种植子 所有以在得需属谓 座谈位椅
次日年新要级数 只有要是能需 头部条痛号 处理于置长方罚在 天津然河气空下使猫府 步行伐入骤 户籍外型 笔记试 款项待 条例
块链 道路德理 位于置列居 名为称单录额叫 家庭属长园乡具电 字号 起来步点草到诉 例如外会 节能约目省日点 路线径面由
站点在 层级次面 级别 代表理替码 时间代刻候期常任 周边期年转围岁 度过假量 强调化大劲烈 章程 元旦首素宵 件套 席位卷
期间待望货限 克服隆 批准发评复次 届时 号召称 楼市盘宇梯 年轻龄 日资本报方军企美韩 升级至到为高值幅 米兰饭粉面 斤斤
桶装形 箱子式包体型根变 杯赛子具型 罐头装子区车 袋子装鼠 碗筷 趟子 列为入举席出明车支传 眼科光球前中神镜睛部底泪 匹配克 尾号气声数款部随页
成员本为立果功绩效交型品长都就
"""
"""One unit a word: its first character is the unit, which none of the others may follow (项 in 项目 is none)."""

AFTER_ONE = frozenset("个家项条名位件种类所座台辆次批届期年天亿万千百元吨亩号级米倍人") | {
    "季度", "公里", "小时", "分钟", "平方米", "美元", "个月", "个小时", "个百分点", "周年", "公顷", "个多月",
}  # fmt: skip
"""What may follow a lone 一 and still count or measure something."""


@cache
def unit_table() -> dict[str, Unit]:
    """Every name of a unit, as it stands in a folded text."""
    table = {}
    for kind, name, others in _CONVERTED:
        table[name] = Unit(kind, name)
        for other in others.split():
            alias, size = other.split(":")
            factor, _, divisor = size.partition("/")
            table[alias] = Unit(kind, name, Decimal(f"{Decimal(factor):f}"), Decimal(divisor or 1))
    table |= {name: Unit(kind, name) for kind, names in _ALONE for name in names.split()}
    return table


@cache
def unit_pattern() -> re.Pattern[str]:
    """Matches a unit, longest first, after at most one space; group 1 is its name."""
    guards = {word[0]: f"(?![{word[1:]}])" for word in _NOT_BEFORE.split()}
    names = sorted(unit_table(), key=lambda name: (-len(name), name))
    patterns = (re.escape(name) + guards.get(name, "(?![a-z])" if name.isascii() else "") for name in names)
    return re.compile(f" ?({'|'.join(patterns)})")


_PEOPLE, KINDS = frozenset({"人", "人次"}), frozenset({"种", "类", "大类"})
_BY_OWN = frozenset("册头匹羽尾棵株艘架辆")  # what has these is never counted by 个: 20多个 no 册
_ANY = frozenset("个项件条款样份") | {""}  # what may be said of people and kinds as well
_NUMBER_OF = re.compile("(?<![国专行商])([只头匹羽尾枚架辆艘台套株棵桶箱户座间栋幢家种例笔册篇张幅瓶盒颗粒块])数(?![据目字学码控])")


def named_counter(folded: str) -> str:
    """The counter in a word for how many there are (只 of 只数); empty where there is none."""
    found = _NUMBER_OF.search(folded)
    return found[1] if found else ""


def own_counter(measure: str) -> str:
    """The canonical counter of a measure word (人 of 名) that is not said of anything; empty of 个, 项 and of what counts nothing."""
    unit = unit_table().get(measure)
    return unit.name if unit and unit.kind == "count" and unit.name not in _ANY else ""


def counts_apart(measure: str, unit: str) -> bool:
    """Whether one of two counters is of people or of kinds and the other is not (90名 no 支, 52种 no 只), or of what 个 never counts."""
    if unit == "个" and measure in _BY_OWN:
        return True
    unit = own_counter(unit)
    asked = own_counter(measure)
    return bool(asked and unit) and any((asked in sort) != (unit in sort) for sort in (_PEOPLE, KINDS))


_SCALED = {  # larger units to show a value in, the largest first
    "克": (("万吨", Decimal(10**10)), ("吨", Decimal(10**6)), ("千克", Decimal(1000))),
    "米": (("公里", Decimal(1000)),),
    "平方米": (("平方公里", Decimal(10**6)), ("亩", Decimal(2000) / 3)),
    "秒": (("天", Decimal(86400)), ("小时", Decimal(3600)), ("分钟", Decimal(60))),
    "瓦": (("万千瓦", Decimal(10**7)), ("千瓦", Decimal(1000))),
    "千瓦时": (("亿千瓦时", Decimal(10**8)), ("万千瓦时", Decimal(10**4))),
}


def format_quantity(value: Decimal, unit: str) -> str:
    """``value`` in the canonical ``unit`` as news writes it, exactly: 96600000000 元 -> 966亿元, 1.4e9 克 -> 1400吨."""
    for name, size in _SCALED.get(unit, ()):
        scaled = value / size
        if abs(scaled) >= 1 and (short := round(scaled, 4)) and abs(short - scaled) < Decimal("1e-15"):
            return f"{_plain(short)}{name}"
    if unit not in ("%", "倍", "年", "百分点"):
        for name, power in (("亿", 8), ("万", 4)):
            if abs(value) >= 10**power:
                return f"{_plain(value.scaleb(-power))}{name}{unit}"
    return f"{_plain(value)}{unit}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

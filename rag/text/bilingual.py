"""English terms of Chinese news that its words do not give away, and their usual Chinese; general language, no names."""

from __future__ import annotations

import re
from functools import cache

TERMS = """
high-tech zone: 高新区 高新技术产业开发区 高新技术开发区
high-tech: 高新技术 高科技 高新
high-tech enterprise: 高新技术企业 高企
new district: 新区 高新区
new area: 新区
development zone: 开发区 经开区
demonstration zone: 示范区
innovation zone: 创新示范区 自主创新示范区 自创区
free trade zone: 自贸区 自贸试验区 自由贸易试验区
industrial park: 工业园 产业园 产业园区 工业园区
science park: 科技园 科学园
industrial cluster: 产业集群
project: 项目 工程
supporting project: 配套项目
key project: 重点项目 重大项目
major project: 重大项目 重点项目
research topic: 课题
topic: 课题 话题 主题
r&d: 研发 研究开发
research institute: 研究院 研究所
r&d institute: 研发机构 研究院
institution: 机构
foreign capital: 外资
contractual foreign capital: 合同外资
foreign investment: 外资 外商投资
total investment: 总投资
fixed-asset investment: 固定资产投资
output value: 产值
industrial output: 工业总产值 工业产值 工业增加值
added value: 增加值
import and export: 进出口
sales: 销售额 销售 销量
revenue: 收入 营业收入 营收
job: 岗位 就业岗位 就业
new job: 新增就业 就业岗位 岗位
employee: 员工 职工
ministry: 部 部委
district: 区 城区
county: 县
standard: 标准
patent: 专利
terminal: 码头 航站楼
port: 港 港口
street light: 路灯
street lamp: 路灯
build: 承建 建设 修建 兴建 建成 建造
start: 开工 启动 开始
unveil: 揭牌 挂牌
invest: 投资 出资
throughput: 吞吐量
registered capital: 注册资本
headquarters: 总部
headquartered: 总部
cold storage: 冷库
rank: 排名 位居 位列
labour: 劳动
labor: 劳动
dispute: 争议
worker: 工人 职工 员工
staff: 员工 工作人员 职工
start construction: 开工 动工
break ground: 开工 动工 奠基
begin construction: 开工 动工
construction: 建设 施工
complete: 完成 竣工 建成
put into operation: 投产 投用 投入使用 运营
launch: 启动 推出 挂牌 上线 发布
open: 开业 开通 开放 启用
found: 成立 创立 创办
establish: 成立 建立 设立
undertake: 承担 承接
sign: 签署 签订 签约
memorandum: 备忘录
agreement: 协议 协定
attend: 参加 出席 参会
take part: 参加 参与
receive: 接待 收到 获得
visitor: 游客 观众 参观者
win: 获得 荣获 夺得
award: 奖 奖项
cover: 占地 覆盖 面积
area: 面积 地区 区域
locate: 位于 坐落 地处
base: 基地
capacity: 产能 能力 容量
produce: 生产 年产
acceptance: 验收
head: 总裁 负责人 主任 董事长 总经理
ceo: 首席执行官 总裁
chairman: 董事长 主席
president: 总裁 会长 主席 校长 院长 总统
director: 主任 局长 院长 所长 总监 导演
manager: 经理 主管 总经理
general manager: 总经理
party secretary: 书记 党委书记
secretary: 书记 秘书
deputy: 副
spokesperson: 发言人
reporter: 记者
expert: 专家
resident: 居民 市民 村民
farmer: 农民 农户 村民
village: 村
administrative committee: 管委会
management committee: 管委会
committee: 管委会 委员会
government: 政府
national: 国家级 国家 全国
provincial: 省级 全省
municipal: 市级 全市
officially: 正式
pilot: 试点 试验
wind power: 风电 风力发电
solar power: 光伏 太阳能
photovoltaic: 光伏
power plant: 电厂 发电厂
semiconductor: 半导体
chip: 芯片
new energy: 新能源
electric vehicle: 电动汽车 新能源汽车 电动车
artificial intelligence: 人工智能
biomedicine: 生物医药
pharmaceutical: 医药 制药
medical device: 医疗器械
subway: 地铁
high-speed rail: 高铁 高速铁路
railway: 铁路
expressway: 高速公路 高速
freight train: 货运班列 班列 货运列车
year-on-year: 同比
growth: 增长 增速
percent: 百分
share: 占 份额 占比
last year: 去年 上年
this year: 今年
next year: 明年
first quarter: 一季度 第一季度 首季度
second quarter: 二季度 第二季度
third quarter: 三季度 第三季度
fourth quarter: 四季度 第四季度
first half: 上半年
second half: 下半年
january: 1月
february: 2月
march: 3月
april: 4月
june: 6月
july: 7月
august: 8月
september: 9月
october: 10月
november: 11月
december: 12月
"""


def usual(english: str) -> tuple[str, ...]:
    """The usual Chinese of a folded term, in any regular form of its words; () when none is kept here."""
    return _terms().get(_plain(english), ())


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    pairs = (line.partition(": ") for line in TERMS.strip().splitlines())
    return {_plain(english): tuple(chinese.split()) for english, _, chinese in pairs}


def _plain(english: str) -> str:
    """Each word without its regular ending: launched, launches and launch are one."""
    return " ".join(re.sub(r"(?<=[a-z]{2})(?:ies|es|ed|ing|s|e|y)$", "", word) for word in english.split())

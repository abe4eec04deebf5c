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
contracted foreign capital: 合同外资
send: 派 安排
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
zone: 高新区 自创区 示范区 园区 新区 开发区 自贸区
park: 园区 产业园 科技园 公园 产业园区 工业园
centre: 中心
plant: 工厂 生产基地 基地 厂房 厂
factory: 工厂 厂 生产基地
workshop: 厂房 车间
production line: 生产线
production base: 生产基地
institute: 研究院 研究所 研究机构 学院
laboratory: 实验室
lab: 实验室
group: 集团
company: 公司 企业
enterprise: 企业
firm: 企业 公司
business: 企业 业务
startup: 初创企业
bank: 银行
fund: 基金 资金
funding: 资金 经费
loan: 贷款
subsidy: 补贴 补助
budget: 预算
profit: 利润 净利润 盈利
loss: 亏损 损失
income: 收入
sales revenue: 销售收入 营业收入
annual sales: 年销售额 年销售收入
annual turnover: 年营业额
turnover: 营业额
annual output: 年产
annual output value: 年产值
planned investment: 计划投资 年度计划投资
tax: 税收 税
price: 价格
cost: 成本 造价
salary: 工资 薪酬
wage: 工资
order: 订单
contract: 合同 签约
deal: 协议 签约
market: 市场
market share: 市场份额
industry: 产业 行业
sector: 领域 行业 产业
field: 领域
chain: 链 产业链
industrial chain: 产业链
supply chain: 供应链
cluster: 产业集群 集群
platform: 平台
system: 体系 系统
technology: 技术 科技
innovation: 创新
equipment: 设备 装备
device: 设备 器械
machine: 机器 设备
robot: 机器人
robotic: 机器人
battery: 电池
lithium battery: 锂电池
drug: 药物 新药 药
new drug: 新药 创新药
new-drug: 新药
vaccine: 疫苗
hospital: 医院
school: 学校
university: 大学 高校
student: 学生
teacher: 教师
scientist: 科学家
researcher: 科研人员 研究人员
engineer: 工程师
talent: 人才
team: 团队
member: 成员
people: 人 人口
population: 人口
passenger: 旅客 乘客 客流
tourist: 游客
customer: 客户 顾客
user: 用户
household: 户 家庭
species: 种类 物种
fish: 鱼类 鱼
exhibition: 展览 展会 博览会
expo: 博览会 展会
fair: 博览会 展会 交易会
forum: 论坛
conference: 会议 大会
meeting: 会议 大会
ceremony: 仪式
seminar: 研讨 研讨会
event: 活动
activity: 活动
competition: 大赛 比赛
delegation: 代表团
visit: 访问 考察 参观
trade: 贸易 经贸
export: 出口
import: 进口
foreign trade: 外贸 进出口
goods: 货物 商品
freight: 货运 货物
cargo: 货物
vehicle: 车辆 汽车
car: 汽车 轿车
ship: 船舶 船
vessel: 船舶 船
aircraft: 飞机
airport: 机场
flight: 航班
route: 航线 线路
road: 公路 道路
bridge: 大桥 桥
tunnel: 隧道
building: 楼 大楼 建筑
house: 住房 房屋
apartment: 公寓 住房
hotel: 酒店
land: 用地 土地 占地
electricity: 电力 用电 电
energy: 能源
gas: 天然气 燃气
coal: 煤炭
oil: 石油 原油
steel: 钢铁 钢
water: 水
food: 食品
grain: 粮食
crop: 农作物 作物
agriculture: 农业
tourism: 旅游
culture: 文化
service: 服务
service centre: 服务中心
policy: 政策
measure: 措施 举措
plan: 计划 规划 方案
goal: 目标
target: 目标
task: 任务
reform: 改革
law: 法律 法规
regulation: 条例 规定 办法
approval: 审批 批准 获批
approve: 批准 获批
registration: 注册 登记
register: 注册 登记
procedure: 手续
application: 应用 申请 申报
apply: 申报 申请
certificate: 证书
commendation: 表扬 表彰
commend: 表扬 表彰
praise: 表扬 赞扬
recognition: 认定
recognize: 认定
title: 称号
appoint: 聘任 任命
letter of appointment: 聘书
appointment letter: 聘书
dedicated staff: 专人
specially assigned: 专人
state council: 国务院
general office: 办公厅
integrated circuit: 集成电路
integrated-circuit: 集成电路
artificial-intelligence: 人工智能
new material: 新材料
information technology: 信息技术
manufacturing: 制造 制造业
manufacture: 制造 生产
equipment manufacturing: 装备制造
design: 设计
develop: 研发 开发 发展
development: 发展 开发
supply: 供应
provide: 提供
support: 支持
help: 帮助 帮
create: 创造 新增 带动
introduce: 引进 推出 出台
attract: 吸引 引进
expand: 扩建 扩大 增资
expansion: 扩建 扩大
increase: 增长 增加 提高
rise: 增长 上升 上涨
grow: 增长
decrease: 下降 减少
fall: 下降 下跌
decline: 下降
drop: 下降
reduce: 减少 降低 压缩
reach: 达到 达
exceed: 超过 突破
publish: 发表 发布 公布
release: 发布
announce: 宣布 公布
issue: 印发 发布 签发
hold: 举行 举办
organize: 组织 举办
buy: 购买 收购
acquire: 收购
acquisition: 收购
merge: 合并
sell: 销售 出售
lease: 出租 租赁
rent: 出租 租金
deliver: 交付
move: 搬迁 迁
relocate: 搬迁 迁
close: 关闭
cancel: 取消
postpone: 推迟 延期
delay: 延期 推迟
suspend: 暂停
concentrate: 集聚 集中
sme: 中小企业
technology-based: 科技型
national-level: 国家级
provincial-level: 省级
municipal-level: 市级
suspension: 停工 暂停 停产
cancellation: 取消
bankruptcy: 破产
layoff: 裁员
completion: 竣工 完工
finish: 完工 完成
inaugurate: 揭牌 启用
land area: 占地面积 用地
floor area: 建筑面积
size: 规模 面积
scale: 规模
number: 数量
total: 总 总计
ratio: 比例
proportion: 比例 占比
official: 官员 工作人员
mayor: 市长
governor: 省长
minister: 部长
vice president: 副总裁
deputy general manager: 副总经理
deputy director: 副主任 副局长 副院长
dean: 院长
founder: 创始人
owner: 业主 所有者
investor: 投资者 投资方
contractor: 承建方 施工单位 承包商
partner: 合作伙伴 合作单位
supplier: 供应商
union: 工会
association: 协会
academy: 科学院 研究院
bureau: 局
department: 部门
commission: 委员会
court: 法院
police: 警方 公安
precedent: 先例
difficulty: 难点 困难
problem: 问题
risk: 风险
reason: 原因
result: 成果 结果
achievement: 成果 成就
success: 成功
first batch: 首批 第一批
second batch: 第二批
third batch: 第三批
first phase: 一期
second phase: 二期
third phase: 三期
phase one: 一期
phase two: 二期
main structure: 主体 主体工程
infrastructure: 基础设施
corridor: 连廊 走廊
cooperation: 合作
cooperation mode: 合作模式 模式
mode: 模式 方式
model: 模式 型号
strategic cooperation: 战略合作
joint venture: 合资企业 合资公司
subsidiary: 子公司
branch: 分公司 分行 分校
domestic: 国内
overseas: 海外 境外
international: 国际
global: 全球
world: 世界 全球
annual: 年 年度
monthly: 月
daily: 每天
average: 平均
combined: 合计
industrial: 工业 产业
agricultural: 农业
medical: 医疗
digital: 数字 数字化
intelligent: 智能
smart: 智能 智慧
green: 绿色
low-carbon: 低碳
carbon emission: 碳排放
emission: 排放
pollution: 污染
environment: 环境
business environment: 营商环境
climate: 气候
flood: 洪水
earthquake: 地震
accident: 事故
injure: 受伤
die: 死亡 去世
rescue: 救援
labour dispute: 劳动争议
panel expert: 专家库专家 专家
quantum: 量子
prototype: 原型机 样机
satellite: 卫星
rocket: 火箭
spacecraft: 飞船
ocean: 海洋
sea: 海
river: 河 江
lake: 湖
mountain: 山
forest: 森林
gdp: 地区生产总值 生产总值
economy: 经济
economic growth: 经济增长
retail sales: 社会消费品零售总额 零售额
consumption: 消费
inflation: 通胀
currency: 货币
dollar: 美元
united states: 美国
greater bay area: 大湾区
"""


def usual(english: str) -> tuple[str, ...]:
    """The usual Chinese of a folded term, in any regular form of its words; () when none is kept here."""
    return _terms().get(_plain(english), ())


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    pairs = (line.partition(": ") for line in TERMS.strip().splitlines())
    return {_plain(english): tuple(chinese.split()) for english, _, chinese in pairs}


_BASE = {
    form: base
    for base, forms in (
        ("begin", "began begun"), ("build", "built"), ("buy", "bought"), ("bring", "brought"), ("fall", "fell fallen"), ("get", "got gotten"),
        ("grow", "grew grown"), ("hold", "held"), ("lead", "led"), ("make", "made"), ("meet", "met"), ("pay", "paid"), ("plan", "planned planning"),
        ("rise", "rose risen"), ("sell", "sold"), ("send", "sent"), ("spend", "spent"), ("take", "took taken"), ("win", "won"), ("drop", "dropped dropping"),
        ("write", "wrote written"), ("choose", "chose chosen"), ("lose", "lost"), ("leave", "left"), ("run", "ran running"), ("centre", "center centers"),
        ("factory", "factories"), ("people", "person persons"), ("cancel", "cancelled cancelling"), ("organize", "organise organised organised"),
    )
    for form in forms.split()
}  # fmt: skip


def _plain(english: str) -> str:
    """Each word without its ending: launched, launches and launch are one, held is hold."""
    return " ".join(re.sub(r"(?<=[a-z]{2})(?:ies|es|ed|ing|s|e|y)$", "", _BASE.get(word, word)) for word in english.split())

"""What a question asks for: its kind, the unit and the dates it names, and the words evidence must cover.

Rules over folded text, no model: a question of thirty characters is understood in well under a millisecond.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rag.text.colloquial import grammatical
from rag.text.courtesy import bare
from rag.text.dates import DateMention, find_dates
from rag.text.fold import fold_text
from rag.text.language import is_english
from rag.text.lexicon import COUNTRIES
from rag.text.numbers import find_quantities, number_of
from rag.text.tags import is_tagged
from rag.text.units import named_counter, unit_table
from rag.understand import account
from rag.understand.aspect import ACCOUNTS, GROUNDS, asked_aspect, asks_for_clauses, without_aspect
from rag.understand.english import english_kind
from rag.understand.kinds import QuestionKind

MONEY = "货币"  # any currency: the question asks for money and names none
NUMERIC: frozenset[str] = frozenset({"amount", "count", "share", "multiple", "rank", "duration"})

MEASURES = (
    "点个家项条名人位台套件座种类批次届场支辆艘架张株棵枚列吨亩公顷亿万元倍岁年月天日小时分钟平方米公里米部款所只头户页册份处篇幅封起间桩宗例栋幢层轮级颗粒度首桶箱匹尾羽罐瓶盒袋杯碗趟班"
)
# What measures and is written with more than one character.
_MEASURES_LONG = "美元|欧元|港元|日元|平方公里|平方千米|平方米|平米|立方米|毫升|公里|千米|英里|海里|厘米|毫米|公斤|千克|公顷|千瓦时|兆瓦时|吉瓦时|[kmgt]wh|千瓦|兆瓦|吉瓦|[kmg]w|摄氏度|小时|分钟"

# 被称为什么, 更名为什么, 用来作为什么 ask for a name or a thing, not for a reason.
_NAMES, _NAMED = "[称名作改叫换变译誉评视定选成编分设化转]", "(?:名字?|名称|称号|样子?|地方|角色|职务)?"

_PROVINCES = "|".join(COUNTRIES[COUNTRIES.index("北京") :].split())
_SCOPE = rf"(?:全[球国省市区县]|世界|国[际内]|[省市业行区]内|亚洲|欧洲|东南亚|行业|业界|同[行类业]|长三角|珠三角|大湾区|华[东南北中]|{_PROVINCES})"
# Where something stands among its like (在全省处于什么位置), told as a rank: 第三, 最大, 首个, 十强之一.
_STANDING = (
    r"(?:处[在于]|[居占排算是]|站在)[^,?]{0,4}?(?:什么|啥|怎样的?|何种|哪一?个|第?几)样?的?(?:名次|位次|座次|档次|段位|梯队)"
    rf"|{_SCOPE}[^?]{{0,14}}?(?:处[在于]|[居占排算是]|站在)[^,?]{{0,4}}?(?:什么|啥|怎样的?|何种|哪一?个)样?的?(?:位置|地位|水平)"
    r"|排在?什么位置"
)

_SOMEBODY = "[队球党学社]员|教练|演员|专家|教授|学者|院士|博士|医生|老师|记者|领导|高管|官员|科学家|企业家|工程师|负责人|选手"

# What is told by a figure with its unit, whichever that is: 多大容量, a string of keywords that ends in 刷新率.
_DIMENSION = (
    "容量|功率|[内显]存|厚度|宽度|长度|高度|深度|重量|体重|亮度|刷新率|帧率|(?<!工作)频率|主频|像素|分辨率|续航(?:时间|里程)?|转速|电压|电流|排量|扭矩|[时车航流风]速|风力|海拔|水[位深]|[气水室]温|[温湿]度|[降雨雪水]{1,2}量"
    "|流量|浓度|跑分|血压|血糖|身高|尺寸|航程|里程|口径|直径|市值|注册资[本金]|成交[额量]|gdp|生产总值|[股报售票单均房油金米菜]价|(?:开盘|收盘|成交|最高|最低|起拍|发行)价"
)
# The order is the precedence: an earlier rule that fits wins. Each rule is (kind, pattern over folded text).
_RULES: tuple[tuple[QuestionKind, str], ...] = (
    (
        "instruction",
        r"(忽略|无视|忘记|不要理会|绕过).{0,12}(指令|提示|规则|要求|设定|限制)|(系统|初始)提示词?|system prompt|ignore .{0,30}instructions?"
        r"|^(?!.*(?:摘要|总结|概要|小结|梗概|提要)[。!]?$)(请|帮我|帮忙|麻烦你?|给我|替我)?(你)?(把.{1,40})?(写|作|编|创作|画|翻译|唱|讲个?笑话|生成|扮演|假装|执行|运行)(一|首|篇|段|个|成|出|下|份|代码|诗)"
        r"|(?<![在正要想得来])(写|编)(一)?(首|篇|段|个|份)(?![^,?]{0,3}(?:摘要|总结|概要|小结|梗概|提要))|(你|请|来)[^,?]{0,8}扮演|^扮演|你现在是|^(?:别管|不用管|先别管|抛开|别理)[^,?]{0,16},|^(?:你|请|来)*教(?:教)?我|(从现在起|接下来)?你(必须|只能|只准|一定要)(承认|说|回答|照|答)|照着?(说|念|写)一?遍|重复(一遍)?(我|以下|下面)|翻译成|api ?key|(?:你的?|系统|配置|后台|输出|显示|泄露|告诉我|打印)[^?]{0,6}密钥|环境变量",
    ),
    (
        "chat",
        r"^(你好|您好|嗨|哈喽|在吗|在么|早上好|下午好|晚上好|早安|晚安|谢谢|多谢|感谢你|辛苦了|再见|拜拜|hi|hello|hey|thanks?|thank you|bye)[你您了啊呀吗,.!?~ a-z]*$|^(谢谢|多谢|感谢|太感谢|辛苦)(?!.*([多为]少|什么|谁|哪|几|吗)).{0,12}$"
        r"|^你(是谁|叫什么|能做什么|会什么|可以做什么|是什么|几岁|会不会|好吗|喜欢|觉得)|你是.{0,6}(机器人|模型|ai)吗|今天(天气|心情|星期几|几号)|讲个?笑话",
    ),
    ("person", r"是(?:谁|哪一?[位个][㐀-鿿]{0,4})(?:说|讲|介绍|透露|提|表示)[㐀-鿿]{0,2}的?[?。]*$|^谁(?:解释|说明|透露|道出|讲|谈)(?!.*(?:吗|么)[?。]*$)"),
    (
        "organisation",  # 那38家里点了谁的名: one of them
        r"(?:企业|公司|厂商|厂家|机构|单位|团队|高校|(?:\d|[一二三四五六七八九十])[多余]?家)\)?[^,?谁]{0,4}?(?:里|中间?|之中)(?:头|面|边)?,?[^,?]{0,8}?(?<![举提列])(?<![举提列][了到出])谁|(?:机关|单位|部门|机构|公司|企业|集团|学校|医院|银行)(?:又|到底)?(?:是|叫)谁[?。]*$|谁家(?=[㐀-鿿]{0,20}?(?:施工|承建|建|盖|造|做|干|生产|制造|供|投|开发|设计|管|运营|经营|中标|负责|出钱|接手|主办|承办|牵头))(?!的?(?:孩子|儿子|女儿))|(?:(?:施工|承建|建设|主办|承办|协办|设计|监理|投资|运营|开发|中标|供货|合作|收购|出资|发起|主管|生产|制造|研制|冠名|赞助|牵头|实施|建造|承包|供应|经销|采购|招标|增持|购买|出售|转让|受让|委托|监管|审批|所属|所在|任职|就职|供职)的?[㐀-鿿]{0,2}?(?:方|单位|商|企业|公司|机构|部门|厂家|学校|大学|医院))(?:又|到底|究竟)?(?:是|为|叫)(?:谁|哪一?(?:家|个)|(?:什么|啥)(?=[?。]*$))",
    ),
    (
        "definition",
        r"^(?!.*(董事长|书记|主任|经理|总监|总裁|记者|作者|负责人|主席|创始人|冠军|亚军|季军|得主|[方员师家人者手]是|(?<![成专特生增擅])长是|教练|导演|主[演编创讲播刀]|教授|代表|法人))[^,。?的]{2,20}是(谁|什么人|何许人)[?。]*$",
    ),
    (
        "definition",
        r"(?:^|\s)[含涵]义(?:\s|$)|是(?:一)?[个家座所种支款](?:什么|啥|怎样|怎么样)(?:样)?(?:性质)?的?(?:机构|公司|单位|组织|企业|平台|基地|项目|地方|队伍|活动|会议|产品|东西|概念|体系|制度|机制|政策|行动|计划)(?=[?。,]|$)|是(?:一)?[个家座所种支款套类](?:什么|啥|怎么?)样的?[㐀-鿿]{2,4}(?:体系|制度|机制|格局|模式|机构|平台)(?=[?。]|$)|(?:是|算)(?:一)?[种类](?:什么|啥|怎么?|怎样)样?的?[㐀-鿿]{1,6}(?=[?。]|$)|是(?:什么|啥|怎样|怎么)样?的(?:计划|工程|行动|项目|体系|制度|机制|机构|单位|公司|企业|平台|组织|政策|概念)(?=[?。]|$)",
    ),
    (
        "role",
        r"^(?!.*(?:谁|哪一?位|为什么|为啥|为何|缘何|怎么会)).*(职务|职位|身份|头衔|职称)(?!.*(?:占|多少|比例|哪些))|是(干|做)什么(的|工作)|(在|是)(哪个|什么)(单位|公司|机构|部门)(的|工作|任职)",
    ),
    ("summary", account.ASKED),
    ("rank", r"(?:进步|[上提]升|提高|前进|前移|下降|后退|后移|退步|下滑|(?:[往向]前|[往向]后)[㐀-鿿]?|[挪爬]升?)了?(?:几|多少)(?:个?(?:位次|名次)|[位名])(?=$|[?。,])"),
    ("why", rf"{GROUNDS}|^why\b|出于(?:什么|啥|何种?)(?:样的)?(?:考虑|考量|原因|目的|动机)|(?:怎么|咋)(?:会|就|要|还)?比(?!重|例)[^?]{{1,24}}?(?:早|晚|多|少|快|慢|高|低|大|小|贵|长|短)(?![^?]*(?:多少|几))"),
    ("multiple", r"(增加|增长|增|扩大|提高|翻)(到|至|了|到了)+(原来|以前|原先)?的?(几|多少)倍"),
    (
        "comparison",
        r"(?:哪|谁)[^?]{0,14}(?:大|多|高|快|少|低|早|晚|长|重)[一点些]*,? ?(?:大|多|高|快|少|低|早|晚|长|重)(?:出|了|投|花)*(?:多少|几)"
        r"|(和|与|跟|、|还是)[^?]{2,40}(哪|谁)(一)?(个|家|边)?[^,?]{0,10}((大|多|高|早|快|长|少|小|低|晚|短)[?。]*$|(先|早|晚|后)(开工|竣工|完工|建成|投产|启用|成立|开业|开通|启动|签约|上市|获批|设立|举办))"
        r"|(?<![占同环对相百分评无好])比(?!重(?![点大要])|[例较如赛亚分值率特])[^?]{1,24}(多|少|高|低|大|小|早|晚|快|长|短|贵)(出|了|投|花|引进|招|建|设|占|用|申请|制定|培育|吸引)*(多少|几)|(?<![占同环对相百分评无好])比(?!重(?![点大要])|[例较如赛亚分值率特])[^?]{1,24}[多少][㐀-鿿]{0,3}?(多少|几)|(哪|谁)[^,。?]{0,12}(更|比较)(?![新名改换替迭])|更(大|多|高|早|晚|少|小|低|快|长|重)|相比|对比|比较一下|(?<!对)比[^例重如较分]{1,20}(多|少|高|低|大|小|早|晚|快|贵)(多少|几|了|吗|一些)|(?<!互)相差|差(了)?多少|(?<![至最])多出?多少|(?<![至最])少多少|差额|差距"
        r"|是.{1,24}的(几|多少)倍|(几|多少)倍于|还是.{1,20}(多|大|高|早|晚)",
    ),
    (
        "aggregation",
        r"(?:和|与|、|各)[^?]{2,30}(?:分别|各自|各有)[^?,]{0,12}(?:多少|几)|(?:不是|不属于|不算|不在|并非|非(?![常洲凡]))[^,?]{2,16}(?:的|项目|企业)?(?:有|共|还有)?(?:几|多少)[个家项名人]|(?:除了?|除掉|扣除|扣掉|去掉|除去|刨去|刨掉|撇开)[^?]{2,24}(?:还|其余|其他|剩)[^?]{0,6}(?:几|多少)[个家项名人]"
        r"|(?:其余|剩下|剩余|余下)的?[^,?]{0,8}(?:几|多少)[个家项名人]|(?:其余|剩下|剩余|余下)的?[^,?]{0,8}(?:合计|一共|总共|加起来|共)[^,?]{0,8}(?:多少|几)|加上[^?]{2,24}(?:一共|总共|合计|共|是|有|投资)[^?,]{0,6}(?:多少|几)|(?:\d%|(?:\d|[一二两三四五六七八九])成(?![立为都本效绩果员交长功品]))[^?]*(?:总共|总数|总量|一共|全部|全[省市区国县])[^?]{0,14}(?:几|多少)(?!倍|个?百分)|(?:、|和|与)[^?,]{2,}(?:一共|总共|总计|共)[^?,]{0,8}(?:多少|几)"
        r"|(?:除了?|除掉|扣除|扣掉|去掉|除去|刨去|刨掉|撇开)[^?]{2,30}(?:其余|其他|其它|剩下|剩余|余下)[^?]{0,10}(?:投资|面积|产值|金额|收入)[^?]{0,4}多少"
        r"|(?:、|和|与)[^?,]{2,14},[^?,]{0,8}(?:投资|金额|产值|面积|数量|项目|收入)[^?,]{0,4}?(?:一共|总共|总计|合计|共)(?:是|有)?(?:多少|几)"
        r"|(加起来|[放加]在?一(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|加在一起|累加|平均(?!每[年月日天周季]|一[年月天周个]|[日月年周][^,?]{0,2}))|(按|从).{1,40}(排序|排列|排名|排个序|排一下|到低|到高|到小|到大)|(哪|谁)[^,。?]{0,16}最(?!近|新|后|初|终|有(?!钱)|具|受|适|擅|爱|喜|佳|著|主要|重要|关键|能|难|棘手|头[疼痛]|麻烦|费[劲力事]|[让叫令]人|[啃攻拿]不)|最(多|大|高|少|小|低|早|晚|长|重)的((是|有)(什么|哪|谁|几|多少)|哪|谁|几|多少)"
    ),
    (
        "yesno",
        r"(吗|(?<!什)么|嘛|不|(?<![酒网水书贴茶谁啥几少么哪])吧)[?。!]*$|是否|算不算|是不是|有没有|有无|能否|能不能|可否|会不会|对不对|对吗|属实|真的(吗|假)|没有?[?]$|^(?!.*(?:[哪谁吗呢什么啥怎何几]|多[少大高长久重远]|还是)).*[^为除][了过][?]+$",
    ),
    (
        "why",
        rf"(?<!用来作)(?<!被作)(?:(?<!{_NAMES})为什么|为什么(?!{_NAMED}[?。]*$))|为何|为啥|缘何|何以|(什么|啥|何种)(原因|缘故|理由)|原因(是|有|在于|何在)?|怎么会|之所以|(得益|归功|归因)于(什么|哪)|(?<![困艰])难(点|处)?(就|主要)?在(哪|什么|啥)|因为?(?:[犯出干做惹]了?)?(什么|啥)|干嘛(?=[对要非不这那给把来去总老])",
    ),
    ("how", r"[靠凭](的是|着)?(什么|啥)(?!证)|[拿用](什么|啥)(?:招数?|办法|法子|手段|方法)?(?:来|去)?(?=确保|保[证障住]|解决|破解|吸引|留住|支撑|推动|带动|实现|提[升高]|化解|应对|打动|帮)|(接下来|下一步|今后|将来|未来)[^?]{0,8}(怎么|如何|怎样)|(怎么|如何|怎样)(保证|确保|做到|解决)"),
    ("date", r"哪几(?:天|日|年|个?月|个?星期|周)|几时|起止(?:时间|日期)|从(?:哪一?(?:[天日年]|个?月)|几[月号日点年]|什么时候|何时)[^?]{0,12}?到"),
    (
        "list",
        r"哪些|哪几|哪(?![两三四五]个?字)(?:[两二三四五六七八九十]|\d+)(?![年月天日周点\d]|小时|分钟|个?(?:月|季度|星期|小时|年))[㐀-鿿]|(?<!享)有(些)?什么(?!意|用|关系|联系|关联|渊源|不同|区别|称号|美誉|地位|样的|感受|感想|看法|想法|体会|评价|意见|反应|态度)[^?]{0,8}[?]?$|分别(是|为|有|叫|指)|(?<!属于)(?<!算是)(?<![是属])什么[^?,]{0,6}(模式|产品|类型|品种|生产线|总部|基金|课程|专业|方向|领域|行业|牌照|资质)|列举|列出|列一下|都[要会能将]?(?:做|造|产|生产|卖|种|养|吃|建|干|办)了?(?:些|点|哪些)(?:什么|啥)|都有谁|(?:企业|公司|厂商|机构|单位|高校|品牌|专家|学者|院士|嘉宾|领导)[^,?]{0,2}有谁|都有(什么|啥)|包括(了)?(什么|啥)|包含(了)?(什么|啥)|涵盖(了)?(什么|啥)",
    ),
    ("list", r"(?:[两二三四五六七八九十]|\d+)[家个位名所][^,?和与跟]{0,10}?(?:都|各|分别)(?:是|有|叫)(?:谁|什么|啥)"),
    ("list", r"(?:企业|公司|厂商|机构|项目|产品|单位|高校|品牌)[^?]{0,3},?[^,?]{0,6}(?:举|点|提|列)(?:到|出|了|名)*谁"),
    ("what", r"比分[^?]{0,4}(多少|几)|几比几|几号(?:球衣|战袍|球服|选手|赛道|[楼馆厅门线路桌院井炉]|机组|展[位馆]|窗口|车厢|包厢)|(?:穿|披)[着的了]?几号|(?:编号|型号|代码|[号番]码|电话|热线|邮编|网址|车牌号?|版本号?|证号|文号|账号|密码)(?:又|都)?(?:是|为)?(?:多少|几号?)"),
    (
        "rank",
        _STANDING + rf"|{_SCOPE}[^,?]{{0,2}}前(?:几|多少)(?![年月天日个期])(?![^?]*[谁哪])|前(?:几|多少)[名位强](?![^?]*[谁哪])" + r"|排[^,?]{0,6}(?:多少|几)[名位](?=[?。]*$)|第几|(?<![安编])排(在)?(第)?几|排?老几|连续几年.{0,6}第一(?=名)|(?<![安编])排名?(第)?(几|多少|什么|如何|怎)|(?:排|进|入|列|居|跻身)[^,?]{0,3}前(?:几|多少)(?![年月天日个期])|(几|多少)(个)?位次|位列|名列|位次|(?:进步|上升|提升|前进|前移|下降|后退|退步|下滑)了?(?:几|多少)[位名](?=$|[?。,])",
    ),
    (
        "share",
        r"百分之(几|多少)|多少是[^,?]{2,16}?(?:贡献|来自|完成|创造|提供|承担|拿下|占)|(?:占了?|(?:拿|抢)[下到]了?)(?:多大|多少)的?[㐀-鿿]{0,2}(?:份额|比重|比例|部分|比率|一?[块片头成](?![地场]))|(?:(?<![效频功速汇概新辨帧])率|权重)(?:分别)?(?:是|为|有|占|定在?|达到?|约|大概|现在)*(?:多少|多大|多高|几何|几)|权重[?。]*$|占比|比例|比重|百分比|百分点|(?:多少|几)个?基点|占(?!地|用).{0,24}(多少|几成)|几成|增长率|增速|增幅|[涨升降跌]幅(?:是|为|达到?|有|约|大概|又)*(?:多少|多大|几|呢|[?。]*$)|(增长|上涨|下降|提高|增加|缩短|减少|涨|跌)(了)?(多少|几)(?!个|家|项|亿|万|元|位|天|年|月|小?时|分|点|人|户|套|吨|米|公|[平立]方|摄氏|度|美|块|名|次|股|倍|钱|件|台|辆)|强度.{0,6}(多少|多高|多大)",
    ),
    ("multiple", r"(几|多少|何)倍"),
    (
        "duration",
        r"(?<![没不])多久|(?<!没)多[长少]时间|(连续)?(?<![这那近前])(几|多少)(个月|年|天|周|个?小时|分钟|个?星期)(?!份|度|代)(?=[^,]{0,8}$|来|以来|拿下|位居|保持|内|前|后|更新|一次|的时间)",
    ),
    (
        "date",
        r"什么时(候|间|刻)|啥时候?|何时|何年|何月|何日|哪一?(年|天|日|个?月|月份|个?季度)|几(月|号|日|时|点)(?!.{0,2}会)|多会儿|日期|时间(是|为|呢|点|[?。]*$)|什么年|哪个(年份|时间|日期)",
    ),
    (
        "person",
        rf"谁|哪(一)?位|何人|什么人|哪一?个人(?![员才口])|[那这]一?位[㐀-鿿]{{0,10}}(?:是|叫)(?:什么|啥)(?!时|样)|哪一?[个名][㐀-鿿]{{0,6}}?(?:{_SOMEBODY})(?![㐀-鿿]?[团队会室站])|" + r"(负责人|董事长|总经理|主任|书记|记者|作者|创始人|总监|经理|工程师|主席|院长|校长)(是|叫|为)(?!哪一?[家个])(什么|谁)?|叫什么名字|姓[甚什啥]|姓名",
    ),
    (
        "place",
        r"哪里|哪儿|何处|何地|什么地方|在哪(?![个家种类所份本部只项款块台套辆艘架届门支批名位期级一])|哪一?[个座处片块]?(省|市|县|区(?!别)|镇|街道|城市|地区|国家|地方|园区|高新区|位置|片区|新区|开发区|经开区|自贸区|工业区|街区|社区|小区|城区|校区|工地|地块|科技城|新城|路[上口](?=[?。]|$))|哪一?[个座条处片块](?:[㐀-鿿]{0,2}[园村乡岛湖河江港山街路](?=[里上中内]?(?:[^㐀-鿿]|$))|[㐀-鿿]{0,2}(?:广场|公园|场馆|校区|口岸|码头)|[㐀-鿿]{0,4}(?:体育(?:馆|场|中心)|会展中心|会议中心|展览馆|剧院|礼堂|酒店|宾馆|会场|大厅))|哪一?[个家处块][^,?]{0,8}的?(?:工地|施工现场|建设现场|现场|场地|地块)[上里]?(?=[^,?]{0,6}[?。]*$)|(?<![踢打]什么)位置|地址|地点|坐落|位于(什么|哪|何)",
    ),
    (
        "organisation",
        r"哪(一)?(家|所)(?!刊物|期刊|杂志|学报)|哪一?个(?:研究)?(?:所|院|局|厂|校|社)(?![子区长地])|哪个(公司|企业|单位|机构|机关|部门|部委|集团|大学|高校|学校|医院|银行|组织|媒体|报|协会|商会|学会|药企|车企|[国央民外]企|厂家|厂商)|什么(公司|企业|单位|机构|部门|部委|集团|大学|高校|组织)",
    ),
    (
        "amount",
        rf"多[大高长重宽深厚快]的?(?:{_DIMENSION})|^(?![^?]*(?:怎|如何|什么|啥|哪|谁|何|咋)).*(?:{_DIMENSION})[?。]*$|(?:卖|报|定|开|出)(?:了|出|的是|的)?(?:什么|啥)价[钱格位]?(?=[?。,]|$)"
        rf"|(?:{_DIMENSION})(?:是|为|有|达到?|约|大概|又|能|可|会|共)*(?:多少|多大|多高|几何)(?=[?。,]|$)",
    ),
    ("amount", r"多少[㐀-鿿]{0,3}?(?:款(?!项目|式)|(?<!基)金(?![牌属融])|费用?(?![者城])|损失|薪[水资酬]?|债务?)(?=[?。,]|$)"),
    (
        "amount",
        r"价[^?谁]{0,8}(?:什么|哪一?个|怎样的?|多大的?)(?:样的)?(?:价格|价位)?(?:区间|范围)|[售票房标进原现单均造]价[^?谁]{0,6}(?:多少|几)|多少(钱|资金|经费|亿|万|元|美元|投资|利税|[㐀-鿿]{0,6}税[收款金]?(?![务率种费])|利润|产值|收入|营收|外资|贷款|补贴|奖金|罚款|租金|[^?]{0,3}(元|美元))|(投资|资金|金额|总额|产值|收入|营业额|销售额|营收|经费|利润|税收|价格|造价|成本|外资|规模|贷款|预算|贡献)[^?谁]{0,12}(多少|几何|多大|多高|几)|(?:金额|价格|单价|总价|价款|成本|造价|产值|收入|营收|利润|总额|票价|面积|体重|身高|高度|长度)(?:是|为)(?:什么|啥)[?。]*$|多大(面积|规模)|占(地|了)?多大|多大(一块)?(地|场地|地方|地盘)|面积.{0,4}(多少|多大)|(?:跑|开|飞|行驶|(?<!增)速度|[时车航]速)[^?]{0,4}(?:多快|多少)|(多|有)(重|沉|大|长|高|宽|深|远|厚|薄|粗|快)[?。]*$|重量|(?:花|投|卖(?![了出掉]*(?:多少|几)(?!钱|元|亿|万)[㐀-鿿]{2})|亏|赚|罚|捐|赔|融|缴|付)[了资到入款出掉]*(?:多少|几)(?![^亿万元?]?[个家项条名人位台套座种股票])|(投资额?|金额|产值|营业额|造价|面积|经费|外资)[?。]*$|(?:钱|投入|投资|资金|金额|收入|产值|经费|利润|销售)[^,?]{0,6}(?:到|达)[了到]?(?:什么|怎样的|多大的?)(?:规模|水平|数|量级)",
    ),
    ("count", r"多少|(?<![前近这那])几(?![乎度经许点何])|数量|人数|个数"),
    ("how", r"怎么|怎样|如何|咋|什么(样的)?(措施|办法|做法|举措|方式|手段|方法|途径|模式|服务)"),
    (
        "definition",
        r"^什么(是|叫)|^[^,?的]*(?<![为名称])(是|指的是)(什么|啥)(概念|东西)?[?。]*$|指的?是?(什么|啥)|何谓|(什么|啥)意思|[含涵]义(是|指的?是)?(什么|啥)",
    ),
)
_TIMES = frozenset({"年", "周年", "岁", "周岁", "秒", "个月", "个季度", "工作日", "交易日", "年代", "度"})
_OPEN: frozenset[QuestionKind] = frozenset({"what", "list", "why", "how", "definition", "role", "place"})
_GROUNDS = re.compile(GROUNDS)
_ITEMS = frozenset({"benefit", "merit", "result"})
_ENUMERATES = re.compile(r"哪些|哪几|哪[两二三四五六七八九十\d]|分别|列")
_TOLD_BRIEFLY = re.compile(r"(?P<what>[^?]*(?:什么|啥|哪|怎|如何|为何)[^?]*?)[?,。](?:请|麻烦|你|给我|用|简单|简要|大致|[一两二三四五几]+句话?|地|来)*(?:说说|讲讲|谈谈|[说讲谈]一[说讲谈]|概括|[说讲])(?:一?下|清楚?)?[。!?]*$")
_SINCE = re.compile(r"(?:对比|相比|比|较|同)(?:今年)?(?:年初|去年|上年|前年|上月|上季度|同期|前一年|上一?年度?)[^,?]{0,8}(?:多少|几)[^?]{0,6}[?。]*$")
_TIMES_BEFORE = re.compile(r"(?:当初|原来|原先|起初|过去|从前|以前|之前|那时|当时|[年月]前|前)的?(?:时候)?的?(?:几|多少)倍")
_CLASS_QUOTED = re.compile("(?<![为因])(?:什么|啥|哪一?[个种类项条])\"([㐀-鿿]{1,6})\"(?!字|打头|开头)")  # 一个什么“官”
_DOER = re.compile("(施工|承建|建设|招商|设计|监理|主管|主办|承办|协办|牵头|投资|运营|发起|中标|签约|合作)(?:单位|机构|部门|主体|方)")
_ILLNESS = re.compile("(?:治|医|防|患|得)[疗治的了]{0,2}(?:什么|啥|哪[种类])(病)(?=[症的?。,]|$)")
_ATTRIBUTE = re.compile(r"的([㐀-鿿]{2,6}?)(?:被?称|合称|又)?(?:是|叫做?|为)(?:什么|啥)(?:名字?)?[?。]*$")
# 介绍增幅的经理叫什么 asks for no growth: what asks for a name goes before a figure that is only spoken of.
_NAMED_KINDS: frozenset[QuestionKind] = frozenset({"date", "person", "place", "organisation"})
_NAME_ASKED = re.compile(r"谁|叫(?:做|作)?(?:什么|啥)|哪|何[人时处地]|(?:什么|啥)(?:时候|地方|人|公司|企业|单位|机构|部门)")
_FIGURE_ASKED = re.compile(r"多少|几(?![乎度经许点何])|多[大高长久重深远宽快]|[a-z]{3}")
_STARTS_AT = re.compile("(?<=从)多少起")  # 价格从多少起
_CALLED = re.compile(r"叫(?:做|作)?(?:什么|啥)(?:名字?)?[?。]*$")
_THING_CALLED = re.compile(
    r"(?:体系|系统|通道|平台|计划|行动|活动|品牌|产品|项目|工程|公司|企业|机构|园区?|基金|技术|软件|型号|品种|[车船艇机书片剧歌店馆桥药酒茶菜楼塔站院所校厂港湖河山岛节赛奖路街镇村城湾区库网鱼花树法展品]|中心|材料|电池|芯片|设备|仪器|装置|模型|课题|政策|文件|制度|联盟|[协商学]会|物种|故事|事件|战[役争]|小说|诗|专辑|乐[队团]|电视剧|电影|游戏|节目|频道|报纸|语言|方言|民族|行星|卫星|恒星|星座|山脉|河流|海[峡湾]|[教寺]堂|宫殿|软体|细胞|蛋白质?|元素|理论|定律|算法|俱乐部|政党|[军部]队|系列)的?叫(?:做|作)?(?:什么|啥)名字?[?。]*$"
)
_DAY = re.compile(r"\d{1,2}[日号月]")
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)

# Interrogative phrases and politeness: they say what is asked, evidence need not repeat them.
_ASKING = re.compile(
    r"^(?:核[稿对实]|校[对样]|求证|请教|问一下|确认一下|编辑问?|读者问)[:,]|,这[样么种](?:写|说|讲|表述|提)法?(?=[对准正没属]|[?。]*$)|大约|大概|约莫|到底|究竟|具体|(?:什么|啥)东西|老家|籍贯|祖籍|百分比|属实|(至少|最少|起码|最多|至多)有?|不止|对不对|是吗|对吗|没有(?=[?。]*$)|(两|三|几|这|那|哪)(样|类)(东西)?|文中|点了?(?:谁的)?名|贵[报刊社台]|门牌号?码?(?=地址|[是在?])|举了|那天|那会儿|接下来|下一步|以后|之后|将来|打算|这次|此次|本次|目前|现在|其实|真的"
    rf"|多[大高长重宽深厚快]的?(?:{_DIMENSION})" + r"|[卖报]?(?:什么|啥)价[钱格位]?|从哪[里儿]?(?:出发|起飞|始发|启程|起步|发车)|(?:起点|终点|出发地|目的地)(?=又?[是在]?(?:哪|什么|何))|处[在于]|(?:什么|啥|怎样的?|何种|哪一?个)样?的?(?:位置|地位|水平|名次|位次|座次|档次|梯队|称号|美誉)"
    r"|[它他她]们|(只|仅)(有|是)?|数量|金额|时间|日期|地点|地址|名称|哪(个|家|所)?(机构|部门|单位|公司|企业|地方|城市)|姓名|姓[什甚啥]么?|职务|职位|身份|头衔|职称|干什么的|做什么的|哪个单位的?"
    r"|请问一?下?|请(你)?(告诉我|说说|列举|列出|介绍|简述|回答)(一下)?|我想(知道|问|了解)一?下?|想(知道|问|了解)一?下?|麻烦(问|你)?一?下?|能不能告诉我|帮我查一?下?|查一下|告诉我|据(报道|悉|介绍|资料|文章)|根据(资料|文章|报道|文中)|(这|本|该)?(篇)?(文章|报道|资料|新闻|文中|材料)(里|中|提到|说|显示|介绍)*"
    r"|(?:用|拿)?(?:[一两二三四五几]{1,2}|\d)(?:到[两二三四五\d])?句话|(?:请|麻烦)?(?:给|帮|跟|替)我(?=讲|说|谈|聊|介绍|总结|概括|归纳)|(?:讲讲|说说|谈谈|聊聊|讲一讲|说一说|介绍一?下|介绍介绍|简要|简单|大致|整体|总体)(?:地)?|总结(一下)?|概括(一下)?|概述|归纳|摘要|概要|大意|梗概|主要(内容|讲了|说了)|讲了?些?什么|说了?些?什么|(的|这条|那条|这篇|那篇|该篇|一篇)*(文章|报道|新闻|消息|内容)"
    r"|(?<=[^,。?])的人(?=[说讲])|(?:对|跟|向|和|同|给)(?:本报|本台|本刊)?记者|接受(?:了)?(?:本报|本台)?(?:记者)?采访(?:时|的)?|(?:在|处于|是)?(?:什么|啥|哪一?个|怎样的?|多大的?)(?:样的)?(?:价格|价位|数值)?(?:区间|范围)(?=内?[?。,]|$)|累计(?=[涨跌升降增])|百分之(几|多少)|为什么|为何|为啥|干嘛|怎么样?|怎样|如何|是什么(意思|时候|时间)?|什么(时候|时间|样的|样|地方|人|原因|名字|意思)?|啥(时候)?|何时|何地|何处|何人|谁|哪(一)?(年|天|日|月|些|几|个|家|位|里|儿|项|条|所|种|类|座|处|片|本(?!地|人)|份|篇|款(?!项)|台(?![电商])|部(?![门委])|支(?![行付部])|方面|[两二三四五六七八九十][个份家项条位])?"
    r"|多少(钱|(?:万|亿)?(?:平方公里|平方千米|平方米|立方米|毫升|公里|千米|公斤|千克|公顷|千瓦|兆瓦|美元|欧元|港元|日元|小时|分钟)"
    r"|[个家项条名位种次张件台套座辆只间期届批所份栋幢层首篇部户枚颗棵粒桩宗幅款支艘架场顶亩吨罐瓶盒袋箱杯桶碗趟]|人(?![才员口士民均次]))?|有?多[厚深宽远沉薄粗快](?=[?。,]|$)|多(大|高|长|久|重)|几([个家项条名位种次月号年倍成张件台套座辆只间期届批所罐瓶盒袋箱杯桶碗趟]|期(工程|项目))?|第几|是否|是不是|有没有|有无|能否|能不能|分别|一共|总共|共计?|都有|吗|呢|吧|嘛|么"
)
# Only what is almost never part of a name parts terms; other function characters just weigh little (see evidence).
_FUNCTION = re.compile(r"(?<=[㐀-鿿])(?<!的)那个|[的了着们吗呢吧啊么是和与及或在被把将从对]|(?<=[^a-z0-9])[为由向让给](?=[^a-z0-9])|(?<=[a-z0-9])加(?=[㐀-鿿])")
ENGLISH_STOP = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "has", "have", "had", "how", "what", "which", "who", "whom", "whose", "when", "where", "why", "many", "much", "it", "its", "this", "that", "these", "those", "will", "would", "can", "could", "may", "might", "should", "must", "there", "their", "they", "he", "she", "his", "her", "him", "them", "i", "you", "we", "my", "your", "our", "me", "us", "as", "about", "into", "than", "s", "t", "if", "any", "some", "all", "each", "both", "either", "so", "such", "not", "no", "only", "also", "just", "during", "while", "between", "among", "under", "over", "after", "before", "since", "until", "within", "without", "through", "against", "per", "via", "up", "out", "off", "down", "back", "s'", "did"]
)
_ENGLISH_NOUN = re.compile(r"\b(?:which|what|how (?:many|much)) (?!(?:of|else)\b)((?:[a-z][a-z&-]*(?: |(?=\W)|$)){1,4})")
_IN_A_NAME = re.compile(r"(?<=[a-z] )(?:Greater|Larger|More|Most|Higher|Great|Less|Later|Longer) (?=[A-Z])")
_RUN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]+|[a-z]+(?:[-.][a-z]+)*|\d+(?:\.\d+)?%?")
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_UNITS: tuple[tuple[str, str], ...] = (
    ("%", r"比例|占比|比重(?![点大要])|增长|增速|增幅|[涨增升降跌]得|涨幅|降幅|强度|百分"),
    ("倍", r"翻[^,?]{0,4}倍数?|倍数"),
    ("美元", r"美元|dollar|usd"),
    ("元", r"元|人民币|yuan|rmb"),
    (
        MONEY,
        r"钱|市值|成交额|注册资[本金]|gdp|生产总值|[股报售票单均房油菜标原现]价|(?:开盘|收盘|成交|最高|最低|起拍|发行|什么|啥)价|(?:赃|善|欠|货|贷|存|罚|借|保证|定|佣|押|奖|租)[款金]|损失|工资|月薪|年薪|(?:[投花亏赚罚捐缴付]|卖(?![了出掉]*多少(?!钱|元|亿|万)[㐀-鿿]{2}))(?:了|入|出|掉)?多少|投资|资金|经费|金额|产值|收入|营业额|销售额|营收|利润|税收|[交缴纳创][^,?]{0,3}税|税[款金]|利税|价格|造价|成本|外资|贷款|预算|融资|补贴|(?:更|最|谁)贵|罚|亏损|放款|授信|(?<![份名限])额(?![度外头定])|cost|invest|money|capital|revenue|\bvalue|price|budget|income|profit|\bsales|fund|worth|\bloan|salary|turnover",
    ),
    ("平方米", r"面积|用地|占地|占多大|多大(?:一块)?(?:地|场地|地方|地盘)|亩|平方米|公顷|\barea|\bland\b|square|hectares|acres|\bmu\b"),
    ("克", r"多重|多沉|重量|重达|吨|公斤|weigh|\btons|tonnes|kilogram"),
    ("米", r"多快|[时车航]速|多长|长度|高度|[多水][厚薄宽深]|[厚宽深]度|身高|海拔|公里|多远|里程|更长|最长|length|longer|longest|shorter|shortest|\btall|\bhigh\b(?!-)|\bheight|\bdeep|\bhow far\b|met(?:er|re)s|miles|\bfeet"),
)
_MEASURING = tuple((unit, re.compile(pattern)) for unit, pattern in _UNITS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    folded: the text in search form. kind: what is asked for. unit: the canonical unit wanted (``元``, ``%``…; ``货币`` for
    money of any currency) or empty.
    measure: the measure word after 多少/几 (``个``, ``家``…) or empty. noun: what the measure word counts, or what
    哪个/什么 asks for (哪个集群), or empty.
    dates: ISO prefixes the question names (``2020-11``). numbers: quantities the question states, as written.
    limit: how many items or sentences are asked for (哪三个, 两句话), 0 when the question does not say.
    aspect: the facet that an open question asks for (``aspect.py``), or empty. in_clauses: it is told in whole clauses.
    terms: maximal content strings, in order; evidence must speak of them.
    """

    text: str
    folded: str
    kind: QuestionKind
    unit: str = ""
    measure: str = ""
    noun: str = ""
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    english: bool = False
    limit: int = 0
    aspect: str = ""
    in_clauses: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


_UNSEEN = frozenset(["Cf", "Cs", "Co", "Cn", "Mn", "Me"])


def cleaned(text: str) -> str:
    """``text`` as it is searched: composed, without invisible characters and the marks that pile up on others.

    Unicode's composition takes quadratic time over piled marks, so the caller bounds the length first.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        char for char in composed
        if char.isspace() or not (unicodedata.category(char) in _UNSEEN or unicodedata.category(char) == "Cc")
    ).strip()


def understand(text: str) -> Question:
    """Kind, unit, dates, numbers and content terms of ``text``; never fails, ``what`` when nothing else fits."""
    text = bare(text)
    folded = grammatical(" ".join(fold_text(text).split()))
    unnamed = _IN_A_NAME.sub("", text)  # Greater Bay compares nothing
    ruled = folded if unnamed == text else grammatical(" ".join(fold_text(unnamed).split()))
    english = is_english(folded)
    kind = _kind(ruled, english)
    front = _TOLD_BRIEFLY.match(folded) if kind == "summary" else None
    if front and asks_for_clauses(front["what"]) and asked_aspect(front["what"]) not in ACCOUNTS:
        kind = next((kind for kind, rule in _COMPILED if rule.search(front["what"])), "what")  # 有哪些好处?简单说说
    measure, noun = _measure(_STARTS_AT.sub("多少", folded))
    if kind in NUMERIC and _NAME_ASKED.search(folded) and not _FIGURE_ASKED.search(folded):
        kind = next((named for named, rule in _COMPILED if named in _NAMED_KINDS and rule.search(folded)), "what" if _CALLED.search(folded) else kind)
    if kind == "person" and _THING_CALLED.search(folded):
        kind = "what"
    if is_tagged(folded) and kind in ("summary", "definition", "what", "role"):
        kind = "yesno"
    if kind == "comparison" and _TIMES_BEFORE.search(folded):
        kind = "multiple"  # of itself: the source says by how much it grew
    if kind == "comparison" and measure and _SINCE.search(folded):
        kind = "count"  # 比年初多了多少家: the source says by how many
    if kind in ("amount", "count") and measure:
        kind = "amount" if re.search("[亿万元]", measure) or _measures(measure) else "count"
    open_ended = kind in _OPEN
    in_clauses = open_ended and asks_for_clauses(folded)
    aspect = asked_aspect(folded) if open_ended else ""
    if in_clauses and (kind == "place" or (kind == "list" and not (aspect in _ITEMS and _ENUMERATES.search(folded)))):
        kind = "what"  # 厉害在哪儿, 有什么打算, 做了哪些事
    dates = find_dates(folded)
    mentions = [mention for mention in dates if mention.value]
    days = [mention for mention in dates if not mention.value and _DAY.match(mention.text)]  # of no known year
    undated = _without(folded, mentions)
    return Question(
        text=text.strip(),
        folded=folded,
        kind=kind,
        unit=_unit(folded, kind, measure),
        measure=measure,
        noun=noun,
        dates=tuple(dict.fromkeys(mention.value for mention in mentions)),
        numbers=tuple(quantity.text for quantity in find_quantities(undated)),
        terms=(*content_terms(_content(_without(folded, [*mentions, *days]), kind, in_clauses), figures=kind != "yesno"), *_days_named(days)),
        limit=_limit(folded),
        english=english,
        aspect=aspect,
        in_clauses=in_clauses,
    )


def _kind(folded: str, english: bool) -> QuestionKind:
    found = (kind for kind, rule in _COMPILED if rule.search(folded) and (not english or kind in ("instruction", "summary")))
    return next(found, english_kind(folded) if english else "what")


def _without(folded: str, mentions: Sequence[DateMention]) -> str:
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        folded = folded[: mention.start] + " " + folded[mention.end :]
    return folded


def _days_named(days: Sequence[DateMention]) -> tuple[str, ...]:
    """The month and the day of what names no year, each by itself: 7月, 13日."""
    return tuple(dict.fromkeys(part for day in days for part in _DAY.findall(day.text)))


def _content(undated: str, kind: QuestionKind, in_clauses: bool) -> str:
    """The question without the words that only say what sort of answer it wants."""
    if kind == "organisation":
        undated = _DOER.sub(r"\g<1>", undated)
    if kind == "summary":
        return without_aspect(account.account_of(undated))
    return without_aspect(undated) if in_clauses else _GROUNDS.sub(" ", undated)


def asked_words(folded: str) -> str:
    """What an English question asks for by name: ``key projects`` of how many key projects started; empty when nothing."""
    found = _ENGLISH_NOUN.search(folded)
    if not found:
        return ""
    words: list[str] = []
    for word in found.group(1).split():
        if word in ENGLISH_STOP:
            break
        words.append(word)
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            break
    return " ".join(words)


def content_terms(folded: str, figures: bool = True) -> tuple[str, ...]:
    """Maximal runs of content characters once interrogatives and function words are taken out, in order.

    figures: quantities are terms of their own, whole; without it they are left out (a claim's figure may be false).

    A single Han character left alone says nothing and is dropped; English stop words too.
    """
    spelt = [
        quantity.text
        for quantity in find_quantities(folded)
        if quantity.kind not in ("year", "date", "code", "ordinal") and not folded[: quantity.start].endswith("哪")  # 哪两份
    ]
    for quantity_text in spelt:
        folded = folded.replace(quantity_text, " ", 1)
    terms = spelt if figures else []
    for run in _RUN.findall(_FUNCTION.sub(" ", _ASKING.sub(" ", folded))):
        if (_HAN.match(run) and len(run) < 2) or run in ENGLISH_STOP:
            continue
        terms.append(run)
    return tuple(dict.fromkeys(terms))


def _limit(folded: str) -> int:
    found = re.search(r"哪([两二三四五六七八九十]|\d+)|([一两二三四五六七八九十]|\d+)句话", folded) or re.search(
        r"([两二三四五六七八九十]|\d+)[个家所项大][^,?]{2,12}(?:是|有|为|叫)(?:哪|谁|什么|啥)", folded
    )
    return number_of(next(filter(None, found.groups()))) if found else 0


def _measure(folded: str) -> tuple[str, str]:
    found = re.search(
        rf"(?:多少|(?<![这那近前])几(?!何))((?:亿|万)?(?:{_MEASURES_LONG}|(?!分量)[{MEASURES}样])?)([^\W\d_a-z]{{0,8}})", folded
    )
    if (not found or not (found.group(1) or found.group(2))) and (counter := named_counter(folded)) and _FIGURE_ASKED.search(folded) and not re.search("[百比占]", folded):
        return counter, ""
    if not found:
        kind = re.search(
            r"(?:哪一?[个家种类所座些只部款份本首支台辆艘架块场片项条]|哪(?:几|[两二三四五六七八九十]|\d+)(?:个|家|种|类|项|所|大|样|款|条|座)|(?<![为因])什么(?!时候|时间|地方|名字|名称))((?:(?!的)[㐀-鿿]){2,8}?)(?=[上里中内]?(?:[?。,的]|是|叫|要(?!素)|能(?!源|力|量|效)|可以|将|被|由|会(?!议|展|社)|$))",
            folded,
        )
        kind = kind or _ILLNESS.search(folded) or _CLASS_QUOTED.search(folded) or _ATTRIBUTE.search(folded)
        return "", kind.group(1) if kind else ""
    noun = _FUNCTION.split(_ASKING.sub(" ", found.group(2)))[0].strip()
    return found.group(1), noun


def _measures(measure: str) -> str:
    """The canonical unit of a measure word that measures something and no time (公斤: 克); empty of any other."""
    unit = unit_table().get(measure.lstrip("亿万"))
    return unit.name if unit and unit.kind == "measure" and unit.name not in _TIMES else ""


def _unit(folded: str, kind: QuestionKind, measure: str) -> str:
    if kind == "share":
        return "%"
    if kind == "multiple":
        return "倍"
    if kind not in ("amount", "count", "comparison", "aggregation"):
        return ""
    if kind == "amount" and measure in ("亿", "万亿", "千亿", "百亿"):
        return MONEY  # 做到了多少亿: nothing else is told in hundreds of millions of nothing
    if kind in ("amount", "aggregation") and (unit := _measures(measure)):
        return unit
    if kind in ("amount", "count"):
        folded = re.sub(_UNITS[0][1], "", folded)  # the growth of an amount is asked for as a share
    return unit_of(measure if measure.strip("亿万") and kind in ("amount", "count") else folded)


def unit_of(folded: str) -> str:
    """The canonical unit in which what ``folded`` names is measured (总投资: 货币; 占地: 平方米); empty when it names none."""
    return next((unit for unit, pattern in _MEASURING if pattern.search(folded)), "")

"""Comparisons and sums in the one wording that ``task`` and ``plan`` read: 是甲多还是乙多 as 甲和乙,哪个更多; 相加 as 合计.

Over folded text; what has none of these forms stays as it is.
"""

from __future__ import annotations

import re

from rag.ground.sentences.coordination import ADJECTIVE, EVENT, MODIFIERS, NOUNS, THINGS
from rag.ground.sentences.spoken import ARRIVED
from rag.text.numbers import find_quantities

_ADJ = rf"(?:{ADJECTIVE}|便宜|划算|省钱|猛|厉害)"
_SUM = re.compile(
    r"(?:全|都|一起|一并|简单)?(?:相加|加总|累加|累计起来|汇总(?:起来|一下)?|(?:合|加|算|凑|放|并|归|堆)(?:在|到|成)一(?:起|块儿?|处|堆)|合并(?:起来|计算|在一起)?|总起来|合着|打总|归拢)(?:算|来看|看)?(?:的话)?"
)
_END = r"(?=$|[,?。!呢啊吗]|还是)"
_A_LITTLE = re.compile(
    rf"(?<=[得更要些谁个家边样类种项方栋座所年条])(?P<more>(?:更|要)?{_ADJ})(?:一点儿?|一些|些|点儿?){_END}|(?P<bare>{_ADJ})(?:一点儿?|一些|些){_END}"
)
_MORE = rf"(?P<how>(?:(?:投|花|增|涨|升|长|卖|占|用|来|建|产|跑|办|动|起|完)?[得了]?(?:更|要|最)?)(?P<adj>{_ADJ}))"
_OR_SIDE = re.compile(rf"^(?:更|要)?(?:{_ADJ})(?:了|些|一些|一点)?$|^(?:一样|相同|持平|相反|差不多|没有?|不)")
_LEFT, _RIGHT = re.compile(rf"^(?P<a>.{{2,}}?){_MORE}$"), re.compile(rf"^(?P<b>.{{2,}}?){_MORE}$")
_ASKED_FIRST = re.compile(
    rf"^(?P<lead>[^,]{{0,16}}?,?)(?P<who>谁|哪(?:一|个|家|边|方|样|类|项|座|栋|所|种|年|级)*)(?P<how>[^,和与跟、]{{0,8}}?(?:更|最|要)?{_ADJ})[,:是]+"
    r"(?P<a>[^,]{2,}?)还是(?P<b>[^,]{2,})$"
)
_MORE_OR_LESS = re.compile(
    r"^(?P<a>.{2,}?)(?<![占同环对相百分])比(?!例|重)(?P<b>(?![去上前今]年|年初|[一二三四]季度|[上下]半年|以前|之前|原来)[^,]{2,}?)(?:要|更|是)*(?P<adj>[多大高快早贵长重])(?:了|些|一些|一点)?,?还是(?:更|要)?(?:[少小低慢晚短轻]|便宜)(?:了|些|一些|一点)?$"
)
_EARLY = re.compile(rf"(?P<when>早|晚|先|后)(?P<event>{EVENT.pattern})$")
_MEASURED = re.compile(rf"(?:翻|涨|增)?的?(?P<noun>倍数|增长|{NOUNS})$")
_BESIDES = re.compile(r"(?<=[中里内,])(?P<part>[^,中里内]{2,}?)(?:以外|之外)的?(?=(?:[^,]{0,6}?)(?:还|共|一共|总共)?(?:有|是|占)?(?:多少|几))")
_GROWS = re.compile(r"(?:的)?(?:同比|环比)?(?:增长|增幅|增速|涨幅)(?:是)?(?P<who>谁|哪一?[个家项])(?:更|最|比较)?(?:多|大|高|快|猛)$")
_HERE = r"(?:的?$|(?=的?(?:那一?[个家项类])?(?:是|叫)?(?:谁|哪|什么)))"
_TOP = re.compile(
    r"(?:排(?:名|位)?(?:在)?第?[一1](?:位|名)?|(?:名列|位列|位居|居|排在?)(?:第一|首位|榜首|头名|前列)|排(?:在)?(?:最)?前[面头]|居首|夺冠|(?:拔得)?头筹|领跑|占(?:优势?|上风|先)|拔尖|领先|(?:最|更)占(?:优势?|上风))"
    + _HERE
)  # 谁的产值排第一: 最高
_WHO_MORE = re.compile(rf"(?:孰|谁)(?P<adj>[大多高快强重长贵少小低])(?:,|而|和)?(?:孰|谁)[大多高快慢强弱轻重长短贵少小低]|孰(?:更)?(?P<one>{_ADJ})")
_WHO_OF = re.compile(r"(?P<of>(?P<noun>项目|企业|公司|园区|产品)(?:之|当)?[中里](?:面|头|边)?,?)谁(?!说|认为|表示)")
_LAST = re.compile(r"(?:垫底|排(?:名)?(?:在)?(?:末位|末尾|最后|倒数第一)|居末|敬陪末座)" + _HERE)
_IN_FRONT = re.compile(
    rf"(?P<who>谁|哪一?[个家座项栋])(?:的)?(?P<first>{EVENT.pattern})?(?:(?:的?时间|日子|日期)(?:上)?)?(?:排|走|落)?在(?P<side>前头?|先|前面|后头?|后面)(?:头)?(?P<event>[㐀-鿿]{{2,6}})?$"
)
_EMPTY_NOUN = re.compile(r"(?<=[个家项谁])的?(?:数字|数额|数目|数值|金额数|体量)(?=(?:更|要)?(?:大|高|多|小|低|少))")
_VERB_FIRST = re.compile(
    rf"^(?P<a>[^,]{{2,}}?)(?P<verb>[卖投花赚涨增长升降]{{1,2}}得)(?P<join>和|与|跟)(?P<b>[^,]{{2,}}?)(?P<who>,?(?:谁|哪一?个))(?P<more>(?:更|要)?{_ADJ})$"
)  # 甲在国内卖得和在国外哪个更多
_OF_KIND = re.compile(
    r"^(?P<of>.{2,}?)的?(?P<noun>[㐀-鿿]{2})(?:这|那)?(?:的)?(?:[两二2](?:项|个|类|种|块)|[双])?(?:指标|数据|口径|数字|部分)?,(?P<a>[^,的]{2,12})的[和与跟](?P<b>[^,的]{2,12})的,?(?P<rest>(?:哪|谁|相差|差|合计|一共).*)$"
)
_FIRST_THEN = re.compile(r"(?:谁|哪个|哪一个)(?:先(?:谁|哪个)?后|早(?:谁|哪个)?晚)")
_SUMMED = re.compile(r"合计(?:之后|以后|后|的)?(?:一共|总共|总计|共)")


_SPELT = re.compile(r"(?=[^,]{0,6}[十百千])[一二两三四五六七八九十百千]{2,}(?=[个家项名条所座种类件])(?!.[多余])")
_TAKEN = re.compile(
    r"^(?P<whole>.{2,}?\d+(?P<m>[个家项条名位座所])[^,]*?),?(?:里面?|[当之]?中)?,?(?:除去|除掉|除了|扣除|扣掉|去掉|刨去|刨掉|减去|撇开)(?P<part>[^,]*?(?P<k>[㐀-鿿][级类型]))(?:的|项目|之外|以外|外|后)*,"
    r"(?P<other>[㐀-鿿]{0,4}[㐀-鿿](?P<k2>[级类型]))(?:的|项目)*(?:还|应|该|共|就)*有?(?:多少|几)[个家项条名位座所]$"
)  # 94个项目除去省级的,市级有几个: the other side of two is what is left


_BOTH_ZONES = re.compile(r"(?P<a>[㐀-鿿]{2,4})(?:、|和|与|跟)(?P<b>[㐀-鿿]{2,4})(?:这)?两(?:地|市|个)的?(?P<kind>高新区|经开区|开发区|自创区|自贸区|新区)")

_SEXES = re.compile("公的?(?P<join>[和与跟、])母的?(?=[,哪谁])|母的?(?P<back>[和与跟、])公的?(?=[,哪谁])")
_SEX_LARGER = re.compile(
    "(?:到底|究竟)?是?(?P<one>公|母|雄|雌)(?:性|的)*(?:更|要)?(?P<adj>[大小长])(?:一些|些|一点)?,?"
    "还是(?:公|母|雄|雌)(?:性|的)*(?:更|要)?(?P=adj)?(?:一些|些|一点)?$"
)
_DENSITY = re.compile("(?:集中|聚集|密集|集聚)程?度")  # of what there is, how much is there
_SCENE = re.compile(r"^[^,和与跟、]{2,12}?(?:会|仪式|活动|论坛|展)上,?(?=[㐀-鿿\d]{3,}(?:和|与|跟|、))")  # where it was, not what of
_OF_SEVERAL = re.compile(rf"(?:这|那)?[两二三四五](?:个|家|项|座|种|类)(?:{THINGS})?(?:里面?|[当之]?中)?,?$")
_STATURE = re.compile("(?P<who>,?(?:谁|哪一?[个种]))(?:的)?(?:个头|身[材体]|体形|体型|块头)(?P<more>更?大|更?小)$")
_PLUS = re.compile(r"(?<=[㐀-鿿])\s*\+\s*(?=[㐀-鿿])")
_OF_KINDS = re.compile(
    r"^(?P<all>.{2,}?\d+[个家项块座][^,]{2,12}?),(?:这|那)?[两三四五2345][类种块](?:项目)?(?:一共|总共|合计|共|加起来)(?:要|会|能|将|需)?(?P<verb>用|占|投资?|花)(?:了|去)?(?P<asked>多少.*)$"
)  # 14个项目,两类合计用多少亩
_TAKEN_OFF = re.compile(
    r"^(?P<whole>[^,]{2,}?\d+(?P<m>[个家项条名位座所])),(?:除去|除掉|除了|扣除|扣掉|去掉|刨去|刨掉|减去|撇开)(?P<part>[^,\d]{2,}?)(?:的|之外|以外|外|后)?,?"
    r"(?:还|就|只|应)*(?:有|剩下?)(?:多少|几)[个家项条名位座所]?$"
)  # 项目94个,减去产业项目还有几个


_NATIONS = {"中": "中国", "美": "美国", "英": "英国", "法": "法国", "德": "德国", "日": "日本", "韩": "韩国", "俄": "俄罗斯", "印": "印度"}
_TWO_NATIONS = re.compile(rf"(?P<a>[{''.join(_NATIONS)}])(?P<b>[{''.join(_NATIONS)}])(?:这)?两(?:国|地|个国家|个市场|大市场)(?:的?市场)?")
_TWO_PLACES = re.compile(r"(?P<both>(?:和|与|跟|、)[㐀-鿿]{2,4}?)(?:这)?[两二](?:个|大|处)(?:市场|国家|地区|地方|区域|省份|城市)")
_SOLD = re.compile(r"(?:的)?(?P<sum>合计|一共|总共|加起来|共)*(?:能|可|会)?卖(?:了|出|掉)*多少(?:钱|元)?$")
_OF_THEM_THE_MOST = re.compile(r"(?:那|这)?(?:几个|些|几家)大?(?P<noun>项目|企业|公司)(?:里|中)(?:面|头)?,?(?:请)?(?:把|将|给)?(?=[^,]*最)")
_NOT_COUNTING = re.compile(
    r"^(?P<whole>[^,]{2,}?)(?:不算|不计|不含|不包括|除去|除掉|除了?|扣除|扣掉|去掉|刨去|刨掉|撇开)(?P<part>[^,\d]{1,8}?)的?(?:以外|之外|外|后)?,?"
    r"(?:还|一共|总共|共|就|只)*(?:有|剩下?)?(?:多少|几)(?P<m>[个家项条名位座所])(?P<things>[㐀-鿿]{2,8})$"
)  # 甲校不算地面的,还有多少个车位
_KIND_COUNTED = re.compile(r"(?P<whole>\d+[个家项座][^,\s]{2,8})[\s,](?P<kind>[㐀-鿿]{1,4}[级类型])的?(?:个数|数量|项目数|数)(?:是|有)*(?:多少)?$")
_CONCERNED = re.compile(r"(?:被点名|被处罚|被罚|受罚|受处罚|被问责|被通报|被追责|涉事|有关|相关)的?(?=[两三四五六七八九十\d]+[名位人])")
_TOTAL_BEHIND = re.compile(rf"(?<=[㐀-鿿]),(?=总(?:{NOUNS}))")

_OLDER = re.compile(  # of the one born first
    "(?P<who>谁|哪一?[个位])(?:的)?(?:(?:年纪|岁数|年龄)(?:更|要|比较)?(?:(?P<old>大|高|长)|小|轻)|(?:更|要|比较)?(?:年轻|年幼))(?:一些|些|一点|几岁)?$"
)


def _digits(spelt: re.Match[str]) -> str:
    stated = find_quantities(f"{spelt.group()}个")
    return str(stated[0].low) if stated else spelt.group()


_FRAME = re.compile(
    r"^(?:拿|就|单就|单从|单看|只看|光看|如果看|要说|说到|论到|针对|关于)(?P<what>[^,]{2,24}?)(?:来说|来看|来讲|而言|而论|来比|方面|的话|上看|上)?,(?=[^,]{2,}(?:和|与|跟|、|比|还是))"
)  # 拿今年的项目来说,甲和乙哪个…: of both
_IN_WHOLE = re.compile(
    r"^(?P<lead>(?:[^,]{2,}?,)?)(?P<p>[^,占]{2,}?)在(?P<w>[^,占]{2,}?)(?:里面?|[当之]?中|内)?(?:所|能|约)?占(?:了|到|据)?(?P<asked>比|(?:的)?(?:比例|比重|份额)|百分|多少|多大|几成)"
)  # 甲在乙里占了多少: 甲占乙的多少


_ITS = re.compile(
    rf"^(?P<of>[^,]{{2,}}?)(?P<what>的?(?:今年|{MODIFIERS}|年度?|的)*(?:{NOUNS})(?:总?[额量])?)(?P<is>,?(?:大约|大概|约)?(?:是|为|相当于|等于|占|比))(?:其|它们?|他们|这些项目|自身|自己|本身)的?(?=[㐀-鿿]{{2}})"
)


def its_own(text: str) -> str:
    """甲年营业额是甲总投资的几倍 for 甲年营业额是其总投资的几倍: what 其 stands for, said."""
    return _ITS.sub(r"\g<of>\g<what>\g<is>\g<of>", text)


def _in_front(text: str) -> str:
    """What is only said in front (拿甲来说) moved to where it is read: what is measured behind the names, else dropped."""
    if found := _FRAME.match(text):
        measured = re.search(rf"(?:{NOUNS})(?:总?[额量])?$", found["what"])
        behind = text[found.end() :]
        if not measured:
            text = behind
        elif not re.search(NOUNS, behind):
            text = re.sub(r",?(?=(?:谁|哪)(?:一?[个家边方])?)", f",{measured.group()}", behind, count=1)
    if found := _IN_WHOLE.match(text):
        asked = "的比例是多少" if found["asked"] not in ("几成", "百分") else f"的{found['asked']}{text[found.end() :]}"
        return f"{found['p']}占{found['w']}{asked}" if found["lead"] == "" else f"{found['lead']}{found['p']}占{found['w']}{asked}"
    return text


def asks_which_first(text: str) -> bool:
    """Whether what is compared is asked before the two are named: 谁投资大,甲还是乙."""
    return _ASKED_FIRST.match(text.strip(" ?。!")) is not None


def _first_or_last(found: re.Match[str]) -> str:
    late, event = "后" in found["side"], found["event"] or found["first"]
    return f"{found['who']}{'后' if late else '先'}{event}" if event else f",{found['who']}更{'晚' if late else '早'}"


_FORM_WANTED = re.compile(r"[,?。;](?:请|麻烦|要|并)?(?:给出?|给个|用|以|写成?|换算成?|精确到)[^,?。]{0,4}百分(?:比|数|号)[^,?。]{0,4}$")
# 以500亿元计: that is what the source says
_SET_AT = re.compile(r"^(?:就?按照?|以|取|用|拿|照)\d[\d.]*[万亿]*[㐀-鿿]{0,3}?(?:来)?(?:计算?|算|看|折算)(?:的话)?,")
_PLACED = re.compile(r"排(?:行|在|名|第)?老(?P<n>[二三四五六七])|(?:坐|占|拿|位居|居)(?:了|到)?第(?P<m>[二三四五六七])把交椅")
_KEYWORD_RANK = re.compile(r"^(?P<of>[^,]+?) (?P<what>[^,]*?) ?(?P<rank>(?:排名?|居)?第[二三四五六七](?:[高大多低小少])?|最[高大多低小少长短早晚])$")
_MOST_OF = re.compile(
    rf"^(?P<ab>.*[㐀-鿿](?:、|和|与|跟)[㐀-鿿][^,]+),(?P<what>[^,和与跟、]{{2,20}}?)(?P<how>[最更较])(?P<adj>{_ADJ})"
    r"的(?:那一?[个家项类种])?(?:是|为|属于|叫)(?:谁|哪[^,]{0,6}|什么)$"
)


_OF_SET = re.compile(r"(?<=的)几(?=(?:个|家|项|大|类|种)[㐀-鿿]{1,4}?(?:里面?|[当之]?中)[,]?[^,])")  # 新开工的几个项目里: no number is asked for


def _asked_plainly(text: str) -> str:
    """Without what only says how to answer; and ranks, what is put and what is the most of several as they are read."""
    text = _SET_AT.sub("", _FORM_WANTED.sub("", text.strip(" ?。!")))
    text = _PLACED.sub(lambda m: f"排第{m['n'] or m['m']}", text)
    text = _OF_SET.sub("那几", text)
    if (keys := _KEYWORD_RANK.match(text)) and "、" in keys["of"]:
        text = f"{keys['of']},{keys['what'].replace(' ', '')}{'排' if keys['rank'][0] == '第' else ''}{keys['rank']}的是哪个"
    return _MOST_OF.sub(lambda m: f"{m['ab']},哪个{m['what']}{'更' if m['how'] == '较' else m['how']}{m['adj']}", text)


def rephrased(text: str) -> str:
    """``text`` (a folded question) in the wording that is read; see the module."""
    text = _in_front(_asked_plainly(text))
    text = _PLUS.sub("和", _SPELT.sub(_digits, text.strip(" ?。!")))
    text = _TWO_NATIONS.sub(lambda m: f"{_NATIONS[m['a']]}和{_NATIONS[m['b']]}", text)
    text = _CONCERNED.sub("", _OF_THEM_THE_MOST.sub(r"\g<noun>里", _TWO_PLACES.sub(r"\g<both>", text)))
    if re.search(r"\d[个家项座块][^,]{2,12},总", text):
        text = _TOTAL_BEHIND.sub("", text)
    if found := _KIND_COUNTED.search(text):
        return f"{text[: found.start()].strip()}{found['whole']}里{found['kind']}的有多少个"
    if found := _NOT_COUNTING.match(text):
        return f"{found['whole']}的{found['things']}里不是{found['part']}的有多少{found['m']}"
    if (found := _SOLD.search(text)) and re.search("一共|总共|加起来|合计|总计|在?一(?:起|块)", text):
        text = f"{text[: found.start()]}的销售额{found['sum'] or ''}多少"
    text = _SEXES.sub(lambda m: "雄性和雌性" if m["join"] else "雌性和雄性", text)
    text = _DENSITY.sub("占比", _SCENE.sub("", text))
    if larger := _SEX_LARGER.search(text):
        pair = "雄性和雌性" if larger["one"] in "公雄" else "雌性和雄性"
        text = f"{text[: larger.start()]}{pair},哪个体长更{'短' if larger['adj'] == '小' else '长'}"
    if "雄性" in text and (stature := _STATURE.search(text)):
        text = f"{text[: stature.start()]},{stature['who'].lstrip(',')}体长{stature['more'].replace('大', '长').replace('小', '短')}"
    if kinds := _OF_KINDS.match(text):
        return f"{kinds['all']}{'总用地面积' if kinds['verb'] in ('用', '占') else '总投资'}{re.sub('[地钱]$', '', kinds['asked'])}"
    text = _BOTH_ZONES.sub(r"\g<a>\g<kind>和\g<b>\g<kind>", text)
    if (left := _TAKEN.match(text)) and left["k"][-1] == left["k2"][-1]:
        return f"{left['whole']}中不是{left['part']}的有多少{left['m']}"
    text = _WHO_MORE.sub(lambda m: f",谁更{m['adj'] or m['one']}", text).replace(",,", ",")
    text = _A_LITTLE.sub(lambda m: m["more"] or m["bare"], text)
    text = _VERB_FIRST.sub(r"\g<a>\g<join>\g<b>\g<who>\g<verb>\g<more>", text)
    text = _EMPTY_NOUN.sub("", text)
    text = _OF_KIND.sub(r"\g<of>\g<a>\g<noun>和\g<b>\g<noun>,\g<rest>", text)
    text = ARRIVED.sub("实际使用", text)
    text = _IN_FRONT.sub(_first_or_last, text)
    text = _OLDER.sub(lambda m: f"{m['who']}出生更{'早' if m['old'] else '晚'}", text)
    if re.search("谁|哪", text):
        text = _WHO_OF.sub(r"\g<of>哪个", text)
        text = _LAST.sub("最低", _TOP.sub("最高", text))
    text = _GROWS.sub(r",\g<who>增长更快", text)
    text = _FIRST_THEN.sub("谁先", text)
    text = _SUM.sub("合计", text)
    text = _SUMMED.sub("合计", text)
    text = _BESIDES.sub(r"不是\g<part>的", text)
    if found := _TAKEN_OFF.match(text):
        return f"{found['whole']}中不是{found['part']}的有多少{found['m']}"
    if found := _MORE_OR_LESS.match(text):
        return f"{found['a']}和{found['b']},哪个更{found['adj']}"
    if found := _ASKED_FIRST.match(text):
        return f"{_OF_SEVERAL.sub('', found['lead'])}{found['a']}和{found['b']},{found['who']}{found['how']}"
    return _either(text)


def _either(text: str) -> str:
    """是甲多还是乙多, 甲多还是乙 as 甲和乙,哪个更多."""
    if text.count("还是") != 1 or re.search(r"谁|哪|比(?!例|重)|多少|几", text):
        return text
    left, right = (_EARLY.sub(r"\g<event>\g<when>", side.strip(" ,")) for side in text.split("还是"))
    first, second = _LEFT.match(left), _RIGHT.match(right)
    if _OR_SIDE.match(right) or not first or (second and second["adj"] != first["adj"]):
        return text
    b = second["b"] if second else right
    *leads, a = first["a"].split(",")
    of, _, own = a.partition("是") if len(a.partition("是")[2]) >= 2 else ("", "", a)
    leads, a = ([*leads, of], own) if re.search(rf"(?:{NOUNS})$", of) else (leads, f"{of}{own}")
    if not second and (of_it := _MEASURED.search(a)) and of_it.start() > 1:
        return f"{''.join(f'{lead},' for lead in leads)}{a[: of_it.start()]}和{b},哪个{of_it['noun']}更{first['adj']}"
    how = max((m["how"] for m in (first, second) if m), key=len)
    how = how if re.search("[得了更]", how) or EVENT.search(how) else f"更{how}"
    return f"{''.join(f'{lead},' for lead in leads)}{a}和{b},哪个{how}"

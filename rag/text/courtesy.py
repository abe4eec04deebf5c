"""What surrounds a question and is no part of it: 您好,想确认一下,…; 我在写一篇综述,…; …,谢谢; …,一两句就行.

Only whole frames go: greetings, why one asks, who was heard saying it, thanks. What a frame names besides stays with the question.
"""

from __future__ import annotations

import re

from rag.text.fold import fold

_CORE = 4  # characters that a question has to have without its frames
_CHECK = "确认|核实|核对|核查|求证|了解|请教|打听|咨询|问问?|知道|弄清楚?|搞清楚?|查证|查查?"
_PEOPLE = "同事|朋友|领导|老师|家[里人]人?|邻居|网友|有人|别人|群里|同学|客户|老板|对方|读者|编辑|听众|观众|外[婆公]|奶奶|爷爷|姥[姥爷]|[爸妈][爸妈]?|孩子"
_BEFORE = re.compile(
    r"^(?:您好|你好|大家好|嗨|喂|打扰(?:一下|您?了)|不好意思|劳驾|好的?|嗯|哦|对了|那么|(?:再|顺便|冒昧|最后|外行|小白|多嘴|斗胆|弱弱地)(?:问|请教)(?:一下|一句|一声)?|(?:帮我|请|给我)?写一?[个段条句](?:导语|提要|简讯|标题|图说))(?:啊|呀)?[,。!:]\s*"
    rf"|^(?:我们?|咱们?|本人|小编)?(?:就|只|现在|这里|主要)?是?(?:想|要|得|需要|希望)(?:再|跟您|和您|向您|请您|请教|能)*(?:{_CHECK})(?:一?下|一声|清楚|的是)?[,:]?(?=.{{6}})"
    r"|^我们?(?:比较|最|更)?(?:关心|想知道|好奇|疑惑|想问|想了解|想确认|感兴趣)的(?:就)?是[,:]?"
    r"|^(?:麻烦|劳烦|烦请|拜托)(?:您|你|各位|大家)?(?:帮忙?|帮我|给我|替我)?(?:查|看|找|核实?|确认)(?:查|看|找|一?下|一[查看]|我)?[,:]?(?=.{6})"
    r"|^(?:我们?|本人|小编|作为)(?!是谁)[^,?!。:\d]{0,20}(?:写|编|准备|研究|整理|校对?|审|读|看|学生|记者|编辑|投资[人者]|老师|公务员|翻译|市民|经理|爱好者|论文|作业|报告|稿子?|版面)[^,?!。:\d]{0,10}[,。:](?=[^,?]{6})"
    rf"|^(?:我?听?|刚才|昨天|今天)?(?:{_PEOPLE})(?:都|跟我|和我|向我|来|却|又|老)?(?:想知道|想问|[托让叫要]我(?:来)?[问查打听]+|说|问|讲|称|告诉我|提到|写道)(?:我|起|过|道|一下)?[,:]?(?!的|了?(?:什么|啥|哪|谁|多少|几|过|没))(?=.{{6}})"
    r"|^[^,?!。:\d]{0,10}(?:跟进|追问|核实|核对|核查|查证|求证|请教|确认|弄清楚?|搞清楚?|了解|打听|采写|[来托让]?问|好奇|纳闷|疑惑|犯嘀咕|拿不准|不确定)(?:一?下|一声|一个问题|个事|件事|的是)?:(?=.{6})"
    r"|^[这那本该]?篇?(?:文章|稿子|稿件|报道|新闻|文中)(?:里|中|上)?(?:说|写|称|讲|写道)[,:]?(?!的|了?(?:什么|啥|哪|谁|多少|几|过))(?=[^,?]{6,},)"
)
_BEHIND = re.compile(
    r"[,。!?\s]*(?:谢谢|多谢|谢了|感谢|拜谢|万分感谢|辛苦了?|麻烦(?:您|你)?了|拜托了?|急用?|在线等|急等|不胜感激)(?:您|你|了|啦|大家|各位|哈|啊|!|。|~)*$"
    r"|,(?:请|麻烦)?您?(?:尽快|务必)?(?:告诉我|跟我说|给我说|回答|答复|指教|说一下|给个准?[数信话]|帮[我忙]查一?下|查一?下|解答)(?:一下|一声)?[?。!]*$"
    r"|[,。?]\s*(?:用)?[一两三几\d]{1,2}句话?就?(?:行|好|可以|够了?|成)[了吧。!]*$"
    r"|(?<=[?])\s*我[^?]{4,}[。!]?$"
)


def bare(text: str) -> str:
    """``text`` without the frames around its question, as typed else; the whole where nothing of a question would be left."""
    folded = fold(text)
    start, end = 0, len(folded.text)
    while found := _BEFORE.match(folded.text[start:end]):
        if found.end() == 0 or end - start - found.end() < _CORE:
            break
        start += found.end()
    while found := _BEHIND.search(folded.text[start:end]):
        if found.start() < _CORE:
            break
        end = start + found.start()
    return text if (start, end) == (0, len(folded.text)) else text[slice(*folded.span(start, end))].strip()

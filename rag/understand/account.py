"""Questions that ask for an account (要点, 概括一下, 讲个大概, the gist of…), and what they ask it of.

The request is a small grammar: a verb of telling with a word of brevity, a noun of essence, or a report and what it says. What is
left without it is the subject; evidence has to speak of that and of nothing in the request.
"""

from __future__ import annotations

import re

_REPORT = "(?:新闻|消息|报道|文章|文稿|稿子?|稿件|通讯|简讯|快讯|资讯|简报|通稿|图片(?:新闻|说明|报道)?|图说|照片|配图|组图|[那这该本一](?:篇|条|则|段))"
_ESSENCE = "(?:要点|大意|梗概|(?<!大)概要|摘要|提要|主旨|主题思想|中心思想|主要内容|基本内容|大概意思|大致内容|核心内容|(?:主要|关键|核心)信息)"
_SUM_UP = "(?:总结|(?<!来)概括|概述|归纳|综述|简述|略述|梳理|提炼|缩写|浓缩)"
_BRIEF = "(?:简单|简要|简短|简略|大致|大概|大体|粗略|扼要|笼统)"
_TELL = "(?:告诉我|介绍|说明|描述|交代|复述|汇报|讲述|说|讲|谈|聊|写)"
_CHAT = "(?:讲讲|说说|谈谈|聊聊|[讲说谈]一[讲说谈]|介绍一?下|介绍介绍|(?:讲|说|谈|科普)一?下)"
_ROUGHLY = f"{_TELL}(?:一?下|一?个)?(?:大概|大致|大体|大略|梗概|概况|轮廓)"
_SENTENCES = r"(?:[一两二三四五几]{1,2}|\d)(?:到[两二三四五\d])?句话?"
_IN_SENTENCES = f"(?:用|拿)?{_SENTENCES}[^,?]{{0,4}}?(?:{_TELL}(?:清楚?|[说讲谈])?|带过)|{_TELL}(?:上|它)?{_SENTENCES}"
_WHAT = "(?:什么|啥|哪些?|何)"
_IS_WHAT = f"(?:是?(?:怎么?样|如何|{_WHAT})的?)"
_SAID = "是?(?:一?[些个件])?(?:什么|啥|哪一?[些个件])(?:内容|新鲜事|事情?儿?|新闻|情况|方面)?的?"
_POINT = rf"(?:重点|核心|关键|主题|看点|重头|内容|精华|干货|意思|主线)(?:(?:都|主要|大概)?[是有]?(?:{_WHAT}|[哪几]+[点条个项])[^,?]{{0,3}})?(?=[?。]*$)"
_OVERVIEW = f"(?:(?:总体|整体|基本|大致|大概|主要)(?:的?(?:情况|状况|概况)|是?一?个?(?:什么|啥|怎样|怎么)样?的?(?:情况|状况|样子))|概况)(?:{_IS_WHAT}|介绍)?"
_GENERIC = (
    "(?:情况|状况|(?:经营|生产|发展|运行|财务|工作|基本|建设)(?:情况|状况|业绩)|成绩单?|成果|成效|业绩|表现|战果|收获|进展|进度|经历|履历|生平|事迹|经过|始末|来龙去脉|前因后果|动态|近况|背景|规划|安排)"
)
_SPEAKS = "说讲谈写拍聊述绍道映"  # what an account does with 的 behind it: 这篇讲的是什么
_QUESTION = "多少|几(?!句)|多[大长高久重深远宽快]|什么|啥|谁|哪|怎|为何|是否|吗"
_ENGLISH = (
    r"summar|main (?:points?|content|ideas?)|key (?:points?|takeaways?)|takeaways|\bgist\b|overview|in a nutshell"
    r"|^(?:briefly|in brief|in short)\b|\brundown\b|\brecap\b|\bsum up\b|\boutline\b"
    r"|\bwhat(?: is| was| are|'s) .{0,60}\babout\b|\bwhat (?:do|does|did) .{0,40}\b(?:article|report|story|news|piece|caption)s?\b.{0,30}\bsay\b"
)
_SHORTLY = (
    rf"[,?。] ?(?:请)?(?:给我|给|来|用|写|就)?(?:个)?(?:{_SENTENCES}|小结|(?:三两|两三)句)(?:就行|就好|即可|就够了?|吧|概括)?[?。]*$"
    r"|(?:给|来|写|做|拟)[个段篇一份]{1,2}(?:小结|导语|简介)"
)
ASKED = (
    rf"{_SUM_UP}(?!(?<=缩写)[为是成]|[中里](?:共?有|的|,|提|说|指))|{_ESSENCE}|{_REPORT}[^,?]{{0,8}}?{_POINT}"
    rf"|(?:{_REPORT}|都|主要|大致|大体|大概|到底)[^,?]{{0,8}}?{_TELL}(?:了|过|的)?{_SAID}(?:[?。]*$|[?,].{{0,6}}(?:说说|句话?|讲讲|概括))"
    rf"|{_REPORT}(?:[^,?的]|(?<=[{_SPEAKS}])的){{0,8}}?[是为](?:关于)?{_SAID}[?。]*$"
    rf"|(?:照片|图片|配图|图)[上中里]?(?:拍|反映|记录|呈现|展示)(?:了|的)?{_SAID}[?。]*(?:$|[?,。] ?(?:用)?{_SENTENCES}[。]*$)"
    rf"|{_BRIEF}地?(?:的|来)?{_TELL}|{_ROUGHLY}|{_IN_SENTENCES}|,{_CHAT}[吧。]*$|{_SHORTLY}|{_OVERVIEW}[?。]*$"
    rf"|^(?:请|麻烦|给我|帮我|跟我|替我|你|能不能|可以|再|,)*{_CHAT}(?!.*(?:{_QUESTION}))|{_ENGLISH}"
)
"""Of a folded question that asks to be told of something in a few sentences."""

# What a request leaves of itself once it is known for one; in this order.
_REQUEST = (
    r"^(?:我们?|领导|老板|主编|主任|编辑|同事|读者|孩子|老师)[^,?]{0,12}[,:]",  # who asks and why
    r"^(?:请问?|麻烦|劳驾|给我|帮忙|帮我|跟我|替我|你|您|能不能|能否|可不可以|可以|告诉我|再|,)+",
    rf"{_SENTENCES}[^,?]{{0,4}}?(?={_SUM_UP})|{_IN_SENTENCES}|(?<=[,?。])\s*用?{_SENTENCES}[。]?$",
    rf"{_SUM_UP}(?:一?下|说说|讲讲|说明|出)?|的?{_ESSENCE}|{_CHAT}|{_ROUGHLY}|{_BRIEF}地?(?:的|来)?{_TELL}?(?:一?下|说|讲|几句|两句)?",
    r"的?[那这该]?[张幅]?(?:配|插)?图(?:片|的)?的?(?:文字)?说明(?:里|上)?",
    rf"的?[那这该]?(?:一?[张篇条则段份])?{_REPORT}(?:里|中|上|的|最|主要|核心|到底|究竟)*{_POINT}",
    rf"(?:都|主要|大致|大体|大概|到底|究竟)*的?(?:{_TELL}|发生|出|有|拍|反映|记录|呈现|展示)(?:了|过|的)?(?:个)?{_SAID}(?=\s*(?:$|[?。,]))",
    rf"(?:都|主要|大致|大概|到底|究竟)*的?[是为](?:关于)?{_SAID}(?=\s*(?:$|[?。,]))",
    rf"的?{_OVERVIEW}",
    rf"的?(?:总体|整体|主要)?的?{_GENERIC}(?:(?:和|与|及|、){_GENERIC})?(?:总体|整体|到底|究竟)?(?:上)?{_IS_WHAT}?(?=\s*(?:$|[,?。]))",
    r"(?<=[,?。])\s*(?:请)?(?:给我|给|来|用|写|就)?(?:个|几句|两句|三两句|两三句|小结)+(?:话)?(?:就行|就好|即可|就够了?|吧)?[?。]*$|(?:给|来|写|做|拟)[个段篇一份]{1,2}(?:小结|导语|简介)[:,]?",
    r"(?:怎么|如何|怎样)[㐀-鿿]{2}(?=\s*(?:$|[,?。]))",
    rf"的?[那这该]?(?:一?[张篇条则段份])?{_REPORT}[里中上]?|的?[那这该]一?[张篇条则段份](?=\s*(?:$|[,?。]))",
    "总的来说|[总整]体(?:上|来说)?|关于|[这那][批次些回个]",
    r"(?i:\b(?:briefly|brief|short|gist|summary|summari[sz]e|overview|outline|main|key|points?|takeaways?|nutshell|article|report|story|news|piece"
    r"|caption|say|tell|give|about|describe|sum|please|sentences?"
    r"|(?:in |a )?(?:one|two|three|few)(?: or (?:two|three|four))?(?= (?:short )?(?:sentence|word|line))|words?|lines?)\b)",
)
_PICTURE = re.compile("图片(?:新闻|说明|报道)?|图说|照片|配图|插图|[那这][张幅]图|图的说明")
_WITH_FIGURES = re.compile(f"{_OVERVIEW}|介绍|概况|规模")
_COMPILED = tuple(map(re.compile, _REQUEST))


def asks_profile(folded: str) -> bool:
    """Whether the account is of what a thing is, in figures: 基本情况, 介绍一下."""
    return _WITH_FIGURES.search(folded) is not None


def asks_caption(folded: str) -> bool:
    """Whether the account is of a picture and its caption: 图片新闻讲了什么, 那张照片拍的是什么事."""
    return _PICTURE.search(folded) is not None


def account_of(text: str) -> str:
    """What the account is asked of: the question without the words of the request."""
    for request in _COMPILED:
        text = " ".join(request.sub(" ", text).split())
    return text

"""What an English question asks for: its kind, by the words that ask and the noun they ask for."""

from __future__ import annotations

import re

from rag.text.language import AUXILIARIES
from rag.understand.kinds import QuestionKind

_AUX = f"{AUXILIARIES}|shall|should|may|might|must"
_UP_TO = rf"(?:(?!(?:{_AUX})\b)[a-z'’-]+ ){{0,3}}?"  # what may stand between which and its noun
_MORE = (
    "more|larger|bigger|higher|greater|longer|shorter|earlier|later|sooner|less|fewer|lower|smaller|taller|deeper|wider|heavier|lighter|older|newer"
    "|younger|faster|slower|quicker|richer|poorer|stronger|weaker|costlier|pricier|dearer|cheaper|better|worse|further|farther|first|most|largest"
    "|biggest|highest|greatest|costliest|earliest|fastest|longest"
)
_PERSON = (
    "person|man|woman|people|manager|director|president|chairman|chairwoman|chair|mayor|ceo|chief|head|boss|official|minister|author|scientist"
    "|engineer|professor|academic|scholar|researcher|expert|player|leader|secretary|reporter|journalist|artist|king|queen|emperor|explorer"
    "|philosopher|actor|actress|singer|writer|executive|founder|entrepreneur|businessman|businesswoman|owner|spokesman|spokeswoman|spokesperson"
    "|coach|captain|athlete|judge|lawyer|doctor|teacher|student|resident|worker|farmer|individual|figure|governor|premier|architect|designer|winner"
    "|candidate|speaker|guest|inventor|investor|representative|delegate|deputy|academician|politician|celebrity|colleague|employee|staffer"
)
_MAKER = (  # who is the contractor: a firm is asked for
    "contractor|builder|developer|operator|supplier|employer|maker|manufacturer|organi[sz]er|host|sponsor|partner|publisher|buyer|seller|bidder|investor|client"
    "|customer|shareholder|lender|insurer|owner|provider|distributor|issuer|regulator|producer"
)
_BODY = (
    "company|companies|firm|organi[sz]ation|organi[sz]er|institute|institution|university|department|agency|enterprise|bank|hospital|school|college|group"
    "|bureau|body|ministry|authority|authorities|office|committee|commission|association|council|court|corporation|manufacturer|maker|developer"
    "|contractor|operator|supplier|employer|business|subsidiary|unit|federation|union|academy|lab|laboratory|newspaper|broadcaster|airline|club|team"
    "|brand|retailer|startup|start-up|airline|carrier|utility|regulator|administration|government|party|foundation|charity|publisher|outlet|partner"
)
_PLACE = (
    "city|province|country|place|district|zone|park|town|village|county|region|street|location|site|port|island|continent|area|spot|venue|address|state"
    "|nation|municipality|neighbou?rhood|corner|airport|station|river|lake|mountain|sea|hall|stadium|road|community|prefecture|locality"
)
_AMOUNT = (
    "price|price tag|cost|sum|amount|area|value|revenue|investment|budget|income|profit|loss|height|length|weight|width|depth|turnover|capacity"
    "|output|size|distance|speed|temperature|volume|salary|wage|rent|fee|fine|bill|floor area|floor space|footprint|tonnage|outlay|spending|funding"
    "|figure|total|magnitude|density|age|bonus|subsidy|reward|deposit|debt|valuation|market value|worth"
)
_WHOLE = "(?:total |overall |annual |yearly |daily |monthly |planned |combined |registered |average |maximum |designed |initial |exact |full |final |expected |estimated )*"
_RATE = "percentage|per ?cent|proportion|fraction|share|growth rate|rate of growth|growth|ratio|rate"
_GREW = "grow|grew|grown|increase|increased|rise|rose|risen|climb|climbed|go up|went up|gone up|fall|fell|fallen|drop|dropped|decline|declined|decrease|decreased|go down|went down|surge|surged|jump|jumped|soar|soared|shrink|shrank|expand|expanded|improve|improved"
_WAYS = "ways?|means|methods?|approach(?:es)?|steps|measures|efforts|actions|initiatives|mechanisms?|strategy|strategies|moves|tactics|manner|arrangements"
_BEGIN = r"(?:^|[,:] )(?:so |and |but |briefly,? |exactly |roughly |then )*(?:(?:at|by|for|from|in|into|of|on|to|under|with|through|as|since|until|within|around|about) )*"
_WHICH = rf"{_BEGIN}(?:which|what)(?:'s| is| was| are| were)?(?: the| its| their)? "

_RULES: tuple[tuple[QuestionKind, str], ...] = (
    ("chat", r"^(?:hi|hello|hey|thanks?|thank you|bye)\b[a-z ,.!]*$|^(?:who|what) are you\b"),
    ("role", r"^who (?:is|was|'s) (?!(?:the|a|an|in|on|at|responsible|behind|head|to|going|being|leading|running|employing|building|hosting)\b)[a-z'·-]+(?: [a-z'·-]+){0,2}\??$"),
    ("count", r"\bwhat number of\b"),
    ("definition", r"\bstands? for\b|\bwhat (?:is|are) meant by\b|\bwhat (?:does|do) .{2,60}\bmean\b|\bmeaning of\b|^(?:please )?(?:define|explain)\b"),
    ("why", rf"\bwhy\b|^how come\b|^what (?:made|makes|caused|causes|prompted|prompts|led|leads|drove|drives|explains|explained|lies behind|lay behind|motivated)\b"
            rf"|{_BEGIN}what (?:\w+ )?(?:reasons?|causes?|grounds|motives?)\b|{_WHICH}(?:main |key |chief |stated )?(?:reasons?|causes?|rationale|motives?)\b"),
    ("rank", r"\brank(?:s|ed|ing)?\b|\bwhere (?:does|do|did|is|was) .{2,60}\b(?:stand|place|placed|finish|sit|come)\b(?! from)|\bwhat (?:place|position|spot) .{2,80}\b(?:come|came|finish|finished|hold|held|take|took|occupy|occupied)\b"
             r"|\bwhich (?:place|position) .{2,80}\b(?:come|came|finish|finished|hold|held|occupy|occupied)\b"),
    ("aggregation", r"total of .{0,40} and |\b(?:and|plus)\b.{0,80}\b(?:in total|altogether|in all|all together|amount to|add up to|come to|total)\b|\bcombined\b|\badd(?:ed|s)? up\b"
                    r"|\b(?:taken|put|added|adding|counted)\b.{0,80}\btogether\b|\btogether\b.{0,40}\bhow (?:much|many)\b|\bsum of\b|\bon average\b|\baverage\b.{0,60}\bper\b|\bper .{3,30} on average\b"),
    ("comparison", rf"\b(?:{_MORE})\b.{{0,80}}\bthan (?!\d|one\b|two\b|three\b|four\b|five\b|ten\b|twenty\b|fifty\b|a (?:billion|million|thousand|hundred|year|month|decade|dozen)|half|expected|planned|usual|ever|others?\b|any )"
                   rf"|\bcompare|(?:^|, )(?:which|who|what)\b.{{0,80}}\b(?:{_MORE})\b.{{0,60}}(?:[,:] ?| )(?:the )?[^,:?]{{2,60}}\bor\b|\b(?:did|do|does|is|was|are|were|will)\b.{{2,60}}\bor\b.{{2,60}}\b(?:{_MORE})\b"
                   r"|^(?:which|who) .{0,60}\b(?:more|larger|bigger|higher|greater|longer|shorter|earlier|later|fewer|most|largest|biggest|highest)\b(?! than \d| than a)(?<!or more)(?<!or less)(?<!or higher)|\bhow many times (?:as|more|larger|bigger|greater|higher)\b|\bdifference between\b|\bhow (?:much|many|far) .{2,80}\b(?:exceed|surpass|outstrip|outnumber|outweigh|top)\b"),
    ("multiple", r"\bhow many times\b|\bby what factor\b|\bhow many fold\b"),
    ("share", rf"\b(?:what|which) (?:\w+ )?(?:percentage|per ?cent|proportion|fraction|share|ratio)\b|{_WHICH}{_WHOLE}(?:share|ratio|rate|growth|proportion|percentage|rate of (?:growth|increase))\b|\bgrowth rate\b"
              rf"|\bin percentage terms\b|\bhow (?:much|fast|quickly|rapidly|sharply|strongly) .{{0,80}}\b(?:{_GREW})\b(?! to\b)|\bby how much .{{0,80}}\b(?:{_GREW})\b(?! to\b)"),
    ("duration", r"\bhow long\b(?! is the\b)|\bhow many (?:more |consecutive |straight )?(?:years|months|weeks|days|hours|minutes)\b|\bover what period\b"),
    ("date", r"(?:^|[,:] )(?:and |so )?(?:since |until |by |from |till |around |about |as of )?when\b(?![^,]*, (?:what|which|who|how)\b)|\b(?:what|which)(?:'s| is| was)?(?: the)? (?:exact |opening |starting |start |completion |target |launch |delivery )*(?:date|year|month|day|time(?! zone)|quarter|deadline|season|week)\b"
             r"|\bhow soon\b|\bby what (?:date|time|year)\b|\b(?:start|opening|completion|launch|founding|target|delivery) date\b|\bdeadline\b"),
    ("organisation", rf"\bwho(?:'s| is| was| are| were) (?:the |its |their )?(?:[a-z-]+ )?(?:{_MAKER})s?\b"),
    ("person", rf"\bwho(?:m|se|ever)?\b|\bname of the (?:{_PERSON})\b|\b(?:which|what) {_UP_TO}(?:{_PERSON})\b|^(?:please )?(?:name|identify) (?:the |a |that )?{_UP_TO}(?:{_PERSON})\b"),
    ("place", rf"\bwhere(?:abouts)?\b|\b(?:which|what) {_UP_TO}(?:{_PLACE})\b(?! (?:does|do|did) .{{2,60}}\b(?:occupy|cover|take up)\b)|^(?:please )?(?:name|identify) the {_UP_TO}(?:{_PLACE})\b"),
    ("list", r"\b(?:which|what) (?:[a-z-]+ ){0,3}(?:projects|companies|areas|fields|products|zones|cities|services|industries|sectors|types|kinds|universities|institutes|institutions|schools"
             r"|colleges|hospitals|banks|firms|enterprises|countries|provinces|technologies|policies|brands|people|sports|languages|ministries|agencies|departments|organi[sz]ations)\b(?! of the)"
             r"|\bwhat are the names\b|^(?:please )?(?:list|enumerate)\b|^name (?:the|two|three|four|five|six|some|all|\d)"),
    ("how", rf"{_BEGIN}(?:what|which) (?:[a-z-]+ )?(?:{_WAYS})\b|^what (?:is|was|are|has|have) (?:[a-z' -]+ )?(?:being |been )?done (?:to|about|for)\b|^how (?:do|does|did|is|are|was|were|will|would|can|could|has|have|had|should)\b"),
    ("list", rf"\bwhich (?:[a-z-]+ )?[a-z]{{2,}}[^aius\W]s (?:{_AUX}|in|of|from)\b|^what (?:[a-z-]+ ){{0,2}}[a-z]{{2,}}[^aius\W]s (?:{_AUX})\b|\bwhich of the\b"),
    ("organisation", rf"\b(?:which|what) {_UP_TO}(?:{_BODY})\b|^(?:please )?(?:name|identify) the {_UP_TO}(?:{_BODY})\b|\bname of the (?:{_BODY})\b"),
    ("count", r"\bhow many\b(?! (?:[a-z]+illion |square |cubic )*(?:yuan|dollars|euros|kilomet(?:er|re)s|met(?:er|re)s|hectares|acres|mu|tons|tonnes|kilograms|miles|feet)\b)"
              r"|\bnumber of\b|\bpopulation\b|\bhow old\b|\bheadcount\b"),
    ("amount", rf"\bhow (?:much|many|tall|high|deep|wide|far|heavy|large|big|broad|thick|long is|hot|cold|costly|expensive|valuable|spacious|sizea?ble)\b|\bwhat (?:did|does|do|will|would) .{{2,80}}\bcost\b"
               rf"|{_WHICH}{_WHOLE}(?:[a-z-]+ )?(?:{_AMOUNT})\b"),
    ("yesno", rf"^(?:{_AUX})(?:n't|n’t)?\b|,? (?:right|correct|true|{_AUX}n't (?:it|they|he|she|there)|(?:{_AUX}) (?:it|they|he|she|there))\?*$"),
    ("how", r"\bhow\b"),
    ("definition", r"^what (?:is|are) (?:an? )?[a-z-]+(?: [a-z-]+)?[?]*$"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)


def english_kind(folded: str) -> QuestionKind:
    """The kind of a folded English question; ``what`` when nothing else fits. Summaries are told by ``account.ASKED``."""
    return next((kind for kind, rule in _COMPILED if rule.search(folded)), "what")

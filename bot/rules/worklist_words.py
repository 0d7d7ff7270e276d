"""How people say states, reasons, order and queues in a worklist: tables of phrases, the longest first; no logic."""

from data.claim_models import ClaimState as S
from data.worklist_models import Queue, Sort

_BY = r"(?: (?:at|by|from|with) (?:the )?(?:clearing ?house|payers?|insurance))?"
STATES: tuple[tuple[str, tuple[S, ...]], ...] = (
    (rf"rejected{_BY}|rejections?{_BY}|rejects{_BY}|front[- ]end rejections?", (S.REJECTED,)),
    (
        r"no (?:response|reply|answer|word)(?: (?:yet|from (?:the )?(?:payers?|insurance)))?|unanswered|not answered|"
        r"no status|(?:haven't|have not) heard(?: back)?",
        (S.SUBMITTED, S.RECEIVED, S.ACCEPTED),
    ),
    (
        r"(?:awaiting|waiting (?:on|for)) (?:the )?(?:payers?|insurance|decision|response)(?: decision)?",
        (S.SUBMITTED, S.RECEIVED, S.ACCEPTED, S.PENDING),
    ),
    (r"no ack(?:nowledge?ment)?s?|unacknowledged|not acknowledged", (S.SUBMITTED,)),
    (r"not accepted|not at (?:the )?payer(?: yet)?|no acceptance", (S.SUBMITTED, S.RECEIVED)),
    (r"(?:stuck |sitting )?at (?:the )?clearing ?house|received", (S.RECEIVED,)),
    (r"accepted(?: by (?:the )?payers?)?", (S.ACCEPTED,)),
    (
        r"(?:we(?:'re| are) )?(?:waiting (?:on|for)|awaiting|pending|need(?:s|ing)?) (?:medical )?records(?: for)?|"
        r"(?:medical )?records? (?:requested|requests?|needed)|"
        r"(?:additional )?info(?:rmation)? requested|info_requested|records",
        (S.INFO_REQUESTED,),
    ),
    (
        r"partly[ _]paid|partial(?:ly)?[- ]?paid|partial payments?|paid,? lines? denied|lines? denied|line denials?|"
        r"denied lines?|paid in part",
        (S.PARTLY_PAID,),
    ),
    (r"pended|pending(?: (?:at|with) (?:the )?payers?)?|in (?:process|review)|under review|suspended", (S.PENDING,)),
    (r"denied|denials?|denies|deny", (S.DENIED,)),
    (r"crossed[- ]over|cross[- ]?overs?|forwarded", (S.FORWARDED,)),
    (
        r"patient[ _]balances?|patient (?:responsibility|resp|due|share|owes)|patients? owe|ready for patient billing",
        (S.PATIENT_BALANCE,),
    ),
    (r"written[- _]off|write[- ]?offs?", (S.WRITTEN_OFF,)),
    (r"closed", (S.CLOSED,)),
    (r"drafts?|not (?:yet )?(?:sent|billed|submitted)|unsent|unbilled|never (?:sent|billed)", (S.DRAFT,)),
    (r"paid(?: in full)?|payments?", (S.PAID,)),
    (r"submitted|sent(?: out)?", (S.SUBMITTED,)),
)
OPEN = (
    r"open|outstanding|unpaid|not (?:yet )?paid|unresolved|active|still owed|not closed|unfinished|a/?r|"
    r"accounts receivable"
)
CATEGORIES: tuple[tuple[str, str], ...] = (
    (
        r"(?:no |missing |prior )?auth(?:s|orizations?|orisations?)?|pre-?auths?|pre-?cert(?:ification)?s?|"
        r"prior auths?",
        "authorization",
    ),
    (r"timely[ _](?:filing)?|timely|late filing|filed late|past filing(?: limit)?", "timely_filing"),
    (
        r"(?:not )?medical(?:ly)?[ _]necess(?:ity|ary)|med(?:ical)? nec(?:essity)?|not necessary|necessity",
        "medical_necessity",
    ),
    (r"bundling|bundled|unbundl(?:ed|ing)|ncci|inclusive", "bundling"),
    (r"coding(?: errors?| issues?)?|coded wrong|wrong codes?", "coding"),
    (r"duplicates?|dup(?:e|es|s)?", "duplicate"),
    (
        r"cob|coordination(?: of benefits)?|other (?:insurance|coverage)|wrong (?:payer|insurance)|"
        r"another payer is primary",
        "cob",
    ),
    (
        r"eligibility|ineligible|not eligible|(?:no|inactive|termed|terminated) coverage|coverage (?:termed|"
        r"terminated)",
        "eligibility",
    ),
    (r"missing[ _]info(?:rmation)?|incomplete|lack(?:s|ing)? info(?:rmation)?", "missing_info"),
    (r"credentialing|credentialling|enrol?lment|not (?:credentialed|enrolled)", "credentialing"),
    (r"non[- ]?covered|not covered|noncovered", "non_covered"),
    (r"benefit max(?:imum)?|max(?:imum)? benefits?(?: reached)?|benefits? exhausted", "benefit_max"),
    (r"out[- ]of[- ]network|oon|network", "network"),
)
SEQUENCES: tuple[tuple[str, str], ...] = (
    (r"primar(?:y|ies)(?: (?:payer|insurance))?", "P"),
    (r"secondar(?:y|ies)(?: (?:payer|insurance))?|second(?:ary)? payer", "S"),
    (r"tertiar(?:y|ies)(?: (?:payer|insurance))?|third payer", "T"),
)
SORTS: tuple[tuple[str, Sort], ...] = (
    (
        r"(?:to )?work (?:on )?first|do first|by priority|prioriti[sz]ed|priority|"
        r"most (?:urgent|important)|urgent(?: first)?|sort(?:ed)? (?:by )?(?:priority|urgency)",
        Sort.PRIORITY,
    ),
    (
        r"(?:sort(?:ed)? |order(?:ed)? )?(?:by )(?:balances?|amounts?|dollars?|money)(?: desc(?:ending)?)?|"
        r"(?:biggest|largest|highest)(?: (?:open )?(?:balances?|dollars?|amounts?|money))?(?: first)?|most money|"
        r"high[- ]dollar|big dollars?|sort(?:ed)? balance",
        Sort.BALANCE,
    ),
    (r"(?:sort(?:ed)? |order(?:ed)? )?by (?:age|date)|oldest(?: first)?|sort(?:ed)? age", Sort.AGE),
    (r"(?:sort(?:ed)? |order(?:ed)? )?by due(?: date)?|due first|sort(?:ed)? due", Sort.DUE),
    (
        r"(?<!accepted )(?<!rejected )(?<!denied )(?<!paid )(?:sort(?:ed)? |order(?:ed)? |group(?:ed)? )?"
        r"by (?:payers?|insurance)|sort(?:ed)? payer",
        Sort.PAYER,
    ),
)
QUEUES: tuple[tuple[str, Queue], ...] = (
    (
        r"(?:un(?:worked|touched)|not worked|new unworked) (?:denials?|denied)|"
        r"(?:denials?|denied(?: claims)?) (?:not|never) (?:yet )?(?:worked|touched)(?! (?:in|for|since|over|within)\b)",
        Queue.UNWORKED_DENIALS,
    ),
    (
        rf"(?:rejected|rejections?){_BY}(?: (?:and|but))?,? (?:not|never) (?:yet )?(?:resent|re-?submitted|sent again)",
        Queue.REJECTED_NOT_RESENT,
    ),
    (
        r"(?:crossed[- ]over|cross[- ]?overs?|forwarded)(?: (?:and|but))?,? "
        r"(?:unpaid|not (?:yet )?paid)(?: by (?:the )?secondary)?|secondary (?:unpaid|not (?:yet )?paid)|"
        r"unpaid (?:by (?:the )?secondary|secondar(?:y|ies))",
        Queue.SECONDARY_UNPAID,
    ),
    (
        r"credit balances?|credits?(?: (?:and|or|&) take[- ]?backs?)?|take[- ]?backs?|taken back|recoup(?:ed|ments?)|"
        r"overpay(?:ments?)?|overpaid|refunds? due|negative balances?",
        Queue.CREDITS,
    ),
    (
        r"patient balances? (?:that are |is |are )?ready(?: to (?:bill|send))?|ready to bill(?: (?:the )?patients?)?|"
        r"patient statements?|bill (?:the )?patients?",
        Queue.PATIENT_READY,
    ),
    (r"small (?:balances?|amounts?|dollars?)|low (?:balances?|dollars?)|penny balances?", Queue.SMALL_BALANCES),
)
_EXPORT = r"(?:the |our )?(?:newest |latest |last |new )?(?:exports?|lists?|reports?)"
UNLISTED = (
    rf"(?:not|no longer) (?:yet )?(?:listed|on {_EXPORT}|in {_EXPORT})|unlisted|missing (?:from|in|on) {_EXPORT}|"
    rf"(?:dropped|fell|gone) (?:off|out of|from) {_EXPORT}"
)
NOT_RESENT = r"(?:not|never) (?:yet )?(?:re-?sent|re-?submitted|sent again)"
"""Of rejected claims a queue; of others it is not read."""
NOT_KEPT: tuple[tuple[str, str], ...] = (
    (r"appealed|(?:on|in|under) appeal|appeals?(?: (?:out|pending|filed))?|at level \d", "Appeals"),
    (
        r"(?:waiting (?:on|for)|pending|with|awaiting) (?:the )?cod(?:ing|ers?)|coding reviews?",
        "Questions to coders",
    ),
    (
        r"(?:waiting (?:on|for)|pending|with|awaiting|sitting with) (?:the )?(?:doctors?|providers?|physicians?)|"
        r"(?:open |provider )?quer(?:y|ies)",
        "Questions to providers",
    ),
    (
        r"(?:approaching|near(?:ing)?|hits?|close to|about to hit|coming up on|up against) "
        r"(?:the )?(?:timely(?: filing)?|filing (?:limit|deadline)s?|deadlines?)"
        r"(?: (?:in|within) (?:the )?(?:next )?\d+ days?)?",
        "Filing deadlines",
    ),
)
"""What people may ask for and the store does not keep for worklists; each with its name for the note."""
FILLERS = frozenset(
    (
        "w aging aged age a about all also am an and any are "
        "as at be been by can claim claims could do does dollars each every for "
        "from get give gimme had has have having how i i'd i'm in insurance is it its just let list look me need now "
        "of on one ones only or our payer payers please pls pull queue right see show sitting so still tell that "
        "that's the their them there these they this those to up us want was we we've were what what's whats where "
        "which who whose with would you your worklist work status state currently yet today's team everyone "
        "everybody's everyone's many much new total totals count sum most number recent latest current did old "
        "anything filter run display find search bring go hey hi thanks reason reasons code codes carc rarc"
    ).split()
)
NEGATIONS = (
    r"(?:but )?not|except(?: for)?|excluding|exclude|other than|without|minus|non|never|no longer|no|nor|"
    r"(?<=everything )but|(?<=anything )but|(?<=all )but"
)
NEGATIVE = (
    r"no (?:longer (?:listed|on|in)|response|reply|answer|word|status|ack\w*|acceptance|auth\w*|coverage|"
    r"owners?|one|activity|touch|follow\w*|actions?|notes?|less|more)|no[- ]fault|"
    r"never (?:yet )?(?:sent|billed|touched|worked|re-?sent|resubmitted)|"
    r"without (?:an )?(?:owners?|auth\w*)|non[- ]?covered|"
    r"not (?:yet )?(?:sent|re-?sent|billed|submitted|re-?submitted|paid|accepted|acknowledged|answered|at|medical\w*|"
    r"necessary|eligible|covered|credentialed|enrolled|closed|snoozed|resolved|assigned(?! to)|owned(?! by)|taken|"
    r"listed|(?:on|in) (?:the |our )?(?:newest |latest |last |new )?(?:exports?|lists?|reports?)|"
    r"claimed|touched|worked|looked|updated|followed|called|been)"
)
"""What says no and has a meaning of its own."""

"""Words that may not stand in a query to a provider, each with why and what to write instead; it judges no query.

Many have a clinical meaning, too ("denies chest pain", "moderate amount", "care plan", "PR 160 ms"): each pattern is as
narrow as keeps those. Where a provider could read payment, denial or a measured effect into it, it is refused.
"""

from bot.rules.query_lint_base import Banned, Rule, any_of

_MONEY_MEND = "Leave money out: a query is about the record alone."
_PAYER_MEND = "Leave payers and plans out: who pays must not matter for what is documented."
_DENIAL_MEND = "Leave claims and denials out: ask what the record should say, not why it was refused."
_IMPACT_MEND = "Leave grouping, severity and quality scores out: name the clinical facts and ask what they mean."
_REVIEW_MEND = "Leave audits and reviewers out."

_PATIENT_SAYS = r"(?<!pt )(?<!pt\. )(?<!patient )(?<!she )(?<!he )(?<!they )(?<!who )(?<!mother )(?<!family )"
_SYMPTOM = (
    r"(?:any|all|having|chest|pain|fever|chills|nausea|vomiting|cough|shortness|sob|dyspnea|dizziness|syncope|headache|"
    r"alcohol|tobacco|drug|use|smoking|suicidal|si\b|hi\b|falls?|trauma|injury|weakness|numbness|palpitations|bleeding|"
    r"dysuria|diarrhea|weight|symptoms?|history|recent|abdominal|urinary|visual)"
)
_OF_PAY = r"(?:allowed|billed|dollar|paid|claim|balance|charge[ds]?|due|refund|payment|expected)"
_PAYERS = (
    *(r"medicare", r"medicaid", r"medi-cal", r"tricare", r"champva", r"aetna", r"cigna", r"humana", r"anthem"),
    *(r"united\s?health\s?care", r"uhc", r"blue\s?cross", r"blue\s?shield", r"bcbs\w*", r"kaiser", r"molina"),
    *(r"centene", r"ambetter", r"wellcare", r"optum", r"elevance", r"oscar health", r"highmark", r"healthnet"),
    *(r"cms", r"macs?(?= (?:says|said|wants|requires|will|pays|denie))", r"workers'? comp(?:ensation)?"),
)

BANNED: tuple[Banned, ...] = (
    # --- money ---
    Banned(
        rule=Rule.MONEY,
        pattern=any_of(
            r"\bpay(?:s|ing|able|back|out)?\b(?! (?:attention|heed))",
            r"\b(?:pre|re|under|over|non)?-?pa(?:yments?|id)\b(?! (?:\w+ )?attention)",
            r"\bunpaid\b",
            r"\breimburs\w*",
            r"\brefund\w*",
            r"\bmoney\b",
            r"\bmonetary\b",
            r"\bfinanc\w+",
            r"\brevenue\b",
            r"\bdollars?\b",
            r"\bcents\b",
            r"\bprofit\w*",
            r"\bfee(?:s|[- ]schedule)?\b",
            r"\bcopay\w*",
            r"\bco-?insurance\b",
            r"\bdeductibles?\b",
            r"\bcosts?\b",
            r"\bprices?\b",
            r"\bbill(?:s|ed|ing|able)?\b",
            r"\bcharg(?:es|ed|ing)\b",
            r"(?<!in )\bcharge\b(?! nurse)(?! of\b)",
            rf"\b{_OF_PAY} amounts?\b",
            r"\bamounts? (?:paid|due|billed|allowed|charged|owed|of the claim)\b",
            r"\bwrite-?\s?offs?\b",
            r"\b(?:outstanding|account|open|patient|unpaid|remaining) balance\b|\bbalance (?:of|due|is|was) \$?\d",
            r"\b\d{1,3}(?:,\d{3})+\.\d\d\b",
            r"\bwritten off\b",
            r"[$€£]\s?\d",
            r"\b\d[\d,]*(?:\.\d\d)?\s?(?:usd|dollars|bucks)\b",
            r"\bbonus(?:es)?\b",
            r"\bincentives?\b(?! spirometr)",
            r"\bcollect(?:ions?)? (?:more|the balance|the money)\b",
        ),
        mend=_MONEY_MEND,
    ),
    # --- who pays ---
    Banned(
        rule=Rule.PAYER,
        pattern=any_of(
            *(rf"\b{one}\b" for one in _PAYERS),
            r"\bpay(?:e|o)rs?\b",
            r"\binsur(?:ance|ances|er|ers|ed)\b",
            r"\b(?:the|their|this|our|insurance) carriers?\b",
            r"\b(?:health|insurance|advantage|benefit|hmo|ppo) plans?\b",
            r"\b(?:hmo|ppo)\b",
            r"\bthe plan (?:will|would|does|did|requires|says|wants|pays|denied|won't)\b",
            r"\b(?:prior|pre)[- ]?auth(?:orization|orisation|s)?\b",
            r"\bclearing-?house\b",
            r"\b(?:united|oscar|devoted|clover|bright|carrier|plan|mac) "
            r"(?:wants?|says?|said|requires?|required|asks?|asked|denie[ds]|pays?|paid|needs?|won't|rejected|"
            r"refused)\b",
            r"\b(?:l|n)cds?\b",
            r"\b(?:local|national) coverage determinations?\b",
            r"\bcover(?:age polic(?:y|ies)|ed benefits?|ed services?)\b",
            r"\bmedical(?:ly)? (?:policy|policies)\b",
        ),
        mend=_PAYER_MEND,
    ),
    # --- denials and claims ---
    Banned(
        rule=Rule.DENIAL,
        pattern=any_of(
            r"(?<!in )\bdenials?\b",
            rf"{_PATIENT_SAYS}\b(?:denied|deny|denying)\b(?! {_SYMPTOM})",
            r"\b(?:was|were|be|been|being|got|get|gets|is|are) denied\b",
            r"\bdenied (?:by|for|as|because|due|under|claim|with|the claim|on)\b",
            r"\b(?:claim|service|line|visit|procedure|test|code|it|cpt) denie[ds]\b",
            r"\breject(?:ed|ion|ions|s)?\b(?!.{0,40}\b(?:graft|transplant|allograft|kidney|organ)\b)"
            r"(?<!graft rejection)(?<!transplant rejection)(?<!organ rejection)(?<!acute rejection)"
            r"(?<!allograft rejection)(?<!cellular rejection)(?<!mediated rejection)",
            r"\b(?:the|this|that|our|a|an|your|his|her|corrected|new|insurance|original|their) claims?\b",
            r"\bclaim(?:s)? (?:form|number|status|line|level|was|is|were|are|will|can|to be|came)\b",
            r"\bre-?(?:bill|submit)\w*",
            r"\bappeal(?:s|ed|ing)?\b",
            r"\btimely filing\b",
            r"\bhard edits?\b|\bncci\b",
            r"\bcarcs?\b",
            r"\brarcs?\b",
            r"\b(?:remark|reason|adjustment|denial|remittance) codes?\b",
            r"\bremit(?:tance|tances|s)?\b",
            r"\beobs?\b|\beras?\b(?= (?:shows|says|came))|\b835\b",
            r"\bexplanation of benefits\b",
            r"\b(?:co|pr|oa|pi)-\s?(?!2\b)[ab]?\d{1,3}\b(?!\.\d)(?! ?(?:ms|msec|mm))",
            r"\bco ?(?!2\b)(?:\d{2,3}|[ab]\d{1,2})\b(?!\.\d)(?! ?(?:l\b|l/|ppm|mm|%|ms))",
            r"\b(?:remark|reason|code|rarc|carc)s? (?:m|n|ma)\d{1,4}\b|\b(?:m|n|ma)\d{1,4} (?:remark|rarc|carc)\b",
            r"\bma\d{2,3}\b",
        ),
        mend=_DENIAL_MEND,
    ),
    # --- what the answer would change elsewhere ---
    Banned(
        rule=Rule.IMPACT,
        pattern=any_of(
            r"\b(?:ms-?|apr-?|ap-?)?drgs?\b",
            r"\bmccs?\b",
            r"\bcc/mcc\b|\bmcc/cc\b",
            r"\b(?:as|is|counts as|qualif\w+ (?:as|for)) an? cc\b",
            r"\bcomorbid\w* (?:capture|credit)\b",
            r"\bhccs?\b",
            r"\bhierarchical condition\b",
            r"\braf\b(?:[- ]scores?)?",
            r"\brisk[- ]adjust\w*",
            r"\bw?rvus?\b",
            r"\brelative value\b",
            r"\brelative weights?\b",
            r"\bcase[- ]mix\b|\bcmi\b",
            r"\bseverity of illness\b|\brisk of mortality\b|\bsoi\b",
            r"\bseverity (?:levels?|tiers?|capture|credit|ranking)\b",
            r"\b(?:increas|rais|rise|improv|impact|affect|captur|boost|bump|rais|maximi[sz]|higher|reflect)\w*"
            r"\W+(?:\w+\W+){0,3}(?:severity|acuity score|quality scores?|ratings?|weights?)\b",
            r"\bquality (?:measures?|metrics?|scores?|ratings?|indicators?|report(?:s|ing)?|programs?|payments?|impact|"
            r"data|numbers|profile)\b",
            r"\bcore measures?\b",
            r"\bpatient safety indicators?\b|\bpsi[- ]?\d{2}\b",
            r"\bhac\b|\bhospital[- ]acquired condition (?:list|penalt\w+|program)\b",
            r"\bstar ratings?\b|\bmips\b|\bhedis\b|\bmacra\b",
            r"\breadmission (?:rates?|penalt\w+|measures?)\b",
            r"\bmortality (?:index|ratio|rates?|scores?|o/e)\b",
            r"\blength[- ]of[- ]stay (?:target|index|benchmark)\b|\bgmlos\b",
            r"\b(?:scorecard|report card|benchmark|performance (?:score|rating|measure|data))s?\b",
            r"\b(?:optimi[sz]|maximi[sz])\w* (?:\w+ ){0,2}(?:documentation|coding|codes?|capture)\b",
            r"\b(?:higher|better|lower|more specific paying|stronger)[- ](?:\w+ )?"
            r"(?:codes?|levels? of (?:service|care|coding)|e/?m|weighted|drg|tier)\b",
            r"\b(?:your|physician|provider|practice|hospital)(?:'s)? (?:profile|metrics|numbers|ratings?|"
            r"statistics|rankings?)\b",
            r"\bup-?cod\w+|\bdown-?cod\w+",
            r"\bcode (?:it |this |that )?higher\b",
            r"\b(?:so|for) (?:that )?we can (?:bill|code|get|capture|support)\b",
            r"\bto support (?:the |this |our )?(?:code|level|billing|coding|higher)\b",
        ),
        mend=_IMPACT_MEND,
    ),
    # --- who looks at it ---
    Banned(
        rule=Rule.REVIEW,
        pattern=any_of(
            r"\baudit(?:s|ed|ing|or|ors)?\b(?!-c\b)(?! (?:score|questionnaire|screen))",
            r"\brac (?:audit\w*|review\w*|contractor\w*|request\w*)\b",
            r"\b(?:oig|upic|zpic|recovery audit contractor)\b",
            r"\bcompliance (?:review|department|officer|risk)\b",
            r"\btake-?backs?\b|\bclaw-?backs?\b|\brecoup\w*",
            r"\bpenalt(?:y|ies)\b",
        ),
        mend=_REVIEW_MEND,
    ),
)

"""What a column of an export can mean, and the words for it in real headers; it looks at headings only, not at cells.

One table of words for all systems. The words of a field stand in ranks: a column of a lower rank is taken only where no
column of a higher rank stands in the same export, so "Encounter ID" is the claim number only without a "Claim ID".
"""

import re
from enum import StrEnum
from functools import cache

from data.words import plain, stem


class Field(StrEnum):
    """A column's meaning. The values are what a person types after the equals sign of `--map`."""

    CLAIM_NUMBER = "claim_number"
    ACCOUNT_NUMBER = "account_number"
    PATIENT_NAME = "patient_name"
    PATIENT_LAST = "patient_last"
    PATIENT_FIRST = "patient_first"
    PROVIDER = "provider"
    SERVICE_FROM = "service_from"
    SERVICE_TO = "service_to"
    SENT_ON = "sent_on"
    STATUS = "status"
    BILLED = "billed"
    PAID = "paid"
    ADJUSTED = "adjusted"
    PATIENT_PAID = "patient_paid"
    INSURANCE_BALANCE = "insurance_balance"
    PATIENT_BALANCE = "patient_balance"
    BALANCE = "balance"
    PAYER = "payer"
    PAYER_PAID = "payer_paid"
    PAYER_ADJUSTED = "payer_adjusted"
    SECONDARY_PAYER = "secondary_payer"
    SECONDARY_PAID = "secondary_paid"
    SECONDARY_ADJUSTED = "secondary_adjusted"
    TERTIARY_PAYER = "tertiary_payer"
    TERTIARY_PAID = "tertiary_paid"
    TERTIARY_ADJUSTED = "tertiary_adjusted"
    DIAGNOSIS = "diagnosis"
    PROCEDURE = "procedure"
    MODIFIER = "modifier"
    UNITS = "units"


IDENTIFIERS = frozenset({Field.CLAIM_NUMBER, Field.ACCOUNT_NUMBER})
DATES = frozenset({Field.SERVICE_FROM, Field.SERVICE_TO, Field.SENT_ON})
MONEY = frozenset(
    {
        Field.BILLED,
        Field.PAID,
        Field.ADJUSTED,
        Field.PATIENT_PAID,
        Field.INSURANCE_BALANCE,
        Field.PATIENT_BALANCE,
        Field.BALANCE,
        Field.PAYER_PAID,
        Field.PAYER_ADJUSTED,
        Field.SECONDARY_PAID,
        Field.SECONDARY_ADJUSTED,
        Field.TERTIARY_PAID,
        Field.TERTIARY_ADJUSTED,
    }
)
SEVERAL = frozenset({Field.DIAGNOSIS, Field.MODIFIER})
"""Fields that an export may spread over several columns: Modifier 1, Modifier 2."""

_SHORT = {
    "#": "number",
    "no": "number",
    "num": "number",
    "nbr": "number",
    "nr": "number",
    "amt": "amount",
    "acct": "account",
    "adj": "adjustment",
    "adjust": "adjustment",
    "adjudicated": "adjudication",
    "bal": "balance",
    "chg": "charge",
    "chrg": "charge",
    "clm": "claim",
    "dx": "diagnosis",
    "diagnose": "diagnosis",
    "diag": "diagnosis",
    "enc": "encounter",
    "ins": "insurance",
    "ins1": "primary insurance",
    "ins2": "secondary insurance",
    "ins3": "tertiary insurance",
    "inv": "invoice",
    "mod": "modifier",
    "pat": "patient",
    "pmt": "payment",
    "pymt": "payment",
    "prim": "primary",
    "pri": "primary",
    "proc": "procedure",
    "prov": "provider",
    "pt": "patient",
    "resp": "responsibility",
    "sec": "secondary",
    "srv": "service",
    "svc": "service",
    "tert": "tertiary",
    "tot": "total",
}

_RANKS: dict[Field, tuple[str, ...]] = {
    Field.CLAIM_NUMBER: (
        "claim id|claim number|claim|claim control number|claim reference number|invoice|invoice number|invoice id|"
        "patient control number|claim identifier|bill number|claim reference",
        "encounter|encounter id|encounter number|visit|visit id|visit number|ticket number|superbill number",
        "appointment|appointment id",
    ),
    Field.ACCOUNT_NUMBER: (
        "account number|account|account id|patient account number|patient account|patient account id",
        "patient id|patient number|pid|pubpid|mrn|patient mrn|chart number|chart|chart id|medical record number",
    ),
    Field.PATIENT_NAME: ("patient name|patient|name|patient full name|client name|client|patient last first",),
    Field.PATIENT_LAST: ("patient last name|last name|patient last|patient surname|surname|lname|patient lname",),
    Field.PATIENT_FIRST: ("patient first name|first name|patient first|given name|fname|patient fname",),
    Field.PROVIDER: (
        "rendering provider|rendarring provider|rendering provider name|rendering|provider|provider name|"
        "treating provider|servicing provider|performing provider|service provider",
        "billing provider|billing provider name|doctor|physician|clinician|provider full name",
    ),
    Field.SERVICE_FROM: (
        "dos|date of service|service date|date service|service start date|service from|service date from|from date|"
        "from date of service|dos from|from dos|service from date|date of service from|first date of service|"
        "first service date|dos start|start dos|service begin date|begin date of service|visit date|encounter date",
    ),
    Field.SERVICE_TO: (
        "service end date|service to|service date to|to date|to date of service|dos to|to dos|service to date|"
        "date of service to|last date of service|last service date|dos end|end dos|service through date|through date",
    ),
    Field.SENT_ON: (
        "date sent|sent date|sent on|submitted date|date submitted|submission date|submitted on|claim submission date|"
        "date filed|filed date|claim sent date|last submitted date|last submission date|last bill date",
        "date sent orig|original submission date|first submitted date|first submission date|first bill date|"
        "bill date|billed date|date billed|claim date",
    ),
    Field.STATUS: (
        "status|claim status|billing status|current queue|track stat|track status|claim state|current status|"
        "current claim status",
        "encounter status|invoice status|line status",
    ),
    Field.BILLED: (
        "billed|billed amount|amount billed|charge|charge amount|total charge|total charge amount|claim amount|"
        "claim charge|claim total|billed charge|total billed|total billed amount|total claim amount|fee|total fee|"
        "gross charge|line charge|submitted charge|charge total|total claim charge",
        "amount",
    ),
    Field.PAID: (
        "paid|paid amount|amount paid|total paid|total payment|payment|payment amount|total paid amount|paid total|"
        "total amount paid|receipt",
    ),
    Field.ADJUSTED: (
        "adjustment|adjusted|adjustment amount|adjusted amount|total adjustment|total adjusted|amount adjusted|"
        "total adjustment amount|write off|writeoff|write off amount",
    ),
    Field.PATIENT_PAID: (
        "patient paid|patient payment|patient paid amount|patient payment amount|paid by patient|patient amount paid|"
        "total patient payment|total patient paid",
    ),
    Field.INSURANCE_BALANCE: (
        "insurance balance|insurance balance due|insurance due|insurance outstanding|payer balance|"
        "balance insurance|insurance responsibility",
    ),
    Field.PATIENT_BALANCE: (
        "patient balance|patient balance due|patient due|patient outstanding|balance patient|patient responsibility|"
        "patient responsibility amount|patient resp",
    ),
    Field.BALANCE: (
        "balance|balance due|total balance|outstanding balance|outstanding|outstanding amount|amount due|claim balance|"
        "current balance|open balance|balance amount|total balance due|total due|remaining balance|ar",
    ),
    Field.PAYER: (
        "payer|payer name|primary payer|primary payer name|primary insurance|primary insurance name|"
        "primary insurance company name|primary insurance company|insurance|insurance name|insurance company|"
        "insurance company name|carrier|carrier name|primary carrier|primary carrier name|current payer|insurance plan|"
        "payor|payor name|primary payor|primary payor name|insurance carrier|primary insurance carrier|primary plan|"
        "plan name|insurance plan name|primary insurance plan|primary insurance plan name|primary",
    ),
    Field.PAYER_PAID: (
        "primary insurance payment|primary insurance insurance payment|primary insurance paid|primary paid|"
        "primary payment|primary payer paid|insurance paid|insurance payment|payer paid|paid by insurance|"
        "insurance paid amount|insurance payment amount|paid by payer|primary paid amount|payer payment",
    ),
    Field.PAYER_ADJUSTED: (
        "primary insurance adjustment|primary insurance insurance contract adjustment|primary adjustment|"
        "primary insurance contract adjustment|primary insurance insurance adjustment|primary payer adjustment|"
        "insurance adjustment|contractual adjustment|contract adjustment|insurance adjustment amount|payer adjustment",
    ),
    Field.DIAGNOSIS: (
        "diagnosis|diagnosis code|icd|icd10|icd 10|icd code|icd10 code|icd 10 code|primary diagnosis|"
        "primary diagnosis code|principal diagnosis|icd 10 cm",
    ),
    Field.PROCEDURE: (
        "procedure|procedure code|cpt|cpt code|hcpcs|hcpcs code|cpt hcpcs|cpt hcpcs code|service code|billing code|"
        "cpt procedure code|line procedure code",
        "code",
    ),
    Field.MODIFIER: ("modifier|procedure modifier|modifier code|cpt modifier",),
    Field.UNITS: ("unit|quantity|qty|service unit|unit billed|billed unit|day or unit|number of unit",),
}
_LATER_PAYERS = {
    Field.PAYER: (Field.SECONDARY_PAYER, Field.TERTIARY_PAYER),
    Field.PAYER_PAID: (Field.SECONDARY_PAID, Field.TERTIARY_PAID),
    Field.PAYER_ADJUSTED: (Field.SECONDARY_ADJUSTED, Field.TERTIARY_ADJUSTED),
}

_NOT_READ = (
    "payer id|payor id|provider id|provider npi|claim type|claim age|claim note|posting date|posted date|created date|"
    "entry date|due date|payment date|paid date|date paid|last payment date|check date|check number|check amount|"
    "adjudication date|allowed|allowed amount|deductible|copay|coinsurance|aging day|age|reason|type|note|error|"
    "referrer|referring provider|facility|location|place of service|case name|plan type|payer type|insurance type|"
    "service type|patient state|patient type|visit type|denial code|denial reason"
)
"""Headings that are close to one of the above and mean something else."""
_PERSONAL_WORDS = frozenset(
    "dob birth birthdate birthday ssn ss mbi hicn hic phone telephone tel fax mobile cell email mail address addr "
    "street city town zip zipcode postal postcode gender sex race ethnicity".split()
)
_PERSONAL_HOLDERS = frozenset("member subscriber policy insured beneficiary group medicaid medicare".split())
_PERSONAL_NUMBERS = frozenset("id number name dob ssn".split())
_PERSONAL_ENDINGS = ("insurance id", "insurance number")
_PERSONAL_HEADINGS = ("date of birth", "social security number", "member id", "policy number", "subscriber id", "phone")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LAST_DIGIT = re.compile(r" ?[0-9]+$")


@cache
def heading_words(heading: str) -> str:
    """A heading as compared: words parted, singular, short forms written out: "PatName" -> "patient name"."""
    words = plain(_CAMEL.sub(" ", heading).replace("#", " number ").replace("'", "")).split()
    return " ".join(_SHORT.get(word) or _SHORT.get(stem(word)) or stem(word) for word in words)


@cache
def ranked_words() -> dict[str, tuple[Field, int]]:
    """Every known heading, as `heading_words`, with its field and rank; 0 is taken first."""
    known: dict[str, tuple[Field, int]] = {}
    for field, ranks in _RANKS.items():
        for rank, words in enumerate(ranks):
            for heading in words.split("|"):
                known[heading_words(heading)] = (field, rank)
    for field, later in _LATER_PAYERS.items():
        for heading in _RANKS[field][0].split("|"):
            if heading.startswith("primary"):
                for ordinal, later_field in zip(("secondary", "tertiary"), later, strict=True):
                    known[heading_words(heading.replace("primary", ordinal, 1))] = (later_field, 0)
    return known


def field_of(heading: str) -> tuple[Field, int] | None:
    """The field and rank of a heading that is known word for word; "Modifier 2" counts as "Modifier"."""
    words = heading_words(heading)
    known = ranked_words()
    if words in known:
        return known[words]
    unnumbered = known.get(_LAST_DIGIT.sub("", words))
    return unnumbered if unnumbered and unnumbered[0] in SEVERAL else None


def is_personal(heading: str) -> bool:
    """Whether a column holds what is never read: birth dates, social security and member numbers, ways to reach."""
    words = frozenset(heading_words(heading).split())
    if words & _PERSONAL_WORDS or {"social", "security"} <= words or heading_words(heading).endswith(_PERSONAL_ENDINGS):
        return True
    return bool(words & _PERSONAL_HOLDERS) and (bool(words & _PERSONAL_NUMBERS) or len(words) == 1)


@cache
def personal_headings() -> frozenset[str]:
    """Headings of personal columns as `heading_words`, to recognize a misspelt one by."""
    return frozenset(map(heading_words, _PERSONAL_HEADINGS))


@cache
def unread_headings() -> frozenset[str]:
    """Headings as `heading_words` that are no misspelling of one that is read."""
    return frozenset(map(heading_words, _NOT_READ.split("|")))

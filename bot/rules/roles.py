"""Which role may do what: what is not granted here is refused; it knows no person by name and asks nothing."""

from enum import StrEnum

from data.people_models import Person, Role


class Permission(StrEnum):
    """What can be allowed. The values stand in the audit trail."""

    LOOK_UP_CODES = "look_up_codes"
    SEE_DENIAL_HELP = "see_denial_help"
    SEE_CLAIM = "see_claim"
    WORK_CLAIM = "work_claim"
    ANSWER_REVIEW = "answer_review"
    ASSIGN = "assign"
    WRITE_OFF_PROPOSE = "write_off_propose"
    WRITE_OFF_CONFIRM = "write_off_confirm"
    IMPORT = "import"
    SEE_REPORTS = "see_reports"
    EXPORT = "export"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"
    SETTINGS = "settings"
    ROUTES = "routes"
    PAYERS = "payers"
    ASK_PROVIDER = "ask_provider"
    ANSWER_QUERY = "answer_query"
    GLOSSARY = "glossary"
    GLOSSARY_OTHERS = "glossary_others"


_CODES = frozenset({Permission.LOOK_UP_CODES, Permission.SEE_DENIAL_HELP})
"""Holds nothing of any patient."""
_READS = _CODES | {Permission.SEE_CLAIM}
_WORKS = _READS | {Permission.WORK_CLAIM, Permission.GLOSSARY}
_CODES_CLAIMS = _WORKS | {Permission.ASK_PROVIDER}
_BILLS = _CODES_CLAIMS | {Permission.ASSIGN, Permission.WRITE_OFF_PROPOSE, Permission.IMPORT, Permission.SEE_REPORTS}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _READS,
    Role.FRONT_DESK: _WORKS,
    Role.PROVIDER: _CODES | {Permission.ANSWER_QUERY},
    Role.CODER: _CODES_CLAIMS | {Permission.ANSWER_REVIEW},
    Role.BILLER: _BILLS,
    Role.CREDENTIALING: _WORKS,
    Role.COMPLIANCE: _READS | {Permission.SEE_REPORTS, Permission.SEE_AUDIT, Permission.GLOSSARY},
    Role.LEAD: _BILLS
    | {Permission.WRITE_OFF_CONFIRM, Permission.EXPORT, Permission.PAYERS, Permission.ROUTES}
    | {Permission.GLOSSARY_OTHERS},
    Role.ADMIN: frozenset(Permission),
}
"""A provider sees no claim: what a query to them asks must not be led by payer, amount or denial."""

_WHAT = {
    Permission.LOOK_UP_CODES: "look up codes",
    Permission.SEE_DENIAL_HELP: "look up denial codes",
    Permission.SEE_CLAIM: "look at claims",
    Permission.WORK_CLAIM: "work on claims",
    Permission.ANSWER_REVIEW: "answer coding reviews",
    Permission.ASSIGN: "hand claims to others",
    Permission.WRITE_OFF_PROPOSE: "propose write-offs",
    Permission.WRITE_OFF_CONFIRM: "confirm write-offs",
    Permission.IMPORT: "import files",
    Permission.SEE_REPORTS: "look at reports",
    Permission.EXPORT: "export claims",
    Permission.MANAGE_PEOPLE: "manage people",
    Permission.SEE_AUDIT: "look at the audit trail",
    Permission.SETTINGS: "change settings",
    Permission.ROUTES: "change where claims are posted",
    Permission.PAYERS: "change payers and their rules",
    Permission.ASK_PROVIDER: "ask providers",
    Permission.ANSWER_QUERY: "answer queries to providers",
    Permission.GLOSSARY: "write entries of the glossary",
    Permission.GLOSSARY_OTHERS: "withdraw other people's entries of the glossary",
}


def may(person: Person | None, permission: Permission) -> bool:
    """Whether one of the person's roles grants it; nobody and deactivated people may do nothing."""
    if person is None or not person.is_active:
        return False
    return any(permission in GRANTED.get(role, frozenset()) for role in person.roles)


def refusal_sentence(permission: Permission) -> str:
    """What is refused, why, and whom to ask."""
    return (
        f"You cannot {_WHAT[permission]} here: none of your roles includes it. "
        "Ask an administrator of this bot to change your roles."
    )

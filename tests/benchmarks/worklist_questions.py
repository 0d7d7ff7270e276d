"""What worklists are asked for in the benchmark: every kind of filter of the user guide, every order, every queue."""

from itertools import product

from data.worklist_models import Sort

KINDS: dict[str, tuple[str, ...]] = {
    "by state": (
        *("open", "denied", "rejected", "pending", "no response", "records requested", "crossed over", "not sent"),
        *("patient balance", "partly paid", "paid", "closed", "written off", "denied or rejected"),
    ),
    "by payer": (
        *("aetna", "uhc", "blue cross", "medicare", "medicaid", "aetna and cigna", "medicare secondary", "secondary"),
        *("commercial", "medicare advantage"),
    ),
    "by age": ("over 60", "31-60", "120+", "older than 2 weeks", "under 30 days"),
    "by balance": ("over $500", "under $25", "between $100 and $250", "over 2k", "at least $100"),
    "by owner": ("mine", "unassigned", "assigned to person 5", "my denials"),
    "by reason": (
        *("co-197", "carc 50 or 16", "auth denials", "timely filing", "coding", "medical necessity", "duplicates"),
        *("group oa", "denied co-16"),
    ),
    "by remark": ("N130", "N130 everything", "MA130", "MA130 everything", "N130 denied", "N519", "M15 everything"),
    "by day": (
        *("denied since june", "paid last week", "paid last month", "sent last month", "service 1/5 to 1/20"),
        *("closed in 2026", "rejected last week", "since june"),
    ),
    "left undone": (
        *("due today", "due this week", "overdue", "my overdue", "not touched in 2 weeks", "untouched for 60 days"),
        *("snoozed", "resubmitted"),
    ),
    "by provider": ("provider wren", "dr wren denied"),
    "by number": ("claim number 4321", "claim number C1004321", "claim number 999", "claim number 77777777"),
    "in order": tuple(
        f"{words} by {sort}"
        for words, sort in product(("open", "denied", "aetna", "no response", "everything aetna"), Sort)
    ),
    "queues": (
        *("unworked denials", "rejected not resent", "crossed over unpaid", "credit balances", "patient balance ready"),
        *("small balances", "small balances under $50"),
    ),
    "negated": (
        *("not denied", "denied not aetna", "except medicare", "not mine", "denied not co-197", "not auth denials"),
        *("open without medicaid by payer", "denied not provider wren"),
    ),
    "closed ones too": (
        *("everything", "denied including closed", "paid aetna", "everything aetna", "everything cigna"),
        *("closed medicaid", "everything over $500", "everything 120+", "everything mine", "everything unassigned"),
        *("everything medicare secondary", "everything aetna since june", "paid aetna last month"),
    ),
    "together": (
        *("denied aetna over 60", "31-60 uhc", "unassigned medicaid over $200", "humana denied co-16"),
        *("denied bcbs not touched in 10 days", "pending over 45 days by age", "no response over 30"),
        *("auth denials aetna by payer", "unassigned over 60 by due", "everything co-97 cigna by payer"),
        *("N130 aetna", "overdue by payer", "overdue by priority", "over $500 by payer", "paid by due"),
    ),
}
RARE = (
    *("everything co", "everything co-197", "everything N519", "everything resubmitted", "everything sent last month"),
    *("everything provider wren", "everything by payer"),
)
"""What is asked of everything that was ever done by something else than state, payer, owner or day: told, not held
to the target."""

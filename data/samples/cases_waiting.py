"""Cases of claims on which no payer has decided, and of claims that never left the practice."""

from data.samples.case import ACCEPTED, AT_CLEARINGHOUSE, PRIVATE, Case, Left, denied, sent_again
from data.samples.rulings import Denial, Ruling
from data.samples.shapes import Route
from data.samples.steps import Answer, Remit, Send, Tell

RECENT = (3, 40)

WAITING = (
    Case("submitted_only", 9, "submitted", Left.ALL, (Send(route=Route.LOST),), days_old=(3, 120)),
    Case("syntax_accepted_only", 8, "received", Left.ALL, (Send(route=Route.SYNTAX_ONLY),), days_old=(5, 70)),
    Case("syntax_rejected", 6, "rejected", Left.ALL, (Send(route=Route.SET_REJECTED),), days_old=(5, 90)),
    Case("interchange_rejected", 4, "rejected", Left.ALL, (Send(route=Route.INTERCHANGE_REJECTED),), days_old=(5, 60)),
    Case("clearinghouse_received", 9, "received", Left.ALL, AT_CLEARINGHOUSE, days_old=(6, 80)),
    Case("clearinghouse_forwarded", 5, "received", Left.ALL, (Send(), Answer(category="A0")), days_old=RECENT),
    Case("accepted_waiting", 34, "accepted", Left.ALL, ACCEPTED, days_old=(6, 34)),
    Case("accepted_silent", 8, "accepted", Left.ALL, ACCEPTED, days_old=(45, 130)),
    Case("rejected_unprocessable", 5, "rejected", Left.ALL, (Send(), Answer(category="A3", status="21"))),
    Case(
        "rejected_missing_information",
        5,
        "rejected",
        Left.ALL,
        (Send(), Answer(category="A6", status="562", entity="82")),
        days_old=(5, 120),
    ),
    Case(
        "rejected_member_id",
        6,
        "rejected",
        Left.ALL,
        (*AT_CLEARINGHOUSE, Answer(category="A7", status="164", entity="IL", by_payer=True)),
        days_old=(5, 120),
    ),
    Case(
        "rejected_relation",
        4,
        "rejected",
        Left.ALL,
        (*AT_CLEARINGHOUSE, Answer(category="A8", status="255", by_payer=True)),
        days_old=(5, 120),
    ),
    Case("rejected_batch", 4, "rejected", Left.ALL, (Send(route=Route.BATCH_REJECTED),), days_old=(5, 60)),
    Case("rejected_provider", 4, "rejected", Left.ALL, (Send(route=Route.PROVIDER_REJECTED),), days_old=(5, 60)),
    Case(
        "rejected_sent_again_waiting",
        4,
        "accepted",
        Left.ALL,
        (Send(), Answer(category="A6", status="562", entity="82"), *sent_again("1")),
        days_old=(14, 45),
    ),
    Case("pending", 9, "pending", Left.ALL, (*ACCEPTED, Tell(category="P1", status="20"))),
    Case("pending_review", 5, "pending", Left.ALL, (*ACCEPTED, Tell(category="P3", status="317"))),
    Case("records_requested", 6, "info_requested", Left.ALL, (*ACCEPTED, Tell(category="R4", status="294"))),
    Case(
        "final_paid_no_remittance",
        4,
        "pending",
        Left.ALL,
        (*ACCEPTED, Tell(category="F1", status="65", waits=(14, 20))),
    ),
    Case(
        "final_denied_no_remittance",
        4,
        "denied",
        Left.ALL,
        (*ACCEPTED, Tell(category="F2", status="88", waits=(14, 20))),
    ),
    Case(
        "suspended_by_remittance", 2, "pending", Left.ALL, (*ACCEPTED, denied("133", group="OA", stands=False)), PRIVATE
    ),
    Case(
        "predetermination",
        2,
        "accepted",
        Left.ALL,
        (*ACCEPTED, Remit(status="25", ruling=Ruling(denial=Denial(group="OA", carc="101")), stands=False)),
        PRIVATE,
    ),
)

EXPORT_ONLY = (
    Case("draft", 6, "draft", Left.ALL, days_old=(0, 12)),
    Case("self_pay", 6, "patient_balance", Left.PATIENT, days_old=(5, 100), self_pay=True),
)

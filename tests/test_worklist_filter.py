"""What people type for a worklist and how it is read: every phrase with all that it comes to."""

from datetime import date
from typing import Any

import pytest

from bot.rules.worklist_filter import WorklistFilter, read_filter
from bot.rules.worklist_negated import Excluded
from bot.rules.worklist_saying import describe
from data.claim_models import ClaimState, PayerKind
from data.worklist_models import Queue, Sort, Span

TODAY = date(2026, 11, 24)
"""A Tuesday."""
PAYERS = [
    "Aetna",
    "BCBS of Sample State",
    "Cigna",
    "Evergreen Sample Health Plan",
    "Granite Sample Workers Compensation",
    "HARBOR SAMPLE MEDIGAP",
    "Humana",
    "Lakeside Sample HMO",
    "Medicare Part A Sample MAC",
    "Medicare Part B Sample MAC",
    "ORCHARD SAMPLE RETIREE PLAN",
    "Sample State Medicaid",
    "Self-pay",
    "TRICARE Sample Region",
    "UHC",
]
PEOPLE = ["Bea Biller", "Lee Lead", "Maria Moss", "U0LEE0001"]
PHRASES: list[tuple[str, dict[str, Any]]] = [
    ("denied", {"states": {ClaimState.DENIED}}),
    ("denials", {"states": {ClaimState.DENIED}}),
    ("denied claims please", {"states": {ClaimState.DENIED}}),
    ("show me all denied claims", {"states": {ClaimState.DENIED}}),
    ("rejected at the clearinghouse", {"states": {ClaimState.REJECTED}}),
    ("rejections", {"states": {ClaimState.REJECTED}}),
    ("front end rejections", {"states": {ClaimState.REJECTED}}),
    ("what's still pending", {"states": {ClaimState.PENDING}}),
    ("pended at payer", {"states": {ClaimState.PENDING}}),
    ("records requested", {"states": {ClaimState.INFO_REQUESTED}}),
    ("waiting on records", {"states": {ClaimState.INFO_REQUESTED}}),
    ("partially paid", {"states": {ClaimState.PARTLY_PAID}}),
    ("line denials", {"states": {ClaimState.PARTLY_PAID}}),
    ("crossed over", {"states": {ClaimState.FORWARDED}}),
    ("crossovers", {"states": {ClaimState.FORWARDED}}),
    ("patient balance", {"states": {ClaimState.PATIENT_BALANCE}}),
    ("written off", {"states": {ClaimState.WRITTEN_OFF}}),
    ("closed", {"states": {ClaimState.CLOSED}}),
    ("drafts", {"states": {ClaimState.DRAFT}}),
    ("not sent", {"states": {ClaimState.DRAFT}}),
    ("unbilled", {"states": {ClaimState.DRAFT}}),
    ("paid", {"states": {ClaimState.PAID}}),
    ("paid in full", {"states": {ClaimState.PAID}}),
    ("accepted by payer", {"states": {ClaimState.ACCEPTED}}),
    ("at clearinghouse", {"states": {ClaimState.RECEIVED}}),
    ("received", {"states": {ClaimState.RECEIVED}}),
    ("no response", {"states": {ClaimState.ACCEPTED, ClaimState.RECEIVED, ClaimState.SUBMITTED}}),
    ("haven't heard back", {"states": {ClaimState.ACCEPTED, ClaimState.RECEIVED, ClaimState.SUBMITTED}}),
    ("no ack", {"states": {ClaimState.SUBMITTED}}),
    ("not listed", {"is_unlisted": True}),
    ("denied, no longer listed", {"states": {ClaimState.DENIED}, "is_unlisted": True}),
    ("aetna missing from the newest export", {"payers": ("Aetna",), "is_unlisted": True}),
    ("open", {"is_open": True}),
    ("unpaid", {"is_open": True}),
    ("outstanding a/r", {"is_open": True}),
    ("denied or rejected", {"states": {ClaimState.DENIED, ClaimState.REJECTED}}),
    ("snoozed", {"is_snoozed": True}),
    ("resolved in pm", {"is_resolved": True}),
    ("resubmitted", {"is_resent": True}),
    ("everything medicaid", {"payer_kinds": {PayerKind.MEDICAID}, "is_any": True}),
    ("denied including closed", {"states": {ClaimState.DENIED}, "is_any": True}),
    ("over 60", {"age_min": 61}),
    ("over 90 days", {"age_min": 91}),
    ("older than 2 weeks", {"age_min": 15}),
    ("more than 3 months old", {"age_min": 91}),
    ("at least 45 days", {"age_min": 45}),
    ("under 30 days", {"age_max": 30}),
    ("120+", {"age_min": 121}),
    ("90+ days", {"age_min": 91}),
    ("0-30", {"age_min": 0, "age_max": 30}),
    ("61 to 90", {"age_min": 61, "age_max": 90}),
    ("91-120 bucket", {"age_min": 91, "age_max": 120}),
    ("between 30 and 60 days", {"age_min": 30, "age_max": 60}),
    ("60 days old", {"age_min": 60}),
    ("over $500", {"amount_min": 50001}),
    ("over 2k", {"amount_min": 200001}),
    ("at least $1,000", {"amount_min": 100000}),
    ("under $25", {"amount_max": 2499}),
    ("$500+", {"amount_min": 50000}),
    ("between $100 and $250", {"amount_min": 10000, "amount_max": 25000}),
    ("balance over 75", {"amount_min": 7501}),
    ("between 300 and 900", {"amount_min": 30000, "amount_max": 90000}),
    ("less than $10.50", {"amount_max": 1049}),
    ("over 500", {"amount_min": 50001}),
    ("above 1500", {"amount_min": 150001}),
    ("uhc", {"payers": ("UHC",)}),
    ("united healthcare", {"payers": ("UHC",)}),
    ("blue cross blue shield", {"payers": ("BCBS",)}),
    ("the blues", {"payers": ("BCBS",)}),
    ("medicare", {"payer_kinds": {PayerKind.MEDICARE}}),
    ("mcr", {"payer_kinds": {PayerKind.MEDICARE}}),
    ("medicare part b", {"payers": ("Medicare Part B Sample MAC",)}),
    ("medicare advantage", {"payer_kinds": {PayerKind.MEDICARE_ADVANTAGE}}),
    ("medicaid", {"payer_kinds": {PayerKind.MEDICAID}}),
    ("mcd", {"payer_kinds": {PayerKind.MEDICAID}}),
    ("tricare", {"payer_kinds": {PayerKind.TRICARE}}),
    ("workers comp", {"payer_kinds": {PayerKind.WORKERS_COMPENSATION}}),
    ("self pay", {"payer_kinds": {PayerKind.SELF_PAY}}),
    ("aetna and cigna", {"payers": ("Aetna", "Cigna")}),
    ("evergreen", {"payers": ("Evergreen Sample Health Plan",)}),
    ("lakeside hmo", {"payers": ("Lakeside Sample HMO",)}),
    ("granite", {"payers": ("Granite Sample Workers Compensation",)}),
    ("atena", {"payers": ("Aetna",)}),
    ("cigan", {"payers": ("Cigna",)}),
    ("humna", {"payers": ("Humana",)}),
    ("medciare", {"payer_kinds": {PayerKind.MEDICARE}}),
    ("secondary", {"sequence": "S"}),
    ("medicare secondary", {"payer_kinds": {PayerKind.MEDICARE}, "sequence": "S"}),
    ("tertiary", {"sequence": "T"}),
    ("mine", {"owner": "me"}),
    ("my claims", {"owner": "me"}),
    ("my denials", {"owner": "me"}),
    ("what do i have", {"owner": "me"}),
    ("assigned to me", {"owner": "me"}),
    ("unassigned", {"owner": "none"}),
    ("not assigned", {"owner": "none"}),
    ("nobody's", {"owner": "none"}),
    ("no owner", {"owner": "none"}),
    ("@lee", {"owner": "lee"}),
    ("<@U0LEE0001>", {"owner": "U0LEE0001"}),
    ("assigned to lee", {"owner": "lee"}),
    ("maria's queue", {"owner": "maria"}),
    ("owned by Bea Biller", {"owner": "bea biller"}),
    ("lee lead", {"owner": "lee lead"}),
    ("CO-197", {"carcs": ("197",), "groups": ("CO",)}),
    ("co 16", {"carcs": ("16",), "groups": ("CO",)}),
    ("all the co16s", {"carcs": ("16",), "groups": ("CO",)}),
    ("carc 50", {"carcs": ("50",)}),
    ("denied for 29", {"states": {ClaimState.DENIED}, "carcs": ("29",)}),
    ("reason code 97 or 18", {"carcs": ("97", "18")}),
    ("co-197 and 16", {"carcs": ("197", "16"), "groups": ("CO",)}),
    ("pr", {"groups": ("PR",)}),
    ("group oa", {"groups": ("OA",)}),
    ("N130", {"rarcs": ("N130",)}),
    ("remark MA130", {"rarcs": ("MA130",)}),
    ("auth denials", {"states": {ClaimState.DENIED}, "categories": ("authorization",)}),
    ("no auth", {"categories": ("authorization",)}),
    ("prior authorization", {"categories": ("authorization",)}),
    ("timely filing denials", {"states": {ClaimState.DENIED}, "categories": ("timely_filing",)}),
    ("coding denials", {"states": {ClaimState.DENIED}, "categories": ("coding",)}),
    ("bundled", {"categories": ("bundling",)}),
    ("medical necessity", {"categories": ("medical_necessity",)}),
    ("not medically necessary", {"categories": ("medical_necessity",)}),
    ("duplicates", {"categories": ("duplicate",)}),
    ("cob", {"categories": ("cob",)}),
    ("eligibility", {"categories": ("eligibility",)}),
    ("missing information", {"categories": ("missing_info",)}),
    ("credentialing", {"categories": ("credentialing",)}),
    (
        "denied this week",
        {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2026, 11, 23), end=date(2026, 11, 29))},
    ),
    (
        "denied last month",
        {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2026, 10, 1), end=date(2026, 10, 31))},
    ),
    ("rejected since monday", {"states": {ClaimState.REJECTED}, "in_state": Span(start=date(2026, 11, 23))}),
    ("denied since june", {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2026, 6, 1))}),
    (
        "denied between 1/5 and 1/20",
        {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2026, 1, 5), end=date(2026, 1, 20))},
    ),
    ("paid last week", {"states": {ClaimState.PAID}, "paid": Span(start=date(2026, 11, 16), end=date(2026, 11, 22))}),
    ("paid in october", {"states": {ClaimState.PAID}, "paid": Span(start=date(2026, 10, 1), end=date(2026, 10, 31))}),
    ("sent last month", {"sent": Span(start=date(2026, 10, 1), end=date(2026, 10, 31))}),
    ("submitted after 10/15", {"sent": Span(start=date(2026, 10, 16))}),
    ("dos 10/1 to 10/15", {"service": Span(start=date(2026, 10, 1), end=date(2026, 10, 15))}),
    ("service in september", {"service": Span(start=date(2026, 9, 1), end=date(2026, 9, 30))}),
    ("since june", {"service": Span(start=date(2026, 6, 1))}),
    ("from 12/20 to 1/5", {"service": Span(start=date(2025, 12, 20), end=date(2026, 1, 5))}),
    (
        "denied yesterday",
        {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2026, 11, 23), end=date(2026, 11, 23))},
    ),
    ("in the last 30 days", {"service": Span(start=date(2026, 10, 25), end=date(2026, 11, 24))}),
    (
        "denied in 2025",
        {"states": {ClaimState.DENIED}, "in_state": Span(start=date(2025, 1, 1), end=date(2025, 12, 31))},
    ),
    (
        "closed this quarter",
        {"states": {ClaimState.CLOSED}, "in_state": Span(start=date(2026, 10, 1), end=date(2026, 12, 31))},
    ),
    ("not touched in 2 weeks", {"untouched_days": 14}),
    ("untouched for 10 days", {"untouched_days": 10}),
    ("no activity in 30 days", {"untouched_days": 30}),
    ("nobody has touched in a month", {"untouched_days": 30}),
    ("not worked in 5 days", {"untouched_days": 5}),
    ("due today", {"due": Span(start=date(2026, 11, 24), end=date(2026, 11, 24))}),
    ("due this week", {"due": Span(start=date(2026, 11, 24), end=date(2026, 11, 29))}),
    ("due next week", {"due": Span(start=date(2026, 11, 30), end=date(2026, 12, 6))}),
    ("overdue", {"due": Span(end=date(2026, 11, 23))}),
    ("due friday", {"due": Span(start=date(2026, 11, 27), end=date(2026, 11, 27))}),
    ("due in 5 days", {"due": Span(start=date(2026, 11, 24), end=date(2026, 11, 29))}),
    ("follow ups due tomorrow", {"due": Span(start=date(2026, 11, 25), end=date(2026, 11, 25))}),
    ("provider wren", {"provider": "wren"}),
    ("dr. plover denied", {"states": {ClaimState.DENIED}, "provider": "plover"}),
    ("K7M-4QX", {"text": "K7M-4QX"}),
    ("k7m-4qx", {"text": "k7m-4qx"}),
    ("claim number 10432", {"text": "10432"}),
    ("#10432", {"text": "10432"}),
    ("10432", {"text": "10432"}),
    ("by age", {"sort": Sort.AGE}),
    ("oldest first", {"sort": Sort.AGE}),
    ("biggest balances", {"sort": Sort.BALANCE}),
    ("sort by payer", {"sort": Sort.PAYER}),
    ("what should i work first", {"owner": "me", "sort": Sort.PRIORITY}),
    ("by due date", {"sort": Sort.DUE}),
    ("unworked denials", {"queue": Queue.UNWORKED_DENIALS}),
    ("denials not worked", {"queue": Queue.UNWORKED_DENIALS}),
    ("rejected and not resent", {"queue": Queue.REJECTED_NOT_RESENT}),
    ("crossed over but not paid by the secondary", {"queue": Queue.SECONDARY_UNPAID}),
    ("credit balances", {"queue": Queue.CREDITS}),
    ("takebacks", {"queue": Queue.CREDITS}),
    ("patient balance ready to bill", {"queue": Queue.PATIENT_READY}),
    ("small balances", {"queue": Queue.SMALL_BALANCES}),
    ("small balances under $10", {"amount_max": 999, "queue": Queue.SMALL_BALANCES}),
    ("denied aetna over 60", {"states": {ClaimState.DENIED}, "payers": ("Aetna",), "age_min": 61}),
    (
        "aetna + cigna, denied, over 500, not assigned",
        {"states": {ClaimState.DENIED}, "payers": ("Aetna", "Cigna"), "amount_min": 50001, "owner": "none"},
    ),
    (
        "medicaid 120+ denied for 29 oldest first",
        {
            "states": {ClaimState.DENIED},
            "payer_kinds": {PayerKind.MEDICAID},
            "age_min": 121,
            "carcs": ("29",),
            "sort": Sort.AGE,
        },
    ),
    (
        "bcbs auth denials over $1k not touched in 2 weeks",
        {
            "states": {ClaimState.DENIED},
            "payers": ("BCBS",),
            "amount_min": 100001,
            "categories": ("authorization",),
            "untouched_days": 14,
        },
    ),
    (
        "my overdue medicare denials",
        {
            "states": {ClaimState.DENIED},
            "payer_kinds": {PayerKind.MEDICARE},
            "owner": "me",
            "due": Span(end=date(2026, 11, 23)),
        },
    ),
    (
        "unassigned rejected uhc this month",
        {
            "states": {ClaimState.REJECTED},
            "payers": ("UHC",),
            "owner": "none",
            "in_state": Span(start=date(2026, 11, 1), end=date(2026, 11, 30)),
        },
    ),
    ("deneid", {"states": {ClaimState.DENIED}}),
    ("rejcted aetna", {"states": {ClaimState.REJECTED}, "payers": ("Aetna",)}),
    ("any humana claims lee hasn't touched in 10 days", {"payers": ("Humana",), "owner": "lee", "untouched_days": 10}),
    ("no followup in 30 days", {"untouched_days": 30}),
    ("aged 90", {"age_min": 90}),
    ("aging 90+", {"age_min": 91}),
    (
        "which claims did cigna deny this month",
        {
            "states": {ClaimState.DENIED},
            "payers": ("Cigna",),
            "in_state": Span(start=date(2026, 11, 1), end=date(2026, 11, 30)),
        },
    ),
    ("denied no more than $50", {"states": {ClaimState.DENIED}, "amount_max": 5000}),
    ("denials w/ co 45 or co 50", {"states": {ClaimState.DENIED}, "carcs": ("45", "50"), "groups": ("CO",)}),
]
LEFT_OUT = [
    ("not overdue", ["not overdue"]),
    ("denied not due this week", ["not due this week"]),
    ("not small balances", ["not small", "balances"]),
    ("never denied", ["never denied"]),
    ("denied not resubmitted", ["not resubmitted"]),
    ("not over 60", ["not over", "60"]),
    ("not N130", ["not n130"]),
    ("xyzzy", ["xyzzy"]),
    ("denied xyzzy plugh", ["xyzzy", "plugh"]),
]
NEGATED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("denied not aetna", {"states": {ClaimState.DENIED}}, {"payers": ("Aetna",)}),
    ("denied except aetna", {"states": {ClaimState.DENIED}}, {"payers": ("Aetna",)}),
    ("everything but aetna", {"is_any": True}, {"payers": ("Aetna",)}),
    ("excluding uhc, bcbs and humana", {}, {"payers": ("UHC", "Humana", "BCBS")}),
    ("not atena", {}, {"payers": ("Aetna",)}),
    ("not aetna, denied", {"states": {ClaimState.DENIED}}, {"payers": ("Aetna",)}),
    ("denied not aetna not cigna", {"states": {ClaimState.DENIED}}, {"payers": ("Aetna", "Cigna")}),
    ("not medicare", {}, {"payer_kinds": {PayerKind.MEDICARE}}),
    ("without medicare", {}, {"payer_kinds": {PayerKind.MEDICARE}}),
    ("non-medicare denials", {"states": {ClaimState.DENIED}}, {"payer_kinds": {PayerKind.MEDICARE}}),
    ("over 60 not medicare or medicaid", {"age_min": 61}, {"payer_kinds": {PayerKind.MEDICARE, PayerKind.MEDICAID}}),
    (
        "denied not medicare over $60",
        {"states": {ClaimState.DENIED}, "amount_min": 6001},
        {"payer_kinds": {PayerKind.MEDICARE}},
    ),
    ("not medicare secondary", {"sequence": "S"}, {"payer_kinds": {PayerKind.MEDICARE}}),
    ("not denied", {}, {"states": {ClaimState.DENIED}}),
    ("aetna not denied or rejected", {"payers": ("Aetna",)}, {"states": {ClaimState.DENIED, ClaimState.REJECTED}}),
    ("no longer pending", {}, {"states": {ClaimState.PENDING}}),
    ("not written off", {}, {"states": {ClaimState.WRITTEN_OFF}}),
    ("denied not mine", {"states": {ClaimState.DENIED}}, {"owners": ("me",)}),
    ("not @lee", {}, {"owners": ("lee",)}),
    ("not assigned to lee", {}, {"owners": ("lee",)}),
    ("not maria or lee", {}, {"owners": ("maria", "lee")}),
    ("not unassigned", {}, {"owners": ("none",)}),
    ("denied not co-16", {"states": {ClaimState.DENIED}}, {"reasons": ((("CO",), ("16",)),)}),
    ("not co-16 or 97", {}, {"reasons": ((("CO",), ("16", "97")),)}),
    ("without carc 50", {}, {"reasons": (((), ("50",)),)}),
    ("not auth denials", {}, {"categories": ("authorization",)}),
    ("denied not timely filing", {"states": {ClaimState.DENIED}}, {"categories": ("timely_filing",)}),
    ("not provider wren", {}, {"providers": ("wren",)}),
    ("denied not dr wren", {"states": {ClaimState.DENIED}}, {"providers": ("wren",)}),
]
STILL_THEMSELVES = [
    ("not assigned", {"owner": "none"}),
    ("denied not touched in 2 weeks", {"states": {ClaimState.DENIED}, "untouched_days": 14}),
    ("denied not touched", {"queue": Queue.UNWORKED_DENIALS}),
    ("rejected not resent", {"queue": Queue.REJECTED_NOT_RESENT}),
    ("not paid", {"is_open": True}),
    ("no auth", {"categories": ("authorization",)}),
    ("no response", {"states": {ClaimState.ACCEPTED, ClaimState.RECEIVED, ClaimState.SUBMITTED}}),
    ("not medically necessary", {"categories": ("medical_necessity",)}),
]
SAID = [
    ("denied not aetna or cigna", "denied; not Aetna or Cigna; largest balance first"),
    ("not medicare", "open; not Medicare; largest balance first"),
    ("not listed", "no longer in the newest export; largest balance first"),
    ("aetna not denied, not mine", "Aetna; not denied; not mine; largest balance first"),
    ("not unassigned by age", "open; with an owner; oldest first"),
    ("not lee", "open; not owned by lee; largest balance first"),
    ("not co-16 or 97", "open; not reason CO-16 or 97; largest balance first"),
    ("not group oa", "open; not group OA; largest balance first"),
    ("not auth denials", "open; not denied for authorization; largest balance first"),
    ("not provider wren", "open; not provider wren; largest balance first"),
    ("denied aetna over 60", "denied; Aetna; more than 60 days old; largest balance first"),
    ("my overdue", "mine; due until 2026-11-23; largest balance first"),
    ("over $500 by age", "balance over $500; oldest first"),
    ("small balances", "small balances (below $25); largest balance first"),
    ("", "open; largest balance first"),
]


def read(words: str) -> tuple[WorklistFilter, list[str], list[str]]:
    return read_filter(words, today=TODAY, payer_names=PAYERS, people=PEOPLE)


@pytest.mark.parametrize(("words", "expected"), PHRASES, ids=[words for words, _ in PHRASES])
def test_a_phrase_is_read_whole(words: str, expected: dict[str, Any]) -> None:
    found, left_out, _ = read(words)

    assert found == WorklistFilter(**expected)
    assert left_out == []


@pytest.mark.parametrize(("words", "expected", "excluded"), NEGATED, ids=[words for words, _, _ in NEGATED])
def test_what_is_negated_is_not_to_be_listed(words: str, expected: dict[str, Any], excluded: dict[str, Any]) -> None:
    found, left_out, _ = read(words)

    assert found == WorklistFilter(**expected, excluded=Excluded(**excluded))
    assert left_out == []


@pytest.mark.parametrize(("words", "expected"), STILL_THEMSELVES)
def test_a_no_with_a_meaning_of_its_own_keeps_it(words: str, expected: dict[str, Any]) -> None:
    found, left_out, _ = read(words)

    assert found == WorklistFilter(**expected)
    assert left_out == []


@pytest.mark.parametrize(("words", "left"), LEFT_OUT)
def test_what_is_not_understood_is_named(words: str, left: list[str]) -> None:
    _, left_out, notes = read(words)

    assert left_out == left
    assert all(word in notes[-1] for word in left)


@pytest.mark.parametrize("words", ["appealed", "waiting on coding", "with the doctor", "approaching timely filing"])
def test_what_is_not_kept_for_worklists_is_said(words: str) -> None:
    found, _, notes = read(words)

    assert found == WorklistFilter()
    assert f"“{words}” chose nothing" in notes[0]


@pytest.mark.parametrize(("words", "name"), [("atena", "Aetna"), ("cigan", "Cigna"), ("medciare", "Medicare")])
def test_a_misspelt_payer_is_never_guessed_in_silence(words: str, name: str) -> None:
    _, _, notes = read(words)

    assert notes == [f"“{words}” is read as {name}."]


def test_a_bare_number_is_days_or_dollars_and_the_note_says_which() -> None:
    assert "Read 60 as days; for the balance write $60." in read("over 60")[2]
    assert "Read 500 as dollars of balance; for the age write 500 days." in read("over 500")[2]


def test_a_date_of_birth_chooses_nothing_and_is_not_repeated() -> None:
    found, _, notes = read("denied dob 1/2/1960")

    assert found == WorklistFilter(states=frozenset({ClaimState.DENIED}))
    assert "1960" not in " ".join(notes)


def test_a_day_that_does_not_exist_is_named() -> None:
    assert "“13/45” is no day that I can read, so it chose nothing." in read("denied 13/45")[2]


@pytest.mark.parametrize(("words", "said"), SAID)
def test_a_filter_is_said_back_in_plain_words(words: str, said: str) -> None:
    assert describe(read(words)[0]) == said


@pytest.mark.parametrize(
    "words", ["", "   ", "'; DROP TABLE claim; --", "😀", "over", "@", "<@", "-" * 500, "9" * 400, "between and"]
)
def test_any_text_is_read_without_an_error(words: str) -> None:
    read(words)

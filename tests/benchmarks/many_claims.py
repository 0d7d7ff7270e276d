"""A store of very many invented claims, written straight into the tables: about a fifth of them open."""

from datetime import date

from data.store.claims_file import ClaimsFile

TODAY = date(2026, 11, 24)
_PAYERS = ("Aetna", "UHC", "Medicare Part B", "State Medicaid", "Cigna", "Humana", "BCBS of Sample State")
_KINDS = {"Medicare Part B": "medicare", "State Medicaid": "medicaid", "Humana": "medicare_advantage"}
_STATES = (
    *((780, "paid"), (790, "closed"), (800, "written_off"), (855, "denied"), (870, "partly_paid"), (885, "rejected")),
    *((905, "submitted"), (930, "received"), (960, "accepted"), (970, "pending"), (975, "info_requested")),
    *((980, "forwarded"), (998, "patient_balance"), (1000, "draft")),
)
_REASONS = (
    *(("197", "authorization"), ("197", "authorization"), ("16", "missing_info"), ("50", "medical_necessity")),
    *(
        ("29", "timely_filing"),
        ("97", "bundling"),
        ("18", "duplicate"),
        ("22", "cob"),
        ("11", "coding"),
        ("27", "eligibility"),
    ),
)
_LETTERS = "'BCDFGHJKMNPQRSTVWXYZ'"
_SIGNS = [f"substr({_LETTERS}, 1 + i / {20**power} % 20, 1)" for power in range(5)]
_REF = "||".join([*_SIGNS[:3], "'-'", *_SIGNS[3:]])
_CLAIMS = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :claims),
    h AS MATERIALIZED (SELECT i, abs(random()) AS x, abs(random()) AS y FROM n),
    r AS (SELECT i, x % 1000 AS a, x / 1000 % 1000 AS b, x / 1000000 % 100003 AS c, y % 700 AS age FROM h),
    s AS (SELECT *, CASE {states} END AS st FROM r),
    t AS (SELECT *, st IN ('paid', 'closed', 'written_off') AS done FROM s)
    INSERT INTO claim (id, ref, link_key, claim_number, state, state_on, payer_id, payer_sequence, billed_cents,
        paid_cents, balance_cents, service_from, first_sent_on, last_sent_on, last_event_on, next_action,
        next_action_on, patient_last, patient_first, provider, owner_id, touched_on, snoozed_until)
    SELECT i, {ref} || '2', 'k' || i, 'C' || (1000000 + i), st, date(:today, -(age * b / 1000) || ' days'),
        1 + b * b / 30000, iif(b % 10 = 0, 'S', 'P'), 10000 + c, iif(done, 10000 + c, 0),
        iif(done, iif(b = 7, -500, 0), 1000 + c),
        date(:today, -age || ' days'),
        date(:today, -max(0, age - 2) || ' days'), date(:today, -max(0, age - iif(c % 15, 2, 22)) || ' days'),
        date(:today, -(age * b / 1000) || ' days'), iif(done, '', 'work'),
        iif(done, NULL, date(:today, (b % 90 - 60) || ' days')), 'SAMPLE' || i % 5000, 'A' || i % 300,
        iif(i % 25, 'PROVIDER ' || i % 25, 'WREN WANDA'),
        iif(c % 2, NULL, 1 + c % 12), iif(c % 3, NULL, date(:today, -(c % 60) || ' days')),
        iif(c % 20, NULL, date(:today, (c % 30 - 10) || ' days'))
    FROM t
"""


def fill(store: ClaimsFile, claims: int) -> None:
    """Claims, their denials, and one fact a claim, so that its numbers are found."""
    states = " ".join(f"WHEN a < {below} THEN '{state}'" for below, state in _STATES)
    reasons = [" ".join(f"WHEN {place} THEN '{one[part]}'" for place, one in enumerate(_REASONS)) for part in (0, 1)]
    with store.write() as db:
        for place in range(1, 401):
            name = _PAYERS[place - 1] if place <= len(_PAYERS) else f"Sample Payer {place}"
            kind = _KINDS.get(name, "commercial")
            db.conn.execute("INSERT INTO payer (id, key, name, kind) VALUES (?, ?, ?, ?)", (place, name, name, kind))
        for place in range(1, 13):
            db.conn.execute(
                "INSERT INTO person (id, team, user, name, roles, is_active, added_at) "
                "VALUES (?, 'T1', ?, ?, 'biller', 1, '')",
                (place, f"U{place}", f"Person {place}"),
            )
        db.conn.execute(_CLAIMS.format(states=states, ref=_REF), {"claims": claims, "today": TODAY.isoformat()})
        db.conn.execute(
            f"INSERT INTO claim_denial SELECT id, iif(id % 9, 'CO', 'OA'), CASE id * 31 % 10 {reasons[0]} END, "
            f"CASE id * 31 % 10 {reasons[1]} END, balance_cents FROM claim "
            "WHERE state IN ('denied', 'partly_paid', 'written_off') OR (state = 'paid' AND id % 25 = 0)"
        )
        _fill_facts(store)
        db.conn.execute(
            "INSERT INTO remark SELECT id, CASE WHEN id % 10 = 0 THEN 'N519' WHEN id % 50 = 1 THEN 'N130' "
            "ELSE 'MA130' END, id FROM claim WHERE id % 10 = 0 OR id % 50 = 1 OR id % 200 = 2"
        )


def _fill_facts(store: ClaimsFile) -> None:
    """What a fact needs beside its numbers is left empty."""
    known = {
        "id": "id",
        "claim_id": "id",
        "kind": "'sent'",
        "origin": "'o' || id",
        "number": "claim_number",
        "number_key": "claim_number",
        "payer_claim_number": "'ICN' || id",
        "payer_key": "'ICN' || id",
    }
    columns = [
        (row[1], row[2]) for row in store.db.conn.execute("PRAGMA table_info(fact)") if row[3] or row[1] in known
    ]
    values = [known.get(name, "0" if type_ == "INTEGER" else "''") for name, type_ in columns]
    names = ", ".join(name for name, _ in columns)
    store.db.conn.execute(f"INSERT INTO fact ({names}) SELECT {', '.join(values)} FROM claim")

"""What a worklist asks, as conditions of SQL with their values, and the claims that a number names."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.claim_numbers import claim_key, payer_key
from data.store.refs import read_ref
from data.worklist_models import Marked, Span, WorklistQuery

Where = list[tuple[str, list[Any]]]
"""Conditions that must all hold, each with its values."""
SINCE = "coalesce(claim.service_from, claim.first_sent_on)"
"""From what day a claim's age counts."""
_TOUCHED = "coalesce(claim.touched_on, claim.state_on, claim.first_sent_on)"
_MARKED = {
    Marked.UNWORKED: "(claim.touched_on IS NULL OR claim.touched_on < claim.state_on)",
    Marked.RESENT: "(claim.last_sent_on > claim.first_sent_on "
    "OR claim.id IN (SELECT claim_id FROM worked WHERE kind = 'resent'))",
    Marked.PAID: "claim.paid_cents > 0",
    Marked.NO_MEDICAID: "NOT EXISTS (SELECT 1 FROM fact JOIN sent ON sent.fact_id = fact.id "
    "WHERE fact.claim_id = claim.id AND sent.payer_id IN (SELECT id FROM payer WHERE kind = 'medicaid'))",
}
_WITHHELD = "SELECT DISTINCT reference FROM provider_adjustment WHERE reference <> '' AND reason = 'WO' AND cents > 0"
_IN_DEBT = "SELECT id FROM claim INDEXED BY claim_open_balance WHERE is_open = 1 AND balance_cents < 0"
_BY_KEYS = (
    "SELECT claim_id FROM fact WHERE number_key <> '' AND number_key IN (SELECT value FROM json_each(?)) "
    "UNION SELECT claim_id FROM fact WHERE payer_key <> '' AND payer_key IN (SELECT value FROM json_each(?))"
)
_MOST_NUMBERED = 1_000
_NONE: tuple[str, list[Any]] = ("claim.state = ''", [])
"""What no claim is."""
_REMARKED = (
    "claim.id IN (SELECT fact.claim_id FROM remitted JOIN fact ON fact.id = remitted.fact_id "
    "WHERE instr(' ' || remitted.remarks || ' ', ' ' || ? || ' ') > 0 "
    "UNION SELECT fact.claim_id FROM remitted_line JOIN fact ON fact.id = remitted_line.fact_id "
    "WHERE instr(' ' || remitted_line.remarks || ' ', ' ' || ? || ' ') > 0)"
)


def conditions(asked: WorklistQuery) -> Where:
    """All but whether work is left, which chooses what is looked through."""
    return [
        *_one_of("claim.state", asked.states),
        *_payers(asked),
        *_equals("claim.payer_sequence", asked.sequence),
        *_in_span(SINCE, asked.aged),
        *_in_span("claim.service_from", asked.service),
        *_in_span("claim.last_sent_on", asked.sent),
        *_in_span("claim.state_on", asked.in_state),
        *_in_span("claim.next_action_on", asked.due),
        *_balances(asked),
        *_owners(asked),
        *_touched(asked.untouched_since),
        *_snoozed(asked),
        *([("claim.resolved_on IS NOT NULL", [])] if asked.is_resolved else []),
        *_denials(asked),
        *((_REMARKED, [remark, remark]) for remark in sorted(asked.remarks)),
        *([("instr(upper(claim.provider), upper(?)) > 0", [asked.provider])] if asked.provider else []),
        *((_MARKED[mark], []) for mark in sorted(asked.marked) if mark in _MARKED),
    ]


def _one_of(column: str, values: Collection[Any]) -> Where:
    if not values:
        return []
    return [(f"{column} IN ({', '.join('?' * len(values))})", sorted(values))]


def _equals(column: str, value: str) -> Where:
    return [(f"{column} = ?", [value])] if value else []


def _in_span(column: str, span: Span | None) -> Where:
    if span is None:
        return []
    start = [(f"{column} >= ?", [span.start.isoformat()])] if span.start else []
    end = [(f"{column} <= ?", [span.end.isoformat()])] if span.end else []
    return [*start, *end]


def _payers(asked: WorklistQuery) -> Where:
    if asked.payer_ids is None:
        marks = ", ".join("?" * len(asked.not_payer_ids))
        told = f"(claim.payer_id IS NULL OR claim.payer_id NOT IN ({marks}))"
        return [(told, sorted(asked.not_payer_ids))] if asked.not_payer_ids else []
    return _one_of("claim.payer_id", asked.payer_ids) or [_NONE]


def _owners(asked: WorklistQuery) -> Where:
    if asked.is_unowned:
        return [("claim.owner_id IS NULL", [])]
    if asked.owner_ids is None:
        return []
    return _one_of("claim.owner_id", asked.owner_ids) or [_NONE]


def _balances(asked: WorklistQuery) -> Where:
    least = [("claim.balance_cents >= ?", [asked.balance_min])] if asked.balance_min is not None else []
    most = [("claim.balance_cents <= ?", [asked.balance_max])] if asked.balance_max is not None else []
    return [*least, *most]


def _touched(since: date | None) -> Where:
    return [(f"({_TOUCHED} IS NULL OR {_TOUCHED} <= ?)", [since.isoformat()])] if since else []


def _snoozed(asked: WorklistQuery) -> Where:
    if asked.is_snoozed is None:
        return []
    if asked.is_snoozed:
        return [("claim.snoozed_until > ?", [asked.today.isoformat()])]
    return [("(claim.snoozed_until IS NULL OR claim.snoozed_until <= ?)", [asked.today.isoformat()])]


def _denials(asked: WorklistQuery) -> Where:
    """One refusal must be all that is asked: "CO-197" is one of group CO and reason 197."""
    parts = [
        *_one_of("carc", asked.carcs),
        *_one_of("group_code", asked.groups),
        *_one_of("category", asked.categories),
    ]
    if not parts:
        return []
    text = " AND ".join(condition for condition, _ in parts)
    values = [value for _, some in parts for value in some]
    return [(f"claim.id IN (SELECT claim_id FROM claim_denial WHERE {text})", values)]  # noqa: S608


def find_numbered(db: Database, number: str) -> list[int]:
    """Claims by reference, by the whole number, else by a part of it; 1,000 at most."""
    ref = read_ref(number)
    told = [number, number.upper()]
    for query, values in (
        ("SELECT id FROM claim WHERE ref = ? AND ref <> ''", [ref]),
        ("SELECT id FROM claim WHERE claim_number IN (?, ?)", told),
        (
            "SELECT id FROM claim WHERE instr(claim_number, ?) > 0 OR instr(claim_number, ?) > 0 LIMIT ?",
            [*told, _MOST_NUMBERED],
        ),
    ):
        found = [row[0] for row in db.conn.execute(query, values)]
        if found:
            return found
    return []


def find_credited(db: Database) -> set[int]:
    """Claims with a negative balance, and those for which a payer kept back money of another payment (PLB, WO)."""
    references = [row[0] for row in db.conn.execute(_WITHHELD)]
    keys = [json.dumps([key for one in references if (key := key_of(one))]) for key_of in (claim_key, payer_key)]
    rows = [*db.conn.execute(_IN_DEBT), *db.conn.execute(_BY_KEYS, keys)]
    return {row[0] for row in rows if row[0] is not None}

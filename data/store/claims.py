"""Finds and lists claims as they stand; it changes nothing. What lies behind one claim is in claim_details.py."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.claim_models import Claim, ClaimState, PayerKind, Position, Refused
from data.claim_numbers import claim_key, payer_key
from data.store.refs import read_ref
from data.store.steps import read_steps
from data.work_models import Overlay

_COLUMNS = (
    "claim.id, claim.ref, claim.claim_number, claim.patient_last, claim.patient_first, claim.provider, "
    "claim.account_number, claim.state, claim.state_on, claim.payer_id, claim.payer_sequence, claim.billed_cents, "
    "claim.paid_cents, claim.adjusted_cents, claim.patient_cents, claim.patient_paid_cents, claim.denied_cents, "
    "claim.balance_cents, claim.service_from, claim.service_to, claim.first_sent_on, claim.last_sent_on, "
    "claim.last_event_on, claim.steps, claim.review, payer.name, payer.kind, "
    "claim.written_off_cents, claim.owner_id, claim.snoozed_until, claim.touched_on, claim.resolved_on, "
    "claim.came_back_on, claim.asked_cents, (SELECT group_concat(group_code || ':' || carc || ':' || category || ':' "
    "|| cents, ' ') FROM claim_denial WHERE claim_denial.claim_id = claim.id)"
)
_FROM = "FROM claim LEFT JOIN payer ON payer.id = claim.payer_id"
_BY_NUMBER = "SELECT claim_id FROM fact WHERE number_key <> '' AND number_key IN (?, ?)"
_BY_PAYERS_NUMBER = "SELECT claim_id FROM fact WHERE payer_key <> '' AND payer_key IN (?, ?)"
_BY_ACCOUNT = "SELECT id FROM claim WHERE account_number <> '' AND account_number IN (?, ?)"
_ALIKE = (
    "WHERE claim.service_from = ? AND claim.billed_cents = ? AND upper(claim.patient_last) = upper(?) "
    "AND upper(substr(claim.patient_first, 1, 1)) = upper(substr(?, 1, 1)) AND claim.id <> ? "
    "AND EXISTS (SELECT 1 FROM fact WHERE fact.claim_id = claim.id AND fact.kind = 'sent') "
    "<> EXISTS (SELECT 1 FROM fact WHERE fact.claim_id = ? AND fact.kind = 'sent') ORDER BY claim.id LIMIT 50"
)


def find_claims(db: Database, asked: str) -> list[Claim]:
    """By our reference, else a claim number, else a payer's number of it, else an account number; [] for none.

    The first of these that fits answers; more than one claim is for a person to choose from.
    """
    number = asked.strip()
    if not number:
        return []
    return (
        find_by_ref(db, number)
        or _numbered(db, _BY_NUMBER, claim_key(number) or number)
        or _numbered(db, _BY_PAYERS_NUMBER, payer_key(number) or number)
        or _numbered(db, _BY_ACCOUNT, number)
    )


def find_by_ref(db: Database, asked: str) -> list[Claim]:
    """The claim with this reference, or the one that a claim with this reference became part of."""
    ref = read_ref(asked)
    if not ref:
        return []
    return _claims(db, "WHERE claim.ref = ?", ref) or _claims(
        db, "WHERE claim.id = (SELECT claim_id FROM former_ref WHERE ref = ?)", ref
    )


def get_claims(db: Database, claim_ids: list[int]) -> list[Claim]:
    """Those that exist, in the order of the ids."""
    found = {claim_id: _claims(db, "WHERE claim.id = ?", claim_id) for claim_id in claim_ids}
    return [claim for claims in found.values() for claim in claims]


def find_alike(db: Database, claim: Claim) -> list[Claim]:
    """Other claims of the same service day, charge and patient, where just one of the two was sent from here.

    So look an export's row and an 837 of one claim under two numbers. They are never joined by this.
    """
    position = claim.position
    if position.service_from is None or not position.patient_last:
        return []
    return _claims(
        db,
        _ALIKE,
        position.service_from.isoformat(),
        position.billed_cents,
        position.patient_last,
        position.patient_first,
        claim.id,
        claim.id,
    )


def iterate_claims(db: Database) -> Iterator[Claim]:
    """Every claim, the oldest row first, in parts: between them other reads may begin and end. Inside one `read` all
    parts see the same moment.
    """
    last = 0
    while part := _claims(db, "WHERE claim.id > ? ORDER BY claim.id LIMIT 1000", last):
        yield from part
        last = part[-1].id


def count_claims(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM claim").fetchone()[0])


def _numbered(db: Database, ids: str, number: str) -> list[Claim]:
    """Claims among `ids`, a query for the number as typed and in capitals; 50 at most, for who would choose of more."""
    return _claims(db, f"WHERE claim.id IN ({ids}) ORDER BY claim.id LIMIT 50", number, number.upper())


def _claims(db: Database, where: str, *values: str | int) -> list[Claim]:
    return [_claim(row) for row in db.conn.execute(f"SELECT {_COLUMNS} {_FROM} {where}", values)]


def _claim(row: tuple[Any, ...]) -> Claim:
    position = Position(
        claim_number=row[2],
        patient_last=row[3],
        patient_first=row[4],
        provider=row[5],
        account_number=row[6],
        state=ClaimState(row[7]),
        state_on=_day(row[8]),
        payer_id=row[9],
        payer_sequence=row[10],
        billed_cents=row[11],
        paid_cents=row[12],
        adjusted_cents=row[13],
        patient_cents=row[14],
        patient_paid_cents=row[15],
        denied_cents=row[16],
        balance_cents=row[17],
        service_from=_day(row[18]),
        service_to=_day(row[19]),
        first_sent_on=_day(row[20]),
        last_sent_on=_day(row[21]),
        last_event_on=_day(row[22]),
        steps=read_steps(row[23]),
        review=row[24],
        written_off_cents=row[27],
        denials=_denials(row[34]),
        overlay=Overlay(
            owner_id=row[28],
            snoozed_until=_day(row[29]),
            touched_on=_day(row[30]),
            resolved_on=_day(row[31]),
            came_back_on=_day(row[32]),
            asked_cents=row[33],
            written_off_cents=row[27],
        ),
    )
    return Claim(
        id=row[0],
        ref=row[1],
        position=position,
        payer=row[25] or "",
        payer_kind=PayerKind(row[26]) if row[26] else PayerKind.UNKNOWN,
    )


def _denials(text: str | None) -> tuple[Refused, ...]:
    """As the look-up puts them together; the largest first."""
    parts = [one.split(":") for one in (text or "").split()]
    found = [Refused(group=part[0], carc=part[1], category=part[2], cents=int(part[3])) for part in parts]
    return tuple(sorted(found, key=lambda one: (-one.cents, one.group, one.carc)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

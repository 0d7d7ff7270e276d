"""Reads all that lies behind one claim: ledger, lines, diagnoses, remittances, import problems; it changes nothing."""

import json
from datetime import date

from sqlite_utils import Database

from data.claim_models import Claim, ClaimDetail, ClaimLine, Ledger, RemittanceLine, RemittanceRow, Remitted
from data.errors import ClaimNotFound
from data.store.claims import find_alike, get_claims
from data.store.ledgers import load_ledgers
from data.store.said_of_claims import said_different_from
from data.store.unlisted import find_unlisted

_VOID = "8"
_REVERSAL = "22"


def get_detail(db: Database, claim_id: int) -> ClaimDetail:
    """Everything of one claim. Raises ClaimNotFound."""
    found = get_claims(db, [claim_id])
    if not found:
        raise ClaimNotFound(str(claim_id))
    return _detail(db, found[0])


def _detail(db: Database, claim: Claim) -> ClaimDetail:
    [ledger] = load_ledgers(db, [claim.id], for_reading=True)
    return ClaimDetail(
        claim=claim,
        ledger=ledger,
        lines=_lines(db, ledger),
        diagnoses=_diagnoses(db, ledger),
        remittances=_remittances(db, ledger),
        problems=_problems(db, claim.id),
        alike=tuple(_alike(db, claim)),
        unlisted_on=find_unlisted(db, claim.id),
    )


def _alike(db: Database, claim: Claim) -> list[Claim]:
    """Without those that a person told apart from it."""
    apart = said_different_from(db, claim.id)
    return [other for other in find_alike(db, claim) if other.id not in apart]


# --- lines and diagnoses -------------------------------------------------------------------------------------------


def _lines(db: Database, ledger: Ledger) -> tuple[ClaimLine, ...]:
    """As last sent, else as last listed, else as the newest remittance repeats them."""
    for fact_id in (_newest_sent(ledger), _newest_listed(ledger)):
        found = _lines_of(db, "sent_line", fact_id)
        if found:
            return found
    return _lines_of(db, "remitted_line", _newest_remitted(ledger))


def _lines_of(db: Database, table: str, fact_id: int) -> tuple[ClaimLine, ...]:
    rows = db.conn.execute(
        "SELECT line, revenue_code, procedure, modifiers, units, charge_cents, service_from, service_to "  # noqa: S608
        f"FROM {table} WHERE fact_id = ? ORDER BY line",
        [fact_id],
    )
    return tuple(
        ClaimLine(
            number=row[0],
            revenue_code=row[1],
            procedure=row[2],
            modifiers=tuple(row[3].split()),
            units=row[4],
            charge_cents=row[5],
            service_from=_day(row[6]),
            service_to=_day(row[7]),
        )
        for row in rows
    )


def _diagnoses(db: Database, ledger: Ledger) -> tuple[str, ...]:
    """Codes of the newest submission, else of the newest listing."""
    for table, fact_id in (("sent", _newest_sent(ledger)), ("listed", _newest_listed(ledger))):
        row = db.conn.execute(f"SELECT diagnoses FROM {table} WHERE fact_id = ?", [fact_id]).fetchone()  # noqa: S608
        if row and row[0]:
            return tuple(row[0].split())
    return ()


def _newest_sent(ledger: Ledger) -> int:
    """The fact of the newest submission that is no void; 0 where none is."""
    kept = [one for one in ledger.sent if one.frequency != _VOID]
    newest = max(kept, key=lambda one: (one.on or date.min, one.frequency == "7", one.order), default=None)
    return newest.fact_id if newest else 0


def _newest_listed(ledger: Ledger) -> int:
    newest = max(ledger.listed, key=lambda one: (one.imported, one.fact_id), default=None)
    return newest.fact_id if newest else 0


def _newest_remitted(ledger: Ledger) -> int:
    """The newest that is no reversal: a reversal repeats its lines with negative amounts."""
    kept = [one for one in ledger.remitted if one.status != _REVERSAL] or ledger.remitted
    newest = max(kept, key=_in_order, default=None)
    return newest.fact_id if newest else 0


# --- remittances and problems --------------------------------------------------------------------------------------


def _remittances(db: Database, ledger: Ledger) -> tuple[RemittanceRow, ...]:
    """In the order of their days, each with its lines."""
    ids = json.dumps([one.fact_id for one in ledger.remitted])
    lines: dict[int, list[RemittanceLine]] = {}
    for row in db.conn.execute(
        "SELECT fact_id, line, revenue_code, procedure, modifiers, charge_cents, paid_cents, allowed_cents, remarks "
        "FROM remitted_line WHERE fact_id IN (SELECT value FROM json_each(?)) ORDER BY fact_id, line",
        [ids],
    ):
        lines.setdefault(row[0], []).append(
            RemittanceLine(
                number=row[1],
                revenue_code=row[2],
                procedure=row[3],
                modifiers=tuple(row[4].split()),
                charge_cents=row[5],
                paid_cents=row[6],
                allowed_cents=row[7],
                remarks=tuple(row[8].split()),
            )
        )
    payments = {
        row[0]: (row[1], row[2])
        for row in db.conn.execute(
            "SELECT remitted.fact_id, payment.method, payment.amount_cents FROM remitted "
            "JOIN payment ON payment.id = remitted.payment_id "
            "WHERE remitted.fact_id IN (SELECT value FROM json_each(?))",
            [ids],
        )
    }
    return tuple(
        RemittanceRow(
            remitted=one,
            method=payments[one.fact_id][0],
            payment_cents=payments[one.fact_id][1],
            lines=tuple(lines.get(one.fact_id, ())),
        )
        for one in sorted(ledger.remitted, key=_in_order)
    )


def _problems(db: Database, claim_id: int) -> tuple[str, ...]:
    """What the imports found wrong with the claim's facts, each sentence once."""
    rows = db.conn.execute(
        "SELECT import_problem.text FROM fact JOIN import_problem ON import_problem.fact_id = fact.id "
        "WHERE fact.claim_id = ? ORDER BY import_problem.id",
        [claim_id],
    )
    return tuple(dict.fromkeys(row[0] for row in rows))


def _in_order(one: Remitted) -> tuple[date, str]:
    return (one.on or date.min, one.order)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

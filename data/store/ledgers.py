"""Reads the ledgers of claims, many at once, and keeps the positions that they come to."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from data.claim_models import (
    Acknowledged,
    Adjusted,
    Answered,
    Ledger,
    Listed,
    Position,
    Remitted,
    Sent,
    TakenBack,
)
from data.store.hand_off_clocks import load_waiting
from data.store.steps import write_steps
from data.store.work import load_worked

UNPROCESSABLE = "MA130"
"""Medicare's remark for a claim that was never processed: no appeal, a new claim."""
_IN = "IN (SELECT value FROM json_each(?))"
_UPDATE = (
    "UPDATE claim SET claim_number = ?, patient_last = ?, patient_first = ?, provider = ?, account_number = ?, "
    "state = ?, state_on = ?, payer_id = ?, payer_sequence = ?, billed_cents = ?, paid_cents = ?, adjusted_cents = ?, "
    "patient_cents = ?, patient_paid_cents = ?, denied_cents = ?, balance_cents = ?, service_from = ?, "
    "service_to = ?, first_sent_on = ?, last_sent_on = ?, last_event_on = ?, next_action = ?, next_action_on = ?, "
    "review = ?, written_off_cents = ?, owner_id = ?, snoozed_until = ?, touched_on = ?, resolved_on = ?, "
    "came_back_on = ?, asked_cents = ?, steps = ?, deadline_on = ? WHERE id = ?"
)


def load_ledgers(db: Database, claim_ids: Collection[int], *, for_reading: bool = False) -> list[Ledger]:
    """One ledger a claim, in the order of the ids; what no position depends on only `for_reading`.

    That is the remark codes of remittances and the amounts taken back from other payments.
    """
    ledgers = {
        claim_id: Ledger(
            claim_id=claim_id, sent=[], acknowledged=[], answered=[], remitted=[], listed=[], taken_back=[], worked=[]
        )
        for claim_id in sorted(claim_ids)
    }
    wanted = json.dumps(list(ledgers))
    _load_sent(db, ledgers, wanted)
    _load_answers(db, ledgers, wanted)
    _load_remitted(db, ledgers, wanted, _line_remarks(db, wanted) if for_reading else {})
    _load_listed(db, ledgers, wanted)
    load_worked(db, ledgers, wanted)
    load_waiting(db, ledgers, wanted)
    _load_heard(db, [ledger for ledger in ledgers.values() if ledger.worked])
    if for_reading:
        _load_taken_back(db, ledgers)
    return list(ledgers.values())


def save_positions(
    db: Database,
    positions: Iterable[tuple[int, Position]],
    *,
    remind_on: Mapping[int, date | None],
    new: Collection[int] = frozenset(),
) -> None:
    """Claim id and position. Columns of `claim` that a position does not hold stay as they are.

    `remind_on` is the day on which the sweep must look at the claim, by its id; None for never. Claims in `new` were
    made just now: they have no denials to be taken back.
    """
    positions = list(positions)
    db.conn.executemany(_UPDATE, [_row(claim_id, position) for claim_id, position in positions])
    db.conn.executemany(
        "UPDATE claim SET remind_on = ? WHERE id = ?",
        [(_text(remind_on.get(claim_id)), claim_id) for claim_id, _ in positions],
    )
    db.conn.executemany(
        "DELETE FROM claim_denial WHERE claim_id = ?", [(claim_id,) for claim_id, _ in positions if claim_id not in new]
    )
    db.conn.executemany(
        "INSERT INTO claim_denial VALUES (?, ?, ?, ?, ?)",
        [
            (claim_id, one.group, one.carc, one.category, one.cents)
            for claim_id, position in positions
            for one in position.denials
        ],
    )


def saved_rows(db: Database, claim_ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """The computed columns as they are kept, to tell what a new position changes."""
    columns = ", ".join(
        part.split(" = ")[0] for part in _UPDATE[len("UPDATE claim SET ") :].split(" WHERE")[0].split(", ")
    )
    rows = db.conn.execute(f"SELECT id, {columns} FROM claim WHERE id {_IN}", [json.dumps(list(claim_ids))])  # noqa: S608
    return {row[0]: tuple(row[1:]) for row in rows}


def position_row(position: Position) -> tuple[Any, ...]:
    """A position as `saved_rows` gives it."""
    return _row(0, position)[:-1]


def _row(claim_id: int, one: Position) -> tuple[Any, ...]:
    return (
        one.claim_number,
        one.patient_last,
        one.patient_first,
        one.provider,
        one.account_number,
        str(one.state),
        _text(one.state_on),
        one.payer_id,
        one.payer_sequence,
        one.billed_cents,
        one.paid_cents,
        one.adjusted_cents,
        one.patient_cents,
        one.patient_paid_cents,
        one.denied_cents,
        one.balance_cents,
        _text(one.service_from),
        _text(one.service_to),
        _text(one.first_sent_on),
        _text(one.last_sent_on),
        _text(one.last_event_on),
        one.next_action,
        _text(one.next_action_on),
        one.review,
        one.written_off_cents,
        one.overlay.owner_id,
        _text(one.overlay.snoozed_until),
        _text(one.overlay.touched_on),
        _text(one.overlay.resolved_on),
        _text(one.overlay.came_back_on),
        one.overlay.asked_cents,
        write_steps(one.steps),
        _text(one.deadline.due_on) if one.deadline else None,
        claim_id,
    )


# --- submissions and what answers their batches --------------------------------------------------------------------


def _load_sent(db: Database, ledgers: Mapping[int, Ledger], wanted: str) -> None:
    transactions: dict[int, list[Ledger]] = defaultdict(list)
    for row in db.conn.execute(
        "SELECT fact.claim_id, fact.id, fact.origin, fact.transaction_id, fact.happened_on, fact.number, "  # noqa: S608
        "fact.charge_cents, sent.frequency, fact.sequence, payer.name, sent.payer_id, x12_transaction.batch_reference, "
        "sent.billing_npi, fact.service_from, fact.service_to, sent.patient_paid_cents, fact.patient_last, "
        "fact.patient_first, sent.provider, sent.others, (SELECT max(envelope.sent_on) FROM envelope "
        "WHERE envelope.transaction_id = fact.transaction_id HAVING count(*) > 1), x12_transaction.kind = '837I' "
        "FROM fact JOIN sent ON sent.fact_id = fact.id "
        "JOIN payer ON payer.id = sent.payer_id JOIN x12_transaction ON x12_transaction.id = fact.transaction_id "
        f"WHERE fact.claim_id {_IN}",
        [wanted],
    ):
        ledger = ledgers[row[0]]
        transactions[row[3]].append(ledger)
        ledger.sent.append(
            Sent(
                fact_id=row[1],
                order=row[2],
                transaction_id=row[3],
                on=_day(row[4]),
                resent_on=_day(row[20]),
                number=row[5],
                charge_cents=row[6],
                frequency=row[7],
                sequence=row[8],
                payer=row[9],
                payer_id=row[10],
                batch_reference=row[11],
                billing_npi=row[12],
                service_from=_day(row[13]),
                service_to=_day(row[14]),
                patient_paid_cents=row[15],
                patient=(row[16], row[17]),
                provider=row[18],
                others=tuple((one[0], one[1], one[2]) for one in json.loads(row[19])),
                is_institutional=bool(row[21]),
            )
        )
    _load_acknowledged(db, transactions)


def _load_acknowledged(db: Database, transactions: Mapping[int, list[Ledger]]) -> None:
    """Of a batch that went out again only what answers its newest envelope: the rest is over."""
    for row in db.conn.execute(
        "SELECT envelope.transaction_id, batch_ack.kind, batch_ack.happened_on, batch_ack.outcome, "  # noqa: S608
        "batch_ack.provider_npi, batch_ack.text, x12_transaction.sha256 FROM envelope "
        "JOIN acknowledges ON acknowledges.envelope_id = envelope.id "
        "JOIN batch_ack ON batch_ack.id = acknowledges.ack_id "
        "JOIN x12_transaction ON x12_transaction.id = batch_ack.transaction_id "
        f"WHERE envelope.transaction_id {_IN} AND envelope.id = (SELECT id FROM envelope AS newest "
        "WHERE newest.transaction_id = envelope.transaction_id "
        "ORDER BY sent_on DESC, length(interchange_control) DESC, interchange_control DESC, group_control DESC, "
        "control DESC LIMIT 1)",
        [json.dumps(list(transactions))],
    ):
        ack = Acknowledged(
            order=row[6],
            transaction_id=row[0],
            on=_day(row[2]),
            kind=row[1],
            outcome=row[3],
            provider_npi=row[4],
            text=row[5],
        )
        for ledger in transactions[row[0]]:
            ledger.acknowledged.append(ack)


# --- answers, remittances, exports ---------------------------------------------------------------------------------


def _load_answers(db: Database, ledgers: Mapping[int, Ledger], wanted: str) -> None:
    for row in db.conn.execute(
        "SELECT fact.claim_id, fact.id, fact.origin, x12_transaction.kind, fact.happened_on, fact.number, "  # noqa: S608
        "fact.patient_last, fact.patient_first, answer.batch_reference, answer.action, answer.codes, "
        "answer.source_is_payer, answer.source, fact.payer_claim_number, fact.charge_cents, fact.service_from, "
        "fact.service_to FROM fact JOIN answer ON answer.fact_id = fact.id "
        f"JOIN x12_transaction ON x12_transaction.id = fact.transaction_id WHERE fact.claim_id {_IN}",
        [wanted],
    ):
        ledgers[row[0]].answered.append(
            Answered(
                fact_id=row[1],
                order=row[2],
                transaction_kind=row[3],
                on=_day(row[4]),
                number=row[5],
                patient=(row[6], row[7]),
                batch_reference=row[8],
                action=row[9],
                codes=tuple((one[0], one[1], one[2]) for one in json.loads(row[10])),
                source_is_payer=bool(row[11]),
                source=row[12],
                payer_claim_number=row[13],
                charge_cents=row[14],
                service_from=_day(row[15]),
                service_to=_day(row[16]),
            )
        )


def _load_remitted(
    db: Database, ledgers: Mapping[int, Ledger], wanted: str, line_remarks: Mapping[int, list[str]]
) -> None:
    adjustments, unprocessable = _adjustments(db, wanted), _unprocessable(db, wanted)
    for row in db.conn.execute(
        "SELECT fact.claim_id, fact.id, fact.origin, fact.happened_on, fact.number, fact.patient_last, "  # noqa: S608
        "fact.patient_first, remitted.status, fact.charge_cents, remitted.paid_cents, remitted.patient_cents, "
        "payer.name, payment.payer_id, fact.payer_claim_number, fact.original_payer_claim_number, "
        "remitted.crossover, payment.trace, fact.service_from, fact.service_to, remitted.remarks "
        "FROM fact JOIN remitted ON remitted.fact_id = fact.id JOIN payment ON payment.id = remitted.payment_id "
        f"JOIN payer ON payer.id = payment.payer_id WHERE fact.claim_id {_IN}",
        [wanted],
    ):
        ledgers[row[0]].remitted.append(
            Remitted(
                fact_id=row[1],
                order=row[2],
                on=_day(row[3]),
                number=row[4],
                patient=(row[5], row[6]),
                status=row[7],
                charge_cents=row[8],
                paid_cents=row[9],
                patient_cents=row[10],
                payer=row[11],
                payer_id=row[12],
                payer_claim_number=row[13],
                original_payer_claim_number=row[14],
                crossover=row[15],
                trace=row[16],
                service_from=_day(row[17]),
                service_to=_day(row[18]),
                adjustments=tuple(adjustments.get(row[1], ())),
                remarks=tuple(dict.fromkeys([*row[19].split(), *line_remarks.get(row[1], ())])),
                is_unprocessable=row[1] in unprocessable,
            )
        )


def _load_heard(db: Database, worked: Collection[Ledger]) -> None:
    """When each fact of these claims was imported."""
    if not worked:
        return
    by_claim = {ledger.claim_id: ledger for ledger in worked}
    for claim_id, fact_id, heard_at in db.conn.execute(
        "SELECT fact.claim_id, fact.id, imported_file.imported_at FROM fact "  # noqa: S608
        "JOIN x12_transaction ON x12_transaction.id = fact.transaction_id "
        f"JOIN imported_file ON imported_file.id = x12_transaction.file_id WHERE fact.claim_id {_IN}",
        [json.dumps(sorted(by_claim))],
    ):
        by_claim[claim_id].heard[fact_id] = datetime.fromisoformat(heard_at)


def _unprocessable(db: Database, wanted: str) -> set[int]:
    """Facts with the remark that a claim was never processed."""
    rows = db.conn.execute(
        f"SELECT fact_id FROM remark WHERE code = ? AND claim_id {_IN}",  # noqa: S608
        [UNPROCESSABLE, wanted],
    )
    return {row[0] for row in rows}


def _adjustments(db: Database, wanted: str) -> dict[int, list[Adjusted]]:
    found: dict[int, list[Adjusted]] = {}
    for fact_id, line, group, carc, cents in db.conn.execute(
        "SELECT adjustment.fact_id, line, group_code, carc, cents FROM fact "  # noqa: S608
        f"JOIN adjustment ON adjustment.fact_id = fact.id WHERE fact.claim_id {_IN} "
        "ORDER BY adjustment.fact_id, line, position",
        [wanted],
    ):
        found.setdefault(fact_id, []).append(Adjusted(line=line, group=group, carc=carc, cents=cents))
    return found


def _line_remarks(db: Database, wanted: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for fact_id, remarks in db.conn.execute(
        "SELECT remitted_line.fact_id, remarks FROM fact JOIN remitted_line ON remitted_line.fact_id = fact.id "  # noqa: S608
        f"WHERE fact.claim_id {_IN} AND remarks <> '' ORDER BY remitted_line.fact_id, line",
        [wanted],
    ):
        found.setdefault(fact_id, []).extend(remarks.split())
    return found


def _load_taken_back(db: Database, ledgers: Mapping[int, Ledger]) -> None:
    """Provider-level adjustments whose reference is a claim's number or a payer's number of it."""
    names: dict[str, set[int]] = defaultdict(set)
    for ledger in ledgers.values():
        for one in ledger.remitted:
            for name in (one.number, one.payer_claim_number):
                if name.strip("0 "):
                    names[name].add(ledger.claim_id)
        for sent in ledger.sent:
            names[sent.number].add(ledger.claim_id)
    for row in db.conn.execute(
        "SELECT provider_adjustment.reference, provider_adjustment.reason, provider_adjustment.cents, "  # noqa: S608
        "payment.paid_on, payer.name, x12_transaction.sha256, provider_adjustment.position FROM provider_adjustment "
        "JOIN payment ON payment.id = provider_adjustment.payment_id JOIN payer ON payer.id = payment.payer_id "
        "JOIN x12_transaction ON x12_transaction.id = payment.transaction_id "
        f"WHERE reference <> '' AND reference {_IN}",
        [json.dumps(sorted(names))],
    ):
        taken = TakenBack(
            order=f"{row[5]}:{row[6]:06}", on=_day(row[3]), reason=row[1], reference=row[0], cents=row[2], payer=row[4]
        )
        for claim_id in names[row[0]]:
            ledgers[claim_id].taken_back.append(taken)


def _load_listed(db: Database, ledgers: Mapping[int, Ledger], wanted: str) -> None:
    for row in db.conn.execute(
        "SELECT fact.claim_id, fact.id, fact.origin, listed.seen_file_id, listed.listed_on, fact.number, "  # noqa: S608
        "fact.patient_last, fact.patient_first, listed.provider, listed.account_number, listed.status, listed.state, "
        "listed.sent_on, listed.billed_cents, listed.paid_cents, listed.adjusted_cents, listed.patient_paid_cents, "
        "listed.insurance_balance_cents, listed.patient_balance_cents, listed.balance_cents, payer.name, "
        "listed.payer_id, fact.service_from, fact.service_to, listed.seen_on FROM fact "
        "JOIN listed ON listed.fact_id = fact.id "
        f"LEFT JOIN payer ON payer.id = listed.payer_id WHERE fact.claim_id {_IN}",
        [wanted],
    ):
        ledgers[row[0]].listed.append(
            Listed(
                fact_id=row[1],
                order=row[2],
                imported=row[3],
                on=date.fromisoformat(row[4]),
                seen_on=date.fromisoformat(row[24]),
                number=row[5],
                patient=(row[6], row[7]),
                provider=row[8],
                account_number=row[9],
                status=row[10],
                state=row[11],
                sent_on=_day(row[12]),
                billed_cents=row[13],
                paid_cents=row[14],
                adjusted_cents=row[15],
                patient_paid_cents=row[16],
                insurance_balance_cents=row[17],
                patient_balance_cents=row[18],
                balance_cents=row[19],
                payer=row[20] or "",
                payer_id=row[21],
                service_from=_day(row[22]),
                service_to=_day(row[23]),
            )
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None

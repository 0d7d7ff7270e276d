"""All that a claim store says, without the ids, references and times that differ from one store to the next."""

import json
from typing import Any

from data.store.claims_file import ClaimsFile

_QUERIES = {
    "claims": (
        "SELECT claim.*, payer.name AS payer, (SELECT group_concat(origin, ' ') FROM (SELECT origin FROM fact "
        "WHERE fact.claim_id = claim.id ORDER BY origin)) AS facts FROM claim LEFT JOIN payer ON payer.id = payer_id"
    ),
    "payers": (
        "SELECT name, kind, (SELECT group_concat(value, ' ') FROM (SELECT value FROM payer_alias "
        "WHERE payer_alias.payer_id = payer.id ORDER BY value)) AS numbers, (SELECT group_concat(text, ' ') FROM "
        "(SELECT filing_code || ':' || claims AS text FROM payer_filing WHERE payer_filing.payer_id = payer.id "
        "ORDER BY text)) AS filed FROM payer"
    ),
    "transactions": "SELECT sha256, kind, batch_reference, claims FROM x12_transaction",
    "envelopes": (
        "SELECT sha256, envelope.sender, envelope.receiver, envelope.interchange_control, envelope.group_control, "
        "envelope.control, envelope.sent_on FROM envelope JOIN x12_transaction ON x12_transaction.id = transaction_id"
    ),
    "acknowledged": (
        "SELECT batch_ack.kind, outcome, text, theirs.sha256 AS theirs, ours.sha256 AS ours, "
        "envelope.interchange_control AS envelope FROM batch_ack "
        "JOIN x12_transaction AS theirs ON theirs.id = batch_ack.transaction_id "
        "LEFT JOIN acknowledges ON ack_id = batch_ack.id "
        "LEFT JOIN envelope ON envelope.id = acknowledges.envelope_id "
        "LEFT JOIN x12_transaction AS ours ON ours.id = envelope.transaction_id"
    ),
    "adjustments": (
        "SELECT fact.origin, line, position, group_code, carc, cents FROM adjustment JOIN fact ON fact.id = fact_id"
    ),
    "lines": (
        "SELECT fact.origin, line, procedure, remitted_line.charge_cents, paid_cents FROM remitted_line "
        "JOIN fact ON fact.id = fact_id"
    ),
    "sent lines": (
        "SELECT fact.origin, line, procedure, sent_line.charge_cents FROM sent_line JOIN fact ON fact.id = fact_id"
    ),
    "taken back": (
        "SELECT sha256, position, reason, reference, cents FROM provider_adjustment "
        "JOIN payment ON payment.id = payment_id JOIN x12_transaction ON x12_transaction.id = transaction_id"
    ),
    "problems": "SELECT fact.origin, place, text FROM import_problem JOIN fact ON fact.id = fact_id",
    "listed": "SELECT fact.origin, status, state, balance_cents FROM listed JOIN fact ON fact.id = fact_id",
}
_LEFT_OUT = ("id", "ref", "payer_id", "listed_file_id")


def canonical_dump(store: ClaimsFile) -> dict[str, list[str]]:
    """Table -> its rows as JSON, sorted: equal for two stores that say the same."""
    return {name: sorted(_line(row) for row in store.db.query(query)) for name, query in _QUERIES.items()}


def _line(row: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in row.items() if name not in _LEFT_OUT}, sort_keys=True)


def every_row(store: ClaimsFile) -> dict[str, list[dict[str, Any]]]:
    """Table -> all its rows as they lie in the file, ids and times too."""
    return {table.name: list(table.rows) for table in store.db.tables}

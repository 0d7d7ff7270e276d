"""Rows of the outbox as shapes, and instants as the outbox's tables hold them; it reads and changes nothing."""

from datetime import UTC, date, datetime
from typing import Any

from data.reminder_models import MessageKind, OutboxRow, OutboxState, Outgoing


def instant(at: datetime) -> str:
    """UTC with milliseconds: what is later is greater as text, too."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def found_instant(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def outbox_row(row: dict[str, Any]) -> OutboxRow:
    """A row of table `outbox`, with all its columns."""
    state, ended_at = OutboxState(row["state"]), found_instant(row["ended_at"])
    return OutboxRow(
        id=row["id"],
        outgoing=_outgoing(row),
        state=state,
        try_after=found_instant(row["try_after"]),
        attempts=row["attempts"],
        failures=row["failures"],
        repeats=row["repeats"],
        owner=row["owner"],
        lease_until=found_instant(row["lease_until"]),
        first_try_at=found_instant(row["first_try_at"]),
        failing_since=found_instant(row["failing_since"]),
        is_ambiguous=bool(row["is_ambiguous"]),
        is_plain=bool(row["is_plain"]),
        rerouted_from=row["rerouted_from"],
        channel=row["channel"],
        ts=row["ts"],
        last_error=row["last_error"],
        created_at=datetime.fromisoformat(row["created_at"]),
        sent_at=ended_at if state is OutboxState.SENT else None,
    )


def _outgoing(row: dict[str, Any]) -> Outgoing:
    return Outgoing(
        key=row["key"],
        kind=MessageKind(row["kind"]),
        destination=row["destination"],
        subject=row["subject"],
        urgency=row["urgency"],
        not_before=datetime.fromisoformat(row["not_before"]),
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
    )

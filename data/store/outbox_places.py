"""Where messages went and may go: what was posted, conversations with people, broken destinations; the marks' key."""

import secrets
from datetime import datetime

from sqlite_utils import Database

from data.reminder_models import PostedMessage
from data.store.outbox_rows import instant


def keep_posted(db: Database, subject: str, destination: str, *, channel: str, ts: str) -> None:
    """The newest message about the subject at the destination is this one."""
    db.conn.execute(
        "INSERT INTO posted (subject, destination, channel, ts) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (subject, destination) DO UPDATE SET channel = excluded.channel, ts = excluded.ts",
        (subject, destination, channel, ts),
    )


def find_posted(db: Database, subject: str, destination: str) -> PostedMessage | None:
    return next((one for one in list_posted(db, subject) if one.destination == destination), None)


def list_posted(db: Database, subject: str) -> list[PostedMessage]:
    """The subject's messages, one a destination."""
    rows = db.conn.execute(
        "SELECT destination, channel, ts FROM posted WHERE subject = ? ORDER BY destination", [subject]
    )
    return [PostedMessage(subject=subject, destination=row[0], channel=row[1], ts=row[2]) for row in rows]


def forget_posted(db: Database, subject: str, destination: str) -> None:
    """The message is out of reach: somebody deleted it."""
    db.conn.execute("DELETE FROM posted WHERE subject = ? AND destination = ?", (subject, destination))


def remember_direct(db: Database, member: str, channel: str) -> None:
    """The channel ("D...") of a person's conversation with the bot. Other destinations and channels are passed over."""
    if is_person(member) and channel.startswith("D"):
        db.conn.execute(
            "INSERT INTO direct_channel (member, channel) VALUES (?, ?) "
            "ON CONFLICT (member) DO UPDATE SET channel = excluded.channel WHERE channel <> excluded.channel",
            (member, channel),
        )


def find_direct(db: Database, member: str) -> str | None:
    row = db.conn.execute("SELECT channel FROM direct_channel WHERE member = ?", [member]).fetchone()
    return str(row[0]) if row else None


def is_person(destination: str) -> bool:
    """Whether a destination is a member id, which Slack turns into a direct message."""
    return destination.startswith(("U", "W"))


def mark_broken(db: Database, destination: str, error: str, at: datetime) -> bool:
    """Nothing goes there for now; whether that is news."""
    known = db.conn.execute("SELECT 1 FROM broken_destination WHERE destination = ?", [destination]).fetchone()
    db.conn.execute(
        "INSERT INTO broken_destination (destination, error, since) VALUES (?, ?, ?) "
        "ON CONFLICT (destination) DO UPDATE SET error = excluded.error, since = excluded.since",
        (destination, error, instant(at)),
    )
    return known is None


def find_broken(db: Database, destination: str, since: datetime) -> str | None:
    """Why nothing goes there, if that was seen since then; what is older is worth another try."""
    row = db.conn.execute(
        "SELECT error FROM broken_destination WHERE destination = ? AND since >= ?", (destination, instant(since))
    ).fetchone()
    return str(row[0]) if row else None


def is_broken(db: Database, destination: str) -> bool:
    """Whether it took nothing when it was last tried, however long ago."""
    found = db.conn.execute("SELECT 1 FROM broken_destination WHERE destination = ?", [destination])
    return found.fetchone() is not None


def list_broken(db: Database) -> dict[str, str]:
    """Every destination that took nothing when it was last tried, and Slack's word for it."""
    return dict(db.conn.execute("SELECT destination, error FROM broken_destination ORDER BY destination"))


def mend_destination(db: Database, destination: str) -> bool:
    """Messages go there again; whether they did not before."""
    done = db.conn.execute("DELETE FROM broken_destination WHERE destination = ?", [destination])
    return bool(done.rowcount)


def get_secret(db: Database) -> str:
    """The key of the marks that messages carry, made at the first asking. Needs a write."""
    row = db.conn.execute("SELECT secret FROM outbox_secret").fetchone()
    if row is None:
        row = (secrets.token_hex(32),)
        db.conn.execute("INSERT INTO outbox_secret (secret) VALUES (?)", row)
    return str(row[0])

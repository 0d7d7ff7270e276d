"""Where cards of claims stand in Slack; it changes nothing."""

from sqlite_utils import Database


def channels_showing(db: Database, claim_id: int) -> list[str]:
    """The channels, without people's own messages."""
    rows = db.conn.execute(
        "SELECT destination FROM posted_card WHERE claim_id = ? AND substr(destination, 1, 1) IN ('C', 'G') "
        "ORDER BY destination",
        [claim_id],
    )
    return [row[0] for row in rows]

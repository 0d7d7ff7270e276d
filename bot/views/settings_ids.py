"""Names of all that can be pressed or sent about settings, and what a form carries: ids and change numbers."""

ADD_ROUTE = "route_add"
CHANGE_ROUTE = "route_change"
"""Each button adds ":" and the route's id, which is its value, too."""
REMOVE_ROUTE = "route_remove"
CHANGE_PRACTICE = "practice_change"
CHANGE_WEEKLY = "weekly_change"
VIEW_SETTINGS = "settings_view"
VIEW_ROUTE = "route_view"
VIEW_PRACTICE = "practice_view"
VIEW_WEEKLY = "weekly_view"
VIEW_DIGEST = "digest_view"

CHANNEL, TOPICS, PAYERS, KINDS, OWNERS, PLACE = "channel", "topics", "payers", "kinds", "owners", "place"
SMALL, CLOSED, ADMIN_CHANNEL, LEAD = "small", "closed", "admin_channel", "lead"
DIGEST_AT, STYLE, MOST = "digest_at", "style", "most"
WEEKDAY, REPORT_AT = "weekday", "report_at"
DIGEST, OWN_TIME, WHERE, DAYS, HOURS_FROM, HOURS_TO = "digest", "own_time", "where", "days", "hours_from", "hours_to"
ZONE, AWAY_FROM, AWAY_UNTIL, COVER = "zone", "away_from", "away_until", "cover"
"""Inputs; block and action have one name."""


def stamp(object_id: int, change_id: int) -> str:
    """What a form is about, and the change that somebody has before their eyes."""
    return f"{object_id}|{change_id}"


def read_stamp(value: str) -> tuple[int, int]:
    """What `stamp` wrote. Raises ValueError for anything else."""
    object_id, change_id = value.split("|")
    return int(object_id), int(change_id)

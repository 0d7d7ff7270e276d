"""Names of all that can be pressed or sent about a query to a provider, and what it carries: references and numbers."""

OPEN = "query_open"
"""Opens a query from a list, as those who ask see it; each button adds ":" and the reference."""
OPEN_MINE = "query_open_mine"
"""The same for the provider who is asked."""
ACKNOWLEDGE = "query_acknowledge"
ANSWER = "query_answer"
NOT_MINE = "query_not_mine"
"""Not my patient, or for a colleague."""
SEND = "query_send"
"""Opens the form anew for a query that came back or was not sent."""
READDRESS = "query_readdress"
"""Another provider, from the asker's side."""
DOCUMENT = "query_document"
CLOSE = "query_close"
WITHDRAW = "query_withdraw"
ASK = "query_ask"
"""Opens the form, from a claim's card."""

VIEW_ASK = "query_ask_view"
VIEW_PREVIEW = "query_preview_view"
VIEW_ANSWER = "query_answer_view"
VIEW_NOT_MINE = "query_not_mine_view"
VIEW_READDRESS = "query_readdress_view"
VIEW_DOCUMENT = "query_document_view"

KIND, PROVIDER, BACKUP, SOURCES = "kind", "provider", "backup", "sources"
INDICATORS, CHOICES = "indicators", "choices"
CHOICE, TEXT, DAY, COLLEAGUE, REASON = "choice", "text", "day", "colleague", "reason"


def seen_value(ref: str, number: int) -> str:
    """A query and the newest step that the button's reader saw."""
    return f"{ref}|{number}"


def read_seen(value: str) -> tuple[str, int]:
    """What `seen_value` wrote. Raises ValueError for anything else."""
    ref, number = value.split("|")
    return ref, int(number)

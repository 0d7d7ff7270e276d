"""The one error of this package: an export that cannot be read as a whole; it never holds a cell's text."""

from data.errors import BillingBotError


class UnreadableTable(BillingBotError):
    """An export, or the mapping typed for it, cannot be used; the message says why and the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)

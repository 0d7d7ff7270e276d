"""A form about a claim as it was sent, and amounts and days typed in it; what they mean is read elsewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.work_rules import Actor
from bot.views import work_modals as named
from bot.views.forms import entered
from bot.work_facts import Typed

Errors = dict[str, str]
_AMOUNT = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form as it was sent. `find_person` gives a member's number, None for somebody who is not on the list."""

    view: dict[str, Any]
    actor: Actor
    today: date
    can_type: bool
    find_person: Callable[[str], int | None]

    def get(self, name: str) -> str:
        return entered(self.view, name)

    def typed(self, *, reference: str = "") -> Typed:
        """Free words, as far as they may be kept."""
        if not self.can_type:
            return Typed(reference=reference)
        return Typed(contact=self.get(named.CONTACT), reference=reference, text=self.get(named.TEXT))


def read_cents(text: str) -> int | None:
    """ "$1,234.50" -> 123450; None for what is no amount."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or not text.isascii():
        return None
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

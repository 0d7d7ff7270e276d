"""What a row of the table of triggers holds; it registers nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.rules.roles import Permission

Function = Callable[..., None]


class Kind(Enum):
    """What Slack calls it, by the name of Bolt's registration."""

    COMMAND = "command"
    OPTIONS = "options"
    ACTION = "action"
    SHORTCUT = "global_shortcut"
    MESSAGE_SHORTCUT = "message_shortcut"
    SUBMISSION = "view"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing people or Slack can do: its id, what answers within the acknowledgement or after it, who may.

    Without a permission nobody may. `audit` names what its function writes down by the `witness` it takes.
    """

    kind: Kind
    name: str | re.Pattern[str]
    permission: Permission | None = None
    ack: Function | None = None
    after: Function | None = None
    audit: str = ""

    @property
    def label(self) -> str:
        """Its name without the marks of a pattern."""
        return self.name if isinstance(self.name, str) else self.name.pattern.strip("^:")

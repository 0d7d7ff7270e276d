"""Names of all that can be pressed or sent about a claim's work, and what it carries: references and message ids."""

from dataclasses import dataclass

TAKE = "work_take"
RESOLVE = "work_resolve"
CONFIRM = "work_confirm"
UNDO = "work_undo"
OPEN_FORM = "work_form"
"""Opens a form; each button adds ":" and the action."""
MORE = "work_more"
KEEP_IN_VIEW = "work_keep_in_view"
"""Acknowledges a deadline."""
WHY = "work_why"
"""Asks why a reminder came."""
DETAILS = "claim_details"
SAME = "alike_same"
"""Each button of claims that look alike adds ":" and the other's reference."""
DIFFERENT = "alike_different"
PART = "alike_part"

VIEW_FORM = "work_form_view"
"""A form; each adds ":" and the action."""
VIEW_DETAILS = "claim_details_view"
MANY = "work_many"
"""All claims of a list; its value is the list."""
VIEW_MANY = "work_many_view"
VIEW_MANY_SURE = "work_many_sure_view"

JOINED = "joined"
"""In the menu of further actions: what was joined, in the details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The claim that a form is about, and the message with its card: by its answer address where one person sees it."""

    ref: str
    channel: str = ""
    ts: str = ""
    url: str = ""

    def value(self) -> str:
        return "|".join((self.ref, self.channel, self.ts, self.url))


def read_origin(value: str) -> Origin:
    """What `Origin.value` wrote. Raises ValueError for anything else."""
    ref, channel, ts, url = value.split("|")
    return Origin(ref=ref, channel=channel, ts=ts, url=url)


def pair_value(first: str, second: str) -> str:
    """Two opaque words as one."""
    return f"{first}|{second}"


def read_pair(value: str) -> tuple[str, str]:
    """What `pair_value` wrote. Raises ValueError for anything else."""
    first, second = value.split("|")
    return first, second

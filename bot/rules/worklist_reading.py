"""Plain words of a worklist: queues, order, states and reasons."""

import re
from dataclasses import dataclass, field

from bot.rules import worklist_words as words
from bot.rules.worklist_typed import Typed
from data.claim_models import ClaimState
from data.worklist_models import Queue, Sort


@dataclass(slots=True)
class Said:
    """What plain words said."""

    states: set[ClaimState] = field(default_factory=set)
    categories: list[str] = field(default_factory=list)
    sequence: str = ""
    provider: str = ""
    is_open: bool | None = None
    is_any: bool = False
    is_snoozed: bool = False
    is_resolved: bool = False
    is_resent: bool = False
    is_unlisted: bool = False


def read_queue(typed: Typed) -> Queue | None:
    for pattern, queue in words.QUEUES:
        if typed.take(pattern) or typed.take(re.escape(queue).replace("_", "[_ ]")):
            return queue
    return None


def read_sort(typed: Typed) -> Sort | None:
    for found in typed.take_each(r"(?:the )?top (?P<n>\d{1,3})(?: claims?)?|(?:the )?top claims"):
        if found["n"] and found["n"] != "10":
            typed.note("A page holds 10 claims, the first ones in the order.")
    chosen = [sort for pattern, sort in words.SORTS if list(typed.take_each(pattern))]
    return chosen[0] if chosen else None


def read_what_is_kept(typed: Typed) -> None:
    """Notes what is asked for and not kept for worklists."""
    for pattern, what in words.NOT_KEPT:
        if found := typed.take(pattern):
            typed.note(f"{what} are not part of worklists yet, so “{found[0].strip()}” chose nothing.")


def read_words(typed: Typed) -> Said:
    """States, reasons, sequence, provider and what is to be seen beside the open claims."""
    said = Said()
    if found := typed.take(r"(?:provider|dr\.?|doctor|rendering(?: provider)?)[: ]+(?P<who>[a-z][a-z'-]+)"):
        said.provider = str(found["who"])
    said.is_any = bool(
        typed.take(
            r"(?:including|incl\.?|with|and|plus|also) (?:the )?closed(?: ones)?|open (?:and|or) closed|"
            r"closed (?:and|or) open|any (?:state|status)|all (?:states|statuses)|everything|ever"
        )
    )
    typed.take(r"not snoozed|not resolved")
    said.is_unlisted = bool(typed.take(words.UNLISTED))
    said.is_snoozed = bool(typed.take(r"snoozed?|sleeping"))
    said.is_resolved = bool(typed.take(r"resolved(?: in (?:the )?pms?)?"))
    said.is_resent = bool(
        typed.take(r"re-?sent|re-?submitted|sent again|resubmissions?|corrected claims?|replacements?")
    )
    if list(typed.take_each(words.OPEN)):
        said.is_open = True
    for pattern, category in words.CATEGORIES[:3]:
        _category(typed, pattern, category, said)
    for pattern, states in words.STATES:
        if list(typed.take_each(pattern)):
            said.states.update(states)
    for pattern, category in words.CATEGORIES[3:]:
        _category(typed, pattern, category, said)
    for pattern, sequence in words.SEQUENCES:
        if typed.take(pattern):
            said.sequence = sequence
    return said


def _category(typed: Typed, pattern: str, category: str, said: Said) -> None:
    if list(typed.take_each(pattern)):
        said.categories.append(category)

"""Whose claims a worklist is to show: mine, nobody's, or somebody's by name or handle."""

import re
from collections.abc import Iterable, Sequence

from bot.rules.worklist_typed import Typed
from data.worklist_models import WorklistPerson

_MINE = (
    r"mine|my own|my (?:open )?(?:claims?|queue|list|worklist|work|plate|stuff|items?|accounts?|denials(?= |"
    r"$))|my|i own|"
    r"(?:assigned|belong(?:ing|s)?|given) to me|owned by me|owner me|on me|i (?:have|snoozed?|took|am working)|"
    r"did i (?:snooze|take)|(?:what )?(?:should|do|can) i(?= (?:work|do|\|))|i'?m working"
)
_NOBODYS = (
    r"un-?assigned|unowned|unclaimed|not (?:yet )?(?:assigned(?! to)|owned(?! by)|taken|claimed)|(?:no|"
    r"without(?: an)?) owners?|owner none|"
    r"(?:nobody|no one|no-one)(?:'s| has| owns| is working(?: on)?)?|orphans?|orphaned|up for grabs"
)
_NAME = r"[a-z][a-z.'-]*[a-z]|[a-z]"
_WORTHLESS = frozenset("me them us the a all whom who payer payers patient insurance not no".split())


def read_owner(typed: Typed, people: Sequence[str]) -> str:
    """ "me", "none", a name as typed, or "" where nothing is said."""
    typed.take(r"(?:show|give|list|tell|get|send|find) me(?: all)?")
    if found := re.search(r"<@(\w+)(?:\|[^>]*)?>", typed.text):
        typed.text = typed.text.replace(found[0], " | ")
        return found[1].upper()
    if typed.take(_NOBODYS):
        return "none"
    if found := re.search(r"(?<!\w)@([\w.-]+)(?:'s?)?", typed.text):
        typed.text = typed.text.replace(found[0], " | ", 1)
        return found[1].rstrip(".")
    if typed.take(_MINE):
        return "me"
    return _named(typed, people)


def _named(typed: Typed, people: Sequence[str]) -> str:
    known = sorted({form for name in people for form in forms_of(name)}, key=len, reverse=True)
    for name in known:
        told = re.escape(name)
        if name in typed.text and typed.take(
            rf"(?:(?:assigned|belong(?:ing|s)?|given) to|owned by|worked by|owner(?: is)?|for|does|has|"
            rf"by)?:? ?{told}(?:'s?)?(?: (?:queue|worklist|work|claims?|list|have|has))?"
        ):
            return name
    found = typed.take(rf"(?:(?:assigned|given) to|owned by|owner(?: is)?|worked by):? ?(?P<name>{_NAME})(?:'s)?")
    if found and found["name"] not in _WORTHLESS:
        return str(found["name"])
    found = typed.take(rf"(?P<name>{_NAME})'s (?:queue|worklist|work|claims?|list|denials)")
    return str(found["name"]) if found and found["name"] not in _WORTHLESS else ""


def forms_of(name: str) -> list[str]:
    """A person's whole name, and its first word where that has three letters or more; in small letters."""
    whole = " ".join(name.lower().split())
    first = whole.split(" ", 1)[0] if whole else ""
    return [form for form in dict.fromkeys([whole, first]) if len(form) >= 3]


def owners_meant(owner: str, people: Iterable[WorklistPerson]) -> frozenset[int]:
    """The people with this member id, handle or name; all of them where several share a first name."""
    wanted = owner.casefold().replace("_", " ")
    people = list(people)
    exact = {one.id for one in people if wanted in (one.user.casefold(), one.name.casefold())}
    return frozenset(exact or {one.id for one in people if wanted in forms_of(one.name)})

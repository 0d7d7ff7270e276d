"""The steps of reading a worklist: codes, days, states, and what is nearest to a misspelt word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import OSA

from bot.rules import worklist_words as words
from bot.rules.worklist_days import DUE, SPAN, read_due, read_span
from bot.rules.worklist_payers import guess_payer
from bot.rules.worklist_people import forms_of
from bot.rules.worklist_typed import Typed
from data.claim_models import ClaimState, PayerKind
from data.worklist_models import Queue, Sort, Span

_SERVICE = r"dos|d\.o\.s\.?|dates? of service|service(?: dates?)?|seen|visits?"
_SENT = r"sent|submitted|filed|billed|first billed"
_STATED = r"denied|denials?|rejected|rejections?|closed|accepted|crossed over|forwarded|written off|pended|received"
_FIRST_YEAR = 2000
_REF = r"[B-DF-HJKM-NP-TV-Z][2-9B-DF-HJKM-NP-TV-Z]{2}-[2-9B-DF-HJKM-NP-TV-Z]{3}"
"""The shape of a claim's reference, with its hyphen: without it some words have it, too."""
_CARC = r"(?:[a-z]\d{1,2}|\d{1,3})"


@dataclass(slots=True)
class Codes:
    carcs: tuple[str, ...] = ()
    rarcs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


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


@dataclass(slots=True)
class Guessed:
    """What misspelt and bare words were taken for, and those that nothing is near to."""

    payers: list[str] = field(default_factory=list)
    kinds: set[PayerKind] = field(default_factory=set)
    owner: str = ""
    number: str = ""
    left: list[str] = field(default_factory=list)


def read_number(typed: Typed) -> str:
    """A reference ("K7M-4QX"), or what is said to be a claim number; as typed."""
    for word in typed.as_typed.split():
        bare = word.strip(",.;:#?!")
        sure = bare.isupper() or any(sign.isdecimal() for sign in bare)
        if sure and re.fullmatch(_REF, bare.upper()):
            typed.take(re.escape(bare.lower()))
            return bare
    found = typed.take(
        r"(?:claim (?:number|no\.?|num|#)|number|no\.|ref(?:erence)?|#):? ?#?(?P<number>[\w-]*\d[\w-]*)|"
        r"#(?P<hash>[\w-]*\d[\w-]*)"
    )
    return str(found["number"] or found["hash"]) if found else ""


def read_queue(typed: Typed) -> Queue | None:
    for pattern, queue in words.QUEUES:
        if typed.take(pattern) or typed.take(re.escape(queue).replace("_", "[_ ]")):
            return queue
    return None


def read_due_days(typed: Typed, today: date) -> Span | None:
    if found := typed.take(rf"(?:follow[- ]?ups? |work )?due (?P<when>{DUE})"):
        return read_due(found["when"], today)
    if typed.take(r"overdue|past due|(?:running )?late(?! filing)"):
        return read_due("overdue", today)
    if found := typed.take(
        r"on (?:the|our) plate (?P<when>today|tomorrow|this week)|(?:to do|todo) (?P<when2>today|tomorrow|this week)"
    ):
        return read_due(found["when"] or found["when2"], today)
    if found := re.search(r"on my plate (today|tomorrow|this week)", typed.text):
        typed.text = typed.text.replace(found[0], "on my plate", 1)
        return read_due(found[1], today)
    return read_due("soon", today) if typed.take(r"due|follow[- ]?ups?") else None


def read_sort(typed: Typed) -> Sort | None:
    for found in typed.take_each(r"(?:the )?top (?P<n>\d{1,3})(?: claims?)?|(?:the )?top claims"):
        if found["n"] and found["n"] != "10":
            typed.note("A page holds 10 claims, the first ones in the order.")
    chosen = [sort for pattern, sort in words.SORTS if list(typed.take_each(pattern))]
    return chosen[0] if chosen else None


def taken_with_negation(typed: Typed) -> list[str]:
    """ "not medicare" must not list Medicare: such words are left out together, and named."""
    kept = (
        r"no (?:response|reply|answer|word|status|ack\w*|acceptance|auth\w*|coverage|fault)|never (?:sent|billed)|"
        r"not (?:yet )?(?:sent|billed|submitted|paid|accepted|acknowledged|answered|at|medical\w*|necessary|"
        r"eligible|covered|"
        r"credentialed|enrolled|closed|snoozed|resolved)|non[- ]?covered|no[- ]fault"
    )
    left = []
    for found in typed.take_each(rf"(?!(?:{kept})\b)(?:{words.NEGATIONS})[ -](?:the )?(?P<what>[\w/-]+)"):
        left.append(" ".join(found[0].split()))
    return left


def read_what_is_kept(typed: Typed) -> None:
    """Notes what is asked for and not kept for worklists."""
    for pattern, what in words.NOT_KEPT:
        if found := typed.take(pattern):
            typed.note(f"{what} are not part of worklists yet, so “{found[0].strip()}” chose nothing.")


def read_codes(typed: Typed) -> Codes:
    """ "CO-197", "all the co16s", "carc 50", "N130", "group pr"."""
    carcs: list[str] = []
    groups: list[str] = []
    for found in typed.take_each(rf"(?P<group>co|pr|oa|pi)[ -]?(?P<carc>{_CARC})(?:'?s)?"):
        groups.append(found["group"].upper())
        carcs.append(found["carc"].upper())
    for found in typed.take_each(
        rf"(?:carcs?|reasons?|reason codes?|denial codes?|denied (?:for|with|as)|"
        rf"for reason) #?(?P<carc>{_CARC})(?! ?(?:days?|weeks?|months?))(?:'?s)?"
    ):
        carcs.append(found["carc"].upper())
        if found[0].startswith("denied"):
            typed.text = f"denied | {typed.text}"
    further = rf"(?:and|or|,|\+|&) (?P<carc>{_CARC})(?:'?s)?(?! ?(?:days?|weeks?|months?|/))"
    if carcs:
        carcs += [found["carc"].upper() for found in typed.take_each(further)]
    rarcs = [
        found["rarc"].upper()
        for found in typed.take_each(r"(?:rarc |remark (?:code )?)?(?P<rarc>ma\d{1,3}|m\d{1,3}|n\d{1,4})")
    ]
    carcs += [found[1].upper() for found in typed.take_each(r"([abdpwy]\d{1,2})")]
    groups += [found[2].upper() for found in typed.take_each(r"(group )?(co|pr|oa|pi)(?: group| adjustments?)?")]
    return Codes(
        carcs=tuple(dict.fromkeys(carcs)), rarcs=tuple(dict.fromkeys(rarcs)), groups=tuple(dict.fromkeys(groups))
    )


def read_days(typed: Typed, today: date) -> dict[str, Span]:
    """What happened when, by the word beside the days, else by what else is said; else the day of service."""
    found_days: dict[str, Span] = {}
    for _ in range(3):
        found = re.search(
            rf"(?<![\w$@#-])(?:(?P<kind>{_SERVICE}|{_SENT}|{_STATED}|paid) )?(?P<span>{SPAN})(?![\w/-])", typed.text
        )
        if found is None:
            break
        span = read_span(found, today)
        kind = found["kind"] or ""
        keeps = kind if kind and not re.fullmatch(rf"{_SERVICE}|{_SENT}", kind) else ""
        typed.text = f"{typed.text[: found.start()]}{keeps} | {typed.text[found.end() :]}"
        if span is None:
            typed.note(f"“{found['span']}” is no day that I can read, so it chose nothing.")
            continue
        if span.start and span.start.year < _FIRST_YEAR:
            typed.note(f"A day before {_FIRST_YEAR} is no claim's, so it chose nothing.")
            continue
        found_days[_kind_of_day(kind, typed)] = span
    return found_days


def _kind_of_day(beside: str, typed: Typed) -> str:
    for text in (beside, typed.text):
        if re.search(rf"\b(?:{_SERVICE})\b", text):
            typed.take(_SERVICE)
            return "service"
        if re.search(r"\bpaid\b", text) and not re.search(r"\b(?:not|partly) paid\b", text):
            return "paid"
        if re.search(rf"\b(?:{_STATED})\b", text):
            return "in_state"
        if re.search(rf"\b(?:{_SENT})\b", text):
            typed.take(_SENT)
            return "sent"
    return "service"


def read_words(typed: Typed, *, has_days: bool) -> Said:
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


_SPELLED: tuple[tuple[str, ClaimState], ...] = (
    ("denied", ClaimState.DENIED),
    ("denials", ClaimState.DENIED),
    ("rejected", ClaimState.REJECTED),
    ("pending", ClaimState.PENDING),
    ("accepted", ClaimState.ACCEPTED),
    ("closed", ClaimState.CLOSED),
    ("submitted", ClaimState.SUBMITTED),
)


def guess_words(typed: Typed, payer_names: Sequence[str], people: Sequence[str], said: Said) -> Guessed:
    """What is left: slips of the finger, told in a note; bare numbers; fillers, which say nothing."""
    guessed = Guessed()
    names = {form for person in people for form in forms_of(person)}
    for word in typed.left():
        if word in words.FILLERS:
            continue
        payer = guess_payer(word, payer_names)
        state = next((one for told, one in _SPELLED if OSA.distance(word, told) <= 1), None)
        if state is not None:
            said.states.add(state)
            typed.note(f"“{word}” is read as {state}.")
        elif payer is not None:
            name, kind = payer
            if kind is None:
                guessed.payers.append(name)
            else:
                guessed.kinds.add(kind)
            typed.note(f"“{word}” is read as {name}.")
        elif word in names:
            guessed.owner = word
        elif any(sign.isdecimal() for sign in word) and len(word) >= 3 and not guessed.number:
            guessed.number = word
            typed.note(f"“{word}” is read as a part of the claim number.")
        else:
            guessed.left.append(word)
    return guessed

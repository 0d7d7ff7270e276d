"""A worklist in words becomes a filter: a small grammar that takes what it knows and names what it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.worklist_codes import read_codes, read_number
from bot.rules.worklist_guesses import guess_words
from bot.rules.worklist_negated import NOTHING_EXCLUDED, Excluded, read_negated
from bot.rules.worklist_numbers import Numbers, read_ages_and_amounts, read_untouched
from bot.rules.worklist_payers import read_payers
from bot.rules.worklist_people import read_owner
from bot.rules.worklist_reading import (
    read_queue,
    read_sort,
    read_what_is_kept,
    read_words,
)
from bot.rules.worklist_typed import Typed
from bot.rules.worklist_when import read_days, read_due_days
from bot.rules.worklist_words import NOT_RESENT
from data.claim_models import ClaimState, PayerKind
from data.worklist_models import Queue, Sort, Span

ME, NOBODY = "me", "none"
LEFT_OUT = "Not understood, so left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistFilter:
    """What somebody wants listed; a field that is empty or None asks nothing. Several values of one field are "or".

    `is_open`: True and False as said, None as the other fields suggest. `service`, `sent`, `in_state` and `paid` say
    when that happened; `due` when the next step is. `owner` is ME, NOBODY, or a name or handle as typed.
    """

    states: frozenset[ClaimState] = frozenset()
    payers: tuple[str, ...] = ()
    payer_kinds: frozenset[PayerKind] = frozenset()
    sequence: str = ""
    age_min: int | None = None
    age_max: int | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    owner: str = ""
    carcs: tuple[str, ...] = ()
    rarcs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    service: Span | None = None
    sent: Span | None = None
    in_state: Span | None = None
    paid: Span | None = None
    untouched_days: int | None = None
    due: Span | None = None
    provider: str = ""
    text: str = ""
    queue: Queue | None = None
    sort: Sort | None = None
    is_open: bool | None = None
    is_any: bool = False
    """Closed ones, too."""
    is_snoozed: bool = False
    is_resolved: bool = False
    is_resent: bool = False
    is_unlisted: bool = False
    excluded: Excluded = NOTHING_EXCLUDED


def read_filter(
    words: str, *, today: date, payer_names: Sequence[str], people: Sequence[str]
) -> tuple[WorklistFilter, list[str], list[str]]:
    """(the filter, the words that nothing was made of, notes for the person). Notes say every guess.

    `payer_names` are the store's; `people` names, handles and member ids of those who may own claims.
    """
    typed = Typed(words)
    text = read_number(typed)
    excluded, refused = read_negated(typed, payer_names, people)
    queue = read_queue(typed)
    refused += [found[0] for found in typed.take_each(NOT_RESENT)]
    sort = read_sort(typed)
    untouched = read_untouched(typed)
    due = read_due_days(typed, today)
    owner = read_owner(typed, people)
    read_what_is_kept(typed)
    codes = read_codes(typed)
    days = read_days(typed, today)
    numbers: Numbers = read_ages_and_amounts(typed)
    payers, kinds = read_payers(typed, payer_names)
    said = read_words(typed)
    guessed = guess_words(typed, payer_names, people, said)
    left = [*refused, *guessed.left]
    filter_ = WorklistFilter(
        states=frozenset(said.states),
        payers=tuple(dict.fromkeys([*payers, *guessed.payers])),
        payer_kinds=frozenset(kinds | guessed.kinds),
        sequence=said.sequence,
        age_min=numbers.age_min,
        age_max=numbers.age_max,
        amount_min=numbers.cents_min,
        amount_max=numbers.cents_max,
        owner=owner or guessed.owner,
        carcs=codes.carcs,
        rarcs=codes.rarcs,
        groups=codes.groups,
        categories=tuple(said.categories),
        service=days.get("service"),
        sent=days.get("sent"),
        in_state=days.get("in_state"),
        paid=days.get("paid"),
        untouched_days=untouched,
        due=due,
        provider=said.provider,
        text=text or guessed.number,
        queue=queue,
        sort=sort,
        is_open=said.is_open,
        is_any=said.is_any,
        is_snoozed=said.is_snoozed,
        is_resolved=said.is_resolved,
        is_resent=said.is_resent,
        is_unlisted=said.is_unlisted,
        excluded=excluded,
    )
    return filter_, left, [*typed.notes, *([f"{LEFT_OUT}: {', '.join(left)}."] if left else [])]

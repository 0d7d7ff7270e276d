"""Says a filter back in plain words, so that people see how they were understood."""

from datetime import date

from bot.rules.queues import QUEUES
from bot.rules.worklist_filter import ME, NOBODY, WorklistFilter
from bot.rules.worklist_negated import Excluded
from data.claim_models import ClaimState, PayerKind
from data.routing_models import SMALL_BALANCE_CENTS
from data.worklist_models import Queue, Sort, Span

STATE_WORDS = {
    ClaimState.DRAFT: "not sent",
    ClaimState.SUBMITTED: "sent, no answer yet",
    ClaimState.RECEIVED: "at clearinghouse",
    ClaimState.ACCEPTED: "accepted by payer",
    ClaimState.REJECTED: "rejected",
    ClaimState.PENDING: "pending at payer",
    ClaimState.INFO_REQUESTED: "records requested",
    ClaimState.PAID: "paid",
    ClaimState.PARTLY_PAID: "paid with line(s) denied",
    ClaimState.DENIED: "denied",
    ClaimState.FORWARDED: "crossed over",
    ClaimState.PATIENT_BALANCE: "patient balance",
    ClaimState.WRITTEN_OFF: "written off",
    ClaimState.CLOSED: "closed",
}
_SEQUENCES = {"P": "primary", "S": "secondary", "T": "tertiary"}
SORT_WORDS = {
    Sort.BALANCE: "largest balance first",
    Sort.AGE: "oldest first",
    Sort.DUE: "first due first",
    Sort.PAYER: "by payer",
    Sort.PRIORITY: "due within a week first, then the largest balance",
}
_OPEN = "open"


def describe(asked: WorklistFilter, *, small_balance_cents: int = SMALL_BALANCE_CENTS, is_plain: bool = False) -> str:
    """ "denied; Aetna; older than 60 days; largest balance first".

    `is_plain` repeats no day, number or name of a provider: beside a claim each of them may lead to a person.
    """
    provider = "one provider" if is_plain else f"provider {asked.provider}"
    number = "a claim number" if is_plain else f"claim number with {asked.text}"
    parts = [
        *_what(asked, small_balance_cents),
        *_whose(asked, is_plain=is_plain),
        *_how_old(asked),
        *_how_much(asked),
        *_why(asked),
        *_when(asked, is_plain=is_plain),
        provider if asked.provider else "",
        number if asked.text else "",
    ]
    told = [part for part in parts if part]
    return "; ".join(
        [*(told or [_OPEN]), *_not(asked.excluded, is_plain=is_plain), SORT_WORDS[asked.sort or Sort.BALANCE]]
    )


def _what(asked: WorklistFilter, small_balance_cents: int) -> list[str]:
    queue = QUEUES[asked.queue].title if asked.queue else ""
    if asked.queue is Queue.SMALL_BALANCES and asked.amount_max is None:
        queue += f" (below {_dollars(small_balance_cents)})"
    states = [STATE_WORDS[state] for state in ClaimState if state in asked.states]
    return [
        queue,
        " or ".join(states),
        _OPEN if asked.is_open and not asked.is_any else "",
        "open or not" if asked.is_any else "",
        "snoozed" if asked.is_snoozed else "",
        "resolved in the practice-management system" if asked.is_resolved else "",
        "sent again" if asked.is_resent else "",
        "no longer in the newest export" if asked.is_unlisted else "",
    ]


def _not(excluded: Excluded, *, is_plain: bool) -> list[str]:
    """ "not Aetna or Cigna", each kind by itself."""
    kinds = [kind_words(kind) for kind in PayerKind if kind in excluded.payer_kinds]
    owners = [
        {ME: "mine"}.get(one, "owned by the one you named" if is_plain else f"owned by {one}")
        for one in excluded.owners
        if one != NOBODY
    ]
    reasons = ["-".join(" or ".join(some) for some in one if some) for one in excluded.reasons if one[1]]
    groups = [" or ".join(one[0]) for one in excluded.reasons if not one[1]]
    told = (
        ("", [STATE_WORDS[state] for state in ClaimState if state in excluded.states]),
        ("", [*excluded.payers, *kinds]),
        ("", owners),
        ("reason ", reasons),
        ("group ", groups),
        ("denied for ", [one.replace("_", " ") for one in excluded.categories]),
        ("provider ", ["the ones you named"] if is_plain and excluded.providers else list(excluded.providers)),
    )
    owned = ["with an owner"] if NOBODY in excluded.owners else []
    return [*owned, *(f"not {what}{' or '.join(some)}" for what, some in told if some)]


def _whose(asked: WorklistFilter, *, is_plain: bool) -> list[str]:
    kinds = [kind_words(kind) for kind in PayerKind if kind in asked.payer_kinds]
    owner = {"": "", ME: "mine", NOBODY: "with no owner"}.get(
        asked.owner, "owned by the one you named" if is_plain else f"owned by {asked.owner}"
    )
    return [" or ".join([*asked.payers, *kinds]), _SEQUENCES.get(asked.sequence, ""), owner]


def kind_words(kind: PayerKind) -> str:
    named = {PayerKind.TRICARE: "TRICARE", PayerKind.MEDICARE: "Medicare", PayerKind.MEDICAID: "Medicaid"}
    return named.get(kind, kind.replace("_", " ").capitalize())


def _how_old(asked: WorklistFilter) -> list[str]:
    least, most = asked.age_min, asked.age_max
    untouched = f"not touched for {asked.untouched_days} days" if asked.untouched_days is not None else ""
    if least is not None and most is not None:
        return [f"{least} to {most} days old", untouched]
    if least is not None:
        return [f"more than {least - 1} days old", untouched]
    return [f"at most {most} days old" if most is not None else "", untouched]


def _how_much(asked: WorklistFilter) -> list[str]:
    least, most = asked.amount_min, asked.amount_max
    if least is not None and most is not None:
        return [f"balance {_dollars(least)} to {_dollars(most)}"]
    if least is not None:
        return [f"balance over {_dollars(least - 1)}" if least % 100 == 1 else f"balance at least {_dollars(least)}"]
    return [f"balance at most {_dollars(most)}"] if most is not None else []


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}" if cents % 100 else f"${cents // 100:,}"


def _why(asked: WorklistFilter) -> list[str]:
    return [
        f"reason {' or '.join(asked.carcs)}" if asked.carcs else "",
        f"group {' or '.join(asked.groups)}" if asked.groups else "",
        f"remark {' and '.join(asked.rarcs)}" if asked.rarcs else "",
        f"denied for {' or '.join(one.replace('_', ' ') for one in asked.categories)}" if asked.categories else "",
    ]


def _when(asked: WorklistFilter, *, is_plain: bool) -> list[str]:
    told = (
        ("service", asked.service),
        ("sent", asked.sent),
        ("came to that state", asked.in_state),
        ("paid", asked.paid),
        ("due", asked.due),
    )
    return [f"{what} {'in the days you named' if is_plain else _span(span)}" for what, span in told if span]


def _span(span: Span) -> str:
    if span.start and span.end:
        return f"on {span.start}" if span.start == span.end else f"{span.start} to {span.end}"
    return f"since {span.start}" if span.start else f"until {_iso(span.end)}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

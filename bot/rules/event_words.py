"""One fact of a claim as a sentence; status codes are named by number, with a short word of our own for the category.

What may not be shown is left out here already: in whole dollars and without payment numbers where no more is allowed.
"""

from collections.abc import Sequence

from bot.rules.denials import Carcs, Effect, effect_of
from bot.rules.privacy import Part, Shown, money_text
from bot.rules.settling import FORWARDED, NOT_OURS, PREDETERMINATION, REVERSAL, settle
from data.claim_models import Acknowledged, Adjusted, Answered, Ledger, Listed, Remitted, Sent, TakenBack

_SEQUENCES = {"P": "primary", "S": "secondary", "T": "tertiary"}
_FREQUENCIES = {"1": "original claim", "7": "replacement of an earlier claim", "8": "void of an earlier claim"}
_CATEGORIES = {
    "A0": "Forwarded",
    "A1": "Received",
    "A2": "Accepted",
    "A3": "Rejected",
    "A4": "Not found",
    "A5": "Split into parts",
    "A6": "Rejected",
    "A7": "Rejected",
    "A8": "Rejected",
    "F0": "Finished",
    "F1": "Finished, paid",
    "F2": "Finished, denied",
    "F3": "Finished, revised",
    "F4": "Finished, no payment",
}
_FAMILIES = {"P": "Pending", "R": "Records requested", "F": "Finished", "D": "Search error", "E": "System error"}
_BATCHES = {"accepted": "accepted the batch", "rejected": "rejected the batch"}
_EFFECTS = {
    Effect.REDUCTION: "write-off",
    Effect.PATIENT: "patient",
    Effect.DENIAL: "denied",
    Effect.BUNDLED: "paid inside another service",
    Effect.WAITING: "not decided yet",
}
_MOST_CODES = 6


def sent_text(one: Sent, shown: Shown) -> str:
    """ "Sent to MEDICARE (primary), original claim, $250.00"."""
    payer = f"{one.payer} ({_SEQUENCES[one.sequence]})" if one.sequence in _SEQUENCES else one.payer
    what = _FREQUENCIES.get(one.frequency, f"claim of frequency {one.frequency}")
    return f"Sent to {payer}, {what}, {money_text(one.charge_cents, shown)}"


def ack_text(one: Acknowledged) -> str:
    """ "Clearinghouse accepted the batch (999)"; a rejection with the numbers of its errors."""
    text = f"Clearinghouse {_BATCHES.get(one.outcome, 'reported on the batch')} ({one.kind})"
    if one.outcome == "accepted" or len(one.text) <= 1:
        return text
    if one.kind != "277CA":
        return f"{text}: {one.text}"
    return f"{text}: {_codes([_parts(code) for code in one.text.split()])}"


def answer_text(one: Answered) -> str:
    """ "Rejected by payer: A7 (status 562, entity 85)"."""
    who = "payer" if one.source_is_payer else "clearinghouse"
    if not one.codes:
        said = {"U": "Rejected", "WQ": "Accepted"}.get(one.action, "Answered")
        return f"{said} by {who}, without a status code"
    words = list(dict.fromkeys(category_word(category) for category, _, _ in one.codes))
    worst = "Rejected" if "Rejected" in words else words[0]
    return f"{worst} by {who}: {_codes(one.codes)}"


def category_word(category: str) -> str:
    """Our word for a status category such as "A7" or "P1"."""
    return _CATEGORIES.get(category) or _FAMILIES.get(category[:1], "Answered")


def remitted_text(one: Remitted, ledger: Ledger, carcs: Carcs, shown: Shown) -> str:
    """ "Paid $120.00 by MEDICARE, check EFT123; write-off $80.00 (CO-45), patient $50.00 (PR-2)"."""
    check = f", check {one.trace}" if shown.is_exact and one.trace else ""
    onward = f"; forwarded to {one.crossover}" if one.crossover else "; forwarded to the next payer"
    if one.status == REVERSAL:
        return f"Payment taken back by {one.payer}, {money_text(one.paid_cents, shown)} (reversal){check}"
    if one.status == NOT_OURS:
        return f"Not this payer's claim, says {one.payer}{onward}"
    if one.status == PREDETERMINATION:
        return f"Answer to a predetermination by {one.payer}: nothing is paid by it"
    if _is_denied(one, ledger, carcs):
        text = f"Denied by {one.payer}: {_reasons(one)}{check}"
    else:
        parts = _sums(one.adjustments, carcs, shown)
        text = f"Paid {money_text(one.paid_cents, shown)} by {one.payer}{check}" + (f"; {parts}" if parts else "")
    return text + (onward if one.status in FORWARDED else "")


def taken_back_text(one: TakenBack, shown: Shown) -> str:
    """ "WO $120.00 taken from a later payment by MEDICARE"; negative amounts were added."""
    what = "taken from a later payment" if one.cents > 0 else "added to a payment"
    return f"{one.reason} {money_text(abs(one.cents), shown)} {what} by {one.payer}"


def listed_text(one: Listed, shown: Shown) -> str:
    """What an export said of it; its own status word only where all may be shown."""
    status = f" as “{one.status}”" if one.status and shown.numbers is Part.ALL else ""
    owed = f", balance {money_text(one.balance_cents, shown)}" if one.balance_cents is not None else ""
    return f"Listed in an export{status}{owed}"


# --- parts ---------------------------------------------------------------------------------------------------------


def _is_denied(one: Remitted, ledger: Ledger, carcs: Carcs) -> bool:
    return any(leg.is_denied for leg in settle([one], ledger.sent, None, carcs))


def _reasons(one: Remitted) -> str:
    """The reasons in the order of their amounts, then the remarks."""
    amounts: dict[str, int] = {}
    for adjusted in one.adjustments:
        name = f"{adjusted.group}-{adjusted.carc}"
        amounts[name] = amounts.get(name, 0) + adjusted.cents
    names = [*sorted(amounts, key=lambda name: -amounts[name]), *one.remarks]
    return _some(names) if names else "no reason given"


def _sums(adjustments: Sequence[Adjusted], carcs: Carcs, shown: Shown) -> str:
    """What the adjustments do, by amount and reason; what another row counts is left out."""
    cents: dict[Effect, int] = {}
    names: dict[Effect, list[str]] = {}
    for one in adjustments:
        effect = effect_of(one.group, one.carc, carcs)
        cents[effect] = cents.get(effect, 0) + one.cents
        names.setdefault(effect, []).append(f"{one.group}-{one.carc}")
    return ", ".join(
        f"{word} {money_text(cents[effect], shown)} ({_some(names[effect])})"
        for effect, word in _EFFECTS.items()
        if effect in cents
    )


def _some(names: Sequence[str]) -> str:
    """Each name once, the first few of many."""
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - _MOST_CODES} more" if len(unique) > _MOST_CODES else ""
    return ", ".join(unique[:_MOST_CODES]) + more


def _codes(codes: Sequence[tuple[str, str, str]]) -> str:
    """ "A7 (status 562, entity 85), A3 (status 21)"."""
    return _some([_code(*one) for one in codes])


def _code(category: str, status: str, entity: str) -> str:
    parts = [f"status {status}"] if status else []
    parts += [f"entity {entity}"] if entity else []
    return f"{category} ({', '.join(parts)})" if parts else category


def _parts(code: str) -> tuple[str, str, str]:
    category, _, rest = code.partition(":")
    status, _, entity = rest.partition(":")
    return category, status, entity

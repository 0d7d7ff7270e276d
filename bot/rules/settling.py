"""What the payers' remittances of one claim come to: paid, adjusted, denied, the patient's share, payer by payer.

Rows are only ever added: a reversal (CLP02 22) takes an earlier row out again, a newer final row of the same payer
replaces an older one, parts of a split claim stand beside each other. Sources: X12 RFI 227, 288, 791, 1423, 1885, 2548.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.denials import PATIENT_GROUP, Carcs, Effect, effect_of
from data.claim_models import Adjusted, Remitted, Sent

REVERSAL, NOT_OURS, PREDETERMINATION, UNKNOWN_PATIENT = "22", "23", "25", "4"
FORWARDED = frozenset({"19", "20", "21"})
_DUPLICATE = frozenset({"18", "B13"})
"""Reasons that say: another claim of these services was paid or denied."""
_SEQUENCES = {"1": "P", "19": "P", "2": "S", "20": "S", "3": "T", "21": "T"}
SEQUENCES = ("P", "S", "T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One payer's part. `standing` are the rows that count; `unmatched` reversals found no row to take out."""

    sequence: str
    rows: tuple[Remitted, ...]
    finals: tuple[Remitted, ...]
    """What no reversal takes out, replaced by a newer row or not."""
    standing: tuple[Remitted, ...]
    unmatched: tuple[Remitted, ...]
    paid_cents: int
    adjusted_cents: int
    patient_cents: int
    denied_cents: int
    waiting_cents: int
    is_denied: bool
    """Nothing was paid, no share of the patient explains it, and a reason other than a reduction stands."""


def settle(remitted: Sequence[Remitted], sent: Sequence[Sent], billed_cents: int | None, carcs: Carcs) -> list[Leg]:
    """The legs in the order of payers. `billed_cents` is None where no submission is known."""
    by_sequence: dict[str, list[Remitted]] = {}
    for row in remitted:
        if row.status != PREDETERMINATION:
            by_sequence.setdefault(_sequence_of(row, remitted, sent), []).append(row)
    by_sequence = _payers_apart(by_sequence)
    ordered = sorted(by_sequence, key=lambda one: (SEQUENCES.index(one) if one in SEQUENCES else 9, one))
    return [_leg(sequence, by_sequence[sequence], billed_cents, carcs) for sequence in ordered]


def denials_in(leg: Leg, carcs: Carcs) -> list[tuple[Remitted, Adjusted]]:
    """The adjustments that make up `denied_cents`, each with its row."""
    refuses = {Effect.DENIAL} if _bundled_stands(leg.standing, leg.patient_cents) else {Effect.DENIAL, Effect.BUNDLED}
    return [
        (row, one)
        for row in leg.standing
        for one in row.adjustments
        if effect_of(one.group, one.carc, carcs) in refuses
    ]


def in_order(row: Remitted) -> tuple[date, int, str]:
    """By day; on one day a reversal comes before its correction, and a refusal before a payment."""
    rank = 0 if row.status == REVERSAL else 1 if row.paid_cents == 0 else 2
    return (row.on or date.min, rank, row.order)


def _sequence_of(row: Remitted, remitted: Sequence[Remitted], sent: Sequence[Sent]) -> str:
    """CLP02 says primary, secondary or tertiary; for 4, 22 and 23 the payer's number or name says it."""
    on_file = _sequences_on_file(row.payer_id, sent)
    if row.status in _SEQUENCES:
        return on_file if on_file and on_file != _SEQUENCES[row.status] else _SEQUENCES[row.status]
    told = [one for one in remitted if one.status in _SEQUENCES]
    same_number = {_SEQUENCES[one.status] for one in told if _same_payer_number(row, one)}
    same_payer = {_SEQUENCES[one.status] for one in told if one.payer_id == row.payer_id}
    sent_to = {one.sequence for one in sent if one.payer_id == row.payer_id}
    only = {_SEQUENCES[one.status] for one in told} or {one.sequence for one in sent}
    for found in (same_number, same_payer, sent_to, only):
        if len(found) == 1:
            return next(iter(found))
    return SEQUENCES[0]


def _sequences_on_file(payer_id: int, sent: Sequence[Sent]) -> str:
    """Where our claims place the payer, "" where nowhere or in several places: some secondaries answer as primary."""
    places = {one.sequence for one in sent if one.payer_id == payer_id}
    places |= {sequence for one in sent for sequence, _, other in one.others if other == payer_id}
    return next(iter(places)) if len(places) == 1 and places <= set(SEQUENCES) else ""


def _payers_apart(by_sequence: dict[str, list[Remitted]]) -> dict[str, list[Remitted]]:
    """Where two payers answer in one place, the one that answered later stands in the next free one."""
    apart: dict[str, list[Remitted]] = {}
    for sequence in sorted(by_sequence):
        payers: dict[int, list[Remitted]] = {}
        for row in sorted(by_sequence[sequence], key=in_order):
            payers.setdefault(row.payer_id, []).append(row)
        for number, rows in enumerate(payers.values()):
            free = [one for one in SEQUENCES if one > sequence and one not in by_sequence and one not in apart]
            apart.setdefault(free[0] if number and free else sequence, []).extend(rows)
    return apart


def _leg(sequence: str, rows: list[Remitted], billed_cents: int | None, carcs: Carcs) -> Leg:
    rows.sort(key=in_order)
    finals, unmatched = _without_reversed(rows)
    standing = _without_replaced(finals, billed_cents)
    sums = _sums(standing, carcs)
    bundled_stands = _bundled_stands(standing, sums.patient)
    denied = sums.denied + (0 if bundled_stands else sums.bundled)
    return Leg(
        sequence=sequence,
        rows=tuple(rows),
        finals=tuple(finals),
        standing=tuple(standing),
        unmatched=tuple(unmatched),
        paid_cents=sum(row.paid_cents for row in rows),
        adjusted_cents=sums.reduced + (sums.bundled if bundled_stands else 0),
        patient_cents=sums.patient,
        denied_cents=denied,
        waiting_cents=sums.waiting,
        is_denied=bool(standing) and _is_unpaid(standing) and _is_refused(standing, sums.patient, denied),
    )


def _is_unpaid(standing: Sequence[Remitted]) -> bool:
    return sum(row.paid_cents for row in standing) <= 0


def _bundled_stands(standing: Sequence[Remitted], patient_cents: int) -> bool:
    """A line bundled into another is a reduction only where something was paid or is the patient's."""
    return not _is_unpaid(standing) or patient_cents != 0


@dataclass(slots=True)
class _Sums:
    patient: int = 0
    reduced: int = 0
    bundled: int = 0
    denied: int = 0
    waiting: int = 0


def _sums(standing: Sequence[Remitted], carcs: Carcs) -> _Sums:
    """Adjustments by what they do; those counted in another row are left out."""
    sums = _Sums()
    for row in standing:
        for one in row.adjustments:
            effect = effect_of(one.group, one.carc, carcs)
            if effect is Effect.PATIENT:
                sums.patient += one.cents
            elif effect is Effect.REDUCTION:
                sums.reduced += one.cents
            elif effect is Effect.DENIAL:
                sums.denied += one.cents
            elif effect is Effect.BUNDLED:
                sums.bundled += one.cents
            elif effect is Effect.WAITING:
                sums.waiting += one.cents
    return sums


def _is_refused(standing: Sequence[Remitted], patient_cents: int, denied_cents: int) -> bool:
    """CLP02 4 says so; a 1, 2 or 3 that paid nothing does by its reasons, or by having none (RFI 1423, 1885)."""
    if any(row.status == UNKNOWN_PATIENT for row in standing):
        return True
    if patient_cents > 0:
        return False
    unexplained = all(not row.adjustments and row.charge_cents > 0 for row in standing)
    return denied_cents > 0 or (unexplained and all(row.status != NOT_OURS for row in standing))


# --- reversals -----------------------------------------------------------------------------------------------------


def _without_reversed(rows: Sequence[Remitted]) -> tuple[list[Remitted], list[Remitted]]:
    """(final rows that no reversal takes out, reversals that take out none)."""
    finals = [row for row in rows if row.status != REVERSAL]
    unmatched: list[Remitted] = []
    if len(finals) == len(rows):
        return finals, unmatched
    for reversal in (row for row in rows if row.status == REVERSAL):
        taken = _row_reversed(reversal, finals)
        if taken is None:
            unmatched.append(reversal)
        else:
            finals.remove(taken)
    return finals, unmatched


def _row_reversed(reversal: Remitted, finals: Sequence[Remitted]) -> Remitted | None:
    """By the payer's number, else by the same charge; the same paid amount first, then the newest of an earlier day.

    The correction may stand before its reversal, and carry the same number: it differs in what was paid. Where the
    payment that is taken back is not in the store, none is: a correction of the same day must not be taken for it.
    """
    mirrored = [row for row in finals if abs(row.charge_cents) == abs(reversal.charge_cents)]
    numbered = [row for row in finals if _same_payer_number(reversal, row)]
    found = [row for row in numbered if row in mirrored] or numbered or mirrored
    before = [row for row in found if in_order(row)[0] < in_order(reversal)[0]]
    exact = [row for row in found if row.paid_cents == -reversal.paid_cents]
    exact_before = [row for row in exact if in_order(row)[0] <= in_order(reversal)[0]]
    choice = exact_before or exact or before
    if not choice:
        return None
    return min(choice, key=in_order) if choice is exact_before or choice is exact else max(choice, key=in_order)


def _same_payer_number(later: Remitted, earlier: Remitted) -> bool:
    """The later row carries the earlier one's number, as its own or as the one that it replaces (REF*F8)."""
    number = earlier.payer_claim_number
    return bool(number) and number in (later.payer_claim_number, later.original_payer_claim_number)


# --- newer rows for older ones -------------------------------------------------------------------------------------


def _without_replaced(finals: Sequence[Remitted], billed_cents: int | None) -> list[Remitted]:
    """A newer row for the same payer's number, or for the whole charge again, replaces; parts of a split add up."""
    standing = list(finals[:1])
    for row in finals[1:]:
        if any(_only_repeats(row, one) for one in standing):
            continue
        standing = [one for one in standing if not (_replaces(row, one, billed_cents) or _only_repeats(one, row))]
        standing.append(row)
    return standing


def _only_repeats(row: Remitted, other: Remitted) -> bool:
    """A refusal as a duplicate (CARC 18, B13), or of another number beside a payment: the payment stands."""
    if row.paid_cents != 0 or _same_payer_number(row, other):
        return False
    reasons = {one.carc for one in row.adjustments if one.group != PATIENT_GROUP}
    return (bool(reasons) and reasons <= _DUPLICATE) or (other.paid_cents > 0 and bool(reasons & _DUPLICATE))


def _replaces(newer: Remitted, older: Remitted, billed_cents: int | None) -> bool:
    if _same_payer_number(newer, older):
        return True
    if billed_cents is None:
        return newer.charge_cents == older.charge_cents
    return newer.charge_cents >= billed_cents

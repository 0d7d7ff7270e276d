"""Why a claim or a part of it is denied now: the refusals that stand with the payer that decides where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.denials import Carcs
from bot.rules.posting import deciding_leg
from bot.rules.settling import UNKNOWN_PATIENT, denials_in
from data.claim_models import Adjusted, CarcAction, Ledger, RemittanceRow, Remitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """One refused amount. `line` is 0 for the whole claim; `action` is None for a reason that our table lacks."""

    group: str
    carc: str
    cents: int
    line: int
    procedure: str
    remarks: tuple[str, ...]
    payer: str
    on: date | None
    action: CarcAction | None


def denials_of(ledger: Ledger, carcs: Carcs, rows: Sequence[RemittanceRow] = ()) -> tuple[Denial, ...]:
    """The standing refusals, in the order of the remittance. `rows` tell each line's own remarks from the claim's.

    Empty where a newer submission is out, where a status answer alone says denied, or where no reason was given.
    """
    leg = deciding_leg(ledger, carcs)
    if leg is None:
        return ()
    by_fact = {row.remitted.fact_id: row for row in rows}
    return tuple(_denial(row, one, by_fact.get(row.fact_id), carcs) for row, one in denials_in(leg, carcs))


def why_no_reason(ledger: Ledger, carcs: Carcs) -> str:
    """For a claim that is denied without a reason: what is known instead."""
    leg = deciding_leg(ledger, carcs)
    if not (ledger.answered or ledger.remitted):
        return "An export lists it so; no remittance with the reason is in the store."
    if leg is None or not leg.standing:
        return "A status answer says so; the remittance with the reason has not come yet."
    if any(row.status == UNKNOWN_PATIENT for row in leg.standing):
        return "The payer does not know the patient: check name, birth date and member number with the payer."
    remarks = list(dict.fromkeys(remark for row in leg.standing for remark in row.remarks))
    if remarks:
        return f"The remittance gives no reason code; its remarks are {', '.join(remarks)}."
    return "The remittance gives neither reason nor remark: ask the payer."


def _denial(row: Remitted, one: Adjusted, source: RemittanceRow | None, carcs: Carcs) -> Denial:
    line = next((line for line in source.lines if line.number == one.line), None) if source else None
    return Denial(
        group=one.group,
        carc=one.carc,
        cents=one.cents,
        line=one.line,
        procedure=line.procedure or line.revenue_code if line else "",
        remarks=_remarks(row, source, one.line),
        payer=row.payer,
        on=row.on,
        action=carcs.get(one.carc),
    )


def _remarks(row: Remitted, source: RemittanceRow | None, number: int) -> tuple[str, ...]:
    """A line's own remarks, then those of the whole claim; all where the lines are not known."""
    if source is None or not number:
        return row.remarks
    of_lines = {remark for line in source.lines for remark in line.remarks}
    own = next((line.remarks for line in source.lines if line.number == number), ())
    return (*own, *(remark for remark in row.remarks if remark not in of_lines))

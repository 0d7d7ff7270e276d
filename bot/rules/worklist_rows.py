"""What a worklist and its export tell of one claim, as far as it may be shown there."""

from datetime import date

from bot.rules.csv_cells import dollars, safe_cell
from bot.rules.privacy import Part, Shown, age_bucket, money_text, number_text
from data.claim_models import Claim

CSV_COLUMNS = (
    *("ref", "claim_number", "payer", "state", "billed", "paid", "adjusted", "patient", "balance", "age"),
    *("service_from", "owner", "carcs", "next_action", "next_action_on"),
)


def since_when(claim: Claim) -> date | None:
    """From what day its age counts."""
    return claim.position.service_from or claim.position.first_sent_on


def age_text(since: date | None, today: date, shown: Shown) -> str:
    """ "95 days", "61-90 days" where days are not shown, "age not known"."""
    if since is None:
        return "age not known"
    if not shown.is_exact:
        return age_bucket(since, today)
    days = max(0, (today - since).days)
    return f"{days:,} day" if days == 1 else f"{days:,} days"


def reasons_text(claim: Claim, most: int = 3) -> str:
    """ "CO-50, CO-197 and 2 more"; "" for a claim without a standing denial."""
    told = [f"{one.group}-{one.carc}" for one in claim.position.denials]
    left = len(told) - most
    return ", ".join(told[:most]) + (f" and {left} more" if left > 0 else "")


def csv_row(claim: Claim, owner: str, today: date, shown: Shown) -> tuple[str, ...]:
    """A row of the export, safe in a spreadsheet. What is not shown is an empty cell; amounts may be whole dollars."""
    position = claim.position
    amounts = (
        position.billed_cents,
        position.paid_cents,
        position.adjusted_cents,
        position.patient_cents,
        position.balance_cents,
    )
    cells = (
        claim.ref,
        number_text(position.claim_number, shown),
        claim.payer,
        position.state,
        *(_amount(cents, shown) for cents in amounts),
        age_text(since_when(claim), today, shown),
        _iso(position.service_from) if shown.service_days is Part.ALL else "",
        owner,
        " ".join(f"{one.group}-{one.carc}" for one in position.denials),
        position.next_action,
        _iso(position.next_action_on) if shown.is_exact else "",
    )
    return tuple(safe_cell(cell) for cell in cells)


def _amount(cents: int, shown: Shown) -> str:
    if shown.is_exact:
        return dollars(cents)
    return money_text(cents, shown).replace("$", "").replace(",", "")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

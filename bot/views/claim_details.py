"""The details of one claim in a modal: lines, remittances with their arithmetic, events, claims that look alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.rules.arithmetic import arithmetic_of, arithmetic_text
from bot.rules.claim_deadlines import ClaimDeadline
from bot.rules.denials import Carcs
from bot.rules.privacy import Shown, day_text, money_text, number_text, service_text, shows_codes
from bot.rules.timeline import TimelineEvent
from bot.views import work_ids
from bot.views.blocks import Block, View, actions, button, context, divider, escape, section, shorten
from bot.views.claim_card import claim_line
from bot.views.deadline_lines import deadline_blocks
from bot.views.forms import notice
from bot.views.plain import counted
from data.claim_models import Claim, ClaimDetail, ClaimLine, RemittanceLine, RemittanceRow

_MOST_BLOCKS = 100
_MOST_ALIKE = 5
_FULL = 2800
_LONGEST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetails:
    """All that the details show. `is_joined` is whether people's word holds parts of the claim together."""

    detail: ClaimDetail
    events: tuple[TimelineEvent, ...]
    carcs: Carcs
    deadlines: tuple[ClaimDeadline, ...]
    is_joined: bool
    shown: Shown
    today: date


def details_modal(asked: ClaimDetails) -> View:
    """At most 100 blocks: what does not fit is counted."""
    claim = asked.detail.claim
    head = [section(claim_line(claim, asked.shown)), *_diagnoses(asked), *_joined(asked), *_alike(asked)]
    body = [
        *deadline_blocks(asked.deadlines, asked.today, asked.shown),
        *_part("Lines", _lines(asked)),
        *_part("Remittances", _remittances(asked)),
        *_part("All that happened", _events(asked)),
    ]
    left = len(head) + len(body) - _MOST_BLOCKS
    if left > 0:
        where = f"`billing-bot claim {claim.ref}` on the bot's machine shows all."
        body = [*body[: -left - 1], context(f"More does not fit here: {where}")]
    return notice(f"Claim {claim.ref}", [*head, *body]) | {
        "callback_id": work_ids.VIEW_DETAILS,
        "private_metadata": claim.ref,
    }


def _part(title: str, texts: Iterable[str]) -> list[Block]:
    """Texts put together into as few sections as hold them."""
    parts: list[str] = []
    for text in (shorten(one, _LONGEST) for one in texts):
        if parts and len(parts[-1]) + len(text) < _FULL:
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
    return [divider(), section(f"*{title}*"), *map(section, parts)] if parts else []


def _with_codes(asked: ClaimDetails) -> bool:
    """One sensitive code hides all."""
    detail = asked.detail
    procedures = [line.procedure for line in detail.lines]
    procedures += [line.procedure for row in detail.remittances for line in row.lines]
    return shows_codes([*detail.diagnoses, *procedures], asked.shown)


def _diagnoses(asked: ClaimDetails) -> list[Block]:
    if not asked.detail.diagnoses:
        return []
    if _with_codes(asked):
        return [context(f"Diagnoses: {escape(', '.join(asked.detail.diagnoses))}")]
    return [context("Diagnoses and procedures are not shown here.")]


# --- lines ---------------------------------------------------------------------------------------------------------


def _lines(asked: ClaimDetails) -> Iterator[str]:
    for line in asked.detail.lines:
        yield "\n".join([_line(line, asked), *_payers_words(line, asked)])


def _line(line: ClaimLine, asked: ClaimDetails) -> str:
    service = service_text(line.service_from, line.service_to, asked.shown)
    code = escape(_code(line)) if _with_codes(asked) else ""
    units = _units(line.units) if line.units and asked.shown.is_exact else ""
    parts = [f"*Line {line.number}*", code, units, service, f"billed {money_text(line.charge_cents, asked.shown)}"]
    return "  ·  ".join(filter(None, parts))


def _units(units: str) -> str:
    """ "1 unit", "2.5 units"; a file may write one as "1" or "1.0"."""
    return f"{escape(units)} unit" if units in ("1", "1.0", "1.00") else f"{escape(units)} units"


def _code(line: ClaimLine | RemittanceLine) -> str:
    name = line.procedure or (f"revenue code {line.revenue_code}" if line.revenue_code else "")
    return f"{name} ({', '.join(line.modifiers)})" if line.modifiers else name


def _payers_words(line: ClaimLine, asked: ClaimDetails) -> Iterator[str]:
    """What each remittance paid and adjusted of the line."""
    for row in asked.detail.remittances:
        for one in row.lines:
            if one.number == line.number:
                yield f"      {escape(row.remitted.payer)}: {_sum(row, one, asked)}{_remarks(one.remarks)}"


def _sum(row: RemittanceRow, line: RemittanceLine, asked: ClaimDetails) -> str:
    adjustments = [one for one in row.remitted.adjustments if one.line == line.number]
    return escape(
        arithmetic_text(arithmetic_of(line.charge_cents, line.paid_cents, adjustments, asked.carcs), asked.shown)
    )


def _remarks(remarks: tuple[str, ...]) -> str:
    return f"; remarks {escape(', '.join(remarks))}" if remarks else ""


# --- remittances and events ----------------------------------------------------------------------------------------


def _remittances(asked: ClaimDetails) -> Iterator[str]:
    for row in asked.detail.remittances:
        one = row.remitted
        when = day_text(one.on, asked.today, asked.shown) if one.on else "no day"
        number = number_text(one.payer_claim_number, asked.shown)
        parts = [
            f"*{escape(one.payer)}*",
            when,
            f"payer's number {escape(number)}" if number else "",
            f"check {escape(one.trace)}" if asked.shown.is_exact and one.trace else "",
        ]
        total = arithmetic_of(one.charge_cents, one.paid_cents, one.adjustments, asked.carcs)
        words = escape(arithmetic_text(total, asked.shown))
        yield f"{'  ·  '.join(filter(None, parts))}\n{words}{_remarks(one.remarks)}"


def _events(asked: ClaimDetails) -> Iterator[str]:
    for event in reversed(asked.events):
        when = day_text(event.on, asked.today, asked.shown) if event.on else "no day"
        yield f"• {when}  {escape(event.text)}"


# --- claims that may be one ----------------------------------------------------------------------------------------


def _joined(asked: ClaimDetails) -> list[Block]:
    if not asked.is_joined:
        return []
    part = button("Part again", work_ids.PART, asked.detail.claim.ref)
    return [section("People joined claims into this one.", accessory=part)]


def _alike(asked: ClaimDetails) -> list[Block]:
    others = asked.detail.alike
    if not others:
        return []
    blocks = [section("*May be the same claim under another number*: same service day, charge and patient.")]
    for other in others[:_MOST_ALIKE]:
        blocks += [section(claim_line(other, asked.shown)), *actions(_alike_buttons(asked.detail.claim, other))]
    left = len(others) - _MOST_ALIKE
    return [*blocks, context(f"and {counted(left, 'more claim')}")] if left > 0 else blocks


def _alike_buttons(claim: Claim, other: Claim) -> list[Block]:
    value = work_ids.pair_value(claim.ref, other.ref)
    return [
        button("Same claim", f"{work_ids.SAME}:{other.ref}", value),
        button("Not the same", f"{work_ids.DIFFERENT}:{other.ref}", value),
    ]

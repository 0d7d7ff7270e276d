"""The list of appeals: to be sent, decision overdue, awaiting, decided, the share overturned; it looks nothing up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.appeal_words import outcome_words
from bot.rules.overturn import FEWEST_DECIDED, OverturnCounts, OverturnRates
from bot.rules.privacy import Shown, distance, money_text
from bot.rules.report_words import percent
from bot.views import ids
from bot.views.blocks import Block, View, actions, button, context, escape, header, message, section, shorten
from bot.views.plain import counted
from data.appeal_models import ListedAppeal

MOST_ROWS = 5
"""Of a part."""
_LONGEST_PAYER = 50
_MOST_PAYERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsPart:
    """One heading. `rows` are the first of `total`; `words` open the whole in `/claims`."""

    title: str
    total: int
    rows: Sequence[ListedAppeal]
    words: str
    label: str = ""
    """Of the button, where its list holds more than this part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsListed:
    parts: Sequence[AppealsPart]
    rates: OverturnRates
    whose: str
    """ "Appeals", "Your appeals"."""
    vague: frozenset[str]
    """Rules that count from the service: their days left are not told."""
    shown: Shown
    today: date


def appeals_view(listed: AppealsListed) -> View:
    """Within a message's 50 blocks: at most five rows a part."""
    told = [part for part in listed.parts if part.total]
    blocks = [block for part in told for block in appeals_part(part, listed)]
    nothing = section(
        "No appeal is to be sent this week, and none is out. `/claims denied not appealed` shows the rest."
    )
    counts = ", ".join(f"{part.total:,} {part.title.lower()}" for part in told)
    return message(
        f"{listed.whose}: {counts or 'none'}",
        [header(listed.whose), *(blocks or [nothing]), context(escape(rates_text(listed.rates, listed.shown)))],
    )


def appeals_part(part: AppealsPart, listed: AppealsListed) -> list[Block]:
    """The heading, the first rows, a button to all of it."""
    rows = [_row(one, listed) for one in part.rows[:MOST_ROWS]]
    opens = [button(part.label or f"All {part.total:,}", f"{ids.DIGEST_LIST}:{part.title}", part.words)]
    is_cut = part.total > len(rows)
    return [section(f"*{part.title}*  ·  {counted(part.total, 'appeal')}"), *rows, *(actions(opens) if is_cut else [])]


def shown_refs(listed: AppealsListed) -> list[str]:
    """The claims that are named in it."""
    return list(dict.fromkeys(one.ref for part in listed.parts for one in part.rows[:MOST_ROWS]))


def rates_text(rates: OverturnRates, shown: Shown) -> str:
    """ "Decided in the last year: 24, overturned or partly 62.5%"; "too few" below 20, payer by payer."""
    total = rates.total
    if not total.decided:
        return "No appeal was decided within a year."
    told = [f"Decided within a year: {_rate(total)}"]
    if total.recovered_cents:
        told.append(f"recovered {money_text(total.recovered_cents, shown)}")
    payers = [f"{shorten(one.name, _LONGEST_PAYER) or 'no payer known'} {_rate(one)}" for one in rates.by_payer]
    of_payers = [text for text, one in zip(payers, rates.by_payer, strict=True) if one.decided][:_MOST_PAYERS]
    left_out = "In flight, withdrawn, dismissed and sent back are not counted."
    return f"{', '.join(told)}. By payer: {'; '.join(of_payers)}. {left_out}"


def _rate(one: OverturnCounts) -> str:
    """ "24, 62.5% overturned", "7, too few to say (20 are needed)"."""
    if one.rate is None:
        return f"{one.decided:,}, too few to say ({FEWEST_DECIDED} are needed)"
    return f"{one.decided:,}, {percent(one.won, one.decided)} overturned or partly"


def _row(one: ListedAppeal, listed: AppealsListed) -> Block:
    payer = escape(shorten(one.payer, _LONGEST_PAYER)) or "no payer known"
    first = f"*{one.ref}*  ·  level {one.level}  ·  {payer}  ·  {money_text(one.balance_cents, listed.shown)}"
    second = "  ·  ".join([_where(one, listed), escape(one.owner) if one.owner else "nobody has it"])
    return section(f"{first}\n{second}", accessory=button("Open", f"{ids.WORKLIST_OPEN}:{one.ref}", one.ref))


def _where(one: ListedAppeal, listed: AppealsListed) -> str:
    today, shown = listed.today, listed.shown
    if one.outcome is not None and one.decided_on is not None:
        recovered = f", recovers {money_text(one.recovered_cents, shown)}" if one.recovered_cents is not None else ""
        paid = f", paid since {money_text(one.paid_since_cents, shown)}" if one.paid_since_cents else ""
        return f"{outcome_words(one.outcome, one.payer_kind)}, {distance(one.decided_on, today)}{recovered}{paid}"
    if one.sent_on is None:
        letter = f", letter written {distance(one.drafted_on, today)}" if one.drafted_on else ""
        return f"{_to_send(one, listed)}{letter}"
    due = f", decision due {distance(one.due_on, today)}" if one.due_on else ""
    paid = f", paid since {money_text(one.paid_since_cents, shown)}" if one.paid_since_cents else ""
    return f"sent {distance(one.sent_on, today)}{due}{paid}"


def _to_send(one: ListedAppeal, listed: AppealsListed) -> str:
    if one.due_on is None or one.rule_id in listed.vague:
        return "to be sent soon"
    return f"to be sent {distance(one.due_on, listed.today)}" + (" ⚠️" if one.due_on <= listed.today else "")

"""A day's list: what is overdue, due today, due this week, the largest money first; facts are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.privacy import Shown, distance, money_text
from bot.rules.step_words import short_words
from bot.views import ids
from bot.views.blocks import Block, View, actions, button, context, escape, header, message, section, shorten
from bot.views.claim_words import STATES
from bot.views.plain import counted
from data.claim_models import Claim

MOST_ROWS = 10
_LONGEST_PAYER = 50
_MOST_NOTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPart:
    """One heading. `claims` are the first ones; `words` open the whole list in `/claims`."""

    title: str
    total: int
    sum_cents: int
    claims: tuple[Claim, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`whose` is "Your day" or "The team's day"; `notes` are sentences beside the claims."""

    whose: str
    day: date
    parts: tuple[DigestPart, ...]
    notes: tuple[str, ...]
    shown: Shown


def digest_view(digest: Digest) -> View:
    """At most ten claims in all: a list that is longer is opened by its button."""
    return message(digest_sentence(digest), [header(f"{digest.whose}, {digest.day:%A}"), *digest_blocks(digest)])


def digest_sentence(digest: Digest) -> str:
    """Stands in the notification: counts only, and what to type."""
    counts = ", ".join(f"{part.total:,} {part.title.lower()}" for part in digest.parts if part.total)
    return f"{digest.whose}: {counts or 'nothing is due'}. `/claims due this week` shows yours."


def shown_refs(digest: Digest) -> list[str]:
    """The claims that are named in it."""
    refs = [claim.ref for part in digest.parts if part.total for claim in part.claims]
    return list(dict.fromkeys(refs[:MOST_ROWS]))


def digest_blocks(digest: Digest) -> list[Block]:
    """The parts and the notes, for a message and for App Home."""
    blocks: list[Block] = []
    left = MOST_ROWS
    for part in digest.parts:
        if part.total:
            rows = part.claims[: max(0, left)]
            left -= len(rows)
            blocks += _part(part, rows, digest)
    blocks += [context(escape(shorten(note, 500))) for note in digest.notes[:_MOST_NOTES]]
    return blocks


def _part(part: DigestPart, rows: Sequence[Claim], digest: Digest) -> list[Block]:
    sum_text = money_text(part.sum_cents, digest.shown)
    head = section(f"*{escape(part.title)}*  ·  {counted(part.total, 'claim')}, {sum_text}")
    more = []
    if part.total > len(rows) and part.words:
        more = actions([button(f"All {part.total:,}", f"{ids.DIGEST_LIST}:{part.title}", part.words)])
    return [head, *(_row(claim, digest) for claim in rows), *more]


def _row(claim: Claim, digest: Digest) -> Block:
    position = claim.position
    payer = escape(shorten(claim.payer, _LONGEST_PAYER)) or "no payer known"
    first = [f"*{claim.ref}*", STATES[position.state], payer, money_text(position.balance_cents, digest.shown)]
    due = position.next_action_on
    when = f", {_due(due, digest.day)}" if due else ""
    text = "  ·  ".join(first) + f"\n{escape(short_words(position.next_action))}{when}"
    return section(text, accessory=button("Open", f"{ids.WORKLIST_OPEN}:{claim.ref}", claim.ref))


def _due(due: date, today: date) -> str:
    """ "due today", "due in 3 days", "due since 4 days"."""
    if due >= today:
        return f"due {distance(due, today)}"
    return f"due since {distance(due, today).removesuffix(' ago')}"

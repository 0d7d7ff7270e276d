"""A day's list under headings, at most ten claims in all; facts are handed in, nothing is looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.privacy import Shown, money_text
from bot.views import ids
from bot.views.blocks import Block, View, actions, button, context, escape, header, message, section, shorten
from bot.views.claim_words import STATES
from bot.views.plain import counted
from data.claim_models import Claim

MOST_ROWS = 10
_ROWS_EACH = 3
"""That a part gets before the later ones have any; what is left over goes to the first ones."""
_LONGEST_PAYER = 50
_MOST_GROUPS = 5
_MOST_NOTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """One claim. `plain` is what to do and how near it is; `owner` says who has it, "" where that is plain."""

    claim: Claim
    plain: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallBalances:
    """Balances too small for a row each: of one payer, for one reason ("" for none)."""

    payer: str
    reason: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPart:
    """One heading. `total` counts all of it, `rows` are the first ones; `words` open the whole list in `/claims`."""

    title: str
    total: int
    sum_cents: int
    rows: tuple[DigestRow, ...]
    words: str
    counts: str = ""
    """How the notification counts it, where the title does not do: "with a deadline within a week"."""
    aside: str = ""
    """What is said behind its sum: "5 in messages of their own"."""
    label: str = ""
    """Of the button, where the list that it opens is not this part alone."""
    small: tuple[SmallBalances, ...] = ()
    can_wait: bool = False
    """It is not for today, so it gets the rows that the others leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`whose` is "Your day" or "The team's day"; `notes` are sentences beside the claims."""

    whose: str
    day: date
    parts: tuple[DigestPart, ...]
    notes: tuple[str, ...]
    shown: Shown
    hint: str = "`/claims due this week` shows yours."


def digest_view(digest: Digest) -> View:
    """At most ten claims in all: a list that is longer is opened by its button."""
    return message(digest_sentence(digest), [header(f"{digest.whose}, {digest.day:%A}"), *digest_blocks(digest)])


def digest_sentence(digest: Digest) -> str:
    """Stands in the notification: counts only, and what to type."""
    counts = ", ".join(f"{part.total:,} {part.counts or part.title.lower()}" for part in digest.parts if part.total)
    return f"{digest.whose}: {counts or 'nothing is due'}. {digest.hint}"


def shown_refs(digest: Digest) -> list[str]:
    """The claims that are named in it."""
    return list(dict.fromkeys(row.claim.ref for _, rows in _allotted(digest) for row in rows))


def digest_blocks(digest: Digest) -> list[Block]:
    """The parts and the notes, for a message and for App Home."""
    blocks = [block for part, rows in _allotted(digest) for block in _part(part, rows, digest)]
    return blocks + [context(escape(shorten(note, 500))) for note in digest.notes[:_MOST_NOTES]]


def _allotted(digest: Digest) -> list[tuple[DigestPart, Sequence[DigestRow]]]:
    """The rows that each part gets. No claim stands in two."""
    parts = [one for one in digest.parts if one.total]
    shares = _shares(parts)
    named: set[str] = set()
    found: list[tuple[DigestPart, Sequence[DigestRow]]] = []
    for part, share in zip(parts, shares, strict=True):
        rows = [row for row in part.rows if row.claim.ref not in named][:share]
        named |= {row.claim.ref for row in rows}
        found.append((part, rows))
    return found


def _shares(parts: Sequence[DigestPart]) -> list[int]:
    """How many rows each part gets of those that there are."""
    shares = [0 if part.can_wait else min(1, len(part.rows)) for part in parts]
    for most in (_ROWS_EACH, MOST_ROWS):
        for place, part in enumerate(parts):
            if most == MOST_ROWS or not part.can_wait:
                left = MOST_ROWS - sum(shares)
                shares[place] += max(0, min(min(len(part.rows), most) - shares[place], left))
    return shares


def _part(part: DigestPart, rows: Sequence[DigestRow], digest: Digest) -> list[Block]:
    facts = [f"{counted(part.total, 'claim')}, {money_text(part.sum_cents, digest.shown)}", part.aside]
    head = section("  ·  ".join([f"*{escape(part.title)}*", *filter(None, facts)]))
    small = [context(_small(part.small, digest))] if part.small else []
    is_cut = part.total > len(rows) + sum(one.count for one in part.small)
    opens = [button(part.label or f"All {part.total:,}", f"{ids.DIGEST_LIST}:{part.title}", part.words)]
    return [head, *(_row(row, digest) for row in rows), *small, *(actions(opens) if is_cut and part.words else [])]


def _row(row: DigestRow, digest: Digest) -> Block:
    claim = row.claim
    payer = escape(shorten(claim.payer, _LONGEST_PAYER)) or "no payer known"
    amount = money_text(claim.position.balance_cents, digest.shown)
    first = "  ·  ".join([f"*{claim.ref}*", STATES[claim.position.state], payer, amount])
    second = "  ·  ".join(filter(None, [escape(row.plain), escape(row.owner)]))
    return section(f"{first}\n{second}", accessory=button("Open", f"{ids.WORKLIST_OPEN}:{claim.ref}", claim.ref))


def _small(groups: Sequence[SmallBalances], digest: Digest) -> str:
    """ "Small balances: 12 at AETNA, CO-16: $214.00; 3 at CIGNA: $31.50"."""
    told = []
    for one in groups[:_MOST_GROUPS]:
        payer = escape(shorten(one.payer, _LONGEST_PAYER)) or "no payer known"
        reason = f", {escape(one.reason)}" if one.reason else ""
        told.append(f"{one.count:,} at {payer}{reason}: {money_text(one.cents, digest.shown)}")
    left = groups[_MOST_GROUPS:]
    if left:
        cents = money_text(sum(one.cents for one in left), digest.shown)
        told.append(f"{sum(one.count for one in left):,} at others: {cents}")
    return "Small balances: " + "; ".join(told)

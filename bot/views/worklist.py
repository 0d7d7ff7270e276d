"""A worklist on screen: what it comes to, how it was read, ten claims, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.privacy import Shown, money_text
from bot.rules.queues import QUEUES
from bot.rules.worklist_rows import age_text, reasons_text, since_when
from bot.rules.worklist_saying import SORT_WORDS
from bot.views import ids
from bot.views.blocks import Block, View, actions, button, context, escape, message, option, section, shorten
from bot.views.claim_words import STATES
from bot.views.forms import form, text_input
from bot.views.plain import counted
from bot.views.work_ids import MANY
from data.claim_models import Claim
from data.worklist_models import SavedFilter, Sort, WorklistPage

PAGE_SIZE = 10
LONGEST_NAME = 40
_MOST_SAVED = 20
_LONGEST_PAYER = 60
_EXAMPLES = (
    ("`/claims`", "what is yours; where nothing is, what nobody has taken"),
    ("`/claims denied aetna over 60`", "by state, payer and age in days; `31-60`, `120+`, `older than 2 weeks`"),
    ("`/claims rejected over $500 unassigned`", "by balance and owner: `mine`, `@lee`, `assigned to lee`"),
    ("`/claims CO-197`, `N130`, `authorization denials`", "by why it is denied"),
    ("`/claims denied since june`, `paid last week`", "by when; also `sent last month`, `service 1/5 to 1/20`"),
    ("`/claims not touched in 2 weeks`, `due this week`, `overdue`", "by what is left undone"),
    ("`/claims medicare secondary`, `provider wren`, `snoozed`", "by payer's place, provider, what rests"),
    ("`/claims ... by age`", "in another order: balance, age, due, payer, priority"),
    ("`/claims saved`", "the lists that you keep under a name"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """All that a page shows. `owners` are names by person; `can_export` is the reader's right."""

    found: WorklistPage
    described: str
    notes: tuple[str, ...]
    owners: dict[int, str]
    list_id: str
    page: int
    sort: Sort
    can_export: bool
    shown: Shown
    today: date


def worklist(listed: Worklist) -> View:
    blocks = [
        section(f"*{_totals(listed)}*"),
        context(escape(shorten(f"Read as: {listed.described}", 1000))),
        *(context(f"ℹ️ {escape(note)}") for note in listed.notes[:6]),
        *([] if listed.found.total else [context("Leave a word out, or see `/claims help` for what I understand.")]),
        *(_row(claim, listed) for claim in listed.found.claims),
        *_paging(listed),
        *_doing(listed),
    ]
    return message(f"Worklist: {counted(listed.found.total, 'claim')}", blocks)


def _totals(listed: Worklist) -> str:
    """ "47 claims, $12,345.00, oldest 212 days"."""
    found = listed.found
    if not found.total:
        return "No claims"
    more = "More than " if found.is_more else ""
    parts = [f"{more}{counted(found.total, 'claim')}", money_text(found.sum_cents, listed.shown)]
    if found.oldest_on:
        parts.append(f"oldest {age_text(found.oldest_on, listed.today, listed.shown)}")
    told = ", ".join(parts)
    return (
        f"{told} (sum, age and order are of the first {found.total:,}: say more to narrow it)"
        if found.is_more
        else told
    )


def _row(claim: Claim, listed: Worklist) -> Block:
    position = claim.position
    payer = escape(shorten(claim.payer, _LONGEST_PAYER)) or "no payer known"
    owner = listed.owners.get(position.overlay.owner_id or 0, "")
    reasons = reasons_text(claim)
    first = [f"*{claim.ref}*", STATES[position.state], payer, money_text(position.balance_cents, listed.shown)]
    second = [
        age_text(since_when(claim), listed.today, listed.shown),
        escape(owner) if owner else "nobody has it",
        f"why: {escape(reasons)}" if reasons else "",
    ]
    text = "  ·  ".join(first) + "\n" + "  ·  ".join(filter(None, second))
    return section(text, accessory=button("Open", f"{ids.WORKLIST_OPEN}:{claim.ref}", claim.ref))


def _paging(listed: Worklist) -> list[Block]:
    total = listed.found.total
    if total <= PAGE_SIZE:
        return []
    first, last = listed.page * PAGE_SIZE + 1, min(total, (listed.page + 1) * PAGE_SIZE)
    buttons = []
    if listed.page:
        buttons.append(_page_button("← Previous", "previous", listed, listed.page - 1))
    if last < total:
        buttons.append(_page_button("More →", "next", listed, listed.page + 1))
    return [context(f"{first:,} to {last:,} of {total:,}"), *actions(buttons)]


def _page_button(label: str, name: str, listed: Worklist, page: int) -> Block:
    return button(label, f"{ids.WORKLIST_PAGE}:{name}", ids.list_value(listed.list_id, page))


def _doing(listed: Worklist) -> list[Block]:
    if not listed.found.total:
        return []
    options = {sort: option(SORT_WORDS[sort].capitalize(), f"{listed.list_id}|{sort}") for sort in Sort}
    order: Block = {
        "type": "static_select",
        "action_id": ids.WORKLIST_SORT,
        "placeholder": {"type": "plain_text", "text": "Order"},
        "options": list(options.values()),
        "initial_option": options[listed.sort],
    }
    export = [button("Export CSV to my messages", ids.WORKLIST_EXPORT, listed.list_id)] if listed.can_export else []
    many = button("Work on all of them", MANY, listed.list_id)
    return actions([order, many, *export, button("Save this list", ids.WORKLIST_SAVE, listed.list_id)])


# --- beside a list -------------------------------------------------------------------------------------------------


def worklist_help() -> View:
    lines = "\n".join(f"{example}  {what}" for example, what in _EXAMPLES)
    queues = "\n".join(f"`/claims {facts.words}`  {facts.title}" for facts in QUEUES.values())
    return message(
        "How to ask for worklists",
        [
            section(f"*Worklists*\n{lines}"),
            section(f"*Lists that everybody has*\n{queues}"),
            context(
                "Words may stand in any order. The answer says how it read them, and names what it did not understand."
            ),
        ],
    )


def saved_lists(saved: Sequence[SavedFilter]) -> View:
    if not saved:
        return message(
            "Saved worklists",
            [section("You keep no list yet. Ask for one with `/claims WORDS` and press *Save this list*.")],
        )
    blocks = [section("*Your lists*")]
    for one in saved[:_MOST_SAVED]:
        blocks.append(section(f"*{escape(one.name)}*  ·  {escape(shorten(one.words, 200))}"))
        blocks += actions(
            [
                button("Open", f"{ids.WORKLIST_SAVED}:{one.id}", str(one.id)),
                button("Delete", f"{ids.WORKLIST_FORGET}:{one.id}", str(one.id)),
            ]
        )
    return message("Saved worklists", blocks)


def save_form(list_id: str) -> View:
    hint = "Then `/claims NAME` opens it. Do not write a patient's name or number."
    asked = text_input(ids.SAVE_NAME, "Name of this list", most=LONGEST_NAME, needed=True, hint=hint)
    return form("Save this list", ids.VIEW_SAVE_WORKLIST, "Save", list_id, [asked])


def told(sentence: str) -> View:
    return message("Worklists", [section(escape(sentence))])

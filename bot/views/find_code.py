"""The "Find a code" modal: type-ahead above, the chosen code's card below."""

from bot.views.blocks import Block, View, context, option, shorten
from bot.views.code_card import CodeCard, code_blocks
from bot.views.ids import FIND_BLOCK, FIND_CHOICE, VIEW_FIND_CODE, code_ref
from bot.views.plain import SYSTEM_TITLES
from data.models import Code

_MOST_BLOCKS = 95


def find_code_view(card: CodeCard | None = None) -> View:
    """Empty, or with the card of the code that was chosen."""
    hint = context("Type a condition, a drug, an item or a code. Misspellings are fine.")
    blocks = [_choice(), *(code_blocks(card) if card else [hint])]
    return {
        "type": "modal",
        "callback_id": VIEW_FIND_CODE,
        "title": {"type": "plain_text", "text": "Find a code"},
        "submit": {"type": "plain_text", "text": "Send to my messages"},
        "close": {"type": "plain_text", "text": "Close"},
        "private_metadata": code_ref(card.detail.code, on=card.on).value() if card else "",
        "blocks": blocks[:_MOST_BLOCKS],
    }


def code_option(code: Code) -> Block:
    label = shorten(f"{code.code}  {code.description}", 75)
    kind = SYSTEM_TITLES[code.system] + ("" if code.billable else ", needs more detail")
    return option(label, code_ref(code, on=None).value(), kind)


def _choice() -> Block:
    return {
        "type": "input",
        "block_id": FIND_BLOCK,
        "dispatch_action": True,
        "label": {"type": "plain_text", "text": "What are you looking for?"},
        "element": {
            "type": "external_select",
            "action_id": FIND_CHOICE,
            "min_query_length": 2,
            "placeholder": {"type": "plain_text", "text": "heart attack, E11.9, wheelchair …"},
            "focus_on_load": True,
        },
    }

"""The "Find a code" modal: type-ahead above, the chosen code's card below."""

from bot.views.blocks import Block, View, context, option, shorten
from bot.views.code_card import CodeCard, code_blocks
from bot.views.ids import FIND_BLOCK, FIND_CHOICE, VIEW_FIND_CODE, code_ref
from bot.views.plain import SYSTEM_TITLES
from data.models import Code

_MOST_BLOCKS = 95


def find_code_view(card: CodeCard | None = None) -> View:
    """Empty, or with the card of the code that was chosen."""
    view: View = {
        "type": "modal",
        "callback_id": VIEW_FIND_CODE,
        "title": {"type": "plain_text", "text": "Find a code"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [_choice()],
    }
    if card is None:
        view["blocks"].append(context("Type a condition, a drug, an item or a code. Misspellings are fine."))
        return view
    view["private_metadata"] = code_ref(card.detail.code, on=card.on).value()
    view["submit"] = {"type": "plain_text", "text": "Send to my messages"}
    view["blocks"] = [_choice(), *code_blocks(card)][:_MOST_BLOCKS]
    return view


def code_option(code: Code) -> Block:
    label = shorten(f"{code.code}  {code.description}", 75)
    kind = SYSTEM_TITLES[code.system] + ("" if code.billable else ", needs more detail")
    return option(label, code_ref(code, on=None).value(), kind)


def _choice() -> Block:
    """An actions block, not an input: Slack wants a submit button beside every input, also when nothing is chosen."""
    return {
        "type": "actions",
        "block_id": FIND_BLOCK,
        "elements": [
            {
                "type": "external_select",
                "action_id": FIND_CHOICE,
                "min_query_length": 2,
                "placeholder": {"type": "plain_text", "text": "heart attack, E11.9, wheelchair …"},
                "focus_on_load": True,
            }
        ],
    }

"""Several claims to choose from, and the sentences for when there is none to show."""

from bot.rules.privacy import Shown, service_text
from bot.views.blocks import View, context, escape, message, section
from bot.views.claim_card import claim_line, open_button
from bot.views.plain import counted
from data.claim_models import Claim

_MOST_LISTED = 10
_EXAMPLE = "`/claim K7M-4QX`"
_WHERE = "On the bot's own machine `billing-bot claim NUMBER` tells the reference of a claim number."


def claim_list(claims: list[Claim], shown: Shown) -> View:
    """One row a claim, each with a button that opens it."""
    title = f"{counted(len(claims), 'claim')} with that number"
    blocks = [section(f"*{title}*: which one do you mean?")]
    for claim in claims[:_MOST_LISTED]:
        service = service_text(claim.position.service_from, claim.position.service_to, shown)
        text = claim_line(claim, shown) + (f"\nservice {escape(service)}" if service else "")
        blocks.append(section(text, accessory=open_button(claim.ref, "Open")))
    left = len(claims) - _MOST_LISTED
    if left > 0:
        blocks.append(context(f"and {left:,} more: ask by the claim number instead of the account, or by reference."))
    return message(title, blocks)


def no_claim_named() -> View:
    return _sentence(f"Which claim? Give its reference, such as {_EXAMPLE}.")


def no_such_claim() -> View:
    return _sentence(
        "No claim with that reference or number is in the store. Check it, or find it by words, such as "
        "`/claims denied aetna`. If it is new, its file may not have come in yet: `/billing import` shows what did, to "
        "those who bring files in."
    )


def only_by_reference(*, is_public: bool) -> View:
    """For what is no known reference where claim numbers are not taken. It never repeats what was typed."""
    delete = " If you wrote a claim number or a name, delete your message." if is_public else ""
    return _sentence(
        f"No claim has that reference. Ask for a claim by its reference here, such as {_EXAMPLE}: claim numbers are "
        f"not taken in Slack, because they lead to a patient. {_WHERE}{delete}"
    )


def _sentence(text: str) -> View:
    return message("Claims", [section(text)])

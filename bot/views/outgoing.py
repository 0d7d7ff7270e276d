"""Messages of the outbox as they go out when something went wrong before; it knows no claims."""

from bot.views.blocks import MOST_MESSAGE_BLOCKS, View, context, shorten

MOST_PLAIN = 3000
_REPEAT = "(repeat) Slack did not say whether this message arrived before. If you have it already, nothing changed."


def as_plain(view: View) -> View:
    """The text alone, for when Slack refuses the blocks."""
    return {"text": shorten(view["text"], MOST_PLAIN)}


def as_repeat(view: View) -> View:
    """The same message, saying that it may be its second time."""
    text = f"(repeat) {view['text']}"
    if "blocks" not in view:
        return view | {"text": text}
    return view | {"text": text, "blocks": [*view["blocks"][: MOST_MESSAGE_BLOCKS - 1], context(_REPEAT)]}

"""What somebody sees who may not use the bot: one sentence on a page, and nothing that the bot knows."""

from bot.views.blocks import View, escape, section


def refusal_home(sentence: str) -> View:
    return {"type": "home", "blocks": [section(escape(sentence))]}


def refusal_modal(sentence: str) -> View:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not open to you"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [section(escape(sentence))],
    }

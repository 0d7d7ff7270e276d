"""The App Home page: blocks of others, put together within Slack's limit."""

from bot.views.blocks import Block, View, context, divider, escape, header, section
from bot.views.digest import Digest, digest_blocks

_MOST_BLOCKS = 100


def home_view(blocks: list[Block]) -> View:
    return {"type": "home", "blocks": blocks[:_MOST_BLOCKS]}


def work_blocks_of(digest: Digest, health: str = "") -> list[Block]:
    """What is overdue, due today and this week; `health` is how the bot itself does, for those who answer for it."""
    found = digest_blocks(digest) if any(part.total for part in digest.parts) else []
    nothing = section("Nothing of yours is due this week. `/claims` shows yours, `/claims unassigned` the rest.")
    about = [context(escape(health))] if health else []
    return [header(f"Your work, {digest.day:%A}"), *(found or [nothing]), *about, divider()]

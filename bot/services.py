"""What listeners are given to do their work; it is only a list, wired in bot/app.py."""

from dataclasses import dataclass

from bot.claims import ClaimDesk
from bot.clock import Clock
from bot.codes import CodeDesk
from bot.help_desk import HelpDesk
from bot.import_desk import ImportsInChat
from bot.receipts import Receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a listener may use besides what Slack sent."""

    clock: Clock
    codes: CodeDesk
    claims: ClaimDesk
    imports: ImportsInChat
    import_channel: str
    """Channel id for summaries of what came in; "" for none."""
    help: HelpDesk
    receipts: Receipts

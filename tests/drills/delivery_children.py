"""The processes of the delivery drill: the local Slack, and a worker on the outbox; each runs until it is killed.

`python delivery_children.py slack` prints its API's address and the bot's token as one line of JSON.
`python delivery_children.py worker FOLDER API_URL TOKEN` delivers what waits in the folder's outbox.
"""

import json
import signal
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.delivery_parts import Timing
from bot.manifest import build_manifest
from bot.pace import Pace
from bot.playground.server import PlaygroundServer
from bot.sending import SlackSender, make_client
from bot.views.blocks import View, section
from data.reminder_models import MessageKind, OutboxRow
from data.store.claims_file import ClaimsFile

CALL_S = 2
"""A call that takes longer has got lost; the local Slack is slower than that at times."""


def run_slack() -> None:
    server = PlaygroundServer(
        manifest=build_manifest(), clock=SystemClock(ZoneInfo("America/New_York")), set_days_ahead=lambda days: None
    )
    server.start()
    print(json.dumps({"url": server.url, "api_url": server.api_url, "token": server.bot_token}), flush=True)
    threading.Event().wait()


def run_worker(folder: Path, api_url: str, token: str) -> None:
    """Spans are shortened in proportion: the lease outlives a call, and a takeover waits for a call to end."""
    client = make_client(token, api_url)
    client.timeout = CALL_S
    timing = Timing(
        lease=timedelta(seconds=8),
        least_left=timedelta(seconds=4),
        takeover_pause=timedelta(seconds=4),
        first_pause_s=4,
        longest_pause_s=8,
        rest_s=1,
    )
    delivery = Delivery(
        ClaimsFile(folder),
        SystemClock(ZoneInfo("America/New_York")),
        SlackSender(client),
        dict.fromkeys(MessageKind, render),
        Pace(per_minute=600, at_most=600, tier_3=600),
        reroute=lambda row: None,
        timing=timing,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        delivery.deliver(20)
        time.sleep(0.2)


def render(row: OutboxRow) -> View:
    text = f"Reminder {row.outgoing.subject}"
    return {"text": text, "blocks": [section(text)]}


if __name__ == "__main__":
    if sys.argv[1] == "slack":
        run_slack()
    else:
        run_worker(Path(sys.argv[2]), sys.argv[3], sys.argv[4])

"""A bot whose one listener does nothing: the floor under every round trip. Started as a process of its own."""

import os
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], retry_handlers=[])
app = App(client=client, process_before_response=True, signing_secret="")
app.command("/code")(ack=lambda ack: ack(), lazy=[])
SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()  # type: ignore[no-untyped-call]
threading.Event().wait()

"""A practice's outbox on a real store, workers on it, and a fake Slack under them; time stands still until moved."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from fake_slack import FakeSlack, FakeTime

from bot.alarms import Alarms
from bot.delivery import Delivered, Delivery
from bot.delivery_parts import Timing
from bot.pace import Pace
from bot.sending import SlackSender, mark_of
from bot.views.blocks import View, section
from data.reminder_models import Alarm, MessageKind, OutboxRow, Outgoing
from data.store.alarms import list_alarms
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.outbox import add_outgoing, find_outgoing
from data.store.outbox_places import get_secret, remember_direct

CHANNEL, OTHER_CHANNEL, PERSON, DIRECT = "C0BILLING1", "C0DENIALS1", "U0BEA0001", "D0BEA0001"
TABLES = ("outbox", "posted", "direct_channel", "broken_destination", "outbox_secret", "alarm", "heartbeat")


class World:
    """`closed` are subjects that need no message any more; `reroutes` where messages go instead."""

    def __init__(self, store: ClaimsFile, *, timing: Timing | None = None) -> None:
        self.store = store
        self.time = FakeTime()
        self.slack = FakeSlack(self.time, direct={PERSON: DIRECT})
        self.timing = timing or Timing()
        self.closed: set[str] = set()
        self.reroutes: dict[str, str | None] = {}
        self.rendered: list[OutboxRow] = []
        self.told: list[Alarm] = []
        self.renderers: dict[MessageKind, Callable[[OutboxRow], View | None]] = dict.fromkeys(MessageKind, self.render)
        self.worker = self.a_worker()
        with store.write() as db:
            remember_direct(db, PERSON, DIRECT)

    def a_worker(self, **choices: Any) -> Delivery:
        """Another one, as after a restart or in another process."""
        return Delivery(
            self.store,
            self.time,
            SlackSender(self.slack),  # type: ignore[arg-type]
            self.renderers,
            choices.pop("pace", None) or Pace(self.time.monotonic),
            reroute=choices.pop("reroute", None) or (lambda row: self.reroutes.get(row.outgoing.destination)),
            alarms=choices.pop("alarms", None)
            or Alarms(self.store, self.time, lambda db, alarm: self.told.append(alarm)),
            timing=self.timing,
            now=self.time.monotonic,
            sleep=self.time.sleep,
            chance=random.Random(1),
            **choices,
        )

    def render(self, row: OutboxRow) -> View | None:
        self.rendered.append(row)
        if row.outgoing.subject in self.closed:
            return None
        text = f"Claim {row.outgoing.subject}: see /claim {row.outgoing.subject}"
        return {"text": text, "blocks": [section(text)]}

    def add(self, key: str = "k1", **choices: Any) -> bool:
        """A claim's message of which nothing matters but its key."""
        with self.store.write() as db:
            return add_outgoing(db, an_outgoing(key, self.time.now(), **choices), self.time.now())

    def deliver(self, *faults: str, after_s: float = 0.0) -> Delivered:
        """One run of the worker, after so many seconds, in which calls meet these faults in turn."""
        self.time.sleep(after_s)
        self.slack.faults.extend(faults)
        return self.worker.deliver()

    def settle(self, *, step_s: float = 600.0, steps: int = 400) -> None:
        """Run after run until nothing waits, without further faults."""
        self.slack.faults.clear()
        for _ in range(steps):
            if not self.worker.deliver().waiting:
                return
            self.time.sleep(step_s)

    def row(self, key: str = "k1") -> OutboxRow:
        with self.store.read() as db:
            found = find_outgoing(db, key)
        assert found is not None
        return found

    def alarms(self) -> list[str]:
        """Their names."""
        with self.store.read() as db:
            return [one.name for one in list_alarms(db)]

    def mark(self, key: str = "k1") -> str:
        with self.store.write() as db:
            return mark_of(get_secret(db), key)


def a_world(folder: Path, **choices: Any) -> World:
    return World(ClaimsFile(folder), **choices)


def an_outgoing(
    key: str,
    now: datetime,
    *,
    kind: MessageKind = MessageKind.CLAIM,
    destination: str = CHANNEL,
    subject: str = "",
    urgency: int = 5,
    in_s: float = 0.0,
    last_day: date | None = None,
) -> Outgoing:
    return Outgoing(
        key=key,
        kind=kind,
        destination=destination,
        subject=subject or key,
        urgency=urgency,
        not_before=now + timedelta(seconds=in_s),
        last_day=last_day,
    )


def empty(db: ClaimsDb) -> None:
    """Nothing is left of what was sent before."""
    for name in TABLES:
        db.table(name).delete_where()

"""A practice with its reminders and a Slack in memory: claims, people, channels, and days that pass."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from claim_store import FilledStore
from fake_slack import FakeTime
from people import BEA, LEE, add_staff
from work import done

from bot.audit import AuditTrail
from bot.claims import ClaimDesk
from bot.delivery import Delivered, Delivery
from bot.imports.linking import compute_positions
from bot.people import local_operator
from bot.reminding import Office, Reminding
from bot.routing import RoutingDesk
from bot.sending import HistoryPage, Place
from bot.views.blocks import View
from data.importers.reference_tables import read_carc_actions
from data.routing_models import PersonPreferences, PracticeSettings, Route, Topic
from data.store.work import add_worked
from data.work_models import WorkKind

DENIALS, BILLING = "C0DENIALS1", "C0BILLING1"
NEW_YORK = ZoneInfo("America/New_York")
PEOPLE = {BEA: 1, LEE: 3}
"""Member ids and the numbers under which claims name them."""


class MovedClock:
    """The practice's clock, set by tests: ten in the morning in New York."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.at = time(10)

    def now(self) -> datetime:
        return datetime.combine(self.day, self.at, NEW_YORK).astimezone(UTC)

    def today(self) -> date:
        return self.now().astimezone(NEW_YORK).date()


class SlackInMemory:
    """Takes everything. `posts` are (destination, view), `replies` and `updates` (channel, ts, view)."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, View]] = []
        self.updates: list[tuple[str, str, View]] = []
        self.replies: list[tuple[str, str, View]] = []
        self.marks: dict[str, dict[str, str]] = {}

    def post(self, destination: str, view: View, mark: str, *, has_id: bool = True, thread_ts: str = "") -> Place:
        if thread_ts:
            self.replies.append((destination, thread_ts, view))
            return Place(channel=destination, ts=f"r{len(self.replies)}.000")
        self.posts.append((destination, view))
        channel = destination if destination[0] == "C" else f"D{destination[1:]}"
        place = Place(channel=channel, ts=f"{len(self.posts)}.000")
        self.marks.setdefault(channel, {})[mark] = place.ts
        return place

    def read_history(self, channel: str, *, oldest: datetime, cursor: str = "", thread_ts: str = "") -> HistoryPage:
        return HistoryPage(marks=self.marks.get(channel, {}), cursor="")

    def update(self, place: Place, view: View) -> None:
        self.updates.append((place.channel, place.ts, view))

    def check_token(self) -> None:
        return


class Practice:
    """One store with its bot. Claims come by files; denials go to one channel, everything else to another."""

    def __init__(self, folder: Path, *raws: bytes, today: date, mode: str = "demo", routed: bool = True) -> None:
        self.clock = MovedClock(today)
        self.filled = FilledStore(folder, clock=self.clock).take_all(raws)
        self.store = self.filled.store
        add_staff(self.store)
        self.slack = SlackInMemory()
        self.routing = RoutingDesk(self.store, self.clock, AuditTrail(self.store, self.clock), NEW_YORK)
        if routed:
            self.routing.keep_route(
                local_operator(), Route(channel=DENIALS, topics=frozenset({Topic.DENIALS})), place=1
            )
            self.routing.keep_route(local_operator(), Route(channel=BILLING), place=2)
        office = Office(mode=mode, time_zone=NEW_YORK, days_ahead_file=None, always_open=False)
        claims = ClaimDesk(self.store, self.clock, mode)
        self.reminding = Reminding(self.store, self.clock, office, claims, self.routing, lambda: 0)
        self.delivery = self.a_worker()

    def a_worker(self) -> Delivery:
        """A new one, as after a restart."""
        passing = FakeTime()
        return self.reminding.delivery(
            self.slack,  # type: ignore[arg-type]
            now=passing.monotonic,
            sleep=passing.sleep,
        )

    @property
    def ref(self) -> str:
        """Of the only claim."""
        ref: str = self.filled.claim()["ref"]
        return ref

    def tick_once(self) -> Delivered | None:
        return self.reminding.ticker.tick(self.delivery)

    def tick(self) -> Delivered:
        delivered = self.reminding.ticker.tick(self.delivery)
        assert delivered is not None
        return delivered

    def told(self, day: date | None = None, *, at: time = time(10)) -> list[tuple[str, str]]:
        """(destination, notification) of what is posted at that moment."""
        self.clock.day, self.clock.at = day or self.clock.day, at
        before = len(self.slack.posts)
        for _ in range(20):
            if not self.tick().waiting:
                break
        return [(where, view["text"]) for where, view in self.slack.posts[before:]]

    def told_until(self, last: date) -> list[tuple[date, str, str]]:
        """(day, destination, notification) of every day from today to that one."""
        found = []
        while self.clock.day <= last:
            found += [(self.clock.day, where, text) for where, text in self.told()]
            self.clock.day += timedelta(days=1)
        return found

    def work(self, kind: WorkKind, **facts: Any) -> None:
        """Somebody does something with the only claim today."""
        claim_id = self.filled.claim()["id"]
        with self.store.write() as db:
            number = db.execute("SELECT count(*) + 1 FROM worked").fetchone()[0]
            one = done(kind, **({"on": self.clock.day, "at": self.clock.now(), "id": number} | facts))
            add_worked(db, claim_id, one)
            compute_positions(db, [claim_id], read_carc_actions())

    def give_to(self, user: str) -> None:
        self.work(WorkKind.ASSIGNED, to_person_id=PEOPLE[user])

    def prefer(self, user: str, **choices: Any) -> None:
        person = self.routing.staff().people[user]
        self.routing.keep_preferences(local_operator(), replace(self.routing.preferences_of(person), **choices))

    def decide(self, **choices: Any) -> None:
        self.routing.keep_practice(local_operator(), replace(PracticeSettings(), **choices))


__all__ = ["BEA", "BILLING", "DENIALS", "LEE", "PersonPreferences", "Practice"]

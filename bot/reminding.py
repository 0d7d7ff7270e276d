"""Puts the parts of the reminders together: the daily check, what waits, where it goes, how it reads; wired once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.addressing import AddressBook
from bot.alarms import Alarms
from bot.card_updates import CardUpdates
from bot.claims import ClaimDesk
from bot.clock import Clock, monotonic
from bot.dating import load_dating
from bot.delivery import Delivery
from bot.delivery_parts import Renderer
from bot.digests import DigestDesk
from bot.gathering import Gathering
from bot.notices import Notices
from bot.pace import Pace
from bot.redating import Redating
from bot.rendering import Rendering
from bot.routing import RoutingDesk
from bot.rules.federal_holidays import federal_calendar
from bot.sending import SlackSender
from bot.sweep import Sweep
from bot.ticking import Ticker
from data.reminder_models import Alarm, MessageKind, OutboxRow
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.outbox import prune_outbox
from data.store.outbox_places import find_direct, remember_direct

KEPT = timedelta(days=120)
"""How long messages that ended are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What reminders need to know of where they run."""

    mode: str
    time_zone: ZoneInfo
    days_ahead_file: Path | None
    always_open: bool
    """The hour of the day does not matter: in the playground days are turned like pages."""


class Reminding:
    """The parts of one bot."""

    def __init__(
        self,
        store: ClaimsFile,
        clock: Clock,
        office: Office,
        claims: ClaimDesk,
        routing: RoutingDesk,
        count_stale: Callable[[], int],
    ) -> None:
        self._store = store
        self._clock = clock
        self._office = office
        self._routing = routing
        self.notices = Notices(store, clock, count_stale)
        self.alarms = Alarms(store, clock, self._tell)
        self.digests = DigestDesk(office.mode)
        self.sweep = Sweep(store, clock, routing, self.alarms)
        self.rendering = Rendering(store, clock, claims, self.digests, self.notices, self.book)
        self.cards = CardUpdates(store, clock)
        gathering = Gathering(store, clock, self.alarms, self.book)
        self.ticker = Ticker(
            store,
            clock,
            Redating(store),
            self.sweep,
            self.cards,
            gathering,
            self.notices,
            self.book,
            days_ahead_file=office.days_ahead_file,
        )

    @property
    def mode(self) -> str:
        return self._office.mode

    @property
    def is_always_open(self) -> bool:
        """Whether the hour of the day does not matter."""
        return self._office.always_open

    def book(self) -> AddressBook:
        office = self._office
        return make_book(self._routing, self._clock, office.time_zone, always_open=office.always_open)

    def delivery(
        self,
        sender: SlackSender,
        *,
        may_send: Callable[[], bool] = lambda: True,
        also: Mapping[MessageKind, Renderer] = MappingProxyType({}),
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> Delivery:
        """`also` renders kinds of messages that are no reminders. `now` is monotonic."""
        return Delivery(
            self._store,
            self._clock,
            sender,
            {**self.rendering.renderers, **also},
            Pace(now=now),
            reroute=self.reroute,
            alarms=self.alarms,
            may_send=may_send,
            now=now,
            sleep=sleep,
        )

    def warm_up(self) -> None:
        """Reads rules and holidays before the first question waits for them."""
        with self._store.read() as db:
            load_dating(db)

    def prune(self) -> int:
        """Forgets messages that ended long ago, and leaves old cards as they are; how many messages."""
        self.cards.prune()
        with self._store.write() as db:
            return prune_outbox(db, self._clock.now() - KEPT)

    def remember_direct(self, user: str, channel: str) -> None:
        """The channel of a person's own messages with the bot, where an event tells it: to look there later."""
        with self._store.read() as db:
            if find_direct(db, user) == channel:
                return
        with self._store.write() as db:
            remember_direct(db, user, channel)

    def reroute(self, row: OutboxRow) -> str | None:
        """The next place that was not tried: the leads, then the channel of the administrators."""
        tried = {row.outgoing.destination, *row.rerouted_from.split()}
        places = [*self._routing.staff().leads, self._routing.practice().admin_channel]
        return next((place for place in places if place and place not in tried), None)

    def _tell(self, db: ClaimsDb, alarm: Alarm) -> None:
        """An alarm goes to the administrators' channel, else to the first lead."""
        leads = self._routing.staff().leads
        place = self._routing.practice().admin_channel or (leads[0] if leads else "")
        if place:
            self.notices.add_alarm(db, place, alarm)


def make_book(routing: RoutingDesk, clock: Clock, time_zone: ZoneInfo, *, always_open: bool = False) -> AddressBook:
    """Everybody and every channel as they are now."""
    practice = routing.practice()
    return AddressBook(
        practice,
        routing.routes(),
        routing.staff(),
        federal_calendar().closing(practice.closed_days),
        now=clock.now(),
        time_zone=time_zone.key,
        always_open=always_open,
    )

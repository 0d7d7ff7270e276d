"""Makes messages of the reminders that wait: one about a claim where it is urgent, the rest in one list a day.

A message is made when its people may be told, so that who that is, and what is still open, is found out late.
"""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from bot.addressing import Address, AddressBook
from bot.alarms import Alarms
from bot.clock import Clock
from bot.digest_rows import begins_week, newly_overdue
from bot.rules.ladder import CLOSE, rank
from bot.rules.roles import Permission, may
from data.follow_up_models import Alert, Reminder, Rung, Target
from data.people_models import Person
from data.reminder_models import MessageKind, Outgoing
from data.routing_models import DigestWhen, PersonPreferences
from data.store import reminders
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.due import has_due
from data.store.outbox import add_outgoing, find_outgoing
from data.store.outbox_places import find_posted
from data.store.worklist import find_page
from data.worklist_models import WorklistQuery

NOBODY_ALARM = "nobody to tell"
CLAIM_SUBJECT, DIGEST_SUBJECT = "claim:", "digest:"
_MOST_SINGLES = 10
"""Messages about single claims that a person gets a day, beside those about the last days."""
_LAST = frozenset({Rung.T1, Rung.T0, Rung.LAST, Rung.FINAL})
_DIGEST_URGENCY = 500
_DAY = timedelta(days=1)
_log = logging.getLogger(__name__)


class Gathering:
    """Run as often as you like: what a message carries already is not carried again."""

    def __init__(self, store: ClaimsFile, clock: Clock, alarms: Alarms, book: Callable[[], AddressBook]) -> None:
        self._store = store
        self._clock = clock
        self._alarms = alarms
        self._book = book

    def gather(self) -> int:
        """How many messages were made."""
        book = self._book()
        if not _can_tell_anybody(book):
            return 0
        with self._store.write() as db:
            waiting, made = self._addressed(db, book), 0
            for destination in sorted(waiting):
                made += self._tell(db, book, waiting[destination])
            return made + sum(self._tell_day(db, book, person) for person in _workers(book))

    # --- reminders ---

    def _addressed(self, db: ClaimsDb, book: AddressBook) -> dict[str, "_Waiting"]:
        """What waits for each destination that may be told now."""
        found: dict[str, _Waiting] = {}
        nobody = 0
        for target in Target:
            for one in reminders.waiting_reminders(db, target):
                alert = one.alert
                if alert is None:  # should the step come back, as when a mistake is undone, it is decided anew
                    reminders.forget(db, one.id)
                    continue
                address = book.address_of(one.claim, alert, target)
                if address is None:
                    nobody += 1
                elif book.is_open(address.hours) or _is_list_time(book, address.hours):
                    found.setdefault(address.destination, _Waiting(address)).add(one, alert)
        if nobody:
            self._alarms.ring_within(db, NOBODY_ALARM, f"{nobody} reminders have nobody to go to: add people or routes")
        else:
            self._alarms.end_within(db, NOBODY_ALARM)
        return found

    def _tell(self, db: ClaimsDb, book: AddressBook, waiting: "_Waiting") -> int:
        """Messages about single claims, the most urgent first; what is too much of them goes into the day's list."""
        address, day = waiting.address, book.day_of(waiting.address.hours)
        room = self._room(book, address) - reminders.count_carried_alone(db, address.destination, day)
        is_open = book.is_open(address.hours)
        made, listed = 0, list[tuple[Reminder, Alert]]()
        for one, alert in self._one_a_claim(db, waiting, day):
            if not one.is_single or self._stands_there(db, one, address):
                listed.append((one, alert))
            elif is_open and (room > 0 or (alert.rung in _LAST and not _is_channel(address))):
                made += self._send_claim(db, one, alert, address, day)
                room -= 1
            elif is_open:
                listed.append((one, alert))
        if listed:
            made += self._list(db, book, address, listed)
        return made

    def _one_a_claim(self, db: ClaimsDb, waiting: "_Waiting", day: date) -> list[tuple[Reminder, Alert]]:
        """The most urgent of what waits about each claim: after days away nobody reads how near it was last week.

        What is told in lists only stays beside each other.
        """
        first: dict[int, Reminder] = {}
        kept, over = [], []
        for pair in sorted(waiting.reminders, key=_by_urgency):
            one = pair[0]
            best = first.setdefault(one.claim.id, one)
            if one is best or not (one.is_single or best.is_single):
                kept.append(pair)
            else:
                over.append(one.id)
        reminders.carry(db, "over", "", over, day)
        return kept

    def _room(self, book: AddressBook, address: Address) -> int:
        if not _is_channel(address):
            return _MOST_SINGLES
        return book.practice.most_singles_a_day if book.practice.posts_singles else 0

    def _stands_there(self, db: ClaimsDb, one: Reminder, address: Address) -> bool:
        """A channel has one message a claim: it is brought up to date in place, and the day's list names it."""
        return _is_channel(address) and find_posted(db, claim_subject(one.claim.id), address.destination) is not None

    def _send_claim(self, db: ClaimsDb, one: Reminder, alert: Alert, address: Address, day: date) -> int:
        key = "|".join(("claim", str(one.claim.id), *one.key, address.destination))
        reminders.carry(db, key, address.destination, [one.id], day)
        reminders.keep_shown(db, one.claim.id, address.destination)
        outgoing = Outgoing(
            key=key,
            kind=MessageKind.CLAIM,
            destination=address.destination,
            subject=claim_subject(one.claim.id),
            urgency=100 - rank(alert.rung),
            not_before=self._clock.now(),
            last_day=_last_day(alert),
        )
        return int(add_outgoing(db, outgoing, self._clock.now()))

    # --- the day's list ---

    def _list(self, db: ClaimsDb, book: AddressBook, address: Address, told: list[tuple[Reminder, Alert]]) -> int:
        """Whoever wants no list is told of close deadlines one by one; the rest stands in App Home."""
        if address.hours.digest is not DigestWhen.OFF or _is_channel(address):
            return self._send_digest(db, book, address, [one.id for one, _ in told])
        if not book.is_open(address.hours):
            return 0
        day = book.day_of(address.hours)
        far = [one.id for one, alert in told if alert.rung not in CLOSE]
        reminders.carry(db, "off", address.destination, far, day)
        return sum(self._send_claim(db, one, alert, address, day) for one, alert in told if alert.rung in CLOSE)

    def _send_digest(self, db: ClaimsDb, book: AddressBook, address: Address, reminder_ids: list[int]) -> int:
        """Where the day's list is out already, what came since waits for the next one."""
        hours, day = address.hours, book.day_of(address.hours)
        key = digest_key(address.destination, day)
        if not _is_list_time(book, hours) or find_outgoing(db, key) is not None:
            return 0
        reminders.carry(db, key, address.destination, reminder_ids, day)
        return self._add_digest(db, key, address, day)

    def _tell_day(self, db: ClaimsDb, book: AddressBook, person: Person) -> int:
        """Somebody with work that is due gets their list though no reminder of it is new."""
        hours = book.hours_of(person)
        day = book.day_of(hours)
        key = digest_key(person.user, day)
        if not _is_list_time(book, hours) or find_outgoing(db, key) is not None:
            return 0
        if not has_due(db, _numbers(book, person), day) and not _is_in_charge_of_overdue(db, book, person, day):
            return 0
        return self._add_digest(db, key, Address(destination=person.user, hours=hours), day)

    def _add_digest(self, db: ClaimsDb, key: str, address: Address, day: date) -> int:
        outgoing = Outgoing(
            key=key,
            kind=MessageKind.DIGEST,
            destination=address.destination,
            subject=f"{DIGEST_SUBJECT}{day.isoformat()}",
            urgency=_DIGEST_URGENCY,
            not_before=self._clock.now(),
            last_day=None,
        )
        return int(add_outgoing(db, outgoing, self._clock.now()))


class _Waiting:
    """What waits for one destination."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.reminders: list[tuple[Reminder, Alert]] = []

    def add(self, one: Reminder, alert: Alert) -> None:
        self.reminders.append((one, alert))


def claim_subject(claim_id: int) -> str:
    return f"{CLAIM_SUBJECT}{claim_id}"


def digest_key(destination: str, day: date) -> str:
    return f"digest|{destination}|{day.isoformat()}"


def _by_urgency(pair: tuple[Reminder, Alert]) -> tuple[int, date, int, int]:
    """The nearest deadline first; of what has no last day the most money."""
    one, alert = pair
    due_on = alert.step.due_on if alert.step.rule_id else date.max
    return (-rank(alert.rung), due_on, -one.claim.balance_cents, one.id)


def _last_day(alert: Alert) -> date | None:
    if alert.rung in (Rung.LAST, Rung.FINAL):
        return alert.step.last_on
    return alert.step.due_on if alert.rung in CLOSE else None


def _can_tell_anybody(book: AddressBook) -> bool:
    return book.is_anybody_there() or any(_is_list_time(book, one) for one in book.staff.preferences.values())


def _is_list_time(book: AddressBook, hours: PersonPreferences) -> bool:
    """At the practice's time nobody gets their list before they come in; who has chosen a time gets it then."""
    if not book.is_digest_time(hours):
        return False
    return book.is_open(hours) or hours.digest is DigestWhen.OWN or hours.digest_at >= hours.hours_to


def _is_channel(address: Address) -> bool:
    return address.destination.startswith(("C", "G"))


def _numbers(book: AddressBook, person: Person) -> list[int | None]:
    """Under which claims name the person."""
    return [number for number, one in book.staff.by_number.items() if one.user == person.user]


def _is_in_charge_of_overdue(db: ClaimsDb, book: AddressBook, person: Person, day: date) -> bool:
    """The first lead answers for what is overdue and nobody has: told where some of it is new, and once a week."""
    left = book.numbers_of_those_who_left()
    if person.user not in book.staff.leads[:1] or not has_due(db, [None, *left], day - _DAY):
        return False
    if has_due(db, left, day - _DAY):
        return True
    new = newly_overdue(day, book.calendar)
    if begins_week(day, new):
        return True
    query = WorklistQuery(today=day, is_snoozed=None, is_unowned=True, due=new)
    return find_page(db, query, most=1).total > 0


def _workers(book: AddressBook) -> list[Person]:
    return [person for person in book.staff.people.values() if may(person, Permission.WORK_CLAIM)]

"""Messages of the outbox as they are at the moment of sending; None for one that nobody needs any more."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.addressing import AddressBook
from bot.claims import ClaimDesk
from bot.clock import Clock
from bot.delivery_parts import Renderer
from bot.digest_rows import is_vague
from bot.digests import DigestDesk
from bot.gathering import CLAIM_SUBJECT, DIGEST_SUBJECT
from bot.notices import Notices
from bot.rules.ladder import CLOSE
from bot.rules.privacy import Place
from bot.rules.step_words import action_words, alert_words, step_words
from bot.views.blocks import View
from bot.views.digest import Digest, digest_view
from bot.views.reminder_head import ReminderHead
from data.claim_models import Claim
from data.follow_up_models import Alert, Reminder, Rung
from data.reminder_models import MessageKind, OutboxRow
from data.store.claims import get_claims
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.reminders import let_go, newest_told, reminders_in


class Rendering:
    """One function a kind of message."""

    def __init__(
        self,
        store: ClaimsFile,
        clock: Clock,
        claims: ClaimDesk,
        digests: DigestDesk,
        notices: Notices,
        book: Callable[[], AddressBook],
    ) -> None:
        self._store = store
        self._clock = clock
        self._claims = claims
        self._digests = digests
        self._notices = notices
        self._book = book

    @property
    def renderers(self) -> Mapping[MessageKind, Renderer]:
        return {
            MessageKind.CLAIM: self.claim,
            MessageKind.UPDATE: self.update,
            MessageKind.REPLY: self.reply,
            MessageKind.DIGEST: self.digest,
            MessageKind.ADMIN: self._notices.render,
        }

    def claim(self, row: OutboxRow) -> View | None:
        """A reminder, if the claim still needs it and it is still for whom it was made."""
        book = self._book()
        with self._store.read() as db:
            told = reminders_in(db, row.outgoing.key)
            claims = get_claims(db, [one.claim.id for one in told[:1]])
        alert = told[0].alert if told else None
        if not claims or alert is None:
            self._let_go(row)
            return None
        address = book.address_of(told[0].claim, alert, told[0].target)
        if not row.rerouted_from and (address is None or address.destination != row.outgoing.destination):
            self._let_go(row)  # somebody else has it now, or is there for it
            return None
        if address is not None and not row.rerouted_from and not book.is_open(address.hours):
            self._let_go(row)  # it waited too long, and they have gone home
            return None
        mention = address.mention if address else ""
        head = self._head(row, claims[0], alert, mention=mention, due_on=told[0].alert_on)
        return self._claims.reminder(claims[0].ref, _place(row), head)

    def _let_go(self, row: OutboxRow) -> None:
        """What it carries waits again, for whom and when it then concerns."""
        with self._store.write() as db:
            let_go(db, row.outgoing.key)

    def update(self, row: OutboxRow) -> View | None:
        """The claim's card as it is now; of one on which nothing is left it says so."""
        claim_id = int(row.outgoing.subject.removeprefix(CLAIM_SUBJECT))
        with self._store.read() as db:
            claims = get_claims(db, [claim_id])
            told = newest_told(db, claim_id, row.outgoing.destination)
        if not claims:
            return None
        alert = told[0].alert if told else None
        head = self._head(row, claims[0], alert) if alert else _settled_head(claims[0])
        return self._claims.reminder(claims[0].ref, _place(row), head)

    def reply(self, row: OutboxRow) -> View | None:
        """Where the claim is now, in the thread of its card."""
        with self._store.read() as db:
            claims = get_claims(db, [int(row.outgoing.subject.removeprefix(CLAIM_SUBJECT))])
        return self._claims.news(claims[0].ref, _place(row)) if claims else None

    def digest(self, row: OutboxRow) -> View | None:
        """A person's day, or what came up for a channel; None where nothing of it is left."""
        day = date.fromisoformat(row.outgoing.subject.removeprefix(DIGEST_SUBJECT))
        hours = self._book().hours_at(row.outgoing.destination)
        if hours is not None and self._book().day_of(hours) != day:
            self._let_go(row)  # a list of yesterday is news to nobody
            return None
        with self._store.read() as db:
            told = [one for one in reminders_in(db, row.outgoing.key) if one.alert is not None]
            found = self._digest(db, row, told, day)
        return digest_view(found) if any(part.total for part in found.parts) else None

    def _digest(self, db: ClaimsDb, row: OutboxRow, told: list[Reminder], day: date) -> Digest:
        first = row.rerouted_from.split()[:1] or [row.outgoing.destination]
        if first[0].startswith(("C", "G")):
            return self._digests.of_reminders(db, told, day, _place(row))
        return self.day_of(db, self._book(), first[0], day, told)

    def day_of(
        self, db: ClaimsDb, book: AddressBook, user: str, day: date, told: list[Reminder] | None = None
    ) -> Digest:
        """A person's own work; a lead's with what nobody has and what is told to leads."""
        numbers = frozenset(number for number, one in book.staff.by_number.items() if one.user == user)
        is_lead = user in book.staff.leads
        notes = self._notices.for_lead(db) if is_lead else ()
        mine = self._digests.of_person(db, numbers, day, notes)
        others = [one for one in told or () if one.claim.owner_id not in numbers]  # who covers, or leads
        parts = (*mine.parts, *self._digests.of_reminders(db, others, day, Place.DIRECT).parts)
        if not is_lead:
            return replace(mine, parts=parts)
        left = frozenset(book.numbers_of_those_who_left())
        behind = (self._digests.left_behind(db, day, left),) if left else ()
        return replace(mine, parts=(*parts, *behind, self._digests.unowned(db, day)))

    def _head(
        self, row: OutboxRow, claim: Claim, alert: Alert, *, mention: str = "", due_on: date | None = None
    ) -> ReminderHead:
        step, today = alert.step, self._clock.today()
        late = ""
        if due_on is not None and (today - due_on).days > _WEEKEND_DAYS:
            late = "This comes late: it was due to be told earlier, and I was not running or nobody could be told."
        vague = alert.rung is not Rung.PASSED and is_vague(step, claim, self._claims.shown_at(_place(row)))
        return ReminderHead(
            plain=step_words(step, today, is_vague=True) if vague else alert_words(alert, today),
            is_close=alert.rung in CLOSE,
            keeps=str(step.kind) if step.rule_id and not step.is_acknowledged else "",
            mention=mention,
            late=late,
        )


_WEEKEND_DAYS = 4
"""A weekend with a holiday may lie between a reminder's day and its telling."""


def _settled_head(claim: Claim) -> ReminderHead:
    action = claim.position.next_action
    plain = action_words(action) if action else "Nothing is left to do"
    return ReminderHead(plain=plain, is_close=False, keeps="")


def _place(row: OutboxRow) -> Place:
    is_channel = row.outgoing.destination.startswith(("C", "G"))
    return Place.CHANNEL if is_channel else Place.DIRECT

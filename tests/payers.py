"""Payers and their rules for tests, with only what a test cares about."""

from datetime import date
from pathlib import Path

from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.audit import AuditTrail
from bot.payer_pages import PayerPages
from bot.payer_tables import PayerTables
from bot.payers import PayerDesk
from bot.redating import Redating
from bot.rules.payer_sheet_reading import Named, read_rule
from bot.rules.roles import Permission
from bot.rules.work_rules import Actor
from data.deadline_models import DeadlineRule
from data.payer_models import RuleEntry
from data.store.payers import PayerBook

LEE = Actor(
    person_id=None,
    name="Lee Lead",
    team="T1",
    user="U0LEE0001",
    place="modal",
    permissions=frozenset({Permission.PAYERS}),
)
ADA = Actor(
    person_id=None, name="Ada Admin", team="T1", user="U0ADA0001", place="modal", permissions=frozenset(Permission)
)
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)), paid_on="20260112")
CLOSED = a_remittance(
    Paid(number="1002", paid="200", adjustments=(), icn="ICN1002"), paid_on="20260112", sequence_number="EFT2"
)


def an_entry(**facts: str) -> RuleEntry:
    """A first appeal of 60 days from the remittance, by contract."""
    given = {
        "purpose": "appeal",
        "level": "1",
        "scope": "contract",
        "limit": "60",
        "unit": "calendar_days",
        "starts": "notice",
        "source": "Contract, section 4",
    }
    return RuleEntry(**(given | facts))


def a_rule(payer_id: int | None = 1, rule_id: str = "own.1", payer: str = "AETNA", **facts: str) -> DeadlineRule:
    read = read_rule(an_entry(**facts), Named(rule_id=rule_id, payer_id=payer_id, payer=payer), TODAY)
    assert isinstance(read, DeadlineRule), read
    return read


class Practice:
    """A store with two payers and their claims: AETNA has a denied claim that is open and a paid one that is closed,
    CIGNA one that it has accepted.
    """

    def __init__(self, folder: Path, *, today: date = TODAY) -> None:
        self.filled = FilledStore(folder).take_all(
            [
                a_sent_claim(),
                DENIED,
                a_sent_claim("1002", control="0002", group="8"),
                CLOSED,
                a_sent_claim("1003", control="0003", group="9", payer="CIGNA"),
                a_claim_answer("1003"),
            ]
        )
        self.store = self.filled.store
        self.clock = FixedClock(today)
        self.audit = AuditTrail(self.store, self.clock)
        redate = Redating(self.store).redate
        self.desk = PayerDesk(self.store, self.clock, self.audit, redate)
        self.pages = PayerPages(self.store, self.clock)
        self.tables = PayerTables(self.store, self.clock, self.audit, redate)

    def id_of(self, name: str) -> int:
        row = self.store.db.execute("SELECT id FROM payer WHERE name = ?", [name]).fetchone()
        return int(row[0])

    def add_payer(self, name: str, number: str = "") -> int:
        with self.store.write() as db:
            return PayerBook(db).id_of(name, number)

    def claim(self, number: str) -> dict[str, object]:
        return next(one for one in self.filled.claims() if one["claim_number"] == number)

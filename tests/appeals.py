"""An office with one denied claim of $200 and what its people log about appeals; the remittance is of 2026-01-20."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from claim_store import FilledStore
from people import BEA, TEAM, add_staff
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.acting import Acting
from bot.appeals import AppealDesk, ClaimAppeals
from bot.audit import AuditTrail
from bot.rules.work_rules import Actor
from bot.work import WorkDesk
from data.store.people import get_person
from data.work_models import Outcome

PAYERS = {"commercial": b"CI", "medicare": b"MB", "medicare_advantage": b"16", "tricare": b"CH", "medicaid": b"MC"}


def a_denial(carc: str = "50", *, remarks: str = "", charge: str = "200", **facts: Any) -> bytes:
    paid = Paid(paid="0", charge=charge, adjustments=(f"CO*{carc}*{charge}",), remarks=remarks)
    return a_remittance(paid, **facts)


class DayClock:
    """Noon of a day that a test sets."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


class AppealOffice:
    """What Bea logs on each day, by the real desks."""

    def __init__(self, folder: Path, kind: str = "commercial", *files: bytes, charge: str = "200") -> None:
        sent = a_sent_claim(charge=charge).replace(b"******CI", b"******" + PAYERS[kind])
        self.filled = FilledStore(folder).take_all([sent, *(files or [a_denial(charge=charge)])])
        add_staff(self.filled.store)
        self.clock = DayClock(date(2026, 1, 28))
        audit = AuditTrail(self.filled.store, self.clock)
        self.work = WorkDesk(self.filled.store, self.clock, self.filled.desk, audit)
        self.appeals = AppealDesk(self.filled.store, self.clock, "baa")
        self.ref: str = self.filled.claim()["ref"]

    @property
    def bea(self) -> Actor:
        return Acting(self.filled.store).actor(get_person(self.filled.store.db, TEAM, BEA))

    def sends(self, day: str, level: int = 1, way: str = "mail", **facts: Any) -> None:
        self.clock.day = max(self.clock.day, date.fromisoformat(day))
        self.work.log_appeal(self.ref, self.bea, level=level, way=way, on=date.fromisoformat(day), **facts)

    def hears(self, day: str, outcome: Outcome, cents: int | None = None) -> None:
        self.clock.day = max(self.clock.day, date.fromisoformat(day))
        on = date.fromisoformat(day)
        self.work.log_decision(self.ref, self.bea, outcome=outcome, on=on, recovered_cents=cents)

    def now(self) -> ClaimAppeals:
        return self.appeals.of_claim(self.ref)

    def steps(self) -> list[tuple[str, str, int]]:
        steps = self.now().claim.position.steps
        return [(str(step.kind), step.rule_id, step.level) for step in steps]

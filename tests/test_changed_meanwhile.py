"""What changes between the daily check and the message: the rule, somebody's time zone, the routes."""

from datetime import date, time
from pathlib import Path

import pytest
from deadline_rules import a_rule
from people import BEA, LEE
from reminding import BILLING, DENIALS, Practice
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.people import local_operator
from bot.redating import Redating
from data.deadline_models import Scope
from data.store.payer_rules import save_rule

SENT = a_sent_claim()
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))
TWO_WEEKS_BEFORE = date(2026, 2, 27)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Bea's appeal is 14 days away, and the check has found that out."""
    made = Practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    made.give_to(BEA)
    made.clock.day = TWO_WEEKS_BEFORE
    made.reminding.sweep.run()
    return made


def claim_messages(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, text) for where, text in told if text.startswith("Claim")]


def test_a_rule_that_moved_the_deadline_silences_the_old_date_and_speaks_of_the_new_one(practice: Practice) -> None:
    payer_id = practice.filled.claim()["payer_id"]
    rule = a_rule(id="own.1", scope=Scope.CONTRACT, payer_id=payer_id, limit=90, mail_lead_business_days=0)
    with practice.store.write() as db:
        save_rule(db, rule, at=practice.clock.now(), by="lee", after=0)
        assert Redating(practice.store).redate([payer_id]) == 1

    assert claim_messages(practice.told()) == []
    told = [(day, text) for day, where, text in practice.told_until(date(2026, 4, 6)) if where == BEA]
    singles = [(day, text) for day, text in told if text.startswith("Claim")]
    assert singles[0] == (date(2026, 4, 6), f"Claim {practice.ref}: Appeal: 14 days left")  # by Monday, April 20


def test_a_time_zone_that_was_changed_meanwhile_is_the_one_that_counts(practice: Practice) -> None:
    practice.prefer(BEA, time_zone="Pacific/Honolulu")

    assert claim_messages(practice.told(at=time(10))) == []
    assert [where for where, _ in claim_messages(practice.told(at=time(14)))] == [BEA]


def test_a_route_that_was_changed_meanwhile_is_the_one_that_counts(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, DENIED, today=date(2026, 1, 22))
    practice.reminding.sweep.run()
    practice.routing.remove_route(local_operator(), practice.routing.routes()[0].id)

    assert [where for where, _ in claim_messages(practice.told())] == [BILLING]
    assert DENIALS not in {where for where, _ in practice.slack.posts}


def test_somebody_who_left_meanwhile_is_not_told_the_lead_is(practice: Practice) -> None:
    with practice.store.write() as db:
        db.execute("UPDATE person SET is_active = 0 WHERE user = ?", [BEA])

    assert [where for where, _ in claim_messages(practice.told())] == [LEE]

"""People on the bot's list, for tests of what they do."""

from datetime import UTC, datetime

from data.people_models import Person, Role
from data.store.claims_file import ClaimsFile
from data.store.people import add_person, find_person

TEAM = "T0FAMILY01"
BEA, CODY, LEE, ADA, PAT = "U0BEA0001", "U0CODY001", "U0LEE0001", "U0ADA0001", "U0PAT0001"
STAFF = {
    BEA: ("Bea Biller", Role.BILLER),
    CODY: ("Cody Coder", Role.CODER),
    LEE: ("Lee Lead", Role.LEAD),
    ADA: ("Ada Admin", Role.ADMIN),
    PAT: ("Pat Provider", Role.PROVIDER),
}


def add_staff(store: ClaimsFile) -> None:
    """A biller, a coder, a lead, an administrator and a provider, by the ids of the local Slack."""
    with store.write() as db:
        for user, (name, role) in STAFF.items():
            if find_person(db, TEAM, user) is None:
                add_person(
                    db,
                    Person(
                        team=TEAM,
                        user=user,
                        name=name,
                        roles=frozenset({role}),
                        is_active=True,
                        added_at=datetime(2026, 1, 1, tzinfo=UTC),
                    ),
                )

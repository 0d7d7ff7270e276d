"""Which channel gets a claim, who is told in whose place, and what is kept of every change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fixed_clock import FixedClock

from bot.audit import AuditTrail
from bot.people import Operator, PeopleDesk
from bot.routing import RoutingDesk
from bot.rules.channels import ChannelState, state_of_channel, state_of_refusal, why_not_post
from bot.rules.routing import ClaimFacts, channel_for, leads_in_order, recipient, topics_of
from data.claim_models import ClaimState, PayerKind
from data.follow_up_models import StepKind
from data.people_models import Person, Role
from data.routing_models import DigestWhen, PersonPreferences, PracticeSettings, Route, Staff, Topic
from data.store.audit import iterate_rows
from data.store.claims_file import ClaimsFile
from data.store.connection import DatabaseError
from data.store.payer_sheets import say_same_payer
from data.store.routing import list_routes, practice_history, preferences_history, route_history

BY = Operator(team="T1", user="op")
TODAY = date(2026, 1, 15)


# --- which channel -------------------------------------------------------------------------------------------------


def a_claim(**said: object) -> ClaimFacts:
    facts: dict[str, object] = {
        "payer_id": 7,
        "payer_kind": PayerKind.COMMERCIAL,
        "owner": "BEA",
        "about": frozenset({Topic.DENIALS}),
    }
    return ClaimFacts(**(facts | said))  # type: ignore[arg-type]


def a_route(channel: str = "C1", **takes: object) -> Route:
    return Route(channel=channel, **takes)  # type: ignore[arg-type]


TAKEN = [
    ("everything", a_route(), a_claim(), True),
    ("its topic", a_route(topics=frozenset({Topic.DENIALS, Topic.APPEALS})), a_claim(), True),
    ("another topic", a_route(topics=frozenset({Topic.DEADLINES})), a_claim(), False),
    (
        "one of two topics",
        a_route(topics=frozenset({Topic.DEADLINES})),
        a_claim(about=frozenset({Topic.DENIALS, Topic.DEADLINES})),
        True,
    ),
    ("its payer", a_route(payer_ids=frozenset({7, 8})), a_claim(), True),
    ("another payer", a_route(payer_ids=frozenset({8})), a_claim(), False),
    ("no payer known", a_route(payer_ids=frozenset({8})), a_claim(payer_id=None), False),
    ("its kind of payer", a_route(payer_kinds=frozenset({PayerKind.COMMERCIAL})), a_claim(), True),
    ("another kind of payer", a_route(payer_kinds=frozenset({PayerKind.MEDICARE})), a_claim(), False),
    ("somebody's of the team", a_route(owners=frozenset({"BEA", "CODY"})), a_claim(), True),
    ("another's", a_route(owners=frozenset({"CODY"})), a_claim(), False),
    ("nobody's", a_route(owners=frozenset({"CODY"})), a_claim(owner=""), False),
    (
        "all that it names",
        a_route(payer_ids=frozenset({7}), topics=frozenset({Topic.DENIALS}), owners=frozenset({"BEA"})),
        a_claim(),
        True,
    ),
    (
        "all but one of what it names",
        a_route(payer_ids=frozenset({7}), topics=frozenset({Topic.DENIALS}), owners=frozenset({"CODY"})),
        a_claim(),
        False,
    ),
]


@pytest.mark.parametrize(("what", "route", "claim", "expected"), TAKEN, ids=[one[0] for one in TAKEN])
def test_what_a_route_takes(what: str, route: Route, claim: ClaimFacts, expected: bool) -> None:
    assert (channel_for([route], claim) == "C1") is expected, what


def test_the_first_route_that_takes_a_claim_gets_it() -> None:
    denials, rest = a_route("C1", topics=frozenset({Topic.DENIALS})), a_route("C2")

    assert channel_for([denials, rest], a_claim()) == "C1"
    assert channel_for([rest, denials], a_claim()) == "C2"
    assert channel_for([denials, rest], a_claim(about=frozenset({Topic.FOLLOW_UPS}))) == "C2"
    assert channel_for([denials], a_claim(about=frozenset({Topic.FOLLOW_UPS}))) == ""
    assert channel_for([], a_claim()) == ""


ABOUT = [
    (StepKind.WORK_DENIAL, ClaimState.DENIED, False, {Topic.DENIALS}),
    (StepKind.APPEAL, ClaimState.DENIED, True, {Topic.DENIALS, Topic.APPEALS, Topic.DEADLINES}),
    (StepKind.CHECK_APPEAL, ClaimState.PENDING, False, {Topic.APPEALS}),
    (StepKind.FIX_AND_RESEND, ClaimState.REJECTED, False, {Topic.REJECTIONS}),
    (StepKind.FILE, ClaimState.REJECTED, True, {Topic.REJECTIONS, Topic.DEADLINES}),
    (StepKind.FILE, ClaimState.SUBMITTED, True, {Topic.DEADLINES}),
    (StepKind.CHECK_STATUS, ClaimState.ACCEPTED, False, {Topic.FOLLOW_UPS}),
]


@pytest.mark.parametrize(("kind", "state", "is_deadline", "expected"), ABOUT)
def test_what_a_step_is_about(kind: StepKind, state: ClaimState, is_deadline: bool, expected: set[Topic]) -> None:
    assert topics_of(kind, state, is_deadline=is_deadline) == expected


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_is_about_something(kind: StepKind) -> None:
    assert topics_of(kind, ClaimState.DENIED, is_deadline=False)


# --- who is told ---------------------------------------------------------------------------------------------------


def a_person(user: str, role: Role = Role.BILLER, *, is_active: bool = True) -> Person:
    return Person(
        team="T1",
        user=user,
        name=user.title(),
        roles=frozenset({role}),
        is_active=is_active,
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


BEA, CODY, LEE, ADA = (
    a_person("BEA"),
    a_person("CODY", Role.CODER),
    a_person("LEE", Role.LEAD),
    a_person("ADA", Role.ADMIN),
)
PAT, GONE = a_person("PAT", Role.PROVIDER), a_person("GONE", is_active=False)


def a_staff(*people: Person, chosen: str = "", **covers: str) -> Staff:
    """`covers` are who is away from Jan 12 to Jan 16, and who covers for them ("" for nobody)."""
    preferences = {
        one.user: PersonPreferences(
            team="T1",
            user=one.user,
            time_zone="UTC",
            away_from=date(2026, 1, 12) if one.user in covers else None,
            away_until=date(2026, 1, 16) if one.user in covers else None,
            cover=covers.get(one.user, ""),
        )
        for one in people
    }
    return Staff(
        people={one.user: one for one in people},
        by_number=dict(enumerate(people, 1)),
        preferences=preferences,
        leads=leads_in_order(people, chosen),
    )


ALL = (BEA, CODY, LEE, ADA, PAT, GONE)
TOLD = [
    ("they themselves", BEA, a_staff(*ALL), BEA),
    ("their cover", BEA, a_staff(*ALL, BEA="CODY"), CODY),
    ("the cover's cover", BEA, a_staff(*ALL, BEA="CODY", CODY="ADA"), ADA),
    ("the lead, where nobody covers", BEA, a_staff(*ALL, BEA=""), LEE),
    ("the lead, where two cover for each other", BEA, a_staff(*ALL, BEA="CODY", CODY="BEA"), LEE),
    ("the lead, where the cover has left", BEA, a_staff(*ALL, BEA="GONE"), LEE),
    ("the lead, where the cover may not see claims", BEA, a_staff(*ALL, BEA="PAT"), LEE),
    ("the lead, where the cover is unknown", BEA, a_staff(*ALL, BEA="NOBODY"), LEE),
    ("the lead, for somebody who has left", GONE, a_staff(*ALL), LEE),
    ("the lead, for work that nobody has", None, a_staff(*ALL), LEE),
    ("the lead whom the practice chose", None, a_staff(*ALL, chosen="ADA"), ADA),
    ("the first lead, where the chosen one has left", None, a_staff(*ALL, chosen="GONE"), LEE),
    ("the lead's cover", None, a_staff(*ALL, LEE="BEA"), BEA),
    ("the next lead, where the first is away", None, a_staff(*ALL, LEE=""), ADA),
    ("the first lead, where all are away", None, a_staff(*ALL, LEE="", ADA=""), LEE),
    ("an administrator, where there is no lead", None, a_staff(BEA, ADA), ADA),
    ("nobody, where nobody is left", None, a_staff(BEA, GONE), None),
]


@pytest.mark.parametrize(("who", "person", "staff", "expected"), TOLD, ids=[one[0] for one in TOLD])
def test_who_is_told(who: str, person: Person | None, staff: Staff, expected: Person | None) -> None:
    assert recipient(person, TODAY, staff) == expected, who


@pytest.mark.parametrize(("day", "expected"), [(11, BEA), (12, CODY), (16, CODY), (17, BEA)])
def test_cover_begins_on_the_first_day_away_and_ends_after_the_last(day: int, expected: Person) -> None:
    assert recipient(BEA, date(2026, 1, day), a_staff(*ALL, BEA="CODY")) == expected


# --- channels ------------------------------------------------------------------------------------------------------

PRIVATE = {"is_ext_shared": False, "is_private": True, "is_member": True, "is_archived": False}
CHANNELS = [
    ({}, ChannelState.PRIVATE),
    ({"is_private": False}, ChannelState.PUBLIC),
    ({"is_ext_shared": True}, ChannelState.SHARED),
    ({"is_pending_ext_shared": True}, ChannelState.SHARED),
    ({"is_org_shared": True}, ChannelState.SHARED),
    ({"is_ext_shared": True, "is_member": False}, ChannelState.SHARED),
    ({"is_member": False}, ChannelState.NOT_MEMBER),
    ({"is_archived": True}, ChannelState.ARCHIVED),
    ({"is_im": True}, ChannelState.NO_CHANNEL),
    ({"is_mpim": True}, ChannelState.NO_CHANNEL),
    ({"is_ext_shared": None}, ChannelState.UNKNOWN),
    ({"is_member": None}, ChannelState.UNKNOWN),
    ({"is_private": "yes"}, ChannelState.UNKNOWN),
]


@pytest.mark.parametrize(("said", "expected"), CHANNELS)
def test_what_a_channel_is(said: dict[str, object], expected: ChannelState) -> None:
    assert state_of_channel(PRIVATE | said) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("channel_not_found", ChannelState.NOT_FOUND),
        ("missing_scope", ChannelState.NO_SCOPE),
        ("fatal_error", ChannelState.UNKNOWN),
        ("", ChannelState.UNKNOWN),
    ],
)
def test_what_a_refusal_means(word: str, expected: ChannelState) -> None:
    assert state_of_refusal(word) is expected


@pytest.mark.parametrize("state", ChannelState)
def test_only_what_is_known_to_be_ours_gets_claims(state: ChannelState) -> None:
    assert bool(why_not_post(state)) is (state not in (ChannelState.PRIVATE, ChannelState.PUBLIC))


# --- what is kept --------------------------------------------------------------------------------------------------


class Kept:
    def __init__(self, folder: Path, people: Iterable[Person] = (BEA, LEE)) -> None:
        self.store = ClaimsFile(folder)
        clock = FixedClock(TODAY)
        audit = AuditTrail(self.store, clock)
        self.people = PeopleDesk(self.store, clock, audit)
        for one in people:
            self.people.add(BY, one)
        self.desk = RoutingDesk(self.store, clock, audit, ZoneInfo("America/Chicago"))

    def channels(self) -> list[str]:
        return [route.channel for route in self.desk.routes()]

    def actions(self) -> list[str]:
        return [row.entry.action for row in iterate_rows(self.store.db) if not row.entry.action.startswith("people")]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_until_somebody_settles_anything_the_usual_holds(kept: Kept) -> None:
    usual = kept.desk.preferences_of(BEA)

    assert kept.desk.practice() == PracticeSettings()
    assert kept.desk.routes() == ()
    assert (usual.time_zone, usual.digest, usual.digest_at) == ("America/Chicago", DigestWhen.USUAL, time(8))
    assert not kept.desk.has_chosen(BEA)


def test_routes_keep_the_places_that_they_are_given(kept: Kept) -> None:
    for channel, place in (("C1", 1), ("C2", 2), ("C3", 1), ("C4", 99), ("C5", 2)):
        kept.desk.keep_route(BY, a_route(channel), place=place)
    assert kept.channels() == ["C3", "C5", "C1", "C2", "C4"]

    kept.desk.keep_route(BY, kept.desk.routes()[4], place=1)
    assert kept.channels() == ["C4", "C3", "C5", "C1", "C2"]
    kept.desk.remove_route(BY, kept.desk.routes()[1].id)

    assert kept.channels() == ["C4", "C5", "C1", "C2"]
    assert [one.place for one in list_routes(kept.store.db)] == [1, 2, 3, 4]


def test_a_route_is_read_as_it_was_kept_with_who_and_when(kept: Kept) -> None:
    route = a_route(
        topics=frozenset({Topic.DENIALS}),
        payer_ids=frozenset({3, 12}),
        payer_kinds=frozenset({PayerKind.MEDICAID}),
        owners=frozenset({"BEA"}),
    )

    saved = kept.desk.keep_route(BY, route, place=1)

    assert saved == replace(route, id=saved.id)
    (change,) = route_history(kept.store.db)
    assert (change.route, change.changed.user, change.changed.at.date()) == (saved, "op", TODAY)


def test_an_id_is_never_given_twice(kept: Kept) -> None:
    first = kept.desk.keep_route(BY, a_route(), place=1)
    kept.desk.remove_route(BY, first.id)

    assert kept.desk.keep_route(BY, a_route(), place=1).id != first.id


def test_what_changes_nothing_leaves_no_row(kept: Kept) -> None:
    for _ in range(2):
        route = kept.desk.routes()[0] if kept.desk.routes() else a_route()
        kept.desk.keep_route(BY, route, place=1)
        kept.desk.keep_practice(BY, PracticeSettings(small_balance_cents=999))
        kept.desk.keep_preferences(BEA, replace(kept.desk.preferences_of(BEA), digest=DigestWhen.OFF))
    kept.desk.remove_route(BY, 99)

    assert kept.actions() == ["route.save", "settings.save", "digest.save"]
    assert len(practice_history(kept.store.db)) == len(preferences_history(kept.store.db, "T1", "BEA")) == 1


def test_another_process_sees_a_change_at_once(kept: Kept, tmp_path: Path) -> None:
    other = RoutingDesk(
        ClaimsFile(tmp_path), FixedClock(TODAY), AuditTrail(kept.store, FixedClock(TODAY)), ZoneInfo("UTC")
    )
    assert other.routes() == ()

    kept.desk.keep_route(BY, a_route(), place=1)
    kept.desk.keep_practice(BY, PracticeSettings(unowned_to="BEA"))
    kept.people.change(BY, "T1", "LEE", is_active=False)

    assert [route.channel for route in other.routes()] == ["C1"]
    assert other.practice().unowned_to == "BEA"
    assert other.staff().leads == []


def test_people_are_found_by_the_number_under_which_claims_name_them(kept: Kept) -> None:
    numbers = dict(kept.store.db.execute("SELECT id, user FROM person").fetchall())

    assert {number: one.user for number, one in kept.desk.staff().by_number.items()} == numbers
    assert set(kept.desk.staff().preferences) == {"BEA", "LEE"}


def test_a_payer_that_was_said_to_be_another_goes_where_the_other_goes(kept: Kept) -> None:
    with kept.store.write() as db:
        for number in (1, 2, 3):
            db.conn.execute("INSERT INTO payer (id, key, name, kind) VALUES (?, ?, ?, 'commercial')", [number] * 3)
    kept.desk.keep_route(BY, a_route(payer_ids=frozenset({2})), place=1)

    with kept.store.write() as db:
        say_same_payer(db, 2, 1, at=datetime(2026, 1, 15, tzinfo=UTC), by="op")
        say_same_payer(db, 3, 1, at=datetime(2026, 1, 15, tzinfo=UTC), by="op")

    assert kept.desk.routes()[0].payer_ids == {1, 2, 3}
    assert kept.desk.route_changes()[0].route.payer_ids == {1}
    assert kept.desk.payer_names() == {1: "1"}


@pytest.mark.parametrize("table", ["route", "practice_settings", "person_preferences"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET at = ''"])
def test_the_history_is_neither_changed_nor_thrown_away(kept: Kept, table: str, statement: str) -> None:
    kept.desk.keep_route(BY, a_route(), place=1)
    kept.desk.keep_practice(BY, PracticeSettings(small_balance_cents=999))
    kept.desk.keep_preferences(BEA, replace(kept.desk.preferences_of(BEA), digest=DigestWhen.OFF))

    with pytest.raises(DatabaseError, match="only grows"), kept.store.write() as db:
        db.conn.execute(statement.format(table))

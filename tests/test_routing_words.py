"""Routes, settings and preferences as people read them."""

from datetime import date, time, timedelta

import pytest

from bot.rules.routing_words import (
    dollars,
    never_reached,
    practice_lines,
    preference_lines,
    takes_words,
    time_words,
    week_words,
)
from data.claim_models import PayerKind
from data.routing_models import DigestWhen, PersonPreferences, PracticeSettings, Route, Topic, Where

TODAY = date(2026, 1, 15)
PAYERS = {7: "Sample Plan", 8: "Other Plan"}


@pytest.mark.parametrize(
    ("at", "words"),
    [(time(0), "12:00 AM"), (time(8, 5), "8:05 AM"), (time(12), "12:00 PM"), (time(16, 30), "4:30 PM")],
)
def test_times_read_as_in_the_us(at: time, words: str) -> None:
    assert time_words(at) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({0, 1, 2, 3, 4}, "Monday to Friday"),
        ({0, 2, 5}, "Monday, Wednesday and Saturday"),
        ({5, 6}, "Saturday and Sunday"),
        ({3}, "Thursday"),
        (set(range(7)), "Monday to Sunday"),
    ],
)
def test_the_days_of_a_week(days: set[int], words: str) -> None:
    assert week_words(days) == words


@pytest.mark.parametrize(("cents", "words"), [(2_500, "$25"), (999, "$9.99"), (100_000, "$1,000")])
def test_amounts(cents: int, words: str) -> None:
    assert dollars(cents) == words


ROUTES = [
    (Route(channel="C1"), "everything"),
    (Route(channel="C1", topics=frozenset({Topic.FOLLOW_UPS, Topic.DENIALS})), "denials and follow-ups"),
    (Route(channel="C1", payer_ids=frozenset({7, 8})), "payers: Other Plan and Sample Plan"),
    (Route(channel="C1", payer_ids=frozenset({9})), "payers: payer 9"),
    (
        Route(channel="C1", topics=frozenset({Topic.DENIALS}), payer_kinds=frozenset({PayerKind.MEDICARE})),
        "denials; kinds of payers: Medicare",
    ),
    (Route(channel="C1", owners=frozenset({"U2", "U1"})), "claims of <@U1> and <@U2>"),
]


@pytest.mark.parametrize(("route", "words"), ROUTES)
def test_what_a_route_takes_in_words(route: Route, words: str) -> None:
    assert takes_words(route, PAYERS) == words


def test_a_long_list_is_cut_to_ten_and_a_count() -> None:
    payers = {number: f"Plan {number:02}" for number in range(13)}

    words = takes_words(Route(channel="C1", payer_ids=frozenset(payers)), payers)

    assert words.endswith("Plan 08, Plan 09 and 3 more")


def test_a_route_behind_one_that_takes_everything_is_noticed() -> None:
    rest, denials = Route(channel="C1"), Route(channel="C2", topics=frozenset({Topic.DENIALS}))

    assert never_reached([denials, rest, denials]) == 2
    assert never_reached([denials, rest]) == 0
    assert never_reached([]) == 0


def test_closed_days_that_are_over_are_not_told() -> None:
    practice = PracticeSettings(closed_days=frozenset({TODAY - timedelta(days=1), TODAY}))

    assert "*Closed:* weekends, federal holidays, Thu, Jan 15, 2026" in practice_lines(practice, TODAY)


def test_how_somebody_is_told_in_words() -> None:
    away = PersonPreferences(
        team="T1",
        user="U1",
        time_zone="America/Denver",
        digest=DigestWhen.OFF,
        where=Where.MENTION,
        away_from=TODAY,
        cover="U2",
    )

    assert preference_lines(away) == [
        "*Your list of the day:* off",
        "*Where you are told:* in the claim's channel with your name; in your messages with me where it has no channel",
        "*Your hours:* Monday to Friday, 8:00 AM to 5:00 PM, America/Denver",
        "*Away:* from Thu, Jan 15, 2026 until you say that you are back; <@U2> covers for you",
    ]

"""The playground's store: filled once with invented claims, in the playground's own folder and nowhere else."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fixed_clock import FixedClock

from bot.audit import AuditTrail
from bot.demo import fill_demo_people, fill_demo_routing, fill_demo_store, require_playground
from bot.imports.service import ImportDesk
from bot.people import PeopleDesk
from bot.playground.folder import MARKER
from bot.routing import RoutingDesk
from bot.settings import Settings, read_settings
from data.errors import SettingsError
from data.store.claims import find_claims
from data.store.claims_file import ClaimsFile
from data.store.routing import route_history

CLOCK = FixedClock(date(2026, 1, 15))


@pytest.mark.parametrize("mode", ["minimum", "demo"])
def test_an_empty_playground_is_filled_with_some_four_hundred_claims_once(mode: str, tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    store = ClaimsFile(tmp_path)

    for _ in range(2):
        fill_demo_store(settings(tmp_path, mode), store, ImportDesk(store, CLOCK), CLOCK)

    assert store.db.table("claim").count == 400


def test_the_claim_of_the_examples_is_there_and_denied(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    store = ClaimsFile(tmp_path)

    fill_demo_store(settings(tmp_path, "demo"), store, ImportDesk(store, CLOCK), CLOCK)

    (claim,) = find_claims(store.db, "10432")
    assert claim.position.state == "denied"


@pytest.mark.parametrize("mode", ["minimum", "baa"])
def test_a_practices_own_store_is_never_filled(mode: str, tmp_path: Path) -> None:
    store = ClaimsFile(tmp_path)

    fill_demo_store(settings(tmp_path, mode), store, ImportDesk(store, CLOCK), CLOCK)

    assert store.db.table("claim").count == 0


def test_the_playgrounds_practice_has_routes_a_lead_and_everybodys_own_time_once(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    store = ClaimsFile(tmp_path)
    audit = AuditTrail(store, CLOCK)
    desk = RoutingDesk(store, CLOCK, audit, ZoneInfo("America/New_York"))
    fill_demo_people(settings(tmp_path, "demo"), PeopleDesk(store, CLOCK, audit), CLOCK)

    for _ in range(2):
        fill_demo_routing(settings(tmp_path, "demo"), desk)

    assert [(one.channel, sorted(one.topics)) for one in desk.routes()] == [
        ("C0DENIALS1", ["appeals", "denials"]),
        ("C0BILLING1", []),
    ]
    assert (desk.practice().admin_channel, desk.practice().unowned_to) == ("C0BILLING1", "U0LEE0001")
    assert desk.staff().leads[0] == "U0LEE0001"
    assert desk.staff().preferences["U0CODY001"].time_zone == "America/Chicago"
    assert len(route_history(store.db)) == 2


def test_a_practices_own_routes_are_never_filled(tmp_path: Path) -> None:
    store = ClaimsFile(tmp_path)
    desk = RoutingDesk(store, CLOCK, AuditTrail(store, CLOCK), ZoneInfo("America/New_York"))

    fill_demo_routing(settings(tmp_path, "minimum"), desk)

    assert desk.routes() == ()


def test_the_mode_that_shows_everything_is_refused_outside_the_playground(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="invented claims in the playground only"):
        require_playground(settings(tmp_path, "demo"))

    (tmp_path / MARKER).touch()
    require_playground(settings(tmp_path, "demo"))


def settings(folder: Path, mode: str) -> Settings:
    return read_settings(data_dir=folder, environment={"BILLING_BOT_MODE": mode})

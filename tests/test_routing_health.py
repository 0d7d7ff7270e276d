"""What `check` says of the channels that get claims."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fixed_clock import FixedClock
from playground_bot import a_manifest, a_playground

from bot.audit import AuditTrail
from bot.health import check_health
from bot.people import local_operator
from bot.routing import RoutingDesk
from bot.rules.channels import ChannelState
from bot.settings import read_settings
from bot.slack_directory import SlackDirectory
from data.routing_models import PracticeSettings, Route
from data.store.claims_file import ClaimsFile

CLOCK = FixedClock(date(2026, 1, 15))


def told(codes_dir: Path, folder: Path, **environment: str) -> list[str]:
    settings = read_settings(data_dir=folder, environment={"BILLING_BOT_CODES_DIR": str(codes_dir), **environment})
    found = [one for one in check_health(settings) if one.name == "channels"]
    return [f"{'ok' if one.ok else 'NO'} {one.text}" for one in found]


def a_desk(folder: Path) -> RoutingDesk:
    store = ClaimsFile(folder)
    return RoutingDesk(store, CLOCK, AuditTrail(store, CLOCK), ZoneInfo("UTC"))


def test_a_practice_in_which_no_channel_gets_anything_is_told(codes_dir: Path, tmp_path: Path) -> None:
    a_desk(tmp_path)

    assert told(codes_dir, tmp_path) == ["ok no channel gets claims: people are told in their own messages alone"]


def test_channels_are_counted_where_slack_cannot_be_asked(codes_dir: Path, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for place in (1, 2):
        desk.keep_route(local_operator(), Route(channel="C0BILLING1"), place=place)
    desk.keep_practice(local_operator(), PracticeSettings(admin_channel="C0CODING01"))

    assert told(codes_dir, tmp_path) == ["ok 2 channels set"]


def test_a_channel_that_may_not_get_claims_any_more_is_told(codes_dir: Path, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for place, channel in enumerate(("C0BILLING1", "C0GENERAL1", "C0PARTNER1", "C0NOWHERE1"), 1):
        desk.keep_route(local_operator(), Route(channel=channel), place=place)

    with a_playground() as stage:
        found = told(codes_dir, tmp_path, SLACK_API_URL=stage.server.api_url, SLACK_BOT_TOKEN=stage.server.bot_token)

    assert found == [
        "NO C0GENERAL1 does not have the bot in it",
        "NO C0PARTNER1 is shared with another organization",
        "NO C0NOWHERE1 is not there, or is private without the bot in it",
    ]


@pytest.mark.parametrize("scopes", [["chat:write"], ["chat:write", "channels:read"]])
def test_a_private_channel_is_unknown_without_the_scope(scopes: list[str]) -> None:
    with a_playground(manifest=a_manifest(scopes=scopes)) as stage:
        directory = SlackDirectory(stage.server.bot_token, stage.server.api_url)

        assert directory.state_of("C0BILLING1") is ChannelState.NO_SCOPE
        assert directory.time_zone_of("U0CODY001") == ""


def test_where_slack_does_not_answer_nothing_is_known() -> None:
    directory = SlackDirectory("xoxb-none", "http://127.0.0.1:9/api/")

    assert directory.state_of("C0BILLING1") is ChannelState.UNKNOWN
    assert directory.time_zone_of("U0CODY001") == ""

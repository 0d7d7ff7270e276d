"""What `check` says of what waits to be sent, of alarms, and of the scopes for looking after a message."""

from pathlib import Path

from outbox_world import CHANNEL, a_world
from playground_bot import a_manifest, a_playground

from bot.health import Finding, check_health
from bot.manifest import HISTORY_SCOPES, SCOPES
from bot.settings import read_settings


def findings(codes_dir: Path, folder: Path, **environment: str) -> dict[str, Finding]:
    settings = read_settings(data_dir=folder, environment={"BILLING_BOT_CODES_DIR": str(codes_dir), **environment})
    return {finding.name: finding for finding in check_health(settings)}


def scopes_found(codes_dir: Path, folder: Path, scopes: list[str]) -> Finding:
    with a_playground(manifest=a_manifest(scopes=scopes)) as stage:
        slack = {"SLACK_BOT_TOKEN": stage.server.bot_token, "SLACK_API_URL": stage.server.api_url}
        return findings(codes_dir, folder, **slack)["scopes"]


def test_what_is_due_and_every_alarm_is_told(codes_dir: Path, tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.add("k1", in_s=-400 * 86_400)
    world.add("k2", in_s=-400 * 86_400, destination="C0OTHER001")
    world.slack.refuses[CHANNEL] = "is_archived"
    world.slack.refuses["C0OTHER001"] = "token_revoked"
    world.deliver()

    found = findings(codes_dir, tmp_path)

    assert found["outbox"].text == "1 message due and not out yet"
    assert [name for name, one in found.items() if name.startswith("alarm ") and not one.ok] == [
        "alarm dead:1",
        f"alarm destination:{CHANNEL}",
        "alarm slack",
    ]
    assert found["alarm slack"].text == "Slack refuses the bot (token_revoked); every message waits"


def test_scopes_for_history_may_be_missing(codes_dir: Path, tmp_path: Path) -> None:
    found = scopes_found(codes_dir, tmp_path, sorted(set(SCOPES) - {HISTORY_SCOPES[0]}))

    assert found.ok
    assert found.text == (
        "without channels:history a reminder may come twice when Slack's answer gets lost; it says so then"
    )
    assert found.mend


def test_other_scopes_may_not(codes_dir: Path, tmp_path: Path) -> None:
    found = scopes_found(codes_dir, tmp_path, sorted(set(SCOPES) - {"chat:write", *HISTORY_SCOPES}))

    assert (found.ok, found.text) == (False, "missing chat:write")


def test_all_scopes_are_enough(codes_dir: Path, tmp_path: Path) -> None:
    found = scopes_found(codes_dir, tmp_path, list(SCOPES))

    assert (found.ok, found.text, found.mend) == (True, "all that are needed", "")

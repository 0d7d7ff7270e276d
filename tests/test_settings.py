"""Settings come from the flag, then the environment, then defaults; every problem is told at once, no secret ever."""

from pathlib import Path

import pytest

from bot.settings import Settings, child_environment, clock_of, read_settings, require_slack_tokens
from data.errors import SettingsError

BOT = "xoxb-1-secret"
APP = "xapp-1-secret"


def settings_from(**environment: str) -> Settings:
    return read_settings(environment=environment)


def problems_of(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        read_settings(environment=environment)
    return refused.value.problems


def test_without_any_setting_there_are_defaults() -> None:
    settings = settings_from()

    assert settings.data_dir == Path(__file__).resolve().parents[1] / "data" / "local"
    assert settings.codes_dir == settings.data_dir
    assert settings.time_zone.key == "America/New_York"
    assert settings.mode == "minimum"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.bot_token, settings.app_token, settings.days_ahead_file) == ("", "", None)


def test_the_flag_goes_before_the_environment(tmp_path: Path) -> None:
    environment = {"BILLING_BOT_DATA_DIR": str(tmp_path / "environment")}

    assert read_settings(data_dir=tmp_path / "flag", environment=environment).data_dir == tmp_path / "flag"
    assert read_settings(environment=environment).data_dir == tmp_path / "environment"


def test_the_environment_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BILLING_BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BILLING_BOT_TIME_ZONE", "America/Chicago")

    settings = read_settings()

    assert (settings.data_dir, settings.time_zone.key) == (tmp_path, "America/Chicago")


def test_codes_may_live_in_a_folder_of_their_own(tmp_path: Path) -> None:
    settings = settings_from(BILLING_BOT_DATA_DIR=str(tmp_path), BILLING_BOT_CODES_DIR=str(tmp_path / "codes"))

    assert (settings.data_dir, settings.codes_dir) == (tmp_path, tmp_path / "codes")


def test_folders_become_absolute_and_home_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/bea")

    assert settings_from(BILLING_BOT_DATA_DIR="here").data_dir == tmp_path / "here"
    assert settings_from(BILLING_BOT_DATA_DIR="~/bot").data_dir == Path("/home/bea/bot")


def test_blank_settings_are_no_settings() -> None:
    blank = dict.fromkeys(["BILLING_BOT_DATA_DIR", "BILLING_BOT_TIME_ZONE", "BILLING_BOT_MODE", "SLACK_BOT_TOKEN"], " ")

    assert settings_from(**blank) == settings_from()


def test_every_problem_is_told_at_once() -> None:
    problems = problems_of(
        BILLING_BOT_DATA_DIR="~nobody-of-that-name/bot",
        BILLING_BOT_TIME_ZONE="Eastern",
        BILLING_BOT_MODE="everything",
        SLACK_API_URL="http://slack.example/api/",
        SLACK_BOT_TOKEN="xoxp-wrong-kind",
        SLACK_APP_TOKEN="xoxb-wrong-kind",
    )

    named = ["DATA_DIR", "API_URL", "TIME_ZONE", "MODE", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert len(problems) == len(named)
    assert all(any(name in problem for problem in problems) for name in named)


def test_the_error_reads_as_a_list_with_a_hint() -> None:
    with pytest.raises(SettingsError) as refused:
        settings_from(BILLING_BOT_MODE="loud", BILLING_BOT_TIME_ZONE="Mars")

    lines = str(refused.value).splitlines()
    assert lines[0] == "The settings have problems:"
    assert all(line.startswith("- BILLING_BOT_") for line in lines[1:])
    assert len(lines) == 3
    assert refused.value.hint


@pytest.mark.parametrize(
    "zone", ["Eastern", "America", "../../etc/passwd", "/etc/passwd", "America/New_York\x00", "EST5EDT4", "x" * 500]
)
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    [problem] = problems_of(BILLING_BOT_TIME_ZONE=zone)

    assert "no time zone name like America/New_York" in problem


@pytest.mark.parametrize("zone", ["America/Chicago", "Pacific/Honolulu", "UTC", "America/Puerto_Rico"])
def test_a_time_zone_is_named_as_in_the_tz_database(zone: str) -> None:
    assert settings_from(BILLING_BOT_TIME_ZONE=zone).time_zone.key == zone


@pytest.mark.parametrize("mode", ["minimum", "baa", "demo"])
def test_there_are_three_modes(mode: str) -> None:
    assert settings_from(BILLING_BOT_MODE=mode).mode == mode


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("https://slack.com/api/", "https://slack.com/api/"),
        ("https://slack-gov.com/api", "https://slack-gov.com/api/"),
        ("http://127.0.0.1:8360/api/", "http://127.0.0.1:8360/api/"),
        ("http://localhost:8360/api", "http://localhost:8360/api/"),
        ("http://[::1]:8360/api/", "http://[::1]:8360/api/"),
    ],
)
def test_slack_is_asked_by_https_or_on_this_machine(url: str, used: str) -> None:
    assert settings_from(SLACK_API_URL=url).slack_api_url == used


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.com/api/",
        "http://127.0.0.1.example.com/api/",
        "http://localhost.example.com:80/",
        "http://127.0.0.1:80@example.com/api/",
        "http://localhost:pw@example.com/",
        "ftp://slack.com/",
        "slack.com",
        "https://",
        "https:///api/",
        "http://[::1",
        "http://127.0.0.1:port/",
    ],
)
def test_a_token_is_never_sent_in_the_clear_to_another_machine(url: str) -> None:
    [problem] = problems_of(SLACK_API_URL=url)

    assert problem == "SLACK_API_URL must be https, or http on this machine only"


@pytest.mark.parametrize("channel", ["#billing", "billing", "c0123abcd", "D0123ABCD", "C0123-ABCD", "C"])
def test_the_import_channel_is_named_by_its_id(channel: str) -> None:
    [problem] = problems_of(BILLING_BOT_IMPORT_CHANNEL=channel)

    assert problem.startswith("BILLING_BOT_IMPORT_CHANNEL is no channel id like C0123ABCD")
    assert settings_from(BILLING_BOT_IMPORT_CHANNEL=" C0123ABCD ").import_channel == "C0123ABCD"


def test_the_inbox_lies_in_the_data_folder_or_where_it_is_said(tmp_path: Path) -> None:
    assert settings_from(BILLING_BOT_DATA_DIR=str(tmp_path)).inbox_dir == tmp_path / "inbox"
    assert settings_from(BILLING_BOT_INBOX_DIR=str(tmp_path / "in")).inbox_dir == tmp_path / "in"


def test_tokens_are_never_shown() -> None:
    settings = settings_from(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP)

    assert (settings.bot_token, settings.app_token) == (BOT, APP)
    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)


def test_a_wrong_token_is_named_without_its_value() -> None:
    problems = problems_of(SLACK_BOT_TOKEN="secret-of-another-kind", SLACK_APP_TOKEN="secret too")

    assert problems == ["SLACK_BOT_TOKEN does not start with xoxb-", "SLACK_APP_TOKEN does not start with xapp-"]


def test_running_needs_both_tokens_and_names_the_missing_ones() -> None:
    with pytest.raises(SettingsError) as refused:
        require_slack_tokens(settings_from())

    assert [problem.split()[0] for problem in refused.value.problems] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert "billing-bot playground" in refused.value.hint


def test_running_with_one_token_names_the_other() -> None:
    with pytest.raises(SettingsError) as refused:
        require_slack_tokens(settings_from(SLACK_BOT_TOKEN=BOT))

    assert [problem.split()[0] for problem in refused.value.problems] == ["SLACK_APP_TOKEN"]


def test_both_tokens_are_enough_to_run() -> None:
    require_slack_tokens(settings_from(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP))


@pytest.mark.parametrize(("text", "port"), [("", 0), (" 8361 ", 8361), ("1", 1), ("65535", 65535)])
def test_the_crosswalk_page_has_a_port_or_is_off(text: str, port: int) -> None:
    assert settings_from(BILLING_BOT_CROSSWALK_PORT=text).crosswalk_port == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80a", "8361.0", "٨", "999999999"])
def test_what_is_no_port_is_refused(text: str) -> None:
    assert problems_of(BILLING_BOT_CROSSWALK_PORT=text) == [
        "BILLING_BOT_CROSSWALK_PORT is no port number from 1 to 65535"
    ]


def child_of(settings: Settings, folder: Path) -> Settings:
    environment = child_environment(
        settings,
        data_dir=folder / "playground",
        slack_api_url="http://127.0.0.1:8360/api/",
        bot_token="xoxb-local",
        app_token="xapp-local",
        days_ahead_file=folder / "days",
        import_channel="",
    )
    return read_settings(environment=environment)


def test_the_playgrounds_bot_keeps_a_mode_that_was_set_and_not_the_practices_port(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BILLING_BOT_CROSSWALK_PORT", "8361")
    monkeypatch.setenv("BILLING_BOT_MODE", "minimum")

    child = child_of(read_settings(), tmp_path)

    assert (child.mode, child.crosswalk_port) == ("minimum", 0)


def test_the_playgrounds_bot_gets_its_own_slack_and_no_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "example")
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    settings = settings_from(BILLING_BOT_TIME_ZONE="America/Denver", BILLING_BOT_CODES_DIR=str(tmp_path / "codes"))

    environment = child_environment(
        settings,
        data_dir=tmp_path / "playground",
        slack_api_url="http://127.0.0.1:8360/api/",
        bot_token="xoxb-local",
        app_token="xapp-local",
        days_ahead_file=tmp_path / "days",
        import_channel="",
    )
    child = read_settings(environment=environment)

    assert not [name for name in environment if name.lower().endswith("_proxy")]
    assert (child.data_dir, child.codes_dir) == (tmp_path / "playground", tmp_path / "codes")
    assert (child.mode, child.time_zone.key) == ("demo", "America/Denver")
    assert (child.slack_api_url, child.bot_token, child.app_token) == (
        "http://127.0.0.1:8360/api/",
        "xoxb-local",
        "xapp-local",
    )
    assert child.days_ahead_file == tmp_path / "days"


@pytest.mark.parametrize(("written", "days"), [("0", 0), ("3", 3), ("-400", -400), ("", 0), ("soon", 0)])
def test_the_clock_is_moved_by_the_days_in_its_file(tmp_path: Path, written: str, days: int) -> None:
    file = tmp_path / "days"
    plain = clock_of(settings_from())
    before = plain.now()

    file.write_text(written)
    moved = clock_of(settings_from(BILLING_BOT_DAYS_AHEAD_FILE=str(file))).now()

    assert days == round((moved - before).total_seconds() / 86_400)


def test_a_clock_without_its_file_is_not_moved(tmp_path: Path) -> None:
    moved = clock_of(settings_from(BILLING_BOT_DAYS_AHEAD_FILE=str(tmp_path / "none"))).now()

    assert abs((moved - clock_of(settings_from()).now()).total_seconds()) < 60
    assert moved.utcoffset() is not None

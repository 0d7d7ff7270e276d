"""The only reader of the environment: typed settings, every problem reported at once, secrets never shown."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import platformdirs

from bot.clock import SystemClock
from data.errors import SettingsError

MODES = ("minimum", "baa", "demo")
DEFAULT_TIME_ZONE = "America/New_York"
SLACK_API_URL = "https://slack.com/api/"
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,20}")
_PORT = re.compile(r"[0-9]{1,5}")
_LAST_PORT = 65_535
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one process runs with. Tokens are kept out of `repr`; "" means not set."""

    data_dir: Path
    codes_dir: Path
    """Where codes.db lives: the data folder unless BILLING_BOT_CODES_DIR says otherwise."""
    time_zone: ZoneInfo
    mode: str
    slack_api_url: str
    days_ahead_file: Path | None
    inbox_dir: Path
    """Where the office's files are put: `inbox` in the data folder unless BILLING_BOT_INBOX_DIR says otherwise."""
    import_channel: str
    """Channel id for a summary of what came in; "" for none."""
    crosswalk_port: int
    """Port of the crosswalk page on 127.0.0.1; 0 for no page."""
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)


def read_settings(*, data_dir: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the flag, then the environment, then defaults. Raises SettingsError naming every problem."""
    env = os.environ if environment is None else environment
    problems: list[str] = []
    folder = (data_dir or _path(env, "BILLING_BOT_DATA_DIR", problems) or _default_data_dir()).absolute()
    settings = Settings(
        data_dir=folder,
        codes_dir=(_path(env, "BILLING_BOT_CODES_DIR", problems) or folder).absolute(),
        time_zone=_time_zone(env, problems),
        mode=_mode(env, problems),
        slack_api_url=_api_url(env, problems),
        days_ahead_file=_path(env, "BILLING_BOT_DAYS_AHEAD_FILE", problems),
        inbox_dir=(_path(env, "BILLING_BOT_INBOX_DIR", problems) or folder / "inbox").absolute(),
        import_channel=_channel(env, "BILLING_BOT_IMPORT_CHANNEL", problems),
        crosswalk_port=_port(env, "BILLING_BOT_CROSSWALK_PORT", problems),
        bot_token=_token(env, "SLACK_BOT_TOKEN", "xoxb-", problems),
        app_token=_token(env, "SLACK_APP_TOKEN", "xapp-", problems),
    )
    if problems:
        raise SettingsError(problems)
    return settings


def require_slack_tokens(settings: Settings) -> None:
    """Raises SettingsError naming each token that `run` needs and does not have."""
    wanted = {
        "SLACK_BOT_TOKEN is not set: it is the Bot User OAuth Token (xoxb-...) under OAuth & Permissions": (
            settings.bot_token
        ),
        "SLACK_APP_TOKEN is not set: it is an app-level token (xapp-...) with connections:write": settings.app_token,
    }
    missing = [text for text, value in wanted.items() if not value]
    if missing:
        raise SettingsError(
            missing,
            hint="Create the app from `billing-bot manifest`, set the tokens, and start again. "
            "Without Slack, try `billing-bot playground`.",
        )


def clock_of(settings: Settings) -> SystemClock:
    """The practice's clock, as the settings place it."""
    return SystemClock(settings.time_zone, settings.days_ahead_file)


def child_environment(
    settings: Settings,
    *,
    data_dir: Path,
    slack_api_url: str,
    bot_token: str,
    app_token: str,
    days_ahead_file: Path,
    import_channel: str,
) -> dict[str, str]:
    """The complete environment of the playground's bot: this process's own, pointed at the local Slack.

    A mode that was set is kept, so that one can see what `minimum` and `baa` show; else it is demo. Left out are a
    proxy, through which slack_sdk would send the local address, and the crosswalk page, whose port a practice's bot may
    have.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return inherited | {
        "BILLING_BOT_DATA_DIR": str(data_dir),
        "BILLING_BOT_CODES_DIR": str(settings.codes_dir),
        "BILLING_BOT_TIME_ZONE": settings.time_zone.key,
        "BILLING_BOT_MODE": os.environ.get("BILLING_BOT_MODE", "").strip() or "demo",
        "BILLING_BOT_INBOX_DIR": str(data_dir / "inbox"),
        "BILLING_BOT_IMPORT_CHANNEL": import_channel,
        "BILLING_BOT_CROSSWALK_PORT": "",
        "BILLING_BOT_DAYS_AHEAD_FILE": str(days_ahead_file),
        "SLACK_API_URL": slack_api_url,
        "SLACK_BOT_TOKEN": bot_token,
        "SLACK_APP_TOKEN": app_token,
    }


def _default_data_dir() -> Path:
    checkout = Path(__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "data" / "local"
    return Path(platformdirs.user_data_dir("billing-bot", appauthor=False))


def _path(env: Mapping[str, str], name: str, problems: list[str]) -> Path | None:
    value = env.get(name, "").strip()
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError:
        problems.append(f"{name} starts with ~ and a name that is no user of this machine")
        return None


def _time_zone(env: Mapping[str, str], problems: list[str]) -> ZoneInfo:
    name = env.get("BILLING_BOT_TIME_ZONE", "").strip() or DEFAULT_TIME_ZONE
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError; folders raise OSError
        problems.append(f"BILLING_BOT_TIME_ZONE is no time zone name like {DEFAULT_TIME_ZONE} or America/Chicago")
        return ZoneInfo(DEFAULT_TIME_ZONE)


def _mode(env: Mapping[str, str], problems: list[str]) -> str:
    mode = env.get("BILLING_BOT_MODE", "").strip() or "minimum"
    if mode not in MODES:
        problems.append(f"BILLING_BOT_MODE is none of {', '.join(MODES)}")
    return mode


def _api_url(env: Mapping[str, str], problems: list[str]) -> str:
    url = env.get("SLACK_API_URL", "").strip() or SLACK_API_URL
    if not _keeps_tokens_safe(url):
        problems.append("SLACK_API_URL must be https, or http on this machine only")
    return url if url.endswith("/") else url + "/"


def _keeps_tokens_safe(url: str) -> bool:
    """Judged by the host that is really asked: "http://127.0.0.1:80@example.com/" asks example.com."""
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return whole and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE))


def _channel(env: Mapping[str, str], name: str, problems: list[str]) -> str:
    channel = env.get(name, "").strip()
    if channel and not _CHANNEL_ID.fullmatch(channel):
        problems.append(f"{name} is no channel id like C0123ABCD: copy it from the channel's details, not its name")
    return channel


def _port(env: Mapping[str, str], name: str, problems: list[str]) -> int:
    port = env.get(name, "").strip()
    if not port:
        return 0
    if not _PORT.fullmatch(port) or not 0 < int(port) <= _LAST_PORT:
        problems.append(f"{name} is no port number from 1 to {_LAST_PORT}")
        return 0
    return int(port)


def _token(env: Mapping[str, str], name: str, prefix: str, problems: list[str]) -> str:
    token = env.get(name, "").strip()
    if token and not token.startswith(prefix):
        problems.append(f"{name} does not start with {prefix}")
    return token

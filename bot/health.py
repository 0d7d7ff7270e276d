"""Whether everything is in place to run: one finding a matter, each with its mend; it mends nothing itself."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.clock import SystemClock
from bot.code_sets import open_lookup
from bot.help_desk import HelpDesk
from bot.inbox_files import REFUSED, WAITING, files_in
from bot.manifest import HISTORY_SCOPES, SCOPES
from bot.routed_channels import amiss, routed_channels
from bot.settings import Settings, clock_of
from bot.views.plain import counted
from data.errors import BillingBotError
from data.people_models import Person, Role
from data.store.alarms import list_alarms
from data.store.audit import find_broken, read_head
from data.store.claims import count_claims
from data.store.claims_file import FILE_NAME as CLAIMS_FILE
from data.store.claims_file import ClaimsFile, find_claims_damage
from data.store.code_file import FILE_NAME, find_damage
from data.store.connection import SQLITE_VERSION, sqlite_is_safe
from data.store.outbox import count_due
from data.store.people import list_people

_CLOCK_MAY_DIFFER_S = 60
_TIMEOUT_S = 10
_ALARM_MEND = 'docs/running.md says under "What the bot sends by itself" what it means. The log has more.'


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One matter. `mend` is the next step, "" where none is needed."""

    name: str
    ok: bool
    text: str
    mend: str = ""


def check_health(settings: Settings) -> list[Finding]:
    """Every matter in the order in which a new install meets them."""
    return [
        _folder(settings.data_dir),
        _sqlite(),
        *_codes(settings),
        _claims(settings),
        *_people(settings),
        *_routes(settings),
        *_outbox(settings),
        *_inbox(settings),
        *_slack(settings),
    ]


def _folder(folder: Path) -> Finding:
    if folder.stat().st_mode & 0o077:
        return Finding(name="data folder", ok=False, text="others can read it", mend=f"chmod 700 {folder}")
    return Finding(name="data folder", ok=True, text=str(folder))


def _sqlite() -> Finding:
    if sqlite_is_safe():
        return Finding(name="SQLite", ok=True, text=SQLITE_VERSION)
    return Finding(
        name="SQLite",
        ok=True,
        text=f"{SQLITE_VERSION}: older than 3.51.3, which mends a rare fault in write-ahead logs",
        mend="Claims are kept with a slower rollback journal, which is safe. A Python with a newer SQLite is faster.",
    )


def _codes(settings: Settings) -> list[Finding]:
    try:
        lookup = open_lookup(settings, clock_of(settings))
        releases = lookup.releases()
    except BillingBotError as error:
        return [Finding(name="code store", ok=False, text=str(error), mend=error.hint)]
    path = settings.codes_dir / FILE_NAME
    damage = find_damage(path)
    if damage:
        return [Finding(name="code store", ok=False, text=damage, mend=f"Delete {path}: it is built again.")]
    count = sum(release.codes for release in releases)
    old = HelpDesk(lookup, clock_of(settings)).warnings(releases)
    freshness = [
        Finding(
            name="code editions",
            ok=True,
            text=text,
            mend="Check changed codes against the edition in force before you bill, or load it from the official file: "
            "`billing-bot codes import FILE`.",
        )
        for text in old
    ]
    return [Finding(name="code store", ok=True, text=f"{count:,} codes, whole"), *freshness]


def _claims(settings: Settings) -> Finding:
    """The claim store is made when it is first needed; a missing one is an empty one."""
    if not (settings.data_dir / CLAIMS_FILE).exists():
        return Finding(name="claim store", ok=True, text="none yet: it is made with the first import")
    try:
        with ClaimsFile(settings.data_dir).read() as db:
            damage, claims = find_claims_damage(db), count_claims(db)
    except BillingBotError as error:
        return Finding(name="claim store", ok=False, text=str(error), mend=error.hint)
    if damage:
        return Finding(name="claim store", ok=False, text=damage, mend="Stop the bot and restore your newest backup.")
    return Finding(name="claim store", ok=True, text=f"{counted(claims, 'claim')}, whole")


def _people(settings: Settings) -> list[Finding]:
    """Whether anybody may use the bot, and whether what they saw and did stands as it was written."""
    if not (settings.data_dir / CLAIMS_FILE).exists():
        return [_staff([])]
    try:
        with ClaimsFile(settings.data_dir).read() as db:
            people, broken, rows = list_people(db), find_broken(db), read_head(db).count
    except BillingBotError:  # said of the claim store already
        return []
    return [_staff(people), _audit_trail(broken, rows)]


def _staff(people: list[Person]) -> Finding:
    active = [one for one in people if one.is_active]
    admins = [one for one in active if Role.ADMIN in one.roles]
    if admins:
        text = f"{len(active)} active, {counted(len(admins), 'administrator')} among them"
        return Finding(name="people", ok=True, text=text)
    mend = "Add the first one: billing-bot people add TEAM USER --name NAME --role admin"
    text = "no administrator yet" if active else "nobody yet: the bot answers no one"
    return Finding(name="people", ok=False, text=text, mend=mend)


def _audit_trail(broken: int | None, rows: int) -> Finding:
    if broken is None:
        return Finding(name="audit trail", ok=True, text=f"{counted(rows, 'row')}, whole")
    mend = "Keep a copy of claims.db as it is and compare it with your newest backup: somebody changed it by hand."
    return Finding(name="audit trail", ok=False, text=f"broken at row {broken}", mend=mend)


def _outbox(settings: Settings) -> list[Finding]:
    """What waits to be sent, and every alarm that stands."""
    if not (settings.data_dir / CLAIMS_FILE).exists():
        return []
    try:
        with ClaimsFile(settings.data_dir).read() as db:
            waiting, alarms = count_due(db, clock_of(settings).now()), list_alarms(db)
    except BillingBotError:  # said of the claim store already
        return []
    findings = [Finding(name=f"alarm {one.name}", ok=False, text=one.text, mend=_ALARM_MEND) for one in alarms]
    return [Finding(name="outbox", ok=True, text=f"{counted(waiting, 'message')} due and not out yet"), *findings]


def _routes(settings: Settings) -> list[Finding]:
    """Whether any channel gets claims, and whether each still may, as far as Slack can be asked."""
    if not (settings.data_dir / CLAIMS_FILE).exists():
        return []
    try:
        with ClaimsFile(settings.data_dir).read() as db:
            channels = routed_channels(db)
    except BillingBotError:  # said of the claim store already
        return []
    if not channels:
        text = "no channel gets claims: people are told in their own messages alone"
        return [Finding(name="channels", ok=True, text=text, mend="Type /billing settings in Slack to add one.")]
    mend = "Type /invite @billing-bot there, or choose another channel with /billing settings."
    wrong = [Finding(name="channels", ok=False, text=text, mend=mend) for text in amiss(channels, settings)]
    return wrong or [Finding(name="channels", ok=True, text=f"{counted(len(channels), 'channel')} set")]


def _inbox(settings: Settings) -> list[Finding]:
    """Whether files can come in, and how many wait for a person. The folder is made when the bot starts."""
    folder = settings.inbox_dir
    if not folder.exists():
        return [Finding(name="inbox", ok=True, text="none yet: it is made when the bot starts")]
    try:
        waiting = len(files_in(folder / WAITING)) if (folder / WAITING).exists() else 0
        refused = len(files_in(folder / REFUSED)) if (folder / REFUSED).exists() else 0
    except OSError as error:
        return [_unusable_inbox(folder, error.strerror or type(error).__name__)]
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return [_unusable_inbox(folder, "it is no folder that the bot may write")]
    findings = []
    if waiting:
        text = f"{waiting} waiting until their columns are named"
        findings.append(Finding(name="inbox", ok=True, text=text, mend="Type /billing import, or see their reports."))
    if refused:
        mend = f"Read the reports in {folder / REFUSED}; put mended files back into the inbox and delete these."
        findings.append(Finding(name="inbox", ok=True, text=f"{refused} refused", mend=mend))
    return findings or [Finding(name="inbox", ok=True, text=f"{folder}: no file waits for a person")]


def _unusable_inbox(folder: Path, why: str) -> Finding:
    mend = "Let the bot read and write it, or set BILLING_BOT_INBOX_DIR to another folder."
    return Finding(name="inbox", ok=False, text=f"{folder} cannot be used: {why}", mend=mend)


def _slack(settings: Settings) -> list[Finding]:
    """Tokens, scopes and the clock, asked of Slack itself where tokens are set."""
    findings = []
    if not settings.bot_token:
        findings.append(_missing("SLACK_BOT_TOKEN", "OAuth & Permissions, Bot User OAuth Token (xoxb-...)"))
    if not settings.app_token:
        findings.append(_missing("SLACK_APP_TOKEN", "Basic Information, App-Level Tokens, with connections:write"))
    client = WebClient(base_url=settings.slack_api_url, timeout=_TIMEOUT_S, retry_handlers=[])
    if settings.bot_token:
        findings += _bot_token(client, settings)
    if settings.app_token:
        findings.append(_app_token(client, settings))
    return findings


def _missing(name: str, where: str) -> Finding:
    return Finding(
        name=name,
        ok=False,
        text="not set",
        mend=f"Create the app from `billing-bot manifest`, then set it from {where}. The playground needs none.",
    )


def _bot_token(client: WebClient, settings: Settings) -> list[Finding]:
    try:
        answer = client.auth_test(token=settings.bot_token)
    except (SlackClientError, OSError) as error:
        return [_refused("SLACK_BOT_TOKEN", error)]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    findings = [Finding(name="SLACK_BOT_TOKEN", ok=True, text=f"accepted for {answer.get('team', 'the workspace')}")]
    granted = headers.get("x-oauth-scopes", "")
    if granted:
        findings += _scopes(set(granted.replace(" ", "").split(",")))
    if "date" in headers:
        findings.append(_clock(headers["date"], clock_of(settings)))
    return findings


def _scopes(granted: set[str]) -> list[Finding]:
    """Those for history may be left out: then the bot cannot look whether a message arrived whose answer got lost."""
    missing = sorted(set(SCOPES) - granted - set(HISTORY_SCOPES))
    unread = sorted(set(HISTORY_SCOPES) - granted)
    mend = "Add them under OAuth & Permissions, or update the app's manifest, and install it again."
    if missing:
        return [Finding(name="scopes", ok=False, text=f"missing {', '.join(missing)}", mend=mend)]
    if unread:
        text = f"without {', '.join(unread)} a reminder may come twice when Slack's answer gets lost; it says so then"
        return [Finding(name="scopes", ok=True, text=text, mend=mend)]
    return [Finding(name="scopes", ok=True, text="all that are needed")]


def _app_token(client: WebClient, settings: Settings) -> Finding:
    try:
        client.apps_connections_open(app_token=settings.app_token)
    except (SlackClientError, OSError) as error:
        return _refused("SLACK_APP_TOKEN", error)
    return Finding(name="SLACK_APP_TOKEN", ok=True, text="accepted for Socket Mode")


def _refused(name: str, error: Exception) -> Finding:
    if isinstance(error, SlackApiError):
        text = f"refused by Slack: {error.response.get('error', 'no reason given')}"
        return Finding(name=name, ok=False, text=text, mend="Copy the token again from the app's page, and restart.")
    return Finding(
        name=name,
        ok=False,
        text=f"Slack could not be reached ({error.__class__.__name__})",
        mend="Check the network, a proxy, and SLACK_API_URL.",
    )


def _clock(header: str, clock: SystemClock) -> Finding:
    """This machine's time against the Date of Slack's answer: requests that are minutes off are refused."""
    try:
        theirs = parsedate_to_datetime(header)
    except ValueError:
        theirs = datetime.min.replace(tzinfo=UTC)
    off = abs((clock.now() - theirs).total_seconds())
    if off <= _CLOCK_MAY_DIFFER_S:
        return Finding(name="clock", ok=True, text=f"{off:.0f} s from Slack's")
    return Finding(name="clock", ok=False, text=f"{off:.0f} s off Slack's", mend="Turn on network time (NTP).")

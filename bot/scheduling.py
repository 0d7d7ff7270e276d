"""The fixed list of scheduled jobs; each calls one service, nothing else happens here."""

import logging
from datetime import UTC
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.clock import machine_now
from bot.delivery import Delivery
from bot.reports_in_chat import ReportFile
from bot.services import Services
from bot.settings import Settings
from bot.watchdog import Watchdog

INBOX_S = 30
CROSSWALK_S = 300
REMINDERS = "reminders"
TICK_S = 60.0
PAGE_TURN_S = 1.0
_log = logging.getLogger(__name__)


def start_scheduler(
    services: Services, client: WebClient, delivery: Delivery, watchdog: Watchdog, *, tick_s: float = TICK_S
) -> BackgroundScheduler:
    """Jobs on a background thread. A run that was missed runs late, once: none is dropped."""
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(warn_of_old_codes, CronTrigger(hour=11, timezone=UTC), args=[services], id="code-set freshness")
    every = IntervalTrigger(seconds=INBOX_S, timezone=UTC)
    scheduler.add_job(take_inbox, every, args=[services, client], id="inbox folder")
    scheduler.add_job(keep_crosswalk, args=[services], id="crosswalk at the start")
    again = IntervalTrigger(seconds=CROSSWALK_S, timezone=UTC)
    scheduler.add_job(keep_crosswalk, again, args=[services], id="crosswalk")
    nightly = CronTrigger(hour=8, timezone=UTC)
    scheduler.add_job(tidy, nightly, args=[services], id="old messages")
    ticking = IntervalTrigger(seconds=tick_s, timezone=UTC)
    ticked = (services, client, delivery, watchdog)
    scheduler.add_job(tick, ticking, args=ticked, id=REMINDERS, next_run_time=machine_now())
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is still sending is no cause for a warning
    scheduler.start()
    return scheduler


def tick(services: Services, client: WebClient, delivery: Delivery, watchdog: Watchdog) -> None:
    """The daily check and the delivery of what it found: all state is rows, so that a missed tick loses nothing."""
    if delivery.may_send():
        add_weekly(services, client)
    services.reminding.ticker.tick(delivery)
    watchdog.beat()


def add_weekly(services: Services, client: WebClient) -> bool:
    """The week's report, once its time has come; whether it was made. What fails is tried at the next tick."""
    try:
        return services.weekly.add_due(partial(upload_picture, client))
    except Exception:  # the edge of one part of a tick: reminders go out all the same
        _log.exception("weekly report not made")
        return False


def upload_picture(client: WebClient, picture: ReportFile) -> str:
    """Slack's id of the picture, which nobody sees yet; "" where Slack did not take it: the report goes without."""
    try:
        answer = client.files_upload_v2(
            filename=picture.name, title=picture.name, content=picture.content, alt_txt=picture.alt_text
        )
    except (SlackClientError, OSError) as error:
        _log.warning("picture not uploaded error=%s", type(error).__name__)
        return ""
    return str((answer.get("file") or {}).get("id") or "")


def tidy(services: Services) -> int:
    """Forgets what was sent long ago: what was decided about claims stays."""
    return services.reminding.prune()


def run_now(scheduler: BackgroundScheduler) -> None:
    """Starts the ticks anew: the scheduler waits by the wall clock, and may wait for a time that was set back."""
    scheduler.modify_job(REMINDERS, next_run_time=machine_now())


def tick_s(settings: Settings) -> float:
    """Where days are turned by hand, people wait for the next one."""
    return PAGE_TURN_S if settings.days_ahead_file else TICK_S


def take_inbox(services: Services, client: WebClient) -> int:
    """Imports what lies in the inbox and tells the import channel once; how many files. A failed post is logged."""
    received = services.imports.look()
    if received:
        _log.info("inbox files=%s", len(received))
    if received and services.import_channel:
        try:
            client.chat_postMessage(channel=services.import_channel, **services.imports.summary(received))
        except (SlackClientError, OSError) as error:
            _log.warning("import summary not posted error=%s", type(error).__name__)
    return len(received)


def keep_crosswalk(services: Services) -> bool:
    """Renews the crosswalk beside the store where the claims changed; whether it did. A full disk is logged."""
    try:
        return services.crosswalk.keep_up()
    except OSError as error:
        _log.warning("crosswalk not renewed error=%s", type(error).__name__)
        return False


def warn_of_old_codes(services: Services) -> int:
    """Logs each code edition whose year is over; how many there are."""
    warnings = services.help.warnings(services.codes.lookup.releases())
    for warning in warnings:
        _log.warning("code edition out of date: %s", warning)
    return len(warnings)

"""The fixed list of scheduled jobs; each calls one service, nothing else happens here."""

import logging
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.services import Services

_log = logging.getLogger(__name__)


def start_scheduler(services: Services) -> BackgroundScheduler:
    """Jobs on a background thread. A run that was missed runs late, once: none is dropped."""
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(warn_of_old_codes, CronTrigger(hour=11, timezone=UTC), args=[services], id="code-set freshness")
    scheduler.start()
    return scheduler


def warn_of_old_codes(services: Services) -> int:
    """Logs each code edition whose year is over; how many there are."""
    warnings = services.help.warnings(services.codes.lookup.releases())
    for warning in warnings:
        _log.warning("code edition out of date: %s", warning)
    return len(warnings)

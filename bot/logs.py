"""One way to log: lines on stderr with ids and counts, tokens taken out; never a person's words or a payload."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(r"(xox[a-z]-|xapp-)[A-Za-z0-9-]+")
_QUIET = ("apscheduler", "slack_bolt", "slack_sdk", "aiohttp.access", "asyncio")


def start_logging(level: int = logging.INFO) -> None:
    """Sends every logger's lines through one format. Slack's libraries only warn: at DEBUG they log bodies."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_tokens,
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_tokens(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Slack tokens in any text of the line, tracebacks too, become their prefix and three dots."""
    return {key: _TOKEN.sub(r"\1...", value) if isinstance(value, str) else value for key, value in event.items()}

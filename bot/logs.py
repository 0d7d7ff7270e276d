"""One way to log: lines on stderr with ids and counts, tokens taken out; never a person's words or a payload."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

_TOKEN = re.compile(r"(xox[a-z]-|xapp-)[A-Za-z0-9-]+")
_QUIET = ("apscheduler", "slack_bolt", "slack_sdk", "aiohttp.access", "asyncio")
_SPEAK_OF_TABLES = ("sqlite3", "pysqlite3")
"""Modules whose errors name tables and columns, and no value."""
_MOST_CAUSES = 5
ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def start_logging(level: int = logging.INFO) -> None:
    """Sends every logger's lines through one format. Slack's libraries only warn: at DEBUG they log bodies."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                with_frames_alone,
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


def with_frames_alone(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A traceback says where and what kind of error: its message may hold what was typed, or a cell of a file."""
    given = event.pop("exc_info", None)
    found = sys.exc_info() if given is True else given
    error = found if isinstance(found, BaseException) else found[1] if isinstance(found, tuple) else None
    if error is not None:
        event["exception"] = "\n".join(_told(one) for one in _causes(error))
    return event


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the last first."""
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _told(error: BaseException) -> str:
    kind = type(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    says = f": {error}" if kind.__module__.partition(".")[0] in _SPEAK_OF_TABLES else ""
    return f"Traceback (most recent call last):\n{frames}{kind.__qualname__}{says}"

"""The lists that people have open, kept in memory only: what somebody typed is never written to disk by a look-up."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from data.errors import ListGone
from data.models import System

_MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenList:
    """What to ask again for another page of a list."""

    query: str
    system: System | None
    on: date | None


class RecentLists:
    """The newest lists by an opaque id; the oldest go first, and all go with the process."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lists: OrderedDict[str, OpenList] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, opened: OpenList) -> str:
        list_id = secrets.token_urlsafe(9)
        with self._lock:
            self._lists[list_id] = opened
            while len(self._lists) > self._most:
                self._lists.popitem(last=False)
        return list_id

    def get(self, list_id: str) -> OpenList:
        """Raises ListGone where it is no longer kept."""
        with self._lock:
            opened = self._lists.get(list_id)
        if opened is None:
            raise ListGone
        return opened

"""Lists that people have open, in memory only: buttons carry an opaque id, and what was typed never reaches disk."""

import secrets
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from data.errors import ListGone

_MOST = 2_000
_Opened = TypeVar("_Opened")


class RecentLists(Generic[_Opened]):
    """The newest lists by an opaque id; the oldest go first, and all go with the process.

    `command` is what a person types again for a list that is no longer kept.
    """

    def __init__(self, command: str, *, most: int = _MOST) -> None:
        self._command = command
        self._most = most
        self._lists: OrderedDict[str, _Opened] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, opened: _Opened) -> str:
        list_id = secrets.token_urlsafe(9)
        with self._lock:
            self._lists[list_id] = opened
            while len(self._lists) > self._most:
                self._lists.popitem(last=False)
        return list_id

    def get(self, list_id: str) -> _Opened:
        """Raises ListGone where it is no longer kept."""
        with self._lock:
            opened = self._lists.get(list_id)
        if opened is None:
            raise ListGone(self._command)
        return opened

"""The worklists that people have open, kept in memory only: buttons carry an opaque id, never what was typed."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from data.errors import WorklistGone
from data.worklist_models import Sort

_MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorklist:
    """What to ask again for another page. "Mine" stays the person's who asked. `sort` stands in place of the words'."""

    words: str
    team: str
    user: str
    sort: Sort | None = None


class OpenWorklists:
    """The newest by their ids; the oldest go first, and all go with the process."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lists: OrderedDict[str, OpenWorklist] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, opened: OpenWorklist) -> str:
        list_id = secrets.token_urlsafe(9)
        with self._lock:
            self._lists[list_id] = opened
            while len(self._lists) > self._most:
                self._lists.popitem(last=False)
        return list_id

    def get(self, list_id: str) -> OpenWorklist:
        """Raises WorklistGone."""
        with self._lock:
            opened = self._lists.get(list_id)
        if opened is None:
            raise WorklistGone
        return opened

"""Which of Slack's events were taken already: Slack sends an event again when it did not see our answer in time."""

import threading
from collections import OrderedDict

_MOST = 5_000


class Receipts:
    """The newest event ids, in memory. Slack repeats an event for some minutes; thousands cover far more."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, event_id: str) -> bool:
        """True the first time, False for every repeat."""
        with self._lock:
            if event_id in self._taken:
                return False
            self._taken[event_id] = None
            while len(self._taken) > self._most:
                self._taken.popitem(last=False)
            return True

    def is_taken(self, event_id: str) -> bool:
        with self._lock:
            return event_id in self._taken

    def give_back(self, event_id: str) -> None:
        """What was taken was surely not carried out, so that it may be taken again."""
        with self._lock:
            self._taken.pop(event_id, None)

"""The claims that somebody chose to work on together, kept in memory under an opaque id; all go with the process."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence

from data.errors import WorkRefused

_MOST = 200


class Selections:
    """The newest choices; the oldest go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._chosen: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, refs: Sequence[str]) -> str:
        """The id under which the references are kept."""
        selection_id = secrets.token_urlsafe(9)
        with self._lock:
            self._chosen[selection_id] = tuple(dict.fromkeys(refs))
            while len(self._chosen) > self._most:
                self._chosen.popitem(last=False)
        return selection_id

    def get(self, selection_id: str) -> tuple[str, ...]:
        """Raises WorkRefused where they are no longer kept."""
        with self._lock:
            chosen = self._chosen.get(selection_id)
        if chosen is None:
            raise WorkRefused("That choice of claims is no longer kept.", hint="Ask for the list again.")
        return chosen

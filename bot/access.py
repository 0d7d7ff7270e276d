"""Who may use the bot, asked for every request: the list kept in memory and read again when it has changed."""

from dataclasses import replace

from bot.rules.access import Sender, admitted
from bot.rules.roles import Permission
from data.people_models import Person
from data.store.claims_file import ClaimsFile
from data.store.people import list_people, people_version

_People = dict[tuple[str, str], Person]


class Access:
    """The door. Each request costs one look at the list's version."""

    def __init__(self, store: ClaimsFile) -> None:
        self._store = store
        self._known: tuple[int, _People] = (-1, {})
        self._shared_channels: set[str] = set()
        """Learned from events, for Slack says it in events alone."""

    def admit(self, sender: Sender, permission: Permission | None) -> Person:
        """The person who asks, where they may. Raises NotAllowed."""
        if sender.is_shared_channel and sender.place:
            self._shared_channels.add(sender.place)
        elif sender.place in self._shared_channels:
            sender = replace(sender, is_shared_channel=True)
        return admitted(sender, self._people().get((sender.team, sender.user)), permission)

    def _people(self) -> _People:
        version, people = self._known
        if people_version(self._store.db) != version:
            with self._store.read() as db:
                people = {(one.team, one.user): one for one in list_people(db)}
                self._known = (people_version(db), people)
        return people

"""App Home: a person's own work first, then how to look codes up and what is loaded."""

from collections.abc import Callable

from bot.clock import Clock
from bot.help_desk import HelpDesk
from bot.reminding import Reminding
from bot.routing import RoutingDesk
from bot.rules.hours import local_day
from bot.rules.roles import Permission, may
from bot.views.blocks import View
from bot.views.digest import shown_refs
from bot.views.home import home_view, work_blocks_of
from data.people_models import Person
from data.store.claims_file import ClaimsFile


class HomeDesk:
    """The page as it is now, for one person."""

    def __init__(
        self, store: ClaimsFile, clock: Clock, help_desk: HelpDesk, reminding: Reminding, routing: RoutingDesk
    ) -> None:
        self._store = store
        self._clock = clock
        self._help = help_desk
        self._reminding = reminding
        self._routing = routing

    def home(self, person: Person, seen: Callable[[list[str]], None]) -> View:
        """Whoever may not work claims gets the page about codes alone. `seen` is told which claims are about to be
        shown; where it raises, none is.
        """
        about_codes = self._help.home_blocks()
        if not may(person, Permission.WORK_CLAIM):
            return home_view(about_codes)
        preferences = self._routing.preferences_of(person)
        day = local_day(preferences, self._clock.now())
        with self._store.read() as db:
            digest = self._reminding.rendering.day_of(db, self._reminding.book(), person.user, day)
            health = self._reminding.notices.health(db) if may(person, Permission.ROUTES) else ""
        refs = shown_refs(digest)
        if refs:
            seen(refs)
        return home_view([*work_blocks_of(digest, health), *self._help.claim_home_blocks(), *about_codes])

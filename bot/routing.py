"""Where claims are posted and how people want to be told: read by whoever sends, changed by people, kept with who."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.audit import Actor, AuditTrail, Detail
from bot.clock import Clock
from bot.rules.routing import leads_in_order
from data.people_models import Person
from data.routing_models import (
    Changed,
    DigestWhen,
    PersonPreferences,
    PracticeChange,
    PracticeSettings,
    Route,
    RouteChange,
    Staff,
)
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.payer_rules import rules_version
from data.store.payer_sheets import same_payers
from data.store.people import people_version
from data.store.routing import (
    find_practice,
    list_preferences,
    list_routes,
    people_by_number,
    remove_route,
    routing_version,
    save_practice,
    save_preferences,
    save_route,
)
from data.store.worklist import list_worklist_payers

ROUTE_SAVE, ROUTE_REMOVE = "route.save", "route.remove"
PRACTICE_SAVE, PREFERENCES_SAVE = "settings.save", "digest.save"
PATIENCE_S = 1.0
"""How long a change may wait for an import that is writing: the answer in Slack must be out within 3 seconds."""
_Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All of it at one moment."""

    version: _Version
    practice: PracticeSettings
    practice_change: PracticeChange | None
    changes: tuple[RouteChange, ...]
    routes: tuple[Route, ...]
    staff: Staff


class RoutingDesk:
    """Reads cost one look at three version numbers until something changes."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, time_zone: ZoneInfo) -> None:
        """`time_zone` is the practice's: of everybody who has not chosen theirs."""
        self._store = store
        self._clock = clock
        self._audit = audit
        self._time_zone = time_zone
        self._kept: _Known | None = None

    def practice(self) -> PracticeSettings:
        return self._known().practice

    def routes(self) -> tuple[Route, ...]:
        """In the order in which they are asked. A payer that a person said to be another is among the other's."""
        return self._known().routes

    def preferences_of(self, person: Person) -> PersonPreferences:
        """What holds for the person, whether they ever chose or not."""
        return self._known().staff.preferences.get(person.user) or self._usual(person, self.practice())

    def staff(self) -> Staff:
        """Everybody with what holds for them, for `recipient`."""
        return self._known().staff

    def payer_names(self) -> dict[int, str]:
        """In the order of their names; a payer that a person said to be another is left out."""
        with self._store.read() as db:
            same = same_payers(db)
            return {one.id: one.name for one in list_worklist_payers(db) if one.id not in same}

    def colleague(self, user: str, person: Person) -> Person | None:
        """Somebody of the person's workspace who was ever on the list."""
        found = self._known().staff.people.get(user)
        return found if found and found.team == person.team else None

    # --- as people change it ---------------------------------------------------------------------------------------

    def practice_change(self) -> PracticeChange | None:
        return self._known().practice_change

    def route_changes(self) -> tuple[RouteChange, ...]:
        """The routes as they were entered, with who entered them."""
        return self._known().changes

    def has_chosen(self, person: Person) -> bool:
        """Whether the person ever said how they want to be told."""
        with self._store.read() as db:
            return any(_is_of(one.preferences, person) for one in list_preferences(db))

    def keep_route(self, by: Actor, route: Route, *, place: int) -> Route:
        with self._store.write(patience_s=PATIENCE_S) as db:
            if any((one.route, one.place) == (route, place) for one in list_routes(db)):
                return route
            kept = save_route(db, route, place=place, changed=self._by(by))
            self._record(by, ROUTE_SAVE, f"route {kept.id}", {"channel": kept.channel, "place": place})
        return kept

    def remove_route(self, by: Actor, route_id: int) -> None:
        """A route that is gone already stays gone."""
        with self._store.write(patience_s=PATIENCE_S) as db:
            if remove_route(db, route_id, changed=self._by(by)):
                self._record(by, ROUTE_REMOVE, f"route {route_id}", {})

    def keep_practice(self, by: Actor, settings: PracticeSettings) -> None:
        with self._store.write(patience_s=PATIENCE_S) as db:
            if settings == _practice_of(find_practice(db)):
                return
            save_practice(db, settings, changed=self._by(by))
            detail: Detail = {"small_balance_cents": settings.small_balance_cents, "admin": settings.admin_channel}
            self._record(by, PRACTICE_SAVE, "practice", detail)

    def keep_preferences(self, by: Actor, preferences: PersonPreferences) -> None:
        with self._store.write(patience_s=PATIENCE_S) as db:
            if any(one.preferences == preferences for one in list_preferences(db)):
                return
            save_preferences(db, preferences, changed=self._by(by))
            detail: Detail = {"digest": preferences.digest, "where": preferences.where, "cover": preferences.cover}
            self._record(by, PREFERENCES_SAVE, f"{preferences.team}/{preferences.user}", detail)

    # --- parts -----------------------------------------------------------------------------------------------------

    def _known(self) -> _Known:
        db, known = self._store.db, self._kept
        if known is None or known.version != _version(db):
            with self._store.read() as db:
                known = self._kept = self._read(db)
        return known

    def _read(self, db: ClaimsDb) -> _Known:
        change, same = find_practice(db), same_payers(db)
        changes = tuple(_of_one_payer(one, same) for one in list_routes(db))
        practice = _practice_of(change)
        by_number = people_by_number(db)
        people = {one.user: one for one in by_number.values()}
        chosen = [one.preferences for one in list_preferences(db)]
        return _Known(
            version=_version(db),
            practice=practice,
            practice_change=change,
            changes=changes,
            routes=tuple(_with_same(one.route, same) for one in changes),
            staff=Staff(
                people=people,
                by_number=by_number,
                preferences={one.user: self._preferences(one, chosen, practice) for one in people.values()},
                leads=leads_in_order(people.values(), practice.unowned_to),
            ),
        )

    def _preferences(
        self, person: Person, chosen: Iterable[PersonPreferences], practice: PracticeSettings
    ) -> PersonPreferences:
        found = next((one for one in chosen if _is_of(one, person)), None) or self._usual(person, practice)
        is_usual = found.digest is DigestWhen.USUAL
        return replace(found, digest_at=practice.digest_at) if is_usual else found

    def _usual(self, person: Person, practice: PracticeSettings) -> PersonPreferences:
        return PersonPreferences(
            team=person.team, user=person.user, time_zone=self._time_zone.key, digest_at=practice.digest_at
        )

    def _by(self, by: Actor) -> Changed:
        return Changed(at=self._clock.now(), team=by.team, user=by.user)

    def _record(self, by: Actor, action: str, object: str, detail: Detail) -> None:
        self._audit.record(by, action, object, "modal" if isinstance(by, Person) else "", detail)


def _version(db: ClaimsDb) -> _Version:
    return (routing_version(db), people_version(db), rules_version(db))


def _practice_of(change: PracticeChange | None) -> PracticeSettings:
    return change.settings if change else PracticeSettings()


def _is_of(preferences: PersonPreferences, person: Person) -> bool:
    return (preferences.team, preferences.user) == (person.team, person.user)


def _of_one_payer(change: RouteChange, same: dict[int, int]) -> RouteChange:
    """Payers that a person said to be another by that one, as people see them."""
    named = frozenset(same.get(payer_id, payer_id) for payer_id in change.route.payer_ids)
    return replace(change, route=replace(change.route, payer_ids=named))


def _with_same(route: Route, same: dict[int, int]) -> Route:
    """With all payers that are one with a payer of the route, as claims name them."""
    joined = {payer_id for payer_id, as_payer_id in same.items() if as_payer_id in route.payer_ids}
    return replace(route, payer_ids=route.payer_ids | joined)

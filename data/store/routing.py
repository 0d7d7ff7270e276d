"""Routes, the practice's settings and people's preferences: rows are added, none is changed, the newest stands."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlite_utils import Database

from data.claim_models import PayerKind
from data.people_models import Person
from data.routing_models import (
    Changed,
    DigestWhen,
    PersonPreferences,
    PracticeChange,
    PracticeSettings,
    PreferencesChange,
    Route,
    RouteChange,
    Topic,
    Where,
)
from data.store.people import list_people

_ROUTES = (
    "SELECT id, at, by_team, by_user, is_removed, place, route_id, channel, topics, payer_ids, payer_kinds, owners "
    "FROM route"
)
_PRACTICE = (
    "SELECT id, at, by_team, by_user, small_balance_cents, closed_days, admin_channel, unowned_to, digest_at, "
    "posts_singles, most_singles_a_day FROM practice_settings ORDER BY id DESC"
)
_PREFERENCES = (
    "SELECT id, at, by_team, by_user, team, user, time_zone, working_days, hours_from, hours_to, digest, digest_at, "
    "told_where, away_from, away_until, cover FROM person_preferences"
)


def routing_version(db: Database) -> int:
    """Another number after every change of a route, of the practice's settings or of anybody's preferences."""
    return int(db.conn.execute("SELECT version FROM routing_version").fetchone()[0])


# --- routes --------------------------------------------------------------------------------------------------------


def list_routes(db: Database) -> list[RouteChange]:
    """Those that stand, in the order in which they are asked."""
    newest = " WHERE id IN (SELECT max(id) FROM route GROUP BY route_id) AND is_removed = 0 ORDER BY place"
    return [_route_change(row) for row in db.conn.execute(_ROUTES + newest)]


def save_route(db: Database, route: Route, *, place: int, changed: Changed) -> Route:
    """Puts the route at its place, from 1, and moves the others; one with the id 0 is a new one."""
    before = list_routes(db)
    kept = route if route.id else replace(route, id=_next_route_id(db))
    after = [one.route for one in before if one.route.id != kept.id]
    after.insert(min(max(place, 1) - 1, len(after)), kept)
    _save_order(db, before, after, changed)
    return kept


def remove_route(db: Database, route_id: int, *, changed: Changed) -> bool:
    """Whether there was one."""
    before = list_routes(db)
    gone = next((one for one in before if one.route.id == route_id), None)
    if gone is None:
        return False
    _add_route(db, replace(gone, changed=changed, is_removed=True))
    _save_order(db, before, [one.route for one in before if one is not gone], changed)
    return True


def route_history(db: Database) -> list[RouteChange]:
    """Every change of any route, the newest first."""
    return [_route_change(row) for row in db.conn.execute(_ROUTES + " ORDER BY id DESC")]


def _save_order(db: Database, before: Sequence[RouteChange], after: Sequence[Route], changed: Changed) -> None:
    """A row for each route that is another or stands elsewhere."""
    known = {one.route.id: one for one in before}
    for place, route in enumerate(after, 1):
        old = known.get(route.id)
        if old is None or (old.place, old.route) != (place, route):
            _add_route(db, RouteChange(id=0, changed=changed, place=place, route=route, is_removed=False))


def _add_route(db: Database, change: RouteChange) -> None:
    route = change.route
    db.conn.execute(
        "INSERT INTO route (at, by_team, by_user, is_removed, place, route_id, channel, topics, payer_ids, "
        "payer_kinds, owners) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_who(change.changed),
            change.is_removed,
            change.place,
            route.id,
            route.channel,
            _listed(route.topics),
            _listed(route.payer_ids),
            _listed(route.payer_kinds),
            _listed(route.owners),
        ),
    )


def _next_route_id(db: Database) -> int:
    """An id that no route has or had."""
    return int(db.conn.execute("SELECT coalesce(max(route_id), 0) + 1 FROM route").fetchone()[0])


def _route_change(row: tuple[Any, ...]) -> RouteChange:
    return RouteChange(
        id=row[0],
        changed=_changed(row[1:4]),
        is_removed=bool(row[4]),
        place=row[5],
        route=Route(
            id=row[6],
            channel=row[7],
            topics=frozenset(map(Topic, json.loads(row[8]))),
            payer_ids=frozenset(json.loads(row[9])),
            payer_kinds=frozenset(map(PayerKind, json.loads(row[10]))),
            owners=frozenset(json.loads(row[11])),
        ),
    )


# --- the practice --------------------------------------------------------------------------------------------------


def find_practice(db: Database) -> PracticeChange | None:
    """What the practice has settled, and the change that made it so; None until somebody settles anything."""
    return next(iter(practice_history(db, most=1)), None)


def save_practice(db: Database, settings: PracticeSettings, *, changed: Changed) -> None:
    db.conn.execute(
        "INSERT INTO practice_settings (at, by_team, by_user, small_balance_cents, closed_days, admin_channel, "
        "unowned_to, digest_at, posts_singles, most_singles_a_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_who(changed),
            settings.small_balance_cents,
            _listed(day.isoformat() for day in settings.closed_days),
            settings.admin_channel,
            settings.unowned_to,
            _clock(settings.digest_at),
            settings.posts_singles,
            settings.most_singles_a_day,
        ),
    )


def practice_history(db: Database, *, most: int = 1_000) -> list[PracticeChange]:
    """The newest first."""
    return [_practice(row) for row in db.conn.execute(_PRACTICE + " LIMIT ?", [most])]


def _practice(row: tuple[Any, ...]) -> PracticeChange:
    return PracticeChange(
        id=row[0],
        changed=_changed(row[1:4]),
        settings=PracticeSettings(
            small_balance_cents=row[4],
            closed_days=frozenset(map(date.fromisoformat, json.loads(row[5]))),
            admin_channel=row[6],
            unowned_to=row[7],
            digest_at=time.fromisoformat(row[8]),
            posts_singles=bool(row[9]),
            most_singles_a_day=row[10],
        ),
    )


# --- people --------------------------------------------------------------------------------------------------------


def list_preferences(db: Database) -> list[PreferencesChange]:
    """Of everybody who ever chose, as they stand."""
    newest = " WHERE id IN (SELECT max(id) FROM person_preferences GROUP BY team, user)"
    return [_preferences(row) for row in db.conn.execute(_PREFERENCES + newest)]


def save_preferences(db: Database, preferences: PersonPreferences, *, changed: Changed) -> None:
    db.conn.execute(
        "INSERT INTO person_preferences (at, by_team, by_user, team, user, time_zone, working_days, hours_from, "
        "hours_to, digest, digest_at, told_where, away_from, away_until, cover) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_who(changed),
            preferences.team,
            preferences.user,
            preferences.time_zone,
            _listed(preferences.working_days),
            _clock(preferences.hours_from),
            _clock(preferences.hours_to),
            preferences.digest,
            _clock(preferences.digest_at),
            preferences.where,
            preferences.away_from.isoformat() if preferences.away_from else None,
            preferences.away_until.isoformat() if preferences.away_until else None,
            preferences.cover,
        ),
    )


def preferences_history(db: Database, team: str, user: str) -> list[PreferencesChange]:
    """What one person chose from when on, the newest first."""
    rows = db.conn.execute(_PREFERENCES + " WHERE team = ? AND user = ? ORDER BY id DESC", (team, user))
    return [_preferences(row) for row in rows]


def people_by_number(db: Database) -> dict[int, Person]:
    """Everybody who was ever added, by the number under which claims name them."""
    numbers = {(row[1], row[2]): row[0] for row in db.conn.execute("SELECT id, team, user FROM person")}
    return {numbers[one.team, one.user]: one for one in list_people(db)}


def _preferences(row: tuple[Any, ...]) -> PreferencesChange:
    return PreferencesChange(
        id=row[0],
        changed=_changed(row[1:4]),
        preferences=PersonPreferences(
            team=row[4],
            user=row[5],
            time_zone=row[6],
            working_days=frozenset(json.loads(row[7])),
            hours_from=time.fromisoformat(row[8]),
            hours_to=time.fromisoformat(row[9]),
            digest=DigestWhen(row[10]),
            digest_at=time.fromisoformat(row[11]),
            where=Where(row[12]),
            away_from=date.fromisoformat(row[13]) if row[13] else None,
            away_until=date.fromisoformat(row[14]) if row[14] else None,
            cover=row[15],
        ),
    )


# --- parts ---------------------------------------------------------------------------------------------------------


def _who(changed: Changed) -> tuple[str, str, str]:
    return (changed.at.astimezone(UTC).isoformat(timespec="seconds"), changed.team, changed.user)


def _changed(row: tuple[Any, ...]) -> Changed:
    return Changed(at=datetime.fromisoformat(row[0]), team=row[1], user=row[2])


def _listed(values: Iterable[str] | Iterable[int]) -> str:
    return json.dumps(sorted(values))


def _clock(at: time) -> str:
    return at.isoformat(timespec="minutes")

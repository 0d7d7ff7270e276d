"""What people were told in the three months, and what became of each deadline: counted from the outside."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot_in_chat import words
from people import LEE
from reminding import Practice

from bot.rules.hours import is_away
from data.follow_up_models import DueClaim, Rung, Step
from data.store.reminders import load_due

_REF = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")
_NEAR = {Rung.T7, Rung.T6, Rung.T5, Rung.T4, Rung.T3, Rung.T2, Rung.T1, Rung.T0}
_OFFICE_FROM, _OFFICE_TO = time(8), time(17)

DeadlineKey = tuple[int, str, str, str]
"""(claim, kind, rule, day to act)."""


@dataclass(kw_only=True)
class Sent:
    """One message as it was posted. `carried` are the reminders in it: (claim, kind, rule, day to act, rung)."""

    at: datetime
    destination: str
    kind: str
    key: str
    text: str
    body: str
    named: frozenset[int]
    """The claims that it names."""
    carried: tuple[tuple[int, str, str, str, str], ...]


@dataclass(kw_only=True)
class Deadline:
    step: Step
    seen_on: date
    gone_on: date | None = None
    told_on: list[date] = field(default_factory=list)
    """By a reminder of its own, seven days before it or closer."""
    named_on: list[date] = field(default_factory=list)
    """By another reminder of its claim in that time: of two deadlines of one day one speaks."""


class Told:
    """Looks at the practice after every tick, and every evening."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._posts_seen = 0
        self.sent: list[Sent] = []
        self.deadlines: dict[DeadlineKey, Deadline] = {}
        self.about_done: list[str] = []
        self.at_a_bad_hour: list[str] = []

    # --- after a tick ---

    def look(self) -> list[Sent]:
        posts = self._practice.slack.posts[self._posts_seen :]
        self._posts_seen += len(posts)
        rows = self._rows(len(posts))
        found = [self._sent(view, row) for (_, view), row in zip(posts, rows, strict=True)]
        for one in found:
            self._check(one)
        self.sent += found
        return found

    def _rows(self, count: int) -> list[dict[str, Any]]:
        """The newest posts of the outbox, in the order in which they went out."""
        rows = self._practice.store.db.query(
            "SELECT key, kind, destination, subject, CAST(ts AS REAL) AS place FROM outbox "
            "WHERE state = 'sent' AND kind NOT IN ('update', 'reply') ORDER BY place DESC LIMIT ?",
            [count],
        )
        return list(reversed(list(rows)))

    def _sent(self, view: Any, row: dict[str, Any]) -> Sent:
        body = "\n".join(words([block]) for block in view["blocks"])
        return Sent(
            at=self._practice.clock.now(),
            destination=row["destination"],
            kind=row["kind"],
            key=row["key"],
            text=view["text"],
            body=body,
            named=frozenset(self._ids(set(_REF.findall(view["text"] + body)))),
            carried=tuple(self._carried(row["key"])),
        )

    def _ids(self, refs: Iterable[str]) -> Iterator[int]:
        for ref in refs:
            for row in self._practice.store.db.query("SELECT id FROM claim WHERE ref = ?", [ref]):
                yield row["id"]

    def _carried(self, key: str) -> Iterator[tuple[int, str, str, str, str]]:
        rows = self._practice.store.db.query(
            "SELECT claim_id, kind, rule_id, due_on, rung FROM reminder JOIN alert ON alert.id = reminder.alert_id "
            "WHERE outbox_key = ?",
            [key],
        )
        return ((row["claim_id"], row["kind"], row["rule_id"], row["due_on"], row["rung"]) for row in rows)

    def _check(self, one: Sent) -> None:
        steps = self._steps(one.named)
        self.about_done += [f"{one.at:%F %H} {one.text}" for claim in steps if not claim.steps]
        if not self._is_good_hour(one):
            self.at_a_bad_hour.append(f"{one.at:%F %H:%M} {one.destination} {one.text}")
        day = self._practice.clock.day
        close = {claim_id for claim_id, _, _, _, rung in one.carried if Rung(rung) in _NEAR}
        for claim in (each for each in steps if each.id in close):
            for step in claim.steps:
                deadline = self.deadlines.get(_key(claim.id, step)) if step.rule_id else None
                if deadline is not None and 0 <= (step.due_on - day).days <= 7:
                    deadline.named_on.append(day)
        for claim_id, kind, rule_id, due_on, rung in one.carried:
            deadline = self.deadlines.get((claim_id, kind, rule_id, due_on))
            if deadline is not None and Rung(rung) in _NEAR and claim_id in one.named:
                deadline.told_on.append(day)

    def _is_good_hour(self, one: Sent) -> bool:
        if one.destination.startswith("C"):
            local = one.at.astimezone(ZoneInfo("America/New_York"))
            return local.weekday() < 5 and _OFFICE_FROM <= local.time() < _OFFICE_TO and self._is_workday(local.date())
        preferences = self._practice.routing.staff().preferences[one.destination]
        local = one.at.astimezone(ZoneInfo(preferences.time_zone))
        day = local.date()
        return (
            day.weekday() in preferences.working_days
            and self._is_workday(day)
            and preferences.hours_from <= local.time() < preferences.hours_to
            and not is_away(preferences, day)
        )

    def _is_workday(self, day: date) -> bool:
        return day not in self._practice.reminding.book().calendar.holidays

    # --- each morning and evening ---

    def watch(self) -> None:
        """Deadlines that are new, and those that are gone since."""
        day, standing = self._practice.clock.day, set()
        for claim in self._steps(row["id"] for row in self._practice.store.db.query("SELECT id FROM claim")):
            for step in claim.steps:
                if step.rule_id:
                    key = _key(claim.id, step)
                    standing.add(key)
                    self.deadlines.setdefault(key, Deadline(step=step, seen_on=day)).gone_on = None
        for key, deadline in self.deadlines.items():
            if key not in standing and deadline.gone_on is None:
                deadline.gone_on = day

    def _steps(self, claim_ids: Iterable[int]) -> list[DueClaim]:
        with self._practice.store.read() as db:
            return load_due(db, list(claim_ids))

    # --- the count ---

    def repeated(self) -> list[str]:
        """The same reminder of a claim twice to one destination."""
        seen = Counter((one.destination, carried) for one in self.sent for carried in set(one.carried))
        return [f"{destination} {carried}" for (destination, carried), times in seen.items() if times > 1]

    def twice_a_day(self) -> list[str]:
        """Two messages of their own about one step of a claim to one destination on one day: how near it was, too."""
        alone = [one for one in self.sent if one.kind == "claim"]
        seen = Counter((one.destination, one.at.date(), carried[:4]) for one in alone for carried in one.carried)
        return [f"{destination} {day} {step}" for (destination, day, step), times in seen.items() if times > 1]

    def deadlines_by_end(self, today: date) -> Counter[str]:
        return Counter(_end(one, today) for one in self.deadlines.values())

    def untold(self, today: date) -> list[str]:
        return [f"{key}" for key, one in self.deadlines.items() if _end(one, today) == "passed untold"]

    def by_day(self) -> dict[str, dict[date, list[Sent]]]:
        found: dict[str, dict[date, list[Sent]]] = defaultdict(lambda: defaultdict(list))
        for one in self.sent:
            found[one.destination][one.at.astimezone(ZoneInfo("America/New_York")).date()].append(one)
        return found


def _key(claim_id: int, step: Step) -> DeadlineKey:
    return (claim_id, str(step.kind), step.rule_id, step.due_on.isoformat())


def _end(one: Deadline, today: date) -> str:
    due_on = one.step.due_on
    if due_on < one.seen_on:
        return "over when it came"
    if one.gone_on is not None and one.gone_on <= due_on:
        return "met"
    if due_on >= today:
        return "still to come"
    if one.told_on:
        return "passed, told in time"
    return "passed, its claim was told in time" if one.named_on else "passed untold"


__all__ = ["LEE", "Sent", "Told"]

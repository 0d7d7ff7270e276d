"""Three simulated months of the sample practice: who is told what, how often, and what becomes of each deadline."""

import time as real_time
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import mean

import pytest
from fake_slack import FakeTime
from invented_office import DEE, InventedOffice
from people import BEA, LEE, TEAM
from reminding import BILLING, DENIALS, Practice
from three_months_told import Told

from bot.imports.service import ImportDesk
from bot.people import local_operator
from bot.rules.federal_holidays import federal_calendar
from data.people_models import Person, Role
from data.routing_models import PracticeSettings
from data.samples import write_practice
from data.store.people import add_person

FIRST, LAST = date(2026, 8, 24), date(2026, 11, 24)
ADMIN = "C0ADMIN01"
AWAY_FROM, AWAY_UNTIL = date(2026, 10, 5), date(2026, 10, 9)
HOURS = range(7, 20)
_CALENDAR = federal_calendar()


class ThreeMonths:
    """The practice, its files, its people, day after day."""

    def __init__(self, folder: Path, *, claims: int, mode: str = "demo") -> None:
        written = write_practice(folder / "files", today=LAST, claims=claims)
        self.files = [path for path in written.files if path.suffix == ".x12"]
        self.practice = Practice(folder, today=FIRST, mode=mode)
        self.passing = FakeTime()
        self.practice.delivery = self.practice.reminding.delivery(
            self.practice.slack,  # type: ignore[arg-type]
            now=self.passing.monotonic,
            sleep=self.passing.sleep,
        )
        self.desk = ImportDesk(self.practice.store, self.practice.clock)
        self._hire()
        self.office = InventedOffice(self.practice, seed=claims)
        self.told = Told(self.practice)

    def _hire(self) -> None:
        practice = self.practice
        dee = Person(
            team=TEAM,
            user=DEE,
            name="Dee Biller",
            roles=frozenset({Role.BILLER}),
            is_active=True,
            added_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        with practice.store.write() as db:
            add_person(db, dee)
        practice.routing.keep_practice(local_operator(), replace(PracticeSettings(), admin_channel=ADMIN))
        practice.prefer(BEA, away_from=AWAY_FROM, away_until=AWAY_UNTIL, cover=DEE)
        practice.prefer(DEE, working_days=frozenset({0, 1, 2, 3}), hours_from=time(9), hours_to=time(15))

    def run(self, last: date = LAST) -> None:
        day = FIRST
        while day <= last:
            self._day(day)
            day += timedelta(days=1)

    def _day(self, day: date) -> None:
        self._receive(day)
        self.told.watch()
        for hour in HOURS if _CALENDAR.is_working(day) else (12,):
            self.passing.sleep(3600)
            self.practice.told(day, at=time(hour))
            self.told.look()
            if _CALENDAR.is_working(day):
                self._work(day, hour)
        self.told.watch()

    def _receive(self, day: date) -> None:
        """What has come by that morning; what is older comes on the first day."""
        self.practice.clock.day, self.practice.clock.at = day, time(6)
        while self.files and self.files[0].name[:10] <= day.isoformat():
            self.desk.import_file(self.files.pop(0))

    def _work(self, day: date, hour: int) -> None:
        is_bea_there = not AWAY_FROM <= day <= AWAY_UNTIL
        if hour == 8:
            self.office.hand_out()
        elif hour == 10 and is_bea_there:
            self.office.work(BEA, self._posted(day, BEA))
        elif hour == 11 and day.weekday() < 4:
            self.office.work(DEE, self._posted(day, DEE))
        elif hour == 13:
            self.office.decide()
        elif hour == 14 and is_bea_there:
            self.office.take_from_channels(self._posted(day, DENIALS, BILLING), BEA)

    def _posted(self, day: date, *destinations: str) -> list[str]:
        """Claims that were told of by themselves."""
        posts = [one for destination in destinations for one in self.told.by_day()[destination][day]]
        return [one.text.split()[1].rstrip(":") for one in posts if one.kind == "claim"]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("claims", [400, 2_000])
def test_three_months_pass_without_a_deadline_missed_untold(tmp_path: Path, claims: int) -> None:
    started = real_time.monotonic()
    months = ThreeMonths(tmp_path, claims=claims)
    months.run()

    told = months.told
    print(f"\n{claims:,} claims, {months.office.actions:,} actions, {real_time.monotonic() - started:.0f} s")
    print(table(told))
    print(f"deadlines: {dict(told.deadlines_by_end(LAST))}")
    print(
        f"untold {len(told.untold(LAST))}, repeated {len(told.repeated())}, two of one step in a day "
        f"{len(told.twice_a_day())}, about done claims {len(told.about_done)}, bad hour {len(told.at_a_bad_hour)}"
    )
    assert told.untold(LAST) == []
    assert told.repeated() == []
    assert told.twice_a_day() == []
    assert told.about_done == []
    assert told.at_a_bad_hour == []


def table(told: Told) -> str:
    """A row for everybody: messages a day that they work, and of these about one claim."""
    names = {
        BEA: "Bea",
        DEE: "Dee, Mon-Thu",
        LEE: "Lee, lead",
        DENIALS: "#denials",
        BILLING: "#billing",
        ADMIN: "#admin",
    }
    rows = [f"{'':14}{'days':>6}{'mean':>7}{'p95':>5}{'max':>5}   single claims: mean p95 max   lists  rows/list"]
    by_day = told.by_day()
    for destination, days in sorted(by_day.items()):
        working = [day for day in workdays() if destination != DEE or day.weekday() < 4]
        all_counts = [len(days.get(day, [])) for day in working]
        single = [sum(one.kind == "claim" for one in days.get(day, [])) for day in working]
        lists = [one for sent in days.values() for one in sent if one.kind == "digest"]
        rows.append(
            f"{names.get(destination, destination):14}{len(working):>6}{figures(all_counts)}   {figures(single):>28}"
            f"{len(lists):>8}{mean([len(one.named) for one in lists] or [0]):>11.1f}"
        )
    return "\n".join(rows)


def figures(counts: list[int]) -> str:
    ordered = sorted(counts)
    return f"{mean(counts):>7.1f}{ordered[int(len(ordered) * 0.95)]:>5}{ordered[-1]:>5}"


def workdays() -> list[date]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day for day in days if _CALENDAR.is_working(day)]

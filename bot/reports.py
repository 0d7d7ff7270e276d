"""Reports as services ask for them: reads the store once, calls the rules; it writes nothing and draws nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.clock import Clock
from bot.rules.denials import Carcs
from bot.rules.report_denials import with_meanings
from bot.rules.report_facts import facts_of
from bot.rules.report_kpis import count_kpis
from bot.rules.report_periods import usual_closed_period, usual_period
from data.report_models import AgeBy, AgeFrom, Aging, ClaimFacts, Kpis, Period
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.ledgers import load_ledgers
from data.store.reports import iterate_booked, payer_names, sum_aging


class ReportDesk:
    """One desk for the command line, Slack and the weekly report."""

    def __init__(self, store: ClaimsFile, clock: Clock, carcs: Callable[[], Carcs]) -> None:
        self._store = store
        self._clock = clock
        self._carcs = carcs

    def today(self) -> date:
        return self._clock.today()

    def aging(self, *, by: AgeBy = AgeBy.PAYER, age_from: AgeFrom = AgeFrom.SERVICE) -> Aging:
        with self._store.read() as db:
            return sum_aging(db, self._clock.today(), by=by, age_from=age_from)

    def kpis(self, period: Period | None = None, *, leaves_out_duplicates: bool = False) -> Kpis:
        """Without a period the last 90 days, and for what needs a closed one the 90 days that ended 90 days ago."""
        today = self._clock.today()
        wanted = period or usual_period(today)
        since = min(wanted.start, usual_closed_period(today).start) if wanted.is_usual else wanted.start
        with self._store.read() as db:
            aging = sum_aging(db, today, by=AgeBy.PAYER, age_from=AgeFrom.SERVICE)
            facts = self._facts(db, since)
        counted = count_kpis(facts, aging, wanted, leaves_out_duplicates=leaves_out_duplicates)
        return replace(counted, by_carc=with_meanings(counted.by_carc, self._carcs()))

    def _facts(self, db: ClaimsDb, since: date) -> list[ClaimFacts]:
        carcs, payers = self._carcs(), payer_names(db)
        found: list[ClaimFacts] = []
        for part in iterate_booked(db, since):
            booked = {one.claim_id: one for one in part}
            ledgers = load_ledgers(db, list(booked))
            found += [facts_of(booked[one.claim_id], one, carcs, payers) for one in ledgers]
        return found

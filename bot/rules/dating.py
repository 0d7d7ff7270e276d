"""What the days of a claim are reckoned with: rules, payers' facts, the calendar; one value for many claims."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rules.calendar import Calendar
from bot.rules.deadlines import deadline_of
from bot.rules.denials import Carcs
from bot.rules.rule_choice import RuleBook
from data.appeal_models import AppealLevel
from data.claim_models import PayerKind
from data.deadline_models import Deadline, DeadlineRule, Purpose, Starts, Way
from data.follow_up_models import Step, StepKind
from data.work_models import LetterDay

AppealLevels = Mapping[PayerKind, tuple[AppealLevel, ...]]
KNOWN_YEARS = range(1990, 2091)
"""Days outside of them are slips of the pen: nothing is reckoned from them."""
RECKONING = 2
"""Goes up whenever the same facts come to other days: then open claims are dated anew."""
OWN = "own."
"""How ids of the practice's own rules begin."""
LETTER_RULE = "letter"
"""Stands for a rule where a payer's letter names the day."""
_USUAL_DAYS = 30
_MEDICARE_DAYS = 18
"""Electronic claims are payable from day 14; four days more for the remittance."""
_MAIL_LEAD = 5
_BY_MAIL = frozenset(
    {Purpose.APPEAL, Purpose.RECORDS, Purpose.REOPENING, Purpose.FILING_EXCEPTION, Purpose.OVERPAYMENT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerFacts:
    """What is known of a payer that days depend on. None where the practice has set nothing."""

    kind: PayerKind
    payer_id: int | None = None
    """The payer that it is one with, where a person said so; else its own."""
    state: str = ""
    contracted: bool | None = None
    usual_days: int | None = None
    quiet_days: int | None = None


_NOTHING_KNOWN = PayerFacts(kind=PayerKind.UNKNOWN)


class Dating:
    """Remembers what it has reckoned: many claims share their days."""

    def __init__(
        self,
        book: RuleBook,
        calendar: Calendar,
        payers: Mapping[int, PayerFacts],
        carcs: Carcs | None = None,
        levels: AppealLevels | None = None,
    ) -> None:
        self.book = book
        self.calendar = calendar
        self._payers = payers
        self._carcs = carcs or {}
        self._levels = levels or {}
        self._limits: dict[tuple[str, date], Deadline] = {}
        self._after: dict[tuple[date, int], date] = {}

    @property
    def mark(self) -> str:
        """Another one where claims may have other days: by shipped rules, closed days, tables, how this reckons.

        The practice's own rules are left out: whoever changes one dates its claims anew.
        """
        rules = sorted(_reckoned_by(rule) for rule in self.book.rules if not rule.id.startswith(OWN))
        steps = sorted((code, one.next_step) for code, one in self._carcs.items())
        closed = sorted(day.isoformat() for day in self.calendar.closed)
        return hashlib.sha256(repr((RECKONING, rules, steps, closed)).encode()).hexdigest()[:32]

    def after(self, day: date, business_days: int) -> date:
        """So many business days after the day."""
        key = (day, business_days)
        found = self._after.get(key)
        if found is None:
            found = self._after[key] = self.calendar.add_business_days(day, business_days)
        return found

    def working(self, day: date) -> date:
        """The day, or the next working day after it."""
        return self.after(day, 0)

    def facts_of(self, payer_id: int | None) -> PayerFacts:
        return self._payers.get(payer_id or 0, _NOTHING_KNOWN)

    def kind_of(self, payer_id: int | None) -> PayerKind:
        return self.facts_of(payer_id).kind

    def usual_days(self, payer_id: int | None) -> int:
        """Days after which a payer that has not answered is asked: its own, its state's law, else the usual ones."""
        facts = self.facts_of(payer_id)
        if facts.usual_days is not None:
            return facts.usual_days
        if facts.kind is PayerKind.MEDICARE:
            return _MEDICARE_DAYS
        law = self.rule(Purpose.PAYMENT, payer_id) if facts.state else None
        return law.limit if law is not None else _USUAL_DAYS

    @property
    def carcs(self) -> Carcs:
        return self._carcs

    def usual_step(self, carc: str) -> str:
        """How a reason is usually worked, "" where our table lacks it."""
        action = self._carcs.get(carc)
        return action.next_step if action else ""

    def decision_days(self, payer_id: int | None, level: int) -> int | None:
        """Calendar days within which the payer decides an appeal of this level."""
        facts = self.facts_of(payer_id)
        if facts.quiet_days is not None:
            return facts.quiet_days
        rule = self.rule(Purpose.APPEAL, payer_id, level=level)
        return rule.decision_days if rule else None

    def level(self, payer_id: int | None, number: int) -> AppealLevel | None:
        """The appeal level of a payer's kind, None past the last one that is known. A contracted plan's own levels are
        those of its contract: of Medicare Advantage the first alone is told, the federal ones are not its.
        """
        facts = self.facts_of(payer_id)
        levels = self._levels.get(facts.kind, ())
        if facts.kind is PayerKind.MEDICARE_ADVANTAGE and facts.contracted:
            levels = levels[:1]
        return levels[number - 1] if 1 <= number <= len(levels) else None

    def rule(self, purpose: Purpose, payer_id: int | None, *, level: int = 0) -> DeadlineRule | None:
        """The rule that answers for the claim's payer: contract, then state, payer, global."""
        facts = self.facts_of(payer_id)
        named = facts.payer_id or payer_id
        return self.book.choose(purpose, level=level, payer_id=named, kind=facts.kind, state=facts.state)

    def deadline(self, rule: DeadlineRule, start_on: date) -> Deadline:
        """As what the rule is for is usually sent: claims electronically, papers by mail."""
        key = (rule.id, start_on)
        found = self._limits.get(key)
        if found is None:
            way = Way.MAIL if rule.purpose in _BY_MAIL else Way.ELECTRONIC
            found = self._limits[key] = deadline_of(rule, start_on, calendar=self.calendar, way=way)
        return found

    def limit(
        self,
        kind: StepKind,
        purpose: Purpose,
        payer_id: int | None,
        event_on: date,
        *,
        level: int = 0,
        service_on: date | None = None,
    ) -> list[Step]:
        """The step with its last day, [] where no rule is known, or the day that it counts from is not.

        `event_on` is the day of what asks for it; a rule that counts from the service takes `service_on`.
        """
        rule = self.rule(purpose, payer_id, level=level)
        is_from_service = rule is not None and rule.starts is Starts.SERVICE
        start_on = service_on if is_from_service else event_on
        return self._limit(kind, rule, start_on, event_on, level)

    def limit_by(self, kind: StepKind, rule_id: str, event_on: date, *, level: int = 0) -> list[Step]:
        """The same by a rule that is named, for one that is not chosen by itself."""
        return self._limit(kind, self.book.rule_with(rule_id), event_on, event_on, level)

    def _limit(
        self, kind: StepKind, rule: DeadlineRule | None, start_on: date | None, event_on: date, level: int
    ) -> list[Step]:
        if rule is None or start_on is None or start_on.year not in KNOWN_YEARS:
            return []
        found = self.deadline(rule, start_on)
        return [
            Step(
                kind=kind,
                due_on=found.send_by,
                since=max(start_on, event_on),
                rule_id=rule.id,
                start_on=start_on,
                last_on=found.due_rolled,
                level=level,
                is_from_service=rule.starts is Starts.SERVICE,
            )
        ]

    def by_letter(self, letter: LetterDay) -> Step:
        """What a letter asks: by its own last day, less the days that mail takes."""
        safe = self.calendar.last_working(letter.last_on)
        return Step(
            kind=StepKind.LETTER,
            due_on=self.calendar.subtract_business_days(safe, _MAIL_LEAD),
            since=letter.on,
            rule_id=LETTER_RULE,
            start_on=letter.on,
            last_on=letter.last_on,
        )


def _reckoned_by(rule: DeadlineRule) -> tuple[str, ...]:
    """What of a rule moves days, as text."""
    facts = (
        *(rule.id, rule.purpose, rule.level, rule.scope, sorted(map(str, rule.payer_kinds)), rule.state, rule.limit),
        *(rule.unit, rule.starts, rule.presumed_receipt_days, rule.filed, rule.mail_lead_business_days, rule.rolls),
        *(rule.decision_days, rule.opens_after, rule.plan_days, rule.month_end, rule.from_receipt, rule.asked_only),
    )
    return tuple(map(str, facts))

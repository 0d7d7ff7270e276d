"""Lives a case's chain for one claim: every step becomes an event with its day, its payer number and its amounts."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from data.samples.rulings import rule
from data.samples.shapes import (
    Adjusted,
    Answered,
    Claim,
    Event,
    Line,
    Remitted,
    Route,
    RuledLine,
    Sent,
    TakenBack,
    Told,
)
from data.samples.steps import Answer, Change, Numbered, Remit, Reverse, Send, Step, TakeBack, Tell
from data.samples.workdays import payday_from, sending_day_after, workday_from, workdays_after

LONG_TAIL = "-MINERAL-SPRINGS"
"""Makes a claim number longer than the 20 characters that some payers keep."""


@dataclass(slots=True, kw_only=True)
class Story:
    """One claim on its way: `day` is the day of the latest event, `payer_numbers` what each payer calls it now."""

    claim: Claim
    chance: Random
    day: date
    events: list[Event] = field(default_factory=list)
    payer_numbers: dict[int, str] = field(default_factory=dict)

    def live(self, step: Step) -> None:
        match step:
            case Send():
                self._send(step)
            case Answer():
                self._answer(step)
            case Tell():
                self._tell(step)
            case Remit():
                self._remit(step)
            case Reverse():
                self._reverse(step)
            case TakeBack():
                self._take_back(step)

    @property
    def ends_on(self) -> date:
        """The day on which all has come: a 999 follows its 837 on the next workday."""
        lost = self.events and self.sent.route is Route.LOST
        return self.day if lost or not self.events else max(self.day, workdays_after(self.sent.on, 1))

    @property
    def sent(self) -> Sent:
        """The latest submission."""
        return [event for event in self.events if isinstance(event, Sent)][-1]

    def remitted(self, rank: int) -> list[Remitted]:
        return [event for event in self.events if isinstance(event, Remitted) and event.rank == rank]

    def _wait(self, waits: tuple[int, int]) -> date:
        return self.day + timedelta(days=self.chance.randint(*waits))

    def _send(self, step: Send) -> None:
        self.day = sending_day_after(self._wait(step.waits))
        lines = _changed(self.sent.lines if self.events else self.claim.lines, step.change)
        self.events.append(
            Sent(
                claim=self.claim,
                on=self.day,
                rank=step.rank,
                number=f"{self.claim.number}R" if step.renumbered else self.claim.number,
                frequency=step.frequency,
                payer_number=self.payer_numbers.get(step.rank, "") if step.frequency in "78" else "",
                lines=lines,
                route=step.route,
                earlier=tuple(self.remitted(rank)[-1] for rank in range(step.rank)),
            )
        )
        if step.frequency == "7":
            self._number_by_payer(step.rank)

    def _answer(self, step: Answer) -> None:
        sent = self.sent
        self.day = workdays_after(sent.on, 2 if step.by_payer else 1)
        if step.category == "A2" and sent.rank not in self.payer_numbers:
            self._number_by_payer(sent.rank)
        self.events.append(
            Answered(
                sent=sent,
                on=self.day,
                by_payer=step.by_payer,
                category=step.category,
                status=step.status,
                entity=step.entity,
                payer_number=self.payer_numbers[sent.rank] if step.category == "A2" else "",
            )
        )

    def _tell(self, step: Tell) -> None:
        self.day = workday_from(self._wait(step.waits))
        number = self.payer_numbers.get(self.sent.rank, "")
        self.events.append(
            Told(sent=self.sent, on=self.day, category=step.category, status=step.status, payer_number=number)
        )

    def _remit(self, step: Remit) -> None:
        payer = self.claim.patient.coverages[step.rank].payer
        if not step.together:
            self.day = payday_from(self._wait((12, 19)), payer.payday)
        if step.part == "rest" or step.rank not in self.payer_numbers:
            self._number_by_payer(step.rank)
        lines = rule(
            self._lines_at(step), step.ruling, rate_percent=payer.rate_percent, left_cents=self._left(step.rank)
        )
        self.events.append(
            Remitted(
                claim=self.claim,
                on=self.day,
                rank=step.rank,
                status=step.status or str(step.rank + 1 + (18 if step.forwards else 0)),
                number=self._written(step.numbered),
                payer_number=self.payer_numbers[step.rank],
                replaced=self.sent.payer_number if self.sent.frequency == "7" else "",
                frequency=self.sent.frequency,
                lines=tuple(lines),
                by_claim=_summed(lines) if step.ruling.by_claim else (),
                received_on=workdays_after(self.sent.on, 1),
                crossover=self.claim.patient.coverages[step.rank + 1].payer if step.forwards else None,
                interest_cents=step.interest_cents,
                stands=step.stands,
            )
        )

    def _reverse(self, step: Reverse) -> None:
        original = self.remitted(step.rank)[-1]
        day = payday_from(self._wait((14, 21)), original.payer.payday)
        self.day = workday_from(day + timedelta(days=1)) if step.alone else day
        self.events.append(
            replace(
                original,
                on=self.day,
                status="22",
                lines=tuple(_negated_line(line) for line in original.lines),
                by_claim=tuple(_negated(part) for part in original.by_claim),
                crossover=None,
                interest_cents=0,
                stands=False,
            )
        )

    def _take_back(self, step: TakeBack) -> None:
        latest = self.remitted(0)[-1]
        self.day = payday_from(self._wait((14, 21)), latest.payer.payday)
        self.events.append(
            TakenBack(
                claim=self.claim, on=self.day, payer=latest.payer, payer_number=latest.payer_number, cents=step.cents
            )
        )

    def _number_by_payer(self, rank: int) -> None:
        payer = self.claim.patient.coverages[rank].payer
        self.payer_numbers[rank] = f"{payer.key[:3].upper()}{self.chance.randint(10**9, 10**10 - 1)}"

    def _lines_at(self, step: Remit) -> tuple[Line, ...]:
        lines = self.sent.lines
        return {"": lines, "first": lines[:1], "rest": lines[1:]}[step.part]

    def _left(self, rank: int) -> tuple[int, ...]:
        """The patient's share of each line after the payer before."""
        if not rank:
            return ()
        before = self.remitted(rank - 1)[-1]
        return tuple(sum(part.cents for part in line.adjusted if part.group == "PR") for line in before.lines)

    def _written(self, numbered: Numbered) -> str:
        return {
            Numbered.AS_SENT: self.sent.number,
            Numbered.AS_FIRST_SENT: self.claim.number,
            Numbered.CUT: self.sent.number[:20],
            Numbered.ZERO: "0",
        }[numbered]


def _changed(lines: tuple[Line, ...], change: Change) -> tuple[Line, ...]:
    if change is Change.LINE_DROPPED:
        return lines[:-1]
    if change is Change.MODIFIER:
        return (replace(lines[0], modifiers=(*lines[0].modifiers, "25")), *lines[1:])
    return lines


def _summed(lines: list[RuledLine]) -> tuple[Adjusted, ...]:
    totals: dict[tuple[str, str], int] = {}
    for part in (part for line in lines for part in line.adjusted):
        totals[part.group, part.carc] = totals.get((part.group, part.carc), 0) + part.cents
    return tuple(Adjusted(group=group, carc=carc, cents=cents) for (group, carc), cents in totals.items())


def _negated(part: Adjusted) -> Adjusted:
    return replace(part, cents=-part.cents)


def _negated_line(line: RuledLine) -> RuledLine:
    return replace(
        line,
        charge_cents=-line.charge_cents,
        paid_cents=-line.paid_cents,
        adjusted=tuple(_negated(part) for part in line.adjusted),
    )

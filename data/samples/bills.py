"""Draws one claim of the sample practice: patient, provider, lines and diagnoses, from a seeded source of chance."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from data.samples.case import Bill, Case
from data.samples.fees import (
    ANCILLARY,
    DIAGNOSES,
    DRUGS,
    IMAGING,
    INJURIES,
    LABS,
    OUTPATIENT,
    ROOMS,
    SUPPLIES,
    TREATMENTS,
    VISITS,
    Fee,
)
from data.samples.practice import PROVIDERS
from data.samples.shapes import Claim, Line, Patient
from data.samples.workdays import workday_until


def draw_claim(case: Case, number: str, *, service_on: date, patients: Sequence[Patient], chance: Random) -> Claim:
    """A claim whose service ends on the day given; the patient has a plan that the case allows."""
    patient = chance.choice([patient for patient in patients if patient.plan in case.plans])
    service_to = workday_until(service_on)
    stay = chance.randint(2, 5) if case.bill is Bill.INPATIENT else 0
    injured = case.bill is Bill.INJURY
    diagnoses = tuple(chance.sample(INJURIES if injured else DIAGNOSES, chance.randint(1, 3)))
    return Claim(
        number=number,
        patient=patient,
        provider=chance.choice(PROVIDERS),
        institutional=case.bill in (Bill.INPATIENT, Bill.OUTPATIENT),
        facility="13" if case.bill is Bill.OUTPATIENT else "11",
        service_from=service_to - timedelta(days=stay),
        service_to=service_to,
        lines=_lines(case, stay, len(diagnoses), chance),
        diagnoses=diagnoses,
        patient_paid_cents=case.patient_paid_cents,
        injured_on=service_to - timedelta(days=chance.randint(1, 9)) if injured else None,
    )


def _lines(case: Case, stay: int, diagnoses: int, chance: Random) -> tuple[Line, ...]:
    if case.bill is Bill.INPATIENT:
        return _stay_lines(stay, chance)
    if case.bill is Bill.OUTPATIENT:
        drawn = [(revenue, chance.choice(fees)) for revenue, fees in OUTPATIENT]
        return tuple(_line(place, fee, 1, diagnoses, revenue) for place, (revenue, fee) in enumerate(drawn, 1))
    return _office_lines(case, diagnoses, chance)


def _office_lines(case: Case, diagnoses: int, chance: Random) -> tuple[Line, ...]:
    """A visit, then whatever else was done; a drug stands last."""
    more = chance.randint(max(0, case.least_lines - 1), 3)
    fees = [chance.choice(VISITS), *chance.sample((*LABS, *IMAGING, *TREATMENTS, *SUPPLIES), more)]
    if case.bill is Bill.DRUG:
        fees.append(chance.choice(DRUGS))
    return tuple(
        _line(place, fee, chance.choice((2, 4)) if fee.drug else 1, diagnoses) for place, fee in enumerate(fees, 1)
    )


def _line(number: int, fee: Fee, units: int, diagnoses: int, revenue_code: str = "") -> Line:
    return Line(
        number=number,
        procedure=fee.code,
        modifiers=("RR",) if fee in SUPPLIES else (),
        revenue_code=revenue_code,
        charge_cents=fee.charge_cents * units,
        allowed_cents=fee.allowed_cents * units,
        units=units,
        pointers=tuple(range(1, min(diagnoses, 1 + number % 2) + 1)),
        drug=fee.drug,
    )


def _stay_lines(days: int, chance: Random) -> tuple[Line, ...]:
    room, daily_cents = chance.choice(ROOMS)
    charges = [(room, daily_cents * days, days)]
    charges += [(revenue, cents, 1) for revenue, cents in sorted(chance.sample(ANCILLARY, 2))]
    return tuple(
        Line(
            number=place,
            procedure="",
            modifiers=(),
            revenue_code=revenue,
            charge_cents=cents,
            allowed_cents=cents * 45 // 100,
            units=units,
            pointers=(),
            drug="",
        )
        for place, (revenue, cents, units) in enumerate(charges, 1)
    )

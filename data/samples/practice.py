"""The invented practice: its providers, payers and patients; the same people whatever the seed.

Nobody here exists. Patients are gemstones and trees named after months, providers are birds. The provider numbers pass
their check digit but begin with 2, and the tax ids with 00, which are not given out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from data.samples.shapes import Coverage, Organization, Patient, Payer, Person, Provider
from data.samples.x12_text import segment

CITY = "SAMPLETON"
STATE = "DE"
ZIP = "199980001"
PHONE = "3025550100"
SENDER = "SAMPLEPRACTICE"
CLEARINGHOUSE = "SAMPLECLEARING"

FAMILY_NAMES = (
    "AGATE ALDER AMBER ASPEN BERYL BIRCH CEDAR CITRINE CYPRESS GARNET HAZEL JASPER LINDEN MAPLE ONYX OPAL "
    "PERIDOT QUARTZ ROWAN SEQUOIA SPRUCE TOPAZ WILLOW ZIRCON"
).split()
FIRST_NAMES = "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()
PROVIDER_NAMES = "HERON KESTREL PLOVER SPARROW WREN".split()


def npi(base: int) -> str:
    """A ten-digit provider number for a nine-digit base: the Luhn check digit counts the prefix 80840."""
    digits = [int(digit) for digit in f"80840{base:09d}"]
    total = sum(digits[-2::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[-1::-2])
    return f"{base:09d}{-total % 10}"


GROUP = Organization(
    name="MINERAL SPRINGS SAMPLE MEDICAL GROUP",
    npi=npi(200000001),
    tax_id="001234561",
    street="100 SAMPLE STREET",
    taxonomy="261QP2300X",
)
HOSPITAL = Organization(
    name="MINERAL SPRINGS SAMPLE HOSPITAL",
    npi=npi(200000002),
    tax_id="001234562",
    street="200 SAMPLE STREET",
    taxonomy="282N00000X",
)


def biller(*, institutional: bool) -> Organization:
    return HOSPITAL if institutional else GROUP


def address_segments(street: str) -> list[str]:
    """N3 and N4: everybody lives in the same invented town."""
    return [segment("N3", street), segment("N4", CITY, STATE, ZIP)]


PROVIDERS = tuple(
    Provider(last=last, first=FIRST_NAMES[place], npi=npi(200000011 + place), taxonomy=taxonomy)
    for place, (last, taxonomy) in enumerate(
        zip(PROVIDER_NAMES, ("207Q00000X", "207R00000X", "208000000X", "207X00000X", "363LF0000X"), strict=True)
    )
)

_PAYER_TABLE = (
    # key, name, payer number, SBR09, CLP06, payday, percent of the fee schedule
    ("medicare", "Medicare Part B Sample MAC", "SAMPLEMACB", "MB", "MB", 1, 100),
    ("medicare_a", "Medicare Part A Sample MAC", "SAMPLEMACA", "MA", "MA", 1, 100),
    ("humana", "Humana", "HUMANA0001", "16", "16", 3, 98),
    ("medicaid", "Sample State Medicaid", "SAMPLEMCD1", "MC", "MC", 2, 70),
    ("evergreen", "Evergreen Sample Health Plan", "EVERGRN001", "CI", "12", 4, 118),
    ("aetna", "Aetna", "AETNA00001", "CI", "12", 2, 122),
    ("uhc", "UHC", "UHC0000001", "CI", "12", 3, 120),
    ("cigna", "Cigna", "CIGNA00001", "CI", "12", 0, 125),
    ("bcbs", "BCBS of Sample State", "BCBSSAMPLE", "BL", "12", 4, 115),
    ("lakeside", "Lakeside Sample HMO", "LAKESIDE01", "HM", "HM", 0, 105),
    ("tricare", "TRICARE Sample Region", "TRICARES01", "CH", "CH", 2, 99),
    ("workers", "Granite Sample Workers Compensation", "GRANITEWC1", "WC", "WC", 3, 110),
    ("medigap", "Harbor Sample Medigap", "HARBORMGAP", "CI", "15", 4, 100),
    ("retiree", "Orchard Sample Retiree Plan", "ORCHARDRET", "CI", "15", 0, 100),
)
PAYERS = {
    key: Payer(
        key=key,
        name=name,
        number=number,
        tax_id=f"0076543{place:02d}",
        filing_code=filing,
        remittance_code=remittance,
        payday=payday,
        rate_percent=rate,
    )
    for place, (key, name, number, filing, remittance, payday, rate) in enumerate(_PAYER_TABLE)
}

PLANS: dict[str, tuple[str, ...]] = {
    "aetna": ("aetna",),
    "uhc": ("uhc",),
    "cigna": ("cigna",),
    "bcbs": ("bcbs",),
    "evergreen": ("evergreen",),
    "lakeside": ("lakeside",),
    "humana": ("humana",),
    "medicaid": ("medicaid",),
    "tricare": ("tricare",),
    "workers": ("workers",),
    "medicare": ("medicare",),
    "medicare_a": ("medicare_a",),
    "medicare_medigap": ("medicare", "medigap"),
    "medicare_medicaid": ("medicare", "medicaid"),
    "two_commercial": ("aetna", "evergreen"),
    "three_payers": ("medicare", "medigap", "retiree"),
}
"""The kinds of coverage, each with its payers in the order in which they pay."""

COMMERCIAL = ("aetna", "uhc", "cigna", "bcbs", "evergreen", "lakeside")
_OVER_65 = {"humana", *(plan for plan in PLANS if plan.startswith("medicare")), "three_payers"}
_COUNT = 150
_TURN = (*PLANS, *COMMERCIAL, "medicare", "medicaid")


def patients() -> tuple[Patient, ...]:
    """All patients; every kind of coverage occurs at least four times."""
    return tuple(_patients())


def _patients() -> Iterator[Patient]:
    for place, (last, first) in enumerate(list(product(FAMILY_NAMES, FIRST_NAMES))[:_COUNT]):
        plan = _TURN[place % len(_TURN)]
        person = _person(last, first, place, plan)
        yield Patient(
            person=person,
            subscriber=_parent(person, place) if plan in COMMERCIAL and place % 5 == 0 else None,
            plan=plan,
            coverages=tuple(
                Coverage(payer=PAYERS[key], member_id=f"{key[:3].upper()}{910_000_000 + place * 37 + rank}")
                for rank, key in enumerate(PLANS[plan])
            ),
        )


def _person(last: str, first: str, place: int, plan: str) -> Person:
    child = plan in COMMERCIAL and place % 5 == 0
    earliest = date(2010, 1, 5) if child else date(1938, 2, 3) if plan in _OVER_65 else date(1966, 3, 4)
    return Person(
        last=last,
        first=first,
        born=earliest + timedelta(days=place * 31),
        gender="FM"[place % 2],
        street=f"{place + 1} SAMPLE LANE",
    )


def _parent(child: Person, place: int) -> Person:
    other = FIRST_NAMES[(FIRST_NAMES.index(child.first) + 6) % len(FIRST_NAMES)]
    born = child.born - timedelta(days=30 * 365)
    return Person(last=child.last, first=other, born=born, gender="MF"[place % 2], street=child.street)

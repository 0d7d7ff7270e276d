"""The sample practice's fees and diagnoses: bare codes with amounts, never a descriptor.

The amounts are invented. A code's group is a neutral word of ours that says which claims it is drawn for.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """Charge and allowed amount of one unit, cents. `drug` is an invented national drug code."""

    code: str
    charge_cents: int
    allowed_cents: int
    drug: str = ""


def _fees(table: str) -> tuple[Fee, ...]:
    """Rows of code, charge in dollars, allowed amount in dollars and cents."""
    rows = (row.split() for row in table.strip().splitlines())
    return tuple(
        Fee(code=code, charge_cents=int(charge) * 100, allowed_cents=int(allowed.replace(".", "")))
        for code, charge, allowed in rows
    )


VISITS = _fees("""
99202 145 72.50
99203 215 111.20
99204 320 166.75
99212 95 55.40
99213 160 90.15
99214 235 127.60
99215 310 179.35
99395 260 131.00
99396 275 140.50
G0438 240 164.25
G0439 190 130.75
""")
LABS = _fees("""
80053 48 10.56
80061 52 13.39
82947 22 3.93
83036 41 9.71
84443 63 16.80
85025 34 7.77
81002 15 3.48
87880 45 16.53
36415 18 8.57
""")
IMAGING = _fees("""
71046 120 33.25
73030 115 34.80
73562 130 39.10
76700 340 118.40
77067 310 131.60
93000 75 15.20
93306 820 198.75
""")
TREATMENTS = _fees("""
11102 240 99.80
17110 225 113.30
20610 210 64.95
90471 45 20.15
90834 185 104.60
90837 250 154.30
96372 55 14.85
97110 85 29.75
97140 80 27.60
99406 40 14.95
""")
SUPPLIES = _fees("""
A4253 60 25.70
E0143 140 62.35
L1833 780 455.90
""")
DRUGS = (
    Fee(code="J1100", charge_cents=4_000, allowed_cents=1_125, drug="00000010001"),
    Fee(code="J3301", charge_cents=9_000, allowed_cents=2_460, drug="00000010002"),
)
ROOMS = (("0120", 185_000), ("0200", 320_000))
"""Revenue code and daily charge, cents, of inpatient stays."""
ANCILLARY = (("0250", 42_500), ("0300", 61_000), ("0320", 88_000), ("0450", 134_500))
OUTPATIENT = (("0300", LABS), ("0320", IMAGING), ("0510", VISITS))
"""Revenue codes with the fees that stand under them."""

DIAGNOSES = (
    "E11.9 E11.22 E11.65 E78.5 E03.9 E66.9 I10 I25.10 I48.91 I50.9 J06.9 J20.9 J44.9 J45.909 K21.9 K59.00 "
    "M17.11 M25.511 M54.50 M79.7 N18.30 N39.0 R05.9 R07.9 R10.9 R51.9 R53.83 Z00.00 Z12.31 Z23 F32.A F41.1 G47.33 L57.0"
).split()
INJURIES = ("S83.241A", "S93.401A", "S60.211A")
"""Diagnoses of claims after an injury at work."""

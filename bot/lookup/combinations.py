"""Conditions that ICD-10-CM joins in one code, and the codes that stand beside it; pure rules on code numbers.

Source: ICD-10-CM Official Guidelines, sections I.A.15 ("with"), I.B.9 (combination codes), I.C.4.a (diabetes),
I.C.9.a (hypertension), I.C.9.d (sequelae of stroke), and the notes "use additional code" of the tabular list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_LATE_STAGES = ("N18.5", "N18.6")
_KIDNEY = ("N18",)
_HYPERTENSION = ("I10", "I11", "I12", "I13")
_HEART_FAILURE = ("I50",)
_STROKE = ("I63", "I61", "I69.3", "Z86.73")
_LOWER_INFECTION = ("J12", "J13", "J14", "J15", "J16", "J18", "J20", "J21", "J22")


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Parts by the beginnings of their codes; `gives` is the code for all of them; `beside` are parts kept with it."""

    family: str
    of: tuple[tuple[str, ...], ...]
    gives: str
    beside: tuple[int, ...] = ()
    after: bool = False
    """Only where the text says that one comes from the other in the past: "after stroke"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """The codes for a text's conditions, in order, and which parts each joins ("" for a part on its own)."""

    codes: tuple[str, ...]
    joined: tuple[tuple[str, ...], ...]


def _diabetes() -> list[Combination]:
    """Each type of diabetes joined with what the guidelines presume it causes."""
    found = []
    for kind in ("E10", "E11", "E13", "E08", "E09"):
        found += [
            Combination(family=kind, of=((kind,), prefixes), gives=f"{kind}.{ending}", beside=(1,) if kept else ())
            for prefixes, ending, kept in (
                (_KIDNEY, "22", True),
                (("L97", "L98.4"), "621", True),
                (("K31.84",), "43", False),
                (("G63", "G62.89"), "42", False),
                (("G62.9", "G58.9", "G60.9", "M79.2", "G64"), "40", False),
                (("H35.00", "H35.0", "H36"), "319", False),
                (("H26.9", "H25", "H28"), "36", False),
                (("I73.9", "I70.2"), "51", False),
                (("I96",), "52", False),
                (("N28.9", "N05.9", "N08", "N06.9"), "21", False),
                (("R73.9",), "65", False),
                (("E16.2",), "649", False),
                (("M86",), "69", True),
            )
        ]
    return found


_COMBINATIONS: tuple[Combination, ...] = (
    Combination(family="I10", of=(_HYPERTENSION, _HEART_FAILURE, _LATE_STAGES), gives="I13.2", beside=(1, 2)),
    Combination(family="I10", of=(_HYPERTENSION, _HEART_FAILURE, _KIDNEY), gives="I13.0", beside=(1, 2)),
    Combination(family="I10", of=(("I10",), _HEART_FAILURE), gives="I11.0", beside=(1,)),
    Combination(family="I10", of=(("I10", "I12"), _LATE_STAGES), gives="I12.0", beside=(1,)),
    Combination(family="I10", of=(("I10", "I12"), _KIDNEY), gives="I12.9", beside=(1,)),
    Combination(family="I10", of=(("I10",), ("I51.5", "I51.7", "I51.9", "I51.89", "I51.4")), gives="I11.9"),
    *_diabetes(),
    Combination(family="J44", of=(("J44.9", "J44.1"), _LOWER_INFECTION), gives="J44.0", beside=(1,)),
    Combination(family="J44", of=(("J44.9",), ("J45",)), gives="J44.89", beside=(1,)),
    Combination(family="I25", of=(("I25.10",), ("I20.0",)), gives="I25.110"),
    Combination(family="I25", of=(("I25.10",), ("I20.9",)), gives="I25.119"),
    Combination(family="D64", of=(("D64.9", "D63.1"), _KIDNEY), gives="D63.1", beside=(1,)),
    Combination(family="D64", of=(("D64.9", "D63.0"), ("C",)), gives="D63.0", beside=(1,)),
    Combination(family="K70", of=(("K70.30",), ("R18",)), gives="K70.31"),
    Combination(family="N40", of=(("N40.0", "N40.1"), ("R33", "R35", "R39.1")), gives="N40.1", beside=(1,)),
    Combination(family="M10", of=(("M10.9", "M10.3"), _KIDNEY), gives="M10.30", beside=(1,)),
    Combination(family="K85", of=(("K85.9", "K85.90"), ("K80",)), gives="K85.10", beside=(1,)),
    Combination(family="N30", of=(("N30.00", "N30.90"), ("R31",)), gives="N30.01"),
    Combination(family="J11", of=(("J11.1",), ("J12", "J15", "J18")), gives="J11.00"),
    Combination(family="G30", of=(("G30",), ("F03.90", "F03.9", "F02.80")), gives="F02.80", beside=(0,)),
    Combination(family="A41", of=(("A41", "A40"), ("R65.2",)), gives="R65.21", beside=(0,)),
    Combination(family="I69", of=(("G81.91", "G81.93"), _STROKE), gives="I69.351", after=True),
    Combination(family="I69", of=(("G81.92", "G81.94"), _STROKE), gives="I69.354", after=True),
    Combination(family="I69", of=(("G81.90",), _STROKE), gives="I69.359", after=True),
    Combination(family="I69", of=(("R47.01",), _STROKE), gives="I69.320", after=True),
    Combination(family="I69", of=(("R47.1",), _STROKE), gives="I69.322", after=True),
    Combination(family="I69", of=(("R29.810",), _STROKE), gives="I69.392", after=True),
    Combination(family="I69", of=(("R13.1",), _STROKE), gives="I69.391", beside=(0,), after=True),
)
"""Those of more parts first."""
_CODED_FIRST = frozenset({"F02.80", "R65.21"})
"""Codes that follow what is kept beside them: the cause is coded first."""
_REUSED = frozenset({"E10", "E11", "E13", "E08", "E09"})
"""Diabetes goes with each of its complications."""


def combine(parts: Sequence[str], *, after: bool) -> Combined | None:
    """The codes for conditions named beside each other, None where no two of them are joined.

    `parts` are the usual codes of each, as the person named them; `after` where one is the late effect of another.
    """
    codes: list[str] = []
    joined: list[tuple[str, ...]] = []
    absorbed: dict[str, str] = {}
    for rule in _COMBINATIONS:
        found = _parts_of(rule, parts)
        if found is None or (rule.after and not after):
            continue
        if any(absorbed.get(one, rule.family) != rule.family for one in found):
            continue
        if rule.family not in _REUSED and found[0] in absorbed:
            continue
        kept = [found[place] for place in rule.beside]
        absorbed |= {one: rule.family for one in found if one not in kept and not _says_its_own(one, rule)}
        ordered = [*kept, rule.gives] if rule.gives in _CODED_FIRST else [rule.gives, *kept]
        for code in ordered:
            codes.append(code)
            joined.append(found if code == rule.gives else ())
    if not codes:
        return None
    for part in parts:
        if part not in absorbed:
            codes.append(part)
            joined.append(())
    return _joined_first(codes, joined)


def _says_its_own(part: str, rule: Combination) -> bool:
    """Whether a diabetes code already names a complication, so that it stays beside the next one."""
    return rule.family in _REUSED and part.startswith(rule.family) and not part.endswith(".9")


def _parts_of(rule: Combination, parts: Sequence[str]) -> tuple[str, ...] | None:
    """The part for each place of the rule, each part once; None where one is missing."""
    taken: list[str] = []
    for prefixes in rule.of:
        found = next((part for part in parts if part.startswith(prefixes) and part not in taken), None)
        if found is None:
            return None
        taken.append(found)
    return tuple(taken)


def _joined_first(codes: list[str], joined: list[tuple[str, ...]]) -> Combined:
    """Each code once: combinations in their order, then what stands beside them."""
    pairs = dict(zip(reversed(codes), reversed(joined), strict=True))
    first_of_each = list(dict.fromkeys(codes))
    ordered = [code for code in first_of_each if pairs[code]] + [code for code in first_of_each if not pairs[code]]
    if any(code in _CODED_FIRST for code in codes):
        ordered = first_of_each
    return Combined(codes=tuple(ordered), joined=tuple(pairs[code] for code in ordered))

"""A vague code beside one that says more: unspecified, a symptom, acute and chronic apart; it reads no notes.

Source: ICD-10-CM guidelines I.B.2 (detail), I.B.5 (symptoms integral to a disease), I.B.8 (acute and chronic).
"""

from collections.abc import Iterator
from itertools import combinations, permutations

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_sides import are_sides

_SEVERAL_AT_ONCE = ("C", "D0", "D1", "D2", "D3", "D4", "O", "S", "T", "V", "W", "X", "Y", "Z")
"""Chapters in which a patient often has several of one category, so that a vague one may be another."""
_NO_SENSE = frozenset("unspecified other abnormal nec and not elsewhere classified general".split())
_NOT_OF_IT = frozenset(("acute", "chronic", "and", "on", "with", "unspecified"))
_FEWEST_LETTERS = 5
_MOST_WORDS = 3


def vague(listing: CheckedList) -> Iterator[Finding]:
    billable = [code for code in listing.codes if code.detail.code.billable]
    ordered = sorted(billable, key=lambda code: code.key)
    yield from _unspecified(ordered)
    yield from _symptoms(ordered)
    yield from _acute_and_chronic(billable, dict(listing.in_one))


def _unspecified(codes: list[CheckedCode]) -> Iterator[Finding]:
    for one, other in permutations(codes, 2):
        if _is_vaguer(one, other) and not are_sides(one, other):
            text = (
                f"{one.named} is unspecified and {other.named} says more: leave {one.code} out if both mean the same "
                "condition (guideline I.B.2)."
            )
            yield Finding(severity=Severity.WARNING, rule="unspecified", codes=(one.code, other.code), text=text)


def _is_vaguer(one: CheckedCode, other: CheckedCode) -> bool:
    """Unspecified below the same heading, or the ".9" of the same category."""
    if one.key.startswith(_SEVERAL_AT_ONCE) or "unspecified" not in one.title.lower():
        return False
    if "unspecified" in other.title.lower() or one.category != other.category or _is_diabetes(one):
        return False
    above = one.detail.parents[-1].code.replace(".", "") if one.detail.parents else ""
    beside = bool(above) and other.key.startswith(above)
    return beside or (one.key[3:4] == "9" and other.key[3:4] != "9")


def _is_diabetes(code: CheckedCode) -> bool:
    """A patient has several complications at once; those without one are judged apart."""
    return code.begins("E08", "E09", "E10", "E11", "E13")


def _symptoms(codes: list[CheckedCode]) -> Iterator[Finding]:
    """A symptom that the title of a diagnosis names already: fever beside dengue fever."""
    symptoms = [code for code in codes if code.key.startswith("R")]
    diagnoses = [code for code in codes if "A" <= code.key[0] <= "Q" and code.key[0] != "O"]
    for symptom in symptoms:
        words = [word for word in _words(symptom.title) if word not in _NO_SENSE]
        if not 1 <= len(words) <= _MOST_WORDS or len(words[0]) < _FEWEST_LETTERS:
            continue
        for diagnosis in diagnoses:
            if _names_it(diagnosis, words):
                text = (
                    f"{diagnosis.named} names the symptom of {symptom.named} in its title: leave {symptom.code} out if "
                    "it is part of that disease (guideline I.B.5)."
                )
                yield Finding(
                    severity=Severity.INFORMATION, rule="symptom", codes=(symptom.code, diagnosis.code), text=text
                )


def _names_it(diagnosis: CheckedCode, words: list[str]) -> bool:
    title = _words(diagnosis.title)
    denied = {"without", "no", "not"} & set(title)
    return not denied and any(title[at : at + len(words)] == words for at in range(len(title)))


def _acute_and_chronic(codes: list[CheckedCode], in_one: dict[str, str]) -> Iterator[Finding]:
    for one, other in combinations(codes, 2):
        acute, chronic = (one, other) if _says(one, "acute") else (other, one)
        if not (_says(acute, "acute") and _says(chronic, "chronic") and _rest(acute.title) == _rest(chronic.title)):
            continue
        single = next((code for code, title in in_one.items() if _rest(title) == _rest(acute.title)), "")
        if single:
            text = f"{acute.named} and {chronic.named}: {single} says both in one code (guideline I.B.8)."
            yield Finding(
                severity=Severity.WARNING, rule="acute-and-chronic", codes=(acute.code, chronic.code), text=text
            )
        elif chronic.place < acute.place:
            text = f"{chronic.code} stands before {acute.code}: the acute condition goes first (guideline I.B.8)."
            yield Finding(severity=Severity.WARNING, rule="acute-first", codes=(acute.code, chronic.code), text=text)


def says_both(title: str) -> bool:
    """ "Acute and chronic respiratory failure", "Acute on chronic systolic (congestive) heart failure"."""
    return {"acute", "chronic"} <= set(_words(title))


def _says(code: CheckedCode, word: str) -> bool:
    return word in _words(code.title) and not says_both(code.title)


def _rest(title: str) -> frozenset[str]:
    """What is acute or chronic, in whatever order: "Acute cholecystitis with chronic cholecystitis" is both."""
    return frozenset(_words(title)) - _NOT_OF_IT


def _words(title: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()

"""Which facts are about the same claim: decided from the facts alone, so that no order of imports changes the answer.

A claim number of ours (837, export) comes first. A payer's number (CLP07, REF*F8) leads to a claim only where patient,
day or charge agree, for it is unique within one payer alone. Then a number cut to 20 characters, then the number as it
stands. Several visits under one number are told apart in visits.py. What is weaker is left to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.rules.visits import agreement, split_visits
from data.claim_models import FactKind, LinkFact
from data.claim_numbers import claim_key, payer_key

CUT_AT = 20
"""Payers may return CLM01 cut to 20 characters (X12 RFI 525)."""
MOST_NAMED = 20
"""A payer's number beside more claim numbers than this is a filler."""
_OURS = (FactKind.SENT, FactKind.LISTED)
_ENOUGH = 2
"""Of patient, day and charge so many must agree for a payer's number to outweigh the number that a row carries."""


def cut_key(number: str) -> str:
    """The key of a number that may have been cut, "" where it is not as long as that."""
    return claim_key(number) if len(number) == CUT_AT else ""


def group_facts(facts: Iterable[LinkFact], *, said_same: Sequence[tuple[int, int]] = ()) -> dict[int, str]:
    """Fact id -> key of its claim. Facts with the same key are one claim.

    The facts must be complete: whatever shares a number, a payer's number or a cut number with one of them is here,
    and so are both facts of each pair that a person said to be about one claim.
    """
    ordered = sorted(facts, key=lambda fact: fact.origin)
    numbers = _Numbers(ordered)
    groups: dict[str, list[LinkFact]] = defaultdict(list)
    for fact in ordered:
        groups[numbers.key_of(fact)].append(fact)
    keys: dict[int, str] = {}
    for key, members in groups.items():
        keys |= split_visits(key, members)
    return _with_said_same(keys, said_same)


class _Numbers:
    """The numbers of some facts: which are ours, which mean the same claim, and where payers' numbers lead."""

    def __init__(self, facts: Sequence[LinkFact]) -> None:
        self._ours = {key for fact in facts if fact.kind in _OURS and (key := claim_key(fact.number))}
        self._cut = _cut_numbers(facts)
        self._roots = Roots()
        self._bearers = self._bearers_of(facts)
        replacements = [fact for fact in facts if fact.kind is FactKind.SENT and fact.replaces]
        while sum(self._join(fact) for fact in replacements):  # one chain may show where another leads
            pass

    def key_of(self, fact: LinkFact) -> str:
        own = claim_key(fact.number)
        if own in self._ours:
            return self._roots.of(own)
        led = self._led_to(fact, payer_key(fact.payer_claim_number), _ENOUGH if own else 0)
        led = led or self._led_to(fact, payer_key(fact.original_payer_claim_number), _ENOUGH if own else 0)
        if led:
            return led
        if own:
            return self._roots.of(self._cut.get(cut_key(fact.number), own))
        number = payer_key(fact.payer_claim_number)
        return f"payer:{number}" if number else f"fact:{fact.origin}"

    def _bearers_of(self, facts: Sequence[LinkFact]) -> Mapping[str, dict[str, list[LinkFact]]]:
        """Payer's number -> claim number -> the rows that carry both; where ours are among them, ours alone."""
        bearers: dict[str, dict[str, list[LinkFact]]] = defaultdict(lambda: defaultdict(list))
        for fact in facts:
            own, number = claim_key(fact.number), payer_key(fact.payer_claim_number)
            if own and number and fact.kind is not FactKind.SENT:
                bearers[number][self._cut.get(cut_key(fact.number), own)].append(fact)
        for number, named in bearers.items():
            ours = {own: rows for own, rows in named.items() if own in self._ours}
            bearers[number] = ours or named
        return {number: named for number, named in bearers.items() if len(named) <= MOST_NAMED}

    def _join(self, fact: LinkFact) -> bool:
        """A replacement or void belongs to the claim whose payer's number it names, if the patient or payer and day
        are the same. Whether that joined two."""
        own = claim_key(fact.number)
        named = self._bearers.get(payer_key(fact.original_payer_claim_number), {})
        fitting = {self._roots.of(key) for key, rows in named.items() if any(_may_replace(fact, row) for row in rows)}
        return bool(own) and len(fitting) == 1 and self._roots.join(own, fitting.pop())

    def _led_to(self, fact: LinkFact, number: str, enough: int) -> str:
        """The one claim that a payer's number leads to, or "" where it leads to none, to several or to another's."""
        found = {
            self._roots.of(key)
            for key, rows in self._bearers.get(number, {}).items()
            if any(_agrees(fact, row, enough) for row in rows)
        }
        return found.pop() if len(found) == 1 else ""


class Roots:
    """Keys that were found to mean the same, each by the first of them in the alphabet."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, key: str) -> str:
        root = key
        while root in self._above:
            root = self._above[root]
        while key != root:
            self._above[key], key = root, self._above[key]
        return root

    def join(self, one: str, other: str) -> bool:
        """Whether they were apart before."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return False
        self._above[second] = first
        return True


def _agrees(fact: LinkFact, row: LinkFact, enough: int) -> bool:
    agreed, differing = agreement(fact, row)
    return agreed >= enough and differing < _ENOUGH


def _may_replace(fact: LinkFact, row: LinkFact) -> bool:
    """A replacement may change the charge, and a name or day that was wrong, but not both."""
    same_patient = not fact.patient_last or not row.patient_last or fact.patient_last[:4] == row.patient_last[:4]
    same_day = not fact.service_from or not row.service_from or fact.service_from == row.service_from
    same_payer = not fact.payer_id or not row.payer_id or fact.payer_id == row.payer_id
    return same_patient if not same_day else same_patient or same_payer


def _cut_numbers(facts: Iterable[LinkFact]) -> dict[str, str]:
    """Cut numbers that stand for exactly one of ours -> that one."""
    whole: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.kind in _OURS and len(fact.number) >= CUT_AT and claim_key(fact.number):
            whole[claim_key(fact.number[:CUT_AT])].add(claim_key(fact.number))
    return {cut: numbers.pop() for cut, numbers in whole.items() if len(numbers) == 1}


def _with_said_same(keys: dict[int, str], said_same: Sequence[tuple[int, int]]) -> dict[int, str]:
    if not said_same:
        return keys
    roots = Roots()
    for one, other in said_same:
        roots.join(keys[one], keys[other])
    return {fact_id: roots.of(key) for fact_id, key in keys.items()}

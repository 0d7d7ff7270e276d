"""Which facts are about the same claim: decided from the facts alone, so that no order of imports changes the answer.

The order of trust: a replacement's chain (REF*F8), the claim number where an 837 or export carries it, the payer's
number (CLP07), a number cut to 20 characters, and the number as it stands. What is weaker is left to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from data.claim_models import FactKind, LinkFact

CUT_AT = 20
"""Payers may return CLM01 cut to 20 characters (X12 RFI 525)."""
_SHORTEST_PAYER_NUMBER = 5
_OURS = (FactKind.SENT, FactKind.LISTED)


def usable_number(number: str) -> str:
    """The claim number, or "" where it names no claim: empty, or all zeros (X12 RFI 535)."""
    return number if number.strip("0 ") else ""


def usable_payer_number(number: str) -> str:
    """The payer's claim number, or "" where it is too short or empty to name one claim."""
    return number if len(number) >= _SHORTEST_PAYER_NUMBER and number.strip("0 ") else ""


def group_facts(facts: Iterable[LinkFact], *, said_same: Sequence[tuple[int, int]] = ()) -> dict[int, str]:
    """Fact id -> key of its claim. Facts with the same key are one claim.

    The facts must be complete: whatever shares a number, a payer's number or a cut number with one of them is here,
    and so are both facts of each pair that a person said to be about one claim.
    """
    ordered = sorted(facts, key=lambda fact: fact.origin)
    numbers = _Numbers(ordered)
    keys = {fact.id: numbers.key_of(fact) for fact in ordered}
    keys = _with_shared_numbers_split(ordered, keys)
    for one, other in said_same:
        first, second = sorted((keys[one], keys[other]))
        if first != second:
            keys = {fact_id: first if key == second else key for fact_id, key in keys.items()}
    return keys


class _Numbers:
    """The numbers of some facts: which are ours, which mean the same claim, and where payers' numbers lead."""

    def __init__(self, facts: Sequence[LinkFact]) -> None:
        self._ours = {number for fact in facts if fact.kind in _OURS and (number := usable_number(fact.number))}
        self._cut = _unique({number[:CUT_AT]: number for number in self._ours if len(number) > CUT_AT}, self._ours)
        self._same: dict[str, str] = {}
        self._named = self._names_of_payer_numbers(facts)
        replacements = [fact for fact in facts if fact.kind is FactKind.SENT and fact.replaces]
        while any(self._join(fact) for fact in replacements):  # one chain may show where another leads
            pass

    def key_of(self, fact: LinkFact) -> str:
        number = usable_number(fact.number)
        if number in self._ours:
            return self._root(number)
        led = self._led_to(fact.payer_claim_number) or self._led_to(fact.original_payer_claim_number)
        if led:
            return led
        if number:
            return self._root(self._cut.get(number, number))
        payer_number = usable_payer_number(fact.payer_claim_number)
        return f"payer:{payer_number}" if payer_number else f"fact:{fact.origin}"

    def _names_of_payer_numbers(self, facts: Sequence[LinkFact]) -> Mapping[str, set[str]]:
        """Payer's number -> the claim numbers that stand beside it; ours outweigh what only payers wrote."""
        ours: dict[str, set[str]] = defaultdict(set)
        theirs: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            number, payer_number = usable_number(fact.number), usable_payer_number(fact.payer_claim_number)
            if number and payer_number and fact.kind is not FactKind.SENT:
                (ours if number in self._ours else theirs)[payer_number].add(self._cut.get(number, number))
        return {**theirs, **ours}

    def _join(self, fact: LinkFact) -> bool:
        """A replacement or void belongs to the claim whose payer's number it names. Whether that joined two."""
        number = usable_number(fact.number)
        original = self._led_to(fact.original_payer_claim_number)
        if not number or not original:
            return False
        first, second = sorted((self._root(number), self._root(original)))
        if first == second:
            return False
        self._same[second] = first
        return True

    def _led_to(self, payer_number: str) -> str:
        """The one claim that a payer's number leads to, or "" where it leads to none or to several."""
        roots = {self._root(number) for number in self._named.get(usable_payer_number(payer_number), ())}
        return roots.pop() if len(roots) == 1 else ""

    def _root(self, number: str) -> str:
        while number in self._same:
            number = self._same[number]
        return number


def _unique(cut: Mapping[str, str], numbers: Iterable[str]) -> dict[str, str]:
    """Cut numbers that stand for exactly one of ours."""
    counts: dict[str, int] = defaultdict(int)
    for number in numbers:
        counts[number[:CUT_AT]] += 1
    return {short: number for short, number in cut.items() if counts[short] == 1}


# --- one number used for several claims ----------------------------------------------------------------------------


def _with_shared_numbers_split(facts: Sequence[LinkFact], keys: dict[int, str]) -> dict[int, str]:
    """Some systems send the patient's account as CLM01 of every visit: then the visit tells the claims apart."""
    groups: dict[str, list[LinkFact]] = defaultdict(list)
    for fact in facts:
        groups[keys[fact.id]].append(fact)
    for key, members in groups.items():
        if len(members) > 1 and _is_shared(members):
            for fact in members:
                keys[fact.id] = _visit_key(key, fact, members)
    return keys


def _is_shared(members: Sequence[LinkFact]) -> bool:
    """One batch never holds one claim twice on different days, nor do two patients on two days share one."""
    originals = [fact for fact in members if fact.kind is FactKind.SENT and not fact.replaces]
    visits: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    for fact in originals:
        visits[fact.transaction_id, fact.sequence].add(_visit(fact))
    if any(len(different) > 1 for different in visits.values()):
        return True
    known = {_visit(fact) for fact in originals if fact.service_from and fact.patient_last}
    first = next(iter(sorted(known)), ("", ""))
    return any(day != first[0] and name != first[1] for day, name in known)


def _visit(fact: LinkFact) -> tuple[str, str]:
    return (fact.service_from.isoformat() if fact.service_from else "", fact.patient_last.upper())


def _visit_key(key: str, fact: LinkFact, members: Sequence[LinkFact]) -> str:
    """The visit's own key: by day and patient, else by a charge that only one visit has, else the number alone."""
    visits = {_visit(one): one.charge_cents for one in members if one.kind is FactKind.SENT}
    if _visit(fact) in visits:
        day, name = _visit(fact)
    else:
        same_day = [visit for visit in visits if visit[0] == _visit(fact)[0]]
        same_charge = [visit for visit, cents in visits.items() if cents == fact.charge_cents]
        found = same_day if len(same_day) == 1 else same_charge
        if len(found) != 1:
            return key
        day, name = found[0]
    return f"{key}|{day}|{name}"

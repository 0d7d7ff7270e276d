"""Tells visits apart that came under one claim number: some systems send the patient's account as CLM01 every time.

A visit is a day of service of a patient. What a payer or export says goes to the visit that it agrees with best.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from data.claim_models import FactKind, LinkFact
from data.claim_numbers import payer_key

_TOO_MANY_TO_WEIGH = 40
_MOST_COMPARED = 20
_TOO_DIFFERENT = 2


def agreement(one: LinkFact, other: LinkFact) -> tuple[int, int]:
    """(how many of patient, day and charge are the same, how many differ); what is not known counts for neither."""
    agreed = differing = 0
    for same in (_same_patient(one, other), _same_day(one, other), _same_charge(one, other)):
        agreed += same is True
        differing += same is False
    return agreed, differing


def split_visits(key: str, members: Sequence[LinkFact]) -> dict[int, str]:
    """Fact id -> key, all the same where the facts are of one visit. The members come in the order of their origin."""
    if len(members) == 1 or _is_one_visit(members):
        return dict.fromkeys((fact.id for fact in members), key)
    visits = _sent_visits(members) or _told_visits(members)
    placed = {fact.id: visit for visit in visits for fact in visit.facts}
    visits = _placing(members, visits, placed)
    if len(visits) == 1:
        return dict.fromkeys((fact.id for fact in members), key)
    names = {visit: visit.name for visit in visits}
    return {fact.id: f"{key}|{names[placed[fact.id]]}" for fact in members}


@dataclass(slots=True, eq=False)
class _Visit:
    """Facts that belong together; the first of them names the visit."""

    facts: list[LinkFact] = field(default_factory=list)

    @property
    def name(self) -> str:
        days = sorted(fact.service_from.isoformat() for fact in self.facts if fact.service_from)
        return f"{days[0] if days else ''}|{min(fact.origin for fact in self.facts)}"


def _is_one_visit(members: Sequence[LinkFact]) -> bool:
    """The common case: nobody says another day or patient."""
    days = {fact.service_from for fact in members if fact.service_from}
    patients = {fact.patient_last.upper() for fact in members if fact.patient_last}
    return len(days) <= 1 and len(patients) <= 1


# --- visits as we sent them ----------------------------------------------------------------------------------------


def _sent_visits(members: Sequence[LinkFact]) -> list[_Visit]:
    """One for each day (and patient, where one batch holds two, or the charges differ too) that we sent."""
    originals = [fact for fact in members if fact.kind is FactKind.SENT and not fact.replaces]
    visits: list[_Visit] = []
    by_day: dict[object, list[_Visit]] = defaultdict(list)
    for fact in originals:
        visit = next((one for one in by_day[fact.service_from] if _is_sent_again(fact, one)), None)
        if visit is None:
            visit = _Visit()
            visits.append(visit)
            by_day[fact.service_from].append(visit)
        visit.facts.append(fact)
    return _without_rejected(visits, members)


def _is_sent_again(fact: LinkFact, visit: _Visit) -> bool:
    """On one day: the same patient, or another spelling of the name at the same charge in another batch."""
    first = visit.facts[0]
    if _same_patient(fact, first) is not False:
        return True
    is_one_batch = any(fact.transaction_id == one.transaction_id for one in visit.facts)
    return not is_one_batch and _same_charge(fact, first) is True


def _without_rejected(visits: list[_Visit], members: Sequence[LinkFact]) -> list[_Visit]:
    """What was rejected and never paid or denied was sent again with its day or name put right: it joins the next."""
    if len(visits) < 2:
        return visits
    decided = {fact.service_from for fact in members if fact.kind is FactKind.REMITTED}
    rejected = {(fact.service_from, fact.patient_last.upper()) for fact in members if fact.rejects}
    ordered = sorted(visits, key=lambda visit: (max(str(fact.on) for fact in visit.facts), visit.name))
    kept: list[_Visit] = []
    waiting: list[LinkFact] = []
    for visit in ordered:
        first = visit.facts[0]
        seen = {(first.service_from, first.patient_last.upper()), (first.service_from, "")}
        if first.service_from not in decided and seen & rejected and visit is not ordered[-1]:
            waiting += visit.facts
            continue
        visit.facts += waiting
        waiting = []
        kept.append(visit)
    return kept


# --- visits that only payers and exports tell of -------------------------------------------------------------------


def _told_visits(members: Sequence[LinkFact]) -> list[_Visit]:
    """Rows of one day and patient, or of one payer's number, are one visit; all listings of a number are one."""
    listed = [fact for fact in members if fact.kind is FactKind.LISTED]
    if listed:
        return [_Visit(listed)]
    visits: list[_Visit] = []
    found: dict[tuple[str, str, str], _Visit] = {}
    for fact in sorted(members, key=lambda one: (str(one.service_from), one.origin)):
        if not fact.service_from:
            continue
        number = payer_key(fact.payer_claim_number)
        signs = [("day", fact.service_from.isoformat(), fact.patient_last.upper()[:4])]
        signs += [("number", number, "")] if number else []
        visit = next((found[sign] for sign in signs if sign in found), None)
        if visit is None:
            visit = _Visit()
            visits.append(visit)
        visit.facts.append(fact)
        for sign in signs:
            found.setdefault(sign, visit)
    return visits


# --- all other facts -----------------------------------------------------------------------------------------------


def _placing(members: Sequence[LinkFact], visits: list[_Visit], placed: dict[int, _Visit]) -> list[_Visit]:
    """Gives each fact that has no visit yet the one it agrees with; a fact that contradicts all has one of its own."""
    theirs = [fact for fact in members if fact.id not in placed and fact.kind is not FactKind.SENT]
    replacements = [fact for fact in members if fact.id not in placed and fact.kind is FactKind.SENT]
    for facts in (theirs, replacements):  # a replacement names the payer's number, which their rows tell
        bases = list(visits)
        by_day, by_number = _indexes(bases)
        strangers: dict[tuple[str, str], _Visit] = {}
        for fact in facts:
            visit = _best(fact, bases, by_day, by_number)
            if visit is None:
                sign = (str(fact.service_from), fact.patient_last.upper()[:4])
                visit = strangers.setdefault(sign, _Visit())
                if not visit.facts:
                    visits.append(visit)
            visit.facts.append(fact)
            placed[fact.id] = visit
    return visits


def _indexes(visits: Iterable[_Visit]) -> tuple[dict[object, list[_Visit]], dict[str, list[_Visit]]]:
    by_day: dict[object, list[_Visit]] = defaultdict(list)
    by_number: dict[str, list[_Visit]] = defaultdict(list)
    for visit in visits:
        for day in {fact.service_from for fact in visit.facts if fact.service_from}:
            by_day[day].append(visit)
        for number in {payer_key(fact.payer_claim_number) for fact in visit.facts} - {""}:
            by_number[number].append(visit)
    return by_day, by_number


def _best(
    fact: LinkFact,
    visits: Sequence[_Visit],
    by_day: dict[object, list[_Visit]],
    by_number: dict[str, list[_Visit]],
) -> _Visit | None:
    """The visit that agrees most; none where even the best differs in two of patient, day and charge."""
    same_number = by_number.get(payer_key(fact.payer_claim_number) or payer_key(fact.original_payer_claim_number), [])
    if len(same_number) == 1:
        return same_number[0]
    candidates = by_day.get(fact.service_from, []) if fact.service_from else []
    if not candidates and len(visits) <= _TOO_MANY_TO_WEIGH:
        candidates = list(visits)
    weighed = [(_weigh(fact, visit), -place, visit) for place, visit in enumerate(candidates)]
    fitting = [(weight, place, visit) for weight, place, visit in weighed if weight is not None]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def _weigh(fact: LinkFact, visit: _Visit) -> int | None:
    """How well the fact agrees with the visit; None where it differs from all of it in two things."""
    weights = [agreed - differing for agreed, differing in _agreements(fact, visit) if differing < _TOO_DIFFERENT]
    return max(weights, default=None)


def _agreements(fact: LinkFact, visit: _Visit) -> list[tuple[int, int]]:
    return [agreement(fact, one) for one in visit.facts[:_MOST_COMPARED]]


def _same_patient(one: LinkFact, other: LinkFact) -> bool | None:
    if not one.patient_last or not other.patient_last:
        return None
    return one.patient_last.upper()[:4] == other.patient_last.upper()[:4]


def _same_day(one: LinkFact, other: LinkFact) -> bool | None:
    """A day within the other's span is the same: a payer may name a line's day only."""
    if not one.service_from or not other.service_from:
        return None
    return one.service_from <= (other.service_to or other.service_from) and other.service_from <= (
        one.service_to or one.service_from
    )


def _same_charge(one: LinkFact, other: LinkFact) -> bool | None:
    if one.charge_cents is None or other.charge_cents is None:
        return None
    return abs(one.charge_cents) == abs(other.charge_cents)

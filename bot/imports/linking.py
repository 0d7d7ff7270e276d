"""Brings claims up to date with their facts: links what belongs together, computes the positions that changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from bot.dating import load_dating
from bot.rules.acknowledging import batches_answered
from bot.rules.denials import Carcs
from bot.rules.follow_up import followed_up
from bot.rules.listing import newest_export
from bot.rules.matching import CUT_AT, cut_key, group_facts
from bot.rules.posting import position_of
from bot.rules.sweeping import first_look
from data.claim_models import BatchAck, LinkFact
from data.claim_numbers import claim_key, payer_key
from data.store.batch_links import acks_by_id, acks_naming, batches_named, claims_sent_in, keep_answers
from data.store.claims_file import ClaimsDb
from data.store.fact_links import assign_claims, facts_by_id, facts_of_claims, facts_said_same, facts_sharing
from data.store.ledgers import load_ledgers, position_row, save_positions, saved_rows
from data.store.payers import open_claims_dated_otherwise
from data.store.unlisted import save_listed

_FACTS_AT_ONCE = 2_000
_CLAIMS_AT_ONCE = 1_000
_FAR_STEPS = 2
"""Facts are seldom tied to each other over more facts than one."""


def link_facts(db: ClaimsDb, fact_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Gives the facts, and all that share a number with them, their claims: (claims concerned, those that are new)."""
    concerned: set[int] = set()
    new: set[int] = set()
    linked: set[int] = set()
    for some in _in_parts(fact_ids, _FACTS_AT_ONCE):
        facts = facts_by_id(db, some)
        concerned |= {fact.claim_id for fact in facts if fact.claim_id}
        family = _family(db, [fact for fact in facts if fact.id not in linked])
        linked |= {fact.id for fact in family if fact.id > some[-1]}  # the ids count up: those to come
        said = facts_said_same(db, [fact.id for fact in family])
        moved, made = assign_claims(db, family, group_facts(family, said_same=said))
        concerned |= moved
        new |= made
    return concerned, new & concerned


def _family(db: ClaimsDb, seeds: Iterable[LinkFact]) -> list[LinkFact]:
    """The facts with all that is tied to them: by a claim number, a payer's number, a number cut short, a person.

    Of claims that are found further off all facts are taken at once: a chain of replacements is not walked anew.
    """
    found = {fact.id: fact for fact in seeds}
    steps = 0
    numbers: set[str] = set()
    payer_numbers: set[str] = set()
    fresh: Collection[LinkFact] = list(found.values())
    while fresh:
        new_numbers = {one for fact in fresh for one in _numbers_tied(fact)} - numbers
        new_payer_numbers = {one for fact in fresh for one in _payer_numbers_tied(fact)} - payer_numbers
        numbers |= new_numbers
        payer_numbers |= new_payer_numbers
        cut = {key for fact in fresh if (key := cut_key(fact.number))}
        looked_at = fresh
        fresh = facts_sharing(db, numbers=new_numbers, payer_numbers=new_payer_numbers, cut=cut, known=found)
        said = {one for pair in facts_said_same(db, [fact.id for fact in (*looked_at, *fresh)]) for one in pair}
        fresh = [*fresh, *facts_by_id(db, said - found.keys() - {fact.id for fact in fresh})]
        found |= {fact.id: fact for fact in fresh}
        steps += 1
        if steps >= _FAR_STEPS:
            further = facts_of_claims(db, {fact.claim_id for fact in fresh if fact.claim_id}, known=found)
            fresh = [*fresh, *further]
            found |= {fact.id: fact for fact in further}
    return list(found.values())


def _numbers_tied(fact: LinkFact) -> Iterator[str]:
    key = claim_key(fact.number)
    if key:
        yield key
        if len(fact.number) > CUT_AT:
            yield claim_key(fact.number[:CUT_AT])


def _payer_numbers_tied(fact: LinkFact) -> Iterator[str]:
    for number in (fact.payer_claim_number, fact.original_payer_claim_number):
        if key := payer_key(number):
            yield key


# --- acknowledgements of batches -----------------------------------------------------------------------------------


def answer_acks(db: ClaimsDb, ack_ids: Collection[int]) -> set[int]:
    """Finds what the acknowledgements are about; the claims concerned."""
    return _answer(db, acks_by_id(db, ack_ids))


def answer_batch(db: ClaimsDb, transaction_id: int) -> set[int]:
    """Finds the acknowledgements that came before the batch that they are about; the claims concerned."""
    return _answer(db, acks_naming(db, transaction_id))


def _answer(db: ClaimsDb, acks: Iterable[BatchAck]) -> set[int]:
    answers = {ack.id: batches_answered(ack, batches_named(db, ack)) for ack in acks}
    return claims_sent_in(db, keep_answers(db, answers))


# --- positions -----------------------------------------------------------------------------------------------------


def compute_positions(
    db: ClaimsDb, claim_ids: Collection[int], carcs: Carcs, *, new: Collection[int] = frozenset()
) -> set[int]:
    """Computes the claims anew and keeps what changed; the claims whose row is another now.

    Those in `new` were made just now: they are kept without looking at what was there.
    """
    changed: set[int] = set()
    dating = load_dating(db)
    for some in _in_parts(sorted(claim_ids), _CLAIMS_AT_ONCE):
        before = saved_rows(db, [claim_id for claim_id in some if claim_id not in new])
        ledgers = load_ledgers(db, some)
        computed = [
            (ledger.claim_id, followed_up(position_of(ledger, carcs), ledger, dating))
            for ledger in ledgers
            if ledger.claim_id in before or ledger.claim_id in new
        ]
        differing = [
            (claim_id, one) for claim_id, one in computed if claim_id in new or before[claim_id] != position_row(one)
        ]
        save_listed(
            db, [(one.claim_id, newest_export(one.listed)) for one in ledgers if one.listed or one.claim_id in before]
        )
        remind_on = {claim_id: first_look(one.steps, dating.calendar) for claim_id, one in differing}
        save_positions(db, differing, remind_on=remind_on, new=new)
        changed |= {claim_id for claim_id, _ in differing}
    return changed


def redate_claims(db: ClaimsDb, carcs: Carcs, *, done: Collection[int]) -> set[int]:
    """Reckons the open claims anew whose payer turned out to be of another kind; those in `done` just were."""
    return compute_positions(db, set(open_claims_dated_otherwise(db)) - set(done), carcs)


def _in_parts(items: Sequence[int], size: int) -> Iterator[list[int]]:
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part

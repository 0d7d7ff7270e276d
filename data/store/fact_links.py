"""Which fact belongs to which claim: facts that share numbers are found here, and what was decided of them is kept."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlite_utils import Database

from data.claim_models import FactKind, LinkFact
from data.store.hand_off_clocks import hand_clocks_over
from data.store.refs import new_ref

_COLUMNS = (
    "fact.id, fact.kind, fact.origin, fact.claim_id, fact.number, fact.payer_claim_number, "
    "fact.original_payer_claim_number, fact.transaction_id, fact.sequence, fact.replaces, fact.patient_last, "
    "fact.service_from, fact.charge_cents, fact.service_to, fact.happened_on, fact.payer_id, fact.rejects"
)
_MOST_SHARING = 200
"""A payer's number on more facts than this is a filler that says nothing."""
_LAST_SIGN = "\U0010ffff"


def facts_by_id(db: Database, ids: Collection[int]) -> list[LinkFact]:
    return _facts(db, "fact WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)), set())


def facts_of_claims(db: Database, claim_ids: Collection[int], *, known: Collection[int]) -> list[LinkFact]:
    """Those in `known` are left out."""
    wanted = json.dumps(list(claim_ids))
    return _facts(db, "fact WHERE claim_id IN (SELECT value FROM json_each(?))", wanted, set(known))


def facts_sharing(
    db: Database,
    *,
    numbers: Collection[str],
    payer_numbers: Collection[str],
    cut: Collection[str],
    known: Collection[int],
) -> list[LinkFact]:
    """Facts with one of the claim numbers, one of the payers' numbers, or a number that begins with a cut one.

    Numbers are given as they are compared. Those in `known` are left out.
    """
    found: list[LinkFact] = []
    known = set(known)
    for source, values in (
        ("fact WHERE number_key <> '' AND number_key IN (SELECT value FROM json_each(?))", numbers),
        (_sharing("payer_key"), payer_numbers),
        (_sharing("original_key"), payer_numbers),
        (
            "json_each(?) AS cut JOIN fact ON fact.number_key <> '' AND fact.number_key > cut.value "
            f"AND fact.number_key < cut.value || '{_LAST_SIGN}'",
            cut,
        ),
    ):
        if values:
            found += _facts(db, source, json.dumps(list(values)), known)
            known |= {fact.id for fact in found}
    return found


def _sharing(column: str) -> str:
    """Facts by a payer's number, but for numbers on very many of them. The column is one of two names."""
    few = "(SELECT count(*) FROM (SELECT 1 FROM fact AS other WHERE other.payer_key <> '' "
    few += f"AND other.payer_key = given.value LIMIT {_MOST_SHARING + 1})) <= {_MOST_SHARING}"
    return f"fact WHERE {column} <> '' AND {column} IN (SELECT value FROM json_each(?) AS given WHERE {few})"  # noqa: S608


def facts_said_same(db: Database, fact_ids: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of facts that a person said are about one claim, where either is among the given ones."""
    wanted = json.dumps(list(fact_ids))
    rows = db.conn.execute(
        "SELECT fact_id, other_id FROM said_same WHERE fact_id IN (SELECT value FROM json_each(?)) "
        "UNION SELECT fact_id, other_id FROM said_same WHERE other_id IN (SELECT value FROM json_each(?))",
        (wanted, wanted),
    )
    return [(row[0], row[1]) for row in rows]


def say_same(db: Database, claim_id: int, other_id: int, at: datetime) -> list[int]:
    """Keeps that a person said so of two claims, by the first fact of each; the facts concerned."""
    pair = sorted(
        db.conn.execute("SELECT min(id) FROM fact WHERE claim_id = ?", [one]).fetchone()[0]
        for one in (claim_id, other_id)
    )
    db.conn.execute("INSERT OR IGNORE INTO said_same VALUES (?, ?, ?)", (*pair, at.isoformat(timespec="seconds")))
    return pair


def unsay_same(db: Database, claim_id: int) -> list[int]:
    """Takes back what people said of this claim; its facts, to be linked anew."""
    facts = [row[0] for row in db.conn.execute("SELECT id FROM fact WHERE claim_id = ?", [claim_id])]
    for pair in facts_said_same(db, facts):
        db.conn.execute("DELETE FROM said_same WHERE fact_id = ? AND other_id = ?", pair)
    return facts


def all_fact_ids(db: Database) -> list[int]:
    return [row[0] for row in db.conn.execute("SELECT id FROM fact ORDER BY id")]


def _facts(db: Database, source: str, values: str, known: set[int]) -> list[LinkFact]:
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM {source}", [values])  # noqa: S608 - parts above, no values
    return [
        LinkFact(
            id=row[0],
            kind=FactKind(row[1]),
            origin=row[2],
            claim_id=row[3],
            number=row[4],
            payer_claim_number=row[5],
            original_payer_claim_number=row[6],
            transaction_id=row[7] or 0,
            sequence=row[8],
            replaces=bool(row[9]),
            patient_last=row[10],
            service_from=date.fromisoformat(row[11]) if row[11] else None,
            charge_cents=row[12],
            service_to=date.fromisoformat(row[13]) if row[13] else None,
            on=date.fromisoformat(row[14]) if row[14] else None,
            payer_id=row[15],
            rejects=bool(row[16]),
        )
        for row in rows
        if row[0] not in known
    ]


# --- claims for groups ---------------------------------------------------------------------------------------------


def assign_claims(db: Database, facts: Iterable[LinkFact], keys: Mapping[int, str]) -> tuple[set[int], set[int]]:
    """Gives every group of facts its claim row: (claims whose facts changed, those of them that are new).

    A group keeps the claim it had; two claims that turn out to be one become the older one, under both references.
    """
    facts = list(facts)
    groups: dict[str, list[LinkFact]] = defaultdict(list)
    for fact in facts:
        groups[keys[fact.id]].append(fact)
    kept = _claims_kept(db, groups)
    new = _new_claims(db, [key for key in groups if key not in kept])
    owner = kept | new
    moved = [fact for fact in facts if fact.claim_id != owner[keys[fact.id]]]
    db.conn.executemany("UPDATE fact SET claim_id = ? WHERE id = ?", [(owner[keys[one.id]], one.id) for one in moved])
    db.conn.executemany(
        "UPDATE remark SET claim_id = ? WHERE fact_id = ?",
        [(owner[keys[one.id]], one.id) for one in moved if one.kind is FactKind.REMITTED],
    )
    _retire_empty(db, moved, keys, owner)
    changed = {owner[keys[fact.id]] for fact in moved} | {one.claim_id for one in moved if one.claim_id}
    left = set(owner.values())
    return changed & left, set(new.values())


def _claims_kept(db: Database, groups: Mapping[str, list[LinkFact]]) -> dict[str, int]:
    """Group key -> the existing claim that it keeps: its own by key, else the oldest that no other group owns."""
    present = {fact.claim_id for members in groups.values() for fact in members if fact.claim_id}
    if not present:
        return {}
    rows = db.conn.execute(
        "SELECT id, link_key FROM claim WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(present))]
    )
    own = {link_key: claim_id for claim_id, link_key in rows}
    kept = {key: own[key] for key in groups if key in own}
    taken = set(kept.values())
    for key in sorted(groups, key=lambda one: min(fact.id for fact in groups[one])):
        free = sorted({fact.claim_id for fact in groups[key] if fact.claim_id} - taken)
        if key not in kept and free:
            kept[key] = free[0]
            taken.add(free[0])
    changed = [(key, claim_id) for key, claim_id in kept.items() if own.get(key) != claim_id]
    db.conn.executemany("UPDATE claim SET link_key = ? WHERE id = ?", changed)
    return kept


def _new_claims(db: Database, keys: Sequence[str]) -> dict[str, int]:
    first = _never_given(db)
    ids = dict(zip(keys, range(first, first + len(keys)), strict=True))
    refs = _free_refs(db, len(keys))
    db.conn.executemany(
        "INSERT INTO claim (id, ref, link_key, state) VALUES (?, ?, ?, '')",  # in no worklist until it is computed
        [(claim_id, ref, key) for (key, claim_id), ref in zip(ids.items(), refs, strict=True)],
    )
    return ids


def _never_given(db: Database) -> int:
    """A claim's number outlives it: messages and cards in Slack are known by it."""
    row = db.conn.execute(
        "SELECT max((SELECT coalesce(max(id), 0) FROM claim), (SELECT coalesce(max(old_id), 0) FROM former_ref)) + 1"
    ).fetchone()
    return int(row[0])


def _free_refs(db: Database, count: int) -> list[str]:
    """As many references that no claim has or had."""
    refs: set[str] = set()
    while len(refs) < count:
        fresh = {new_ref() for _ in range(count - len(refs))}
        used = db.conn.execute(
            "SELECT value FROM json_each(?) WHERE value IN (SELECT ref FROM claim) "
            "OR value IN (SELECT ref FROM former_ref)",
            [json.dumps(sorted(fresh))],
        )
        refs |= fresh - {row[0] for row in used}
    return list(refs)


def _retire_empty(db: Database, moved: Sequence[LinkFact], keys: Mapping[int, str], owner: Mapping[str, int]) -> None:
    """Claims that have no fact left hand their references and work to the claim that took their first fact."""
    before = {fact.claim_id: fact for fact in sorted(moved, key=lambda one: -one.id) if fact.claim_id}
    for claim_id, fact in before.items():
        if db.conn.execute("SELECT 1 FROM fact WHERE claim_id = ? LIMIT 1", [claim_id]).fetchone():
            continue
        heir = owner[keys[fact.id]]
        db.conn.execute("UPDATE worked SET claim_id = ? WHERE claim_id = ?", (heir, claim_id))
        hand_clocks_over(db, heir, claim_id)
        db.conn.execute("UPDATE former_ref SET claim_id = ? WHERE claim_id = ?", (heir, claim_id))
        db.conn.execute(
            "INSERT INTO former_ref SELECT ref, ?, id FROM claim WHERE id = ?",
            (heir, claim_id),
        )
        db.conn.execute("DELETE FROM claim WHERE id = ?", [claim_id])
